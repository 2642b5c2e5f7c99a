package ja

import "unicode/utf8"

// A runeSet is a set of characters up to U+FFFF. Asking it costs far less than
// asking a map, and names are asked about character by character.
type runeSet [1 << 16 / 64]uint64

func newRuneSet(s string) *runeSet {
	set := &runeSet{}
	for _, r := range s {
		set.add(r)
	}
	return set
}

func (s *runeSet) add(r rune) {
	if r >= 0 && r < 1<<16 {
		s[r>>6] |= 1 << (r & 63)
	}
}

func (s *runeSet) has(r rune) bool { return r >= 0 && r < 1<<16 && s[r>>6]&(1<<(r&63)) != 0 }

// startsIn reports whether the first character of s is in the set.
func (s *runeSet) startsIn(t string) bool {
	r, _ := utf8.DecodeRuneInString(t)
	return s.has(r)
}

// endsIn reports whether the last character of s is in the set.
func (s *runeSet) endsIn(t string) bool {
	r, _ := utf8.DecodeLastRuneInString(t)
	return s.has(r)
}
