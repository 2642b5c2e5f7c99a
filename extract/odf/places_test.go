package odf

import (
	"bytes"
	"compress/flate"
	"context"
	"crypto/aes"
	"crypto/cipher"
	"crypto/pbkdf2"
	"crypto/sha1"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"image"
	"image/png"
	"maps"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"monban/extract"
	"monban/extract/extracttest"
)

// places says for each word of the documents below what hides it; "" is
// ordinary text.
var places = map[string]string{
	"MKpara": "", "MKsplitrun": "", "MKcell": "", "MKlinktext": "", "MKlistitem": "", "MKinserted": "",
	"MKhiddenspan": "hidden-text", "MKhiddensection": "hidden-text", "MKhiddenfield": "hidden-text", "MKcondition": "hidden-text", "MKwhite": "white-text", "MKtiny": "small-text",
	"MKdeleted": "revision", "MKchanger": "revision", "MKcomment": "comment", "MKcommenter": "comment", "MKfootnote": "footnote",
	"MKtextbox": "textbox", "MKshape": "textbox", "MKalt": "alt-text", "MKalttitle": "alt-text", "MKpicname": "alt-text",
	"MKlink": "hyperlink", "MKlinktitle": "hyperlink", "MKbookmark": "defined-name", "MKvariable": "defined-name",
	"MKformname": "form-field", "MKformvalue": "form-field", "MKformlist": "form-field",
	"MKheader": "header-footer", "MKfooter": "header-footer", "MKmastershape": "properties",
	"MKcreator": "properties", "MKtitle": "properties", "MKuserkey": "properties", "MKuservalue": "properties", "MKtemplate": "properties",
	"MKmacro": "hidden-text", "MKobject": "attachment", "MKchartcell": "chart-cache attachment", "MKremote": "external-link", "MKunknownpart": "hidden-text",
	"MKsheet": "sheet-name", "MKhiddensheet": "sheet sheet-name", "MKincell": "sheet", "MKhiddenrow": "row", "MKhiddencolumn": "column", "MKformat": "number-format",
	"MKcovered": "hidden-text", "MKformula": "hidden-text", "MKcellnote": "comment", "MKvalidation": "validation", "MKhelptitle": "validation", "MKhelp": "validation",
	"MKname": "defined-name", "MKrange": "defined-name", "MKpivot": "pivot-cache", "MKsource": "external-link", "MKscenario": "hidden-text", "MKwas": "revision",
}

// picture is an empty one.
func picture(w, h int) string {
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, w, h))); err != nil {
		panic(err)
	}
	return b.String()
}

