package ident

import (
	"regexp"
	"strings"

	"monban/detect"
)

var bankWords = detect.NewWords(`口座番号 口座no 口座 給与振込 給与振込先 給与口座 振込口座 還付先 還付口座 返金先 引落口座 引き落とし口座 振替口座 銀行口座 口座情報 受取口座 普通預金 銀行 支店 信用金庫 信金 信用組合 農協 労働金庫 口座名義 名義 account_no account_number accountno bank_account bankaccount kouza koza`)

// payees are words around the account of a company, which it prints on its bills.
var payees = detect.NewWords(detect.LegalForms, firmWords, `振込先 お振込先 お振り込み先 振込み先 振込先口座 お支払先 お支払い先 支払先 注文番号 口座数 証券コード 品番 勘定科目 勘定コード 科目コード`)

var yuchoWords = detect.NewWords(`ゆうちょ ゆうちょ銀行 郵便局 郵便貯金 通常貯金 通帳 記号番号 口座 振替口座 口座記号番号 貯金`)

// typed is what stands before an account behind its kind: 普通, 普通預金 口座番号：.
var typed = regexp.MustCompile(`(?:普通|当座|貯蓄|定期|\(普\)|\(当\))(?:預金)?(?:口座)?[ 、,:/()のはで]{0,3}(?:口座)?(?:番号|No\.?|no\.?)?(?:(?:を[^0-9。、]{2,4}ところ|ですが|については)、?(?:正しくは)?)?[ \t:=、は【]{0,3}$`)

// savingsBook is a postal savings account: 14030-12345671, 記号 14030 番号 12345671.
var savingsBook = regexp.MustCompile(`^([01][0-9]{3}0)(?:[ \-]{1,3}(?:[0-9] ?- ?)?|[ 、,]{0,3}番号 {0,2}[:=]? {0,2})([0-9]{1,7}1)`)

var bankAccount = detect.Rule{
	Name: "bank-account", Kind: detect.BankAccount, Needs: detect.HasDigit, Digits: 5,
	Doc: detect.Doc{
		Title: "Bank account: bank, branch, kind and 7 digits", TitleJa: "銀行口座（銀行・支店・種別・7桁、ゆうちょの記号番号）",
		Hit: []string{
			"みどり銀行 あおば支店 普通 1234567", "口座番号：1234567", "普通預金 7654321 ヤマダ タロウ", "給与振込口座 0001-234-5678901", "○○信用金庫 本店 普通預金口座 No.0123456", "口座番号 0012345", "(普)1234567 口座名義 山田花子", "account number: 1234567",
			"ゆうちょ 記号 14030 番号 12345671", "ゆうちょ銀行 記号 16321 番号 49167361", "記号番号 14030-12345671", "ゆうちょ銀行 10160-11", "引落口座 当座 2345678", "還付先口座：○○農協 普通 3456789", "奨学金の振込口座：わかば銀行 大学前支店 普通 1290773", "保険金のお振込先 みどり銀行 本店 普通 1234568", "解約する口座は普通の3108842です", "振込口座も6120847へ変えたいそうです", "旧口座7751036は月末で解約", "佐々木様 みどり銀行 ハヤブサ支店 2380491", "口座引落は2781605のまま", "対象口座　定期 5518845", "氏名 山田花子 振込先 5548052", "佐藤様、お車代の振込先 5590584", "社員 山田花子 振込　5539021", "普通預金（口座番号　4071526）から引き出した",
		},
		Miss: []string{
			"1234567", "口座番号", "口座番号：", "普通 3名", "普通郵便 1234567", "お振込先：みどり銀行 あおば支店 普通 1234567 株式会社みどり", "口座数 1234567", "14035-12345671", "140301-2345671", "口座開設 2024年", "勘定科目 1234567", "支店コード 123", "普通車 1234567台", "普通の1234567件", "1234-567-1234567", "口座番号は7桁", "12340-1", "郵便番号 150-0041", "口座1234567件", "口座を12345678に変更", "銀行の1234567株", "定期 1234567", "振込 1250000", "振込先 1234567 株式会社みどり", "振込 1234567円", "通勤定期 1234567", "保険証 記号 21700 番号 12345", "部品 記号 16321 番号 49167361",
		},
		Source: "全国銀行協会 振込様式; ゆうちょ銀行 記号番号から振込用の店名・口座番号への変換",
	},
	Find: findAccount,
}

