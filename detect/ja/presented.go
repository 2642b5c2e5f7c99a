package ja

import (
	"regexp"
	"strings"

	"monban/detect"
)

// works reports whether token i ends a word for somebody at his work, behind which
// a family name alone signs.
func (p *prose) works(i int) bool { return workOpens.Ends(p.s[:p.toks[i].End]) != "" }

var workOpens = detect.NewPhrases(`記録 確認 承認 対応 受付 記録者 記入者 記載者 報告者 作成者 作成 文責 担当 担当者 担任 副担任 夜勤 日勤 早番 遅番 当直 引率 引率者 運転手 受電者 受付者 対応者 起票者 確認者 責任者 司会 書記 校長 園長 施設長 所長 院長 室長 部長 課長 係長 主任 会長 産業医 主治医 担当医 看護師 保健師 相談員 支援員 指導員 児童福祉司 心理士 カウンセラー ケアマネ ケアマネジャー サービス管理責任者 管理者 調査員 調査担当 鑑定人 弁護士 司法書士 行政書士 税理士 社労士
	監事 理事 理事長 幹事 委員 書記長 事務局 事務局長 秘書 通訳 コーディネーター トレーナー インストラクター ドライバー 添乗員 教頭 教諭 講師 保育士 薬剤師 理学療法士 作業療法士 言語聴覚士 歯科衛生士 栄養士 ヘルパー 介護士 訪看 世話人 生活支援員 職業指導員 調査官 民生委員 総代 SC SSW SV MSW PSW CW SW Ns Dr PT OT ST CM`)

// desks end the names of places at work, behind which a family name stands alone.
var desks = detect.NewPhrases(`部 課 係 室 チーム グループ センター 事務局 支店 営業所 事業所 窓口`)

// person reports whether the range is a family name of two characters or more and
// no place: behind 営業部 千葉 is a branch.
func (p *prose) person(i, end int) bool {
	s := p.s[p.toks[i].Start:end]
	return p.n.isFamily(s)
}

// clock is the time behind somebody who writes in a chat.
var clock = regexp.MustCompile(`^ ?(?:[0-9]{4}[年/-]|[0-9]{1,2}[:月/][0-9])`)

// introduces reports whether the words around make the range a person who
// speaks of himself: 株式会社ABCの田中です。 山田と申します。
func (p *prose) introduces(i, end int) bool {
	after := p.s[end:]
	if strings.HasPrefix(after, "と申します") || strings.HasPrefix(after, "と言います") || strings.HasPrefix(after, "といいます") {
		return true
	}
	if !strings.HasPrefix(after, "です。") && !strings.HasPrefix(after, "でございます") && !strings.HasPrefix(after, "でした。") && after != "です" {
		return false
	}
	prev := p.text(i - 1)
	if prev == "" || prev == "\n" {
		return true
	}
	if prev != "の" || i < 2 {
		return false
	}
	switch p.toks[i-2].POS {
	case Noun, Org, ProperNoun, Place, Suffix, VerbalNoun:
		return p.s[end:] != "です" || p.text(i-2) != "こと"
	}
	return false
}

// presented reports whether the words around make the range a person of the
// speaker's own side: 営業部長の大西が伺います, 連絡先は中原までお願いします, and a
// family name that signs a mail as its last word.
func (p *prose) presented(i, end int) bool {
	after := p.s[end:]
	prev := p.text(i - 1)
	switch {
	case prev == "の" && i >= 2 && p.opens(i-2):
		for _, w := range [...]string{"が", "は", "より", "から", "まで", "に", "と", "も", "を", "へ"} {
			if strings.HasPrefix(after, w) {
				return true
			}
		}
	case prev == " " && i >= 2 && (p.works(i-2) || desks.Ends(p.s[:p.toks[i-2].End]) != "" && p.person(i, end)): // 記録 栗林, 夜勤 早瀬, 担当:人事部 瀬川
		return after == "" || strings.ContainsRune(" 、,)(", p.rune(end))
	case i > 0 && p.works(i-1) && p.person(i, end): // 担当三宅
		return after == "" || strings.ContainsRune(" 、。,)(\n", p.rune(end))
	case prev == "は" && strings.HasPrefix(after, "まで"):
		return i >= 2 && strings.HasSuffix(p.text(i-2), "先")
	case prev == "。" || prev == "\n":
		if strings.TrimSpace(after) == "" && i >= 4 {
			return true
		}
	}
	start := p.toks[i].Start
	switch between := strings.Trim(p.s[p.done:start], " "); {
	case p.done > 0 && (between == "、" || between == "," || between == "と" || between == "及び" || between == "・"):
		// A list of names, of which some are family names.
		return after == "" || strings.ContainsRune("、。,)のがはとをにへ\n ", p.rune(end))
	case i == 0 && after == "" && strings.HasSuffix(p.before, "。"):
		return true // signs a mail in a line of its own
	case i == 0 || prev == "\n":
		// Who speaks in a log, who attends by department.
		return strings.HasPrefix(after, ":") || strings.HasPrefix(after, "(")
	case prev == "]" || prev == "】" || prev == ">":
		// Who speaks in a log with marks.
		return clock.MatchString(after)
	}
	return false
}
