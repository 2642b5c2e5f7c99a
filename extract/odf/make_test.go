package odf

import (
	"archive/zip"
	"bytes"
	"context"
	"io"
	"slices"
	"strings"
	"testing"

	"monban/extract"
	"monban/extract/extracttest"
)

type zipPart struct{ name, text string }

const spaces = ` xmlns:office="o" xmlns:text="t" xmlns:table="tb" xmlns:style="s" xmlns:fo="fo" xmlns:draw="d" xmlns:dc="dc" xmlns:meta="m" xmlns:xlink="x" xmlns:form="f" xmlns:svg="svg" xmlns:presentation="p" xmlns:manifest="mf" xmlns:config="c" xmlns:chart="ch" xmlns:script="sc"`

// makeZip writes a document part by part.
func makeZip(t testing.TB, parts ...zipPart) []byte {
	t.Helper()
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, p := range parts {
		w, err := z.Create(p.name)
		if err != nil {
			t.Fatal(err)
		}
		if strings.HasPrefix(p.text, "<") {
			io.WriteString(w, `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>`+"\n")
		}
		io.WriteString(w, p.text)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// makeDoc makes a document of a kind with these styles and this body, and
// more parts.
func makeDoc(t testing.TB, kind, styles, body string, more ...zipPart) []byte {
	t.Helper()
	return makeZip(t, append([]zipPart{
		{"mimetype", mimetype + kind},
		{"content.xml", `<office:document-content` + spaces + `><office:automatic-styles>` + styles + `</office:automatic-styles><office:body><office:` + kind + `>` + body + `</office:` + kind + `></office:body></office:document-content>`},
	}, more...)...)
}

// A keeper keeps everything that a document gives.
type keeper struct {
	rows  [][]extract.Unit
	units []extract.Unit
	gaps  []extract.Gap
	files []string
}

func (k *keeper) Row(cells []extract.Unit) error {
	k.rows = append(k.rows, slices.Clone(cells))
	k.units = append(k.units, cells...)
	return nil
}
func (k *keeper) Text(u extract.Unit) error { k.units = append(k.units, u); return nil }
func (k *keeper) Gap(g extract.Gap) error   { k.gaps = append(k.gaps, g); return nil }
func (k *keeper) File(name string, h extract.Hidden, r io.Reader) error {
	b, err := io.ReadAll(r)
	k.files = append(k.files, name+" "+h.String()+" "+string(b))
	return err
}

func (k *keeper) find(text string) (out []extract.Unit) {
	for _, u := range k.units {
		if strings.Contains(u.Text, text) {
			out = append(out, u)
		}
	}
	return out
}

// readAll reads a document with the format that knows it.
func readAll(t testing.TB, data []byte) *keeper {
	t.Helper()
	k := &keeper{}
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
