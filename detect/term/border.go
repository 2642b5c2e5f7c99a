package term

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"monban/detect"
	"monban/dict"
)

// class tells the kinds of characters apart that change between words.
type class uint8

const (
	other class = iota
	kanji
	hiragana
	katakana
	latin
	digit
)

func classOf(r rune) class {
	switch {
	case r < utf8.RuneSelf:
		switch {
		case r-'0' < 10 && r >= '0':
			return digit
		case r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z':
			return latin
		}
		return other
	case r >= 0x3041 && r <= 0x3096:
		return hiragana
	case r >= 0x30A1 && r <= 0x30FA || r == 'ー' || r == 'ヽ' || r == 'ヾ':
		return katakana
	case r >= 0x4E00 && r <= 0x9FFF, r == '々', r == '〆', r >= 0x3400 && r <= 0x4DBF, r >= 0x20000 && r <= 0x3FFFF, r >= 0xF900 && r <= 0xFAFF:
		return kanji
	case unicode.IsLetter(r):
		return latin
	}
	return other
}

// Hiragana that may stand directly before or behind a word written in
// hiragana: particles, the copula and the ends of verbs and adjectives.
var (
	before = detect.NewRunes("はがのをにでともやへかられりてしたいくるだなよ")
	behind = detect.NewRunes("はがをにでともやへのかだなよねさまぽっ")
)

// spells are how long something lasts, at once before it: 三年間|服役.
var spells = detect.NewPhrases(`年間 月間 日間 週間 か年 ヶ年 カ年 か月 ヶ月 カ月`)

// called ends the name of somebody in front: ゆかりちゃん|つわりがひどくて.
var called = detect.NewPhrases(`さん ちゃん くん さま ちゃま`)

// Kanji that may stand directly before or behind a medical word of two kanji:
// the rest of the compound is medical too.
var (
	kanjiBefore = detect.NewRunes("日週回在今昨夜朝性型右左両側度期全半多末再既前後有現新初重軽中小老若幼胎肺胃肝腎心脳骨頭頸頚胸腹腰膝足手指鼻耳眼目歯舌喉皮筋経血管腸道直結大宮卵乳腺膀尿甲状副部肢体口角節神")
	kanjiBehind = detect.NewRunes("症病歴薬剤治療中時後前合併等様型性期手検有無出現悪軽増傾状感疑既強持重慢急多継通服入退休発作者児併気味済頻歳年初診罹残続消少多")
)

// bordered reports whether the term in s[start:end] is a word there: the class
// of characters changes on both sides, or what stands there is known to join
// words. Long terms in kanji need no border, for kanji compounds are written
// without any: 重度知的障害, 統合失調症疑.
func (f *Finder) bordered(s string, start, end int, g *dict.Guards) bool {
	term := s[start:end]
	if phrase(term) && !opensWord(s, 0, start) {
		return false // 項目が見えな
	}
	open := false
	if start > 0 {
		r, _ := utf8.DecodeLastRuneInString(s[:start])
		first, _ := utf8.DecodeRuneInString(term)
		if c := classOf(r); c != other && c == classOf(first) {
			switch c {
			case kanji:
				switch {
				case g.Noun:
					return false
				case !kanjiBefore.Has(r) && !long(term) && parts.Ends(s[:start]) == "" && spells.Ends(s[:start]) == "" && !(g.Joins && sinceWhen.Ends(s[:start]) != ""):
					open = true
				}
			case hiragana:
				if !before.Has(r) && called.Ends(s[:start]) == "" {
					return false
				}
			default:
				return false
			}
		}
	}
	if coded(term, s[end:]) {
		return false
	}
	if end < len(s) {
		r, _ := utf8.DecodeRuneInString(s[end:])
		last, _ := utf8.DecodeLastRuneInString(term)
		if c := classOf(r); c != other && c == classOf(last) {
			switch c {
			case kanji:
				switch {
				case g.Noun:
					return false
				case last == '病' && (r == '院' || r == '棟'):
					return false // 川崎病院
				case !kanjiBehind.Has(r) && !long(term):
					open = true
				}
			case hiragana:
				if !behind.Has(r) && !strings.HasPrefix(s[end:], "あり") && !strings.HasPrefix(s[end:], "ある") && !strings.HasPrefix(s[end:], "や") && !phrase(term) {
					return false
				}
			case katakana:
				if !salt(s[end:]) {
					return false
				}
			default:
				return false
			}
		}
	}
	return !open || f.Border != nil && f.Border(s, start, end)
}

// phrase reports whether a term is a phrase that ends with a verb or an
// adjective, as 片耳が聞こえな or 足を折: whatever follows inflects it. So it does one in the passive: つきまとわれ.
func phrase(term string) bool {
	if passive.Ends(term) != "" {
		return true
	}
	return long(term) && phraseParticles.In(term[:len(term)-len("な")]) && classOf([]rune(term)[0]) != hiragana
}

var (
	passive         = detect.NewPhrases(`われ され られ かれ たれ まれ れな てな`)
	phraseParticles = detect.NewPhrases(`が を に で と`)
)

// cutsWord reports whether s[start:end] begins or ends inside of a Latin word.
func cutsWord(s string, start, end int) bool {
	return start > 0 && end > start && classOf(rune(s[start-1])) == latin && classOf(rune(s[start])) == latin ||
		end < len(s) && classOf(rune(s[end])) == latin && classOf(rune(s[end-1])) == latin
}

// codeDigits is how many digits make the short word in front of them part of a code.
const codeDigits = 4

// coded reports whether digits stand behind a word of two or three Latin letters as in
// the number of a passport or a part, which no measured value has: TR9180945.
func coded(term, rest string) bool {
	if len(term) > 3 || len(rest) < codeDigits {
		return false
	}
	for i := range codeDigits {
		if rest[i]-'0' >= 10 {
			return false
		}
	}
	for i := range len(term) {
		if (term[i]|0x20)-'a' >= 26 {
			return false
		}
	}
	return true
}
