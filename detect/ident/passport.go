package ident

import (
	"strings"

	"monban/detect"
)

var passportWords = detect.NewWords(`旅券 旅券番号 旅券no パスポート パスポート番号 パスポートno passport passport_no passport_number passportno 査証 ビザ visa`)

var passport = detect.Rule{
	Name: "passport", Kind: detect.Passport, Needs: detect.HasDigit | detect.HasLatin,
	Doc: detect.Doc{
		Title: "Passport number: two letters and seven digits, or a machine readable zone", TitleJa: "旅券番号。英字2桁と数字7桁、または機械読取部分",
		Hit: []string{
			"旅券番号 TR1234567", "パスポート：TK 1234567", "Passport No. MU7654321", "旅券番号は TZ9999999 です", "パスポート番号 B1234567", "passport: K12345678", "パスポート番号も聞きました（Z4521873）", "パスポートはC7730184です", "passport C01X00T47", "旅券はGA774102をお持ちです", "TK1234567（旅券）", "旅券 MS0000001",
			"パスポートNo：TH1234567", zoneHits[0], zoneHits[1], zoneHits[2], zoneHits[3], zoneHits[4], "TZ12345676PN8503149F3001019<<<<<<<<<<<<<<<<08",
		},
		Miss:   []string{"TR1234567", "ATR1234567", "旅券番号 TR12345678", "AB12345678CD", "品番 AB1234567", "品番 B1234567（パスポートケース）", "会議室 C1234567", "旅券番号", "旅券番号：", "SKU TK1234567", "型番 GA774102", "AB1234567", zoneMisses[0], zoneMisses[1], zoneMisses[2], zoneMisses[3]},
		Source: "外務省 旅券; ICAO Doc 9303-4",
	},
	Find: func(t *detect.Text, found func(detect.Match)) {
		s := t.Norm
		for _, r := range t.Digits() {
			start := r.Start
			if n := r.Len(); n != 7 && n != 8 {
				continue
			}
			if start > 0 && s[start-1] == ' ' {
				start--
			}
			from := start
			for from > 0 && s[from-1]-'A' < 26 {
				from--
			}
			n := start - from
			if n == 0 || n > 2 || n == 1 && start != r.Start || n == 2 && r.Len() == 8 || !t.Bounded(from, r.End) {
				continue
			}
			m := detect.Match{Start: from, End: r.End, Odds: -3, Key: s[from:start] + s[r.Start:r.End]}
			switch {
			case n == 1: // other countries: one letter and seven digits
				m.Odds = -2.4
			case s[from] == 'T' || s[from] == 'M':
				m.Odds = -2.4
			}
			m.Evidence = t.Around(from, r.End, passportWords, things)
			if m.Evidence&(detect.Label|detect.Context) == 0 {
				m.Odds -= 1.3 // codes of goods have the same shape
			}
			found(m)
		}
		others(t, found)
		travelZones(s, func(z travelZone) { found(z.match(zoneNumber, len(z.number), z.number)) })
	},
}

// others finds numbers of other shapes, nine letters and digits with at least
// four digits, directly behind the word: passport C01X00T47.
func others(t *detect.Text, found func(detect.Match)) {
	fields(t, passportWords, things, func(start, end int, e detect.Evidence) {
		v := t.Norm[start:end]
		if len(v) == 8 && v[0]-'A' < 26 && v[1]-'A' < 26 && len(digitsOf(v[2:])) == 6 { // Canada, Great Britain's overseas territories
			found(detect.Match{Start: start, End: end, Odds: -3, Key: v, Evidence: e})
			return
		}
		if len(v) != 9 || v[0]-'A' >= 26 || strings.ToUpper(v) != v || letters(v[:2]) {
			return // those of two letters have the form above
		}
		if n, ok := code(v, 9, 9); ok && n >= 4 && n < 8 && !strings.Contains(v, "-") {
			found(detect.Match{Start: start, End: end, Odds: -2.4, Key: v, Evidence: e})
		}
	})
}
