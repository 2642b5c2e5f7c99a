package numfmt

import "strings"

// PageText takes the codes out of a header or footer: &L &C &R &P &N &D &T &G
// &A &F, fonts in quotes, sizes, colours.
func PageText(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] != '&' || i+1 == len(s) {
			b.WriteByte(s[i])
			continue
		}
		i++
		switch c := s[i]; {
		case c == '&':
			b.WriteByte('&')
		case c == '"':
			if end := strings.IndexByte(s[i+1:], '"'); end >= 0 {
				i += end + 1
			}
		case c == 'K':
			i = min(i+6, len(s)-1)
		case c >= '0' && c <= '9':
			for i+1 < len(s) && s[i+1] >= '0' && s[i+1] <= '9' {
				i++
			}
		case c == 'L' || c == 'C' || c == 'R':
			b.WriteByte(' ')
		}
	}
	return b.String()
}
