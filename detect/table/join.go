package table

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"monban/detect"
)

// join finds values that are split over neighbouring columns: family and given
// name, year, month and day, a phone number in three, an address in two, a My
// Number in three or in twelve.
func (g *grid) join(rows []row) {
	for i := 0; i < len(g.cols); i++ {
		c := g.cols[i]
		if c.kind == "" || c.lead != nil {
			continue
		}
		parts := []*column{c}
		for j := i + 1; j < len(g.cols) && g.follows(parts, g.cols[j], rows); j++ {
			parts = append(parts, g.cols[j])
		}
		if len(parts) < 2 {
			continue
		}
		for _, p := range parts {
			p.lead = c
			p.kind = c.kind
			p.whose = c.whose
		}
		c.parts = parts
	}
	g.digits(rows)
}

// parts finds, by their headers, values split over columns of which no part
// looks like the whole: a birth date in year, month and day, a telephone in
// three.
func (g *grid) parts(rows []row) {
	g.unnamed(rows)
	account := false
	for _, c := range g.cols {
		account = account || c.meaning.Kind == detect.BankAccount && c.meaning.Part == ""
	}
	for i := range g.cols {
		c := g.cols[i]
		if i > 0 {
			c.half(g.cols[i-1])
		}
		if account && c.meaning.Word == "place" && i > 0 && g.cols[i-1].meaning.Kind == detect.BankAccount {
			c.meaning = detect.Meaning{Kind: detect.BankAccount, Part: "branch"} // 支店 beside 振込先銀行
		}
		if account && i > 0 && g.cols[i-1].meaning.Kind == detect.BankAccount && (c.header == "種目" || c.header == "種別" || c.header == "科目") {
			c.meaning, c.known, c.exact = detect.Meaning{Kind: detect.BankAccount, Part: "type"}, true, true
		}
		if c.lead != nil || !c.known && c.header == "" {
			continue
		}
		n := 0
		switch c.meaning.Kind {
		case detect.Phone:
			for i+n < len(g.cols) && n < 4 && (g.cols[i+n].meaning.Kind == detect.Phone || n == 2 && strings.HasPrefix(g.cols[i+n].header, "加入")) && g.short(g.cols[i+n], rows, 5) {
				n++
			}
			if n > 3 {
				n = 0
			}
		case detect.PostalCode:
			for i+n < len(g.cols) && n < 2 && g.cols[i+n].meaning.Kind == detect.PostalCode && g.short(g.cols[i+n], rows, 4) {
				n++
			}
		case detect.BirthDate:
			if g.short(c, rows, 5) {
				for i+n < len(g.cols) && n < 4 && (n == 0 || datePart(g.cols[i+n].header)) && g.short(g.cols[i+n], rows, 5) {
					n++
				}
				if n == 1 {
					n = g.unnamedDate(i, rows)
				}
			}
		default:
			if g.yearMonthDay(i, rows) {
				c.meaning = detect.Meaning{Kind: detect.BirthDate}
				n = 3
			}
		}
		if n < 2 || c.meaning.Kind == detect.BirthDate && n < 3 {
			continue
		}
		for _, d := range g.cols[i : i+n] {
			d.kind, d.whose, d.lead = c.meaning.Kind, c.meaning.Whose(), c
			d.odds, d.evidence = -1, detect.ColumnHeader
		}
		c.parts = g.cols[i : i+n]
	}
}

// yearMonthDay reports whether a year, a month and a day stand side by side from
// column i on, in a table that asks for names, and are such that people are born
// on: years that lie far apart, or all far back. Their headers say no more than
// 西暦, 月, 日.
func (g *grid) yearMonthDay(i int, rows []row) bool {
	if i+3 > len(g.cols) || !datePart(g.cols[i+1].header) || !datePart(g.cols[i+2].header) {
		return false
	}
	switch g.cols[i].header {
	case "西暦", "西暦年", "年", "年(西暦)", "年（西暦）", "Year", "year", "YYYY", "yyyy":
	default:
		return false
	}
	named := false
	for _, c := range g.cols {
		named = named || c.meaning.Kind == detect.PersonName && c.meaning.Whose() == detect.Subject
	}
	n, first, last := 0, 9999, 0
	for k := range rows {
		y, m, d := rows[k].at(g.cols[i].col), rows[k].at(g.cols[i+1].col), rows[k].at(g.cols[i+2].col)
		if y == nil || m == nil || d == nil {
			continue
		}
		year, month, day := number(y), number(m), number(d)
		if year < 1900 || year > g.r.year || month < 1 || month > 12 || day < 1 || day > 31 {
			return false
		}
		n++
		first, last = min(first, year), max(last, year)
	}
	return named && n >= 3 && (last-first >= 15 || last > first && last <= g.r.year-5)
}

