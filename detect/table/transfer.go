package table

import (
	"strings"

	"monban/detect"
)

// A list of transfers comes from a bank's program without a header: code and name
// of the bank, code and name of the branch, 1 or 2 for the type of the account, its
// number, the holder in kana, the amount. The number is told by what stands before it.

// transfers finds the numbers of accounts in columns that no header names, beside
// the names of their holders.
func (g *grid) transfers(rows []row) {
	const few = 5 // a type of account, its number, a branch, a bank, a holder
	if len(g.cols) < few {
		return
	}
	for i := 2; i+1 < len(g.cols); i++ {
		c := g.cols[i+1]
		if c.kind != "" && c.kind != detect.PostalCode || c.known || g.cols[i].known || !g.holder(i+2) || !g.transferred(rows, i) {
			continue
		}
		g.r.settle(c, detect.BankAccount, -1, detect.ColumnValues)
		c.meaning, c.maybe = detect.Meaning{Kind: detect.BankAccount}, ""
		return
	}
}

// holder reports whether a name stands in column i or one of the two behind it.
func (g *grid) holder(i int) bool {
	for j := i; j < i+3 && j < len(g.cols); j++ {
		if g.cols[j].kind == detect.PersonName {
			return true
		}
	}
	return false
}

// transferred reports whether column i holds types of accounts, with their numbers
// behind it and the codes of branch and bank before it. A first and a last row may
// sum up.
func (g *grid) transferred(rows []row, i int) bool {
	good, all := 0, 0
	for k := range rows {
		w := &rows[k]
		if len(w.cells) < 4 {
			continue
		}
		all++
		kind, number := w.at(g.cols[i].col), w.at(g.cols[i+1].col)
		if kind != nil && number != nil && accountType(strings.TrimSpace(kind.Norm)) && digitsLong(number, 4, 8) && g.codesBefore(w, i) {
			good++
		}
		if all-good > 2 && good*10 < all*3 && all > 20 {
			return false
		}
	}
	return good >= 2 && good*10 >= all*7
}

// codesBefore reports whether the code of a branch stands before column i, and the
// longer one of a bank before that.
func (g *grid) codesBefore(w *row, i int) bool {
	branch := false
	for j := i - 1; j >= 0 && j >= i-6; j-- {
		x := w.at(g.cols[j].col)
		switch {
		case x == nil:
		case !branch:
			branch = digitsLong(x, 3, 3)
		case digitsLong(x, 4, 4):
			return true
		}
	}
	return false
}

func accountType(v string) bool {
	switch v {
	case "1", "2", "4", "9", "普", "当", "普通", "当座", "貯蓄", "普通預金", "当座預金":
		return true
	}
	return false
}

// digitsLong reports whether a cell is so many digits and nothing else.
func digitsLong(c *cell, least, most int) bool {
	v := strings.TrimSpace(c.Norm)
	return len(v) >= least && len(v) <= most && strings.Trim(v, "0123456789") == ""
}
