package xls

import (
	"slices"

	"monban/extract"
)

// maxCol is the number of columns of a sheet.
const maxCol = 256

// A sheet is one sheet while it is read.
type sheet struct {
	w      *book
	name   string
	hidden extract.Hidden
	at     int

	rows     map[int]bool // the hidden ones
	columns  [maxCol]bool // the hidden ones
	merges   map[[2]int][2]int
	filtered bool
	notes    []note
	texts    map[int]string // of drawn objects, by their number
	says     []extract.Unit // beside the cells
	links    []*link
	linked   map[[2]int]*link
	sorted   bool
	object   int // number of the drawn object that was last, 0 when there is none
	shape    int // its type
	units    []extract.Unit
}

type note struct {
	row, col, object int
	text             string
}

// sheet reads one substream: comments and what else hangs on the sheet, then
// its rows.
func (w *book) sheet(at int, name string, hidden extract.Hidden) error {
	s := &sheet{w: w, name: name, hidden: hidden, at: at, rows: map[int]bool{}, texts: map[int]string{}, linked: map[[2]int]*link{}}
	s.survey()
	for _, l := range s.links {
		s.linked[[2]int{l.row, l.col}] = l
	}
	if err := s.comments(); err != nil {
		return err
	}
	if err := s.cells(); err != nil {
		return err
	}
	for _, u := range s.says {
		if err := s.say(u); err != nil {
			return err
		}
	}
	return s.sayLinks()
}

func (s *sheet) say(u extract.Unit) error {
	u.Loc.Sheet = s.name
	u.Hidden |= s.hidden
	return s.w.say(u)
}

// survey goes through the sheet once for everything but its cells.
func (s *sheet) survey() {
	r := records{data: s.w.data, at: s.at}
	depth, last := 0, -1
	s.sorted = true
	chart := false
	for {
		rec, ok := r.next()
		if !ok {
			return
		}
		switch rec.kind {
		case 0x009, 0x209, 0x409, recBOF:
			if depth++; rec.kind == recBOF {
				chart = depth > 1 || u16(rec.b, 2) == 0x20
			}
		case recEOF:
			if depth--; depth <= 0 {
				return
			}
			chart = chart && depth > 1
		default:
			if chart {
				s.chart(&r, rec)
				continue
			}
			if row := cellRow(rec); row >= 0 {
				s.sorted = s.sorted && row >= last
				last = row
				continue
			}
			s.beside(&r, rec)
		}
	}
}

// beside reads a record that is no cell.
func (s *sheet) beside(r *records, rec record) {
	w, b := s.w, rec.b
	switch rec.kind {
	case recRow:
		if len(b) >= 14 && b[12]&0x20 != 0 {
			s.rows[u16(b, 0)] = true
		}
	case recColinfo:
		if len(b) >= 10 && (b[8]&1 != 0 || u16(b, 4) == 0) {
			for i := u16(b, 0); i <= min(u16(b, 2), maxCol-1); i++ {
				s.columns[i] = true
			}
		}
	case recMerged:
		for i := range u16(b, 0) {
			m := from(b, 2+8*i)
			if len(m) < 8 || len(s.merges) >= 1<<17 {
				break
			}
			if s.merges == nil {
				s.merges = map[[2]int][2]int{}
			}
			s.merges[[2]int{u16(m, 0), u16(m, 4)}] = [2]int{u16(m, 2) - u16(m, 0) + 1, u16(m, 6) - u16(m, 4) + 1}
		}
	case recFilterMode:
		s.filtered = true
	case recNote:
		s.note(b)
	case recObj:
		s.object, s.shape = 0, 0
		if w.version == 8 && len(b) >= 8 && u16(b, 0) == 0x15 {
			s.shape, s.object = u16(b, 4), u16(b, 6)
		}
	case recTXO:
		s.drawnText(r, rec)
	case recHeader, recFooter:
		if len(b) > 0 {
			text := ""
			if w.version == 8 {
				text, _ = w.text16(b)
			} else {
				text, _ = w.text8(b)
			}
			s.header(text)
		}
	case recHeadFoot:
		s.otherHeaders(b)
	case recHyperlink:
		s.link(b)
	case recTip:
		s.tip(b)
	case recDV:
		s.validation(b)
	case recScenario:
		s.scenario(b)
	case recDrawing, recDrawGroup:
		w.drawings(r, rec)
	case recName, 0x218:
		if w.version < 5 {
			return // read with the globals
		}
		w.name(r.joined(rec))
	}
}

