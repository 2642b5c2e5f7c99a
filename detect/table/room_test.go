package table

import "testing"

// Rows that are held together share no cell, and rows that follow find none of
// what stood there.
func TestRoom(t *testing.T) {
	var m room
	for range 3 {
		var rows [][]cell
		for n := range 60 {
			row := m.row(n % 7)
			if len(row) != 0 || cap(row) != n%7 {
				t.Fatalf("row of %d: %d of %d cells", n%7, len(row), cap(row))
			}
			for range n % 7 {
				row = append(row, cell{col: n})
			}
			rows = append(rows, row)
		}
		for n, row := range rows {
			for _, c := range row {
				if c.col != n {
					t.Fatalf("row %d has a cell of row %d", n, c.col)
				}
			}
		}
		m.empty()
		for _, c := range m.cells[:cap(m.cells)] {
			if c.col != 0 {
				t.Fatalf("a cell of row %d stayed", c.col)
			}
		}
	}
}
