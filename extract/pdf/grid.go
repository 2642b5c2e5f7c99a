package pdf

import (
	"cmp"
	"slices"
)

// A grid is a set of ruled lines that cross each other.
type grid struct {
	xs, ys []float64 // where lines stand, sorted
	v, h   []rect    // the lines, upright and level
}

// touch is how near lines must come to count as crossing, in points.
const touch = 3

// ruledTables takes the text inside ruled tables out of the flow. It gives
// the lines that remain, and the tables.
func (f flow) ruledTables() (free []textLine, out []block) {
	for i := range f.lines {
		f.lines[i].no = i + 1
	}
	grids := findGrids(f.rules)
	if len(grids) == 0 {
		return f.lines, nil
	}
	inside := make([][]placedChunk, len(grids))
	for _, l := range f.lines {
		rest := l
		rest.chunks = nil
		for _, c := range l.chunks {
			g := slices.IndexFunc(grids, func(g grid) bool { return g.holds(c) })
			if g < 0 {
				rest.chunks = append(rest.chunks, c)
				continue
			}
			inside[g] = append(inside[g], placedChunk{c, l.no})
		}
		if len(rest.chunks) > 0 {
			free = append(free, rest)
		}
	}
	var back []placedChunk
	for i, g := range grids {
		t, loose := g.table(inside[i])
		if t != nil {
			out = append(out, block{v: g.ys[0], table: t})
		}
		back = append(back, loose...)
	}
	free = putBack(free, back)
	slices.SortStableFunc(free, func(a, b textLine) int { return cmp.Compare(a.v, b.v) })
	return free, out
}

type placedChunk struct {
	chunk
	no int
}

// putBack gives chunks to the lines that they were taken from.
func putBack(lines []textLine, chunks []placedChunk) []textLine {
	byNo := map[int]int{}
	for i, l := range lines {
		byNo[l.no] = i
	}
	for _, c := range chunks {
		i, ok := byNo[c.no]
		if !ok {
			i = len(lines)
			byNo[c.no] = i
			lines = append(lines, textLine{v: c.v, size: c.size, no: c.no})
		}
		lines[i].chunks = append(lines[i].chunks, c.chunk)
	}
	for _, l := range lines {
		slices.SortStableFunc(l.chunks, func(a, b chunk) int { return cmp.Compare(a.u0, b.u0) })
	}
	return lines
}

func (g grid) holds(c chunk) bool {
	u, v := c.u0+min(c.u1-c.u0, c.size)/2, c.v-0.3*c.size
	return u > g.xs[0]-1 && u < g.xs[len(g.xs)-1]+1 && v > g.ys[0]-1 && v < g.ys[len(g.ys)-1]+1
}

// findGrids joins strokes to lines, and lines that cross to grids.
func findGrids(strokes []stroke) []grid {
	var level, upright []rect
	for _, s := range strokes {
		if s.vertical {
			upright = append(upright, rect{s.y0, s.x0, s.y1, s.x0}) // as if level
		} else {
			level = append(level, rect{s.x0, s.y0, s.x1, s.y0})
		}
	}
	level, upright = joinStrokes(level), joinStrokes(upright)
	if len(level) < 2 || len(upright) < 3 || len(level)*len(upright) > 4_000_000 {
		return nil
	}
	group := make([]int, len(level)+len(upright))
	for i := range group {
		group[i] = i
	}
	root := func(i int) int {
		for group[i] != i {
			group[i] = group[group[i]]
			i = group[i]
		}
		return i
	}
	for i, h := range level {
		for k, v := range upright {
			if v.y0 > h.x0-touch && v.y0 < h.x1+touch && h.y0 > v.x0-touch && h.y0 < v.x1+touch {
				group[root(i)] = root(len(level) + k)
			}
		}
	}
	byRoot := map[int]*grid{}
	var order []int
	for i := range group {
		r := root(i)
		g := byRoot[r]
		if g == nil {
			g = &grid{}
			byRoot[r] = g
			order = append(order, r)
		}
		if i < len(level) {
			g.h = append(g.h, level[i])
			g.ys = append(g.ys, level[i].y0)
		} else {
			v := upright[i-len(level)]
			g.v = append(g.v, rect{v.y0, v.x0, v.y0, v.x1})
			g.xs = append(g.xs, v.y0)
		}
	}
	var out []grid
	for _, r := range order {
		g := byRoot[r]
		g.xs, g.ys = distinct(g.xs), distinct(g.ys)
		if len(g.xs) >= 3 && len(g.ys) >= 2 && len(g.xs)*len(g.ys) < 40_000 {
			out = append(out, *g)
		}
	}
	return out
}

// joinStrokes makes one line of strokes that continue each other.
func joinStrokes(in []rect) []rect {
	slices.SortFunc(in, func(a, b rect) int { return cmp.Or(cmp.Compare(a.y0, b.y0), cmp.Compare(a.x0, b.x0)) })
	var out []rect
	for len(in) > 0 {
		n := 1
		for n < len(in) && in[n].y0-in[n-1].y0 < 0.8 && in[n].y0-in[0].y0 < 2 {
			n++
		}
		same := in[:n]
		in = in[n:]
		slices.SortFunc(same, func(a, b rect) int { return cmp.Compare(a.x0, b.x0) })
		cur := same[0]
		for _, r := range same[1:] {
			if r.x0 <= cur.x1+touch {
				cur.x1 = max(cur.x1, r.x1)
				continue
			}
			out = append(out, cur)
			cur = r
		}
		out = append(out, cur)
	}
	return out
}

