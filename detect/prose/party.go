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
	part   string
	key    string
	text   string
	office bool // he acts for a company: 株式会社みどり 代表取締役 工藤 明（以下「甲」という。）
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
			r.is(part, it, false)
		}
		if part := calledBelow(t.Norm[it.end:]); part != "" {
			r.is(part, it, it.staff || acting(t.Norm[:it.pos]))
		}
	}
	if len(r.party) > 0 {
		r.seats(t, from)
	}
	for _, p := range r.party {
		if r.signsFrom(t, p, from) {
			r.items = append(r.items, item{line: r.line, end: len(p.part), subject: true, mention: true,
				Value: detect.Value{Kind: detect.PersonName, Loc: t.Loc, Hidden: t.Hidden, Text: p.text, Key: p.key}})
			continue
		}
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
func (r *Reader) is(part string, it *item, office bool) {
	for i := range r.party {
		if p := &r.party[i]; p.part == part {
			p.key, p.text, p.office = it.Key, it.Text, office // the last who is called so
			return
		}
	}
	r.party = append(r.party, party{part, it.Key, it.Text, office})
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

// acting reports whether a name behind before is that of somebody who acts for a
// company that stands there, or has a title.
func acting(before string) bool {
	if i := strings.LastIndexAny(before, "」)"); i >= 0 {
		before = before[i:] // the other party is done with
	}
	b := strings.TrimRight(before, " ")
	return organised.In(b) || rolesBehind.Ends(b) != ""
}

// organised are words for a company or another body in whose name somebody signs.
var organised = detect.NewPhrases(`会社 法人 (株) (有) 組合 代表 理事長 市長 町長 村長 知事 学校 大学 病院 協会 財団 機構 銀行 信用金庫`)

// signsFrom reports whether the line t, whose items begin at from, is the one at the
// end of a contract that tells where a party lives, and marks the address: 乙 岐阜県….
// A party that is no company, and acts for none, lives there.
func (r *Reader) signsFrom(t *detect.Text, p party, from int) bool {
	if p.office || !strings.HasPrefix(t.Norm, p.part) || organisation(t) {
		return false
	}
	rest := t.Norm[len(p.part):]
	if rest == "" || !strings.ContainsRune(" :)(", rune(rest[0])) {
		return false
	}
	lives := false
	for i := from; i < len(r.items); i++ {
		if it := &r.items[i]; it.Kind == detect.Address && it.pos-len(p.part) < partyNear {
			it.home, lives = true, true
			it.Evidence = it.Evidence&^detect.NegativeContext | detect.Context // whatever company stands above
		}
	}
	return lives
}

// partyNear is how far behind the word for a party, in bytes, his address begins.
const partyNear = 40

// seats gives the address in the line t, which begins with a party that is a company,
// to nobody: 甲 東京都… 株式会社みどり, above where the other party lives.
func (r *Reader) seats(t *detect.Text, from int) {
	part := parties.Begins(t.Norm)
	if part == "" || !strings.HasPrefix(t.Norm[len(part):], " ") || !organisation(t) {
		return
	}
	for i := from; i < len(r.items); i++ {
		if it := &r.items[i]; it.Kind == detect.Address && it.pos-len(part) < partyNear {
			it.Whose, it.Business = detect.Staff, true
		}
	}
}
