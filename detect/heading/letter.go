package heading

import (
	"slices"
	"strings"

	"monban/detect"
)

// A letter is a mail. It may say whom the papers are about that come with it:
// 佐藤花子様の検査結果を添付いたします。 Papers of the sort that is about one person,
// which name nobody, wait until all of it is read.
type letter struct {
	part   string
	text   string
	person detect.Value // without a kind when nobody is known
	others bool         // it says so of somebody else, too
	kept   []nameless
}

// add takes a line of the mail.
func (l *letter) add(line string) {
	if len(l.text)+len(line) < pagesMost {
		l.text += line + "\n"
	}
}

// note takes a name that may stand in the mail.
func (l *letter) note(v *detect.Value) {
	if l == nil || v.Kind != detect.PersonName || v.Alias || !detect.Believed(v.Odds, v.Evidence) || !concerns(l.text, v.Text) {
		return
	}
	switch {
	case l.person.Kind == "":
		l.person = *v
		l.person.Silent, l.person.Hidden, l.person.Whose, l.person.Mention = true, 0, detect.Subject, false
	case !same(v.Key, l.person.Key):
		l.others = true
	}
}

// keep keeps a record of a paper that came with the mail, when its name and its
// first lines say that it is about one person.
func (l *letter) keep(rec *nameless, title string) bool {
	if rec.Values[0].Loc.Part == l.part || len(l.kept) == most || !personal(title) {
		return false
	}
	l.kept = append(l.kept, *rec)
	return true
}

// post ends the mail that is open: its papers are about the person of whom it
// says so.
func (r *Reader) post() {
	l := r.letter
	r.letter = nil
	if l == nil {
		return
	}
	for i := range l.kept {
		rec, who := &l.kept[i].Record, l.kept[i].writer
		if l.person.Kind != "" && !l.others {
			who = l.person
			rec.Table, rec.Org = 0, false
		}
		if who.Kind != "" {
			rec.Values = append(rec.Values, who)
		}
		r.to(rec)
	}
}

// papers stand behind the name of whom they are about: 佐藤花子様|の検査結果.
var papers = []string{"件", "検査", "診断", "診療", "受診", "健診", "健康", "意見", "情報", "記録", "結果", "申請", "報告", "面談", "支援", "計画", "経過", "状況", "状態", "書類", "紹介", "カルテ", "履歴", "応募", "選考", "休職", "復職", "退院", "入院", "通院", "契約", "評価", "処方", "手帳", "資料"}

// concerns reports whether a text says that something is about a person:
// 佐藤花子様の件, 佐藤花子さん（38歳）について.
func concerns(text, person string) bool {
	for rest := text; ; {
		_, behind, ok := strings.Cut(rest, person)
		if !ok {
			return false
		}
		rest = behind
		behind = strings.TrimLeft(behind, " 　")
		for _, h := range honorifics {
			behind = strings.TrimPrefix(behind, h)
		}
		if i := strings.IndexAny(behind, ")）"); i > 0 && (strings.HasPrefix(behind, "(") || strings.HasPrefix(behind, "（")) && !strings.Contains(behind[:i], "\n") {
			behind = strings.TrimLeft(behind[i:], ")）")
		}
		behind = strings.TrimLeft(behind, " 　")
		if strings.HasPrefix(behind, "について") || strings.HasPrefix(behind, "に関する") {
			return true
		}
		if of, ok := strings.CutPrefix(behind, "の"); ok && slices.ContainsFunc(papers, func(w string) bool { return strings.HasPrefix(strings.TrimLeft(of, " 　"), w) }) {
			return true
		}
	}
}
