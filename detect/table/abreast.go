package table

import (
	"monban/detect"
	"monban/extract"
)

// Lists stand side by side under headers that say no more than 男子 and 女子, 1組 and
// 2組, or under none: each row names several people, who have nothing to do with each
// other. The values say it: other names, hardly one twice, and the same kinds of
// columns around each.

// abreastLeast is how many rows show that.
const abreastLeast = 3

// abreast finds the columns at which the people of a row begin.
func (g *grid) abreast(rows []row) {
	var names []int
	for i, c := range g.cols {
		switch {
		case c.kind != detect.PersonName || c.skip || c.alias || c.lead != nil && c.lead != c:
		case c.whose != detect.Subject:
			return
		default:
			names = append(names, i)
		}
	}
	if len(names) < 2 || !g.period(names) {
		return
	}
	if len(g.about.HeaderRows) == 0 && len(rows) > abreastLeast {
		rows = rows[1:] // words that nobody knows as a header: 新郎, 新婦
	}
	for k, i := range names {
		if !g.distinct(rows, g.cols[i]) || k > 0 && !g.others(rows, g.cols[names[k-1]], g.cols[i]) {
			return
		}
	}
	far := names[1] - names[0]
	before := 0 // the columns of a person that stand before his name
	if names[0] < far {
		before = names[0]
	}
	for _, i := range names {
		g.lanes = append(g.lanes, g.cols[i-before].col)
	}
}

// period reports whether columns of names stand equally far apart, with columns of
// the same kinds between them, and nothing of anybody's elsewhere.
func (g *grid) period(names []int) bool {
	far := names[1] - names[0]
	last := names[len(names)-1]
	for k := 1; k < len(names); k++ {
		if names[k]-names[k-1] != far {
			return false
		}
	}
	before := 0
	if names[0] < far {
		before = names[0]
	}
	first, end := names[0]-before, last-before+far
	for i, c := range g.cols {
		switch {
		case i < first || i >= end:
			if c.kind != "" {
				return false
			}
		case i >= first+far && c.kind != g.cols[i-far].kind:
			return false
		}
	}
	return end-far < len(g.cols) && (end <= len(g.cols) || g.silent(len(g.cols)-end+far, far, first))
}

// silent reports whether the columns that the last person lacks are of nobody: a
// mark for which there is no column any more.
func (g *grid) silent(has, far, first int) bool {
	for _, c := range g.cols[first+has : first+far] {
		if c.kind != "" {
			return false
		}
	}
	return true
}

// distinct reports whether a column names hardly anybody twice.
func (g *grid) distinct(rows []row, c *column) bool {
	seen, n := map[string]bool{}, 0
	for i := range rows {
		if name := g.nameIn(&rows[i], c); name != "" {
			n++
			seen[name] = true
		}
	}
	return n >= abreastLeast && len(seen)*10 >= n*9
}

// sideBySide reads a row of several people, each from his first column to the next one's.
func (g *grid) sideBySide(units []extract.Unit) {
	from := 0
	for k := range g.lanes {
		to := from
		for to < len(units) && (k+1 == len(g.lanes) || units[to].Loc.Col < g.lanes[k+1]) {
			to++
		}
		if to > from {
			g.single(units[from:to])
		}
		from = to
	}
}
