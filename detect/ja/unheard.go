package ja

import (
	"strings"
	"unicode/utf8"

	"monban/detect"
)

// Families that no list has are known by what stands around them: an honorific, the
// number of a room, the end of a mail.

// strange reports whether a word before an honorific may be a family name that
// no list has: two or three kanji that the dictionary does not know, or knows as
// a place only. Families are called like villages, hardly like the cities in which
// offices are spoken of as 名古屋さん.
func (p *prose) strange(s string, runes int) bool {
	return p.n.tok().Word(s)&^(placeSet|personSet|setOf(ProperNoun)) == 0 && shaped(s, runes)
}

// Unheard reports whether a word may be a family name though neither the dictionary
// nor a list has it.
func (n *Namer) Unheard(norm string) bool {
	runes := utf8.RuneCountInString(norm)
	if !shaped(norm, runes) || n.tok().Word(norm) != 0 {
		return false
	}
	_, size := utf8.DecodeRuneInString(norm)
	return runes == 2 || n.tok().Word(norm[size:])&commonSet == 0 // 社携帯
}

// shaped reports whether two or three kanji may be a family name, and end no word for
// people or offices.
func shaped(s string, runes int) bool {
	if runes < 2 || runes > 3 || branches[s] {
		return false
	}
	if in, end, is := lists().vetoed(s); in || is || end && !(runes == 3 && strings.HasSuffix(s, "郡")) { // 釈迦郡
		return false
	}
	first, _ := utf8.DecodeRuneInString(s)
	last, _ := utf8.DecodeLastRuneInString(s)
	return !strings.ContainsRune(wordFirst, first) && !strings.ContainsRune(wordLast, last) && strings.IndexFunc(s, func(r rune) bool { return !isHan(r) && r != 'ヶ' }) < 0
}

// wordFirst and wordLast begin and end words for people and offices, which stand
// before honorifics as names do: 御社様, 取引先様, 来場者様.
const (
	wordFirst = "御貴弊各当同両諸某全他毎今昨翌新旧前元故一二三四五六七八九十百千〇数何毎客男女老若娘孫嫁"
	wordLast  = "者先店社員院校園所部課室局会団組隊係側客様方主師士長家屋番業生手親者人民族君子氏名宅号便科班署党派軍庁省社寺宮神仏院達々等々側用分別毎時日月年"
)

// signMost is how long a name is with which a line of a mail ends, in bytes.
const signMost = len("勅使河原。")

// signs reports whether a word is the last of a line in which somebody has written in
// whole, polite sentences: …また通いたいです。纐纈.
func (p *prose) signs(start, end int) bool {
	said, ok := strings.CutSuffix(p.s[:start], "。")
	return ok && end == len(p.s) && polite.Ends(said) != ""
}

var polite = detect.NewPhrases(`です ます ません ました でした ください 下さい でしょうか ますか でしょう`)

// lodger reports whether a word behind the number of a room, before an honorific, may
// be a family name, though it is a word as well: 1105号室雨夜氏.
func (p *prose) lodger(s string, start, runes int) bool {
	return roomed(strings.TrimRight(p.s[:start], " ")) && shaped(s, runes)
}
