package ja

import (
	"bytes"
	"testing"
)

func TestLexiconReadsWhatWasWritten(t *testing.T) {
	words := map[string]Use{"乙坂": UseFamily, "かなた": UseGiven, "レナード": UseForeign, "湊町": UsePlace, "カメラ": UseCommon, "千葉": UseFamily | UsePlace}
	var b bytes.Buffer
	if err := WriteLexicon(&b, words); err != nil {
		t.Fatal(err)
	}
	x, err := readLexicon(bytes.NewReader(b.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	for w, want := range words {
		if got := x.uses(hashText(w)); got != want {
			t.Errorf("%s: got uses %b, want %b", w, got, want)
		}
	}
	if got := x.uses(hashText("見積")); got != 0 {
		t.Errorf("見積: got uses %b of a word that is not there", got)
	}
	if got := hashMore(hashText("乙"), "坂"); got != hashText("乙坂") {
		t.Error("hashMore does not go on where hashText ended")
	}
	for _, bad := range [][]byte{nil, {1, 2, 3}, b.Bytes()[:b.Len()/2], append([]byte("x"), b.Bytes()...)} {
		if _, err := readLexicon(bytes.NewReader(bad)); err == nil {
			t.Errorf("%d damaged bytes were read without an error", len(bad))
		}
	}
}

func TestLexiconThatIsShipped(t *testing.T) {
	x, err := readLexicon(bytes.NewReader(lexiconFile))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		word string
		want Use
	}{{"鵜飼", UseFamily}, {"すみれ", UseGiven}, {"ジョゼフ", UseForeign}, {"仙台", UsePlace}, {"プリンター", UseCommon}, {"監督", UseRole}, {"政府", UseGroup}} {
		if got := x.uses(hashText(c.word)); got&c.want == 0 {
			t.Errorf("%s: got uses %b, want %b among them", c.word, got, c.want)
		}
	}
}
