// Package records sends records whose fields have names as tables: the names
// as row 0, then one row a record. Set is for formats in which each record says
// its fields by itself, so that the columns are known only as they come; Fixed for
// those that know them, and fill a record line by line.
//
// It knows no format, and it does not judge names.
package records

import (
	"fmt"
	"slices"
	"strings"

	"monban/extract"
)

const (
	waiting = 200  // records kept before the names of the columns are sent
	maxCols = 1000 // of one table
)

// A Set holds the tables of one file.
type Set struct {
	to     extract.Sink
	tables map[string]*table
	order  []*table
}

type table struct {
	sheet string
	cols  map[string]int
	keys  []string
	sent  int // names that were sent
	row   int
	rows  [][]extract.Unit
}

// New makes a set that sends to to.
func New(to extract.Sink) *Set { return &Set{to: to, tables: map[string]*table{}} }

// Add adds a record to the table called sheet. A name that comes again in one
// record gets a number, unless it is one of a list inside the record
// ("visit[].day"). Blank cells are left out.
func (s *Set) Add(sheet string, names []string, cells []extract.Unit) error {
	t := s.tables[sheet]
	if t == nil {
		t = &table{sheet: sheet, cols: map[string]int{}}
		s.tables[sheet] = t
		s.order = append(s.order, t)
	}
	t.row++
	seen := map[string]int{}
	nested := false
	var row []extract.Unit
	for i, u := range cells {
		if strings.TrimSpace(u.Text) == "" {
			continue
		}
		u.Loc.Sheet, u.Loc.Row = sheet, t.row
		name := names[i]
		if strings.Contains(name, "[].") {
			nested = true
		} else if seen[name]++; seen[name] > 1 {
			name = fmt.Sprintf("%s %d", name, seen[name])
		}
		col, ok := t.cols[name]
		if !ok {
			if len(t.keys) >= maxCols {
				if err := s.to.Text(u); err != nil { // it has no column, but is not lost
					return err
				}
				continue
			}
			t.keys = append(t.keys, name)
			col = len(t.keys)
			t.cols[name] = col
		}
		u.Loc.Col = col
		row = append(row, u)
	}
	if !nested {
		slices.SortStableFunc(row, func(a, b extract.Unit) int { return a.Loc.Col - b.Loc.Col })
	}
	if len(row) > 0 {
		t.rows = append(t.rows, row)
	}
	if len(t.rows) >= waiting {
		return s.send(t)
	}
	return nil
}

// send sends the rows that wait, and before them the names of the columns when
// there are new ones.
func (s *Set) send(t *table) error {
	if len(t.rows) == 0 {
		return nil
	}
	if len(t.keys) > t.sent {
		head := make([]extract.Unit, len(t.keys))
		for i, k := range t.keys {
			head[i] = extract.Unit{Text: k, Loc: extract.Loc{Sheet: t.sheet, Col: i + 1}}
		}
		t.sent = len(t.keys)
		if err := s.to.Row(head); err != nil {
			return err
		}
	}
	for _, row := range t.rows {
		if err := s.to.Row(row); err != nil {
			return err
		}
	}
	t.rows = nil
	return nil
}

// Flush sends all rows that wait, in the order in which the tables began.
func (s *Set) Flush() error {
	for _, t := range s.order {
		if err := s.send(t); err != nil {
			return err
		}
	}
	return nil
}