func placesText(t testing.TB) []byte {
	return makeDoc(t, "text", styles, `<office:forms><form:form form:name="MKformname"><form:textarea form:current-value="MKformvalue"/><form:listbox><form:option form:label="MKformlist"/></form:listbox></form:form></office:forms>
<text:tracked-changes><text:changed-region><text:deletion><office:change-info><dc:creator>MKchanger</dc:creator></office:change-info>`+p("MKdeleted")+`</text:deletion></text:changed-region></text:tracked-changes>
<text:user-field-decls><text:user-field-decl text:name="v" office:string-value="MKvariable"/></text:user-field-decls>`+
		p("MKpara")+p("MKsplit"+span("auto", "run"))+p("<text:change-start/>MKinserted<text:change-end/>")+
		`<table:table table:name="T"><table:table-column/><table:table-column/><table:table-row><table:table-cell>`+p("MKcell")+`</table:table-cell><table:table-cell>`+p("x")+`</table:table-cell></table:table-row></table:table>`+
		`<text:list><text:list-item>`+p("MKlistitem")+`</text:list-item></text:list>`+
		p(span("hid", "MKhiddenspan"))+`<text:section text:display="none">`+p("MKhiddensection")+`</text:section>`+p(span("white", "MKwhite"))+p(span("tiny", "MKtiny"))+
		p(`<text:hidden-text text:string-value="MKhiddenfield"/><text:conditional-text text:string-value-if-true="MKcondition" text:string-value-if-false=""/>`)+
		p(`<office:annotation><dc:creator>MKcommenter</dc:creator>`+p("MKcomment")+`</office:annotation><text:note><text:note-body>`+p("MKfootnote")+`</text:note-body></text:note>`)+
		p(`<draw:frame draw:name="MKpicname.png"><draw:image xlink:href="Pictures/1.png"/><svg:title>MKalttitle</svg:title><svg:desc>MKalt</svg:desc></draw:frame><draw:frame><draw:image xlink:href="https://MKremote.example.jp/x.png"/></draw:frame>`)+
		p(`<draw:frame><draw:text-box>`+p("MKtextbox")+`</draw:text-box></draw:frame><draw:custom-shape>`+p("MKshape")+`</draw:custom-shape>`)+
		p(`<text:a xlink:href="https://MKlink.example.jp" office:title="MKlinktitle">MKlinktext</text:a><text:bookmark text:name="MKbookmark"/>`),
		zipPart{"styles.xml", `<office:document-styles` + spaces + `><office:master-styles><style:master-page><style:header>` + p("MKheader") + `</style:header><style:footer>` + p("MKfooter") + `</style:footer><draw:custom-shape>` + p("MKmastershape") + `</draw:custom-shape><draw:frame presentation:placeholder="true"><draw:text-box>` + p("Click to edit") + `</draw:text-box></draw:frame></style:master-page></office:master-styles></office:document-styles>`},
		zipPart{"meta.xml", `<office:document-meta` + spaces + `><office:meta><meta:generator>X</meta:generator><meta:initial-creator>MKcreator</meta:initial-creator><dc:title>MKtitle</dc:title><meta:user-defined meta:name="MKuserkey">MKuservalue</meta:user-defined><meta:template xlink:title="MKtemplate"/></office:meta></office:document-meta>`},
		zipPart{"settings.xml", `<office:document-settings` + spaces + `><config:config-item config:name="ViewId">view2</config:config-item></office:document-settings>`},
		zipPart{"Basic/Standard/Module1.xml", `<script:module` + spaces + `>Sub x
a = &quot;MKmacro&quot;
End Sub</script:module>`},
		zipPart{"Object 1/content.xml", `<office:document-content` + spaces + `><office:body><office:text>` + p("MKobject") + `</office:text></office:body></office:document-content>`},
		zipPart{"Object 2/content.xml", `<office:document-content` + spaces + `><office:body><office:chart><chart:chart><table:table table:name="local-table"><table:table-row><table:table-cell>` + p("MKchartcell") + `</table:table-cell></table:table-row></table:table></chart:chart></office:chart></office:body></office:document-content>`},
		zipPart{"ObjectReplacements/Object 1", "VCLMTF"}, zipPart{"layout-cache", "\x00\x01"}, zipPart{"Pictures/1.png", picture(600, 400)}, zipPart{"Thumbnails/thumbnail.png", picture(400, 300)},
		zipPart{"Configurations2/accelerator/current.xml", "<x/>"}, zipPart{"odd.xml", `<odd><x>MKunknownpart</x></odd>`}, zipPart{"attached.csv", "MKfile"},
		zipPart{"META-INF/manifest.xml", `<manifest:manifest` + spaces + `><manifest:file-entry manifest:full-path="/" manifest:media-type="x"/></manifest:manifest>`})
}

func placesSheet(t testing.TB) []byte {
	cell := func(attr, s string) string { return `<table:table-cell ` + attr + `>` + s + `</table:table-cell>` }
	return makeDoc(t, "spreadsheet", styles, `<table:tracked-changes><table:cell-content-change><table:previous><table:change-track-table-cell>`+p("MKwas")+`</table:change-track-table-cell></table:previous></table:cell-content-change></table:tracked-changes>
<table:content-validations><table:content-validation table:condition='cell-content-is-in-list("MKvalidation")'><table:help-message table:title="MKhelptitle">`+p("MKhelp")+`</table:help-message></table:content-validation></table:content-validations>
<table:table table:name="MKsheet"><table:scenario table:comment="MKscenario"/><table:table-column/><table:table-column table:visibility="collapse"/>
<table:table-row>`+cell("", p("a"))+cell("", p("MKhiddencolumn"))+cell(`office:value-type="date" office:date-value="2020-01-01"`, "")+`<table:covered-table-cell>`+p("MKcovered")+`</table:covered-table-cell></table:table-row>
<table:table-row table:visibility="collapse">`+cell("", p("MKhiddenrow"))+`</table:table-row>
<table:table-row>`+cell(`table:formula='of:=IF(1;"MKformula";2)'`, p("2")+`<office:annotation>`+p("MKcellnote")+`</office:annotation>`)+cell(`office:value-type="float" office:value="MKformat"`, "")+`</table:table-row></table:table>
<table:table table:name="MKhiddensheet" table:style-name="off"><table:table-row>`+cell("", p("MKincell"))+`</table:table-row></table:table>
<table:table table:name="x"><table:table-source xlink:href="file:///MKsource.ods"/></table:table>
<table:named-expressions><table:named-range table:name="MKname"/></table:named-expressions><table:database-ranges><table:database-range table:name="MKrange"/></table:database-ranges>
<table:data-pilot-tables><table:data-pilot-table table:name="MKpivot"/></table:data-pilot-tables>`)
}

