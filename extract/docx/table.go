package docx

import (
	"fmt"
	"strconv"
	"strings"

	"monban/extract"
	"monban/extract/ooxml"
)

// A table is an open <w:tbl>. A table in a cell of another is one of its own.
type table struct {
	sheet  string
	row    int
	col    int // of the cell being read
	line   int
	above  bool // a cell of a row above reaches into this row
	down   bool // some cell reaches down
	ground string
	cells  []extract.Unit
	asides []extract.Unit // what hides in cells that show something else
	inCell bool
	cell   extract.Unit
	text   []byte
}

const (
	maxCells = 16384 // of one row
	maxSpan  = 1000
)

func (s *story) tableBody(sc scope) error {
	s.tables++
	t := &table{sheet: s.sheet}
	if s.tables > 1 {
		t.sheet = strings.TrimSpace(fmt.Sprintf("%s table %d", s.sheet, s.tables))
	}
	sc.table, sc.para, sc.sheet = t, nil, t.sheet
	return s.inside(sc)
}

// tableProperties finds out whether the cells of a table may have a colour.
func (s *story) tableProperties(t *table) {
	x := s.x
	for level := x.Depth - 1; x.Depth > level; {
		switch x.Next() {
		case ooxml.End:
			return
		case ooxml.Open:
			if t == nil {
				continue
			}
			switch string(x.Name) {
			case "tblStyle":
				if s.d.styles.painted(x.Attr("val")) {
					t.ground = ooxml.Unknown
				}
			case "shd":
				if g := shade(x); g != "" {
					t.ground = g
				}
			case "tblCaption", "tblDescription":
				t.aside(x.Attr("val"), extract.AltText)
			case "tblPrChange":
				x.Skip()
			}
		}
	}
}

func (s *story) tableRow(sc scope) error {
	t := sc.table
	if t == nil {
		return s.inside(sc)
	}
	t.row++
	t.col, t.inCell, t.above = 0, false, false
	s.line++
	t.line = s.line
	for level := s.x.Depth - 1; s.x.Depth > level; {
		switch s.x.Next() {
		case ooxml.End:
			return s.endRow(t)
		case ooxml.Open:
			var err error
			switch string(s.x.Name) {
			case "trPr":
				err = s.rowProperties(&sc)
			default:
				err = s.element(&sc)
			}
			if err != nil {
				return err
			}
		}
	}
	return s.endRow(t)
}

// rowProperties finds rows that are hidden or deleted, or begin further right.
func (s *story) rowProperties(sc *scope) error {
	x := s.x
	for level := x.Depth - 1; x.Depth > level; {
		switch x.Next() {
		case ooxml.End:
			return nil
		case ooxml.Open:
			switch string(x.Name) {
			case "hidden":
				if on(x) {
					sc.hidden |= extract.HiddenRow
				}
			case "del":
				sc.hidden |= extract.Revision
				if err := s.d.author(x.Attr("author"), extract.Revision, sc.sheet); err != nil {
					return err
				}
			case "gridBefore":
				sc.table.col += number(x, 0)
			case "trPrChange":
				x.Skip()
			}
		}
	}
	return nil
}

func number(x *ooxml.Scanner, otherwise int) int {
	n, err := strconv.Atoi(x.Attr("val"))
	if err != nil || n < 0 {
		return otherwise
	}
	return min(n, maxSpan)
}

func (s *story) tableCell(sc scope) error {
	t := sc.table
	if t == nil {
		return s.inside(sc)
	}
	t.col++
	t.inCell, t.text = true, t.text[:0]
	t.cell = extract.Unit{Loc: extract.Loc{Sheet: t.sheet, Row: t.row, Col: t.col, Line: t.line}, Hidden: sc.hidden}
	asides := len(t.asides)
	if t.ground != "" {
		sc.look.Ground = t.ground
	}
	for level := s.x.Depth - 1; s.x.Depth > level; {
		tok := s.x.Next()
		if tok == ooxml.End {
			break
		}
		if tok != ooxml.Open {
			continue
		}
		var err error
		switch string(s.x.Name) {
		case "tcPr":
			err = s.cellProperties(&sc)
		case "tbl":
			// What stands in the cell around the inner table stays.
			err = s.tableBody(sc)
		default:
			err = s.element(&sc)
		}
		if err != nil {
			return err
		}
	}
	t.endCell(asides)
	if len(t.cells) >= maxCells || len(t.asides) >= maxCells {
		return s.endRow(t)
	}
	return nil
}

func (s *story) cellProperties(sc *scope) error {
	x, t := s.x, sc.table
	for level := x.Depth - 1; x.Depth > level; {
		switch x.Next() {
		case ooxml.End:
			return nil
		case ooxml.Open:
			switch string(x.Name) {
			case "gridSpan":
				if t.cell.Cols = number(x, 1); t.cell.Cols > 1 && t.cell.Rows == 0 {
					t.cell.Rows = 1
				}
			case "vMerge":
				if x.Attr("val") == "restart" {
					t.down = true
				} else {
					t.above = true
				}
			case "shd":
				if g := shade(x); g != "" {
					sc.look.Ground = g
				}
			case "cellDel":
				sc.hidden |= extract.Revision
				t.cell.Hidden |= extract.Revision
			case "tcPrChange":
				x.Skip()
			}
		}
	}
	return nil
}

// add puts a paragraph into the cell being read.
func (t *table) add(p *para) {
	if p.sc.hidden == t.cell.Hidden {
		if text := ooxml.Clean(string(p.text)); text != "" && len(t.text) < ooxml.MaxText {
			if len(t.text) > 0 {
				t.text = append(t.text, '\n')
			}
			t.text = append(t.text, text...)
		} else {
			t.aside(text, p.sc.hidden)
		}
	} else {
		t.aside(string(p.text), p.sc.hidden)
	}
	for _, h := range p.hidden {
		t.aside(string(h.text), h.why)
	}
}

func (t *table) aside(text string, why extract.Hidden) {
	if text = ooxml.Clean(text); text != "" {
		t.asides = append(t.asides, extract.Unit{Text: text, Loc: t.cell.Loc, Hidden: why})
	}
}

// endCell finishes a cell. One that shows nothing gives what hides in it.
func (t *table) endCell(asides int) {
	t.inCell = false
	t.cell.Text = string(t.text)
	if t.cell.Text == "" && asides < len(t.asides) {
		t.cell.Text, t.cell.Hidden = t.asides[asides].Text, t.asides[asides].Hidden
		t.asides = append(t.asides[:asides], t.asides[asides+1:]...)
	}
	if t.cell.Text != "" {
		t.cells = append(t.cells, t.cell)
	}
	t.col += max(t.cell.Cols, 1) - 1
}

// endRow sends a row, behind what hides in its cells. A row of one cell that
// has no neighbour is a frame, and its text is running text.
func (s *story) endRow(t *table) error {
	cells, asides := t.cells, t.asides
	t.cells, t.asides = t.cells[:0], t.asides[:0]
	frame := len(cells) == 1 && t.col == 1 && !t.above
	for _, u := range asides {
		if frame {
			u.Loc.Row, u.Loc.Col = 0, 0
		}
		if err := s.d.Say(u); err != nil {
			return err
		}
	}
	switch {
	case len(cells) == 0:
		return nil
	case !frame:
		return s.d.To.Row(cells)
	}
	u := cells[0]
	for _, line := range strings.Split(u.Text, "\n") {
		if err := s.d.Say(extract.Unit{Text: line, Loc: extract.Loc{Sheet: t.sheet, Line: t.line}, Hidden: u.Hidden}); err != nil {
			return err
		}
	}
	return nil
}
