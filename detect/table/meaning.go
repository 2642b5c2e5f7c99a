package table

import (
	"strings"

	"monban/detect"
)

// meaning tells what a cell means as a header. Where that is not surely known,
// its first line counts, or what stands before its brackets: 要介護度 over 認定期間
// in one cell, 口座（銀行・支店・番号）, 氏名(注1).
func (r *Reader) meaning(text, key string) (m detect.Meaning, exact, known bool) {
	m, exact, known = r.senses.Meaning(key)
	if exact {
		return m, exact, known
	}
	for _, w := range [...]string{"（フリガナ）", "（ふりがな）", "(フリガナ)", "(ふりがな)"} {
		if rest, ok := strings.CutPrefix(text, w); ok && strings.TrimSpace(rest) != "" { // and the name below
			return r.senses.Meaning(r.senses.Key(strings.TrimSpace(rest)))
		}
	}
	if i := strings.IndexByte(text, '\n'); i > 0 {
		if m, sure, ok := r.senses.Meaning(r.senses.Key(text[:i])); sure && m.Personal() {
			return m, sure, ok
		}
	}
	if i := opened(text); i > 0 && !strings.HasPrefix(text[i:], "[]") {
		first, sure, ok := r.senses.Meaning(r.senses.Key(text[:i]))
		if ok && (first.Weak || first.Word == "person-id" || first.Word == "number") {
			if in, exact, ok := r.senses.Meaning(r.senses.Key(text[i:])); ok && exact && in.Personal() && !in.Weak && (in.Kind == first.Kind || first.Kind == "") {
				return in, true, true // 名前（園児名）, ID（社員番号）: the brackets say more
			}
		}
		if !known || sure && (first.Kind == m.Kind || m.Kind == "") {
			return first, sure, ok
		}
	}
	return m, exact, known
}

// opened returns the place of the first bracket that opens in s, -1 when there is
// none.
func opened(s string) int {
	for i := range len(s) {
		switch c := s[i]; {
		case c == '(' || c == '[':
			return i
		case c == 0xEF && (strings.HasPrefix(s[i:], "（") || strings.HasPrefix(s[i:], "［")), c == 0xE3 && strings.HasPrefix(s[i:], "【"):
			return i
		}
	}
	return -1
}

// explain takes the name that a format gives to a column for what the words in its
// second line say, where they say it: simei_yusen, 氏名_優先 in a dump. Whoever
// wrote them knew what the column holds.
func (r *Reader) explain(c *cell) {
	name, note, ok := strings.Cut(c.Norm, "\n")
	if !ok {
		return
	}
	m, exact, known := r.meaning(note, r.senses.Key(note))
	own, ownExact, ownKnown := r.meaning(name, r.senses.Key(name))
	if !known || ownKnown && ownExact && own.Personal() && !own.Weak && (!exact || m.Weak) {
		m, exact, known = own, ownExact, ownKnown
	}
	c.meaning, c.exact, c.known = m, exact, known
	c.called = name
}
