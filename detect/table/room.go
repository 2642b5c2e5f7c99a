package table

import "monban/detect"

// A room is memory that rows which are held back use one after the other: a
// column of loose cells is held back and read again every few rows.
type room struct {
	cells []cell // of the held rows
	vals  []detect.Text
	seen  map[string]struct{}
}

// row returns room for n cells.
func (m *room) row(n int) []cell {
	from := len(m.cells)
	if from+n > cap(m.cells) { // the rows before keep what they have
		m.cells, from = make([]cell, 0, max(n, min(2*cap(m.cells), 4*hold), 16)), 0
	}
	m.cells = m.cells[:from+n]
	return m.cells[from : from : from+n]
}

// empty gives the room of all cells back. None of them is used any more.
func (m *room) empty() {
	clear(m.cells) // what they said is not kept
	m.cells = m.cells[:0]
}

// sample returns room for the values of a column and a set for those that were
// seen, both empty.
func (m *room) sample() (vals []detect.Text, seen map[string]struct{}) {
	if m.seen == nil {
		m.seen = map[string]struct{}{}
	}
	clear(m.seen)
	return m.vals[:0], m.seen
}
