package pdf

import (
	"cmp"
	"fmt"
	"slices"

	"monban/extract"
)

// conceal finds out which pieces a reader of the page does not see: painted
// over, white on white, outside of the page, tiny, or not painted at all.
func (c *canvas) conceal() {
	view := c.view
	scan := false
	for _, a := range c.areas {
		scan = scan || a.image && a.overlap(view) > 0.6*view.w()*view.h()
	}
	// The largest areas cover most; a drawing of thousands has no bars.
	if most := 100_000_000 / (len(c.pieces) + 1); len(c.areas) > most {
		slices.SortStableFunc(c.areas, func(a, b area) int { return cmp.Compare(b.w()*b.h(), a.w()*a.h()) })
		c.areas = c.areas[:most]
		slices.SortStableFunc(c.areas, func(a, b area) int { return cmp.Compare(a.seq, b.seq) })
	}
	seen := map[string]bool{}
	for i := range c.pieces {
		p := &c.pieces[i]
		box := p.box()
		size := max(box.w()*box.h(), 0.01)
		if p.invisible && !scan {
			// Invisible text over a picture of the page is what a scanner
			// read there: the reader sees it in the picture.
			p.hidden |= extract.HiddenText
		}
		if view.w() > 0 && box.overlap(view) < 0.2*size {
			p.hidden |= extract.OffPage
		}
		if p.size < 1.5 {
			p.hidden |= extract.SmallText
		}
		ground := true // white paper below
		for _, a := range c.areas {
			switch {
			case a.overlap(box) < 0.8*size:
			case a.seq < p.seq:
				ground = !a.image && a.white
			case a.image && !a.mask && !scan:
				p.hidden |= extract.UnderImage
			case !a.image:
				p.hidden |= extract.BlackBox
			}
		}
		if p.white && ground {
			p.hidden |= extract.WhiteText
		}
		if p.hidden == 0 {
			seen[p.spot()] = true
		}
	}
	// Text that is painted over and then painted again is not hidden.
	c.pieces = slices.DeleteFunc(c.pieces, func(p piece) bool { return p.hidden != 0 && seen[p.spot()] })
}

func (p piece) spot() string { return fmt.Sprintf("%.0f %.0f %s", p.x, p.y, p.text) }
