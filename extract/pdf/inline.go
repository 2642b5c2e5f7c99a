package pdf

import (
	"bytes"
	"slices"
)

// longNames are those of the keys of inline images, which have short ones too.
var longNames = map[string]string{
	"W": "Width", "H": "Height", "BPC": "BitsPerComponent", "CS": "ColorSpace", "D": "Decode",
	"DP": "DecodeParms", "F": "Filter", "IM": "ImageMask", "L": "Length",
}

// inlineImage reads an image that stands in the content stream.
func (in *interp) inlineImage(l *lexer, res node) {
	d := obj{kind: dict}
	for {
		o, ok := l.next()
		if !ok {
			return
		}
		if o.kind == operator && o.str == "ID" {
			break
		}
		d.arr = append(d.arr, o)
	}
	d.arr = pairs(d.arr)
	for i := 0; i < len(d.arr); i += 2 {
		if long, ok := longNames[d.arr[i].str]; ok {
			d.arr[i].str = long
		}
	}
	r := &raster{wide: d.key("Width").int(), high: d.key("Height").int(), bits: d.key("BitsPerComponent").int(),
		stencil: d.key("ImageMask").num != 0, steps: steps(d)}
	if v := d.key("Decode").arr; len(v) >= 2 {
		r.flip = v[0].num > v[1].num
	}
	r.palette = inlinePalette(d.key("ColorSpace"), res)
	r.packed = l.inlineData(r, d.key("Length"))
	in.image(pic{inline: r, wide: r.wide, high: r.high}, r.stencil)
}

// inlinePalette is the colour space of an inline image: a name, that of one of
// the resources, or an indexed one.
func inlinePalette(cs obj, res node) palette {
	simple := func(o obj) palette {
		if p, ok := simplePalette(o.str); ok {
			return p
		}
		p, _ := paletteOf(res.get("ColorSpace").get(o.str), 0)
		return p
	}
	switch {
	case cs.kind == null:
		return palette{parts: 1}
	case cs.kind == name:
		return simple(cs)
	case len(cs.arr) == 4 && (cs.arr[0].str == "I" || cs.arr[0].str == "Indexed"):
		if base := simple(cs.arr[1]); base.parts > 0 && base.table == nil {
			return base.indexed([]byte(cs.arr[3].str))
		}
	}
	return palette{}
}

// inlineData passes over the data of an inline image and gives it. Its end is
// where the file says, or where samples without a filter must end; else at the
// first EI that stands alone and is followed by something like a content stream.
func (l *lexer) inlineData(r *raster, length obj) []byte {
	start := min(l.i+1, len(l.b)) // one blank stands after ID
	size := length.int()
	if len(r.steps) == 0 && r.wide > 0 && r.high > 0 && r.wide < 1<<20 && r.high < 1<<20 {
		bits := r.bits * r.palette.parts
		if r.stencil {
			bits = 1
		}
		size = (r.wide*bits + 7) / 8 * r.high
	}
	if size > 0 && size < len(l.b)-start {
		if after := bytes.TrimLeft(l.b[start+size:min(len(l.b), start+size+8)], "\r\n\t "); bytes.HasPrefix(after, []byte("EI")) {
			l.i = start + size + bytes.Index(l.b[start+size:], []byte("EI")) + 2
			return l.b[start : start+size]
		}
	}
	for at := l.i; ; {
		k := bytes.Index(l.b[at:], []byte("EI"))
		if k < 0 {
			l.i = len(l.b)
			return l.b[start:]
		}
		at += k + 2
		before, rest := l.b[at-3], l.b[at:min(len(l.b), at+12)]
		if !isSpace(before) && before != '>' {
			continue
		}
		if len(rest) == 0 || isSpace(rest[0]) && !slices.ContainsFunc(rest, func(c byte) bool { return c > 126 || c < ' ' && !isSpace(c) }) {
			l.i = at
			return l.b[start:max(start, at-2)]
		}
	}
}
