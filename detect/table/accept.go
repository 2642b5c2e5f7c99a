package table

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"monban/detect"
	"monban/extract"
)

// accept reports whether a value can be what its header or label says, and
// gives the form in which equal values are equal. The header is believed as to
// the kind; a value is refused when it cannot be it: a blank of a form, a list
// of choices, a note.
func (r *Reader) accept(m detect.Meaning, t *detect.Text) (key string, ok bool) {
	v := detect.Trim(t.Norm)
	if v == "" || t.Chars&detect.HasDigit == 0 && (!r.senses.Says(v) || !plainWord(v, t.Chars) && blankForm(v)) {
		return "", false
	}
	if instance(v) || t.Chars&detect.HasOther != 0 && m.Kind != detect.Sex && r.denies(v) || printed(m.Kind, v) {
		return "", false
	}
	switch m.Kind {
	case detect.PersonName:
		if m.Part == "family" || m.Part == "given" || m.Part == "family-kana" || m.Part == "given-kana" {
			return r.senses.FoldName(v), t.Chars&(detect.HasDigit|detect.HasAt) == 0 && utf8.RuneCountInString(v) <= 12
		}
		if v = nameHead(v); !r.senses.NameShape(v) || grouped(v) || unlet(v) {
			return "", false
		}
		return r.senses.FoldName(v), true
	case detect.Sex:
		return sexOf(v)
	case detect.Phone:
		if strings.HasPrefix(v, "000") {
			return "", false // the blank of a form
		}
		return phoneOf(t, v)
	case detect.PostalCode:
		d := digitsOf(v)
		return d, len(d) == 7 || t.Type == extract.Number && len(d) == 6
	}
	switch m.Kind {
	case detect.BirthDate:
		if m.Part != "" && m.Whose() == detect.Subject {
			return digitsOf(v), atMost(v, 6)
		}
		key, year, ok := r.senses.Date(t, true)
		if !ok && len(v) == len("12JAN85") {
			key, ok = r.airDate(v)
			return key, ok
		}
		if !ok && atMost(v, 8) && monthDay(v) {
			return "", true
		}
		return key, ok && year >= 1880
	case detect.Age:
		d := digitsOf(v)
		a, err := strconv.Atoi(d)
		return d, err == nil && a <= 120 && atMost(v, 8) && !limit(v)
	case detect.Email:
		at := strings.IndexByte(v, '@')
		return strings.ToLower(v), at > 0 && strings.IndexByte(v[at:], '.') > 0 && atMost(v, 254)
	case detect.MyNumber:
		d := digitsOf(v)
		if len(d) == 11 && t.Type == extract.Number {
			d = "0" + d
		}
		return d, len(d) == 12 && atMost(v, 16) && d != "000000000000"
	case detect.DriversLicence, detect.Passport, detect.ResidenceCard, detect.PensionNumber, detect.EmploymentInsurance,
		detect.CareInsurance, detect.ResidentRecordCode, detect.BankAccount, detect.CreditCard, detect.StudentNumber,
		detect.EmployeeNumber, detect.PatientNumber, detect.InsurancePolicy, detect.HealthInsurance, detect.LoginID:
		if m.Part != "" && m.Kind == detect.BankAccount {
			return "", atMost(v, 40)
		}
		if m.Kind == detect.LoginID && (t.Chars&detect.HasHiragana != 0 || r.wording(v)) || m.Kind == detect.DriversLicence && granted(v) || t.Type == extract.Date || slashed(v) {
			return "", false
		}
		return strings.ToUpper(strings.ReplaceAll(strings.ReplaceAll(v, " ", ""), "-", "")), atLeast(v, 2) && atMost(v, 40) && (t.Chars&detect.HasDigit != 0 || m.Kind == detect.LoginID || m.Kind == detect.BankAccount)
	case detect.Password:
		return "", atLeast(v, 3) && !strings.Contains(v, " ") && t.Chars&(detect.HasKanji|detect.HasHiragana) == 0 && !r.wording(v) // the words of a screen
	case detect.Address:
		if circles(v, t.Chars) {
			return "", false
		}
		return v, t.Chars&detect.HasAt == 0 && atLeast(v, 2) && t.Chars&(detect.HasKanji|detect.HasKatakana|detect.HasHiragana|detect.HasLatin) != 0 || m.Part != "" && atMost(v, 40)
	case detect.Salary:
		return "", t.Chars&detect.HasDigit != 0 && atMost(v, 40) && !graduates.In(v) && !strings.HasSuffix(v, "h") && !strings.HasSuffix(v, "時間") && !strings.HasSuffix(v, "につき")
	case detect.Nationality, detect.Race:
		return "", t.Chars&detect.HasDigit == 0 && atMost(v, 20)
	}
	if m.Kind == detect.Family && t.Chars&detect.HasDigit != 0 && t.Chars&(detect.HasKanji|detect.HasHiragana|detect.HasKatakana) == 0 {
		return "", false // the number of a household
	}
	// Kinds that are words: anything that says something, but for bare numbers
	// other than grades and results.
	if t.Chars&^(detect.HasDigit|detect.HasHyphen|detect.HasSpace|detect.HasOther) == 0 && t.Chars&detect.HasDigit != 0 {
		switch m.Kind {
		case detect.DisabilityCertificate, detect.WelfareCertificate, detect.HealthCheck, detect.Family, detect.JobOffer:
			return "", atMost(v, 20)
		case detect.Creed: // the day on which somebody was baptised, the number that a temple gave him
			_, _, ok := r.senses.Date(t, true)
			return "", ok || !m.Weak && atMost(v, 12)
		}
		return "", false
	}
	return "", true
}

