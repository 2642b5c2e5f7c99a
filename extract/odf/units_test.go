package odf

import (
	"fmt"
	"strings"
	"testing"

	"monban/extract"
)

var typeNames = [...]string{"", "number ", "date ", "bool "}

func short(u extract.Unit) string {
	s := typeNames[u.Type] + u.Text
	if u.Raw != "" {
		s += "{" + u.Raw + "}"
	}
	if u.Loc.Row > 0 {
		s = fmt.Sprintf("%d:%d=%s", u.Loc.Row, u.Loc.Col, s)
	} else if u.Loc.Line > 0 {
		s = fmt.Sprintf("%d %s", u.Loc.Line, s)
	}
	if u.Loc.Page > 0 {
		s = fmt.Sprintf("p%d.%s", u.Loc.Page, s)
	}
	if u.Hidden != 0 {
		s += "(" + u.Hidden.String() + ")"
	}
	if u.Cols > 1 || u.Rows > 1 {
		s += fmt.Sprintf("<%dx%d", u.Cols, u.Rows)
	}
	return s
}

func p(s string) string { return "<text:p>" + s + "</text:p>" }

func span(style, s string) string {
	return `<text:span text:style-name="` + style + `">` + s + `</text:span>`
}

const styles = `<style:style style:name="hid" style:family="text"><style:text-properties text:display="none"/></style:style>
<style:style style:name="kid" style:family="text" style:parent-style-name="hid"/>
<style:style style:name="white" style:family="text"><style:text-properties fo:color="#ffffff"/></style:style>
<style:style style:name="dark" style:family="paragraph"><style:paragraph-properties fo:background-color="#000080"/></style:style>
<style:style style:name="tiny" style:family="text"><style:text-properties fo:font-size="1pt"/></style:style>
<style:style style:name="auto" style:family="text"><style:text-properties style:use-window-font-color="true" loext:opacity="0%"/></style:style>
<style:style style:name="wcell" style:family="table-cell"><style:text-properties fo:color="#FFFFFF"/></style:style>
<style:style style:name="bcell" style:family="table-cell"><style:table-cell-properties fo:background-color="#4472c4"/><style:text-properties fo:color="#FFFFFF"/></style:style>
<style:style style:name="off" style:family="table"><style:table-properties table:display="false"/></style:style>
<style:style style:name="offpage" style:family="drawing-page"><style:drawing-page-properties presentation:visibility="hidden"/></style:style>`

