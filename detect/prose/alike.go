package prose

import (
	"strings"
	"unicode/utf8"

	"monban/detect"
)

// Lists that are typed as lines have a name at the same place of each: behind a
// number, before an arrow, a colon or a blank. Where one of them is surely
// somebody's, the others are, though they look less like names.

// A slot is such a place.
type slot struct {
	line, pos, end int
	key            uint64 // of what stands before it, and of the mark behind
	word, full     string // what stands there, alone and with the next word
	value, both    string // the same as they are written
	part           string // what stands between the slashes
	from           int    // where that begins
	loc            detect.Value
}

const (
	slotsMost    = 400
	slotLineMost = 160 // bytes of a line that may be of a list
	slotWordMost = 42  // bytes of a name in it
	// slotOdds are the least of a word that may be a name there: family names that are
	// places as well have more, words of the trade much less.
	slotOdds = -2.6
)

// slotted notes the places of the line t at which names may stand: one, or one in
// every part between slashes.
func (r *Reader) slotted(t *detect.Text) {
	s := t.Norm
	if len(s) > slotLineMost || t.Chars&(detect.HasKanji|detect.HasKatakana|detect.HasHiragana) == 0 {
		return
	}
	for from := 0; from < len(s) && len(r.slots) < slotsMost; {
		n := strings.Index(s[from:], " / ")
		if n < 0 {
			n = len(s) - from
		}
		if it, ok := slotIn(s[from : from+n]); ok {
			it.line, it.pos, it.end = r.line, it.pos+from, it.end+from
			it.part, it.from = s[from:from+n], from
			it.value = t.Original(it.pos, it.end)
			if it.full != "" {
				it.both = t.Original(it.pos, it.pos+len(it.full))
			}
			it.loc = detect.Value{Kind: detect.PersonName, Loc: t.Loc, Hidden: t.Hidden}
			r.slots = append(r.slots, it)
		}
		from += n + len(" / ")
	}
}

// weekdays stand before a colon in the plans of a week: 月：粕谷.
const weekdays = "月火水木金土日"

// onDay returns how long the day of the week is with which s begins, before a colon.
func onDay(s string) int {
	r, size := utf8.DecodeRuneInString(s)
	if !strings.ContainsRune(weekdays, r) {
		return 0
	}
	rest := strings.TrimPrefix(strings.TrimPrefix(s[size:], "曜"), "日")
	if !strings.HasPrefix(rest, ":") {
		return 0
	}
	rest = strings.TrimLeft(rest[1:], " ")
	return len(s) - len(rest)
}

// slotIn finds the first word of s behind numbers and marks.
func slotIn(s string) (it slot, ok bool) {
	day := onDay(s)
	if it, ok = slotBehind(s[day:]); day > 0 {
		it.pos, it.end = it.pos+day, it.end+day
	}
	return it, ok
}

// slotBehind finds the first word of s.
func slotBehind(s string) (it slot, ok bool) {
	for it.pos < len(s) {
		word := s[it.pos:]
		if n := strings.IndexByte(word, ' '); n >= 0 {
			word = word[:n]
		}
		rest := unnumbered(word)
		first := rest[:min(len(rest), slotWordMost)]
		if n := markAt(first); n > 0 {
			first = first[:n]
		}
		if rest != "" && !strings.ContainsAny(first, "0123456789") || rest != "" && strings.ContainsAny(rest, "(:") {
			it.pos += len(word) - len(rest)
			break
		}
		it.pos += len(word) + 1
	}
	if it.pos >= len(s) {
		return it, false
	}
	rest := s[it.pos:]
	n := markAt(rest[:min(len(rest), slotWordMost+len("→"))])
	if n <= 0 || n > slotWordMost {
		return it, false
	}
	mark, _ := utf8.DecodeRuneInString(rest[n:])
	word := rest[:n]
	for _, h := range [...]string{"さん", "様", "くん", "ちゃん", "氏", "君"} {
		word = strings.TrimSuffix(word, h)
	}
	key, _ := detect.Zeros(s[:it.pos])
	it.end, it.word, it.key = it.pos+len(word), word, key*31+uint64(mark)
	if mark == ' ' {
		next := rest[n+1:]
		if k := markAt(next[:min(len(next), slotWordMost)]); k >= 0 {
			next = next[:k]
		}
		if next != "" && len(next) <= slotWordMost/2 {
			it.full = rest[:n+1+len(next)]
		}
	}
	return it, word != ""
}

