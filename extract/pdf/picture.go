package pdf

import (
	"bytes"
	"errors"
	"image"
	_ "image/jpeg" // the decoder of DCTDecode
	"slices"

	"golang.org/x/image/ccitt"

	"monban/extract/ocr"
)

// Bounds for a picture that is unpacked.
const (
	maxPixels = 64 << 20
	maxPacked = 256 << 20 // bytes of its samples
)

var errPicture = errors.New("a picture of a kind that is not unpacked")

// A dots is an unpacked picture: how bright it is, and where it covers what
// lies below it. A nil cover covers everything.
type dots struct {
	*image.Gray
	cover *image.Gray
}

// unpack makes dots of an image of the file.
func (n node) unpack() (dots, error) {
	if n.get("ImageMask").v.Bool() {
		g, err := n.samples()
		if err != nil {
			return dots{}, err
		}
		// What is 0 is painted, here in black whatever colour is set: white
		// letters on a dark ground are letters too.
		return dots{image.NewGray(image.Rect(0, 0, 1, 1)), inverted(g)}, nil
	}
	g, err := n.samples()
	if err != nil {
		return dots{}, err
	}
	out := dots{Gray: g}
	if m := n.get("SMask"); m.isStream() {
		out.cover, _ = m.samples() // without it, the picture covers all
	} else if m := n.get("Mask"); m.isStream() {
		if c, err := m.samples(); err == nil {
			out.cover = inverted(c)
		}
	}
	return out, nil
}

// samples unpacks the brightness of an image by its filters, its colour space
// and its Decode array.
func (n node) samples() (*image.Gray, error) {
	w, h := n.get("Width").int(), n.get("Height").int()
	if w <= 0 || h <= 0 || w > 1<<20 || h > 1<<20 || w*h > maxPixels {
		return nil, errPicture
	}
	steps := n.steps()
	last := ""
	if len(steps) > 0 {
		last = steps[len(steps)-1].name
	}
	flip := false
	if d := n.get("Decode").list(); len(d) >= 2 {
		flip = d[0].num() > d[1].num()
	}
	switch last {
	case "DCTDecode", "DCT":
		b, err := decode(n.bytes(), steps[:len(steps)-1], maxPacked)
		if err != nil {
			return nil, err
		}
		c, _, err := image.DecodeConfig(bytes.NewReader(b))
		if err != nil || c.Width*c.Height > maxPixels {
			return nil, errPicture
		}
		img, _, err := image.Decode(bytes.NewReader(b))
		if err != nil {
			return nil, err
		}
		if _, cmyk := img.(*image.CMYK); flip && !cmyk { // the decoder has seen to that
			return inverted(ocr.Gray(img)), nil
		}
		return ocr.Gray(img), nil
	case "CCITTFaxDecode", "CCF":
		b, err := decode(n.bytes(), steps[:len(steps)-1], maxPacked)
		if err != nil {
			return nil, err
		}
		return n.fax(b, w, h, flip)
	}
	b, err := decode(n.bytes(), steps, maxPacked)
	if err != nil && (len(b) == 0 || errors.Is(err, errImage)) {
		return nil, errPicture
	}
	return n.colours(b, w, h, flip)
}

// fax unpacks what is packed as facsimile machines do it.
func (n node) fax(b []byte, w, h int, flip bool) (*image.Gray, error) {
	parms := n.get("DecodeParms")
	if parms.isNull() {
		parms = n.get("DP")
	}
	p := parms
	if list := parms.list(); len(list) > 0 {
		p = list[len(list)-1]
	}
	if c := p.get("Columns"); c.isNumber() && c.int() != w && c.int() > 0 && c.int()*h <= maxPixels {
		w = c.int()
	} else if !c.isNumber() {
		w = 1728
	}
	kind := ccitt.Group3
	switch k := p.get("K").int(); {
	case k < 0:
		kind = ccitt.Group4
	case k > 0:
		return nil, errPicture
	}
	g := image.NewGray(image.Rect(0, 0, w, h))
	for i := range g.Pix {
		g.Pix[i] = 255 // what is missing at the end is white
	}
	err := ccitt.DecodeIntoGray(g, bytes.NewReader(b), ccitt.MSB, kind, &ccitt.Options{Align: p.get("EncodedByteAlign").v.Bool()})
	if err != nil && !slices.Contains(g.Pix, 0) {
		return nil, err
	}
	if p.get("BlackIs1").v.Bool() != flip {
		g = inverted(g)
	}
	return g, nil
}

