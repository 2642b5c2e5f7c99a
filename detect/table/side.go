package table

import (
	"slices"
	"unicode/utf8"

	"monban/detect"
)

// transposed returns the columns of a table on its side, one person each: the
// first column holds labels, and the row of names has a name in each other.
func (r *Reader) transposed(rows []row) []int {
	var cols []int
	agree, against, named := 0, 0, false
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
		if w.cells[2].label() {
			against++ // label and value, twice in a line
		}
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
	if agree < 2 || against > agree {
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
	insurance := detect.Kind("") // that 被保険者番号 is of, "" until it is asked
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
			m := kin(label.meaning, []detect.Text{t})
			if m.Kind == detect.HealthInsurance && ofInsured(label.Norm) {
				if insurance == "" {
					insurance = insuranceOf(r.sideWords(rows))
				}
				m.Kind = insurance
			}
			if checked && m.Word == "status" && judgement(label.Norm) {
				m = detect.Meaning{Kind: detect.HealthCheck}
			}
			key, ok := r.accept(m, &t)
			if !label.known || !m.Personal() || !ok || m.Whose() == detect.Staff {
				r.loneText(rec, &t)
				continue
			}
			rec.Values = append(rec.Values, detect.Value{Kind: m.Kind, Whose: m.Whose(), Loc: t.Loc, Hidden: t.Hidden, Text: t.Unit.Text, Key: key,
				Odds: -1, Evidence: detect.ColumnHeader, Alias: m.Alias(), Business: m.Part == "company" || officePhone(m.Kind, key)})
			r.besides(rec, m.Kind, &t, m.Whose())
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

// sideWords returns the words that say what a table on its side is about.
func (r *Reader) sideWords(rows []row) []string {
	out := []string{r.file, r.title}
	for i := range rows[:min(len(rows), hold)] {
		if len(rows[i].cells) > 0 {
			out = append(out, rows[i].cells[0].Norm)
		}
	}
	return out
}
