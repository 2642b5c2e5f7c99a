package table

import (
	"slices"
	"strings"
	"unicode/utf8"

	"monban/detect"
)

// A row may name several people: a head of a household and those who live with
// him in columns of their own, or a couple in one cell. Each is counted once, and
// what stands beside his name is his.

// promote makes the first relative that a table names its subject when it names
// nobody else: a list of heads of households is about them. The others stay
// relatives.
func (g *grid) promote() {
	first, next := -1, len(g.cols)
	for i, c := range g.cols {
		if c.kind != detect.PersonName || c.whose != detect.Relative || c.alias {
			continue
		}
		if first >= 0 && c.lead != g.cols[first].lead || first >= 0 && c.lead == nil {
			next = i
			break
		}
		if first < 0 {
			first = i
		}
	}
	if first < 0 {
		return
	}
	g.subject = true
	for _, c := range g.cols[:next] {
		if c.whose == detect.Relative {
			c.whose = detect.Subject
		}
	}
}

// readings are the words of headers over names in kana.
var readings = []string{"カナ", "かな", "ガナ", "がな", "よみ", "読み", "ヨミ", "kana", "Kana", "KANA", "yomi", "Yomi"}

// relativesReadings makes the kana beside a relative's name another spelling of
// it: 保護者氏名, 保護者フリガナ are one person.
func (g *grid) relativesReadings() {
	for _, c := range g.cols {
		if c.kind == detect.PersonName && c.whose == detect.Relative && !c.alias {
			c.alias = slices.ContainsFunc(readings, func(w string) bool { return strings.Contains(c.header, w) })
		}
	}
}

// companions gives the columns that repeat behind each of several relatives, or
// that bear his number, to him: 家族氏名1, 生年月日1, 家族氏名2, 生年月日2.
func (g *grid) companions() {
	var at []int
	for i, c := range g.cols {
		if c.kind == detect.PersonName && c.whose == detect.Relative && !c.alias && (c.lead == nil || c.lead == c) {
			at = append(at, i)
		}
	}
	// behind tells how often a word heads the column so many places behind a
	// relative.
	type place struct {
		word string
		far  int
	}
	behind := map[place]int{}
	each := func(visit func(of, c *column, at place, number string)) {
		for k, i := range at {
			end := len(g.cols)
			if k+1 < len(at) {
				end = at[k+1]
			}
			for j := i + 1; j < end; j++ {
				word, n := numberOf(g.cols[j].header)
				visit(g.cols[i], g.cols[j], place{word, j - i}, n)
			}
		}
	}
	each(func(_, _ *column, at place, _ string) { behind[at]++ })
	each(func(of, c *column, at place, n string) {
		if at.word == "" || c.kind == "" || c.whose != detect.Subject || c.kind == detect.PersonName && !c.alias {
			return
		}
		if _, own := numberOf(of.header); n != "" && n == own || behind[at] > 1 || ditto(of, c) {
			c.whose = detect.Relative
		}
	})
}

// ditto reports whether c, next to the relative of, is headed by a word that points to
// it: 緊急連絡先(続柄), 同左TEL.
func ditto(of, c *column) bool {
	return c.col == of.col+1 && (strings.HasPrefix(c.header, "同左") || strings.HasPrefix(c.header, "左記") || strings.HasPrefix(c.header, "同上"))
}

// turns returns how many columns there are for each of the people that every
// row of a table names in turn, as lists are printed in two halves side by side:
// 氏名, 電話, 氏名, 電話. It returns 0 when a row is about one person.
func turns(cols []headCol) int {
	for n := 2; n*2 <= len(cols); n++ {
		if len(cols)%n != 0 {
			continue
		}
		names, same := 0, true
		for i := range cols {
			word, _ := numberOf(cols[i].text)
			first, _ := numberOf(cols[i%n].text)
			same = same && word != "" && (word == first || cols[i].meaning == cols[i%n].meaning && lowest(word) == lowest(first))
			if m := &cols[i%n].meaning; i < n && cols[i].exact && m.Kind == detect.PersonName && m.Part == "" {
				names++
			}
		}
		if same && names == 1 {
			return n
		}
	}
	return 0
}

