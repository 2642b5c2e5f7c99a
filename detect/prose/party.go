package prose

import (
	"strings"
	"unicode/utf8"

	"monban/detect"
)

// Papers of courts, contracts and records of cases name somebody once and call him
// by his part after that: 申立人 西脇千鶴, and below 申立人は…; 東海林 守（以下「乙」という。）.
// What is said of the part is said of him.

// parties are such parts. Those of one character, and those in brackets behind
// 以下, are parts only where the paper says whose.
var parties = detect.NewPhrases(`申立人 相手方 原告 被告 被告人 被疑者 容疑者 控訴人 被控訴人 債権者 債務者 請求人 貸主 借主 賃貸人 賃借人 売主 買主 贈与者 受贈者 委託者 受託者 甲 乙 丙 丁 被相続人 相続人 遺言者 受遺者 被後見人 成年被後見人
	被害者 加害者 相談者 通告者 通報者 対象者 対象児 被災者 負傷者 患者 利用者 喪主 故人`)

// A party is somebody by his part, and the item that names him.
type party struct {
	part string
	key  string
	text string
}

// partiesMost is how many parties a section has.
const partiesMost = 16

// parties notes whom the line t, whose items begin at from, names with his part, and
// adds a mention of him wherever it speaks of a part.
func (r *Reader) parties(t *detect.Text, from int) {
	if t.Chars&detect.HasKanji == 0 {
		return
	}
	for i := from; i < len(r.items); i++ {
		it := &r.items[i]
		if it.Kind != detect.PersonName || it.Key == "" || it.Alias || len(r.party) >= partiesMost {
			continue
		}
		if part := parties.Ends(strings.TrimRight(t.Norm[:it.pos], " :(の")); part != "" && alone(t.Norm[:it.pos], part) {
			r.is(part, it)
		}
		if part := calledBelow(t.Norm[it.end:]); part != "" {
			r.is(part, it)
		}
	}
	for _, p := range r.party {
		for at := 0; ; {
			i := strings.Index(t.Norm[at:], p.part)
			if i < 0 {
				break
			}
			i += at
			at = i + len(p.part)
			if spokenAt(t.Norm, i, at) {
				r.items = append(r.items, item{line: r.line, pos: i, end: at, subject: true, mention: true,
					Value: detect.Value{Kind: detect.PersonName, Loc: t.Loc, Hidden: t.Hidden, Text: p.text, Key: p.key}})
			}
		}
	}
}

// is notes that the part is that of a named person. Two with one part have none.
func (r *Reader) is(part string, it *item) {
	for i := range r.party {
		if p := &r.party[i]; p.part == part {
			p.key, p.text = it.Key, it.Text // the last who is called so
			return
		}
	}
	r.party = append(r.party, party{part, it.Key, it.Text})
}

// alone reports whether a part that s ends with, but for marks, is a word of its own.
func alone(s, part string) bool {
	before := s[:strings.LastIndex(s, part)]
	c, _ := utf8.DecodeLastRuneInString(before)
	return before == "" || c < '一' && (c < 'ァ' || c > 'ヺ')
}

// calledBelow returns the part that brackets behind a name give it:
// （以下「甲」という。）.
func calledBelow(behind string) string {
	behind = strings.TrimLeft(behind, " 様氏")
	rest, ok := strings.CutPrefix(behind, "(以下")
	if !ok {
		return ""
	}
	rest = strings.TrimLeft(rest, "、 ")
	rest, ok = strings.CutPrefix(rest, "「")
	if !ok {
		return ""
	}
	part, _, ok := strings.Cut(rest, "」")
	if !ok || part == "" || len(part) > len("被控訴人ら") {
		return ""
	}
	return part
}

// spokenAt reports whether a sentence speaks of the part at s[i:end]: a particle
// follows it, and it is a word of its own.
func spokenAt(s string, i, end int) bool {
	if c, _ := utf8.DecodeLastRuneInString(s[:i]); i > 0 && c >= '一' && c <= '鿿' {
		return false
	}
	for _, w := range [...]string{"は", "が", "に", "の", "を", "も", "と", "へ", "から", "より", "宅", "方"} {
		if strings.HasPrefix(s[end:], w) {
			return true
		}
	}
	return false
}
