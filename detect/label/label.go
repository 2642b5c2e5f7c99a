// Package label knows what headers and labels mean: 生年月日 names birth dates,
// 利用者氏名 names the person of the record, 担当者 somebody who does his work.
//
// The words are data (dict/data/headers.tsv); this package knows how they are
// put together with the words for whose value it is and how it is written. It
// does not look at values.
package label

import (
	"slices"
	"strings"
	"unicode/utf8"

	"monban/detect"
	"monban/dict"
)

// A Lexicon finds the meaning of folded headers. It is safe for concurrent use.
type Lexicon struct {
	words   map[string]detect.Meaning
	pieces  map[string]string // of headers in Latin letters: what they mean in Japanese
	spelled map[string]string // the same, however their romaji is spelled
	longest int               // bytes of the longest word
	ends    map[rune]bool     // the last characters of the words, and of what stands behind them
	tails   map[ending]bool   // the last two characters of the words
	value   func(word string) bool
}

// An ending is the last two characters of a word, the second from last first.
type ending [2]rune

// endingOf returns the last two characters of s, 0 for one that is not there.
func endingOf(s string) ending {
	last, n := utf8.DecodeLastRuneInString(s)
	if n == len(s) {
		return ending{0, last}
	}
	before, _ := utf8.DecodeLastRuneInString(s[:len(s)-n])
	return ending{before, last}
}

// New builds a Lexicon from the header words. value reports whether a word may
// as well stand in a cell (身体障害): then the values must agree.
func New(headers []dict.Header, value func(word string) bool) *Lexicon {
	l := &Lexicon{words: make(map[string]detect.Meaning, len(headers)), ends: map[rune]bool{}, tails: map[ending]bool{}, value: value}
	l.pieces, l.spelled = latinPieces()
	for _, h := range headers {
		m := parse(h.Meaning)
		m.Term = !h.Weak && value(h.Word)
		m.Weak = h.Weak || m.Term
		m.Read = m.Kind == detect.PersonName && (m.Part == "relative" || m.Part == "staff") && slices.ContainsFunc(kana, func(k string) bool { return strings.HasSuffix(h.Word, k) })
		l.words[h.Word] = m
		l.longest = max(l.longest, len(h.Word))
		end := endingOf(h.Word)
		l.tails[end], l.ends[end[1]] = true, true
	}
	for _, behind := range slices.Concat(kana, written, coded) {
		l.ends[endingOf(behind)[1]] = true
	}
	return l
}

// parse reads a meaning as the word list writes it: "person-name/kana".
func parse(s string) detect.Meaning {
	kind, part, _ := strings.Cut(s, "/")
	if k := detect.Kind(kind); k.Index() >= 0 || k == detect.CorporateNumber {
		return detect.Meaning{Kind: k, Part: part}
	}
	return detect.Meaning{Word: kind, Part: part}
}

