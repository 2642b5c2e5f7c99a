package table

import (
	"slices"
	"strings"
	"unicode/utf8"

	"monban/detect"
)

// cellsApart reports whether every cell of a table without a header is about
// somebody of his own: names and nothing else, as on a plan of seats, or whole
// addresses side by side, as on labels for envelopes.
func (g *grid) cellsApart(rows []row) bool {
	names, cards, others := 0, 0, 0
	var last *column
	for _, c := range g.cols {
		switch {
		case c.kind == detect.PersonName && c.lead == nil && c.whose == detect.Subject:
			names++
		case c.kind == detect.Address && c.evidence&detect.ColumnHeader == 0:
			cards++
		case c.kind != "" || !g.blank(c, rows):
			others++
			last = c
		}
	}
	if others == 1 && names > 1 && last.kind == "" { // family names that may be other words: 林, 西, 関
		full := slices.DeleteFunc(slices.Clone(rows), func(w row) bool { return len(w.cells) < 2 }) // without titles
		if vals, _ := g.r.sample(full, last.col); g.r.members(vals) {
			g.r.settle(last, detect.PersonName, -0.5, detect.ColumnValues)
			names, others = names+1, 0
		}
	}
	switch {
	case others > 0 || names > 0 && cards > 0 || names+cards < 2:
		return false
	case cards > 0:
		return g.lined(rows)
	}
	return !g.read(rows)
}

// titleRows is how many rows at the top may be titles.
const titleRows = 2

// blank reports whether a column says next to nothing: a mark, an aisle, the number
// of a pupil. A title may stand above.
func (g *grid) blank(c *column, rows []row) bool {
	for i := range rows {
		if x := rows[i].at(c.col); x != nil && g.r.senses.Says(x.Norm) && utf8.RuneCountInString(x.Norm) > 4 && !(i < titleRows && len(rows) > 3*titleRows) {
			return false
		}
	}
	return true
}

// lined reports whether most cells have several lines, as an address above the
// name of who lives there.
func (g *grid) lined(rows []row) bool {
	n, lines := 0, 0
	for i := range rows {
		for j := range rows[i].cells {
			n++
			if strings.IndexByte(strings.TrimSpace(rows[i].cells[j].Norm), '\n') > 0 {
				lines++
			}
		}
	}
	return lines*10 >= n*6
}

// read reports whether some column holds the readings of the names beside it, or
// the columns are halves of names.
func (g *grid) read(rows []row) bool {
	for _, c := range g.cols {
		n, kana := 0, 0
		for i := range rows {
			if x := rows[i].at(c.col); x != nil {
				n++
				if kanaOnly(strings.TrimSpace(x.Norm)) || x.Norm[0] < utf8.RuneSelf {
					kana++
				}
			}
		}
		if kana*2 > n {
			return true
		}
	}
	return false
}
