package docx

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

// places says for each word of the document below what hides it; "" is
// ordinary text.
var places = map[string]string{
	"MKpara": "", "MKsplitrun": "", "MKtabbed": "", "MKcell": "", "MKnested": "", "MKinserted": "", "MKmovedto": "", "MKlinktext": "",
	"MKfieldresult": "", "MKsdtcontent": "", "MKruby": "", "MKrubybase": "", "MKsmarttag": "", "MKmath": "", "MKlistlabel": "",
	"MKsmartart": "", "MKformresult": "",
	"MKvanish": "hidden-text", "MKstylevanish": "hidden-text", "MKparavanish": "hidden-text", "MKwhite": "white-text", "MKwhitecell": "white-text",
	"MKtiny": "small-text", "MKnofill": "white-text", "MKdefaultdark": "",
	"MKdeleted": "revision", "MKmovedfrom": "revision", "MKdeletedrow": "revision", "MKdelinstr": "revision hidden-text", "MKrevauthor": "revision", "MKfmtauthor": "revision",
	"MKtextbox": "textbox", "MKvmlbox": "textbox", "MKfallback": "textbox hidden-text", "MKwordart": "textbox",
	"MKdescr": "alt-text", "MKalttitle": "alt-text", "MKvmlalt": "alt-text", "MKtablecaption": "alt-text", "MKpicname": "alt-text",
	"MKlinktarget": "hyperlink", "MKtooltip": "hyperlink", "MKanchor": "hyperlink", "MKfieldlink": "hyperlink", "MKorphanlink": "hyperlink",
	"MKfieldcode": "hidden-text", "MKindexentry": "hidden-text", "MKsmartattr": "hidden-text", "MKiftext": "hidden-text",
	"MKffname": "form-field", "MKffdefault": "form-field", "MKffhelp": "form-field", "MKfflist": "form-field",
	"MKsdtalias": "form-field", "MKsdttag": "form-field", "MKsdtlist": "form-field",
	"MKbookmark": "defined-name",
	"MKheader":   "header-footer", "MKfooter": "header-footer", "MKheadercell": "header-footer",
	"MKfootnote": "footnote", "MKendnote": "footnote",
	"MKcomment": "comment", "MKcommentauthor": "comment", "MKperson": "comment", "MKpresence": "comment",
	"MKglossary": "hidden-text", "MKdocvar": "properties", "MKmerge": "external-link", "MKtemplate": "external-link",
	"MKcreator": "properties", "MKtitle": "properties", "MKcompany": "properties", "MKcustomname": "properties", "MKcustomvalue": "properties",
	"MKcustomxml": "properties", "MKcustomattr": "properties",
	"MKcharttitle": "chart-cache", "MKchartcache": "chart-cache", "MKchartname": "chart-cache",
	"MKunknownpart": "hidden-text", "MKhiddenrow": "row",
}

