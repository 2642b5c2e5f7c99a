package table

import (
	"strings"

	"monban/detect"
)

// A list of wages says once what it is about: 基本給. What else was paid and taken off
// stands under words that mean anything elsewhere (残業, 計, 差引), and CD is
// the number of an employee.

// wages finds those columns beside a wage.
func (g *grid) wages(rows []row) {
	if !g.waged() {
		return
	}
	named := -1
	for i, c := range g.cols {
		if c.kind == detect.PersonName && named < 0 {
			named = i
		}
		if c.kind == "" && c.lead == nil && payWord(c.header) && g.money(c, rows) {
			c.meaning, c.known = detect.Meaning{Kind: detect.Salary}, true
			g.r.settle(c, detect.Salary, -1, detect.ColumnHeader)
		}
	}
	for _, c := range g.cols[:max(named, 0)] {
		if (c.kind == "" || c.kind == detect.LoginID) && c.lead == nil && codeWord[c.headerKey()] && g.codes(c, rows) {
			c.meaning, c.known = detect.Meaning{Kind: detect.EmployeeNumber}, true
			g.r.settle(c, detect.EmployeeNumber, -1, detect.ColumnHeader)
			return
		}
	}
}

// waged reports whether a column surely holds wages, and not what somebody has in a
// year: beside 年収 stands 負債総額.
func (g *grid) waged() bool {
	for _, c := range g.cols {
		if c.kind == detect.Salary && c.exact && !c.meaning.Weak && c.evidence&detect.ColumnHeader != 0 && !strings.HasSuffix(c.header, "収") && !strings.HasSuffix(c.header, "収入") {
			return true
		}
	}
	return false
}

// payWords are headers in a list of wages.
var payWords = strings.Fields(`残業 時間外 深夜 休日 休出 早出 通勤 通勤費 交通費 手当 役職 職能 職務 資格 家族 扶養 住宅 皆勤 精勤 歩合 インセンティブ 調整 その他 計 合計 差引 差引額 支給 控除 総額 総支給 手取 振込 振込額 現金 前払 立替 精算
	健保 厚年 厚生 雇保 介護 社保 社会保険 社会保険料 所得税 住民税 源泉 源泉税 市県民税 年調 年末調整 過不足 財形 組合費 互助会 親睦会 食事代 食費 寮費 家賃 貸付 返済 遅早 欠勤控除 課税 非課税 課税対象額
	本給 職給 日給 時給 basic base ot deductions deduction overtime allowance commute commuting net gross tax total`)

// payWord reports whether a header is a word for something that is paid or taken off,
// or stands in the group of what is.
func payWord(header string) bool {
	low := strings.ToLower(lowest(header))
	for _, w := range payWords {
		if low == w {
			return true
		}
	}
	for _, w := range [...]string{"手当", "手当計", "支給計", "控除計", "所得税", "住民税", "保険料"} {
		if strings.HasSuffix(low, w) {
			return true
		}
	}
	return strings.HasPrefix(header, "支給 ") || strings.HasPrefix(header, "控除 ")
}

// wageMarks are what stands about the figures of an amount.
var wageMarks = strings.NewReplacer(",", "", "円", "", "¥", "", "\\", "", " ", "")

// moneyLeast is an amount that is no number of hours or days.
const moneyLeast = 400

// money reports whether a column holds amounts, half of them too large for hours.
func (g *grid) money(c *column, rows []row) bool {
	n, large := 0, 0
	for i := range rows {
		x := rows[i].at(c.col)
		if x == nil || !g.r.senses.Says(x.Norm) || !digitLed(x.Norm) {
			continue
		}
		v := wageMarks.Replace(x.Norm)
		if strings.ContainsAny(v, ":hH時日人名") {
			return false
		}
		amount := number(&cell{Text: detect.Text{Norm: strings.TrimLeft(v, "-▲△")}})
		if amount == 0 {
			continue
		}
		if n++; amount >= moneyLeast {
			large++
		}
	}
	return n > 0 && large*2 >= n
}

// digitLed reports whether a value begins with a digit, after a sign or the sign of a
// currency.
func digitLed(v string) bool {
	v = strings.TrimLeft(v, "-▲△¥\\ ")
	return v != "" && v[0] >= '0' && v[0] <= '9'
}

// codeWord are headers of the numbers of employees that mean anything elsewhere.
var codeWord = map[string]bool{"cd": true, "code": true, "コード": true, "no": true, "番号": true, "id": true, "個人コード": true, "個人cd": true, "整理番号": true}

// codes reports whether a column holds numbers of one length, hardly one twice, which
// do not count the rows.
func (g *grid) codes(c *column, rows []row) bool {
	seen, n, length, last, counted := map[string]bool{}, 0, 0, -1, 0
	for i := range rows {
		x := rows[i].at(c.col)
		if x == nil {
			continue
		}
		v := strings.TrimSpace(x.Norm)
		if digitsOf(v) != v { // the title of a department
			continue
		}
		if length == 0 {
			length = len(v)
		}
		if len(v) != length || length < 3 || length > 8 {
			return false
		}
		num := number(x)
		if num == last+1 {
			counted++
		}
		last = num
		n++
		seen[v] = true
	}
	return n > 0 && len(seen)*10 >= n*8 && counted*2 <= n
}
