package person

import (
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"monban/detect"
	"monban/detect/ja"
	"monban/extract"
)

var birthWords = detect.NewWords(`生年月日 生年 誕生日 誕生年月日 誕生 出生 出生日 出生年月日 生まれ 生れ うまれ お生まれ 生年月 dob d.o.b birth birthday birthdate birth_date date_of_birth dateofbirth born bday seinengappi`)

// otherDates are the dates of everything but a birth.
var otherDates = detect.NewWords(`発行 発行日 更新日 更新 作成 作成日 入社 入社日 退社 退職 入学 卒業 有効期限 期限 有効期間 期間 契約 契約日 登録 登録日 交付 交付日 認定 認定日 開始 開始日 終了 終了日 納期 納品 発売 施行 改正 締切 〆切
	予定 予定日 検査 検査日 受診 受診日 診断日 初診 受付 受付日 申込 申込日 申請日 請求日 支払 支払日 出荷 発送 注文日 受注 発注 設立 創業 創立 開業 竣工 取得 取得日 異動 適用 満了 加入 資格 面談 訪問 実施 開催 会議 日時 報告 提出 記入日 印刷 現在 改訂 版 制定 公開 更新日時 作成日時
	厚生年金 学生年間 死亡 没 逝去 出産予定 created updated modified expires expiry issued start end due date_of_issue hired joined deadline release released timestamp`)

var birthDate = detect.Rule{
	Name: "birth-date", Kind: detect.BirthDate, Needs: 0,
	Doc: detect.Doc{
		Title: "Date of birth: a date with a word that says so", TitleJa: "生年月日（生年月日などの語がある日付）",
		Hit: []string{
			"生年月日：1985年1月2日", "昭和60年1月2日生", "1985.01.02生まれ", "S60.1.2生", "誕生日 1985/1/2", "DOB: 1985-01-02", "生年月日 19850102", "平成元年1月8日生まれの長女", "昭和六十年一月二日生",
			"Date of Birth: January 2, 1985", "生年月日(西暦) 2001-12-31", "令和元年5月1日 生", "1985年1月2日（昭和60年）生", "生年月日: 85/1/2", "出生 平成16年2月29日", "birthDate=1985-01-02T00:00:00", "生年月日　S60-01-02",
		},
		Miss: []string{
			"1985年1月2日", "発行日 2024/1/2", "生年月日", "生年月日：　年　月　日", "更新日 S60.1.2", "昭和64年1月8日生", "平成15年2月29日生まれ", "1985/13/02生まれ", "有効期限 2030-01-02", "会議 2024年1月2日", "2024年1月2日生産開始", "2024/01/02生徒総会",
			"生年月日を確認した日 2024/1/2 発行日 2024/1/2", "S3バケット", "T1-2", "19850102", "厚生年金 43000", "厚生年金 1985/1/2",
		},
		Source: "元号の期間: 昭和54年法律第43号、元号を改める政令",
	},
	Find: findBirth,
}

func findBirth(t *detect.Text, found func(detect.Match)) {
	if t.Chars&(detect.HasDigit|detect.HasKanji) == 0 {
		return
	}
	s := t.Norm
	if t.Type == extract.Date {
		if dateCell(t, found) {
			return
		}
	}
	any := false
	for at := 0; at < len(s); {
		d, start, end, ok := ja.ParseDate(s[at:])
		if !ok {
			break
		}
		any = true
		start, end = at+start, at+end
		m := detect.Match{Start: start, End: end, Odds: -2, Key: key(d)}
		if born(s[end:]) {
			m.Evidence = detect.Label | detect.Context
		} else {
			m.Evidence = t.Around(start, end, birthWords, otherDates)
		}
		m.Odds = plausible(d, m.Evidence)
		found(m)
		at = end
	}
	if !any && t.Chars&detect.HasDigit != 0 && (t.Label != "" || t.Has(birthWords)) {
		compactDate(t, found)
	}
}

// key is d.Key without the cost of fmt: dates are the most frequent thing on a sheet.
func key(d ja.Date) string {
	b := [10]byte{4: '-', 7: '-'}
	for i, v := 3, d.Year; i >= 0; i, v = i-1, v/10 {
		b[i] = byte('0' + v%10)
	}
	b[5], b[6] = byte('0'+d.Month/10), byte('0'+d.Month%10)
	b[8], b[9] = byte('0'+d.Day/10), byte('0'+d.Day%10)
	return string(b[:])
}

