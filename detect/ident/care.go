package ident

import (
	"strings"

	"monban/detect"
)

var careInsurance = detect.Rule{
	Name: "care-insurance", Kind: detect.CareInsurance, Needs: detect.HasDigit,
	Doc: detect.Doc{
		Title: "Care insurance number: 10 digits, under a label", TitleJa: "介護保険被保険者番号。10桁（項目名があるもの）",
		Hit: []string{
			"介護保険被保険者番号 0000123456", "介護保険 被保険者番号：0001234567", "被保険者番号 0000123457", "介護被保険者番号: 1234567890", "介護保険番号 0012345678", "介護保険被保険者証 番号 0000998877", "介護保険被保険者番号は0000123456です", "介護保険被保険者番号 H012345678", "被保険者No. 0000555666", "被保険者番号（10桁）0000777888",
		},
		Miss: []string{
			"0000123456", "介護保険事業所番号 1370123456", "事業所番号 1370123456", "介護保険被保険者番号", "被保険者番号：", "介護保険 要介護3", "被保険者番号 1234-567890-1", "雇用保険被保険者番号 1234567890", "介護保険料 12,345円", "被保険者番号 0000000000", "被保険者番号は10桁",
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

var careWords = detect.NewWords(`介護保険被保険者番号 介護保険番号 介護保険被保険者証 介護被保険者番号 介護保険証番号 介護保険no 被保険者番号 被保険者no care_insurance_no kaigo_no`)

var careAgainst = detect.NewWords(`事業所番号 介護保険事業所番号 保険者番号 雇用保険 雇用保険被保険者番号 基礎年金番号 後期高齢者医療 健康保険`)

var welfareCertificate = detect.Rule{
	Name: "welfare-certificate-number", Kind: detect.WelfareCertificate, Needs: detect.HasDigit,
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
			if len(key) == 7 && !strings.Contains(t.Label, "受給者証") && !strings.Contains(tail(t.Norm[:start], 60), "受給者証") {
				return // the recipient number of publicly paid care
			}
			found(detect.Match{Start: start, End: end, Odds: -1.4, Key: key, Evidence: e})
		})
	},
}

var welfareWords = detect.NewWords(`受給者証番号 受給者証no 受給者証 障害福祉サービス受給者証番号 障害福祉サービス受給者証 通所受給者証番号 通所受給者証 入所受給者証 地域相談支援受給者証 医療受給者証番号 受給者番号 支給決定障害者番号 jukyusha_no`)

var welfareAgainst = detect.NewWords(`事業所番号 年金受給者番号 年金受給者 保険者番号 公費負担者番号 電話番号`)

var certificate = detect.Rule{
	Name: "disability-certificate-number", Kind: detect.DisabilityCertificate, Needs: detect.HasDigit,
	Doc: detect.Doc{
		Title: "Number of a disability certificate, under a label", TitleJa: "障害者手帳の番号（項目名があるもの）",
		Hit: []string{
			"身体障害者手帳 東京都第123456号", "手帳番号：第12345号", "療育手帳番号 12345", "精神障害者保健福祉手帳 番号 1234567", "手帳番号 神奈川県 第0123456号", "身体障害者手帳番号: 654321", "愛の手帳 第98765号", "手帳No. 112233", "障害者手帳番号は554433です", "精神手帳 大阪市第7654321号",
		},
		Miss: []string{
			"身体障害者手帳 2級", "手帳番号", "手帳番号：", "母子健康手帳 第12345号", "年金手帳 1234-567890", "療育手帳 B2", "手帳交付 2024年4月1日", "生徒手帳 12345", "手帳 3冊", "精神障害者保健福祉手帳 1級", "身体障害者手帳 2024年度の交付件数 12345件", "手帳番号は6桁",
		},
		Source: "各都道府県・指定都市の手帳様式 (番号の形は公表されていない)",
	},
	Find: findCertificate,
}

func findCertificate(t *detect.Text, found func(detect.Match)) {
	labelled := t.Labelled(certificateWords, certificateAgainst)
	if !labelled && !strings.Contains(t.Norm, "手帳") && !strings.Contains(t.Before, "手帳") {
		return
	}
	for _, r := range t.Digits() {
		start, end := r.Start, r.End
		if n := r.Len(); n < 4 || n > 8 || !t.Bounded(start, end) || counter(strings.TrimLeft(t.Norm[end:], " ")) {
			continue
		}
		prefix := strings.TrimRight(t.Norm[:start], " ")
		full := strings.HasSuffix(prefix, "第") && strings.HasPrefix(strings.TrimLeft(t.Norm[end:], " "), "号")
		e := detect.Label
		if !labelled {
			prefix = strings.TrimRight(strings.TrimSuffix(prefix, "第"), " ")
			issuer := issuerStart(prefix)
			e = t.Around(issuer, end, certificateWords, certificateAgainst)
			if e&detect.Label == 0 && (!full || e != detect.Context) {
				continue
			}
		}
		m := detect.Match{Start: start, End: end, Odds: -1.8, Evidence: e, Key: t.Norm[start:end]}
		if full {
			m.Odds = -0.5
		}
		found(m)
	}
}

// issuerStart returns where the name of a prefecture or a city at the end of s
// begins: 東京都, 大阪市. Without one it is the end of s.
func issuerStart(s string) int {
	tail := s[max(0, len(s)-15):]
	for _, w := range [...]string{"都", "道", "府", "県", "市"} {
		if strings.HasSuffix(tail, w) {
			at := len(s) - len(w)
			for n := 0; n < 3 && at >= 3 && s[at-3] >= 0xE4 && s[at-3] <= 0xE9; n++ {
				at -= 3
				if n > 0 && certificateEnd(s[:at]) {
					break
				}
			}
			return at
		}
	}
	return len(s)
}

func certificateEnd(s string) bool {
	s = strings.TrimRight(s, " :")
	return strings.HasSuffix(s, "手帳") || strings.HasSuffix(s, "番号")
}

var certificateWords = detect.NewWords(`手帳番号 手帳no 手帳の番号 障害者手帳番号 障害者手帳 身体障害者手帳 身体障害者手帳番号 身障手帳 身障手帳番号 療育手帳 療育手帳番号 愛の手帳 愛護手帳 みどりの手帳 精神障害者保健福祉手帳 精神障害者保健福祉手帳番号 精神手帳 精神保健福祉手帳 精神障害者手帳 障がい者手帳 障がい者手帳番号`)

var certificateAgainst = detect.NewWords(`母子手帳 母子健康手帳 年金手帳 生徒手帳 お薬手帳 警察手帳 学生手帳 交付日 交付年月日 有効期限 交付件数 件数 人数 所持者数 所持者`)
