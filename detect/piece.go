package detect

import "unicode/utf8"

// pieceMost is the length in bytes beyond which a text is read in pieces, and
// pieceSoft how much of that may be given up for a good place to cut.
const (
	pieceMost = 10_000
	pieceSoft = 2_000
)

// Piece returns the length of the first piece of s: all of it, or of a text
// longer than any paragraph a part that ends with a sentence, a line, or else a
// blank or a comma. Some rules compare what they find in one text with each
// other; a line of megabytes must not make that quadratic.
func Piece(s string) int {
	if len(s) <= pieceMost {
		return len(s)
	}
	end := pieceMost
	for end > pieceMost-utf8.UTFMax && !utf8.RuneStart(s[end]) {
		end--
	}
	word := 0
	for i := end; i > pieceMost-pieceSoft; i-- {
		switch s[i-1] {
		case '\n':
			return i
		case 0x82:
			if s[i-3:i] == "。" {
				return i
			}
		case ' ', ',':
			word = max(word, i)
		case 0x81:
			if s[i-3:i] == "、" {
				word = max(word, i)
			}
		}
	}
	if word > 0 {
		return word
	}
	return end
}
