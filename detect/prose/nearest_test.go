package prose

import (
	"math/rand/v2"
	"testing"

	"monban/detect"
)

// nearestOfAll looks at every name.
func nearestOfAll(items []item, names []int, i int, alone bool) int {
	v := &items[i]
	above, below := aboveMost, belowMost
	if v.Kind.Special() && !v.label {
		above = termAbove
	}
	if alone {
		above, below = aloneMost, aloneMost
	}
	best, dist := -1, 1<<30
	for _, j := range names {
		n := &items[j]
		d := 0
		switch {
		case n.line == v.line && n.pos <= v.pos:
			d = v.pos - n.pos
		case n.line == v.line:
			d = 10_000 + n.pos - v.pos
		case n.line < v.line && v.line-n.line <= above:
			d = 100_000*(v.line-n.line) - n.pos
		case n.line > v.line && n.line-v.line <= below:
			d = 100_000*(n.line-v.line+above) + n.pos
		default:
			continue
		}
		if d < dist {
			best, dist = j, d
		}
	}
	return best
}

func TestNearestIsTheNearestOfAll(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for range 300 {
		var items []item
		var names []int
		line := 1
		for i := range 1 + rng.IntN(60) {
			if rng.IntN(4) == 0 {
				line += rng.IntN(8)
			}
			it := item{line: line, pos: rng.IntN(40), label: rng.IntN(2) == 0}
			it.Kind = detect.Kinds[rng.IntN(len(detect.Kinds))].Kind
			if rng.IntN(3) == 0 {
				it.pos += 10_000 * rng.IntN(2)
				names = append(names, i)
			}
			items = append(items, it)
		}
		p := placesOf(items, names)
		for i := range items {
			for _, alone := range []bool{false, true} {
				if got, want := p.nearest(items, i, alone), nearestOfAll(items, names, i, alone); got != want {
					t.Fatalf("item %d of %d: name %d, want %d", i, len(items), got, want)
				}
			}
		}
	}
}
