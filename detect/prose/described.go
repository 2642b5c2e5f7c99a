package prose

import (
	"strings"

	"monban/detect"
)

// Behind a name stands in a few words who somebody is: （女性・60代）, （ベトナム、24歳）,
// ／女／, （49・男）. Each of them says nothing alone.

// describedMost is how far behind a name, in bytes, they stand.
const describedMost = 160

// descriptions reads what stands behind the names of the line.
func (r *Reader) descriptions() {
	for i, n := r.now.from, len(r.items); i < n; i++ {
		if it := &r.items[i]; it.Kind == detect.PersonName && it.aliasOf == "" && !it.Alias {
			r.described(it.end)
		}
	}
}

// described reads what stands behind the name that ends at end.
func (r *Reader) described(end int) {
	s := r.now.t.Norm
	at := end
	for _, h := range [...]string{" ", "様", "さん", "氏", "さま", "殿", "くん", "ちゃん", "君"} {
		if strings.HasPrefix(s[at:], h) {
			at += len(h)
		}
	}
	if at >= len(s) {
		return
	}
	if s[at] == '(' {
		n := strings.IndexByte(s[at:min(len(s), at+describedMost)], ')')
		if n < 2 {
			return
		}
		if n <= 60 {
			r.describe(at+1, at+n, true)
		}
		at += n + 1
	}
	if at < len(s) && (at > end && s[at-1] == ' ' || separated(s[at:])) {
		r.describe(at, r.behindName(at), false)
	}
	if n := strings.TrimLeft(s[at:], " "); (len(n) < len(s[at:]) || s[at-1] == ' ') && len(n) >= 2 && twoDigits(n[:2]) && n[0] > '1' && (len(n) == 2 || n[2] == ' ' && measures.Begins(strings.TrimLeft(n[2:], " ")) == "") && r.patient(end) {
		from := len(s) - len(n)
		r.tell(detect.Age, from, from+2, 0)
	}
	if strings.HasSuffix(s[:at], "氏") && len(s) == at+len(" 58") && s[at] == ' ' && twoDigits(s[at+1:]) {
		r.tell(detect.Age, at+1, len(s), 0) // 阿久津氏 58
	}
}

// nameless reads who somebody is with whose sex and age a line begins instead of his
// name, as a counsellor notes it, 女子、16歳。里親家庭で…, and notes whether the line
// tells both of somebody.
func (r *Reader) nameless() {
	s := r.now.t.Norm
	if r.now.t.Chars&detect.HasDigit == 0 || !r.now.t.Has(sexes) || modelled.In(s) {
		return
	}
	at := len(s) - len(strings.TrimLeft(s, " ・■●○*-"))
	end := at
	for end < len(s) && end < at+len("男性") && markOf(s[end:]) == 0 {
		end++
	}
	if n := markOf(s[end:]); sexWord[s[at:end]] && n > 0 && s[end] != ':' {
		stop := end + n
		for stop < len(s) && stop < end+30 && markOf(s[stop:]) == 0 && !strings.HasPrefix(s[stop:], "。") {
			stop++
		}
		age := s[end+n : stop]
		years := strings.TrimRight(strings.TrimSuffix(age, "歳"), "0123456789") == "" && strings.HasSuffix(age, "歳")
		if (years || decade(age)) && (strings.HasPrefix(s[stop:], "。") || strings.HasPrefix(s[stop:], "、")) {
			r.tell(detect.Sex, at, end, 0)
			if !years {
				r.tell(detect.Age, end+n, stop, 0)
			}
		}
	}
	for i := r.now.from; i < len(r.items) && i < r.now.from+aboutMost; i++ {
		for j := r.now.from; j < len(r.items) && j < r.now.from+aboutMost; j++ {
			sex, age := &r.items[i], &r.items[j]
			if sex.Kind == detect.Sex && age.Kind == detect.Age && sex.pos <= age.end+namelessMost && age.pos <= sex.end+namelessMost {
				r.now.nameless = true
				return
			}
		}
	}
}

var (
	sexes = detect.NewWords(`男 女`)
	// modelled are words of examples, surveys and stories about nobody.
	modelled = detect.NewPhrases(`モデル ケース の例 例では 事例 症例 人気 主人公 映画 小説 アンケート 回答 平均 プラン 割合 対象 募集 歓迎`)
)

// namelessMost is how far a sex may stand from an age, in bytes, where both are somebody's.
const namelessMost = 12

// patient reports whether the line with the name that ends at end is about somebody's
// illness or home, beside which two digits are his age: 猪俣 キク 91 一人で立てない.
func (r *Reader) patient(end int) bool {
	for i, n := r.now.from, min(len(r.items), r.now.from+aboutMost); i < n; i++ {
		it := &r.items[i]
		if it.Kind == detect.PersonName && it.end == end && injured.Ends(strings.TrimRight(r.now.t.Norm[:it.pos], " :")) != "" ||
			it.pos > end && (it.Kind == detect.Address || told.Has(it.Kind)) && detect.Believed(it.Odds, it.Evidence|detect.WithPerson) {
			return true
		}
	}
	return false
}

