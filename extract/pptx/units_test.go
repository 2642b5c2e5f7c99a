package pptx

import (
	"fmt"
	"strings"
	"testing"

	"monban/extract"
	"monban/extract/extracttest"
)

func short(u extract.Unit) string {
	s := u.Text
	if u.Loc.Row > 0 {
		s = fmt.Sprintf("%d:%d=%s", u.Loc.Row, u.Loc.Col, s)
	} else if u.Loc.Line > 0 {
		s = fmt.Sprintf("%d.%d %s", u.Loc.Page, u.Loc.Line, s)
	}
	if u.Loc.Sheet != "" {
		s = u.Loc.Sheet + "!" + s
	}
	if u.Hidden != 0 {
		s += "(" + u.Hidden.String() + ")"
	}
	if u.Cols > 1 || u.Rows > 1 {
		s += fmt.Sprintf("<%dx%d", u.Cols, u.Rows)
	}
	return s
}

const (
	whiteRun = `<a:rPr><a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill></a:rPr>`
	bg1Run   = `<a:rPr><a:solidFill><a:schemeClr val="bg1"/></a:solidFill></a:rPr>`
	greyRun  = `<a:rPr><a:solidFill><a:schemeClr val="bg1"><a:lumMod val="50000"/></a:schemeClr></a:solidFill></a:rPr>`
	clearRun = `<a:rPr><a:solidFill><a:srgbClr val="000000"><a:alpha val="0"/></a:srgbClr></a:solidFill></a:rPr>`
)

// p is a paragraph of runs, each its properties and its text.
func p(runs ...string) string {
	s := "<a:p>"
	for _, r := range runs {
		prop := ""
		if i := strings.LastIndexByte(r, '>'); i >= 0 {
			prop, r = r[:i+1], r[i+1:]
		}
		s += "<a:r>" + prop + "<a:t>" + r + "</a:t></a:r>"
	}
	return s + "</a:p>"
}

func sp(look, text string) string {
	return `<p:sp><p:nvSpPr><p:cNvPr id="2" name="Shape 1"/></p:nvSpPr><p:spPr>` + look + `</p:spPr><p:txBody><a:bodyPr/>` + text + `</p:txBody></p:sp>`
}

func xfrm(x, y, w, h int) string {
	return fmt.Sprintf(`<a:xfrm><a:off x="%d" y="%d"/><a:ext cx="%d" cy="%d"/></a:xfrm>`, x, y, w, h)
}

