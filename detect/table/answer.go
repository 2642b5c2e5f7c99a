package table

import (
	"strings"
	"unicode/utf8"

	"monban/detect"
	"monban/extract"
)

// valueOf returns the cell that a label names: the next to the right, or else
// the one below, or that of them which can be its value when the other cannot;
// nil when the form was not filled in there.
func (r *Reader) valueOf(rows []row, i, j int) *cell {
	w := &rows[i]
	var below *cell
	if i+1 < len(rows) {
		if c := rows[i+1].at(w.cells[j].col); c != nil && !c.label() {
			below = c
		}
	}
	if j+1 >= len(w.cells) || w.cells[j+1].label() && !dated(&w.cells[j], &w.cells[j+1]) {
		return below
	}
	right := &w.cells[j+1]
	switch {
	case below == nil:
		return right
	case w.headings.ask(func() bool { return headings(w) }), r.refuses(&w.cells[j], right) && !r.refuses(&w.cells[j], below):
		return below
	}
	return right
}

// overLabel reports whether row i begins with a label that was left open, over another
// with its answer beside it: ふりがな, 電話 over 現住所, 〒730-0869; or is one more label
// beside what a form asks, over the one answer to it.
func (r *Reader) overLabel(rows []row, i int) bool {
	if len(rows[i].cells) == 1 {
		return furtherLabel(rows, i)
	}
	if inBoxes(&rows[i]) {
		return true
	}
	if i+1 >= len(rows) || len(rows[i+1].cells) < 2 {
		return false
	}
	a, b := &rows[i].cells[0], &rows[i+1].cells[0]
	if !a.label() || !b.label() || a.col != b.col || !a.meaning.Personal() || a.meaning == b.meaning {
		return false
	}
	v := &rows[i+1].cells[1]
	return r.answered(&rows[i+1], 0) || b.meaning.Kind == detect.Address && strings.HasPrefix(v.Norm, "〒") && v.Chars&detect.HasDigit != 0
}

// furtherLabel reports whether the only word of row i is a label to the right of
// others, over one value: 携帯, 070-2997-8388.
func furtherLabel(rows []row, i int) bool {
	c := &rows[i].cells[0]
	if i == 0 || !c.label() || !c.meaning.Personal() || i+1 >= len(rows) || len(rows[i-1].cells) < 2 || rows[i-1].cells[0].col >= c.col {
		return false
	}
	return len(rows[i+1].cells) == 1 && rows[i+1].cells[0].col == c.col && (i+2 >= len(rows) || rows[i+2].at(c.col) == nil)
}

// home reports whether a cell is a whole address, down to the number of the house. No
// header is, in whatever row 携帯 stands beside it.
func (r *Reader) home(c *cell) bool {
	const both = detect.HasDigit | detect.HasKanji
	if c.known || c.Chars&both != both || len(c.Norm) < homeLeast || !strings.ContainsAny(c.Norm, "県都府市区町村") {
		return false
	}
	_, ok := r.accept(detect.Meaning{Kind: detect.Address}, &c.Text)
	return ok
}

// homeLeast is how many bytes such an address has at least.
const homeLeast = 24

// dated reports whether a cell begins the date of birth that a label asks for, with
// a word for what stands behind it: 元号, 昭和, 55, 年.
func dated(label, v *cell) bool {
	return label.meaning.Kind == detect.BirthDate && v.meaning.Kind == detect.BirthDate && v.meaning.Part == "era"
}

