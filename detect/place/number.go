package place

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// The numbers of an address are read step by step. Patterns for the same stand in
// the tests, which compare the two: nine in ten of the places that are looked at
// are no address, and to tell that by a pattern took half of the time of the rule.

// reachMost is the number of characters that the readers let stand before a number.
const reachMost = 48

// reachesNumber reports whether nothing but what names of towns are made of
// stands before the first number of s, and no words of a sentence that only goes
// through a place. Without that none of the readers finds an address, and looking
// at so much costs far less than one of them.
func reachesNumber(s string) bool {
	n := 0
	for i, r := range s {
		switch {
		case r >= '0' && r <= '9':
			return !passing(s[:i])
		case numbering(r):
			return true
		case n == reachMost || !ofTown(r):
			return false
		}
		n++
	}
	return false
}

// numbering reports whether r makes kanji numerals in front of it a part of an
// address.
func numbering(r rune) bool {
	switch r {
	case '丁', '番', '号', '条', '線', '地':
		return true
	}
	return false
}

// hasNumber reports whether a number of a house can stand near the start of s.
func hasNumber(s string) bool {
	s = s[:min(len(s), 130)]
	return strings.ContainsAny(s, "0123456789") || strings.Contains(s, "丁目") || strings.Contains(s, "番") || strings.Contains(s, "条")
}

// ofTown reports whether r can stand in the name of a town, or beside it.
func ofTown(r rune) bool {
	switch {
	case r >= 0x4E00 && r <= 0x9FFF, r >= 'ぁ' && r <= 'ゖ', r >= 'ァ' && r <= 'ヺ', r == 'ー', r == '・', r == ' ', r == '々':
		return true
	case r < 0x2E80:
		return false
	}
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana)
}

// behindTown returns the end of what read finds in s behind least to most
// characters of a town's name, as few as can be; 0 when it finds nothing.
func behindTown(read func(s string) int, least, most int, s string) int {
	n := 0
	for i, r := range s {
		if n >= least && startsNumber(r) {
			if end := read(s[i:]); end > 0 {
				return i + end
			}
		}
		if n == most || !ofTown(r) {
			return 0
		}
		n++
	}
	return 0
}

// startsNumber reports whether r is one with which the numbers of a town begin.
func startsNumber(r rune) bool {
	return r >= '0' && r <= '9' || r == '第' || r == '無' || r == '番' || kanjiNumeral(r)
}

func kanjiNumeral(r rune) bool {
	switch r {
	case '〇', '一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '百':
		return true
	}
	return false
}

// unitsMost is how many numbers with units are read before a second town's name.
const unitsMost = 4

// numbered reads numbers that belong to one town: 2-8-1, 1条西2丁目3番,
// 一番町甲123-4, 無番地.
func numbered(s string) int {
	var ends [unitsMost]int
	k := units(s, &ends)
	for i := k; i > 0; i-- { // numbers behind a second name, after as many units as can be
		p := ends[i-1]
		for n := 0; ; n++ {
			if end := unitsAndChain(s[p:]); end > 0 {
				return p + end
			}
			r, w := utf8.DecodeRuneInString(s[p:])
			if n == 6 || !ofTown(r) {
				break
			}
			p += w
		}
	}
	if k > 0 {
		return ends[k-1] + chain(s[ends[k-1]:])
	}
	if end := joined(s); end > 0 {
		return end
	}
	if strings.HasPrefix(s, "無番地") {
		return len("無番地")
	}
	if strings.HasPrefix(s, "番地なし") {
		return len("番地なし")
	}
	return 0
}

// plain reads numbers with nothing between them: 2-8-1, 1丁目2番3号.
func plain(s string) int {
	var ends [unitsMost]int
	if k := units(s, &ends); k > 0 {
		return ends[k-1] + chain(s[ends[k-1]:])
	}
	return joined(s)
}

// single reads one number: 123 of 大字下田123.
func single(s string) int { return digits(s, 5) }

// units reads as many numbers with units as ends takes, and returns how many
// they are.
func units(s string, ends *[unitsMost]int) int {
	at := 0
	for k := range ends {
		n := unit(s[at:])
		if n == 0 {
			return k
		}
		at += n
		ends[k] = at
	}
	return len(ends)
}

// unitsAndChain reads numbers with units and one without behind them, or that
// one alone.
func unitsAndChain(s string) int {
	at := 0
	for {
		n := unit(s[at:])
		if n == 0 {
			return at + chain(s[at:])
		}
		at += n
	}
}

// unitWords follow the number of a part of a town; a longer word stands before
// its beginning.
var unitWords = [...]string{"丁目", "丁", "番地の", "番地", "番町", "番", "号室", "号", "条", "線", "地割"}

// unit reads one number with its unit and what joins it to the next: 第2地割,
// 三丁目の, 北1条西 from its number on, 50の.
func unit(s string) int {
	rest := strings.TrimPrefix(s, "第")
	n := digits(rest, 5)
	if n == 0 {
		for range 4 {
			r, w := utf8.DecodeRuneInString(rest[n:])
			if !kanjiNumeral(r) {
				break
			}
			n += w
		}
		if n == 0 {
			return 0
		}
	} else if strings.HasPrefix(rest[n:], "の") && len(rest) == len(s) {
		return n + len("の")
	}
	rest = rest[n:]
	for _, w := range unitWords {
		after, ok := strings.CutPrefix(rest, w)
		if !ok {
			continue
		}
		switch r, w := utf8.DecodeRuneInString(after); r {
		case '東', '西', '南', '北':
			after = after[w:]
		}
		after = strings.TrimPrefix(after, "の")
		after = strings.TrimPrefix(after, "-")
		after = strings.TrimPrefix(after, " ")
		return len(s) - len(after)
	}
	return 0
}

// chain reads numbers joined by hyphens, one at least: 123, 2-8-1号室.
func chain(s string) int {
	n := digits(s, 5)
	if n == 0 {
		return 0
	}
	return rooms(s, hyphened(s, n))
}

// joined reads numbers joined by hyphens, two at least.
func joined(s string) int {
	n := digits(s, 5)
	if n == 0 {
		return 0
	}
	end := hyphened(s, n)
	if end == n {
		return 0
	}
	return rooms(s, end)
}

// hyphened returns the end of up to four numbers behind hyphens at s[n:].
func hyphened(s string, n int) int {
	for range 4 {
		if n >= len(s) || s[n] != '-' {
			break
		}
		d := digits(s[n+1:], 4)
		if d == 0 {
			break
		}
		n += 1 + d
	}
	return n
}

// rooms returns the end of 号室 or 号 at s[n:], n when there is none.
func rooms(s string, n int) int {
	if strings.HasPrefix(s[n:], "号") {
		n += len("号")
		if strings.HasPrefix(s[n:], "室") {
			n += len("室")
		}
	}
	return n
}

// digits returns how many digits s begins with, at most most.
func digits(s string, most int) int {
	n := 0
	for n < most && n < len(s) && s[n]-'0' < 10 {
		n++
	}
	return n
}