var placesParts = []zipPart{
	extracttest.Relations("", [4]string{"rId1", "officeDocument", "word/document.xml", ""}, [4]string{"rId2", "core-properties", "docProps/core.xml", ""}),
	extracttest.Relations("word/document.xml", [4]string{"rId1", "styles", "styles.xml", ""}, [4]string{"rId2", "header", "header1.xml", ""}, [4]string{"rId3", "footer", "footer1.xml", ""},
		[4]string{"rId4", "footnotes", "footnotes.xml", ""}, [4]string{"rId5", "endnotes", "endnotes.xml", ""}, [4]string{"rId6", "comments", "comments.xml", ""},
		[4]string{"rId7", "hyperlink", "mailto:MKlinktarget@example.jp", "External"}, [4]string{"rId8", "hyperlink", "https://example.jp/MKorphanlink", "External"},
		[4]string{"rId9", "chart", "charts/chart1.xml", ""}, [4]string{"rId10", "settings", "settings.xml", ""}, [4]string{"rId11", "diagramData", "diagrams/data1.xml", ""},
		[4]string{"rId12", "aFChunk", "afchunk.htm", ""}, [4]string{"rId13", "image", "media/image1.png", ""}),
	extracttest.Relations("word/settings.xml", [4]string{"rId1", "attachedTemplate", "file:///C:/Users/MKtemplate/x.dotx", "External"}),
	{"word/styles.xml", `<w:styles` + spaces + `><w:style w:type="character" w:styleId="Hid"><w:rPr><w:vanish/></w:rPr></w:style><w:style w:type="paragraph" w:styleId="HidP"><w:rPr><w:vanish/></w:rPr></w:style></w:styles>`},
	{"word/header1.xml", `<w:hdr` + spaces + `><w:p><w:r><w:t>MKheader</w:t></w:r></w:p>` + tbl([]string{"MKheadercell", "x"}) + `</w:hdr>`},
	{"word/footer1.xml", `<w:ftr` + spaces + `>` + p("MKfooter") + `</w:ftr>`},
	{"word/footnotes.xml", `<w:footnotes` + spaces + `><w:footnote w:type="separator"><w:p/></w:footnote><w:footnote>` + p("MKfootnote") + `</w:footnote></w:footnotes>`},
	{"word/endnotes.xml", `<w:endnotes` + spaces + `><w:endnote>` + p("MKendnote") + `</w:endnote></w:endnotes>`},
	{"word/comments.xml", `<w:comments` + spaces + `><w:comment w:id="0" w:author="MKcommentauthor" w:initials="M">` + p("MKcomment") + `</w:comment></w:comments>`},
	{"word/people.xml", `<w15:people` + spaces + `><w15:person w15:author="MKperson"><w15:presenceInfo w15:providerId="AD" w15:userId="S::MKpresence@example.jp::0-1"/></w15:person></w15:people>`},
	{"word/settings.xml", `<w:settings` + spaces + `><w:mailMerge><w:query w:val="SELECT * FROM MKmerge"/></w:mailMerge><w:docVars><w:docVar w:name="v" w:val="MKdocvar"/></w:docVars></w:settings>`},
	{"word/numbering.xml", `<w:numbering` + spaces + `><w:abstractNum><w:lvl><w:lvlText w:val="MKlistlabel %1"/></w:lvl><w:lvl><w:lvlText w:val="%1."/></w:lvl></w:abstractNum></w:numbering>`},
	{"word/glossary/document.xml", `<w:glossaryDocument` + spaces + `><w:docParts><w:docPart><w:docPartPr><w:name w:val="x"/></w:docPartPr><w:docPartBody>` + p("MKglossary") + `</w:docPartBody></w:docPart></w:docParts></w:glossaryDocument>`},
	{"word/charts/chart1.xml", `<c:chartSpace xmlns:c="c" xmlns:a="a"><c:chart><c:title><c:tx><c:rich><a:p><a:r><a:t>MKchart</a:t></a:r><a:r><a:t>title</a:t></a:r></a:p></c:rich></c:tx></c:title>
<c:ser><c:tx><c:strRef><c:strCache><c:pt idx="0"><c:v>MKchartname</c:v></c:pt></c:strCache></c:strRef></c:tx><c:cat><c:strRef><c:strCache><c:pt idx="0"><c:v>MKchartcache</c:v></c:pt></c:strCache></c:strRef></c:cat></c:ser></c:chart></c:chartSpace>`},
	{"word/diagrams/data1.xml", `<dgm:dataModel xmlns:dgm="d" xmlns:a="a"><dgm:ptLst><dgm:pt><dgm:t><a:p><a:r><a:t>MKsmart</a:t></a:r><a:r><a:t>art</a:t></a:r></a:p></dgm:t></dgm:pt></dgm:ptLst></dgm:dataModel>`},
	{"word/diagrams/drawing1.xml", `<dsp:drawing xmlns:dsp="d" xmlns:a="a"><a:p><a:r><a:t>MKsmartart</a:t></a:r></a:p></dsp:drawing>`},
	{"word/afchunk.htm", "MKchunk"},
	{"word/embeddings/sheet.xlsx", "MKembedded"},
	{"word/media/image1.png", picture(600, 400)},
	{"word/odd.xml", `<odd><x>MKunknownpart</x></odd>`},
	{"customXml/item1.xml", `<f:data xmlns:f="f"><f:v>MKcustomxml</f:v><f:w note="見本MKcustomattr"/></f:data>`},
	{"docProps/core.xml", `<cp:coreProperties xmlns:cp="c" xmlns:dc="d"><dc:creator>MKcreator</dc:creator><dc:title>MKtitle</dc:title></cp:coreProperties>`},
	{"docProps/app.xml", `<Properties><Company>MKcompany</Company><Template>Normal.dotm</Template></Properties>`},
	{"docProps/custom.xml", `<Properties><property name="MKcustomname"><vt:lpwstr xmlns:vt="v">MKcustomvalue</vt:lpwstr></property></Properties>`},
	{"word/document.xml", `<w:document` + spaces + `><w:body>` +
		p("MKpara") + p("MKsplit", "b:run") + `<w:p><w:r><w:t>a</w:t><w:tab/><w:t>MKtabbed</w:t></w:r></w:p>` +
		tbl([]string{"MKcell", "x"}, []string{tbl([]string{"MKnested", "y"}), p("w:MKwhitecell")}) +
		`<w:tbl><w:tblPr><w:tblCaption w:val="MKtablecaption"/></w:tblPr><w:tr><w:trPr><w:hidden/></w:trPr><w:tc>` + p("MKhiddenrow") + `</w:tc><w:tc>` + p("x") + `</w:tc></w:tr></w:tbl>` +
		`<w:tbl><w:tr><w:trPr><w:del w:author="MKrevauthor"/></w:trPr><w:tc>` + p("MKdeletedrow") + `</w:tc><w:tc>` + p("x") + `</w:tc></w:tr></w:tbl>` +
		p("v:MKvanish") + p("hs:MKstylevanish") + `<w:p><w:pPr><w:pStyle w:val="HidP"/></w:pPr><w:r><w:t>MKparavanish</w:t></w:r></w:p>` +
		p("w:MKwhite") + p("s:MKtiny") + p("n:MKnofill") + p("ws:MKdefaultdark") +
		`<w:p><w:ins w:author="MKrevauthor"><w:r><w:t>MKinserted</w:t></w:r></w:ins><w:del w:author="MKrevauthor"><w:r><w:delText>MKdeleted</w:delText></w:r></w:del></w:p>` +
		`<w:p><w:moveFrom><w:r><w:t>MKmovedfrom</w:t></w:r></w:moveFrom></w:p><w:p><w:moveTo><w:r><w:t>MKmovedto</w:t></w:r></w:moveTo></w:p>` +
		`<w:p><w:del><w:r><w:delInstrText> MERGEFIELD MKdelinstr </w:delInstrText></w:r></w:del></w:p>` +
		`<w:p><w:pPr><w:pPrChange w:author="MKfmtauthor"><w:pPr/></w:pPrChange></w:pPr></w:p>` +
		`<w:p><w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:docPr id="1" name="x" descr="MKdescr" title="MKalttitle"/><wps:wsp><wps:txbx>` + box(p("MKtextbox")) + `</wps:txbx></wps:wsp></w:drawing></mc:Choice>
<mc:Fallback><w:pict><v:textbox>` + box(p("MKtextbox")+p("MKfallback")) + `</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>` +
		`<w:p><w:r><w:pict><v:shape alt="MKvmlalt"><v:textpath string="MKwordart"/><v:textbox>` + box(p("MKvmlbox")) + `</v:textbox></v:shape></w:pict></w:r></w:p>` +
		`<w:p><w:r><w:drawing><pic:pic><pic:cNvPr id="0" name="MKpicname.jpg"/></pic:pic></w:drawing></w:r></w:p>` +
		`<w:p><w:hyperlink r:id="rId7" w:tooltip="MKtooltip"><w:r><w:t>MKlinktext</w:t></w:r></w:hyperlink><w:hyperlink w:anchor="MKanchor"><w:r><w:t> x</w:t></w:r></w:hyperlink></w:p>` +
		`<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>HYPERLINK "https://MKfieldlink.example.jp"</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>MKfieldresult</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>` +
		`<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>MERGEFIELD MKfieldcode</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r><w:r><w:instrText>XE "MKindexentry"</w:instrText></w:r></w:p>` +
		`<w:p><w:fldSimple w:instr=' IF "1" = "2" "MKiftext" "b"'><w:r><w:t>b</w:t></w:r></w:fldSimple></w:p>` +
		`<w:p><w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:name w:val="MKffname"/><w:helpText w:val="MKffhelp"/><w:textInput><w:default w:val="MKffdefault"/></w:textInput><w:ddList><w:listEntry w:val="MKfflist"/></w:ddList></w:ffData></w:fldChar></w:r><w:r><w:instrText>FORMTEXT</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>MKformresult</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>` +
		`<w:sdt><w:sdtPr><w:alias w:val="MKsdtalias"/><w:tag w:val="MKsdttag"/><w:comboBox><w:listItem w:displayText="MKsdtlist" w:value="1"/></w:comboBox></w:sdtPr><w:sdtContent>` + p("MKsdtcontent") + `</w:sdtContent></w:sdt>` +
		`<w:p><w:bookmarkStart w:id="1" w:name="MKbookmark"/><w:r><w:ruby><w:rt><w:r><w:t>MKruby</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>MKrubybase</w:t></w:r></w:rubyBase></w:ruby></w:r><w:smartTag><w:smartTagPr><w:attr w:name="a" w:val="MKsmartattr of some words"/></w:smartTagPr><w:r><w:t>MKsmarttag</w:t></w:r></w:smartTag><m:oMath><m:r><m:t>MKmath</m:t></m:r></m:oMath></w:p>` +
		`<w:sectPr/></w:body></w:document>`},
}

