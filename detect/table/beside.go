package table

import (
	"strings"

	"monban/detect"
)

// Columns whose headers mean something else beside others.

// insurances are the kinds whose names stand over what is taken off a salary
// for them, too.
var insurances = detect.SetOf(detect.HealthInsurance, detect.CareInsurance, detect.EmploymentInsurance, detect.PensionNumber)

// deducted takes 健康保険 for an amount beside 基本給: no word of it asks for a number.
func (g *grid) deducted() {
	paid := false
	for _, c := range g.cols {
		paid = paid || c.kind == detect.Salary && c.evidence&detect.ColumnHeader != 0
	}
	if !paid {
		return
	}
	for _, c := range g.cols {
		if !insurances.Has(c.kind) || c.evidence&detect.ColumnHeader == 0 || c.lead != nil || numberWord(c.header) {
			continue
		}
		c.kind, c.odds = detect.Salary, -1
	}
}

// numberWord reports whether a header asks for a number or a sign.
func numberWord(header string) bool {
	for _, w := range [...]string{"番号", "記号", "No", "NO", "no", "証", "被保険者", "区分", "ID", "コード"} {
		if strings.Contains(header, w) {
			return true
		}
	}
	return false
}

// travelling takes the number of a document for that of a passport where
// nationality and date of birth stand beside it, as in lists of passengers.
func (g *grid) travelling() {
	var nation, born bool
	for _, c := range g.cols {
		nation = nation || c.kind == detect.Nationality
		born = born || c.kind == detect.BirthDate
	}
	if !nation || !born {
		return
	}
	for _, c := range g.cols {
		if c.kind == "" && c.meaning.Word == "id" && documentNo[c.headerKey()] {
			c.meaning = detect.Meaning{Kind: detect.Passport}
			g.r.settle(c, detect.Passport, -1, detect.ColumnHeader)
		}
	}
}

// documentNo are headers over the numbers of documents, as headerKey writes them.
var documentNo = map[string]bool{"docno": true, "docnumber": true, "documentno": true, "documentnumber": true, "doc": true, "traveldoc": true, "traveldocno": true, "traveldocumentno": true, "証明書番号": true, "書類番号": true, "渡航文書番号": true}

// headerKey is the header without blanks and marks, in small letters.
func (c *column) headerKey() string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune(" ._-#", r) {
			return -1
		}
		return r
	}, strings.ToLower(c.header))
}
