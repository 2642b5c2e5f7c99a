package ja

import "unicode/utf8"

// looks are how a word is written, and whether a name in kanji may begin with it:
// what Prose asks of every word, most of which no name begins with.
type looks struct {
	letters letters
	runes   uint8 // characters, 255 for more
	starts  starts
	family  bool // it, alone or with the next word, can be a family name
}

// starts is the kind of character that a word starts with.
type starts uint8

const (
	startsOther starts = iota
	startsHan
	startsKatakana
	startsHiragana
	startsLatin // a capital, or a letter with a mark
)

func startOf(r rune) starts {
	switch {
	case isHan(r):
		return startsHan
	case r >= 'ァ' && r <= 'ヺ':
		return startsKatakana
	case isHiragana(r):
		return startsHiragana
	case r >= 'A' && r <= 'Z' || isLatin(r):
		return startsLatin
	}
	return startsOther
}

// letters is a set of kinds of characters.
type letters uint8

const (
	hasHan letters = 1 << iota // and ヶ, ヵ
	hasKana
	hasLatin
	hasGap   // what stands between the parts of a name
	hasOther // what stands in no name
)

// letterOf returns the kind of a character; nothing for the marks that names have.
func letterOf(r rune) letters {
	switch {
	case r >= 'ぁ' && r <= 'ゖ', r >= 'ァ' && r <= 'ヺ', r == 'ー', r == 'ゝ', r == 'ゞ', r == 'ヽ', r == 'ヾ':
		if r == 'ヶ' || r == 'ヵ' {
			return hasHan
		}
		return hasKana
	case isHan(r):
		return hasHan
	}
	switch r {
	case ' ', '\n', '・', '=', '゠':
		return hasGap
	case '.', '-', '\'', '’', ',', '‐':
		return 0
	}
	if r < utf8.RuneSelf && isAlnum(byte(r)) && !isDigit(byte(r)) || isLatin(r) {
		return hasLatin
	}
	return hasOther
}

// script returns the kind of letters that a text of such characters is made of.
func (l letters) script() script {
	switch {
	case l&hasOther != 0:
		return noScript
	case l&hasLatin != 0 && l&(hasHan|hasKana) != 0:
		return mixed
	case l&hasLatin != 0:
		return latin
	case l&hasHan != 0:
		return kanji
	case l&hasKana != 0:
		return kana
	}
	return noScript
}

// looksOf looks at every character of a word. It does not know of families.
func looksOf(word string) (l looks) {
	for i, r := range word {
		l.letters |= letterOf(r)
		if i == 0 {
			l.starts = startOf(r)
		}
		if l.runes < 255 {
			l.runes++
		}
	}
	return l
}
