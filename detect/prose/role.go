package prose

import (
	"strings"
	"unicode/utf8"

	"monban/detect"
)

// rolesBefore introduce somebody who does his work: 担当の佐藤, 主治医の大久保先生.
var rolesBefore = detect.NewPhrases(`世話役 世話人 世話係 保護司 主宰 司会 進行 主治医 担当医 産業医 校医 執刀医 担当者 担当 担任 副担任 顧問 相談員 支援員 指導員 支援専門員 ケアマネ ケアマネジャー ケアマネージャー
	看護師 保健師 薬剤師 社労士 社会保険労務士 税理士 弁護士 司法書士 行政書士 上司 同僚 弊社 当社 当院 弊所 当事業所 当法人 当方 人事 総務 経理 営業 広報 開発 企画 法務 コーチ トレーナー インストラクター 部長 課長 係長 主任 院長 所長 施設長 校長 教頭
	職員 介護職員 スタッフ リーダー サブリーダー 班長 委員長 副委員長 会長 副会長 議長 事務局 事務局長 運転手 運転者 引率 引率者 添乗員 受電 受電者 受付者 架電者 起票者 記録 記録者 報告 報告者 作成 作成者 確認者 承認者 決裁者 検印 申し送り 夜勤 日勤 早番 遅番 当直 宿直 児童福祉司 児童心理司 訪問看護 訪問介護 福祉用具 福祉用具専門員 養護教諭 主幹 主査 室長 副施設長 事務長 事務 受付 通訳 代理人 調査官 調査員 調査担当 記入者 面談者 面接官 面接者 聴取者
	店長 社長 代表取締役 取締役 代表理事 監査役 管理者 管理責任者 サビ管 児発管 ワーカー ソーシャルワーカー カウンセラー 心理士 療法士 介護士 ヘルパー 民生委員 講師 教諭 教授 准教授 教員 教官 助教 学長 理事長 理事 栄養士 管理栄養士 調理師 監修 監修者 編集 編者 著者 文責 執筆 執筆者 考案 指揮 司会 司会者 座長 演者 記者 翻訳 訳 撮影 研究員 ファシリテーター パネリスト シンポジスト コメンテーター 精神科医 小児科医 内科医 外科医
	対応 対応者 応対 応対者 起案 起案者 立案 立会 立会人 立会者 説明 説明者 説明医 責任者 研究責任者 当番 集計 集計者 点検 点検者 検品 検品者 組立 配達 執刀 施術 施術者 窓口 引取 代行 代走 運管 監視員 回答 回答者 折返し
	事務局 事務局長 園長 副園長 寮長 駅長 支店長 支社長 工場長 編集長 委員長 副委員長 議長 団長 代表社員 組合長 住職 宮司 神主 牧師 司祭 導師 布教使 店主 研究代表者 責任著者 発表者 登壇者`)

// rolesShort are such words as schools, wards and carers write them.
var rolesShort = detect.NewPhrases(`FT SC SSW PT OT ST MSW PSW CM Ns Dr PHN`)

// rolesBehind are titles of somebody who does his work.
var rolesBehind = detect.NewPhrases(`CM PT OT ST MSW PSW Ns Dr 先生 医師 産業医 嘱託医 主治医 担当医 校医 園医 部長 課長 係長 主任 店長 所長 院長 社長 専務 常務 施設長 校長 教頭 教諭 教授 相談員 支援員 指導員 看護師 保健師 薬剤師 ケアマネ 弁護士 社労士 療法士 カウンセラー 委員 委員長 副委員長 会長 副会長 議長 副施設長 事務長 室長 次長 副部長 主査 主幹 主事 司会 園長 副園長 保育士 介護士 社員 リーダー マネージャー 司法書士 行政書士 税理士 薬剤師 栄養士 ワーカー 児童福祉司 補佐人 理事長 頭取 総長 学長 監督 コーチ 組合長 知事 市長 区長 町長 村長 取締役 代表取締役 監査役 執行役員 本部長 工場長 支店長 支社長 支配人 事務局長` + crafts)

// roleBack is how far before a name, in bytes, the word stands that makes a
// 先生 a doctor: about a clause.
const roleBack = 120

