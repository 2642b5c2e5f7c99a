package xlsx

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"context"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"monban/extract"
	"monban/extract/extracttest"
	"monban/extract/ooxml"
)

// with gives the parts of the workbook of places with some replaced; an empty
// text takes a part away.
func with(replace ...zipPart) []zipPart {
	out := slices.Clone(placesParts)
	for _, r := range replace {
		i := slices.IndexFunc(out, func(p zipPart) bool { return p[0] == r[0] })
		switch {
		case i < 0:
			out = append(out, r)
		case r[1] == "":
			out = slices.Delete(out, i, i+1)
		default:
			out[i] = r
		}
	}
	return out
}

const sheetOpen = `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">`

func oneSheet(data string) []zipPart {
	return with(zipPart{"xl/worksheets/sheet1.xml", sheetOpen + data + `</worksheet>`})
}

func codes(gaps []extract.Gap) string {
	var out []string
	for _, g := range gaps {
		out = append(out, string(g.Code))
	}
	return strings.Join(out, " ")
}

func TestOddWorkbooks(t *testing.T) {
	for _, c := range []struct {
		name  string
		parts []zipPart
		find  string // must be among the units
		gaps  string
	}{
		{"names with a prefix", oneSheetAs(`<x:worksheet xmlns:x="urn:x"><x:sheetData><x:row r="1"><x:c r="A1" t="inlineStr"><x:is><x:t xml:space="preserve"> 山田 </x:t></x:is></x:c></x:row></x:sheetData></x:worksheet>`), "山田", ""},
		{"cells and rows without numbers", oneSheet(`<sheetData><row><c><v>1</v></c><c><v>4711</v></c></row></sheetData>`), "4711", ""},
		{"CDATA, entities, comments", oneSheet(`<sheetData><!-- <c> --><row r="1"><c r="A1" t="str"><v><![CDATA[a<b]]>&amp;&#x5C71;&#30000;</v></c></row></sheetData>`), "a<b&山田", ""},
		{"quotes of both kinds, > in a value", oneSheet(`<sheetData><row r='1' spans='1:>'><c r='A1' t='str'><v>taken</v></c></row></sheetData>`), "taken", ""},
		{"several runs", oneSheet(`<sheetData><row r="1"><c r="A1" t="inlineStr"><is><r><t>山</t></r><r><rPr><b/></rPr><t>田</t></r></is></c></row></sheetData>`), "山田", ""},
		{"no dimension to trust", oneSheet(`<dimension ref="A1"/><sheetData><row r="9"><c r="Z9"><v>4711</v></c></row></sheetData>`), "4711", ""},
		{"no styles, no strings", with(zipPart{"xl/styles.xml", ""}, zipPart{"xl/sharedStrings.xml", ""}), "MKinline", "corrupt"},
		{"laughs", oneSheetAs(`<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>` + sheetOpen + `<sheetData><row r="1"><c r="A1" t="str"><v>&b;x</v></c></row></sheetData></worksheet>`), "&b;x", ""},
		{"a sheet that ends early", oneSheetAs(sheetOpen + `<sheetData><row r="1"><c r="A1" t="str"><v>kept</v></c></row><row r="2"><c r=`), "kept", "corrupt"},
		{"a missing sheet", with(zipPart{"xl/worksheets/sheet2.xml", ""}), "MKveryhidden", "corrupt"},
		{"a string that is not there", oneSheet(`<sheetData><row r="1"><c r="A1" t="s"><v>99</v></c><c r="B1"><v>4711</v></c></row></sheetData>`), "4711", "corrupt"},
		{"a sheet from the root", with(zipPart{"xl/_rels/workbook.xml.rels", strings.ReplaceAll(part("xl/_rels/workbook.xml.rels"), `Target="worksheets`, `Target="/xl/worksheets`)}), "MKhiddensheet", ""},
		{"strict names", with(zipPart{"xl/_rels/workbook.xml.rels", strings.ReplaceAll(part("xl/_rels/workbook.xml.rels"), "http://schemas.openxmlformats.org/officeDocument/2006/relationships", "http://purl.oclc.org/ooxml/officeDocument/relationships")}), "MKshared", ""},
		{"a sheet that nothing leads to", with(zipPart{"xl/worksheets/old.xml", sheetOpen + `<sheetData><row r="1"><c r="A1" t="str"><v>orphan</v></c></row></sheetData></worksheet>`}), "orphan", ""},
		{"a part of an unknown kind", with(zipPart{"xl/new/new1.xml", `<new><word>unheard</word></new>`}), "unheard", ""},
		{"no list of sheets", with(zipPart{"xl/workbook.xml", `<workbook/>`}), "MKhiddensheet", ""},
	} {
		k := readAll(t, extracttest.Zip(t, c.parts...))
		if k.find(c.find) == nil {
			t.Errorf("%s: %q is not found", c.name, c.find)
		}
		if got := codes(k.Gaps); got != c.gaps {
			t.Errorf("%s: gaps %q, want %q: %v", c.name, got, c.gaps, k.Gaps)
		}
	}
}

