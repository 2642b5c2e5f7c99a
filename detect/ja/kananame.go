package ja

import (
	"unicode/utf8"
)

// kanaOdds judges a name that is written in kana alone.
func (n *Namer) kanaOdds(ps []string, joined string) (odds float64, known bool) {
	hira := false
	for _, r := range joined {
		if r >= 'ぁ' && r <= 'ゖ' {
			hira = true
			break
		}
	}
	l := lists()
	switch {
	case len(ps) == 1:
		return n.oneKana(joined, hira)
	case len(ps) == 2:
		a, b := katakana(ps[0]), katakana(ps[1])
		jp := -1.4
		fa, ga, fb, gb := l.familyKana[a], l.givenKana[a], l.familyKana[b], l.givenKana[b]
		switch {
		case fa && gb:
			jp, known = 3.2, true
		case ga && fb:
			jp, known = 2, true
		case fa || gb:
			jp = 0.5
		}
		if short(a) || short(b) || utf8.RuneCountInString(a) > 7 || utf8.RuneCountInString(b) > 7 {
			jp -= 1.5
		}
		jp -= n.vocabulary(ps, known)
		foreign, fk := -9.0, false
		if !hira {
			foreign, fk = n.foreignKana(ps)
		}
		if foreign > jp {
			return foreign, fk
		}
		return jp, known
	case len(ps) <= 6 && !hira:
		return n.foreignKana(ps)
	}
	return -4, false
}

func short(s string) bool { return utf8.RuneCountInString(s) < 2 }

// vocabulary is what the words among the parts speak against a name.
func (n *Namer) vocabulary(ps []string, known bool) float64 {
	against := 0.0
	for _, p := range ps {
		w := n.tok().Word(p)
		if w&commonSet != 0 && w&personSet == 0 {
			against += 1.2
		}
	}
	if known {
		against /= 2
	}
	return against
}

// oneKana judges kana without a blank.
func (n *Namer) oneKana(s string, hira bool) (odds float64, known bool) {
	l := lists()
	k := katakana(s)
	runes := utf8.RuneCountInString(s)
	w := n.tok().Word(s)
	if runes > 12 {
		return surelyNot, false
	}
	odds = -4
	if at, best := splitKana(k); at > 0 && runes >= 4 {
		odds, known = best, true
		if hira {
			odds += 0.4
		}
	}
	if w != 0 && w&personSet == 0 {
		odds -= 4
		known = false
	}
	alone := -9.0
	switch {
	case l.familyKana[k] && l.givenKana[k]:
		alone = -1
	case l.givenKana[k], l.familyKana[k]:
		alone = -1.2
	case l.kana[k]&(isFamily|isGiven) != 0 && l.kana[k]&isWeak == 0:
		alone = -1.2
	}
	if w&commonSet != 0 {
		alone -= 2
	}
	if alone > odds {
		return alone, false
	}
	if !hira && w == 0 && odds < -2.5 {
		odds = -3
	}
	return odds, known
}

// splitKana divides a reading written without a blank. Common lengths count
// for more, because many words happen to be two readings.
func splitKana(k string) (at int, odds float64) {
	l := lists()
	total := utf8.RuneCountInString(k)
	first := 0
	odds = -9
	for i := range k {
		if i == 0 {
			continue
		}
		first++
		if !l.familyKana[k[:i]] || !l.givenKana[k[i:]] {
			continue
		}
		o := -0.3
		switch rest := total - first; {
		case first >= 3 && rest >= 3:
			o = 1.5
		case first >= 3 && rest == 2, first == 2 && rest >= 3:
			o = 0.6
		}
		if o > odds {
			at, odds = i, o
		}
	}
	return at, odds
}

// foreignKana judges katakana parts of a foreign name.
func (n *Namer) foreignKana(ps []string) (odds float64, known bool) {
	l := lists()
	if len(ps) < 2 || len(ps) > 6 {
		return -4, false
	}
	strong, weak, family, given := 0, 0, false, false
	against := 0.0
	for _, p := range ps {
		r := l.kana[p]
		switch {
		case r == 0:
			w := n.tok().Word(p)
			switch {
			case w&personSet != 0:
				weak++
				given = true
			case w&(commonSet|setOf(Org)|placeSet) != 0:
				against += 1.6
			case utf8.RuneCountInString(p) > 8:
				against++
			}
		case r&isWeak != 0 || short(p):
			weak++
		default:
			strong++
		}
		family = family || r&isFamily != 0
		given = given || r&(isGiven|isMiddle) != 0
	}
	odds = -1.3 + 1.6*float64(strong) + 0.7*float64(weak) - against
	if len(ps) == 2 && strong+weak == 2 && !(family && given) {
		odds -= 0.4
	}
	known = family && given && strong+weak >= 2 && strong > 0
	if known {
		odds += 0.5
	}
	return min(odds, 4), known
}
