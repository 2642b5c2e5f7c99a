package table

import (
	"strings"
	"unicode/utf8"

	"monban/detect"
)

// A cell may hold more than its column or label asks for: the hospital before the
// doctor there (北條内科 北條医師 under 主治医), the telephone behind the relative (長男
// 090-… under 緊急連絡先).

// besides adds what else stands in a cell that was taken for a doctor or a relative. It
// reports whether there was anything.
func (r *Reader) besides(rec *detect.Record, k detect.Kind, t *detect.Text, whose detect.Whose) bool {
	n := len(rec.Values)
	switch {
	case len(t.Norm) > asideMost:
	case k == detect.Doctor:
		if at, end, ok := clinicIn(t.Norm); ok {
			rec.Values = append(rec.Values, detect.Value{Kind: detect.Hospital, Whose: whose, Loc: t.Loc, Hidden: t.Hidden, Text: t.Original(at, end), Key: t.Norm[at:end], Odds: -1, Evidence: detect.Label})
		}
	case k == detect.Family && t.Chars&detect.HasDigit != 0:
		r.senses.Recognise(t, func(k detect.Kind, m detect.Match) {
			if k == detect.Phone {
				rec.Values = append(rec.Values, detect.Value{Kind: k, Whose: whose, Loc: t.Loc, Hidden: t.Hidden, Text: t.Original(m.Start, m.End), Key: m.Key, Odds: m.Odds, Evidence: m.Evidence, Business: m.Business})
			}
		})
	}
	return len(rec.Values) > n
}

// clinicIn finds the name of a hospital that stands before or behind a doctor's.
func clinicIn(s string) (start, end int, ok bool) {
	for at := 0; at < len(s); {
		end := len(s)
		if i := strings.IndexAny(s[at:], " ()、/\n"); i >= 0 {
			end = at + i
		}
		if word := s[at:end]; at > 0 || end < len(s) {
			for _, w := range clinics {
				if rest, ok := strings.CutSuffix(word, w); ok && utf8.RuneCountInString(rest) > 1 {
					return at, end, true
				}
			}
			if rest, ok := strings.CutSuffix(word, "センター"); ok && utf8.RuneCountInString(rest) > 1 {
				return at, end, true
			}
		}
		_, w := utf8.DecodeRuneInString(s[min(end, len(s)-1):])
		at = end + w
	}
	return 0, 0, false
}