func TestCutWorkbooks(t *testing.T) {
	// The same parts with the sizes in front, as spreadsheet programs write.
	var front bytes.Buffer
	z := zip.NewWriter(&front)
	for _, p := range placesParts {
		var packed bytes.Buffer
		fl, _ := flate.NewWriter(&packed, 5)
		io.WriteString(fl, p[1])
		fl.Close()
		w, err := z.CreateRaw(&zip.FileHeader{Name: p[0], Method: zip.Deflate, CRC32: crc32.ChecksumIEEE([]byte(p[1])), CompressedSize64: uint64(packed.Len()), UncompressedSize64: uint64(len(p[1]))})
		if err != nil {
			t.Fatal(err)
		}
		w.Write(packed.Bytes())
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string][]byte{"sizes behind": extracttest.Zip(t, placesParts...), "sizes in front": front.Bytes()} {
		for _, cut := range []string{"PK\x01\x02", "docProps/core.xml", "xl/worksheets/sheet3.xml"} {
			part := data[:bytes.Index(data, []byte(cut))+10]
			f := extract.File{Size: int64(len(part)), Data: bytes.NewReader(part), Limits: extract.DefaultLimits()}
			if !Format.Match(f, part[:min(len(part), 4096)]) {
				t.Errorf("%s, cut at %q: Match does not know it", name, cut)
			}
			k := &keeper{}
			if err := Format.Read(context.Background(), f, k); !errors.Is(err, errCut) {
				t.Errorf("%s, cut at %q: error %v", name, cut, err)
			}
			if k.find("MKhiddensheet") == nil {
				t.Errorf("%s, cut at %q: what came before is lost", name, cut)
			}
		}
	}
}

func TestMatchLooksAtTheContent(t *testing.T) {
	types := func(main string) zipPart {
		return zipPart{"[Content_Types].xml", `<Types><Override PartName="/x/main.xml" ContentType="application/vnd.` + main + `"/></Types>`}
	}
	rels := zipPart{"_rels/.rels", `<Relationships/>`}
	for _, c := range []struct {
		name  string
		parts []zipPart
		want  bool
	}{
		{"workbook", placesParts, true},
		{"workbook elsewhere", []zipPart{types("openxmlformats-officedocument.spreadsheetml.sheet.main+xml"), rels}, true},
		{"template", []zipPart{types("openxmlformats-officedocument.spreadsheetml.template.main+xml"), rels}, true},
		{"with macros", []zipPart{types("ms-excel.sheet.macroEnabled.main+xml"), rels}, true},
		{"binary workbook", []zipPart{types("ms-excel.sheet.binary.macroEnabled.main"), rels, {"xl/workbook.bin", "x"}}, false},
		{"document", []zipPart{types("openxmlformats-officedocument.wordprocessingml.document.main+xml"), rels}, false},
		{"slides", []zipPart{types("openxmlformats-officedocument.presentationml.presentation.main+xml"), rels}, false},
		{"any zip", []zipPart{{"a.txt", "x"}}, false},
	} {
		data := extracttest.Zip(t, c.parts...)
		f := extract.File{Name: "x.xlsx", Size: int64(len(data)), Data: bytes.NewReader(data), Limits: extract.DefaultLimits()}
		if got := Format.Match(f, data[:min(len(data), 4096)]); got != c.want {
			t.Errorf("%s: got %t", c.name, got)
		}
	}
}

func TestFilesPutInByHandAreRead(t *testing.T) {
	k := readAll(t, extracttest.Zip(t, with(zipPart{"xl/hidden/list.csv", "見本 太郎,090-0000-0000"}, zipPart{"xl/printerSettings/printerSettings1.bin", "x"})...))
	if len(k.Files) != 1 || !strings.Contains(k.Files[0], "list.csv attachment 見本 太郎") {
		t.Errorf("files: %q", k.Files)
	}
}

