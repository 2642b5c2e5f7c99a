package table

import (
	"cmp"
	"strings"
	"unicode/utf8"

	"monban/detect"
	"monban/extract"
)

// form reads rows in which labels stand beside their values, or above them: one
// sheet about one person, a form laid out on a grid, a table on its side. It
// reports whether the rows are such.
func (r *Reader) form(rows []row) bool {
	labels, filled, cells, led := 0, 0, 0, 0
	named, alone := false, false
	goes := false // on, about whom the sheet is
	seen := map[detect.Meaning]bool{}
	for i := range rows {
		cells += said(&rows[i])
		if len(rows[i].cells) > 0 && rows[i].cells[0].label() {
			led++
			goes = goes || r.owning() && r.answered(&rows[i], 0)
		}
		for j := range rows[i].cells {
			c := &rows[i].cells[j]
			if !c.label() {
				named = named || j == 0 && c.addresses() && r.toWhom(nil, c)
				continue
			}
			labels++
			seen[c.meaning] = true
			if v := r.valueOf(rows, i, j); v != nil {
				filled++
				if (c.meaning.Whose() != detect.Staff || len(rows) <= linesMost) && r.namesBeside(c, v) {
					named = true
					alone = alone || j+1 < len(rows[i].cells) && v == &rows[i].cells[j+1] && !r.othersBeside(&rows[i], j)
				}
			}
		}
	}
	if glossary(rows) {
		return false
	}
	// A column of values that are header words too (知的障害, 通所) is no form:
	// a form says many things, and says them all over, or whom it is about.
	if len(seen) < 2 && (len(seen) == 0 || !r.owning() && !named) || filled == 0 || labels*5 < cells && led*2 < len(rows) && !named && !goes {
		return false
	}
	if cols := r.transposed(rows); len(cols) > 1 && !alone && (named || !r.owning()) { // else: results beside what is normal
		r.onSide(rows, cols)
		return true
	}
	r.fill(rows)
	return true
}

// linesMost is how many rows may be lines that name somebody who works there: of
// more, the words may be a column of posts with their holders beside.
const linesMost = 3

// said counts the cells of a row, a run of numbers or of single characters as one:
// the months of a year beside their label say no more than that, nor a number in
// boxes.
func said(w *row) int {
	n, before := 0, false
	for j := range w.cells {
		c := &w.cells[j]
		run := c.Type == extract.Number || len(c.Norm) <= utf8.UTFMax && utf8.RuneCountInString(c.Norm) == 1
		if !run || !before {
			n++
		}
		before = run
	}
	return n
}

// namesBeside reports whether a label of the person's name surely has a name for
// its value.
func (r *Reader) namesBeside(label, v *cell) bool {
	if m := label.meaning; m.Kind != detect.PersonName || m.Part != "" && m.Part != "staff" {
		return false
	}
	odds, _ := r.senses.NameCell(nameHead(strings.TrimSpace(v.Norm)))
	return odds > 1
}

// othersBeside reports whether a name stands behind the value of the label at place
// j of a row, too, and before the next label.
func (r *Reader) othersBeside(w *row, j int) bool {
	for k := j + 2; k < len(w.cells) && !w.cells[k].label(); k++ {
		if r.namesBeside(&w.cells[j], &w.cells[k]) {
			return true
		}
	}
	return false
}

// glossary reports whether rows hold the same word in several languages: 住所
// beside Address says nothing of anybody's address.
func glossary(rows []row) bool {
	same := 0
	for i := range rows {
		w := &rows[i]
		for j := 1; j < len(w.cells); j++ {
			a, b := &w.cells[j-1], &w.cells[j]
			if a.label() && b.label() && a.meaning.Personal() && a.meaning.Kind == b.meaning.Kind && a.key != b.key {
				same++
				break
			}
		}
	}
	return same >= 2 && same*4 >= len(rows)
}

// label reports whether a cell surely is a header or a label. Words that may as
// well be values (女, 有, 東京) are not.
func (c *cell) label() bool {
	return c.known && c.exact && !c.meaning.Weak && c.wordlike()
}

