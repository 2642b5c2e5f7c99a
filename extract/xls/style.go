package xls

import (
	"strings"

	"monban/extract"
	"monban/extract/numfmt"
)

// style takes from the record of a cell style how numbers are shown and
// whether letters can be seen.
func (w *book) style(b []byte) xf {
	var x xf
	if w.version < 5 || len(b) < 16 {
		return x
	}
	id := u16(b, 2)
	f, ok := w.formats[id]
	if !ok {
		f = numfmt.Parse(numfmt.Builtin(id))
		w.formats[id] = f
	}
	x.format = f

	n := u16(b, 0)
	if n > 4 {
		n-- // there is no font of the number 4
	}
	if n >= len(w.fonts) || n < 0 {
		return x
	}
	if h := w.fonts[n].height; h > 0 && h <= 40 {
		x.hidden |= extract.SmallText
	}
	pattern, ground := 0, 0
	if w.version == 8 {
		if len(b) < 20 {
			return x
		}
		pattern, ground = int(u32(b, 14)>>26), u16(b, 18)&0x7F
	} else {
		pattern, ground = int(b[10]&0x3F), u16(b, 8)&0x7F
	}
	letters := w.color(w.fonts[n].color, 0)
	switch {
	case pattern == 0 && letters == 0xFFFFFF:
		x.hidden |= extract.WhiteText
	case pattern == 1 && letters == w.color(ground, 0xFFFFFF):
		x.hidden |= extract.WhiteText
	}
	return x
}

// color gives a colour as red, green, blue; those of the system as otherwise.
// A colour whose value is not known is unlike any other.
func (w *book) color(i int, otherwise uint32) uint32 {
	if c, ok := w.palette[i]; ok {
		return c
	}
	switch i {
	case 0, 8:
		return 0
	case 1, 9:
		return 0xFFFFFF
	}
	if i >= 64 {
		return otherwise
	}
	return 1<<24 + uint32(i)
}

func (w *book) colors(b []byte) {
	w.palette = map[int]uint32{}
	for i := 0; i < u16(b, 0) && 2+4*i+4 <= len(b); i++ {
		c := b[2+4*i:]
		w.palette[8+i] = uint32(c[0])<<16 | uint32(c[1])<<8 | uint32(c[2])
	}
}

// clean takes out what no reader sees, and the blanks around.
func clean(s string) string { return strings.TrimSpace(tidy(s)) }

// tidy takes out the signs that only programs use.
func tidy(s string) string {
	if strings.IndexFunc(s, control) < 0 {
		return strings.ToValidUTF8(s, "\uFFFD")
	}
	return strings.ToValidUTF8(strings.Map(func(r rune) rune {
		if control(r) {
			return -1
		}
		return r
	}, s), "\uFFFD")
}

func control(r rune) bool { return r < ' ' && r != '\n' && r != '\t' || r == 0x7F }
