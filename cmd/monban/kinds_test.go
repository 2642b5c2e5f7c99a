package main

import (
	"strings"
	"testing"

	"monban/cmd/internal/cli"
	"monban/detect"
)

// Every kind is told with what is found, what is not, and what counts for it;
// only the organisation's own lists have no examples here.
func TestEveryKindTellsExamplesAndEvidence(t *testing.T) {
	list, err := documented()
	if err != nil {
		t.Fatal(err)
	}
	if len(list) != len(detect.Kinds) {
		t.Errorf("%d kinds are documented, %d are reported", len(list), len(detect.Kinds))
	}
	for _, d := range list {
		for _, lang := range []cli.Lang{cli.Japanese, cli.English} {
			var b strings.Builder
			if err := d.print(&b, lang, true); err != nil {
				t.Fatal(err)
			}
			for _, want := range []string{lang.Of("見つける:", "found:"), lang.Of("見つけない:", "not found:"), lang.Of("根拠になること", "What counts")} {
				told := strings.Contains(b.String(), want)
				if d.Kind == detect.Roster || d.Kind == detect.IDCard && strings.Contains(want, lang.Of("根拠", "counts")) {
					continue // what a picture shows is told in a sentence
				}
				if !told {
					t.Errorf("monban kinds %s (%s) does not tell %q", d.Kind, lang.Of("ja", "en"), want)
				}
			}
		}
	}
}
