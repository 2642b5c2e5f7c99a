package planted

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf16"
)

// A pdf is a PDF file in the making, and the places in it.
type pdf struct {
	objs   []string
	lines  strings.Builder // of the page
	y      float64         // of the next line
	annots strings.Builder
	layer  string // a layer that is switched off
	places []Place
}

// word notes a place and gives its word back.
func (p *pdf) word(w, hidden string) string {
	p.places = append(p.places, Place{w, hidden})
	return w
}

// add adds an object and gives a reference to it.
func (p *pdf) add(format string, args ...any) string {
	p.objs = append(p.objs, fmt.Sprintf(format, args...))
	return fmt.Sprintf("%d 0 R", len(p.objs))
}

func (p *pdf) stream(dict, data string) string {
	return p.add("<< %s /Length %d >>\nstream\n%s\nendstream", dict, len(data), data)
}

// line puts a word on the page, with operators around that hide it. SHOW
// stands for showing it, WORD for the word, %y for its height.
func (p *pdf) line(w, hidden, around string) {
	show := fmt.Sprintf("BT /F1 10 Tf 1 0 0 1 50 %g Tm (%s) Tj ET", p.y, p.word(w, hidden))
	text := strings.NewReplacer("SHOW", show, "WORD", w, "%y", fmt.Sprint(p.y-2)).Replace(around)
	p.lines.WriteString("q " + text + " Q\n")
	p.y -= 14
}

// annot adds an annotation to the page.
func (p *pdf) annot(format string, args ...any) {
	p.annots.WriteString(p.add("<< /Type /Annot /Rect [400 400 500 420] "+format+" >>", args...) + " ")
}

// wide writes a text string in UTF-16.
func wide(s string) string {
	var b strings.Builder
	for _, u := range utf16.Encode([]rune(s)) {
		fmt.Fprintf(&b, "%04x", u)
	}
	return "<feff" + b.String() + ">"
}

func pdfFile() File {
	p := &pdf{y: 800}
	p.objs = make([]string, 3) // catalog, pages, page
	p.layer = p.add("<< /Type /OCG /Name (%s) >>", p.word("MKlayername", "defined-name"))
	p.text()
	p.sides()
	root := p.forms() + p.document()
	p.objs[0] = "<< /Type /Catalog /Pages 2 0 R " + root + " >>"
	content := p.stream("", p.lines.String())
	p.objs[1] = "<< /Type /Pages /Kids [3 0 R] /Count 1 /MediaBox [0 0 595 842] >>"
	page := p.stream("/Type /Metadata /Subtype /XML", "<rdf:RDF><dc:description>"+p.word("MKpagemeta", "properties")+"</dc:description></rdf:RDF>")
	p.objs[2] = fmt.Sprintf("<< /Type /Page /Parent 2 0 R /Contents %s /Metadata %s /Annots [%s] /Resources << %s >> >>", content, page, p.annots.String(), p.resources())
	info := p.add("<< /Title %s /Author (%s) /Subject (%s) /Keywords (%s) /Company %s >>", wide(p.word("MKtitle", "properties")), p.word("MKauthor", "properties"),
		p.word("MKsubject", "properties"), p.word("MKkeywords", "properties"), wide(p.word("MKcustominfo", "properties")))
	return File{Name: "places.pdf", Data: p.bytes(info), Places: p.places}
}

