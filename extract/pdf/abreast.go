package pdf

import (
	"cmp"
	"math"
	"slices"

	"monban/extract"
)

// A sheet that is wider than the paper is printed on pages that lie side by
// side: names on the first, what is known of them on the second. On both a row
// stands at the same height. Programs print down and then over, or over and then
// down; a strip is what lies one above the other.

// maxAbreast is how many pages are kept back to see what lies beside them.
const maxAbreast = 100

// A laidPage is a page taken apart into lines and tables.
type laidPage struct {
	no    int
	view  rect
	items []laidBlock
	at    int // of its only table among items; -1 when it has none, or several
	notes []extract.Unit
}

type laidBlock struct {
	base int // lines of the flows before
	page int // where it is not the page that it goes with
	block
}

func (p *laidPage) table() *sheet { return p.items[p.at].table }

// A spread is a table whose pages may lie side by side.
type spread struct {
	pages  []laidPage // one above the other, with what has been joined to them
	strips []columns  // of the pages that were joined, as they stand on the paper
	joined int        // how many strips pages have
	beside []laidPage // the strip that is being gathered
	long   bool       // there are more pages than are kept back
}

// keep sends a page as soon as it is known what lies beside it.
func (j *job) keep(p laidPage) error {
	s := &j.spread
	if k := len(s.beside); k < len(s.pages) {
		a := &s.pages[k]
		if q := p.column(a); s.beginsOrGoesOn(a, &q) {
			s.beside = append(s.beside, q)
			if len(s.beside) == len(s.pages) {
				s.join()
			}
			return nil
		}
	}
	below := p.at >= 0 && len(s.beside) == 0 && len(s.strips) > 0 && s.strips[0].lined(p.table().cols)
	switch {
	case below && (s.long || len(s.pages) == maxAbreast):
		pages := s.pages
		s.pages, s.long = nil, true
		return j.emit(append(pages, p)...)
	case below && len(s.strips) == 1:
		s.pages = append(s.pages, p)
		return nil
	case below && len(s.pages) == 1: // over, then down
		above := s.pages[0]
		s.pages[0], s.joined = p, 1
		return j.emit(above)
	}
	if err := j.flush(); err != nil || p.at < 0 {
		return cmp.Or(err, j.emit(p))
	}
	s.pages, s.strips, s.joined = []laidPage{p}, []columns{p.table().cols}, 1
	return nil
}

// flush sends all pages that are kept back.
func (j *job) flush() error {
	pages := slices.Concat(j.spread.pages, j.spread.beside)
	j.spread = spread{}
	return j.emit(pages...)
}

// beginsOrGoesOn reports whether p lies beside page a.
func (s *spread) beginsOrGoesOn(a, p *laidPage) bool {
	switch {
	case p.at < 0 || s.long || !level(a, p):
		return false
	case s.joined < len(s.strips): // strips that lay beside the page above
		return s.strips[s.joined].lined(p.table().cols)
	case len(s.beside) > 0:
		return columns(s.beside[0].table().cols).lined(p.table().cols)
	}
	return headed(a.table(), p.table()) && !alike(a.table(), p.table()) && s.full(p)
}

// full reports whether the strip before has no room for the first column of p.
func (s *spread) full(p *laidPage) bool {
	last, first := s.strips[len(s.strips)-1], p.table().cols[0]
	wide := p.view.w()
	return last[len(last)-1].hi > 0.6*wide && math.Abs(first.lo-s.strips[0][0].lo) < 0.15*wide
}

// join puts the strip beside the pages.
func (s *spread) join() {
	if s.joined == len(s.strips) {
		s.strips = append(s.strips, widest(s.beside))
	}
	if s.joined == 1 && len(s.strips) == 2 {
		s.strips[0] = widest(s.pages)
	}
	strip, far := s.strips[s.joined], float64(s.joined)*math.Ceil(s.pages[0].view.w())
	for i := range s.pages {
		p, q := &s.pages[i], &s.beside[i]
		t, side := p.table(), q.table()
		at := pair(t, side)
		if s.joined == 1 {
			t.fit(s.strips[0])
		}
		side.fit(strip)
		n := len(t.cols)
		t.cols = slices.Clone(t.cols)
		for _, c := range strip {
			t.cols = append(t.cols, interval{c.lo + far, c.hi + far})
		}
		for k, row := range side.rows {
			for _, c := range row {
				c.col, c.page = c.col+n, q.no
				t.rows[at[k]] = append(t.rows[at[k]], c)
			}
		}
		for k, it := range q.items {
			if k != q.at {
				it.page = q.no
				p.items = append(p.items, it)
			}
		}
		p.notes = append(p.notes, q.notes...)
	}
	s.joined++
	s.beside = nil
}

// column makes a table of one column of a page that has lines only, as far as
// they stand beside the table of page a.
func (p laidPage) column(a *laidPage) laidPage {
	if p.at >= 0 {
		return p
	}
	top, bottom := a.table().extent()
	t := &sheet{cols: []interval{{math.Inf(1), math.Inf(-1)}}}
	var rest []laidBlock
	for _, it := range p.items {
		switch {
		case it.table != nil:
			return p
		case it.line.v < top || it.line.v > bottom || it.base > 0:
			rest = append(rest, it)
		case len(it.line.chunks) > 1:
			return p
		default:
			c := it.line.chunks[0]
			t.cols[0] = interval{min(t.cols[0].lo, c.u0), max(t.cols[0].hi, c.u1)}
			t.rows = append(t.rows, []cell{{cols: 1, rows: 1, parts: it.line.chunks, line: it.line.no, right: c.u1}})
		}
	}
	if len(t.rows) == 0 {
		return p
	}
	p.at, p.items = len(rest), append(rest, laidBlock{block: block{table: t}})
	return p
}
