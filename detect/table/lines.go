package table

import (
	"strings"
	"unicode/utf8"

	"monban/detect"
	"monban/extract"
)

// A table stands in running text, too: pasted into a mail with tabs, or printed by
// an old system with blanks, each value below its heading. Lines that look like
// rows wait until the first that does not; under a header they are rows, else
// they are read as all other lines.

// linesHeld is how many lines wait at most. None is longer than headerMost.
const linesHeld = 20_000

// parted reports whether a line may be a row: tabs in it, or runs of blanks.
func parted(s string) bool {
	if i := strings.IndexByte(s, '\t'); i > 0 {
		return true
	}
	i := strings.Index(s, "  ")
	if i < 0 {
		return strings.Count(s, "　") >= spacedLeast
	}
	if ruled(s) {
		return true
	}
	rest := strings.TrimLeft(s[i:], " ")
	if i == 0 {
		if i = strings.Index(rest, "  "); i < 0 {
			return false
		}
		rest = strings.TrimLeft(rest[i:], " ")
	}
	return strings.Contains(rest, "  ")
}

// ruled reports whether a line is drawn: -----, ==== ====.
func ruled(s string) bool {
	return len(s) >= 4 && strings.Trim(s, "-=+| ─━┼│＝－") == ""
}

// wait keeps a line that may be a row of a table in running text. It reports
// whether it did.
func (r *Reader) wait(u extract.Unit) bool {
	if u.Role != extract.Content || u.Loc.Row > 0 || len(u.Text) > headerMost {
		return false
	}
	if !r.joinsBarred(u.Text) && !parted(u.Text) && !(len(r.lines) > 0 && ruled(u.Text)) {
		return false
	}
	if len(r.lines) >= linesHeld {
		r.lined()
	}
	r.lines = append(r.lines, u)
	return true
}

// lined reads the lines that wait.
func (r *Reader) lined() {
	lines := r.lines
	if len(lines) == 0 {
		return
	}
	r.lines = nil
	if r.bars {
		r.bars = false
		r.barTables(lines)
		return
	}
	if !r.tabled(lines) {
		for _, u := range lines {
			r.prose.Text(u)
		}
	}
}

// tabled reads lines as a table when one of the first is a header. What stands
// above it is running text.
func (r *Reader) tabled(lines []extract.Unit) bool {
	r.learn(true) // the rows before
	if r.nextPage(lines) {
		return true
	}
	if len(lines) < 3 {
		return false
	}
	tabs := strings.IndexByte(lines[len(lines)-1].Text, '\t') > 0
	cut := lines
	if !tabs && spaced(lines) {
		cut, tabs = atBlanks(lines), true
	}
	for top := 0; top < min(3, len(lines)-2); top++ {
		if first := partedRows(cut[top:min(len(lines), top+3)], tabs); len(first) == 0 || !r.heads(first[0]) {
			continue
		}
		rows := partedRows(cut[top:], tabs)
		if len(rows) < 3 || !filled(rows) {
			continue
		}
		for _, u := range lines[:top] {
			r.prose.Text(u)
		}
		r.rows(rows)
		r.printed = printout{head: cut[top], last: lines[len(lines)-1].Loc, tabs: tabs}
		return true
	}
	return false
}

// rows reads lines that were parted.
func (r *Reader) rows(rows [][]extract.Unit) {
	r.close()
	for _, units := range rows {
		r.Row(units)
	}
	r.learn(true)
	r.close()
}

// partedRows parts lines into rows, the first of which may be a header.
func partedRows(lines []extract.Unit, tabs bool) [][]extract.Unit {
	var starts []int
	wide := usual(lines[1:], tabs)
	rows := make([][]extract.Unit, 0, len(lines))
	for _, u := range lines {
		units := fields(u, tabs, starts)
		if len(rows) == 0 {
			if !tabs && len(units) < wide {
				units = crowded(u, units, wide)
			}
			if len(units) < 2 {
				return nil
			}
			starts = begins(u.Text, units, tabs)
		}
		if len(units) > 0 {
			rows = append(rows, units)
		}
	}
	return rows
}

// usual returns how many fields most lines have.
func usual(lines []extract.Unit, tabs bool) int {
	var count [headerMost + 1]int
	for _, u := range lines[:min(len(lines), 50)] {
		count[len(fields(u, tabs, nil))]++
	}
	best := 0
	for n := range count {
		if n > 0 && count[n] > count[best] {
			best = n
		}
	}
	return best
}

