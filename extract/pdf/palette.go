package pdf

import "image"

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
	if p, ok := simplePalette(list[0].name()); ok {
		return p, true
	}
	switch list[0].name() {
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
			raw, _ = list[3].data()
		}
		return base.indexed(raw), true
	}
	return palette{}, false
}

// simplePalette knows the colour spaces that are a name, or little more.
func simplePalette(name string) (palette, bool) {
	switch name {
	case "DeviceGray", "CalGray", "G":
		return palette{parts: 1}, true
	case "DeviceRGB", "CalRGB", "RGB", "Lab":
		return palette{parts: 3}, true
	case "DeviceCMYK", "CMYK":
		return palette{parts: 4, ink: true}, true
	}
	return palette{}, false
}

// indexed makes a palette of a table of colours. What is missing in it is black.
func (p palette) indexed(raw []byte) palette {
	out := palette{parts: 1, table: make([]uint8, 256)}
	for i := range out.table {
		if at := i * p.parts; at+p.parts <= len(raw) {
			out.table[i] = p.bright(raw[at : at+p.parts])
		}
	}
	return out
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
func (r *raster) colours(b []byte) (*image.Gray, error) {
	p, bits, w, h, flip := r.palette, r.bits, r.wide, r.high, r.flip
	if r.stencil {
		p, bits = palette{parts: 1}, 1
	}
	switch bits {
	case 1, 2, 4, 8, 16:
	default:
		return nil, errPicture
	}
	if p.parts < 1 {
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
