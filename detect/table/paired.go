package table

import (
	"slices"
	"strings"

	"monban/detect"
	"monban/extract"
)

// A record may take two rows, as does the header: name, address and telephone above,
// how the name is read, mail and occupation below. The lists of workers of building
// sites take three. The number in the first column stands once for all.

// foldMost is how many rows such a record has at most.
const foldMost = 3

// A fold puts the lower rows of a record behind the upper one: their columns are
// counted on behind the last of the row above.
type fold struct {
	key   int // the column that only upper rows fill in, 0 when there is none
	name  int // where there is none, the column of names, which upper rows hold in kana
	last  int // of the upper row
	by    int // how far each lower row is moved beyond the one above
	lines int // rows of a record
	upper int // the upper row of the record that is being read
}

// line is which of its record's rows a row is, 0 the upper one.
func (f *fold) line(row, upper int) int { return max(1, min(row-upper, f.lines-1)) }

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

// folded returns the header of records of several rows as that of one row, and the rows
// in which its columns are judged.
func (r *Reader) folded(rows []row, h head, body []row) (head, []row, *fold) {
	if len(h.rows) < 2 || len(h.rows) > foldMost || h.names || len(body) < 4 || len(rows[h.rows[0]].cells) < 3 || len(rows[h.rows[1]].cells) < 2 {
		return h, nil, nil
	}
	top := &rows[h.rows[0]]
	f := &fold{key: top.cells[0].col, last: top.cells[len(top.cells)-1].col, lines: 1}
	first := f.last + 1 // of the columns of the lower rows
	for _, k := range h.rows[1:] {
		cells := rows[k].cells
		first, f.last = min(first, cells[0].col), max(f.last, cells[len(cells)-1].col)
	}
	if first <= f.key || !recurs(body, f) || f.lines < len(h.rows) || !r.foldedHead(rows, h.rows, body) {
		return h, nil, nil
	}
	f.by = f.last + 1 - first
	whole := h.cols // what a group and its parts ask for together
	h.cols = r.columns(rows, h.rows[:1], false)
	for i := range h.cols {
		if c := top.at(h.cols[i].col); c == nil || c.Cols > 1 {
			if k := slices.IndexFunc(whole, func(w headCol) bool { return w.col == h.cols[i].col }); k >= 0 {
				h.cols[i] = whole[k]
			}
		}
	}
	for n := 1; n < len(h.rows); n++ {
		for _, c := range r.columns(rows, h.rows[n:n+1], false) {
			c.col += n * f.by
			h.cols = append(h.cols, c)
		}
	}
	return h, allLines(body, f), f
}

// lastLine reports whether row k is the third row of the header that begins at row i of
// records of three rows: words alone, of which none stands in the column of the key,
// as the row below it has: （技能者ID）, 雇用保険.
func lastLine(rows []row, i, k int) bool {
	w := &rows[k]
	if k+1 >= len(rows) || len(w.cells) == 0 || len(rows[i].cells) == 0 {
		return false
	}
	key := rows[i].cells[0].col
	if w.at(key) != nil || rows[i+1].at(key) != nil || rows[k+1].at(key) == nil {
		return false
	}
	known := 0
	for j := range w.cells {
		c := &w.cells[j]
		if !c.wordlike() || c.Chars&detect.HasDigit != 0 {
			return false
		}
		if c.known || strings.HasPrefix(c.Norm, "(") && strings.HasSuffix(c.Norm, ")") {
			known++
		}
	}
	return known == len(w.cells)
}

// allLines returns the records of several rows as rows.
func allLines(body []row, f *fold) []row {
	var out []row
	for i := 0; i+1 < len(body); i++ {
		if !f.above(&body[i]) || f.above(&body[i+1]) {
			continue
		}
		all := row{cells: slices.Clone(body[i].cells), num: body[i].num}
		for k := i + 1; k < min(len(body), i+f.lines) && !f.above(&body[k]); k++ {
			by := f.line(k, i) * f.by
			for _, c := range body[k].cells {
				c.col += by
				c.Loc.Col += by
				all.cells = append(all.cells, c)
			}
		}
		out = append(out, all)
	}
	return out
}

// recurs reports whether the key of a record stands in every second row, or every
// third, and no row has anything beyond the columns of the header. It notes how many.
func recurs(body []row, f *fold) bool {
	var upper []int
	for i := range body {
		w := &body[i]
		if len(w.cells) == 0 || w.cells[len(w.cells)-1].col > f.last {
			return false
		}
		if w.at(f.key) != nil {
			upper = append(upper, i)
		}
	}
	if len(upper) < 2 || upper[0] != 0 {
		return false
	}
	f.lines = upper[1]
	good := 0
	for k := 1; k < len(upper); k++ {
		if upper[k]-upper[k-1] == f.lines {
			good++
		}
	}
	return f.lines >= 2 && f.lines <= foldMost && good*10 >= (len(upper)-1)*9 && len(body)-upper[len(upper)-1] <= f.lines
}

// foldedHead reports whether the words of the lower rows of a header name other things
// than those above them, and the values below both are so.
func (r *Reader) foldedHead(rows []row, at []int, body []row) bool {
	other, told := 0, false
	for _, k := range at[1:] {
		n, t := r.twoFold(&rows[at[0]], &rows[k], body)
		other, told = other+n, told || t
	}
	return other >= 2 && told
}

// twoFold counts the words of a lower row of a header that name other things than those
// above them, and tells whether the values of one are so.
func (r *Reader) twoFold(top, low *row, body []row) (other int, told bool) {
	for j := range low.cells {
		b := &low.cells[j]
		a := top.at(b.col)
		if a == nil || !a.known || !b.known || a.Cols > 1 || a.meaning == b.meaning {
			continue
		}
		other++
		reads := a.meaning.Kind == detect.PersonName && b.meaning.Kind == detect.PersonName && a.meaning.Part == "kana" && b.meaning.Part == ""
		if !shaped.Has(b.meaning.Kind) || b.meaning.Kind == a.meaning.Kind && !reads {
			continue
		}
		n, above, below := 0, 0, 0
		for i := range body {
			x := body[i].at(b.col)
			if x == nil {
				continue
			}
			upper := body[i].at(top.cells[0].col) != nil
			if reads && (upper && kanaOnly(strings.TrimSpace(x.Norm)) || !upper && x.Chars&detect.HasDigit != 0) {
				continue // how the name is read; a number of his in the third row
			}
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
	return other, told
}

// pair reads a row of a table whose records take several: the upper row waits for the
// lower ones.
func (g *grid) pair(units []extract.Unit) {
	if g.begins(units) {
		g.unpaired()
		g.waiting = append(g.waiting[:0], units...)
		return
	}
	line := 1
	if len(g.waiting) > 0 && len(units) > 0 {
		line = g.fold.line(units[0].Loc.Row, g.waiting[0].Loc.Row)
	}
	for _, u := range units {
		u.Loc.Col += line * g.fold.by
		g.waiting = append(g.waiting, u)
	}
	if line == g.fold.lines-1 {
		g.unpaired()
	}
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
		return g.column(v.Loc.Col + g.fold.line(v.Loc.Row, g.fold.upper)*g.fold.by)
	}
	return g.column(v.Loc.Col)
}

// back gives the values of a record the places at which they stand.
func (f *fold) back(values []detect.Value) {
	for i := range values {
		values[i].Loc.Col = f.stands(values[i].Loc.Col)
	}
}

// stands returns the column in the file of one of the record.
func (f *fold) stands(col int) int {
	for col > f.last {
		col -= f.by
	}
	return col
}
