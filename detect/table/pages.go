package table

import (
	"monban/extract"
)

// A list that an old system prints goes on after the foot and the head of a page, which
// may not repeat the words over its columns.

// A printout is a table in running text: its header, and where it ended.
type printout struct {
	head extract.Unit
	last extract.Loc
	tabs bool
}

// pageGap is how many lines the end of a page and the head of the next take at most.
const pageGap = 10

// nextPage reads lines that go on with the table of the page before: they stand below
// the same columns. It reports whether they do.
func (r *Reader) nextPage(lines []extract.Unit) bool {
	at := lines[0].Loc
	p := &r.printed
	if p.head.Text == "" || at.Part != p.last.Part || at.Sheet != p.last.Sheet || at.Line <= p.last.Line || at.Line-p.last.Line > pageGap {
		return false
	}
	for top := 0; top < min(3, len(lines)); top++ {
		rows := partedRows(append([]extract.Unit{p.head}, lines[top:]...), p.tabs)
		if len(rows) < 2 || len(rows[0]) < 3 {
			continue
		}
		if r.heads(rows[1]) || len(rows) > 2 && figures(rows[1]) == 0 && figures(rows[2]) > 0 {
			return false // with words of its own
		}
		if !below(p.head, rows, lines[top:], p.tabs) {
			continue
		}
		for _, u := range lines[:top] {
			r.prose.Text(u)
		}
		p.last = lines[len(lines)-1].Loc
		r.rows(rows)
		return true
	}
	return false
}

// figures counts the fields of a line that begin with a digit.
func figures(units []extract.Unit) int {
	n := 0
	for i := range units {
		if c := units[i].Text[0]; c >= '0' && c <= '9' {
			n++
		}
	}
	return n
}

// below reports whether nearly all lines have a field under each heading, at the same
// places of the screen.
func below(head extract.Unit, rows [][]extract.Unit, lines []extract.Unit, tabs bool) bool {
	starts := begins(head.Text, rows[0], tabs)
	fit, all := 0, 0
	for _, u := range lines {
		units := fields(u, tabs, nil)
		if len(units) == 0 {
			continue
		}
		all++
		if len(units) != len(rows[0]) {
			continue
		}
		off := 0
		if at := begins(u.Text, units, tabs); !tabs && len(at) == len(starts) {
			for i := range at {
				if abs(at[i]-starts[i]) > 2 {
					off++
				}
			}
		}
		if off*4 <= len(units) {
			fit++
		}
	}
	return fit > 0 && fit*10 >= all*7
}
