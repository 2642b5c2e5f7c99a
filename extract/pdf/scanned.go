package pdf

import (
	"errors"
	"image"
	"math"

	"monban/extract"
	"monban/extract/ocr"
)

// A pic is a picture on the page: the image, which is an object or stands in the
// content stream, and the matrix that puts its unit square on the page.
type pic struct {
	rect
	n          node
	inline     *raster
	m          matrix
	wide, high int
}

func (p pic) unpack() (dots, error) {
	if p.inline != nil {
		return p.inline.unpack()
	}
	return p.n.masked().unpack()
}

// maxPics bounds the pictures of a page that are put together: scanners cut
// pages into strips.
const maxPics = 500

// pictures chooses the pictures of a page that may be scans or photographs of
// documents: those that fill the page together when there is hardly any text,
// and those of document size on which no text lies, as the page shows them.
func (c *canvas) pictures() []pic {
	page := c.view.w() * c.view.h()
	filled, pixels := 0.0, 0
	for _, p := range c.pics {
		filled += p.overlap(c.view)
		pixels += p.wide * p.high
	}
	if c.glyphs < 80 && filled > 0.5*page && pixels >= 300*200 {
		return c.pics
	}
	var out []pic
	for _, p := range c.pics {
		if ocr.OfDocumentSize(p.wide, p.high) && (c.glyphs == 0 || p.overlap(c.view) > 0.05*page && c.over(p.rect) < 20) {
			out = append(out, p)
		}
	}
	return out
}

// over counts the characters that lie on an area.
func (c *canvas) over(r rect) int {
	n := 0
	for _, p := range c.pieces {
		b := p.box()
		if b.overlap(r) > 0.5*b.w()*b.h() {
			n += len([]rune(p.text))
		}
	}
	return n
}

// recognise reads the text on the pictures of page n, or tells that nobody did.
func (j *job) recognise(n int, view rect, pics []pic) error {
	lines, failed := j.scanned(n, view, pics)
	if j.ctx.Err() != nil {
		return j.ctx.Err()
	}
	for i, s := range lines {
		if err := j.to.Text(extract.Unit{Text: s, Loc: extract.Loc{Page: n, Line: i + 1}, Scanned: true}); err != nil {
			return err
		}
	}
	if failed == nil {
		return nil
	}
	code := extract.NoText
	if errors.Is(failed, ocr.ErrTimeout) {
		code = extract.Timeout
	}
	return j.to.Gap(extract.Gap{Loc: extract.Loc{Page: n}, Code: code, Err: failed})
}

// scanned gives what could be read, and why that is not all.
func (j *job) scanned(n int, view rect, pics []pic) (lines []string, err error) {
	if err := ocr.Ready(j.scans); err != nil {
		return nil, err
	}
	j.d.guarded(func() {
		var g *image.Gray
		g, err = compose(pics)
		if err != nil {
			if drawn, why := j.render(n, view, pics); drawn != nil {
				g, err = drawn, why
			}
		}
		if g == nil {
			return
		}
		var why error
		if lines, why = ocr.Lines(j.ctx, j.scans, g); why != nil {
			err = why
		}
	}, &err)
	return lines, err
}

// guarded keeps a fault in a decoder of pictures from taking the file with it.
func (d *document) guarded(f func(), err *error) {
	defer func() {
		if recover() != nil {
			*err = errPicture
		}
	}()
	f()
}

// A frame is where pictures lie on the page, and how fine paper must be that shows
// them: as the finest large one, but at most as a page of A4 at 300 dpi.
type frame struct {
	rect
	density    float64 // dots of a point
	wide, high int     // dots
}

func frameOf(pics []pic) (frame, bool) {
	area := 0.0
	s := frame{rect: pics[0].rect}
	for _, p := range pics {
		s.rect = rect{min(s.x0, p.x0), min(s.y0, p.y0), max(s.x1, p.x1), max(s.y1, p.y1)}
		area = max(area, p.w()*p.h())
	}
	for _, p := range pics {
		if p.w()*p.h() > 0.5*area {
			s.density = max(s.density, float64(max(p.wide, p.high))/max(p.w(), p.h()))
		}
	}
	const longest = 3508
	if long := max(s.w(), s.h()); s.density*long > longest {
		s.density = longest / long
	}
	s.wide, s.high = int(s.w()*s.density+0.5), int(s.h()*s.density+0.5)
	return s, s.wide > 0 && s.high > 0 && !math.IsNaN(s.density)
}

// compose paints pictures on paper. The paper may come with an error: then some
// of them are missing on it.
func compose(pics []pic) (*image.Gray, error) {
	s, ok := frameOf(pics)
	if !ok {
		return nil, errPicture
	}
	paper := blank(s.wide, s.high)
	read := 0
	var failed error
	for _, p := range pics {
		d, err := p.unpack()
		if err != nil {
			failed = err
		}
		if d.Gray == nil {
			continue
		}
		// From dots of the paper to the unit square of the picture.
		if back, ok := p.m.inverse(); ok {
			d.paint(paper, matrix{1 / s.density, 0, 0, -1 / s.density, s.x0, s.y1}.mul(back))
		}
		read++
	}
	if read == 0 {
		return nil, failed
	}
	return paper, failed
}

// blank is white paper.
func blank(w, h int) *image.Gray {
	g := image.NewGray(image.Rect(0, 0, w, h))
	for i := range g.Pix {
		g.Pix[i] = 255
	}
	return g
}

// inverse undoes a matrix; false when it flattens everything.
func (m matrix) inverse() (matrix, bool) {
	det := m[0]*m[3] - m[1]*m[2]
	if math.Abs(det) < 1e-9 || math.IsNaN(det) || math.IsInf(det, 0) {
		return m, false
	}
	a, b, c, d := m[3]/det, -m[1]/det, -m[2]/det, m[0]/det
	return matrix{a, b, c, d, -m[4]*a - m[5]*c, -m[4]*b - m[5]*d}, true
}

// paint puts the picture on paper; to leads from a dot of the paper to the unit
// square of the picture, whose first row lies at the top.
func (d dots) paint(paper *image.Gray, to matrix) {
	for y := range paper.Rect.Dy() {
		for x := range paper.Rect.Dx() {
			u, v := to.apply(float64(x)+0.5, float64(y)+0.5)
			if u < 0 || v < 0 || u >= 1 || v >= 1 {
				continue
			}
			at := &paper.Pix[y*paper.Stride+x]
			c := mean(d.Gray, u, 1-v, to)
			if d.cover != nil {
				a := int(mean(d.cover, u, 1-v, to))
				c = uint8((int(c)*a + int(*at)*(255-a) + 127) / 255)
			}
			*at = c
		}
	}
}

// mean is the brightness of a picture around a place in its unit square, over
// as many of its dots as one dot of the paper takes.
func mean(g *image.Gray, u, v float64, to matrix) uint8 {
	w, h := g.Rect.Dx(), g.Rect.Dy()
	x, y := min(int(u*float64(w)), w-1), min(int(v*float64(h)), h-1)
	by := min(int(float64(w)*math.Hypot(to[0], to[2])+0.3), 8)
	if by < 2 {
		return g.Pix[y*g.Stride+x]
	}
	sum, n := 0, 0
	for k := max(0, y-by/2); k < min(h, y-by/2+by); k++ {
		for _, c := range g.Pix[k*g.Stride+max(0, x-by/2) : k*g.Stride+min(w, x-by/2+by)] {
			sum += int(c)
			n++
		}
	}
	return uint8(sum / max(1, n))
}