// TestNothingIsWrittenToDisk reads with a folder for temporary files that does
// not exist.
func TestNothingIsWrittenToDisk(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir()+"/missing")
	var big bytes.Buffer
	if err := bigBook(&big, 30_000, true); err != nil {
		t.Fatal(err)
	}
	if k := readAll(t, big.Bytes()); len(k.Rows) != 30_000 || len(k.Gaps) > 0 {
		t.Errorf("%d rows, gaps %v", len(k.Rows), k.Gaps)
	}
}

func oneSheetAs(text string) []zipPart { return with(zipPart{"xl/worksheets/sheet1.xml", text}) }

func part(name string) string {
	for _, p := range placesParts {
		if p[0] == name {
			return p[1]
		}
	}
	return ""
}

func TestWideCharactersInAPart(t *testing.T) {
	text := sheetOpen + `<sheetData><row r="1"><c r="A1" t="str"><v>山田😀</v></c></row></sheetData></worksheet>`
	wide := []byte{0xFF, 0xFE}
	for _, r := range text {
		if r >= 0x10000 {
			hi, lo := 0xD800+(r-0x10000)>>10, 0xDC00+(r-0x10000)&0x3FF
			wide = append(wide, byte(hi), byte(hi>>8), byte(lo), byte(lo>>8))
			continue
		}
		wide = append(wide, byte(r), byte(r>>8))
	}
	if k := readAll(t, extracttest.Zip(t, oneSheetAs(string(wide))...)); k.find("山田😀") == nil || len(k.Gaps) > 0 {
		t.Error("UTF-16 is not read", k.Gaps)
	}
}

func TestSparseSheetIsQuick(t *testing.T) {
	start := time.Now()
	k := readAll(t, extracttest.Zip(t, oneSheet(`<dimension ref="A1:XFD1048576"/><sheetData><row r="1048576"><c r="XFD1048576"><v>7</v></c></row></sheetData>`)...))
	if u := k.find("7"); u == nil || u.Loc.Row != 1048576 || u.Loc.Col != 16384 {
		t.Errorf("got %+v", u)
	}
	if d := time.Since(start); d > 10*time.Second || len(k.Rows) > 100 {
		t.Errorf("took %v, %d rows", d, len(k.Rows))
	}
}

func TestLimits(t *testing.T) {
	many := oneSheet(`<sheetData>` + strings.Repeat(`<row><c><v>1</v></c></row>`, 100_000) + `</sheetData>`)
	for _, c := range []struct {
		name string
		set  func(*extract.Limits)
		gaps bool // else the error of Read
	}{
		{"one part", func(l *extract.Limits) { l.Part = 1 << 20 }, true},
		{"all parts", func(l *extract.Limits) { l.Output = 1 << 20 }, true},
		{"ratio", func(l *extract.Limits) { l.RatioAt, l.Ratio = 1<<20, 50 }, true},
		{"entries", func(l *extract.Limits) { l.Entries = 3 }, false},
	} {
		data := extracttest.Zip(t, many...)
		f := extract.File{Size: int64(len(data)), Data: bytes.NewReader(data), Limits: extract.DefaultLimits()}
		c.set(&f.Limits)
		k := &keeper{}
		err := Format.Read(context.Background(), f, k)
		if c.gaps && (err != nil || !strings.HasPrefix(codes(k.Gaps), "limit")) {
			t.Errorf("%s: error %v, gaps %q", c.name, err, codes(k.Gaps))
		}
		if ce := (*extract.CodeError)(nil); !c.gaps && (!errors.As(err, &ce) || ce.Code != extract.Limit) {
			t.Errorf("%s: error %v", c.name, err)
		}
	}
}

func TestCellsAreLimitedByTheWalker(t *testing.T) {
	data := extracttest.Zip(t, oneSheet(`<sheetData>`+strings.Repeat(`<row><c><v>1</v></c></row>`, 1000)+`</sheetData>`)...)
	w := extract.Walker{Formats: []extract.Format{Format}, Limits: extract.DefaultLimits()}
	w.Limits.Cells = 100
	k := &keeper{}
	if err := w.Walk(context.Background(), extract.File{Name: "x.xlsx", Size: int64(len(data)), Data: bytes.NewReader(data)}, k); err != nil {
		t.Fatal(err)
	}
	if codes(k.Gaps) != "limit" || len(k.Units) > 110 {
		t.Errorf("gaps %q, %d units", codes(k.Gaps), len(k.Units))
	}
}

