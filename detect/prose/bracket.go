package prose

import (
	"strings"

	"monban/detect"
)

// What an office tells of somebody in a few words stands in brackets behind his name:
// 毛利 克也（29、0430716、経験2年）, りこさん（高2、17）, れいな（女、6）. The papers of
// hospitals and travel agents have his sex as one letter: 広重 直美 F 1981/03/27.

// insideMost is how long such brackets are, in bytes.
const insideMost = 90

// bracketed reads the brackets behind the names of the line, and the letters of sexes.
func (r *Reader) bracketed(t *detect.Text) {
	s := t.Norm
	for i, n := r.now.from, len(r.items); i < n; i++ {
		it := &r.items[i]
		if it.Kind != detect.PersonName || it.aliasOf != "" || it.Alias {
			continue
		}
		at := it.end + len(honorifics.Begins(s[it.end:]))
		if at < len(s) && s[at] == '(' {
			inside := detect.Head(s[at+1:], insideMost)
			if k := strings.IndexByte(inside, ')'); k > 0 {
				r.listedIn(at+1, inside[:k])
			}
		}
		r.lettered(s, at)
	}
}

var honorifics = detect.NewPhrases(`様 さん さま 殿 氏 くん 君 ちゃん 選手 先生`)

// listedIn reads what stands between the marks of brackets that begin at from.
func (r *Reader) listedIn(from int, inside string) {
	parts, starts := parted(inside)
	if len(parts) < 2 {
		return // the rules know an age alone
	}
	young, numbers := false, 0
	for _, p := range parts {
		if digits := len(p) - len(strings.TrimLeft(p, "0123456789")); digits == len(p) && digits < 5 {
			numbers++
		} else if digits > 0 && counting.Begins(p[digits:]) != "" {
			return // (25、26日に来社)
		}
		if p == "男" || p == "女" || p == "男児" || p == "女児" || schoolYear(p) {
			young = true
		} else if counting.Ends(p) != "" && experience.Begins(p) == "" {
			return // 佐藤(3、5班)
		}
	}
	if numbers != 1 {
		return
	}
	age := false
	for i, p := range parts {
		start, end := from+starts[i], from+starts[i]+len(p)
		switch {
		case !age && ageAlone(p, young):
			age = r.tell(detect.Age, start, end, 1)
		case age && len(p) >= 5 && numberOf(p, true):
			r.pin(start, end, false)
		case p == "男" || p == "女" || p == "男性" || p == "女性":
			r.tell(detect.Sex, start, end, 1)
		}
	}
}

var (
	// counting end parts of brackets that number something else.
	counting = detect.NewPhrases(`日 班 組 頁 ページ 号 号室 点 得点 会議室 番 番目 位 巻 章 条 項 枚 個 冊 回 台 件 時 分 円 席 列 階 期 月 年度 版 話`)
	// experience begins what is told of somebody's work.
	experience = detect.NewPhrases(`経験 勤続 入社 在籍 勤務 職歴 高 中 小 大`)
)

// parted splits the inside of brackets at marks.
func parted(s string) (parts []string, starts []int) {
	at := 0
	for i, c := range s {
		w := 0
		switch c {
		case '、', '・':
			w = len("、")
		case ',', '/', ' ':
			w = 1
		}
		if w > 0 {
			if i > at {
				parts, starts = append(parts, s[at:i]), append(starts, at)
			}
			at = i + w
		}
	}
	if at < len(s) {
		parts, starts = append(parts, s[at:]), append(starts, at)
	}
	return parts, starts
}

// ageAlone reports whether a part of brackets is a number that is an age: of two
// digits, or of one where the part before is of a child.
func ageAlone(p string, young bool) bool {
	switch len(p) {
	case 1:
		return young && p[0] >= '1' && p[0] <= '9'
	case 2:
		return p[0]-'0' < 10 && p[1]-'0' < 10 && (p >= "15" || young && p >= "10")
	}
	return false
}

// schoolYear reports whether a part of brackets is a year of school: 高2, 小学3年.
func schoolYear(p string) bool {
	for _, w := range [...]string{"小学", "中学", "高校", "大学", "小", "中", "高", "大"} {
		if rest, ok := strings.CutPrefix(p, w); ok {
			rest = strings.TrimSuffix(strings.TrimSuffix(rest, "生"), "年")
			return len(rest) == 1 && rest[0] >= '1' && rest[0] <= '6'
		}
	}
	return false
}

// lettered reads M or F alone behind a name, where his age, his birth or his passport
// stands in the line as well.
func (r *Reader) lettered(s string, at int) {
	for k := at; k < len(s) && k < at+insideMost; k++ {
		if s[k] != 'M' && s[k] != 'F' || s[k-1] != ' ' && s[k-1] != '(' && s[k-1] != '/' {
			continue
		}
		if rest := s[k+1:]; rest != "" && strings.IndexByte(" )/,", rest[0]) < 0 && !strings.HasPrefix(rest, "、") {
			continue
		}
		for i := r.now.from; i < len(r.items); i++ {
			switch it := &r.items[i]; it.Kind {
			case detect.Age, detect.BirthDate, detect.Passport:
				if it.pos > at-insideMost && it.pos < k+insideMost && it.Evidence&detect.Sample == 0 {
					r.tell(detect.Sex, k, k+1, 1)
					return
				}
			}
		}
		return
	}
}
