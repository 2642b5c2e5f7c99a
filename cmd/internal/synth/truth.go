package synth

import (
	"strconv"
	"strings"
)

// A Truth says what a set of files exposes. It is committed beside the files.
type Truth struct {
	Name  string `json:"name"`
	About string `json:"about"`
	Seed  uint64 `json:"seed"`
	// Files in the order in which they are handed over.
	Files []string `json:"files"`
	// People is the number of data subjects over all files. PeopleMax is set
	// where a larger number is as right: relatives who may count as people.
	People    int          `json:"people"`
	PeopleMax int          `json:"people_max,omitempty"`
	Tables    []TruthTable `json:"tables"`
	// From sends to Outside or to Inside. LeastOutside is the mildest right
	// verdict there, MostInside the strictest right one here.
	From         string   `json:"from"`
	Outside      string   `json:"outside"`
	LeastOutside string   `json:"least_outside"`
	Inside       string   `json:"inside"`
	MostInside   string   `json:"most_inside"`
	Legal        []string `json:"legal"`
}

// A TruthTable is the truth about one table.
type TruthTable struct {
	File     string        `json:"file"`
	Part     string        `json:"part,omitempty"`
	Sheet    string        `json:"sheet,omitempty"`
	FirstRow int           `json:"first_row"`
	Rows     int           `json:"rows"`
	Hidden   bool          `json:"hidden,omitempty"`
	Flipped  bool          `json:"flipped,omitempty"`
	Columns  []TruthColumn `json:"columns"`
}

// A TruthColumn is a column that discloses something. Column is a letter, the
// name in SQL and JSON, or the row number of a flipped table.
type TruthColumn struct {
	Column string `json:"column"`
	Header string `json:"header"`
	Kind   string `json:"kind"` // as in Cell.Kind
	Values int    `json:"values"`
}

// TablesOf tells the truth about the tables of a sheet. named is set where the
// format keeps column names instead of letters.
func TablesOf(file, part string, s *Sheet, sheet string, named bool) []TruthTable {
	var out []TruthTable
	for _, a := range s.Areas {
		if a.Columns == nil {
			continue
		}
		t := TruthTable{File: file, Part: part, Sheet: sheet, FirstRow: a.FirstRow, Rows: a.Rows, Hidden: s.Hidden || s.Very, Flipped: a.Flipped}
		for j, c := range a.Columns {
			if c.Kind == "" {
				continue
			}
			col := TruthColumn{Column: letter(a.FirstCol + j), Header: strings.TrimSpace(c.Group + " " + c.Header), Kind: c.Kind}
			switch {
			case named:
				col.Column, col.Header = c.Header, c.Header
			case a.Flipped:
				col.Column = strconv.Itoa(a.FirstRow + j)
			case len(a.HeaderRows) == 0:
				col.Header = ""
			}
			for i := range a.Rows {
				cell := s.At(a.FirstRow+i, a.FirstCol+j)
				if a.Flipped {
					cell = s.At(a.FirstRow+j, a.FirstCol+i)
				}
				if cell.Kind != "" {
					col.Values++
				}
			}
			t.Columns = append(t.Columns, col)
		}
		out = append(out, t)
	}
	return out
}

// letter is the name of a column in a spreadsheet.
func letter(n int) string {
	var s string
	for ; n > 0; n = (n - 1) / 26 {
		s = string(rune('A'+(n-1)%26)) + s
	}
	return s
}