// whose are words before the word that names the value: they tell whose it is.
// The empty part means the person of the record.
var whose = []owner{
	{"緊急連絡先", "relative"}, {"緊急時連絡先", "relative"}, {"緊急時", "relative"}, {"保護者", "relative"}, {"家族", "relative"}, {"父", "relative"}, {"母", "relative"}, {"配偶者", "relative"},
	{"扶養", "relative"}, {"扶養親族", "relative"}, {"扶養家族", "relative"}, {"被扶養者", "relative"}, {"扶養者", "relative"}, {"受取人", "relative"}, {"保険金受取人", "relative"}, {"世帯主", "relative"}, {"連帯保証人", "relative"}, {"保証人", "relative"}, {"後見人", "relative"}, {"身元引受人", "relative"}, {"避難支援者", "relative"}, {"避難支援等実施者", "relative"}, {"承継者", "relative"}, {"承継予定者", "relative"}, {"同行者", "relative"}, {"同伴者", "relative"}, {"紹介者", "relative"}, {"送迎者", "relative"},
	{"emergencycontact", "relative"}, {"emergency", "relative"}, {"guardian", "relative"}, {"parent", "relative"}, {"beneficiary", "relative"}, {"spouse", "relative"},
	{"担当者", "staff"}, {"担当", "staff"}, {"営業担当", "staff"}, {"職員担当", "staff"}, {"支援員", "staff"}, {"相談員", "staff"}, {"記入者", "staff"}, {"作成者", "staff"}, {"承認者", "staff"}, {"代表者", "staff"}, {"管理者", "staff"}, {"講師", "staff"}, {"担任", "staff"},
	{"勤務先", "company"}, {"会社", "company"}, {"法人", "company"}, {"事業所", "company"}, {"施設", "company"}, {"本社", "company"}, {"店舗", "company"}, {"団体", "company"}, {"代理店", "company"}, {"取引先", "company"}, {"仕入先", "company"}, {"営業所", "company"}, {"営業施設", "company"}, {"営業者", "company"}, {"開設者", "company"}, {"理容所", "company"}, {"美容所", "company"}, {"クリーニング所", "company"}, {"受入企業", "company"}, {"company", "company"}, {"office", "company"}, {"store", "company"},
	{"利用者", ""}, {"ご利用者", ""}, {"患者", ""}, {"本人", ""}, {"ご本人", ""}, {"児童", ""}, {"生徒", ""}, {"学生", ""}, {"園児", ""}, {"お客様", ""}, {"顧客", ""}, {"会員", ""}, {"申込者", ""}, {"申請者", ""},
	{"応募者", ""}, {"候補者", ""}, {"参加者", ""}, {"受講者", ""}, {"受講生", ""}, {"対象者", ""}, {"従業員", ""}, {"社員", ""}, {"職員", ""}, {"契約者", ""}, {"被保険者", ""}, {"入居者", ""}, {"入所者", ""}, {"登録者", ""}, {"寄附者", ""}, {"購入者", ""}, {"注文者", ""},
	{"利用児", ""}, {"対象児", ""}, {"対象児童", ""}, {"あなた", ""}, {"受診者", ""}, {"受検者", ""}, {"届出者", ""}, {"届出人", ""}, {"申立人", ""}, {"加入者", ""}, {"入会者", ""}, {"賃借人", ""}, {"借受人", ""}, {"委任者", ""}, {"入園児", ""}, {"幼児", ""}, {"乳児", ""}, {"当事者", ""}, {"ご入居者", ""}, {"通所者", ""},
	{"患児", ""}, {"児", ""}, {"お子様", ""}, {"お子さま", ""}, {"子", ""}, {"来談者", ""}, {"相談者", ""}, {"受験者", ""}, {"受験生", ""}, {"求職者", ""}, {"訓練生", ""}, {"研修生", ""}, {"実習生", ""}, {"選手", ""}, {"部員", ""}, {"借主", ""}, {"納税義務者", ""}, {"受給者", ""}, {"認定者", ""}, {"体験者", ""}, {"見学者", ""}, {"寄付者", ""}, {"被後見人", ""}, {"退職者", ""}, {"内定者", ""},
	{"住所", ""}, {"ご依頼主", ""}, {"届け先", ""}, {"お届け先", ""}, {"送付先", ""}, {"配送先", ""}, {"自宅", "home"}, {"現", ""}, {"現在", ""}, {"個人", "home"}, {"連絡先", ""}, {"user", ""}, {"customer", ""}, {"member", ""}, {"student", ""}, {"patient", ""}, {"employee", ""}, {"applicant", ""}, {"candidate", ""}, {"client", ""}, {"home", "home"}, {"personal", "home"}, {"my", ""}, {"contact", ""},
}

// An owner is a word that tells whose a value is, and the part for it.
type owner struct{ word, part string }

// whoseBy holds whose by their first characters.
var whoseBy = func() map[rune][]owner {
	m := map[rune][]owner{}
	for _, w := range whose {
		r, _ := utf8.DecodeRuneInString(w.word)
		m[r] = append(m[r], w)
	}
	return m
}()

// written are words behind the word that names the value: they tell how it is
// written, or count it.
var written = []string{
	"漢字", "和暦", "西暦", "全角", "半角", "任意", "必須", "欄", "等", "など", "優先", "清音化", "表記", "日本人", "外国人", "情報", "ご記入", "記入", "入力", "本人", "自宅", "アンケート", "調査", "hash", "text", "value", "1", "2", "3", "一", "①", "②", "name", "no", "様",
}

