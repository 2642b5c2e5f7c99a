package table

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"monban/detect"
	"monban/extract"
)

// A cell of a form may hold more than its label asks for: the age behind a date of
// birth, sex and age side by side, a hospital with the doctor there, labels of its
// own with their values behind them (医療機関名：…　主治医：…).

// asideMost and sharedMost are how many bytes such a cell has at most.
const (
	asideMost  = 120
	sharedMost = 600
)

// aside adds the age and the sex that stand beside an answer in its cell: 昭和61年11月16日
// (満38歳), 女・84歳. own is the kind that the cell was accepted for, "" for none. It
// reports whether there was any.
func (f *filling) aside(m detect.Meaning, t *detect.Text, own detect.Kind) bool {
	switch m.Kind {
	case detect.BirthDate, detect.Age, detect.Sex:
	default:
		return false
	}
	if len(t.Norm) > asideMost || utf8.RuneCountInString(t.Norm) < 4 {
		return false
	}
	age, sex := "", ""
	for w := range strings.FieldsFuncSeq(t.Norm, func(c rune) bool { return strings.ContainsRune(" 　・/()（）、,\n[]", c) }) {
		if key, ok := sexWord(w); ok {
			if sex != "" && sex != key {
				return false // 男・女: nobody has chosen
			}
			sex = key
			continue
		}
		if a, ok := aged(w, strings.Contains(t.Label, "年齢")); ok {
			age = a
		}
	}
	add := func(k detect.Kind, key string) bool {
		if key == "" || k == own {
			return false
		}
		f.rec.Values = append(f.rec.Values, detect.Value{Kind: k, Whose: m.Whose(), Loc: t.Loc, Hidden: t.Hidden, Text: t.Unit.Text, Key: key, Odds: -1, Evidence: detect.Label})
		return true
	}
	a, s := add(detect.Age, age), add(detect.Sex, sex)
	return a || s
}

// sexWord reads a word that says a sex and cannot be the number of an answer.
func sexWord(w string) (key string, ok bool) {
	switch w {
	case "男", "男性", "女", "女性":
		return sexOf(w)
	}
	return "", false
}

// aged reads an age with its unit, or without when the label asks for one.
func aged(w string, asked bool) (age string, ok bool) {
	w = strings.TrimPrefix(w, "満")
	d := strings.TrimSuffix(strings.TrimSuffix(w, "歳"), "才")
	if d == w && !asked || len(d) > 3 {
		return "", false
	}
	a, err := strconv.Atoi(d)
	return d, err == nil && a > 0 && a <= 120
}

// bareSex reads a sex that stands behind the age, the birth date or the name of
// somebody with no label of its own. Both, side by side, are what a form offers.
func (f *filling) bareSex(i, j int) {
	w := &f.rows[i]
	c := &w.cells[j]
	key, ok := sexWord(strings.Trim(c.Norm, " ()"))
	both := !ok && len(c.Norm) <= addressMost && strings.Contains(c.Norm, "歳") // (女・45歳)
	if !ok && !both || f.offers(w, j) {
		return
	}
	for k := j - 1; k >= 0; k-- {
		if !w.cells[k].label() {
			continue
		}
		switch m := w.cells[k].meaning; m.Kind {
		case detect.PersonName, detect.Age, detect.BirthDate:
			if m.Whose() == detect.Staff || m.Part == "company" {
				return
			}
			if both {
				m.Kind = detect.Sex
				f.used[c] = f.aside(m, &c.Text, "")
			} else {
				f.used[c] = true
				f.rec.Values = append(f.rec.Values, detect.Value{Kind: detect.Sex, Whose: m.Whose(), Loc: c.Loc, Hidden: c.Hidden, Text: c.Unit.Text, Key: key, Odds: -1, Evidence: detect.Label})
			}
		}
		return
	}
}

// offers reports whether the cell at place j has the other sex beside it.
func (f *filling) offers(w *row, j int) bool {
	key, ok := sexWord(strings.TrimSpace(w.cells[j].Norm))
	for k := max(0, j-2); ok && k < min(len(w.cells), j+3); k++ {
		if other, is := sexWord(strings.TrimSpace(w.cells[k].Norm)); is && other != key {
			return true
		}
	}
	return false
}

// clinics are the ends of what somebody who is asked for his doctor names as well.
var clinics = []string{"病院", "医院", "クリニック", "診療所", "医療センター", "内科", "外科", "小児科", "歯科", "眼科", "皮膚科", "耳鼻科", "整形外科", "心療内科", "精神科", "婦人科", "泌尿器科", "メンタルクリニック"}

// treated tells a hospital from a doctor: かかりつけ医 over 南町クリニック.
func treated(m detect.Meaning, v string) detect.Meaning {
	if m.Kind != detect.Doctor || strings.HasSuffix(v, "医師") || strings.HasSuffix(v, "先生") {
		return m
	}
	for _, w := range clinics {
		if strings.HasSuffix(v, w) {
			m.Kind = detect.Hospital
			return m
		}
	}
	return m
}

