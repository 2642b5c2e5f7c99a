package table

import (
	"strings"

	"monban/detect"
	"monban/extract"
)

// A sheet about one person names him once, in its form on top or in a table of
// one row, and goes on with tables that name nobody: his illnesses, what he is
// paid, what is planned for him.

// owned keeps whom a record of a form names, or tells a form that names nobody
// whose it is.
func (r *Reader) owned(rec *detect.Record) {
	if !r.own(rec) {
		r.lend(rec)
	}
}

// own makes the person that a record is surely about the owner of the sheet. It
// reports whether there is one.
func (r *Reader) own(rec *detect.Record) bool {
	who := subjectOf(rec)
	if who == nil {
		return false
	}
	r.owner = *who
	r.owner.Silent, r.owner.More, r.owner.Hidden = true, false, 0
	return true
}

// addressMost is the length in bytes of the longest line that only names to whom
// what follows goes.
const addressMost = 60

// addressed keeps to whom a letter goes: 椎名 薫 様 on a line of its own, above the
// tables of his results. The next such line begins with the next person.
func (r *Reader) addressed(u *extract.Unit) {
	if len(u.Text) > addressMost || u.Role != extract.Content || u.Loc.Row > 0 || !strings.HasSuffix(u.Text, "様") && !strings.HasSuffix(u.Text, "殿") {
		return
	}
	name := strings.TrimSpace(strings.TrimSuffix(strings.TrimSuffix(u.Text, "様"), "殿"))
	for _, colon := range [...]string{":", "："} {
		if _, rest, ok := strings.Cut(name, colon); ok { // 氏名：椎名 薫 様
			name = strings.TrimSpace(rest)
		}
	}
	norm, _, _ := r.senses.Normalize(name)
	norm = strings.TrimSpace(norm)
	if odds, _ := r.senses.NameCell(norm); odds <= 1 {
		return
	}
	r.learn(true)
	r.close()
	r.addressee = detect.Value{Kind: detect.PersonName, Loc: u.Loc, Hidden: u.Hidden, Text: name, Key: r.senses.FoldName(norm), Odds: 1, Evidence: detect.Label}
}

// owning reports whether it is known whom the rows are about that name nobody.
func (r *Reader) owning() bool { return r.owner.Kind != "" || r.addressee.Kind != "" }

// lend adds the owner of the sheet to a record that names nobody, or else to whom
// the letter goes. The rest of a form is his with all that reaches him; a row of a
// table that reaches somebody is about that one.
func (r *Reader) lend(rec *detect.Record) {
	owner := r.owner
	if owner.Kind == "" {
		owner = r.addressee
	}
	if owner.Kind == "" {
		return
	}
	says, born := false, false
	for i := range rec.Values {
		v := &rec.Values[i]
		if v.Whose != detect.Subject || v.Kind.Identifies() && (!rec.Group || r.owner.Kind == "" || v.Kind == detect.PersonName) {
			return // somebody of its own
		}
		born = born || v.Kind == detect.BirthDate
		says = says || v.Kind.Special() || lent.Has(v.Kind)
	}
	if rec.Org && !born {
		return
	}
	says = says || born
	if says {
		rec.Values = append(rec.Values, owner)
		r.addressee.Silent = true // his name is a finding once
	}
}

// lent are the kinds besides special care that are somebody's by all means.
var lent = detect.SetOf(detect.Salary, detect.Career, detect.JobOffer)

// subjectOf returns the name of the person that a record is surely about, nil
// when it does not say.
func subjectOf(rec *detect.Record) *detect.Value {
	for i := range rec.Values {
		v := &rec.Values[i]
		if v.Kind == detect.PersonName && v.Whose == detect.Subject && !v.Alias && !v.Mention && !v.Business && v.Key != "" && detect.Believed(v.Odds, v.Evidence) {
			return v
		}
	}
	return nil
}

// heir keeps whom the one row of a table names. Of several rows none is the one
// that the sheet is about, unless they are his family.
func (g *grid) heir(rec *detect.Record) {
	if !g.subject {
		return
	}
	for _, c := range g.cols {
		if c.kind == detect.Family {
			return
		}
	}
	g.r.owner = detect.Value{}
	if g.about.Rows == 1 {
		g.r.own(rec)
	}
}
