package ja

import "unicode/utf8"

// Titles are printed with blanks between their characters: 給 与 明 細 書.

// paperEnds are the last characters of what a paper calls itself.
const paperEnds = "書票簿表状届証録帳願"

// spacedMost is how many characters such a title has at most.
const spacedMost = 12

// inSpacedTitle reports whether s[start:end], which looks like a name, goes on to the
// right as single kanji with blanks between them, to the end of a title.
func inSpacedTitle(s string, start, end int) bool {
	if r, w := utf8.DecodeRuneInString(s[start:]); !isHan(r) || start+w >= len(s) || s[start+w] != ' ' {
		return false
	}
	var last rune
	beyond := false // the name
	for at, n := start, 0; at < len(s) && n < spacedMost; n++ {
		r, w := utf8.DecodeRuneInString(s[at:])
		if !isHan(r) || at+w < len(s) && s[at+w] != ' ' {
			break
		}
		last, at = r, at+w+1
		if last == '様' || last == '殿' {
			return false
		}
		beyond = at > end
	}
	if !beyond {
		return false
	}
	for _, r := range paperEnds {
		if r == last {
			return true
		}
	}
	return false
}
