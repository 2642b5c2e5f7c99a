package ident

import (
	"strconv"
	"strings"

	"monban/detect"
	"monban/detect/ja"
)

// The machine readable zone of a passport is two lines of 44 characters (TD3):
// names on the first; number, nationality, date of birth, sex and date of
// expiry on the second, with a check digit behind each number and one over all.
// Recognised from a picture, fillers get lost and digits turn into letters, so
// the lines are looked for inside longer ones, and only the three check digits
// of the fields are demanded.
// Source: ICAO Doc 9303-4, 4.2.2 and 9303-3, 4.9.

// A travelZone is the second line of a zone.
type travelZone struct {
	start   int // in the text
	lost    int // letters of the nationality that recognition has lost
	number  string
	nation  string
	birth   string // yymmdd
	sex     byte
	expiry  string
	overall bool // the check digit over all is right, or the line is cut
}

// Places of the fields in the second line.
const (
	zoneNumber = 0
	zoneNation = 10
	zoneBirth  = 13
	zoneSex    = 20
	zoneExpiry = 21
	zoneFields = 28
	zoneAll    = 44
)

// travelZones finds the second lines of zones.
func travelZones(s string, found func(travelZone)) {
	for start, end := range zoneRuns(s, zoneFields) {
		for i := start; i+zoneFields <= end; i++ {
			z, ok := readZone(s[i:min(end, i+zoneAll)], 0)
			if !ok {
				z, ok = readZone(s[i:min(end, i+zoneAll)], 1)
			}
			if ok {
				z.start = i
				found(z)
				i += zoneFields
			}
		}
	}
}

// zoneRuns yields the runs of characters of a zone that have a length. Most texts
// have none, so each stretch of that length is looked at from its end.
func zoneRuns(s string, least int) func(func(int, int) bool) {
	return func(yield func(int, int) bool) {
		for i := 0; i+least <= len(s); {
			k := i + least
			for k > i && zone(s[k-1]) {
				k--
			}
			if k > i {
				i = k
				continue
			}
			start := i
			for i += least; i < len(s) && zone(s[i]); {
				i++
			}
			if !yield(start, i) {
				return
			}
		}
	}
}

func zone(b byte) bool { return b-'0' < 10 || b-'A' < 26 || b == '<' }

// readZone reads a second line, which begins with the number of the passport,
// and of whose nationality letters may be lost.
func readZone(s string, lost int) (z travelZone, ok bool) {
	z.lost = lost
	if lost > 0 { // put in what the fields need to stand in their places
		s = s[:zoneNation] + "<<<"[:lost] + s[zoneNation:]
	}
	nation := s[zoneNation:zoneBirth]
	for i := range nation {
		if nation[i] != '<' && nation[i]-'A' >= 26 {
			return z, false
		}
	}
	z.sex = s[zoneSex]
	if z.sex != 'M' && z.sex != 'F' && z.sex != '<' && z.sex != 'X' {
		return z, false
	}
	birth, expiry := onlyDigits(s[zoneBirth:zoneSex]), onlyDigits(s[zoneExpiry:zoneFields])
	check := onlyDigits(s[zoneNation-1 : zoneNation])
	if check == "" || birth == "" || expiry == "" || !mrz(birth) || !mrz(expiry) || !mrz(s[zoneNumber:zoneNation-1]+check) || !yymmdd(birth) || !yymmdd(expiry) {
		return z, false
	}
	z.number = strings.TrimRight(s[:zoneNation-1], "<")
	z.nation, z.birth, z.expiry = strings.Trim(nation, "<"), birth[:6], expiry[:6]
	if len(z.number) < 6 || z.number[0] == '<' || len(z.nation)+lost != 3 && (z.nation != "D" || lost > 0) { // D is Germany, all others have three letters
		return z, false
	}
	z.overall = len(s) < zoneAll || lost > 0 || mrz(s[:zoneNation-1]+check+birth+expiry+onlyZone(s[zoneFields:zoneAll]))
	return z, true
}

// onlyZone mends the last character, a check digit.
func onlyZone(s string) string { return s[:len(s)-1] + onlyDigits(s[len(s)-1:]) }

// alike are the letters that recognition makes of digits.
var alike = strings.NewReplacer("O", "0", "Q", "0", "D", "0", "I", "1", "L", "1", "Z", "2", "S", "5", "G", "6", "B", "8")

// onlyDigits mends digits that were taken for letters; "" when others are there.
// The filler counts as 0 in a check digit, and is none in a date.
func onlyDigits(s string) string {
	s = alike.Replace(s)
	for i := range len(s) {
		if s[i]-'0' >= 10 {
			return ""
		}
	}
	return s
}

// yymmdd tells a possible date of six digits and a check digit.
func yymmdd(s string) bool {
	month, _ := strconv.Atoi(s[2:4]) // digits only
	day, _ := strconv.Atoi(s[4:6])
	return month >= 1 && month <= 12 && day >= 1 && day <= 31
}

// born is the date of birth as other rules write it. The century is that in
// which the holder is not older than the passport.
func (z travelZone) born() string {
	century := "20"
	if z.birth[:2] >= z.expiry[:2] {
		century = "19"
	}
	return century + z.birth[:2] + "-" + z.birth[2:4] + "-" + z.birth[4:]
}

