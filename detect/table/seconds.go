package table

import (
	"strings"
	"unicode/utf8"

	"monban/detect"
)

// Two columns of one table may each name somebody: who has ordered and to whom it
// goes, who owns a flat and who lives in it. No word of such headers says that the
// second is another person than the first, and 旧姓 or ビジネスネーム is none. The
// values say it: another given name.

// seconds makes relatives of those whom a row names behind the one it is about, and
// of what the headers say of them.
func (g *grid) seconds(rows []row) {
	var first *column
	for _, c := range g.cols {
		switch {
		case c.kind != detect.PersonName || c.whose != detect.Subject || c.alias || c.skip || c.lead != nil && c.lead != c || !c.known || !c.exact:
		case first == nil:
			first = c
		case g.others(rows, first, c):
			for _, d := range g.cols {
				if d == c || d.lead == c || d.kind != "" && d.whose == detect.Subject && d != first && d.lead != first && sameOwner(c.header, d.header, first.header) {
					d.whose = detect.Relative
				}
			}
		}
	}
}

// others reports whether the second of two columns of names is mostly about other
// people, where it does not name the same.
func (g *grid) others(rows []row, first, second *column) bool {
	apart, alike := 0, 0
	for i := range rows {
		a, b := g.nameIn(&rows[i], first), g.nameIn(&rows[i], second)
		if a == "" || b == "" || g.r.senses.FoldName(a) == g.r.senses.FoldName(b) {
			continue
		}
		_, x, ok := g.r.senses.SplitName(a)
		_, y, too := g.r.senses.SplitName(b)
		if odds, _ := g.r.senses.NameCell(b); kanaOnly(a) == kanaOnly(b) && a[0] < utf8.RuneSelf == (b[0] < utf8.RuneSelf) && ok && too && x != y && odds > 0 {
			apart++
		} else {
			alike++
		}
	}
	return apart > 0 && apart*10 >= (apart+alike)*8
}

// nameIn is the name that a row has in a column, or in that and its other parts.
func (g *grid) nameIn(w *row, c *column) string {
	if c.lead == nil {
		if x := w.at(c.col); x != nil && g.r.senses.Says(x.Norm) {
			return nameHead(strings.TrimSpace(x.Norm))
		}
		return ""
	}
	var parts []string
	for _, p := range c.parts {
		if x := w.at(p.col); x != nil {
			parts = append(parts, strings.TrimSpace(x.Norm))
		}
	}
	return strings.Join(parts, " ")
}

// sameOwner reports whether two headers begin or end with the same word for whose
// it is (送付先氏名, 送付先住所; 氏(配送先), 住所(配送先)), and a third does not.
func sameOwner(name, other, first string) bool {
	if i := strings.LastIndexByte(name, '('); i > 0 && name[i:] != "" && strings.HasSuffix(other, name[i:]) {
		return !strings.HasSuffix(first, name[i:])
	}
	n := 0
	for n < len(name) && n < len(other) && name[n] == other[n] {
		n++
	}
	for n > 0 && n < len(name) && !utf8.RuneStart(name[n]) {
		n--
	}
	return utf8.RuneCountInString(name[:n]) >= 2 && !strings.HasPrefix(first, name[:n])
}
