package ja

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// plainLatin returns a word in lower case without marks.
func plainLatin(s string) string {
	ascii := true
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			ascii = false
			break
		}
	}
	if !ascii {
		s = strings.Map(func(r rune) rune {
			switch {
			case isMark(r):
				return -1
			case r == 'đ' || r == 'Đ':
				return 'd'
			}
			return r
		}, apart(s))
	}
	return strings.ToLower(s)
}

// notLatinName are English words of companies, products, places and forms.
var notLatinName = func() map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(`pta npo ceo cfo cto coo inc ltd co corp corporation company limited llc llp gmbh plc sa kk bank hotel hospital clinic school university college institute center centre office shop store market factory plant
		street road avenue city town ward tokyo osaka kyoto nagoya yokohama fukuoka sapporo kobe japan china korea vietnam india usa america asia europe
		system systems service services server data database project product products test demo sample user users admin administrator root guest system office windows microsoft google apple amazon oracle linux android iphone excel word outlook
		new old free total sub unit price amount name full first last family given title address phone mail email tel fax date time day month year age sex male female status type code number no id item order list table sheet page file folder
		red blue green black white yellow large medium small and or of the for with from to in on at by not none null true false yes ok ng n/a na tbd unknown anonymous other others
		sales marketing support manager director president staff team group department division section leader engineer developer designer accounting finance human resources general affairs planning
		monday tuesday wednesday thursday friday saturday sunday january february march april june july august september october november december
		power point standard premium basic pro plus max mini air series edition version model type class grade level plan set pack box kit case line net web site app soft software hardware cloud network security solution solutions tech technology technologies design studio works lab labs international global holdings partners associates foundation association society club cafe restaurant coffee tea water beer wine food foods farm garden park tower building house home room`) {
		m[w] = true
	}
	return m
}()

// latinVetoed reports whether a word of s stands in no name.
func latinVetoed(s string) bool {
	for _, w := range strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return r == ' ' || r == ',' || r == '.' || r == '\n' }) {
		if notLatinName[w] {
			return true
		}
	}
	return false
}

// latinOdds judges a name in Latin letters: YAMADA Taro, Taro Yamada, NGUYEN
// VAN AN, S. Ramesh, Kim Min-ji.
func latinOdds(s string) (odds float64, known bool) {
	fields := strings.FieldsFunc(s, func(r rune) bool { return r == ' ' || r == '\n' || r == ',' || r == '・' })
	if len(fields) < 2 {
		return oneLatin(s)
	}
	if len(fields) > 6 {
		return surelyNot, false
	}
	l, r := lists(), romajiReadings()
	words := make([]string, 0, len(fields))
	initials, against := 0, 0.0
	for i, f := range fields {
		first, _ := utf8.DecodeRuneInString(f)
		w := plainLatin(strings.Trim(f, ".'’-"))
		switch {
		case w == "":
			return surelyNot, false
		case w == "park" && i == 0 && len(fields) < 4 && koreanGiven(fields[1:]):
			against -= 0.8 // no lawn
		case notLatinName[w]:
			return surelyNot, false
		case !unicode.IsUpper(first) && w != "van" && w != "de" && w != "da" && w != "dos" && w != "bin" && w != "al" && w != "von" && w != "del" && w != "la":
			against += 1.2
		case !capital(f):
			against += 2 // iPhone, McDonalds, mixedCase
		}
		if len(w) == 1 {
			initials++
			continue
		}
		words = append(words, w)
	}
	if initials > 2 || len(words) == 0 || strings.ContainsAny(s, "=゠") {
		return -4, false
	}
	odds = -1.6 - against

	// Japanese in either order.
	if len(words) == 2 && initials == 0 {
		a, b := foldRomaji(words[0]), foldRomaji(words[1])
		switch {
		case r.family[a] && r.given[b], r.given[a] && r.family[b]:
			return 3.2 - against, true
		case isRomaji(a) && isRomaji(b) && (r.family[a] || r.given[b] || r.family[b] || r.given[a]) && len(a) > 2 && len(b) > 2:
			odds = max(odds, 0.8-against)
		case isRomaji(a) && isRomaji(b):
			odds = max(odds, -0.8-against)
		}
	}
	// Vietnamese: the family name stands first, or last in the Western order.
	if vn := l.viet[words[0]] || l.viet[words[len(words)-1]]; vn && len(words) <= 5 {
		syllables, listed := true, 0
		for _, w := range words {
			syllables = syllables && len(w) <= 7 && vietSyllable(w)
			if l.latin[w] != 0 {
				listed++
			}
		}
		switch {
		case syllables && listed == len(words) && len(words) >= 3:
			return 3.5 - against, true
		case syllables && listed >= 2:
			odds, known = max(odds, 2.4-against), true
		case syllables:
			odds = max(odds, 0.6-against)
		}
	}
	strong, weak, family, given := 0, 0, false, false
	for _, w := range words {
		k := l.latin[w]
		if k == 0 {
			k = l.latin[strings.ReplaceAll(w, "-", "")]
		}
		switch {
		case k == 0:
		case k&isWeak != 0 || len(w) <= 2:
			weak++
		default:
			strong++
		}
		family = family || k&isFamily != 0
		given = given || k&isGiven != 0
	}
	if strong > 0 {
		foreign := -0.9 + 1.8*float64(strong) + 0.6*float64(weak) - against
		if family && given && strong+weak >= 2 {
			known = true
			foreign += 0.5
		}
		odds = max(odds, min(foreign, 4))
	}
	return odds, known
}

