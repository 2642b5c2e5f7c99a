package detect

// briefMost is how many digits a text has together at most whose numbers are
// brief: longer numbers may be somebody's, and have check digits.
const briefMost = 6

// Zeros returns a hash of s with a 0 for each digit: texts that differ in their
// numbers alone have the same. Years from 1800 to 2099 count as they are. brief tells that no number in s, with the marks that join
// its parts, has more than six digits. The hash (FNV-1a) is the same in every run,
// so that what is remembered by it is, too.
func Zeros(s string) (hash uint64, brief bool) {
	hash, brief = 14695981039346656037, true
	digits := 0
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c-'0' > 9 {
			if c >= 0x80 || c != '-' && c != '.' && c != '/' && c != ' ' && c != '(' && c != ')' && c != ':' && c != ',' {
				digits = 0
			}
			hash = (hash ^ uint64(c)) * 1099511628211
			continue
		}
		end := i
		for end < len(s) && s[end]-'0' <= 9 {
			end++
		}
		digits += end - i
		brief = brief && digits <= briefMost
		for year := end-i == 4 && isYear(s[i], s[i+1]); i < end; i++ {
			c := byte('0')
			if year {
				c = s[i]
			}
			hash = (hash ^ uint64(c)) * 1099511628211
		}
		i--
	}
	return hash, brief
}

// isYear reports whether four digits that begin with a and b may be a year of
// somebody's life or of a form.
func isYear(a, b byte) bool { return a == '1' && b >= '8' || a == '2' && b == '0' }
