package table

import (
	"strings"

	"monban/detect"
)

// The numbers of several insurances are all called 被保険者番号: the words around
// them say which is meant.

// ofInsured reports whether a header or a label names the number of somebody who
// is insured, and not the insurance.
func ofInsured(name string) bool { return strings.HasPrefix(name, "被保") }

// insuranceOf tells by the words of a table or a form which insurance 被保険者番号
// is of. A form that asks for 健康保険 as well means that one.
func insuranceOf(words []string) detect.Kind {
	has := func(word string) bool {
		for _, w := range words {
			if strings.Contains(strings.ReplaceAll(w, "国民健康保険団体連合会", ""), word) { // it pays for care, too
				return true
			}
		}
		return false
	}
	switch {
	case has("雇用保険"), has("離職"):
		return detect.EmploymentInsurance
	case has("介護") && !has("健康保険"):
		return detect.CareInsurance
	}
	return detect.HealthInsurance
}

// insured tells the columns apart that hold numbers of the insured.
func (g *grid) insured() {
	insurance := detect.Kind("")
	for i, c := range g.cols {
		switch {
		case i > 0 && strings.HasPrefix(c.header, "番号") && g.cols[i-1].kind == detect.BankAccount && strings.HasSuffix(g.cols[i-1].header, "記号"):
			c.kind, c.skip, c.odds, c.evidence = detect.BankAccount, false, -1, detect.ColumnHeader // ゆうちょ記号, 番号
		case c.kind == "" && c.header == "記号" && i+1 < len(g.cols) && strings.HasPrefix(g.cols[i+1].header, "番号"):
			kind := detect.HealthInsurance
			if g.heads("口座", "ゆうちょ", "通帳") { // the post office counts its accounts so
				kind = detect.BankAccount
			}
			for _, d := range []*column{c, g.cols[i+1]} {
				d.kind, d.skip, d.odds, d.evidence = kind, false, -2, detect.ColumnHeader
			}
		case c.kind == detect.HealthInsurance && c.meaning.Weak && g.heads("書名", "定価", "教科書", "単価", "薬価"):
			c.kind, c.skip, c.lead = "", true, nil // 記号番号 of a book
		case c.kind == detect.HealthInsurance && ofInsured(c.header):
			if insurance == "" {
				insurance = insuranceOf(g.said())
			}
			c.kind = insurance
		}
	}
}

// said returns the words that say what the table is about: its headers, what
// stands above them, and the name of the file.
func (g *grid) said() []string {
	out := []string{g.r.file, g.r.title}
	for _, c := range g.cols {
		out = append(out, c.header)
	}
	return out
}