// lowest returns the words of the last row of a header: of 左ベッド 氏名, 氏名.
func lowest(header string) string { return header[strings.LastIndexByte(header, ' ')+1:] }

// siblings makes a column of relatives of what only says 家族3, when 家族1 beside
// it holds their names: it has few values to judge by.
func (g *grid) siblings() {
	named := map[string]*column{} // columns of names of relatives, by the words of their headers
	for _, c := range g.cols {
		if c.kind == detect.PersonName && c.whose == detect.Relative {
			word, _ := numberOf(c.header)
			named[word] = c
		}
	}
	for _, c := range g.cols {
		if word, n := numberOf(c.header); c.kind == detect.Family && n != "" && named[word] != nil {
			d := named[word]
			c.kind, c.whose, c.meaning = d.kind, d.whose, d.meaning
		}
	}
}

// numberOf splits a header into its words and the number in it.
func numberOf(header string) (word, n string) {
	from := strings.IndexAny(header, "0123456789")
	if from < 0 {
		return header, ""
	}
	n = leadingDigits(header[from:])
	return strings.TrimSpace(header[:from]) + strings.TrimSpace(strings.TrimLeft(header[from:], "0123456789")), n
}

// members reports whether the values under a header like 家族1, お子様 are the
// names of the people, given names mostly, and not who they are to somebody.
func (r *Reader) members(vals []detect.Text) bool {
	if len(vals) == 0 || relations(vals[:1]) {
		return false
	}
	sum, fit := 0.0, 0
	for i := range vals {
		all := 0.0
		parts := peopleOf(vals[i].Norm)
		named := len(parts) > 0 && vals[i].Chars&(detect.HasDigit|detect.HasAt) == 0
		for _, v := range parts {
			odds, _ := r.senses.NameCell(v)
			named = named && odds > -5 && !related[v]
			all += max(-6, min(4, odds)) / float64(len(parts))
		}
		if named {
			fit++
		}
		sum += all
	}
	return fit*10 >= len(vals)*9 && sum/float64(len(vals)) > -2.5
}

// kinNamed reports whether most of the values name somebody and say beside it who that
// is to the person of the row: 古賀 淳子(母) under 緊急連絡先(続柄).
func (r *Reader) kinNamed(vals []detect.Text) bool {
	fit := 0
	for i := range vals {
		v := strings.TrimSpace(vals[i].Norm)
		name := nameHead(v)
		before, behind, _ := strings.Cut(v, name)
		if name == "" || !related[strings.Trim(before+behind, " :・/()")] {
			continue
		}
		if odds, _ := r.senses.NameCell(name); odds > 0 {
			fit++
		}
	}
	return fit*2 > len(vals)
}

// surname returns the family name of the person a record is about, "" when it
// does not say.
func (g *grid) surname(rec *detect.Record) string {
	for i := range rec.Values {
		v := &rec.Values[i]
		if v.Kind == detect.PersonName && v.Whose == detect.Subject && !v.Alias {
			norm, _, _ := g.r.senses.Normalize(v.Text)
			if f, _, ok := g.r.senses.SplitName(nameHead(strings.TrimSpace(norm))); ok {
				return f
			}
			return ""
		}
	}
	return ""
}

// givenMost is how many characters a given name in a list of relatives has.
const givenMost = 4

// relativeKey is the key of a relative's name. A given name alone goes with the
// family name of the person beside: there are many 花子. A column of family names
// (紹介者: 工藤) says of nobody that he is of the family.
func (g *grid) relativeKey(c *column, rec *detect.Record, norm, key string) string {
	s := strings.TrimSpace(norm)
	if c.shortNames || utf8.RuneCountInString(s) > givenMost || strings.ContainsAny(s, " ・") {
		return key
	}
	if odds, _ := g.r.senses.NameCell(s); odds > 0 {
		return key
	}
	return g.r.senses.FoldName(g.surname(rec) + s)
}

