package term

import (
	"strings"
	"unicode/utf8"

	"monban/detect"
	"monban/dict"
)

// A form is a beginning by which a predicate is known in a text: しびれ of しびれる,
// 動かな of 動く that is denied. What follows it inflects it.
type form struct {
	text   string
	denied bool // it says itself that something is not done
}

// formsOf returns the forms of a word of complaints.tsv. A verb or an adjective
// stands there as in a dictionary; with ! behind it what ails is that it is not
// done, or hardly; with ~ before it it is written in both kana. Anything else is
// taken as it is.
func formsOf(word string) []form {
	if w, ok := strings.CutPrefix(word, "~"); ok {
		return append(formsOf(hiraganaOf(w)), form{text: katakanaOf(w)})
	}
	verb, denied := strings.CutSuffix(word, "!")
	last, size := utf8.DecodeLastRuneInString(verb)
	stem := verb[:len(verb)-size]
	switch {
	case verb == "ない" || verb == "無い":
		return each("", `ない なく なか なさそ なし 無い 無く 無か 無し ゼロ ありませ ございませ あらへ`, true)
	case denied && strings.HasSuffix(verb, "できる"):
		return each(strings.TrimSuffix(verb, "できる"), `できな できず できん できませ できにく できてな できていな 出来な 出来ず 出来ませ`, true)
	case denied && strings.HasSuffix(verb, "する"):
		return each(strings.TrimSuffix(verb, "する"), `しな せず しませ なし できな できず`, true)
	case denied && ichidan(stem, last):
		return each(stem, `ない なく なか なさ なき ねえ ず ん ませ にく づら 辛く 辛い られな られず られん られま れな れず れん れま たがらな ようとしな ようとせ なさそ ていな てな てくれな ておら`, true)
	case denied && last == 'い':
		return each(stem, `くない くなく くなか くあり`, true)
	case denied:
		row := godan[last]
		if row == nil {
			return nil
		}
		a, i, e, o := stem+row[0], stem+row[1], stem+row[3], stem+row[4]
		out := each(a, `ない なく なか なさ なき ねえ ず ぬ ん せな せず せん せられ せま れな`, true)
		out = append(out, each(i, `ませ にく づら 辛く 辛い が悪 が鈍 がぎこ たがらな`, true)...)
		out = append(out, each(stem+row[2], `ていな てな てくれな ておら でいな でな でくれな でおら`, true)...)
		out = append(out, each(e, `ない なく なか なさ なき ず ん ませ にく づら`, true)...)
		return append(out, each(o, `うとしな うとせ`, true)...)
	case verb == "する":
		return each("", `する した して しま`, false)
	case last == 'い':
		return each(stem, `い く か さ そ が`, false)
	case ichidan(stem, last):
		if before, _ := utf8.DecodeLastRuneInString(stem); classOf(before) == kanji {
			return each(stem, `る た て ま ちゃ や 始 続 だ`, false) // 出 alone begins too much
		}
		return []form{{text: stem}}
	case godan[last] != nil:
		row := godan[last]
		return []form{{text: verb}, {text: stem + row[1]}, {text: stem + row[2]}}
	}
	return []form{{text: verb}}
}

// each joins a stem with each of the endings.
func each(stem, endings string, denied bool) []form {
	var out []form
	for _, e := range strings.Fields(endings) {
		out = append(out, form{stem + e, denied})
	}
	return out
}

// godan are the stems of verbs by their last character: before ない, before ます,
// before て, before る (can), before う.
var godan = map[rune][]string{
	'う': {"わ", "い", "っ", "え", "お"}, 'く': {"か", "き", "い", "け", "こ"}, 'ぐ': {"が", "ぎ", "い", "げ", "ご"},
	'す': {"さ", "し", "し", "せ", "そ"}, 'つ': {"た", "ち", "っ", "て", "と"}, 'ぬ': {"な", "に", "ん", "ね", "の"},
	'ぶ': {"ば", "び", "ん", "べ", "ぼ"}, 'む': {"ま", "み", "ん", "め", "も"}, 'る': {"ら", "り", "っ", "れ", "ろ"},
}

// ichidan reports whether stem and last are a verb whose stem never changes. Of
// those with る directly behind a kanji few are: 出る, not 切る.
func ichidan(stem string, last rune) bool {
	before, _ := utf8.DecodeLastRuneInString(stem)
	return last == 'る' && strings.ContainsRune("いきぎしじちにひびみりえけげせぜてでねへべめれ出見寝着", before)
}

