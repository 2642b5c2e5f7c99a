package pptx

import (
	"fmt"
	"strings"

	"monban/extract"
	"monban/extract/ooxml"
)

// A table is an open <a:tbl>.
type table struct {
	sheet  string
	row    int
	col    int
	cells  []extract.Unit
	asides []extract.Unit
	inCell bool
	cell   extract.Unit
}

func (s *reader) tableBody(sc scope) error {
	s.d.tables++
	t := &table{sheet: s.sheet}
	if s.d.tables > 1 {
		t.sheet = strings.TrimSpace(fmt.Sprintf("%s table %d", s.sheet, s.d.tables))
	}
	sc.table, sc.para = t, nil
	return s.inside(sc)
}

func (s *reader) tableRow(sc scope) error {
	t := sc.table
	if t == nil {
		return s.inside(sc)
	}
	t.row++
	t.col, t.cells, t.asides = 0, t.cells[:0], t.asides[:0]
	s.line++
	if err := s.inside(sc); err != nil {
		return err
	}
	if sc.shape != nil && sc.shape.prompt {
		return nil
	}
	for _, u := range t.asides {
		if err := s.d.Say(u); err != nil {
			return err
		}
	}
	if len(t.cells) == 0 {
		return nil
	}
	return s.d.To.Row(t.cells)
}

func (s *reader) tableCell(sc scope) error {
	t := sc.table
	if t == nil || len(t.cells) > 16384 {
		return s.inside(sc)
	}
	t.col++
	u := extract.Unit{Loc: extract.Loc{Sheet: t.sheet, Page: s.page, Row: t.row, Col: t.col, Line: s.line}, Hidden: sc.hidden, Role: s.role()}
	cols, rows := number(s.x.Attr("gridSpan")), number(s.x.Attr("rowSpan"))
	if cols > 1 || rows > 1 {
		u.Cols, u.Rows = int(min(max(cols, 1), 1000)), int(min(max(rows, 1), 1000))
	}
	// What a merged cell covers is not seen, though it may still be there.
	if ooxml.IsTrue(s.x.Attr("hMerge")) || ooxml.IsTrue(s.x.Attr("vMerge")) {
		u.Hidden |= extract.HiddenText
	}
	t.cell, t.inCell = u, true
	sc.hidden = u.Hidden
	err := s.inside(sc)
	t.inCell = false
	if err == nil && t.cell.Text != "" {
		t.cells = append(t.cells, t.cell)
	}
	return err
}

// add puts a paragraph into the cell being read.
func (t *table) add(p *para) {
	if text := ooxml.Clean(string(p.text)); text != "" {
		if t.cell.Text != "" {
			text = t.cell.Text + "\n" + text
		}
		if len(text) < ooxml.MaxText {
			t.cell.Text = text
		} else {
			t.asides = append(t.asides, extract.Unit{Text: string(p.text), Loc: t.cell.Loc, Hidden: p.why})
		}
	}
	for _, h := range p.hidden {
		t.asides = append(t.asides, extract.Unit{Text: string(h.text), Loc: t.cell.Loc, Hidden: h.why})
	}
}
