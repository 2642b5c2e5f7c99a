package ja

import (
	"cmp"
	"hash/crc32"
	"math"
	"slices"
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
	names sieve // of the spellings that can be a family or a given name
	trie  []cell
	words []word
	unk   []word  // unknown words, by class
	cost  []int16 // of a right id followed by a left id, by left id
	over  []int32 // what the likelier right ids can cost more than others, see overcost
	chars []char  // code and class of each character up to U+FFFF
	bytes []byte  // all of it
}

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
	magic       = "MBN4" + "126\x00"
)

const (
	order   = 0x01020304
	headLen = int(unsafe.Sizeof(header{}))
	bmp     = 1 << 16
	likely  = 128     // right ids that the table over has
	named   = 1 << 19 // bits of the sieve of names
)

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// length returns the length of the block that h describes.
func (h *header) length() int {
	return headLen + named/8 + int(h.Trie)*int(unsafe.Sizeof(cell{})) + int(h.Words)*8 + int(h.Unk)*8 + bmp*4 + likely*likely*4 + int(h.Rows)*int(h.Rows)*2
}

// open lays the sections over b, which must be aligned as memory from the
// allocator or a mapping is. It reports false when b is not a whole block.
func openFlat(b []byte) (*flat, bool) {
	if len(b) < headLen {
		return nil, false
	}
	h := (*header)(unsafe.Pointer(unsafe.SliceData(b)))
	if string(h.Magic[:]) != magic || h.Order != order || h.Trie > 1<<26 || h.Words > 1<<24 || h.Unk > 1<<16 || h.Rows > 1<<rightBits || h.length() != len(b) {
		return nil, false
	}
	if crc32.Checksum(b[headLen:], castagnoli) != h.Sum {
		return nil, false
	}
	return layFlat(b), true
}

// layFlat lays the sections over a block of the length that its header says.
func layFlat(b []byte) *flat {
	h := (*header)(unsafe.Pointer(unsafe.SliceData(b)))
	f := &flat{head: h, bytes: b}
	at := headLen
	f.names = section[uint64](b, &at, named/64)
	f.trie = section[cell](b, &at, int(h.Trie))
	f.words = section[word](b, &at, int(h.Words))
	f.unk = section[word](b, &at, int(h.Unk))
	f.chars = section[char](b, &at, bmp)
	f.over = section[int32](b, &at, likely*likely)
	f.cost = section[int16](b, &at, int(h.Rows)*int(h.Rows))
	return f
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
	cells, code := buildTrie(d.Index.Da)
	h := header{
		Order: order,
		Trie:  uint32(len(cells)), Words: uint32(len(d.Morphs)), Unk: uint32(len(d.UnkDict.Morphs)),
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
	f := layFlat(b)
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
	for r, class := range d.CharCategory[:min(bmp, len(d.CharCategory))] {
		f.chars[r] = charOf(code[rune(r)], int(class))
	}
	f.connect(d.Connection.Vec, lengths(cells, f.words))
	f.overcost()
	for i, c := range cells {
		if c.id >= 0 {
			c.word = f.words[c.id]
		}
		f.trie[i] = c
	}
	f.findNames(cells, code)
	f.head.Sum = crc32.Checksum(b[headLen:], castagnoli)
	return f
}

// lengths returns how many characters each word has.
func lengths(cells []cell, words []word) []int {
	out := make([]int, len(words))
	for i, c := range cells {
		if c.id < 0 {
			continue
		}
		n := 0
		for at := int32(i); at != 0; at = cells[at].check {
			n++
		}
		for k := range int32(words[c.id].more) + 1 {
			out[c.id+k] = n
		}
	}
	return out
}

// findNames fills in the sieve of names.
func (f *flat) findNames(cells []cell, code map[rune]int) {
	chars := make([]rune, len(code)+1)
	for r, c := range code {
		chars[c] = r
	}
	var word []rune // backwards
	for i, c := range cells {
		if c.id < 0 || f.readings(c.id)&(1<<FamilyName|1<<GivenName) == 0 {
			continue
		}
		word = word[:0]
		for at := int32(i); at != 0; at = cells[at].check {
			word = append(word, chars[at-cells[cells[at].check].base])
		}
		slices.Reverse(word)
		f.names.add(hashText(string(word)))
	}
}

// connect fills in the costs of kagome's matrix under new left and right ids:
// those that words of any text are likely to have are small, so that most of what
// the search reads of the matrix lies close together. 0 stays the edge of a text.
func (f *flat) connect(costs []int16, lengths []int) {
	rows := int(f.head.Rows)
	var share [2][]float64 // of all words, by left and right id
	for side := range share {
		share[side] = make([]float64, rows)
	}
	add := func(w word, p float64) {
		share[0][w.left] += p
		share[1][w.right] += p
	}
	for i, w := range f.words {
		add(w, math.Pow(1000, -float64(lengths[i]))) // short ones are possible nearly everywhere
	}
	for _, w := range f.unk {
		add(w, 1)
	}
	var to [2][]int16
	for side := range to {
		order := make([]int, rows)
		for i := range order {
			order[i] = i
		}
		slices.SortStableFunc(order[1:], func(a, b int) int { return cmp.Compare(share[side][b], share[side][a]) })
		to[side] = make([]int16, rows)
		for i, id := range order {
			to[side][id] = int16(i)
		}
	}
	for left := range rows {
		for right := range rows {
			f.cost[rows*int(to[0][left])+int(to[1][right])] = costs[rows*left+right]
		}
	}
	for _, words := range [][]word{f.words, f.unk} {
		for i := range words {
			words[i].left, words[i].right = to[0][words[i].left], to[1][words[i].right]
		}
	}
}

// overcost fills in by how much a right id can cost more than another at most,
// whatever follows: a way that costs even more than that beyond one to the other
// is not the cheapest to anything.
func (f *flat) overcost() {
	rows := int(f.head.Rows)
	for i := range f.over {
		f.over[i] = math.MinInt32
	}
	ids := min(likely, rows)
	for left := range rows {
		column := f.cost[rows*left:][:ids]
		for a, c := range column {
			over := f.over[likely*a:][:ids]
			for b, d := range column {
				over[b] = max(over[b], int32(c)-int32(d))
			}
		}
	}
}
