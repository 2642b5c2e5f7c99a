package xlsx

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"unicode/utf16"
)

// compoundMagic starts a compound file: the container of locked workbooks and
// of macros.
const compoundMagic = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"

// A compound is a compound file with its directory read. Every chain of
// sectors is bounded by the size of the file.
type compound struct {
	r       io.ReaderAt
	size    int64
	sector  int64
	fat     []uint32
	mini    []uint32
	entries []entry
}

type entry struct {
	name  string
	kind  byte // 1 storage, 2 stream, 5 root
	start uint32
	size  int64
}

var errCompound = errors.New("the compound file is damaged")

func openCompound(r io.ReaderAt, size int64) (*compound, error) {
	head := make([]byte, 512)
	if _, err := r.ReadAt(head, 0); err != nil || string(head[:8]) != compoundMagic {
		return nil, errCompound
	}
	le := binary.LittleEndian
	shift := le.Uint16(head[30:])
	if shift != 9 && shift != 12 {
		return nil, errCompound
	}
	c := &compound{r: r, size: size, sector: 1 << shift}
	most := int(size/c.sector) + 1

	// The list of the sectors of the table: 109 in the head, more in a chain.
	list := make([]uint32, 0, 109)
	for i := range 109 {
		list = append(list, le.Uint32(head[76+4*i:]))
	}
	for at, n := le.Uint32(head[68:]), 0; at < 0xFFFFFFFA && n < most; n++ {
		b, err := c.read(at)
		if err != nil {
			break
		}
		for i := 0; i+4 < len(b); i += 4 {
			list = append(list, le.Uint32(b[i:]))
		}
		at = le.Uint32(b[len(b)-4:])
	}
	for _, at := range list {
		if at >= 0xFFFFFFFA || len(c.fat) > most {
			continue
		}
		b, err := c.read(at)
		if err != nil {
			return nil, err
		}
		for i := 0; i < len(b); i += 4 {
			c.fat = append(c.fat, le.Uint32(b[i:]))
		}
	}
	dir, err := c.chain(le.Uint32(head[48:]), size)
	if err != nil {
		return nil, err
	}
	for ; len(dir) >= 128; dir = dir[128:] {
		n := int(le.Uint16(dir[64:]))
		if n < 2 || n > 64 || dir[66] == 0 {
			continue
		}
		name := make([]uint16, n/2-1)
		for i := range name {
			name[i] = le.Uint16(dir[2*i:])
		}
		e := entry{name: string(utf16.Decode(name)), kind: dir[66], start: le.Uint32(dir[116:]), size: int64(le.Uint32(dir[120:]))}
		if c.sector > 512 {
			e.size = int64(le.Uint64(dir[120:]))
		}
		if e.size < 0 || e.size > size {
			return nil, errCompound
		}
		c.entries = append(c.entries, e)
	}
	if mini, err := c.chain(le.Uint32(head[60:]), size); err == nil {
		for i := 0; i+4 <= len(mini); i += 4 {
			c.mini = append(c.mini, le.Uint32(mini[i:]))
		}
	}
	return c, nil
}

// read gives one sector, filled with zeros where the file ends early.
func (c *compound) read(n uint32) ([]byte, error) {
	at := (int64(n) + 1) * c.sector
	if at >= c.size {
		return nil, errCompound
	}
	b := make([]byte, c.sector)
	if _, err := c.r.ReadAt(b, at); err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	return b, nil
}

// chain joins the sectors that follow each other from n on, up to limit bytes.
func (c *compound) chain(n uint32, limit int64) ([]byte, error) {
	var out []byte
	for n < 0xFFFFFFFA && int64(len(out)) < limit {
		b, err := c.read(n)
		if err != nil {
			return out, err
		}
		if out = append(out, b...); int64(len(out)) > c.size+c.sector || int(n) >= len(c.fat) {
			return out, errCompound
		}
		n = c.fat[n]
	}
	return out, nil
}

func (c *compound) find(name string) *entry {
	for i := range c.entries {
		if c.entries[i].name == name && c.entries[i].kind == 2 {
			return &c.entries[i]
		}
	}
	return nil
}

// stream gives the content of an entry.
func (c *compound) stream(e *entry) ([]byte, error) {
	if e.size >= 4096 {
		b, err := c.chain(e.start, e.size)
		return b[:min(int64(len(b)), e.size)], err
	}
	// Short streams lie in pieces of 64 bytes in the stream of the root.
	if len(c.entries) == 0 || c.entries[0].kind != 5 {
		return nil, errCompound
	}
	all, err := c.chain(c.entries[0].start, c.entries[0].size)
	if err != nil {
		return nil, err
	}
	var out []byte
	for n := e.start; n < 0xFFFFFFFA && int64(len(out)) < e.size; n = c.mini[n] {
		if int64(n)*64+64 > int64(len(all)) || int(n) >= len(c.mini) {
			return out, fmt.Errorf("%w: a short stream ends early", errCompound)
		}
		out = append(out, all[n*64:n*64+64]...)
	}
	return out[:min(int64(len(out)), e.size)], nil
}
