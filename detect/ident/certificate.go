package ident

import (
	"strings"

	"monban/detect"
)

var certificate = detect.Rule{
	Name: "disability-certificate-number", Kind: detect.DisabilityCertificate, Needs: detect.HasDigit, Digits: 4,
	Doc: detect.Doc{
		Title: "Number of a disability certificate, under a label", TitleJa: "障害者手帳の番号（項目名があるもの）",
		Hit: []string{
			"身体障害者手帳 東京都第123456号", "手帳番号：第12345号", "療育手帳番号 12345", "精神障害者保健福祉手帳 番号 1234567", "手帳番号 神奈川県 第0123456号", "身体障害者手帳番号: 654321", "愛の手帳 第98765号", "手帳No. 112233", "障害者手帳番号は554433です", "精神手帳 大阪市第7654321号", "手帳番号第38-01927号は変わらない", "療育手帳の番号：80-63743",
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
	done := 0
	for i, r := range t.Digits() {
		start, end := r.Start, r.End
		n := r.Len()
		if start < done {
			continue
		}
		if rest := t.Digits()[i+1:]; n <= 4 && len(rest) > 0 && t.Norm[end:rest[0].Start] == "-" && rest[0].Len() >= 4 { // 第38-01927号
			end, n = rest[0].End, max(n, rest[0].Len())
			done = end
		}
		if n < 4 || n > 8 || !t.Bounded(start, end) || counter(strings.TrimLeft(t.Norm[end:], " ")) {
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

var certificateWords = detect.NewWords(`手帳番号 手帳no 手帳の番号 療育手帳の番号 精神手帳の番号 身障手帳の番号 身体障害者手帳の番号 障害者手帳番号 障害者手帳 身体障害者手帳 身体障害者手帳番号 身障手帳 身障手帳番号 療育手帳 療育手帳番号 愛の手帳 愛護手帳 みどりの手帳 精神障害者保健福祉手帳 精神障害者保健福祉手帳番号 精神手帳 精神保健福祉手帳 精神障害者手帳 障がい者手帳 障がい者手帳番号`)

var certificateAgainst = detect.NewWords(`母子手帳 母子健康手帳 年金手帳 生徒手帳 お薬手帳 警察手帳 学生手帳 交付日 交付年月日 有効期限 交付件数 件数 人数 所持者数 所持者`)
