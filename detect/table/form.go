package table

import (
	"slices"
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
	seen := map[detect.Meaning]bool{}
	for i := range rows {
		cells += len(rows[i].cells)
		if len(rows[i].cells) > 0 && rows[i].cells[0].label() {
			led++
		}
		for j := range rows[i].cells {
			c := &rows[i].cells[j]
			if !c.label() {
				continue
			}
			labels++
			seen[c.meaning] = true
			if r.valueOf(rows, i, j) != nil {
				filled++
			}
		}
	}
	if glossary(rows) {
		return false
	}
	// A column of values that are header words too (知的障害, 通所) is no form:
	// a form says many things, and says them all over.
	if len(seen) < 2 || filled == 0 || labels*5 < cells && led*2 < len(rows) {
		return false
	}
	if cols := r.transposed(rows); len(cols) > 1 {
		r.onSide(rows, cols)
		return true
	}
	r.fill(rows)
	return true
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

// valueOf returns the cell that a label names: the next to the right, or else
// the one below; nil when the form was not filled in there.
func (r *Reader) valueOf(rows []row, i, j int) *cell {
	w := &rows[i]
	var below *cell
	if i+1 < len(rows) {
		if c := rows[i+1].at(w.cells[j].col); c != nil && !c.label() {
			below = c
		}
	}
	if j+1 < len(w.cells) && !w.cells[j+1].label() && (below == nil || !headings(w)) {
		return &w.cells[j+1]
	}
	return below
}

// headings reports whether all cells of a row mean something as headers, and
// nearly all surely: what they name stands below.
func headings(w *row) bool {
	sure := 0
	for i := range w.cells {
		if !w.cells[i].known {
			return false
		}
		if w.cells[i].label() {
			sure++
		}
	}
	return len(w.cells) >= 3 && sure+1 >= len(w.cells)
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
	named := false
	used := map[*cell]bool{}
	shown := r.shown(rows)
	flush := func() {
		if len(rec.Values) > 0 && !(shown && r.nobody(rec)) {
			r.record(rec)
		}
		rec.Reset()
		rec.Group = true
		named = false
	}
	for i := range rows {
		for j := range rows[i].cells {
			c := &rows[i].cells[j]
			if used[c] {
				continue
			}
			if !c.label() {
				r.loneCell(rec, c)
				continue
			}
			v := r.valueOf(rows, i, j)
			if v == nil {
				continue
			}
			m := c.meaning
			subject := m.Kind == detect.PersonName && m.Whose() == detect.Subject && !strings.HasSuffix(m.Part, "kana") && m.Part != "given"
			if subject && named {
				flush()
			}
			named = named || subject
			if m.Word == "company" || m.Word == "department" {
				rec.Org = true
			}
			r.answer(rec, c, v, rows, i, used)
		}
	}
	flush()
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

// nobody reports whether all that a record names is the name of an example. A
// form that somebody has filled in over the example names him.
func (r *Reader) nobody(rec *detect.Record) bool {
	names := 0
	for i := range rec.Values {
		v := &rec.Values[i]
		if v.Kind != detect.PersonName || v.Mention || v.Alias {
			continue
		}
		if !r.senses.Example(v.Text) {
			return false
		}
		names++
	}
	return names > 0
}

// answer adds the value of a label. Digits in boxes of their own are one value.
func (r *Reader) answer(rec *detect.Record, label, v *cell, rows []row, i int, used map[*cell]bool) {
	used[v] = true
	t := v.Text
	if utf8.RuneCountInString(v.Norm) == 1 {
		if s, n := r.boxes(&rows[i], v, used); n > 2 || n == 2 && label.meaning.Kind == detect.PersonName {
			norm, chars, off := r.senses.Normalize(s)
			t.Set(extract.Unit{Text: s, Loc: v.Loc, Hidden: v.Hidden}, norm, chars, off)
		}
	}
	t.Label = label.Norm
	m := label.meaning
	if !m.Personal() || m.Kind == detect.CorporateNumber {
		if m.Word == "memo" || m.Word == "text" || m.Word == "" {
			r.loneText(rec, &t)
		}
		return
	}
	key, ok := r.accept(m, &t)
	if !ok {
		if m.Kind != detect.PersonName || !r.senses.Example(t.Norm) {
			r.loneText(rec, &t)
		}
		return
	}
	if m.Whose() == detect.Staff {
		return
	}
	odds := -1.0
	if m.Weak || !label.exact {
		odds = -2.5
	}
	rec.Values = append(rec.Values, detect.Value{Kind: m.Kind, Whose: m.Whose(), Loc: t.Loc, Hidden: t.Hidden, Text: t.Unit.Text, Key: key,
		Odds: odds, Evidence: detect.Label, Alias: strings.HasSuffix(m.Part, "kana") || m.Part == "romaji", Business: m.Part == "company" || officePhone(m.Kind, key)})
}

func single(c *cell) bool { return len(c.Norm) == 1 && c.Norm[0] >= '0' && c.Norm[0] <= '9' }

// boxes joins the single characters that follow a cell.
func (r *Reader) boxes(w *row, v *cell, used map[*cell]bool) (string, int) {
	var b strings.Builder
	n := 0
	for j := range w.cells {
		c := &w.cells[j]
		if c.col < v.col {
			continue
		}
		if utf8.RuneCountInString(c.Norm) != 1 {
			break
		}
		b.WriteString(c.Norm)
		used[c] = true
		n++
	}
	return b.String(), n
}

func (r *Reader) loneCell(rec *detect.Record, c *cell) {
	t := c.Text
	r.loneText(rec, &t)
}

// loneText looks at a text by itself.
func (r *Reader) loneText(rec *detect.Record, t *detect.Text) {
	add := func(k detect.Kind, m detect.Match, mention bool) {
		v := detect.Value{Kind: k, Loc: t.Loc, Hidden: t.Hidden, Text: t.Original(m.Start, m.End), Key: m.Key, Odds: m.Odds, Evidence: m.Evidence, Business: m.Business, Mention: mention}
		if v.Key == "" && k.Identifies() {
			v.Key = t.Norm[m.Start:m.End]
		}
		rec.Values = append(rec.Values, v)
	}
	r.senses.Recognise(t, func(k detect.Kind, m detect.Match) { add(k, m, false) })
	r.senses.Names(t, func(m detect.Match) { add(detect.PersonName, m, true) })
}

// transposed returns the columns of a table on its side, one person each: the
// first column holds labels, and the row of names has a name in each other.
func (r *Reader) transposed(rows []row) []int {
	var cols []int
	agree, named := 0, false
	for i := range rows {
		w := &rows[i]
		if len(w.cells) > 0 && w.cells[0].label() && w.cells[0].meaning == (detect.Meaning{Kind: detect.PersonName}) {
			if named {
				return nil // a form below a form
			}
			named = true
		}
		if len(w.cells) < 3 || !w.cells[0].label() || !w.cells[0].meaning.Personal() {
			continue
		}
		var here []int
		for j := 1; j < len(w.cells); j++ {
			t := w.cells[j].Text
			t.Label = w.cells[0].Norm
			if w.cells[j].label() || single(&w.cells[j]) || w.cells[0].meaning.Kind == detect.PersonName && utf8.RuneCountInString(w.cells[j].Norm) == 1 {
				here = nil
				break
			}
			if _, ok := r.accept(w.cells[0].meaning, &t); ok {
				here = append(here, w.cells[j].col)
			}
		}
		if len(here) < 2 {
			continue
		}
		agree++
		if len(here) > len(cols) {
			cols = here
		}
	}
	if agree < 2 {
		return nil
	}
	return cols
}

// onSide reads a table on its side: each of cols is a person.
func (r *Reader) onSide(rows []row, cols []int) {
	r.tables++
	about := detect.Table{Part: r.part, Sheet: r.sheet, Page: r.page, Transposed: true}
	names := map[int]*cell{} // labels by row
	lines := map[int]*detect.Column{}
	var order []int
	checked := false
	for i := range rows {
		checked = checked || len(rows[i].cells) > 0 && rows[i].cells[0].meaning.Kind == detect.HealthCheck
	}
	for _, col := range cols {
		rec := &r.rec
		rec.Table = r.tables
		rec.Reset()
		for i := range rows {
			if len(rows[i].cells) == 0 || rows[i].cells[0].col == col {
				continue
			}
			label, v := &rows[i].cells[0], rows[i].at(col)
			if v == nil {
				continue
			}
			t := v.Text
			t.Label = label.Norm
			m := label.meaning
			if checked && m.Word == "status" && judgement(label.Norm) {
				m = detect.Meaning{Kind: detect.HealthCheck}
			}
			key, ok := r.accept(m, &t)
			if !label.known || !m.Personal() || !ok || m.Whose() == detect.Staff {
				r.loneText(rec, &t)
				continue
			}
			rec.Values = append(rec.Values, detect.Value{Kind: m.Kind, Whose: m.Whose(), Loc: t.Loc, Hidden: t.Hidden, Text: t.Unit.Text, Key: key,
				Odds: -1, Evidence: detect.ColumnHeader, Alias: strings.HasSuffix(m.Part, "kana"), Business: m.Part == "company" || officePhone(m.Kind, key)})
			names[rows[i].num] = label
			if m.Kind != label.meaning.Kind {
				label.meaning = m
			}
		}
		if len(rec.Values) == 0 {
			continue
		}
		r.record(rec)
		any := false
		for k := range rec.Values {
			v := &rec.Values[k]
			label := names[v.Loc.Row]
			if v.Kind == "" || label == nil || label.meaning.Kind != v.Kind {
				continue
			}
			any = true
			l := lines[v.Loc.Row]
			if l == nil {
				l = &detect.Column{Index: v.Loc.Row, Header: label.Norm, Kind: v.Kind, Confidence: detect.Confidence(-1, detect.ColumnHeader)}
				lines[v.Loc.Row] = l
				order = append(order, v.Loc.Row)
			}
			l.Values++
			l.Hidden |= v.Hidden
		}
		if any {
			about.People++
		}
	}
	slices.Sort(order)
	for _, n := range order {
		about.Columns = append(about.Columns, *lines[n])
	}
	about.Rows = len(cols)
	if len(about.Columns) > 0 {
		about.FirstRow = about.Columns[0].Index
		r.tell(&about)
	}
}
