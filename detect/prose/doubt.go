package prose

import (
	"math"
	"slices"
	"strings"

	"monban/detect"
)

// In lines without a sentence a word that only looks like a name is mostly one of
// the trade. What is told beside it bears it out: 猿渡→ストマ交換 tells of somebody
// called 猿渡.

// doubt keeps a doubtful name until the section is known.
func (r *Reader) doubt(m detect.Match) {
	t, n := r.now.t, len(r.items)
	if s := t.Norm[:min(len(t.Norm), fellowMost)]; dealings.In(s) || venues.In(s) {
		return // 清水…胃がん検診
	}
	r.add(detect.PersonName, m, true, false)
	if len(r.items) == n {
		return // a label has named what stands there
	}
	it := r.items[n]
	r.items = r.items[:n]
	it.rest = len(strings.TrimRight(t.Norm[m.End:], " "))
	if it.subject && it.leads && !inKana(it.Text) { // which are words of the trade
		r.doubts = append(r.doubts, it)
	}
}

// borneOut returns the items of the section with the doubtful names that stand.
func (r *Reader) borneOut() []item {
	for i := range r.doubts {
		if d := &r.doubts[i]; r.told(d) {
			r.items = append(r.items, *d)
		}
	}
	r.alike()
	r.young()
	return r.items
}

// headline keeps a family name at the end of a line that heads what is written below about
// somebody: 健診後面談 斧田.
func (r *Reader) headline(t *detect.Text) {
	s := t.Norm
	i := strings.LastIndexByte(s, ' ')
	if i <= 0 || len(s) > headingMost || aboutSomebody.Ends(strings.TrimRight(s[:i], " ")) == "" || lecture.In(s) || dealings.In(s) || venues.In(s) {
		return
	}
	name := s[i+1:]
	if !r.senses.Surname(name) && !r.senses.Unheard(name) {
		return
	}
	for k := r.now.from; k < len(r.items); k++ {
		if r.items[k].end > i {
			return
		}
	}
	r.doubts = append(r.doubts, item{line: r.line, pos: i + 1, end: len(s), subject: true, leads: true, headed: true, Value: detect.Value{Kind: detect.PersonName,
		Loc: t.Loc, Hidden: t.Hidden, Text: t.Original(i+1, len(s)), Key: r.senses.FoldName(name), Odds: -1, Evidence: detect.Context}})
}

// workplaces are the kinds that stand beside anybody's name, as where he works.
var workplaces = detect.SetOf(detect.Hospital, detect.Doctor)

// headMost is how much may stand behind a full name, in bytes, in a line that
// heads what is told below.
const headMost = 90

// told reports whether the line that a doubtful name leads tells of somebody's
// health and the like behind it; or the line below does, which it heads.
func (r *Reader) told(d *item) bool {
	heads := d.rest == 0 || d.rest <= headMost && strings.ContainsAny(d.Text, " 　")
	below := false
	for i := range r.items {
		v := &r.items[i]
		switch {
		case v.line == d.line && v.Kind == detect.PersonName && v.subject:
			return false // of whom it is told
		case v.line == d.line+1 && v.Kind == detect.PersonName && v.subject:
			heads = false
		case !v.Kind.Special() || workplaces.Has(v.Kind) || v.general || v.named || !detect.Believed(v.Odds, v.Evidence|detect.WithPerson):
		case v.line == d.line && v.pos >= d.end:
			return true
		case v.line == d.line+1:
			below = true
		}
	}
	return heads && below
}

// aloneLeast is how sure the sense of a sentence must be, as log odds, where nothing that
// the dictionary knows is told of somebody besides.
const aloneLeast = 0

// guessed drops what only the sense of a sentence tells, where it is less sure than even,
// or of somebody whom only the tagger takes for a person, in kana: ひっそりしている of メロス,
// 目が見える of まさお, who keeps fish. One of the two must be sure.
func guessed(rec *detect.Record) {
	best, only, known := math.Inf(-1), false, false
	for i := range rec.Values {
		switch v := &rec.Values[i]; {
		case v.Kind == detect.PersonName:
			known = known || v.Evidence != 0 || !allKana(v.Text)
		case !v.Kind.Special() || !detect.Believed(v.Odds, v.Evidence|detect.WithPerson):
		case v.Evidence&detect.Sentence == 0:
			return
		default:
			best, only = max(best, v.Odds), true
		}
	}
	if only && (!known || best < aloneLeast) {
		rec.Values = slices.DeleteFunc(rec.Values, func(v detect.Value) bool { return v.Kind.Special() })
	}
}

// allKana reports whether a text has no kanji and no letters.
func allKana(s string) bool {
	return strings.IndexFunc(s, func(c rune) bool { return (c < 'ぁ' || c > 'ー') && c != ' ' && c != '・' }) < 0
}
