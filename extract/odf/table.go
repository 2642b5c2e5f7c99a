package odf

import (
	"fmt"
	"strconv"

	"monban/extract"
	"monban/extract/ooxml"
)

// A table is an open <table:table>: a sheet, or a table in a text.
type table struct {
	name    string
	hidden  extract.Hidden
	sheet   bool
	row     int
	col     int
	columns []column
	below   int // columns read so far
	rows    int // how often the row being read stands there
	widest  int
	cells   []extract.Unit
	inCell  bool
	cell    extract.Unit
	asides  []extract.Unit
}

// A column is a run of columns that are alike.
type column struct {
	to     int
	hidden extract.Hidden
	style  string
}

const (
	maxColumns = 1 << 14
	maxRows    = 1 << 21
	// maxCopies bounds the cells of one document that are told again because
	// the file says so: a repeated row says nothing new.
	maxCopies = 1 << 16
	maxRepeat = 1024
)

func repeated(x *ooxml.Scanner, attr string, most int) int {
	n, err := strconv.Atoi(x.Attr(attr))
	if err != nil || n < 1 {
		return 1
	}
	return min(n, most)
}

func (s *story) tableBody(sc scope) error {
	x := s.x
	s.tables++
	t := &table{name: x.Attr("name"), sheet: sc.sheet && sc.table == nil}
	switch {
	case t.sheet:
		if s.off("table", x.Attr("style-name")) {
			sc.hidden |= extract.HiddenSheet
		}
		u := extract.Unit{Text: t.name, Loc: extract.Loc{Sheet: t.name}, Hidden: extract.SheetName | sc.hidden, Role: extract.Name}
		if ooxml.Clean(t.name) != "" {
			if err := s.d.Say(u); err != nil {
				return err
			}
		}
	case t.name == "local-table":
		sc.hidden |= extract.ChartCache
		t.name = s.sheet
	case t.name == "":
		t.name = fmt.Sprintf("table %d", s.tables)
	}
	t.hidden = sc.hidden
	sc.table, sc.para, sc.cell = t, nil, false
	return s.tableInside(sc)
}

