package prose

import (
	"strings"
	"unicode/utf8"

	"monban/detect"
	"monban/extract"
)

// Of whom something is told is named, mostly, though at times in a way that no list and
// no rule knows: 篠竹の件, Hendrik Vossberg. Where the dictionary and the sense of a
// sentence both tell something (see seconded), and nobody is named whose it may be, the
// words near it that are likeliest a name are one.

// A heard is a line of the section, to be asked again for names.
type heard struct {
	line int
	unit extract.Unit
}

// faintMost is in how many lines of a section such names are looked for.
const faintMost = 20

// faint returns the items of a section with the names that are only likely, where it
// tells something and names nobody.
func (r *Reader) faint(items []item) []item {
	known := false
	for i := range items {
		v := &items[i]
		if v.Kind == detect.PersonName {
			return items
		}
		known = known || v.seconded && v.Evidence&detect.Dictionary != 0
	}
	if !known {
		return items
	}
	asked, at := 0, 0 // lines that were asked, and up to which one a name was found
	for i := range items {
		v := &items[i]
		if !v.seconded || !v.meant() || workplaces.Has(v.Kind) || v.line <= at || asked == faintMost {
			continue
		}
		asked++
		at = v.line
		for _, line := range [...]int{v.line, v.line - 1, v.line - 2, v.line - 3, v.line + 1, v.line + 2} {
			if it, ok := r.faintIn(line); ok {
				items = append(items, it)
				break
			}
		}
	}
	return items
}

// faintIn finds the name in a line of the section, of nobody who does his work there.
func (r *Reader) faintIn(line int) (it item, ok bool) {
	for i := len(r.heard) - 1; i >= 0 && r.heard[i].line >= line; i-- {
		h := &r.heard[i]
		if h.line != line {
			continue
		}
		norm, chars, off := r.senses.Normalize(h.unit.Text)
		m, ok := r.senses.Faint(norm, func(start, end int) bool {
			works, treats := role(norm, start, end, true)
			return !works && !treats && !thing(norm, start, end) && !setApart(norm, start, end)
		})
		if !ok {
			return it, false
		}
		var t detect.Text
		t.Set(h.unit, norm, chars, off)
		return item{line: line, pos: m.Start, end: m.End, subject: true, leads: leads(norm[:m.Start]), Value: detect.Value{Kind: detect.PersonName, Loc: t.Loc, Hidden: t.Hidden,
			Text: t.Original(m.Start, m.End), Key: m.Key, Odds: faintOdds}}, true
	}
	return it, false
}

// faintOdds are the log odds of such a name.
const faintOdds = 1

// setApart reports whether what looks like a name is the beginning of a word whose
// characters a form sets apart: 研 修 名.
func setApart(s string, start, end int) bool {
	for _, w := range strings.Fields(s[start:end]) {
		if utf8.RuneCountInString(w) > 1 {
			return false
		}
	}
	rest, ok := strings.CutPrefix(s[end:], " ")
	if !ok {
		return false
	}
	word, _, _ := strings.Cut(strings.TrimLeft(detect.Head(rest, setMost), " "), " ")
	return utf8.RuneCountInString(word) == 1
}

// setMost is how far behind the last of its characters, in bytes, the next one stands.
const setMost = 12