// refuses reports whether a label of personal data cannot have a cell for its
// value: 様 in print, another heading.
func (r *Reader) refuses(label, v *cell) bool {
	if !label.meaning.Personal() {
		return false
	}
	switch v.Norm {
	case "様", "殿", "氏", "印", "㊞", "御中":
		return true
	}
	if label.meaning.Kind == detect.PersonName && r.senses.Example(v.Norm) {
		return false // nobody, and all the same what stands there
	}
	if !r.senses.Says(v.Norm) {
		return false // なし is an answer, whatever stands below
	}
	_, ok := r.accept(label.meaning, &v.Text)
	return !ok
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

// A filling is a form while its labels are read into records.
type filling struct {
	r         *Reader
	rows      []row
	rec       *detect.Record
	used      map[*cell]bool // answers, which are not read again
	payerTo   int            // the last row, as the file numbers it, that is about who pays
	animal    bool           // it is about an animal, and whose that is
	insurance detect.Kind    // that 被保険者番号 is of, "" until it is asked
}

// answer adds the value of the label at place j of row i. Digits in boxes of
// their own are one value.
func (f *filling) answer(i, j int, v *cell) {
	r, rec := f.r, f.rec
	label := &f.rows[i].cells[j]
	var line []cell // the answer and what stands behind it
	if beside := f.rows[i].cells[j+1:]; len(beside) > 0 && v == &beside[0] {
		line = beside
	}
	f.used[v] = true
	t := v.Text
	if utf8.RuneCountInString(v.Norm) == 1 {
		if s, n := f.boxes(line); n > 2 || n == 2 && label.meaning.Kind == detect.PersonName {
			norm, chars, off := r.senses.Normalize(s)
			t.Set(extract.Unit{Text: s, Loc: v.Loc, Hidden: v.Hidden}, norm, chars, off)
		}
	}
	t.Label = label.Norm
	m := treated(kin(label.meaning, []detect.Text{t}), strings.TrimSpace(t.Norm))
	if m.Kind == detect.HealthInsurance && ofInsured(label.Norm) {
		m.Kind = f.insured()
	}
	if !m.Personal() || m.Kind == detect.CorporateNumber {
		if m.Word == "memo" || m.Word == "text" || m.Word == "" {
			r.loneText(rec, &t)
		}
		return
	}
	if instance(t.Norm) {
		return
	}
	if m == (detect.Meaning{Kind: detect.PersonName, Part: "kana"}) && t.Chars&detect.HasKanji != 0 {
		m.Part = "" // the name below its reading
	}
	key, ok := r.accept(m, &t)
	if !ok {
		key, ok = f.pieces(m, line, &t)
	}
	if len(line) > 0 && m.Kind == detect.Sex && f.offers(&f.rows[i], j+1) {
		return
	}
	if !ok && (f.aside(m, &t, "") || printed(m.Kind, detect.Trim(t.Norm))) {
		return
	}
	if !ok {
		if m.Kind != detect.PersonName || !r.senses.Example(t.Norm) {
			from := len(rec.Values)
			r.loneText(rec, &t)
			for i := from; m.Whose() == detect.Staff && i < len(rec.Values); i++ {
				rec.Values[i].Business = true // 採用担当: 総務課 笠 0263-00-7419
			}
		}
		return
	}
	if m.Whose() == detect.Staff || f.payer(i) {
		return
	}
	if m.Kind == detect.Address {
		r.postal(rec, &t, m.Whose())
	}
	if m.Kind.Special() && strings.Contains(t.Norm, "。") && r.tells(rec, &t) {
		return
	}
	odds := -1.0
	if m.Weak || !label.exact {
		odds = -2.5
	}
	f.aside(m, &t, m.Kind)
	r.besides(rec, m.Kind, &t, m.Whose())
	defer r.shared(rec, &t, len(rec.Values))
	rec.Values = append(rec.Values, detect.Value{Kind: m.Kind, Whose: m.Whose(), Loc: t.Loc, Hidden: t.Hidden, Text: t.Unit.Text, Key: key,
		Odds: odds, Evidence: detect.Label, Alias: m.Alias(), Business: m.Part == "company" || officePhone(m.Kind, key)})
}

// payer reports whether row i stands under a word for who pays or employs: 支払者
// before his number, his address and his name.
func (f *filling) payer(i int) bool {
	w := &f.rows[i]
	switch c := &w.cells[0]; c.key {
	case "支払者", "給与支払者", "給与の支払者", "支払義務者", "事業主", "事業者", "雇用主", "雇用者", "会社", "勤務先", "法人", "貸主", "売主", "発行者", "委託者", "受注者":
		if len(w.cells) > 1 && w.cells[1].label() {
			f.payerTo = max(f.payerTo, w.num+max(c.Rows, 1)-1)
		}
	}
	return w.num > 0 && w.num <= f.payerTo
}

func single(c *cell) bool { return len(c.Norm) == 1 && c.Norm[0] >= '0' && c.Norm[0] <= '9' }

// boxes joins the single characters with which a line begins.
func (f *filling) boxes(line []cell) (string, int) {
	var b strings.Builder
	n := 0
	for n < len(line) && utf8.RuneCountInString(line[n].Norm) == 1 {
		b.WriteString(line[n].Norm)
		f.used[&line[n]] = true
		n++
	}
	return b.String(), n
}

// insured tells by the words of the form which insurance 被保険者番号 is of.
func (f *filling) insured() detect.Kind {
	if f.insurance == "" {
		words := []string{f.r.file, f.r.title}
		for i := range f.rows[:min(len(f.rows), hold)] {
			for j := range f.rows[i].cells {
				if c := &f.rows[i].cells[j]; c.known && len(c.Norm) < 60 {
					words = append(words, c.Norm)
				}
			}
		}
		f.insurance = insuranceOf(words)
	}
	return f.insurance
}

// postal adds the postal code that stands before an address: 〒981-0943 仙台市…,
// (〒982-0011)宮城県….
func (r *Reader) postal(rec *detect.Record, t *detect.Text, whose detect.Whose) {
	s := strings.TrimLeft(t.Norm, " (")
	s, marked := strings.CutPrefix(s, "〒")
	s = strings.TrimLeft(s, " ")
	end := 0
	for end < len(s) && (s[end] >= '0' && s[end] <= '9' || s[end] == '-') {
		end++
	}
	if d := digitsOf(s[:end]); len(d) == 7 && (marked || end == len("981-0943") && s[3] == '-') {
		rec.Values = append(rec.Values, detect.Value{Kind: detect.PostalCode, Whose: whose, Loc: t.Loc, Hidden: t.Hidden, Text: s[:end], Key: d, Odds: 1, Evidence: detect.Label})
	}
}

// tells reads an answer in sentences by what it says: 主訴 over a text that names a
// diagnosis, too. It reports whether that was anything.
func (r *Reader) tells(rec *detect.Record, t *detect.Text) bool {
	n, special := len(rec.Values), false
	r.loneText(rec, t)
	for i := range rec.Values[n:] {
		special = special || rec.Values[n+i].Kind.Special()
	}
	return special
}

// piecesMost is how many cells a value of a form is written in at most, with the
// words printed between them, and pieceLongest how many bytes each has.
const (
	piecesMost   = 14
	pieceLongest = 24
)

// pieces reads a value that stands in several cells of a line, with words printed
// between them: 昭和 55 年 11 月 3 日, 記号 21700023 番号 145. t becomes the whole of it.
func (f *filling) pieces(m detect.Meaning, line []cell, t *detect.Text) (key string, ok bool) {
	switch m.Kind {
	case detect.BirthDate, detect.HealthInsurance, detect.PostalCode, detect.Phone, detect.BankAccount, detect.CareInsurance:
	default:
		return "", false
	}
	var b strings.Builder
	n := 0
	for ; n < min(len(line), piecesMost); n++ {
		c := &line[n]
		if len(c.Norm) > pieceLongest || n > 0 && c.label() && (utf8.RuneCountInString(c.Norm) > 2 || c.meaning.Personal() && c.meaning.Kind != m.Kind) {
			break
		}
		b.WriteString(strings.TrimSpace(c.Norm))
	}
	if n < 2 {
		return "", false
	}
	norm, chars, off := f.r.senses.Normalize(b.String())
	var all detect.Text
	all.Set(extract.Unit{Text: b.String(), Loc: line[0].Loc, Hidden: line[0].Hidden}, norm, chars, off)
	all.Label = t.Label
	key, ok = f.r.accept(m, &all)
	if !ok && m.Kind == detect.BirthDate {
		key, ok = "", dayOf(norm) // which era was chosen is drawn, not written
	}
	if !ok {
		return "", false
	}
	for i := range line[:n] {
		f.used[&line[i]] = true
	}
	*t = all
	return key, true
}

// dayOf reports whether s ends in a year, a month and a day in numbers, whatever
// stands in front: 昭和・平成10年7月21日.
func dayOf(s string) bool {
	for _, unit := range [...]string{"年", "月", "日"} {
		i := strings.Index(s, unit)
		if i < 1 || s[i-1] < '0' || s[i-1] > '9' {
			return false
		}
		s = s[i+len(unit):]
	}
	return true
}
