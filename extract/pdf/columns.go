package pdf

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

// An interval is the extent of a column along the line.
type interval struct{ lo, hi float64 }

// A cell is text in a table. Its numbers start at 0.
type cell struct {
	col, cols, rows int
	parts           []chunk
	line            int     // of its first part
	right           float64 // how far text may go before it wraps
}

// A sheet is a region whose chunks stand in columns.
type sheet struct {
	cols []interval
	rows [][]cell
}

// A block is what stands between two gaps of a flow: a line or a table.
type block struct {
	v     float64
	line  textLine
	table *sheet
}

// blocks takes a flow apart: ruled tables first, then tables that only their
// columns show, columns of prose, and lines.
func (f flow) blocks() []block {
	free, out := f.ruledTables()
	for len(free) > 0 {
		n := 1
		for n < len(free) && free[n].v-free[n-1].v <= 3.5*max(free[n].size, free[n-1].size) && !between(out, free[n-1].v, free[n].v) {
			n++
		}
		out = append(out, f.region(free[:n], 0)...)
		free = free[n:]
	}
	slices.SortStableFunc(out, func(a, b block) int { return cmp.Compare(a.v, b.v) })
	return out
}

func between(tables []block, v0, v1 float64) bool {
	return slices.ContainsFunc(tables, func(b block) bool { return b.table != nil && b.v > v0 && b.v < v1 })
}

func asLines(lines []textLine) []block {
	out := make([]block, len(lines))
	for i, l := range lines {
		out[i] = block{v: l.v, line: l}
	}
	return out
}

// region looks for a table in lines that follow each other closely.
func (f flow) region(lines []textLine, depth int) []block {
	first, last, many := -1, -1, 0
	for i, l := range lines {
		if len(l.chunks) > 1 {
			if first < 0 {
				first = i
			}
			last = i
			many++
		}
	}
	if many < 2 || depth > 200 {
		return asLines(lines)
	}
	cols := gutters(lines[first : last+1])
	// A line below the last row may be the rest of a wrapped cell.
	for last+1 < len(lines) && lines[last+1].v-lines[last].v < 1.6*lines[last].size {
		l := lines[last+1]
		c := inColumn(cols, l.chunks[0])
		if len(l.chunks) > 1 || c <= 0 {
			break
		}
		last++
	}
	if first > 0 || last+1 < len(lines) {
		out := asLines(lines[:first])
		out = append(out, f.region(lines[first:last+1], depth+1)...)
		return append(out, asLines(lines[last+1:])...)
	}
	for i, l := range lines {
		if len(l.chunks) == 1 && inColumn(cols, l.chunks[0]) < 0 && len(cols) > 1 {
			out := f.region(lines[:i], depth+1)
			out = append(out, block{v: l.v, line: l})
			return append(out, f.region(lines[i+1:], depth+1)...)
		}
	}
	switch {
	case len(cols) < 2 || len(cols) == 2 && many < 3:
		return asLines(lines)
	case f.vertical || prose(lines, cols):
		return proseLines(lines, cols)
	}
	t := alignedTable(lines, cols)
	if t == nil {
		return asLines(lines)
	}
	return []block{{v: lines[0].v, table: t}}
}

// gutters finds the columns of lines: what lies between stripes that nearly
// no chunk crosses.
func gutters(lines []textLine) []interval {
	type edge struct {
		u  float64
		by int
	}
	var edges []edge
	n, size := 0, 0.0
	for _, l := range lines {
		if len(l.chunks) < 2 {
			continue
		}
		n++
		size += l.size
		for _, c := range l.chunks {
			edges = append(edges, edge{c.u0, 1}, edge{max(c.u1, c.u0+0.1), -1})
		}
	}
	if n == 0 {
		return nil
	}
	size /= float64(n)
	slices.SortFunc(edges, func(a, b edge) int { return cmp.Or(cmp.Compare(a.u, b.u), cmp.Compare(b.by, a.by)) })
	// A narrow stripe is a gutter only when many lines keep it free.
	allowed, need := n/12, columnGap
	if n >= 6 {
		need = chunkGap
	}
	var out []interval
	cover, open := 0, false
	var cur interval
	for _, e := range edges {
		cover += e.by
		switch {
		case !open && cover > allowed:
			if k := len(out) - 1; k >= 0 && e.u-out[k].hi < need*size {
				cur, out = out[k], out[:k]
			} else {
				cur = interval{lo: e.u}
			}
			open = true
		case open && cover <= allowed:
			cur.hi = e.u
			out = append(out, cur)
			open = false
		}
	}
	return out
}

