package detect

import (
	"strings"
	"testing"
	"unicode"
)

func TestTrim(t *testing.T) {
	blanks := []string{"", " "}
	for r := rune(0); r < 0x3100; r++ {
		if unicode.IsSpace(r) {
			blanks = append(blanks, string(r))
		}
	}
	for _, word := range []string{"", "a", "é", "山", "ぁ", "〇", "\U00020BB7", "a\u0085b", "山田\u3000太郎", "\xe3\x80", "\x80", "°C", "①", "ｱ"} {
		for _, before := range blanks {
			for _, after := range blanks {
				s := before + word + after
				if got, want := Trim(s), strings.TrimSpace(s); got != want {
					t.Errorf("Trim(%q) = %q, want %q", s, got, want)
				}
			}
		}
	}
}
