package heading

import (
	"path"
	"slices"
	"strings"
	"unicode"
)

// Words of names of files, in small letters.
var (
	// manys are in names of files that are about many, about nobody, or that tell
	// who has written them.
	manys = []string{"一覧", "名簿", "リスト", "集計", "統計", "まとめ", "全員", "各位", "研修", "講演", "講座", "講義", "セミナー", "発表", "論文", "資料", "テキスト", "原稿",
		"執筆", "著", "案内", "ちらし", "チラシ", "マニュアル", "手順", "様式", "書式", "ひな", "雛", "テンプレ", "フォーマット", "記入例", "サンプル", "見本", "議事",
		"アンケート", "企画", "提案", "見積", "について", "とは", "入門", "監修", "講師", "先生", "教授", "先輩", "対応表", "規程", "規則", "指針",
		"list", "stat", "summary", "slide", "lecture", "seminar", "paper", "draft", "template", "sample", "manual", "guide", "minutes", "survey", "report"}
	// doings tell what was done to a paper, and may tell by whom. In the name of a
	// paper about one person they do not where they stand apart from his name.
	doings = []string{"作成", "担当", "版", "修正", "更新", "会議", "請求"}
	// ones are in names of files that are about one person.
	ones = []string{"診断書", "診断結果", "傷病", "手当金", "障害年金", "要介護", "担当者会議", "カルテ", "紹介状", "意見書", "診療", "履歴書", "経歴書", "レジュメ", "面談", "面接", "相談", "記録", "経過", "日誌", "アセスメント", "支援計画", "利用計画", "個別", "ケアプラン", "看護計画",
		"申請", "届", "申告", "申出", "同意", "誓約", "契約", "手帳", "受給者証", "保険証", "在留", "検査結果", "健診", "検診", "健康診断", "健康状態", "考課", "人事評価", "通知", "明細", "給与", "賞与", "源泉", "内定", "退職", "休職", "復職",
		"個人", "個票", "フェイスシート", "フェースシート", "基本情報", "情報提供", "プロフィール", "調査票", "問診", "処方", "連絡帳", "引継", "引き継", "申し送り", "ケース", "サマリ", "モニタリング", "台帳", "成績", "指導要録", "証明", "配慮", "体調", "チェック表", "チェックシート",
		"resume", "cv", "karte", "chart", "medical record", "diagnosis", "interview", "assessment", "profile", "health record", "discharge", "referral", "payslip", "salary", "offer"}
	// answered are labels of what only a paper about one person answers.
	answered = []string{"病名：", "病名:", "傷病名", "診断名", "主訴", "既往歴", "現病歴", "検査項目", "障害名", "障害等級", "志望動機", "最終学歴", "退職理由"}
	// labels are before the name of whom a form is about, in a cell of its own.
	labels = []string{"氏名", "名前", "利用者", "利用者名", "患者", "患者名", "対象者", "対象者名", "本人", "ご本人", "児童", "児童名", "生徒", "生徒名", "入居者", "入居者名", "入所者", "入所者名", "受診者", "受診者名", "申請者", "申請者名",
		"相談者", "相談者名", "対象", "被保険者", "被保険者名", "従業員", "従業員名", "社員名", "園児名", "クライアント", "クライアント名"}
	honorifics = []string{"様", "さま", "さん", "氏", "君", "くん", "ちゃん", "殿"}
)

func contains(s string, words []string) bool {
	return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(s, w) })
}

// headed reports whether the heads of the pages say that these are about the
// person named in them.
func headed(pages, person string) bool {
	return plain(pages) && (contains(pages, ones) || honored(pages, person))
}

// titled reports whether the title of a text or a table says that it is about a
// person. A letter begins with a name and an honorific as well.
func titled(title, person string) bool {
	before, _, ok := strings.Cut(title, person)
	if !ok {
		return false
	}
	before = strings.TrimRight(before, " 　:：")
	labelled := slices.ContainsFunc(labels, func(l string) bool { return strings.HasSuffix(before, l) })
	return (labelled || honored(title, person) && contains(title, ones)) && plain(title) // the longest way last: every name is asked about
}

func plain(s string) bool {
	s = strings.ToLower(s)
	return !contains(s, manys) && !contains(s, doings)
}

// personal reports whether a paper is of a sort that is about one person, by its
// name and its first lines.
func personal(title string) bool {
	title = strings.ToLower(title)
	return !contains(title, manys) && (contains(title, ones) || contains(title, answered))
}

// done reports whether what stands beside a name says that he has done the paper:
// 佐藤花子作成, 担当：佐藤花子.
func done(before, behind string) bool {
	before, apart := strings.TrimRight(before, " 　:：者"), strings.TrimLeft(behind, " 　")
	for _, w := range doings {
		if strings.HasSuffix(before, w) || strings.HasPrefix(behind, w) || (w == "作成" || w == "担当") && strings.HasPrefix(apart, w) {
			return true
		}
	}
	return false
}

// honored reports whether an honorific stands behind the name.
func honored(s, person string) bool {
	_, behind, ok := strings.Cut(s, person)
	behind = strings.TrimLeft(behind, " 　")
	return ok && slices.ContainsFunc(honorifics, func(h string) bool { return strings.HasPrefix(behind, h) && !strings.HasPrefix(behind, h+"式") })
}

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
	if honored(base, person) {
		return true
	}
	rest := strings.ToLower(before + " " + behind)
	bare := !strings.ContainsFunc(rest, func(c rune) bool {
		return unicode.IsLetter(c) && !strings.ContainsRune("年月日令和平成昭rhsv", c)
	})
	one := contains(rest, ones) && !contains(rest, manys) && !done(before, behind)
	return one || bare && plain(rest)
}