// tableInside reads what stands in a table, also in its groups.
func (s *story) tableInside(sc scope) error {
	x, t := s.x, sc.table
	if x.Depth > maxDepth {
		x.Skip()
		return nil
	}
	for level := x.Depth - 1; x.Depth > level; {
		tok := x.Next()
		if tok == ooxml.End {
			return nil
		}
		if tok != ooxml.Open {
			continue
		}
		var err error
		switch string(x.Name) {
		case "table-column":
			n := repeated(x, "number-columns-repeated", maxColumns)
			t.below = min(t.below+n, maxColumns)
			c := column{to: t.below, style: x.Attr("default-cell-style-name")}
			switch x.Attr("visibility") {
			case "collapse":
				c.hidden = extract.HiddenColumn
			case "filter":
				c.hidden = extract.HiddenColumn | extract.Filter
			}
			if len(t.columns) < maxColumns {
				t.columns = append(t.columns, c)
			}
		case "table-columns", "table-column-group", "table-header-columns", "table-rows", "table-row-group", "table-header-rows":
			err = s.tableInside(sc)
		case "table-row":
			err = s.tableRow(sc)
		case "shapes":
			err = s.free(sc)
		default:
			err = s.element(&sc)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (s *story) tableRow(sc scope) error {
	x, t := s.x, sc.table
	t.rows = repeated(x, "number-rows-repeated", maxRows)
	t.row++
	t.col, t.cells, t.asides = 0, t.cells[:0], t.asides[:0]
	if !t.sheet {
		s.line++
	}
	switch x.Attr("visibility") {
	case "collapse":
		sc.hidden |= extract.HiddenRow
	case "filter":
		sc.hidden |= extract.Filter
	}
	style := x.Attr("default-cell-style-name")
	for level := x.Depth - 1; x.Depth > level; {
		tok := x.Next()
		if tok == ooxml.End {
			break
		}
		if tok != ooxml.Open {
			continue
		}
		var err error
		switch string(x.Name) {
		case "table-cell", "covered-table-cell":
			err = s.tableCell(sc, style)
		default:
			err = s.element(&sc)
		}
		if err != nil {
			return err
		}
	}
	return s.endRow(t)
}

// in gives what is said about a column.
func (t *table) in(col int) column {
	lo, hi := 0, len(t.columns)
	for lo < hi {
		if mid := (lo + hi) / 2; t.columns[mid].to < col {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	if lo < len(t.columns) {
		return t.columns[lo]
	}
	return column{}
}

func (s *story) tableCell(sc scope, style string) error {
	x, t := s.x, sc.table
	n := repeated(x, "number-columns-repeated", maxColumns)
	t.col++
	col := t.in(t.col)
	if own := x.Attr("style-name"); own != "" {
		style = own
	} else if style == "" {
		style = col.style
	}
	sc.hidden |= col.hidden
	if string(x.Name) == "covered-table-cell" {
		sc.hidden |= extract.HiddenText // under a merged cell
	}
	sc.look = s.look("table-cell", style).Over(ooxml.Look{Ground: sc.look.Ground})
	at := extract.Loc{Sheet: t.name, Page: s.slide, Row: t.row, Col: t.col}
	if !t.sheet {
		at.Line = s.line
	}
	t.cell = extract.Unit{Loc: at, Hidden: sc.hidden, Role: sc.role}
	cols, rows := repeated(x, "number-columns-spanned", maxColumns), repeated(x, "number-rows-spanned", maxRows)
	if cols > 1 || rows > 1 {
		t.cell.Cols, t.cell.Rows = cols, rows
	}
	v := readValue(x)
	t.inCell = true
	asides := len(t.asides)
	in := sc
	in.cell, in.para = true, nil
	if err := s.inside(in); err != nil {
		return err
	}
	v.put(&t.cell)
	if t.cell.Text != "" && s.hides(sc) != sc.hidden {
		t.cell.Hidden |= s.hides(sc)
	}
	for _, text := range literals(v.formula) {
		if text != t.cell.Text {
			if err := s.aside(sc, text, extract.HiddenText); err != nil {
				return err
			}
		}
	}
	if t.cell.Text == "" && asides < len(t.asides) {
		t.cell.Text, t.cell.Hidden = t.asides[asides].Text, t.asides[asides].Hidden
		t.asides = append(t.asides[:asides], t.asides[asides+1:]...)
	}
	t.inCell = false
	if t.cell.Text != "" {
		t.widest = max(t.widest, t.col)
		for i := range min(n, maxRepeat) {
			if i > 0 {
				if s.d.copies++; s.d.copies > maxCopies {
					break
				}
			}
			u := t.cell
			u.Loc.Col += i
			u.Hidden |= t.in(u.Loc.Col).hidden
			t.cells = append(t.cells, u)
		}
	}
	if t.col += n - 1; t.col > maxColumns {
		t.col = maxColumns
	}
	return nil
}

// add puts a paragraph into the cell being read.
func (t *table) add(pieces []ooxml.Piece) {
	for _, h := range pieces {
		text := ooxml.Clean(string(h.Text))
		switch {
		case text == "":
		case h.Why == t.cell.Hidden && len(t.cell.Text)+len(text) < ooxml.MaxText:
			if t.cell.Text != "" {
				text = t.cell.Text + "\n" + text
			}
			t.cell.Text = text
		default:
			t.asides = append(t.asides, extract.Unit{Text: text, Loc: t.cell.Loc, Hidden: h.Why, Role: t.cell.Role})
		}
	}
}

// endRow sends a row as often as it stands there, within bounds. A row of one
// cell in a text is a frame, and its text is running text.
func (s *story) endRow(t *table) error {
	rows := t.rows
	t.row += rows - 1
	if len(t.cells) == 0 && len(t.asides) == 0 {
		return nil
	}
	for _, u := range t.asides {
		if err := s.d.Say(u); err != nil {
			return err
		}
	}
	first := t.row - rows + 1
	if !t.sheet && t.below <= 1 && t.widest <= 1 && len(t.cells) == 1 {
		u := t.cells[0]
		u.Loc.Row, u.Loc.Col, u.Cols, u.Rows = 0, 0, 0, 0
		if err := s.d.Say(u); err != nil {
			return err
		}
	} else if len(t.cells) > 0 {
		for i := range min(rows, maxRepeat) {
			if i > 0 {
				if s.d.copies += len(t.cells); s.d.copies > maxCopies {
					break
				}
			}
			out := append([]extract.Unit(nil), t.cells...)
			for j := range out {
				out[j].Loc.Row = first + i
			}
			if err := s.d.To.Row(out); err != nil {
				return err
			}
		}
	}
	return nil
}