func TestText(t *testing.T) {
	row := func(cells ...string) string {
		s := "<table:table-row>"
		for _, c := range cells {
			s += "<table:table-cell>" + c + "</table:table-cell>"
		}
		return s + "</table:table-row>"
	}
	table := func(s string) string {
		return `<table:table table:name="T"><table:table-column table:number-columns-repeated="2"/>` + s + `</table:table>`
	}
	for _, tt := range []struct{ in, want string }{
		{p("見本 "+span("auto", "太")+"郎") + p("") + "<text:h>次</text:h>", "1 見本 太郎|2 次"},
		{p("a<text:s text:c=\"2\"/>b<text:tab/>c<text:line-break/>d"), "1 a  b\tc|1 d"},
		{p("a\n  b"), "1 a b"},
		{p("a" + span("hid", "x") + span("kid", "y") + "b"), "1 ab|1 xy(hidden-text)"},
		{p(span("white", "x")) + `<text:p text:style-name="dark">` + span("white", "y") + `</text:p>` + p(span("tiny", "z")), "1 x(white-text)|2 y|3 z(small-text)"},
		{table(row(p("氏名"), p("電話")) + row(p("見本")+p("太郎"), p("090"))), "[1:1=氏名 1:2=電話]|[2:1=見本\n太郎 2:2=090]"},
		{table(row(p("a")+table(row(p("x"), p("y")))+p("b"), p("c"))), "[1:1=x 1:2=y]|[1:1=a\nb 1:2=c]"},
		{`<table:table><table:table-column/>` + row(p("frame")) + `</table:table>`, "1 frame"},
		{table(`<table:table-row><table:table-cell table:number-columns-spanned="2">` + p("a") + `</table:table-cell><table:covered-table-cell>` + p("u") + `</table:covered-table-cell></table:table-row>`), "[1:1=a<2x1 1:2=u(hidden-text)]"},
		{`<text:section text:display="none">` + p("x") + `</text:section>` + p("y"), "1 x(hidden-text)|2 y"},
		{p(`a<text:note><text:note-citation>1</text:note-citation><text:note-body>` + p("n") + `</text:note-body></text:note>b`), "2 n(footnote)|1 ab"},
		{p(`a<office:annotation><dc:creator>見本</dc:creator><dc:date>2020-01-01</dc:date>` + p("c") + `</office:annotation>b`), "見本(comment)|2 c(comment)|1 ab"},
		{`<text:tracked-changes><text:changed-region><text:deletion><office:change-info><dc:creator>A</dc:creator><dc:date>x</dc:date></office:change-info>` + p("gone") + `</text:deletion></text:changed-region></text:tracked-changes>` + p("here"), "A(revision)|1 gone(revision)|2 here"},
		{p(`<text:a xlink:href="mailto:a@example.jp">a@example.jp</text:a> <text:a xlink:href="https://b.example.jp/">b</text:a>`), "1 https://b.example.jp/(hyperlink)|1 a@example.jp b"},
		{p(`a<text:alphabetical-index-mark text:string-value="i" text:key1="k"/><text:drop-down text:name="n"><text:label text:value="v"/>w</text:drop-down>`), "1 i(hidden-text)|1 k(hidden-text)|1 n(form-field)|1 v(form-field)|1 aw"},
		{p(`a<text:variable-set text:display="none" text:string-value="h"/><text:variable-set text:string-value="s">s</text:variable-set>`), "1 h(hidden-text)|1 as"},
		{p(`<text:hidden-text text:condition="x" text:string-value="h"/>a`) + p(`<text:hidden-paragraph text:is-hidden="true"/>b`), "1 h(hidden-text)|1 a|2 b"},
		{p(`<draw:frame><draw:text-box>` + p("x") + `</draw:text-box><svg:desc>d</svg:desc></draw:frame>y`), "2 x(textbox)|1 d(alt-text)|1 y"},
		{p(`<text:ruby><text:ruby-base>見本</text:ruby-base><text:ruby-text>みほん</text:ruby-text></text:ruby>太郎`), "1 みほん|1 見本太郎"},
		{`<text:list><text:list-item>` + p("a") + `<text:list><text:list-item>` + p("b") + `</text:list-item></text:list></text:list-item></text:list>`, "1 a|2 b"},
		{`loose`, "loose(hidden-text)"},
	} {
		if got := readAll(t, makeDoc(t, "text", styles, tt.in)).Shortly(short); got != tt.want {
			t.Errorf("%s\n got %q\nwant %q", tt.in, got, tt.want)
		}
	}
}

