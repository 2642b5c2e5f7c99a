package pdf

import (
	"math"
	"strings"

	"monban/extract"
)

// A piece is text that was shown in one go, without a wide gap in it.
type piece struct {
	text      string
	x, y      float64 // where its baseline begins
	dx, dy    float64 // direction of writing, of length 1
	length    float64
	lead      float64 // blanks shown before it, and
	tail      float64 // its length with those after it
	size      float64 // height of an em
	vertical  bool
	invisible bool // rendering mode 3, a hidden layer, outside of the clip
	white     bool
	seq       int // order of painting
	hidden    extract.Hidden
	stood     bool // set as vertical text by unstack
}

// box is the area that the piece covers.
func (p piece) box() rect {
	up, down := 0.8*p.size, 0.15*p.size
	if p.vertical {
		up, down = 0.5*p.size, 0.5*p.size
	}
	m := matrix{p.dx, p.dy, -p.dy, p.dx, p.x, p.y}
	return m.rect(0, -down, p.length, up)
}

// A painted area may cover what was painted before it.
type area struct {
	rect
	seq   int
	image bool
	white bool
	mask  bool // an image that lets through what is below it
	wide  int  // pixels of an image
	high  int
}

// A stroke is an upright line or the edge of a box: what tables are ruled with.
type stroke struct {
	rect
	vertical bool
}

// A canvas holds what one page shows.
type canvas struct {
	view    rect // what a reader sees of it
	pieces  []piece
	areas   []area
	pics    []pic
	strokes []stroke
	seq     int
	glyphs  int // characters shown
	unknown int // of those without a text or in a private area
	fonts   int // fonts selected
	texts   int // strings shown
	failed  int // streams, fonts, forms that could not be read
	limit   string
	notes   []extract.Unit // what stands on the page but is not painted
	instead []string       // words that stand for what is painted
}

// Bounds for one page. A drawing of a map has a million strokes and no table.
const (
	maxOps     = 20_000_000
	maxGlyphs  = 2_000_000
	maxStrokes = 20_000
	maxAreas   = 3_000
)

type state struct {
	ctm       matrix
	font      *font
	size      float64
	charGap   float64
	wordGap   float64
	scale     float64
	leading   float64
	rise      float64
	mode      int
	fillWhite bool
	see       bool // fills are see-through
	clear     bool // and show nothing at all
	clipped   bool
	clip      rect    // where clipped: nothing is painted outside of it
	pen       float64 // width of strokes
}

// An interp runs the content streams of a page.
type interp struct {
	d     *document
	to    *canvas
	depth int
	ops   int
	off   map[string]bool // layers that are switched off

	state
	stack   []state
	tm, tlm matrix
	path    []rect // subpaths that are boxes
	lines   []rect
	px, py  float64
	sx, sy  float64
	bent    bool
	cut     bool             // the next path clips
	marks   []bool           // marked content that is hidden
	here    map[string]*font // fonts of the resources in use
}

func (d *document) interpret(to *canvas, start matrix) *interp {
	return &interp{d: d, to: to, off: d.layersOff(), state: state{ctm: start, scale: 1}, tm: identity, tlm: identity}
}

// layersOff lists the layers that a viewer does not show at first.
func (d *document) layersOff() map[string]bool {
	conf := d.root().get("OCProperties").get("D")
	out := map[string]bool{}
	off := conf.get("OFF")
	for i, s := 0, off.String(); i < len(s); {
		var n, g string
		k := strings.Index(s[i:], " R")
		if k < 0 {
			break
		}
		f := strings.Fields(strings.Trim(s[i:i+k], "[ "))
		if len(f) >= 2 {
			n, g = f[len(f)-2], f[len(f)-1]
			out[n+" "+g] = true
		}
		i += k + 2
	}
	return out
}

// run reads one content stream or an array of them.
func (in *interp) run(contents, resources node) {
	var b []byte
	for _, n := range contents.list() {
		part, err := n.data()
		if err != nil && n.isStream() {
			in.to.failed++
			if err == errTooBig {
				in.to.limit = err.Error()
			}
		}
		b = append(append(b, part...), '\n')
	}
	in.ops += len(b) / 16
	in.exec(b, resources)
}

func (in *interp) exec(b []byte, resources node) {
	outer := in.here
	in.here = map[string]*font{}
	defer func() { in.here = outer }()
	l := lexer{b: b}
	var args []obj
	for {
		o, ok := l.next()
		if !ok {
			return
		}
		if o.kind != operator {
			if args = append(args, o); len(args) > 512 {
				args = args[1:]
			}
			continue
		}
		if in.ops++; in.ops&0xff == 0 && in.d.ctx.Err() != nil {
			return
		}
		if in.ops > maxOps || in.to.glyphs > maxGlyphs {
			in.to.limit = "more drawing on one page than the limit"
			return
		}
		if o.str == "BI" {
			in.inlineImage(&l, resources)
		} else {
			in.guard(func() { in.do(o.str, args, resources) })
		}
		args = args[:0]
	}
}

// guard keeps a fault in one operator from taking the page with it.
func (in *interp) guard(f func()) {
	defer func() {
		if recover() != nil {
			in.to.failed++
		}
	}()
	f()
}

