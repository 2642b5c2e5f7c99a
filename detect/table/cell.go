package table

import (
	"slices"
	"strings"

	"monban/detect"
	"monban/extract"
)

// cell adds what a cell says to the record.
func (g *grid) cell(rec *detect.Record, c *column, u *extract.Unit, units []extract.Unit) {
	judged := c.kind != "" && !c.skip && !c.within
	if !judged && c.refers == "" && c.plain.again(u.Text) {
		return
	}
	print := g.printOf(c, u)
	if print != 0 {
		switch what, key := c.past.of(print); what {
		case empty:
			return
		case itself:
			g.value(rec, c, u, u.Text)
			return
		case keyed:
			g.value(rec, c, u, key)
			return
		}
	}
	what, key := g.judge(rec, c, u, units, judged)
	if print != 0 && what != unheard {
		c.past.note(print, what, key, &g.room)
	}
}

// judge adds what a cell says to the record, and tells what came of it: unheard
// when that is more than one value of the column's kind.
func (g *grid) judge(rec *detect.Record, c *column, u *extract.Unit, units []extract.Unit, judged bool) (what int, key string) {
	t := &g.r.text
	norm, chars, off := g.r.senses.Normalize(u.Text)
	t.Set(*u, norm, chars, off)
	t.Under(c.label())
	if c.refers != "" && g.r.senses.Says(norm) {
		rec.Values = append(rec.Values, detect.Value{Kind: detect.LoginID, Silent: true, Loc: u.Loc, Key: g.r.file + ":" + c.refers + ":" + norm, Odds: 1})
		return unheard, ""
	}
	if judged {
		m := c.meaning
		if m.Kind != c.kind {
			m = detect.Meaning{Kind: c.kind}
		}
		if c.lead != nil {
			g.split(rec, c, m, t, units)
			return unheard, ""
		}
		if c.boxed {
			if v := strings.TrimSpace(norm); yes(v) {
				g.value(rec, c, u, "")
				return keyed, ""
			} else if no(v) {
				return empty, ""
			}
		}
		key, ok := g.r.accept(m, t)
		if !ok && g.rareName(c, norm) {
			key, ok = g.r.senses.FoldName(norm), true
		}
		if !ok && c.kind == detect.PersonName && chars&detect.HasOther != 0 {
			ok = g.r.several(c, strings.TrimSpace(norm))
		}
		if !ok && c.kind == detect.MyNumber {
			key, ok = lostZeros(c, t)
		}
		if ok && c.kind == detect.PersonName && !c.alias && g.people(rec, c, t, key) {
			return unheard, ""
		}
		if ok {
			g.value(rec, c, u, key)
			if c.kind == detect.Phone && strings.IndexByte(norm, '@') > 0 {
				g.mails(rec, c, t)
				return unheard, ""
			}
			if g.r.besides(rec, c.kind, t, c.whose) {
				return unheard, ""
			}
			return kept(u.Text, key), key
		}
		if !g.r.senses.Says(strings.TrimSpace(norm)) || blankForm(norm) {
			return empty, ""
		}
	}
	n := len(rec.Values)
	g.long(rec, c, t, u)
	if len(rec.Values) > n {
		return unheard, ""
	}
	return empty, ""
}

// mails adds the addresses of mail that stand in a cell with what its column is for:
// 連絡先 has both.
func (g *grid) mails(rec *detect.Record, c *column, t *detect.Text) {
	g.r.senses.Recognise(t, func(k detect.Kind, m detect.Match) {
		if k == detect.Email {
			rec.Values = append(rec.Values, detect.Value{Kind: k, Whose: c.whose, Loc: t.Loc, Hidden: t.Hidden, Text: t.Original(m.Start, m.End), Key: m.Key,
				Odds: m.Odds, Evidence: m.Evidence, Business: m.Business})
		}
	})
}

