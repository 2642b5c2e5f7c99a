package prose

import (
	"math/rand/v2"
	"strings"
	"testing"
)

// TestFirstLabelEnd compares firstLabelEnd with asking labelEnd everywhere.
func TestFirstLabelEnd(t *testing.T) {
	pieces := []string{"氏名", "あ", "ア", "】", "、", ":", "\t", "]", "だ", "鑑", "\u3051", "\x91", "\xe3", "\x80", "a ", ""}
	r := rand.New(rand.NewPCG(1, 2))
	ends := 0
	for range 20_000 {
		var b strings.Builder
		for range r.IntN(7) {
			b.WriteString(pieces[r.IntN(len(pieces))])
		}
		s := b.String()
		want := 0
		for want < len(s) && !labelEnd(s, want) {
			want++
		}
		if want < len(s) {
			ends++
		}
		if got := firstLabelEnd(s); got != want {
			t.Fatalf("firstLabelEnd(%q) = %d, want %d", s, got, want)
		}
	}
	if ends < 5000 {
		t.Errorf("%d texts with a label: too few to tell", ends)
	}
}
