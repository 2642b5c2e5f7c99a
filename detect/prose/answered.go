package prose

import (
	"strings"

	"monban/detect"
)

// A questionnaire names illnesses that nobody has: what it asks is denied by its answer
// in the line (てんかんがある はい・○いいえ; 喘息の既往はありますか → いいえ) or below it
// (A. いいえ), and left open where both answers are only printed.

// answersMost is how many bytes of a line are looked at for answers, and choiceReach how
// far はい stands before いいえ.
const (
	answersMost = 2000
	choiceReach = 40
)

// ticks stand before the answer that somebody has chosen.
var ticks = detect.NewPhrases(`○ 〇 ◯ ◎ ● ☑ ■ ☒ ✓ ✔ レ [x] [X] [v] [○] [レ] [✓] (○) (〇) (x) (レ) (✓)`)

// lead is what may stand between a mark and the answer.
const lead = " :・/|,、>→-"

// answered drops what the line t asks and its answers deny. Its items begin at from.
func (r *Reader) answered(t *detect.Text, from int) {
	if from == len(r.items) {
		return
	}
	s := detect.Head(t.Norm, answersMost)
	for at := 0; ; {
		k := strings.Index(s[at:], "いいえ")
		if k < 0 {
			return
		}
		no := at + k
		start, denied := choice(s, at, no)
		if denied {
			r.drop(from, func(it *item) bool { return it.Kind.Special() && it.pos >= at && it.pos < start })
		}
		at = no + len("いいえ")
	}
}

// choice reads the answer whose いいえ stands at no of s, and that answers what begins at
// from: where the answer begins, and whether it denies.
func choice(s string, from, no int) (start int, denied bool) {
	ticked := func(at int) bool { return ticks.Ends(strings.TrimRight(s[from:at], " ")) != "" }
	near := max(from, no-choiceReach)
	if k := strings.LastIndex(s[near:no], "はい"); k >= 0 {
		yes := near + k
		return yes, ticked(no) || !ticked(yes)
	}
	end := no + len("いいえ")
	rest := strings.TrimLeft(s[end:], " ")
	if rest != "" && strings.IndexAny(rest, "。.)」、,/|") != 0 && len(rest) == len(s)-end {
		return no, false // いいえ、と言った
	}
	question := strings.TrimRight(s[from:no], lead+"()")
	return no, asks(question) || len(question) < no-from && strings.TrimRight(s[from:no], " ") != question
}

// asks reports whether a text ends in a question.
func asks(s string) bool {
	s = strings.TrimRight(s, " 。)")
	return strings.HasSuffix(s, "か") || strings.HasSuffix(s, "?")
}

// posed reports whether a line is numbered or marked as a question, which need not end
// as one: Q. てんかんは, 問3 服薬.
func posed(line string) bool {
	s := strings.TrimLeft(line, " [(【")
	for _, w := range [...]string{"質問", "設問", "問", "Q", "q"} {
		if rest, ok := strings.CutPrefix(s, w); ok {
			return rest != "" && strings.IndexByte("0123456789.:)]- ", rest[0]) >= 0
		}
	}
	return false
}

// refusals are answers that deny all that was asked.
var refusals = map[string]bool{"いいえ": true, "いえ": true, "いいえ、ありません": true, "なし": true, "無し": true, "特になし": true, "特にありません": true, "ありません": true, "ないです": true, "no": true, "ない": true}

// refused reports whether a line is nothing but such an answer: A. いいえ.
func refused(norm string) bool {
	if len(norm) > choiceReach+answersHead {
		return false
	}
	s := strings.ToLower(strings.Trim(norm, " 。.!"))
	for _, w := range [...]string{"回答", "答え", "答", "ans", "a"} {
		if rest, ok := strings.CutPrefix(s, w); ok {
			s = rest
			break
		}
	}
	s = strings.TrimLeft(s, "0123456789"+lead+".)(]")
	return refusals[s]
}

// answersHead is how long the word before such an answer is, in bytes.
const answersHead = 20

// deny drops what the last line that was read asks about.
func (r *Reader) deny() {
	from := len(r.items)
	for from > 0 && r.items[from-1].line == r.line {
		from--
	}
	r.drop(from, func(it *item) bool { return it.Kind.Special() })
}