// text fills the page with lines that are seen and lines that are not.
func (p *pdf) text() {
	p.line("MKplain", "", "SHOW")
	p.line("MKpieces", "", "BT /F1 10 Tf 1 0 0 1 50 %y Tm [(MKpi) -20 (ec) 15 (es)] TJ ET")
	p.line("MKquote", "", "BT /F1 10 Tf 12 TL 1 0 0 1 50 %y Tm (MKquote) ' ET")
	p.line("MKhex", "", "BT /F1 10 Tf 1 0 0 1 50 %y Tm <4d4b686578> Tj ET")
	p.line("MKoctal", "", `BT /F1 10 Tf 1 0 0 1 50 %y Tm (\115K\157ctal) Tj ET`)
	p.line("MKwidefont", "", "BT /F2 10 Tf 1 0 0 1 50 %y Tm <004d004b00770069006400650066006f006e0074> Tj ET")
	p.line("MKmapped", "", "BT /F3 10 Tf 1 0 0 1 50 %y Tm <01020304050506> Tj ET")
	p.line("MKform", "", "1 0 0 1 50 %y cm /Form Do")
	p.line("MKinner", "", "1 0 0 1 50 %y cm /Outer Do")
	p.line("MKafterimage", "", "BI /W 4 /H 1 /CS /G /BPC 8 ID abEI EI SHOW")
	p.line("MKturned", "", "BT /F1 10 Tf 0 1 -1 0 30 %y Tm (MKturned) Tj ET")
	p.line("MKonblack", "", "0 g 45 %y 100 12 re f 1 g SHOW")
	p.line("MKinvisible", "hidden-text", "3 Tr SHOW")
	p.line("MKclipmode", "hidden-text", "7 Tr SHOW")
	p.line("MKlayer", "hidden-text", "/OC /L BDC SHOW EMC")
	p.line("MKwhite", "white-text", "1 g SHOW")
	p.line("MKcmykwhite", "white-text", "0 0 0 0 k SHOW")
	p.line("MKtiny", "small-text", "BT /F1 0.5 Tf 1 0 0 1 50 %y Tm (WORD) Tj ET")
	p.line("MKscaled", "small-text", "BT /F1 50 Tf 0.01 0 0 0.01 50 %y Tm (WORD) Tj ET")
	p.line("MKright", "off-page", "BT /F1 10 Tf 1 0 0 1 620 %y Tm (WORD) Tj ET")
	p.line("MKleft", "off-page", "BT /F1 10 Tf 1 0 0 1 -200 %y Tm (WORD) Tj ET")
	p.line("MKabove", "off-page", "BT /F1 10 Tf 1 0 0 1 50 900 Tm (WORD) Tj ET")
	p.line("MKbelow", "off-page", "BT /F1 10 Tf 1 0 0 1 50 -40 Tm (WORD) Tj ET")
	p.line("MKunderbox", "black-box", "SHOW 0 g 45 %y 120 12 re f")
	p.line("MKunderwhite", "black-box", "SHOW 1 g 45 %y 120 12 re f")
	p.line("MKunderline", "black-box", "SHOW 24 w 45 %y m 200 %y l S")
	p.line("MKunderimage", "under-image", "SHOW 120 0 0 12 45 %y cm /Image Do")
	p.line("MKclear", "hidden-text", "/Clear gs SHOW")
	p.line("MKcutoff", "hidden-text", "0 0 5 5 re W n SHOW")
	p.line("MKactual", "hidden-text", "/Span << /ActualText "+wide("MKactual")+" >> BDC BT /F1 10 Tf 1 0 0 1 50 %y Tm (other words) Tj ET EMC")
	p.line("MKspoken", "alt-text", "/Figure << /Alt (MKspoken) >> BDC 45 %y 9 9 re S EMC")
}

// resources are those of the page.
func (p *pdf) resources() string {
	f1 := p.add("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>")
	cid := func(more, ordering string) string {
		return p.add("<< /Type /Font /Subtype /Type0 /BaseFont /MS-Gothic %s /DescendantFonts [%s] >>", more,
			p.add("<< /Type /Font /Subtype /CIDFontType2 /BaseFont /MS-Gothic /CIDSystemInfo << /Registry (Adobe) /Ordering (%s) /Supplement 2 >> /DW 500 >>", ordering))
	}
	f2 := cid("/Encoding /UniJIS-UTF16-H", "Japan1")
	codes := p.stream("", "begincmap\n1 begincodespacerange <00> <ff> endcodespacerange\n6 beginbfchar <01> <004d> <02> <004b> <03> <006d> <04> <0061> <05> <0070> <06> <00650064> endbfchar\nendcmap")
	f3 := p.add("<< /Type /Font /Subtype /Type1 /BaseFont /X /FirstChar 1 /LastChar 6 /Widths [800 600 800 500 500 500] /ToUnicode %s >>", codes)
	fonts := fmt.Sprintf("/Font << /F1 %s /F2 %s /F3 %s >>", f1, f2, f3)
	form := func(data, more string) string {
		return p.stream("/Type /XObject /Subtype /Form /BBox [0 0 200 20] /Resources << "+fonts+more+" >>", data)
	}
	inner := form("BT /F1 10 Tf 2 5 Td (MKinner) Tj ET", "")
	outer := form("/Inner Do", " /XObject << /Inner "+inner+" >>")
	image := p.stream("/Type /XObject /Subtype /Image /Width 4 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8", "abcd")
	return fonts + fmt.Sprintf(" /XObject << /Form %s /Outer %s /Image %s >> /Properties << /L %s >> /ExtGState << /Clear << /ca 0 /CA 0 >> >>", form("BT /F1 10 Tf 2 5 Td (MKform) Tj ET", ""), outer, image, p.layer)
}