// coupleMarks part the people of one cell.
const coupleMarks = "・、,/&\n"

// peopleOf splits a cell where people are parted.
func peopleOf(norm string) []string {
	parts := strings.FieldsFunc(norm, func(c rune) bool { return strings.ContainsRune(coupleMarks, c) })
	for i, p := range parts {
		p = strings.TrimSpace(p)
		for _, h := range [...]string{"様", "さま", "さん", "殿", "氏", "ご夫妻", "夫妻"} {
			p = strings.TrimSpace(strings.TrimSuffix(p, h))
		}
		parts[i] = p
	}
	return parts
}

// couple finds further people in a cell under a header of names: 田中太郎・花子,
// 佐藤 一郎、美咲. It returns the name of the first of them and the others, whole;
// nothing when the cell names one person.
func (r *Reader) couple(norm string) (first string, others []string) {
	parts := peopleOf(norm)
	if len(parts) < 2 || len(parts) > 8 {
		return "", nil
	}
	first = parts[0]
	family, _, ok := r.senses.SplitName(first)
	if odds, _ := r.senses.NameCell(first); !ok || odds <= 0 || first == "" || first[0] < 0x80 || kanaOnly(first) || utf8.RuneCountInString(first) < 3 {
		return "", nil
	}
	for _, p := range parts[1:] {
		n := utf8.RuneCountInString(p)
		odds, _ := r.senses.NameCell(p)
		_, _, whole := r.senses.SplitName(p)
		switch {
		case n == 0 || p[0] < 0x80 || strings.ContainsAny(p, "0123456789()"):
			return "", nil
		case n >= 3 && odds > 0 && whole && !kanaOnly(p):
			others = append(others, p)
		case n <= givenMost && odds > -5 && !related[p] && !(kanaOnly(p) && strings.Contains(norm, "\n")): // on a line of its own it is a reading
			others = append(others, family+p)
		default:
			return "", nil
		}
	}
	return first, others
}

// people adds the people that a cell under a header of names names, where they
// are several or whose names need the rest of the row. It reports whether it did:
// most cells hold one name that says all.
func (g *grid) people(rec *detect.Record, c *column, t *detect.Text, key string) bool {
	norm := strings.TrimSpace(t.Norm)
	several := t.Chars&detect.HasOther != 0 || strings.IndexByte(norm, '\n') >= 0
	switch {
	case c.whose == detect.Relative:
		parts := []string{norm}
		if several && !strings.ContainsAny(norm, "\n()") {
			parts = peopleOf(norm)
		}
		if len(parts) == 1 {
			whole := g.relativeKey(c, rec, norm, key)
			if whole == key {
				return false
			}
			g.value(rec, c, &t.Unit, whole)
			return true
		}
		for _, p := range parts {
			g.value(rec, c, &t.Unit, g.relativeKey(c, rec, p, g.r.senses.FoldName(p)))
		}
		return true
	case !several || c.whose == detect.Staff:
		return false
	}
	first, others := g.r.couple(norm)
	if first == "" {
		return false
	}
	g.value(rec, c, &t.Unit, g.r.senses.FoldName(first))
	for _, o := range others {
		g.value(rec, c, &t.Unit, g.r.senses.FoldName(o))
		rec.Values[len(rec.Values)-1].Whose = detect.Relative
	}
	return true
}

// several reports whether a cell that is no name holds several.
func (r *Reader) several(c *column, norm string) bool {
	if c.whose != detect.Relative {
		first, _ := r.couple(norm)
		return first != ""
	}
	parts := peopleOf(norm)
	for _, p := range parts {
		if odds, _ := r.senses.NameCell(p); odds <= -5 || related[p] {
			return false
		}
	}
	return len(parts) > 1 && len(parts) <= 8
}

// kanaOnly reports whether a name is written in kana: hiragana, katakana, blanks.
func kanaOnly(s string) bool {
	for _, c := range s {
		if !(c >= 'ぁ' && c <= 'ヺ' || c == 'ー' || c == '・' || c == ' ') {
			return false
		}
	}
	return s != ""
}
