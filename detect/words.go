package detect

import (
	"strings"
	"unicode/utf8"
)

// Words is a set of words that speak for or against a reading of a value.
// Latin words match whole words in any case; Japanese words match anywhere.
// It is immutable, and asking it costs about as much as reading the text once.
type Words struct {
	index [headSize]uint8 // of the bucket for a first character, 0 for none
	words [][]string
	pairs [pairSize / 64]uint64 // of the first two characters
}

const headSize = 1 << 10

// NewWords makes a set from a blank-separated list. An underscore stands for a
// blank inside a word, which may be missing in the text.
func NewWords(list ...string) *Words {
	w := &Words{words: make([][]string, 1)}
	for _, l := range list {
		for _, s := range strings.Fields(l) {
			s = strings.ToLower(strings.ReplaceAll(s, "_", " "))
			r, _ := utf8.DecodeRuneInString(s)
			h := headOf(r)
			if w.index[h] == 0 && len(w.words) < 256 {
				w.index[h] = uint8(len(w.words))
				w.words = append(w.words, nil)
			}
			// Past 255 buckets, words share the last one.
			if w.index[h] == 0 {
				w.index[h] = 255
			}
			w.words[w.index[h]] = append(w.words[w.index[h]], s)
			w.addPairs(s)
		}
	}
	return w
}

// headOf hashes the first character of a word, Latin letters without case.
func headOf(r rune) uint16 {
	if r-'A' < 26 && r >= 'A' {
		r += 'a' - 'A'
	}
	return uint16(uint32(r) * 0x9E3779B1 >> 22)
}

// begins reports whether a word of w can begin at h.
func (w *Words) begins(h head) bool {
	return w.pairs[h.pair>>6]&(1<<(h.pair&63)) != 0 && w.index[h.hash] != 0
}

// match returns the end of the longest word that begins at s[i] with a
// character of hash h, or 0.
func (w *Words) match(s string, i int, h uint16) int {
	end := 0
	for _, word := range w.words[w.index[h]] {
		if e := i + foldPrefix(s[i:], word); e > i && e > end && wordEdges(s, i, e) {
			end = e
		}
	}
	return end
}

// In reports whether s contains one of the words.
func (w *Words) In(s string) bool {
	_, end := w.First(s)
	return end > 0
}

// Last returns the range of the word in s that ends last, the longest of
// several; end is 0 when there is none. Japanese puts the head of a compound at
// its end, so the last word is what a label is about.
func (w *Words) Last(s string) (start, end int) {
	for i, r := range s {
		if h := headOf(r); w.index[h] != 0 {
			if e := w.match(s, i, h); e > end {
				start, end = i, e
			}
		}
	}
	return start, end
}

// First returns the range of the word in s that begins first, the longest of several.
func (w *Words) First(s string) (start, end int) {
	for i, r := range s {
		if h := headOf(r); w.index[h] != 0 {
			if e := w.match(s, i, h); e > 0 {
				return i, e
			}
		}
	}
	return 0, 0
}

// Each calls f with every word of w in Norm, from left to right, the longest at
// each place. Many sets can ask: the text is hashed only once.
func (t *Text) Each(w *Words, f func(start, end int)) {
	t.findHeads()
	skip := 0
	for _, h := range t.heads {
		if !w.begins(h) || int(h.at) < skip {
			continue
		}
		if e := w.match(t.Norm, int(h.at), h.hash); e > 0 {
			f(int(h.at), e)
			skip = e
		}
	}
}

// Has reports whether Norm contains one of the words of w, which begin with a
// letter or a bracket. Many sets can ask, as in Each.
func (t *Text) Has(w *Words) bool {
	t.findHeads()
	for _, h := range t.heads {
		if w.begins(h) && w.match(t.Norm, int(h.at), h.hash) > 0 {
			return true
		}
	}
	return false
}

// findHeads lists where words can begin, unless that is done.
func (t *Text) findHeads() {
	if t.headsOf != t.Norm {
		t.headsOf, t.heads = t.Norm, appendHeads(t.heads[:0], t.Norm)
	}
}

// A head is a character with which a word can begin.
type head struct {
	at   int32
	hash uint16 // of the character
	pair uint16 // of it and the next
}

func appendHeads(heads []head, s string) []head {
	inWord, open := false, false // open: the last head lacks its pair
	last := rune(0)
	for i, r := range s {
		if open {
			heads[len(heads)-1].pair = pairOf(last, r)
		}
		open = false
		if r < utf8.RuneSelf {
			// A Latin word begins only at its first letter or at a capital.
			if !letter(byte(r)) {
				inWord = false
				if r != '(' {
					continue
				}
			} else {
				if inWord && r >= 'a' {
					continue
				}
				inWord = true
			}
		} else {
			inWord = false
		}
		heads = append(heads, head{at: int32(i), hash: headOf(r)})
		last, open = r, true
	}
	if open {
		heads[len(heads)-1].pair = pairOf(last, 0)
	}
	return heads
}

// foldPrefix returns the length of word at the start of s, 0 when it is not
// there. A blank in word stands for a blank, an underscore, a hyphen or nothing.
func foldPrefix(s, word string) int {
	i := 0
	for k := range len(word) {
		if word[k] == ' ' {
			if i < len(s) && (s[i] == ' ' || s[i] == '_' || s[i] == '-') {
				i++
			}
			continue
		}
		if i >= len(s) {
			return 0
		}
		b := s[i]
		if b-'A' < 26 {
			b += 'a' - 'A'
		}
		if b != word[k] {
			return 0
		}
		i++
	}
	return i
}

// wordEdges reports whether a Latin word in s[i:e] stands alone; a capital
// after a small letter begins a new word, as in phoneNumber.
func wordEdges(s string, i, e int) bool {
	if letter(s[i]) && i > 0 && letter(s[i-1]) && !(s[i] < 'a' && s[i-1] >= 'a') {
		return false
	}
	return !(letter(s[e-1]) && e < len(s) && letter(s[e]) && !(s[e] < 'a' && s[e-1] >= 'a'))
}

func letter(b byte) bool { return (b|0x20)-'a' < 26 }
