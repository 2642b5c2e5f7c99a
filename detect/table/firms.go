package table

import (
	"strings"

	"monban/detect"
)

// Whether the people of a table stand in it for a company, a department or a
// facility is a question to the table, not to the row: a blank birth date makes
// nobody a business contact where all others have one.

// firms decides that question. rows are those by which the columns are judged.
func (g *grid) firms(rows []row) bool {
	company, few, facility := false, false, false
	for _, c := range g.cols {
		switch c.meaning.Word {
		case "department":
			vals, _ := g.r.sample(rows, c.col)
			company = company || !keys(vals) // the team of a message, T02XK81QF, is none
		case "title":
			vals, _ := g.r.sample(rows, c.col)
			company = company || !acquainted(vals) && !neighbours(vals)
		case "facility", "place", "office-number":
			facility = true
		}
		company = company || c.meaning.Kind == detect.CorporateNumber || invited(c.header)
		if c.meaning.Part != "company" && (c.meaning.Word != "company" || g.makes(c)) {
			continue
		}
		switch n := filledIn(c, rows); {
		case n == 0 && len(rows) > 0: // everybody left it blank
		case n*2 < len(rows):
			c.firm, few = true, true
		default:
			c.firm, company = true, true
		}
	}
	g.company = company || few
	g.sparse = few && !company
	return (g.company || facility && !g.subject) && !g.family() && !g.private(rows)
}

// keys reports whether all values are keys of a database: Latin letters and digits in one.
func keys(vals []detect.Text) bool {
	for i := range vals {
		v := vals[i].Norm
		if !strings.ContainsAny(v, "0123456789") || strings.ContainsFunc(v, func(r rune) bool { return r > 'z' || r <= ' ' }) || strings.Trim(v, "0123456789") == "" {
			return false
		}
	}
	return len(vals) > 0
}

// filledIn counts the rows in which a column says something; a merged cell does in
// all of its rows.
func filledIn(c *column, rows []row) int {
	n := 0
	for i := range rows {
		if x := rows[i].at(c.col); x != nil {
			n += max(x.Rows, 1)
		}
	}
	return n
}

// makes reports whether a company is the one that makes or sells what the people
// of the table have ordered or borrowed: no customer of a shop works for its vendor,
// and no reader for the publisher of a book.
func (g *grid) makes(c *column) bool {
	h := strings.ToLower(c.header)
	for _, w := range [...]string{"vendor", "maker", "manufacturer", "brand", "publisher", "メーカー", "ブランド", "製造", "販売元", "発送元", "運送会社", "配送業者", "配送会社", "出版", "発行", "版元"} {
		if strings.HasPrefix(h, w) {
			return g.heads("Shipping", "Billing", "shipping", "billing", "届け先", "届先", "送付先", "配送先", "注文者", "購入者", "請求先", "貸出", "利用者", "借受", "Customer", "customer", "Buyer", "buyer")
		}
	}
	return false
}

// private reports whether most rows tell of their people what no business contact
// tells: a birth date, a licence, an illness.
func (g *grid) private(rows []row) bool {
	for _, c := range g.cols {
		if c.kind == "" || c.skip || c.whose != detect.Subject || offices.Has(c.kind) || c.kind == detect.BankAccount || c.meaning.Part == "company" {
			continue
		}
		// An illness is a column's even when few have one.
		n := filledIn(c, rows)
		if n >= 3 && n*2 >= len(rows) || n > 0 && c.kind.Special() && c.meaning.Kind == c.kind && c.exact && !c.meaning.Weak {
			return g.subject
		}
	}
	return false
}

// offices are the kinds that a directory of a company may tell of its people.
var offices = detect.SetOf(detect.PersonName, detect.Phone, detect.Email, detect.Address, detect.PostalCode, detect.Sex, detect.Nationality, detect.EmployeeNumber, detect.LoginID, detect.Career)
