package detect

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// How far words speak for a value in running text, in bytes: about 40
// characters before it and 15 after it.
const (
	reachBefore = 120
	reachAfter  = 45
)

// Around tells what the words around Norm[start:end] say of it. pos are words
// that name the value, neg words that name something else. The label of the
// text decides; without one the nearest word before the value in its sentence,
// then a word right behind it, then what stands before the text.
//
// The answer is Label when the column or the field is named so, Label and
// Context when the name stands directly before the value in the same text,
// Context for a word nearby, NegativeContext when the nearest word is against it.
func (t *Text) Around(start, end int, pos, neg *Words) Evidence {
	if e := t.labelSays(pos, neg); e != 0 {
		return e
	}
	before := lastSentence(Tail(t.Norm[:start], reachBefore))
	if e, end := t.weighed(start-len(before), start, pos, neg); e != 0 {
		if e == Context && link(t.Norm[end:start]) {
			e |= Label
		}
		return e
	}
	if e := behind(firstSentence(t.Norm[end:]), pos, neg); e != 0 {
		return e
	}
	if t.Label == "" && t.Before != "" && start < reachBefore {
		return weigh(Tail(t.Before, reachBefore), pos, neg)
	}
	return 0
}

// Labelled reports whether the label of the text is about one of the words.
func (t *Text) Labelled(pos, neg *Words) bool { return t.labelSays(pos, neg) == Label }

// A Heading is the header of a column, with what the words of the rules say of
// it: the cells of the column ask for the same, one after the other. It is for
// one goroutine.
type Heading struct {
	Text string // normalised
	said []saying
}

// A saying is what the words of one rule say of a label.
type saying struct {
	pos, neg *Words
	e        Evidence
}

// Under makes h the label of t.
func (t *Text) Under(h *Heading) { t.Label, t.heading = h.Text, h }

func (t *Text) labelSays(pos, neg *Words) Evidence {
	if t.Label == "" {
		return 0
	}
	h := t.heading
	if h == nil || h.Text != t.Label {
		return labelSays(t.Label, pos, neg)
	}
	for i := range h.said {
		if s := &h.said[i]; s.pos == pos && s.neg == neg {
			return s.e
		}
	}
	e := labelSays(t.Label, pos, neg)
	if len(h.said) < 64 { // more than there are rules
		h.said = append(h.said, saying{pos, neg, e})
	}
	return e
}

func labelSays(label string, pos, neg *Words) Evidence {
	e := weigh(mainPart(label), pos, neg)
	if e == 0 {
		e = weigh(label, pos, neg)
	}
	switch e {
	case 0:
		return 0
	case Context:
		return Label
	}
	return NegativeContext
}

// weigh returns Context, NegativeContext, both when a negative word stands
// nearer to the end than a positive one, or 0.
func weigh(s string, pos, neg *Words) Evidence {
	if neg == nil {
		neg = &noWords
	}
	var w weighing
	for i, r := range s {
		if r < utf8.RuneSelf && r != '(' && !letter(byte(r)) {
			continue
		}
		h := headOf(r)
		if pos.index[h] != 0 {
			w.pos(i, pos.match(s, i, h))
		}
		if neg.index[h] != 0 {
			w.neg(i, neg.match(s, i, h))
		}
	}
	return w.verdict(s, 0, pos)
}

// weighed is weigh of Norm[from:to], where words can begin only where words of
// the whole text do. end is where the last word of pos ends.
func (t *Text) weighed(from, to int, pos, neg *Words) (e Evidence, end int) {
	if from == to {
		return 0, 0
	}
	if neg == nil {
		neg = &noWords
	}
	t.findHeads()
	s := t.Norm[:to]
	var w weighing
	at, _ := slices.BinarySearchFunc(t.heads, from, func(h head, from int) int { return int(h.at) - from })
	for _, h := range t.heads[at:] {
		if int(h.at) >= to {
			break
		}
		if pos.begins(h) {
			w.pos(int(h.at), pos.match(s, int(h.at), h.hash))
		}
		if neg.begins(h) {
			w.neg(int(h.at), neg.match(s, int(h.at), h.hash))
		}
	}
	return w.verdict(s, from, pos), w.pe
}

// A weighing holds the words for and against that end last so far, the longest of
// several; an end of 0 is none.
type weighing struct{ ps, pe, ns, ne int }

func (w *weighing) pos(start, end int) {
	if end > w.pe {
		w.ps, w.pe = start, end
	}
}

func (w *weighing) neg(start, end int) {
	if end > w.ne {
		w.ns, w.ne = start, end
	}
}

// verdict is what the words say that have been found in s[from:].
func (w *weighing) verdict(s string, from int, pos *Words) Evidence {
	switch {
	case w.pe == 0 && w.ne == 0:
		return 0
	case w.ne == 0 || w.pe > w.ne || w.pe == w.ne && w.ps <= w.ns:
		return Context
	}
	// A word inside the one against it does not count: 勤務先住所 is no 住所.
	if w.pe > 0 && pos.In(s[from:w.ns]) {
		return Context | NegativeContext
	}
	return NegativeContext
}

