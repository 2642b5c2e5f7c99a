package table

import (
	"strings"

	"monban/detect"
)

// survey learns what the table is about as a whole. rows are those by which its
// columns are judged.
func (g *grid) survey(rows []row) {
	g.glossed(rows)
	g.judged()
	g.deducted()
	g.wages(rows)
	g.travelling(rows)
	g.streets(rows)
	g.nicknames()
	g.abbreviated()
	g.dates()
	g.insured()
	g.transfers(rows)
	g.accounts()
	g.doubtful()
	g.boxes(rows)
	g.fragments()
	g.recorders()
	staff := false
	for _, c := range g.cols {
		if c.kind == detect.PersonName && c.whose == detect.Subject && !c.skip {
			g.subject = true
		}
		staff = staff || c.kind == detect.PersonName && c.whose == detect.Staff || c.speakers()
	}
	g.rota()
	g.siblings()
	g.relativesReadings()
	if !g.subject {
		g.promote()
	}
	if !g.subject {
		g.surnames(rows)
	}
	g.companions()
	g.org = g.firms(rows)
	if g.company && !g.subject {
		g.payees()
	}
	if g.subject && !g.org {
		if g.abreast(rows); len(g.lanes) == 0 {
			g.seconds(rows)
		}
	}
	g.staffed = staff && !g.subject
	g.nobody(rows)
	switch {
	case g.staffed && g.org:
		g.offices()
	case g.staffed:
		g.subjects()
		if g.written() {
			g.contents(rows)
		}
	}
	if g.staffed {
		for _, c := range g.cols {
			if c.kind == detect.PersonName && c.whose == detect.Staff {
				c.skip = false
			}
		}
		return
	}
	g.contents(rows)
}

// contents reads what stands under 内容 as a memo where nothing is counted, priced
// or sold: there it is what happened, and not what was ordered.
func (g *grid) contents(rows []row) {
	for _, c := range g.cols {
		switch c.meaning.Word {
		case "amount", "quantity", "count", "product-code", "company":
			return
		}
	}
	for _, c := range g.cols {
		if c.kind == "" && c.meaning.Word == "product" && c.meaning.Weak && strings.Contains(c.header, "内容") {
			c.skip = false
			if vals, _ := g.r.sample(rows, c.col); g.subject && c.lead == nil {
				g.r.byParts(c, vals)
			}
		}
	}
}

// offices drops special-care data from a list of companies or facilities that
// names only who works there: 生活介護 is what they offer.
func (g *grid) offices() {
	for _, c := range g.cols {
		switch {
		case c.kind.Special():
			c.kind, c.skip, c.lead = "", true, nil
		case c.kind == "":
			c.skip = true
		}
	}
}

// subjects drops special-care words that no header announces from a list that
// names only who does something: a teacher beside 喘息のある子の看護 teaches that.
func (g *grid) subjects() {
	for _, c := range g.cols {
		if c.meaning.Word == "person-id" && !(c.meaning.Weak && g.tickets()) || c.kind != detect.PersonName && c.kind.Identifies() {
			return // somebody is meant all the same
		}
	}
	g.topics = !g.written()
	goods := g.goods()
	for _, c := range g.cols {
		switch {
		case c.kind.Special() && goods:
			c.kind, c.skip, c.lead = "", true, nil
		case c.kind.Special() && c.evidence&detect.ColumnHeader == 0:
			c.kind, c.skip, c.lead = "", c.meaning.Word != "memo", nil // a remark may name somebody all the same
		case goods && c.kind == "" && c.meaning.Whose() != detect.Staff:
			c.skip = true
		}
	}
}

// tickets reports whether the rows are faults of a program or a machine, which have
// numbers of their own.
func (g *grid) tickets() bool {
	n := 0
	for _, w := range [...]string{"再現手順", "再現", "件名", "重要度", "優先度", "修正版", "バージョン", "端末", "環境", "チケット", "不具合", "障害内容", "影響範囲", "機種", "型番", "summary", "priority", "severity", "sprint", "milestone", "assignee"} {
		if g.titles(w) || len(w) > len("再現") && g.heads(w) {
			n++
		}
	}
	return n >= 2
}

// written reports whether the rows are what somebody has written down about others:
// the staff that they name have done it, and do not teach it.
func (g *grid) written() bool {
	for _, c := range g.cols {
		if c.kind == detect.PersonName && c.whose == detect.Staff {
			switch c.header {
			case "対応者", "記録者", "記入者", "入力者", "対応職員", "対応", "記録", "支援者", "支援員", "訪問者", "投稿者", "発言者", "送信者", "発信者", "受付者", "受電者", "架電者":
				return true
			}
		}
	}
	return false
}

// goods reports whether the rows are things that are kept or sold, such as drugs
// with their strengths and prices.
func (g *grid) goods() bool {
	for _, c := range g.cols {
		switch c.meaning.Word {
		case "amount", "quantity", "product-code":
			return true
		}
	}
	return g.offered()
}

// offered reports whether the rows are what is on offer: a list of drugs with their
// strengths, and no bill for what somebody got.
func (g *grid) offered() bool {
	for _, c := range g.cols {
		for _, w := range [...]string{"規格", "薬価", "剤形", "効能", "適応", "メーカー", "単位"} {
			if c.header == w || strings.HasPrefix(c.header, w+" ") || strings.HasPrefix(c.header, w+"(") {
				return true
			}
		}
	}
	return false
}

