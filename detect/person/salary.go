package person

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"monban/detect"
)

var salaryWords = detect.NewWords(`年収 年俸 月収 月給 月俸 基本給 本給 給与 給与額 給与総額 給料 賃金 賃金日額 賞与 賞与額 ボーナス 手取り 手取り額 支給額 総支給額 差引支給額 支払金額 時給 日給 報酬額 報酬 役員報酬 残業代 残業手当 夜勤手当 深夜手当 資格手当 通勤手当 住宅手当 扶養手当 役職手当 諸手当 標準報酬月額 退職金 退職金額 課税支給額 源泉徴収税額 所得 所得金額 収入 世帯収入 年間収入 希望年収 希望給与 現年収 現在年収 前職年収 年金額 年金収入 年金受給額 老齢厚生年金 老齢基礎年金 遺族厚生年金 遺族年金 老齢年金 年金月 年金は月 年金が月 障害年金 工賃 手当額
	総支給 控除後手取り 賃金合計 年俸制で 額面 公的年金 公的年金収入 給与収入 パート収入 パート代 パート給与 パートの給料 専従者給与 調整給 年収欄 前職では 前の店では 前の会社では 前の職場では 現職では 再雇用後は 標準報酬 役付手当 年金月額
	salary annual_income income wage bonus base_pay base_salary current_salary expected_salary nenshu`)

// offered are words of job advertisements, statistics and rules, which give
// wages of nobody in particular.
var offered = detect.NewWords(`募集 求人 想定年収 予定年収 モデル年収 モデル 平均年収 平均給与 平均月収 平均賃金 平均 中央値 初任給 診療報酬 介護報酬 成功報酬 弁護士報酬 報酬改定 報酬単価 障害福祉報酬 保険料 満額 目安 上限 下限 最低賃金 最高 年収例 例 年収制限 収入制限 所得制限 給与規程 給与計算 給与改定 給与支払日 給与形態 給与区分 給与システム 給与明細書 売上 収入印紙 印紙代 事業収入 売上高 予算 原価 見込 見込み 所得税率 控除 控除額 所得税法 消費税 受講料 参加費 社債 債券 国債 手形 小切手 average median minimum`)

const amountForm = `(?:約|¥|\\|￥)? ?([0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,3}\.[0-9]|[0-9]{1,9}) ?(円|万円|万[0-9]千円?|万|千円)?`

var (
	amountBehind = regexp.MustCompile(`^[^0-9。、\n]{0,8}?` + amountForm)
	// wished is a second wage of the same sentence: 現年収は480万円、希望は550万円.
	wished = regexp.MustCompile(`^[^0-9。\n]{0,8}?(?:希望|前職|現職|提示|当社|来期|昨年)[^0-9。\n]{0,4}?(?:は|が|で|:|額| )?[ 約]?([0-9][0-9,.]{0,9} ?(?:万円|万|円))`)
	// raised is what a wage becomes: 34万円→35万円, 年収が430万円から480万円に.
	raised     = regexp.MustCompile(`^ ?(?:から|→|⇒|->) ?([0-9][0-9,.]{0,9}(?:万[0-9]千)? ?(?:万円|万|円))(?: ?(?:に|へ|となり|となる|まで(?:上|下|引))|(?:$|[^0-9~]))`)
	amountCell = regexp.MustCompile(`^` + amountForm + `(?:程度|くらい|/月|/年)?$`)
)

