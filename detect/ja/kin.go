package ja

import (
	"strings"
	"unicode/utf8"
)

// kinWords tell what somebody is to another. No family is called so.
var kinWords = [...]string{"長男", "長女", "次男", "次女", "二男", "二女", "三男", "三女", "四男", "息子", "祖父", "祖母", "義父", "義母", "義兄", "義姉", "義弟", "義妹", "叔父", "叔母", "伯父", "伯母", "実父", "実母", "継父", "継母", "養父", "養母", "養子", "内縁", "新郎", "新婦", "亡父", "亡母", "亡夫", "亡妻"}

// whoWords tell what somebody is in an affair, and stand on his name as well.
var whoWords = [...]string{"故人", "社員", "患児", "喪主", "施主", "弁護士", "司法書士", "行政書士", "税理士"}

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