// judged takes 判定 for the result of an examination where its values stand
// beside: 血圧, LDL, 判定.
func (g *grid) judged() {
	checks := 0
	for _, c := range g.cols {
		if c.kind == detect.HealthCheck {
			checks++
		}
	}
	for _, c := range g.cols {
		if checks > 0 && c.kind == "" && c.meaning.Word == "status" && judgement(c.header) {
			g.r.settle(c, detect.HealthCheck, -1, detect.ColumnHeader)
		}
	}
}

// judgement reports whether a header names what was concluded.
func judgement(header string) bool {
	for _, w := range []string{"判定", "所見", "結果", "評価"} {
		if strings.HasSuffix(header, w) {
			return true
		}
	}
	return false
}

// shifted decides anew when several headers stand over values of something else
// altogether: somebody moved the columns, or pasted others below. Then no header
// is believed that its values do not confirm.
func (g *grid) shifted(rows []row) {
	wrong := 0
	for _, c := range g.cols {
		switch {
		case !c.known || !c.exact || c.meaning.Kind == c.kind && c.kind != "" || c.lead != nil:
		case c.kind != "":
			wrong++
		case c.skip:
			if vals, _ := g.r.sample(rows, c.col); len(vals) >= 5 && g.r.nameOdds(vals) > 1 {
				wrong++
			}
		}
	}
	if wrong < 2 {
		return
	}
	for i, c := range g.cols {
		if c.known && c.lead == nil && (c.kind == "" || c.kind != c.meaning.Kind) {
			anew := &column{col: c.col, header: c.header}
			g.cols[i], g.byCol[c.col] = anew, anew
			g.r.decide(anew, rows)
		}
	}
}

// payees drops the accounts of companies: a table that names firms, and nobody
// by name, number or contact, is a list of whom to pay.
func (g *grid) payees() {
	for _, c := range g.cols {
		if c.kind != detect.BankAccount && c.kind.Identifies() && !c.business && c.meaning.Kind != detect.CorporateNumber {
			return
		}
	}
	for _, c := range g.cols {
		if c.kind == detect.BankAccount {
			c.kind, c.skip, c.lead = "", true, nil
			c.evidence = detect.ColumnAgainst
		}
	}
}

// family reports whether the rows name relatives of their people: such a list
// is no company's directory.
func (g *grid) family() bool {
	for _, c := range g.cols {
		if c.kind == detect.PersonName && c.whose == detect.Relative && g.subject {
			return true
		}
	}
	return false
}

// doubtful drops columns that only a weak header calls special-care data, when
// nothing else in the table speaks of health or welfare: 等級 beside 基本給 is a
// pay grade.
func (g *grid) doubtful() {
	sure := false
	for _, c := range g.cols {
		if c.kind.Special() && (!c.meaning.Weak || c.meaning.Term || c.evidence&detect.ColumnHeader == 0) {
			sure = true
		}
	}
	for _, c := range g.cols {
		if !sure && c.kind.Special() && !c.worded {
			c.kind, c.lead = "", nil
		}
	}
}

// accounts finds what names and locks accounts, in tables that have mail
// addresses or passwords: user_id, and a hash beside it.
func (g *grid) accounts() {
	mail, pass := false, false
	for _, c := range g.cols {
		mail = mail || c.kind == detect.Email
		pass = pass || c.kind == detect.Password || c.maybe == detect.Password
	}
	for _, c := range g.cols {
		switch h := strings.ToLower(c.header); {
		case c.kind != "" || !mail && !pass:
		case c.maybe == detect.Password:
			g.r.settle(c, detect.Password, -1, detect.ColumnValues)
		case c.meaning.Word == "person-id" && (strings.Contains(h, "user") || strings.Contains(h, "login") || strings.Contains(h, "account")):
			g.r.settle(c, detect.LoginID, -1, detect.ColumnHeader)
		}
	}
}

// dates decides on columns that no header names: beside names they are what
// they look like. Dates without names are nobody's birth dates.
func (g *grid) dates() {
	named := false
	for _, c := range g.cols {
		named = named || c.kind == detect.PersonName
	}
	born := false
	for _, c := range g.cols {
		if c.kind == detect.BirthDate && c.evidence&detect.ColumnHeader == 0 && !named {
			c.kind = ""
		}
		born = born || c.kind == detect.BirthDate
	}
	for i, c := range g.cols {
		if c.kind != "" || c.maybe == "" || c.skip || !named || c.known && !c.meaning.Weak {
			continue
		}
		if c.maybe == detect.PostalCode && (i+1 == len(g.cols) || g.cols[i+1].kind != detect.Address) {
			continue
		}
		if c.maybe == detect.BirthDate && born {
			continue
		}
		born = born || c.maybe == detect.BirthDate
		g.r.settle(c, c.maybe, -1.5, detect.ColumnValues)
	}
}

// fragments drops parts of a value that lack what makes them one: the codes of
// banks without an account, a prefecture without a street, a year alone.
func (g *grid) fragments() {
	whole := map[detect.Kind]bool{}
	for _, c := range g.cols {
		switch {
		case c.kind == "":
		case c.kind == detect.BirthDate:
			whole[c.kind] = whole[c.kind] || c.meaning.Part == "" || c.meaning.Part == "relative" || len(c.parts) >= 3
		case c.kind == detect.Address:
			whole[c.kind] = whole[c.kind] || c.meaning.Part != "prefecture" && c.meaning.Part != "city" && c.meaning.Part != "building"
		case c.kind == detect.BankAccount || c.kind == detect.CreditCard:
			whole[c.kind] = whole[c.kind] || c.meaning.Part == "" || c.meaning.Part == "number"
		default:
			whole[c.kind] = true
		}
	}
	for _, c := range g.cols {
		if c.kind != "" && !whole[c.kind] {
			c.kind, c.skip, c.lead = "", true, nil
		}
	}
}
