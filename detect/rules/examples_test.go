package rules

import (
	"context"
	"strings"
	"testing"

	"monban/detect"
	"monban/extract"
)

// Every example is found by the whole engine, and no counter-example is.
func TestExamplesHoldInTheWholeEngine(t *testing.T) {
	e := engine(t)
	for _, x := range Examples() {
		if x.Doc.Title == "" || x.Doc.TitleJa == "" || x.Doc.Source == "" || len(x.Doc.Hit) == 0 || len(x.Doc.Miss) == 0 {
			t.Errorf("%s: the documentation lacks a title, a source, a hit or a miss", x.Kind)
		}
		for _, s := range x.Doc.Hit {
			if got := kindsIn(t, e, x.As, s); got[x.Kind] == 0 {
				t.Errorf("%s is not found in %q: %v", x.Kind, s, got)
			}
		}
		for _, s := range x.Doc.Miss {
			if got := kindsIn(t, e, x.As, s); got[x.Kind] != 0 {
				t.Errorf("%s is found in %q", x.Kind, s)
			}
		}
	}
}

// Every reported kind has a rule or an example, but for what the organisation
// itself registers.
func TestEveryKindIsDocumented(t *testing.T) {
	documented := detect.SetOf(detect.Roster)
	for _, r := range All() {
		documented |= detect.SetOf(r.Kind)
	}
	for _, x := range Examples() {
		documented |= detect.SetOf(x.Kind)
	}
	for _, k := range detect.Kinds {
		if !documented.Has(k.Kind) {
			t.Errorf("%s has neither rule nor example", k.Kind)
		}
	}
}

func kindsIn(t *testing.T, e *detect.Engine, as, s string) map[detect.Kind]int {
	t.Helper()
	got := map[detect.Kind]int{}
	for _, f := range findingsIn(t, e, as, s) {
		got[f.Kind]++
	}
	return got
}

func findingsIn(t *testing.T, e *detect.Engine, as, s string) []detect.Finding {
	t.Helper()
	name, body := "text.txt", s
	switch as {
	case asTable:
		name = "list.csv"
	case asName:
		name, body = s, "\x89PNG\r\n\x1a\n"
	}
	r, err := e.Scan(context.Background(), []extract.File{{Name: name, Size: int64(len(body)), Data: strings.NewReader(body)}}, detect.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return r.Files[0].Findings
}
