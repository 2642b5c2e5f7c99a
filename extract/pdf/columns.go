package pdf

import (
	"cmp"
	"slices"
)

// An interval is the extent of a column along the line.
type interval struct{ lo, hi float64 }

// overlap is how much two columns have in common, 0 when that is less than two
// fifths of the narrower one.
func (a interval) overlap(b interval) float64 {
	if over := min(a.hi, b.hi) - max(a.lo, b.lo); over > 0.4*min(a.hi-a.lo, b.hi-b.lo) {
		return over
	}
	return 0
}

// A cell is text in a table. Its numbers start at 0.
type cell struct {
	col, cols, rows int
	parts           []chunk
	line            int     // of its first part
	right           float64 // how far text may go before it wraps
	page            int     // where it is not that of its table
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
func (f flow) blocks(hints columns) []block {
	for _, h := range hints {
		f.hints = append(f.hints, h.lo)
	}
	effort := 40_000 // lines looked at in search of tables
	f.effort = &effort
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
	if *f.effort -= len(lines); depth > 200 || len(lines) < 2 || len(lines) > 2000 || *f.effort < 0 {
		return asLines(lines)
	}
	edges := leftEdges(lines, f.hints)
	cut := splitAt(lines, edges)
	first, last, many := -1, -1, 0
	for i, l := range cut {
		if len(l.chunks) > 1 || beside(cut, i) {
			if first < 0 {
				first = i
			}
			last = i
			many++
		}
	}
	if many < 2 {
		return asLines(lines)
	}
	cols := splitColumns(gutters(cut[first:last+1]), edges)
	// A line below the last row may be the rest of a wrapped cell.
	for last+1 < len(lines) && lines[last+1].v-lines[last].v < 1.6*lines[last].size {
		if k, n := columnOf(cols, cut[last+1].chunks[0]); len(cut[last+1].chunks) > 1 || k == 0 || n > 1 {
			break
		}
		last++
	}
	// Lines above with a few chunks are a title: number, date, place.
	typical := typicalCells(cut[first:last+1], cols)
	for typical >= 4 && first < last && 5*cellCount(cut[first], cols) <= 2*typical {
		first++
	}
	if first > 0 || last+1 < len(lines) {
		out := asLines(lines[:first])
		out = append(out, f.region(lines[first:last+1], depth+1)...)
		return append(out, asLines(lines[last+1:])...)
	}
	for i, l := range cut {
		if _, n := columnOf(cols, l.chunks[0]); len(l.chunks) == 1 && n > 1 && 2*(n-1) >= len(cols)-1 {
			out := f.region(lines[:i], depth+1)
			out = append(out, block{v: l.v, line: lines[i]})
			return append(out, f.region(lines[i+1:], depth+1)...)
		}
	}
	switch {
	case len(cols) < 2 || len(cols) == 2 && many < 3:
		return asLines(lines)
	case f.vertical || prose(cut, cols):
		return proseLines(cut, cols)
	}
	t := alignedTable(cut, cols)
	if t == nil {
		return asLines(lines)
	}
	return []block{{v: lines[0].v, table: t}}
}

// beside tells that a line stands half a line above or below another one: the
// cells of one row, centred.
func beside(lines []textLine, i int) bool {
	l := lines[i]
	return i > 0 && l.v-lines[i-1].v < 0.8*min(l.size, lines[i-1].size) ||
		i+1 < len(lines) && lines[i+1].v-l.v < 0.8*min(l.size, lines[i+1].size)
}

func cellCount(l textLine, cols []interval) int {
	seen := map[int]bool{}
	for _, c := range l.chunks {
		k, _ := columnOf(cols, c)
		seen[k] = true
	}
	return len(seen)
}

// typicalCells is the median number of cells of the lines that have several.
func typicalCells(lines []textLine, cols []interval) int {
	var counts []int
	for _, l := range lines {
		if n := cellCount(l, cols); n > 1 {
			counts = append(counts, n)
		}
	}
	if len(counts) == 0 {
		return 0
	}
	slices.Sort(counts)
	return counts[len(counts)/2]
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
	// A narrow stripe is a gutter only when many lines keep it free. In a
	// form, one cell may reach over two columns.
	allowed, need := n/12, columnGap
	if n >= 3 {
		allowed = max(allowed, 1)
	}
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
	return addSparse(out, lines)
}

// addSparse adds columns in which one line only has text, such as a header
// over empty cells.
func addSparse(cols []interval, lines []textLine) []interval {
	for _, l := range lines {
		for _, c := range l.chunks {
			if len(l.chunks) > 1 && !slices.ContainsFunc(cols, func(k interval) bool { return min(k.hi, c.u1) > max(k.lo, c.u0) }) {
				cols = append(cols, interval{c.u0, c.u1})
			}
		}
	}
	slices.SortFunc(cols, func(a, b interval) int { return cmp.Compare(a.lo, b.lo) })
	return cols
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
