package pptx

import (
	"slices"
	"strings"

	"monban/extract"
	"monban/extract/ooxml"
)

// A layer is a shape of a slide as far as it may cover others. Shapes lie above
// each other in the order of the file.
type layer struct {
	box      rect
	turned   bool // by an angle that leaves it no upright box
	covers   extract.Hidden
	picture  string // the relationship of what fills it
	round    bool   // only the middle of its box is surely filled
	id       string
	kind, nr string // of a placeholder, whose place the layout may tell
	old      bool   // drawn by old programs only, or not at all
}

const (
	maxLayers = 2000
	maxCovers = 500
)

// A frame is where a group puts what it holds: from its own measure to that of
// the slide.
type frame struct{ from, to rect }

func (f frame) place(r rect) rect {
	if f.from.w <= 0 || f.from.h <= 0 {
		return r
	}
	x := float64(f.to.w) / float64(f.from.w)
	y := float64(f.to.h) / float64(f.from.h)
	return rect{f.to.x + int64(float64(r.x-f.from.x)*x), f.to.y + int64(float64(r.y-f.from.y)*y), int64(float64(r.w) * x), int64(float64(r.h) * y)}
}

// A stack is the shapes of one part in their order.
type stack struct {
	x      *ooxml.Scanner
	layers []layer
	moving map[string]bool // shapes that come or go during the show
}

// layersOf looks at the shapes of a part before its text is read: what covers a
// text stands behind it in the file.
func (d *deck) layersOf(part string) *stack {
	s := &stack{moving: map[string]bool{}}
	rc, err := d.Open(part)
	if err != nil {
		return s
	}
	defer rc.Close()
	s.x = ooxml.NewScanner(rc)
	if s.x.Root() {
		s.inside(nil, false)
	}
	return s
}

func (s *stack) inside(frames []frame, old bool) {
	x := s.x
	for level := x.Depth - 1; x.Depth > level; {
		switch x.Next() {
		case ooxml.End:
			return
		case ooxml.Open:
			switch string(x.Name) {
			case "grpSpPr":
				if f, ok := s.group(); ok {
					frames = append(slices.Clip(frames), f)
				}
			case "grpSp":
				if x.Depth > maxDepth {
					x.Skip()
				} else {
					s.inside(frames, old)
				}
			case "Fallback":
				s.inside(frames, true)
			case "sp", "cxnSp", "pic", "graphicFrame":
				s.shape(frames, old)
			case "spTgt":
				s.moving[x.Attr("spid")] = true
			}
		}
	}
}

// group reads the measure of a group.
func (s *stack) group() (frame, bool) {
	x := s.x
	var f frame
	for level := x.Depth - 1; x.Depth > level; {
		switch x.Next() {
		case ooxml.End:
			return f, false
		case ooxml.Open:
			f.read(x)
		}
	}
	return f, f.from.w > 0 && f.from.h > 0
}

func (f *frame) read(x *ooxml.Scanner) {
	switch string(x.Name) {
	case "off":
		f.to.x, f.to.y = number(x.Attr("x")), number(x.Attr("y"))
	case "ext":
		if x.Attr("cx") != "" {
			f.to.w, f.to.h = number(x.Attr("cx")), number(x.Attr("cy"))
		}
	case "chOff":
		f.from.x, f.from.y = number(x.Attr("x")), number(x.Attr("y"))
	case "chExt":
		f.from.w, f.from.h = number(x.Attr("cx")), number(x.Attr("cy"))
	}
}