// role tells whether a line names somebody at his work, and whether that work
// is a doctor's. Such a person attracts nothing that is said of others. cared tells
// that the line has a word for an illness.
func role(s string, start, end int, cared bool) (staff, doctor bool) {
	before := strings.TrimRight(s[:start], " (の:は・")
	behind := strings.TrimLeft(s[end:], " ")
	title := rolesBehind.Begins(behind)
	work := rolesBefore.Ends(before)
	if short := rolesShort.Ends(before); short != "" && !lettersEnd(before[:len(before)-len(short)]) {
		work = short
	}
	if deeds[work] && (served.Begins(behind) != "" || compound(before[:len(before)-len(work)])) {
		work = "" // 電話受付 滑川様, けが報告 郷田
	}
	staff = title != "" || work != "" && !writes(s[:start]) || signsOff(s[:start], behind) || turnedTo(behind)
	return staff, treats(title, s, start, end, cared)
}

// lettersEnd reports whether a text ends in a letter of the alphabet.
func lettersEnd(s string) bool {
	return s != "" && (s[len(s)-1]|0x20)-'a' < 26
}

// turnedTo reports whether a text asks its readers to turn to the one before behind:
// 監督課 永尾|まで。
func turnedTo(behind string) bool {
	rest, ok := strings.CutPrefix(strings.TrimPrefix(behind, "さん"), "まで")
	return ok && (strings.TrimSpace(rest) == "" || turning.Begins(strings.TrimLeft(rest, " ")) != "")
}

var turning = detect.NewPhrases(`。 お ご 連絡 申込 申し込 申し出 問合 問い合わせ 電話 メール 提出 送付 持参 (内線 TEL)`)

// signsOff reports whether a name is the last of its line, behind what has been said and
// the department of who has: …は保留。看護部 吉良.
func signsOff(before, behind string) bool {
	if strings.Trim(behind, " 。)") != "" {
		return false
	}
	before = strings.TrimRight(before, " :")
	i := strings.LastIndexByte(before, ' ')
	if k := strings.LastIndex(before, "。"); k > i {
		i = k + len("。") - 1
	}
	if i < 0 || desksOf.Ends(before[i+1:]) == "" {
		return false
	}
	said := strings.TrimRight(before[:i+1], " ")
	return strings.HasSuffix(said, "。") || rolesBefore.Ends(said) != ""
}

// desksOf end the names of departments.
var desksOf = detect.NewPhrases(`部 課 係 室 科 班 局 人事 総務 経理 営業 製造 品証 品管 業務 医事 広報 法務 事務局 事業所 ステーション 居宅 CS`)

// introduces reports whether who writes says who he is, as one of an office
// (みなと商事の佐藤です), or by his name alone, with which the sentence begins.
func introduces(before, behind string) (office, alone bool) {
	for _, w := range [...]string{"です", "でございます", "と申します"} {
		if rest, ok := strings.CutPrefix(strings.TrimLeft(behind, " "), w); ok {
			before = strings.TrimRight(before, " \n")
			alone = (before == "" || strings.HasSuffix(before, "。")) && (rest == "" || strings.HasPrefix(rest, "。") || strings.HasPrefix(rest, "が"))
			return strings.HasSuffix(before, "の"), alone
		}
	}
	return false, false
}

// writes reports whether what stands before a name says who writes in a chat, and
// not what he is who is named: [08:51] 主任: 寺脇さんは….
func writes(before string) bool {
	who, ok := strings.CutSuffix(strings.TrimRight(before, " "), ":")
	return ok && moment(who[:strings.LastIndexByte(who, ' ')+1])
}

// deeds are those of rolesBefore that name what is done as well.
var deeds = map[string]bool{"受付": true, "記録": true, "報告": true, "作成": true, "受電": true, "事務": true, "訳": true, "撮影": true, "指揮": true, "執筆": true, "考案": true, "申し送り": true, "引率": true, "夜勤": true, "日勤": true,
	"対応": true, "応対": true, "起案": true, "立案": true, "立会": true, "説明": true, "当番": true, "集計": true, "点検": true, "検品": true, "組立": true, "配達": true, "執刀": true, "施術": true, "窓口": true, "引取": true, "代行": true, "代走": true, "回答": true, "折返し": true}

// served are the honorifics of those whom an office serves; who does its work is
// named in such places without.
var served = detect.NewPhrases(`様 さん くん ちゃん`)

// compound reports whether a word goes on before: けが|報告.
func compound(before string) bool {
	r, _ := utf8.DecodeLastRuneInString(before)
	return before != "" && (r >= 'ぁ' && r <= 'ヺ' || r >= '一' && r <= '鿿' || r == 'ー')
}

