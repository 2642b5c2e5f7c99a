package pdf

import (
	"bytes"
	"fmt"
	"image"
	"strconv"
	"time"

	"monban/extract/tool"
)

// A picture that is not unpacked here is drawn, with the page around it, by
// pdftoppm of poppler, where it is installed.
const (
	renderer      = "pdftoppm"
	renderPatient = 10 * time.Second
)

// render draws pictures of page n, of which view is what a reader sees, and
// leaves white what lies around them. The time it takes is that of the
// recognition. Dots may come with an error: then some may be missing. Nil when
// there is no such program, or it failed.
func (j *job) render(n int, view rect, pics []pic) (*image.Gray, error) {
	s, ok := frameOf(pics)
	if !ok || j.d.astray || !tool.Has(renderer) || j.scans.Time <= 0 {
		return nil, nil
	}
	// What lies off the page is not drawn.
	all := rect{max(s.x0, view.x0), max(s.y0, view.y0), min(s.x1, view.x1), min(s.y1, view.y1)}
	w, h := int(all.w()*s.density+0.5), int(all.h()*s.density+0.5)
	if w < 1 || h < 1 {
		return nil, nil
	}
	began := time.Now()
	defer func() { j.scans.Time -= time.Since(began) }()
	num := func(v float64) string { return strconv.Itoa(int(v + 0.5)) }
	page := strconv.Itoa(n)
	said := &complaints{}
	out, err := tool.Call{
		Program: renderer,
		Args: []string{"-gray", "-cropbox", "-f", page, "-l", page, "-r", strconv.FormatFloat(72*s.density, 'f', 3, 64),
			"-x", num((all.x0 - view.x0) * s.density), "-y", num((view.y1 - all.y1) * s.density), "-W", strconv.Itoa(w), "-H", strconv.Itoa(h), "-"},
		In:       j.d.plain(),
		Err:      said,
		Most:     w*h + 64,
		Patience: min(renderPatient, j.scans.Time),
	}.Run(j.ctx)
	if err != nil {
		return nil, nil // the gap tells
	}
	g := portable(out)
	if g == nil || empty(g) {
		return nil, nil
	}
	paper := blank(g.Rect.Dx(), g.Rect.Dy())
	for _, p := range pics {
		x0, x1 := int((p.x0-all.x0)*s.density), int((p.x1-all.x0)*s.density+1)
		y0, y1 := int((all.y1-p.y1)*s.density), int((all.y1-p.y0)*s.density+1)
		for y := max(0, y0); y < min(paper.Rect.Dy(), y1); y++ {
			if from, to := y*paper.Stride+max(0, x0), y*paper.Stride+min(paper.Rect.Dx(), x1); from < to {
				copy(paper.Pix[from:to], g.Pix[from:to])
			}
		}
	}
	if said.any() {
		return paper, errPart
	}
	return paper, nil
}

// portable reads a gray picture in the plainest form that programs write (PGM);
// nil when it is another one or not whole.
func portable(b []byte) *image.Gray {
	var w, h int
	if n, err := fmt.Sscanf(string(b[:min(len(b), 32)]), "P5\n%d %d\n255\n", &w, &h); n != 2 || err != nil {
		return nil
	}
	head := fmt.Appendf(nil, "P5\n%d %d\n255\n", w, h)
	if w < 1 || h < 1 || w > 1<<16 || h > 1<<16 || len(b) != len(head)+w*h {
		return nil
	}
	return &image.Gray{Pix: b[len(head):], Stride: w, Rect: image.Rect(0, 0, w, h)}
}

// empty tells pictures of one brightness: that is what a program draws that
// cannot unpack them either.
func empty(g *image.Gray) bool {
	return bytes.Count(g.Pix, g.Pix[:1]) == len(g.Pix)
}

// complaints keeps what the program says of what it could not read.
type complaints struct{ text []byte }

func (c *complaints) Write(p []byte) (int, error) {
	c.text = append(c.text, p[:min(len(p), 64<<10-len(c.text))]...)
	return len(p), nil
}

// any tells whether pictures may be meant. That a font is missing or damaged
// says nothing about them.
func (c *complaints) any() bool {
	for line := range bytes.Lines(c.text) {
		if bytes.Contains(line, []byte("Error")) && !bytes.Contains(line, []byte("font")) && !bytes.Contains(line, []byte("language pack")) {
			return true
		}
	}
	return false
}