// unnumbered cuts off what numbers a line: 1-3, 205号室, ①.
func unnumbered(s string) string {
	for i, c := range s {
		if c < utf8.RuneSelf {
			if c >= 'A' && c <= 'Z' && strings.HasPrefix(s[i+1:], ")") { // S)種市
				continue
			}
			if c < '-' || c > ':' && c != '[' && c != ']' && (c < 'A' || c > 'H') {
				if c != '(' && c != ')' && c != ',' {
					return s[i:]
				}
			}
			continue
		}
		switch c {
		case '月', '火', '水', '木', '金', '土', '日':
			if i == 0 || s[i-1] != '(' { // 10/3(月)
				return s[i:]
			}
		case '・', '号', '室', '番', '組', '年', '①', '②', '③', '④', '⑤', '⑥', '⑦', '⑧', '⑨', '→', '⇒', '※', '●', '○', '■', '□', '◆', '◇', '★', '☆':
		default:
			return s[i:]
		}
	}
	return ""
}

// markAt returns where the first mark stands behind which a word has ended, -1 when
// none does.
func markAt(s string) int {
	for i := range len(s) {
		switch s[i] {
		case ' ', ':', '(', '/':
			return i
		case '.':
			if strings.HasPrefix(s[i:], "..") { // as … is written
				return i
			}
		case 0xE2, 0xE3:
			if strings.HasPrefix(s[i:], "→") || strings.HasPrefix(s[i:], "、") || strings.HasPrefix(s[i:], "…") {
				return i
			}
		}
	}
	return -1
}

// alike adds the names at the places where the other lines of a list have theirs.
func (r *Reader) alike() {
	r.led()
	for from := 0; from < len(r.slots); {
		to := from + 1
		for to < len(r.slots) && r.slots[to].key == r.slots[from].key && r.slots[to].line-r.slots[to-1].line <= 1 {
			to++
		}
		if to-from > 1 {
			r.fill(r.slots[from:to])
		}
		from = to
	}
	r.slots = r.slots[:0]
}

// fill adds the names of one list, when at least one of them stands and two in three
// of its lines have one then.
func (r *Reader) fill(list []slot) {
	stands := make([]bool, len(list))
	named := 0
	for i := range r.items {
		v := &r.items[i]
		if v.Kind != detect.PersonName || !v.subject {
			continue
		}
		for k := range list {
			if v.line == list[k].line && v.pos < list[k].pos+max(len(list[k].full), len(list[k].word)) && list[k].pos < v.end && !stands[k] {
				stands[k] = true
				named++
			}
		}
	}
	if named == 0 || named == len(list) {
		return
	}
	var more []item
	for k := range list {
		if s := &list[k]; !stands[k] {
			if it, ok := r.slotName(s); ok {
				more = append(more, it)
			}
		}
	}
	if 3*(named+len(more)) >= 2*len(list) {
		r.items = append(r.items, more...)
	}
}

// carries reports whether a mobile telephone stands right behind a place of a list.
func (r *Reader) carries(s *slot) bool {
	for i := range r.items {
		if v := &r.items[i]; v.line == s.line && v.Kind == detect.Phone && v.pos >= s.end && v.pos <= s.end+proofGap && detect.Mobile(v.Key) {
			return true
		}
	}
	return false
}

// slotName returns the name at a place of a list.
func (r *Reader) slotName(s *slot) (it item, ok bool) {
	v := s.loc
	name, end := s.word, s.end
	if title := rolesBehind.Ends(name); title != "" && title != name { // 佐合先生 侍史
		return it, false
	}
	odds, _ := r.senses.NameCell(s.word)
	if r.senses.Surname(s.word) || odds < slotOdds && r.carries(s) && r.senses.Unheard(s.word) {
		odds = max(odds, slotOdds)
	}
	v.Text = s.value
	if s.full != "" {
		if full, _ := r.senses.NameCell(s.full); full > max(0, odds) {
			name, end, odds, v.Text = s.full, s.pos+len(s.full), full, s.both
		}
	}
	if odds < slotOdds || odds < -1 && !r.senses.NameShape(name) || r.senses.Historic(name) {
		return it, false
	}
	v.Key, v.Odds, v.Evidence = r.senses.FoldName(name), -1, detect.Context
	return item{Value: v, line: s.line, pos: s.pos, end: end, subject: true, leads: true}, true
}