var salary = detect.Rule{
	Name: "salary", Kind: detect.Salary, Needs: detect.HasDigit, Digits: 1, Words: []*detect.Words{salaryWords},
	Doc: detect.Doc{
		Title: "What a person earns", TitleJa: "給与・年収（項目名と金額）",
		Hit: []string{
			"年収 4,500,000円", "年収：450万円", "月給280,000円", "基本給: 215,000", "賞与 600,000円", "手取り額 185,432円", "現在の年収は520万円です", "総支給額：312,500円", "salary: 5,200,000円", "差引支給額 ¥198,700", "時給1,250円", "年収約600万円", "基本給を284,000円に改定", "月給23万5千円", "手取り月18万2千円", "月給を22万円に上げる", "希望年収は520でお願いします", "希望年収520くらい", "工賃は月11,200円", "嘱託の報酬 月28万円", "年金月6万4千円のみで生活", "遺族年金 月9万8千円", "控除後手取り131,500円", "時給1,450円以上希望", "年俸制で960万円", "総支給は486,000円", "賞与は年120万円", "公的年金783,600円", "パート収入（年額約142万円）", "年金収入（月額12万3千円）", "月収（手取り）18万円", "基本給を確認したところ、24万8千円でした", "手取り【31.5万円】", "賃金日額11,240円", "時給、1150円でした", "時給は来月から1,240円", "夜勤手当込みで22万4千円", "7月分168,400円の賃金が払われていない", "給与は当社負担41万円", "base_pay: 243000", "基本給：215000",
		},
		Miss: []string{
			"想定年収 400万円～600万円", "求人 月給20万円～30万円", "年収450万円以上", "平均年収 450万円", "4,500,000円", "給与規程 第3条", "年収", "賞与 年2回", "給与支払日 25日", "初任給 215,000円", "月給 20万円~30万円", "収入印紙 200円", "給与計算システム 3,000,000円", "モデル年収 600万円", "年収103万円以下", "年収500社ランキング", "年収1000人に聞く", "診療報酬 288円", "成功報酬 30万円", "国民年金保険料 月16,980円", "老齢基礎年金 満額 月68,000円", "月給20万円から30万円", "年収450万円の社員もいます", "額面100万円の社債", "年収450万円のモデルケース", "年収400万円から600万円の求人", "月給24万円から31万円です", "時給は来月から改定", "3万円の賞与がもらえる会社", "10万円の給与規程", "パート収入（年額130万円以下）", "パート収入の年額130万円の壁", "基本給: 12", "基本給: 215000番台", "基本給 215000", "base_pay: 243000_rev2",
		},
		Source: "identifiers 2.18",
	},
	Find: findSalary,
}

func findSalary(t *detect.Text, found func(detect.Match)) {
	s := t.Norm
	if t.Labelled(salaryWords, offered) {
		start, end := trimmed(s)
		if v := s[start:end]; len(v) < 40 && amountCell.MatchString(v) && worth(v) {
			found(detect.Match{Start: start, End: end, Odds: -2.3, Evidence: detect.Label})
		}
		return
	}
	done := 0
	t.Each(salaryWords, func(word, at int) {
		if at < done {
			return
		}
		if n := detect.Joint(s[at:]); n > 0 {
			at += n
		} else if strings.HasPrefix(s[at:], "、") { // 基本給、22万円でした
			at += len("、")
		}
		switch w := s[word:at]; w {
		case "賃金", "給与", "給料", "賞与", "ボーナス":
			head := detect.Tail(s[:word], 40)
			if g := paidOut.FindStringSubmatchIndex(head); g != nil && unpaid.Begins(s[at:]) != "" && !offered.In(head) {
				from := word - len(head)
				found(detect.Match{Start: from + g[2], End: from + g[1] - len("の"), Odds: -6, Evidence: detect.Label | detect.Context})
				done = at
				return
			}
		}
		g := amountBehind.FindStringSubmatchIndex(detect.Head(s[at:], 60))
		if g == nil {
			return
		}
		start, end := at+g[2], at+g[1]
		v := strings.TrimRight(s[start:end], " ")
		end = start + len(v)
		up := raised.FindStringSubmatchIndex(detect.Head(s[end:], 60))
		if up != nil && strings.HasPrefix(strings.TrimLeft(s[end:], " "), "から") && !becomes(s[end+up[3]:]) {
			up = nil // from 20 to 30
		}
		if up == nil && rangeBehind(s[end:]) || rangeBefore(s[:start]) || !worth(v) || g[4] < 0 && !strings.Contains(v, ",") && !yearly(s[word:at], v, s[end:]) && !entered(s[word:at], s[at:start], v, s[end:]) || !joins(s[at:start]) {
			return
		}
		e := t.Around(start, end, salaryWords, offered)
		if e == detect.Context && since(s[at:start]) != "" {
			e |= detect.Label
		}
		switch strings.TrimSpace(s[at:start]) {
		case "を", "に", "月", "を月", "は年", "は月", "が月", ":月", "は 月": // 基本給を284,000円に改定
			if e == detect.Context {
				e |= detect.Label
			}
		}
		switch strings.TrimRight(strings.TrimLeft(s[at:start], " がはの("), " 約:は") { // パート収入(年額約142万円)
		case "年額", "月額":
			if e == detect.Context {
				e |= detect.Label
			}
		}
		if offered.In(strings.ReplaceAll(s[backTo(s, word):start], "控除後", "")) {
			e |= detect.NegativeContext
		}
		found(detect.Match{Start: start, End: end, Odds: -6, Evidence: e})
		done = end
		if up != nil {
			found(detect.Match{Start: end + up[2], End: end + up[3], Odds: -6, Evidence: e})
			done = end + up[3]
			return
		}
		if g := wished.FindStringSubmatchIndex(detect.Head(s[end:], 90)); g != nil && !rangeBehind(s[end+g[3]:]) {
			found(detect.Match{Start: end + g[2], End: end + g[3], Odds: -6, Evidence: e})
			done = end + g[3]
		}
	})
}

