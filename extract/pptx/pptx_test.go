package pptx

import (
	"context"
	"os"
	"strings"
	"testing"

	"monban/extract"
	"monban/extract/extracttest"
)

func TestFormat(t *testing.T) {
	if extracttest.Update() {
		if err := os.WriteFile("testdata/handmade-places.pptx", placesDeck(t), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	extracttest.Run(t, Format, "testdata")
}

// A broken slide is told, and the rest is read.
func TestBrokenParts(t *testing.T) {
	k := readAll(t, makeDeck(t, []string{`<p:sld ` + spaces + `><p:cSld><p:spTree>` + sp("", p("before")) + `<p:sp>`, sp("", p("見本"))}))
	if len(k.Find("before")) != 1 || len(k.Find("見本")) != 1 || len(k.Gaps) != 1 || k.Gaps[0].Code != extract.Corrupt {
		t.Errorf("units %v, gaps %v", k.Shortly(short), k.Gaps)
	}
}

// Nothing in a presentation may cost more than it holds.
func TestHostilePresentations(t *testing.T) {
	for name, body := range map[string]string{
		"deep groups": strings.Repeat("<p:grpSp>", 5000) + sp("", p("x")),
		"deep tables": strings.Repeat("<a:tbl><a:tr><a:tc>", 5000) + p("x"),
		"many shapes": strings.Repeat(sp(`<a:solidFill><a:srgbClr val="000000"/></a:solidFill>`, p(whiteRun+"x")), 5000),
	} {
		k := readAll(t, makeDeck(t, []string{body}))
		if len(k.Units)+len(k.Gaps) == 0 {
			t.Errorf("%s: nothing is said", name)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add(sp("", p("a")))
	f.Add(`<p:graphicFrame><a:tbl><a:tr><a:tc gridSpan="2"><a:txBody>` + p("x") + `</a:txBody></a:tc></a:tr></a:tbl></p:graphicFrame>`)
	f.Fuzz(func(t *testing.T, body string) {
		k := &extracttest.Kept{}
		deck := makeDeck(t, []string{body, sp("", p("見本"))}, extracttest.Relations("ppt/slides/slide1.xml", [4]string{"rId1", "slideLayout", "../slideLayouts/slideLayout1.xml", ""}),
			zipPart{"ppt/slideLayouts/slideLayout1.xml", body}, zipPart{"ppt/comments/comment1.xml", body})
		if err := Format.Read(context.Background(), extracttest.File("x.pptx", deck), k); err != nil || len(k.Find("見本")) == 0 {
			t.Errorf("%v, %d units", err, len(k.Units))
		}
	})
}

func BenchmarkRead(b *testing.B) {
	slide := strings.Repeat(sp("", p("見本の発表の", "ある段落")), 200)
	slides := make([]string, 50)
	for i := range slides {
		slides[i] = slide
	}
	data := makeDeck(b, slides)
	b.SetBytes(int64(50 * len(slide)))
	b.ReportAllocs()
	for b.Loop() {
		if err := Format.Read(context.Background(), extracttest.File("x.pptx", data), extracttest.Discard{}); err != nil {
			b.Fatal(err)
		}
	}
}
