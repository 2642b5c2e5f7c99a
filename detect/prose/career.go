package prose

import (
	"strings"
	"unicode/utf8"

	"monban/detect"
)

// Where somebody has learned and worked is told with the names of schools and companies
// that no list has. They are runs of kanji, katakana and letters; the words behind
// them (を卒業, 勤務, を退職) and before them (前職の, 勤務先は) tell what they are to him.

// careerWords are parts of such names and words beside them.
var (
	schoolWords = detect.NewWords(`大学院 大学 短期大学 短大 専門学校 高等学校 高校 高専 学部 学科 研究科 訓練校 看護学校 大卒 高卒 中卒 短大卒 専門卒 院卒`)
	placeWords  = detect.NewWords(`勤務 に勤務 に勤め に入社 に転職 に就職 を退職 を辞め で勤務 にて勤務 の在籍 に在籍 を経て にて 一筋 社長 前職 現職 前々職 勤務先 職場は 前の会社 に復職`)
	jobWords    = detect.NewWords(`会社員 公務員 地方公務員 国家公務員 自営業 個人事業主 派遣社員 契約社員 嘱託社員 専業主婦 パート アルバイト フリーター 年金生活 無職 看護師 准看護師 保健師 助産師 薬剤師 歯科衛生士 歯科医師 医師 保育士 介護士 介護福祉士 調理師 美容師 理容師 ネイリスト 消防士 警察官 自衛官 教員 教諭 高校教諭 中学教諭 小学校教諭 司書 図書館司書 運転手 トラック運転手 タクシー運転手 ドライバー 大工 旋盤工 溶接工 作業員 高所作業員 警備員 清掃員 事務職 一般事務 営業職 技術職 研究職 販売員 接客業 配送業 農業 漁業 itエンジニア システムエンジニア プログラマー デザイナー 税理士 会計士 弁護士 司法書士 行政書士 社労士 通訳 翻訳者 講師 塾講師 窓口係 経理 総務 人事 法務 生産管理 品質管理 研究開発 法人営業 営業 購買 フロント mr sv`)
	skillWords  = detect.NewWords(`普通自動車免許 普通自動車第一種運転免許 大型免許 大型自動車免許 準中型免許 日商簿記 簿記 toeic toefl 英検 秘書検定 漢検 日本語能力試験 jlpt itパスポート 基本情報技術者 応用情報技術者 mosエキスパート mos 宅建士 宅地建物取引士 衛生管理者 電気工事士 第一種電気工事士 第二種電気工事士 危険物取扱者 フォークリフト運転技能講習 フォークリフト 介護職員初任者研修 介護福祉士実務者研修 教員免許 中学校教員免許 高校教員免許 司書資格 技能検定 行政書士資格 fp技能士 調理師免許 看護師免許 保育士資格`)
)

// schoolBehind tells that somebody has been at the school before it; schoolNow is the
// year in which he is.
var (
	schoolBehind = detect.NewPhrases(`を卒業 を出て を出た を出 を中退 を修了 に在学 に在籍 に通 卒 の卒業 で学び で学ん 在学 在籍 出身 」卒業 」卒 」中退 修了 中退 を経て の経営学修士 の修士 の博士 でよかった`)
	schoolFirst  = detect.NewPhrases(`大学は 大学名は 最終学歴 最終学歴は 最終学歴: 学歴は 学歴: 学歴も 出身校は 出身校: 出身大学は 誤) 正)`)
	levels       = map[string]bool{"大卒": true, "高卒": true, "中卒": true, "短大卒": true, "専門卒": true, "院卒": true}
	leaves       = [...]string{"卒業", "中退", "修了", "在学中", "在学", "在籍", "出身", "卒"}
)

// careerGeneral are words of offers, rules and statistics, which speak of everybody.
var careerGeneral = detect.NewPhrases(`どなたでも 応募資格 募集要項 求人票 不問 必須 歓迎 応募でき 初任給 引き上げ 書き方 書き始め 記入 記します 平均 統計 % 制度 を対象 対象に 説明会 セミナー 研修を行 研修を実施 研修に 開催 講師 教授 見直し 優遇 相談員の 職種`)

// public are words of what is printed of a speaker or an author.
var public = detect.NewWords(`略歴 講師紹介 講師プロフィール 登壇者 著者 著者紹介 監修 代表取締役`)