// match reports a field of the zone.
func (z travelZone) match(at, n int, key string) detect.Match {
	if at > zoneNation {
		at -= z.lost
	}
	m := detect.Match{Start: z.start + at, End: z.start + at + n, Odds: -2, Evidence: detect.Format | detect.CheckDigit, Key: key}
	if !z.overall {
		m.Odds = -4
	}
	return m
}

const zoneSource = "ICAO Doc 9303-3, 9303-4"

// Lines whose check digits are right, and lines whose are not.
var (
	zoneHits = []string{
		"TR12345672JPN8501020M3001019<<<<<<<<<<<<<<<8", "TZ12345676JPN8503149F3001019<<<<<<<<<<<<<<08", "MRZ: TZ12345676JPN8503149F3001019<<<<<<08",
		"TZ12345676JPN85O3149F3OO1O19<<<<<<<<<<<<<<08", "C01X00T478D<<6408125F2702283<<<<<<<<<<<<<<<4", "<TZ12345676JPN8503149F3001019<<<<<<<<<<<<<<08",
	}
	zoneMisses = []string{
		"TR12345673JPN8501020M3001019<<<<<<<<<<<<<<<8", "TZ12345676JPN8503148F3001019<<<<<<<<<<<<<<08", "TZ12345676JPN8503149F3001018<<<<<<<<<<<<<<08",
		"TZ12345676JPN8503149Q3001019<<<<<<<<<<<<<<08", "TZ1234567", "P<JPNAOBA<<CHINATSU<<<<<<<<<<<<<<<<<<<<<<<<<",
	}
)

var zoneBirthDate = detect.Rule{
	Name: "passport-zone-birth", Kind: detect.BirthDate, Needs: detect.HasDigit | detect.HasLatin,
	Doc: detect.Doc{
		Title: "Date of birth in the machine readable zone of a passport", TitleJa: "旅券の機械読取部分にある生年月日",
		Hit: append([]string{"TZ12345676PN8503149F3001019<<<<<<<<<<<<<<<<08"}, zoneHits...), Miss: zoneMisses, Source: zoneSource,
	},
	Find: func(t *detect.Text, found func(detect.Match)) {
		travelZones(t.Norm, func(z travelZone) { found(z.match(zoneBirth, 6, z.born())) })
	},
}

var zoneSexOf = detect.Rule{
	Name: "passport-zone-sex", Kind: detect.Sex, Needs: detect.HasDigit | detect.HasLatin,
	Doc: detect.Doc{
		Title: "Sex in the machine readable zone of a passport", TitleJa: "旅券の機械読取部分にある性別",
		Hit: zoneHits, Miss: append([]string{"TZ12345676JPN8503149<3001019<<<<<<<<<<<<<<08"}, zoneMisses...), Source: zoneSource,
	},
	Find: func(t *detect.Text, found func(detect.Match)) {
		travelZones(t.Norm, func(z travelZone) {
			if z.sex != '<' {
				found(z.match(zoneSex, 1, string(z.sex)))
			}
		})
	},
}

var zoneNationality = detect.Rule{
	Name: "passport-zone-nationality", Kind: detect.Nationality, Needs: detect.HasDigit | detect.HasLatin,
	Doc: detect.Doc{
		Title: "Nationality in the machine readable zone of a passport", TitleJa: "旅券の機械読取部分にある国籍",
		Hit: zoneHits, Miss: zoneMisses, Source: zoneSource,
	},
	Find: func(t *detect.Text, found func(detect.Match)) {
		travelZones(t.Norm, func(z travelZone) {
			if z.lost == 0 {
				found(z.match(zoneNation, len(z.nation), z.nation))
			}
		})
	},
}

var zoneName = detect.Rule{
	Name: "passport-zone-name", Kind: detect.PersonName, Needs: detect.HasLatin,
	Doc: detect.Doc{
		Title: "Name in the machine readable zone of a passport", TitleJa: "旅券の機械読取部分にある氏名",
		Hit: []string{
			"P<JPNAOBA<<CHINATSU<<<<<<<<<<<<<<<<<<<<<<<<<", "PPJPNAOBA<<CHINATSU<<<<<<<<<<<<<<<<<<<<<<<<<", "P<VNMNGUYEN<<THI<TEST<<<<<<<<<<<<<<<<<<<<<<<", "P<JPNAOBA<<CHINATSU<<<<<<<<<<", "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<",
		},
		Miss:   []string{"P<JPN<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<", "TZ12345676JPN8503149F3001019<<<<<<<<<<<<<<08", "P<JPNAOBA<<CHINATSU", "if p<q<<r", "P<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<", "X<JPNAOBA<<CHINATSU<<<<<<<<<<<<<<<<<<<<<<<<<"},
		Source: zoneSource,
	},
	Find: func(t *detect.Text, found func(detect.Match)) {
		s := t.Norm
		for start, end := range zoneRuns(s, 24) {
			z := s[start:end]
			if z[0] != 'P' || strings.ContainsAny(z[:5], "0123456789") || strings.Contains(z[2:5], "<") || !strings.HasSuffix(z, "<<<") {
				continue
			}
			names := strings.TrimRight(z[5:], "<")
			family, given, _ := strings.Cut(names, "<<")
			if len(family) < 2 || family[0] == '<' || strings.ContainsAny(names, "0123456789") {
				continue
			}
			found(detect.Match{Start: start + 5, End: start + 5 + len(names), Odds: -2, Evidence: detect.Format, Key: ja.FoldName(strings.ReplaceAll(family+" "+given, "<", " "))})
		}
	},
}
