package detect

import (
	"encoding/json"
	"strings"
	"unicode/utf8"
)

// A Secret is a value found in a file. It prints and encodes as a mask
// everywhere; only Reveal gives the text. It holds a pointer because fmt prints
// an unexported string field without asking its methods.
type Secret struct {
	kind Kind
	p    *string
}

// Hide wraps a value of a kind. The kind chooses the mask.
func Hide(kind Kind, text string) Secret { return Secret{kind, &text} }

// Reveal returns the text itself. Call it only to redact, to compare, or when
// the user asked for --reveal.
func (s Secret) Reveal() string {
	if s.p == nil {
		return ""
	}
	return *s.p
}

func (s Secret) String() string {
	if s.p == nil {
		return ""
	}
	return mask(s.kind, *s.p)
}

func (s Secret) GoString() string             { return s.String() }
func (s Secret) MarshalJSON() ([]byte, error) { return json.Marshal(s.String()) }

// mask hides text, with the same number of characters: numbers of 8 or more
// digits keep their first 4, mail addresses the first character and the domain,
// dates the year, addresses the prefecture and the city, everything else its
// first character.
func mask(kind Kind, text string) string {
	keep := 1
	switch {
	case kind == Email:
		if at := strings.LastIndexByte(text, '@'); at > 0 {
			_, w := utf8.DecodeRuneInString(text)
			return text[:w] + stars(text[w:at]) + text[at:]
		}
	case kind == BirthDate:
		keep = yearLen(text)
	case kind == Address:
		keep = cityLen(text)
	case digits(text) >= 8 && kind != PersonName && kind != Password:
		keep = fourDigits(text)
	}
	if keep >= utf8.RuneCountInString(text) {
		keep = 1
	}
	i := 0
	for at := range text {
		if i == keep {
			return text[:at] + stars(text[at:])
		}
		i++
	}
	return stars(text)
}

func stars(s string) string { return strings.Repeat("*", utf8.RuneCountInString(s)) }

func isDigit(r rune) bool { return r >= '0' && r <= '9' || r >= '０' && r <= '９' }

func digits(s string) int {
	n := 0
	for _, r := range s {
		if isDigit(r) {
			n++
		}
	}
	return n
}

// fourDigits returns how many characters hold the first four digits.
func fourDigits(s string) int {
	n, i := 0, 0
	for _, r := range s {
		i++
		if isDigit(r) {
			if n++; n == 4 {
				break
			}
		}
	}
	return i
}

// yearLen returns how many characters of a date hold its year: up to 年, the
// first separator, or four digits.
func yearLen(s string) int {
	n, i := 0, 0
	for _, r := range s {
		if strings.ContainsRune("年./-／．－", r) {
			if r == '年' {
				i++
			}
			return max(i, 1)
		}
		i++
		if isDigit(r) {
			if n++; n == 4 {
				return i
			}
		}
	}
	return 1
}

// cityLen returns how many characters of an address hold the prefecture and
// the city. Without either it keeps one character.
func cityLen(s string) int {
	rs := []rune(s)
	pref := 0
	for i, r := range rs[:min(len(rs), 6)] {
		if i >= 2 && strings.ContainsRune("都道府県", r) {
			pref = i + 1
			break
		}
	}
	for i := pref + 1; i < min(len(rs), pref+8); i++ {
		if strings.ContainsRune("市区町村郡", rs[i]) {
			return i + 1
		}
	}
	return max(pref, 1)
}
