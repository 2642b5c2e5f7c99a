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
func (g *grid) travelling(rows []row) {
	var nation, born bool
	for _, c := range g.cols {
		nation = nation || c.kind == detect.Nationality || c.maybe == detect.Nationality
		born = born || c.kind == detect.BirthDate || c.maybe == detect.BirthDate
	}
	if !nation || !born {
		return
	}
	for _, c := range g.cols {
		if c.kind != "" || c.meaning.Kind != "" || c.meaning.Word != "" && c.meaning.Word != "number" && c.meaning.Word != "id" {
			continue
		}
		if vals, _ := g.r.sample(rows, c.col); documentNo[c.headerKey()] || passports(vals) && !slips.In(c.header) {
			c.meaning, c.skip = detect.Meaning{Kind: detect.Passport}, false
			g.r.settle(c, detect.Passport, -1, detect.ColumnHeader)
		}
	}
}

// slips are in headers over the numbers of what somebody has ordered or handed in.
var slips = detect.NewPhrases(`伝票 注文 受注 予約 申込 受付 整理 追跡 契約 会員 社員 型番 製造 ロット order booking ticket invoice member`)

// passports reports whether values look like the numbers of passports, and not like
// those of members: these begin with the same letters.
func passports(vals []detect.Text) bool {
	n := 0
	begins := map[string]bool{}
	for i := range vals {
		v := strings.TrimSpace(vals[i].Norm)
		digits := strings.TrimLeft(v, "ABCDEFGHIJKLMNOPQRSTUVWXYZ")
		letters := len(v) - len(digits)
		if (letters == 2 && len(digits) == 7 || letters == 1 && (len(digits) == 7 || len(digits) == 8)) && strings.Trim(digits, "0123456789") == "" {
			begins[v[:letters]] = true
			n++
		}
	}
	return len(vals) >= 3 && n*10 >= len(vals)*8 && len(begins) > 1
}

// documentNo are headers over the numbers of documents, as headerKey writes them.
var documentNo = map[string]bool{"docno": true, "docnumber": true, "documentno": true, "documentnumber": true, "doc": true, "traveldoc": true, "traveldocno": true, "traveldocumentno": true, "証明書番号": true, "書類番号": true, "渡航文書番号": true}

// headerKey is the header without blanks and marks, in small letters: of the path of
// a value in records the last two names.
func (c *column) headerKey() string {
	header := c.header
	if i := strings.LastIndexByte(header, '.'); i > 0 {
		header = header[strings.LastIndexByte(header[:i], '.')+1:]
	}
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune(" ._-#", r) {
			return -1
		}
		return r
	}, strings.ToLower(header))
}
