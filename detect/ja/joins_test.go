package ja

import (
	"testing"

	"github.com/ikawaha/kagome-dict/ipa"
)

// spellings calls use for every word of the dictionary and its first reading.
func spellings(f *flat, use func(word string, id int32)) {
	rune4 := map[int32]rune{}
	for r, c := range f.chars {
		if c.code() != 0 {
			rune4[c.code()] = rune(r)
		}
	}
	for i, c := range f.trie {
		if c.id < 0 {
			continue
		}
		word := ""
		for at := int32(i); at != 0; at = f.trie[at].check {
			word = string(rune4[at-f.trie[f.trie[at].check].base]) + word
		}
		use(word, c.id)
	}
}

// What phrase passes over without asking the dictionary must hold no word that
// joins others.
func TestEveryJoiningWordHasAJoiningCharacter(t *testing.T) {
	f := shared().flat
	n := 0
	spellings(f, func(word string, id int32) {
		for k := int32(0); k <= int32(f.words[id].more); k++ {
			if !joiningSet.has(f.words[id+k].pos) {
				continue
			}
			n++
			found := false
			for _, r := range word {
				found = found || joins(r)
			}
			if !found {
				t.Errorf("%s", word)
			}
		}
	})
	if n < 500 {
		t.Errorf("only %d words that join others", n)
	}
	for i, u := range f.unk {
		if joiningSet.has(u.pos) {
			t.Errorf("unknown word %d joins others", i)
		}
	}
}

// Every word of kagome's dictionary is a word of ours, and no other.
func TestWordsAreKagomes(t *testing.T) {
	f := shared().flat
	index := ipa.DictShrink().Index
	n, readings := 0, 0
	spellings(f, func(word string, id int32) {
		n++
		readings += 1 + int(f.words[id].more)
		if ids := index.Search(word); len(ids) == 0 || ids[0] != int(id) {
			t.Errorf("%q is word %d, kagome has %v", word, id, ids)
		}
		if got := f.find(word); got != id {
			t.Errorf("%q is found as %d, want %d", word, got, id)
		}
	})
	if readings != len(f.words) {
		t.Errorf("%d spellings with %d readings, kagome has %d", n, readings, len(f.words))
	}
}