// career takes what a line tells of where somebody has learned and worked.
func (r *Reader) career(t *detect.Text) {
	schools, places, jobs, skills := t.Has(schoolWords), t.Has(placeWords), t.Has(jobWords), t.Has(skillWords)
	if !schools && !places && !jobs && !skills || r.vita || careerGeneral.In(t.Norm) || !r.somebody() || r.recently(t, public) {
		return
	}
	if schools {
		t.Each(schoolWords, func(start, end int) { r.school(t.Norm, start, end) })
	}
	if places {
		t.Each(placeWords, func(start, end int) { r.worksAt(t.Norm, start, end) })
	}
	if jobs {
		t.Each(jobWords, func(start, end int) { r.job(t.Norm, start, end) })
	}
	if skills {
		t.Each(skillWords, func(start, end int) { r.skill(t.Norm, start, end) })
	}
}

// runMost is how many characters a name of a school or a company has.
const runMost = 24

// inName reports whether a character may stand in such a name.
func inName(c rune) bool {
	return c >= '一' && c <= '鿿' || c >= 'ァ' && c <= 'ヺ' || c == 'ー' || c == '々' || c == 'ヶ' || c == '&' || c|0x20 >= 'a' && c|0x20 <= 'z'
}

// runBack returns where the run begins that ends at s[:end].
func runBack(s string, end int) int {
	for range runMost {
		c, n := utf8.DecodeLastRuneInString(s[:end])
		if n == 0 || !inName(c) {
			break
		}
		end -= n
	}
	return end
}

// runOn returns where the run ends that begins at s[start:].
func runOn(s string, start int) int {
	for range runMost {
		c, n := utf8.DecodeRuneInString(s[start:])
		if n == 0 || !inName(c) {
			break
		}
		start += n
	}
	return start
}

// school takes the school with the word at s[start:end] when somebody is said to have
// been there.
func (r *Reader) school(s string, start, end int) {
	from, to := runBack(s, start), runOn(s, end)
	run := s[from:to]
	if levels[s[start:end]] {
		if from == start && (to == end || s[end:to] == "入社") && fieldEnds(s[to:]) {
			r.tell(detect.Career, start, end, -0.5)
		}
		return
	}
	name := run
	for _, w := range leaves {
		if rest, ok := strings.CutSuffix(run, w); ok && rest != "" {
			name = rest
			break
		}
	}
	behind := s[from+len(name):]
	if !schoolEnds.EndsIn(name) || schoolBehind.Begins(behind) == "" && !yearOf(behind) && schoolFirst.Ends(strings.TrimRight(s[:from], " 「")) == "" {
		return
	}
	stop := from + len(name)
	if bare[name] { // 高校中退
		if stop == to || !fieldEnds(s[to:]) {
			return
		}
		stop = to
	}
	r.tell(detect.Career, from, stop, -0.5)
}

// bare are schools without a name.
var bare = map[string]bool{"大学": true, "大学院": true, "高校": true, "短大": true, "専門学校": true, "高専": true}

// ends is a list of how names end.
type ends struct{ *detect.Phrases }

// EndsIn reports whether a name ends so.
func (e ends) EndsIn(name string) bool { return e.Ends(name) != "" }

var schoolEnds = ends{detect.NewPhrases(`大学 大学院 短期大学 短大 専門学校 学校 高校 高専 学部 学科 研究科 課程 専攻 訓練校 科`)}

// yearOf reports whether s begins with the year of a student: 4年, （3年）.
func yearOf(s string) bool {
	s = strings.TrimLeft(s, "( ")
	return len(s) > 1 && s[0]-'1' < 6 && (strings.HasPrefix(s[1:], "年") || strings.HasPrefix(s[1:], "回生"))
}

// fieldEnds reports whether what is told of somebody ends there.
func fieldEnds(s string) bool {
	if s == "" || strings.IndexByte(" ),/", s[0]) >= 0 {
		return true
	}
	for _, w := range [...]string{"、", "。", "・", "で、", "です", "で年収", "なので", "入社", "」", "だ", "→"} {
		if strings.HasPrefix(s, w) {
			return true
		}
	}
	return false
}

// fieldBegins reports whether it begins there.
func fieldBegins(s string) bool {
	if s == "" || strings.IndexByte(" (),/:", s[len(s)-1]) >= 0 {
		return true
	}
	for _, w := range [...]string{"、", "。", "・", "「", "→", "は", "として"} {
		if strings.HasSuffix(s, w) {
			return true
		}
	}
	return false
}

