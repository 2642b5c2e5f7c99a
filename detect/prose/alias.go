package prose

import (
	"strings"

	"monban/detect"
)

// formerly introduces another name of the person who stands before it.
var (
	formerly      = strings.Fields(`旧姓 旧氏 旧名 通称 通名 通称名 本名 戸籍名 戸籍上`)
	formerlyAtEnd = detect.NewPhrasesOf(formerly)
)

// sameAs reports whether the name at start says again who the name before it is:
// his name before a marriage, and what goes on behind brackets with one. from is
// the first item of the line.
func (r *Reader) sameAs(t *detect.Text, start, end, from int) bool {
	before := strings.TrimRight(t.Norm[:start], " ")
	if before == "" {
		return false
	}
	if before[len(before)-1] == ')' {
		return r.resumes(t, before, end, from)
	}
	return former(strings.TrimRight(before, " :・はの"))
}

// former reports whether words end with one that introduces another name.
func former(words string) bool {
	return formerlyAtEnd.Ends(words) != ""
}

// resumes reports whether the name that ends at end goes on with one before
// brackets that tell of a former name, which before ends with. It makes the two
// one: 田中（旧姓 佐藤）花子.
func (r *Reader) resumes(t *detect.Text, before string, end, from int) bool {
	open := strings.LastIndexByte(before, '(')
	if open < 0 {
		return false
	}
	inside := strings.TrimSpace(before[open+1:])
	for _, w := range formerly {
		if !strings.HasPrefix(inside, w) {
			continue
		}
		if name := r.nameBefore(t, open, from); name >= 0 {
			it := &r.items[name]
			it.Key = r.senses.FoldName(t.Norm[it.pos:it.end] + strings.TrimSpace(t.Norm[len(before):end]))
			return true
		}
	}
	return false
}

// nameBefore returns the item of the name that ends at a place of the line, -1
// when none does.
func (r *Reader) nameBefore(t *detect.Text, at, from int) int {
	at = len(strings.TrimRight(t.Norm[:at], " "))
	for i := from; i < len(r.items); i++ {
		if r.items[i].Kind == detect.PersonName && r.items[i].end == at {
			return i
		}
	}
	return -1
}

// kinsfolk are relatives.
var kinsfolk = detect.NewPhrases(`母 父 妻 夫 兄 姉 弟 妹 祖母 祖父 長男 長女 次男 次女 息子 娘 保護者 家族`)

// kin reports whether a name is introduced as somebody's relative: 母（山田花子）
// speaks of the mother's child.
func kin(before string) bool {
	before = strings.TrimRight(before, " (:のは・、")
	who := kinsfolk.Ends(before)
	return who != "" && hosts.Ends(strings.TrimRight(before[:len(before)-len(who)], " 叔伯従曾祖の")) == ""
}

// hosts are those whose relatives a list of guests names, of whom each is somebody
// of his own: 新郎伯父 塩見 勝 様.
var hosts = detect.NewPhrases(`新郎 新婦 両家 故人 喪主`)

// kinTopic returns where the line ends whose topic is a relative by his name:
// 長男の達也（35歳）は…, or what it says of 本人 begins. It returns 0 when it is about
// somebody else.
func kinTopic(s string, end int) int {
	rest := s[end:]
	for _, h := range [...]string{"さん", "くん", "ちゃん", "様", "氏"} {
		rest = strings.TrimPrefix(rest, h)
	}
	if strings.HasPrefix(rest, "(") {
		i := strings.IndexByte(rest, ')')
		if i < 0 {
			return 0
		}
		rest = rest[i+1:]
	}
	for _, p := range [...]string{"は", "が", "も"} {
		if strings.HasPrefix(rest, p) {
			if i := strings.Index(s[end:], "本人"); i >= 0 {
				return end + i
			}
			return len(s)
		}
	}
	return 0
}

