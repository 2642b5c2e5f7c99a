package ident

import "monban/detect"

var recipientWords = detect.NewWords(`公費受給者番号 公費負担医療の受給者番号 受給者番号 医療受給者番号 recipient_no`)

var recipient = detect.Rule{
	Name: "health-recipient", Kind: detect.HealthInsurance, Needs: detect.HasDigit, Chance: 0.1, Digits: 7, Words: []*detect.Words{recipientWords},
	Doc: detect.Doc{
		Title: "Number of a recipient of publicly paid care, 7 digits with a check digit", TitleJa: "公費負担医療の受給者番号。7桁、検査用数字あり",
		Hit: []string{
			"受給者番号 1234566", "公費受給者番号：0000018", "受給者番号: 9999996", "公費負担者番号 21136023 受給者番号 5555552", "受給者番号 123-4566", "医療受給者番号 1234566", "受給者番号は1234566です", "受給者番号（7桁）1234566", "公費負担医療の受給者番号 0000018", "受給者番号=9999996",
		},
		Miss:   []string{"1234566", "受給者番号 1234567", "受給者番号", "年金受給者 1234566人", "受給者番号は7桁", "受給者数 1234566", "郵便番号 1234566", "受給者番号 12345", "受給者番号：", "受給者番号 0000000"},
		Source: "昭和51年保発第45号ほか (公費負担医療の受給者番号)",
	},
	Find: func(t *detect.Text, found func(detect.Match)) {
		fields(t, recipientWords, nil, func(start, end int, e detect.Evidence) {
			key, ok := number(t.Norm[start:end], 7)
			if !ok || allSame(key) || counter(t.Norm[end:]) {
				return
			}
			m := detect.Match{Start: start, End: end, Odds: -3.4, Key: key, Evidence: e}
			if luhn(key) {
				m.Evidence |= detect.CheckDigit
			} else {
				m.Odds = -7
			}
			found(m)
		})
	},
}
