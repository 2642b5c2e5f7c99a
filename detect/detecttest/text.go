package detecttest

import (
	"monban/detect"
	"monban/detect/ja"
	"monban/extract"
)

// Text makes s ready for rules.
func Text(s string) *detect.Text { return ja.Prepare(extract.Unit{Text: s}) }

// Cell makes a text of a table cell or a form field with its label.
func Cell(label, s string) *detect.Text { return Unit(extract.Unit{Text: s}, label) }

// Number makes the text of a numeric cell.
func Number(label, s string) *detect.Text {
	return Unit(extract.Unit{Text: s, Type: extract.Number}, label)
}

// Unit makes any unit ready for rules.
func Unit(u extract.Unit, label string) *detect.Text {
	t := ja.Prepare(u)
	t.Label, _, _ = ja.Normalize(label)
	return t
}
