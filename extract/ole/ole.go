// Package ole reads compound files, the container of .xls, .doc, .ppt and
// .msg: streams in storages, as on a small disk. It knows the container, the
// property sets in it and how programs put files into it as objects, and it
// can pack a storage into a compound file of its own. It does not know what the
// streams of a program mean.
//
// It takes nothing on trust: chains are bounded by the size of the file, and
// what damage has cut off from the tree of names is found all the same.
package ole

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf16"
)

// Magic starts every compound file.
const Magic = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"

const (
	endOfChain = 0xFFFFFFFA // this and all above are no sectors
	noEntry    = 0xFFFFFFFF
	miniSize   = 64
	miniCutoff = 4096
	// maxEntries bounds the directory; the largest honest files, mails with
	// hundreds of recipients, have some ten thousand.
	maxEntries = 1 << 18
)

// ErrDamaged says that a part of the container cannot be followed.
var ErrDamaged = errors.New("the compound file is damaged")

// A File is a compound file with its directory read.
type File struct {
	// Root is the outermost storage.
	Root *Entry
	// Damaged is set when a part of the directory was lost.
	Damaged bool

	r       io.ReaderAt
	size    int64
	sector  int64
	fat     []uint32
	miniFAT []uint32
	mini    []byte // the stream that holds the short streams, read at need
	miniErr error
}

// An Entry is a stream or a storage.
type Entry struct {
	Name    string
	Storage bool
	Size    int64
	Class   [16]byte // of a storage: the program that made it
	Entries []*Entry // in a storage

	start       uint32
	left, right uint32
	child       uint32
	seen        bool
}

// Open reads the directory of a compound file.
func Open(r io.ReaderAt, size int64) (*File, error) {
	head := make([]byte, 512)
	if n, err := r.ReadAt(head, 0); n < 512 {
		return nil, fmt.Errorf("%w: the head is cut off: %w", ErrDamaged, err)
	}
	if string(head[:8]) != Magic {
		return nil, errors.New("not a compound file")
	}
	le := binary.LittleEndian
	shift := le.Uint16(head[30:])
	if shift != 9 && shift != 12 {
		shift = 9 // what programs write; no other size has been seen
	}
	f := &File{r: r, size: size, sector: 1 << shift}
	f.readFAT(head)
	dir, err := f.chain(le.Uint32(head[48:]), min(size, maxEntries*128))
	if len(dir) < 128 {
		return nil, fmt.Errorf("%w: there is no directory", ErrDamaged)
	}
	f.Damaged = f.Damaged || err != nil || int64(len(dir))%f.sector != 0
	var all []*Entry
	for ; len(dir) >= 128; dir = dir[128:] {
		all = append(all, f.entry(dir[:128]))
	}
	if all[0] == nil {
		return nil, fmt.Errorf("%w: there is no root", ErrDamaged)
	}
	f.Root = all[0]
	f.Root.Storage, f.Root.seen = true, true
	f.grow(all)
	if f.miniFAT, err = f.table(le.Uint32(head[60:])); err != nil {
		f.Damaged = true
	}
	return f, nil
}

// readFAT reads the table of sectors: which follows which.
func (f *File) readFAT(head []byte) {
	le := binary.LittleEndian
	most := int(f.size/f.sector) + 1
	list := make([]uint32, 0, 109)
	for i := range 109 {
		list = append(list, le.Uint32(head[76+4*i:]))
	}
	for at, n := le.Uint32(head[68:]), 0; at < endOfChain && n < most; n++ {
		b, err := f.read(at)
		if err != nil {
			f.Damaged = true
			break
		}
		for i := 0; i+4 < len(b); i += 4 {
			list = append(list, le.Uint32(b[i:]))
		}
		at = le.Uint32(b[len(b)-4:])
	}
	per := int(f.sector / 4)
	for _, at := range list {
		if at >= endOfChain {
			continue
		}
		if len(f.fat) > most+per {
			return
		}
		b, err := f.read(at)
		if err != nil {
			f.Damaged = true
			b = make([]byte, f.sector) // keep the places of those that follow
		}
		for i := 0; i < len(b); i += 4 {
			f.fat = append(f.fat, le.Uint32(b[i:]))
		}
	}
}

// read gives one sector, filled with zeros where the file ends in it.
func (f *File) read(n uint32) ([]byte, error) {
	at := (int64(n) + 1) * f.sector
	if at >= f.size {
		return nil, ErrDamaged
	}
	b := make([]byte, f.sector)
	f.Damaged = f.Damaged || at+f.sector > f.size // a table is always whole
	if _, err := f.r.ReadAt(b, at); err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	return b, nil
}

