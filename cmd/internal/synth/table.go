package synth

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
)

// A Column of a table: its header words, what its values disclose, and how
// they are made.
type Column struct {
	Group  string // title over several columns, in a two-row header
	Header string
	Kind   string // see Cell.Kind
	Value  string // a word of the value vocabulary
	Arg    string
}

// ParseColumns reads columns, one a line: "group > header | kind | value:arg".
// Group and ">" may be left out; the kind of a column that discloses nothing
// is "-".
func ParseColumns(s string) ([]Column, error) {
	var out []Column
	for _, line := range strings.Split(s, "\n") {
		if strings.TrimSpace(line) == "" {
			continue
		}
		f := strings.Split(line, "|")
		if len(f) != 3 {
			return nil, fmt.Errorf("synth: column %q has %d fields, want 3", line, len(f))
		}
		c := Column{Header: strings.TrimSpace(f[0]), Kind: strings.TrimSpace(f[1])}
		if g, h, ok := strings.Cut(c.Header, ">"); ok {
			c.Group, c.Header = strings.TrimSpace(g), strings.TrimSpace(h)
		}
		if c.Kind == "-" {
			c.Kind = ""
		}
		c.Value, c.Arg, _ = strings.Cut(strings.TrimSpace(f[2]), ":")
		if valueOf(c.Value) == nil {
			return nil, fmt.Errorf("synth: column %q: no value %q", c.Header, c.Value)
		}
		out = append(out, c)
	}
	return out, nil
}

// A Cell is a value and the truth about it.
type Cell struct {
	Value any
	// Kind is what the value discloses, "" for nothing. Alternatives that are
	// as right are joined with "/"; a "?" means that to miss it is right too.
	Kind string
}

// A Shape is the way in which a table lies on a sheet.
type Shape string

// The shapes.
const (
	Rows     Shape = ""         // a record a row, under a header
	Bare     Shape = "bare"     // the same without the header
	Flipped  Shape = "flipped"  // a record a column
	FormSide Shape = "form"     // a record a block, label left of value
	FormOver Shape = "formover" // a record a block, label above value
	FormList Shape = "formlist" // a record a block, one label and value a line
	FormCell Shape = "formcell" // the same with label, colon and value in one cell
	FormGrid Shape = "formgrid" // the same with each character of the value in a cell of its own
)

// A Table is an order for a table.
type Table struct {
	Columns []Column
	People  []*Person // one a row; nil: Count rows without people
	Count   int
	Shape   Shape
	Title   []string // lines above the header
	Left    int      // empty columns on the left
	Total   string   // label of a last row with the number of rows
	TwoRows bool     // groups above headers
	Repeat  int      // the header again after so many records, as printed lists have it
	Section int      // a line with the name of a group before so many records
	Blank   int      // an empty line before so many records
	Sub     string   // label of a line with a subtotal after so many records of a section
	Notes   []string // lines below the table
	Down    bool     // headers without a group stand beside the groups and reach down
}

// An Area is where a table came to lie, counted from 1, and the truth about it.
type Area struct {
	HeaderRows []int
	FirstRow   int
	Rows       int // of records and lines between them
	FirstCol   int
	Columns    []Column
	Flipped    bool
	People     []*Person
}

// A Sheet is a page of cells under construction.
type Sheet struct {
	Name     string
	Cells    [][]Cell
	Areas    []Area
	Merged   [][4]int // row, col, row, col from 1
	Hidden   bool
	Very     bool // very hidden
	HideCols []int
	HideRows []int
	Filter   bool
	Comments map[[2]int]string
}

// Set puts a value at a row and a column, counted from 1.
func (s *Sheet) Set(row, col int, c Cell) {
	for len(s.Cells) < row {
		s.Cells = append(s.Cells, nil)
	}
	line := s.Cells[row-1]
	for len(line) < col {
		line = append(line, Cell{})
	}
	line[col-1] = c
	s.Cells[row-1] = line
}

// At returns the cell at a row and a column, counted from 1.
func (s *Sheet) At(row, col int) Cell {
	if row < 1 || row > len(s.Cells) || col < 1 || col > len(s.Cells[row-1]) {
		return Cell{}
	}
	return s.Cells[row-1][col-1]
}

