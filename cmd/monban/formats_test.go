package main

import (
	"os"
	"strings"
	"testing"

	"monban/cmd/internal/cli"
)

// The tables of the README are what the formats say of themselves.
func TestFormatTables(t *testing.T) {
	for name, lang := range map[string]cli.Lang{"../../README.md": cli.English, "../../README.ja.md": cli.Japanese} {
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(string(b), "\n\n"+formatTable(lang)+"\n") {
			t.Errorf("%s has another table of formats than \"monban kinds --formats --format markdown --lang %s\" prints: put that in", name, lang.Of("ja", "en"))
		}
	}
}
