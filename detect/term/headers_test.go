package term

import (
	"strings"
	"testing"

	"monban/detect"
	"monban/detect/ja"
	"monban/dict"
)

// words are the meanings of headers whose values are nobody's personal data;
// dict/README.md explains them.
const words = `company department class title product amount quantity date id number person-id memo status url place facility
office-number count code text tracking-number product-code stock-code consent`

// The package dict knows neither kinds nor how a header is folded, so its words
// are checked against both here.
func TestHeadersAreKeysAndMeanSomething(t *testing.T) {
	hs, err := dict.Headers()
	if err != nil {
		t.Fatal(err)
	}
	known := map[string]bool{string(detect.CorporateNumber): true}
	for _, w := range strings.Fields(words) {
		known[w] = true
	}
	for _, h := range hs {
		if got := ja.Key(h.Word); got != h.Word {
			t.Errorf("Key(%q) = %q: the header can never match", h.Word, got)
		}
		kind, _, _ := strings.Cut(h.Meaning, "/")
		if _, ok := detect.Kind(kind).Info(); !ok && !known[kind] {
			t.Errorf("%s: unknown meaning %q", h.Word, h.Meaning)
		}
	}
}
