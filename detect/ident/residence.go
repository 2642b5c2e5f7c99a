package ident

import (
	"strings"

	"monban/detect"
)

var residenceWords = detect.NewWords(`在留カード 在留カード番号 在留カードno 在留番号 在留資格 在留期間 特別永住者 特別永住者証明書 永住者 技人国 技能実習 特定技能 外国人登録 residence_card residence_card_no zairyu`)

var residenceCard = detect.Rule{
	Name: "residence-card", Kind: detect.ResidenceCard, Needs: detect.HasDigit | detect.HasLatin, Digits: 8,
	Doc: detect.Doc{
		Title: "Residence card number: two letters, eight digits, two letters", TitleJa: "在留カード番号。英字2桁・数字8桁・英字2桁",
		Hit: []string{
			"在留カード AB12345678CD", "UH84512093LA", "在留カード番号：ab84512093cd", "residence card: XY23456789ZA", "特別永住者証明書 QR87654312ST", "在留カードNo. AB 12345679 CD", "カードの番号はTU34567890AAです", "(GH10293847JK)", "在留資格 技人国 LM56473829NP",
			"番号:EF65748392GH",
		},
		Miss:   []string{"AB12345678CD", "AB1234567CD", "XAB12345678CD", "AB12345678CDE", "RR123456789JP", "AB11111111CD", "品番 UH84512093LA", "ロット番号 UH84512093LA", "fe84512093ab", "AB-12345678-CD"},
		Source: "出入国在留管理庁 在留カード等仕様書",
	},
	Find: func(t *detect.Text, found func(detect.Match)) {
		s := t.Norm
		for _, r := range t.Digits() {
			if r.Len() != 8 || allSame(s[r.Start:r.End]) {
				continue
			}
			start, end := r.Start, r.End
			if start > 0 && s[start-1] == ' ' && end < len(s) && s[end] == ' ' {
				start, end = start-1, end+1
			}
			if start < 2 || end+2 > len(s) || !letters(s[start-2:start]) || !letters(s[end:end+2]) {
				continue
			}
			spaced := start != r.Start
			start, end = start-2, end+2
			if !t.Bounded(start, end) {
				continue
			}
			key := strings.ToUpper(s[start:start+2] + s[r.Start:r.End] + s[end-2:end])
			m := detect.Match{Start: start, End: end, Odds: -1.5, Evidence: detect.Format, Key: key}
			switch {
			case spaced || s[start] >= 'a':
				m.Odds = -5 // hexadecimal codes look like it
			case key == "AB12345678CD":
				m.Evidence |= detect.Sample
			}
			m.Evidence |= t.Around(start, end, residenceWords, things)
			found(m)
		}
	},
}