// asking are the ends of headers that are questions: お名前をご記入ください.
var asking = []string{
	"をご記入ください", "を記入してください", "をご記入下さい", "をご入力ください", "を入力してください", "をご入力下さい", "をお書きください", "を書いてください", "をお書き下さい",
	"を教えてください", "をお教えください", "を教えて下さい", "をお聞かせください", "をお知らせください", "をお選びください", "を選択してください", "を選んでください", "をご選択ください", "をご記載ください", "をお願いします", "をお願いいたします", "は何ですか", "はありますか", "は",
}

var kana = []string{"カタカナ", "ひらがな", "カナ", "かな", "フリガナ", "ふりがな", "kana", "セイメイ", "ヨミ", "よみ", "読み"}

// Meaning tells what a header means, given as ja.Key folds it. exact is false
// when only a part of the header is known.
func (l *Lexicon) Meaning(key string) (m detect.Meaning, exact, ok bool) {
	if key == "" || utf8.RuneCountInString(key) > 30 {
		return m, false, false
	}
	if m, ok := l.words[key]; ok {
		return m, true, true
	}
	if onScreen(key) {
		return detect.Meaning{Word: "screen"}, true, true
	}
	if strings.HasSuffix(key, "い") || strings.HasSuffix(key, "します") || strings.HasSuffix(key, "は") || strings.HasSuffix(key, "か") {
		for _, w := range asking {
			if s, ok := strings.CutSuffix(key, w); ok {
				return l.Meaning(s)
			}
		}
	}
	end := endingOf(key)
	ends := l.ends[end[1]] // else it is no word, and ends with none: most cells are known by that to be no header
	if ends {
		if m, ok := l.composed(key); ok {
			if m.Kind.Special() && l.value(key) { // 要介護2 is what 要介護 says
				m.Term, m.Weak = true, true
			}
			return m, true, true
		}
	}
	if ends && strings.Contains(key, "の") {
		if m, exact, ok := l.Meaning(strings.ReplaceAll(key, "の", "")); exact && m.Personal() {
			return m, exact, ok // 雇用保険の被保険者番号
		}
	}
	if i := parted(key); i > 0 { // 氏名・フリガナ, 年齢/歳: the first word counts
		if m, ok := l.plain(key[:i]); ok {
			if rest, ok := l.plain(strings.TrimLeft(key[i:], "・/,&")); ok && (m.Kind == rest.Kind && m.Part != "" && rest.Part == "" || m.Weak && (!rest.Weak || rest.Term) && rest.Kind.Special() || m.Kind == detect.Address && m.Part == "city" && rest.Kind == m.Kind) {
				m = rest // 金融機関・口座番号: the whole counts, not its part; 障害の状況・診断名: the surer word
			}
			return m, true, true
		}
	}
	if m, ok := l.latin(key); ok {
		return m, true, true
	}
	if ends && l.tails[end] {
		if m, ok := l.tail(key); ok {
			return m, false, true
		}
	}
	return m, false, false
}

// parted returns the place of the first of ・ / , & in s, -1 when there is none.
func parted(s string) int {
	for i := range len(s) {
		switch s[i] {
		case '/', ',', '&':
			return i
		case "・"[0]:
			if strings.HasPrefix(s[i:], "・") {
				return i
			}
		}
	}
	return -1
}

// composed knows headers made of whose, what and how: 保護者氏名カナ.
func (l *Lexicon) composed(key string) (detect.Meaning, bool) {
	rest := key
	for _, k := range kana {
		if s, ok := strings.CutSuffix(rest, k); ok {
			m, ok := l.plain(s)
			for _, w := range written {
				if !ok && strings.HasSuffix(s, w) { // 口座名義（半角カナ）
					m, ok = l.plain(strings.TrimSuffix(s, w))
				}
			}
			if ok && m.Kind == detect.PersonName {
				m.Part = strings.TrimPrefix(m.Part+"-kana", "-")
				if m.Part == "relative-kana" || m.Part == "staff-kana" {
					m.Part, m.Read = strings.TrimSuffix(m.Part, "-kana"), true
				}
				return m, true
			} else if ok && (m.Word != "" && !m.Weak || readable.Has(m.Kind)) {
				return m, true // 商品名カナ, 住所方書カナ: nobody's name
			}
		}
	}
	for _, w := range written {
		if s, ok := strings.CutSuffix(rest, w); ok && s != "" {
			if m, ok := l.composed(s); ok { // 氏名フリガナ優先清音化
				return m, true
			}
		}
	}
	for _, w := range coded {
		if s, ok := strings.CutSuffix(rest, w); ok {
			if m, ok := l.plain(s); ok && !m.Weak && coding.Has(m.Kind) {
				return m, true
			}
		}
	}
	if s, ok := strings.CutSuffix(rest, "cd"); ok && s != "" {
		if m, ok := l.plain(s + "コード"); ok { // スタッフCD
			return m, true
		}
	}
	return l.plain(rest)
}