// fill reads the labels of a form into records: a label of the person's name
// that comes again begins the next person.
func (r *Reader) fill(rows []row) {
	rec := &detect.Record{Group: true}
	f := filling{r: r, rows: rows, rec: rec, used: map[*cell]bool{}, animal: r.ofAnimal(rows)}
	named := false
	honoured := false // people are named without a label: 細谷 まゆみ 殿
	first := ""       // the label with which the first of several people begins
	shown := r.shown(rows)
	vacant := vacancy(rows)
	firm := false // a company is named where nobody is
	flush := func() {
		if vacant && !named {
			rec.Reset() // 年齢 59歳以下
		}
		mourner(rec)
		bankAlone(rec)
		switchboard(rec)
		if len(rec.Values) > 0 && !(shown && r.nobody(rec, rows)) {
			if rec.Org && !named {
				ofFirm(rec)
			}
			rec.Org = rec.Org || firm && !named
			r.owned(rec)
			r.record(rec)
		}
		rec.Reset()
		rec.Group = true
		named = false
	}
	for i := range rows {
		for j := range rows[i].cells {
			c := &rows[i].cells[j]
			if f.used[c] {
				continue
			}
			if !c.label() && !f.allergy(i, j) {
				firm = firm || incorporated(c.Norm)
				if (!named || honoured) && r.toWhom(nil, c) {
					if named {
						flush()
					}
					named, honoured = true, true
					r.toWhom(rec, c)
					continue
				}
				f.account(i, j)
				f.earned(i, j)
				if f.bareSex(i, j); !f.used[c] && !f.denied(i, j) {
					n := len(rec.Values)
					r.loneCell(rec, c)
					f.dropBeast(n, keyBefore(&rows[i], j), c.Norm)
				}
				continue
			}
			v := r.valueOf(rows, i, j)
			if v == nil {
				f.boxedLine(i+1, c)
				continue
			}
			m := c.meaning
			subject := m.Kind == detect.PersonName && m.Whose() == detect.Subject && !strings.HasSuffix(m.Part, "kana") && m.Part != "given"
			if first == "" && !named && m.Personal() && m.Whose() == detect.Subject {
				first = c.key
			}
			if named && (subject || c.key == first) {
				flush()
			}
			named = named || subject
			if m.Word == "company" || m.Word == "department" {
				rec.Org = true
			}
			n := len(rec.Values)
			f.boxedLine(i+1, c)
			f.answer(i, j, v)
			f.dropBeast(n, c.key, v.Norm)
		}
	}
	flush()
}

// ofFirm gives the account in a form that names a company, and nobody but people at
// their work, to the company.
func ofFirm(rec *detect.Record) {
	for i := range rec.Values {
		if k := rec.Values[i].Kind; k == detect.BirthDate || k == detect.MyNumber || k == detect.Sex || k == detect.EmployeeNumber {
			return
		}
	}
	for i := range rec.Values {
		if v := &rec.Values[i]; v.Kind == detect.BankAccount {
			v.Business = true
		}
	}
}

// shown reports whether a form says on itself, or in the name of its sheet or
// file, that it shows how to fill it in.
func (r *Reader) shown(rows []row) bool {
	says := func(s string) bool {
		for _, w := range [...]string{"記入例", "記載例", "入力例", "見本", "サンプル"} {
			if strings.Contains(s, w) {
				return true
			}
		}
		return false
	}
	if says(r.title) || says(r.file) || says(r.sheet) {
		return true
	}
	for i := range rows[:min(3, len(rows))] {
		for j := range rows[i].cells {
			if c := &rows[i].cells[j]; !c.label() && len(c.Norm) < 90 && says(c.Norm) && !r.senses.Example(c.Norm) {
				return true
			}
		}
	}
	return false
}

// nobody reports whether all that a record names is the name of an example, which
// may be no value of it. A form that somebody has filled in over the example names
// him.
func (r *Reader) nobody(rec *detect.Record, rows []row) bool {
	names, family := 0, ""
	for i := range rec.Values { // 経費 花 beside 経費 二郎
		if v := &rec.Values[i]; v.Kind == detect.PersonName && !v.Alias && r.senses.Example(v.Text) {
			family = cmp.Or(family, familyOf(v.Text))
		}
	}
	for i := range rec.Values {
		v := &rec.Values[i]
		if v.Kind != detect.PersonName || v.Mention || v.Alias {
			continue
		}
		if !r.senses.Example(v.Text) && (family == "" || familyOf(v.Text) != family) {
			return false
		}
		names++
	}
	return names > 0 || r.exampleIn(rows)
}

// exampleIn reports whether a cell is the name of an example.
func (r *Reader) exampleIn(rows []row) bool {
	for i := range rows {
		for j := range rows[i].cells {
			if c := &rows[i].cells[j]; c.wordlike() && len(c.Norm) < 60 && r.senses.Example(nameHead(strings.TrimSpace(c.Norm))) {
				return true
			}
		}
	}
	return false
}

// familyOf returns what stands before the blank of a name, "" without one.
func familyOf(name string) string {
	if i := strings.IndexAny(name, " 　"); i > 0 {
		return name[:i]
	}
	return ""
}

func (r *Reader) loneCell(rec *detect.Record, c *cell) {
	t := c.Text
	r.loneText(rec, &t)
}

// loneText looks at a text by itself.
func (r *Reader) loneText(rec *detect.Record, t *detect.Text) {
	n := len(rec.Values)
	defer func() { r.shared(rec, t, n) }()
	add := func(k detect.Kind, m detect.Match, mention bool) {
		if unticked(t, m.Start) {
			return
		}
		v := detect.Value{Kind: k, Loc: t.Loc, Hidden: t.Hidden, Text: t.Original(m.Start, m.End), Key: m.Key, Odds: m.Odds, Evidence: m.Evidence, Business: m.Business, Mention: mention}
		if v.Key == "" && k.Identifies() {
			v.Key = t.Norm[m.Start:m.End]
		}
		rec.Values = append(rec.Values, v)
	}
	r.senses.Recognise(t, func(k detect.Kind, m detect.Match) { add(k, m, false) })
	r.senses.Names(t, func(k detect.Kind, m detect.Match) {
		if !m.Doubtful {
			add(k, m, k == detect.PersonName)
		}
	})
}
