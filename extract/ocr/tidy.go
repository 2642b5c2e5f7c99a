package ocr

import (
	"strings"
	"unicode"
)

// tidy mends what the program regularly misreads, where only one reading makes
// sense: strokes between digits, and the fillers of the machine readable zone
// of a passport.
func tidy(line string) string {
	line = strings.TrimSpace(line)
	if z, ok := zone(line); ok {
		return z
	}
	rs := []rune(line)
	var b strings.Builder
	for i := 0; i < len(rs); i++ {
		end := i
		for end < len(rs) && stroke(rs[end]) {
			end++
		}
		if end > i && i > 0 && end < len(rs) && digit(rs[i-1]) && digit(rs[end]) {
			b.WriteByte('-')
			i = end - 1
			continue
		}
		b.WriteRune(rs[i])
	}
	return b.String()
}

// stroke tells what a hyphen between digits is taken for. The numeral 一 does
// not stand between Arabic digits.
func stroke(r rune) bool { return strings.ContainsRune("-ー一―—‐–−~", r) }

func digit(r rune) bool { return r >= '0' && r <= '9' }

// zone mends a line of a machine readable zone: capitals, digits, and the
// filler <, which Japanese data take for kana that look like it.
func zone(line string) (string, bool) {
	var b strings.Builder
	fillers, letters, others := 0, 0, 0
	for _, r := range line {
		switch {
		case r == ' ':
		case strings.ContainsRune("<＜«‹くこてニミぐ", r):
			fillers++
			b.WriteByte('<')
		case r < 0x80 && (unicode.IsLetter(r) || digit(r)):
			letters++
			b.WriteRune(unicode.ToUpper(r))
		default:
			others++
		}
	}
	return b.String(), strings.ContainsRune(line, '<') && fillers >= 5 && letters >= 5 && others <= 2 && fillers+letters >= 24
}
