package xls

import (
	"bytes"
	"fmt"
	"io"
	"math/bits"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"monban/extract"
	"monban/extract/extracttest"
	"monban/extract/lock97"
	"monban/extract/ole"
)

func TestFormat(t *testing.T) { extracttest.Run(t, Format, "testdata") }

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
	b, err := io.ReadAll(r)
	k.lines = append(k.lines, fmt.Sprintf("file %s %d %v", name, len(b), err))
	return nil
}

func readAll(t *testing.T, b []byte, passwords ...string) []string {
	t.Helper()
	k := &keeper{}
	if code := extracttest.Read(t, Format, "x.xls", b, k, passwords...); code != "" {
		k.lines = append(k.lines, "error "+string(code))
	}
	return k.lines
}

func expect(t *testing.T, got []string, want ...string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func one(recs ...[]byte) []byte {
	return workbook(8, nil, testSheet{name: "S", recs: cat(recs...)})
}

func TestKindsOfCells(t *testing.T) {
	text := rec(recFormula, 5, 0, 0, []byte{0, 0, 0, 0, 0, 0, 0xFF, 0xFF}, 0, uint32(0), 0)
	got := readAll(t, packed(one(
		label(0, 0, "山田"),
		rec(recRString, 0, 1, 0, str16("赤い字"), 1, 0, 0),
		rec(recNumber, 1, 0, 0, 123456789018.0),
		rec(recRK, 1, 1, 0, uint32(1234<<2|2)),
		rec(recRK, 1, 2, 0, uint32(1234<<2|3)),
		rec(recMulRK, 2, 3, 0, uint32(1<<2|2), 0, uint32(2<<2|2), 4),
		rec(recBoolErr, 3, 0, 0, byte(1), byte(0)),
		rec(recBoolErr, 3, 1, 0, byte(42), byte(1)),
		rec(recFormula, 4, 0, 0, 0.5, 0, uint32(0), 0),
		text, rec(0x4BC, 0, 0), rec(recString, str16("計算した名前")),
		rec(recFormula, 6, 0, 0, []byte{1, 0, 1, 0, 0, 0, 0xFF, 0xFF}, 0, uint32(0), 7, []byte{0x17, 2, 1}, wide("見本")),
	)))
	expect(t, got, "S!0,0 S [sheet-name]", "S!1,1 山田", "S!1,2 赤い字", "S!2,1 123456789018", "S!2,2 1234", "S!2,3 12.34",
		"S!3,4 1", "S!3,5 2", "S!4,1 TRUE", "S!4,2 #N/A", "S!5,1 0.5", "S!6,1 計算した名前", "S!7,1 TRUE", "S!7,1 見本 [hidden-text]")
}

// Strings run over the borders of records, where their width may change.
func TestStringsOverBorders(t *testing.T) {
	got := readAll(t, packed(workbook(8, cat(
		rec(recSST, uint32(3), uint32(3), 8, byte(0), "abcd"), rec(recContinue, byte(1), wide("山田太郎"),
			6, byte(1+8+4), 1, uint32(24), wide("見")), rec(recContinue, byte(1), wide("本花")), rec(recContinue, byte(0), "zyx", 0, 0,
			1, 20, 0, 0, 0, 2, 2, wide("ミホ"), 0, 0, 0, 3, byte(0)), rec(recContinue, byte(0), "end"),
	), testSheet{name: "S", recs: cat(labelSST(0, 0, 0), labelSST(0, 1, 1), labelSST(0, 2, 2), labelSST(0, 3, 1))})))
	expect(t, got, "S!0,0 S [sheet-name]", "S!1,1 abcd山田太郎", "S!1,2 見本花zyx", "S!1,3 end", "S!1,4 見本花zyx", "S!1,2 ミホ")

	long := strings.Repeat("長", 5000)
	got = readAll(t, packed(one(
		rec(recFormula, 0, 0, 0, []byte{0, 0, 0, 0, 0, 0, 0xFF, 0xFF}, 0, uint32(0), 0),
		rec(recString, 5003, byte(1), wide(long[:3*4000])), rec(recContinue, byte(1), wide(long[3*4000:])), rec(recContinue, byte(0), "abc"),
	)))
	expect(t, got, "S!0,0 S [sheet-name]", "S!1,1 "+long+"abc")
}

func TestUnreferencedStringsAndStringsThatAreNotThere(t *testing.T) {
	got := readAll(t, packed(workbook(8, sst("使う", "消した"), testSheet{name: "S", recs: cat(labelSST(0, 0, 0), labelSST(0, 1, 7), label(1, 0, "後"))})))
	expect(t, got, "S!0,0 S [sheet-name]", "S!1,1 使う", "S!2,1 後", "!0,0 消した [hidden-text]", "gap corrupt")
}

func TestCellsInAnyOrder(t *testing.T) {
	got := readAll(t, packed(one(label(2, 1, "c2"), label(0, 1, "a2"), label(2, 0, "c1"), label(1, 0, "b1"), label(0, 0, "a1"))))
	expect(t, got, "S!0,0 S [sheet-name]", "S!1,1 a1", "S!1,2 a2", "S!2,1 b1", "S!3,1 c1", "S!3,2 c2")
}

func TestHiddenPlaces(t *testing.T) {
	globals := cat(
		rec(recFont, 200, 0, 0x7FFF), rec(recFont, 200, 0, 9), rec(recFont, 40, 0, 0x7FFF),
		rec(recFormat, 200, str16(";;;")), rec(recFormat, 201, str16(`[$-411]ggge"年"m"月"d"日"`)), rec(recFormat, 202, str16("000000000000")),
		xfRec(0, 0), xfRec(1, 0), xfRec(2, 0), xfRec(0, 200), xfRec(0, 201), xfRec(0, 202), xfRec(0, 14),
		rec(recWriteUser, str16("保存した人")),
		rec(recName, 0, byte(0), byte(2), 7, 0, 0, uint32(0), byte(1), wide("名前"), byte(0x17), byte(2), byte(1), wide("定数")),
	)
	hlink := rec(recHyperlink, 9, 9, 0, 0, make([]byte, 16), uint32(2), uint32(0x03), []byte(urlMoniker), uint32(2*len("mailto:x@example.jp")+2), wide("mailto:x@example.jp"), 0)
	got := readAll(t, packed(workbook(8, globals, testSheet{name: "S", recs: cat(
		rec(recHeader, str16(`&L&"ＭＳ 明朝,標準"&12社外秘&R&P`)), rec(recColinfo, 2, 3, 2048, 0, 1, 0),
		rec(recRow, 1, 0, 9, 255, 0, 0, 0x20, 0), rec(recFilterMode),
		rec(recLabel, 0, 0, 1, str16("白い")), rec(recLabel, 0, 1, 2, str16("小さい")), label(0, 2, "列"),
		label(1, 0, "行"), rec(recNumber, 2, 0, 3, 4711.0), rec(recLabel, 2, 1, 3, str16("文字")), rec(recNumber, 3, 0, 4, 20000.0),
		rec(recNumber, 3, 1, 5, 12345678901.0), rec(recNumber, 3, 2, 6, 20000.5), label(9, 0, "x@example.jp"),
		rec(recObj, 0x15, 18, 0x19, 7, make([]byte, 14)), rec(recTXO, 0, 0, make([]byte, 6), 3, 0, uint32(0)), rec(recContinue, byte(1), wide("コメ")), rec(recContinue, byte(0), "n"),
		rec(recObj, 0x15, 18, 0x06, 8, make([]byte, 14)), rec(recTXO, 0, 0, make([]byte, 6), 2, 0, uint32(0)), rec(recContinue, byte(1), wide("四角")), rec(recContinue, 0, 0, 0, 0),
		rec(recNote, 3, 1, 0, 7, str16("書いた人")),
		rec(recMerged, 1, 3, 4, 0, 1), hlink,
		rec(recDV, uint32(0), str16("題"), str16("\x00"), str16("説明"), str16("誤り"), 11, 0, byte(0x17), byte(4), byte(1), wide("甲\x00乙丙"), 0, 0, 1, 5, 9, 2, 2),
	)}, testSheet{name: "隠", state: 1, recs: label(0, 0, "h")}, testSheet{name: "深", state: 2, recs: label(0, 0, "vh")})))
	expect(t, got,
		"S!0,0 S [sheet-name]", "S!4,2 コメn [comment]",
		"S!1,1 白い [white-text]", "S!1,2 小さい [small-text]", "S!1,3 列 [column]", "S!2,1 行 [row filter]",
		"S!3,1 4711 [number-format]", "S!3,2 文字 [number-format]", "S!4,1 昭和29年10月3日 (1954-10-03)", "S!4,2 012345678901 (12345678901)",
		"S!4,3 1954/10/3 (1954-10-03) [column]", "S!10,1 x@example.jp",
		"S!0,0 社外秘 [header-footer]", "S!0,0 四角 [textbox]", "S!4,2 書いた人 [comment]",
		"S!6,3 題 [validation]", "S!6,3 説明 [validation]", "S!6,3 誤り [validation]", "S!6,3 甲 乙丙 [validation]",
		"隠!0,0 隠 [sheet sheet-name]", "隠!1,1 h [sheet]", "深!0,0 深 [sheet very-hidden sheet-name]", "深!1,1 vh [sheet very-hidden]",
		"!0,0 保存した人 [properties]", "!0,0 名前 [defined-name]", "!0,0 定数 [defined-name]")
}

func xfRec(font, format int) []byte {
	return rec(recXF, font, format, 0, 0, 0, 0, uint32(0), uint32(0), 0)
}

func TestOlderVersions(t *testing.T) {
	b := sjis("見本 太郎")
	note := sjis("注釈の文")
	old := workbook(5, rec(recCodepage, 932), testSheet{name: "名簿", recs: cat(
		rec(recLabel, 0, 0, 0, len(b), b), rec(recRString, 0, 1, 0, 3, "abc", byte(0)),
		rec(recFormula, 1, 0, 0, []byte{0, 0, 0, 0, 0, 0, 0xFF, 0xFF}, 0, uint32(0), 0), rec(recString, len(b), b),
		rec(recNote, 0, 0, len(note), note[:4]), rec(recNote, 0xFFFF, 0, 4, note[4:]),
		rec(recHeader, byte(len(b)), b),
	)})
	want := []string{"名簿!0,0 名簿 [sheet-name]", "名簿!1,1 注釈の文 [comment]", "名簿!1,1 見本 太郎", "名簿!1,2 abc", "名簿!2,1 見本 太郎", "名簿!0,0 見本 太郎 [header-footer]"}
	expect(t, readAll(t, ole.Pack(ole.Node{Nodes: []ole.Node{{Name: "Book", Data: old}}})), want...)
	expect(t, readAll(t, old), want...)

	// Before there were containers.
	expect(t, readAll(t, cat(rec(0x409, 0, 0x10, 0), rec(recCodepage, 932), rec(recLabel, 0, 0, 0, len(b), b), rec(recNumber, 0, 1, 0, 1.5), rec(recEOF))), "!1,1 見本 太郎", "!1,2 1.5")
	expect(t, readAll(t, cat(rec(0x009, 2, 0x10), rec(0x04, 0, 0, []byte{0, 0, 0}, byte(3), "abc"), rec(0x02, 0, 1, []byte{0, 0, 0}, 42), rec(0x03, 1, 0, []byte{0, 0, 0}, 2.5), rec(recEOF))), "!1,1 abc", "!1,2 42", "!2,1 2.5")
}

// A workbook for two versions of Excel says everything once; what only the
// older part holds is told.
func TestTwoStreams(t *testing.T) {
	b := sjis("同じ")
	old := workbook(5, rec(recCodepage, 932), testSheet{name: "S", recs: cat(rec(recLabel, 0, 0, 0, len(b), b), rec(recLabel, 0, 1, 0, 3, "old"))})
	got := readAll(t, packed(one(label(0, 0, "同じ")), ole.Node{Name: "Book", Data: old}))
	expect(t, got, "S!0,0 S [sheet-name]", "S!1,1 同じ", "S!1,2 old [hidden-text]")
}

func TestSheetsThatNoListNames(t *testing.T) {
	b := one(label(0, 0, "a"))
	b = cat(b, rec(recBOF, 0x600, 0x10, 0, 0, uint32(0), uint32(0)), label(0, 0, "孤児"), rec(recEOF))
	expect(t, readAll(t, packed(b)), "S!0,0 S [sheet-name]", "S!1,1 a", "!1,1 孤児 [sheet very-hidden]")
}

func TestDates1904(t *testing.T) {
	got := readAll(t, packed(workbook(8, cat(rec(rec1904, 1), xfRec(0, 14)), testSheet{name: "S", recs: rec(recNumber, 0, 0, 0, 20000.0-1462)})))
	expect(t, got, "S!0,0 S [sheet-name]", "S!1,1 1954/10/3 (1954-10-03)")
}

func TestEmbeddedFiles(t *testing.T) {
	inner := ole.Node{Name: "MBD00000001", Nodes: []ole.Node{{Name: "Workbook", Data: one(label(0, 0, "中"))}}}
	native := cat(uint32b(0), []byte{2, 0}, []byte("memo.txt\x00C:\\memo.txt\x00"), uint32b(0x30000), uint32b(4), []byte("tmp\x00"), uint32b(3), []byte("abc"))
	pkg := ole.Node{Name: "MBD00000002", Nodes: []ole.Node{{Name: "\x01Ole10Native", Data: native}}}
	got := readAll(t, packed(one(label(0, 0, "外")), inner, pkg))
	expect(t, got, "S!0,0 S [sheet-name]", "S!1,1 外", "file MBD00000001.xls 2560 <nil>", "file memo.txt 3 <nil>")
}

func uint32b(v uint32) []byte { return []byte{byte(v), byte(v >> 8), byte(v >> 16), byte(v >> 24)} }

// Values that can stand in cells, by a record of LibreOffice.
func TestScenario(t *testing.T) {
	b := cat([]byte{1, 0, 1, 0, 4, 7, 4, 0}, []byte("case"), []byte{4, 0, 0}, []byte("user"), []byte{7, 0, 0}, []byte("comment"), []byte{1, 0, 0, 0}, str16("見本 太郎"), []byte{0, 0})
	got := readAll(t, packed(workbook(8, nil, testSheet{name: "S", recs: cat(rec(0xAF, b), label(0, 0, "一"))})))
	for _, want := range []string{"case", "user", "comment", "見本 太郎"} {
		if !slices.Contains(got, "S!0,0 "+want+" [hidden-text]") {
			t.Errorf("%q is missing in %q", want, got)
		}
	}
	for cut := range len(b) {
		readAll(t, packed(workbook(8, nil, testSheet{name: "S", recs: rec(0xAF, b[:cut])})))
	}
}

// Locked with the way of Excel 95, in its own format and in that of its
// successors.
func TestScrambledWorkbooks(t *testing.T) {
	for _, c := range []struct {
		version int
		given   string
		want    string
	}{{8, "himitsu", "秘密"}, {8, "chigau", "error encrypted"}, {5, "himitsu", "himitu"}, {5, "", "error encrypted"}} {
		lock := []byte{0x70, 0x23, 0x00, 0xE2} // what himitsu makes
		cell := label(0, 0, "秘密")
		if c.version == 8 {
			lock = append([]byte{0, 0}, lock...)
		} else {
			cell = rec(0x204, 0, 0, 0, []byte{6, 0}, []byte("himitu"))
		}
		plain := workbook(c.version, cat(rec(recFilepass, lock)), testSheet{name: "S", recs: cell})
		mask, err := lock97.OpenXor(0x2370, 0xE200, []string{"himitsu"})
		if err != nil {
			t.Fatal(err)
		}
		locked(plain, func(at, start, end int) {
			// The opposite of what opens it.
			for i := start; i < end; i++ {
				plain[i] = bits.RotateLeft8(plain[i]^mask[(end+i-at)&15], -3)
			}
		})
		got := readAll(t, packed(plain), c.given)
		if !strings.Contains(got[len(got)-1], c.want) {
			t.Errorf("%+v: got %q", c, got)
		}
	}
}

// Workbooks that Excel 2002 has locked in all its ways, with the same password.
func TestLockedByExcel(t *testing.T) {
	names, _ := filepath.Glob("../../../shared/corpora/sheetjs/password_2002_*.xls")
	if len(names) == 0 {
		t.Skip("no shared corpora here")
	}
	for _, name := range names {
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if got := readAll(t, b, "wrong"); !slices.Contains(got, "error encrypted") {
			t.Errorf("%s, wrong password: got %d lines", filepath.Base(name), len(got))
		}
		got := readAll(t, b, "password")
		if n := len(got); n < 5 || strings.HasPrefix(got[n-1], "error") || slices.Contains(got, "gap corrupt") || !strings.Contains(strings.Join(got, "\n"), " Foo") {
			t.Errorf("%s: got %d lines, or nothing of the properties", filepath.Base(name), n)
		}
	}
}

func TestDamagedWorkbooks(t *testing.T) {
	whole := workbook(8, sst("一", "二"), testSheet{name: "S", recs: cat(labelSST(0, 0, 0), labelSST(1, 0, 1))})
	for _, c := range []struct {
		name string
		b    []byte
		want string
	}{
		{"cut in a record", whole[:len(whole)-9], "gap corrupt"},
		{"no sheet", whole[:bytes.Index(whole, rec(recEOF))+4], "gap corrupt"},
		{"no records", []byte("nothing like a workbook"), "error corrupt"},
	} {
		if got := readAll(t, packed(c.b)); !slices.Contains(got, c.want) {
			t.Errorf("%s: got %q", c.name, got)
		}
	}
	b := packed(whole)
	if got := readAll(t, b[:len(b)-600]); !slices.ContainsFunc(got, func(s string) bool { return strings.HasPrefix(s, "gap") || strings.HasPrefix(s, "error") }) {
		t.Errorf("a cut container is not told: %q", got)
	}
}