// cells sends the rows in their order.
func (s *sheet) cells() error {
	if s.sorted {
		return s.stream()
	}
	// Programs other than Excel write cells in any order.
	type place struct{ row, at int32 }
	var places []place
	s.each(func(r *records, rec record) error {
		places = append(places, place{int32(cellRow(rec)), int32(rec.at)})
		return nil
	})
	slices.SortStableFunc(places, func(a, b place) int { return int(a.row) - int(b.row) })
	var row []cell
	for i, p := range places {
		r := records{data: s.w.data, at: int(p.at)}
		rec, _ := r.next()
		s.w.cells(&r, rec, func(c cell) { row = append(row, c) })
		if i+1 == len(places) || places[i+1].row != p.row || len(row) >= 4*maxCol {
			if err := s.row(int(p.row), row); err != nil {
				return err
			}
			row = row[:0]
		}
	}
	return nil
}

// each calls fn with every record of cells.
func (s *sheet) each(fn func(r *records, rec record) error) error {
	r := records{data: s.w.data, at: s.at}
	depth := 0
	for {
		rec, ok := r.next()
		if !ok {
			return nil
		}
		switch rec.kind {
		case 0x009, 0x209, 0x409, recBOF:
			depth++
		case recEOF:
			if depth--; depth <= 0 {
				return nil
			}
		default:
			if depth == 1 && cellRow(rec) >= 0 {
				if err := fn(&r, rec); err != nil {
					return err
				}
			}
		}
	}
}

// stream sends cells that stand in the order of rows.
func (s *sheet) stream() error {
	var row []cell
	at := -1
	err := s.each(func(r *records, rec record) error {
		if n := cellRow(rec); n != at || len(row) >= 4*maxCol {
			if err := s.row(at, row); err != nil {
				return err
			}
			row, at = row[:0], n
		}
		s.w.cells(r, rec, func(c cell) { row = append(row, c) })
		return nil
	})
	if err != nil {
		return err
	}
	return s.row(at, row)
}

// row sends one row.
func (s *sheet) row(n int, cells []cell) error {
	if len(cells) == 0 {
		return nil
	}
	if err := s.w.ctx.Err(); err != nil {
		return err
	}
	if !slices.IsSortedFunc(cells, func(a, b cell) int { return a.col - b.col }) {
		slices.SortStableFunc(cells, func(a, b cell) int { return a.col - b.col })
	}
	hidden := s.hidden
	if s.rows[n] {
		hidden |= extract.HiddenRow
		if s.filtered {
			hidden |= extract.Filter
		}
	}
	s.units = s.units[:0]
	for i := range cells {
		c := &cells[i]
		u := extract.Unit{Loc: extract.Loc{Sheet: s.name, Row: c.row + 1, Col: c.col + 1}, Hidden: hidden}
		s.w.unit(&u, c)
		if u.Text == "" {
			continue
		}
		s.w.note(u.Text)
		if l := s.linked[[2]int{c.row + 1, c.col + 1}]; l != nil {
			l.shown = u.Text
		}
		if c.col < maxCol && s.columns[c.col] {
			u.Hidden |= extract.HiddenColumn
		}
		if m, ok := s.merges[[2]int{c.row, c.col}]; ok {
			u.Rows, u.Cols = m[0], m[1]
		}
		s.units = append(s.units, u)
	}
	if len(s.units) > 0 {
		if err := s.w.to.Row(s.units); err != nil {
			return err
		}
	}
	for i := range cells {
		if err := s.behind(&cells[i], hidden); err != nil {
			return err
		}
	}
	return nil
}

// behind sends what a cell has beside its value: the reading of its text, once
// for each text, and the words in its formula.
func (s *sheet) behind(c *cell, hidden extract.Hidden) error {
	at := extract.Loc{Sheet: s.name, Row: c.row + 1, Col: c.col + 1}
	if text, ok := s.w.ruby[c.shared]; ok {
		delete(s.w.ruby, c.shared)
		u := extract.Unit{Text: text, Loc: at, Hidden: hidden | extract.HiddenText}
		if extract.Kana(text) {
			// It says nothing that the text below does not say.
			u.Hidden, u.Role = hidden, extract.Property
		}
		if err := s.w.say(u); err != nil {
			return err
		}
	}
	if len(c.formula) == 0 {
		return nil
	}
	return s.w.say(extract.Unit{Text: s.w.literals(c.formula), Loc: at, Hidden: hidden | extract.HiddenText})
}
