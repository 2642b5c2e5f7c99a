package detect

import "unicode/utf8"

// GuardMost is the number of rules that a Guard takes.
const GuardMost = 64

// A Guard tells for many rules at once which of them can find something in a
// text, in one pass over it: most rules look for what most texts have none of,
// and each of them going through the text to see so costs more than all that is
// found. It is immutable.
type Guard struct {
	chars  [1 << 10]uint64 // rules by the classes of characters that there are
	digits [digitsMost + 1]uint64
	free   uint64 // rules that need no word
	heads  [headSize]uint64
	pairs  [pairSize]uint64
}

// digitsMost is the number of digits beyond which there are enough for all rules.
const digitsMost = 20

// NewGuard makes a guard of the first GuardMost rules. Bit i is of rules[i].
func NewGuard(rules []Rule) *Guard {
	g := &Guard{}
	for i := range rules[:min(len(rules), GuardMost)] {
		r, bit := &rules[i], uint64(1)<<i
		for c := range g.chars {
			if Chars(c)&r.Needs == r.Needs {
				g.chars[c] |= bit
			}
		}
		for n := range g.digits {
			if n >= min(r.Digits, digitsMost) {
				g.digits[n] |= bit
			}
		}
		if len(r.Words) == 0 {
			g.free |= bit
		}
		for _, w := range r.Words {
			for h, bucket := range w.index {
				if bucket != 0 {
					g.heads[h] |= bit
				}
			}
			for p := range g.pairs {
				if w.pairs[p>>6]&(1<<(p&63)) != 0 {
					g.pairs[p] |= bit
				}
			}
		}
	}
	return g
}

// Of returns the rules that Applies says can find something in t, and perhaps a
// few more.
func (g *Guard) Of(t *Text) uint64 {
	n := 0
	if t.Chars&HasDigit != 0 {
		for _, r := range t.Digits() {
			n += r.Len()
		}
	}
	set := g.chars[t.Chars&(1<<10-1)] & g.digits[min(n, digitsMost)]
	if t.Label != "" || set&^g.free == 0 {
		return set
	}
	t.findHeads()
	worded := g.free
	for _, h := range t.heads {
		worded |= g.heads[h.hash] & g.pairs[h.pair]
	}
	return set & worded
}

// Applies reports whether t has what the rule cannot do without: Needs, Digits
// and Words. Where it is false, Find finds nothing.
func (r *Rule) Applies(t *Text) bool {
	if t.Chars&r.Needs != r.Needs {
		return false
	}
	n := 0
	for _, d := range t.Digits() {
		n += d.Len()
	}
	if n < r.Digits {
		return false
	}
	if t.Label != "" || len(r.Words) == 0 {
		return true
	}
	for _, w := range r.Words {
		if t.Has(w) {
			return true
		}
	}
	return false
}

// pairSize is the number of hashes of the first two characters of a word.
const pairSize = 1 << 12

// pairOf hashes two characters with which a word begins, Latin letters without
// case.
func pairOf(a, b rune) uint16 {
	if a-'A' < 26 && a >= 'A' {
		a += 'a' - 'A'
	}
	if b-'A' < 26 && b >= 'A' {
		b += 'a' - 'A'
	}
	return uint16((uint32(a)*0x9E3779B1 ^ uint32(b)*0x85EBCA6B) >> 20)
}

// addPairs notes the first two characters of a word; what may follow is anything
// where the word has no more, or a blank that may be missing.
func (w *Words) addPairs(word string) {
	a, n := utf8.DecodeRuneInString(word)
	if b, _ := utf8.DecodeRuneInString(word[n:]); n < len(word) && b != ' ' {
		p := pairOf(a, b)
		w.pairs[p>>6] |= 1 << (p & 63)
		return
	}
	for i := range w.pairs {
		w.pairs[i] = ^uint64(0)
	}
}
