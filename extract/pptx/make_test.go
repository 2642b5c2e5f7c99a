package pptx

import (
	"archive/zip"
	"bytes"
	"context"
	"io"
	"slices"
	"strconv"
	"strings"
	"testing"

	"monban/extract"
	"monban/extract/extracttest"
)

type zipPart struct{ name, text string }

const spaces = ` xmlns:p="p" xmlns:a="a" xmlns:r="r"`

// relation writes the relationships of a part: number, kind, target, and
// "External" or "".
func relation(of string, rels ...[4]string) zipPart {
	dir, base := "", of
	if i := strings.LastIndexByte(of, '/'); i >= 0 {
		dir, base = of[:i+1], of[i+1:]
	}
	s := `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">`
	for _, r := range rels {
		s += `<Relationship Id="` + r[0] + `" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/` + r[1] + `" Target="` + r[2] + `"`
		if r[3] != "" {
			s += ` TargetMode="` + r[3] + `"`
		}
		s += `/>`
	}
	return zipPart{dir + "_rels/" + base + ".rels", s + `</Relationships>`}
}

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

// makeDeck makes a presentation of slides, each given by its shapes, and more
// parts.
func makeDeck(t testing.TB, slides []string, more ...zipPart) []byte {
	t.Helper()
	list, presentation := "", ""
	if len(slides) > 1 {
		presentation = `<p:custShowLst><p:custShow name="MKshow"/></p:custShowLst><p:extLst><p14:sectionLst xmlns:p14="x"><p14:section name="MKsection"/></p14:sectionLst></p:extLst>`
	}
	var rels [][4]string
	var parts []zipPart
	for i, s := range slides {
		n := strconv.Itoa(i + 1)
		list += `<p:sldId id="` + strconv.Itoa(256+i) + `" r:id="rId` + n + `"/>`
		rels = append(rels, [4]string{"rId" + n, "slide", "slides/slide" + n + ".xml", ""})
		if !strings.HasPrefix(s, "<p:sld ") {
			s = `<p:sld` + spaces + `><p:cSld><p:spTree>` + s + `</p:spTree></p:cSld></p:sld>`
		}
		parts = append(parts, zipPart{"ppt/slides/slide" + n + ".xml", s})
	}
	parts = append(parts,
		zipPart{"[Content_Types].xml", `<Types><Override PartName="/ppt/presentation.xml" ContentType="application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"/></Types>`},
		relation("", [4]string{"rId1", "officeDocument", "ppt/presentation.xml", ""}),
		relation("ppt/presentation.xml", rels...),
		zipPart{"ppt/presentation.xml", `<p:presentation` + spaces + `><p:sldIdLst>` + list + `</p:sldIdLst><p:sldSz cx="9144000" cy="6858000"/>` + presentation + `</p:presentation>`})
	return makeZip(t, append(parts, more...)...)
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

func readAll(t testing.TB, data []byte) *keeper {
	t.Helper()
	k := &keeper{}
	f := extracttest.File("x.pptx", data)
	if !Format.Match(f, data[:min(len(data), 4096)]) {
		t.Fatal("Match does not know the document")
	}
	if err := Format.Read(context.Background(), f, k); err != nil {
		t.Fatal(err)
	}
	return k
}