// shared adds what a cell says under labels of its own: 氏名：細谷 まゆみ, 主治医：谷川
// 医師. What was found there by its form alone, since n, is surer then.
func (r *Reader) shared(rec *detect.Record, t *detect.Text, n int) {
	s := t.Norm
	if len(s) > sharedMost || strings.IndexByte(s, ':') < 0 {
		return
	}
	for from := 0; from < len(s); {
		i := strings.IndexByte(s[from:], ':')
		if i < 0 {
			return
		}
		i += from
		start := from + strings.LastIndexAny(s[from:i], " 　\n、。/;()（）[]") + 1
		for start < i && !utf8.RuneStart(s[start]) {
			start++
		}
		end := sharedEnd(s, i+1)
		from = i + 1
		m, exact, ok := r.senses.Meaning(r.senses.Key(s[start:i]))
		if !ok || !exact || m.Weak || !m.Personal() || m.Whose() != detect.Subject || !(m.Kind.Special() || m == (detect.Meaning{Kind: detect.PersonName})) {
			continue
		}
		if odds, _ := r.senses.NameCell(strings.TrimSpace(s[i+1 : end])); m.Kind == detect.PersonName && odds <= 1 {
			continue
		}
		if r.said(rec, t, m, i+1, end, n) {
			from = end
		}
	}
}

// sharedEnd returns where the value ends that begins at a: at the end of the line, at
// a bracket that closes, or at two words before the next label.
func sharedEnd(s string, a int) int {
	end := len(s)
	if k := strings.IndexAny(s[a:], "\n)）;。"); k >= 0 {
		end = a + k
	}
	if k := strings.IndexByte(s[a:end], ':'); k >= 0 {
		if k = strings.LastIndexAny(strings.TrimRight(s[a:a+k], " 　"), " 　、("); k > 0 {
			end = a + k
		}
	}
	return end
}

// said adds one value that stands in a cell under a label of its own.
func (r *Reader) said(rec *detect.Record, t *detect.Text, m detect.Meaning, a, b, n int) bool {
	v := strings.TrimSpace(t.Norm[a:max(a, b)])
	norm, chars, off := r.senses.Normalize(v)
	var part detect.Text
	part.Set(extract.Unit{Text: v, Loc: t.Loc, Hidden: t.Hidden}, norm, chars, off)
	m = treated(m, v)
	key, ok := r.accept(m, &part)
	if !ok {
		return false
	}
	for i := range rec.Values[n:] {
		if o := &rec.Values[n+i]; o.Kind == m.Kind && (strings.Contains(v, o.Text) || strings.Contains(o.Text, v)) {
			o.Mention, o.Evidence = false, o.Evidence|detect.Label
			if o.Odds < -1 {
				o.Odds = -1
			}
			return true
		}
	}
	rec.Values = append(rec.Values, detect.Value{Kind: m.Kind, Loc: t.Loc, Hidden: t.Hidden, Text: t.Original(a, b), Key: key, Odds: -1, Evidence: detect.Label})
	return true
}

// addresses reports whether a cell may only name to whom a form goes.
func (c *cell) addresses() bool {
	return len(c.Norm) <= addressMost && (strings.HasSuffix(c.Norm, "様") || strings.HasSuffix(c.Norm, "殿"))
}

// toWhom reads a cell that only names whom a form is about, with an honorific and
// without a label: 細谷 まゆみ 殿. rec may be nil.
func (r *Reader) toWhom(rec *detect.Record, c *cell) bool {
	if !c.addresses() {
		return false
	}
	name := strings.TrimSpace(strings.TrimSuffix(strings.TrimSuffix(strings.TrimSpace(c.Norm), "様"), "殿"))
	if odds, _ := r.senses.NameCell(name); odds <= 1 || r.senses.Example(name) {
		return false
	}
	if rec != nil {
		rec.Values = append(rec.Values, detect.Value{Kind: detect.PersonName, Loc: c.Loc, Hidden: c.Hidden, Text: c.Unit.Text, Key: r.senses.FoldName(name), Odds: 1, Evidence: detect.Label})
	}
	return true
}

// chosenMost is how many rows of choices stand together at most.
const chosenMost = 8

// chosen reads rows without labels in which something is ticked, on a sheet that has
// said whom it is about: ☑障害者 □特別障害者 内容：身体障害者手帳4級.
func (r *Reader) chosen(rows []row) bool {
	if r.owner.Kind == "" || len(rows) > chosenMost {
		return false
	}
	for i := range rows {
		for j := range rows[i].cells {
			if c := &rows[i].cells[j]; c.Chars&detect.HasOther != 0 && strings.ContainsAny(c.Norm, "□☐") && strings.ContainsAny(c.Norm, "☑■☒") {
				r.fill(rows)
				return true
			}
		}
	}
	return false
}