// slashed reports whether a value is a date and no number: 2031/02/09, 2031-02-09 beside the
// word for a passport is the day on which it ends.
func slashed(v string) bool {
	if len(v) < 8 || len(v) > 10 {
		return false
	}
	sep := v[4]
	switch sep {
	case '/':
		return strings.LastIndexByte(v, '/') > 5 && strings.Trim(v, "0123456789/") == ""
	case '-', '.': // so are the parts of numbers written: a year, a month and a day only
		year, rest, _ := strings.Cut(v, string(sep))
		month, day, ok := strings.Cut(rest, string(sep))
		m, err := strconv.Atoi(month)
		d, err2 := strconv.Atoi(day)
		return ok && (strings.HasPrefix(year, "19") || strings.HasPrefix(year, "20")) && err == nil && err2 == nil && m >= 1 && m <= 12 && d >= 1 && d <= 31
	}
	return false
}

// granted reports whether a number is that of a firm's licence, which a minister
// or a governor grants: 長野県知事(3)第12345号.
func granted(v string) bool {
	return strings.Contains(v, "知事") || strings.Contains(v, "大臣") || strings.Contains(v, "市長")
}

// denies reports whether the one box that is ticked says that there is nothing:
// ■無 □有(等級), はい・☑いいえ.
func (r *Reader) denies(v string) bool {
	if !strings.ContainsAny(v, "□☐") || !strings.ContainsAny(v, "■☑☒") {
		return false
	}
	choice := tickedOf(v)
	if i := strings.IndexAny(choice, "(（"); i > 0 {
		choice = choice[:i]
	}
	return choice == "いいえ" || choice == "非該当" || choice != "" && !r.senses.Says(choice)
}

// airDate reads a date of birth as airlines write it, with two digits for a year
// that is past.
func (r *Reader) airDate(v string) (key string, ok bool) {
	const months = "JANFEBMARAPRMAYJUNJULAUGSEPOCTNOVDEC"
	m := strings.Index(months, strings.ToUpper(v[2:5]))
	day, err := strconv.Atoi(v[:2])
	year, err2 := strconv.Atoi(v[5:])
	if m < 0 || m%3 != 0 || err != nil || err2 != nil || day < 1 || day > 31 || year < 0 {
		return "", false
	}
	if year += 2000; year > r.year {
		year -= 100
	}
	return fmt.Sprintf("%04d-%02d-%02d", year, m/3+1, day), true
}

