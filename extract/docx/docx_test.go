package docx

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"monban/extract"
	"monban/extract/extracttest"
)

func TestFormat(t *testing.T) { extracttest.Run(t, Format, "testdata") }

func TestManners(t *testing.T) {
	extracttest.Obey(t, Format, "x.docx", extracttest.Zip(t, placesParts...))
}

// A broken part is told, and the rest is read.
func TestBrokenParts(t *testing.T) {
	k := readAll(t, makeDoc(t, p("見本"), zipPart{"word/comments.xml", `<w:comments` + spaces + `><w:comment w:author="A">` + p("before") + `<w:p><w:r><w:t>cut`},
		zipPart{"word/styles.xml", "<w:styles"}, zipPart{"docProps/core.xml", `<x><dc:creator>who</dc:creator></x>`}))
	for _, text := range []string{"見本", "before", "who"} {
		if len(k.Find(text)) != 1 {
			t.Errorf("%q is found %d times", text, len(k.Find(text)))
		}
	}
	if len(k.Gaps) != 2 || k.Gaps[0].Code != extract.Corrupt || k.Gaps[1].Code != extract.Corrupt {
		t.Errorf("gaps: %v", k.Gaps)
	}
}

// Nothing in a document may cost more than it holds.
func TestHostileDocuments(t *testing.T) {
	for name, body := range map[string]string{
		"deep tables":    strings.Repeat("<w:tbl><w:tr><w:tc>", 5000) + p("x"),
		"deep boxes":     strings.Repeat("<w:p><w:r><w:txbxContent>", 5000) + p("x"),
		"deep fallbacks": strings.Repeat("<mc:AlternateContent><mc:Fallback>", 5000) + p("x"),
		"open fields":    strings.Repeat(`<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r></w:p>`, 5000) + p("x"),
		"many hidden":    `<w:p>` + strings.Repeat(`<w:r><w:t>a</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>b</w:t></w:r>`, 20_000) + `</w:p>`,
		"wide spans":     strings.Repeat(tbl([]string{`<w:tcPr><w:gridSpan w:val="999999999"/></w:tcPr>` + p("a"), "b"}), 1000),
	} {
		k := readAll(t, makeDoc(t, body))
		if len(k.Units)+len(k.Gaps) == 0 {
			t.Errorf("%s: nothing is said", name)
		}
	}
}

// Documents of real people's programs give text and no gap.
func TestRealDocuments(t *testing.T) {
	n := 0
	err := filepath.WalkDir("../../../shared/corpora/nablarch", func(name string, _ os.DirEntry, err error) error {
		if err != nil || filepath.Ext(name) != ".docx" {
			return err
		}
		n++
		data, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		if k := readAll(t, data); len(k.Units) < 50 || len(k.Gaps) > 0 {
			t.Errorf("%s: %d units, gaps %v", filepath.Base(name), len(k.Units), k.Gaps)
		}
		return nil
	})
	if n == 0 {
		t.Skip("no corpus: ", err)
	}
}

func FuzzRead(f *testing.F) {
	f.Add(p("a", "v:b") + tbl([]string{"a", "b"}))
	for _, part := range placesParts {
		if part[0] == "word/document.xml" {
			f.Add(part[1])
		}
	}
	f.Fuzz(func(t *testing.T, body string) {
		k := &extracttest.Kept{}
		_ = Format.Read(context.Background(), extracttest.File("x.docx", makeDoc(t, body)), k)
		_ = Format.Read(context.Background(), extracttest.File("x.docx", makeDoc(t, "", zipPart{"word/comments.xml", body}, zipPart{"word/styles.xml", body}, zipPart{"word/settings.xml", body})), k)
		if strings.ContainsAny(body, "<>&") || strings.TrimSpace(body) == "" || strings.ContainsRune(body, 0) {
			return
		}
		// Plain words are found wherever they stand.
		k = &extracttest.Kept{}
		if err := Format.Read(context.Background(), extracttest.File("x.docx", makeDoc(t, p(strings.ReplaceAll("x:"+body, "\r", " "))+tbl([]string{"見本", "y"}))), k); err != nil || len(k.Find("見本")) != 1 {
			t.Errorf("%q: %v, %d units", body, err, len(k.Units))
		}
	})
}

func BenchmarkRead(b *testing.B) {
	data := makeDoc(b, strings.Repeat(p("見本の文書の", "b:ある段落")+tbl([]string{"見本 太郎", "090-0000-0000", "東京都見本町"}), 5000))
	size := len(strings.Repeat(p("見本の文書の", "b:ある段落")+tbl([]string{"見本 太郎", "090-0000-0000", "東京都見本町"}), 5000))
	b.SetBytes(int64(size))
	b.ReportAllocs()
	for b.Loop() {
		if err := Format.Read(context.Background(), extracttest.File("x.docx", data), extracttest.Discard{}); err != nil {
			b.Fatal(err)
		}
	}
}
