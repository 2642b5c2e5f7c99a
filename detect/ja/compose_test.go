package ja

import (
	"math/rand/v2"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Letters and marks are put together as package norm does it.
func TestMarksAreNFKC(t *testing.T) {
	check := func(s string) bool {
		t.Helper()
		r, n := utf8.DecodeRuneInString(s)
		var f folder
		k := f.marks(s, 0, r, n)
		if k == 0 {
			return false
		}
		if got, want := string(f.out), norm.NFKC.String(s[:k]); got != want {
			t.Fatalf("%+q: got %+q, want %+q", s[:k], got, want)
		}
		if got, want := string(f.out)+norm.NFKC.String(s[k:]), norm.NFKC.String(s); got != want {
			t.Fatalf("%+q: got %+q, want %+q", s, got, want)
		}
		return true
	}
	var letters, marks []rune
	for r := rune('!'); r <= 0x9FFF; r++ {
		if markTables().known(r) && (r < 0x250 || r >= 0x1E00 && r < 0x2000 || r >= 0x2260 && r < 0x2270 || r >= 0x3041 && r < 0x3100 || r%97 == 0) {
			letters = append(letters, r)
		}
		if markOrder(r) > 0 {
			marks = append(marks, r)
		}
	}
	for _, r := range letters {
		for _, m := range marks {
			if !check(string([]rune{r, m})) {
				t.Fatalf("%U %U is not put together", r, m)
			}
		}
	}
	after := []rune("a1 あがア山、。é\u3000\u0600\u302A\u0340\u034F\u0591\u1161\uFF9E\uFFFD〄")
	seed := rand.New(rand.NewPCG(1, 2))
	known := 0
	for range 40_000 {
		s := []rune{letters[seed.IntN(len(letters))]}
		for range 1 + seed.IntN(4) {
			m := marks[seed.IntN(len(marks))]
			if seed.IntN(2) == 0 {
				m = []rune{0x300, 0x301, 0x302, 0x303, 0x323, 0x31B, 0x3099, 0x309A}[seed.IntN(8)]
			}
			s = append(s, m)
		}
		if seed.IntN(2) == 0 {
			s = append(s, after[seed.IntN(len(after))])
		}
		if check(string(s)) {
			known++
		}
	}
	if known < 20_000 {
		t.Errorf("only %d of 40000 were put together", known)
	}
}

// What begins a new letter never joins the one before it.
func TestWhatBegins(t *testing.T) {
	for r := rune(1); r <= utf8.MaxRune; r++ {
		if !begins(r) || r >= 0xD800 && r < 0xE000 {
			continue
		}
		if s := string(r); !norm.NFKC.PropertiesString(s).BoundaryBefore() {
			t.Errorf("%U joins what stands before it", r)
		}
	}
}

// A character alone is folded as it is with the rest of the text.
func TestAloneIsNFKC(t *testing.T) {
	for r := rune(0x80); r < 0x30000; r++ {
		if r >= 0xD800 && r < 0xE000 || r >= 0x3400 && r < 0xF900 && r%59 != 0 {
			continue
		}
		for _, after := range []string{"", "あ", "\u0301", "\u1161"} {
			s := string(r) + after
			got, ok := alone(s)
			if !ok {
				continue
			}
			n := norm.NFKC.NextBoundaryInString(s, true)
			if got == nil {
				got = []byte(string(r))
			}
			if want := norm.NFKC.String(s[:n]); n != utf8.RuneLen(r) || string(got) != want {
				t.Fatalf("%+q: got %+q, want %+q of %d bytes", s, got, want, n)
			}
		}
	}
}

func BenchmarkMarks(b *testing.B) {
	for _, s := range []string{"a\u0301\u0301", "Nguye\u0302\u0303n", "か\u3099゙", "\u0301", "<\u0338", "한", "😀", "Ж", "α\u0301", "㈱", "ﷺ", "ا\u064b", "①1", "\xff", "가\u3099", "…", "𠮷"} {
		b.Run(s, func(b *testing.B) {
			var long string
			for len(long) < 1000 {
				long += s
			}
			b.SetBytes(int64(len(long)))
			b.ReportAllocs()
			for b.Loop() {
				Normalize(long)
			}
		})
	}
}
