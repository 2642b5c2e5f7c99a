package term

import (
	"unicode/utf8"

	"monban/detect"
)

// occasionMost is how long what brings on a symptom is told, in bytes.
const occasionMost = 75

var (
	// conditions end the clause that tells when somebody has it: 教室に入ろうとすると|涙が出る.
	conditions = detect.NewPhrases(`ると うと くと すと つと むと ぶと ぐと ぬと るだけで くだけで むだけで すだけで るたびに くたびに`)
	// tellers end what stands before that clause and is no part of it.
	tellers = detect.NewPhrases(`さんは さんが さんも くんは くんが くんも ちゃんは ちゃんが ちゃんも 様は 様が 様も 氏は 氏が 君は 君が さまは さまが 本人は 本人が 児は 児が 母は 父は 妻は 夫は 者は 明けから 先週から 先月から 今月から 月から 日から 頃から 年前から 週間前から 昨日から 今朝から 最近 このところ このごろ`)
	// speech is no occasion of anything.
	speech = detect.NewPhrases(`によると 聞くと 伺うと 言うと いうと 見ると みると 思うと 考えると 比べると 比較すると すると、 調べると 確認すると`)
)

// occasion returns where what somebody has begins with what brings it on, of which the
// words for it begin at start: 朝になると|体が重い, 高い所に上がると|足がすくむ.
func occasion(s string, floor, start int) int {
	from := max(floor, start-occasionMost)
	for from < start && !utf8.RuneStart(s[from]) {
		from++
	}
	clause := s[from:start]
	if conditions.Ends(clause) == "" || speech.Ends(clause) != "" {
		return start
	}
	cut := 0
	for i, r := range clause {
		switch {
		case classOf(r) == other:
			cut = i + utf8.RuneLen(r)
		case tellers.Ends(clause[:i]) != "":
			cut = i
		}
	}
	if cut == 0 && from > floor {
		return start // longer than what is looked at
	}
	if utf8.RuneCountInString(clause[cut:]) < 3 {
		return start
	}
	return from + cut
}