func TestEveryPlaceIsRead(t *testing.T) {
	k, sheets := readAll(t, placesText(t)), readAll(t, placesSheet(t))
	gaps, files := k.Gaps, k.Files
	k.Units = append(k.Units, sheets.Units...)
	for _, text := range slices.Sorted(maps.Keys(places)) {
		var exact []string
		for _, u := range k.Find(text) {
			if i := strings.Index(u.Text, text) + len(text); i == len(u.Text) || u.Text[i] < 'a' || u.Text[i] > 'z' {
				exact = append(exact, u.Hidden.String())
			}
		}
		want := places[text]
		if text == "MKformat" {
			want = "column number-format"
		}
		if len(exact) != 1 || exact[0] != want {
			t.Errorf("%s: found as %q, want once as %q", text, exact, want)
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
	if len(gaps) > 0 || len(sheets.Gaps) > 0 {
		t.Errorf("gaps: %v, %v", gaps, sheets.Gaps)
	}
	if want := []string{"1.png  " + picture(600, 400), "attached.csv attachment MKfile"}; !slices.Equal(files, want) {
		t.Errorf("files: %q, want %q", files, want)
	}
}

// lockedDoc makes a document whose content a password locks, in the way of
// the programs of today.
func lockedDoc(t testing.TB, password string) []byte {
	t.Helper()
	var packed bytes.Buffer
	w, err := flate.NewWriter(&packed, 6)
	if err != nil {
		t.Fatal(err)
	}
	fmt.Fprint(w, `<office:document-content`+spaces+`><office:body><office:text>`+p("見本 花子")+`</office:text></office:body></office:document-content>`)
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	plain := packed.Bytes()
	sum := sha256.Sum256(plain[:min(len(plain), 1024)])
	pad := aes.BlockSize - len(plain)%aes.BlockSize
	plain = append(plain, bytes.Repeat([]byte{byte(pad)}, pad)...)
	secret := sha256.Sum256([]byte(password))
	salt, iv := []byte("0123456789abcdef"), []byte("fedcba9876543210")
	key, err := pbkdf2.Key(sha1.New, string(secret[:]), salt, 1000, 32)
	if err != nil {
		t.Fatal(err)
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		t.Fatal(err)
	}
	cipher.NewCBCEncrypter(block, iv).CryptBlocks(plain, plain)
	b64 := base64.StdEncoding.EncodeToString
	return extracttest.Zip(t, zipPart{"mimetype", mimetype + "text"}, zipPart{"content.xml", string(plain)},
		zipPart{"META-INF/manifest.xml", `<manifest:manifest` + spaces + `><manifest:file-entry manifest:full-path="content.xml"><manifest:encryption-data manifest:checksum-type="x#sha256-1k" manifest:checksum="` + b64(sum[:]) + `">
<manifest:algorithm manifest:algorithm-name="http://www.w3.org/2001/04/xmlenc#aes256-cbc" manifest:initialisation-vector="` + b64(iv) + `"/><manifest:start-key-generation manifest:start-key-generation-name="http://www.w3.org/2000/09/xmldsig#sha256"/>
<manifest:key-derivation manifest:key-derivation-name="PBKDF2" manifest:key-size="32" manifest:iteration-count="1000" manifest:salt="` + b64(salt) + `"/></manifest:encryption-data></manifest:file-entry></manifest:manifest>`})
}

func TestLockedDocuments(t *testing.T) {
	f := extracttest.File("x.odt", lockedDoc(t, "ひみつ"))
	for _, c := range []struct {
		given []string
		opens bool
	}{{nil, false}, {[]string{"himitsu", ""}, false}, {[]string{"x", "ひみつ"}, true}} {
		f.Passwords = c.given
		k := &extracttest.Kept{}
		err := Formats()[0].Read(context.Background(), f, k)
		ce := (*extract.CodeError)(nil)
		if c.opens && (err != nil || len(k.Find("見本 花子")) != 1) || !c.opens && (!errors.As(err, &ce) || ce.Code != extract.Encrypted || len(k.Units) > 0) {
			t.Errorf("%d passwords: %v, %d units", len(c.given), err, len(k.Units))
		}
	}
}

// The sheet of a real program opens, too.
func TestLockedSheetOfAProgram(t *testing.T) {
	data, err := os.ReadFile("../../../shared/corpora/calamine/tests/pass_protected.ods")
	if err != nil {
		t.Skip(err)
	}
	f := extracttest.File("x.ods", data)
	ce := (*extract.CodeError)(nil)
	if err := Formats()[1].Read(context.Background(), f, &extracttest.Kept{}); !errors.As(err, &ce) || ce.Code != extract.Encrypted {
		t.Errorf("without a password: %v", err)
	}
	f.Passwords = []string{"1234"}
	if k := (&extracttest.Kept{}); Formats()[1].Read(context.Background(), f, k) != nil || len(k.Rows) == 0 {
		t.Errorf("with the password: %d rows", len(k.Rows))
	}
}
