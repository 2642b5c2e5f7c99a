package table

import (
	"strings"
	"unicode/utf8"

	"monban/detect"
)

// What a word asks may be answered beside it, as in a form, and not below, as under a
// header: 病名, 高血圧; アレルギー, 卵; 主任 above 係長.

// post reports whether a cell is a header that asks who holds a post: 主任, 担当者.
func (c *cell) post() bool {
	return c.known && c.exact && c.meaning.Kind == detect.PersonName && c.meaning.Part == "staff"
}

// posts reports whether another post stands above or below that in row i of a column:
// 主任, 係長, 課長補佐, 課長 tell which there are, or who holds them beside.
func posts(rows []row, i, col int) bool {
	for k := max(0, i-1); k < min(len(rows), i+4); k++ {
		if c := rows[k].at(col); k != i && c != nil && c.post() {
			return true
		}
	}
	return false
}

// explained reports whether a row of two is a word of special care and what is said
// about it, as a notice has it, or a form: 健康診断, 年2回(夜勤者); 病名, 高血圧; 持病の
// 有無, いいえ.
func (r *Reader) explained(w *row) bool {
	if len(w.cells) != 2 || !w.cells[0].known || !w.cells[0].meaning.Kind.Special() {
		return false
	}
	v := &w.cells[1]
	if v.known {
		return w.cells[0].label() && (v.meaning.Term || !v.exact) && v.meaning.Kind.Special() // 病名, 高血圧
	}
	return v.Chars&detect.HasDigit != 0 || utf8.RuneCountInString(v.Norm) > 12 || chosen(v.Norm) || !r.senses.Says(v.Norm)
}

// answered reports whether the label at place j of a row surely has its value
// beside it: an address, a date of birth, a name.
func (r *Reader) answered(w *row, j int) bool {
	c := &w.cells[j]
	if j+1 >= len(w.cells) || !c.label() {
		return false
	}
	v := &w.cells[j+1]
	if v.label() || v.col > c.reach() {
		return false
	}
	switch c.meaning.Kind {
	case detect.PersonName:
		return r.namesBeside(c, v)
	case detect.Address, detect.Phone, detect.BirthDate, detect.Email, detect.PostalCode, detect.MyNumber:
		_, ok := r.accept(c.meaning, &v.Text)
		return ok && v.Chars&detect.HasDigit != 0 || dated(c, v)
	case detect.Sex:
		_, ok := sexOf(v.Norm)
		return ok
	}
	return false
}

// allergy reports whether the cell at place j of row i asks what somebody cannot bear,
// in a form that has named him, and the answer stands beside it: アレルギー, 卵. Of goods
// it asks what they hold.
func (f *filling) allergy(i, j int) bool {
	w := &f.rows[i]
	c := &w.cells[j]
	if !c.known || !c.exact || c.meaning.Kind != detect.Diagnosis || j+1 >= len(w.cells) || w.cells[j+1].label() || !asksFood(c.key) {
		return false
	}
	for k := range f.rec.Values {
		if v := &f.rec.Values[k]; v.Kind == detect.PersonName && v.Whose == detect.Subject && !v.Business {
			return true
		}
	}
	return false
}

// asksFood reports whether a label asks for what somebody cannot eat or touch.
func asksFood(key string) bool {
	for _, w := range [...]string{"アレル", "除去", "食べられない"} {
		if strings.Contains(key, w) {
			return true
		}
	}
	return false
}
