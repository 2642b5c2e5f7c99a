package ja

import (
	"bufio"
	"bytes"
	"compress/gzip"
	_ "embed" // the lexicon
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"slices"
	"sync"
)

// A Use is a set of things that a word of the lexicon is used for. It is a
// hint for the tagger, no verdict: 森 is a family name and a wood.
type Use uint8

// The uses of words.
const (
	UseFamily  Use = 1 << iota // a Japanese family name
	UseGiven                   // a Japanese given name
	UseForeign                 // a foreign family or given name
	UsePlace
	UseProper // a product, a work, another proper noun
	UseCommon // a common noun in katakana; others are not listed
	UseGroup  // a company, a band, another organisation, and words for them
	UseRole   // what people are: 監督, 女優; it stands beside their names
)

// lexicon.bin is made by the command in ./train; its licence is in
// data/README.md.
//
//go:embed data/lexicon.bin
var lexiconFile []byte

const lexiconMagic = "MBNLEX1\n"

// A lexicon is a table of hashed words, open addressed: the low bits of a hash
// are the slot where the search begins, its upper 24 bits are kept beside the
// uses. Two words in 30,000 share an entry.
//
// Most of what is asked, words of a text joined to their neighbours, is not in it:
// the sieve in front says so of seven in eight.
type lexicon struct {
	slots []uint32
	mask  uint32
	some  sieve
}

// uses returns what the word with a hash of hashText is used for.
func (x *lexicon) uses(hash uint32) Use {
	if x == nil || !x.some.may(hash) {
		return 0
	}
	for at := hash & x.mask; ; at = (at + 1) & x.mask {
		switch e := x.slots[at]; {
		case e == 0:
			return 0
		case (e^hash)>>8 == 0:
			return Use(e)
		}
	}
}

// shippedLexicon unpacks the lexicon at the first use.
var shippedLexicon = sync.OnceValue(func() *lexicon {
	x, err := readLexicon(bytes.NewReader(lexiconFile))
	if err != nil {
		return nil // not possible: a test reads the file
	}
	return x
})

// WriteLexicon writes words as readLexicon reads them: their number, and for
// each the distance of its hash from the one before and its uses; compressed.
func WriteLexicon(w io.Writer, words map[string]Use) error {
	all := map[uint32]Use{}
	for word, use := range words {
		all[hashText(word)] |= use
	}
	hashes := make([]uint32, 0, len(all))
	for h := range all {
		hashes = append(hashes, h)
	}
	slices.Sort(hashes)
	b := binary.AppendUvarint([]byte(lexiconMagic), uint64(len(hashes)))
	last := uint32(0)
	for _, h := range hashes {
		b = binary.AppendUvarint(b, uint64(h-last))
		last = h
	}
	for _, h := range hashes {
		b = append(b, byte(all[h]))
	}
	z, err := gzip.NewWriterLevel(w, gzip.BestCompression)
	if err != nil {
		return err
	}
	if _, err := z.Write(b); err != nil {
		return err
	}
	return z.Close()
}

// mostWords bounds what a damaged file makes us allocate.
const mostWords = 1 << 20

func readLexicon(r io.Reader) (*lexicon, error) {
	z, err := gzip.NewReader(r)
	if err != nil {
		return nil, fmt.Errorf("lexicon: %w", err)
	}
	in := bufio.NewReader(z)
	head := make([]byte, len(lexiconMagic))
	if _, err := io.ReadFull(in, head); err != nil || string(head) != lexiconMagic {
		return nil, errors.New("lexicon: another format")
	}
	n, err := binary.ReadUvarint(in)
	if err != nil || n > mostWords {
		return nil, errors.New("lexicon: damaged")
	}
	size := 8
	for uint64(size) < n+n/2 {
		size *= 2
	}
	x := &lexicon{slots: make([]uint32, size), mask: uint32(size - 1), some: newSieve(max(64, 4*size))}
	hashes := make([]uint32, n)
	last := uint64(0)
	for i := range hashes {
		d, err := binary.ReadUvarint(in)
		if last += d; err != nil || last > 1<<32-1 {
			return nil, errors.New("lexicon: damaged")
		}
		hashes[i] = uint32(last)
	}
	uses := make([]byte, n)
	if _, err := io.ReadFull(in, uses); err != nil {
		return nil, errors.New("lexicon: damaged")
	}
	for i, h := range hashes {
		at := h & x.mask
		for x.slots[at] != 0 {
			at = (at + 1) & x.mask
		}
		x.slots[at] = h&^0xFF | uint32(uses[i])
		x.some.add(h)
	}
	return x, nil
}
