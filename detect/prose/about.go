package prose

import (
	"monban/detect"
)

// What offices note of somebody beside numbers and illnesses (his family, where he
// has learned and worked, where he applies) is told in words that stand in every
// leaflet, too. They count where a line is about somebody: it names him, or one of
// the few above it does.

// aboutAbove is how many lines above may name him, and aboutMost how many values of
// the section are looked at for his name.
const aboutAbove, aboutMost = 4, 64

// somebody reports whether the line or one of those above it names somebody who
// is not at his work, or the line begins with the sex and age of one.
func (r *Reader) somebody() bool {
	if r.now.nameless {
		return true
	}
	for i := len(r.items) - 1; i >= max(0, len(r.items)-aboutMost); i-- {
		it := &r.items[i]
		if it.line < r.line-aboutAbove {
			return false
		}
		if it.Kind == detect.PersonName && (!it.staff || r.himself(it)) && it.Evidence&detect.Sample == 0 && detect.Believed(it.Odds, it.Evidence) {
			return true
		}
	}
	return false
}

// himself reports whether a name is that of who writes as a private person: 三好です。
// No organisation is named.
func (r *Reader) himself(it *item) bool {
	return it.Key != "" && it.Key == r.writer && len(r.org) == 0
}

// tell takes what the words of the line at [start:end] tell of somebody, unless
// something else has been read there, and reports whether it has.
func (r *Reader) tell(k detect.Kind, start, end int, odds float64) bool {
	for i := r.now.from; i < len(r.items); i++ {
		if it := &r.items[i]; it.pos < end && start < it.end && it.aliasOf == "" {
			return false
		}
	}
	t := r.now.t
	r.items = append(r.items, item{line: r.line, pos: start, end: end, Value: detect.Value{Kind: k, Loc: t.Loc, Hidden: t.Hidden,
		Text: t.Original(start, end), Odds: odds, Evidence: detect.Context}})
	return true
}
