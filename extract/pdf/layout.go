package pdf

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"unicode/utf8"

	"monban/extract"
)

// Gaps between glyphs, in ems. Words of justified Latin text are set about
// 0.2 apart; Japanese letters need no gap at all, and 0.25 is already loose
// setting. Above chunkGap the gap may be one between columns, which the other
// lines decide; above columnGap it is not one between words.
const (
	joinGap   = 0.12
	latinGap  = 0.15
	kanjiGap  = 0.25
	chunkGap  = 0.6
	columnGap = 1.2
)

// A chunk is the text of one line up to a wide gap or a ruled line. u runs
// along the line and v across, from line to line, whatever way the text is
// turned.
type chunk struct {
	text   string
	u0, u1 float64
	v      float64
	size   float64
	hidden extract.Hidden
	seq    int // the show that its last part came from
	joints []joint
	from   float64 // u0 with the blanks shown before
	to     float64 // u1 with the blanks shown after
	tight  bool    // it goes on from the chunk before, blanks included
}

// A textLine is all chunks on one baseline.
type textLine struct {
	no      int // of all lines of the flow, from 1
	v, size float64
	chunks  []chunk
}

// A flow is text of one direction and one hiddenness: what is laid out
// together.
type flow struct {
	lines    []textLine
	rules    []stroke // in u and v
	vertical bool
	hints    []float64 // left edges of the table on the page before
	effort   *int      // what is left for the search for tables
}

type flowKey struct {
	dir      int // quarter turns, 4 for a slanted text
	vertical bool
	hidden   extract.Hidden
}

// flows sorts the pieces of a page into lines. The flow with the most text
// comes first.
func (c *canvas) flows() []flow {
	groups := map[flowKey][]piece{}
	amount := map[flowKey]int{}
	var keys []flowKey
	for _, p := range c.pieces {
		k := flowKey{dir: quarter(p.dx, p.dy), vertical: p.vertical, hidden: p.hidden}
		if groups[k] == nil {
			keys = append(keys, k)
		}
		groups[k] = append(groups[k], p)
		amount[k] += len(p.text)
	}
	slices.SortStableFunc(keys, func(a, b flowKey) int {
		return cmp.Or(cmp.Compare(a.hidden, b.hidden), cmp.Compare(amount[b], amount[a]))
	})
	var out []flow
	for _, k := range keys {
		out = append(out, c.flow(k, groups[k]))
	}
	return out
}

// quarter gives the number of quarter turns of a direction, 4 when it is
// between them.
func quarter(dx, dy float64) int {
	switch {
	case dx > 0.98:
		return 0
	case dy > 0.98:
		return 1
	case dx < -0.98:
		return 2
	case dy < -0.98:
		return 3
	}
	return 4
}

func (c *canvas) flow(k flowKey, pieces []piece) flow {
	dx, dy := pieces[0].dx, pieces[0].dy
	type placed struct {
		piece
		u, v float64
	}
	ps := make([]placed, len(pieces))
	for i, p := range pieces {
		ps[i] = placed{p, p.x*dx + p.y*dy, p.x*dy - p.y*dx}
	}
	slices.SortStableFunc(ps, func(a, b placed) int { return cmp.Compare(a.v, b.v) })
	f := flow{vertical: k.vertical}
	if k.dir < 4 {
		f.rules = c.turned(dx, dy)
	}
	for len(ps) > 0 {
		// A line reaches down as long as baselines are nearer than the
		// height of a superscript.
		n, v, size := 1, ps[0].v, ps[0].size
		for n < len(ps) && ps[n].v-v < 0.4*max(size, min(ps[n].size, 2*size)) {
			if ps[n].size > size {
				v, size = ps[n].v, ps[n].size
			}
			n++
		}
		line := ps[:n]
		ps = ps[n:]
		slices.SortStableFunc(line, func(a, b placed) int { return cmp.Compare(a.u, b.u) })
		l := textLine{v: v, size: size}
		for _, p := range line {
			l.add(chunk{text: p.text, u0: p.u, u1: p.u + p.length, v: p.v, size: p.size, hidden: k.hidden, seq: p.seq, from: p.u - p.lead, to: p.u + max(p.tail, p.length)}, f.rules)
		}
		f.lines = append(f.lines, l)
	}
	return f
}

// turned gives the strokes in the u and v of a direction of writing.
func (c *canvas) turned(dx, dy float64) []stroke {
	out := make([]stroke, len(c.strokes))
	for i, s := range c.strokes {
		u0, v0 := s.x0*dx+s.y0*dy, s.x0*dy-s.y0*dx
		u1, v1 := s.x1*dx+s.y1*dy, s.x1*dy-s.y1*dx
		out[i].rect = rect{min(u0, u1), min(v0, v1), max(u0, u1), max(v0, v1)}
		out[i].vertical = out[i].h() > out[i].w()
	}
	return out
}

// add puts a chunk at the end of the line, or joins it to the last one.
func (l *textLine) add(c chunk, rules []stroke) {
	if len(l.chunks) == 0 {
		l.chunks = append(l.chunks, c)
		return
	}
	last := &l.chunks[len(l.chunks)-1]
	em := min(last.size, c.size)
	gap := c.u0 - last.u1
	if gap < 0 && strings.HasSuffix(last.text, c.text) && math.Abs(c.u1-last.u1) < 0.3*em {
		return // the same again, a little aside: bold by painting twice
	}
	a, _ := utf8.DecodeLastRuneInString(last.text)
	b, _ := utf8.DecodeRuneInString(c.text)
	c.tight = c.from-last.to < 0.1*em
	apart := gap > chunkGap*em
	if c.tight || c.seq == last.seq && wide(a) && wide(b) {
		// Blanks fill the gap, or a name was shown in one go with a gap as
		// wide as a kanji in it.
		apart = gap > columnGap*em
	}
	if apart || gap < -0.8*em || ruled(rules, last.u1, c.u0, l.v-0.3*l.size) {
		l.chunks = append(l.chunks, c)
		return
	}
	limit := kanjiGap
	if !wide(a) && !wide(b) {
		limit = latinGap
	}
	at := len(last.text)
	if gap > limit*em {
		last.text += " "
	}
	if c.seq != last.seq {
		last.joints = append(last.joints, joint{u: c.u0, end: last.u1, at: at, next: len(last.text), tight: c.tight})
		last.seq = c.seq
	}
	last.text += c.text
	last.u1, last.to = max(last.u1, c.u1), max(last.to, c.to)
	last.size = max(last.size, c.size)
}

// wide tells kana and kanji from letters that are set in words.
func wide(r rune) bool { return r >= 0x2e80 && r < 0xff61 || r >= 0x20000 }

// ruled tells whether a line is drawn between two chunks.
func ruled(rules []stroke, u0, u1, v float64) bool {
	if len(rules) > 5000 {
		return false
	}
	for _, r := range rules {
		if r.vertical && r.x0 > u0-1.5 && r.x0 < u1+1.5 && r.y0 <= v && r.y1 >= v {
			return true
		}
	}
	return false
}

// text is the line as a reader sees it: wide gaps are two blanks.
func (l textLine) text() string {
	var b strings.Builder
	for i, c := range l.chunks {
		if i > 0 {
			b.WriteByte(' ')
			if c.u0-l.chunks[i-1].u1 > columnGap*min(c.size, l.chunks[i-1].size) {
				b.WriteByte(' ')
			}
		}
		b.WriteString(c.text)
	}
	return b.String()
}

func (l textLine) left() float64  { return l.chunks[0].u0 }
func (l textLine) right() float64 { return l.chunks[len(l.chunks)-1].u1 }
