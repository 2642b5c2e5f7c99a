package synth

import (
	"fmt"
	"strings"
)

// putForms lays a table out as forms, a block a record.
func (s *Sheet) putForms(row, col int, t Table, cells [][]Cell) int {
	a := Area{FirstRow: row, Rows: len(cells), People: t.People}
	for _, line := range cells {
		switch t.Shape {
		case FormCell:
			for j, c := range t.Columns {
				s.Set(row+j, col, Cell{Value: fmt.Sprintf("%s：%s", c.Header, Text(line[j].Value)), Kind: line[j].Kind})
			}
			row += len(t.Columns) + 1
		case FormGrid:
			for j, c := range t.Columns {
				s.Set(row+j, col, Cell{Value: c.Header})
				s.putLetters(row+j, col+2, line[j])
			}
			row += len(t.Columns) + 1
		case FormOver:
			for j, c := range t.Columns {
				r, k := row+2*(j/4), col+j%4
				s.Set(r, k, Cell{Value: c.Header})
				s.Set(r+1, k, line[j])
			}
			row += 2*((len(t.Columns)+3)/4) + 1
		default:
			each := 2 // fields a line
			if t.Shape == FormList {
				each = 1
			}
			for j, c := range t.Columns {
				r, k := row+j/each, col+3*(j%each)
				s.Set(r, k, Cell{Value: c.Header})
				s.Set(r, k+1, line[j])
			}
			row += (len(t.Columns)+each-1)/each + 1
		}
	}
	s.Areas = append(s.Areas, a)
	return row
}

// putLetters writes a value with a character a cell, as on squared paper. The
// truth stands at the first of them.
func (s *Sheet) putLetters(row, col int, c Cell) {
	for _, r := range strings.ReplaceAll(Text(c.Value), " ", "　") {
		s.Set(row, col, Cell{Value: string(r), Kind: c.Kind})
		c.Kind = optionalKind(c.Kind)
		col++
	}
}

// optionalKind is a kind that may be missed.
func optionalKind(kind string) string {
	if kind == "" || strings.HasSuffix(kind, "?") {
		return kind
	}
	return kind + "?"
}
