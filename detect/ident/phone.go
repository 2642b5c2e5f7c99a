package ident

import "monban/detect"

var phoneWords = detect.NewWords(`電話 電話番号 でんわ 携帯 携帯番号 携帯電話 ケータイ けいたい スマホ 連絡先 緊急連絡先 tel telno tel_no tel. telephone phone phone_number phonenumber phoneno mobile cell cellphone fax faxno ファックス ファクス ファクシミリ 直通 内線 固定 自宅電話 ℡ 電番 call contact`)

// firms are words beside the landline of a company or an office.
var firms = detect.NewWords(detect.LegalForms, `本社 支社 支店 営業所 事業所 代表 代表電話 会社電話 勤務先 勤務先電話 お問い合わせ お問合せ 問い合わせ 問合せ 窓口 コールセンター サポート 大学 病院 クリニック 市役所 区役所 役場 県庁 御中 部署 co.,ltd co.,_ltd inc. ltd.`)

var phone = detect.Rule{
	Name: "phone", Kind: detect.Phone, Needs: detect.HasDigit, Digits: 9,
	Doc: detect.Doc{
		Title: "Japanese telephone number: mobile, IP, landline", TitleJa: "電話番号（携帯・IP・固定）",
		Hit: []string{
			"090-1234-5678", "TEL:08012345678", "060-1234-5678", "070 1234 5678", "090(1234)5678", "03-1234-5678", "0466-22-1111", "06(1234)5678", "01558-2-1234",
			"(03)3123-4567", "電話 0312345678", "携帯：09012345678", "050-3123-4567", "連絡先は080.1234.5678です", "０９０－１２３４－５６７８", "Tel 04-2912-3456", "電話番号 03 1234 5678",
			"090-12345678", "045-123-4567 (携帯なし)", "TEL03-1234-5678",
		},
		Miss: []string{
			"090-0123-4567", "0901234567", "090-1234-56789", "020-1234-5678", "1090-1234-5678", "2024-01-0123", "03-1234-56789", "00-1234-5678",
			"01-02-2024", "0312345678", "注文番号 090-1234-5678", "ロット番号 045-123-4567", "品番 A090-1234-5678", "2024-0312-3456", "0.0901234567", "バージョン 03.1234.5678", "JAN 09012345678905",
		},
		Source: "総務省 電気通信番号計画",
	},
	Find: findPhone,
}

// A dial is a shape of telephone number: the sizes of its groups.
type dial struct {
	sizes []int
	odds  float64
}

var mobileDials = []dial{
	{[]int{3, 4, 4}, -0.5}, {[]int{3, 8}, -1.5}, {[]int{7, 4}, -1.5}, {[]int{3, 3, 5}, -2},
}

var landDials = []dial{
	{[]int{2, 4, 4}, -1.4}, {[]int{3, 3, 4}, -1.8}, {[]int{4, 2, 4}, -1.8}, {[]int{5, 1, 4}, -2}, {[]int{6, 4}, -3.5}, {[]int{3, 7}, -4},
}

func findPhone(t *detect.Text, found func(detect.Match)) {
	runs := t.Digits()
	for i := 0; i < len(runs); i++ {
		r := runs[i]
		s := t.Norm[r.Start:r.End]
		if s[0] != '0' {
			if n := r.Len(); n == 9 || n == 10 {
				lostDialZero(t, r, found)
			}
			continue
		}
		m := detect.Match{Start: r.Start}
		switch n := r.Len(); {
		case n == 11 && mobile(s):
			m.End, m.Odds = r.End, 0.9
		case n == 10 && landline(s):
			m.End, m.Odds = r.End, -4
		case n >= 2 && n <= 7:
			m.Start, m.End, m.Odds = dialled(t, i)
		}
		if m.End == 0 || !t.Bounded(m.Start, m.End) {
			continue
		}
		m.Key = digitsOf(t.Norm[m.Start:m.End])
		if allSame(m.Key[3:]) && m.Key[3] == '0' {
			m.Evidence |= detect.Sample
		}
		m.Evidence |= t.Around(m.Start, m.End, phoneWords, things)
		if m.Odds == -4 && m.Evidence&(detect.Label|detect.Context) != 0 {
			m.Odds = -2.4 // ten digits are a telephone only where something says so
		}
		if m.Odds > -2.3 && m.Odds < 0 {
			m.Evidence |= detect.Format
		}
		m.Business = m.Key[1] != '0' && !mobile(m.Key) && (firms.In(t.Label) || firms.In(detect.Tail(t.Norm[:m.Start], 150)) || firms.In(detect.Head(t.Norm[m.End:], 30)) || firms.In(t.Before))
		found(m)
		for i+1 < len(runs) && runs[i+1].End <= m.End {
			i++
		}
	}
}

