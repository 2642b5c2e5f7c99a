package pdf

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"monban/extract"
	"monban/extract/extracttest"
)

func utf16be(s string) string {
	var b []byte
	for _, u := range utf16.Encode([]rune(s)) {
		b = append(b, byte(u>>8), byte(u))
	}
	return string(b)
}

func utf32be(s string) string {
	var b []byte
	for _, r := range s {
		b = append(b, 0, byte(r>>16), byte(r>>8), byte(r))
	}
	return string(b)
}

func jis(s string) string {
	b := []byte(eucjp(s))
	for i := range b {
		b[i] &= 0x7f
	}
	return string(b)
}

func same(s string) string { return s }

// texts joins the units that are content, in order.
func texts(d *dump) string {
	var out []string
	for _, u := range d.all {
		out = append(out, u.Text)
	}
	return strings.Join(out, "|")
}

func TestPredefinedCMaps(t *testing.T) {
	const full = "氏名：髙橋太郎 個人番号123456789018 障害名:統合失調症 ﾊﾝｶｸ①"
	for _, tc := range []struct {
		name   string
		encode func(string) string
		text   string
	}{
		{"90ms-RKSJ-H", sjis, full},
		{"90ms-RKSJ-V", sjis, "氏名髙橋太郎①"},
		{"90msp-RKSJ-H", sjis, full},
		{"RKSJ-H", sjis, "氏名 山田花子 123"},
		{"83pv-RKSJ-H", sjis, "診断名 うつ病"},
		{"EUC-H", eucjp, "氏名 山田花子 123 ｱｲｳ"},
		{"EUC-V", eucjp, "東京都千代田区"},
		{"H", jis, "生年月日昭和五十年四月一日"},
		{"V", jis, "生年月日昭和五十年四月一日"},
		{"UniJIS-UCS2-H", utf16be, full},
		{"UniJIS-UCS2-V", utf16be, "髙橋太郎①"},
		{"UniJIS-UCS2-HW-H", utf16be, full},
		{"UniJIS-UTF16-H", utf16be, full + "𠮷田"},
		{"UniJIS2004-UTF16-H", utf16be, full},
		{"UniJIS-UTF8-H", same, full + "𠮷田"},
		{"UniJIS-UTF32-H", utf32be, full + "𠮷田"},
		{"UniJISX0213-UTF32-H", utf32be, "髙橋花子"},
		{"Ext-RKSJ-H", sjis, "渡邉病院"},
		{"90pv-RKSJ-H", sjis, "東京都 千代田区"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			m := newMaker()
			m.cidFont("J", tc.name, "Japan1")
			m.addPage(at("J", 12, 50, 780, tc.encode(tc.text)))
			d, err := readAll(m.bytes())
			if got := texts(d); err != nil || got != tc.text || len(d.gaps) > 0 {
				t.Errorf("got %q, %v, gaps %v; want %q", got, err, d.gaps, tc.text)
			}
		})
	}
}

func TestEveryNameInTheTableLoads(t *testing.T) {
	d := &document{cmaps: map[string]*codeMap{}}
	r := reader{cmapsBin}
	n := r.uint()
	r.b = r.b[:n]
	count := 0
	for range r.uint() {
		name := r.string()
		r.string()
		r.uint()
		form := r.uint()
		r.uint()
		r.uint()
		m := d.predefined(name)
		if form == formTexts {
			continue
		}
		count++
		if m == nil || m.form != formTable && m.parent == nil || m.form == formTable && len(m.cids) == 0 && m.parent == nil {
			t.Errorf("%s: empty", name)
		}
	}
	if count < 60 {
		t.Errorf("%d CMaps, want all of Adobe-Japan1", count)
	}
	if got := cidTexts()[1200]; got != "亜" && len(got) != 3 {
		t.Errorf("CID 1200 is %q", got)
	}
	if got := glyphText("nahiragana") + glyphText("u20BB7") + glyphText("uni9AD9") + glyphText("f_i.alt") + glyphText("A.sc"); got != "な𠮷髙fiA" {
		t.Errorf("glyph names give %q", got)
	}
}

