package table

import (
	"slices"
	"strings"
	"unicode/utf8"

	"monban/detect"
	"monban/extract"
)

// A head is the header of a table.
type head struct {
	rows []int // indexes into the held rows, top first
	nums []int // the same, as the file numbers them
	cols []headCol
	// names tells that the format itself names the columns (SQL, JSON).
	names bool
}

// A headCol is a column as its header describes it.
type headCol struct {
	col     int
	text    string // of all header rows, joined with a blank
	called  string // by the format, which says in text what it holds
	meaning detect.Meaning
	exact   bool
	known   bool
}

// longest is how many characters a header has at most. Notes under a header
// word ("例: …") are folded away before.
const longest = 30

// wordlike reports whether a cell could be a header: short text, not a value.
func (c *cell) wordlike() bool {
	if c.Type != extract.Text || c.Chars&detect.HasAt != 0 {
		return false
	}
	n := utf8.RuneCountInString(c.Norm)
	if n > 2*longest {
		return false
	}
	d := 0
	for i := range len(c.Norm) {
		if c.Norm[i] >= '0' && c.Norm[i] <= '9' {
			d++
		}
	}
	return d == 0 || (3*d <= n || d == 1 && n > 1 || c.known) && strings.Trim(c.Norm, "0123456789.,+-%±▲△() ") != ""
}

// header reports whether row i begins a header, or is the lowest row of one
// that begins not before row from.
func (r *Reader) header(rows []row, i, from int) (head, bool) {
	if len(rows[i].cells) > 0 && rows[i].num == 0 { // the names of the columns, said by the format
		at := []int{i}
		return head{rows: at, cols: r.columns(rows, at, true), names: true}, true
	}
	if !r.isHeader(rows, i) {
		if !r.numbered(rows, i) {
			return head{}, false
		}
		return r.numberedHead(rows, i), true
	}
	at := []int{i}
	for k := i + 1; k < len(rows) && k < i+3 && (r.subHeader(rows, k) || k == i+1 && parts(rows, i) || k == i+2 && lastLine(rows, i, k)); k++ {
		at = append(at, k)
	}
	for k := i - 1; k >= from && k > i-3 && r.groupHeader(&rows[k], &rows[i]); k-- {
		at = append([]int{k}, at...)
	}
	h := head{rows: at, cols: r.columns(rows, at, false)}
	if k := at[len(at)-1] + 1; k < len(rows) && r.numbered(rows, k) {
		h.rows = append(h.rows, k)
		h.count(&rows[k])
	}
	for _, k := range h.rows {
		h.nums = append(h.nums, rows[k].num)
	}
	return h, true
}

// isHeader reports whether the words of row i name what stands below them.
func (r *Reader) isHeader(rows []row, i int) bool {
	return rows[i].header.ask(func() bool { return r.weigh(rows, i) })
}

// weigh weighs whether the words of row i name what stands below them, and not
// what stands beside them as in a form.
func (r *Reader) weigh(rows []row, i int) bool {
	w := &rows[i]
	if len(w.cells) == 0 || r.compares(w) || counts(rows, i) || r.speaks(w) || r.overLabel(rows, i) {
		return false
	}
	exact, part, words, sure, plain := 0, 0, 0, 0, 0
	below, beside := 0, 0
	for j := range w.cells {
		c := &w.cells[j]
		if c.ordinal() {
			plain++
			continue
		}
		if c.wordlike() {
			if r.home(c) {
				return false
			}
			words++
		}
		if !c.known || !c.wordlike() || r.labels[c.col] {
			continue
		}
		switch {
		case c.label():
			exact++
			sure++
		case c.exact && c.meaning.Personal():
			exact++ // 名前, 番号: with surer words beside it
		default: // a part of a word, or a value as likely as a header
			part++
			continue
		}
		under := beneath(rows, i, c.col)
		if c.post() && posts(rows, i, c.col) {
			return false
		}
		switch {
		case strings.HasSuffix(c.Norm, ":") && len(w.cells) == 2 && !c.asksAlike(w), // 1組, 担任: in a list
			r.answered(w, j), len(w.cells) == 2 && j == 0 && under != nil && under.known && under.exact && under.meaning.Kind.Special() && !w.cells[1].known:
			beside++
		case under != nil && !(under.known && (!under.meaning.Weak || !under.exact)):
			below++
		case j+1 < len(w.cells) && !w.cells[j+1].label() && w.cells[j+1].col <= c.reach():
			beside++
		}
	}
	known, cells := exact+part, len(w.cells)-plain
	if known > 0 && beside == 0 && words == cells && r.breaks(rows, i) {
		return true
	}
	if exact == 0 || words*10 < cells*8 || r.explained(w) {
		return false
	}
	if sure == 0 || (known*10 < cells*4 && exact < 3 || exact*2+part < 4 && cells > 2) && !(beside == 0 && words == cells && r.borne(rows, i)) {
		return false
	}
	if i+1 >= len(rows) {
		return exact >= 2 && exact == known && beside == 0
	}
	return below > 0 && below >= beside
}

