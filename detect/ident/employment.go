package ident

import (
	"strings"

	"monban/detect"
)

var employmentWords = detect.NewWords(`雇用保険 雇用保険番号 雇用保険の番号 雇保 雇保の番号 雇用保険被保険者番号 雇用被保険者番号 雇保番号 雇保被保険者番号 離職票 資格取得 資格喪失 ハローワーク 被保険者番号 employment_insurance koyou_hoken koyo_hoken koyou_hoken_no koyo_hoken_no koyohoken_no koyouhoken_no`)

var employmentInsurance = detect.Rule{
	Name: "employment-insurance", Kind: detect.EmploymentInsurance, Needs: detect.HasDigit, Digits: 11,
	Doc: detect.Doc{
		Title: "Employment insurance number: 4, 6 and 1 digits", TitleJa: "雇用保険被保険者番号（4桁-6桁-1桁）",
		Hit: []string{
			"雇用保険被保険者番号 1234-567890-1", "被保険者番号：5001-234567-8", "離職票 4901-123456-7", "雇用保険番号: 12345678901", "雇用保険 1307-654321-0", "資格取得確認 5020-112233-4", "雇用保険の番号は1234-567891-2です", "ハローワーク 1301-222333-5", "1234-567892-3（雇用保険）",
			"雇用保険被保険者番号 50012345678", "koyo_hoken_no: 7388-181972-4", "koyou_hoken_no = 7388-181972-4",
		},
		Miss: []string{
			"1234-567890-1", "2024-123456-7", "ロット 8907-654321-3", "事業所番号 1234-567890-1", "雇用保険適用事業所番号 1301-123456-7", "1234-567890-12", "雇用保険 1234-567890", "01234-567890-1", "12345678901", "雇用保険", "雇用保険事業所番号：1234-567890-1", "order_no: 7388-181972-4",
		},
		Source: "雇用保険法施行規則 様式",
	},
	Find: func(t *detect.Text, found func(detect.Match)) {
		for i, r := range t.Digits() {
			end, odds := 0, -2.4
			switch r.Len() {
			case 4:
				end, _ = groups(t, i, 4, 6, 1)
			case 11:
				end, _ = groups(t, i, 11)
				odds = -6
			}
			if end == 0 || strings.Trim(t.Norm[r.Start:end], "0-") == "" { // the blank of a form
				continue
			}
			e := t.Around(r.Start, end, employmentWords, offices)
			switch {
			case e&(detect.Label|detect.Context) == 0:
				odds -= 1.4
			case r.Len() == 11:
				odds = -2.5
			}
			found(detect.Match{Start: r.Start, End: end, Odds: odds, Key: digitsOf(t.Norm[r.Start:end]), Evidence: e})
		}
	},
}
