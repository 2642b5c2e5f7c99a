package docx

import (
	"context"
	"testing"

	"monban/extract/extracttest"
)

type zipPart = extracttest.Part

const spaces = ` xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:wp="wp" xmlns:wps="wps" xmlns:v="v" xmlns:a="a" xmlns:pic="pic" xmlns:w14="w14" xmlns:w15="w15" xmlns:m="m"`

// makeDoc makes a document with this body and more parts.
func makeDoc(t testing.TB, body string, more ...zipPart) []byte {
	t.Helper()
	return extracttest.Zip(t, append([]zipPart{
		{"[Content_Types].xml", `<Types><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`},
		extracttest.Relations("", [4]string{"rId1", "officeDocument", "word/document.xml", ""}),
		{"word/document.xml", `<w:document` + spaces + `><w:body>` + body + `</w:body></w:document>`},
	}, more...)...)
}

func readAll(t testing.TB, data []byte) *extracttest.Kept {
	t.Helper()
	k := &extracttest.Kept{}
	f := extracttest.File("x.docx", data)
	if !Format.Match(f, data[:min(len(data), 4096)]) {
		t.Fatal("Match does not know the document")
	}
	if err := Format.Read(context.Background(), f, k); err != nil {
		t.Fatal(err)
	}
	return k
}
