package table

import (
	"slices"

	"monban/detect"
)

// Forms are printed side by side, too: two pay slips a sheet, four cards. Each row says
// the same words again as many columns further on, and other rows say other words, as
// no table does. Each panel is read by itself.

const (
	panelRows  = 3 // rows that say their words again, in other words each
	panelsMost = 8 // side by side
)

// panels returns the forms that stand side by side in rows, or the rows as they are.
func (r *Reader) panels(rows []row) [][]row {
	whole := [][]row{rows}
	if len(rows) < panelRows {
		return whole
	}
	far, first := r.distance(rows)
	if far == 0 || !alikePanels(rows, first, far) {
		return whole
	}
	var out [][]row
	for k := range panelsMost {
		from, to := first+k*far, first+(k+1)*far
		if k == 0 {
			from = 0
		}
		p := panel(rows, from, to, k == panelsMost-1)
		if len(p) == 0 {
			break
		}
		out = append(out, p)
	}
	return out
}

// distance returns how many columns further on most rows say their first label again,
// and the column of the first; 0 when too few do.
func (r *Reader) distance(rows []row) (far, first int) {
	votes, named := map[int]int{}, false
	for i := range rows {
		w := &rows[i]
		for j := range w.cells {
			c := &w.cells[j]
			if !c.label() {
				continue
			}
			if k := again(w, j); k > 0 {
				votes[w.cells[k].col-c.col]++
				named = named || c.meaning.Kind == detect.PersonName && c.meaning.Whose() == detect.Subject
				if first == 0 || w.cells[0].col < first {
					first = w.cells[0].col
				}
				break
			}
		}
		named = named || r.namesTwice(w)
	}
	for d, n := range votes {
		if n > votes[far] || n == votes[far] && d < far {
			far = d
		}
	}
	if !named || votes[far] < panelRows || far < 2 {
		return 0, 0
	}
	return far, first
}

// again returns at which place a row has the label at place j once more, 0 when it
// has not.
func again(w *row, j int) int {
	for k := j + 1; k < min(len(w.cells), j+1+panelReach); k++ {
		if w.cells[k].key == w.cells[j].key && w.cells[k].label() {
			return k
		}
	}
	return 0
}

// panelReach is how many cells a row of a panel has at most.
const panelReach = 24

// namesTwice reports whether a row asks for a name twice, whatever stands before.
func (r *Reader) namesTwice(w *row) bool {
	for j := range w.cells {
		if c := &w.cells[j]; c.label() && c.meaning.Kind == detect.PersonName && c.meaning.Whose() == detect.Subject {
			return again(w, j) > 0
		}
	}
	return false
}

// alikePanels reports whether nearly all labels of the first panel stand in the second,
// where that has any cells, in rows of other words each.
func alikePanels(rows []row, first, far int) bool {
	labels, same := 0, 0
	var sets []string
	for i := range rows {
		w := &rows[i]
		begin, _ := slices.BinarySearchFunc(w.cells, first+far, func(c cell, col int) int { return c.col - col })
		if begin == len(w.cells) || begin == 0 {
			continue
		}
		set, all := "", true
		for j := range w.cells[:begin] {
			c := &w.cells[j]
			if !c.label() {
				continue
			}
			labels++
			x := w.at(c.col + far)
			if x == nil || x.key != c.key {
				all = false
				continue
			}
			same++
			set += c.key + "|"
		}
		if set != "" && all && len(sets) < panelsMost && !slices.Contains(sets, set) {
			sets = append(sets, set)
		}
	}
	return len(sets) >= panelRows && same*10 >= labels*9
}

// panel returns the rows between two columns, those that say anything there. The last
// one has all that stands behind.
func panel(rows []row, from, to int, last bool) []row {
	var out []row
	for i := range rows {
		w := &rows[i]
		a, b := 0, len(w.cells)
		for a < b && w.cells[a].col < from {
			a++
		}
		for !last && b > a && w.cells[b-1].col >= to {
			b--
		}
		if a < b {
			out = append(out, row{cells: w.cells[a:b:b], num: w.num})
		}
	}
	return out
}