// value adds a value of a column's kind to the record.
func (g *grid) value(rec *detect.Record, c *column, u *extract.Unit, key string) {
	v := detect.Value{Kind: c.kind, Whose: c.whose, Loc: u.Loc, Hidden: u.Hidden, Text: u.Text, Key: key,
		Odds: c.odds, Evidence: c.evidence, Alias: c.alias, Business: c.business || officePhone(c.kind, key)}
	if c.whose == detect.Staff && g.staffed {
		v.Whose, rec.Org = detect.Subject, true
	}
	rec.Values = append(rec.Values, v)
}

// writers parts who has written a row from whom he writes of: where a table names
// only people at their work, and a remark in it somebody else with his honorific,
// what the row says is said of him.
func (g *grid) writers(rec *detect.Record) {
	if !g.staffed {
		return
	}
	of := func(v *detect.Value) bool {
		return v.Kind == detect.PersonName && v.Evidence&detect.Honorific != 0 && v.Evidence&detect.ColumnHeader == 0
	}
	if !slices.ContainsFunc(rec.Values, func(v detect.Value) bool { return of(&v) }) {
		return
	}
	writer := func(v detect.Value) bool { return v.Kind == detect.PersonName && v.Evidence&detect.ColumnHeader != 0 }
	if !g.org && slices.ContainsFunc(rec.Values, reachedAtHome) {
		rec.Values, rec.Org = slices.DeleteFunc(rec.Values, writer), false
		return
	}
	for i := range rec.Values {
		if writer(rec.Values[i]) {
			rec.Values[i].Key = "" // no name of his
		}
	}
}

// reachedAtHome reports whether a value tells where a private person is reached: no
// landline, and no mail of an office.
func reachedAtHome(v detect.Value) bool {
	switch v.Kind {
	case detect.Phone:
		return !v.Business && detect.Mobile(v.Key)
	case detect.Email:
		return detect.FreeMail(v.Key)
	}
	return v.Kind == detect.Address && detect.Believed(v.Odds, v.Evidence|detect.WithPerson)
}

// officePhone reports numbers that are no private person's: free dial and
// navigation services.
func officePhone(k detect.Kind, key string) bool {
	return k == detect.Phone && (strings.HasPrefix(key, "0120") || strings.HasPrefix(key, "0800") || strings.HasPrefix(key, "0570"))
}

// split adds a part of a value that is split over columns: the first part
// speaks for all, the others are listed with it.
func (g *grid) split(rec *detect.Record, c *column, m detect.Meaning, t *detect.Text, units []extract.Unit) {
	if !g.r.senses.Says(strings.TrimSpace(t.Norm)) {
		return
	}
	v := detect.Value{Kind: c.kind, Whose: c.whose, Loc: t.Loc, Hidden: t.Hidden, Text: t.Unit.Text,
		Odds: c.odds, Evidence: c.evidence, Alias: c.alias, Business: c.business, More: c.lead != c}
	if c.lead == c {
		var all strings.Builder
		for _, p := range c.parts {
			for i := range units {
				if units[i].Loc.Col == p.col {
					if all.Len() > 0 && c.kind == detect.BirthDate {
						all.WriteByte('/')
					}
					all.WriteString(units[i].Text)
				}
			}
		}
		v.Key = g.joined(m.Kind, all.String(), t)
	}
	rec.Values = append(rec.Values, v)
}

// joined is the key of a value that was put together from its parts.
func (g *grid) joined(k detect.Kind, s string, t *detect.Text) string {
	norm, chars, off := g.r.senses.Normalize(s)
	switch k {
	case detect.PersonName:
		return g.r.senses.FoldName(norm)
	case detect.BirthDate:
		whole := detect.NewText(extract.Unit{Text: s}, norm, chars, off)
		if key, _, ok := g.r.senses.Date(whole, true); ok {
			return key
		}
		return norm
	case detect.Phone, detect.MyNumber, detect.PostalCode:
		return digitsOf(norm)
	}
	return norm
}