func TestManyCellsInOneRow(t *testing.T) {
	k := readAll(t, extracttest.Zip(t, oneSheet(`<sheetData><row r="1">`+strings.Repeat(`<c r="A1"><v>12</v></c>`, 3*maxCol)+`</row></sheetData>`)...))
	n := 0
	for _, r := range k.Rows {
		if len(r) > maxCol+1 {
			t.Errorf("a row of %d cells", len(r))
		}
		n += len(r)
	}
	if n < 3*maxCol {
		t.Errorf("%d cells of %d", n, 3*maxCol)
	}
}

// TestDamagedWorkbooks reads real workbooks cut and with bits flipped. It is
// sampled; MONBAN_ALL=1 takes every workbook.
func TestDamagedWorkbooks(t *testing.T) {
	files := corpusWorkbooks(t)
	step, tries := 23, 6
	if os.Getenv("MONBAN_ALL") != "" {
		step, tries = 1, 24
	}
	rnd := rand.New(rand.NewPCG(3, 4))
	for i := 0; i < len(files); i += step {
		data, err := os.ReadFile(files[i])
		if err != nil {
			t.Fatal(err)
		}
		for try := range tries {
			bad := bytes.Clone(data)
			what := fmt.Sprintf("bits flipped, try %d", try)
			if try%3 == 0 {
				bad = bad[:rnd.IntN(len(bad))]
				what = fmt.Sprintf("cut to %d bytes", len(bad))
			} else if len(bad) > 0 {
				bad[rnd.IntN(len(bad))] ^= 1 << rnd.IntN(8)
			}
			start := time.Now()
			f := extract.File{Size: int64(len(bad)), Data: bytes.NewReader(bad), Limits: extract.DefaultLimits()}
			Format.Match(f, bad[:min(len(bad), 4096)])
			_ = Format.Read(context.Background(), f, discard{})
			if d := time.Since(start); d > time.Minute {
				t.Errorf("%s: %s: took %v", files[i], what, d)
			}
		}
	}
}

// FuzzSheet feeds a worksheet and a list of strings of any content. Whatever
// comes, units have a place, and nothing panics.
func FuzzSheet(f *testing.F) {
	f.Add(part("xl/worksheets/sheet1.xml"), part("xl/sharedStrings.xml"), part("xl/styles.xml"))
	f.Add(sheetOpen+`<sheetData><row r="1"><c r="A1" s="1"><v>NaN</v></c></row></sheetData>`, `<sst><si><t>_x000D_</t></si></sst>`, `<styleSheet><cellXfs><xf/><xf numFmtId="12"/></cellXfs></styleSheet>`)
	f.Add(`<a/><b>&#x;&#99999999;&amp`, `<![CDATA[`, `<!DOCTYPE [`)
	f.Fuzz(func(t *testing.T, sheet, strs, styles string) {
		data := extracttest.Zip(t, with(zipPart{"xl/worksheets/sheet1.xml", sheet + " "}, zipPart{"xl/sharedStrings.xml", strs + " "}, zipPart{"xl/styles.xml", styles + " "})...)
		k := &keeper{}
		file := extract.File{Size: int64(len(data)), Data: bytes.NewReader(data), Limits: extract.DefaultLimits()}
		if err := Format.Read(context.Background(), file, k); err != nil {
			t.Fatal(err)
		}
		for _, r := range k.Rows {
			for _, u := range r {
				if u.Text == "" || u.Loc.Row < 1 || u.Loc.Col < 0 || u.Loc.Sheet == "" {
					t.Errorf("a cell without text or place: %+v", u)
				}
			}
		}
		if k.find("MKveryhidden") == nil {
			t.Error("a broken sheet cost another one")
		}
	})
}

// FuzzScanner checks that the scanner ends and gives back no more than it got.
func FuzzScanner(f *testing.F) {
	f.Add("<a b='c'>d<!-- e --><![CDATA[f]]></a>")
	f.Fuzz(func(t *testing.T, s string) {
		x := ooxml.NewScanner(io.LimitReader(strings.NewReader(s), 1<<20))
		n := 0
		for k := x.Next(); k != ooxml.End; k = x.Next() {
			if k == ooxml.Chars {
				n += len(x.Text)
			}
			if x.Depth < 0 {
				t.Fatal("depth below zero")
			}
		}
		if n > 2*len(s) {
			t.Errorf("%d bytes of text from %d", n, len(s))
		}
	})
}
