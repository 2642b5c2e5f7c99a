package ident

import "monban/detect"

var residentWords = detect.NewWords(`住民票コード 住民票code 住基コード 住基ネット 住民基本台帳 住民コード juminhyo resident_code`)

var residentRecord = detect.Rule{
	Name: "resident-record-code", Kind: detect.ResidentRecordCode, Needs: detect.HasDigit, Chance: 0.1, Digits: 11,
	Doc: detect.Doc{
		Title: "Resident record code: 11 digits with a check digit", TitleJa: "住民票コード。11桁、検査用数字あり",
		Hit: []string{
			"住民票コード 24727059608", "住民票コード：25208017643", "住基コード 24846016224", "住民票コードは24727059608です", "住民票コード（11桁） 24846016224", "24727059608（住民票コード）", "住民票コード 2472 7059 608", "住民票コード: 25208017644",
			"住民基本台帳 住民票コード 25208017643", "住民コード=24727059608",
		},
		Miss:   []string{"24727059608", "09012345678", "住民票コード", "住民票コード：", "住民票コード 33120015", "注文番号 24727059608", "電話 08012345678", "住民票コード 00000000000", "住民票コードは11桁", "X24727059608"},
		Source: "住民基本台帳法施行規則 第1条 (検査用数字の式は公表見本3件から推定)",
	},
	Find: func(t *detect.Text, found func(detect.Match)) {
		for i, r := range t.Digits() {
			end := 0
			switch r.Len() {
			case 11:
				end, _ = groups(t, i, 11)
			case 4:
				end, _ = groups(t, i, 4, 4, 3)
			}
			if end == 0 {
				continue
			}
			key := digitsOf(t.Norm[r.Start:end])
			if allSame(key) {
				continue
			}
			m := detect.Match{Start: r.Start, End: end, Odds: -5, Key: key, Evidence: t.Around(r.Start, end, residentWords, things)}
			if mod11(key) {
				m.Evidence |= detect.CheckDigit
			}
			found(m)
		}
	},
}
