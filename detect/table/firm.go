package table

import (
	"slices"
	"strings"

	"monban/detect"
	"monban/extract"
)

// forms are the short forms by which banks write what a company or another
// organisation is, before, in or behind its name in kana: カ)ヤマト, ミナトウンソウ(ユ.
var forms = strings.Fields(`カ ユ メ シ ド イ ザイ シヤ シャ フク ガク ソ ソウ シユウ シュウ トクヒ ドク チドク ダイ ノウ ベン ゼイ ロウム ホゴ チユウ チュウ ギヨ ギョ シホウ イザイ イシヤ イシャ`)

// incorporated reports whether the normalised holder of an account is no person.
func incorporated(norm string) bool {
	if firms.In(norm) || strings.Contains(norm, "組合") || strings.Contains(norm, "協会") {
		return true
	}
	if !strings.ContainsAny(norm, "()") {
		return false
	}
	for _, f := range forms {
		if strings.HasPrefix(norm, f+")") || strings.HasSuffix(norm, "("+f) || strings.Contains(norm, "("+f+")") {
			return true
		}
	}
	return false
}

// holds reports whether a column names whose an account is: not the bank, which may
// be a 信用組合, nor where he works.
func (c *column) holds() bool {
	if c.meaning.Part == "holder" {
		return true
	}
	for _, w := range [...]string{"受取人", "預金者", "名義", "支払先", "振込先名"} {
		if strings.HasPrefix(c.header, w) {
			return true
		}
	}
	return false
}

// paid makes the account in a row a company's when its holder is one: 総合振込 goes
// to firms, and to people between them.
func (g *grid) paid(rec *detect.Record, units []extract.Unit) {
	banked := false
	for i := range rec.Values {
		banked = banked || rec.Values[i].Kind == detect.BankAccount
	}
	if !banked {
		return
	}
	for i := range units {
		c := g.column(units[i].Loc.Col)
		if c == nil || !c.holds() {
			continue
		}
		if norm, _, _ := g.r.senses.Normalize(units[i].Text); incorporated(norm) {
			for k := range rec.Values {
				if rec.Values[k].Kind == detect.BankAccount {
					rec.Values[k].Business = true
				}
			}
			return
		}
	}
}

// party makes a row a company's that names one where the others name people, and names
// nobody: 株式会社隼物流 among the tenants of a house, or the buyers of a shop.
func (g *grid) party(rec *detect.Record, units []extract.Unit) {
	if !g.subject || rec.Org {
		return
	}
	for i := range rec.Values {
		if v := &rec.Values[i]; v.Kind == detect.PersonName || v.Kind == detect.BirthDate || v.Kind == detect.MyNumber {
			return
		}
	}
	for i := range units {
		c := g.column(units[i].Loc.Col)
		if c == nil || c.kind != detect.PersonName || c.whose != detect.Subject || c.lead != nil {
			continue
		}
		norm, _, _ := g.r.senses.Normalize(units[i].Text)
		rec.Org = incorporated(norm)
		return
	}
}

// bankAlone drops the bank of a record without the number of an account: 取引銀行 in
// the profile of a company, 受付 under 銀行名 below a form that nobody has filled in.
func bankAlone(rec *detect.Record) {
	named := false
	for i := range rec.Values {
		v := &rec.Values[i]
		if v.Kind == detect.BankAccount && len(digitsOf(v.Key)) >= 4 {
			return
		}
		named = named || v.Kind == detect.BankAccount
	}
	if !named {
		return
	}
	rec.Values = slices.DeleteFunc(rec.Values, func(v detect.Value) bool { return v.Kind == detect.BankAccount })
}

// switchboard makes a record a company's that names nobody and has no more than the
// telephone of a building and where it stands: the letterhead of a delivery note, who comes to look
// after the air conditioner.
func switchboard(rec *detect.Record) {
	landline, headed, clinic := false, false, false
	for i := range rec.Values {
		switch v := &rec.Values[i]; {
		case v.Business || v.Kind == detect.Address || v.Kind == detect.PostalCode:
		case v.Kind == detect.Hospital && v.Evidence&detect.ColumnHeader == 0:
			clinic = true
		case v.Kind == detect.Phone && len(v.Key) == 10 && v.Key[0] == '0':
			landline = true
			headed = headed || v.Evidence&detect.ColumnHeader != 0
		case !v.Kind.Special() && !detect.Believed(v.Odds, v.Evidence): // a name that may be none, the day of an event
		default:
			return
		}
	}
	rec.Org = rec.Org || landline && (!headed || clinic)
}

// tester reports whether a row names somebody whom a programmer made up to test with:
// テスト太郎01, テスト 七海.
func (g *grid) tester(units []extract.Unit) bool {
	for i := range units {
		c := g.column(units[i].Loc.Col)
		if c == nil || c.meaning.Kind != detect.PersonName || c.whose != detect.Subject {
			continue
		}
		if rest, ok := strings.CutPrefix(strings.TrimSpace(units[i].Text), "テスト"); ok && (strings.TrimLeft(rest, " 　") != rest || rest == "" || testers.Begins(rest) != "") {
			return true
		}
	}
	return false
}

// testers stand behind テスト in the names of those who are none.
var testers = detect.NewPhrases(`太郎 花子 一郎 次郎 二郎 三郎 ユーザ 会員 氏名 社員 患者 利用者 顧客 0 1 2 3 4 5 6 7 8 9 A B C`)