// plausible returns the odds of a date of that year. Most dates on an office's
// files are of this year or the next; births spread over a century.
func plausible(d ja.Date, e detect.Evidence) float64 {
	now, year := time.Now().Year(), d.Year
	switch {
	case d == (ja.Date{Year: 1900, Month: 1, Day: 1}): // stands for a date that is not known
		return -9
	case year > now || year < 1880:
		return -9
	case year < 1900:
		return -3
	case e&detect.Label != 0:
		return -1.5
	case year > now-15:
		return -4
	}
	return -2
}

// born reports whether s, which stands behind a date, says that someone was
// born then: 生, 生まれ, but not 生産 or 生徒.
func born(s string) bool {
	s = strings.TrimLeft(s, " ")
	if strings.HasPrefix(s, "(") {
		if i := strings.IndexByte(s[:min(len(s), 40)], ')'); i > 0 {
			s = strings.TrimLeft(s[i+1:], " ")
		}
	}
	s, ok := strings.CutPrefix(s, "生")
	if !ok {
		return strings.HasPrefix(s, "うまれ")
	}
	r, _ := utf8.DecodeRuneInString(s)
	return r == 'ま' || r == 'れ' || !unicode.Is(unicode.Han, r)
}

// dateCell takes a cell that the file itself says is a date.
func dateCell(t *detect.Text, found func(detect.Match)) bool {
	iso := t.Raw
	if len(iso) < 10 {
		return false
	}
	d, _, _, ok := ja.ParseDate(iso[:10])
	start, end := trimmed(t.Norm)
	if !ok || start == end {
		return false
	}
	m := detect.Match{Start: start, End: end, Key: key(d), Evidence: t.Around(start, end, birthWords, otherDates)}
	m.Odds = plausible(d, m.Evidence)
	found(m)
	return true
}

// compactDate takes what only a label makes a date: 19850102, 3600102, 85/1/2,
// the serial number of a spreadsheet.
func compactDate(t *detect.Text, found func(detect.Match)) {
	s := t.Norm
	for _, r := range t.Digits() {
		start, end := r.Start, r.End
		if start > 0 && strings.IndexByte("MTSHRmtshr", s[start-1]) >= 0 && r.Len() == 6 {
			start--
		}
		var d ja.Date
		var ok bool
		switch n := end - start; {
		case n <= 2:
			d, end, ok = shortYear(s, start)
		case n >= 4 && n <= 8 && n != 6:
			d, ok = ja.ParseCompact(s[start:end])
		}
		if !ok || !t.Bounded(start, end) {
			continue
		}
		// A serial number is one only as the whole of a labelled cell.
		if n := end - start; n <= 5 && (!cell(s, start, end) || t.Label == "" || n < 5 && t.Type != extract.Number) {
			continue
		}
		e := t.Around(start, end, birthWords, otherDates)
		if e&detect.Label == 0 {
			continue
		}
		found(detect.Match{Start: start, End: end, Odds: min(-2, plausible(d, e)), Key: key(d), Evidence: e})
	}
}

// shortYear reads 85/1/2 and 85.1.2. Two digits are of the last hundred years.
func shortYear(s string, i int) (d ja.Date, end int, ok bool) {
	if end = i + 2; end >= len(s) || s[i+1]-'0' >= 10 || i > 0 && s[i-1]-'0' < 10 {
		return d, i + 1, false
	}
	if strings.IndexByte(" \t(/-.", s[end]) < 0 && !strings.HasPrefix(s[end:], "年") {
		return d, end, false // nothing that ParseDate reads behind a year
	}
	for _, century := range [2]string{"20", "19"} {
		d, from, to, ok := ja.ParseDate(century + s[i:min(len(s), i+12)])
		if ok && from == 0 && d.Year <= time.Now().Year() {
			return d, i + to - 2, true
		}
	}
	return d, end, false
}

func trimmed(s string) (start, end int) {
	start = len(s) - len(strings.TrimLeft(s, " \t\n"))
	return start, start + len(strings.TrimSpace(s))
}

// cell reports whether s[start:end] is all of s but for blanks.
func cell(s string, start, end int) bool {
	a, b := trimmed(s)
	return a == start && b == end
}
