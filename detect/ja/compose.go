package ja

// Package norm takes about a microsecond and several allocations for a letter
// with marks behind it, and a text may consist of such letters, as one in
// Vietnamese does that was written on a Mac. What is common is put together here.

import (
	"sync"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// markedMost is how many marks behind one letter are put together here. Package
// norm breaks longer runs.
const markedMost = 24

// A pair is a letter and the mark that stands on it.
type pair struct{ letter, mark rune }

// lettersMost is the end of the characters that bear marks, kana and kanji aside.
const lettersMost = 0x2300

// A markTable tells what becomes of letters with marks.
type markTable struct {
	whole map[pair]rune     // what NFC makes of a letter and a mark
	apart map[rune]pair     // what NFD makes of that
	bears [lettersMost]bool // the letters of which whole knows all marks
}

// markTables is made when the first mark comes: most texts have none.
var markTables = sync.OnceValue(func() *markTable {
	t := &markTable{whole: map[pair]rune{}, apart: map[rune]pair{}}
	add := func(r rune) {
		parts := []rune(norm.NFD.String(string(r)))
		last := len(parts) - 1
		if last < 1 || norm.NFC.String(string(r)) != string(r) {
			return
		}
		if letter := []rune(norm.NFC.String(string(parts[:last]))); len(letter) == 1 {
			p := pair{letter[0], parts[last]}
			t.whole[p], t.apart[r] = r, p
		}
	}
	for r := rune('!'); r < lettersMost; r++ {
		if p := norm.NFKC.PropertiesString(string(r)); p.BoundaryBefore() && p.CCC() == 0 && norm.NFKC.IsNormalString(string(r)) {
			t.bears[r] = true
			add(r)
		}
	}
	for r := 'ぁ'; r <= 'ヿ'; r++ {
		add(r)
	}
	return t
})

func (t *markTable) known(r rune) bool {
	if r < lettersMost {
		return t.bears[r]
	}
	return r >= 'ぁ' && r <= 'ゖ' || r >= 'ァ' && r <= 'ヺ' || r >= 0x4E00 && r <= 0x9FFF
}

// markOrders has the combining classes of the marks from U+0300 on; 0 is for
// those that are not put together here.
var markOrders = func() (class [0x70]uint8) {
	for i := range class {
		m := string(rune(0x300 + i))
		if norm.NFD.IsNormalString(m) {
			class[i] = norm.NFD.PropertiesString(m).CCC()
		}
	}
	return class
}()

// markOrder is the combining class of a mark, 0 for everything else.
func markOrder(r rune) uint8 {
	switch {
	case r >= 0x300 && r <= 0x36F:
		return markOrders[r-0x300]
	case r == 0x3099 || r == 0x309A:
		return 8
	}
	return 0
}

// compose writes what NFKC makes of the character at i and the marks behind
// it, and returns their length.
func (f *folder) compose(s string, i int) int {
	r, n := utf8.DecodeRuneInString(s[i:])
	t, ok := alone(s[i:])
	if !ok {
		n = max(n, norm.NFKC.NextBoundaryInString(s[i:], true))
		t = f.nfkc(f.made[:0], s[i:i+n])
		f.made = t
	}
	if t == nil || len(t) > 1 && t[0] == ' ' { // a mark that stands alone, such as ゛
		t = append(f.made[:0], s[i:i+n]...)
		f.made = t
	}
	plain := r >= '0' && r <= '9' || r >= 0xFF10 && r <= 0xFF19 || r >= 0x1D7CE && r <= 0x1D7FF
	if !plain && len(t) > 0 && isDigit(t[0]) && len(f.out) > 0 && isDigit(f.out[len(f.out)-1]) {
		f.write(i, ' ')
		f.apart = false
	}
	for k := 0; k < len(t); {
		r, size := utf8.DecodeRune(t[k:])
		if k += size; !invisible(r) {
			f.put(i, r)
		}
	}
	f.apart = !plain && len(t) > 0 && isDigit(t[len(t)-1])
	return n
}

// alone returns what NFKC makes of the first character of s, nil when that is
// the character itself. ok is false when that cannot be told without a look at
// what follows.
func alone(s string) (t []byte, ok bool) {
	p := norm.NFKC.PropertiesString(s)
	n := p.Size()
	if n == 0 || !p.BoundaryBefore() {
		return nil, false
	}
	if next, _ := utf8.DecodeRuneInString(s[n:]); n < len(s) && !begins(next) && !norm.NFKC.PropertiesString(s[n:]).BoundaryBefore() {
		return nil, false
	}
	t = p.Decomposition()
	if len(t) > 1 && t[0] == ' ' {
		return t, true
	}
	for k := 0; k < len(t); {
		r, size := utf8.DecodeRune(t[k:])
		if !begins(r) && !norm.NFKC.Properties(t[k:]).BoundaryBefore() {
			return nil, false
		}
		k += size
	}
	return t, true
}

// nfkc appends what NFKC makes of s. The iterator is kept for the rest of the
// text: AppendString would make a buffer for each piece.
func (f *folder) nfkc(b []byte, s string) []byte {
	if norm.NFKC.IsNormalString(s) {
		return append(b, s...)
	}
	if f.iter == nil {
		f.iter = new(norm.Iter)
	}
	for f.iter.InitString(norm.NFKC, s); !f.iter.Done(); {
		b = append(b, f.iter.Next()...)
	}
	return b
}

// begins reports whether r surely joins nothing that stands before it. Package
// norm knows the others.
func begins(r rune) bool {
	return r < 0x300 || r >= 0x3030 && r <= 0x9FFF && r != 0x3099 && r != 0x309A
}

// marks writes the letter r at byte i of s, which is n bytes long, with the
// marks behind it as NFKC puts them together, and returns the length of all. It
// returns 0 when it does not know how.
func (f *folder) marks(s string, i int, r rune, n int) int {
	t := markTables()
	if !t.known(r) {
		return 0
	}
	var room [markedMost + 4]rune
	on := room[:0]
	letter := r
	for p, ok := t.apart[letter]; ok; p, ok = t.apart[letter] {
		on = append(on, p.mark)
		letter = p.letter
	}
	for a, b := 0, len(on)-1; a < b; a, b = a+1, b-1 {
		on[a], on[b] = on[b], on[a]
	}
	for end := i + n; end < len(s); {
		m, size := utf8.DecodeRuneInString(s[end:])
		c := markOrder(m)
		if c == 0 {
			if !begins(m) && !norm.NFKC.PropertiesString(s[end:]).BoundaryBefore() {
				return 0
			}
			break
		}
		if len(on) == markedMost {
			return 0
		}
		k := len(on)
		for on = append(on, m); k > 0 && markOrder(on[k-1]) > c; k-- {
			on[k], on[k-1] = on[k-1], on[k]
		}
		end += size
		n = end - i
	}
	left, last := on[:0], uint8(0)
	for _, m := range on {
		c := markOrder(m)
		if whole, ok := t.whole[pair{letter, m}]; ok && (len(left) == 0 || last < c) {
			letter = whole
			continue
		}
		left, last = append(left, m), c
	}
	f.put(i, letter)
	for _, m := range left {
		f.put(i, m)
	}
	return n
}
