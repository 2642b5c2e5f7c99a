package prose

import (
	"cmp"
	"slices"
)

// A section may name thousands of people and say as much of each. What is asked
// here must not take as long as all pairs of them.

// owned lists, for every item that names a person, the items that are his, in
// their order; -1 ends a list.
type owned struct{ first, next []int }

func listOwned(owner []int) owned {
	o := owned{make([]int, len(owner)), make([]int, len(owner))}
	for i := range o.first {
		o.first[i] = -1
	}
	for i := len(owner) - 1; i >= 0; i-- {
		if p := owner[i]; p >= 0 {
			o.next[i], o.first[p] = o.first[p], i
		}
	}
	return o
}

// places are the names of a section, line by line and within a line by their
// place.
type places []namedLine

type namedLine struct {
	line  int
	names []place
}

// A place is where a name stands, and the index of its item.
type place struct{ pos, item int }

func placesOf(items []item, names []int) places {
	var out places
	for _, j := range names {
		line := items[j].line
		at, found := slices.BinarySearchFunc(out, line, func(l namedLine, line int) int { return l.line - line })
		if !found {
			out = slices.Insert(out, at, namedLine{line: line})
		}
		out[at].names = append(out[at].names, place{items[j].pos, j})
	}
	for _, l := range out {
		slices.SortFunc(l.names, func(a, b place) int { return cmp.Or(a.pos-b.pos, a.item-b.item) })
	}
	return out
}

// nearest returns the name that value i belongs to, -1 when none is near: the
// name before it in its line, the one behind it, the nearest line above, or
// just below. alone tells that the section speaks of one person only.
func (p places) nearest(items []item, i int, alone bool) int {
	v := &items[i]
	above, below := aboveMost, belowMost
	if v.Kind.Special() && !v.label {
		above = termAbove
	}
	if alone {
		above, below = aloneMost, aloneMost
	}
	best, dist := -1, 1<<30
	take := func(at place, d int) {
		if d < dist || d == dist && best >= 0 && at.item < best {
			best, dist = at.item, d
		}
	}
	from, _ := slices.BinarySearchFunc(p, v.line-above, func(l namedLine, line int) int { return l.line - line })
	for _, l := range p[from:] {
		last := firstAt(l.names, l.names[len(l.names)-1].pos)
		switch {
		case l.line > v.line+below:
			return best
		case l.line < v.line:
			take(l.names[last], 100_000*(v.line-l.line)-l.names[last].pos)
		case l.line > v.line:
			take(l.names[0], 100_000*(l.line-v.line+above)+l.names[0].pos)
		default:
			behind := firstAt(l.names, v.pos+1)
			if behind > 0 {
				before := firstAt(l.names, l.names[behind-1].pos)
				take(l.names[before], v.pos-l.names[before].pos)
			}
			if behind < len(l.names) {
				take(l.names[behind], 10_000+l.names[behind].pos-v.pos)
			}
		}
	}
	return best
}

// before returns the last name that stands before pos in a line, -1 when there
// is none.
func (p places) before(line, pos int) int {
	at, found := slices.BinarySearchFunc(p, line, func(l namedLine, line int) int { return l.line - line })
	if !found {
		return -1
	}
	if i := firstAt(p[at].names, pos); i > 0 {
		return p[at].names[i-1].item
	}
	return -1
}

// firstAt returns the first of the names that stands at pos or behind it.
func firstAt(names []place, pos int) int {
	at, _ := slices.BinarySearchFunc(names, pos, func(n place, pos int) int { return n.pos - pos })
	return at
}
