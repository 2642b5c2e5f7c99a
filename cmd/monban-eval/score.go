package main

import (
	"math"
	"strings"

	"monban/detect"
)

// A tally counts right and wrong answers.
type tally struct{ TP, FP, FN int }

func (t tally) precision() float64 { return ratio(t.TP, t.TP+t.FP) }
func (t tally) recall() float64    { return ratio(t.TP, t.TP+t.FN) }
func (t tally) f1() float64        { return ratio(2*t.TP, 2*t.TP+t.FP+t.FN) }

// ratio is 1 when there was nothing to get wrong.
func ratio(a, b int) float64 {
	if b == 0 {
		return 1
	}
	return float64(a) / float64(b)
}

// tallies counts by kind.
type tallies map[detect.Kind]*tally

func (t tallies) of(k detect.Kind) *tally {
	if t[k] == nil {
		t[k] = &tally{}
	}
	return t[k]
}

func (t tallies) sum(in func(detect.Kind) bool) tally {
	var s tally
	for k, v := range t {
		if in == nil || in(k) {
			s.TP, s.FP, s.FN = s.TP+v.TP, s.FP+v.FP, s.FN+v.FN
		}
	}
	return s
}

// A truthKind is the kind of a cell or a span as the truth writes it:
// alternatives joined with "/", with "?" when to miss it is right too.
type truthKind string

func (t truthKind) optional() bool { return strings.Contains(string(t), "?") }

func (t truthKind) allows(k detect.Kind) bool {
	for _, a := range strings.Split(string(t), "/") {
		if strings.TrimSuffix(a, "?") == string(k) {
			return true
		}
	}
	return false
}

// all is every kind that is right.
func (t truthKind) all() detect.KindSet {
	var s detect.KindSet
	for _, a := range strings.Split(string(t), "/") {
		s |= detect.SetOf(detect.Kind(strings.TrimSuffix(a, "?")))
	}
	return s
}

// main is the kind under which a miss is counted.
func (t truthKind) main() detect.Kind {
	a, _, _ := strings.Cut(string(t), "/")
	return detect.Kind(strings.TrimSuffix(a, "?"))
}

// A calibration compares confidences with how often they were right.
type calibration struct {
	n, right [10]int
	sum      [10]float64
}

func (c *calibration) add(confidence float64, right bool) {
	i := min(int(confidence*10), 9)
	c.n[i]++
	c.sum[i] += confidence
	if right {
		c.right[i]++
	}
}

// error is the expected calibration error over ten bins.
func (c *calibration) error() float64 {
	total, e := 0, 0.0
	for i := range c.n {
		total += c.n[i]
		e += math.Abs(c.sum[i] - float64(c.right[i]))
	}
	if total == 0 {
		return 0
	}
	return e / float64(total)
}

// A headcount compares numbers of people.
type headcount struct {
	sets, exact, close int
	err                float64 // sum of relative errors
}

// add takes the number found and the range that is right.
func (h *headcount) add(got, least, most int) bool {
	h.sets++
	off := 0
	switch {
	case got < least:
		off = least - got
	case got > max(most, least):
		off = got - max(most, least)
	}
	rel := float64(off) / float64(max(least, 1))
	h.err += rel
	if off == 0 {
		h.exact++
	}
	if rel <= 0.02 {
		h.close++
	}
	return off == 0
}
