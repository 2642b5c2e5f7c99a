package ja

import (
	"embed"
	"strings"
	"sync"
	"unicode/utf8"

	"monban/detect"
)

//go:embed data/*.txt
var data embed.FS

// A role is what a part of a foreign name can be.
type role uint8

const (
	isFamily role = 1 << iota
	isGiven
	isMiddle
	isWeak // an ordinary word or syllable too
)

// nameLists are the lists of data/README.md.
type nameLists struct {
	family      map[string]bool // common family names in kanji
	rare        map[string]bool // rare family names in kanji, some of them other words too
	given       map[string]bool
	names       sieve           // of family and given
	familyKana  map[string]bool // readings in katakana
	givenKana   map[string]bool
	latin       map[string]role // foreign names, lower case without marks
	kana        map[string]role // foreign names in katakana
	viet        map[string]bool // Vietnamese family names among latin
	vetoIs      map[string]bool
	vetoEnd     map[string]bool
	vetoIn      map[[2]rune][]string // by their first two characters
	endLongest  int
	inFirst     detect.Runes // first characters of vetoIn
	inSecond    detect.Runes // second characters of vetoIn
	isFirst     detect.Runes // first characters of vetoIs
	isLast      detect.Runes // last characters of vetoIs
	endLast     detect.Runes // last characters of vetoEnd
	familyChars detect.Runes // that the common family names are made of
	givenChars  detect.Runes
}

// lists loads the lists at the first use.
var lists = sync.OnceValue(func() *nameLists {
	l := &nameLists{
		family: words("family.txt"), rare: words("family-rare.txt"), given: words("given.txt"),
		familyKana: words("family-readings.txt"), givenKana: words("given-readings.txt"),
		latin: map[string]role{}, kana: map[string]role{}, viet: map[string]bool{},
		vetoIs: map[string]bool{}, vetoEnd: map[string]bool{}, vetoIn: map[[2]rune][]string{},
	}
	for w := range words("given-kana.txt") {
		l.givenKana[w] = true
	}
	l.names = newSieve(1 << 16)
	for w := range l.family {
		l.names.add(hashText(w))
		for _, r := range w {
			l.familyChars.Add(r)
		}
	}
	for w := range l.given {
		l.names.add(hashText(w))
		for _, r := range w {
			l.givenChars.Add(r)
		}
	}
	for _, f := range lines("foreign.txt") {
		var as role
		switch f[1] {
		case "family":
			as = isFamily
		case "given":
			as = isGiven
		case "middle":
			as = isMiddle
		}
		for _, w := range f[2:] {
			w, weak := strings.CutPrefix(w, "~")
			as := as
			if weak {
				as |= isWeak
			}
			spellings := strings.Split(w, "/")
			latin := strings.ToLower(spellings[0])
			l.latin[latin] |= as
			if f[0] == "vn" && f[1] == "family" {
				l.viet[latin] = true
			}
			for _, k := range spellings[1:] {
				l.kana[k] |= as
			}
		}
	}
	for _, f := range lines("veto.txt") {
		for _, w := range f[1:] {
			switch f[0] {
			case "is":
				l.vetoIs[w] = true
				first, _ := utf8.DecodeRuneInString(w)
				last, _ := utf8.DecodeLastRuneInString(w)
				l.isFirst.Add(first)
				l.isLast.Add(last)
			case "end":
				l.vetoEnd[w] = true
				l.endLongest = max(l.endLongest, len(w))
				r, _ := utf8.DecodeLastRuneInString(w)
				l.endLast.Add(r)
			case "in":
				r := []rune(w)
				l.inFirst.Add(r[0])
				l.inSecond.Add(r[1])
				l.vetoIn[[2]rune{r[0], r[1]}] = append(l.vetoIn[[2]rune{r[0], r[1]}], w)
			}
		}
	}
	return l
})

// lines returns the lines of a list as words, without comments.
func lines(name string) [][]string {
	b, err := data.ReadFile("data/" + name)
	if err != nil {
		return nil // not possible: the files are part of the program
	}
	var out [][]string
	for _, line := range strings.Split(string(b), "\n") {
		if f := strings.Fields(line); len(f) > 0 && f[0] != "#" {
			out = append(out, f)
		}
	}
	return out
}

func words(name string) map[string]bool {
	m := map[string]bool{}
	for _, f := range lines(name) {
		for _, w := range f {
			m[w] = true
		}
	}
	return m
}

// vetoed tells whether the text contains (in), ends with or is something that
// no name does.
func (l *nameLists) vetoed(s string) (in, end, is bool) {
	last, _ := utf8.DecodeLastRuneInString(s)
	if l.isLast.Has(last) && l.isFirst.Starts(s) && l.vetoIs[s] {
		return false, false, true
	}
	prev := rune(0)
	at := 0 // of prev
	ends := l.endLast.Has(last)
	for i, r := range s {
		if prev != 0 && l.inSecond.Has(r) && l.inFirst.Has(prev) {
			for _, w := range l.vetoIn[[2]rune{prev, r}] {
				if strings.HasPrefix(s[at:], w) {
					return true, false, false
				}
			}
		}
		prev, at = r, i
		if ends && i > 0 && len(s)-i <= l.endLongest && l.vetoEnd[s[i:]] {
			end = true
		}
	}
	return false, end, false
}