// compares reports whether a row names the people that a table on its side
// compares (申込者, 配偶者; 父, 母), beside a column of labels.
func (r *Reader) compares(w *row) bool {
	if len(r.labels) == 0 || len(w.cells) < 2 {
		return false
	}
	others := w.cells
	if r.labels[w.cells[0].col] {
		others = others[1:]
	}
	for j := range others {
		c := &others[j]
		if !(c.known && c.exact && c.meaning.Kind == detect.PersonName && c.meaning.Part != "kana") && !related[c.Norm] || r.labels[c.col] {
			return false
		}
	}
	return len(others) >= 2
}

// ordinal reports a small number or a day of the week: days over a roster (1,
// 1日, 1(火), 12/1, 火), boxes of a number. It is neither word nor value in a
// header.
func (c *cell) ordinal() bool {
	s := c.Norm
	if len(s) > 12 {
		return false
	}
	n := 0
	for n < len(s) && n < 2 && s[n] >= '0' && s[n] <= '9' {
		n++
	}
	if n > 0 && n < len(s) && s[n] == '/' {
		k := n + 1
		for k < len(s) && k < n+3 && s[k] >= '0' && s[k] <= '9' {
			k++
		}
		n = k
	}
	if n > 0 {
		s = strings.TrimPrefix(s[n:], "日")
	}
	s = strings.Trim(s, " ()\n/")
	return s == "" && n > 0 || utf8.RuneCountInString(s) == 1 && strings.Contains("日月火水木金土祝", s)
}

// beneath returns the first cell under row i in a column, looking three rows deep.
func beneath(rows []row, i, col int) *cell {
	for k := i + 1; k < len(rows) && k <= i+3; k++ {
		if c := rows[k].at(col); c != nil {
			return c
		}
	}
	return nil
}

// columns joins the rows of a header to one text and one meaning a column.
// named tells that they are the names that the format gives.
func (r *Reader) columns(rows []row, at []int, named bool) []headCol {
	seen := map[int]bool{}
	var out []headCol
	for _, k := range at {
		for j := range rows[k].cells {
			c := &rows[k].cells[j]
			for col := c.col; col < c.col+max(c.Cols, 1) && col < c.col+64; col++ {
				if !seen[col] {
					seen[col] = true
					out = append(out, headCol{col: col})
				}
			}
		}
	}
	for i := range out {
		r.name(&out[i], rows, at, named)
	}
	slices.SortFunc(out, func(a, b headCol) int { return a.col - b.col })
	return out
}

// name finds the words over one column and what they mean together.
func (r *Reader) name(h *headCol, rows []row, at []int, named bool) {
	var over []*cell
	for n, k := range at {
		c := rows[k].at(h.col)
		if c == nil && n < len(at)-1 {
			c = spanning(&rows[k], rows[at[n+1]:at[n+1]+1], h.col)
		}
		if c != nil && (len(over) == 0 || over[len(over)-1].Norm != c.Norm) {
			over = append(over, c)
		}
	}
	if len(over) == 0 {
		return
	}
	texts := make([]string, len(over))
	for i, c := range over {
		texts[i] = strings.Join(strings.Fields(c.Norm), " ")
	}
	h.text = strings.Join(texts, " ")
	low := over[len(over)-1]
	if low.called != "" {
		h.called, h.text = low.called, strings.TrimSpace(strings.TrimPrefix(low.Norm, low.called))
		h.meaning, h.exact, h.known = low.meaning, low.exact, low.known
		return
	}
	if i := strings.LastIndexByte(h.text, '.'); named && i > 0 && !(low.exact && low.meaning.Personal()) { // the path of a nested key: address.zip
		r.path(h, h.text[:i], h.text[i+1:])
		return
	}
	if len(over) > 1 && h.ofAccount(over[len(over)-2], low) {
		return
	}
	if len(over) > 1 {
		top := over[0]
		m, exact, ok := r.senses.Meaning(r.senses.Key(strings.Join(texts, "")))
		switch {
		case ok && exact && m.Personal() && low.known && !low.meaning.Personal():
			h.meaning, h.exact, h.known = m, true, true // 社員 over コード
		case low.label(), low.exact && low.meaning.Personal() && !(ok && exact && low.meaning.Weak && m.Kind == low.meaning.Kind):
			h.meaning, h.exact, h.known = low.meaning.Under(top.meaning), true, true
		case ok && exact:
			h.meaning, h.exact, h.known = m, true, true
		case !low.known && top.meaning.Weak && top.meaning.Kind.Special(): // 75歳以上のみ世帯 under 該当要件 is none
		case low.known && (low.exact || !top.exact):
			h.meaning, h.exact, h.known = low.meaning.Under(top.meaning), low.exact, true
			if top.meaning.Kind == low.meaning.Kind {
				h.meaning.Weak = false
			}
		case ok:
			h.meaning, h.known = m, true
		case top.known:
			h.meaning, h.exact, h.known = top.meaning, false, true
			h.meaning.Weak = true
		}
		return
	}
	h.meaning, h.exact, h.known = low.meaning, low.exact, low.known
	if !h.meaning.Personal() && low.asked() {
		h.meaning, h.exact, h.known = detect.Meaning{}, false, false
	}
	if named && !h.meaning.Personal() {
		r.counted(h)
	}
}