var measures = detect.NewPhrases(`kg cm mm mg ml mL 点 回 % 拍 件 円 個`)

var injured = detect.NewPhrases(`傷病者 患者 負傷者 要救護者 搬送者`)

// behindName returns where what is said behind a name ends: with the sentence, or
// with the next name.
func (r *Reader) behindName(at int) int {
	s := r.now.t.Norm
	end := at + len(detect.Head(s[at:], describedMost))
	if i := strings.Index(s[at:end], "。"); i >= 0 {
		end = at + i
	}
	for i := r.now.from; i < len(r.items); i++ {
		if it := &r.items[i]; it.Kind == detect.PersonName && it.pos >= at {
			end = min(end, it.pos)
		}
	}
	return end
}

// separated reports whether s begins with a mark between what is said of somebody.
func separated(s string) bool { return markOf(s) > 0 }

// markOf returns the length of such a mark at the beginning of s.
func markOf(s string) int {
	if s == "" {
		return 0
	}
	if strings.IndexByte(" ,/:", s[0]) >= 0 {
		return 1
	}
	if strings.HasPrefix(s, "、") || strings.HasPrefix(s, "・") {
		return len("、")
	}
	return 0
}

// describe takes the words between marks in a range of the line. bracket tells that
// nothing else stands in it.
func (r *Reader) describe(from, to int, bracket bool) {
	s := r.now.t.Norm[:to] // a mark may be cut in two there
	sexed := false         // the word before was a sex
	for at := from; at < to; {
		if n := markOf(s[at:]); n > 0 {
			at += n
			continue
		}
		stop := at
		for stop < to && markOf(s[stop:]) == 0 && s[stop] != '(' {
			stop++
		}
		if stop < to && s[stop] == '(' { // a remark goes with its word
			return
		}
		w := s[at:stop]
		switch {
		case sexWord[w] && !counts(s[stop:]):
			r.tell(detect.Sex, at, stop, 0)
			sexed = true
		case decade(w) || kanjiAge(w, bracket) || twoDigits(w) && (sexed || sexFollows(s[stop:])):
			r.tell(detect.Age, at, stop, 0)
		case len(w) == 3 && twoDigits(w[:2]) && (w[2] == 'M' || w[2] == 'F'):
			r.tell(detect.Age, at, at+2, 0)
			r.tell(detect.Sex, at+2, stop, 0)
		case bracket && monthsOld(w):
			r.tell(detect.Age, at, stop, 0)
		case w != "":
			sexed = false
		}
		at = stop
	}
}

// sexWord are the words for somebody's sex.
var sexWord = map[string]bool{"男性": true, "女性": true, "男": true, "女": true, "男子": true, "女子": true}

// sexFollows reports whether the next word is a sex: 49・男.
func sexFollows(s string) bool {
	n := markOf(s)
	for n > 0 {
		s = s[n:]
		n = markOf(s)
	}
	end := 0
	for end < len(s) && markOf(s[end:]) == 0 {
		end++
	}
	return sexWord[s[:end]]
}

// counts reports whether a number of people follows: 男 20名.
func counts(s string) bool {
	s = strings.TrimLeft(s, " :")
	rest := strings.TrimLeft(s, "0123456789")
	return len(rest) < len(s) && (rest == "" || strings.HasPrefix(rest, "名") || strings.HasPrefix(rest, "人"))
}

// monthsOld reports the age of a baby: 11か月, 生後8か月.
func monthsOld(w string) bool {
	w = strings.TrimPrefix(w, "生後")
	n := strings.TrimLeft(w, "0123456789")
	switch n {
	case "か月", "ヶ月", "カ月", "ヵ月", "ケ月":
		return len(w)-len(n) == 1 || len(w)-len(n) == 2
	}
	return false
}

// twoDigits reports whether w is a number of two digits that may be an age.
func twoDigits(w string) bool { return len(w) == 2 && w[0]-'1' < 9 && w[1]-'0' < 10 }

// kanjiAge reports an age in kanji: 三十二歳, and in brackets 五十一.
func kanjiAge(w string, bracket bool) bool {
	n, ok := strings.CutSuffix(w, "歳")
	if !ok && !bracket || len(n) < len("十一") || len(n) > len("五十一") || !strings.Contains(n, "十") {
		return false
	}
	return strings.Trim(n, "一二三四五六七八九十") == ""
}

// decade reports 60代, 30代後半 and 78Y, which no other rule takes for ages.
func decade(w string) bool {
	n := 0
	for n < len(w) && w[n] >= '0' && w[n] <= '9' {
		n++
	}
	if n != 2 {
		return false
	}
	switch w[n:] {
	case "代", "代前半", "代半ば", "代後半", "Y", "y", "さい":
		return true
	}
	return false
}
