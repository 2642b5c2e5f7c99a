package pdf

import (
	"cmp"
	"math"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

// A long number goes on over a line break; a short one is another number.
var (
	digitsAtEnd   = regexp.MustCompile(`[0-9]{3}-?$`)
	digitsAtStart = regexp.MustCompile(`^-?[0-9]{2}`)
)

var bullet = regexp.MustCompile(`^(?:[・•●○■□◆◇▪‣※*–-]|[(（]?[0-9０-９]{1,3}[.)）．]|[①-⑳]|[(（][a-zア-ン][)）])$`)

// alignedTable makes rows of lines whose chunks stand in columns; nil when
// they are a list and no table.
func alignedTable(lines []textLine, cols []interval) *sheet {
	many, marks := 0, 0
	for _, l := range lines {
		if len(l.chunks) > 1 {
			many++
		}
		if bullet.MatchString(l.chunks[0].text) {
			marks++
		}
	}
	typical := typicalCells(lines, cols)
	if many < 2 || len(cols) == 2 && marks*10 > 8*many {
		return nil
	}
	owner := owners(lines, cols, typical)
	t := &sheet{cols: cols}
	for i := range lines {
		if owner[i] != i {
			continue
		}
		var row []cell
		for k, l := range lines {
			if owner[k] != i {
				continue
			}
			for _, c := range l.chunks {
				row = addPart(row, cols, c, l.no)
			}
		}
		slices.SortStableFunc(row, func(a, b cell) int { return cmp.Compare(a.col, b.col) })
		t.rows = append(t.rows, row)
	}
	return t
}

// owners tells for every line with which line's row it goes. A line with an
// empty first column and few cells is the rest of wrapped cells: of the row
// above where cells are set from the top, of the nearest row where they are
// centred.
func owners(lines []textLine, cols []interval, typical int) []int {
	out := make([]int, len(lines))
	begins := make([]bool, len(lines))
	for i, l := range lines {
		k, _ := columnOf(cols, l.chunks[0])
		n := cellCount(l, cols)
		begins[i] = k == 0 && (n > 1 || typical < 3 || beside(lines, i)) || 4*n >= 3*(typical-1) && n > 1
		out[i] = i
	}
	near := func(i, step int) int {
		for k := i + step; k >= 0 && k < len(lines); k += step {
			if begins[k] {
				return k
			}
		}
		return -1
	}
	centred := !begins[0]
	for i, l := range lines {
		if up, down := near(i, -1), near(i, 1); !begins[i] {
			centred = centred || up >= 0 && l.v-lines[up].v < 0.8*l.size || down >= 0 && lines[down].v-l.v < 0.8*l.size
		}
	}
	for i, l := range lines {
		if begins[i] {
			continue
		}
		up, down := near(i, -1), near(i, 1)
		toUp, toDown := math.Inf(1), math.Inf(1)
		if up >= 0 {
			toUp = (l.v - lines[up].v) / float64(i-up)
		}
		if down >= 0 {
			toDown = (lines[down].v - l.v) / float64(down-i)
		}
		if centred && up >= 0 && down >= 0 {
			toUp, toDown = l.v-lines[up].v, lines[down].v-l.v
		}
		k, _ := columnOf(cols, l.chunks[0])
		reach := 1.7 * l.size
		if k == 0 {
			reach = 1.3 * l.size
		}
		switch {
		case toUp <= reach && (!centred || toUp <= toDown*1.05):
			out[i] = up
		case centred && toDown <= 2*reach:
			out[i] = down
		case toUp <= 2*reach && centred:
			out[i] = up
		}
	}
	return out
}

func addPart(row []cell, cols []interval, c chunk, line int) []cell {
	col, n := columnOf(cols, c)
	for i := range row {
		if row[i].col == col {
			row[i].parts = append(row[i].parts, c)
			row[i].cols = max(row[i].cols, n)
			return row
		}
	}
	return append(row, cell{col: col, cols: n, rows: 1, parts: []chunk{c}, line: line, right: cols[col+n-1].hi})
}

// text joins the lines of a cell. A line that fills the cell goes on in the
// next one; a shorter one ended on purpose.
func (c cell) text() string {
	var b strings.Builder
	for i, p := range c.parts {
		if i > 0 {
			last := c.parts[i-1]
			if !continues(last, p, c.right) {
				b.WriteByte(' ')
			}
		}
		b.WriteString(p.text)
	}
	return b.String()
}

func continues(a, b chunk, right float64) bool {
	if b.v-a.v < 0.5*a.size || a.u1 < right-1.6*a.size {
		return false
	}
	x, _ := utf8.DecodeLastRuneInString(a.text)
	y, _ := utf8.DecodeRuneInString(b.text)
	if wide(x) || wide(y) {
		return true
	}
	return digitsAtEnd.MatchString(a.text) && digitsAtStart.MatchString(b.text) || strings.Contains(a.text, "@") && !strings.Contains(a.text, " ") || strings.Contains(b.text, "@")
}
