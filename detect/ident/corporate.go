package ident

import "monban/detect"

var corporateWords = detect.NewWords(`法人番号 登録番号 適格請求書 インボイス 会社番号 corporate_number invoice 事業者登録番号 国税庁`)

var corporateNumber = detect.Rule{
	Name: "corporate-number", Kind: detect.CorporateNumber, Needs: detect.HasDigit, Chance: 0.11, Digits: 13,
	Doc: detect.Doc{
		Title: "Corporate number, public: 13 digits, the first is a check digit", TitleJa: "法人番号（公表されている番号）。13桁、先頭が検査用数字",
		Hit: []string{
			"法人番号 8700110005901", "T8700110005901", "登録番号：T1180301018771", "法人番号 5-8356-7825-6246", "適格請求書発行事業者 T5010401067252",
			"法人番号は1010601008968です", "インボイス番号 T1130001011420", "T 8700110005901", "国税庁 法人番号 8700110005901",
			"corporate number 5835678256246",
		},
		Miss: []string{
			"8700110005901", "法人番号 2835678256246", "JAN 4901234567894", "0700110005901", "法人番号 87001100059012", "9999999999999", "T9999999999999", "XT8700110005901",
			"T870011000590", "1700000000000",
		},
		Source: "平成26年財務省令第70号; 国税庁 法人番号公表サイト",
	},
	Find: findCorporate,
}

func findCorporate(t *detect.Text, found func(detect.Match)) {
	s := t.Norm
	for i, r := range t.Digits() {
		start, end, t13 := r.Start, 0, false
		switch r.Len() {
		case 13:
			end = r.End
			if at := start - 1; at >= 0 && s[at] == ' ' {
				t13 = at > 0 && s[at-1] == 'T'
				if t13 {
					start = at - 1
				}
			} else if at >= 0 && s[at] == 'T' {
				start, t13 = at, true
			}
			if !t.Bounded(start, end) {
				continue
			}
		case 1:
			end, _ = groups(t, i, 1, 4, 4, 4)
		}
		if end == 0 {
			continue
		}
		key := digitsOf(s[r.Start:end])
		if allSame(key) || key[0] == '0' {
			continue
		}
		m := detect.Match{Start: start, End: end, Odds: -3, Key: key}
		m.Evidence = t.Around(start, end, corporateWords, jan)
		if t13 {
			m.Evidence |= detect.Format
			m.Odds = -1
		}
		if corporate(key) {
			m.Evidence |= detect.CheckDigit
		} else {
			m.Odds -= 6
		}
		found(m)
	}
}

var jan = detect.NewWords(`janコード jan ean isbn バーコード 商品コード`)
