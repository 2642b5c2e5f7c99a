package detect

import "testing"

func TestIndexIsThePlaceInKinds(t *testing.T) {
	for i := range Kinds {
		if got := Kinds[i].Kind.Index(); got != i {
			t.Errorf("%s: %d, want %d", Kinds[i].Kind, got, i)
		}
	}
	for _, k := range []Kind{"", CorporateNumber, "x", "my-numbeR", "my-number-"} {
		if got := k.Index(); got != -1 {
			t.Errorf("%q: %d, want -1", k, got)
		}
	}
}