// A palette tells how bright the samples of a colour space are.
type palette struct {
	parts int     // samples of one dot
	ink   bool    // more is darker
	table []uint8 // of an indexed space
}

func paletteOf(cs node, depth int) (palette, bool) {
	list := cs.list()
	if len(list) == 0 || depth > 4 {
		return palette{parts: 1}, cs.isNull()
	}
	switch list[0].name() {
	case "DeviceGray", "CalGray", "G":
		return palette{parts: 1}, true
	case "DeviceRGB", "CalRGB", "RGB", "Lab":
		return palette{parts: 3}, true
	case "DeviceCMYK", "CMYK":
		return palette{parts: 4, ink: true}, true
	case "ICCBased":
		if len(list) > 1 {
			n := list[1].get("N").int()
			return palette{parts: n, ink: n == 4}, n == 1 || n == 3 || n == 4
		}
	case "Separation":
		return palette{parts: 1, ink: true}, true
	case "DeviceN":
		if len(list) > 1 {
			n := len(list[1].list())
			return palette{parts: n, ink: true}, n > 0 && n <= 32
		}
	case "Indexed", "I":
		if len(list) < 4 {
			break
		}
		base, ok := paletteOf(list[1], depth+1)
		if !ok || base.table != nil {
			break
		}
		raw := []byte(list[3].raw())
		if list[3].isStream() {
			raw, _ = list[3].data() // what is missing is black
		}
		p := palette{parts: 1, table: make([]uint8, 256)}
		for i := range p.table {
			if at := i * base.parts; at+base.parts <= len(raw) {
				p.table[i] = base.bright(raw[at : at+base.parts])
			}
		}
		return p, true
	}
	return palette{}, false
}

// bright makes one brightness of the samples of a dot.
func (p palette) bright(v []byte) uint8 {
	switch {
	case p.table != nil:
		return p.table[v[0]]
	case p.parts == 3:
		return uint8((299*int(v[0]) + 587*int(v[1]) + 114*int(v[2]) + 500) / 1000)
	case p.ink:
		sum := 0
		for _, c := range v {
			sum += int(c)
		}
		return uint8(255 - min(sum, 255))
	}
	return v[0]
}

// colours reads samples of 1 to 16 bits.
func (n node) colours(b []byte, w, h int, flip bool) (*image.Gray, error) {
	cs := n.get("ColorSpace")
	if cs.isNull() {
		cs = n.get("CS")
	}
	p, ok := paletteOf(cs, 0)
	bits := n.get("BitsPerComponent").int()
	if n.get("ImageMask").v.Bool() {
		p, ok, bits = palette{parts: 1}, true, 1
	}
	switch bits {
	case 1, 2, 4, 8, 16:
	default:
		ok = false
	}
	if !ok {
		return nil, errPicture
	}
	g := image.NewGray(image.Rect(0, 0, w, h))
	row := (w*p.parts*bits + 7) / 8
	v := make([]byte, p.parts)
	for y := range h {
		line := b[min(len(b), y*row):min(len(b), (y+1)*row)]
		for x := range w {
			for k := range v {
				v[k] = sample(line, x*p.parts+k, bits, p.table != nil)
				if flip && p.table == nil {
					v[k] = ^v[k]
				}
			}
			g.Pix[y*g.Stride+x] = p.bright(v)
		}
		if len(line) < row {
			for i := range g.Pix[(y+1)*g.Stride:] { // the end is missing: white
				g.Pix[(y+1)*g.Stride+i] = 255
			}
			break
		}
	}
	return g, nil
}

// sample is one number of a row, stretched to 8 bits unless it is an index.
func sample(line []byte, i, bits int, index bool) uint8 {
	switch bits {
	case 8:
		if i < len(line) {
			return line[i]
		}
		return 255
	case 16:
		if 2*i < len(line) {
			return line[2*i]
		}
		return 255
	}
	at := i * bits / 8
	if at >= len(line) {
		return 255
	}
	v := line[at] >> (8 - bits - i*bits%8) & (1<<bits - 1)
	if index {
		return v
	}
	return v * (255 / (1<<bits - 1))
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
