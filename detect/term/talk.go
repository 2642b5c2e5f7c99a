package term

import (
	"strings"

	"monban/detect"
)

// Illnesses are talked of at lectures, counted in minutes, and named by those who are
// qualified for them. 糖尿病WEB講演会, 講演1「2型糖尿病の薬物療法」, うち適応障害3件,
// 認知症看護認定看護師 tell of nobody, whoever is named beside them.

// discussed reports whether what stands in s from start to end, of which the word itself
// ends at till, is the subject of a talk, a qualification or a count of cases.
func discussed(s string, start, end, till int) bool {
	rest := s[till:]
	return gathers(rest) || qualified.Begins(rest) != "" || enumerated(rest) || ranked(rest) || inTalk(s[:start]) || cataloguedIn(s, start, end)
}

// gathers reports whether a term begins the name of a meeting at which it is talked of:
// 糖尿病|WEB講演会, 認知症|市民公開講座.
func gathers(s string) bool {
	for range 3 {
		s = s[len(sortsOfTalk.Begins(s)):]
	}
	return talks.Begins(s) != ""
}

var (
	sortsOfTalk = longestFirst(`WEB Web web ウェブ オンライン ライブ 市民 公開 県民 区民 町民 府民 都民 学術 特別 合同 院内 院外 地域 連携 医療連携 病診連携 治療 診療 診断 最新 最前線 予防 基礎 実践 多職種 全国 関東 関西 夏季 冬季 春季 秋季 定期 定例 ミニ 啓発 フォローアップ スキルアップ ケア 看護`)
	talks       = detect.NewPhrases(`講演 講座 講習 セミナー シンポジウム フォーラム 研究会 研修 カンファランス 学会 懇話会 座談会 勉強会 説明会 教室 サミット 集会 大会 ワークショップ ウェビナー 市民のつどい フェア`)
	// qualified go on with what somebody is qualified for, who does not have it.
	qualified = detect.NewPhrases(`看護認定 看護専門 看護特定 看護分野 ケア専門士 ケア指導 認定看護 認定医 認定薬剤 専門看護 専門薬剤 療養指導 予防指導 治療指導 サポート医 診療認定 相談医 指導医 登録医 病態栄養 予防管理 サポーター キャラバン メイト 介助士 支援員 支援士 地域支援推進員 地域支援推進委員 コーディネーター 治療センター長 センター長 外来担当 内科部長`)
)

// enumerated reports whether cases are counted behind a term, in a list of such counts:
// 適応障害|3件、うつ病1件. Of a case that is told more of, as in a bracket, it may be somebody's.
func enumerated(s string) bool {
	s = s[len(used.Begins(s)):]
	s = strings.TrimLeft(s, " :は")
	digits := strings.TrimLeft(s, "0123456789,")
	if len(digits) == len(s) || len(s)-len(digits) > 7 {
		return false
	}
	digits = strings.TrimLeft(digits, " ")
	w := countsOf.Begins(digits)
	if w == "" {
		return false
	}
	rest := strings.TrimLeft(digits[len(w):], " ")
	if inside, ok := strings.CutPrefix(rest, "("); ok { // 12名(8.3%)
		figures := strings.TrimLeft(inside, "0123456789.,約 ")
		return len(figures) < len(inside) && (strings.HasPrefix(figures, "%") || strings.HasPrefix(figures, "件)") || strings.HasPrefix(figures, "人)") || strings.HasPrefix(figures, "名)")) || casesGoOn.Begins(rest) != ""
	}
	return rest == "" || casesGoOn.Begins(rest) != ""
}

// ranked reports whether a term is one of those of which there are most: 血中脂質|と血圧が
// 上位を占める, or a rate is told of those who have it.
func ranked(s string) bool {
	if rates.Begins(s) != "" {
		return true
	}
	clause, _, _ := strings.Cut(detect.Head(s, rankedMost), "。")
	return most.In(clause)
}

// rankedMost is how far behind a term, in bytes, it is ranked.
const rankedMost = 75

var (
	rates     = detect.NewPhrases(`率は 率が 率を 率の 率、 率: 者率 の受診率 の発生率 の発症率 の有所見率 の取得率 の利用率 の割合 の構成比 の件数`)
	most      = detect.NewPhrases(`上位を占 が上位 が最多 の順に多 の順で多 が最も多 が多くを占 %を占 割を占 半数を占`)
	used      = longestFirst(`の利用は の利用が の相談は の相談が の申請は の申請が の発生は の発生が の報告は の報告が の新規は の該当は の取得は の休職は による休職は による休職が による欠勤は による休業は による労災は の患者は による受診は`)
	countsOf  = longestFirst(`件 例 名 人 人で 症例`)
	casesGoOn = detect.NewPhrases(`、 。 , . / ・ で、 と が最 を占 が続 減 増 の順 であ だった でし となっ に上 にのぼ に達 (前年 (前回 (昨年 (全 (うち (前期 [ 」`)
)

// inTalk reports whether before ends inside of the title of a talk or a book in 「」:
// 講演1:「心不全を合併した|.
func inTalk(before string) bool {
	before = detect.Tail(before, generalMost)
	i := strings.LastIndex(before, "「")
	return i >= 0 && !strings.Contains(before[i:], "」") && talkTitles.Ends(strings.TrimRight(before[:i], " :、0123456789①②③④⑤一二三四五IVX.)")) != ""
}

var talkTitles = detect.NewPhrases(`講演 講演会 特別講演 基調講演 教育講演 一般演題 演題 演目 題目 論題 題名 表題 シンポジウム セミナー ランチョンセミナー 勉強会 研修会 公開講座 市民講座 講座 テーマ 分科会 新刊 新着図書 図書 書籍 絵本 映画 番組 特集 企画展 特別展 常設展 公演`)

// cataloguedIn reports whether a term stands in a bracket behind the number of kinds of
// which it is an example: 薬剤ライブラリ 3,000件(インスリン、ヘパリンほか).
func cataloguedIn(s string, start, end int) bool {
	before := detect.Tail(s[:start], generalMost)
	i := strings.LastIndexByte(before, '(')
	if i < 0 || strings.IndexByte(before[i:], ')') >= 0 {
		return false
	}
	w := goodsCounted.Ends(before[:i])
	if w == "" || i <= len(w) || before[i-len(w)-1]-'0' > 9 {
		return false
	}
	inside, _, ok := strings.Cut(detect.Head(s[end:], generalMost), ")")
	return ok && examplesEnd.Ends(inside) != ""
}

var (
	goodsCounted = longestFirst(`件 種 種類 品目 品 成分 項目 疾患 薬剤 以上`)
	examplesEnd  = detect.NewPhrases(`ほか 他 など 等`)
)
