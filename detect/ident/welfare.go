package ident

import (
	"strings"

	"monban/detect"
)

var welfareCertificate = detect.Rule{
	Name: "welfare-certificate-number", Kind: detect.WelfareCertificate, Needs: detect.HasDigit, Digits: 7, Words: []*detect.Words{welfareWords},
	Doc: detect.Doc{
		Title: "Number of a welfare service certificate: 10 digits, under a label", TitleJa: "受給者証番号。10桁（項目名があるもの）",
		Hit: []string{
			"受給者証番号 1234567890", "障害福祉サービス受給者証番号：0000123456", "受給者証番号: 1300012345", "通所受給者証 番号 0123456789", "受給者証No. 9912345678", "受給者番号 1234567891", "受給者証番号は1312345678です", "自立支援医療受給者証番号 1234567", "地域相談支援受給者証番号 1400098765", "受給者証番号（10桁）0000054321",
		},
		Miss: []string{
			"1234567890", "受給者証番号", "受給者証番号：", "受給者証番号は10桁", "事業所番号 1310123456", "受給者証 申請中", "年金受給者番号 1234567890", "受給者証番号 0000000000", "受給者数 1234567890", "受給者証の有効期間 2024年4月1日", "受給者証番号 12345",
		},
		Source: "障害者総合支援法施行規則 様式; 国保連 請求仕様 (10桁)",
	},
	Find: func(t *detect.Text, found func(detect.Match)) {
		fields(t, welfareWords, welfareAgainst, func(start, end int, e detect.Evidence) {
			key, ok := number(t.Norm[start:end], 10, 7)
			if !ok || allSame(key) || counter(t.Norm[end:]) {
				return
			}
			if len(key) == 7 && !strings.Contains(t.Label, "受給者証") && !strings.Contains(detect.Tail(t.Norm[:start], 60), "受給者証") {
				return // the recipient number of publicly paid care
			}
			found(detect.Match{Start: start, End: end, Odds: -1.4, Key: key, Evidence: e})
		})
	},
}

var welfareWords = detect.NewWords(`受給者証番号 受給者証no 受給者証 障害福祉サービス受給者証番号 障害福祉サービス受給者証 通所受給者証番号 通所受給者証 入所受給者証 地域相談支援受給者証 医療受給者証番号 受給者番号 支給決定障害者番号 jukyusha_no`)

var welfareAgainst = detect.NewWords(`事業所番号 年金受給者番号 年金受給者 保険者番号 公費負担者番号 電話番号`)
