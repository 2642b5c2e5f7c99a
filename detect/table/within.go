package table

import (
	"strings"
	"unicode/utf8"

	"monban/detect"
)

// The longest label inside a cell and the longest value, in characters. Nothing
// is looked for further away: a cell of megabytes can hold a colon at every
// second character.
const (
	labelMost = 12
	valueMost = 40
)

// within finds what a cell says of itself: アレルギー: そば、えび. The dictionary
// does not know the buckwheat, the label does. What is recognised already is left
// alone.
func (g *grid) within(t *detect.Text, hits []hit) []hit {
	s := t.Norm
	if !strings.ContainsAny(s, ":(") {
		return hits
	}
	known := len(hits)
	for i := 0; i < len(s); i++ {
		if s[i] != ':' && s[i] != '(' {
			continue
		}
		from := max(0, i-utf8.UTFMax*(labelMost+1))
		start := from + strings.LastIndexAny(s[from:i], " \n、。/;)」") + 1
		if start == from && from > 0 {
			continue
		}
		for start < i && !utf8.RuneStart(s[start]) {
			start++
		}
		label := s[start:i]
		if label == "" || utf8.RuneCountInString(label) > labelMost {
			continue
		}
		m, exact, ok := g.r.senses.Meaning(g.r.senses.Key(label))
		// A weak label says too little of a value that nobody knows (症状: 起動しない).
		// One that is a finding by itself needs no value: うつ病(通院中).
		if !ok || !exact || m.Weak && !m.Term || !m.Kind.Special() || m.Whose() != detect.Subject || taken(hits[:known], start, i) {
			continue
		}
		a, b := i+1, len(s)
		ends := "\n/;。 "
		if s[i] == '(' {
			ends = ")"
		}
		for a < b && s[a] == ' ' {
			a++
		}
		b = min(b, a+utf8.UTFMax*(valueMost+1))
		if j := strings.IndexAny(s[a:b], ends); j >= 0 {
			b = a + j
		} else if s[i] == '(' || b < len(s) {
			continue
		}
		if v := s[a:b]; utf8.RuneCountInString(v) < 2 || utf8.RuneCountInString(v) > valueMost || strings.ContainsRune(v, ':') || !g.r.senses.Says(v) || strings.Trim(v, "0123456789/-.") == "" || m.Kind == detect.HealthCheck && !strings.ContainsAny(v, "0123456789") {
			continue // 健康診断(会場) is on in a room; results in words the dictionary knows
		}
		if !taken(hits[:known], a, b) {
			hits = append(hits, hit{m.Kind, detect.Match{Start: a, End: b, Odds: -1, Evidence: detect.Label}})
		}
	}
	return hits
}

// taken reports whether something was recognised in a part of the cell.
func taken(hits []hit, a, b int) bool {
	for _, h := range hits {
		if h.m.Start < b && a < h.m.End && detect.Believed(h.m.Odds, h.m.Evidence|detect.WithPerson) {
			return true
		}
	}
	return false
}