// Put lays a table on the sheet, with its upper left corner at row and column,
// and returns the first free row below it.
func (s *Sheet) Put(r *rand.Rand, row, col int, t Table) int {
	for i, line := range t.Title {
		s.Set(row+i, col, Cell{Value: line})
	}
	row += len(t.Title)
	if len(t.Title) > 0 {
		row++
	}
	col += t.Left
	n := t.Count
	if t.People != nil {
		n = len(t.People)
	}
	cells := make([][]Cell, n)
	for i := range n {
		w := Row{R: r, I: i}
		if t.People != nil {
			w.P = t.People[i]
		}
		for _, c := range t.Columns {
			v := valueOf(c.Value)(w, c.Arg)
			cell := Cell{Value: v, Kind: c.Kind}
			if !says(v) {
				cell.Kind = ""
			}
			cells[i] = append(cells[i], cell)
		}
	}
	switch t.Shape {
	case Flipped:
		return s.putFlipped(row, col, t, cells)
	case FormSide, FormOver, FormList, FormCell, FormGrid:
		return s.putForms(row, col, t, cells)
	}
	return s.putRows(row, col, t, cells)
}

func (s *Sheet) putRows(row, col int, t Table, cells [][]Cell) int {
	a := Area{FirstCol: col, Columns: t.Columns, People: t.People}
	if t.Shape != Bare {
		if t.TwoRows {
			s.putGroups(row, col, t.Columns)
			a.HeaderRows = append(a.HeaderRows, row)
			row++
		}
		for j, c := range t.Columns {
			if t.Down && c.Group == "" {
				s.Set(row-1, col+j, Cell{Value: c.Header})
				s.Merged = append(s.Merged, [4]int{row - 1, col + j, row, col + j})
				continue
			}
			s.Set(row, col+j, Cell{Value: c.Header})
		}
		a.HeaderRows = append(a.HeaderRows, row)
		row++
	}
	a.FirstRow = row
	for i, line := range cells {
		if t.Section > 0 && i%t.Section == 0 {
			s.Set(row, col, Cell{Value: fmt.Sprintf("■ 第%dグループ", i/t.Section+1)})
			row++
		}
		if t.Blank > 0 && i > 0 && i%t.Blank == 0 {
			row++
		}
		if t.Repeat > 0 && i > 0 && i%t.Repeat == 0 {
			for j, c := range t.Columns {
				s.Set(row, col+j, Cell{Value: c.Header})
			}
			row++
		}
		for j, c := range line {
			s.Set(row, col+j, c)
		}
		row++
		if t.Sub != "" && t.Section > 0 && (i%t.Section == t.Section-1 || i == len(cells)-1) {
			s.Set(row, col, Cell{Value: t.Sub})
			s.Set(row, col+1, Cell{Value: fmt.Sprintf("%d件", i%t.Section+1)})
			row++
		}
	}
	a.Rows = row - a.FirstRow
	if t.Total != "" {
		s.Set(row, col, Cell{Value: t.Total})
		s.Set(row, col+1, Cell{Value: fmt.Sprintf("%d名", len(cells))})
		row++
	}
	for _, note := range t.Notes {
		s.Set(row, col, Cell{Value: note})
		row++
	}
	s.Areas = append(s.Areas, a)
	return row
}

// putGroups writes the titles over several columns and merges them.
func (s *Sheet) putGroups(row, col int, cols []Column) {
	for j := 0; j < len(cols); {
		k := j + 1
		for k < len(cols) && cols[k].Group == cols[j].Group {
			k++
		}
		if cols[j].Group != "" {
			s.Set(row, col+j, Cell{Value: cols[j].Group})
			if k-j > 1 {
				s.Merged = append(s.Merged, [4]int{row, col + j, row, col + k - 1})
			}
		}
		j = k
	}
}

func (s *Sheet) putFlipped(row, col int, t Table, cells [][]Cell) int {
	a := Area{FirstCol: col + 1, FirstRow: row, Rows: len(cells), Columns: t.Columns, Flipped: true, People: t.People}
	for j, c := range t.Columns {
		s.Set(row+j, col, Cell{Value: c.Header})
		for i := range cells {
			s.Set(row+j, col+1+i, cells[i][j])
		}
	}
	s.Areas = append(s.Areas, a)
	return row + len(t.Columns)
}

// says reports whether a value tells something: "none" and blanks do not.
func says(v any) bool {
	switch v := v.(type) {
	case nil:
		return false
	case string:
		return !slices.Contains([]string{"", "無", "なし", "無し", "不明", "－", "-", "特になし", "未", "該当なし", "ー", "―"}, strings.TrimSpace(v))
	}
	return true
}
