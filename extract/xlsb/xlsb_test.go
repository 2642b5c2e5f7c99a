package xlsb

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/binary"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"monban/extract"
	"monban/extract/extracttest"
)

// A keeper notes what comes in short lines.
type keeper struct{ lines []string }

func (k *keeper) add(u extract.Unit) {
	s := fmt.Sprintf("%s!%d,%d %s", u.Loc.Sheet, u.Loc.Row, u.Loc.Col, u.Text)
	if u.Raw != "" {
		s += " (" + u.Raw + ")"
	}
	if u.Hidden != 0 {
		s += " [" + u.Hidden.String() + "]"
	}
	k.lines = append(k.lines, s)
}

func (k *keeper) Row(cells []extract.Unit) error {
	for _, u := range cells {
		k.add(u)
	}
	return nil
}
func (k *keeper) Text(u extract.Unit) error { k.add(u); return nil }
func (k *keeper) Gap(g extract.Gap) error {
	k.lines = append(k.lines, "gap "+string(g.Code))
	return nil
}
func (k *keeper) File(name string, h extract.Hidden, r io.Reader) error {
	_, err := io.Copy(io.Discard, r)
	k.lines = append(k.lines, fmt.Sprintf("file %s %v", name, err))
	return nil
}

func readAll(t *testing.T, b []byte) []string {
	t.Helper()
	k := &keeper{}
	if code := extracttest.Read(t, Format, "x.xlsb", b, k); code != "" {
		k.lines = append(k.lines, "error "+string(code))
	}
	return k.lines
}

// rec writes a record of numbers (uint32), short numbers, bytes and texts.
func rec(kind int, parts ...any) []byte {
	var b []byte
	for _, p := range parts {
		switch p := p.(type) {
		case int:
			b = binary.LittleEndian.AppendUint32(b, uint32(p))
		case uint16:
			b = binary.LittleEndian.AppendUint16(b, p)
		case byte:
			b = append(b, p)
		case []byte:
			b = append(b, p...)
		case string:
			u := utf16.Encode([]rune(p))
			b = binary.LittleEndian.AppendUint32(b, uint32(len(u)))
			for _, c := range u {
				b = binary.LittleEndian.AppendUint16(b, c)
			}
		case float64:
			b = binary.LittleEndian.AppendUint64(b, math.Float64bits(p))
		default:
			panic("a part of an unknown type")
		}
	}
	out := []byte{byte(kind)}
	if kind > 0x7F {
		out = []byte{byte(kind) | 0x80, byte(kind >> 7)}
	}
	n := len(b)
	for n > 0x7F {
		out = append(out, byte(n)|0x80)
		n >>= 7
	}
	return append(append(out, byte(n)), b...)
}

func cat(parts ...[]byte) []byte { return bytes.Join(parts, nil) }

const (
	relsHead = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">`
	relType  = `http://schemas.openxmlformats.org/officeDocument/2006/relationships/`
)

func rels(list ...string) []byte {
	s := relsHead
	for i := 0; i+1 < len(list); i += 2 {
		mode := ""
		if strings.Contains(list[i+1], ":") {
			mode = ` TargetMode="External"`
		}
		s += fmt.Sprintf(`<Relationship Id="rId%d" Type="%s" Target="%s"%s/>`, i/2+1, relType+list[i], list[i+1], mode)
	}
	return []byte(s + `</Relationships>`)
}

