package doc

import (
	"context"
	"encoding/binary"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"golang.org/x/text/encoding/japanese"

	"monban/extract"
	"monban/extract/extracttest"
	"monban/extract/ole"
)

func TestFormat(t *testing.T) { extracttest.Run(t, Format, "testdata") }

// A keeper notes what comes in short lines.
type keeper struct{ lines []string }

func (k *keeper) Row(cells []extract.Unit) error {
	for _, u := range cells {
		k.lines = append(k.lines, fmt.Sprintf("%s %d,%d: %s", u.Loc.Sheet, u.Loc.Row, u.Loc.Col, u.Text))
	}
	return nil
}
func (k *keeper) Text(u extract.Unit) error {
	s := strings.TrimSpace(u.Loc.Sheet + ": " + u.Text)
	if u.Hidden != 0 {
		s += " [" + u.Hidden.String() + "]"
	}
	k.lines = append(k.lines, s)
	return nil
}
func (k *keeper) Gap(g extract.Gap) error {
	k.lines = append(k.lines, "gap "+string(g.Code))
	return nil
}
func (k *keeper) File(name string, _ extract.Hidden, r io.Reader) error {
	_, err := io.Copy(io.Discard, r)
	k.lines = append(k.lines, "file "+name)
	return err
}

func readAll(t *testing.T, b []byte, passwords ...string) []string {
	t.Helper()
	k := &keeper{}
	if code := extracttest.Read(t, Format, "x.doc", b, k, passwords...); code != "" {
		k.lines = append(k.lines, "error "+string(code))
	}
	return k.lines
}

// word writes a document: its texts in their order, as pieces of one or two
// bytes a character.
func word(lengths []int, pieces ...any) []byte {
	le := binary.LittleEndian
	main := make([]byte, 0x400)
	le.PutUint16(main, 0xA5EC)
	le.PutUint16(main[2:], 0xC1)
	for i, n := range lengths {
		le.PutUint32(main[headTexts+4*i:], uint32(n))
	}
	cps, pcds := []byte{0, 0, 0, 0}, []byte(nil)
	cp := 0
	for _, p := range pieces {
		at := uint32(len(main))
		switch p := p.(type) {
		case string: // two bytes
			u := utf16.Encode([]rune(p))
			for _, c := range u {
				main = le.AppendUint16(main, c)
			}
			cp += len(u)
		case []byte:
			main = append(main, p...)
			cp += len(p)
			at = at*2 | 0x40000000
		}
		cps = le.AppendUint32(cps, uint32(cp))
		pcds = append(pcds, 0, 0)
		pcds = le.AppendUint32(pcds, at)
		pcds = append(pcds, 0, 0)
	}
	plc := append(cps, pcds...)
	clx := append([]byte{1, 3, 0, 9, 9, 9, 2}, le.AppendUint32(nil, uint32(len(plc)))...)
	clx = append(clx, plc...)
	le.PutUint32(main[headClx+4:], uint32(len(clx)))
	return ole.Pack(ole.Node{Nodes: []ole.Node{{Name: "WordDocument", Data: main}, {Name: "0Table", Data: clx}}})
}

