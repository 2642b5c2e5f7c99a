package table

import (
	"slices"
	"strings"

	"monban/detect"
	"monban/extract"
)

// A record may take two rows, as does the header: name, address and telephone above,
// how the name is read, mail and occupation below. The number in the first column
// stands once for both.

// A fold puts the lower row of a record behind the upper one: its columns are
// counted on behind the last of the upper row.
type fold struct {
	key   int // the column that only upper rows fill in, 0 when there is none
	name  int // where there is none, the column of names, which upper rows hold in kana
	last  int // of the upper row
	by    int // how far the lower row is moved
	upper int // the upper row of the record that is being read
}

// twoRows makes the tables under a header, of which each record may take two rows.
func (r *Reader) twoRows(rows []row, h head, body []row) []*grid {
	h2, folded, f := r.folded(rows, h, body)
	if f == nil {
		h2, folded, f = r.twoLined(h, body)
	}
	if f == nil {
		return r.grids(h, body)
	}
	g := r.grid(h2.cols, h2, folded, true)
	g.fold = f
	return []*grid{g}
}

// folded returns the header of records of two rows as that of one row, and the rows
// in which its columns are judged.
func (r *Reader) folded(rows []row, h head, body []row) (head, []row, *fold) {
	if len(h.rows) != 2 || h.names || len(body) < 4 || len(rows[h.rows[0]].cells) < 3 || len(rows[h.rows[1]].cells) < 2 {
		return h, nil, nil
	}
	top, low := &rows[h.rows[0]], &rows[h.rows[1]]
	f := &fold{key: top.cells[0].col, last: max(top.cells[len(top.cells)-1].col, low.cells[len(low.cells)-1].col)}
	if low.cells[0].col <= f.key || !alternate(body, f) || !r.twoFold(top, low, body) {
		return h, nil, nil
	}
	f.by = f.last + 1 - low.cells[0].col
	h.cols = r.columns(rows, h.rows[:1], false)
	for _, c := range r.columns(rows, h.rows[1:], false) {
		c.col += f.by
		h.cols = append(h.cols, c)
	}
	return h, bothLines(body, f), f
}

// bothLines returns the records of two rows as rows.
func bothLines(body []row, f *fold) []row {
	var out []row
	for i := 0; i+1 < len(body); i++ {
		if !f.above(&body[i]) || f.above(&body[i+1]) {
			continue
		}
		both := row{cells: slices.Clone(body[i].cells), num: body[i].num}
		for _, c := range body[i+1].cells {
			c.col += f.by
			c.Loc.Col += f.by
			both.cells = append(both.cells, c)
		}
		out = append(out, both)
	}
	return out
}

// alternate reports whether every other row has the key of a record, and none
// anything beyond the columns of the header.
func alternate(body []row, f *fold) bool {
	good := 0
	for i := range body {
		w := &body[i]
		if len(w.cells) == 0 || w.cells[len(w.cells)-1].col > f.last {
			return false
		}
		if i > 0 && (w.at(f.key) != nil) != (body[i-1].at(f.key) != nil) {
			good++
		}
	}
	return body[0].at(f.key) != nil && good*10 >= (len(body)-1)*9
}

// twoFold reports whether the words of the lower row of a header name other things
// than those above them, and the values below both are so.
func (r *Reader) twoFold(top, low *row, body []row) bool {
	other, told := 0, false
	for j := range low.cells {
		b := &low.cells[j]
		a := top.at(b.col)
		if a == nil || !a.known || !b.known || a.Cols > 1 || a.meaning == b.meaning {
			continue
		}
		other++
		if !shaped.Has(b.meaning.Kind) || b.meaning.Kind == a.meaning.Kind {
			continue
		}
		n, above, below := 0, 0, 0
		for i := range body {
			x := body[i].at(b.col)
			if x == nil {
				continue
			}
			upper := body[i].at(top.cells[0].col) != nil
			if _, ok := r.accept(b.meaning, &x.Text); ok && upper {
				above++
			} else if ok {
				below++
			}
			if !upper {
				n++
			}
		}
		told = told || n >= 2 && below*10 >= n*8 && above*5 < below
	}
	return other >= 2 && told
}

// pair reads a row of a table whose records take two: the upper row waits for the
// lower one.
func (g *grid) pair(units []extract.Unit) {
	if g.begins(units) {
		g.unpaired()
		g.waiting = append(g.waiting[:0], units...)
		return
	}
	for _, u := range units {
		u.Loc.Col += g.fold.by
		g.waiting = append(g.waiting, u)
	}
	g.unpaired()
}

// begins reports whether a row is the upper one of a record.
func (g *grid) begins(units []extract.Unit) bool {
	for i := range units {
		switch u := &units[i]; {
		case u.Loc.Col == g.fold.key:
			return true
		case g.fold.key == 0 && u.Loc.Col == g.fold.name:
			norm, _, _ := g.r.senses.Normalize(u.Text)
			return kanaOnly(strings.TrimSpace(norm))
		}
	}
	return false
}

// above reports the same of a row that is held.
func (f *fold) above(w *row) bool {
	if f.key > 0 {
		return w.at(f.key) != nil
	}
	c := w.at(f.name)
	return c != nil && kanaOnly(strings.TrimSpace(c.Norm))
}

// unpaired reads what waits.
func (g *grid) unpaired() {
	if len(g.waiting) > 0 {
		g.fold.upper = g.waiting[0].Loc.Row
		g.single(g.waiting)
		g.waiting = g.waiting[:0]
	}
}

// columnOf returns the column in which a value stands.
func (g *grid) columnOf(v *detect.Value) *column {
	if g.fold != nil && v.Loc.Row != g.fold.upper {
		return g.column(v.Loc.Col + g.fold.by)
	}
	return g.column(v.Loc.Col)
}

// back gives the values of a record the places at which they stand.
func (f *fold) back(values []detect.Value) {
	for i := range values {
		if at := &values[i].Loc; at.Col > f.last {
			at.Col -= f.by
		}
	}
}
