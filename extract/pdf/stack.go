package pdf

import (
	"math"
	"slices"
	"unicode/utf8"
)

// unstack finds vertical lines that a program set letter by letter with a
// horizontal font: each letter stands right below the one painted before.
// They become vertical pieces, or every row of letters would look like a line.
func (c *canvas) unstack() {
	for i := 0; i < len(c.pieces); {
		n, letters := 1, 0
		for i+n < len(c.pieces) && below(c.pieces[i+n-1], c.pieces[i+n]) {
			n++
		}
		run := c.pieces[i : i+n]
		for _, p := range run {
			if p.letter() {
				letters++
			}
		}
		if letters >= 6 {
			for k := range run {
				if run[k].letter() {
					run[k].stand()
				}
			}
		}
		i += n
	}
	if !slices.ContainsFunc(c.pieces, func(p piece) bool { return p.stood }) {
		return
	}
	// Ends of such lines that were painted out of order.
	for i := range c.pieces {
		p := &c.pieces[i]
		if p.letter() && (i > 0 && c.pieces[i-1].stood && below(c.pieces[i-1], *p)) {
			p.stand()
		}
	}
}

// letter tells a single kana or kanji of horizontal text.
func (p piece) letter() bool {
	r, n := utf8.DecodeRuneInString(p.text)
	return !p.vertical && p.dx > 0.98 && n == len(p.text) && wide(r)
}

func (p *piece) stand() {
	p.x, p.y = p.x+p.length/2, p.y+0.88*p.size
	p.dx, p.dy, p.length = 0, -1, p.size
	p.vertical, p.stood = true, true
}

// top is the middle of the upper edge of a letter.
func (p piece) top() (x, y float64) {
	if p.vertical {
		return p.x, p.y
	}
	return p.x + p.length/2, p.y + 0.88*p.size
}

func below(a, b piece) bool {
	if !a.letter() && !a.vertical || !b.letter() && !b.vertical {
		return false
	}
	ax, ay := a.top()
	bx, by := b.top()
	down := ay - by
	if a.vertical {
		down -= a.length - a.size
	}
	return math.Abs(ax-bx) < 0.3*a.size && down > 0.3*a.size && down < 1.2*a.size
}
