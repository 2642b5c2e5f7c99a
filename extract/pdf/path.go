package pdf

import (
	"math"
	"slices"
)

// thin is how wide, in points, a filled box may be to be a ruled line.
const thin = 2.5

// pathOp follows lines and boxes. Curves only matter as holes in the path.
func (in *interp) pathOp(op string, args []obj) {
	switch op {
	case "m", "l":
		v, ok := nums(args, 2)
		if !ok {
			return
		}
		x, y := in.ctm.apply(v[0], v[1])
		if op == "m" {
			in.sx, in.sy = x, y
		} else {
			in.lineTo(in.px, in.py, x, y)
		}
		in.px, in.py = x, y
	case "h":
		in.lineTo(in.px, in.py, in.sx, in.sy)
		in.px, in.py = in.sx, in.sy
	case "re":
		if v, ok := nums(args, 4); ok && len(in.path) < maxAreas {
			in.path = append(in.path, in.ctm.rect(v[0], v[1], v[0]+v[2], v[1]+v[3]))
			in.px, in.py = in.ctm.apply(v[0], v[1])
			in.sx, in.sy = in.px, in.py
		}
	case "c", "v", "y":
		in.bent = true
		if v, ok := nums(args, 2); ok {
			in.px, in.py = in.ctm.apply(v[0], v[1])
		}
	case "W", "W*":
		in.cut = true
	case "w":
		if len(args) > 0 {
			in.pen = args[len(args)-1].num
		}
	case "S", "s":
		in.rule()
		in.endPath()
	case "f", "F", "f*":
		in.fill()
		in.endPath()
	case "B", "B*", "b", "b*":
		in.fill()
		in.rule()
		in.endPath()
	case "n":
		in.endPath()
	case "sh":
		in.to.seq++
	}
}

func (in *interp) endPath() {
	if in.cut {
		in.clipToPath()
	}
	in.path, in.lines, in.bent = in.path[:0], in.lines[:0], false
}

func (in *interp) lineTo(x0, y0, x1, y1 float64) {
	if len(in.lines) < maxStrokes {
		in.lines = append(in.lines, rect{x0, y0, x1, y1})
	}
}

// fill notes boxes: thin ones are rules, others may cover text. Four lines
// around an upright box are a box too.
func (in *interp) fill() {
	in.to.seq++
	boxes := in.path
	if len(in.lines) >= 3 && !in.bent {
		if r, ok := closed(in.lines); ok {
			boxes = append(boxes, r)
		}
	}
	for _, r := range boxes {
		switch {
		case r.h() <= thin && r.w() > thin:
			in.stroke(rect{r.x0, (r.y0 + r.y1) / 2, r.x1, (r.y0 + r.y1) / 2})
		case r.w() <= thin && r.h() > thin:
			in.stroke(rect{(r.x0 + r.x1) / 2, r.y0, (r.x0 + r.x1) / 2, r.y1})
		case !in.see && !in.veiled() && r.w() > thin && len(in.to.areas) < maxAreas:
			in.to.areas = append(in.to.areas, area{rect: r, seq: in.to.seq, white: in.fillWhite})
		}
	}
}

// closed tells whether lines go around an upright box.
func closed(lines []rect) (rect, bool) {
	r := rect{math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)}
	for _, l := range lines {
		if math.Abs(l.x1-l.x0) > 0.5 && math.Abs(l.y1-l.y0) > 0.5 {
			return r, false
		}
		r = rect{min(r.x0, l.x0, l.x1), min(r.y0, l.y0, l.y1), max(r.x1, l.x0, l.x1), max(r.y1, l.y0, l.y1)}
	}
	return r, len(lines) <= 4 && r.w() > 0 && r.h() > 0
}

// clipToPath narrows what is painted from now on to the bounds of the path. A
// path with curves bounds nothing here: where they lead is not followed.
func (in *interp) clipToPath() {
	in.cut = false
	r := rect{math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)}
	for _, l := range slices.Concat(in.path, in.lines) {
		r = rect{min(r.x0, l.x0, l.x1), min(r.y0, l.y0, l.y1), max(r.x1, l.x0, l.x1), max(r.y1, l.y0, l.y1)}
	}
	if !in.bent && r.x0 <= r.x1 && len(in.path) < maxAreas && len(in.lines) < maxStrokes {
		in.narrow(r)
	}
}

func (in *interp) narrow(r rect) {
	if in.clipped {
		r = rect{max(r.x0, in.clip.x0), max(r.y0, in.clip.y0), min(r.x1, in.clip.x1), min(r.y1, in.clip.y1)}
	}
	in.clipped, in.clip = true, r
}

// outside tells whether the clip lets nothing through around a letter.
func (in *interp) outside(x, y, size float64) bool {
	return in.clipped && (x+size < in.clip.x0 || x-size > in.clip.x1 || y+size < in.clip.y0 || y-size > in.clip.y1 || in.clip.w() <= 0 || in.clip.h() <= 0)
}

// thick is how wide, in points, a stroke must be to cover a line of text.
const thick = 4

// rule notes stroked lines. A thick one covers like a box.
func (in *interp) rule() {
	if w := in.pen * math.Sqrt(math.Abs(in.ctm[0]*in.ctm[3]-in.ctm[1]*in.ctm[2])); w >= thick && w < 200 && !in.see && !in.veiled() {
		in.to.seq++
		for _, l := range in.lines {
			if r := (rect{min(l.x0, l.x1) - w/2, min(l.y0, l.y1) - w/2, max(l.x0, l.x1) + w/2, max(l.y0, l.y1) + w/2}); (math.Abs(l.x1-l.x0) < 1 || math.Abs(l.y1-l.y0) < 1) && len(in.to.areas) < maxAreas {
				in.to.areas = append(in.to.areas, area{rect: r, seq: in.to.seq})
			}
		}
	}
	for _, l := range in.lines {
		in.stroke(l)
	}
	for _, r := range in.path {
		in.stroke(rect{r.x0, r.y0, r.x1, r.y0})
		in.stroke(rect{r.x0, r.y1, r.x1, r.y1})
		in.stroke(rect{r.x0, r.y0, r.x0, r.y1})
		in.stroke(rect{r.x1, r.y0, r.x1, r.y1})
	}
}

func (in *interp) stroke(l rect) {
	r := rect{min(l.x0, l.x1), min(l.y0, l.y1), max(l.x0, l.x1), max(l.y0, l.y1)}
	if in.veiled() || len(in.to.strokes) >= maxStrokes {
		return
	}
	switch {
	case r.h() <= 1 && r.w() > 3:
		in.to.strokes = append(in.to.strokes, stroke{rect: r})
	case r.w() <= 1 && r.h() > 3:
		in.to.strokes = append(in.to.strokes, stroke{rect: r, vertical: true})
	}
}
