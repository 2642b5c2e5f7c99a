package term

import (
	"strings"
	"unicode/utf8"

	"monban/detect"
)

// reach is how far the guards near and not look, in characters.
const reach = 16

// near reports whether one of the words stands within reach of s[start:end],
// or in the label.
func near(s, label string, start, end int, words []string) bool {
	a, b := within(s, start, end)
	for _, w := range words {
		if strings.Contains(s[a:start], w) || strings.Contains(s[end:b], w) || label != "" && strings.Contains(label, w) {
			return true
		}
	}
	return false
}

// nearOneOf is near for a list of phrases, without a label.
func nearOneOf(s string, start, end int, words *detect.Phrases) bool {
	a, b := within(s, start, end)
	return words.In(s[a:start]) || words.In(s[end:b])
}

// within returns the range that lies within reach of s[start:end].
func within(s string, start, end int) (a, b int) {
	a, b = start, end
	for i := 0; i < reach && a > 0; i++ {
		_, n := utf8.DecodeLastRuneInString(s[:a])
		a -= n
	}
	for i := 0; i < reach && b < len(s); i++ {
		_, n := utf8.DecodeRuneInString(s[b:])
		b += n
	}
	return a, b
}

// whole reports whether s says nothing but s[start:end].
func whole(s string, start, end int) bool {
	return len(s)-(end-start) < 60 && strings.Trim(s[:start], edges) == "" && strings.Trim(s[end:], edges) == ""
}

const edges = " \t\n。、,.・()[]「」*※:/"

// labels are words in the label of a value that name its kind.
var labels = map[string]*detect.Words{
	string(detect.Disability):            detect.NewWords("障害 障がい 障碍 手帳 特性 難病"),
	string(detect.DisabilityCertificate): detect.NewWords("手帳 等級 級 判定 障害 障がい"),
	string(detect.WelfareCertificate):    detect.NewWords("受給者証 区分 介護 支援 サービス 認定 所得 負担 保護 生保 手当 年金"),
	string(detect.Diagnosis):             detect.NewWords("病名 診断 傷病 疾患 疾病 病歴 既往 病 アレルギー 感染 妊娠 ICD 障害 障がい 死因 休職"),
	string(detect.Symptom):               detect.NewWords("症状 主訴 体調 状態 状況 訴え 不調 特性 副反応 副作用"),
	string(detect.Medication):            detect.NewWords("薬 処方 内服 服用 ワクチン 接種"),
	string(detect.Hospital):              detect.NewWords("病院 医療機関 通院 入院 かかりつけ 受診 クリニック 診療 医院 主治医"),
	string(detect.Doctor):                detect.NewWords("医 Dr ドクター 先生"),
	string(detect.HealthCheck):           detect.NewWords("健診 健康診断 検診 検査 判定 所見 測定 血液"),
	string(detect.Creed):                 detect.NewWords("宗教 宗派 宗旨 信仰 信条 政党 支持 思想 所属"),
	string(detect.Race):                  detect.NewWords("人種 民族 ルーツ 出自"),
	string(detect.SocialStatus):          detect.NewWords("身分 出身 部落 同和 嫡出"),
	string(detect.CriminalRecord):        detect.NewWords("前科 前歴 犯罪 犯歴 罪 刑 逮捕 処分 非行"),
	string(detect.CrimeVictim):           detect.NewWords("被害 虐待 DV 措置"),
}

func labelled(label, kind string) bool {
	if label == "" {
		return false
	}
	w := labels[kind]
	return w != nil && w.In(label)
}

// accused labels name what somebody is accused of, which ends like a subject: 件名.
var accusedLabels = detect.NewWords("事件名")

// foreignLabels name values that speak of goods, firms or subjects of study,
// not of people.
var foreignLabels = detect.NewWords("専門 研究 テーマ 演題 業務内容 事業内容 商品 製品 品名 品目 取引先 得意先 仕入先 納品先 納入先 発注先 請求先 支払先 会社 企業 メーカー 顧客名 講座 研修 セミナー イベント 講演 タイトル 題名 書名 件名 勘定科目 科目 摘要 保険種類 特約 product company vendor supplier title")

// denials follow a term that does not hold.
var denials = detect.NewPhrasesOf([]string{"なし", "無し", "ナシ", "なく", "ない", "ではな", "じゃな", "ではあり", "でない", "でなく", "はな", "は無", "がな", "の既往なし", "の既往はな", "の既往歴なし", "を否定", "は否定", "否定", "陰性", "(-)", "(一)", "も認め", "は認め", "を認めず", "認めず", "の疑いなし", "の有無", "有無", "不明", "未取得", "未申請", "未所持", "非所持", "の心配はな", "もな", "等なし", "等はな", "ありません", "はありません", "していな", "していませ", "しておりませ", "しておらず", "してな", "してませ", "はしていな", "はしていませ", "はしておりませ", "されていな", "されていませ"})

