package detect

import (
	"strings"
	"unicode/utf8"
)

// Phrases is a list of phrases that count wherever they stand, letter by letter.
// Most texts are known by one character to begin or end with none of them. It is
// immutable. Words, its sister, knows where words of Latin letters begin and end.
type Phrases struct {
	heads, tails   runeBits
	byHead, byTail map[rune][]string // in the order of the list
}

// NewPhrases makes a list from blank-separated phrases; NewPhrasesOf takes
// phrases with blanks.
func NewPhrases(list string) *Phrases { return NewPhrasesOf(strings.Fields(list)) }

// NewPhrasesOf makes a list of phrases.
func NewPhrasesOf(list []string) *Phrases {
	p := &Phrases{byHead: map[rune][]string{}, byTail: map[rune][]string{}}
	for _, w := range list {
		head, _ := utf8.DecodeRuneInString(w)
		tail, _ := utf8.DecodeLastRuneInString(w)
		p.heads.add(head)
		p.tails.add(tail)
		p.byHead[head] = append(p.byHead[head], w)
		p.byTail[tail] = append(p.byTail[tail], w)
	}
	return p
}

// Begins returns the first phrase of the list with which s begins, or "".
func (p *Phrases) Begins(s string) string {
	r, _ := utf8.DecodeRuneInString(s)
	if p.heads.has(r) {
		for _, w := range p.byHead[r] {
			if strings.HasPrefix(s, w) {
				return w
			}
		}
	}
	return ""
}

// Ends returns the first phrase of the list with which s ends, or "".
func (p *Phrases) Ends(s string) string {
	r, _ := utf8.DecodeLastRuneInString(s)
	if p.tails.has(r) {
		for _, w := range p.byTail[r] {
			if strings.HasSuffix(s, w) {
				return w
			}
		}
	}
	return ""
}

// In reports whether one of the phrases stands in s.
func (p *Phrases) In(s string) bool {
	for i, r := range s {
		if p.heads.has(r) && p.Begins(s[i:]) != "" {
			return true
		}
	}
	return false
}

// runeBits is a set of characters by their low twelve bits: it may have one that
// was not added.
type runeBits [1 << 6]uint64

func (b *runeBits) add(r rune)      { b[r>>6&63] |= 1 << (r & 63) }
func (b *runeBits) has(r rune) bool { return b[r>>6&63]&(1<<(r&63)) != 0 }
