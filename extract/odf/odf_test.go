package odf

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"monban/extract"
	"monban/extract/extracttest"
)

func TestFormats(t *testing.T) {
	for _, f := range Formats()[:3] {
		t.Run(f.Name, func(t *testing.T) { extracttest.Run(t, f, filepath.Join("testdata", f.Name)) })
	}
	extracttest.Obey(t, Formats()[0], "x.odt", placesText(t))
	extracttest.Obey(t, Formats()[1], "x.ods", placesSheet(t))
}

// A broken part is told, and the rest is read.
func TestBrokenParts(t *testing.T) {
	k := readAll(t, makeDoc(t, "text", "", p("見本")+"<text:p>cut</text:section>", zipPart{"meta.xml", `<office:document-meta` + spaces + `><dc:creator>who</dc:creator>`}, zipPart{"styles.xml", "<"}))
	for _, text := range []string{"見本", "who"} {
		if len(k.Find(text)) != 1 {
			t.Errorf("%q is found %d times", text, len(k.Find(text)))
		}
	}
	if len(k.Gaps) < 2 || k.Gaps[0].Code != extract.Corrupt {
		t.Errorf("gaps: %v", k.Gaps)
	}
}

// A start tag of the styles that has lost its end takes the body in: such a
// document has none, and is not whole.
func TestNoBody(t *testing.T) {
	whole, err := os.ReadFile("testdata/odp/handmade-deck.fodp")
	if err != nil {
		t.Fatal(err)
	}
	for _, damaged := range []bool{false, true} {
		b := whole
		if damaged {
			b = bytes.Replace(whole, []byte("<office:automatic-styles>"), []byte("<office:automatic-styles:"), 1)
		}
		k := &extracttest.Kept{}
		err := Formats()[2].Read(context.Background(), extracttest.File("x.fodp", b), k)
		if told := err != nil || len(k.Gaps) > 0; told != damaged {
			t.Errorf("damaged: %v, but gaps %v, error %v", damaged, k.Gaps, err)
		}
	}
}

// Nothing in a document may cost more than it holds.
func TestHostileDocuments(t *testing.T) {
	for name, body := range map[string]string{
		"deep sections": strings.Repeat("<text:section>", 5000) + p("x"),
		"deep tables":   strings.Repeat("<table:table><table:table-row><table:table-cell>", 5000) + p("x"),
		"deep spans":    "<text:p>" + strings.Repeat("<text:span>", 5000) + "x",
		"many blanks":   p("a" + strings.Repeat(`<text:s text:c="999999999"/>`, 1000)),
	} {
		k := &extracttest.Kept{}
		_ = Formats()[0].Read(context.Background(), extracttest.File("x.odt", makeDoc(t, "text", "", body)), k)
		if len(k.Units)+len(k.Gaps) == 0 {
			t.Errorf("%s: nothing is said", name)
		}
	}
}

// Sheets of real programs give text and no damage.
func TestRealSheets(t *testing.T) {
	for _, dir := range []string{"calamine/tests", "sheetjs"} {
		names, err := filepath.Glob("../../../shared/corpora/" + dir + "/*.ods")
		if err != nil || len(names) == 0 {
			t.Skip("no corpus")
		}
		for _, name := range names {
			data, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			k := &extracttest.Kept{}
			err = Formats()[1].Read(context.Background(), extracttest.File(name, data), k)
			if filepath.Base(name) == "pass_protected.ods" {
				continue
			}
			if err != nil || len(k.Units) == 0 {
				t.Errorf("%s: %v, %d units", filepath.Base(name), err, len(k.Units))
			}
			for _, g := range k.Gaps {
				if g.Code != extract.NoText {
					t.Errorf("%s: %v %v", filepath.Base(name), g.Code, g.Err)
				}
			}
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add(p("a" + span("hid", "b")))
	f.Add(`<table:table table:name="S"><table:table-row table:number-rows-repeated="9"><table:table-cell table:number-columns-repeated="7">` + p("x") + `</table:table-cell></table:table-row></table:table>`)
	f.Fuzz(func(t *testing.T, body string) {
		for i, kind := range []string{"text", "spreadsheet", "presentation"} {
			k := &extracttest.Kept{}
			doc := makeDoc(t, kind, styles, p("見本")+body, zipPart{"styles.xml", body}, zipPart{"META-INF/manifest.xml", body})
			err := Formats()[i].Read(context.Background(), extracttest.File("x", doc), k)
			if err == nil && len(k.Find("見本")) == 0 {
				t.Errorf("%s: %d units", kind, len(k.Units))
			}
		}
	})
}

func BenchmarkRead(b *testing.B) {
	body := `<table:table table:name="S">` + strings.Repeat(`<table:table-row><table:table-cell office:value-type="string"><text:p>見本 太郎</text:p></table:table-cell><table:table-cell office:value-type="float" office:value="12.5"><text:p>13</text:p></table:table-cell></table:table-row>`, 20_000) + `</table:table>`
	data := makeDoc(b, "spreadsheet", "", body)
	b.SetBytes(int64(len(body)))
	b.ReportAllocs()
	for b.Loop() {
		if err := Formats()[1].Read(context.Background(), extracttest.File("x.ods", data), extracttest.Discard{}); err != nil {
			b.Fatal(err)
		}
	}
}
