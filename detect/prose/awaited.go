package prose

import (
	"strings"

	"monban/detect"
)

// A line often ends with the name of what only the next line gives: 口座番号は / 1234567
// です, 【学籍番号】 / 21B1234, 「社員番号を教えてください」 / 30215です. The value says nothing
// by itself; under that name it does.

// awaitedMost is how long such a value is, in bytes.
const awaitedMost = 48

var (
	// inquiring ends a line that asks for what it names last.
	inquiring = detect.NewPhrases(`を教えてください を教えて下さい を教えて を教えていただけますか を教えてもらえますか を教えてくれますか をお知らせください を知らせてください をお願いします をお願いいたします をください を送ってください をお送りください は何ですか は何番ですか はなんですか は何番でしょうか は何でしょうか はわかりますか は分かりますか わかりますか 分かりますか は次のとおりです は次の通りです は以下のとおりです は以下の通りです は下記のとおりです は下記の通りです をお送りします を送ります をお知らせします をお伝えします が届きました が分かりました がわかりました`)
	// telling follows such a value where the line goes on.
	telling = detect.NewPhrases(`です でした になり となり に変わ に変更 に訂正 で登録 でお願い と と、 、 。 ( ) 」 】 /`)
)

// awaited reads the value with which the line begins and that the line before it names.
// Only what needs the name is taken: what the value tells by itself, the line tells.
func (r *Reader) awaited(t *detect.Text) {
	if r.before == "" || t.Chars&(detect.HasDigit|detect.HasLatin) == 0 {
		return
	}
	from, to, ok := awaitedValue(t.Norm)
	if !ok {
		return
	}
	label := awaiting(r.before)
	if label == "" {
		return
	}
	l := &r.now
	r.senses.Recognise(r.excerptOf(t, t.Norm[from:to], label), func(k detect.Kind, m detect.Match) {
		if m.Evidence&detect.Label == 0 || k.Special() && k != detect.DisabilityCertificate && k != detect.WelfareCertificate {
			return
		}
		m.Start, m.End = m.Start+from, m.End+from
		at := len(r.items)
		if r.add(k, m, false, false); at == len(r.items) {
			return
		}
		r.items[at].label = k.Special()
		l.taken = append(l.taken, span{m.Start, m.End})
	})
}

// awaitedValue returns the range of letters, digits and marks with which a line begins,
// when nothing but the end of a sentence follows.
func awaitedValue(s string) (from, to int, ok bool) {
	for from < len(s) && (s[from] == ' ' || s[from] == '>') {
		from++
	}
	if i := strings.Index(detect.Head(s[from:], 30), "第"); i > 0 && !strings.ContainsAny(s[from:from+i], "0123456789、。 :") {
		from += i // 東京都第123456号
	}
	from += len(opening.Begins(s[from:]))
	to = from
	digits := 0
	for to < len(s) && to-from <= awaitedMost {
		switch c := s[to]; {
		case c-'0' < 10:
			digits++
			to++
			continue
		case c > ' ' && c < 0x7f && c != ':' && c != '(' && c != ')', c == ' ' && to+1 < len(s) && s[to+1]-'0' < 10:
			to++
			continue
		}
		w := units.Begins(s[to:])
		if w == "" {
			break
		}
		to += len(w)
	}
	if digits < 2 || to-from < 3 || to-from > awaitedMost {
		return 0, 0, false
	}
	rest := strings.TrimLeft(s[to:], " ")
	return from, to, rest == "" || telling.Begins(rest) != ""
}

var (
	opening = detect.NewPhrases(`「 第 → ⇒`)
	units   = detect.NewPhrases(`万 千 円 号`)
)

// awaiting returns the name with which a line ends that the next line gives the value
// of, "" when it ends otherwise.
func awaiting(before string) string {
	s := strings.TrimRight(before, " ?？。」)")
	if w := inquiring.Ends(s); w != "" {
		s = s[:len(s)-len(w)]
	} else {
		closed := len(s) < len(before) && strings.HasSuffix(strings.TrimRight(before, " "), "。")
		mark := strings.TrimRight(s, " :】]>は")
		if closed || len(mark) == len(s) && labelStart(s, len(s)) > leadingMarks(s) {
			return ""
		}
		s = mark
	}
	start := labelStart(s, len(s))
	label := strings.Trim(s[start:], " -*#>")
	if len(label) < len("PW") || len(label) > labelMost {
		return ""
	}
	return label
}

// leadingMarks returns the length of the blanks and marks with which a line begins.
func leadingMarks(s string) int {
	return len(s) - len(strings.TrimLeft(s, " ・■●◆○※【[->*#"))
}
