package table

import (
	"cmp"
	"slices"
	"strings"

	"monban/detect"
	"monban/extract"
)

// The tables that are being read stand side by side, in the order of their
// columns: a row is parted among them, each column asked of the one that has it.

// spread hands a row to the open tables, to each what stands in its columns. A
// cell that is alone in its row is read once, whatever table it stands in.
func (r *Reader) spread(units []extract.Unit) {
	if len(r.open) == 1 || !slices.IsSortedFunc(units, func(a, b extract.Unit) int { return cmp.Compare(a.Loc.Col, b.Loc.Col) }) {
		for _, g := range r.open {
			g.row(units)
		}
		return
	}
	first, more := lone(units)
	switch {
	case first < 0:
		return
	case !more && r.column(units[first].Loc.Col) == nil:
		r.prose.Text(units[first])
		return
	}
	for _, g := range r.open {
		own := g.own(units)
		if len(own) > 0 && (more || !g.note(own)) {
			g.row(own)
		}
	}
}

// spreadHeld does so with rows that were held back.
func (r *Reader) spreadHeld(rows []row) {
	var units []extract.Unit
	for i := range rows {
		w := &rows[i]
		if w.units != nil {
			r.spread(w.units)
			continue
		}
		units = units[:0]
		for j := range w.cells {
			units = append(units, w.cells[j].Unit)
		}
		r.spread(units)
	}
}

// own returns what stands between the first and the last column of a table.
func (g *grid) own(units []extract.Unit) []extract.Unit {
	if len(g.cols) == 0 {
		return nil
	}
	at := func(col int) int {
		i, _ := slices.BinarySearchFunc(units, col, func(u extract.Unit, col int) int { return cmp.Compare(u.Loc.Col, col) })
		return i
	}
	return units[at(g.cols[0].col):at(g.cols[len(g.cols)-1].col+1)]
}

// lone returns the place of the first cell of a row that is not blank, -1 when
// all are, and whether there are more.
func lone(units []extract.Unit) (first int, more bool) {
	first = -1
	for i := range units {
		switch {
		case detect.Trim(units[i].Text) == "":
		case first >= 0:
			return first, true
		default:
			first = i
		}
	}
	return first, false
}

// column returns the column of the open tables with a number, nil when none has
// it.
func (r *Reader) column(col int) *column {
	i := 0
	if len(r.open) > 1 {
		var begins bool
		if i, begins = slices.BinarySearchFunc(r.open, col, func(g *grid, col int) int { return cmp.Compare(g.cols[0].col, col) }); !begins {
			i = max(0, i-1)
		}
	}
	return r.open[i].column(col)
}

// goesOn reports whether rows of a new page continue the open table: they stand
// in its columns.
func (r *Reader) goesOn(rows []row) bool {
	in, out := 0, 0
	for i := range rows {
		if len(rows[i].cells) < 2 {
			continue
		}
		for j := range rows[i].cells {
			if r.column(rows[i].cells[j].col) != nil {
				in++
			} else {
				out++
			}
		}
	}
	return in > 4*out
}

// otherWords reports whether a row has nothing that the open columns can hold:
// words alone, in columns of dates and numbers too.
func (r *Reader) otherWords(w *row) bool {
	refused := 0
	for j := range w.cells {
		x := &w.cells[j]
		if x.Chars&detect.HasDigit != 0 {
			return false
		}
		c := r.column(x.col)
		if c == nil || c.kind == "" || c.lead != nil {
			continue
		}
		if _, ok := r.accept(detect.Meaning{Kind: c.kind}, &x.Text); ok && !detect.IdentifyingKinds.Has(c.kind) && !x.wordlike() {
			return false
		} else if !ok {
			refused++
		}
	}
	return refused > 0 && len(w.cells) > 1
}

// again reports whether a header row says what the open tables' header said: a
// printed table repeats it on each page.
func (r *Reader) again(units []extract.Unit) bool {
	same, other := 0, 0
	for i := range units {
		u := &units[i]
		if strings.TrimSpace(u.Text) == "" {
			continue
		}
		norm, _, _ := r.senses.Normalize(u.Text)
		if c := r.column(u.Loc.Col); c != nil && (c.header == norm || strings.HasSuffix(c.header, norm) || strings.HasPrefix(c.header, norm)) {
			same++
		} else {
			other++
		}
	}
	return same > other
}