// crowded parts a header at single blanks when that gives as many headings as the
// lines below have fields; else the fields stay.
func crowded(u extract.Unit, units []extract.Unit, wide int) []extract.Unit {
	words := strings.FieldsFunc(u.Text, func(c rune) bool { return c == ' ' })
	if len(words) != wide {
		return units
	}
	out := make([]extract.Unit, len(words))
	for i, w := range words {
		out[i] = u
		out[i].Text, out[i].Type = w, extract.Text
		out[i].Loc.Row, out[i].Loc.Col = u.Loc.Line, i+1
	}
	return out
}

// heads reports whether a row is surely a header of people.
func (r *Reader) heads(units []extract.Unit) bool {
	w := r.keep(units)
	defer r.room.empty()
	sure, named := 0, false
	for j := range w.cells {
		c := &w.cells[j]
		if !c.wordlike() || c.Chars&detect.HasDigit != 0 && !c.known {
			return false
		}
		if c.known && c.exact {
			sure++
		}
		named = named || c.known && c.exact && c.meaning.Personal()
	}
	return named && sure >= 2 && sure*2 >= len(w.cells) && !r.answered(&w, 0)
}

// filled reports whether the rows below a header have most of its fields.
func filled(rows [][]extract.Unit) bool {
	full := 0
	for _, units := range rows[1:] {
		if len(units)*2 > len(rows[0]) {
			full++
		}
	}
	return full*3 >= len(rows[1:])*2
}

// fields parts a line at its tabs, or at its runs of blanks. A field of a line
// that lacks some stands under the heading that begins nearest to it.
func fields(u extract.Unit, tabs bool, starts []int) []extract.Unit {
	if ruled(u.Text) {
		return nil
	}
	var out []extract.Unit
	add := func(text string, col int) {
		text = strings.Trim(text, " 　")
		if text == "" {
			return
		}
		v := u
		v.Text, v.Type = text, extract.Text
		v.Loc.Row, v.Loc.Col = u.Loc.Line, col
		out = append(out, v)
	}
	if tabs {
		for i, f := range strings.Split(u.Text, "\t") {
			add(f, i+1)
		}
		return out
	}
	var at []int
	width := 0
	s := u.Text
	for len(s) > 0 {
		trimmed := strings.TrimLeft(s, " 　")
		width += columnsOf(s[:len(s)-len(trimmed)])
		if s = trimmed; s == "" {
			break
		}
		end := gap(s)
		at = append(at, width)
		add(s[:end], len(at))
		width += columnsOf(s[:end])
		s = s[end:]
	}
	if starts != nil && len(out) != len(starts) && len(out) == len(at) {
		last := 0
		for i := range out {
			col := nearest(starts, at[i])
			if col <= last {
				col = last + 1
			}
			out[i].Loc.Col, last = col, col
		}
	}
	return out
}

// gap returns where the first run of two blanks in s begins, or the end of s.
func gap(s string) int {
	blank, at := false, 0
	for i, c := range s {
		if c != ' ' && c != '　' {
			blank = false
			continue
		}
		if blank {
			return at
		}
		blank, at = true, i
	}
	return len(s)
}

// begins returns at which column of the screen the fields of a header begin; nil
// for tabs.
func begins(s string, units []extract.Unit, tabs bool) []int {
	if tabs {
		return nil
	}
	out := make([]int, 0, len(units))
	from, width := 0, 0
	for i := range units {
		k := strings.Index(s[from:], units[i].Text)
		if k < 0 {
			return nil
		}
		width += columnsOf(s[from : from+k])
		out = append(out, width)
		width += columnsOf(units[i].Text)
		from += k + len(units[i].Text)
	}
	return out
}

// nearest returns the number, counted from 1, of the start that is nearest to at.
func nearest(starts []int, at int) int {
	best := 0
	for i, s := range starts {
		if d, e := abs(s-at), abs(starts[best]-at); d < e {
			best = i
		}
	}
	return best + 1
}

func abs(n int) int {
	if n < 0 {
		return -n
	}
	return n
}

// columnsOf counts the columns of a screen that a text takes: Japanese characters
// take two.
func columnsOf(s string) int {
	n := 0
	for _, c := range s {
		if n++; c >= 0x1100 && !(c >= 0xFF61 && c <= 0xFFDC) && utf8.RuneLen(c) >= 3 {
			n++
		}
	}
	return n
}
