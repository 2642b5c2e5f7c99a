package pdf

import (
	"fmt"
	"slices"
	"testing"

	"monban/extract"
)

// hiddenPlaces is a page with a word in every place that a reader overlooks.
func hiddenPlaces() *maker {
	m := newMaker()
	m.cidFont("J", "90ms-RKSJ-H", "Japan1")
	img := m.stream("/Type /XObject /Subtype /Image /Width 10 /Height 10 /ColorSpace /DeviceGray /BitsPerComponent 8", string(make([]byte, 100)))
	form := m.stream("/Type /XObject /Subtype /Form /BBox [0 0 100 20] /Resources << /Font 3 0 R >>", at("J", 10, 2, 5, sjis("様式の中")))
	look := m.stream("/Type /XObject /Subtype /Form /BBox [0 0 100 20] /Resources << /Font 3 0 R >>", at("J", 10, 2, 5, sjis("見える欄")))
	field := m.add(fmt.Sprintf("<< /Type /Annot /Subtype /Widget /FT /Tx /T (f) /V <%x> /Rect [300 300 400 320] /AP << /N %d 0 R >> >>", "\xfe\xff"+utf16be("見える欄"), look))
	hidden := m.add(fmt.Sprintf("<< /Type /Annot /Subtype /Widget /F 2 /FT /Tx /T (g) /V <%x> /Rect [300 200 400 220] >>", "\xfe\xff"+utf16be("隠れた欄")))
	note := m.add(fmt.Sprintf("<< /Type /Annot /Subtype /Text /Rect [10 10 20 20] /Contents <%x> >>", "\xfe\xff"+utf16be("付箋の文")))
	link := m.add("<< /Type /Annot /Subtype /Link /Rect [10 30 20 40] /A << /S /URI /URI (mailto:taro@example.jp) >> >>")
	loose := m.add(fmt.Sprintf("<< /FT /Tx /T (h) /V <%x> >>", "\xfe\xff"+utf16be("頁のない欄")))
	layer := m.add("<< /Type /OCG /Name (x) >>")
	file := m.stream("/Type /EmbeddedFile", "名簿")
	spec := m.add(fmt.Sprintf("<< /Type /Filespec /F (list.txt) /UF <%x> /EF << /F %d 0 R >> >>", "\xfe\xff"+utf16be("名簿.txt"), file))
	meta := m.stream("/Type /Metadata /Subtype /XML", "<?xpacket?><rdf:RDF><dc:creator><rdf:Seq><rdf:li>作成 花子</rdf:li></rdf:Seq></dc:creator><xmp:CreateDate>2024-01-01</xmp:CreateDate></rdf:RDF>")
	mark := m.add(fmt.Sprintf("<< /Title <%x> >>", "\xfe\xff"+utf16be("しおり")))
	outline := m.add(fmt.Sprintf("<< /Type /Outlines /First %d 0 R >>", mark))
	info := m.add(fmt.Sprintf("<< /Author <%x> /Producer (x) >>", sjis("著者 次郎")))
	m.info = fmt.Sprintf("/Info %d 0 R", info)
	m.root = fmt.Sprintf("/AcroForm << /Fields [%d 0 R %d 0 R %d 0 R] >> /Names << /EmbeddedFiles << /Names [(a) %d 0 R] >> >> /Metadata %d 0 R /Outlines %d 0 R /OCProperties << /OCGs [%d 0 R] /D << /OFF [%d 0 R] >> >>", field, hidden, loose, spec, meta, outline, layer, layer)
	m.page = fmt.Sprintf("/Annots [%d 0 R %d 0 R %d 0 R %d 0 R]", field, hidden, note, link)
	m.objs[4] = fmt.Sprintf("/XObject << /I %d 0 R /F %d 0 R >> /Properties << /L %d 0 R >> /ExtGState << /T << /ca 0.3 >> >>", img, form, layer)
	m.addPage(at("J", 12, 50, 780, sjis("見える")) +
		"3 Tr " + at("J", 12, 50, 740, sjis("透明")) + "0 Tr " +
		"1 g " + at("J", 12, 50, 700, sjis("白い字")) + "0 g " +
		"0 0 0 rg 40 650 200 30 re f 1 g " + at("J", 12, 50, 660, sjis("黒地に白")) + "0 g " +
		at("J", 12, 50, 620, sjis("塗りの下")) + "40 610 200 30 re f " +
		at("J", 12, 50, 580, sjis("画像の下")) + "q 200 0 0 30 40 570 cm /I Do Q " +
		at("J", 12, 50, 540, sjis("半透明の下")) + "q /T gs 40 530 200 30 re f Q " +
		at("J", 12, 700, 500, sjis("頁の外")) +
		at("J", 1, 50, 460, sjis("極小")) +
		"/OC /L BDC " + at("J", 12, 50, 420, sjis("消した層")) + "EMC " +
		"q 1 0 0 1 50 380 cm /F Do Q")
	return m
}

func TestHiddenPlaces(t *testing.T) {
	d, err := readAll(hiddenPlaces().bytes())
	if err != nil || len(d.gaps) > 0 {
		t.Fatal(err, d.gaps)
	}
	want := map[string]extract.Hidden{
		"見える": 0, "黒地に白": 0, "半透明の下": 0, "様式の中": 0, "見える欄": 0, "しおり": 0,
		"透明": extract.HiddenText, "消した層": extract.HiddenText, "白い字": extract.WhiteText,
		"塗りの下": extract.BlackBox, "画像の下": extract.UnderImage, "頁の外": extract.OffPage, "極小": extract.SmallText,
		"x":    extract.DefinedName, // the layer
		"隠れた欄": extract.FormField, "頁のない欄": extract.FormField, "付箋の文": extract.Annotation,
		"mailto:taro@example.jp": extract.Hyperlink, "著者 次郎": extract.Properties, "作成 花子": extract.Properties,
	}
	for _, u := range d.all {
		h, ok := want[u.Text]
		if !ok {
			t.Errorf("unexpected or twice: %q", u.Text)
		}
		if h != u.Hidden {
			t.Errorf("%s: hidden %q, want %q", u.Text, u.Hidden, h)
		}
		delete(want, u.Text)
	}
	if len(want) > 0 {
		t.Errorf("not found: %v", want)
	}
	if !slices.Equal(d.files, []string{"名簿.txt"}) {
		t.Errorf("attached files %q", d.files)
	}
}
