package docx

import (
	"fmt"
	"strings"
	"testing"

	"monban/extract"
)

func short(u extract.Unit) string {
	s := u.Text
	if u.Loc.Row > 0 {
		s = fmt.Sprintf("%d:%d=%s", u.Loc.Row, u.Loc.Col, s)
	} else if u.Loc.Line > 0 {
		s = fmt.Sprintf("%d %s", u.Loc.Line, s)
	}
	if u.Loc.Sheet != "" {
		s = u.Loc.Sheet + "!" + s
	}
	if u.Hidden != 0 {
		s += "(" + u.Hidden.String() + ")"
	}
	if u.Cols > 1 {
		s += fmt.Sprintf("<%d", u.Cols)
	}
	return s
}

// p is a paragraph of runs; a run "x:text" has the property x.
func p(runs ...string) string {
	s := "<w:p>"
	for _, r := range runs {
		prop, text, ok := strings.Cut(r, ":")
		if !ok {
			prop, text = "", r
		}
		if prop != "" {
			prop = map[string]string{
				"v": `<w:vanish/>`, "v0": `<w:vanish w:val="0"/>`, "w": `<w:color w:val="FFFFFF"/>`, "s": `<w:sz w:val="2"/>`,
				"ws": `<w:color w:val="ffffff"/><w:shd w:val="clear" w:fill="1F3864"/>`, "hs": `<w:rStyle w:val="Hid"/>`, "b": `<w:b/>`,
				"n": `<w14:textFill><w14:noFill/></w14:textFill>`, "o": `<w14:textOutline><w14:noFill/></w14:textOutline>`,
			}[prop]
			prop = "<w:rPr>" + prop + "</w:rPr>"
		}
		s += "<w:r>" + prop + `<w:t xml:space="preserve">` + text + "</w:t></w:r>"
	}
	return s + "</w:p>"
}

func tbl(rows ...[]string) string {
	s := "<w:tbl>"
	for _, r := range rows {
		s += "<w:tr>"
		for _, c := range r {
			if !strings.HasPrefix(c, "<") {
				c = p(c)
			}
			s += "<w:tc>" + c + "</w:tc>"
		}
		s += "</w:tr>"
	}
	return s + "</w:tbl>"
}

func box(text string) string { return "<w:txbxContent>" + text + "</w:txbxContent>" }

