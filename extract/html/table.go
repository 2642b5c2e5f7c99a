package html

import (
	"fmt"
	"strconv"
	"strings"

	"golang.org/x/net/html"

	"monban/extract"
)

// A table is an open <table>. Tables inside cells of others are common in
// mails: the inner one is a table of its own.
type table struct {
	sheet  string
	row    int
	col    int // of the cell being read
	cells  []extract.Unit
	inCell bool
	cell   extract.Unit
	below  map[int]int // columns that a cell of a row above still covers, and for how many rows
	saved  []byte      // text of the cell around this table
	skin   extract.Hidden
	drawn  bool // of other elements than <table>
}

const (
	maxTables = 32
	maxSpan   = 1000
	maxCells  = 16384 // of one row
	maxBelow  = 2000  // columns that cells of rows above cover
)

func (p *page) table() *table {
	if n := len(p.tables); n > 0 {
		return p.tables[n-1]
	}
	return nil
}

func (p *page) tableStart(name string, tok html.Token) error {
	t := p.table()
	switch name {
	case "table":
		if len(p.tables) >= maxTables {
			return nil
		}
		p.count++
		n := &table{drawn: tok.Data != "table", below: map[int]int{}, saved: append([]byte(nil), p.text...), skin: p.skin}
		if p.count > 1 {
			n.sheet = fmt.Sprintf("table %d", p.count)
		}
		p.text, p.skin = p.text[:0], 0
		p.tables = append(p.tables, n)
	case "tr":
		if t != nil {
			return p.closeRow()
		}
	case "td", "th":
		if t == nil {
			return p.flush()
		}
		p.closeCell()
		if t.row == 0 || len(t.cells) >= maxCells { // no <tr>, or no end of cells
			if err := p.closeRow(); err != nil {
				return err
			}
		}
		if t.col == 0 && len(t.cells) == 0 && t.row == 0 {
			t.row = 1
		}
		t.col++
		for t.below[t.col] > 0 {
			t.col++
		}
		cols, rows := span(tok, "colspan"), span(tok, "rowspan")
		t.cell = extract.Unit{Loc: extract.Loc{Sheet: t.sheet, Row: t.row, Col: t.col}}
		if cols > 1 || rows > 1 {
			t.cell.Cols, t.cell.Rows = cols, rows
		}
		if rows > 1 {
			for c := t.col; c < t.col+cols && len(t.below) < maxBelow; c++ {
				t.below[c] = rows
			}
		}
		t.inCell = true
	}
	return nil
}

func span(t html.Token, key string) int {
	v, _ := attribute(t, key)
	n, err := strconv.Atoi(strings.TrimSpace(v))
	if err != nil || n < 1 {
		return 1
	}
	return min(n, maxSpan)
}

func (p *page) tableEnd(name string) error {
	if p.table() == nil {
		return nil
	}
	switch name {
	case "td", "th":
		p.closeCell()
	case "tr":
		return p.closeRow()
	case "table":
		return p.closeTable()
	}
	return nil
}

func (p *page) closeCell() {
	t := p.table()
	if !t.inCell {
		return
	}
	t.inCell = false
	if text := strings.TrimSpace(string(p.text)); text != "" {
		t.cell.Text, t.cell.Hidden = text, p.skin
		t.cells = append(t.cells, t.cell)
	}
	t.col += max(t.cell.Cols, 1) - 1
	p.text, p.skin = p.text[:0], 0
}

// closeRow sends the row and begins the next. A row of one cell that has never
// had a neighbour is layout, and its text is running text.
func (p *page) closeRow() error {
	t := p.table()
	p.closeCell()
	cells, width := t.cells, t.col
	t.cells = t.cells[:0]
	if width > 0 || t.row == 0 {
		t.row++
	}
	t.col = 0
	covered := len(t.below) > 0
	for c, n := range t.below {
		if n <= 1 && width > 0 {
			delete(t.below, c)
		} else if width > 0 {
			t.below[c] = n - 1
		}
	}
	switch {
	case len(cells) == 0:
		return p.flush()
	case width == 1 && !covered:
		return p.lines(cells[0].Text, cells[0].Hidden)
	}
	p.line++
	for i := range cells {
		cells[i].Loc.Line = p.line
	}
	return p.to.Row(cells)
}

func (p *page) closeTable() error {
	if err := p.closeRow(); err != nil {
		return err
	}
	t := p.table()
	p.tables = p.tables[:len(p.tables)-1]
	p.text, p.skin = t.saved, t.skin
	return nil
}