// labelledKin gives a relative whom a label names what the line says behind his
// name: 父：瀬名 勝（会社員）アルコール依存症.
func labelledKin(items []item) {
	last := -1
	for i := range items {
		v := &items[i]
		switch {
		case v.Kind == detect.PersonName:
			last = -1
			if v.label && v.kin && v.Whose == detect.Relative {
				last = i
			}
		case last >= 0 && v.line == items[last].line && v.pos >= items[last].end && v.Whose == detect.Subject && (told.Has(v.Kind) || v.Kind == detect.Age):
			v.Whose = detect.Relative
		}
	}
}

// personal are the kinds that make a relative who is named a person of his own.
var personal = detect.SetOf(detect.BirthDate, detect.Phone, detect.Email, detect.Address, detect.MyNumber, detect.BankAccount)

// relatives gives a relative who is named what stands right behind his name: the
// telephone of 母（山田花子 090-…） is hers. It reports who became a person so.
func relatives(items []item, owner []int) (own []int) {
	var names []int
	any := false
	for i := range items {
		if items[i].Kind == detect.PersonName {
			names = append(names, i)
			any = any || items[i].kin && items[i].Mention
		}
	}
	if !any {
		return nil
	}
	places := placesOf(items, names)
	for i := range items {
		v := &items[i]
		if owner[i] >= 0 || v.Whose != detect.Subject || !personal.Has(v.Kind) && !told.Has(v.Kind) && v.Kind != detect.Age || !detect.Believed(v.Odds, v.Evidence|detect.WithPerson) {
			continue
		}
		n := places.before(v.line, v.pos)
		if n < 0 || !items[n].kin || !items[n].Mention && owner[n] != n {
			continue
		}
		if !personal.Has(v.Kind) && v.pos >= items[n].topic {
			continue
		}
		if owner[n] != n {
			owner[n], items[n].Mention = n, false
			own = append(own, n)
		}
		owner[i] = n
	}
	return own
}

// spelled takes the kana in brackets behind a name, which ends at end, as another
// spelling of it: TRAN THI HONG（チャン ティ ホン）.
func (r *Reader) spelled(end int, key string) {
	t := r.now.t
	s := strings.TrimLeft(t.Norm[end:], " ")
	if !strings.HasPrefix(s, "(") {
		return
	}
	n := strings.IndexByte(s, ')')
	if n < len("(アア") || n > 60 {
		return
	}
	for _, c := range s[1:n] {
		if (c < 'ァ' || c > 'ヺ') && c != ' ' && c != 'ー' && c != '・' {
			return // hiragana tells as well what somebody does: (おわり)
		}
	}
	at := len(t.Norm) - len(s) + 1
	inside := t.Norm[at : at+n-1]
	if odds, _ := r.senses.NameCell(inside); odds < 0 && !strings.Contains(inside, " ") {
		return // (パート)
	}
	r.now.readings = append(r.now.readings, span{at, at + n - 1})
	r.items = append(r.items, item{line: r.line, pos: at, end: at + n - 1, aliasOf: key, Value: detect.Value{Kind: detect.PersonName, Loc: t.Loc, Hidden: t.Hidden,
		Text: t.Original(at, at+n-1), Key: r.senses.FoldName(inside), Odds: 0.5, Evidence: detect.Label, Alias: true}})
}

// joinName makes a given name the rest of the family name for which a form has
// asked just before, or the other way round.
func (r *Reader) joinName(it *item, part string) {
	if part != "family" && part != "given" {
		return
	}
	it.part = part
	for i := len(r.items) - 1; i >= 0 && r.items[i].line >= it.line-1; i-- {
		other := &r.items[i]
		if other.part == "" || other.part == part {
			continue
		}
		family, given := other.Text, it.Text
		if part == "family" {
			family, given = given, family
		}
		other.Key = r.senses.FoldName(family + given)
		it.Key, it.part, other.part = other.Key, "", ""
		return
	}
}

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
