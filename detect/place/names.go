package place

import (
	_ "embed"
	"strings"
	"unicode/utf8"
)

//go:embed municipalities.tsv
var municipalityData string

// gazetteer knows the prefectures and municipalities by name.
type gazetteer struct {
	prefectures    map[string]bool
	municipalities map[string]bool // true when the city has wards
	endings        map[string]bool // the last two characters of a municipality
	longest        int             // bytes of the longest municipality
}

var places = readPlaces(municipalityData)

func readPlaces(data string) gazetteer {
	g := gazetteer{prefectures: map[string]bool{}, municipalities: map[string]bool{}, endings: map[string]bool{}}
	for line := range strings.Lines(data) {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		pref, rest, _ := strings.Cut(line, "\t")
		g.prefectures[pref] = true
		for _, name := range strings.Fields(rest) {
			name, wards := strings.CutSuffix(name, "*")
			g.municipalities[name] = g.municipalities[name] || wards
			g.endings[name[len(name)-6:]] = true
			g.longest = max(g.longest, len(name))
		}
	}
	return g
}

// municipalityEnd returns the index behind the next 市, 区, 町 or 村 in s at or
// after i, or -1.
func municipalityEnd(s string, i int) int {
	for ; i+2 < len(s); i++ {
		switch s[i] {
		case 0xE3: // kana: no byte of such a character begins one of the four
			if s[i+1]&0xC0 == 0x80 && s[i+2]&0xC0 == 0x80 {
				i += 2
			}
		case 0xE5: // 市 区
			if s[i+1] == 0xB8 && s[i+2] == 0x82 || s[i+1] == 0x8C && s[i+2] == 0xBA {
				return i + 3
			}
		case 0xE7: // 町
			if s[i+1] == 0x94 && s[i+2] == 0xBA {
				return i + 3
			}
		case 0xE6: // 村
			if s[i+1] == 0x9D && s[i+2] == 0x91 {
				return i + 3
			}
		}
	}
	return -1
}

// municipality returns the start of the longest known name of a municipality
// that ends at end, not before floor; -1 when there is none.
func (g *gazetteer) municipality(s string, floor, end int) (start int, wards bool) {
	start = -1
	if end-floor < 6 || !g.endings[s[end-6:end]] {
		return start, false
	}
	for i := end - 6; i >= floor && end-i <= g.longest; i-- {
		if s[i]&0xC0 == 0x80 {
			continue
		}
		if w, ok := g.municipalities[s[i:end]]; ok {
			start, wards = i, w
		}
	}
	return start, wards
}

// prefecture returns the start of the prefecture that ends at end, or -1.
func (g *gazetteer) prefecture(s string, end int) int {
	if end < 9 {
		return -1
	}
	switch s[end-3 : end] {
	case "都", "道", "府", "県":
	default:
		return -1
	}
	for n := 9; n <= 12; n += 3 {
		if i := end - n; i >= 0 && utf8.RuneStart(s[i]) && g.prefectures[s[i:end]] {
			return i
		}
	}
	return -1
}

// townBehind reports whether s begins with what follows a postal code: a
// prefecture, a city, a ward.
func townBehind(s string) bool {
	s = strings.TrimLeft(s, " \n\t,:、")
	n := 0
	for i, r := range s {
		if n++; n > 7 {
			return false
		}
		switch {
		case strings.ContainsRune("都道府県市区郡町村", r):
			return n > 1 && places.known(s[:i+utf8.RuneLen(r)])
		case r < 0x3000:
			return false
		}
	}
	return false
}

// known reports whether s is a prefecture or ends with a municipality; a ward
// of a city counts.
func (g *gazetteer) known(s string) bool {
	if g.prefectures[s] || strings.HasSuffix(s, "郡") {
		return true
	}
	start, _ := g.municipality(s, 0, len(s))
	return start >= 0 || strings.HasSuffix(s, "区")
}