func TestToUnicode(t *testing.T) {
	m := readCMap([]byte(`/CIDInit /ProcSet findresource begin 12 dict begin begincmap
1 begincodespacerange <0000> <FFFF> endcodespacerange
2 beginbfchar <0001> <D842DFB7> <0002><0066 0069>endbfchar
3 beginbfrange <0010> <0012> <30FE>
<0020> <0022> [<4E00> <4E8C> /three]
<0030> <0035> <D842DFFE> endbfrange
junk ) >> ] beginbfchar <0050> <5C71`), func(string) *codeMap { return nil })
	for code, want := range map[uint32]string{1: "𠮷", 2: "fi", 0x10: "ヾ", 0x12: "\u3100", 0x20: "一", 0x21: "二", 0x22: "3", 0x30: "\U00020BFE", 0x33: "\U00020C01", 0x50: "山"} {
		if got, ok := m.text(2, code); !ok || got != want {
			t.Errorf("code %#x: got %q %v, want %q", code, got, ok, want)
		}
	}
}

// Codes that are CIDs, in a font that is not in the file.
func TestIdentityWithoutToUnicode(t *testing.T) {
	const want = "氏名山田太郎統合失調症"
	number := map[string]int{}
	for cid, s := range cidTexts() {
		if _, ok := number[s]; !ok {
			number[s] = cid
		}
	}
	var code []byte
	for _, r := range want {
		code = append(code, byte(number[string(r)]>>8), byte(number[string(r)]))
	}
	for _, enc := range []string{"Identity-H", "Identity-V"} {
		m := newMaker()
		m.cidFont("J", enc, "Japan1")
		m.addPage(at("J", 12, 50, 700, string(code)))
		d, err := readAll(m.bytes())
		if got := texts(d); err != nil || got != want {
			t.Errorf("%s: got %q, %v", enc, got, err)
		}
	}
}

func TestType3AndDifferences(t *testing.T) {
	m := newMaker()
	proc := m.stream("", "500 0 d0")
	tu := m.stream("", "1 beginbfrange <41> <43> <6C0F> endbfrange")
	m.font("T", fmt.Sprintf("<< /Type /Font /Subtype /Type3 /FontBBox [0 0 1000 1000] /FontMatrix [0.001 0 0 0.001 0 0] /CharProcs << /g1 %d 0 R >> /Encoding << /Differences [65 /g1 /g2 /g3] >> /FirstChar 65 /LastChar 67 /Widths [1000 1000 1000] /ToUnicode %d 0 R >>", proc, tu))
	m.font("D", "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding << /BaseEncoding /WinAnsiEncoding /Differences [1 /uni5C71 /uni7530 65 /Z] >> >>")
	m.addPage(at("T", 12, 50, 700, "ABC") + at("D", 12, 50, 600, "\x01\x02 A\xe9"))
	d, err := readAll(m.bytes())
	if got := texts(d); err != nil || got != "氏氐民|山田 Zé" {
		t.Errorf("got %q, %v", got, err)
	}
}

func simple() *maker {
	m := newMaker()
	m.cidFont("J", "90ms-RKSJ-H", "Japan1")
	m.addPage(at("J", 12, 50, 700, sjis("氏名 山田太郎")))
	return m
}

func TestBrokenFiles(t *testing.T) {
	plain, packed := simple().bytes(), simple().packed()
	big := bytes.Replace(plain, []byte("/Size "), []byte("/Size 99999999"), 1)
	bigPacked := bytes.Replace(packed, []byte("/Size 902"), []byte("/Size 4294967295"), 1)
	for name, b := range map[string][]byte{
		"plain":           plain,
		"object streams":  packed,
		"pdf 2.0":         append([]byte("%PDF-2.0"), plain[8:]...),
		"junk before":     append([]byte("\r\n\r\nContent-Type: x\r\n"), plain...),
		"junk after":      append(bytes.Clone(plain), bytes.Repeat([]byte{0, 'x'}, 2000)...),
		"wrong startxref": bytes.Replace(plain, []byte("startxref\n"), []byte("startxref\n7"), 1),
		"no end":          plain[:bytes.LastIndex(plain, []byte("xref\n0 1"))],
		"packed, no end":  packed[:bytes.LastIndex(packed, []byte("startxref"))],
		"no stream ends":  bytes.ReplaceAll(plain, []byte("endstream\n"), nil),
		"lying lengths":   bytes.ReplaceAll(plain, []byte("/Length "), []byte("/Length 9")),
		"no endobj":       bytes.ReplaceAll(plain, []byte("endobj\n"), nil),
		"huge size":       big,
		"huge size xref":  bigPacked,
		"loop of tables":  bytes.Replace(plain, []byte("/Root"), []byte("/Prev 15 /Root"), 1),
		"no page type":    bytes.Replace(plain, []byte("/Type /Pages"), []byte("/Tape /Pages"), 1),
		"no page tree":    bytes.Replace(plain, []byte("/Kids"), []byte("/Kyds"), 1),
	} {
		t.Run(name, func(t *testing.T) {
			d, err := readAll(b)
			if got := texts(d); err != nil || got != "氏名 山田太郎" {
				t.Errorf("got %q, %v, gaps %v", got, err, d.gaps)
			}
		})
	}
}

