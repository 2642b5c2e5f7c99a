package pdf

import "monban/extract"

// columns are those of the last table of the document, so that a table that
// goes on over pages keeps its column numbers.
type columns []interval

// match gives the number of each new column among the old ones; false when
// the new table is another one.
func (old columns) match(cols []interval) ([]int, bool) {
	out := make([]int, len(cols))
	taken := map[int]bool{}
	for i, c := range cols {
		found, most := -1, 0.0
		for k, o := range old {
			if over := o.overlap(c); over > most {
				found, most = k, over
			}
		}
		if found < 0 || taken[found] {
			return nil, false
		}
		out[i], taken[found] = found, true
	}
	return out, 2*len(cols) > len(old)
}

// send hands the text of a page to the sink, at once or when the pages beside it
// are known.
func (j *job) send(n int, c *canvas) error {
	p := laidPage{no: n, view: c.view, at: -1, notes: c.notes}
	for i := range p.notes {
		p.notes[i].Loc.Page = n
	}
	base, tables := 0, 0
	for k, f := range c.flows() {
		for _, b := range f.blocks(j.hints) {
			if b.table != nil {
				if tables++; k == 0 {
					p.at = len(p.items)
				}
				if _, ok := j.hints.match(b.table.cols); !ok {
					j.hints = b.table.cols
				}
			}
			p.items = append(p.items, laidBlock{base: base, block: b})
		}
		base += len(f.lines)
	}
	if tables != 1 || j.past {
		p.at = -1
	}
	return j.keep(p)
}

// emit hands the text of pages to the sink.
func (j *job) emit(pages ...laidPage) error {
	for i := range pages {
		p := &pages[i]
		for k := range p.items {
			if err := j.block(p.no, &p.items[k]); err != nil {
				return err
			}
		}
		for _, u := range p.notes {
			if err := j.to.Text(u); err != nil {
				return err
			}
		}
	}
	return nil
}

func (j *job) block(n int, b *laidBlock) error {
	if b.page > 0 {
		n = b.page
	}
	if b.table == nil {
		return j.to.Text(extract.Unit{Text: b.line.text(), Hidden: b.line.chunks[0].hidden, Loc: extract.Loc{Page: n, Line: b.base + b.line.no}})
	}
	t := b.table
	number, ok := j.old.match(t.cols)
	if !ok {
		if j.row > 0 {
			j.row++ // an empty row between tables, as on a sheet
		}
		j.old = t.cols
		number = make([]int, len(t.cols))
		for i := range number {
			number[i] = i
		}
	}
	for _, row := range t.rows {
		if len(row) == 0 {
			continue
		}
		j.row++
		cells := make([]extract.Unit, 0, len(row))
		for _, c := range row {
			u := extract.Unit{Text: c.text(), Hidden: c.parts[0].hidden, Loc: extract.Loc{Page: n, Row: j.row, Col: number[c.col] + 1, Line: b.base + c.line}}
			if c.page > 0 {
				u.Loc.Page = c.page
			}
			if c.cols > 1 {
				u.Cols = number[c.col+c.cols-1] - number[c.col] + 1
			}
			if c.rows > 1 {
				u.Rows = c.rows
			}
			cells = append(cells, u)
		}
		if err := j.to.Row(cells); err != nil {
			return err
		}
	}
	return nil
}