func TestUnits(t *testing.T) {
	styles := zipPart{"word/styles.xml", `<w:styles` + spaces + `><w:style w:type="character" w:styleId="Base"><w:rPr><w:vanish/></w:rPr></w:style>
<w:style w:type="character" w:styleId="Hid"><w:basedOn w:val="Base"/></w:style>
<w:style w:type="paragraph" w:styleId="White"><w:rPr><w:color w:val="FFFFFF"/></w:rPr></w:style>
<w:style w:type="table" w:styleId="Blue"><w:tblStylePr w:type="firstRow"><w:tcPr><w:shd w:val="clear" w:fill="4472C4"/></w:tcPr></w:tblStylePr></w:style></w:styles>`}
	for _, tt := range []struct{ in, want string }{
		{p("見本 ", "太", "郎") + p("") + p("次"), "1 見本 太郎|2 次"},
		{`<w:p><w:r><w:t>氏名</w:t><w:tab/><w:t>見本</w:t><w:br/><w:t>二行目</w:t></w:r></w:p>`, "1 氏名\t見本|1 二行目"},
		{p("a", "v:x", "v:y", "b"), "1 ab|1 xy(hidden-text)"},
		{p("a", "hs:x", "v0:y"), "1 ay|1 x(hidden-text)"},
		{p("w:x") + p("s:y") + p("ws:z"), "1 x(white-text)|2 y(small-text)|3 z"},
		{p("n:x", "o:y"), "1 y|1 x(white-text)"},
		{`<w:p><w:pPr><w:pStyle w:val="White"/><w:rPr><w:vanish/></w:rPr></w:pPr><w:r><w:t>x</w:t></w:r><w:r><w:rPr><w:color w:val="auto"/></w:rPr><w:t>y</w:t></w:r></w:p>`, "1 y|1 x(white-text)"},
		{`<w:p><w:pPr><w:shd w:val="clear" w:color="auto" w:fill="000000"/></w:pPr><w:r><w:rPr><w:color w:val="FFFFFF"/></w:rPr><w:t>x</w:t></w:r><w:r><w:rPr><w:color w:val="000000"/></w:rPr><w:t>y</w:t></w:r></w:p>`, "1 x|1 y(white-text)"},
		{`<w:p><w:ins w:author="見本"><w:r><w:t>new</w:t></w:r></w:ins><w:del w:author="見本"><w:r><w:delText>old</w:delText></w:r></w:del></w:p>`, "見本(revision)|1 new|1 old(revision)"},
		{`<w:p><w:moveFrom><w:r><w:t>x</w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t>x</w:t></w:r></w:moveTo></w:p>`, "1 x|1 x(revision)"},
		{tbl([]string{"氏名", "電話"}, []string{"見本", "090"}), "[1:1=氏名 1:2=電話]|[2:1=見本 2:2=090]"},
		{tbl([]string{"a", "b"}) + tbl([]string{"c", "d"}), "[1:1=a 1:2=b]|[table 2!1:1=c table 2!1:2=d]"},
		{tbl([]string{`<w:tcPr><w:gridSpan w:val="2"/></w:tcPr>` + p("a"), "b"}, []string{"1", "2", "3"}), "[1:1=a<2 1:3=b]|[2:1=1 2:2=2 2:3=3]"},
		{tbl([]string{`<w:tcPr><w:vMerge w:val="restart"/></w:tcPr>` + p("a"), "b"}, []string{`<w:tcPr><w:vMerge/></w:tcPr>` + p(""), "c"}), "[1:1=a 1:2=b]|[2:2=c]"},
		{tbl([]string{p("a") + p("b"), "c"}), "[1:1=a\nb 1:2=c]"},
		{tbl([]string{p("a") + tbl([]string{"x", "y"}) + p("b"), "c"}), "[table 2!1:1=x table 2!1:2=y]|[1:1=a\nb 1:2=c]"},
		{tbl([]string{p("frame") + p("two")}), "1 frame|1 two"},
		{tbl([]string{p("a", "v:x"), "b"}, []string{p("v:y"), "c"}), "1:1=x(hidden-text)|[1:1=a 1:2=b]|[2:1=y(hidden-text) 2:2=c]"},
		{`<w:tbl><w:tr><w:trPr><w:del w:author="A"/></w:trPr><w:tc>` + p("x") + `</w:tc><w:tc>` + p("y") + `</w:tc></w:tr></w:tbl>`, "A(revision)|[1:1=x(revision) 1:2=y(revision)]"},
		{`<w:tbl><w:tr><w:trPr><w:hidden/></w:trPr><w:tc>` + p("x") + `</w:tc><w:tc>` + p("y") + `</w:tc></w:tr></w:tbl>`, "[1:1=x(row) 1:2=y(row)]"},
		{`<w:tbl><w:tblPr><w:tblStyle w:val="Blue"/></w:tblPr><w:tr><w:tc>` + p("w:x") + `</w:tc><w:tc>` + p("y") + `</w:tc></w:tr></w:tbl>`, "[1:1=x 1:2=y]"},
		{tbl([]string{`<w:tcPr><w:shd w:val="clear" w:fill="203864"/></w:tcPr>` + p("w:x"), p("w:y")}), "[1:1=x 1:2=y(white-text)]"},
		{`<w:p><w:r><mc:AlternateContent><mc:Choice>` + box(p("in ", "a")) + `</mc:Choice><mc:Fallback><w:pict><v:textbox>` + box(p("in ", "a")+p("only")) + `</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r><w:r><w:t>out</w:t></w:r></w:p>`,
			"1 in a(textbox)|2 only(textbox hidden-text)|3 out"},
		{`<w:p><w:r><w:t>a</w:t></w:r><w:r><mc:AlternateContent><mc:Choice><w:t>b</w:t></mc:Choice><mc:Fallback><w:t>b</w:t></mc:Fallback></mc:AlternateContent></w:r><w:r><w:t>c</w:t></w:r></w:p>`, "1 abc"},
		{`<w:p><wps:wsp><wps:spPr><a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill></wps:spPr><wps:txbx>` + box(p("w:x")) + `</wps:txbx></wps:wsp><wps:wsp><wps:spPr/><wps:txbx>` + box(p("w:y")) + `</wps:txbx></wps:wsp></w:p>`, "1 x(white-text textbox)|2 y(textbox)"},
		{`<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> HYPERLINK "mailto:</w:instrText></w:r><w:r><w:instrText>a@example.jp" </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>write</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>`,
			"1 mailto:a@example.jp(hyperlink)|1 write"},
		{`<w:p><w:fldSimple w:instr=" PAGE "><w:r><w:t>3</w:t></w:r></w:fldSimple><w:fldSimple w:instr=' IF "a" = "b" "見本" "other"'><w:r><w:t>other</w:t></w:r></w:fldSimple></w:p>`, `1 "a" = "b" "見本" "other"(hidden-text)|1 3other`},
		{`<w:p><w:r><w:t>a</w:t></w:r><w:r><w:ruby><w:rt><w:r><w:t>みほん</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>見本</w:t></w:r></w:rubyBase></w:ruby></w:r><w:r><w:t>b</w:t></w:r></w:p>`, "1 みほん|1 a見本b"},
		{`<w:sdt><w:sdtPr><w:alias w:val="氏名欄"/><w:dropDownList><w:listItem w:displayText="試験" w:value="試験"/></w:dropDownList></w:sdtPr><w:sdtContent>` + p("x") + `</w:sdtContent></w:sdt>`, "氏名欄(form-field)|試験(form-field)|1 x"},
		{`<w:p><w:r><w:rPr><w:rPrChange w:author="B"><w:rPr><w:vanish/></w:rPr></w:rPrChange></w:rPr><w:t>x</w:t></w:r></w:p>`, "B(revision)|1 x"},
		{`<w:p><w:r><w:t>a &amp; &#x898B;</w:t></w:r></w:p>`, "1 a & 見"},
		{`<w:r><w:t>loose</w:t></w:r>`, "loose"},
		{`<w:background w:color="003366"/>` + p("w:x"), "1 x"},
	} {
		k := readAll(t, makeDoc(t, tt.in, styles))
		if got := k.Shortly(short); got != tt.want {
			t.Errorf("%s\n got %q\nwant %q", tt.in, got, tt.want)
		}
	}
}
