package ja

import (
	"strings"
	"unicode/utf8"

	"monban/detect"
)

// kinWords tell what somebody is to another. No family is called so.
var kinWords = [...]string{"長男", "長女", "次男", "次女", "二男", "二女", "三男", "三女", "四男", "息子", "祖父", "祖母", "義父", "義母", "義兄", "義姉", "義弟", "義妹", "叔父", "叔母", "伯父", "伯母", "実父", "実母", "継父", "継母", "養父", "養母", "養子", "内縁", "新郎", "新婦", "亡父", "亡母", "亡夫", "亡妻"}

// whoWords tell what somebody is in an affair, and stand on his name as well.
var whoWords = [...]string{"故人", "社員", "患児", "喪主", "施主", "弁護士", "司法書士", "行政書士", "税理士", "患者", "遺失者", "拾得者", "申出人"}

// kinLetters are such words of one character, which stand apart from a name:
// 母 安西 美咲.
const kinLetters = "父母夫妻兄姉弟妹娘子"

// related reports whether a word for a relative ends there: 義母|蓼沼いち, 父|篠ノ井巌.
func related(before string) bool {
	last, size := utf8.DecodeLastRuneInString(before)
	if !strings.ContainsRune(kinLetters, last) {
		return false
	}
	first, _ := utf8.DecodeLastRuneInString(before[:len(before)-size])
	return !isHan(first) || strings.ContainsRune("祖義叔伯実継養長次二三", first)
}

// kinBefore returns how many bytes of a name tell what its bearer is to somebody,
// as 長男 of 長男達也 and 長女 知世 do, with the blank behind them.
func kinBefore(name string) int {
	first, size := utf8.DecodeRuneInString(name)
	if first < '一' {
		return 0
	}
	if strings.HasPrefix(name[size:], " ") && strings.ContainsRune(kinLetters, first) {
		size++
		if name[size:] == "" {
			return 0
		}
		return size
	}
	for _, w := range whoWords {
		if rest, ok := strings.CutPrefix(name, w); ok && utf8.RuneCountInString(rest) > 2 {
			return len(name) - len(strings.TrimLeft(rest, " "))
		}
	}
	for _, w := range kinWords {
		if rest, ok := strings.CutPrefix(name, w); ok {
			rest = strings.TrimLeft(rest, " ")
			if utf8.RuneCountInString(rest) < 2 && rest == name[len(w):] {
				return 0 // 長男坊, 実父母
			}
			return len(name) - len(rest)
		}
	}
	return 0
}

// kinGlued returns the length of the word for a relative that stands on a whole
// name, as 母 does in 母能勢和代, when the rest is the better name.
func (p *prose) kinGlued(name string) int {
	first, size := utf8.DecodeRuneInString(name)
	if len(name) < 4*size || !strings.ContainsRune(kinLetters, first) || strings.ContainsRune(name, ' ') {
		return 0
	}
	rest, known := p.n.whole(name[size:])
	if odds, whole := p.n.whole(name); !known || rest <= 1 || whole && odds >= rest {
		return 0
	}
	return size
}

// dayWords stand on a name without a mark: 本日戸叶課長は, 昨夜蛭間さんが.
var dayWords = detect.NewPhrases(`本日 昨日 昨夜 昨晩 今朝 今日 今夜 先日 明日 先週 今週 来週 先月 今月 来月 午前 午後 深夜 早朝`)

// whoGlued returns the length of what stands on a family name as a day does or as the end
// of a word for people: 本日|戸叶, 世帯主|戸叶 雅江, 申出人|赤堀 玲奈.
func (p *prose) whoGlued(start int, name string) int {
	size := len(dayWords.Begins(name))
	if r, n := utf8.DecodeRuneInString(name); size == 0 && strings.ContainsRune("主者人員児", r) {
		if before, _ := utf8.DecodeLastRuneInString(p.s[:start]); r == '主' || isHan(before) {
			size = n
		}
	}
	if size == 0 {
		return 0
	}
	family, _, _ := strings.Cut(name[size:], " ")
	if family == "" || p.l.family[name[:size+len(family)]] || !p.n.isFamily(family) {
		return 0
	}
	return size
}

// aside are what somebody writes in brackets behind a joke.
var aside = map[string]bool{"笑": true, "爆": true, "泣": true, "汗": true, "涙": true, "怒": true}

// jokes reports whether a name is nothing but that: 食べすぎました(笑).
func (p *prose) jokes(m detect.Match) bool {
	return aside[p.s[m.Start:m.End]] && m.Start > 0 && p.s[m.Start-1] == '(' && p.rune(m.End) == ')'
}

// greetings are words of English with which a sentence begins that names somebody.
var greetings = [...]string{"Dear ", "Hi ", "Hello ", "Ask ", "Please ask ", "Call ", "Thank you ", "Thanks ", "Tell ", "Email ", "Contact "}

// greeted returns how many bytes of a name in Latin letters are such a word.
func greeted(name string) int {
	if name[0] >= utf8.RuneSelf {
		return 0
	}
	for _, g := range greetings {
		if rest, ok := strings.CutPrefix(name, g); ok && rest != "" {
			return len(g)
		}
	}
	return 0
}
