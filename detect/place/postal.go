package place

import (
	"strings"

	"monban/detect"
	"monban/extract"
)

var postalWords = detect.NewWords(`〒 郵便番号 郵便 郵便no 〒番号 住所 現住所 自宅 送付先 届け先 お届け先 zip zipcode zip_code postal postalcode postal_code postcode yubin`)

var postalAgainst = detect.NewWords(`電話 tel fax 携帯 内線 品番 型番 商品コード 管理番号 注文番号 受注番号 伝票 ロット シリアル 図番 部品 社員番号 学籍番号 口座 会員番号 受付番号 整理番号 文書番号 金額 単価 数量 価格 件数 order part serial lot sku`)

var postalCode = detect.Rule{
	Name: "postal-code", Kind: detect.PostalCode, Needs: detect.HasDigit, Digits: 6,
	Doc: detect.Doc{
		Title: "Postal code: 3 and 4 digits", TitleJa: "郵便番号（3桁-4桁）",
		Hit: []string{
			"〒100-0001", "〒1000001 東京都", "150-0041 渋谷区", "郵便番号 1500041", "郵便番号：150-0041", "〒 060-0001", "住所 150-0041 東京都渋谷区", "zip: 106-0032", "住所:〒530-0001大阪市北区", "zipcode 5300001",
			"お届け先 604-8571 京都市中京区",
		},
		Miss: []string{
			"03-150-0041", "150-00411", "A150-0041", "123-4567", "1500041", "品番 123-4567", "〒000-0000", "TEL 123-4567", "2024-150-0041", "注文番号 150-0041", "1,500,041円", "郵便番号 15000411",
		},
		Source: "日本郵便 郵便番号制度",
	},
	Find: findPostal,
}

func dash(s string) bool { return s == "-" || s == " - " }

func findPostal(t *detect.Text, found func(detect.Match)) {
	s, runs := t.Norm, t.Digits()
	for i, r := range runs {
		end, odds := 0, -1.2
		switch {
		case r.Len() == 7:
			end, odds = r.End, -2.2
		case r.Len() == 3 && i+1 < len(runs) && runs[i+1].Len() == 4 && dash(s[r.End:runs[i+1].Start]):
			end = runs[i+1].End
		case r.Len() == 6 && t.Type == extract.Number:
			end, odds = r.End, -3.2 // 0600001 without its leading zero
		}
		if end == 0 || !t.Bounded(r.Start, end) {
			continue
		}
		code := s[r.Start:r.End]
		if end > r.End {
			code += s[end-4 : end]
		}
		if len(code) == 6 {
			code = "0" + code
		}
		if code[:3] == "000" || code < "0010000" {
			continue
		}
		start := r.Start
		m := detect.Match{Odds: odds, Key: code}
		if at := strings.TrimRight(s[:start], " "); strings.HasSuffix(at, "〒") {
			start = len(at) - len("〒")
			m.Odds, m.Evidence = -0.5, detect.Format
		} else {
			m.Evidence = t.Around(start, end, postalWords, postalAgainst)
			if odds < -2 && m.Evidence&detect.Label == 0 {
				m.Odds -= 1.5
			}
		}
		if m.Evidence == 0 && odds > -2 && townBehind(s[end:]) {
			m.Evidence = detect.Context
		}
		m.Start, m.End = start, end
		found(m)
	}
}