func findAccount(t *detect.Text, found func(detect.Match)) {
	s := t.Norm
	business := func(m detect.Match) {
		around := near(s, m)
		if current.In(detect.Tail(s[:m.Start], 60)) && !personal.In(around) && !personal.In(t.Label) {
			m.Evidence = m.Evidence&^detect.Context | detect.NegativeContext
		}
		if companyBehind.MatchString(detect.Head(s[m.End:], 60)) || t.Label == "" && (payees.In(t.Before) || payees.In(around)) && !personal.In(around) && !holder(s[m.End:]) && (firm.In(around) || !personal.In(t.Before) && !called.In(around)) {
			m.Evidence = m.Evidence&^detect.Context | detect.NegativeContext
		}
		found(m)
	}
	accountsByKind(t, business)
	savingsBooks(t, business)
	accountsTold(t, business)
	for i, r := range t.Digits() {
		if r.Len() != 4 {
			continue
		}
		if end, sep := groups(t, i, 4, 3, 7); end > 0 && sep != '.' {
			business(detect.Match{Start: r.Start, End: end, Odds: -2.2, Key: digitsOf(s[r.Start:end]), Evidence: t.Around(r.Start, end, bankWords, payees)})
		}
	}
	fields(t, accountWords, accountAgainst, func(start, end int, e detect.Evidence) {
		key, ok := number(s[start:end], 7, 6, 8, 5)
		if !ok || strings.IndexByte(s[start:end], '-') >= 0 || counter(s[end:]) || len(key) != 7 && t.Label == "" || allSame(key) || kindBefore(s[:start]) {
			return
		}
		odds := -1.6
		if len(key) != 7 {
			odds = -2.6
		}
		business(detect.Match{Start: start, End: end, Odds: odds, Key: key, Evidence: e})
	})
	fields(t, transferWords, accountAgainst, func(start, end int, e detect.Evidence) {
		key := s[start:end]
		if n, ok := code(key, 7, 7); !ok || n != 7 || counter(s[end:]) || allSame(key) || strings.HasSuffix(key, "00") || kindBefore(s[:start]) || t.Label == "" && !personal.In(t.Before) && !personal.In(s[:start]) && !called.In(s[:start]) {
			return
		}
		business(detect.Match{Start: start, End: end, Odds: -1.9, Key: key, Evidence: e &^ detect.Label})
	})
}

// told are words behind which a sentence gives the number of an account.
var told = detect.NewWords(`口座 旧口座 新口座 振込口座 預金口座 給与口座 振替口座 引落口座 口座引落 口座振替 通帳 支店 出張所 本店 銀行 信金 信用金庫 信用組合 信組 農協 労金 労働金庫 jaバンク`)

// branches have numbers of their own where no bank is named before them.
var (
	branches = map[string]bool{"支店": true, "本店": true, "出張所": true}
	banks    = detect.NewPhrases(`銀行 信金 信用金庫 信用組合 信組 農協 労金 労働金庫 JA`)
)

// toldLink is what may stand between such a word and a number of seven digits.
var toldLink = regexp.MustCompile(`^(?:引落|引き落とし|振替)?(?:は|が|も|を|の番号は)?[ :「]{0,2}([0-9]{7})(?:[、,・][ 「]?([0-9]{7}))?`)

// seen tells that somebody has looked at the book of an account.
var seen = regexp.MustCompile(`^(?:を)?(?:見せてもらったら|見たら|確認したら|を確認すると|の写しでは|では)[ :「]{0,2}([0-9]{7})`)