// companyEnds are how names of companies and places of work end.
var companyEnds = ends{detect.NewPhrases(`会社 工場 商事 商会 商店 工業 産業 電機 電設 電装 電子 物流 運輸 運送 警備 建設 工務店 製作所 製造所 精機 精密 食品 薬品 製薬 製菓 印刷 通商 化学 銀行 信用金庫 信用組合 信金 病院 医院 クリニック 役所 県庁 役場 事務所 農協 組合 ホテル 旅館 保育園 幼稚園 商社 店 郵便局 協会 法人 財団 機構 不動産 保険 証券 自動車 鉄道 交通 建材 金属 鉄工所 サービス フーズ トラベル メーカー 放送 新聞 出版 研究所 総合研究所 大学 図書館 美容院 スーパー コンビニ 営業所 板金 水産 計測 技研 ロジスティクス テック エンジニアリング システム システムズ ソフト 工営 興業 電力 ガス 物産 海運 観光 百貨店 総研 介護施設 老人ホーム`)}

// forms are the legal forms with which names of companies begin.
var forms = detect.NewPhrases(`株式会社 有限会社 合同会社 合資会社 医療法人 社会福祉法人 学校法人 一般社団法人 (株) (有)`)

// linked are what no name of a company has in it.
var linked = detect.NewPhrases(`にて として から まで での への を が は では`)

// formMost is how far before the end of its name, in bytes, the legal form of a company stands.
const formMost = 60

// company returns where the name of a company begins that ends at s[:end], -1 when
// none does.
func company(s string, end int) int {
	head := s[end-len(detect.Tail(s[:end], formMost)) : end]
	for i := len(head); i > 0; {
		_, n := utf8.DecodeLastRuneInString(head[:i])
		i -= n
		if head[i] == ' ' || strings.HasPrefix(head[i:], "、") || strings.HasPrefix(head[i:], "。") || strings.HasPrefix(head[i:], "」") {
			break
		}
		if w := forms.Begins(head[i:]); w != "" && i+len(w) < len(head) {
			if linked.In(head[i+len(w):]) {
				break
			}
			return end - len(head) + i
		}
	}
	start := runBack(s, end)
	if strings.HasPrefix(s[start:], "月") && start > 0 && s[start-1]-'0' < 10 {
		start += len("月") // 5月 ソーワ建材
	}
	if start == end || !companyEnds.EndsIn(s[start:end]) || companyEnds.Ends(s[start:end]) == s[start:end] && end-start <= len("会社") {
		return -1
	}
	return start
}

// companyOn returns where the name of a company ends that begins at s[start:], -1
// when none does: with the run, or before what is said of it.
func companyOn(s string, start int) int {
	at := start
	if w := forms.Begins(s[start:]); w != "" {
		at += len(w)
		end := runOn(s, at)
		if end == at { // 株式会社さくら
			for end < len(s) && end-at < len("さくらんぼさくら") {
				c, n := utf8.DecodeRuneInString(s[end:])
				if c < 'ぁ' || c > 'ん' {
					break
				}
				end += n
			}
			end = runOn(s, end)
		}
		return end
	}
	if end := runOn(s, at); end > at+len("会社") {
		return end
	}
	return -1
}

// worksAt takes the company that the word at s[start:end] makes somebody's.
func (r *Reader) worksAt(s string, start, end int) {
	switch s[start:end] {
	case "前職", "現職", "前々職", "勤務先", "職場は", "前の会社":
		at := end
		for _, w := range [...]string{"は", "の", "では", ":", " ", "(", "先は"} {
			if strings.HasPrefix(s[at:], w) {
				at += len(w)
			}
		}
		if to := companyOn(s, at); to > 0 && (forms.Begins(s[at:]) != "" || companyEnds.EndsIn(s[at:to]) || strings.HasPrefix(s[to:], "では")) && !strings.HasPrefix(s[to:], "(代表") {
			r.tell(detect.Career, at, to, -0.5)
		}
		return
	case "社長":
		if end < len(s) && !strings.HasPrefix(s[end:], "の") {
			return
		}
	}
	if from := company(s, start); from >= 0 && !worksHow.EndsIn(s[from:start]) {
		r.tell(detect.Career, from, start, -0.5)
	}
}

// worksHow are what stands before 勤務 and names no company.
var worksHow = ends{detect.NewPhrases(`本社 支社 支店 在宅 交替 交代 弊社 当社 同社 自社 会社 御社 貴社 当院 当店`)}

