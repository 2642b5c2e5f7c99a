package place

import (
	"strings"
	"unicode/utf8"

	"monban/detect"
)

// buildings are words for houses of many flats, and for parts of them.
var buildings = [...]string{"マンション", "アパート", "ハイツ", "コーポ", "荘", "ビル", "タワー", "ハウス", "メゾン", "レジデンス", "パレス", "ハイム", "団地", "住宅", "寮", "ヴィラ", "プラザ", "コート", "テラス", "館", "号棟"}

// buildingEnd returns the length of what follows the numbers of a house at the
// start of s: コーポ山田101号室, グランド札幌805, 3F, 田中様方.
func buildingEnd(s string) int {
	if r, _ := utf8.DecodeRuneInString(s); s == "" || strings.ContainsRune("。、,.)」』\n\t;:", r) {
		return 0
	}
	window := s[:min(len(s), 150)]
	part := strings.TrimRight(window[:building(window)], " -")
	if part == "" || passing(part) || counted(s[len(part):]) {
		return 0
	}
	if i := strings.IndexAny(part, "0123456789"); i >= 0 && strings.HasPrefix(part[i:], "0") {
		return 0 // a telephone number
	}
	return len(part)
}

// building reads a blank or a hyphen, the name of a house, its block, the room,
// the storey and with whom somebody lives there; each of them may be missing.
func building(s string) int {
	i := 0
	if s != "" && (s[0] == ' ' || s[0] == '-') {
		i++
	}
	i += houseName(s[i:])
	i += blankAt(s[i:])
	if n := digits(s[i:], 2); n > 0 && strings.HasPrefix(s[i+n:], "号棟") {
		i += n + len("号棟")
		i += blankAt(s[i:])
	}
	i += room(s[i:])
	if b := blankAt(s[i:]); b > 0 {
		if n := digits(s[i+b:], 2); n > 0 {
			for _, w := range [...]string{"F", "階"} {
				if strings.HasPrefix(s[i+b+n:], w) {
					i += b + n + len(w)
					break
				}
			}
		}
	}
	return i + careOf(s[i:])
}

func blankAt(s string) int {
	if s != "" && s[0] == ' ' {
		return 1
	}
	return 0
}

// houseName reads the name of a house, which has one of the words for houses in
// it or begins in katakana or Latin letters.
func houseName(s string) int {
	at := 0
	for range 15 {
		if n := buildingWord(s[at:]); n > 0 {
			return at + n + nameRun(s[at+n:], 10)
		}
		r, w := utf8.DecodeRuneInString(s[at:])
		if w == 0 || !ofName(r) {
			break
		}
		at += w
	}
	r, w := utf8.DecodeRuneInString(s)
	if r >= 'ァ' && r <= 'ヶ' || r == 'ー' || r == '・' || r|0x20 >= 'a' && r|0x20 <= 'z' {
		if n := nameRun(s[w:], 16); utf8.RuneCountInString(s[w:w+n]) >= 2 {
			return w + n
		}
	}
	return 0
}

func buildingWord(s string) int {
	switch r, _ := utf8.DecodeRuneInString(s); r {
	case 'マ', 'ア', 'ハ', 'コ', '荘', 'ビ', 'タ', 'メ', 'レ', 'パ', '団', '住', '寮', 'ヴ', 'プ', 'テ', '館', '号':
	default:
		return 0
	}
	for _, w := range buildings {
		if strings.HasPrefix(s, w) {
			return len(w)
		}
	}
	return 0
}

// nameRun returns the length of up to most characters of a name.
func nameRun(s string, most int) int {
	at := 0
	for range most {
		r, w := utf8.DecodeRuneInString(s[at:])
		if w == 0 || !ofName(r) {
			break
		}
		at += w
	}
	return at
}

// ofName reports whether r can stand in the name of a house.
func ofName(r rune) bool {
	switch r {
	case '、', '。', ',', ':', ';', '(', ')', '「', '」', '『', '』':
		return false
	}
	return !space(r) && (r < '0' || r > '9')
}

func space(r rune) bool { return r == ' ' || r == '\t' || r == '\n' || r == '\f' || r == '\r' }

// room reads A-101号室, 805, 3F.
func room(s string) int {
	i := 0
	if s != "" && s[0]-'A' < 26 {
		i++
	}
	if i < len(s) && s[i] == '-' {
		i++
	}
	n := digits(s[i:], 4)
	if n == 0 {
		return 0
	}
	i += n
	for _, w := range [...]string{"号室", "号", "室", "階", "F"} {
		if strings.HasPrefix(s[i:], w) {
			return i + len(w)
		}
	}
	return i
}

// careOf reads with whom somebody lives, in one to five characters: 田中様方. The
// longest name is taken.
func careOf(s string) int {
	at := blankAt(s)
	end := 0
	for range 5 {
		r, w := utf8.DecodeRuneInString(s[at:])
		if w == 0 || space(r) || r == '、' || r == '。' || r == ',' {
			break
		}
		at += w
		if rest := strings.TrimPrefix(s[at:], "様"); strings.HasPrefix(rest, "方") {
			end = len(s) - len(rest) + len("方")
		}
	}
	return end
}

// passing reports whether s is of a sentence that only goes through a place: it
// begins with a particle or has words of a sentence in it. は, が and で stand in
// names as well, before some characters.
func passing(s string) bool {
	switch r, _ := utf8.DecodeRuneInString(s[blankAt(s):]); r {
	case 'に', 'で', 'の', 'は', 'が', 'を', 'と', 'も', 'や', 'へ':
		return true
	}
	for i, r := range s {
		after := s[i:]
		switch r {
		case 'を':
			return true
		case 'は', 'が', 'で':
			if r, w := utf8.DecodeRuneInString(after[len("は"):]); w > 0 && !strings.ContainsRune("丘谷岡台山崎浜森里原町関峰浦瀬作池沢島峠淵水", r) {
				return true
			}
		case 'ま', 'し', 'か', 'に', 'す', 'へ', 'と', 'っ', '内', '市', '区', '町', '役':
			if passingWords.Begins(after) != "" {
				return true
			}
		}
	}
	return false
}

var passingWords = detect.NewPhrases(`ます した から まで にて における する には への との って 内で 市内 区内 町内 役所 役場`)
