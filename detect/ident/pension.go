package ident

import "monban/detect"

var pensionWords = detect.NewWords(`基礎年金番号 年金番号 基礎年金 年金手帳 厚生年金 国民年金 年金証書 ねんきん 年金no 年金記号番号 pension_no pension_number nenkin`)

// offices are the numbers of businesses that share shapes with a person's.
var offices = detect.NewWords(`事業所番号 事業所整理記号 事業所整理番号 事業所コード 適用事業所 適用事業所番号 事業者番号 事業所記号 指定番号 医療機関コード 薬局コード 保険薬局 電話 電話番号 tel fax 携帯 照会番号 注文番号 受注番号 伝票 文書番号 管理番号 ロット ロット番号 品番 型番 version ver`)

var pension = detect.Rule{
	Name: "pension-number", Kind: detect.PensionNumber, Needs: detect.HasDigit, Digits: 10,
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
