package pdf

import (
	"cmp"
	"math"
	"slices"
	"unicode/utf8"
)

// A joint is where a chunk was put together from two shows. Sheets without
// ruled lines leave no gap between a full cell and the next; but every cell is
// shown on its own, and its left edge stands below the one above.
type joint struct {
	u    float64 // left edge of the right part
	end  float64 // right edge of the left part
	at   int     // where the left part ends in the text
	next int     // where the right part begins
	// tight says that no space was left: the right part goes on from the
	// left one, as another font or script does inside of a word.
	tight bool
}

// leftEdges finds the places at which text begins on many lines. hints are
// those of the same table on the page before: one line is enough for them.
func leftEdges(lines []textLine, hints []float64) []float64 {
	type start struct {
		u     float64
		line  int
		tight bool
		gap   float64 // to the part on the left, in ems
	}
	type part struct{ lo, hi float64 }
	var starts []start
	parts := make([][]part, len(lines))
	letters, count := 0, 0
	for i, l := range lines {
		for k, c := range l.chunks {
			gap := math.Inf(1)
			if k > 0 {
				gap = (c.u0 - l.chunks[k-1].u1) / c.size
			}
			starts = append(starts, start{c.u0, i, c.tight, gap})
			lo := c.u0
			for _, j := range c.joints {
				starts = append(starts, start{j.u, i, j.tight, (j.u - j.end) / c.size})
				parts[i] = append(parts[i], part{lo, j.end})
				lo = j.u
			}
			parts[i] = append(parts[i], part{lo, c.u1})
			letters += utf8.RuneCountInString(c.text)
		}
		count += len(parts[i])
	}
	if letters < 3*count || len(starts) > 8000 {
		return nil // letter by letter, or a drawing: every place is an edge
	}
	slices.SortFunc(starts, func(a, b start) int { return cmp.Compare(a.u, b.u) })
	var out []float64
	for len(starts) > 0 {
		n := 1
		for n < len(starts) && starts[n].u-starts[0].u < 1.2 {
			n++
		}
		u := starts[n/2].u
		on := map[int]bool{}
		tight := 0
		var gaps []float64
		for _, s := range starts[:n] {
			on[s.line] = true
			gaps = append(gaps, s.gap)
			if s.tight {
				tight++
			}
		}
		hinted := slices.ContainsFunc(hints, func(h float64) bool { return math.Abs(h-u) < 1.5 })
		if starts = starts[n:]; 2*tight > n || wordGap(gaps) && !hinted {
			continue
		}
		across, over := 0, 0
		for i, l := range lines {
			if l.left() < u-1 && l.right() > u+1 || on[i] {
				across++
			}
			// A cell may run into the next one, but not where that is full.
			if !on[i] && slices.ContainsFunc(parts[i], func(p part) bool { return p.lo < u-1.5 && p.hi > u+1.5 }) {
				over++
			}
		}
		if hinted && over == 0 || 8*over <= across && (len(on) >= 3 && 2*len(on) >= across || len(on) >= 4 && 6*len(on) >= across) {
			if k := len(out); k == 0 || u-out[k-1] > 6 {
				out = append(out, u)
			}
		}
	}
	return out
}

// wordGap tells that text begins after the same small gap on all lines: words
// in cells that look alike, such as postal code and address. A header with
// more room tells a column of numbers set to the right from that.
func wordGap(gaps []float64) bool {
	slices.Sort(gaps)
	mid := gaps[len(gaps)/2]
	if !(mid > 0.1 && mid < 0.45 || mid > 0.95 && mid < 1.05) {
		return false
	}
	same := 0
	for _, g := range gaps {
		if g > mid+0.4 && !math.IsInf(g, 1) {
			return false
		}
		if math.Abs(g-mid) < 0.1 {
			same++
		}
	}
	return 20*same >= 17*len(gaps)
}

// splitAt cuts chunks where a part begins at an edge.
func splitAt(lines []textLine, edges []float64) []textLine {
	if len(edges) < 2 {
		return lines
	}
	out := make([]textLine, len(lines))
	for i, l := range lines {
		out[i] = l
		out[i].chunks = nil
		for _, c := range l.chunks {
			from, first := 0, 0
			for k, j := range c.joints {
				near := slices.ContainsFunc(edges, func(u float64) bool { return math.Abs(u-j.u) < 1.5 })
				if !near || j.at <= from {
					continue
				}
				left := c
				c.tight = false
				left.text, left.u1, left.joints = c.text[from:j.at], j.end, shift(c.joints[first:k], from)
				out[i].chunks = append(out[i].chunks, left)
				c.u0, from, first = j.u, j.next, k+1
			}
			c.text, c.joints = c.text[from:], shift(c.joints[first:], from)
			out[i].chunks = append(out[i].chunks, c)
		}
	}
	return out
}

func shift(joints []joint, by int) []joint {
	if by == 0 {
		return joints
	}
	out := slices.Clone(joints)
	for i := range out {
		out[i].at -= by
		out[i].next -= by
	}
	return out
}

// splitColumns divides columns at edges that stand inside of them.
func splitColumns(cols []interval, edges []float64) []interval {
	var out []interval
	for _, c := range cols {
		for _, u := range edges {
			if u > c.lo+2 && u < c.hi-2 {
				out = append(out, interval{c.lo, u - 0.5})
				c.lo = u
			}
		}
		out = append(out, c)
	}
	return out
}