// shape reads one shape, and those in it.
func (s *stack) shape(frames []frame, old bool) {
	x := s.x
	name := string(x.Name)
	at := len(s.layers)
	if at >= maxLayers {
		return
	}
	s.layers = append(s.layers, layer{old: old})
	l := layer{old: old}
	if name == "pic" {
		l.covers = extract.UnderImage
	} else if name == "sp" && isOn(x.Attr("useBgFill")) {
		l.covers = extract.BlackBox
	}
	for level := x.Depth - 1; x.Depth > level; {
		tok := x.Next()
		if tok == ooxml.End {
			return
		}
		if tok != ooxml.Open {
			continue
		}
		switch string(x.Name) {
		case "sp", "cxnSp", "pic", "graphicFrame":
			s.shape(nil, true)
		case "cNvPr":
			l.id, l.old = x.Attr("id"), l.old || isOn(x.Attr("hidden"))
		case "ph":
			l.kind, l.nr = x.Attr("type"), x.Attr("idx")
		case "xfrm":
			l.position(x)
		case "spPr":
			l.look(x, name)
		case "blip":
			if l.picture == "" && name == "pic" {
				l.picture = x.Attr("embed")
			}
		case "alphaModFix":
			l.covers &^= extract.UnderImage
		case "fillRef":
			if name == "sp" && l.covers == 0 && l.picture == "" && x.Attr("idx") != "0" {
				l.covers = extract.BlackBox
			}
		case "txBody":
			x.Skip()
		}
	}
	if l.covers&seeThrough != 0 || name == "graphicFrame" || name == "cxnSp" {
		l.covers = 0
	}
	for _, f := range slices.Backward(frames) {
		l.box = f.place(l.box)
	}
	s.layers[at] = l
}

// seeThrough marks a shape that has a say on its ground, and leaves it open.
const seeThrough = extract.HiddenText

func isOn(v string) bool { return v == "1" || v == "true" }

// position reads where a shape lies; one that is turned by a quarter has the
// same middle and its sides changed.
func (l *layer) position(x *ooxml.Scanner) {
	var f frame
	rot := number(x.Attr("rot")) % 21_600_000
	for level := x.Depth - 1; x.Depth > level; {
		switch x.Next() {
		case ooxml.End:
			return
		case ooxml.Open:
			f.read(x)
		}
	}
	l.box = f.to
	switch quarter := rot % 10_800_000; {
	case quarter == 5_400_000 || quarter == -5_400_000:
		l.box = rect{l.box.x + (l.box.w-l.box.h)/2, l.box.y + (l.box.h-l.box.w)/2, l.box.h, l.box.w}
	case quarter != 0:
		l.turned = true
	}
}

// look reads how a shape is filled.
func (l *layer) look(x *ooxml.Scanner, name string) {
	depth := x.Depth
	for level := depth - 1; x.Depth > level; {
		switch x.Next() {
		case ooxml.End:
			return
		case ooxml.Open:
			own := x.Depth == depth+1
			switch n := string(x.Name); {
			case n == "xfrm":
				l.position(x)
			case n == "custGeom":
				l.covers |= seeThrough
				x.Skip()
			case n == "prstGeom":
				l.geometry(x.Attr("prst"))
			case n == "ln" || n == "effectLst": // its edge
				x.Skip()
			case own && name == "sp" && (n == "solidFill" || n == "gradFill" || n == "pattFill"):
				l.covers |= extract.BlackBox
			case own && name == "sp" && n == "blipFill":
				l.covers |= extract.UnderImage
			case own && name == "sp" && (n == "noFill" || n == "grpFill"):
				l.covers |= seeThrough
			case n == "blip" && name == "sp":
				l.picture = x.Attr("embed")
			case n == "alpha":
				if v := number(strings.TrimSuffix(x.Attr("val"), "%")); v < 95 || v > 100 && v < 95_000 {
					l.covers |= seeThrough
				}
			case n == "alphaModFix":
				l.covers |= seeThrough
			}
		}
	}
}

// geometry tells shapes that fill their box, those that fill the middle of it,
// and those that may leave everything open, such as brackets and frames.
func (l *layer) geometry(preset string) {
	switch preset {
	case "rect", "roundRect", "snip1Rect", "snip2SameRect", "snip2DiagRect", "snipRoundRect", "round1Rect", "round2SameRect", "round2DiagRect", "flowChartProcess", "flowChartAlternateProcess":
	case "ellipse", "hexagon", "octagon", "plaque", "flowChartConnector", "flowChartTerminator", "wedgeRectCallout", "wedgeRoundRectCallout", "cube", "bevel":
		l.round = true
	default:
		l.covers |= seeThrough
	}
}

