package table

import (
	"slices"
	"strings"

	"monban/detect"
	"monban/extract"
)

// Forms ask for an account and for an income beside other things, under words that
// alone label nothing: 口座 before 普通 and a number, 勤務先・年収 before both.

// account reads the number of a bank account behind its sort in a cell of its own:
// 普通 | 7687395, where the rows around speak of a bank.
func (f *filling) account(i, j int) {
	w := &f.rows[i]
	if !accountSort(strings.TrimSpace(w.cells[j].Norm)) {
		return
	}
	if j+1 >= len(w.cells) || f.used[&w.cells[j+1]] {
		return
	}
	v := &w.cells[j+1]
	number := accountNumber(v.Norm)
	if number == "" || !f.banking(i) {
		return
	}
	f.used[v] = true
	f.rec.Values = append(f.rec.Values, detect.Value{Kind: detect.BankAccount, Loc: v.Loc, Hidden: v.Hidden, Text: v.Unit.Text, Key: number, Odds: -1, Evidence: detect.Label})
}

// accountSort knows the sorts of accounts, as they stand before the number.
func accountSort(v string) bool {
	switch v {
	case "普通", "当座", "貯蓄", "普通預金", "当座預金", "貯蓄預金", "(普)", "(当)", "普", "当", "貯":
		return true
	}
	return false
}

// accountNumber returns the number of an account that a cell holds alone, "" for
// anything else.
func accountNumber(v string) string {
	v = strings.TrimSpace(v)
	if len(v) < 6 || len(v) > 8 || strings.Trim(v, "0123456789") != "" {
		return ""
	}
	return v
}

// paidInto reads the account in the last row of a pay slip, below columns of other
// things, on a sheet that has said whose it is: 振込 | 北国銀行 | 港支店 | 普 | 7687395.
func (g *grid) paidInto(rec *detect.Record, units []extract.Unit) {
	if g.r.owner.Kind == "" || g.subject {
		return
	}
	banked := false
	for i := range units[:len(units)-1] {
		u := &units[i]
		if len(u.Text) > asideMost {
			return
		}
		if !banked || !accountSort(strings.TrimSpace(u.Text)) {
			banked = banked || bankWords.In(u.Text)
			continue
		}
		v := &units[i+1]
		number := accountNumber(v.Text)
		if number == "" {
			return
		}
		rec.Values = slices.DeleteFunc(rec.Values, func(o detect.Value) bool { return o.Loc == v.Loc })
		rec.Values = append(rec.Values, detect.Value{Kind: detect.BankAccount, Loc: v.Loc, Hidden: v.Hidden, Text: v.Text, Key: number, Odds: -1, Evidence: detect.Label}, g.r.owner)
		return
	}
}

// bankWords are what stands on a form around an account.
var bankWords = detect.NewPhrases(`口座 振込 振り込み 振替 引落 金融機関 銀行 信用金庫 信金 支店 農協 預金`)

// bankRows is how many rows above an account speak of it.
const bankRows = 3

// banking reports whether row i, or one of those above it, speaks of a bank.
func (f *filling) banking(i int) bool {
	for k := max(0, i-bankRows); k <= i; k++ {
		for j := range f.rows[k].cells {
			if c := &f.rows[k].cells[j]; len(c.Norm) <= asideMost && bankWords.In(c.Norm) {
				return true
			}
		}
	}
	return false
}

// earned reads the income behind a label that asks for something else before it:
// 勤務先・年収 | 北都運輸(株) 約480万円.
func (f *filling) earned(i, j int) {
	w := &f.rows[i]
	c := &w.cells[j]
	if len(c.Norm) > asideMost || j+1 >= len(w.cells) || f.used[&w.cells[j+1]] {
		return
	}
	label := detect.Trim(c.Norm)
	at := strings.LastIndexAny(label, "・/")
	if at < 0 {
		return
	}
	last := strings.TrimLeft(label[at:], "・/ ")
	m, exact, known := f.r.meaning(last, f.r.senses.Key(last))
	if !known || !exact || m.Kind != detect.Salary || m.Whose() == detect.Staff {
		return
	}
	v := &w.cells[j+1]
	words := strings.FieldsFunc(v.Norm, func(c rune) bool { return c == ' ' || c == '/' || c == '\n' })
	if len(words) < 2 || len(v.Norm) > asideMost {
		return
	}
	sum := words[len(words)-1]
	if !strings.HasSuffix(sum, "円") && !strings.HasSuffix(sum, "万") || !strings.ContainsAny(sum, "0123456789") || strings.ContainsAny(sum, "~〜") {
		return
	}
	f.rec.Values = append(f.rec.Values, detect.Value{Kind: detect.Salary, Whose: m.Whose(), Loc: v.Loc, Hidden: v.Hidden, Text: sum, Odds: -1, Evidence: detect.Label})
}
