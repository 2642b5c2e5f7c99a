package ident

// The check digits of this package. Each function takes digits only and
// reports whether the check digit of the whole number is right.

// mod11 is the rule of the individual number and of the resident record code:
// weights 2 to 7 from the right, in turn, over all digits but the last.
// Source: 行政手続における特定の個人を識別するための番号の利用等に関する法律の規定による
// 通知カード及び個人番号カード並びに情報提供ネットワークシステムによる特定個人情報の提供等に関する省令 (平成26年総務省令第85号) 第5条.
func mod11(s string) bool {
	sum, n := 0, len(s)-1
	for i := range n {
		sum += int(s[n-1-i]-'0') * (2 + i%6)
	}
	want := 0
	if r := sum % 11; r > 1 {
		want = 11 - r
	}
	return int(s[n]-'0') == want
}

// corporate is the rule of the 13-digit corporate number, whose check digit
// stands first. Source: 平成26年財務省令第70号.
func corporate(s string) bool {
	sum := 0
	for i := range 12 {
		sum += int(s[12-i]-'0') * (1 + i%2)
	}
	return int(s[0]-'0') == 9-sum%9
}

// luhn is the rule of bank cards, and under the name of modulus 10 with weights
// 2 and 1 that of insurers, payers and recipients in health insurance.
func luhn(s string) bool {
	sum := 0
	for i := range len(s) {
		d := int(s[len(s)-1-i] - '0')
		if i%2 == 1 {
			if d *= 2; d > 9 {
				d -= 9
			}
		}
		sum += d
	}
	return sum%10 == 0
}

// licence is the rule of the 11th digit of a driving licence number. It is
// public only in unofficial descriptions, which agree with each other.
func licence(s string) bool {
	sum := 0
	for i, w := range [10]int{5, 4, 3, 2, 7, 6, 5, 4, 3, 2} {
		sum += int(s[i]-'0') * w
	}
	return int(s[10]-'0') == (11-sum%11)%10
}

// mrz is the rule of machine readable travel documents (ICAO 9303-3): weights
// 7, 3, 1; letters count from 10. s ends with the check digit.
func mrz(s string) bool {
	sum, n := 0, len(s)-1
	for i := range n {
		v := 0
		switch b := s[i]; {
		case b-'0' < 10:
			v = int(b - '0')
		case b-'A' < 26:
			v = int(b-'A') + 10
		}
		sum += v * [3]int{7, 3, 1}[i%3]
	}
	return int(s[n]-'0') == sum%10
}

// yucho is the rule of the 4th digit of a postal savings symbol: symbol of 5
// digits, number of up to 8. Source: the public converter of ゆうちょ銀行.
func yucho(symbol, number string) bool {
	n := ("00000000" + number)[len(number):]
	double := func(b byte) int {
		d := int(b-'0') * 2
		if d > 9 {
			d -= 9
		}
		return d
	}
	v := func(b byte) int { return int(b - '0') }
	sum := v(symbol[0]) + 3*v(symbol[1]) + double(symbol[2]) + 3*v(symbol[4]) +
		double(n[0]) + v(n[1]) + 3*v(n[2]) + double(n[3]) + v(n[4]) + 3*v(n[5]) + double(n[6]) + v(n[7])
	return v(symbol[3]) == sum%10
}