// dialled reads a number in groups, in one of the usual ways.
func dialled(t *detect.Text, i int) (start, end int, odds float64) {
	s, runs := t.Norm, t.Digits()
	start = runs[i].Start
	if end := bracketed(t, i); end > 0 {
		if start > 0 && s[start-1] == '(' && s[runs[i].End] == ')' {
			start--
		}
		return start, end, -1.6
	}
	dials, ok := landDials, landline
	if mobile(s[start:]) {
		dials, ok = mobileDials, mobile
	}
	for _, d := range dials {
		if d.sizes[0] != runs[i].Len() {
			continue
		}
		end, sep := groups(t, i, d.sizes...)
		if end == 0 || !ok(digitsOf(s[start:end])) {
			continue
		}
		odds := d.odds
		switch {
		case sep == '-':
		case sep == '/' || sep == '.' && len(d.sizes) < 3:
			return 0, 0, 0
		case !mobile(s[start:]):
			odds -= 2.5
		}
		return start, end, odds
	}
	return 0, 0, 0
}

// bracketed returns the end of 090(1234)5678, (03)1234-5678 or 03(1234)5678.
func bracketed(t *detect.Text, i int) int {
	s, runs := t.Norm, t.Digits()
	if i+2 >= len(runs) {
		return 0
	}
	a, b, c := runs[i], runs[i+1], runs[i+2]
	x, y := s[a.End:b.Start], s[b.End:c.Start]
	inner := (x == "(" || x == " (" || x == "-(") && (y == ")" || y == ") " || y == ")-")
	first := a.Start > 0 && s[a.Start-1] == '(' && (x == ")" || x == ") ") && y == "-"
	if c.Len() != 4 || !inner && !first || !t.Bounded(b.Start, c.End) {
		return 0
	}
	key := s[a.Start:a.End] + s[b.Start:b.End] + s[c.Start:c.End]
	if mobile(key) && a.Len() == 3 || landline(key) {
		return c.End
	}
	return 0
}

// mobile reports whether s begins like a mobile or an IP telephone number, and
// when it is as long as one, is one.
func mobile(s string) bool {
	if len(s) < 3 || s[0] != '0' || s[2] != '0' || s[1] < '5' {
		return false
	}
	d := digitsOf(s[:min(len(s), 20)])
	return len(d) < 4 || d[3] != '0' && (len(s) > 15 || len(d) >= 11 || len(s) < 11)
}

// landline reports whether ten digits can be a landline: an area code that
// begins with 01 to 09, no special service, and no mobile.
func landline(s string) bool {
	if len(s) != 10 || s[0] != '0' || s[1] == '0' || s[2] == '0' && s[1] >= '5' {
		return false
	}
	switch s[:4] {
	case "0120", "0570", "0990", "0180", "0170", "0910":
		return false
	}
	return !(s[2] == '0' && s[1] <= '2')
}

// lostDialZero finds a number whose leading zero a spreadsheet dropped; only
// under a label, because nothing is left of its shape.
func lostDialZero(t *detect.Text, r detect.Run, found func(detect.Match)) {
	key := "0" + t.Norm[r.Start:r.End]
	if !whole(t.Norm, r.Start, r.End) || !mobile(key) && !landline(key) || mobile(key) != (r.Len() == 10) {
		return
	}
	m := detect.Match{Start: r.Start, End: r.End, Odds: -6, Key: key}
	if mobile(key) {
		m.Odds = -3.6
	}
	if t.Labelled(phoneWords, things) {
		m.Odds, m.Evidence = -1.5, detect.Label
	}
	found(m)
}
