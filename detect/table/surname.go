package table

import (
	"strings"
	"unicode/utf8"

	"monban/detect"
)

// Colleagues are called by their family names: 名前, 理由 over 佐藤, インフルエンザ.
// Family names alone are places, farms and brands as well, and 名前 stands over
// anything, so that they are people only beside what ails them.

// familyNames reports whether values may all be family names in kanji, most of
// them surely.
func (r *Reader) familyNames(vals []detect.Text) bool {
	sure := 0
	for i := range vals {
		v := strings.TrimSpace(vals[i].Norm)
		if vals[i].Chars&(detect.HasDigit|detect.HasLatin|detect.HasHiragana|detect.HasKatakana) != 0 || utf8.RuneCountInString(v) > 4 {
			return false
		}
		odds, _ := r.senses.NameCell(v)
		if odds < -2 {
			return false
		}
		if odds > -1.5 {
			sure++
		}
	}
	return len(vals) >= 2 && sure*3 >= len(vals)*2
}

// surnames makes the one column of family names the people of the table when
// another tells how they are.
func (g *grid) surnames() {
	var names *column
	ill := false
	for _, c := range g.cols {
		switch {
		case c.kind == detect.PersonName:
			return
		case c.families && names != nil:
			return
		case c.families:
			names = c
		}
		switch c.kind {
		case detect.Diagnosis, detect.Disability, detect.DisabilityCertificate, detect.Symptom, detect.Medication:
			ill = ill || c.worded || c.evidence&detect.ColumnHeader == 0 // 病名 over いもち病 ails rice
		}
	}
	if names == nil || !ill || g.animals() {
		return
	}
	g.r.settle(names, detect.PersonName, 0, detect.ColumnHeader)
	names.whose = detect.Subject
	g.subject = true
}
