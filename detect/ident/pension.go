package ident

import "monban/detect"

var pensionWords = detect.NewWords(`基礎年金番号 年金番号 基礎年金 年金手帳 厚生年金 国民年金 年金証書 ねんきん 年金no 年金記号番号 pension_no pension_number nenkin`)

// offices are the numbers of businesses that share shapes with a person's.
var offices = detect.NewWords(`事業所番号 事業所整理記号 事業所整理番号 事業所コード 適用事業所 適用事業所番号 事業者番号 事業所記号 指定番号 医療機関コード 薬局コード 保険薬局 電話 電話番号 tel fax 携帯 照会番号 注文番号 受注番号 伝票 文書番号 管理番号 ロット ロット番号 品番 型番 version ver`)

var pension = detect.Rule{
	Name: "pension-number", Kind: detect.PensionNumber, Needs: detect.HasDigit,
	Doc: detect.Doc{
		Title: "Basic pension number: 4 and 6 digits", TitleJa: "基礎年金番号（4桁-6桁）",
		Hit: []string{
			"基礎年金番号 1234-567890", "年金番号：2112-345678", "基礎年金番号: 3101234567", "年金手帳の番号 4123-456789", "厚生年金 基礎年金番号 2234 567890", "基礎年金番号（10桁）9912-345678", "1234-567891（基礎年金番号）", "年金証書 基礎年金番号 2100-123456", "国民年金の基礎年金番号は2201-234567です",
			"pension no: 4101-223344",
		},
		Miss: []string{
			"1234-567890", "1234-567890-1", "2024-123456-7", "電話 0466-221111", "2024-123456", "事業所番号 1234-567890", "基礎年金番号", "基礎年金番号：", "1234567890", "文書番号 2024-123456", "基礎年金番号 123-4567",
		},
		Source: "日本年金機構 基礎年金番号",
	},
	Find: func(t *detect.Text, found func(detect.Match)) {
		runs := t.Digits()
		for i, r := range runs {
			end, odds := 0, -3.0
			switch r.Len() {
			case 4:
				var sep byte
				if end, sep = groups(t, i, 4, 6); end > 0 && sep != '-' {
					odds = -3.6
				}
				if end == 0 {
					end, _ = groups(t, i, 4, 6, 4) // with the code of the kind of pension
				}
			case 10:
				end, _ = groups(t, i, 10)
				odds = -5
			}
			if end == 0 {
				continue
			}
			m := detect.Match{Start: r.Start, End: end, Odds: odds, Key: digitsOf(t.Norm[r.Start:end])[:10], Evidence: t.Around(r.Start, end, pensionWords, offices)}
			switch {
			case m.Evidence&(detect.Label|detect.Context) == 0:
				m.Odds -= 0.8
			case r.Len() == 10:
				m.Odds = -2
			}
			found(m)
		}
	},
}

var employmentWords = detect.NewWords(`雇用保険 雇用保険番号 雇用保険被保険者番号 雇用被保険者番号 雇保番号 雇保被保険者番号 離職票 資格取得 資格喪失 ハローワーク 被保険者番号 employment_insurance koyou_hoken`)

var employmentInsurance = detect.Rule{
	Name: "employment-insurance", Kind: detect.EmploymentInsurance, Needs: detect.HasDigit,
	Doc: detect.Doc{
		Title: "Employment insurance number: 4, 6 and 1 digits", TitleJa: "雇用保険被保険者番号（4桁-6桁-1桁）",
		Hit: []string{
			"雇用保険被保険者番号 1234-567890-1", "被保険者番号：5001-234567-8", "離職票 4901-123456-7", "雇用保険番号: 12345678901", "雇用保険 1307-654321-0", "資格取得確認 5020-112233-4", "雇用保険の番号は1234-567891-2です", "ハローワーク 1301-222333-5", "1234-567892-3（雇用保険）",
			"雇用保険被保険者番号 50012345678",
		},
		Miss: []string{
			"1234-567890-1", "2024-123456-7", "ロット 8907-654321-3", "事業所番号 1234-567890-1", "雇用保険適用事業所番号 1301-123456-7", "1234-567890-12", "雇用保険 1234-567890", "01234-567890-1", "12345678901", "雇用保険", "雇用保険事業所番号：1234-567890-1",
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
			if end == 0 {
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

var residentWords = detect.NewWords(`住民票コード 住民票code 住基コード 住基ネット 住民基本台帳 住民コード juminhyo resident_code`)

var residentRecord = detect.Rule{
	Name: "resident-record-code", Kind: detect.ResidentRecordCode, Needs: detect.HasDigit, Chance: 0.1,
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
