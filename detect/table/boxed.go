package table

import (
	"strings"
	"unicode/utf8"

	"monban/detect"
	"monban/extract"
)

// boxedLeast is how many boxes a line of an address has at least.
const boxedLeast = 6

// boxedLine reads a line of an address that is written one character a box, below the
// boxes of its postal code: row i, of which no cell is anything else.
func (f *filling) boxedLine(i int, label *cell) {
	if label.meaning.Kind != detect.Address || label.meaning.Whose() == detect.Staff || i >= len(f.rows) || len(f.rows[i].cells) < boxedLeast {
		return
	}
	line := f.rows[i].cells
	var b strings.Builder
	for j := range line {
		c := &line[j]
		if utf8.RuneCountInString(c.Norm) != 1 || f.used[c] || c.col <= label.col {
			return
		}
		b.WriteString(c.Norm)
	}
	norm, chars, off := f.r.senses.Normalize(b.String())
	var t detect.Text
	t.Set(extract.Unit{Text: b.String(), Loc: line[0].Loc, Hidden: line[0].Hidden}, norm, chars, off)
	t.Label = label.Norm
	if chars&detect.HasKanji == 0 {
		return
	}
	key, ok := f.r.accept(label.meaning, &t)
	if !ok {
		return
	}
	for j := range line {
		f.used[&line[j]] = true
	}
	f.rec.Values = append(f.rec.Values, detect.Value{Kind: detect.Address, Whose: label.meaning.Whose(), Loc: t.Loc, Hidden: t.Hidden, Text: t.Unit.Text, Key: key, Odds: -1, Evidence: detect.Label})
}

// inBoxes reports whether a row has a postal code in boxes behind its label: 〒, 5, 2, 0.
func inBoxes(w *row) bool {
	for j := 0; j+3 < len(w.cells) && j < boxedLeast; j++ {
		c := &w.cells[j]
		if !c.label() || c.meaning.Kind != detect.PostalCode {
			continue
		}
		if single(&w.cells[j+1]) && single(&w.cells[j+2]) && single(&w.cells[j+3]) {
			return true
		}
	}
	return false
}
