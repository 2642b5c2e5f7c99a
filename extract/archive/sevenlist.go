package archive

import (
	"encoding/binary"
	"math/bits"

	"monban/extract/charset"
)

// The marks in the list of files of a 7z archive (7zFormat.txt).
const (
	idEnd = iota
	idHeader
	idArchiveProperties
	idAdditionalStreams
	idMainStreams
	idFiles
	idPackInfo
	idUnpackInfo
	idSubStreams
	idSize
	idCRC
	idFolder
	idUnpackSize
	idUnpackStreams
	idEmptyStream
	idEmptyFile
	idAnti
	idNames
	idEncodedHeader = 0x17
)

// A sevenFolder is a run of files packed together by a chain of coders.
type sevenFolder struct {
	coders []sevenCoder
	binds  []sevenBind
	packed []uint64 // indexes of the inputs that come from the file
	sizes  []uint64 // unpacked, of every output
	crc    uint32
	hasCRC bool
	sums   []sevenSum // of the files in it

	at      []uint64 // of its packed streams, from the end of the start header
	lengths []uint64
}

type sevenCoder struct {
	id      uint64
	in, out uint64
	props   []byte
}

type sevenBind struct{ in, out uint64 }

type sevenSum struct {
	size  uint64
	crc   uint32
	known bool
}

type sevenStreams struct{ folders []sevenFolder }

// size is what comes out of the last coder.
func (fo *sevenFolder) size() uint64 {
	for i, n := range fo.sizes {
		bound := false
		for _, b := range fo.binds {
			bound = bound || b.out == uint64(i)
		}
		if !bound {
			return n
		}
	}
	return 0
}

// A sevenCursor reads the list; after damage it is bad and gives zeros.
type sevenCursor struct {
	b   []byte
	bad bool
}

func (c *sevenCursor) take(n int) []byte {
	if n < 0 || n > len(c.b) {
		c.bad, c.b = true, nil
		return nil
	}
	out := c.b[:n]
	c.b = c.b[n:]
	return out
}

func (c *sevenCursor) byte() byte {
	if b := c.take(1); b != nil {
		return b[0]
	}
	return 0
}

// number reads an integer: the leading ones of the first byte count the bytes
// behind it.
func (c *sevenCursor) number() uint64 {
	first := c.byte()
	extra := bits.LeadingZeros8(^first)
	b := c.take(extra)
	if c.bad {
		return 0
	}
	var v uint64
	for i, x := range b {
		v |= uint64(x) << (8 * i)
	}
	if extra < 7 {
		v |= uint64(first&(1<<(7-extra)-1)) << (8 * extra)
	}
	return v
}

// count reads a number of things of which each needs at least a bit.
func (c *sevenCursor) count() int {
	n := c.number()
	if n > uint64(len(c.b))*8+8 {
		c.bad, c.b = true, nil
		return 0
	}
	return int(n)
}

func (c *sevenCursor) uint32() uint32 {
	if b := c.take(4); b != nil {
		return binary.LittleEndian.Uint32(b)
	}
	return 0
}

func (c *sevenCursor) bits(n int) []bool {
	b := c.take((n + 7) / 8)
	out := make([]bool, n)
	for i := range out {
		out[i] = b != nil && b[i/8]&(0x80>>(i%8)) != 0
	}
	return out
}

// optionalBits are left out when all are set.
func (c *sevenCursor) optionalBits(n int) []bool {
	if c.byte() == 0 {
		return c.bits(n)
	}
	out := make([]bool, n)
	for i := range out {
		out[i] = true
	}
	return out
}

// sums reads n checksums, of which some may be left out.
func (c *sevenCursor) sums(n int) (crc []uint32, known []bool) {
	known = c.optionalBits(n)
	crc = make([]uint32, n)
	for i, k := range known {
		if k {
			crc[i] = c.uint32()
		}
	}
	return crc, known
}

func (c *sevenCursor) streams() (st sevenStreams) {
	var packAt uint64
	var packs []uint64
	divided := false
	for !c.bad {
		switch c.byte() {
		case idEnd:
			if !divided {
				st.whole()
			}
			c.place(&st, packAt, packs)
			return st
		case idPackInfo:
			packAt, packs = c.packInfo()
		case idUnpackInfo:
			st.folders = c.folders()
		case idSubStreams:
			c.subStreams(&st)
			divided = true
		default:
			c.bad = true
		}
	}
	return st
}

// whole makes one file of every folder.
func (st *sevenStreams) whole() {
	for i := range st.folders {
		fo := &st.folders[i]
		fo.sums = []sevenSum{{fo.size(), fo.crc, fo.hasCRC}}
	}
}

// place deals the packed streams out to the folders.
func (c *sevenCursor) place(st *sevenStreams, at uint64, packs []uint64) {
	for i := range st.folders {
		fo := &st.folders[i]
		for range fo.packed {
			if len(packs) == 0 {
				c.bad = true
				return
			}
			fo.at, fo.lengths = append(fo.at, at), append(fo.lengths, packs[0])
			at += packs[0]
			packs = packs[1:]
		}
	}
}

