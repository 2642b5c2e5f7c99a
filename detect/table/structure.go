package table

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"monban/detect"
)

// breaks reports whether row i stands over columns of numbers and dates without
// being one of their rows: most columns go on below, none of those that hold
// digits has any in row i. Words that nobody knows may be a header then.
func (r *Reader) breaks(rows []row, i int) bool {
	const deep = 12
	w := &rows[i]
	below := rows[i+1 : min(i+1+deep, len(rows))]
	if len(w.cells) < 3 || len(below) < 4 || len(r.labels) > 0 {
		return false
	}
	turned, filled := 0, 0
	for j := range w.cells {
		c := &w.cells[j]
		n, digits := 0, 0
		for k := range below {
			x := below[k].at(c.col)
			if x == nil {
				continue
			}
			if n++; x.Chars&detect.HasDigit != 0 {
				digits++
			}
			if x.key == c.key && c.key != "" {
				return false // a header does not come again as a value
			}
		}
		if n*2 > len(below) {
			filled++
		}
		if n > 0 && digits*10 >= n*9 {
			if c.Chars&detect.HasDigit != 0 && !c.known {
				return false
			}
			turned++
		}
	}
	return turned > 0 && filled*10 >= len(w.cells)*7
}

// shaped are kinds whose values below a header show that it is one.
var shaped = detect.SetOf(detect.PersonName, detect.BirthDate, detect.Phone, detect.Email, detect.MyNumber, detect.EmployeeNumber, detect.StudentNumber, detect.PatientNumber,
	detect.InsurancePolicy, detect.BankAccount, detect.HealthInsurance, detect.PensionNumber)

// borne reports whether the values below one word of row i are what it says,
// whatever the other words are: 氏名,Tシャツ,踊り,出番. It takes three rows.
func (r *Reader) borne(rows []row, i int) bool {
	const deep = 6
	w := &rows[i]
	below := rows[i+1 : min(i+1+deep, len(rows))]
	if len(w.cells) < 3 || len(below) < 3 {
		return false
	}
	borne := false
	for j := range w.cells {
		c := &w.cells[j]
		asked := c.label() && shaped.Has(c.meaning.Kind) && c.meaning.Part == ""
		n, said := 0, 0
		for k := range below {
			x := below[k].at(c.col)
			if x == nil {
				continue
			}
			if x.key == c.key && c.key != "" {
				return false // a header does not come again as a value
			}
			n++
			if asked && !x.known {
				if _, ok := r.accept(c.meaning, &x.Text); ok {
					said++
				}
			}
		}
		borne = borne || asked && n >= 3 && said == n
	}
	return borne
}

// repeats reports whether a word of row i, in which it would be a header, is a
// value of the same column in another row of the table that begins at row from:
// 済, 母. A header that comes again comes as a whole.
func (r *Reader) repeats(rows []row, i, from int) bool {
	const reach = 40
	if rows[i].num == 0 {
		return false
	}
	for k := max(from, i-reach); k < min(len(rows), i+reach); k++ {
		if k != i && shareWord(&rows[i], &rows[k]) && !r.isHeader(rows, k) {
			return true
		}
	}
	return false
}

// shareWord reports whether a word of w that means something as a header stands in
// the same column of v.
func shareWord(w, v *row) bool {
	for j, i := 0, 0; j < len(w.cells) && i < len(v.cells); {
		c, x := &w.cells[j], &v.cells[i]
		switch {
		case c.col < x.col:
			j++
		case c.col > x.col:
			i++
		case c.known && c.key != "" && c.key == x.key:
			return true
		default:
			i, j = i+1, j+1
		}
	}
	return false
}

// subHeader reports whether row k is one more row of the header above it: words
// only, some of them known, and values below.
func (r *Reader) subHeader(rows []row, k int) bool {
	known, kin := 0, false
	for j := range rows[k].cells {
		c := &rows[k].cells[j]
		if k > 0 && c.pieceOf(&rows[k-1]) {
			known++
			continue
		}
		if !c.wordlike() || c.Chars&detect.HasDigit != 0 && !c.known || strings.HasSuffix(c.Norm, ":") {
			return false
		}
		if !c.known && k > 0 {
			if over := rows[k-1].at(c.col); over != nil && over.label() && r.namesBeside(over, c) {
				return false // whom the header asks for
			}
		}
		if related[c.Norm] && k > 0 {
			if over := rows[k-1].at(c.col); over != nil && over.meaning.Kind == detect.Family {
				return false // 妻 under 続柄 or 家族1 is what they ask for
			} else if over != nil && over.meaning.Whose() == detect.Relative {
				kin = true
			}
		}
		if c.label() || c.exact && c.meaning.Part != "" {
			known++ // 姓, 名, 月: parts that only stand under a group
		}
	}
	if known == 0 || known*2 < len(rows[k].cells) || kin && known < len(rows[k].cells) { // 長女 under キーパーソン
		return false
	}
	if len(rows[k].cells) > 1 {
		return true
	}
	return k+1 < len(rows) && len(rows[k+1].cells) > 1
}

