package prose

import (
	"strings"
	"unicode/utf8"

	"monban/detect"
)

// furtherMost is how many labels stand behind each other in a line of a form.
const furtherMost = 6

// further adds the labels of people that follow in a line of a form, each between its
// value and that of the one before: 作成日 令和7年5月12日 作成者 及川.
func (r *Reader) further(pairs []pair, s string, at int) []pair {
	last := true // the word before is a label
	for n := 0; n < 2*furtherMost && at < len(s); n++ {
		for at < len(s) && s[at] == ' ' {
			at++
		}
		end := at + strings.IndexByte(s[at:], ' ')
		if end < at {
			return pairs
		}
		m, exact, ok := detect.Meaning{}, false, false
		if !last && end-at <= labelMost && s[at] >= utf8.RuneSelf {
			m, exact, ok = r.meaning(s[at:end])
		}
		last = ok && exact && !m.Weak && m.Kind == detect.PersonName
		if last {
			if len(pairs) > 0 {
				pairs[len(pairs)-1].end = at
			}
			pairs = append(pairs, pair{m, exact, s[at:end], at, end, len(s)})
		}
		at = end
	}
	return pairs
}
