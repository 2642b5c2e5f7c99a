package table

import (
	"slices"
	"strings"

	"monban/detect"
)

// recorders makes staff of whoever entered a record: 登録者 beside 更新者, behind
// the name of somebody else, in a list of faults. Where he is reached by telephone
// and nobody else is named, he has registered himself.
func (g *grid) recorders() {
	g.helpers()
	other, changed := false, false
	for _, c := range g.cols {
		changed = changed || strings.HasPrefix(c.header, "更新") || strings.HasPrefix(c.header, "最終更新")
		other = other || c.kind == detect.PersonName && c.whose == detect.Subject && !c.alias && !recorder(c.header)
	}
	if !changed || !other && g.kinds(reached) {
		return
	}
	for _, c := range g.cols {
		if c.kind == detect.PersonName && c.whose == detect.Subject && recorder(c.header) {
			c.whose, c.skip, c.meaning.Part = detect.Staff, true, "staff"
		}
	}
}

// helpers makes staff of those under スタッフ名 in a list of whom they look after, and
// the places where those go, (株)みどり 就労移行支援あおば, no employers of theirs.
func (g *grid) helpers() {
	cared := slices.ContainsFunc(g.cols, func(c *column) bool {
		return c.kind == detect.PersonName && c.whose == detect.Subject && charges.Begins(c.header) != ""
	})
	for _, c := range g.cols {
		if cared && c.operated {
			c.meaning.Word, c.skip = "facility", false
		}
		if !cared || c.kind != detect.PersonName || c.whose != detect.Subject {
			continue
		}
		switch c.header {
		case "スタッフ", "スタッフ名", "スタッフ氏名", "職員", "職員名", "職員氏名", "従業員名", "従業者名", "ヘルパー", "ヘルパー名", "社員名":
			c.whose, c.skip, c.meaning.Part = detect.Staff, true, "staff"
		}
	}
}

// charges begin the headers over those whom an office looks after.
var charges = detect.NewPhrases(`利用者 患者 入居者 入所者 園児 生徒 児童 対象者 対象児 受給者 通所者`)

// recorder reports whether a header may name who has entered a record.
func recorder(header string) bool {
	switch header {
	case "登録者", "登録者名", "登録者氏名", "登録利用者名", "登録ユーザー名", "登録ユーザ名", "登録ユーザー", "登録ユーザ", "登録社員名", "登録社員":
		return true
	}
	return false
}