func TestUnits(t *testing.T) {
	fill := func(c string) string { return `<a:solidFill><a:srgbClr val="` + c + `"/></a:solidFill>` }
	tc := func(s string) string { return `<a:tc><a:txBody>` + s + `</a:txBody><a:tcPr/></a:tc>` }
	tbl := func(rows ...string) string {
		return `<p:graphicFrame><a:graphic><a:graphicData><a:tbl><a:tr>` + strings.Join(rows, `</a:tr><a:tr>`) + `</a:tr></a:tbl></a:graphicData></a:graphic></p:graphicFrame>`
	}
	for _, tt := range []struct{ in, want string }{
		{sp("", p("見本 ", "太", "郎")+p("")+p("次")), "1.1 見本 太郎|1.2 次"},
		{sp("", `<a:p><a:r><a:t>a</a:t></a:r><a:br/><a:r><a:t>b</a:t></a:r></a:p>`), "1.1 a|1.1 b"},
		{sp("", `<a:p><a:fld type="slidenum"><a:t>1</a:t></a:fld><a:fld type="datetime1"><a:t>x</a:t></a:fld></a:p>`), "1.1 x"},
		{sp("", p(whiteRun+"x", "y")), "1.1 y|1.1 x(white-text)"},
		{sp("", p(bg1Run+"x")), "1.1 x(white-text)"},
		{sp("", p(greyRun+"x")), "1.1 x"},
		{sp("", p(clearRun+"x")), "1.1 x(white-text)"},
		{sp(fill("1F3864"), p(whiteRun+"x")), "1.1 x"},
		{sp(fill("FFFFFF"), p(whiteRun+"x")), "1.1 x(white-text)"},
		{sp("<a:gradFill/>", p(whiteRun+"x")), "1.1 x"},
		{sp(xfrm(0, 0, 900, 900)+fill("000000"), p("a")) + sp(xfrm(100, 100, 50, 50), p(whiteRun+"x")), "1.1 a|1.2 x"},
		{sp(xfrm(0, 0, 900, 900)+fill("000000"), p("a")) + sp(xfrm(1000, 100, 50, 50), p(whiteRun+"x")), "1.1 a|1.2 x(white-text)"},
		{`<p:pic/>` + sp("", p(whiteRun+"x")), "1.1 x"},
		{sp(xfrm(-5000, 0, 4000, 900), p("x")), "1.1 x(off-page)"},
		{sp(xfrm(9150000, 0, 4000, 900), p("x")), "1.1 x(off-page)"},
		{`<p:grpSp>` + sp(xfrm(-5000, 0, 4000, 900), p("x")) + `</p:grpSp>`, "1.1 x"},
		{sp("", p(`<a:rPr sz="100"/>x`, `<a:rPr sz="1800"/>y`)), "1.1 y|1.1 x(small-text)"},
		{`<p:sp><p:nvSpPr><p:cNvPr id="2" name="a" hidden="1" descr="d"/></p:nvSpPr><p:txBody>` + p("x") + `</p:txBody></p:sp>`, "d(hidden-text alt-text)|1.1 x(hidden-text)"},
		{tbl(tc(p("氏名"))+tc(p("電話")), tc(p("見本"))+tc(p("090")+p("080"))), "[1:1=氏名 1:2=電話]|[2:1=見本 2:2=090\n080]"},
		{tbl(`<a:tc gridSpan="2"><a:txBody>`+p("a")+`</a:txBody></a:tc><a:tc hMerge="1"><a:txBody>`+p("under")+`</a:txBody></a:tc>`+tc(p("b")), tc(p("1"))+tc(p("2"))+tc(p("3"))),
			"[1:1=a<2x1 1:2=under(hidden-text) 1:3=b]|[2:1=1 2:2=2 2:3=3]"},
		{tbl(tc(p("a"))) + tbl(tc(p("b"))), "[1:1=a]|[table 2!1:1=b]"},
		{sp("", `<a:p><a:r><a:rPr><a:hlinkClick r:id="rId9" tooltip="tip"/></a:rPr><a:t>x</a:t></a:r></a:p>`), "1.1 tip(hyperlink)|1.1 mailto:a@example.jp(hyperlink)|1.1 x"},
		{sp("", `<a:p><a:r><a:rPr><a:hlinkClick r:id="rId9"/></a:rPr><a:t>a@example</a:t></a:r><a:r><a:rPr><a:hlinkClick r:id="rId9"/></a:rPr><a:t>.jp</a:t></a:r></a:p>`), "1.1 a@example.jp"},
		{`<mc:AlternateContent><mc:Choice>` + sp("", p("a", "b")) + `</mc:Choice><mc:Fallback>` + sp("", p("a", "b")+p("only")) + `</mc:Fallback></mc:AlternateContent>` + sp("", p("a")), "1.1 ab|1.2 only(hidden-text)|1.3 a"},
	} {
		k := readAll(t, makeDeck(t, []string{tt.in}, extracttest.Relations("ppt/slides/slide1.xml", [4]string{"rId9", "hyperlink", "mailto:a@example.jp", "External"})))
		want := tt.want
		if !strings.Contains(tt.in, "rId9") {
			want += "|mailto:a@example.jp(hyperlink)"
		}
		if got := k.Shortly(short); got != want {
			t.Errorf("%s\n got %q\nwant %q", tt.in, got, want)
		}
	}
}
