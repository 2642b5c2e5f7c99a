package ja

import (
	"strings"
	"sync"
)

// readings are the kana readings of names in Latin letters, folded by
// foldRomaji.
type readings struct{ family, given map[string]bool }

var romajiReadings = sync.OnceValue(func() readings {
	l := lists()
	r := readings{make(map[string]bool, len(l.familyKana)), make(map[string]bool, len(l.givenKana))}
	for k := range l.familyKana {
		r.family[foldRomaji(romanize(k))] = true
	}
	for k := range l.givenKana {
		r.given[foldRomaji(romanize(k))] = true
	}
	return r
})

// kunrei lists the katakana from ァ in the order of the code table.
var kunrei = strings.Fields(`
	a a i i u u e e o o ka ga ki gi ku gu ke ge ko go sa za si zi su zu se ze so zo
	ta da ti zi * tu zu te de to do na ni nu ne no ha ba pa hi bi pi hu bu pu he be pe ho bo po
	ma mi mu me mo ya ya yu yu yo yo ra ri ru re ro wa wa i e o n vu ka ke`)

// romanize writes katakana in Latin letters, in the official (kunrei) way and
// without marks of length.
func romanize(kana string) string {
	var b []byte
	double := false
	for _, r := range kana {
		i := int(r - 'ァ')
		if i < 0 || i >= len(kunrei) {
			continue
		}
		s := kunrei[i]
		if s == "*" {
			double = true
			continue
		}
		switch r {
		case 'ャ', 'ュ', 'ョ':
			if n := len(b); n > 0 && b[n-1] == 'i' {
				b = b[:n-1]
			}
		case 'ァ', 'ィ', 'ゥ', 'ェ', 'ォ':
			if n := len(b); n > 0 {
				b = b[:n-1]
			}
		}
		if double {
			b = append(b, s[0])
			double = false
		}
		b = append(b, s...)
	}
	return string(b)
}

// hepburn turns the spellings that passports and people use into kunrei.
var hepburn = strings.NewReplacer(
	"shi", "si", "sh", "sy", "tchi", "tti", "tch", "tty", "chi", "ti", "ch", "ty", "tsu", "tu", "fu", "hu",
	"ji", "zi", "jy", "zy", "j", "zy", "dzu", "zu", "du", "zu", "di", "zi", "mb", "nb", "mp", "np", "mm", "nm", "'", "", "-", "", "l", "r", "cch", "tty",
)

// foldRomaji folds the ways to write a Japanese name in Latin letters: systems
// of romanisation and marks of long vowels.
func foldRomaji(s string) string {
	s = hepburn.Replace(strings.ToLower(s))
	b := make([]byte, 0, len(s))
	for i := range len(s) {
		c := s[i]
		if n := len(b); n > 0 {
			switch p := b[n-1]; {
			case p == 'o' && (c == 'u' || c == 'o'), p == 'u' && c == 'u', p == 'y' && c == 'y':
				continue
			case p == 'o' && c == 'h' && (i+1 == len(s) || !vowel(s[i+1])):
				continue
			}
		}
		b = append(b, c)
	}
	return string(b)
}

func vowel(c byte) bool { return c == 'a' || c == 'i' || c == 'u' || c == 'e' || c == 'o' }

// isRomaji reports whether a word folded by foldRomaji is made of Japanese
// syllables.
func isRomaji(s string) bool {
	for i := 0; i < len(s); {
		c := s[i]
		if vowel(c) {
			i++
			continue
		}
		if c == 'n' && (i+1 == len(s) || !vowel(s[i+1]) && s[i+1] != 'y') {
			i++
			continue
		}
		if strings.IndexByte("kgsztdnhbpmyrw", c) < 0 {
			return false
		}
		i++
		if i < len(s) && s[i] == c && c != 'y' { // double consonant
			i++
		}
		if i < len(s) && s[i] == 'y' && c != 'y' {
			i++
		}
		if i == len(s) || !vowel(s[i]) {
			return false
		}
		i++
	}
	return s != ""
}
