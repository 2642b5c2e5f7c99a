package extracttest

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"
	"testing"

	"monban/extract"
)

// A Part is one part of a package of Office: its name and its text.
type Part [2]string

// Zip writes a package part by part. What begins with an element is preceded by
// the declaration of XML.
func Zip(t testing.TB, parts ...Part) []byte {
	t.Helper()
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, p := range parts {
		w, err := z.Create(p[0])
		if err != nil {
			t.Fatal(err)
		}
		if strings.HasPrefix(p[1], "<") {
			io.WriteString(w, `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>`+"\n")
		}
		io.WriteString(w, p[1])
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// Relations writes the relationships of a part: number, kind, target, and
// "External" or "".
func Relations(of string, rels ...[4]string) Part {
	dir, base := path.Split(of)
	s := `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">`
	for _, r := range rels {
		s += `<Relationship Id="` + r[0] + `" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/` + r[1] + `" Target="` + r[2] + `"`
		if r[3] != "" {
			s += ` TargetMode="` + r[3] + `"`
		}
		s += `/>`
	}
	return Part{dir + "_rels/" + base + ".rels", s + `</Relationships>`}
}

// Kept is a sink that keeps everything a document gives.
type Kept struct {
	Rows  [][]extract.Unit
	Units []extract.Unit // cells and texts in their order
	Gaps  []extract.Gap
	Files []string // name, what hides it, and content
}

func (k *Kept) Row(cells []extract.Unit) error {
	k.Rows = append(k.Rows, slices.Clone(cells))
	k.Units = append(k.Units, cells...)
	return nil
}

func (k *Kept) Text(u extract.Unit) error { k.Units = append(k.Units, u); return nil }
func (k *Kept) Gap(g extract.Gap) error   { k.Gaps = append(k.Gaps, g); return nil }

func (k *Kept) File(name string, h extract.Hidden, r io.Reader) error {
	b, err := io.ReadAll(r)
	k.Files = append(k.Files, name+" "+h.String()+" "+string(b))
	return err
}

// Find gives the cells and texts that hold a text.
func (k *Kept) Find(text string) (out []extract.Unit) {
	for _, u := range k.Units {
		if strings.Contains(u.Text, text) {
			out = append(out, u)
		}
	}
	return out
}

// Shortly writes what was kept in its order, each unit as short does it and the
// units of a row in brackets, the gaps last.
func (k *Kept) Shortly(short func(extract.Unit) string) string {
	var out []string
	next := 0
	for i := 0; i < len(k.Units); i++ {
		if next < len(k.Rows) && k.Units[i] == k.Rows[next][0] {
			var row []string
			for _, u := range k.Rows[next] {
				row = append(row, short(u))
			}
			out = append(out, fmt.Sprint(row))
			i += len(k.Rows[next]) - 1
			next++
			continue
		}
		out = append(out, short(k.Units[i]))
	}
	for _, g := range k.Gaps {
		out = append(out, "gap "+string(g.Code))
	}
	return strings.Join(out, "|")
}