// koreanGiven reports whether words can be a Korean given name: two syllables.
func koreanGiven(words []string) bool {
	w := strings.ReplaceAll(strings.ToLower(strings.Join(words, "")), "-", "")
	for i := 2; i < len(w)-1; i++ {
		if koreanSyllables[w[:i]] && koreanSyllables[w[i:]] {
			return true
		}
	}
	return false
}

// koreanSyllables are those of most Korean given names.
var koreanSyllables = func() map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(`ji jee won min soo su hyun hyeon jun joon seo yeon yun yoon young yeong jin jung jeong ho hee hui kyung gyeong mi sun seon sung seong sang woo wu jae hye hae eun in na ra ah a yu yoo tae dong chan chul cheol gun geon geun bin seung dae do il ki gi kwang gwang kyu gyu myung myeong nam rin ri rim ryeong se seok suk shin sik so sol sook ha hwan hwa hyuk hyeok hyo bo byung byeong bum beom on oh ye yang wan`) {
		m[w] = true
	}
	return m
}()

// capital reports whether a word is written as words of names are: Yamada,
// YAMADA, O'Brien, Min-ji, McKay.
func capital(w string) bool {
	lower, upperAfter := 0, 0
	prev := rune(0)
	for _, r := range w {
		switch {
		case unicode.IsLower(r):
			lower++
		case unicode.IsUpper(r) && prev != 0 && unicode.IsLetter(prev) && lower > 0:
			upperAfter++
		}
		prev = r
	}
	return upperAfter == 0 || strings.HasPrefix(w, "Mc") && upperAfter == 1
}

// vietSyllable reports whether a word without marks can be a syllable of
// Vietnamese: consonants, vowels, and one of few ends.
func vietSyllable(w string) bool {
	i := 0
	for i < len(w) && !vowel(w[i]) && w[i] != 'y' {
		i++
	}
	j := i
	for j < len(w) && (vowel(w[j]) || w[j] == 'y') {
		j++
	}
	if i > 3 || j == i || j-i > 3 {
		return false
	}
	switch w[j:] {
	case "", "c", "ch", "m", "n", "ng", "nh", "p", "t":
		return true
	}
	return false
}

// oneLatin judges one word in Latin letters.
func oneLatin(s string) (float64, bool) {
	first, _ := utf8.DecodeRuneInString(s)
	w := plainLatin(s)
	if !unicode.IsUpper(first) || notLatinName[w] || strings.ContainsAny(s, ".-_'’,=") || len(w) < 3 {
		return -5, false
	}
	if k := lists().latin[w]; k != 0 && k&isWeak == 0 {
		return -0.8, false
	}
	r, f := romajiReadings(), foldRomaji(w)
	if len(w) > 3 && capital(s) && isRomaji(f) && (r.family[f] || r.given[f]) {
		return -1, false
	}
	return -4, false
}
