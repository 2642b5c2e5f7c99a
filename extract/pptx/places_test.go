package pptx

import (
	"bytes"
	"image"
	"image/png"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	"monban/extract/extracttest"
)

// places says for each word of the presentation below what hides it; "" is
// ordinary text.
var places = map[string]string{
	"MKtitle": "", "MKsplitrun": "", "MKcell": "", "MKgrouped": "", "MKsmartart": "", "MKlinktext": "", "MKsecondslide": "",
	"MKwhite": "white-text", "MKtiny": "small-text", "MKoffpage": "off-page", "MKhiddenshape": "hidden-text", "MKundermerge": "hidden-text",
	"MKdescr": "alt-text", "MKalttitle": "alt-text", "MKpicname": "alt-text",
	"MKlink": "hyperlink", "MKtip": "hyperlink", "MKorphanlink": "hyperlink",
	"MKnote": "note", "MKhiddenslide": "hidden-slide", "MKhiddennote": "note hidden-slide", "MKunlisted": "hidden-slide",
	"MKcomment": "comment", "MKmodern": "comment", "MKreply": "comment", "MKauthor": "comment", "MKmodernauthor": "comment", "MKuser": "comment",
	"MKlayout": "properties", "MKmaster": "properties", "MKhandout": "properties", "MKtag": "properties",
	"MKsection": "defined-name", "MKshow": "defined-name", "MKslidename": "defined-name hidden-slide",
	"MKcharttitle": "chart-cache", "MKchartcache": "chart-cache",
	"MKcreator": "properties", "MKcompany": "properties", "MKcustomxml": "properties", "MKunknownpart": "hidden-text",
}

// picture is an empty one.
func picture(w, h int) string {
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, w, h))); err != nil {
		panic(err)
	}
	return b.String()
}

