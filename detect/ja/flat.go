package ja

import (
	"hash/crc32"
	"unicode/utf8"
	"unsafe"

	"github.com/ikawaha/kagome-dict/ipa"
)

// flat is the dictionary as one block of bytes: what the tokenizer needs of
// kagome's IPADIC, laid out so that a mapped file can be used as it is. Loading
// IPADIC through kagome takes 0.6 s and more, mapping a millisecond.
//
// The block is the header and then the sections, in the byte order of the
// machine. It is a cache and never leaves the machine; a file with another
// order, version, length or checksum is built anew.
type flat struct {
	head  *header
	trie  []cell
	words []word
	unk   []word  // unknown words, by class
	cost  []int16 // of a right id followed by a left id, by left id
	class []uint8 // of each character up to U+FFFF
	first []int32 // trie state behind each character up to U+FFFF
	bytes []byte  // all of it
}

// A cell is a node of kagome's double array.
type cell struct{ base, check int32 }

// A word is a reading of a dictionary entry. more counts the further readings
// of the same spelling that follow it.
type word struct {
	left, right, cost int16
	pos               POS
	more              uint8
}

// header starts the block. All fields have four bytes.
type header struct {
	Magic   [8]byte
	Order   uint32 // reads 0x01020304
	Sum     uint32 // CRC-32C of everything behind the header
	Trie    uint32 // numbers of elements
	Words   uint32
	Unk     uint32
	Rows    uint32 // of the square matrix of costs
	Unknown [16]unknown
}

// unknown says how words that are not in the dictionary are made of the
// characters of one class.
type unknown struct {
	First, More uint32 // their readings in unk
	Always      uint32 // 1: also where the dictionary has words
	Group       uint32 // 1: a run of the class is one word
}

// magic names the version of the layout and of the dictionary in it. It must
// change with either; a test compares the second with go.mod.
const (
	dictVersion = "1.2.6"
	magic       = "MBN1" + "126\x00"
)

const (
	order   = 0x01020304
	headLen = int(unsafe.Sizeof(header{}))
	bmp     = 1 << 16
)

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// length returns the length of the block that h describes.
func (h *header) length() int {
	return headLen + int(h.Trie)*8 + int(h.Words)*8 + int(h.Unk)*8 + bmp*4 + int(h.Rows)*int(h.Rows)*2 + bmp
}

// open lays the sections over b, which must be aligned as memory from the
// allocator or a mapping is. It reports false when b is not a whole block.
func openFlat(b []byte) (*flat, bool) {
	if len(b) < headLen {
		return nil, false
	}
	h := (*header)(unsafe.Pointer(unsafe.SliceData(b)))
	if string(h.Magic[:]) != magic || h.Order != order || h.Trie > 1<<26 || h.Words > 1<<24 || h.Unk > 1<<16 || h.Rows > 1<<13 || h.length() != len(b) {
		return nil, false
	}
	if crc32.Checksum(b[headLen:], castagnoli) != h.Sum {
		return nil, false
	}
	f := &flat{head: h, bytes: b}
	at := headLen
	f.trie = section[cell](b, &at, int(h.Trie))
	f.words = section[word](b, &at, int(h.Words))
	f.unk = section[word](b, &at, int(h.Unk))
	f.first = section[int32](b, &at, bmp)
	f.cost = section[int16](b, &at, int(h.Rows)*int(h.Rows))
	f.class = section[uint8](b, &at, bmp)
	return f, true
}

// section returns the n elements at *at and moves on.
func section[T any](b []byte, at *int, n int) []T {
	var zero T
	if n == 0 {
		return nil
	}
	s := unsafe.Slice((*T)(unsafe.Pointer(&b[*at])), n)
	*at += n * int(unsafe.Sizeof(zero))
	return s
}

// buildFlat makes the block from kagome's dictionary.
func buildFlat() *flat {
	d := ipa.DictShrink()
	h := header{
		Order: order,
		Trie:  uint32(len(d.Index.Da)), Words: uint32(len(d.Morphs)), Unk: uint32(len(d.UnkDict.Morphs)),
		Rows: uint32(d.Connection.Row),
	}
	copy(h.Magic[:], magic)
	for c, first := range d.UnkDict.Index {
		u := unknown{First: uint32(first), More: uint32(d.UnkDict.IndexDup[c])}
		if d.InvokeList[c] {
			u.Always = 1
		}
		if d.GroupList[c] {
			u.Group = 1
		}
		h.Unknown[c] = u
	}
	// Eight-byte words give the alignment of every section.
	room := make([]uint64, (h.length()+7)/8)
	b := unsafe.Slice((*byte)(unsafe.Pointer(unsafe.SliceData(room))), h.length())
	*(*header)(unsafe.Pointer(unsafe.SliceData(b))) = h
	at := headLen
	f := &flat{head: (*header)(unsafe.Pointer(unsafe.SliceData(b))), bytes: b}
	f.trie = section[cell](b, &at, int(h.Trie))
	f.words = section[word](b, &at, int(h.Words))
	f.unk = section[word](b, &at, int(h.Unk))
	f.first = section[int32](b, &at, bmp)
	f.cost = section[int16](b, &at, int(h.Rows)*int(h.Rows))
	f.class = section[uint8](b, &at, bmp)

	for i, c := range d.Index.Da {
		f.trie[i] = cell{c.Base, c.Check}
	}
	var names [4]string
	table := map[[4]string]POS{}
	for i, m := range d.Morphs {
		for k := range names {
			names[k] = "*"
			if ids := d.POSTable.POSs[i]; k < len(ids) {
				names[k] = d.POSTable.NameList[ids[k]]
			}
		}
		pos, ok := table[names]
		if !ok {
			pos = posOf(names[:])
			table[names] = pos
		}
		f.words[i] = word{left: m.LeftID, right: m.RightID, cost: m.Weight, pos: pos}
	}
	for id, more := range d.Index.Dup {
		f.words[id].more = uint8(more)
	}
	for i, m := range d.UnkDict.Morphs {
		f.unk[i] = word{left: m.LeftID, right: m.RightID, cost: m.Weight, pos: posOf(d.UnkDict.Contents[i])}
	}
	copy(f.cost, d.Connection.Vec)
	copy(f.class, d.CharCategory)
	for r := rune(utf8.RuneSelf); r < bmp; r++ {
		if utf8.ValidRune(r) {
			f.first[r] = f.walk(0, string(r))
		}
	}
	f.head.Sum = crc32.Checksum(b[headLen:], castagnoli)
	return f
}

// walk follows s through the trie from a state; 0 means that there is no way.
func (f *flat) walk(state int32, s string) int32 {
	for i := range len(s) {
		next := f.trie[state].base + int32(s[i])
		if next < 0 || int(next) >= len(f.trie) || f.trie[next].check != state {
			return 0
		}
		state = next
	}
	return state
}

// leaf returns the first reading of the word that ends in a state, or -1.
func (f *flat) leaf(state int32) int32 {
	at := f.trie[state].base // the terminator is a zero byte
	if at < 0 || int(at) >= len(f.trie) || f.trie[at].check != state || f.trie[at].base > 0 {
		return -1
	}
	return -f.trie[at].base
}
