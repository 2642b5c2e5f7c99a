package ident

import (
	"strings"

	"monban/detect"
)

var careInsurance = detect.Rule{
	Name: "care-insurance", Kind: detect.CareInsurance, Needs: detect.HasDigit, Digits: 9, Words: []*detect.Words{careWords},
	Doc: detect.Doc{
		Title: "Care insurance number: 10 digits, under a label", TitleJa: "介護保険被保険者番号。10桁（項目名があるもの）",
		Hit: []string{
			"介護保険被保険者番号 0000123456", "介護保険 被保険者番号：0001234567", "被保険者番号 0000123457", "介護被保険者番号: 1234567890", "介護保険番号 0012345678", "介護保険被保険者証 番号 0000998877", "介護保険被保険者番号は0000123456です", "介護保険被保険者番号 H012345678", "被保険者No. 0000555666", "被保険者番号（10桁）0000777888", "介護保険の番号 0000555715", "介護保険証の番号は0000555716",
		},
		Miss: []string{
			"0000123456", "介護保険事業所番号 1370123456", "事業所番号 1370123456", "介護保険被保険者番号", "被保険者番号：", "介護保険 要介護3", "被保険者番号 1234-567890-1", "雇用保険被保険者番号 1234567890", "介護保険料 12,345円", "被保険者番号 0000000000", "被保険者番号は10桁", "介護保険の番号 0120-555-715",
		},
		Source: "介護保険法施行規則 様式第1号",
	},
	Find: func(t *detect.Text, found func(detect.Match)) {
		fields(t, careWords, careAgainst, func(start, end int, e detect.Evidence) {
			s := t.Norm[start:end]
			key, ok := number(strings.TrimPrefix(s, "H"), 10, 9)
			if !ok || allSame(key) || (len(key) == 9) != (s[0] == 'H') || strings.Count(s, "-") > 1 || counter(t.Norm[end:]) {
				return
			}
			found(detect.Match{Start: start, End: end, Odds: -1.6, Key: key, Evidence: e})
		})
	},
}

var careWords = detect.NewWords(`介護保険被保険者番号 介護保険番号 介護保険被保険者証 介護被保険者番号 介護保険証番号 介護保険no 介護保険の番号 介護保険証の番号 介護保険の被保険者番号 介護の番号 被保険者番号 被保険者no care_insurance_no kaigo_no`)

var careAgainst = detect.NewWords(`事業所番号 介護保険事業所番号 保険者番号 雇用保険 雇用保険被保険者番号 基礎年金番号 後期高齢者医療 健康保険`)