var noWords Words

// behind judges words directly behind a value: "(携帯)", "は私の個人番号です".
// A word that is itself followed by a value or a colon is the label of that.
func behind(s string, pos, neg *Words) Evidence {
	ps, pe := pos.First(s)
	ns, ne := 0, 0
	if neg != nil {
		ns, ne = neg.First(s)
	}
	e, from, to := Context, ps, pe
	if pe == 0 || ne != 0 && ns < ps {
		e, from, to = NegativeContext, ns, ne
	}
	if to == 0 || from > 30 {
		return 0
	}
	if e == Context && strings.Trim(s[:from], " ([") == "" && strings.ContainsAny(s[:from], "([") {
		e |= Label // 1234 (個人番号)
	}
	rest := strings.TrimLeft(s[to:], " )]")
	rest = strings.TrimPrefix(rest, "番号")
	rest = strings.TrimLeft(rest, " ")
	if rest != "" && (strings.IndexByte(":=", rest[0]) >= 0 || rest[0]-'0' < 10) {
		return 0
	}
	return e
}

// mainPart is a label without what stands in brackets.
func mainPart(s string) string {
	if i := strings.IndexAny(s, "([（"); i > 0 {
		return s[:i]
	}
	return s
}

// link reports whether s, which stands between a name and a value, only joins
// the two: "番号: ", " は ", "(12桁) = ".
func link(s string) bool { return len(s) <= 40 && skipLink(s) == len(s) }

// Value returns where the value begins that a name ending at Norm[i] names:
// behind marks, brackets and words that only join the two. It is -1 when the
// sentence ends before.
func (t *Text) Value(i int) int {
	n := skipLink(t.Norm[i:min(len(t.Norm), i+64)])
	if i+n >= len(t.Norm) || n > 40 || strings.Contains(t.Norm[i:i+n], "。") {
		return -1
	}
	return i + n
}

// skipLink returns the length of what joins a name and a value at the start of s.
func skipLink(s string) int {
	i := 0
	for i < len(s) {
		r, n := utf8.DecodeRuneInString(s[i:])
		switch w := linkWord(s[i:]); {
		case w > 0:
			n = w
		case r == '(' || r == '[':
			// A remark, unless the value itself stands in the brackets.
			if k := strings.IndexAny(s[i:], ")]"); k > 0 && !ascii(s[i:i+k]) {
				n = k + 1
			}
		case unicode.IsLetter(r) || unicode.IsDigit(r) || r == utf8.RuneError:
			return i
		}
		i += n
	}
	return i
}

func ascii(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// joining are clauses with which people come from the name of a value to the value.
var joining = NewPhrases(`ですが でございますが につきましては については に関しては 正しくは を確認したところ を確認すると を聞いたところ を聞くと を伺ったところ を伺うと をうかがったところ を尋ねたところ を尋ねると を調べたところ をお聞きしたところ をお尋ねしたところ を照会したところ は次のとおり は次の通り は以下のとおり は以下の通り は下記のとおり は下記の通り 次のとおり 次の通り 以下のとおり 以下の通り 変更後は 訂正後は 変更後の 訂正後の 現在は`)

// Joint returns the length of what comes at the start of s between the name of a value
// and the value, in clauses of running text: ですが、正しくは.
func Joint(s string) int {
	i := 0
	for range 3 {
		w := joining.Begins(s[i:])
		if w == "" {
			return i
		}
		i += len(w)
		if strings.HasPrefix(s[i:], "、") {
			i += len("、")
		}
	}
	return i
}

func linkWord(s string) int {
	if w := joining.Begins(s); w != "" {
		return len(w)
	}
	for _, w := range [...]string{"番号", "コード", "は", "が", "の", "第", "欄", "様", "約", "No", "NO", "no", "ID", "id", "ナンバー", "number", "is", "was"} {
		if strings.HasPrefix(s, w) && (w[0] >= utf8.RuneSelf || len(s) == len(w) || !alnum(s[len(w)])) {
			return len(w)
		}
	}
	return 0
}

// Dwells reports whether what stands behind an address says that somebody lives
// there, whatever company is named near: 株式会社みどりの井上様は…にお住まい.
func Dwells(behind string) bool { return dwells.Begins(strings.TrimLeft(behind, " ")) != "" }

var dwells = NewPhrases(`にお住まい にお住い にお住みで に住んで に住む に住み に在住 在住 に居住 居住 に転居 へ転居 に引っ越し に引越し へ引っ越し へ引越し に住民票`)

func lastSentence(s string) string {
	for i := len(s) - 1; i >= 0; i-- {
		if s[i] == '\n' || s[i] == 0x82 && i >= 2 && s[i-2:i+1] == "。" {
			return s[i+1:]
		}
	}
	return s
}

func firstSentence(s string) string {
	s = Head(s, reachAfter)
	if i := strings.IndexByte(s, '\n'); i >= 0 {
		s = s[:i]
	}
	if i := strings.Index(s, "。"); i >= 0 {
		s = s[:i]
	}
	return s
}