// clauseHas reports whether one of words stands in the clause that ends here.
func clauseHas(s string, words *detect.Phrases) bool {
	s = detect.Tail(s, roleBack)
	if i := strings.LastIndex(s, "。"); i >= 0 {
		s = s[i:]
	}
	return words.In(s)
}

// speaks reports whether a line is the one above what somebody writes in a chat:
// nothing but his name and the time, or begins with them. He may write about himself, and mostly
// writes about others.
func speaks(above, s string, start, end int) bool {
	behind := strings.TrimLeft(s[end:], " \t")
	switch {
	case moment(s[:start]):
		return behind == "" || behind[0] == ':' || s[end] == '\t'
	case strings.TrimLeft(s[:start], " \t") == "" && moment(s[end:]):
		return true
	}
	// Under the time of a subtitle stand who speaks and what he says.
	i := strings.IndexByte(s[:min(len(s), speakerMost)], ':')
	return start < i && strings.Contains(above, "-->") && moment(above)
}

// speakerMost is how far from the beginning of its line, in bytes, the colon
// stands behind the name of who speaks, and what he is.
const speakerMost = 60

// says reports whether a line is what somebody said at a meeting: 堀川: …. Of
// those who were there the minutes tell what they said.
func says(s string, start, end int) bool {
	return strings.Trim(s[:start], " \t-*・●○■□◆◇") == "" && strings.HasPrefix(strings.TrimLeft(s[end:], " "), ":")
}

// unaddressed reports whether nothing follows a name but another one or a mark.
func unaddressed(behind string) bool {
	behind = strings.TrimLeft(behind, " ")
	if behind == "" {
		return true
	}
	r, _ := utf8.DecodeRuneInString(behind)
	return strings.ContainsRune("、,・/。)]", r)
}

// closings end a letter: below them stands who wrote it.
var closings = detect.NewPhrases(`sincerely, regards, faithfully, truly, respectfully, sincerely Sincerely, Regards, regards
	お願いいたします お願い致します お願いします お願い申し上げます お願い申しあげます 申し上げます 失礼いたします 失礼致します 失礼します ありがとうございました ありがとうございます 幸いです 存じます 以上 以上です 敬具 草々 かしこ`)

// listings are words for what stands below the sentence, which is not who wrote it.
var listings = detect.NewPhrases(`以下 下記 次の 左記 別記 名簿 一覧`)

// signs reports whether a line is the name below the closing of a letter, or the
// name with which its writer has begun it.
func (r *Reader) signs(s string, start, end int, key string) bool {
	behind := strings.TrimRight(s[end:], " ")
	if start > 0 || behind != "" && behind != "より" && behind != "拝" {
		return false
	}
	return r.writer != "" && strings.HasPrefix(key, r.writer) || closings.Ends(strings.TrimRight(r.before, " 。!")) != "" && !listings.In(r.before)
}

// credited reports whether a name stands in brackets behind a sentence, as minutes
// tell who has said it: 防音に配慮します。（郡司）. Behind a noun, うつ病（郡司）, it does not.
func credited(s string, start, end int) bool {
	before, ok := strings.CutSuffix(s[:start], "(")
	rest, closed := strings.CutPrefix(s[end:], ")")
	if !ok || !closed || strings.Trim(rest, " 。") != "" && !strings.HasPrefix(rest, "。") {
		return false
	}
	last, _ := utf8.DecodeLastRuneInString(strings.TrimRight(before, " "))
	return last == '。' || last >= 'ぁ' && last <= 'ん'
}

// speakers makes whoever speaks in the minutes of a council somebody at his work
// wherever they name him.
func speakers(items []item, owner []int) {
	speaks := map[int]bool{}
	for i := range items {
		if items[i].minuted && owner[i] >= 0 {
			speaks[owner[i]] = true
		}
	}
	if len(speaks) == 0 {
		return
	}
	for i := range items {
		if speaks[owner[i]] && items[i].topic == 0 {
			items[i].staff = true
		}
	}
}

// moment reports whether s is a time of the day, with or without the date.
func moment(s string) bool {
	return strings.IndexByte(s, ':') > 0 && strings.Trim(s, "0123456789 \t[]()/:.,-–—>年月日APMapm午前後") == ""
}

