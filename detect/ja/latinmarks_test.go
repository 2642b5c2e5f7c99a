package ja

import (
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"
)

// Whatever apart leaves of the marks, what is left without them is what NFD
// leaves.
func TestApartIsNFDWithoutMarks(t *testing.T) {
	bare := func(s string) string {
		return strings.Map(func(r rune) rune {
			if isMark(r) {
				return -1
			}
			return r
		}, s)
	}
	for r := rune(0); r <= 0x2100; r++ {
		for _, s := range []string{string(r), "a" + string(r) + "\u0301b", string(r) + "が"} {
			if got, want := bare(apart(s)), bare(norm.NFD.String(s)); got != want {
				t.Fatalf("%q (%U): %q, want %q", s, r, got, want)
			}
		}
	}
	for s, want := range map[string]string{"Nguyễn Văn Đức": "Nguyen Van Đuc", "Müller": "Muller", "e\u0301": "e", "": ""} {
		if got := apart(s); got != want {
			t.Errorf("%q: %q, want %q", s, got, want)
		}
	}
}

// A text is folded piece by piece as it would be in one go.
func TestPiecesAreFoldedAsNFKCDoes(t *testing.T) {
	for _, s := range []string{"が", "a\u0301\u0301", "㈱㍿", "q\u0307\u0323", "①Ⅳ", "が゙゙゙", strings.Repeat("\u0301", 70), "葛\U000E0100", "ﷺ", "각\u11a8", "\xff\xe3"} {
		var f folder
		for range 2 {
			if got, want := string(f.nfkc(nil, s)), norm.NFKC.String(s); got != want {
				t.Errorf("%q: %q, want %q", s, got, want)
			}
		}
	}
}
