package heading

import (
	"path"
	"strings"
	"unicode"
)

// Words of names of files, in small letters.
var (
	// manys are in names of files that are about many, about nobody, or that tell
	// who has written them.
	manys = []string{"一覧", "名簿", "リスト", "集計", "統計", "まとめ", "全員", "各位", "研修", "講演", "講座", "講義", "セミナー", "発表", "論文", "資料", "テキスト", "原稿",
		"執筆", "著", "作成", "担当", "版", "修正", "更新", "案内", "ちらし", "チラシ", "マニュアル", "手順", "様式", "書式", "ひな", "雛", "テンプレ", "フォーマット", "記入例", "サンプル", "見本", "議事",
		"会議", "アンケート", "企画", "提案", "見積", "請求", "について", "とは", "入門", "監修", "講師", "先生", "教授", "先輩", "対応表", "規程", "規則", "指針",
		"list", "stat", "summary", "slide", "lecture", "seminar", "paper", "draft", "template", "sample", "manual", "guide", "minutes", "survey", "report"}
	// ones are in names of files that are about one person.
	ones = []string{"診断書", "診断結果", "カルテ", "紹介状", "意見書", "診療", "履歴書", "経歴書", "レジュメ", "面談", "面接", "相談", "記録", "経過", "日誌", "アセスメント", "支援計画", "利用計画", "個別", "ケアプラン", "看護計画",
		"申請", "届", "申告", "申出", "同意", "誓約", "契約", "手帳", "受給者証", "保険証", "在留", "検査結果", "健診", "検診", "健康診断", "健康状態", "考課", "人事評価", "通知", "明細", "給与", "賞与", "源泉", "内定", "退職", "休職", "復職",
		"個人", "個票", "フェイスシート", "フェースシート", "基本情報", "情報提供", "プロフィール", "調査票", "問診", "処方", "連絡帳", "引継", "引き継", "申し送り", "ケース", "サマリ", "モニタリング", "台帳", "成績", "指導要録", "証明", "配慮",
		"resume", "cv", "karte", "chart", "medical record", "diagnosis", "interview", "assessment", "profile", "health record", "discharge", "referral", "payslip", "salary", "offer"}
	honorifics = []string{"様", "さま", "さん", "氏", "君", "くん", "ちゃん", "殿"}
)

// about reports whether a file with this name is about the person named in it, and
// not by him: nothing but marks and numbers stands beside the name, an honorific
// behind it, or the word for a paper about one person.
func about(file, person string) bool {
	base := file
	if ext := path.Ext(base); len(ext) <= 6 && !strings.ContainsFunc(ext, func(c rune) bool { return c > unicode.MaxASCII }) {
		base = strings.TrimSuffix(base, ext)
	}
	before, behind, ok := strings.Cut(path.Base(base), person)
	if !ok {
		return false
	}
	for _, h := range honorifics {
		if rest, ok := strings.CutPrefix(strings.TrimLeft(behind, " 　"), h); ok && !strings.HasPrefix(rest, "式") {
			return true
		}
	}
	rest := strings.ToLower(before + " " + behind)
	has := func(words []string) bool {
		for _, w := range words {
			if strings.Contains(rest, w) {
				return true
			}
		}
		return false
	}
	if has(manys) {
		return false
	}
	return has(ones) || !strings.ContainsFunc(rest, func(c rune) bool {
		return unicode.IsLetter(c) && !strings.ContainsRune("年月日令和平成昭rhsv", c)
	})
}
