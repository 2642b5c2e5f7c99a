package detect

import "unicode/utf8"

// Runes is a set of characters up to U+FFFF. Asking it costs far less than asking
// a map, and texts are asked about character by character.
type Runes [1 << 16 / 64]uint64

// NewRunes makes a set of the characters of list.
func NewRunes(list string) *Runes {
	set := &Runes{}
	for _, r := range list {
		set.Add(r)
	}
	return set
}

// Add puts a character into the set; one above U+FFFF is left out.
func (set *Runes) Add(r rune) {
	if r >= 0 && r < 1<<16 {
		set[r>>6] |= 1 << (r & 63)
	}
}

// Has reports whether a character is in the set.
func (set *Runes) Has(r rune) bool { return r >= 0 && r < 1<<16 && set[r>>6]&(1<<(r&63)) != 0 }

// Starts reports whether the first character of s is in the set.
func (set *Runes) Starts(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return set.Has(r)
}

// Ends reports whether the last character of s is in the set.
func (set *Runes) Ends(s string) bool {
	r, _ := utf8.DecodeLastRuneInString(s)
	return set.Has(r)
}

// Bare reports whether s is of small letters, digits, kana and kanji alone: what
// folds texts finds nothing to do there.
func Bare(s string) bool {
	for i := 0; i < len(s); {
		c := s[i]
		switch {
		case c >= '0' && c <= '9' || c >= 'a' && c <= 'z':
			i++
		case c == 0xE3 && i+2 < len(s) && s[i+1] >= 0x81, c >= 0xE4 && c <= 0xE9 && i+2 < len(s):
			i += 3
		default:
			return false
		}
	}
	return true
}