// number returns the whole number in a cell, -1 when it holds anything else.
func number(c *cell) int {
	n, err := strconv.Atoi(strings.TrimSpace(c.Norm))
	if err != nil {
		return -1
	}
	return n
}

// datePart reports whether a header names the year, the month or the day.
func datePart(h string) bool {
	for _, s := range []string{"年", "月", "日", "year", "month", "day", "Year", "Month", "Day"} {
		if strings.HasSuffix(h, s) {
			return true
		}
	}
	return datePiece(lowest(h))
}

// follows reports whether column d goes on with the value of the parts before it.
func (g *grid) follows(parts []*column, d *column, rows []row) bool {
	c := parts[0]
	if d.kind != c.kind || d.whose != c.whose {
		return false
	}
	a, b := c.meaning.Part, d.meaning.Part
	switch c.kind {
	case detect.PersonName:
		return a == "family" && b == "given" || a == "family-kana" && b == "given-kana" || a == "relative" && b == a && halves(c.header, d.header)
	case detect.BirthDate:
		return (a == "era" || a == "year") && (b == "year" || b == "month" || b == "day")
	case detect.Address:
		return a == b || b == "city" || b == "street" || b == "building" || a == "prefecture"
	case detect.Phone:
		return g.short(parts[len(parts)-1], rows, 5) && g.short(d, rows, 5)
	case detect.PostalCode:
		return g.short(c, rows, 4) && g.short(d, rows, 4)
	case detect.BankAccount:
		return a != b && a != ""
	}
	return false
}

// half takes a column of names for the given names when the one before it holds the
// family names and their headers say so together: 注文者姓 and 注文者名, 苗字 and 名前.
func (c *column) half(before *column) {
	if c.meaning.Kind != detect.PersonName || before.meaning.Kind != detect.PersonName || c.meaning.Whose() != before.meaning.Whose() {
		return
	}
	switch part := before.meaning.Part; {
	case part == "family" && c.meaning.Part == "" && (c.meaning.Weak || sameBut(before.header, c.header)):
		c.meaning.Part, c.meaning.Weak, c.exact = "given", false, true
	case part == "family-kana" && c.meaning.Part == "kana" && sameBut(before.header, c.header):
		c.meaning.Part, c.meaning.Weak, c.exact = "given-kana", false, true
	}
}

// sameBut reports whether two headers differ in the word for the half of a name
// only.
func sameBut(a, b string) bool {
	for _, h := range [...][2]string{{"姓", "名"}, {"氏", "名"}, {"苗字", "名前"}, {"苗字", "名"}, {"せい", "めい"}, {"セイ", "メイ"}} {
		if strings.Contains(a, h[0]) && strings.Replace(a, h[0], h[1], 1) == b {
			return true
		}
	}
	return false
}

// halves reports whether two headers name the family and the given name of one
// person: 世帯主姓, 世帯主名.
func halves(a, b string) bool {
	for _, h := range [...][2]string{{"姓", "名"}, {"氏", "名"}, {"セイ", "メイ"}, {"せい", "めい"}} {
		x, ok := strings.CutSuffix(a, h[0])
		y, too := strings.CutSuffix(b, h[1])
		if ok && too && strings.TrimRight(x, " の(") == strings.TrimRight(y, " の(") {
			return true
		}
	}
	return false
}

// splitNames finds, in a table without a header, family and given names that
// stand in columns of their own: side by side they are names, in either order.
func (g *grid) splitNames(rows []row) bool {
	found := false
	for i := 0; i+1 < len(g.cols); i++ {
		if a, b := g.cols[i], g.cols[i+1]; b.col == a.col+1 && g.halves(a, b, rows) {
			found = true
			i++
		}
	}
	return found
}