// accountsTold finds numbers that a sentence calls an account: 口座は1234567のまま.
func accountsTold(t *detect.Text, found func(detect.Match)) {
	s := t.Norm
	t.Each(told, func(word, at int) {
		rest := detect.Head(s[at:], 60)
		if branches[s[word:at]] && !banks.In(detect.Tail(s[:word], 60)) {
			return // of a shop
		}
		g := toldLink.FindStringSubmatchIndex(rest)
		if g == nil && s[word:at] == "通帳" {
			g = seen.FindStringSubmatchIndex(rest)
		}
		for i := 2; i+1 < len(g); i += 2 {
			if g[i] < 0 {
				continue
			}
			start, end := at+g[i], at+g[i+1]
			if key := s[start:end]; t.Bounded(start, end) && !counter(s[end:]) && !allSame(key) && !strings.HasPrefix(s[end:], "株") && !strings.HasPrefix(s[end:], "台") {
				found(detect.Match{Start: start, End: end, Odds: -1.5, Key: key, Evidence: detect.Context})
			}
		}
	})
}

// current are words of accounts that hardly anybody but a firm has.
var current = detect.NewWords(`当座 (当)`)

// near is the part of s in which the words around an account are read.
func near(s string, m detect.Match) string {
	from := m.Start - len(detect.Tail(s[:m.Start], 240))
	return s[from : m.End+len(detect.Head(s[m.End:], 150))]
}

// holder reports whether the name of a person in katakana follows an account.
func holder(s string) bool {
	at := holderName.FindStringIndex(detect.Head(s, 90))
	return at != nil && !companyKana.In(s[at[0]:at[1]])
}

var (
	holderName = regexp.MustCompile(`^[ 、,:)]{0,4}(?:口座)?(?:名義)?人?[ 、,:)]{0,4}[ァ-ヶー]{2,10} [ァ-ヶー]{2,10}(?:[^ァ-ヶー]|$)`)
	// companyBehind is the kana of what a holder is who is no person: カ)サトウシステム.
	companyBehind = regexp.MustCompile(`^[ 、,:)]{0,4}(?:口座)?(?:名義)?人?[ 、,:)]{0,4}(?:(?:カ|ユ|ド|ザイ|シヤ|シャ|フク|ガク|イ|トクヒ)\)|[ァ-ヶー ]{2,20}\((?:カ|ユ|ド)(?:\)|$| ))`)
	companyKana   = detect.NewWords(`カブシキ ユウゲン ゴウドウ ザイダン シャダン キョウカイ クミアイ ホウジン センター ジムキョク`)
)

// called are the honorifics behind the name of whom an account is told, unless a
// firm is named beside it.
var called = detect.NewPhrases(`様 さん 氏`)

// firm are those of payees that only a company's account has around it.
var firm = detect.NewWords(detect.LegalForms, firmWords)

const firmWords = `弊社 当社 カ) 協会 組合 事務局 請求書 ご請求 寄付 寄附 募金 会費 参加費`

// personal are words that make an account a person's, even beside a company.
var personal = detect.NewWords(`給与 給与振込 日給 時給 前払い申請 解約返戻金 返戻金 児童手当 契約者 被相続人 退会 ご来店 社員 従業員 氏名 還付 返金 利用者 保護者 受給者 被保険者 引落口座 本人 マイナンバー 個人番号 入社 退職 転職 立替 立替分 奨学金 保険金 給付金 入院給付金 手術 入院 手当金 扶養 生年月日`)

var accountWords = detect.NewWords(`口座番号 口座no 口座no. 銀行口座 振込口座 給与振込口座 還付先口座 account_no account_number accountno accountnumber bank_account bankaccount kouza_no`)

// transferWords are in front of the number of an account alone, and of what is paid.
var transferWords = detect.NewWords(`振込先 お振込先 振り込み先 振込 お振込`)

var accountAgainst = detect.NewWords(`口座数 口座開設 口座名義 口座種別 口座区分 証券口座 アカウント`)