// parts reports whether the row under header row i tells what its groups consist
// of: words only, some of them where row i has no word of its own, and none
// where a word of row i reaches down to the values.
func parts(rows []row, i int) bool {
	if i+2 >= len(rows) {
		return false
	}
	top, w, next := &rows[i], &rows[i+1], &rows[i+2]
	if len(next.cells) == 1 && len(w.cells) > 1 && i+3 < len(rows) {
		next = &rows[i+3] // the title of the first group of rows
	}
	grouped, reaching := 0, 0
	for j := range w.cells {
		c := &w.cells[j]
		part := c.wordlike() && top.covers(c.col) // 要介護3〜5: ticked further down
		if !part && (next.at(c.col) == nil || !c.pieceOf(top) && (!c.wordlike() || c.Chars&detect.HasDigit != 0 && !c.known)) {
			return false
		}
		if top.at(c.col) == nil {
			grouped++
		}
	}
	for j := range top.cells {
		if col := top.cells[j].col; w.at(col) == nil && next.at(col) != nil {
			reaching++
		}
	}
	return grouped > 0 && reaching > 0
}

// covers reports whether a merged cell of the row stands over a column: 該当に○ over
// 身障1・2級 and 要介護3〜5, whose digits are no values.
func (w *row) covers(col int) bool {
	for j := range w.cells {
		if c := &w.cells[j]; c.Cols > 1 && c.col <= col && col < c.col+c.Cols {
			return true
		}
	}
	return false
}

// groupHeader reports whether row w stands as a header over the header row
// under it: several words, or one that covers some of the columns. A label with
// somebody's name beside it (利用者名, 小野寺 健太) says whom the table is about.
func (r *Reader) groupHeader(w, under *row) bool {
	if len(w.cells) == 0 || len(w.cells) > len(under.cells) || !w.touches(under) {
		return false
	}
	for j := range w.cells {
		c := &w.cells[j]
		if !c.wordlike() || utf8.RuneCountInString(c.Norm) > 20 || j > 0 && strings.ContainsAny(c.Norm, "□☐") {
			return false
		}
		if j > 0 && !c.known && w.cells[j-1].label() && w.cells[j-1].meaning.Kind == detect.PersonName {
			if odds, _ := r.senses.NameCell(nameHead(strings.TrimSpace(c.Norm))); odds > 1 {
				return false
			}
		}
	}
	if len(w.cells) > 1 {
		return true
	}
	c := &w.cells[0]
	return c.col > under.cells[0].col && (c.Cols > 1 || c.known)
}

// asksAlike reports whether all words of a row end with a colon as this one does.
func (c *cell) asksAlike(w *row) bool {
	for j := range w.cells {
		if !strings.HasSuffix(w.cells[j].Norm, ":") {
			return false
		}
	}
	return true
}

// touches reports whether no empty row parts row w from the one under it: a title
// and who has made the list (受任事件一覧, 藤枝法律事務所) stand behind a gap.
func (w *row) touches(under *row) bool {
	for j := range w.cells {
		if w.num+max(w.cells[j].Rows, 1) >= under.num {
			return true
		}
	}
	return false
}

// reach is the last column in which a value may stand that belongs to a label: one
// column behind the next, and the label may cover several.
func (c *cell) reach() int { return c.col + max(c.Cols, 1) + 1 }

// speaks reports whether a row is one of a form that says whom it is about, each of
// its labels with its value beside it: 社員No., 1197, 氏名, 細谷 まゆみ 殿. What stands
// below is the next row of the form, or a table.
func (r *Reader) speaks(w *row) bool {
	named, bare := false, 0
	for j := range w.cells {
		c := &w.cells[j]
		switch {
		case !c.label():
		case j+1 >= len(w.cells) || w.cells[j+1].label():
			bare++
		default:
			named = named || c.meaning.Whose() == detect.Subject && r.namesBeside(c, &w.cells[j+1])
		}
	}
	return named && bare <= 1
}

// formAgain reports whether row k, behind the rows of a table that begins at row
// first, goes on with the form in which the table stands: a label that is no
// value of its column with its answer beside it, or words alone behind a gap
// when the table has but one row.
func (r *Reader) formAgain(rows []row, first, k int) bool {
	w := &rows[k]
	if k == first || len(w.cells) < 2 || w.num == 0 {
		return false
	}
	if r.speaks(w) || w.num > rows[k-1].num+1 && (r.answered(w, 0) || len(w.cells) == 2 && strings.ContainsAny(w.cells[1].Norm, "□☐")) {
		return true // of the next person, or more of the same
	}
	c := &w.cells[0]
	if c.label() && c.meaning.Personal() && !w.cells[1].known {
		for i := first; i < k; i++ {
			if rows[i].at(c.col) != nil {
				return false
			}
		}
		return true
	}
	if k > first+1 || w.num == rows[first].num+1 || k+1 == len(rows) {
		return false
	}
	digits := false
	for j := range w.cells {
		if w.cells[j].Chars&detect.HasDigit != 0 || !w.cells[j].wordlike() {
			return false
		}
	}
	for j := range rows[k+1].cells {
		digits = digits || rows[k+1].cells[j].Chars&detect.HasDigit != 0
	}
	return digits
}

// titled reports whether row w, the last before another header, is the title of
// what follows: one cell, behind an empty line.
func titled(before, w *row) bool {
	return len(w.cells) == 1 && w.num > before.num+1 && len(before.cells) > 1
}

// counts reports whether row i begins with a number and the next row with the one
// that follows it: both are lines of a numbered list, and none is a header.
func counts(rows []row, i int) bool {
	if i+1 >= len(rows) || len(rows[i].cells) < 2 || len(rows[i+1].cells) == 0 {
		return false
	}
	a, b := &rows[i].cells[0], &rows[i+1].cells[0]
	if a.col != b.col || len(a.Norm) > 4 || len(b.Norm) > 4 {
		return false
	}
	n, err := strconv.Atoi(a.Norm)
	m, err2 := strconv.Atoi(b.Norm)
	return err == nil && err2 == nil && m == n+1
}