// picture is an empty one.
func picture(w, h int) string {
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, w, h))); err != nil {
		panic(err)
	}
	return b.String()
}

func TestEveryPlaceIsRead(t *testing.T) {
	k := readAll(t, extracttest.Zip(t, placesParts...))
	planted := map[string]bool{}
	for _, p := range placesParts {
		for _, m := range regexp.MustCompile(`MK[a-z]+`).FindAllString(p[1], -1) {
			planted[m] = true
		}
	}
	// These words are cut over two runs, or lie in a file of their own.
	for _, cut := range []string{"MKsplit", "MKchart", "MKsmart", "MKchunk", "MKembedded"} {
		delete(planted, cut)
	}
	planted["MKsplitrun"], planted["MKcharttitle"], planted["MKsmartart"] = true, true, true
	if got, want := slices.Sorted(maps.Keys(planted)), slices.Sorted(maps.Keys(places)); !slices.Equal(got, want) {
		t.Errorf("planted %v\nexpected %v", got, want)
	}
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
	if len(k.Gaps) > 0 {
		t.Errorf("gaps: %v", k.Gaps)
	}
	if want := []string{"afchunk.htm  MKchunk", "image1.png  " + picture(600, 400), "sheet.xlsx attachment MKembedded"}; !slices.Equal(k.Files, want) {
		t.Errorf("files: %q, want %q", k.Files, want)
	}
}