func nums(args []obj, n int) ([6]float64, bool) {
	var v [6]float64
	if len(args) < n {
		return v, false
	}
	for i, a := range args[len(args)-n:] {
		if a.kind != number || math.Abs(a.num) > 1e9 {
			return v, false
		}
		v[i] = a.num
	}
	return v, true
}

func (in *interp) do(op string, args []obj, res node) {
	last := obj{}
	if len(args) > 0 {
		last = args[len(args)-1]
	}
	switch op {
	case "q":
		if len(in.stack) < 1024 {
			in.stack = append(in.stack, in.state)
		}
	case "Q":
		if n := len(in.stack); n > 0 {
			in.state, in.stack = in.stack[n-1], in.stack[:n-1]
		}
	case "cm":
		if v, ok := nums(args, 6); ok {
			in.ctm = matrix(v).mul(in.ctm)
		}
	case "Do":
		in.object(res.get("XObject"), last.str, res)
	case "gs":
		in.extState(res.get("ExtGState").get(last.str))
	case "BDC", "BMC":
		hidden := len(in.marks) > 0 && in.marks[len(in.marks)-1]
		if op == "BDC" && len(args) >= 2 && args[len(args)-2].str == "OC" && last.kind == name {
			hidden = hidden || in.off[res.get("Properties").id(last.str)]
		}
		if op == "BDC" {
			in.worded(last, res)
		}
		if len(in.marks) < 4096 {
			in.marks = append(in.marks, hidden)
		}
	case "EMC":
		if n := len(in.marks); n > 0 {
			in.marks = in.marks[:n-1]
		}
	case "g":
		in.fillWhite = last.kind == number && last.num > 0.98
	case "rg":
		v, ok := nums(args, 3)
		in.fillWhite = ok && min(v[0], v[1], v[2]) > 0.98
	case "k":
		v, ok := nums(args, 4)
		in.fillWhite = ok && max(v[0], v[1], v[2], v[3]) < 0.02
	case "cs":
		in.fillWhite = false
	case "sc", "scn":
		in.fillWhite = false
		if v, ok := nums(args, 3); ok && len(args) == 3 {
			in.fillWhite = min(v[0], v[1], v[2]) > 0.98
		} else if len(args) == 1 && last.kind == number {
			in.fillWhite = last.num > 0.98
		}
	default:
		if !in.textOp(op, args, last, res) {
			in.pathOp(op, args)
		}
	}
}

func (in *interp) extState(n node) {
	if ca := n.get("ca"); ca.isNumber() {
		in.see, in.clear = ca.num() < 0.9, ca.num() < 0.02
	}
	if bm := n.get("BM"); !bm.isNull() {
		in.see = in.see || bm.name() != "Normal" && bm.name() != "Compatible"
	}
	if f := n.get("Font").list(); len(f) == 2 {
		in.font, in.size = in.d.makeFont(f[0]), f[1].num()
	}
}

// object paints an image or runs a form.
func (in *interp) object(objects node, name string, res node) {
	x := objects.get(name)
	if oc := x.id("OC"); oc != "" && in.off[oc] {
		in.marks = append(in.marks, true)
		defer func() { in.marks = in.marks[:len(in.marks)-1] }()
	}
	switch x.get("Subtype").name() {
	case "Image":
		w, h := x.get("Width").int(), x.get("Height").int()
		for _, k := range []string{"SMask", "Mask"} { // letters may be one dot of black behind a fine mask
			if m := x.get(k); m.isStream() {
				w, h = max(w, m.get("Width").int()), max(h, m.get("Height").int())
			}
		}
		in.image(pic{n: x, wide: w, high: h}, x.get("ImageMask").v.Bool() || !x.get("SMask").isNull())
	case "Form":
		in.form(x, res)
	}
}

func (in *interp) form(x, res node) {
	if most := in.d.limits.Form; in.depth >= most {
		in.to.limit = "forms inside each other deeper than the limit"
		return
	}
	if r := x.get("Resources"); !r.isNull() {
		res = r
	}
	saved, stack, tm, tlm, marks := in.state, in.stack, in.tm, in.tlm, len(in.marks)
	in.depth++
	in.stack = nil
	if m := x.get("Matrix").list(); len(m) == 6 {
		var v matrix
		for i := range v {
			v[i] = m[i].num()
		}
		in.ctm = v.mul(in.ctm)
	}
	if v := x.get("BBox").list(); len(v) == 4 {
		if box := in.ctm.rect(v[0].num(), v[1].num(), v[2].num(), v[3].num()); box.w() > 0 && box.h() > 0 {
			in.narrow(box)
		}
	}
	in.ops += 1000 // a form costs more than an operator: forms can multiply
	in.guard(func() { in.run(x, res) })
	in.depth--
	in.state, in.stack, in.tm, in.tlm, in.marks = saved, stack, tm, tlm, in.marks[:min(marks, len(in.marks))]
}

// image notes a picture that is painted here.
func (in *interp) image(p pic, mask bool) {
	in.to.seq++
	p.rect, p.m = in.ctm.rect(0, 0, 1, 1), in.ctm
	if len(in.to.pics) < maxPics {
		in.to.pics = append(in.to.pics, p)
	}
	if len(in.to.areas) < maxAreas {
		in.to.areas = append(in.to.areas, area{rect: p.rect, seq: in.to.seq, image: true, wide: p.wide, high: p.high, mask: mask})
	}
}