// becomes reports whether what follows the second of two amounts makes it what a wage
// was changed to, and not the end of a range.
func becomes(s string) bool {
	s = strings.TrimLeft(s, " ")
	for _, w := range [...]string{"に", "へ", "となり", "となる", "まで上", "まで下", "まで引"} {
		if strings.HasPrefix(s, w) {
			return true
		}
	}
	return false
}

// yearly reports whether a bare number is what somebody earns in a year, in units of
// 10,000 yen: 希望年収は520でお願いします.
func yearly(word, v, behind string) bool {
	return strings.HasSuffix(word, "年収") && len(v) >= 3 && len(v) <= 4 && v >= "150" && !strings.Contains(v, ".") && bareBehind.MatchString(behind)
}

// entered reports whether a bare number is the wage that a form or a file of settings
// has under its name, whole yen and nothing behind it: base_pay: 243000, 基本給：215000.
func entered(word, joint, v, behind string) bool {
	switch word {
	case "基本給", "本給", "base_pay", "base_salary", "current_salary", "annual_income":
	default:
		return false
	}
	joint = strings.Trim(joint, " \"'")
	behind = strings.TrimLeft(behind, " \"'")
	first, _ := utf8.DecodeRuneInString(behind)
	return (joint == ":" || joint == "=") && len(v) >= len("100000") && !strings.Contains(v, ".") && (behind == "" || strings.ContainsRune(",})]\n。、」", first))
}

var bareBehind = regexp.MustCompile(`^ ?(?:$|[。、,)\n]|で(?:す|お|、|希望|考)|を希望|くらい|ぐらい|程度です|は欲|はほし|以上希望|とのこと|スタート)`)

// backTo returns where the words begin that are read before a wage.
func backTo(s string, i int) int {
	i = max(0, i-45)
	for i > 0 && s[i]&0xC0 == 0x80 {
		i--
	}
	return i
}

// joins reports whether s between a word and an amount only ties them together.
func joins(s string) bool {
	if w := since(s); w != "" { // 時給は来月から1,240円
		s = strings.Replace(s, w, "", 1)
	}
	return strings.Trim(s, " :=はがもをに¥￥\\約\t()[]【】税込引後月年日額手取り") == "" || strings.HasPrefix(strings.TrimLeft(s, " "), "額")
}

// sinceWhen is said of when and how a wage is paid.
var sinceWhen = detect.NewPhrases(`来月から 今月から 来年から 来春から 今の 現在の 今は 当社負担 会社負担 込みで 込で 込み`)

func since(s string) string { return sinceWhen.Begins(strings.TrimLeft(s, "はがのも、 ")) }

// paidOut follows a wage of which the amount stands before: 168,400円の賃金が払われていない.
var paidOut = regexp.MustCompile(`([0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,4}(?:\.[0-9])?万(?:[0-9]千)?)円の$`)

var unpaid = detect.NewPhrases(`が払われ が支払われ が未払 の未払 未払 を受け取 が振り込まれ を振り込 の支払 が入って`)

// worth tells an amount from a count: 2 in 賞与2回 is none.
func worth(v string) bool {
	n := 0
	for i := range len(v) {
		if v[i]-'0' < 10 {
			n++
		}
	}
	return n >= 3 || strings.Contains(v, "万") || n > 0 && strings.Contains(v, "千円")
}

func rangeBehind(s string) bool {
	s = strings.TrimLeft(s, " ")
	if strings.HasPrefix(s, "以上希望") || strings.HasPrefix(s, "以上を希望") {
		return false
	}
	for _, w := range [...]string{"のモデル", "のケース", "の社債", "の債券", "の国債", "の手形", "の株", "の社員", "の方", "の人", "も可", "可能", "~", "～", "-", "から", "以上", "以下", "未満", "程度まで", "まで", "を超", "超", "程度の", "ベース", "相当", "台", "の壁", "分の", "%", "年", "月", "日", "回", "ヶ月", "か月", "カ月", "人", "名", "条", "件"} {
		if strings.HasPrefix(s, w) {
			return true
		}
	}
	return false
}

func rangeBefore(s string) bool {
	s = strings.TrimRight(s, " ")
	return strings.HasSuffix(s, "~") || strings.HasSuffix(s, "円-")
}
