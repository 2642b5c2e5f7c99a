package detect

import "strings"

// Trim cuts blanks off both ends as strings.TrimSpace does, which looks at
// every character that is not ASCII by a function call. Nearly no cell begins or
// ends with a blank, and three bytes at each end tell.
func Trim(s string) string {
	n := len(s)
	if n < 3 {
		return strings.TrimSpace(s)
	}
	// Blanks beyond ASCII are written C2 xx, E1 xx xx, E2 xx xx or E3 80 80.
	a, b, c := s[0], s[n-2], s[n-3]
	switch {
	case a <= ' ' || a == 0xC2 || a == 0xE1 || a == 0xE2 || a == 0xE3 && s[1] == 0x80 && s[2] == 0x80:
	case s[n-1] <= ' ' || b == 0xC2 || c == 0xE1 || c == 0xE2 || c == 0xE3 && b == 0x80 && s[n-1] == 0x80:
	default:
		return s
	}
	return strings.TrimSpace(s)
}
