package prose

import (
	"strings"

	"monban/detect"
)

// A chat has the name of who writes before each line, 江口：三好くん今日も休みです. So has a
// list of people, 江口：うつ病; but there nobody talks, and nobody speaks of others.

// talk ends what people say to each other, and phrasesOfTalk stand in it.
var (
	talk          = detect.NewPhrases(`す た ん う ね よ な か ? ! って ください 下さい 了解 OK だけど けど から ので かも たい して おいて てる て`)
	phrasesOfTalk = detect.NewPhrases(`です ます ました でした って もらえ だよ かな`)
)

// mentioned stand behind an honorific where the clause tells of another: 三好さんと喧嘩した.
var mentioned = detect.NewPhrases(`と に へ を から より など`)

// themed reports whether one talks of the person behind whose name s follows:
// 三好くん今日も休みです.
func themed(s string) bool {
	h := served.Begins(s)
	return h != "" && s[len(h):] != "" && mentioned.Begins(s[len(h):]) == ""
}

// talkMost is how much of a line is looked at for that, in bytes.
const talkMost = 600

// deskMost is how long a word for his work before the name of who writes may be, in
// bytes: 配車 江原.
const deskMost = len("サービス管理責任者 ")

// utters reports whether a name stands before a line as the names of those do who
// talk, and whether what stands behind it is said to somebody.
func utters(s string, start, end int) (names, talks bool) {
	rest, ok := strings.CutPrefix(strings.TrimLeft(s[end:], " "), ":")
	before := s[:start]
	if !ok || start > deskMost || !leads(before) && (!strings.HasSuffix(before, " ") || strings.ContainsAny(before[:len(before)-1], " :、。(0123456789")) {
		return false, false
	}
	return true, talk.Ends(strings.TrimRight(rest, " 。.)、…wW笑♪")) != "" || phrasesOfTalk.In(rest[:min(len(rest), talkMost)])
}

// chatters makes those who talk in a chat people at their work, where they speak of
// somebody else.
func chatters(items []item, owner []int) {
	lines, talking, others := 0, 0, false
	at := map[int]int{} // who writes a line
	for i := range items {
		if v := &items[i]; v.utters && owner[i] >= 0 {
			lines++
			if at[v.line] = owner[i]; v.talks {
				talking++
			}
		}
	}
	if lines < 2 || 2*talking < lines {
		return
	}
	for i := range items {
		v := &items[i]
		who, ok := at[v.line]
		others = others || ok && v.themed && v.subject && owner[i] != who
	}
	if !others {
		return
	}
	for i := range items {
		if v := &items[i]; v.utters && owner[i] >= 0 && v.topic == 0 {
			v.staff = true
		}
	}
}

// posters finds those who write in a chat where they live and how they are reached,
// in one line and of no office: 〒… 愛知県豊田市… 090-…. With an address alone that may
// be the place to meet, unless others write theirs, too.
func (r *Reader) posters(items []item, owner []int, said owned) map[int]bool {
	var all map[int]bool
	sure := false
	for i := range items {
		if owner[i] != i || !items[i].speaker {
			continue
		}
		if n := r.posts(items, said, i); n > 1 {
			if all == nil {
				all = map[int]bool{}
			}
			all[i] = true
			sure = sure || n > 2
		}
	}
	if len(all) < 2 && !sure {
		return nil
	}
	return all
}

// posts counts the kinds of private data that one has written of himself in a line.
func (r *Reader) posts(items []item, said owned, person int) (most int) {
	line := 0
	var kinds detect.KindSet
	for i := said.first[person]; i >= 0; i = said.next[i] {
		v := &items[i]
		if v.line != line {
			line, kinds = v.line, 0
		}
		switch {
		case r.orgNear(v.line), v.Kind == detect.Phone && landline(&v.Value), v.Kind == detect.Email && !detect.FreeMail(v.Key):
		case v.Kind == detect.Address, v.Kind == detect.PostalCode, v.Kind == detect.BirthDate, v.Kind == detect.Phone, v.Kind == detect.Email:
			kinds |= detect.SetOf(v.Kind)
		}
		most = max(most, kinds.Len())
	}
	return most
}