// chain joins the sectors that follow each other from n on, up to limit bytes.
// What was read before damage comes with the error.
func (f *File) chain(n uint32, limit int64) ([]byte, error) {
	var out []byte
	for n < endOfChain && int64(len(out)) < limit {
		at := (int64(n) + 1) * f.sector
		if at >= f.size || int64(len(out)) > f.size {
			return out, ErrDamaged
		}
		// Sectors that lie side by side are read at once.
		run, last := int64(1), n
		for int64(len(out))+run*f.sector < limit && int(last) < len(f.fat) && f.fat[last] == last+1 && at+run*f.sector < f.size {
			run++
			last++
		}
		from := len(out)
		out = append(out, make([]byte, run*f.sector)...)
		if _, err := f.r.ReadAt(out[from:], at); err != nil && !errors.Is(err, io.EOF) {
			return out[:from], err
		}
		if end := at + run*f.sector; end > f.size { // not every program fills the last sector
			out = out[:int64(len(out))-(end-f.size)]
			if int64(len(out)) < limit && int(last) < len(f.fat) && f.fat[last] < endOfChain {
				return out, ErrDamaged // it is not the last one
			}
		}
		if int(last) >= len(f.fat) {
			if int64(len(out)) >= limit {
				return out, nil
			}
			return out, ErrDamaged
		}
		n = f.fat[last]
	}
	return out, nil
}

// table reads a chain of sector numbers.
func (f *File) table(start uint32) ([]uint32, error) {
	b, err := f.chain(start, f.size)
	out := make([]uint32, 0, len(b)/4)
	for ; len(b) >= 4; b = b[4:] {
		out = append(out, binary.LittleEndian.Uint32(b))
	}
	return out, err
}

// entry reads 128 bytes of the directory, nil when they hold none.
func (f *File) entry(b []byte) *Entry {
	le := binary.LittleEndian
	kind := b[66]
	if kind != 1 && kind != 2 && kind != 5 {
		return nil
	}
	n := min(int(le.Uint16(b[64:]))/2, 32)
	name := make([]uint16, 0, 32)
	for i := range n {
		c := le.Uint16(b[2*i:])
		if c == 0 {
			break
		}
		name = append(name, c)
	}
	e := &Entry{
		Name: string(utf16.Decode(name)), Storage: kind != 2,
		Size: int64(le.Uint32(b[120:])), start: le.Uint32(b[116:]),
		left: le.Uint32(b[68:]), right: le.Uint32(b[72:]), child: le.Uint32(b[76:]),
	}
	copy(e.Class[:], b[80:])
	return e
}

// grow hangs the entries into the tree. Those that no other leads to hang on
// the root.
func (f *File) grow(all []*Entry) {
	at := func(i uint32) *Entry {
		if i >= uint32(len(all)) || all[i] == nil || all[i].seen {
			if i != noEntry {
				f.Damaged = true
			}
			return nil
		}
		all[i].seen = true
		return all[i]
	}
	// Storages whose brothers are to be collected, without recursion.
	todo := []*Entry{f.Root}
	collect := func(of *Entry, first uint32) {
		type step struct {
			e  *Entry
			in bool
		}
		var stack []step
		push := func(i uint32) {
			if e := at(i); e != nil {
				stack = append(stack, step{e: e})
			}
		}
		push(first)
		for len(stack) > 0 {
			s := &stack[len(stack)-1]
			if !s.in {
				s.in = true
				push(s.e.left)
				continue
			}
			e := s.e
			stack = stack[:len(stack)-1]
			of.Entries = append(of.Entries, e)
			if e.Storage {
				todo = append(todo, e)
			}
			push(e.right)
		}
	}
	run := func() {
		for len(todo) > 0 {
			e := todo[0]
			todo = todo[1:]
			collect(e, e.child)
		}
	}
	run()
	for _, e := range all {
		if e != nil && !e.seen {
			e.seen, f.Damaged = true, true
			f.Root.Entries = append(f.Root.Entries, e)
			if e.Storage {
				todo = append(todo, e)
				run()
			}
		}
	}
}

// Find gives the entry at a path of names below e, nil when there is none.
// Names differ in more than case.
func (e *Entry) Find(path ...string) *Entry {
	for _, name := range path {
		var next *Entry
		for _, c := range e.Entries {
			if strings.EqualFold(c.Name, name) {
				next = c
				break
			}
		}
		if next == nil {
			return nil
		}
		e = next
	}
	return e
}

// Read gives the content of a stream, at most limit bytes. What was read
// before damage comes with the error.
func (f *File) Read(e *Entry, limit int64) ([]byte, error) {
	if e.Storage {
		return nil, nil
	}
	size := min(e.Size, limit)
	if e.Size >= miniCutoff {
		b, err := f.chain(e.start, size)
		if err == nil && int64(len(b)) < size {
			err = ErrDamaged
		}
		return b[:min(int64(len(b)), size)], err
	}
	if f.mini == nil && f.miniErr == nil {
		f.mini, f.miniErr = f.chain(f.Root.start, f.size)
	}
	out := make([]byte, 0, size)
	for n := e.start; int64(len(out)) < size; n = f.miniFAT[n] {
		at := int64(n) * miniSize
		end := at + min(miniSize, size-int64(len(out)))
		if end > int64(len(f.mini)) || int(n) >= len(f.miniFAT) {
			return out, ErrDamaged
		}
		out = append(out, f.mini[at:end]...)
	}
	return out, nil
}
