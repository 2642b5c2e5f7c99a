package place

import (
	"regexp"
	"strings"

	"monban/detect"
)

var latinAddress = detect.Rule{
	Name: "address-latin", Kind: detect.Address, Needs: detect.HasDigit | detect.HasLatin,
	Doc: detect.Doc{
		Title: "Japanese address in Latin letters", TitleJa: "ローマ字の住所",
		Hit: []string{
			"1-2-3 Nishi-Shinjuku, Shinjuku-ku, Tokyo 160-0023", "2-8-1 Nishishinjuku, Shinjuku-ku, Tokyo", "Address: 1-1 Honcho, Chiba-shi, Chiba", "5-1 Kano-cho 6-chome, Chuo-ku, Kobe 650-8570", "Room 305, 3-4-5 Minami-Aoyama, Minato-ku, Tokyo 107-0062, Japan",
			"home address 12-34 Sakuragaoka, Hino-shi, Tokyo", "1-3-20 Nakanoshima Kita-ku Osaka", "123 Hakone-machi, Ashigarashimo-gun, Kanagawa", "692-2 Minami-nagano, Nagano-shi", "4-1-10 Bancho, Takamatsu-shi, Kagawa 760-8570",
		},
		Miss: []string{
			"Shinjuku-ku", "Minato-ku, Tokyo", "3 offices in Chuo-ku", "version 1-2-3 shipped", "Head office: 1-1-1 Marunouchi, Chiyoda-ku, Tokyo", "Midori Co., Ltd. 1-19-11 Jinnan, Shibuya-ku, Tokyo", "kara-ku 1-2-3", "A-1 B-2 C-3", "Tokyo 2020", "2024-04-01 Shibuya-ku event",
		},
		Source: "国際郵便の宛先の書き方 (日本郵便)",
	},
	Find: findLatin,
}

var latinForm = regexp.MustCompile(`[0-9]{1,4}(?:-[0-9]{1,4}){0,3},? (?:[A-Z][A-Za-z]+(?:-[A-Za-z]+)*,? (?:[0-9]{1,2}-chome,? )?){1,4}[A-Z][a-z]+-(?:ku|shi|gun|machi|mura)(?:,? [A-Z][A-Za-z]+(?:-[a-z]+)?){0,2}(?:,? [0-9]{3}-[0-9]{4})?`)

// latinEnds are what such an address cannot do without; they are cheap to look for.
var latinEnds = [...]string{"-ku", "-shi", "-gun"}

var firmWords = detect.NewWords(`co. co.,_ltd ltd inc corp corporation company head_office headquarters branch office plant factory venue hotel university hospital 本社 会社 所在地 会場`)

func findLatin(t *detect.Text, found func(detect.Match)) {
	s := t.Norm
	any := false
	for _, e := range latinEnds {
		any = any || strings.Contains(s, e)
	}
	if !any || t.Labelled(fieldWords, notHome) {
		return // under a label the whole cell is taken already
	}
	for _, g := range latinForm.FindAllStringIndex(s, 64) {
		if !t.Bounded(g[0], g[1]) || dateLike(s[g[0]:g[1]]) {
			continue
		}
		found(detect.Match{Start: g[0], End: g[1], Odds: 1.6, Evidence: t.Around(g[0], g[1], homeWords, firmWords), Key: strings.ToLower(strings.ReplaceAll(s[g[0]:g[1]], " ", ""))})
	}
}
