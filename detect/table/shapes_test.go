package table

import (
	"testing"

	"monban/detect"
	"monban/detect/ja"
	"monban/extract"
)

// A text that is passed over as it stands in the file is passed over when it is
// normalised too.
func TestShapesKnowTheRawText(t *testing.T) {
	var s shapes
	sign := func(text string) []byte { return s.sign(ja.Prepare(extract.Unit{Text: text})) }
	for i := range enough {
		s.note(sign("A-000"+string(rune('0'+i%10))), true)
	}
	if s.again("A-0001") {
		t.Error("known before anybody asked for it")
	}
	if !s.passes(sign("B-1234")) {
		t.Fatal("not passed over")
	}
	for text, want := range map[string]bool{
		"B-1234": true, "Z-0000": true, "b-1234": false, "B-123": false, "B-12345": false, "B_1234": false, "Ｂ-123": false, "": false, "B-123\r": false,
	} {
		if got := s.again(text); got != want {
			t.Errorf("%q: %v, want %v", text, got, want)
		}
	}
	for range enough {
		s.note(sign("é-1"), true)
	}
	if !s.passes(sign("é-1")) || s.again("é-1") {
		t.Error("a text beyond ASCII is known without being normalised")
	}
	var none detect.Text
	if (&shapes{}).again(none.Norm) {
		t.Error("an empty text has the shape of nothing")
	}
}
