package term

import (
	"strings"
	"unicode/utf8"

	"monban/detect"
)

// Surveys tell how many have an illness, and nobody who has it: 3歳児の約14.9%が食物
// アレルギーと診断された経験がある, 2人に1人ががんになる, 国内で約1,200万人が糖尿病と推計される.

// portionReach is how far before a term, in bytes, the share stands, and portionGap how
// much of the sentence is between both.
const portionReach, portionGap = 120, 54

// portions are the ways to say how many, before what they have. A count of people is one
// only when it is that of a country.
var portions = detect.NewPhrases(`%が %は %の人が %の方が %の子どもが %の児童が %の人に %以上が %近くが %程度が パーセントが 割が 割は 割の人が 割の方が 割以上が 割近くが 人に1人が 人に1人は 人に1人の割合 人に一人が 人に一人は 万人が 万人以上が 万人超が 半数が 半数以上が 半数近くが 過半数が`)

// surveyed reports whether the sentence tells of a share of people before s[start:] that
// they have it.
func surveyed(s string, start int) bool {
	if !portions.In(s[max(0, start-portionReach):start]) {
		return false
	}
	before := detect.Tail(s[:start], portionReach)
	if i := strings.LastIndex(before, "。"); i >= 0 {
		before = before[i+len("。"):]
	}
	behind := -1
	for i := range before {
		if w := portions.Begins(before[i:]); w != "" {
			behind = i + len(w)
		}
	}
	return behind >= 0 && len(before)-behind <= portionGap && !elsewhere.In(before[behind:]) && quantity(before[:behind])
}

// quantity reports whether a figure stands before the way to say how many.
func quantity(s string) bool {
	for len(s) > 0 {
		r, n := utf8.DecodeLastRuneInString(s)
		switch {
		case r-'0' < 10 && r >= '0' || r == '半' || strings.ContainsRune("一二三四五六七八九十百千数", r):
			return true
		case strings.ContainsRune("、。 ", r):
			return false
		}
		s = s[:len(s)-n]
	}
	return false
}

// elsewhere are marks that the sentence has gone on to something else, or to somebody:
// SpO2は90%が続き、肺炎と診断.
var elsewhere = detect.NewPhrases(`、 さん 様 氏 君 くん ちゃん 本人`)