// firstSecond finds family and given names under headers that only count them: name1
// and name2 of a database, 氏名1 and 氏名2.
func (g *grid) firstSecond(rows []row) {
	for i := 0; i+1 < len(g.cols); i++ {
		a, b := g.cols[i], g.cols[i+1]
		first, ok := strings.CutSuffix(a.header, "1")
		if second, too := strings.CutSuffix(b.header, "2"); ok && too && first == second && a.lead == nil && a.meaning.Kind == detect.PersonName && a.meaning.Whose() == detect.Subject {
			g.halves(a, b, rows)
		}
	}
}

// halves makes one name of two columns when their values side by side are names.
func (g *grid) halves(a, b *column, rows []row) bool {
	var made, turned []detect.Text
	seen, one, two := map[string]bool{}, map[string]bool{}, map[string]bool{}
	for k := range rows {
		x, y := rows[k].at(a.col), rows[k].at(b.col)
		if x == nil || y == nil || (x.Chars|y.Chars)&(detect.HasDigit|detect.HasAt) != 0 || utf8.RuneCountInString(x.Norm) > 12 || utf8.RuneCountInString(y.Norm) > 12 {
			continue
		}
		if x.Norm[0] >= 0x80 && strings.ContainsAny(x.Norm+y.Norm, " 　・") {
			continue // whole names, or something else
		}
		one[x.Norm], two[y.Norm] = true, true
		s := x.Norm + " " + y.Norm
		if seen[s] || len(made) >= sampleMost {
			continue
		}
		seen[s] = true
		made, turned = append(made, detect.Text{Norm: s}), append(turned, detect.Text{Norm: y.Norm + " " + x.Norm})
	}
	if len(made)*10 < len(rows)*8 || len(made) < 5 || min(len(one), len(two))*2 < len(made) {
		return false
	}
	if max(g.r.nameOdds(made), g.r.nameOdds(turned)) < 1 {
		return false
	}
	for _, c := range []*column{a, b} {
		c.kind, c.lead, c.odds, c.evidence = detect.PersonName, a, 0, detect.ColumnValues
	}
	a.parts = []*column{a, b}
	return true
}

// short reports whether the values of a column have at most n characters.
func (g *grid) short(c *column, rows []row, n int) bool {
	seen := 0
	for i := range rows {
		if x := rows[i].at(c.col); x != nil {
			if utf8.RuneCountInString(x.Norm) > n {
				return false
			}
			seen++
		}
	}
	return seen > 0
}

// digits joins a number that is written one digit a cell, or in groups of four:
// boxes of a form, kept in a table.
func (g *grid) digits(rows []row) {
	for i := 0; i < len(g.cols); i++ {
		for _, shape := range []struct{ width, cols int }{{1, 12}, {4, 3}} {
			if i+shape.cols > len(g.cols) || len(rows) == 0 {
				continue
			}
			run := g.cols[i : i+shape.cols]
			if valid, n := g.myNumbers(run, rows, shape.width); n >= 3 && valid*10 >= n*8 || n > 0 && valid == n && run[0].meaning.Kind == detect.MyNumber {
				for _, c := range run {
					c.kind, c.lead, c.skip, c.odds = detect.MyNumber, run[0], false, -1
					c.evidence = detect.ColumnCheck
					c.meaning.Part = ""
				}
				run[0].parts = run
				i += shape.cols - 1
				break
			}
		}
	}
}

// myNumbers counts the rows in which the cells of a run make twelve digits, and
// those of them whose check digit is right.
func (g *grid) myNumbers(run []*column, rows []row, width int) (valid, n int) {
	var made []detect.Text
	for i := range rows {
		all := make([]byte, 0, 12)
		for _, c := range run {
			x := rows[i].at(c.col)
			if x == nil || len(x.Norm) != width || digitsOf(x.Norm) != x.Norm {
				break
			}
			all = append(all, x.Norm...)
		}
		if len(all) == 12 && len(made) < sampleMost {
			made = append(made, detect.Text{Norm: string(all), Chars: detect.HasDigit})
		}
	}
	for _, s := range g.r.senses.Whole(made) {
		if s.Kind == detect.MyNumber {
			return s.Check, len(made)
		}
	}
	return 0, len(made)
}