func (c *sevenCursor) packInfo() (at uint64, sizes []uint64) {
	at = c.number()
	n := c.count()
	for !c.bad {
		switch c.byte() {
		case idEnd:
			return at, sizes
		case idSize:
			for range n {
				sizes = append(sizes, c.number())
			}
		case idCRC:
			c.sums(n)
		default:
			c.bad = true
		}
	}
	return 0, nil
}

func (c *sevenCursor) folders() []sevenFolder {
	if c.byte() != idFolder {
		c.bad = true
		return nil
	}
	n := c.count()
	if c.byte() != 0 { // the folders lie in another stream
		c.bad = true
		return nil
	}
	var out []sevenFolder
	for range n {
		if out = append(out, c.folder()); c.bad {
			return nil
		}
	}
	if c.byte() != idUnpackSize {
		c.bad = true
	}
	for i := range out {
		for range out[i].sizes {
			out[i].sizes = append(out[i].sizes[1:], c.number())
		}
	}
	for !c.bad {
		switch c.byte() {
		case idEnd:
			return out
		case idCRC:
			crc, known := c.sums(len(out))
			for i := range out {
				out[i].crc, out[i].hasCRC = crc[i], known[i]
			}
		default:
			c.bad = true
		}
	}
	return nil
}

func (c *sevenCursor) folder() (fo sevenFolder) {
	n := c.number()
	if n == 0 || n > maxCoders {
		c.bad = true
		return fo
	}
	var ins, outs uint64
	for range n {
		flags := c.byte()
		co := sevenCoder{in: 1, out: 1}
		for _, b := range c.take(int(flags & 0xf)) {
			co.id = co.id<<8 | uint64(b)
		}
		if flags&0x10 != 0 {
			co.in, co.out = c.number(), c.number()
		}
		if flags&0x20 != 0 {
			co.props = c.take(c.count())
		}
		if co.in > maxCoders || co.out > maxCoders || flags&0x80 != 0 {
			c.bad = true
			return fo
		}
		ins, outs = ins+co.in, outs+co.out
		fo.coders = append(fo.coders, co)
	}
	if outs == 0 || ins < outs-1 {
		c.bad = true
		return fo
	}
	for range outs - 1 {
		fo.binds = append(fo.binds, sevenBind{c.number(), c.number()})
	}
	if k := ins - (outs - 1); k == 1 {
		for i := range ins {
			bound := false
			for _, b := range fo.binds {
				bound = bound || b.in == i
			}
			if !bound {
				fo.packed = []uint64{i}
				break
			}
		}
	} else {
		for range k {
			fo.packed = append(fo.packed, c.number())
		}
	}
	fo.sizes = make([]uint64, outs)
	return fo
}

// subStreams reads how the folders are divided into files.
func (c *sevenCursor) subStreams(st *sevenStreams) {
	counts := make([]int, len(st.folders))
	for i := range counts {
		counts[i] = 1
	}
	id := c.byte()
	if id == idUnpackStreams {
		for i := range counts {
			counts[i] = c.count()
		}
		id = c.byte()
	}
	for i := range st.folders {
		fo := &st.folders[i]
		left := fo.size()
		for k := range counts[i] {
			if c.bad {
				return
			}
			n := left
			if k < counts[i]-1 {
				if id != idSize { // sizes are missing
					c.bad = true
					return
				}
				n = c.number()
			}
			if n > left {
				c.bad = true
				return
			}
			left -= n
			fo.sums = append(fo.sums, sevenSum{size: n})
		}
	}
	if id == idSize {
		id = c.byte()
	}
	var open []*sevenSum // files whose checksum is not that of their folder
	for i := range st.folders {
		fo := &st.folders[i]
		if len(fo.sums) == 1 && fo.hasCRC {
			fo.sums[0].crc, fo.sums[0].known = fo.crc, true
			continue
		}
		for k := range fo.sums {
			open = append(open, &fo.sums[k])
		}
	}
	for ; id != idEnd && !c.bad; id = c.byte() {
		if id != idCRC {
			c.bad = true
			return
		}
		crc, known := c.sums(len(open))
		for i, s := range open {
			s.crc, s.known = crc[i], known[i]
		}
	}
}

// files reads the names, and which of the files have no content.
func (c *sevenCursor) files() []sevenFile {
	n := c.count()
	if c.bad {
		return nil
	}
	out := make([]sevenFile, n)
	var empty []int
	for !c.bad {
		id := c.byte()
		if id == idEnd {
			return out
		}
		p := &sevenCursor{b: c.take(c.count())}
		switch id {
		case idEmptyStream:
			for i, b := range p.bits(n) {
				if out[i].empty, out[i].dir = b, b; b {
					empty = append(empty, i)
				}
			}
		case idEmptyFile:
			for k, b := range p.bits(len(empty)) {
				out[empty[k]].dir = !b
			}
		case idNames:
			if p.byte() != 0 { // the names lie in another stream
				c.bad = true
				return nil
			}
			for i := range out {
				out[i].name = p.utf16()
			}
		}
	}
	return nil
}

// utf16 reads a name up to its zero.
func (c *sevenCursor) utf16() string {
	for i := 0; i+1 < len(c.b); i += 2 {
		if c.b[i] == 0 && c.b[i+1] == 0 {
			s, _ := charset.Decode(c.b[:i], charset.UTF16LE)
			c.b = c.b[i+2:]
			return s
		}
	}
	c.b = nil
	return ""
}
