package ja

import "testing"

// What phrase passes over without asking the dictionary must hold no word that
// joins others.
func TestEveryJoiningWordHasAJoiningCharacter(t *testing.T) {
	f := shared().flat
	n := 0
	var walk func(state int32, word []byte)
	walk = func(state int32, word []byte) {
		if id := f.leaf(state); id >= 0 {
			for k := int32(0); k <= int32(f.words[id].more); k++ {
				if !joiningSet.has(f.words[id+k].pos) {
					continue
				}
				n++
				found := false
				for _, r := range string(word) {
					found = found || joins(r)
				}
				if !found {
					t.Errorf("%s", word)
				}
			}
		}
		for b := int32(1); b < 256; b++ {
			if next := f.trie[state].base + b; next > 0 && int(next) < len(f.trie) && f.trie[next].check == state {
				walk(next, append(word, byte(b)))
			}
		}
	}
	walk(0, nil)
	if n < 500 {
		t.Errorf("only %d words that join others", n)
	}
	for i, u := range f.unk {
		if joiningSet.has(u.pos) {
			t.Errorf("unknown word %d joins others", i)
		}
	}
}
