package detect

import (
	"testing"

	"monban/extract"
)

// TestSet holds that a text that is used again forgets where words and digits
// stood in the one before, even when it has no characters.
func TestSet(t *testing.T) {
	w := NewWords(`電話`)
	x := NewText(extract.Unit{Text: "電話 03"}, "電話 03", HasKanji|HasDigit, nil)
	if !x.Has(w) || len(x.Digits()) != 1 {
		t.Fatal("the text has no word and no digits")
	}
	for _, s := range []string{"", "会議", "電話 03"} {
		x.Set(extract.Unit{Text: s}, s, HasKanji, nil)
		if want := s == "電話 03"; x.Has(w) != want || len(x.Digits()) > 0 != want {
			t.Errorf("%q: word %v, digits %d", s, x.Has(w), len(x.Digits()))
		}
	}
}