// addressee reports whether a line is the one that a letter begins with: a name
// and how it is addressed, with nothing but an office before it. Notes have the
// day and what they are before the name: 1on1メモ 7/18 越智さん.
func addressee(s string, start, end int) bool {
	behind := strings.TrimLeft(s[end:], " \t\n")
	for _, h := range [...]string{"様", "殿", "御中", "先生", "各位", "さん", "さま"} {
		rest, ok := strings.CutPrefix(behind, h)
		if !ok || strings.TrimLeft(rest, " \t\n") != "" {
			continue
		}
		// Only of the last name of a line is asked what stands before it.
		before := s[:start]
		return !aboutSomebody.In(before) && (!strings.ContainsAny(before, "0123456789") || containsAny(before, postal))
	}
	return false
}

// postal are marks of an address before a name, as on an envelope.
var postal = []string{"〒", "丁目", "番地", "号", "-"}

// attracting returns the people of whom something is said, by their owner, and
// the names that values may belong to: those of people at their work and of the
// addressee only when nobody else is named; whoever a label names as staff
// (担当：…) never attracts any. The people of a mail's subject are among those
// spoken of only when the body names them.
func attracting(items []item, owner []int) (spoken map[int]bool, names []int) {
	spoken = map[int]bool{}
	for i := range items {
		if owner[i] >= 0 && !items[i].staff && items[i].line != titleLine && !items[owner[i]].kin {
			spoken[owner[i]] = true
		}
	}
	for i := range items {
		if owner[i] >= 0 && (len(spoken) == 0 && !items[i].label || spoken[owner[i]] || items[i].line == titleLine && !items[i].staff) {
			names = append(names, i)
		}
	}
	return spoken, names
}

// ranks are titles of people of whom an office keeps notes as well.
var ranks = strings.Fields(`課長補佐 部長 次長 課長 係長 主任 主査 主事 社員 社長 会長 理事長 専務 常務 店長 班長 リーダー マネージャー マネジャー 教諭 教授 議員 選手 巡査`)

// near are the words for colleagues, who are called by name alone.
var near = strings.Fields(`同僚 上司 部下 先輩 後輩 当社 弊社 人事 総務 経理 営業 広報 開発 企画 法務 講師 教員 職員 スタッフ パート アルバイト 派遣社員 契約社員 正社員 社員 運転手 ドライバー 調理員 新人`)

var called = append([]string{"さん", "氏", "君", "くん"}, ranks...)

// clients are words for those for whom a colleague works.
var clients = detect.NewPhrases(`の方の 方が 方を 方に 方へ 患者 利用者 入所者 お客 を担当`)

// spokenOf returns where the sentence ends whose topic is somebody with a rank:
// 辻主任は…, or the line that is about him: スタッフの辻さんについて。…. It returns 0 when
// it is about something else.
func spokenOf(s string, start, end int) int {
	rest := strings.TrimLeft(s[end:], " ")
	titles, colleague, opens := ranks, false, false
	before := strings.TrimRight(s[:start], " の")
	for _, w := range near {
		if strings.HasSuffix(before, w) {
			titles, colleague, opens = called, true, len(before) <= len(w)+len("派遣")
		}
	}
	for _, w := range titles {
		after, ok := strings.CutPrefix(rest, w)
		if !ok {
			continue
		}
		for _, p := range [...]string{"の件", "について", "、"} {
			if behind, ok := strings.CutPrefix(after, p); ok && colleague && opens && !others.In(behind) {
				return len(s)
			}
		}
		for _, p := range [...]string{"は", "が", "も", "の件", "について"} {
			if behind, ok := strings.CutPrefix(after, p); ok {
				sentence, _, _ := strings.Cut(behind, "。")
				if colleague && clients.In(sentence) {
					return 0
				}
				return len(s) - len(behind) + len(sentence)
			}
		}
	}
	return 0
}

// colleagues gives what a sentence says of the body or the mind of somebody at
// his work to him, when it names nobody else.
func colleagues(items []item, owner []int, spoken map[int]bool) {
	named := map[int][]int{} // names by line, where one is a topic
	for i := range items {
		if items[i].topic > 0 && owner[i] >= 0 {
			named[items[i].line] = nil
		}
	}
	if len(named) == 0 {
		return
	}
	for i := range items {
		if _, ok := named[items[i].line]; ok && owner[i] >= 0 {
			named[items[i].line] = append(named[items[i].line], i)
		}
	}
	for i := range items {
		it, last := &items[i], -1
		if owner[i] >= 0 || !it.Kind.Special() || it.named {
			continue
		}
		for _, n := range named[it.line] {
			if items[n].pos < it.pos && (last < 0 || items[n].pos > items[last].pos) {
				last = n
			}
		}
		if last >= 0 && it.pos < items[last].topic {
			owner[i] = owner[last]
			spoken[owner[last]] = true
		}
	}
}