func TestHopelessFiles(t *testing.T) {
	for _, b := range []string{"", "%PDF-", "%PDF-1.4\n", "%PDF-1.4\n1 0 obj\n<<>>\nendobj\n", strings.Repeat("%PDF-1.7 1 0 obj << ", 500)} {
		if d, err := readAll([]byte(b)); err == nil {
			t.Errorf("%.30q: no error, %d units", b, len(d.all))
		}
	}
}

func TestMatch(t *testing.T) {
	for head, want := range map[string]bool{
		"%PDF-1.4\n": true, "%PDF-": true, "\r\n\r\n%PDF-2.0": true, "\xef\xbb\xbf%PDF-1.7": true,
		"see %PDF-x": false, "the mark is \"%PDF-1.4\"": false, strings.Repeat("x", 2000) + "\n%PDF-1.4": false, "": false,
	} {
		if got := Format.Match(extract.File{}, []byte(head)); got != want {
			t.Errorf("%.20q: got %v, want %v", head, got, want)
		}
	}
}

func TestGaps(t *testing.T) {
	img := func(w, h int) *maker {
		m := newMaker()
		m.objs[4] = fmt.Sprintf("/XObject << /I %d 0 R >>", m.stream(fmt.Sprintf("/Type /XObject /Subtype /Image /Width %d /Height %d /Filter /DCTDecode", w, h), "x"))
		m.addPage("q 500 0 0 700 40 40 cm /I Do Q")
		return m
	}
	stamped := img(1700, 2200)
	stamped.cidFont("J", "90ms-RKSJ-H", "Japan1")
	stamped.pages = nil
	stamped.addPage("q 595 0 0 842 0 0 cm /I Do Q " + at("J", 9, 500, 820, sjis("FAX 1/3")))
	bullet := newMaker()
	bullet.font("S", "<< /Type /Font /Subtype /Type1 /BaseFont /S /Encoding << /Differences [65 /uniF0B7] >> >>")
	bullet.addPage(at("S", 12, 50, 700, "A list"))
	unknown := newMaker()
	unknown.cidFont("J", "Identity-H", "Identity")
	unknown.addPage(at("J", 12, 50, 700, "\x00\x10\x00\x11"))
	renamed := newMaker()
	renamed.font("S", "<< /Type /Font /Subtype /Type1 /BaseFont /S /Encoding << /Differences [65 /cid22948 /cid1606 /C67 /parenleftbigg] >> >>")
	renamed.addPage(at("S", 12, 50, 700, "ABABCD"))
	deep := newMaker()
	deep.objs[4] = "/XObject << /F 11 0 R >>"
	deep.stream("/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /F 11 0 R >> >>", "/F Do /F Do")
	deep.addPage("/F Do")
	for _, tc := range []struct {
		name string
		m    *maker
		want extract.Code
	}{
		{"scan", img(1200, 1700), extract.NoText},
		{"logo", img(120, 60), ""},
		{"scan with a stamp", stamped, extract.NoText},
		{"bullet", bullet, ""},
		{"codes without a text", unknown, extract.Corrupt},
		{"glyphs that are numbers", renamed, extract.Corrupt},
		{"form in itself", deep, extract.Limit},
		{"nothing", func() *maker { m := newMaker(); m.addPage(""); return m }(), ""},
	} {
		d, err := readAll(tc.m.bytes())
		code := extract.Code("")
		if len(d.gaps) > 0 {
			code = d.gaps[0].Code
			if d.gaps[0].Loc.Page != 1 {
				t.Errorf("%s: gap without its page: %v", tc.name, d.gaps[0])
			}
		}
		if err != nil || code != tc.want {
			t.Errorf("%s: got %q %v, want %q", tc.name, code, err, tc.want)
		}
	}
	f := fileOf(roster(print{left: 30, top: 800, widths: []float64{28, 70, 100, 160, 90, 90}, pitch: 16, size: 9}, 110, true))
	f.Limits.Pages = 2
	d := &dump{}
	if err := Format.Read(t.Context(), f, d); err != nil || len(d.gaps) != 1 || d.gaps[0].Code != extract.Limit {
		t.Errorf("page limit: %v %v", err, d.gaps)
	}
}