// sides adds annotations.
func (p *pdf) sides() {
	p.annot("/Subtype /Text /Contents %s /T (%s) /Subj (%s)", wide(p.word("MKnote", "annotation")), p.word("MKnoteauthor", "annotation"), p.word("MKnotesubject", "annotation"))
	p.annot("/Subtype /FreeText /Contents (%s) /DA (/Helv 9 Tf)", p.word("MKfreetext", "annotation"))
	p.annot("/Subtype /Highlight /RC (<body><p>%s</p></body>)", p.word("MKrich", "annotation"))
	p.annot("/Subtype /Stamp /F 2 /Contents (%s)", p.word("MKhiddenstamp", "annotation"))
	look := p.stream("/Type /XObject /Subtype /Form /BBox [0 0 100 20] /Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >>", "BT /F1 10 Tf 2 5 Td ("+p.word("MKstamp", "")+") Tj ET")
	p.annot("/Subtype /Stamp /AP << /N %s >>", look)
	other := p.stream("/Type /XObject /Subtype /Form /BBox [0 0 100 20] /Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >>", "BT /F1 10 Tf 2 5 Td ("+p.word("MKrollover", "annotation")+") Tj ET")
	p.annot("/Subtype /Stamp /AP << /N %s /R %s >>", look, other)
	p.annot("/Subtype /Link /A << /S /URI /URI (mailto:%s@example.jp) >>", p.word("MKlink", "hyperlink"))
	p.annot("/Subtype /Link /A << /S /Launch /F (C:\\\\Users\\\\%s.xlsx) >>", p.word("MKlaunch", "hyperlink"))
	p.annot("/Subtype /Link /A << /S /GoToR /F << /Type /Filespec /UF %s >> /D [0 /Fit] >>", wide(p.word("MKremote", "hyperlink")+".pdf"))
	p.annot("/Subtype /Link /A << /S /JavaScript /JS (app.alert\\('%s'\\)) >>", p.word("MKclickscript", "hidden-text"))
	p.annot("/Subtype /FileAttachment /Contents (%s) /FS << /Type /Filespec /F (pinned.txt) /EF << /F %s >> >>", p.word("MKpinnote", "annotation"), p.stream("/Type /EmbeddedFile", p.word("MKpinned", "attachment")))
}

// forms adds form fields.
func (p *pdf) forms() (root string) {
	var fields []string
	field := func(format string, args ...any) {
		p.annot("/Subtype /Widget "+format, args...)
		fields = append(fields, fmt.Sprintf("%d 0 R", len(p.objs)))
	}
	field("/FT /Tx /T (a) /V %s /DV (%s) /TU (%s)", wide(p.word("MKvalue", "form-field")), p.word("MKdefault", "form-field"), p.word("MKtip", "form-field"))
	field("/FT /Tx /T (b) /F 2 /V (%s)", p.word("MKhiddenvalue", "form-field"))
	field("/FT /Ch /T (c) /V (x) /Opt [(%s) [(1) (%s)]]", p.word("MKoption", "form-field"), p.word("MKoptionlabel", "form-field"))
	field("/FT /Btn /T (d) /MK << /CA (%s) /RC (%s) >>", p.word("MKcaption", "form-field"), p.word("MKrollcaption", "form-field"))
	field("/FT /Tx /T (e) /RV (<body>%s</body>)", p.word("MKrichvalue", "form-field"))
	field("/FT /Sig /T (f) /V << /Type /Sig /Name (%s) /Reason (%s) /Location (%s) /ContactInfo (%s) >>", p.word("MKsigner", "form-field"), p.word("MKreason", "form-field"), p.word("MKlocation", "form-field"), p.word("MKcontact", "form-field"))
	fields = append(fields, p.add("<< /FT /Tx /T (g) /V (%s) >>", p.word("MKloosefield", "form-field")))
	xfa := p.stream("", "<xfa:datasets><xfa:data><form><name>"+p.word("MKxfa", "form-field")+"</name></form></xfa:data></xfa:datasets>")
	return fmt.Sprintf("/AcroForm << /Fields [%s] /XFA [(datasets) %s] >> ", strings.Join(fields, " "), xfa)
}