// inColumn gives the only column that a chunk touches, -1 when it reaches
// over several, -2 when it stands in none.
func inColumn(cols []interval, c chunk) int {
	found := -2
	for i, col := range cols {
		over := min(col.hi, c.u1) - max(col.lo, c.u0)
		if over > 0.3*c.size || over >= 0.5*(c.u1-c.u0) {
			if found >= 0 {
				return -1
			}
			found = i
		}
	}
	return found
}

// columnOf gives the first column of a chunk and how many it takes.
func columnOf(cols []interval, c chunk) (col, n int) {
	best, most := 0, -1e18
	for i, k := range cols {
		over := min(k.hi, c.u1) - max(k.lo, c.u0)
		if over > 0.3*c.size {
			if n == 0 {
				col = i
			}
			n = i - col + 1
		}
		if over > most {
			best, most = i, over
		}
	}
	if n == 0 {
		return best, 1
	}
	return col, n
}

// prose tells columns of running text from a table: at least two columns
// whose lines are long and mostly full.
func prose(lines []textLine, cols []interval) bool {
	if len(cols) > 3 {
		return false
	}
	long := 0
	for i, col := range cols {
		n, ems, full := 0, 0.0, 0
		for _, l := range lines {
			lo, hi := 1e18, -1e18
			for _, c := range l.chunks {
				if k, span := columnOf(cols, c); k == i && span == 1 {
					lo, hi = min(lo, c.u0), max(hi, c.u1)
				}
			}
			if hi > lo {
				n++
				ems += (hi - lo) / max(l.size, 0.1)
				if hi-lo > 0.75*(col.hi-col.lo) {
					full++
				}
			}
		}
		if n > 1 && ems/float64(n) > 13 && full*2 > n {
			long++
		}
	}
	return long > 1
}

func proseLines(lines []textLine, cols []interval) []block {
	parts := make([][]textLine, len(cols))
	for _, l := range lines {
		for _, c := range l.chunks {
			k, _ := columnOf(cols, c)
			if n := len(parts[k]); n > 0 && parts[k][n-1].no == l.no {
				parts[k][n-1].chunks = append(parts[k][n-1].chunks, c)
				continue
			}
			parts[k] = append(parts[k], textLine{v: l.v, size: l.size, no: l.no, chunks: []chunk{c}})
		}
	}
	var out []block
	for _, p := range parts {
		out = append(out, asLines(p)...)
	}
	for i := range out {
		out[i].v = lines[0].v // they stay in this order
	}
	return out
}

var bullet = regexp.MustCompile(`^(?:[・•●○■□◆◇▪‣※*–-]|[(（]?[0-9０-９]{1,3}[.)）．]|[①-⑳]|[(（][a-zア-ン][)）])$`)

// alignedTable makes rows of lines whose chunks stand in columns; nil when
// they are a list and no table.
func alignedTable(lines []textLine, cols []interval) *sheet {
	filled := make([]int, len(lines))
	var counts []int
	marks := 0
	for i, l := range lines {
		seen := map[int]bool{}
		for _, c := range l.chunks {
			k, _ := columnOf(cols, c)
			seen[k] = true
		}
		filled[i] = len(seen)
		if len(seen) > 1 {
			counts = append(counts, len(seen))
		}
		if bullet.MatchString(l.chunks[0].text) {
			marks++
		}
	}
	if len(counts) < 2 || len(cols) == 2 && marks*10 > 8*len(counts) {
		return nil
	}
	slices.Sort(counts)
	need := max(2, (counts[len(counts)/2]+1)/2)
	// Lines with enough cells begin rows; the others are the rest of wrapped
	// cells, above or below, when they are near and leave the first column
	// empty.
	owner := make([]int, len(lines))
	for i, l := range lines {
		owner[i] = i
		k, _ := columnOf(cols, l.chunks[0])
		if filled[i] >= need || k == 0 && len(cols) > 2 && filled[i] > 1 {
			continue
		}
		up, down := i-1, i+1
		for up >= 0 && filled[up] < need {
			up--
		}
		for down < len(lines) && filled[down] < need {
			down++
		}
		toUp, toDown := 1e9, 1e9
		if up >= 0 {
			toUp = (l.v - lines[up].v) / float64(i-up)
		}
		if down < len(lines) {
			toDown = (lines[down].v - l.v) / float64(down-i)
		}
		reach := 1.7 * l.size
		if k == 0 {
			reach = 1.25 * l.size
		}
		switch {
		case toUp <= toDown*1.05 && toUp <= reach:
			owner[i] = up
		case toDown < toUp && toDown <= reach:
			owner[i] = down
		}
	}
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
	digit := func(r rune) bool { return r >= '0' && r <= '9' || r == '-' }
	return digit(x) && digit(y) || strings.Contains(a.text, "@") && !strings.Contains(a.text, " ") || strings.Contains(b.text, "@")
}