func distinct(v []float64) []float64 {
	slices.Sort(v)
	out := v[:0:0]
	for _, x := range v {
		if n := len(out); n == 0 || x-out[n-1] > touch {
			out = append(out, x)
		}
	}
	return out
}

// slot gives the number of the space between lines in which x stands.
func slot(lines []float64, x float64) int {
	i, _ := slices.BinarySearch(lines, x)
	return min(max(i-1, 0), len(lines)-2)
}

// A field is an area of a grid that no line divides.
type field struct {
	row, col, rows, cols int
	parts                []placedChunk
}

// table puts chunks into the fields of the grid. Chunks of a large field that
// has columns of its own are given back: no line divides them.
func (g grid) table(chunks []placedChunk) (*sheet, []placedChunk) {
	fields := g.fields()
	nc := len(g.xs) - 1
	for _, c := range chunks {
		row := slot(g.ys, c.v-0.3*c.size)
		col := slot(g.xs, c.u0+min(c.u1-c.u0, c.size)/2)
		if f := fields[row*nc+col]; f != nil {
			f.parts = append(f.parts, c)
		}
	}
	var loose []placedChunk
	bands := make([][]*field, len(g.ys)-1)
	seen := map[*field]bool{}
	for _, f := range fields {
		if seen[f] || len(f.parts) == 0 {
			continue
		}
		seen[f] = true
		if f.manyColumns() {
			loose = append(loose, f.parts...)
			continue
		}
		bands[f.row] = append(bands[f.row], f)
	}
	t := &sheet{}
	for i := range nc {
		t.cols = append(t.cols, interval{g.xs[i], g.xs[i+1]})
	}
	for _, band := range bands {
		slices.SortFunc(band, func(a, b *field) int { return cmp.Compare(a.col, b.col) })
		t.rows = append(t.rows, g.bandRows(band)...)
	}
	filled := 0
	for _, r := range t.rows {
		filled += len(r)
	}
	if filled < max(2, nc/4) { // the lines of a chart
		return nil, chunks
	}
	return t, loose
}

// fields lists, for every slot of the grid, the field that it belongs to.
func (g grid) fields() []*field {
	nc, nr := len(g.xs)-1, len(g.ys)-1
	right, below := make([]bool, nc*nr), make([]bool, nc*nr)
	for _, v := range g.v {
		for c := 1; c < nc; c++ {
			if v.x0 < g.xs[c]-touch || v.x0 > g.xs[c]+touch {
				continue
			}
			for r := range nr {
				if mid := (g.ys[r] + g.ys[r+1]) / 2; v.y0 <= mid && v.y1 >= mid {
					right[r*nc+c-1] = true
				}
			}
		}
	}
	for _, h := range g.h {
		for r := 1; r < nr; r++ {
			if h.y0 < g.ys[r]-touch || h.y0 > g.ys[r]+touch {
				continue
			}
			for c := range nc {
				if mid := (g.xs[c] + g.xs[c+1]) / 2; h.x0 <= mid && h.x1 >= mid {
					below[(r-1)*nc+c] = true
				}
			}
		}
	}
	out := make([]*field, nc*nr)
	for r := range nr {
		for c := range nc {
			if out[r*nc+c] != nil {
				continue
			}
			f := &field{row: r, col: c, rows: 1, cols: 1}
			for c+f.cols < nc && !right[r*nc+c+f.cols-1] && out[r*nc+c+f.cols] == nil {
				f.cols++
			}
			for r+f.rows < nr && !slices.Contains(below[(r+f.rows-1)*nc+c:(r+f.rows-1)*nc+c+f.cols], true) {
				f.rows++
			}
			for y := r; y < r+f.rows; y++ {
				for x := c; x < c+f.cols; x++ {
					if out[y*nc+x] == nil {
						out[y*nc+x] = f
					}
				}
			}
		}
	}
	return out
}

// manyColumns tells that a field holds a table without lines.
func (f *field) manyColumns() bool {
	n := 0
	for i := 1; i < len(f.parts); i++ {
		if f.parts[i].no == f.parts[i-1].no {
			n++
		}
	}
	return n >= 2
}

// bandRows makes the rows between two level lines: one, or one per line of
// text where only the columns are ruled.
func (g grid) bandRows(band []*field) [][]cell {
	if len(band) == 0 {
		return nil
	}
	count := map[int]int{}
	for _, f := range band {
		last := 0
		for _, p := range f.parts {
			if p.no != last {
				count[p.no]++
				last = p.no
			}
		}
	}
	full := 0
	for _, n := range count {
		if n >= 2 && n*10 >= 6*len(band) {
			full++
		}
	}
	row := func(keep func(no int) bool) []cell {
		var out []cell
		for _, f := range band {
			c := cell{col: f.col, cols: f.cols, rows: f.rows, right: g.xs[f.col+f.cols]}
			for _, p := range f.parts {
				if keep(p.no) {
					if c.line == 0 {
						c.line = p.no
					}
					c.parts = append(c.parts, p.chunk)
				}
			}
			if len(c.parts) > 0 {
				out = append(out, c)
			}
		}
		return out
	}
	if full < 3 {
		return [][]cell{row(func(int) bool { return true })}
	}
	// Every full line begins a row; a line with fewer cells belongs to the
	// row above it.
	var starts []int
	for no, n := range count {
		if n >= 2 && n*10 >= 6*len(band) {
			starts = append(starts, no)
		}
	}
	slices.Sort(starts)
	var out [][]cell
	for i := range starts {
		lo, hi := starts[i], 1<<30
		if i == 0 {
			lo = 0
		}
		if i+1 < len(starts) {
			hi = starts[i+1]
		}
		out = append(out, row(func(no int) bool { return no >= lo && no < hi }))
	}
	return out
}
