package ident

import "monban/detect"

var insurerWords = detect.NewWords(`保険者番号 保険者no 保険者no. 公費負担者番号 負担者番号 公費負担者 市町村番号 insurer_no insurer_number hokensha_no`)

var insurer = detect.Rule{
	Name: "health-insurer", Kind: detect.HealthInsurance, Needs: detect.HasDigit, Chance: 0.1, Digits: 6, Words: []*detect.Words{insurerWords},
	Doc: detect.Doc{
		Title: "Number of an insurer or a public payer, 8 or 6 digits with a check digit", TitleJa: "保険者番号・公費負担者番号。8桁か6桁、検査用数字あり",
		Hit: []string{
			"保険者番号 33120015", "公費負担者番号：21136023", "保険者番号: 138057", "公費負担者番号 54016027", "保険者番号 3312 0015", "負担者番号 12130019", "保険者No. 06139992", "保険者番号は39131313です", "保険者番号（8桁）01130012", "保険者番号 13-8016",
		},
		Miss:   []string{"33120015", "保険者番号 33120016", "保険者番号", "保険者番号：", "138057", "注文番号 33120015", "被保険者番号 33120015", "保険者番号 1234", "保険者番号は8桁", "郵便番号 1380570"},
		Source: "昭和51年保発第45号ほか (保険者番号等の設定); 検証番号はモジュラス10",
	},
	Find: func(t *detect.Text, found func(detect.Match)) {
		fields(t, insurerWords, insurerAgainst, func(start, end int, e detect.Evidence) {
			if e&detect.Context != 0 { // running text: the number may stand in two groups
				end = start + groupedDigits(t.Norm[start:])
			}
			key, ok := number(t.Norm[start:end], 8, 6, 7)
			if !ok || allSame(key) || counter(t.Norm[end:]) {
				return
			}
			if len(key) == 7 {
				key = "0" + key // the leading zero was lost
			}
			m := detect.Match{Start: start, End: end, Odds: -3.6, Key: key, Evidence: e}
			if luhn(key) {
				m.Evidence |= detect.CheckDigit
			} else {
				m.Odds = -8
			}
			found(m)
		})
	},
}

// insurerAgainst keeps the number of the insured apart from that of the insurer.
var insurerAgainst = detect.NewWords(`被保険者番号 被保険者no 事業所番号 電話番号`)

// groupedDigits returns the length of digits with single hyphens or blanks
// between them at the start of s.
func groupedDigits(s string) int {
	end := 0
	for i := 0; i < len(s); i++ {
		switch b := s[i]; {
		case b-'0' < 10:
			end = i + 1
		case i > end || b != '-' && b != ' ':
			return end
		}
	}
	return end
}