// concealed tells for each shape of a slide what covers its text.
func (d *deck) concealed(part string, rels []ooxml.Rel) []extract.Hidden {
	s := d.layersOf(part)
	places := map[string]rect(nil)
	for i := range s.layers {
		if l := &s.layers[i]; l.box.w == 0 && (l.kind != "" || l.nr != "") {
			if places == nil {
				places = d.placesOf(ooxml.Of(rels, "slideLayout", ""), 0)
			}
			l.box = places[l.key()]
		}
	}
	var covers []int
	for i, l := range s.layers {
		if l.covers != 0 && !l.old && !l.turned && !s.moving[l.id] && l.box.w > 0 && l.box.h > 0 && len(covers) < maxCovers {
			covers = append(covers, i)
		}
	}
	if len(covers) == 0 {
		return nil
	}
	out := make([]extract.Hidden, len(s.layers))
	for i, l := range s.layers {
		if l.box.w <= 0 || l.box.h <= 0 || l.turned {
			continue
		}
		for _, k := range covers {
			if k > i && d.hides(s.layers[k], l.box, rels) {
				out[i] |= s.layers[k].covers
			}
		}
	}
	return out
}

// key is how a placeholder and the place that a layout has for it find together.
func (l layer) key() string {
	switch {
	case l.nr != "":
		return "idx " + l.nr
	case l.kind == "ctrTitle":
		return "title"
	}
	return l.kind
}

// placesOf lists where a layout, or the master above it, puts what users fill in.
func (d *deck) placesOf(part string, depth int) map[string]rect {
	if part == "" || depth > 1 || !d.Has(part) {
		return nil
	}
	if p, ok := d.places[part]; ok {
		return p
	}
	above := map[string]rect(nil)
	if rels, err := d.Relations(part); err == nil {
		above = d.placesOf(ooxml.Of(rels, "slideMaster", ""), depth+1)
	}
	out := map[string]rect{}
	for _, l := range d.layersOf(part).layers {
		if l.kind == "" && l.nr == "" {
			continue
		}
		kind := l
		kind.nr = ""
		if l.box.w == 0 {
			l.box = above[kind.key()]
		}
		out[l.key()] = l.box
		if _, ok := out[kind.key()]; !ok {
			out[kind.key()] = l.box
		}
	}
	d.places[part] = out
	return out
}

// hides tells whether a shape covers nearly all of a box.
func (d *deck) hides(l layer, box rect, rels []ooxml.Rel) bool {
	top := l.box
	if l.round {
		top = rect{top.x + top.w*3/20, top.y + top.h*3/20, top.w * 7 / 10, top.h * 7 / 10}
	}
	both := rect{x: max(top.x, box.x), y: max(top.y, box.y)}
	both.w, both.h = min(top.x+top.w, box.x+box.w)-both.x, min(top.y+top.h, box.y+box.h)-both.y
	if both.w <= 0 || both.h <= 0 || float64(both.w)*float64(both.h) < 0.9*float64(box.w)*float64(box.h) {
		return false
	}
	if l.covers&extract.UnderImage == 0 {
		return true
	}
	part, external := ooxml.Target(rels, l.picture)
	if external || !d.Has(part) {
		return false
	}
	g, ok := d.solid[part]
	if !ok {
		g = d.solidOf(part)
		d.solid[part] = g
	}
	if g == nil {
		return false
	}
	cell := func(v, from, size int64) int { return min(max(int((v-from)*cells/size), 0), cells-1) }
	for y := cell(both.y, l.box.y, l.box.h); y <= cell(both.y+both.h-1, l.box.y, l.box.h); y++ {
		for x := cell(both.x, l.box.x, l.box.w); x <= cell(both.x+both.w-1, l.box.x, l.box.w); x++ {
			if !g[y][x] {
				return false
			}
		}
	}
	return true
}