func TestManners(t *testing.T) {
	p := print{left: 30, top: 800, widths: []float64{28, 70, 100, 160, 90, 90}, pitch: 16, size: 9, ruled: true}
	for name, b := range map[string][]byte{"plain": simple().bytes(), "packed": simple().packed(), "roster": roster(p, 20, true), "hidden": hiddenPlaces().bytes()} {
		t.Run(name, func(t *testing.T) { extracttest.Obey(t, Format, name+".pdf", b) })
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := Format.Read(ctx, fileOf(simple().bytes()), &dump{}); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
}

// The files in testdata are written by this test with -update, and their
// units are compared by the conformance test.
func TestGolden(t *testing.T) {
	if extracttest.Update() {
		for name, b := range map[string][]byte{
			"roster":  roster(print{left: 20, top: 800, widths: usual, pitch: 16, size: 9, ruled: true}, 45, true),
			"columns": roster(print{left: 20, top: 800, widths: usual, pitch: 16, size: 9}, 12, true),
			"hidden":  hiddenPlaces().bytes(),
			"packed":  simple().packed(),
			"locked":  sealed(simple(), 6, "x"),
		} {
			if err := os.WriteFile("testdata/"+name+".pdf", b, 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
	extracttest.Run(t, Format, "testdata")
}

func FuzzRead(f *testing.F) {
	f.Add(simple().bytes())
	f.Add(simple().packed())
	f.Add(hiddenPlaces().bytes())
	table := roster(print{left: 30, top: 800, widths: []float64{28, 70, 100, 160, 90, 90}, pitch: 16, size: 9, ruled: true}, 12, true)
	f.Add(table)
	// Its one page is outside of the tree, so that the table is of a removed page.
	f.Add(bytes.Replace(table, []byte("/Type /Pages"), []byte("/Type /Page "), 1))
	f.Fuzz(func(t *testing.T, b []byte) {
		file := fileOf(b)
		file.Limits.Part = 4 << 20
		s := &rowSink{}
		err := Format.Read(t.Context(), file, s)
		if err == nil && len(s.all) == 0 && len(s.gaps) == 0 && bytes.Contains(b, []byte("Tj")) && bytes.Contains(b, []byte("/Contents")) {
			t.Skip() // an empty page is honest; only a look at it could tell
		}
		last := 0
		for _, w := range s.where {
			if numbered := w.Sheet == ""; w.Row <= last || (w.Page >= 1) != numbered || w.Col < 1 {
				t.Errorf("row %+v after row %d", w, last)
			}
			last = w.Row
		}
		for _, u := range s.all {
			if strings.TrimSpace(u.Text) == "" {
				t.Errorf("empty unit %+v", u)
			}
		}
		for _, g := range s.gaps {
			if g.Code == "" || g.Err == nil {
				t.Errorf("gap without a reason: %+v", g)
			}
		}
	})
}

func BenchmarkRoster(b *testing.B) {
	data := roster(print{left: 30, top: 800, widths: []float64{28, 70, 100, 160, 90, 90}, pitch: 16, size: 9, ruled: true}, 1000, true)
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := readAll(data); err != nil {
			b.Fatal(err)
		}
	}
}

// A change at the end of a file that has no end of its own is told.
func TestUnfinishedChange(t *testing.T) {
	whole := simple().bytes()
	for _, tc := range []struct {
		behind string
		gaps   int
	}{{"", 0}, {"\r\n\x00\x00", 0}, {"<html>12 0 object</html>", 0}, {"\n31 0 obj\n<< /Type /Page >>\nendobj\n", 1}} {
		d, err := readAll(append(slices.Clone(whole), tc.behind...))
		if err != nil || len(d.gaps) != tc.gaps {
			t.Errorf("%q behind the end: %v, gaps %v", tc.behind, err, d.gaps)
		}
	}
}
