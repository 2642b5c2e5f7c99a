package prose

import (
	"strings"

	"monban/detect"
)

// Passengers are written as airlines do: YAMADA/TARO MR, 2) KIRA/KIMIKO 1978.01.21. So
// are things that are none of anybody (TCP/IP, USD/JPY): a name has a title behind it,
// or looks like one beside what only a person has, or below a line that names one so.

// passengers finds such names in t, whose other items begin at from.
func (r *Reader) passengers(t *detect.Text, from int) {
	s := t.Norm
	if t.Chars&detect.HasLatin == 0 {
		return
	}
	personal, asked := false, false
	for at := 0; ; {
		i := strings.IndexByte(s[at:], '/')
		if i < 0 {
			return
		}
		i += at
		at = i + 1
		start, end := i, i+1
		for start > 0 && upper(s[start-1]) {
			start--
		}
		for end < len(s) && upper(s[end]) {
			end++
		}
		if i-start < 2 || end-i < 3 || end-start > passengerMost || start > 0 && !strings.ContainsRune(" ).:", rune(s[start-1])) || end < len(s) && !strings.ContainsRune(" ,(.:", rune(s[end])) && s[end] < 0x80 {
			continue
		}
		end, titled := titleBehind(s, end)
		if !titled && !asked {
			personal, asked = r.personal(from) || r.flown > 0 && r.line-r.flown <= 2, true
		}
		if !titled && !personal {
			continue
		}
		name := s[start:i] + " " + s[i+1:end]
		odds, e := r.senses.NameCell(name)
		if odds <= -2 || !titled && odds <= 0.5 {
			continue
		}
		r.now.taken = append(r.now.taken, span{start, end}) // neither half is anybody
		r.items = append(r.items, item{line: r.line, pos: start, end: end, subject: true, acts: true, Value: detect.Value{Kind: detect.PersonName, Loc: t.Loc, Hidden: t.Hidden,
			Text: t.Original(start, end), Key: r.senses.FoldName(name), Odds: max(odds, 1), Evidence: e | detect.Context}})
		r.flown = r.line
	}
}

// passengerMost is the length in bytes of the longest name of a passenger.
const passengerMost = 40

// titleBehind reports whether a title of passengers (MR, MSTR) stands behind the name
// that ends at end or a few words later, and where the whole name ends: NGUYEN/THI LAN MS.
func titleBehind(s string, end int) (int, bool) {
	at := end
	for range 3 {
		if at >= len(s) || s[at] != ' ' {
			break
		}
		from := at + 1
		to := from
		for to < len(s) && upper(s[to]) && to-from < passengerMost {
			to++
		}
		if to < len(s) && s[to] == '/' { // MR/CT
			return end, false
		}
		switch s[from:to] {
		case "":
			return end, false
		case "MR", "MRS", "MS", "MISS", "MSTR", "CHD", "INF":
			return at, true
		}
		at = to
	}
	return end, false
}

// personal reports whether the line whose items begin at from tells what only a person
// has.
func (r *Reader) personal(from int) bool {
	for i := from; i < len(r.items); i++ {
		switch v := &r.items[i]; v.Kind {
		case detect.BirthDate, detect.Passport, detect.Sex:
			if detect.Believed(v.Odds, v.Evidence) {
				return true
			}
		}
	}
	return false
}

// flies reports whether the slash at s[i] parts the names of a passenger.
func flies(s string, i int) bool {
	return upper(s[i-1]) && i+2 < len(s) && upper(s[i+1]) && upper(s[i+2])
}

func upper(c byte) bool { return c >= 'A' && c <= 'Z' }
