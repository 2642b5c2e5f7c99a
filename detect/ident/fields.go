package ident

import (
	"strings"

	"monban/detect"
)

// fields calls f with every value that one of the words names: all of the text
// when its label does, and what stands behind such a word in running text. A
// value reaches to the next blank or mark that is no part of a code; f judges
// its shape. This is for codes whose shape alone says nothing.
func fields(t *detect.Text, pos, neg *detect.Words, f func(start, end int, e detect.Evidence)) {
	s := t.Norm
	if t.Labelled(pos, neg) {
		start := len(s) - len(strings.TrimLeft(s, " \t\n'\""))
		end := len(strings.TrimRight(s, " \t\n'\""))
		if start < end {
			f(start, end, detect.Label)
		}
		return
	}
	done := 0
	t.Each(pos, func(_, at int) {
		start := t.Value(at)
		if start < done {
			return
		}
		end := codeEnd(s, start)
		if end == start {
			return
		}
		if e := t.Around(start, end, pos, neg); e == detect.Label|detect.Context {
			f(start, end, e)
			done = end
		}
	})
}

// codeEnd returns the end of a code that begins at s[i]: letters and digits of
// ASCII, joined by single marks.
func codeEnd(s string, i int) int {
	end := i
	for i < len(s) {
		switch b := s[i]; {
		case alnum(b):
			i++
			end = i
		case i > end || strings.IndexByte("-_./", b) < 0:
			return end
		default:
			i++
		}
	}
	return end
}

// code reports whether s is letters and digits of ASCII with single hyphens
// between them, at least min and at most max of them, and how many are digits.
func code(s string, least, most int) (digits int, ok bool) {
	n := 0
	for i := range len(s) {
		switch b := s[i]; {
		case b-'0' < 10:
			digits++
			n++
		case letter(b):
			n++
		case b == '-' && i > 0 && i < len(s)-1 && s[i-1] != '-':
		default:
			return 0, false
		}
	}
	return digits, n >= least && n <= most
}

// number reports whether s is digits only, of one of the given lengths, but for
// hyphens and single blanks.
func number(s string, lengths ...int) (key string, ok bool) {
	for i := range len(s) {
		if b := s[i]; b-'0' >= 10 && b != '-' && b != ' ' {
			return "", false
		}
	}
	key = digitsOf(s)
	for _, n := range lengths {
		if len(key) == n {
			return key, true
		}
	}
	return "", false
}

// A named is the common part of the rules for codes that only their label tells.
type named struct {
	pos, neg     *detect.Words
	least, most  int // letters and digits
	fewestDigits int
	odds         float64
}

func (c named) find(t *detect.Text, found func(detect.Match)) {
	fields(t, c.pos, c.neg, func(start, end int, e detect.Evidence) {
		s := t.Norm[start:end]
		if n, ok := code(s, c.least, c.most); !ok || n < c.fewestDigits || counter(t.Norm[end:]) {
			return
		}
		m := detect.Match{Start: start, End: end, Odds: c.odds, Evidence: e, Key: strings.ToLower(s)}
		if placeholder(s) {
			m.Evidence |= detect.Sample
		}
		found(m)
	})
}

// placeholder reports whether s is what people write to show where a value goes.
func placeholder(s string) bool {
	return len(s) > 3 && allSame(s) || strings.Trim(s, "xX0-") == "" && strings.ContainsAny(s, "xX")
}

// counter reports whether what follows a number says that it counts or measures:
// 桁, 件, 年. A code is not followed by these.
func counter(s string) bool {
	for _, w := range [...]string{"桁", "件", "年", "月", "日", "円", "名", "人", "文字", "つ", "個", "回", "級", "%", "種", "歳", "以上", "以下", "以内", "枚"} {
		if strings.HasPrefix(s, w) {
			return true
		}
	}
	return false
}