// kindBefore tells that accountsByKind has read the number.
func kindBefore(s string) bool {
	s = s[max(0, len(s)-60):]
	return strings.Contains(s, "普通") || strings.Contains(s, "当座") || strings.Contains(s, "貯蓄") || strings.Contains(s, "(普)") || strings.Contains(s, "(当)")
}

func accountsByKind(t *detect.Text, found func(detect.Match)) {
	s := t.Norm
	for _, r := range t.Digits() {
		if n := r.Len(); n < 6 || n > 8 {
			continue
		}
		before := detect.Tail(s[:r.Start], 60)
		if !strings.Contains(before, "普") && !strings.Contains(before, "当") && !strings.Contains(before, "貯") && !strings.Contains(before, "定期") {
			continue
		}
		if !typed.MatchString(before) || !t.Bounded(r.Start, r.End) || counter(s[r.End:]) || strings.HasPrefix(s[r.End:], "台") {
			continue
		}
		m := detect.Match{Start: r.Start, End: r.End, Odds: 0.1, Key: s[r.Start:r.End]}
		if r.Len() != 7 || strings.HasSuffix(strings.TrimRight(before, " :"), "定期") {
			m.Odds = -2 // 定期 is a season ticket, too
		}
		if t.Labelled(bankWords, payees) {
			m.Evidence = detect.Label
		} else if bankWords.In(detect.Tail(s[:r.Start], 120)) || bankWords.In(detect.Head(s[r.End:], 45)) {
			m.Evidence = detect.Context
		}
		found(m)
	}
}

func savingsBooks(t *detect.Text, found func(detect.Match)) {
	s := t.Norm
	for _, r := range t.Digits() {
		if r.Len() != 5 {
			continue
		}
		if s[r.Start] > '1' || s[r.End-1] != '0' {
			spelled(t, r.Start, found)
			continue
		}
		g := savingsBook.FindStringSubmatchIndex(detect.Head(s[r.Start:], 60))
		if g == nil || !t.Bounded(r.Start, r.Start+g[5]) {
			continue
		}
		symbol, book := s[r.Start:r.End], s[r.Start+g[4]:r.Start+g[5]]
		m := detect.Match{Start: r.Start, End: r.Start + g[5], Odds: -3.4, Key: symbol + book}
		m.Evidence = t.Around(m.Start, m.End, yuchoWords, things)
		if yucho(symbol, book) {
			m.Evidence |= detect.CheckDigit
		}
		if m.Evidence&detect.Context == 0 && strings.HasSuffix(strings.TrimRight(s[:r.Start], " :="), "記号") {
			m.Evidence |= detect.Context | detect.Label
		}
		found(m)
	}
}

// spelledBook is a postal savings account whose two numbers are called by name.
var spelledBook = regexp.MustCompile(`^[0-9]{5}[ 、,/]{0,3}番号 {0,2}[:=]? {0,2}([0-9]{2,8})`)

// spelled reads a postal savings account by its words where its numbers are of no form
// that is known: ゆうちょ銀行 記号 16321 番号 49167361. Without the bank they are those of
// an insurance.
func spelled(t *detect.Text, start int, found func(detect.Match)) {
	s := t.Norm
	if !strings.HasSuffix(strings.TrimRight(s[:start], " :="), "記号") {
		return
	}
	g := spelledBook.FindStringSubmatchIndex(detect.Head(s[start:], 60))
	if g == nil || !t.Bounded(start, start+g[3]) {
		return
	}
	if e := t.Around(start, start+g[3], yuchoWords, things); e&detect.Context != 0 && e&detect.NegativeContext == 0 && strings.Contains(s[max(0, start-spelledNear):start], "ゆうちょ") {
		found(detect.Match{Start: start, End: start + g[3], Odds: -3.4, Evidence: e | detect.Label, Key: s[start:start+5] + s[start+g[2]:start+g[3]]})
	}
}

// spelledNear is how far before such an account, in bytes, its bank is named.
const spelledNear = 80
