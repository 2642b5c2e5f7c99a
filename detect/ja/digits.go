package ja

import "unicode/utf8"

// kanjiDigit returns the value of a kanji digit, or -1.
func kanjiDigit(r rune) int {
	switch r {
	case '〇', '零':
		return 0
	case '一', '壱':
		return 1
	case '二', '弐':
		return 2
	case '三', '参':
		return 3
	case '四':
		return 4
	case '五':
		return 5
	case '六':
		return 6
	case '七':
		return 7
	case '八':
		return 8
	case '九':
		return 9
	}
	return -1
}

// number reads the number at the start of s: ASCII digits, or kanji digits by
// place (一九八五) or with 十, 百 and 千 (六十), or 元 as 1 when first is set. It
// returns its value and length, and length 0 when there is none up to 9999.
func number(s string, first bool) (value, n int) {
	for n < len(s) && isDigit(s[n]) {
		if n == 4 {
			return 0, 0
		}
		value = value*10 + int(s[n]-'0')
		n++
	}
	if n > 0 {
		return value, n
	}
	sum, digit, places := 0, -1, false
	for n < len(s) {
		r, size := utf8.DecodeRuneInString(s[n:])
		if first && n == 0 && r == '元' {
			return 1, size
		}
		unit := 0
		switch r {
		case '十', '拾':
			unit = 10
		case '百':
			unit = 100
		case '千':
			unit = 1000
		}
		switch d := kanjiDigit(r); {
		case unit > 0:
			if digit < 0 {
				digit = 1
			}
			sum, digit, places = sum+digit*unit, -1, true
		case d >= 0 && digit >= 0:
			if places {
				return 0, 0
			}
			digit = digit*10 + d
		case d >= 0:
			digit = d
		default:
			return max(sum, 0) + max(digit, 0), n
		}
		if sum > 9999 || digit > 9999 {
			return 0, 0
		}
		n += size
	}
	return sum + max(digit, 0), n
}
