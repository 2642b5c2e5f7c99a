package odf

import (
	"context"
	"testing"

	"monban/extract/extracttest"
)

type zipPart = extracttest.Part

const spaces = ` xmlns:office="o" xmlns:text="t" xmlns:table="tb" xmlns:style="s" xmlns:fo="fo" xmlns:draw="d" xmlns:dc="dc" xmlns:meta="m" xmlns:xlink="x" xmlns:form="f" xmlns:svg="svg" xmlns:presentation="p" xmlns:manifest="mf" xmlns:config="c" xmlns:chart="ch" xmlns:script="sc"`

// makeDoc makes a document of a kind with these styles and this body, and
// more parts.
func makeDoc(t testing.TB, kind, styles, body string, more ...zipPart) []byte {
	t.Helper()
	return extracttest.Zip(t, append([]zipPart{
		{"mimetype", mimetype + kind},
		{"content.xml", `<office:document-content` + spaces + `><office:automatic-styles>` + styles + `</office:automatic-styles><office:body><office:` + kind + `>` + body + `</office:` + kind + `></office:body></office:document-content>`},
	}, more...)...)
}

// readAll reads a document with the format that knows it.
func readAll(t testing.TB, data []byte) *extracttest.Kept {
	t.Helper()
	k := &extracttest.Kept{}
	f := extracttest.File("x", data)
	for _, fm := range Formats() {
		if !fm.Match(f, data[:min(len(data), 4096)]) {
			continue
		}
		if err := fm.Read(context.Background(), f, k); err != nil {
			t.Fatal(err)
		}
		return k
	}
	t.Fatal("no format knows the document")
	return nil
}
