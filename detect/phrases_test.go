package detect

import (
	"slices"
	"strings"
	"testing"
)

func TestPhrases(t *testing.T) {
	list := []string{"専門は", "専門 ", "専門", "テーマ:", "は", "(株)", "Dr", "𠮷野"}
	p := NewPhrasesOf(list)
	text := "彼の専門は𠮷野川、専門 テーマ:Dr.と(株)専の専門\xe5\xb0"
	for i := range len(text) + 1 {
		before, after := text[:i], text[i:]
		begins, ends := "", ""
		if k := slices.IndexFunc(list, func(w string) bool { return strings.HasPrefix(after, w) }); k >= 0 {
			begins = list[k]
		}
		if k := slices.IndexFunc(list, func(w string) bool { return strings.HasSuffix(before, w) }); k >= 0 {
			ends = list[k]
		}
		if got := p.Begins(after); got != begins {
			t.Errorf("Begins(%q) = %q, want %q", after, got, begins)
		}
		if got := p.Ends(before); got != ends {
			t.Errorf("Ends(%q) = %q, want %q", before, got, ends)
		}
		for j := i; j <= len(text); j++ {
			want := slices.ContainsFunc(list, func(w string) bool { return strings.Contains(text[i:j], w) })
			if got := p.In(text[i:j]); got != want {
				t.Errorf("In(%q) = %v, want %v", text[i:j], got, want)
			}
		}
	}
	if NewPhrases("").In("語") || NewPhrases("").Begins("語") != "" {
		t.Error("an empty list has phrases")
	}
}
