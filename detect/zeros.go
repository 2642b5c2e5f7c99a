package detect

// briefMost is how many digits a text has together at most whose numbers are
// brief: longer numbers may be somebody's, and have check digits.
const briefMost = 6

// Zeros appends s to b with a 0 for each digit: texts that differ in their
// numbers alone become the same. Four digits together stay, because they may be
// a year. brief tells that no number in s, with the marks that join its parts,
// has more than six digits.
func Zeros(b []byte, s string) (zeros []byte, brief bool) {
	brief = true
	digits, run := 0, 0
	for i := 0; i <= len(s); i++ {
		var c byte
		if i < len(s) {
			c = s[i]
		}
		if c >= '0' && c <= '9' {
			digits++
			run++
			b = append(b, '0')
			continue
		}
		if run == 4 {
			copy(b[len(b)-4:], s[i-4:i])
		}
		run = 0
		brief = brief && digits <= briefMost
		switch c {
		case '-', '.', '/', ' ', '(', ')', ':', ',':
		default:
			digits = 0
		}
		if i < len(s) {
			b = append(b, c)
		}
	}
	return b, brief
}
