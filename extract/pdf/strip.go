package pdf

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// What tells that two tables are strips of one: the columns of a strip stand at
// the same places on all of its pages, the rows of two strips at the same heights.

// lined reports whether columns stand where those of the strip do: most begin,
// or end, or have their middle there.
func (strip columns) lined(cols []interval) bool {
	n := 0
	for _, c := range cols {
		if slices.ContainsFunc(strip, func(o interval) bool {
			return math.Abs(o.lo-c.lo) < 1 || math.Abs(o.hi-c.hi) < 1 || math.Abs(o.lo+o.hi-c.lo-c.hi) < 2
		}) {
			n++
		}
	}
	return n*10 >= 6*len(cols) && n*2 > len(strip)
}

// widest are the columns of the first page, and those that only later ones have.
func widest(pages []laidPage) columns {
	strip := slices.Clone(pages[0].table().cols)
	for i := range pages[1:] {
		for _, c := range pages[1+i].table().cols {
			if from, _ := reach(strip, c); from < 0 {
				at, _ := slices.BinarySearchFunc(strip, c, func(a, b interval) int { return cmp.Compare(a.lo, b.lo) })
				strip = slices.Insert(strip, at, c)
			}
		}
	}
	return strip
}

// reach gives the first and last of the columns that c overlaps for the most
// part; -1 when there are none.
func reach(cols columns, c interval) (from, to int) {
	from = -1
	for k, o := range cols {
		if o.overlap(c) > 0 {
			if to = k; from < 0 {
				from = k
			}
		}
	}
	return from, to
}

// fit numbers the columns of a table as the strip does that it belongs to.
func (t *sheet) fit(strip columns) {
	for _, row := range t.rows {
		for i := range row {
			c := &row[i]
			from, to := reach(strip, interval{t.cols[c.col].lo, t.cols[c.col+c.cols-1].hi})
			if from < 0 { // a column that no page above has
				from = min(c.col, len(strip)-1)
				to = from
			}
			c.col, c.cols = from, to-from+1
		}
	}
	t.cols = strip
}

// level reports whether all that stands on b stands at the height of something
// on a, row by row.
func level(a, b *laidPage) bool {
	if math.Abs(a.view.w()-b.view.w()) > 1 || math.Abs(a.view.h()-b.view.h()) > 1 {
		return false
	}
	t, side := a.table(), b.table()
	if at := pair(t, side); len(side.rows) < 3 || at == nil || at[len(at)-1]*10 < len(t.rows)*7 {
		return false // a shorter table is another one; one with empty rows reaches as far
	}
	top, bottom := t.extent()
	for i := range b.items {
		v := b.items[i].v
		if i != b.at && (v < top || v > bottom) && !slices.ContainsFunc(a.items, func(o laidBlock) bool {
			return o.table == nil && math.Abs(o.line.v-v) < 0.4*o.line.size
		}) {
			return false
		}
	}
	return true
}

// pair tells beside which row of t every row of side stands; nil when one stands
// beside none.
func pair(t, side *sheet) []int {
	out := make([]int, len(side.rows))
	k := 0
	for i, row := range side.rows {
		top, bottom := span(row)
		for ; k < len(t.rows); k++ {
			if from, to := span(t.rows[k]); min(bottom, to)-max(top, from) > 0.5*min(bottom-top, to-from) {
				break
			}
		}
		if k == len(t.rows) {
			return nil
		}
		out[i] = k
		k++
	}
	return out
}

// span is how far a row reaches across.
func span(row []cell) (top, bottom float64) {
	top, bottom = math.Inf(1), math.Inf(-1)
	for _, c := range row {
		for _, p := range c.parts {
			top, bottom = min(top, p.v-0.8*p.size), max(bottom, p.v+0.2*p.size)
		}
	}
	return top, bottom
}

// extent is how far a table reaches across.
func (t *sheet) extent() (top, bottom float64) {
	top, bottom = math.Inf(1), math.Inf(-1)
	for _, row := range t.rows {
		a, b := span(row)
		top, bottom = min(top, a), max(bottom, b)
	}
	return top, bottom
}

// headMost is how many characters a word of a header has at most.
const headMost = 16

// headed reports whether both tables begin with a header of their own: words
// without digits that come nowhere again, and other words on each.
func headed(t, side *sheet) bool {
	words := map[string]int{}
	for _, list := range [][][]cell{t.rows, side.rows} {
		for _, row := range list {
			for _, c := range row {
				words[c.text()]++
			}
		}
	}
	at := pair(t, side)
	header := func(row []cell) bool {
		n := 0
		for _, c := range row {
			if s := c.text(); utf8.RuneCountInString(s) <= headMost && !strings.ContainsFunc(s, unicode.IsDigit) && words[s] == 1 {
				n++
			}
		}
		return n*5 >= len(row)*4
	}
	for i := range min(3, len(side.rows)) {
		if header(side.rows[i]) && header(t.rows[at[i]]) && len(side.rows[i])*5 >= len(side.cols)*4 {
			return true
		}
	}
	return false
}

// alike reports whether side goes on with t: as many columns, each with such
// values as the one of its number.
func alike(t, side *sheet) bool {
	if d := len(t.cols) - len(side.cols); d < -1 || d > 1 {
		return false
	}
	same, n := 0, min(len(t.cols), len(side.cols))
	for k := range n {
		if t.shape(k).near(side.shape(k)) {
			same++
		}
	}
	return same*2 > n
}

// A shape is what the values of a column look like: shares of digits, kana and
// kanji, and characters a value.
type shape struct{ digits, kana, kanji, length float64 }

func (t *sheet) shape(col int) (s shape) {
	all, values := 0.0, 0.0
	for _, row := range t.rows {
		for _, c := range row {
			if c.col != col {
				continue
			}
			values++
			for _, r := range c.text() {
				all++
				switch {
				case unicode.IsDigit(r):
					s.digits++
				case unicode.In(r, unicode.Hiragana, unicode.Katakana):
					s.kana++
				case unicode.Is(unicode.Han, r):
					s.kanji++
				}
			}
		}
	}
	if all > 0 {
		s = shape{s.digits / all, s.kana / all, s.kanji / all, all / values}
	}
	return s
}

func (s shape) near(o shape) bool {
	return math.Abs(s.digits-o.digits)+math.Abs(s.kana-o.kana)+math.Abs(s.kanji-o.kanji) < 0.5 && max(s.length, o.length) <= 1.6*min(s.length, o.length)
}
