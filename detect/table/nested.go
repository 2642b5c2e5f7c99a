package table

import (
	"strings"

	"monban/detect"
	"monban/extract"
)

// nested learns whose the arrays inside the rows of records are: contacts and
// prescriptions are those of the person of the row, named members of a family
// are its relatives, and where only the elements have names, each of them is a
// person of his own and the rest of the row is about all of them.
func (g *grid) nested() {
	top, some := "", false
	named := func(c *column) bool {
		return c.kind == detect.PersonName && !c.skip && c.whose != detect.Staff && !c.alias
	}
	for _, c := range g.cols {
		if i := strings.LastIndex(c.header, "[]"); i >= 0 {
			c.array = c.header[:i+2]
		}
		if named(c) && (!some || len(c.array) < len(top)) {
			top, some = c.array, true
		}
	}
	if !some {
		return
	}
	g.each = top
	for _, c := range g.cols {
		if !named(c) || c.array == top {
			continue
		}
		for _, d := range g.cols {
			if strings.HasPrefix(d.array, c.array) && d.whose == detect.Subject {
				d.whose = detect.Relative
			}
		}
	}
}

// elements reads the people of one row: an element begins where a column of
// their array comes again.
func (g *grid) elements(units []extract.Unit) {
	var shared, one []extract.Unit
	seen := map[int]bool{}
	inside := func(u *extract.Unit) *column {
		if c := g.byCol[u.Loc.Col]; c != nil && strings.HasPrefix(c.array, g.each) {
			return c
		}
		return nil
	}
	for i := range units {
		if inside(&units[i]) == nil {
			shared = append(shared, units[i])
		}
	}
	flush := func() {
		if len(one) > 0 {
			g.single(append(one, shared...))
			one = one[:0]
			clear(seen)
		}
	}
	any := false
	for i := range units {
		c := inside(&units[i])
		if c == nil {
			continue
		}
		if c.array == g.each {
			if seen[c.col] {
				flush()
			}
			seen[c.col] = true
		}
		one, any = append(one, units[i]), true
	}
	flush()
	if !any {
		g.single(units)
	}
}

// owners are the words for people in the names of tables and of columns that
// refer to them, in the singular.
var owners = map[string]bool{"user": true, "member": true, "customer": true, "patient": true, "student": true, "employee": true, "client": true, "person": true,
	"applicant": true, "candidate": true, "account": true, "resident": true, "kokyaku": true, "kaiin": true, "kanja": true, "shain": true, "riyosha": true}

// references finds the numbers by which the tables of a database speak of the
// people of another one: id in users, user_id in health_records.
func (g *grid) references() {
	for _, c := range g.cols {
		h := strings.ToLower(c.header)
		switch owner, ok := strings.CutSuffix(h, "_id"); {
		case c.kind != "" || c.array != "":
		case h == "id" && g.subject:
			c.refers = singular(strings.ToLower(g.r.sheet[strings.LastIndexAny(g.r.sheet, "./")+1:]))
		case ok:
			c.refers = singular(owner)
		case strings.HasSuffix(c.header, "Id"):
			c.refers = singular(strings.TrimSuffix(h, "id"))
		}
		if !owners[c.refers] {
			c.refers = ""
		}
	}
}

// numbering are the names of columns that count whoever their table is about.
var numbering = map[string]bool{"no": true, "number": true, "num": true, "code": true, "cd": true, "bango": true}

// counted gives the number of a record the meaning that it has together with the name of
// its table: no of <patient no="…">, code in employees.
func (r *Reader) counted(h *headCol) {
	word := strings.ToLower(h.text)
	if !numbering[word] {
		return
	}
	owner := singular(strings.ToLower(r.sheet[strings.LastIndexAny(r.sheet, "./")+1:]))
	if !owners[owner] || owner == "account" { // an account of a bank is nobody
		return
	}
	if m, exact, ok := r.senses.Meaning(r.senses.Key(owner + word)); ok && exact && m.Personal() {
		h.meaning, h.exact, h.known = m, true, true
	}
}

// singular cuts the mark of the plural off the name of a table.
func singular(s string) string {
	for _, prefix := range []string{"t_", "m_", "tbl_", "mst_"} {
		s = strings.TrimPrefix(s, prefix)
	}
	return strings.TrimSuffix(s, "s")
}
