package ja

import (
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// latinLast is the last Latin letter with a mark, see isLatin.
const latinLast = 0x1EFF

// latinBase has, for each Latin letter with marks, the letter without them.
var latinBase = func() (base [latinLast + 1]uint16) {
	for r := range rune(len(base)) {
		base[r] = uint16(r)
		if !isLatin(r) {
			continue
		}
		d := []rune(norm.NFD.String(string(r)))
		marks := true
		for _, m := range d[1:] {
			marks = marks && isMark(m)
		}
		if marks {
			base[r] = uint16(d[0])
		}
	}
	return base
}()

// isMark reports whether r is a mark that stands on the letter before it.
func isMark(r rune) bool { return r >= 0x300 && r <= 0x36F }

// apart takes Latin letters and their marks apart, as NFD does. Where there is
// nothing but Latin letters the marks are gone altogether, which costs a tenth.
func apart(s string) string {
	for _, r := range s {
		if r >= utf8.RuneSelf && !isLatin(r) && !isMark(r) {
			return norm.NFD.String(s)
		}
	}
	b := make([]byte, 0, len(s))
	for _, r := range s {
		switch {
		case r < utf8.RuneSelf:
			b = append(b, byte(r))
		case !isMark(r):
			b = utf8.AppendRune(b, rune(latinBase[r]))
		}
	}
	return string(b)
}