// readable are the kinds besides names of which exports have a reading as well.
var readable = detect.SetOf(detect.Address, detect.BankAccount, detect.Hospital, detect.Diagnosis, detect.Disability, detect.Medication)

// coded stand behind what a column holds as codes of a list: 要介護状態区分コード. What
// kinds of data are kept so, coding says.
var (
	coded  = []string{"コード", "区分", "cd"}
	coding = detect.SetOf(detect.Sex, detect.Disability, detect.DisabilityCertificate, detect.WelfareCertificate)
)

// plain knows whose + what, and what alone.
func (l *Lexicon) plain(key string) (detect.Meaning, bool) {
	if m, ok := l.words[key]; ok {
		return m, true
	}
	best, found := detect.Meaning{}, false
	r, _ := utf8.DecodeRuneInString(key)
	for _, w := range whoseBy[r] {
		s, ok := strings.CutPrefix(key, w.word)
		if !ok || s == "" {
			continue
		}
		m, ok := l.words[behind(s)]
		if !ok {
			continue
		}
		if w.word == "住所" && m.Kind != detect.Address && m.Kind != detect.PostalCode && m.Word != "code" {
			continue // 住所(請求先)
		}
		if w.part == "company" && s == "名" { // 受入企業名
			return detect.Meaning{Word: "company"}, true
		}
		best, found = owned(m, w.part), true
		best.Weak = m.Weak && (w.part == "company" || w.word == "現") // 現等級 is no surer than 等級
	}
	if s, ok := strings.CutPrefix(key, "ご"); ok && !found && len(s) >= len("住所") { // ご購入者電話番号
		return l.plain(s)
	}
	return best, found
}

// behind cuts off what may stand between the word for whose a value is and the one
// for what it is: 避難支援者1氏名, 保護者の方のお名前, お子様の生年月日.
func behind(s string) string {
	s = strings.TrimLeft(s, "123")
	for _, w := range [...]string{"の方の", "の方", "様の", "さんの", "の"} {
		if rest, ok := strings.CutPrefix(s, w); ok {
			return rest
		}
	}
	return s
}

// Owned gives a meaning the owner that a group header or a prefix names.
func owned(m detect.Meaning, part string) detect.Meaning {
	if part == "" || m.Kind == "" {
		return m
	}
	if m.Part == "" || part != "home" {
		m.Read = m.Kind == detect.PersonName && m.Alias()
		m.Part = part
	}
	return m
}

// tail finds the longest known word at the end of a header: 通院している病院名.
func (l *Lexicon) tail(key string) (detect.Meaning, bool) {
	for i := range key {
		if i == 0 || len(key)-i > l.longest {
			continue
		}
		s := key[i:]
		if utf8.RuneCountInString(s) < 2 || s[0] < utf8.RuneSelf && len(s) < 4 {
			return detect.Meaning{}, false
		}
		if m, ok := l.words[s]; ok && !m.Weak {
			if m.Kind == detect.BirthDate && (s == "bdate" || s == "bday") && endsInB.Ends(key[:i+1]) != "" {
				return detect.Meaning{}, false // pubDate: the b is not that of birth
			}
			if m.Kind == detect.PersonName && strings.HasPrefix(m.Part, "given") && !l.named(key[:i]) {
				return detect.Meaning{}, false // イベント名カナ is read, and no given name
			}
			m.Weak = m.Kind != "" // the values must agree
			return m, true
		}
	}
	return detect.Meaning{}, false
}

// endsInB are words of headers before a date.
var endsInB = detect.NewPhrases(`pub web club db job sub lab tab hub blob mob grab`)

// named reports whether a word asks for a name: 氏名 before 名（漢字）.
func (l *Lexicon) named(word string) bool {
	m, ok := l.plain(word)
	return ok && m.Kind == detect.PersonName
}
