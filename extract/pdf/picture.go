package pdf

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	_ "image/jpeg" // the decoder of DCTDecode
	"io"

	"golang.org/x/image/ccitt"

	"monban/extract/ocr"
)

// Bounds for a picture that is unpacked.
const (
	maxPixels = 64 << 20
	maxPacked = 256 << 20 // bytes of its samples
)

var (
	errPicture = errors.New("a picture of a kind that is not unpacked")
	errPart    = errors.New("a part of a picture could not be unpacked")
)

// A raster is an image of the file, still packed.
type raster struct {
	wide, high int
	bits       int // of one sample
	palette    palette
	stencil    bool // it says where to paint, not what
	flip       bool // 0 is the brightest, against its colour space
	steps      []decodeStep
	packed     []byte
	veil       *raster // how much of it covers what lies below
	hole       *raster // where it covers nothing
}

// raster reads what the file says of an image.
func (n node) raster() *raster {
	r := &raster{wide: n.get("Width").int(), high: n.get("Height").int(), bits: n.get("BitsPerComponent").int(),
		stencil: n.get("ImageMask").v.Bool(), steps: n.steps(), packed: n.bytes()}
	cs := n.get("ColorSpace")
	if cs.isNull() {
		cs = n.get("CS")
	}
	r.palette, _ = paletteOf(cs, 0)
	if d := n.get("Decode").list(); len(d) >= 2 {
		r.flip = d[0].num() > d[1].num()
	}
	return r
}

// masked is the raster with those that say where it covers what lies below.
func (n node) masked() *raster {
	r := n.raster()
	if m := n.get("SMask"); m.isStream() {
		r.veil = m.raster()
	} else if m := n.get("Mask"); m.isStream() {
		r.hole = m.raster()
	}
	return r
}

// A dots is an unpacked picture: how bright it is, and where it covers what
// lies below it. A nil cover covers everything.
type dots struct {
	*image.Gray
	cover *image.Gray
}

// unpack makes dots of an image. They may come with an error: then some of them
// are missing.
func (r *raster) unpack() (dots, error) {
	g, err := r.samples()
	if g == nil {
		return dots{}, err
	}
	if r.stencil {
		// What is 0 is painted, here in black whatever colour is set: white
		// letters on a dark ground are letters too.
		return dots{image.NewGray(image.Rect(0, 0, 1, 1)), inverted(g)}, err
	}
	out := dots{Gray: g}
	if r.veil != nil {
		out.cover, _ = r.veil.samples() // without it, the picture covers all
	} else if r.hole != nil {
		if c, err := r.hole.samples(); c != nil && err == nil {
			out.cover = inverted(c)
		}
	}
	return out, err
}

// samples unpacks the brightness of an image by its filters, its colour space
// and its Decode array.
func (r *raster) samples() (*image.Gray, error) {
	w, h := r.wide, r.high
	if w <= 0 || h <= 0 || w > 1<<20 || h > 1<<20 || w*h > maxPixels {
		return nil, errPicture
	}
	var last decodeStep
	before := r.steps
	if n := len(r.steps); n > 0 {
		last, before = r.steps[n-1], r.steps[:n-1]
	}
	switch last.name {
	case "DCTDecode", "DCT":
		b, err := decode(r.packed, before, maxPacked)
		if err != nil {
			return nil, err
		}
		c, _, err := image.DecodeConfig(bytes.NewReader(b))
		if err != nil || c.Width*c.Height > maxPixels {
			return nil, errPicture
		}
		img, _, err := image.Decode(bytes.NewReader(b))
		if err != nil {
			return nil, fmt.Errorf("a picture cannot be unpacked: %w", err)
		}
		if _, cmyk := img.(*image.CMYK); r.flip && !cmyk { // the decoder has seen to that
			return inverted(ocr.Gray(img)), nil
		}
		return ocr.Gray(img), nil
	case "CCITTFaxDecode", "CCF":
		b, err := decode(r.packed, before, maxPacked)
		if err != nil {
			return nil, err
		}
		return r.fax(b, last)
	}
	b, err := decode(r.packed, r.steps, maxPacked)
	if err != nil && (len(b) == 0 || errors.Is(err, errImage)) {
		return nil, errPicture
	}
	return r.colours(b)
}

// fax unpacks what is packed as facsimile machines do it. What is missing at the
// end is white.
func (r *raster) fax(b []byte, p decodeStep) (*image.Gray, error) {
	w, h := 1728, r.high
	if p.width > 0 {
		w = p.width
	}
	if p.mixed > 0 || w > 1<<20 || w*h > maxPixels {
		return nil, errPicture
	}
	kind := ccitt.Group3
	if p.mixed < 0 {
		kind = ccitt.Group4
	}
	row := (w + 7) / 8
	line := func(high int) ([]byte, error) {
		// Its rows say 0 for black when nothing is inverted.
		in := ccitt.NewReader(bytes.NewReader(b), ccitt.MSB, kind, w, high, &ccitt.Options{Align: p.aligned})
		return io.ReadAll(io.LimitReader(in, int64(row*h)))
	}
	bits, err := line(h)
	if err != nil {
		// Fewer rows than the file says, and a proper end behind them?
		if all, why := line(ccitt.AutoDetectHeight); why == nil {
			bits, err = all, nil
		}
	}
	rows := len(bits) / row
	if rows == 0 {
		return nil, errPicture
	}
	g := image.NewGray(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			if y >= rows || bits[y*row+x/8]&(0x80>>(x%8)) != 0 {
				g.Pix[y*g.Stride+x] = 255
			}
		}
	}
	if p.blackIs1 != r.flip {
		g = inverted(g)
	}
	if err != nil {
		return g, errPart
	}
	return g, nil
}

func inverted(g *image.Gray) *image.Gray {
	out := image.NewGray(g.Rect)
	for y := range g.Rect.Dy() {
		from, to := g.Pix[y*g.Stride:], out.Pix[y*out.Stride:]
		for x := range g.Rect.Dx() {
			to[x] = ^from[x]
		}
	}
	return out
}