// inflected returns the end of the verb or adjective in s of which a form ends at
// at, with its auxiliaries: 動か|なくなりました, 腫れ|上がって.
func inflected(s string, at int) int {
	i := at
	for i < min(len(s), at+inflectionMost) {
		r, n := utf8.DecodeRuneInString(s[i:])
		if classOf(r) == kanji && auxiliaries.Has(r) {
			if next, _ := utf8.DecodeRuneInString(s[i+n:]); classOf(next) != hiragana {
				break
			}
		} else if classOf(r) != hiragana || r == 'で' && !voiced(s[:i]) || i > at && quoted(s[:i], s[i:]) || halts.Begins(s[i:]) != "" && continuing.Begins(s[i:]) == "" {
			break
		}
		i += n
	}
	return i
}

// inflectionMost is how long an inflection with its auxiliaries is, in bytes.
const inflectionMost = 60

// voiced reports whether s ends as verbs do before で: 痛ん|で, not 痛み|で.
func voiced(s string) bool { return strings.HasSuffix(s, "ん") || strings.HasSuffix(s, "い") }

// quoted reports whether what follows a verb or an adjective only says that it was
// said: 腫れている|って.
func quoted(before, after string) bool {
	last, _ := utf8.DecodeLastRuneInString(before)
	return strings.HasPrefix(after, "って") && strings.ContainsRune("るいた", last)
}

var (
	// auxiliaries go on with a verb behind its stem.
	auxiliaries = detect.NewRunes("上始続出過切込辛難下落")
	// halts begin what no longer inflects a verb or an adjective.
	halts = detect.NewPhrases(`いって いる間 いう そうです そうだ そう。 そう、 は も に を へ が の と から ため だけ ので のに けど けれ こと もの よう そうで そうな そうに みたい らし です でし だそ だった とき など ばかり くらい ぐらい ほど まで まま より ながら たび ころ うち なら あり ある たまら しかた しょうが いけな かなわ 場合 ねと よね んで んだ んです んじゃ なので なん やつ`)
	// continuing begin like one of them and inflect it.
	continuing = detect.NewPhrases(`にく がち がる がっ がり もら でしま まです なりま なる なった なって なり`)
)

// unfinished reports whether a term of the dictionary is a verb or an adjective
// without its end, as 出社できな or 片耳が聞こえな.
func unfinished(t *dict.Term) bool {
	switch detect.Kind(t.Kind) {
	case detect.Symptom, detect.Disability:
		last, _ := utf8.DecodeLastRuneInString(t.Text)
		return phrase(t.Text) || unended.Has(last)
	}
	return false
}

// unended characters end no word.
var unended = detect.NewRunes("なっん")

// negated reports whether the inflection behind a form takes it back: くない, ていません.
func negated(ending string) bool { return negations.In(ending) }

var negations = detect.NewPhrases(`ない なく なか ません ませず へん ずに`)

// hiraganas returns the length of the hiragana at the beginning of s.
func hiraganas(s string) int {
	for i, r := range s {
		if classOf(r) != hiragana {
			return i
		}
	}
	return len(s)
}

func hiraganaOf(s string) string { return shift(s, 'ァ', 'ヶ', 'ぁ'-'ァ') }
func katakanaOf(s string) string { return shift(s, 'ぁ', 'ゖ', 'ァ'-'ぁ') }

// shift moves the characters from first to last by d.
func shift(s string, first, last, d rune) string {
	return strings.Map(func(r rune) rune {
		if r >= first && r <= last {
			return r + d
		}
		return r
	}, s)
}

// startsWord reports whether the form w of a predicate may begin at at behind other
// words of its clause: not つる in うつる.
func startsWord(s string, at int, w string) bool {
	r, _ := utf8.DecodeLastRuneInString(s[:at])
	first, _ := utf8.DecodeRuneInString(s[at:])
	switch c := classOf(r); {
	case c != classOf(first):
		return true
	case c == kanji:
		return counted.Has(r)
	case c == hiragana:
		return adverbial.Has(r) && (long(w) || r != 'う')
	}
	return false
}

// repeated reports whether s says the same twice: ちょこちょこ.
func repeated(s string) bool {
	half := len(s) / 2
	return half >= len("ちょ") && s[:half] == s[half:]
}
