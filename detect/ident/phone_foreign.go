package ident

import (
	"strings"

	"monban/detect"
)

var foreignPhone = detect.Rule{
	Name: "phone-international", Kind: detect.Phone, Needs: detect.HasDigit, Digits: 10,
	Doc: detect.Doc{
		Title: "Telephone number with a country code", TitleJa: "国番号付きの電話番号",
		Hit: []string{
			"+81-90-1234-5678", "+819012345678", "+81 3 1234 5678", "+81(0)90-1234-5678", "+84 912 345 678", "+91 98765 43210", "+1 (555) 123-4567", "+82-10-1234-5678",
			"+44 20 7946 0958", "TEL: +8613812345678", "+84-28-3822-1234", "(+81)90-1234-5678", "Phone +1-202-555-0143",
		},
		Miss: []string{
			"+0900", "UTC+09:00", "+81", "1+81-90-1234-5678", "+12345", "=A1+8190123456", "+5,000円", "前年比 +12.5", "3.5e+10123456789", "+999 1234567890", "+2147483647", "+1234567890123456",
		},
		Source: "ITU-T E.164",
	},
	Find: findForeignPhone,
}

func findForeignPhone(t *detect.Text, found func(detect.Match)) {
	s := t.Norm
	for at := 0; ; {
		k := strings.IndexByte(s[at:], '+')
		if k < 0 {
			return
		}
		start := at + k
		at = start + 1
		if start > 0 && (alnum(s[start-1]) || s[start-1] == ')' || s[start-1] == '+') {
			continue
		}
		end, key, parts := dialAbroad(s, start+1)
		cc := countryCode(key)
		if cc == 0 || len(key) < 10 || len(key) > 14 || end < len(s) && alnum(s[end]) || strings.HasPrefix(key, "810") {
			continue
		}
		m := detect.Match{Start: start, End: end, Odds: 2.5, Key: "+" + key}
		switch {
		case key[:2] == "81":
			if n := len(key) - 2; n != 9 && n != 10 {
				continue
			}
			m.Key = "0" + key[2:]
		case parts == 1:
			m.Odds = 0.3
		case len(key) == 14:
			m.Odds = 0
		}
		if strings.HasSuffix(key, "0000000") {
			continue // the form of a number, in the words of a program
		}
		m.Evidence = t.Around(start, end, phoneWords, things)
		found(m)
		at = end
	}
}

// dialAbroad reads digits with single separators between them from s[i]. A
// "(0)", which is dialled only at home, is left out of the key.
func dialAbroad(s string, i int) (end int, key string, parts int) {
	var b [16]byte
	n := 0
	for i < len(s) {
		switch c := s[i]; {
		case c-'0' < 10:
			if n == len(b) {
				return i, "", 0
			}
			if end != i || n == 0 {
				parts++
			}
			b[n] = c
			n++
			i++
			end = i
			continue
		case n == 0:
			return i, "", 0
		case strings.HasPrefix(s[i:], "(0)"):
			i += 3
		case c == '-' || c == ' ' || c == '(' || c == ')' || c == '.':
			i++
		default:
			return end, string(b[:n]), parts
		}
		if i-end > 5 {
			break
		}
	}
	return end, string(b[:n]), parts
}

// countryCode returns the length of the country code at the start of a number, or 0.
func countryCode(s string) int {
	if len(s) < 3 {
		return 0
	}
	switch s[0] {
	case '1', '7':
		return 1
	case '2':
		if s[1] == '0' || s[1] == '7' {
			return 2
		}
		if s[1] == '8' || strings.Contains("210 214 215 217 219 259", s[:3]) {
			return 0 // given to nobody; +2147483647 is the largest number of programs
		}
		return 3
	case '3':
		if strings.IndexByte("578", s[1]) >= 0 {
			return 3
		}
		return 2
	case '4':
		if s[1] == '2' {
			return 3
		}
		return 2
	case '5':
		if s[1] == '0' || s[1] == '9' {
			return 3
		}
		return 2
	case '6':
		if s[1] >= '7' {
			return 3
		}
		return 2
	case '8':
		switch s[1] {
		case '1', '2', '4', '6':
			return 2
		case '5', '8':
			return 3
		}
	case '9':
		switch s[1] {
		case '0', '1', '2', '3', '4', '5', '8':
			return 2
		case '6', '7':
			return 3
		}
	}
	return 0
}

func alnum(b byte) bool { return b-'0' < 10 || letter(b) }

func letter(b byte) bool { return (b|0x20)-'a' < 26 }