func TestSheets(t *testing.T) {
	cell := func(attr, s string) string { return `<table:table-cell ` + attr + `>` + s + `</table:table-cell>` }
	sheet := func(s string) string { return `<table:table table:name="S">` + s + `</table:table>` }
	row := func(attr, s string) string { return `<table:table-row ` + attr + `>` + s + `</table:table-row>` }
	for _, tt := range []struct{ in, want string }{
		{sheet(row("", cell(`office:value-type="float" office:value="1234.5"`, p("1,235"))+cell(`office:value-type="float" office:value="7"`, p("7")))), "S(sheet-name)|[1:1=number 1,235{1234.5} 1:2=number 7]"},
		{sheet(row("", cell(`office:value-type="date" office:date-value="1954-10-03"`, p("昭和29年10月3日")))), "S(sheet-name)|[1:1=date 昭和29年10月3日{1954-10-03}]"},
		{sheet(row("", cell(`office:value-type="date" office:date-value="1954-10-03T10:20:00"`, ""))), "S(sheet-name)|[1:1=date 1954-10-03{1954-10-03}(number-format)]"},
		{sheet(row("", cell(`office:value-type="float" office:value="123456789018"`, ""))), "S(sheet-name)|[1:1=number 123456789018(number-format)]"},
		{sheet(row("", cell(`office:value-type="boolean" office:boolean-value="true"`, p("TRUE")))), "S(sheet-name)|[1:1=bool TRUE{true}]"},
		{sheet(row("", cell(`office:value-type="string" office:string-value="x"`, ""))), "S(sheet-name)|[1:1=x]"},
		{sheet(row("", cell(`table:number-columns-repeated="3"`, "")+cell(`table:number-columns-repeated="2"`, p("x"))+cell("", p("y")))), "S(sheet-name)|[1:4=x 1:5=x 1:6=y]"},
		{sheet(row(`table:number-rows-repeated="3"`, cell("", "")) + row(`table:number-rows-repeated="2"`, cell("", p("x"))) + row("", cell("", p("y")))), "S(sheet-name)|[4:1=x]|[5:1=x]|[6:1=y]"},
		{sheet(`<table:table-column/><table:table-column table:number-columns-repeated="2" table:visibility="collapse"/>` + row("", cell("", p("a"))+cell("", p("b"))+cell("", p("c"))+cell("", p("d")))), "S(sheet-name)|[1:1=a 1:2=b(column) 1:3=c(column) 1:4=d]"},
		{sheet(`<table:table-row-group>` + row(`table:visibility="collapse"`, cell("", p("a"))) + `</table:table-row-group>` + row(`table:visibility="filter"`, cell("", p("b")))), "S(sheet-name)|[1:1=a(row)]|[2:1=b(filter)]"},
		{`<table:table table:name="H" table:style-name="off">` + row("", cell("", p("x"))) + `</table:table>`, "H(sheet sheet-name)|[1:1=x(sheet)]"},
		{sheet(`<table:table-column table:default-cell-style-name="wcell"/>` + row("", cell("", p("x"))+cell(`table:style-name="bcell"`, p("y")))), "S(sheet-name)|[1:1=x(white-text) 1:2=y]"},
		{sheet(row("", cell("", `<office:annotation><dc:creator>A</dc:creator>`+p("c")+`</office:annotation>`+p("x")))), "S(sheet-name)|A(comment)|1:1=c(comment)|[1:1=x]"},
		{sheet(row("", cell(`table:formula='of:=IF([.A1]=1;"見本";"b")' office:value-type="string"`, p("b")))), "S(sheet-name)|1:1=見本(hidden-text)|[1:1=b]"},
		{sheet(`<table:shapes><draw:custom-shape>` + p("x") + `</draw:custom-shape></table:shapes>` + row("", cell("", p("a")+`<draw:frame><draw:text-box>`+p("y")+`</draw:text-box></draw:frame>`))), "S(sheet-name)|1 x(textbox)|1:1=y(textbox)|[1:1=a]"},
	} {
		if got := readAll(t, makeDoc(t, "spreadsheet", styles, tt.in)).Shortly(short); got != tt.want {
			t.Errorf("%s\n got %q\nwant %q", tt.in, got, tt.want)
		}
	}
}

func TestSlides(t *testing.T) {
	in := `<draw:page draw:name="1"><draw:frame><draw:text-box>` + p("x") + `</draw:text-box></draw:frame><presentation:notes><draw:frame><draw:text-box>` + p("n") + `</draw:text-box></draw:frame></presentation:notes></draw:page>
<draw:page draw:name="見本の頁" draw:style-name="offpage"><draw:custom-shape>` + p("y") + `</draw:custom-shape></draw:page>`
	if got, want := readAll(t, makeDoc(t, "presentation", styles, in)).Shortly(short), "p1.1 x|p1.2 n(note)|p2.見本の頁(defined-name hidden-slide)|p2.1 y(hidden-slide)"; got != want {
		t.Errorf("got %q\nwant %q", got, want)
	}
}

func TestRepetitionIsBounded(t *testing.T) {
	k := readAll(t, makeDoc(t, "spreadsheet", "", strings.Repeat(`<table:table table:name="S"><table:table-row table:number-rows-repeated="1048576"><table:table-cell table:number-columns-repeated="16384">`+p("x")+`</table:table-cell></table:table-row></table:table>`, 20)))
	if n := len(k.Units); n < 20 || n > 200_000 {
		t.Errorf("%d cells of 20 that are repeated without end", n)
	}
}

func TestFlatDocument(t *testing.T) {
	in := `<?xml version="1.0"?><office:document` + spaces + ` office:mimetype="` + mimetype + `text"><office:meta><dc:creator>見本</dc:creator></office:meta><office:automatic-styles>` + styles +
		`</office:automatic-styles><office:body><office:text>` + p("a"+span("hid", "x")) + `</office:text></office:body></office:document>`
	if got, want := readAll(t, []byte(in)).Shortly(short), "見本(properties)|1 a|1 x(hidden-text)"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