// monthDay reports a birthday without its year: 5/14, 05-14, 5月14日.
func monthDay(v string) bool {
	v = strings.TrimSuffix(v, "日")
	for _, sep := range [...]string{"/", "-", "月"} {
		if m, d, ok := strings.Cut(v, sep); ok {
			month, err := strconv.Atoi(m)
			day, err2 := strconv.Atoi(d)
			return err == nil && err2 == nil && month >= 1 && month <= 12 && day >= 1 && day <= 31
		}
	}
	return false
}

// atMost and atLeast compare the number of characters of a value; mostly that of
// its bytes tells.
func atMost(v string, n int) bool { return len(v) <= n || utf8.RuneCountInString(v) <= n }

func atLeast(v string, n int) bool { return len(v) >= n*utf8.UTFMax || utf8.RuneCountInString(v) >= n }

// circles reports whether a value has marks in place of its words, as an example
// in a form has: ○○県○○市.
func circles(v string, chars detect.Chars) bool {
	if chars&detect.HasOther == 0 { // 〇 is a number, too
		return strings.Contains(v, "〇〇")
	}
	for _, w := range []string{"○○", "〇〇", "◯◯", "××", "△△", "□□", "●●"} {
		if strings.Contains(v, w) {
			return true
		}
	}
	return false
}

// limit reports whether a value is a condition and no age: 59歳以下, 18歳以上.
func limit(v string) bool {
	for _, w := range []string{"以上", "以下", "未満", "まで", "~", "〜", "-", "+", "不問"} {
		if strings.Contains(v, w) {
			return true
		}
	}
	return false
}

// plainWord reports whether a value surely is no blank of a form, by its first
// character: it has no sign, and begins with no word of a date.
func plainWord(v string, chars detect.Chars) bool {
	if chars&detect.HasOther != 0 {
		return false
	}
	switch c, _ := utf8.DecodeRuneInString(v); c {
	case ' ', '年', '月', '日', '生', '時', '分', '歳', '才', '円', '様', '頃', '満', '約', '現', '第', '人', '名', '級', '号', '回', '(', '@', '〒', '明', '治', '大', '正', '昭', '和', '平', '成', '令', '西', '暦':
		return false
	}
	return true
}

// blankForm reports whether a value is the print of a form that nobody filled
// in: boxes without a tick, choices side by side, blanks for a date.
func blankForm(v string) bool {
	if len(v) > 120 {
		return false
	}
	box, tick, era, either, content := false, false, false, false, 0
	for _, r := range v {
		switch r {
		case '□', '☐':
			box = true
		case '■', '☑', '☒', '✓', '✔':
			tick = true
		case '・', '/':
			either = true
		case ' ', '　', '年', '月', '日', '生', '時', '分', '歳', '才', '(', ')', '（', '）', ':', '：', '-', '〒', '~', '〜', '円', '様', '頃', '_', '＿', '@', '満', '約', '現', '在', '第', '人', '級', '号', '回', '印':
		case '明', '大', '昭', '平', '令', '西':
			era = true
			content++
		default:
			content++
		}
	}
	if box && !tick {
		return true
	}
	if content > 12 {
		return false
	}
	if era {
		for _, e := range [...]string{"明治", "大正", "昭和", "平成", "令和", "西暦"} {
			content -= 2 * strings.Count(v, e)
		}
	}
	if content <= 0 {
		return true
	}
	if !either {
		return false
	}
	for _, c := range choices {
		if strings.Contains(v, c) && content <= utf8.RuneCountInString(c) {
			return true
		}
	}
	return false
}

// choices are what a form offers side by side, of which nobody has chosen. Each
// has a ・ or a stroke.
var choices = []string{"有 ・ 無", "有・無", "有/無", "有 / 無", "男・女", "男 ・ 女", "男/女", "男 / 女", "はい・いいえ", "はい/いいえ", "男・女・その他", "あり・なし", "あり/なし", "yes/no", "Yes/No", "M/F"}

// tickedOf returns the one choice of several that is ticked: ☑男 □女; "" when
// none is, or several are.
func tickedOf(v string) string {
	out := ""
	for i, r := range v {
		if r != '☑' && r != '■' && r != '☒' {
			continue
		}
		choice := v[i+utf8.RuneLen(r):]
		if end := strings.IndexAny(choice, "□☐☑■☒ "); end > 0 {
			choice = choice[:end]
		}
		if out != "" {
			return ""
		}
		out = strings.TrimSpace(choice)
	}
	return out
}

