package prose

import (
	"slices"
	"strings"

	"monban/detect"
)

// The subject of a mail names whom its body speaks of: 佐藤さんの診断書, and below
// that nothing but 適応障害. It is read with the body, as a line far above it that
// no window reaches: who is named there owns what the body says when the body
// speaks of nobody, and is the same person when it names him.

// titleLine is the line of what a subject says.
const titleLine = -1000

// A heading is the subject of a mail, until all of its bodies are read.
type heading struct {
	part  string // of the mail
	items []item
	told  bool // a body was read with it
}

// entitle keeps what a subject says for the body.
func (r *Reader) entitle(items []item) {
	r.untitle()
	r.title.part, r.title.told = r.part, false
	for _, it := range items {
		it.line = titleLine
		r.title.items = append(r.title.items, it)
	}
}

// untitle lets go of the subject: with no body to go with, it is a section of
// its own.
func (r *Reader) untitle() {
	if items := r.title.items; len(items) > 0 && !r.title.told {
		r.tie(items)
	}
	r.title.items = r.title.items[:0]
}

// titled returns the items of a section behind those of the subject it stands
// under. Only the first body of a mail tells of the subject itself: another,
// which mostly says the same in HTML, just refers to it.
func (r *Reader) titled(items []item) []item {
	t := &r.title
	if len(t.items) == 0 || r.sheet != "" || !bodyOf(r.part, t.part) {
		return items
	}
	items = slices.Concat(t.items, items)
	if t.told {
		for i := range t.items {
			items[i].Silent, items[i].More = true, true
		}
	}
	t.told = true
	return items
}

// subject reports whether a section is the subject of a mail.
func subject(sheet string) bool { return strings.EqualFold(sheet, "subject") }

// bodyOf reports whether part is a body of the mail: its own text, or one that
// the mail holds as a file without a name.
func bodyOf(part, mail string) bool {
	rest, ok := strings.CutPrefix(part, mail)
	if !ok {
		return false
	}
	rest = strings.TrimPrefix(rest, "!/")
	return rest == "" || strings.HasPrefix(rest, "body.")
}

// numbered gives a number in the subject that names nobody, 証券番号 1234, to the
// only person of the body.
func numbered(items []item, owner []int, names []int) {
	person := -1
	for _, n := range names {
		if items[n].line == titleLine || person >= 0 && owner[n] != person {
			return
		}
		person = owner[n]
	}
	if person < 0 {
		return
	}
	for i := range items {
		if items[i].line == titleLine && owner[i] < 0 && items[i].Whose == detect.Subject && items[i].Kind != detect.PersonName {
			owner[i] = person
		}
	}
}

// about gives what a body says to the person of its subject, when that is one
// person and the body speaks of nobody but those who sign it. What a signature
// may consist of is left to them.
func (r *Reader) about(items []item, owner []int, spoken map[int]bool) {
	person := -1
	for i := range items {
		if owner[i] < 0 || items[i].line != titleLine || items[i].staff && items[i].topic == 0 {
			continue
		}
		if person >= 0 && owner[i] != person {
			return
		}
		person = owner[i]
	}
	if person < 0 {
		return
	}
	signed := len(r.org) > 0
	for i := range items {
		if owner[i] < 0 || items[i].line == titleLine {
			continue
		}
		signs := items[i].staff || items[i].whole || r.orgNear(items[i].line)
		if spoken[owner[i]] && !signs {
			return
		}
		signed = true
	}
	for i := range items {
		v := &items[i]
		if owner[i] < 0 && v.Whose == detect.Subject && v.Kind != detect.PersonName && !r.orgNear(v.line) &&
			!(signed && signature.Has(v.Kind)) && !landline(&v.Value) {
			owner[i], spoken[person] = person, true
		}
	}
}

// signature are the kinds of which a signature consists.
var signature = detect.SetOf(detect.Phone, detect.Email, detect.PostalCode, detect.Address)