// denied reports whether what follows a term takes it back: なし, ではない, (-).
func denied(s string) bool {
	s = joint(s)
	if w := suspicions.Begins(s); w != "" {
		return wondering.Begins(s[len(w):]) != ""
	}
	if denials.Begins(s) != "" {
		return true
	}
	if rest, ok := strings.CutPrefix(s, "無"); ok {
		r, _ := utf8.DecodeRuneInString(rest)
		return rest == "" || classOf(r) != kanji
	}
	if rest, ok := strings.CutPrefix(s, "×"); ok {
		return rest == "" || rest[0]-'0' > 9 // 400×3 is how much of it
	}
	return s == "-" || strings.HasPrefix(s, "-)")
}

// suspicions follow what somebody is thought to have: 糖尿病|ではないかと言われた. wondering
// goes on with what leaflets ask their readers: うつ病ではないか|と思ったら.
var (
	suspicions = detect.NewPhrases(`ではないか じゃないか ではなかろうか なのではないか んじゃないか ではないでしょうか じゃないでしょうか`)
	wondering  = detect.NewPhrases(`と思ったら と思ったとき と思う方 と思われる方 と感じたら と感じる方 と感じた と心配な と心配の方 と心配される方 と不安な と不安を とお悩み と悩んで と悩む とお思い と気になる と疑われる場合 と疑ったら ?と思 ?と感 ?と心 ?と悩 チェック`)
)

// joint returns s without what may stand between a term and its denial.
func joint(s string) string {
	for {
		switch r, w := utf8.DecodeRuneInString(s); r {
		case ' ', ':', '、', '(', '・', '=':
			s = s[w:]
		default:
			return s
		}
	}
}

// topics follow a term that is a subject and not somebody's.
var topics = detect.NewPhrasesOf([]string{"とは", "に関する", "に関して", "についての", "について学", "について知り", "について教え", "について質問", "について理解", "の理解", "への理解", "をテーマ", "の方へ", "の方を対象", "の方々", "をお持ちの方", "のある方", "の皆様", "の皆さん", "でお悩み", "が気になる方", "は事前", "の検査は別", "の検査も", "の検査料", "の検査費", "の場合は事前", "がある場合は", "のある場合は",
	"患者数", "者数", "児数", "患者会", "家族会", "学会", "協会", "財団", "連盟", "白書", "対策", "予防", "啓発", "研修", "講座", "教室", "セミナー", "講演", "勉強会", "講習", "週間", "月間", "デー", "条例", "サポーター", "ガイドライン", "マニュアル", "ハンドブック", "入門",
	"検査キット", "検査薬", "ワクチン", "保険", "保障", "市場", "の市場", "研究", "専門医", "指導士", "雇用率", "雇用促進", "の割合", "の有病率", "有病率", "発症率", "罹患率", "死亡率", "の原因と", "の基礎", "の仕組み", "に強い", "に効く", "等に対する", "者に対する", "者等", "者及び", "患者に対する", "患者さんの", "患者の皆", "割引", "法第", "法に", "法の", "法施行", "治療薬の市場", "診療ガイド", "治療ガイド", "検定", "アドバイザー", "を学", "にとって", "と仕事の両立", "の治療と仕事", "治療と仕事", "友の会", "親の会", "当事者会", "の患者会", "の家族会", "の友の会", "の診断基準", "の診断と", "の症例", "の流行", "流行", "が流行", "拡大", "の拡大", "まん延", "表示", "物質", "メーカー", "の開発", "開発", "製造", "販売", "の販売", "業界", "患者支援", "支援団体", "株式会社", "(株)", "事業所の開設", "従業者", "従事者", "向け", "ボランティア", "でのボランティア", "支援ボランティア", "職員", "の職員", "での勤務経験", "養成", "事業所開設", "対応メニュー", "対応食", "対応レシピ", "啓蒙", "の講演", "の研修", "の講座", "のセミナー", "の勉強会", "の講習", "の説明会", "の相談会", "の制度", "制度", "の啓発", "の予防", "の対策", "の特集", "の資料", "のパンフレット", "のポスター", "の本を", "の記事", "の担当も", "の担当者", "の担当を", "の実施", "の案内", "の日程", "の受検", "の論文", "の研究", "の特効薬", "の新薬", "モデルマウス", "モデルラット", "モデル動物", "警報", "ケア用品", "トキソイド", "ジョブ", "バッチ", "の治験", "」と題", "』と題", "」をテーマ", "」がテーマ", "」の講", "」の研修", "」の回", "の窓口", "売上", "の売上", "の価格", "薬価",
	"を飲んでいないか", "を飲んでいませんか", "を飲まれていませんか", "を飲んでいる方", "を飲まれている方", "を服用していないか", "を服用していませんか", "を服用している方", "を服用中の方", "を服用されている方", "を内服していないか", "を内服している方", "を内服中の方", "を使用していないか", "を使用していませんか", "を使用している方", "を使用中の方"})