func sexOf(v string) (string, bool) {
	if strings.HasPrefix(v, "□") || strings.HasPrefix(v, "☑") || strings.HasPrefix(v, "■") || strings.HasPrefix(v, "☐") {
		v = tickedOf(v)
	}
	if len(v) >= len("(男)") { // beside 男・女 in print
		v = strings.TrimSuffix(strings.TrimPrefix(v, "("), ")")
	}
	switch strings.ToLower(v) {
	case "男", "男性", "m", "male", "男子", "♂", "おとこ", "オス", "1", "nam":
		return "m", true
	case "女", "女性", "f", "female", "女子", "♀", "おんな", "2", "nữ", "nu":
		return "f", true
	case "その他", "other", "x", "9", "0", "無回答", "回答しない", "ノンバイナリー":
		return "x", true
	}
	return "", false
}

// phoneOf takes numbers with 9 to 15 digits; a number cell has lost its zero.
func phoneOf(t *detect.Text, v string) (string, bool) {
	d := digitsOf(v)
	for _, c := range v {
		if c >= '0' && c <= '9' || strings.ContainsRune(" -().+/#*xX", c) {
			continue
		}
		if c < 0x80 && (c|0x20) >= 'a' && (c|0x20) <= 'z' || c > 0x80 {
			// 携帯 090-…, 090-…(母): words beside one number
			if len(d) < 9 || len(d) > 15 {
				return d, false
			}
		}
	}
	if strings.HasPrefix(d, "81") && strings.HasPrefix(strings.TrimSpace(v), "+") {
		d = "0" + strings.TrimPrefix(d[2:], "0")
	}
	if t.Type == extract.Number && (len(d) == 9 || len(d) == 10) && d[0] != '0' {
		d = "0" + d
	}
	return d, len(d) >= 9 && len(d) <= 22
}

// instance reports whether a value says that it shows how to fill in, (例)ポチ, or is
// what a program fills in: {{zip}} {{city}}, ${name}, <%= tel %>.
func instance(v string) bool {
	if strings.IndexByte(v, '{') >= 0 && (strings.Contains(v, "{{") || strings.Contains(v, "${") || strings.Contains(v, "{%")) || strings.IndexByte(v, '<') >= 0 && strings.Contains(v, "<%") {
		return true
	}
	for _, w := range [...]string{"(例", "例)", "例:", "例 ", "ex)", "Ex)", "e.g."} {
		if strings.HasPrefix(v, w) {
			return true
		}
	}
	return false
}

func digitsOf(v string) string {
	for i := range len(v) {
		if v[i] < '0' || v[i] > '9' {
			b := make([]byte, 0, len(v))
			for j := range len(v) {
				if v[j] >= '0' && v[j] <= '9' {
					b = append(b, v[j])
				}
			}
			return string(b)
		}
	}
	return v
}

// lostZeros reads a My Number of which a spreadsheet dropped two or three leading
// zeros, in a column whose other numbers are whole or lack one. One such number
// by itself may be anything, so that it is no reason to believe a header. What a
// spreadsheet wrote down as text (CSV, a web page) has lost them, too: there the
// header must say the same as the others.
func lostZeros(c *column, t *detect.Text) (key string, ok bool) {
	d := strings.TrimSpace(t.Norm)
	if len(d) < 9 || len(d) > 11 || digitsOf(d) != d || c.evidence&(detect.ColumnValues|detect.ColumnCheck) == 0 || t.Type != extract.Number && c.evidence&detect.ColumnHeader == 0 {
		return "", false
	}
	return "000"[:12-len(d)] + d, true
}

// graduates are words of what a company pays to those who come from each kind of school.
var graduates = detect.NewPhrases(`大学院了 院了 修士了 博士了 大学卒 大卒 高専卒 短大卒 専門卒 高校卒 高卒`)

// wording reports whether a value is a word that asks for one: パスワード, ログインID.
func (r *Reader) wording(v string) bool {
	m, exact, ok := r.senses.Meaning(r.senses.Key(v))
	return ok && exact && m.Personal()
}
