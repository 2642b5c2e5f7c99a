package prose

import (
	"slices"

	"monban/detect"
)

// Lines that differ in their numbers alone come by the thousand: logs, lists of
// tickets, a column of words with a number behind each. Their cost must not grow
// with them.
const (
	// againMost is the length in bytes of the longest line that is remembered; of
	// the line above, the reader keeps as much.
	againMost = 120
	// enough is how often a line must have come to the same.
	enough = 12
	// shapesMost is the number of shapes that are remembered, a power of two, and
	// shapesFrom that of the lines from which on they are.
	shapesMost = 1 << 11
	shapesFrom = 64
	// namesMost is how many names of a line are remembered.
	namesMost = 16
)

// A shape is a line with a 0 for each digit, under another such line.
type shape struct {
	key     uint64
	nothing uint8 // how often it said nothing; something when it ever said anything
	same    uint8 // how often the same names stood in it
	names   []worded
}

const something = 255

// An again remembers the shapes of lines. A new shape takes the place of an old
// one.
type again struct {
	lines int
	table []shape
	above uint64   // hash of the line above, 0 when that is unknown
	shape *shape   // of the line, nil when it is not remembered
	names []worded // of the line
}

// A worded is what the words of a line have shown together.
type worded struct {
	kind detect.Kind
	detect.Match
}

// look reads the line t, unless lines like it have said nothing often enough.
func (r *Reader) look(t *detect.Text, names bool) {
	sh, brief := r.again.of(t.Norm, t.Before, names)
	if r.again.shape = sh; sh == nil || r.tested > 0 { // what stands in tests says nothing there
		r.read(t, names)
		return
	}
	if brief && sh.nothing >= enough && sh.nothing != something {
		r.exempt(t.Norm, t.Chars, len(r.items))
		r.remember(t.Norm)
		return
	}
	n := len(r.items)
	r.read(t, names)
	switch {
	case len(r.items) > n:
		sh.nothing = something
	case sh.nothing < enough:
		sh.nothing++
	}
}

// names finds the names in t: those that stood in lines of its shape before, when
// they were the same often enough.
func (r *Reader) names(t *detect.Text, found func(detect.Kind, detect.Match)) {
	sh := r.again.shape
	if sh == nil {
		r.senses.Names(t, found)
		return
	}
	if sh.same >= enough {
		for _, m := range sh.names {
			found(m.kind, m.Match)
		}
		return
	}
	all := r.again.names[:0]
	r.senses.Names(t, func(k detect.Kind, m detect.Match) {
		all = append(all, worded{k, m})
		found(k, m)
	})
	r.again.names = all
	switch {
	case sh.same > 0 && slices.Equal(sh.names, all):
		sh.same++
	case len(all) <= namesMost:
		sh.same, sh.names = 1, append(sh.names[:0], all...)
	default:
		sh.same = 0
	}
}

// of returns what is remembered of lines like norm, which stands under the line
// before; nil when that is nothing. brief tells that its numbers are short.
func (s *again) of(norm, before string, names bool) (sh *shape, brief bool) {
	above := s.above
	s.above = 0
	if len(norm) > againMost {
		return nil, false
	}
	if s.lines++; s.lines < shapesFrom {
		return nil, false
	}
	if s.table == nil {
		s.table = make([]shape, shapesMost)
	}
	s.above, brief = detect.Zeros(norm)
	if above == 0 || before == "" || len(before) > againMost {
		return nil, false
	}
	key := s.above + above<<7 + above>>9
	if !names {
		key = ^key
	}
	sh = &s.table[key%shapesMost]
	if sh.key != key {
		*sh = shape{key: key}
	}
	return sh, brief
}