// path finds what the last key of a path means, under the keys before it.
func (r *Reader) path(h *headCol, before, last string) {
	for _, w := range [...]string{".value", ".value[]"} { // 作成者.value.name: value says nothing
		before = strings.TrimSuffix(before, w)
	}
	if last == "type" {
		return // of what value it is: SINGLE_LINE_TEXT
	}
	if i := strings.LastIndexByte(before, '.'); i >= 0 {
		before = before[i+1:]
	}
	m, exact, ok := r.senses.Meaning(r.senses.Key(last))
	top, _, topKnown := r.senses.Meaning(r.senses.Key(before))
	if !exact || !m.Personal() || last == "family" {
		if both, sure, known := r.senses.Meaning(r.senses.Key(before + last)); known && sure && (both.Personal() || !ok) {
			m, exact, ok = both, sure, known
		} else if turned, sure, known := r.senses.Meaning(r.senses.Key(last + strings.TrimSuffix(before, "[]"))); known && sure && turned.Kind == detect.PersonName && turned.Part != "" {
			m, exact, ok = turned, sure, known // name.first, name[].family
		}
	}
	switch {
	case topKnown && top.Kind == detect.Address && !m.Personal():
		m, exact, ok = top, false, true // shippingAddress.line1
	case !ok && topKnown:
		m, exact, ok = top, false, true // salary.base
		m.Weak = true
	case m.Personal() && m.Part == "" && (top.Kind == detect.Family || m.Kind == detect.PersonName && receives(before)):
		m.Part = "relative" // family[].name, shipTo.name
	}
	h.meaning, h.exact, h.known = m.Under(top), exact, ok
}

// receives reports whether a key holds to whom something is sent, who need not be
// who has ordered it.
func receives(key string) bool {
	switch strings.ToLower(strings.ReplaceAll(strings.ReplaceAll(key, "_", ""), "-", "")) {
	case "shipto", "shipping", "shippingaddress", "recipient", "delivery", "deliverto", "deliveryaddress", "giftto", "consignee", "届け先", "お届け先", "配送先", "送付先":
		return true
	}
	return false
}

// spanning returns the group header left of col that covers it: a merged cell
// says how far it goes, any other goes on until the next one.
func spanning(w *row, under []row, col int) *cell {
	var c *cell
	for j := range w.cells {
		if w.cells[j].col < col {
			c = &w.cells[j]
		}
	}
	switch {
	case c == nil || under[0].at(col) == nil:
		return nil
	case c.Cols > 1:
		if col >= c.col+c.Cols {
			return nil
		}
	case under[0].at(c.col) == nil:
		return nil // it has no word below: a column of its own, not a group
	}
	return c
}

// headerComes reports whether a streamed row looks like a header: cheap, since
// it is asked for every row.
func (r *Reader) headerComes(units []extract.Unit) bool {
	words, known := 0, 0
	for i := range units {
		u := &units[i]
		if u.Text == "" {
			continue
		}
		if len(units) < 2 || u.Type != extract.Text || len(u.Text) > 90 || asciiDigit(u.Text) {
			return false
		}
		if words++; words > 4 {
			break
		}
		if _, exact, ok := r.senses.Meaning(r.senses.Key(u.Text)); ok && exact {
			known++
		} else if words-known > 2 {
			return false // whatever the next says
		}
	}
	return known >= 2 && known*2 >= words
}

// asciiDigit reports whether s has more digits than a header has (住所1, 電話番号2).
func asciiDigit(s string) bool {
	n := 0
	for i := range len(s) {
		if s[i] >= '0' && s[i] <= '9' {
			n++
		}
	}
	return n > 2
}