// sample is a workbook with everything that is read of records.
func sample(t testing.TB, sheet []byte) []byte {
	font := func(height uint16, color ...byte) []byte {
		return rec(43, height, uint16(0), uint16(400), uint16(0), uint32b(0), color, byte(0), "F")
	}
	xf := func(format, fontID uint16) []byte {
		return rec(47, uint16(0), format, fontID, uint16(0), uint16(0), 0)
	}
	auto := []byte{0, 0, 0, 0, 0, 0, 0, 0xFF}
	parts := []struct {
		name string
		data []byte
	}{
		{"[Content_Types].xml", []byte(`<Types/>`)},
		{"_rels/.rels", rels("officeDocument", "xl/workbook.bin")},
		{"xl/workbook.bin", cat(rec(153, 0, 0, ""), rec(156, 0, 1, "rId1", "名簿"), rec(156, 2, 2, "rId2", "深い"), rec(39, 0, byte(0), -1, "名前", 9, byte(0x17), uint16(3), wide("定数値")))},
		{"xl/_rels/workbook.bin.rels", rels("worksheet", "worksheets/sheet1.bin", "worksheet", "worksheets/sheet2.bin", "styles", "styles.bin", "sharedStrings", "sharedStrings.bin")},
		{"xl/styles.bin", cat(rec(44, uint16(200), ";;;"), rec(44, uint16(201), `[$-411]ggge"年"m"月"d"日"`), font(220, auto...), font(220, 5, 0xFF, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF), font(40, auto...),
			rec(45, 0, auto), rec(626), xf(9, 9), rec(627), rec(617), xf(0, 0), xf(0, 1), xf(0, 2), xf(200, 0), xf(201, 0), rec(618))},
		{"xl/sharedStrings.bin", cat(rec(159, 3, 3), rec(19, byte(0), "共有"), rec(19, byte(3), "山田", 1, 0, "ヤマダ", 0), rec(19, byte(0), "消した"))},
		{"xl/worksheets/sheet1.bin", sheet},
		{"xl/worksheets/_rels/sheet1.bin.rels", rels("comments", "../comments1.bin", "hyperlink", "mailto:x@example.jp", "drawing", "../drawings/drawing1.xml")},
		{"xl/comments1.bin", cat(rec(632, "書いた人"), rec(635, 0, 2, 2, 1, 1), rec(637, byte(0), "注釈の文"))},
		{"xl/drawings/drawing1.xml", []byte(`<wsDr xmlns:a="a"><a:p><a:r><a:t>図の文</a:t></a:r></a:p></wsDr>`)},
		{"xl/worksheets/sheet2.bin", cat(rec(0, 0, 0, uint16(300), byte(0), byte(0)), rec(6, 0, 0, "深い所"))},
		{"xl/worksheets/sheet9.bin", cat(rec(0, 0, 0, uint16(300), byte(0), byte(0)), rec(6, 0, 0, "孤児"))},
		{"xl/pivotCache/pivotCacheRecords1.bin", cat(rec(24, "要約の元"), rec(21, 1.5))},
		{"xl/printerSettings/printerSettings1.bin", []byte("junk of a printer")},
		{"docProps/core.xml", []byte(`<cp:coreProperties xmlns:cp="c" xmlns:dc="d"><dc:creator>作成者</dc:creator></cp:coreProperties>`)},
	}
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, p := range parts {
		w, err := z.Create(p.name)
		if err == nil {
			_, err = w.Write(p.data)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func wide(s string) []byte {
	var b []byte
	for _, c := range utf16.Encode([]rune(s)) {
		b = binary.LittleEndian.AppendUint16(b, c)
	}
	return b
}

func uint32b(v uint32) []byte { return binary.LittleEndian.AppendUint32(nil, v) }

func row(n int, flags byte) []byte { return rec(0, n, 0, uint16(300), byte(0), flags) }

func everything() []byte {
	return cat(
		rec(60, 5, 5, 2048, 0, uint16(1)), rec(161, 0, 9, 0, 3),
		row(0, 0), rec(7, 0, 0, 0), rec(7, 1, 0, 1), rec(6, 2, 1, "白い"), rec(6, 3, 2, "小さい"), rec(6, 4, 3, "隠す"), rec(6, 5, 0, "列"),
		row(1, 0x10), rec(2, 0, 0, 1234<<2|2), rec(5, 1, 0, 2.5), rec(5, 2, 4, 20000.0), rec(4, 3, 0, byte(1)), rec(3, 4, 0, byte(42)),
		row(2, 0), rec(8, 0, 0, "計算", uint16(0), 8, byte(0x17), uint16(2), wide("見本"), byte(3), 0), rec(9, 1, 0, 7.0, uint16(0), 0, 0), rec(62, 2, 0, byte(1), "色々", 0),
		row(3, 0), rec(7, 0, 0, 0), rec(13, 0, 5<<2|2), rec(6, 7, 0, "x@example.jp"),
		rec(176, 3, 4, 0, 1), rec(494, 3, 3, 7, 7, "rId2", "", "", "x@example.jp"), rec(479, uint16(0), "&L社外秘", "", "", "", "", ""),
		rec(64, 0, 1, 0, 0, 0, 0, "題", "", "説明", "", 13, byte(0x17), uint16(5), wide("甲\x00乙\x00丙"), 0, 0, 0),
	)
}

func TestWorkbook(t *testing.T) {
	got := readAll(t, sample(t, everything()))
	want := []string{
		"名簿!0,0 名簿 [sheet-name]", "名簿!3,2 注釈の文 [comment]",
		"名簿!1,1 共有", "名簿!1,2 山田", "名簿!1,3 白い [white-text]", "名簿!1,4 小さい [small-text]", "名簿!1,5 隠す [number-format]", "名簿!1,6 列 [column]", "名簿!1,2 ヤマダ",
		"名簿!2,1 1234 [row filter]", "名簿!2,2 2.5 [row filter]", "名簿!2,3 昭和29年10月3日 (1954-10-03) [row filter]", "名簿!2,4 TRUE [row filter]", "名簿!2,5 #N/A [row filter]",
		"名簿!3,1 計算", "名簿!3,2 7", "名簿!3,3 色々", "名簿!3,1 見本 [hidden-text]",
		"名簿!4,1 共有", "名簿!4,2 5", "名簿!4,8 x@example.jp",
		"名簿!3,2 書いた人 [comment]", "名簿!0,0 社外秘 [header-footer]", "名簿!0,0 題 [validation]", "名簿!0,0 説明 [validation]", "名簿!0,0 甲 乙 丙 [validation]",
		"名簿!0,0 図の文 [textbox]",
		"深い!0,0 深い [sheet very-hidden sheet-name]", "深い!1,1 深い所 [sheet very-hidden]",
		"!0,0 名前 [defined-name]", "!0,0 定数値 [defined-name]",
		"xl/sharedStrings.bin!0,0 消した [hidden-text]",
		"xl/worksheets/sheet9.bin!0,0 xl/worksheets/sheet9.bin [sheet very-hidden sheet-name]", "xl/worksheets/sheet9.bin!1,1 孤児 [sheet very-hidden]",
		"xl/pivotCache/pivotCacheRecords1.bin!0,0 要約の元 [pivot-cache]",
		"docProps/core.xml!0,0 作成者 [properties]",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	extracttest.Obey(t, Format, "x.xlsb", sample(t, everything()))
}

func TestDamagedParts(t *testing.T) {
	for _, c := range []struct {
		name  string
		sheet []byte
		find  string
		gaps  int
	}{
		{"a record that is cut", everything()[:100], "共有", 1},
		{"a string that is not there", cat(row(0, 0), rec(6, 0, 0, "先"), rec(7, 1, 0, 99)), "名簿!1,1 先", 1},
		{"a record of a wrong size", cat(row(0, 0), rec(6, 0, 0, "先"), []byte{6, 0xFF, 0xFF, 0xFF, 0x7F}), "名簿!1,1 先", 1},
		{"a text that is longer than it is", cat(row(0, 0), rec(6, 0, 0, 1<<30, "短い")), "", 0},
	} {
		got := readAll(t, sample(t, c.sheet))
		n := 0
		for _, l := range got {
			if strings.HasPrefix(l, "gap") {
				n++
			}
		}
		if n != c.gaps || !strings.Contains(strings.Join(got, "\n"), c.find) {
			t.Errorf("%s: %d gaps, got %q", c.name, n, got)
		}
	}
}

func TestRealWorkbooks(t *testing.T) {
	names, err := filepath.Glob("../../../shared/corpora/calamine/tests/*.xlsb")
	if err != nil || len(names) == 0 {
		t.Skip("no corpora")
	}
	for _, name := range names {
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		got := readAll(t, b)
		if len(got) == 0 || slices.Contains(got, "gap corrupt") || slices.Contains(got, "error corrupt") {
			t.Errorf("%s: got %q", filepath.Base(name), got)
		}
		if len(b) < 64<<10 {
			extracttest.Obey(t, Format, filepath.Base(name), b)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add(everything())
	f.Add(cat(row(0, 0), rec(6, 0, 0, "先"), []byte{6, 0xFF, 0xFF, 0xFF, 0x7F}))
	f.Fuzz(func(t *testing.T, sheet []byte) {
		b := sample(t, sheet)
		k := &keeper{}
		if err := Format.Read(context.Background(), extracttest.File("x.xlsb", b), k); err != nil {
			t.Errorf("a damaged sheet ends all: %v", err)
		}
		if !slices.Contains(k.lines, "深い!1,1 深い所 [sheet very-hidden]") {
			t.Error("what comes behind a damaged sheet is lost")
		}
	})
}

func BenchmarkRead(b *testing.B) {
	var sheet bytes.Buffer
	for i := range 50_000 {
		sheet.Write(row(i, 0))
		sheet.Write(rec(7, 0, 0, i%3))
		sheet.Write(rec(6, 1, 0, "見本 太郎"))
		sheet.Write(rec(2, 2, 0, i<<2|2))
		sheet.Write(rec(5, 3, 4, float64(20000+i%9000)))
	}
	data := sample(b, sheet.Bytes())
	b.SetBytes(int64(sheet.Len()))
	for b.Loop() {
		if err := Format.Read(context.Background(), extracttest.File("x.xlsb", data), extracttest.Discard{}); err != nil {
			b.Fatal(err)
		}
	}
}