// document adds what belongs to no page.
func (p *pdf) document() (root string) {
	second := p.add("<< /Title (%s) >>", p.word("MKchild", ""))
	first := p.add("<< /Title %s /First %s /Count -1 >>", wide(p.word("MKbookmark", "")), second)
	outlines := p.add("<< /Type /Outlines /First %s >>", first)
	file := p.add("<< /Type /Filespec /F (list.txt) /UF (%s.txt) /Desc (%s) /EF << /F %s >> >>", p.word("MKfilename", "attachment entry-name"), p.word("MKfiledesc", "attachment"), p.stream("/Type /EmbeddedFile", p.word("MKattached", "attachment")))
	related := p.add("<< /Type /Filespec /F (data.csv) /EF << /F %s >> >>", p.stream("/Type /EmbeddedFile", p.word("MKassociated", "attachment")+"\n"))
	script := p.add("<< /S /JavaScript /JS (var owner = '%s';) >>", p.word("MKscript", "hidden-text"))
	meta := p.stream("/Type /Metadata /Subtype /XML", "<?xpacket?><rdf:RDF><dc:creator><rdf:Seq><rdf:li>"+p.word("MKxmpcreator", "properties")+"</rdf:li></rdf:Seq></dc:creator><pdfx:Client>"+p.word("MKxmpcustom", "properties")+"</pdfx:Client><rdf:Description pdf:Keywords=\""+p.word("MKxmpattribute", "properties")+"\"/></rdf:RDF>")
	structure := p.add("<< /Type /StructTreeRoot /K << /S /Document /K [ << /S /Figure /Alt %s /T (%s) >> << /S /Span /E (%s) /ActualText (%s) >> ] >> >>",
		wide(p.word("MKfigure", "alt-text")), p.word("MKstructtitle", "alt-text"), p.word("MKexpanded", "alt-text"), p.word("MKstructactual", "hidden-text"))
	thread := p.add("<< /Type /Thread /I << /Title (%s) /Author (%s) >> >>", p.word("MKthread", "properties"), p.word("MKthreadauthor", "properties"))
	return fmt.Sprintf("/Outlines %s /Names << /EmbeddedFiles << /Names [(a) %s] >> /JavaScript << /Names [(s) %s] >> >> /AF [%s] /Metadata %s /StructTreeRoot %s /Threads [%s] /PageLabels << /Nums [0 << /P (%s) /S /D >>] >> /OCProperties << /OCGs [%s] /D << /OFF [%s] >> >>",
		outlines, file, script, related, meta, structure, thread, p.word("MKlabel", "defined-name"), p.layer, p.layer)
}

func (p *pdf) bytes(info string) []byte {
	var w bytes.Buffer
	w.WriteString("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
	at := make([]int, len(p.objs))
	for i, o := range p.objs {
		at[i] = w.Len()
		fmt.Fprintf(&w, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	table := w.Len()
	fmt.Fprintf(&w, "xref\n0 %d\n0000000000 65535 f \n", len(p.objs)+1)
	for _, n := range at {
		fmt.Fprintf(&w, "%010d 00000 n \n", n)
	}
	fmt.Fprintf(&w, "trailer\n<< /Size %d /Root 1 0 R /Info %s >>\nstartxref\n%d\n%%%%EOF\n", len(p.objs)+1, info, table)
	return w.Bytes()
}