func placesDeck(t testing.TB) []byte {
	tc := func(attr, s string) string { return `<a:tc` + attr + `><a:txBody>` + p(s) + `</a:txBody></a:tc>` }
	model := func(root, text string) string {
		return `<p:` + root + spaces + `><p:cSld><p:spTree>` + sp("", p(text)) + `<p:sp><p:nvSpPr><p:cNvPr id="9" name="x"/><p:nvPr><p:ph type="title"/></p:nvPr></p:nvSpPr><p:txBody>` + p("Click to edit") + `</p:txBody></p:sp></p:spTree></p:cSld></p:` + root + `>`
	}
	first := sp("", p("MKtitle")) + sp("", p("MKsplit", "<a:rPr b=\"1\"/>run")) + sp("", p(whiteRun+"MKwhite")) + sp("", p(`<a:rPr sz="100"/>MKtiny`)) +
		sp(xfrm(-9000, 0, 800, 800), p("MKoffpage")) +
		`<p:sp><p:nvSpPr><p:cNvPr id="3" name="x" hidden="1"/></p:nvSpPr><p:txBody>` + p("MKhiddenshape") + `</p:txBody></p:sp>` +
		`<p:grpSp>` + sp("", p("MKgrouped")) + `</p:grpSp>` +
		`<p:graphicFrame><a:tbl><a:tr>` + tc(` gridSpan="2"`, "MKcell") + tc(` hMerge="1"`, "MKundermerge") + `</a:tr></a:tbl></p:graphicFrame>` +
		`<p:sp><p:nvSpPr><p:cNvPr id="4" name="MKpicname.png" descr="MKdescr" title="MKalttitle"/></p:nvSpPr><p:txBody><a:p><a:r><a:rPr><a:hlinkClick r:id="rId3" tooltip="MKtip"/></a:rPr><a:t>MKlinktext</a:t></a:r></a:p></p:txBody></p:sp>`
	return makeDeck(t, []string{first, sp("", p("MKsecondslide")), `<p:sld ` + spaces + ` show="0"><p:cSld name="MKslidename"><p:spTree>` + sp("", p("MKhiddenslide")) + `</p:spTree></p:cSld></p:sld>`},
		extracttest.Relations("ppt/slides/slide1.xml", [4]string{"rId1", "slideLayout", "../slideLayouts/slideLayout1.xml", ""}, [4]string{"rId2", "notesSlide", "../notesSlides/notesSlide1.xml", ""},
			[4]string{"rId3", "hyperlink", "mailto:MKlink@example.jp", "External"}, [4]string{"rId4", "hyperlink", "https://MKorphanlink.example.jp", "External"},
			[4]string{"rId5", "comments", "../comments/comment1.xml", ""}, [4]string{"rId6", "comments", "../comments/modernComment_1.xml", ""},
			[4]string{"rId7", "chart", "../charts/chart1.xml", ""}, [4]string{"rId8", "diagramData", "../diagrams/data1.xml", ""}, [4]string{"rId9", "diagramDrawing", "../diagrams/drawing1.xml", ""},
			[4]string{"rId10", "image", "../media/image1.png", ""}, [4]string{"rId11", "package", "../embeddings/book.xlsx", ""}, [4]string{"rId12", "tags", "../tags/tag1.xml", ""}),
		extracttest.Relations("ppt/slides/slide3.xml", [4]string{"rId1", "notesSlide", "../notesSlides/notesSlide2.xml", ""}),
		extracttest.Relations("ppt/slideLayouts/slideLayout1.xml", [4]string{"rId1", "slideMaster", "../slideMasters/slideMaster1.xml", ""}),
		zipPart{"ppt/slides/slide9.xml", `<p:sld ` + spaces + `><p:cSld><p:spTree>` + sp("", p("MKunlisted")) + `</p:spTree></p:cSld></p:sld>`},
		zipPart{"ppt/slideLayouts/slideLayout1.xml", model("sldLayout", "MKlayout")},
		zipPart{"ppt/slideMasters/slideMaster1.xml", model("sldMaster", "MKmaster")},
		zipPart{"ppt/handoutMasters/handoutMaster1.xml", model("handoutMaster", "MKhandout")},
		zipPart{"ppt/notesSlides/notesSlide1.xml", `<p:notes` + spaces + `><p:cSld><p:spTree>` + sp("", p("MKnote")) + `</p:spTree></p:cSld></p:notes>`},
		zipPart{"ppt/notesSlides/notesSlide2.xml", `<p:notes` + spaces + `><p:cSld><p:spTree>` + sp("", p("MKhiddennote")) + `</p:spTree></p:cSld></p:notes>`},
		zipPart{"ppt/comments/comment1.xml", `<p:cmLst` + spaces + `><p:cm authorId="0"><p:text>MKcomment</p:text></p:cm></p:cmLst>`},
		zipPart{"ppt/comments/modernComment_1.xml", `<p188:cmLst xmlns:p188="q" xmlns:a="a"><p188:cm authorId="1"><p188:replyLst><p188:reply><p188:txBody>` + p("MKreply") + `</p188:txBody></p188:reply></p188:replyLst><p188:txBody>` + p("MK", "modern") + `</p188:txBody></p188:cm></p188:cmLst>`},
		zipPart{"ppt/commentAuthors.xml", `<p:cmAuthorLst` + spaces + `><p:cmAuthor id="0" name="MKauthor" initials="M"/></p:cmAuthorLst>`},
		zipPart{"ppt/authors.xml", `<p188:authorLst xmlns:p188="q"><p188:author id="1" name="MKmodernauthor" userId="S::MKuser@example.jp::0"/></p188:authorLst>`},
		zipPart{"ppt/charts/chart1.xml", `<c:chartSpace xmlns:c="c" xmlns:a="a"><c:title>` + p("MKchart", "title") + `</c:title><c:cat><c:strRef><c:strCache><c:pt idx="0"><c:v>MKchartcache</c:v></c:pt></c:strCache></c:strRef></c:cat></c:chartSpace>`},
		zipPart{"ppt/diagrams/data1.xml", `<dgm:dataModel xmlns:dgm="d" xmlns:a="a"><dgm:pt><dgm:t>` + p("MKsmart", "art") + `</dgm:t></dgm:pt></dgm:dataModel>`},
		zipPart{"ppt/diagrams/drawing1.xml", `<dsp:drawing xmlns:dsp="d" xmlns:a="a">` + p("MKsmartart") + `</dsp:drawing>`},
		zipPart{"ppt/tags/tag1.xml", `<p:tagLst` + spaces + `><p:tag name="X" val="MKtag"/></p:tagLst>`},
		zipPart{"ppt/media/image1.png", picture(600, 400)},
		zipPart{"ppt/media/logo.png", picture(60, 40)},
		zipPart{"ppt/embeddings/book.xlsx", "MKembedded"},
		zipPart{"ppt/odd.xml", `<odd><x>MKunknownpart</x></odd>`},
		zipPart{"ppt/sections.xml", `<x/>`},
		zipPart{"customXml/item1.xml", `<v>MKcustomxml</v>`},
		zipPart{"docProps/core.xml", `<cp:coreProperties xmlns:cp="c" xmlns:dc="d"><dc:creator>MKcreator</dc:creator></cp:coreProperties>`},
		zipPart{"docProps/app.xml", `<Properties><Company>MKcompany</Company><Slides>3</Slides></Properties>`},
	)
}

func TestEveryPlaceIsRead(t *testing.T) {
	k := readAll(t, placesDeck(t))
	for _, text := range slices.Sorted(maps.Keys(places)) {
		var exact []string
		for _, u := range k.Find(text) {
			if i := strings.Index(u.Text, text) + len(text); i == len(u.Text) || u.Text[i] < 'a' || u.Text[i] > 'z' {
				exact = append(exact, u.Hidden.String())
			}
		}
		if len(exact) != 1 || exact[0] != places[text] {
			t.Errorf("%s: found as %q, want once as %q", text, exact, places[text])
		}
	}
	for _, u := range k.Units {
		for _, m := range regexp.MustCompile(`MK[a-z]+`).FindAllString(u.Text, -1) {
			if _, ok := places[m]; !ok {
				t.Errorf("%s is found and not expected", m)
			}
		}
		if strings.Contains(u.Text, "Click to edit") {
			t.Error("the prompt of a placeholder is no text")
		}
	}
	if len(k.Gaps) > 0 {
		t.Errorf("gaps: %v", k.Gaps)
	}
	if want := []string{"image1.png  " + picture(600, 400), "book.xlsx attachment MKembedded"}; !slices.Equal(k.Files, want) {
		t.Errorf("files: %q, want %q", k.Files, want)
	}
	if at := k.Find("MKnote")[0].Loc; at.Page != 1 || at.Sheet != "notes" {
		t.Errorf("the notes of the first slide are at %+v", at)
	}
}
