package archive

import (
	"bufio"
	"errors"
	"io"
)

// Deflate64 is deflate with a window of 64 KB and longer matches; Windows packs
// files of more than 2 GB with it. Code 285 has 16 extra bits, and there are two
// more codes of distances (PKWARE, "Enhanced Deflating"). The rest is RFC 1951.

var errInflate64 = errors.New("zip: the packed data is damaged")

const window64 = 1 << 16

// An inflater64 unpacks one stream.
type inflater64 struct {
	r      *bufio.Reader
	bits   uint32
	have   uint
	window [window64]byte
	at     int // where the next byte goes
	read   int // where the next byte to hand out stands
	full   int // bytes to hand out
	last   bool
	state  func(*inflater64) error
	stored int
	length int // of a match that is being copied
	away   int
	codes  huffman // of letters and lengths
	dists  huffman
	err    error
}

func newInflater64(r io.Reader) *inflater64 {
	return &inflater64{r: bufio.NewReader(r), state: (*inflater64).block}
}

// Read hands out what is unpacked, and unpacks more when that is used up.
func (f *inflater64) Read(p []byte) (int, error) {
	for f.full == 0 {
		if f.err != nil {
			return 0, f.err
		}
		f.err = f.state(f)
	}
	n := 0
	for n < len(p) && f.full > 0 {
		p[n] = f.window[f.read]
		f.read = (f.read + 1) % window64
		f.full--
		n++
	}
	return n, nil
}

func (f *inflater64) room() bool { return f.full < window64/2 }

func (f *inflater64) put(c byte) {
	f.window[f.at] = c
	f.at = (f.at + 1) % window64
	f.full++
}

func (f *inflater64) need(n uint) (uint32, error) {
	for f.have < n {
		c, err := f.r.ReadByte()
		if err != nil {
			return 0, io.ErrUnexpectedEOF
		}
		f.bits |= uint32(c) << f.have
		f.have += 8
	}
	v := f.bits & (1<<n - 1)
	f.bits >>= n
	f.have -= n
	return v, nil
}

// block reads the head of a block.
func (f *inflater64) block() error {
	if f.last {
		return io.EOF
	}
	v, err := f.need(3)
	if err != nil {
		return err
	}
	f.last = v&1 == 1
	switch v >> 1 {
	case 0:
		f.bits, f.have = 0, 0 // the rest of the byte
		n, err := f.need(16)
		if err != nil {
			return err
		}
		not, err := f.need(16)
		if err != nil || n != ^not&0xffff {
			return errInflate64
		}
		f.stored, f.state = int(n), (*inflater64).copyStored
	case 1:
		var lengths [288 + 32]uint8
		for i := range 288 {
			switch {
			case i < 144, i >= 280:
				lengths[i] = 8
			case i < 256:
				lengths[i] = 9
			default:
				lengths[i] = 7
			}
		}
		for i := range 32 {
			lengths[288+i] = 5
		}
		f.codes.make(lengths[:288])
		f.dists.make(lengths[288:])
		f.state = (*inflater64).packed
	case 2:
		if err := f.tables(); err != nil {
			return err
		}
		f.state = (*inflater64).packed
	default:
		return errInflate64
	}
	return nil
}

func (f *inflater64) copyStored() error {
	for f.stored > 0 && f.room() {
		c, err := f.need(8)
		if err != nil {
			return err
		}
		f.put(byte(c))
		f.stored--
	}
	if f.stored == 0 {
		f.state = (*inflater64).block
	}
	return nil
}

// tables reads the lengths of the codes, which are packed themselves.
func (f *inflater64) tables() error {
	v, err := f.need(14)
	if err != nil {
		return err
	}
	nlit, ndist, nclen := int(v&31)+257, int(v>>5&31)+1, int(v>>10)+4
	var order = [...]uint8{16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15}
	var small [19]uint8
	for i := range nclen {
		v, err := f.need(3)
		if err != nil {
			return err
		}
		small[order[i]] = uint8(v)
	}
	var h huffman
	h.make(small[:])
	var lengths [286 + 2 + 32]uint8
	for i := 0; i < nlit+ndist; {
		sym, err := f.symbol(&h)
		if err != nil {
			return err
		}
		if sym < 16 {
			lengths[i] = uint8(sym)
			i++
			continue
		}
		extra, base, c := [...]uint{2, 3, 7}[sym-16], [...]int{3, 3, 11}[sym-16], uint8(0)
		if sym == 16 {
			if i == 0 {
				return errInflate64
			}
			c = lengths[i-1]
		}
		v, err := f.need(extra)
		if err != nil {
			return err
		}
		for range base + int(v) {
			if i >= nlit+ndist {
				return errInflate64
			}
			lengths[i] = c
			i++
		}
	}
	f.codes.make(lengths[:nlit])
	f.dists.make(lengths[nlit : nlit+ndist])
	return nil
}

// packed reads letters and matches until there is enough to hand out.
func (f *inflater64) packed() error {
	for f.room() {
		if f.length > 0 {
			f.put(f.window[(f.at+window64-f.away)%window64])
			f.length--
			continue
		}
		sym, err := f.symbol(&f.codes)
		switch {
		case err != nil:
			return err
		case sym < 256:
			f.put(byte(sym))
			continue
		case sym == 256:
			f.state = (*inflater64).block
			return nil
		}
		if f.length, err = f.lengthOf(sym - 257); err != nil {
			return err
		}
		d, err := f.symbol(&f.dists)
		if err != nil {
			return err
		}
		base, extra := d+1, uint(0)
		if d >= 4 {
			extra = uint(d/2 - 1)
			base = (2+d%2)<<extra + 1
		}
		v, err := f.need(extra)
		if err != nil {
			return err
		}
		if f.away = base + int(v); f.away > window64 {
			return errInflate64
		}
	}
	return nil
}

func (f *inflater64) lengthOf(code int) (int, error) {
	base, extra := code+3, uint(0)
	switch {
	case code == 28:
		base, extra = 3, 16
	case code > 28:
		return 0, errInflate64
	case code >= 8:
		extra = uint(code/4 - 1)
		base = (4+code%4)<<extra + 3
	}
	v, err := f.need(extra)
	return base + int(v), err
}

// A huffman is a table of canonical codes: how many there are of each length,
// and their symbols in order.
type huffman struct {
	count   [16]int
	symbols []uint16
}

func (h *huffman) make(lengths []uint8) {
	*h = huffman{symbols: h.symbols[:0]}
	for _, l := range lengths {
		h.count[l]++
	}
	h.count[0] = 0
	for l := uint8(1); l < 16; l++ {
		for i, k := range lengths {
			if k == l {
				h.symbols = append(h.symbols, uint16(i))
			}
		}
	}
}

// symbol reads one code bit by bit.
func (f *inflater64) symbol(h *huffman) (int, error) {
	code, first, index := 0, 0, 0
	for l := 1; l < 16; l++ {
		b, err := f.need(1)
		if err != nil {
			return 0, err
		}
		code |= int(b)
		if n := h.count[l]; code-first < n {
			return int(h.symbols[index+code-first]), nil
		} else {
			index += n
			first = (first + n) << 1
			code <<= 1
		}
	}
	return 0, errInflate64
}
