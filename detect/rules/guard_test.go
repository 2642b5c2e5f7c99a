package rules

import (
	"strings"
	"testing"

	"monban/detect"
	"monban/detect/detecttest"
)

// TestGuard asks every rule about the examples of all others: the guard lets
// through whatever applies, and nothing is found where a rule does not apply.
func TestGuard(t *testing.T) {
	rules := All()
	if len(rules) > detect.GuardMost {
		t.Fatalf("%d rules, and a guard takes %d", len(rules), detect.GuardMost)
	}
	texts := detecttest.CleanLines()
	for _, r := range rules {
		texts = append(append(texts, r.Doc.Hit...), r.Doc.Miss...)
	}
	for i := range len(texts) - 1 {
		texts = append(texts, texts[i]+"。"+texts[i+1], strings.ToUpper(texts[i]))
	}
	guard := detect.NewGuard(rules)
	kept, passed := 0, 0
	for _, s := range texts {
		for _, text := range []*detect.Text{detecttest.Text(s), detecttest.Cell("項目", s)} {
			set := guard.Of(text)
			for i := range rules {
				let := set&(1<<i) != 0
				if rules[i].Applies(text) && !let {
					t.Errorf("%s applies to %q under %q, and the guard keeps it", rules[i].Name, s, text.Label)
				}
				if err := detecttest.Check(rules[i], text); err != nil {
					t.Errorf("%q under %q: %v", s, text.Label, err)
				}
				if let {
					passed++
				} else {
					kept++
				}
			}
		}
	}
	if kept < passed {
		t.Errorf("the guard keeps %d and lets through %d", kept, passed)
	}
}
