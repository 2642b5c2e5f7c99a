package table

import "monban/detect"

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

// lend adds the owner of the sheet to a record that names nobody.
func (r *Reader) lend(rec *detect.Record) {
	if r.owner.Kind == "" || rec.Org {
		return
	}
	says := false
	for i := range rec.Values {
		v := &rec.Values[i]
		if v.Kind.Identifies() || v.Whose != detect.Subject {
			return // somebody of its own
		}
		says = says || v.Kind.Special() || lent.Has(v.Kind)
	}
	if says {
		rec.Values = append(rec.Values, r.owner)
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