// subjects stand shortly before a term that somebody studies or teaches.
var subjects = detect.NewPhrasesOf([]string{"専門は", "専門:", "専門 ", "専門分野", "専門領域", "研究テーマ", "研究分野", "研究対象", "研究課題", "レポート課題", "研究:", "研究は", "テーマ:", "テーマは", "テーマに", "テーマを", "テーマが", "題して", "演題", "題目", "論文", "著書"})

// studied reports whether the words before a term make it a field of work.
func studied(s string, start int) bool {
	return subjects.In(s[max(0, start-30):start]) // ten characters; a cut one matches nothing
}

// topical reports whether what follows a term makes it a mere subject.
func topical(s string) bool { return topics.Begins(s) != "" && !said(s) || invites(s) || deals(s) }

// deals reports whether a term begins the name of a desk that deals with it:
// 介護認定|係, 療育手帳|担当. 担当医 is somebody's.
func deals(s string) bool {
	w := deskEnds.Begins(s)
	if w == "" {
		return false
	}
	r, _ := utf8.DecodeRuneInString(s[len(w):])
	switch w {
	case "係", "課", "班":
		return classOf(r) != hiragana && classOf(r) != kanji || r == '長' || r == '員' || r == '宛' || r == 'へ' || r == 'に' || r == 'ま' || r == 'の'
	case "担当":
		return r != '医' && r != '看'
	}
	return true
}

var deskEnds = detect.NewPhrases(`係 課 班 担当 窓口 対策室 相談室 支援室 推進室 グループ チーム`)

// said reports whether s, behind a term, says that somebody is one who has it:
// のある方で、食事は控えめに, のある方 柏原 静 様.
func said(s string) bool {
	for _, w := range [...]string{"のある方", "をお持ちの方"} {
		rest, ok := strings.CutPrefix(s, w)
		if !ok {
			continue
		}
		if predicate.Begins(rest) != "" && !strings.HasPrefix(rest, "の") {
			sentence, _, _ := strings.Cut(rest, "。")
			return !strings.Contains(sentence, "方は") && !strings.Contains(sentence, "場合")
		}
		if rest, ok = strings.CutPrefix(rest, " "); ok { // a name
			i := strings.Index(rest, "様")
			return i > 0 && i <= len("小野寺 権左衛門 ") && !strings.ContainsAny(rest[:i], "、。:0123456789")
		}
	}
	return false
}

// invites reports whether what follows a term asks those who have it to do
// something: 卵アレルギー|の方は係員にお申し出ください. Of what somebody has one says
// の方は, too: 糖尿病の方は落ち着いています.
func invites(s string) bool {
	rest, ok := strings.CutPrefix(s, "の方")
	if !ok {
		rest, ok = strings.CutPrefix(s, "の人")
	}
	if !ok || !strings.HasPrefix(rest, "は") && !strings.HasPrefix(rest, "に") && !strings.HasPrefix(rest, "も") {
		return false
	}
	if i := strings.Index(rest, "。"); i >= 0 {
		rest = rest[:i]
	}
	return requests.In(rest)
}

var requests = detect.NewPhrases(`ください 下さい ご相談 お申し お問い合わせ ご遠慮 お断り ご利用いただけ 参加できます お控え お待ち`)

// voice reports whether what follows is told as what customers and readers say:
// 耳が遠くて呼び鈴に気づけない、という内容の手紙.
func voice(s string) bool {
	s, _, _ = strings.Cut(detect.Head(s, voiceReach), "。")
	return voices.In(s)
}

// voiceReach is how far behind, in bytes, that is said.
const voiceReach = 90

var voices = detect.NewPhrases(`、という内容 という内容の手紙 というお声 という声 との声 とのお声 というご意見 とのご意見 といったご意見 というご要望 とのご要望 といった声 という投書 というお便り`)

// anybody reports whether what follows a term, behind the end of its verb or
// adjective, makes it a sort of people or a case: 耳が遠い|方への接客, 陽性だっ|た場合.
// Of somebody one says 方です, 方で.
func anybody(term, s string) bool {
	last, _ := utf8.DecodeLastRuneInString(term)
	n := 0
	for i, r := range s {
		if classOf(r) == hiragana && n < 5 {
			n++
			continue
		}
		if n == 0 && classOf(last) != hiragana || s[:i] == "の" {
			return false // the child with it may be somebody's
		}
		for _, w := range [...]string{"場合", "際の", "方", "人", "子", "者"} {
			rest, ok := strings.CutPrefix(s[i:], w)
			if !ok {
				continue
			}
			if w == "場合" || w == "際の" {
				return true
			}
			for _, p := range [...]string{"の", "へ", "に", "を", "が", "は", "も", "向け", "々", "たち", "同士", "、"} {
				if strings.HasPrefix(rest, p) {
					return true
				}
			}
		}
		return false
	}
	return false
}
