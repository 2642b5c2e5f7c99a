package prose

import (
	"strings"
	"unicode/utf8"

	"monban/detect"
)

// cites reports whether a line is an entry of a list of literature: authors, the
// year in brackets, and a title in its marks behind it. Who wrote is nobody of
// whom the titles speak.
func cites(s string, chars detect.Chars) bool {
	if chars&detect.HasDigit == 0 {
		return false
	}
	i := strings.IndexByte(s, '(')
	for ; i >= 0 && i+6 <= len(s); i = next(s, i) {
		if s[i+5] != ')' || s[i+1] != '1' && s[i+1] != '2' || !digitsOnly(s[i+1:i+5]) || honored(s[:i]) {
			continue
		}
		rest := strings.TrimLeft(s[i+6:], " .,:")
		for _, mark := range [...]string{"「", "『", "“", "\""} {
			if strings.HasPrefix(rest, mark) {
				return !said(rest)
			}
		}
		if r, _ := utf8.DecodeRuneInString(rest); r >= 'A' && r <= 'Z' && (strings.Contains(s, "doi") || strings.Contains(s, "pp.") || pages(rest)) {
			return true
		}
	}
	return false
}

// honored reports whether s ends with somebody's honorific: no author has one.
func honored(s string) bool {
	s = strings.TrimRight(s, " ")
	for _, h := range [...]string{"さん", "様", "氏", "君", "くん", "先生"} {
		if strings.HasSuffix(s, h) {
			return true
		}
	}
	return false
}

// said reports whether a sentence goes on behind what stands in 「」: it is no
// title then.
func said(s string) bool {
	_, rest, ok := strings.Cut(s, "」")
	if !ok {
		return false
	}
	for _, w := range [...]string{"と", "を", "が", "は", "の", "に", "で", "も"} {
		if strings.HasPrefix(rest, w) {
			return true
		}
	}
	return false
}

// next returns where the next bracket opens behind s[i], -1 when none does.
func next(s string, i int) int {
	if n := strings.IndexByte(s[i+1:], '('); n >= 0 {
		return i + 1 + n
	}
	return -1
}

// pages reports whether s has a volume and its pages: 12, 33–41.
func pages(s string) bool {
	i := strings.LastIndexAny(s, ",:")
	if i < 0 {
		return false
	}
	s = strings.TrimLeft(s[i+1:], " ")
	n := 0
	for n < len(s) && s[n] >= '0' && s[n] <= '9' {
		n++
	}
	return n > 0 && n < len(s) && (s[n] == '-' || strings.HasPrefix(s[n:], "–"))
}

// lectures reports whether words before a name introduce who teaches, writes or
// presents: nothing beside it speaks of him. Whoever is spoken of (講師の佐藤さん)
// is called by an honorific behind the name.
func lectures(before, behind string) bool {
	if spoken.Begins(behind) != "" {
		return false
	}
	before = strings.TrimRight(before, " (の:・")
	return lecturing.Ends(before) != ""
}

// listed reports whether nothing but marks of a list stands in s.
func listed(s string) bool {
	for _, w := range [...]string{"・", "、", ",", "/", "と"} {
		if strings.Trim(s, " ") == w {
			return true
		}
	}
	return false
}

var (
	spoken    = detect.NewPhrases(`さん 様 氏 先生 は が`)
	lecturing = detect.NewPhrases(`教員 講師 著者 著 監修 監修者 編者 編集 座長 演者 執筆 執筆者 司会 司会者 翻訳 訳 撮影`)
)
