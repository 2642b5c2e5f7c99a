package pptx

import (
	"context"
	"strconv"
	"strings"
	"testing"

	"monban/extract/extracttest"
)

type zipPart = extracttest.Part

const spaces = ` xmlns:p="p" xmlns:a="a" xmlns:r="r"`

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
		extracttest.Relations("", [4]string{"rId1", "officeDocument", "ppt/presentation.xml", ""}),
		extracttest.Relations("ppt/presentation.xml", rels...),
		zipPart{"ppt/presentation.xml", `<p:presentation` + spaces + `><p:sldIdLst>` + list + `</p:sldIdLst><p:sldSz cx="9144000" cy="6858000"/>` + presentation + `</p:presentation>`})
	return extracttest.Zip(t, append(parts, more...)...)
}

func readAll(t testing.TB, data []byte) *extracttest.Kept {
	t.Helper()
	k := &extracttest.Kept{}
	f := extracttest.File("x.pptx", data)
	if !Format.Match(f, data[:min(len(data), 4096)]) {
		t.Fatal("Match does not know the document")
	}
	if err := Format.Read(context.Background(), f, k); err != nil {
		t.Fatal(err)
	}
	return k
}
