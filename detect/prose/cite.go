package prose

import (
	"strings"
	"unicode/utf8"

	"monban/detect"
)

// cites reports whether a line is an entry of a list of literature: authors, the
// year in brackets, and a title in its marks behind it, or authors, the title and
// who published it when. Who wrote is nobody of whom the titles speak.
func cites(s string, chars detect.Chars) bool {
	if chars&detect.HasDigit == 0 {
		return false
	}
	i := strings.IndexByte(s, '(')
	for ; i >= 0 && i+6 <= len(s); i = next(s, i) {
		year, rest := s[i+1:i+5], s[i+5:]
		if year[0] != '1' && year[0] != '2' || !digitsOnly(year) || honored(s[:i]) {
			continue
		}
		rest, ok := strings.CutPrefix(strings.TrimPrefix(rest, "年"), ")")
		if !ok {
			continue
		}
		rest = strings.TrimLeft(rest, " .,:")
		for _, mark := range [...]string{"「", "『", "“", "\""} {
			if strings.HasPrefix(rest, mark) {
				return !said(rest, mark) && !treated.In(strings.ReplaceAll(rest, "」 ", "」"))
			}
		}
		if r, _ := utf8.DecodeRuneInString(rest); r >= 'A' && r <= 'Z' && (strings.Contains(s, "doi") || strings.Contains(s, "pp.") || pages(rest)) {
			return true
		}
	}
	return published(s)
}

// published reports whether a line is a book as lists have it: author『title』
// publisher, year.
func published(s string) bool {
	author, rest, ok := strings.Cut(s, "『")
	if !ok || author == "" || len(author) > 90 || honored(author) || strings.ContainsAny(author, "。!?") || strings.Contains(author, "は") || strings.Contains(author, "が") {
		return false
	}
	_, rest, ok = strings.Cut(rest, "』")
	return ok && !strings.HasPrefix(rest, "と") && publishers.In(rest)
}

var publishers = detect.NewPhrases(`出版 書房 書店 書院 新書 文庫 新聞社 社, 社、 社. 大学出版 印刷 pp. ISBN 頁 ページ 年. 年, 年、 年) 年刊`)

// treated are words behind what stands in 「」 that tell how somebody is.
var treated = detect.NewPhrases(`」入院 」通院 」外来 」退院 」服薬 」治療`)

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

// said reports whether a sentence goes on behind what stands in 「」 or 『』, by the
// mark that opens it: it is no title then.
func said(s, mark string) bool {
	closing := "」"
	if mark == "『" {
		closing = "』"
	}
	_, rest, ok := strings.Cut(s, closing)
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

// authored reports whether a name is that of an author: with the mark of his
// university behind it (百瀬 良介1)、), or in the bracket behind a title.
func authored(s string, start, end int) bool {
	rest := strings.TrimLeft(s[end:], "0123456789,")
	if len(rest) < len(s)-end && strings.HasPrefix(rest, ")") && strings.LastIndexByte(s[:start], '(') <= strings.LastIndexByte(s[:start], ')') {
		return true
	}
	i := strings.LastIndex(s[max(0, start-120):start], "』(")
	return i >= 0 && strings.IndexByte(s[max(0, start-120)+i+len("』("):start], ')') < 0
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