func TestPiecesAndRegions(t *testing.T) {
	got := readAll(t, word([]int{12, 5, 4, 0, 6, 0, 0, 0}, "見本 太郎\r", []byte("caf\xe9\x92s\r"), "脚注です\r", []byte("top\r"), "コメント文\r"))
	want := []string{": 見本 太郎", ": café’s", "footnotes: 脚注です [footnote]", "headers: top [header-footer]", "comments: コメント文 [comment]"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestFieldsAndMarks(t *testing.T) {
	got := readAll(t, word([]int{200}, "前\x13 HYPERLINK \"mailto:x@example.jp\" \x14こちら\x15後\x0b次の行\r\x13 PAGE \x141\x15頁\r\x13 IF 見本 = 1 \x15\r一\u001e二\x0c三\x01\x08\r"))
	want := []string{": mailto:x@example.jp [hyperlink]", ": 前こちら後\n次の行", ": 1頁", ": IF 見本 = 1 [hidden-text]", ": 一-二", ": 三"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

// A mail merge asks for a value inside a condition: what comes after the inner
// field still belongs to the outer one.
func TestFieldInsideField(t *testing.T) {
	got := readAll(t, word([]int{60}, "前\x13 IF \x13 MERGEFIELD 等級 \x142\x15 = 2 \"精神保健福祉手帳\" \x14あり\x15後\r"))
	text := strings.Join(got, "\n")
	for _, want := range []string{"MERGEFIELD 等級", "精神保健福祉手帳", "前", "あり後"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is missing in %q", want, got)
		}
	}
}

// A name with its reading above it is kept as the code of a field.
func TestReadings(t *testing.T) {
	got := readAll(t, word([]int{200}, "氏名 \x13 EQ \\* jc2 \\* \"Font:ＭＳ 明朝\" \\* hps10 \\o\\ad(\\s\\up 9(みほん),見本)\x15 太郎様\r"))
	if want := []string{": みほん", ": 氏名 見本 太郎様"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

// The text of Word 6 and 95 stands in one piece, in the code page of its
// language.
func TestOldVersions(t *testing.T) {
	text, err := japanese.ShiftJIS.NewEncoder().Bytes([]byte("見本 太郎\r住所\x07電話\x07\x07\r終わり\r"))
	if err != nil {
		t.Fatal(err)
	}
	le := binary.LittleEndian
	main := make([]byte, 0x300)
	le.PutUint16(main, 0xA5DC)
	le.PutUint16(main[2:], 104)
	le.PutUint16(main[6:], 0x411)
	le.PutUint32(main[0x18:], 0x300)
	le.PutUint32(main[0x1C:], uint32(0x300+len(text)))
	got := readAll(t, ole.Pack(ole.Node{Nodes: []ole.Node{{Name: "WordDocument", Data: append(main, text...)}}}))
	want := []string{": 見本 太郎", "table 1 1,1: 住所", "table 1 1,2: 電話", ": 終わり"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

// A document that LibreOffice has locked in the way of Word 97.
func TestPassword(t *testing.T) {
	b, err := os.ReadFile("testdata/locked/libreoffice.doc")
	if err != nil {
		t.Fatal(err)
	}
	if got, want := readAll(t, b, "himitsu"), []string{": 見本太郎の記録 090-0000-0001\n二行目"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	for _, p := range []string{"", "Himitsu"} {
		if got := readAll(t, b, p); !slices.Equal(got, []string{"error encrypted"}) {
			t.Errorf("password %q: got %q", p, got)
		}
	}
	extracttest.Obey(t, Format, "x.doc", b)
}

func TestLockedAndDamaged(t *testing.T) {
	b := word([]int{4}, "見本文\r")
	locked := slices.Clone(b)
	// The stream of text is the first of its size.
	at := strings.Index(string(locked), "\xEC\xA5\xC1\x00")
	locked[at+headFlags+1] |= 1
	if got := readAll(t, locked); !slices.Equal(got, []string{"error encrypted"}) {
		t.Errorf("locked: got %q", got)
	}
	lost := slices.Clone(b)
	binary.LittleEndian.PutUint32(lost[at+headClx:], 1<<30)
	binary.LittleEndian.PutUint32(lost[at+0x18:], 0x400)
	binary.LittleEndian.PutUint32(lost[at+0x1C:], 0x408)
	if got := readAll(t, lost); !slices.Contains(got, "gap corrupt") {
		t.Errorf("without pieces: got %q", got)
	}
	// Pieces that all point to the same long text.
	long := strings.Repeat("長", 3000) + "\r"
	many := []any{long}
	for range 200 {
		many = append(many, "x")
	}
	extracttest.Obey(t, Format, "x.doc", word([]int{4000}, many...))
}

func FuzzRead(f *testing.F) {
	f.Add(word([]int{12, 5}, "見本 太郎\r", []byte("caf\xe9\x92s\r")))
	f.Fuzz(func(t *testing.T, b []byte) {
		ef := extracttest.File("x.doc", b)
		if Format.Match(ef, b[:min(len(b), 4096)]) {
			_ = Format.Read(context.Background(), ef, extracttest.Discard{})
		}
	})
}

func BenchmarkRead(b *testing.B) {
	data := word([]int{1 << 20}, strings.Repeat("見本 太郎の長い段落がつづく。\r", 20_000))
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		if err := Format.Read(context.Background(), extracttest.File("x.doc", data), extracttest.Discard{}); err != nil {
			b.Fatal(err)
		}
	}
}
