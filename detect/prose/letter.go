package prose

import (
	"strings"
	"unicode/utf8"

	"monban/detect"
)

// readingOf reports whether s[at:] stands in brackets right behind the name that
// ends at one of items, and all in the brackets is kana: 門脇 詩(かどわき うた).
// end is where the brackets end.
func readingOf(s string, at int, items []item) (end int, ok bool) {
	open := strings.TrimRight(s[:at], " ")
	if !strings.HasSuffix(open, "(") {
		return 0, false
	}
	n := strings.IndexByte(s[at:], ')')
	if n < 0 || n > 60 {
		return 0, false
	}
	for _, c := range s[at : at+n] {
		if c != ' ' && c != 'ー' && c != '・' && (c < 'ぁ' || c > 'ヺ') {
			return 0, false
		}
	}
	name := len(strings.TrimRight(open[:len(open)-1], " "))
	for i := range items {
		if items[i].end == name && items[i].Kind == detect.PersonName {
			return at + n, true
		}
	}
	return 0, false
}

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

var (
	spoken    = detect.NewPhrases(`さん 様 氏 先生 は が`)
	lecturing = detect.NewPhrases(`教員 講師 著者 著 監修 監修者 編者 編集 座長 演者 執筆 執筆者 司会 司会者 翻訳 訳 撮影`)
)

// listed reports whether nothing but marks of a list stands in s.
func listed(s string) bool {
	for _, w := range [...]string{"・", "、", ",", "/", "と"} {
		if strings.Trim(s, " ") == w {
			return true
		}
	}
	return false
}

// addresses are words for whom a letter speaks to that nobody says to a company.
var addresses = detect.NewWords(`貴殿 貴方 貴女 貴君 あなた様`)

// homely reports whether the address behind before is said to be somebody's
// home, whatever company stands near: ご住所：….
func homely(before string) bool {
	b := strings.TrimRight(before, " :は(〒0123456789-")
	for _, w := range [...]string{"ご住所", "御住所", "ご自宅", "自宅", "自宅住所", "お住まい", "現住所"} {
		if strings.HasSuffix(b, w) {
			return true
		}
	}
	return false
}

// private reports whether the person is written to at home: no organisation
// stands above the line that addresses him, and an address does, as on an
// envelope.
func (r *Reader) private(items []item, said owned, person int) bool {
	for i := said.first[person]; i >= 0; i = said.next[i] {
		if items[i].home {
			return true
		}
	}
	if !items[person].addressed {
		return false
	}
	if r.thou {
		return true
	}
	line := items[person].line
	for _, o := range r.org {
		if o >= line-3 && o <= line {
			return false
		}
	}
	for i := said.first[person]; i >= 0; i = said.next[i] {
		if it := &items[i]; it.Kind == detect.Address && it.line < line && it.line >= line-2 {
			return true
		}
	}
	return false
}