// workOf reports whether the word at s[start:end] is what the one named behind it does
// here: 対応者 看護師 国分.
func (r *Reader) workOf(s string, start, end int) bool {
	for _, at := range r.now.staff {
		if at.start <= start && end <= at.end {
			return true
		}
	}
	at := len(s) - len(strings.TrimLeft(s[end:], " :"))
	for i := r.now.from; i < len(r.items); i++ {
		if it := &r.items[i]; it.Kind == detect.PersonName && it.staff && it.pos == at {
			return true
		}
	}
	return false
}

// job takes the work at s[start:end] as somebody's.
func (r *Reader) job(s string, start, end int) {
	from := runBack(s, start)
	before, behind := s[:from], s[end:]
	years := yearsOf(behind)
	if departmentsOf[s[start:end]] && !years || before == "" && from == start && !years {
		return // 浜口（人事）, and 看護師 佐藤
	}
	if r.workOf(s, start, end) {
		return
	}
	if !years && !(fieldBegins(before) && fieldEnds(behind)) && jobBehind.Begins(behind) == "" && !(changes.In(s) && (strings.HasPrefix(behind, "から") || strings.HasPrefix(behind, "へ"))) {
		return
	}
	if from < start && forms.In(s[from:start]) {
		from = start
	}
	if r.tell(detect.Career, from, end, -0.5) {
		r.items[len(r.items)-1].thin = !years
	}
	for _, w := range [...]string{"の", "で", "にて"} {
		if rest, ok := strings.CutSuffix(before, w); ok && years {
			if at := company(s, len(rest)); at >= 0 { // 信用組合の窓口係を5年
				r.tell(detect.Career, at, len(rest), -0.5)
			}
		}
	}
}

var (
	jobBehind = detect.NewPhrases(`として で年収 で勤続 になって になり をしてい をして 一筋`)
	changes   = detect.NewPhrases(`職業変更 転職 職種変更`)
	// departmentsOf are works that name departments as well.
	departmentsOf = map[string]bool{"経理": true, "総務": true, "人事": true, "法務": true, "営業": true, "購買": true, "フロント": true, "研究開発": true, "生産管理": true, "品質管理": true, "mr": true, "sv": true, "MR": true, "SV": true}
)

// yearsOf reports whether s begins with how long somebody has done it: 経験6年, 8年, を5年.
func yearsOf(s string) bool {
	for _, w := range [...]string{"経験", "歴", "を", "として", "で", " "} {
		s = strings.TrimPrefix(s, w)
	}
	n := 0
	for n < len(s) && n < 3 && s[n]-'0' < 10 {
		n++
	}
	return n > 0 && n < 3 && strings.HasPrefix(s[n:], "年") && !strings.HasPrefix(s[n:], "年度") && !strings.HasPrefix(s[n:], "年課程") && !strings.HasPrefix(s[n:], "年制") && !strings.HasPrefix(s[n:], "年目標")
}

// skill takes the qualification at s[start:end] as somebody's.
func (r *Reader) skill(s string, start, end int) {
	for _, w := range [...]string{" ", "第"} {
		if strings.HasPrefix(s[end:], w) && len(s) > end+len(w) && s[end+len(w)]-'0' < 10 {
			end += len(w)
		}
	}
	to := end
	for to < len(s) && (s[to]-'0' < 10 || s[to] == 'N') {
		to++
	}
	for _, w := range [...]string{"級", "点", "乙種4類", "甲種", "乙種"} {
		if strings.HasPrefix(s[to:], w) {
			to += len(w)
		}
	}
	if to > end && s[to-1]-'0' < 10 && s[end] != 'N' {
		return // 簿記2024
	}
	behind := s[to:]
	if !fieldEnds(behind) && skillHad.Begins(behind) == "" && !strings.HasPrefix(behind, "(") {
		return
	}
	if r.tell(detect.Career, start, to, -0.5) {
		r.items[len(r.items)-1].thin = skillHad.Begins(behind) == "" && !dateIn(behind)
	}
}

// dateIn reports whether a bracket tells when: （平成28年）.
func dateIn(s string) bool {
	for _, w := range [...]string{"(平成", "(令和", "(昭和", "(20", "(19"} {
		if strings.HasPrefix(s, w) {
			return true
		}
	}
	return false
}

var skillHad = detect.NewPhrases(`合格 取得 あり を持 持ち を取得 を修了 修了 に合格 保有 を保有 と を有`)
