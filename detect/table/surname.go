package table

import (
	"strings"
	"unicode/utf8"

	"monban/detect"
)

// Colleagues are called by their family names: 名前, 理由 over 佐藤, インフルエンザ;
// メンバー, 状況 over 吉岡, 適応障害で休職. Small children are called by the given
// name: みお, はると.
// Such names alone are places, farms and brands as well, and 名前 stands over
// anything, so that they are people only beside what ails them.

// Words that are no names at all have log odds of -4 and less, family names that are
// rare around -2, given names that are words as well (さくら) around -3.
const nameLeast, nameSure = -3.3, -2.2

// shortNames reports whether values may all be family names in kanji, or given
// names in hiragana, most of them surely.
func (r *Reader) shortNames(vals []detect.Text) bool {
	sure := 0
	for i := range vals {
		v := strings.TrimSpace(vals[i].Norm)
		if vals[i].Chars&(detect.HasDigit|detect.HasLatin|detect.HasKatakana) != 0 || utf8.RuneCountInString(v) > 4 {
			return false
		}
		odds, _ := r.senses.NameCell(v)
		if odds < nameLeast {
			return false
		}
		if odds > nameSure {
			sure++
		}
	}
	return len(vals) >= 2 && sure*3 >= len(vals)*2
}

// ailments are the kinds that tell how somebody is.
var ailments = detect.SetOf(detect.Diagnosis, detect.Disability, detect.DisabilityCertificate, detect.Symptom, detect.Medication)

// surnames makes the one column of short names the people of the table when
// another tells how they are: all of it, or one remark in three.
func (g *grid) surnames(rows []row) {
	var names *column
	for _, c := range g.cols {
		switch {
		case c.kind == detect.PersonName:
			return
		case c.shortNames && names != nil:
			return
		case c.shortNames:
			names = c
		}
	}
	if names == nil || !g.ailing(rows) || g.animals() {
		return
	}
	g.r.settle(names, detect.PersonName, 0, detect.ColumnHeader)
	names.whose = detect.Subject
	g.subject = true
}

// ailing reports whether a column of the table tells how somebody is.
func (g *grid) ailing(rows []row) bool {
	for _, c := range g.cols {
		switch {
		case ailments.Has(c.kind):
			if c.worded || c.evidence&detect.ColumnHeader == 0 { // 病名 over いもち病 ails rice
				return true
			}
		case c.kind == "" && !c.skip && !c.shortNames:
			vals, _ := g.r.sample(rows, c.col)
			ill := 0
			for i := range vals {
				if g.r.ails(&vals[i]) {
					ill++
				}
			}
			if ill >= 2 && ill*3 >= len(vals) {
				return true
			}
		}
	}
	return false
}

// ails reports whether a remark tells how somebody is.
func (r *Reader) ails(t *detect.Text) (found bool) {
	r.senses.Recognise(t, func(k detect.Kind, m detect.Match) {
		found = found || ailments.Has(k) && detect.Believed(m.Odds, m.Evidence|detect.WithPerson)
	})
	return found
}
