package pdf

import (
	"math"
	"strings"
	"unicode/utf8"
)

func (in *interp) textOp(op string, args []obj, last obj, res node) bool {
	switch op {
	case "BT":
		in.tm, in.tlm = identity, identity
	case "Tf":
		if len(args) >= 2 {
			in.size = last.num
			in.font = nil
			in.to.fonts++
			in.guard(func() { in.font = in.fontOf(res, args[len(args)-2].str) })
		}
	case "Tc":
		in.charGap = last.num
	case "Tw":
		in.wordGap = last.num
	case "Tz":
		in.scale = last.num / 100
	case "TL":
		in.leading = last.num
	case "Ts":
		in.rise = last.num
	case "Tr":
		in.mode = last.int()
	case "Td", "TD":
		if v, ok := nums(args, 2); ok {
			if op == "TD" {
				in.leading = -v[1]
			}
			in.move(v[0], v[1])
		}
	case "Tm":
		if v, ok := nums(args, 6); ok {
			in.tm, in.tlm = matrix(v), matrix(v)
		}
	case "T*":
		in.move(0, -in.leading)
	case "Tj":
		in.show([]obj{last})
	case "TJ":
		in.show(last.arr)
	case "'":
		in.move(0, -in.leading)
		in.show([]obj{last})
	case "\"":
		if len(args) >= 3 {
			in.wordGap, in.charGap = args[len(args)-3].num, args[len(args)-2].num
		}
		in.move(0, -in.leading)
		in.show([]obj{last})
	case "ET":
	default:
		return false
	}
	return true
}

// fontOf finds a font of the resources, once per content stream.
func (in *interp) fontOf(res node, name string) *font {
	f, ok := in.here[name]
	if !ok {
		f = in.d.font(res.get("Font"), name)
		in.here[name] = f
	}
	return f
}

func (in *interp) move(x, y float64) {
	in.tlm = matrix{1, 0, 0, 1, x, y}.mul(in.tlm)
	in.tm = in.tlm
}

// show puts strings on the canvas; numbers between them move the pen.
func (in *interp) show(items []obj) {
	f := in.font
	in.to.texts++
	if f == nil {
		return
	}
	in.to.seq++
	var p piece
	var b strings.Builder
	endX, endY, blank := 0.0, 0.0, ""
	var gap blanks
	flush := func() {
		if p.text = b.String(); p.text != "" {
			p.tail = max(p.length, gap.end(p))
			in.to.pieces = append(in.to.pieces, p)
		}
		b.Reset()
	}
	for _, it := range items {
		if it.kind == number {
			by := -it.num / 1000 * in.size
			if f.vertical {
				by = -by // a positive number moves left, or down
			}
			in.advance(by)
			continue
		}
		for s := it.str; it.kind == text && s != ""; {
			g, n := f.next(s)
			s = s[n:]
			full := matrix{in.size * in.scale, 0, 0, in.size, 0, in.rise}.mul(in.tm).mul(in.ctm)
			x, y := full[4], full[5]
			wx, wy := full[0], full[1]
			size := math.Hypot(full[2], full[3]) * f.em
			if f.vertical {
				wx, wy = -full[2], -full[3]
				size = math.Hypot(full[0], full[1]) * f.em
			}
			along := math.Hypot(wx, wy)
			step := g.width*in.size + in.charGap
			if g.blank {
				step += in.wordGap
			}
			in.advance(step)
			if along == 0 || math.IsNaN(x+y+along+size) || math.IsInf(x+y+along+size, 0) {
				continue
			}
			if g.text == missing || private(g.text) {
				in.to.unknown++
			}
			if strings.TrimSpace(g.text) == "" {
				if blank = " "; g.text == "\u3000" { // written when it turns out to be inside a word
					blank = g.text
				}
				gap.add(x, y, x+g.width*wx, y+g.width*wy)
				continue
			}
			in.to.glyphs++
			dx, dy := wx/along, wy/along
			if b.Len() > 0 {
				away := (x-endX)*p.dx + (y-endY)*p.dy
				side := math.Abs((x-endX)*p.dy - (y-endY)*p.dx)
				far := joinGap
				if blank != "" {
					far = chunkGap
				}
				if last, _ := utf8.DecodeLastRuneInString(b.String()); wide(last) && blank != "" {
					far = columnGap // a name with a kanji-wide blank in it
				}
				if away > far*p.size || away < -0.6*p.size || side > 0.3*p.size || p.dx*dx+p.dy*dy < 0.99 {
					flush()
				} else if blank != "" {
					b.WriteString(blank)
				}
			}
			lead := gap.before(x, y)
			blank, gap = "", blanks{}
			if b.Len() == 0 {
				p = piece{x: x, y: y, dx: dx, dy: dy, lead: lead, size: size, vertical: f.vertical, seq: in.to.seq,
					white: in.fillWhite && (in.mode == 0 || in.mode == 4), invisible: in.mode == 3 || in.mode == 7 || in.clear || in.veiled() || in.outside(x, y, size)}
			}
			b.WriteString(g.text)
			endX, endY = x+g.width*wx, y+g.width*wy
			p.length = (endX-p.x)*p.dx + (endY-p.y)*p.dy
		}
	}
	if b.Len() == 0 && gap.any && len(in.to.pieces) > 0 {
		// Only blanks: they belong to the piece that they follow.
		if last := &in.to.pieces[len(in.to.pieces)-1]; gap.follows(*last) {
			last.tail = max(last.tail, gap.end(*last))
		}
	}
	flush()
}

// blanks is where blanks were shown in a row.
type blanks struct {
	any            bool
	x0, y0, x1, y1 float64
}

func (b *blanks) add(x0, y0, x1, y1 float64) {
	if !b.any {
		b.any, b.x0, b.y0 = true, x0, y0
	}
	b.x1, b.y1 = x1, y1
}

// before is the length of blanks that end at a place.
func (b *blanks) before(x, y float64) float64 {
	if !b.any {
		return 0
	}
	return math.Hypot(x-b.x0, y-b.y0)
}

// end is where the blanks end, along a piece.
func (b *blanks) end(p piece) float64 {
	if !b.any {
		return 0
	}
	return (b.x1-p.x)*p.dx + (b.y1-p.y)*p.dy
}

func (b *blanks) follows(p piece) bool {
	along, side := (b.x0-p.x)*p.dx+(b.y0-p.y)*p.dy, (b.x0-p.x)*p.dy-(b.y0-p.y)*p.dx
	return math.Abs(side) < 0.1*p.size && math.Abs(along-p.tail) < 0.1*p.size
}

func (in *interp) veiled() bool { return len(in.marks) > 0 && in.marks[len(in.marks)-1] }

func private(s string) bool {
	for _, r := range s {
		return r >= 0xe000 && r <= 0xf8ff || r >= 0xf0000
	}
	return false
}

// advance moves the pen along the line, in units of text space.
func (in *interp) advance(by float64) {
	if in.font != nil && in.font.vertical {
		in.tm = matrix{1, 0, 0, 1, 0, -by}.mul(in.tm)
		return
	}
	in.tm = matrix{1, 0, 0, 1, by * in.scale, 0}.mul(in.tm)
}
