package ppt

import (
	"bytes"
	"compress/zlib"
	"context"
	"crypto/rc4"
	"crypto/sha1"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"monban/extract"
	"monban/extract/extracttest"
	"monban/extract/lock97"
	"monban/extract/ole"
)

// A keeper notes what comes in short lines.
type keeper struct{ lines []string }

func (k *keeper) Row([]extract.Unit) error { return errors.New("there are no rows") }
func (k *keeper) Text(u extract.Unit) error {
	s := fmt.Sprintf("%d.%d %s", u.Loc.Page, u.Loc.Line, u.Text)
	if u.Hidden != 0 {
		s += " [" + u.Hidden.String() + "]"
	}
	if u.Role == extract.Property {
		s += " property"
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
	if code := extracttest.Read(t, Format, "x.ppt", b, k, passwords...); code != "" {
		k.lines = append(k.lines, "error "+string(code))
	}
	return k.lines
}

func atom(kind, instance int, body []byte) []byte {
	b := binary.LittleEndian.AppendUint16(nil, uint16(instance<<4))
	b = binary.LittleEndian.AppendUint16(b, uint16(kind))
	return append(binary.LittleEndian.AppendUint32(b, uint32(len(body))), body...)
}

func box(kind, instance int, parts ...[]byte) []byte {
	b := atom(kind, instance, bytes.Join(parts, nil))
	b[0] |= 0xF
	return b
}

func wide(s string) []byte {
	var b []byte
	for _, c := range utf16.Encode([]rune(s)) {
		b = binary.LittleEndian.AppendUint16(b, c)
	}
	return b
}

func nums(v ...uint32) []byte {
	var b []byte
	for _, n := range v {
		b = binary.LittleEndian.AppendUint32(b, n)
	}
	return b
}

// drawn is a text on a slide, as deep as programs put it.
func drawn(s string) []byte {
	return box(0x040C, 0, box(0xF002, 0, box(0xF004, 0, box(0xF00D, 0, atom(recChars, 0, wide(s))))))
}

// sample is a presentation that was saved twice: slide 2 stands before slide 1
// in the stream, and an older slide is still there.
func sample() []byte {
	var b []byte
	put := func(r []byte) uint32 {
		at := uint32(len(b))
		b = append(b, r...)
		return at
	}
	packed := &bytes.Buffer{}
	z := zlib.NewWriter(packed)
	_, _ = z.Write(ole.Pack(ole.Node{Nodes: []ole.Node{{Name: "WordDocument", Data: []byte("x")}}}))
	_ = z.Close()
	put(box(recSlide, 0, drawn("消した名前"), drawn("題名")))
	second := put(box(recSlide, 0, atom(recSlideInfo, 0, append(make([]byte, 10), 4, 0, 0, 0, 0, 0)), drawn("隠れた頁")))
	first := put(box(recSlide, 0, drawn("題名\r二行目\v続き"), box(0xF004, 0, atom(0xF00B, 1, append([]byte{0x81, 0xC3}, append(nums(10), wide("代わり文")...)...))),
		box(recComment, 0, atom(recString, 0, wide("書いた人")), atom(recString, 1, wide("コメント")))))
	notes := put(box(recNotes, 0, drawn("覚え書き")))
	master := put(box(recMaster, 0, drawn("タイトルの書式設定")))
	doc := put(box(recDocument, 0,
		box(recList, 0, atom(recPersist, 0, nums(3)), atom(recBytes, 0, []byte("caf\xe9")), atom(recPersist, 0, nums(2)), atom(recChars, 0, wide("二頁の題"))),
		box(0x0409, 0, box(recHyperlink, 0, atom(recString, 0, wide("連絡先")), atom(recString, 1, wide("mailto:x@example.jp")))),
		box(recHeaders, 3, atom(recString, 2, wide("社外秘"))),
	))
	object := put(atom(recObject, 1, append(nums(9), packed.Bytes()...)))
	dir := put(atom(recDirectory, 0, nums(1|6<<20, doc, second, first, notes, master, object)))
	edit := put(atom(recEdit, 0, nums(0, 0, 0, dir, 1, 9, 0)))
	user := append(nums(0, 0, 20, 0xE391C05F), nums(edit)...)
	return ole.Pack(ole.Node{Nodes: []ole.Node{{Name: mainStream, Data: b}, {Name: "Current User", Data: user}, {Name: "Pictures", Data: atom(0xF01E, 0x6E0, append(make([]byte, 17), "\x89PNG"...))}}})
}

func TestPresentation(t *testing.T) {
	got := readAll(t, sample())
	want := []string{
		"0.1 覚え書き [note]", "0.2 タイトルの書式設定 property", "0.3 連絡先 [hyperlink]", "0.4 mailto:x@example.jp [hyperlink]", "0.5 社外秘 [header-footer]",
		"1.1 題名", "1.1 二行目\n続き", "1.2 代わり文 [alt-text]", "1.3 書いた人 [comment]", "1.4 コメント [comment]", "1.5 café",
		"2.1 隠れた頁 [hidden-slide]", "2.2 二頁の題",
		"file object.doc", "0.0 消した名前 [revision]", "file picture1.png",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	extracttest.Obey(t, Format, "x.ppt", sample())
}

// Without the list of what counts everything does.
func TestLostDirectory(t *testing.T) {
	b := append(box(recSlide, 0, drawn("一")), box(recSlide, 0, drawn("二"))...)
	whole := ole.Pack(ole.Node{Nodes: []ole.Node{{Name: mainStream, Data: b}}})
	if got := readAll(t, whole); !slices.Equal(got, []string{"0.1 一", "0.2 二"}) {
		t.Errorf("got %q", got)
	}
	cut := ole.Pack(ole.Node{Nodes: []ole.Node{{Name: mainStream, Data: b[:len(b)-1]}}})
	if got := readAll(t, cut); !slices.Contains(got, "gap corrupt") || !slices.Contains(got, "0.1 一") {
		t.Errorf("got %q", got)
	}
}

func TestLocked(t *testing.T) {
	user := nums(0, 0, 20, 0xF3D1C4DF, 0)
	b := ole.Pack(ole.Node{Nodes: []ole.Node{{Name: mainStream, Data: make([]byte, 100)}, {Name: "Current User", Data: user}}})
	if got := readAll(t, b); !slices.Equal(got, []string{"error encrypted"}) {
		t.Errorf("got %q", got)
	}
}

// lockedShow is a presentation of two savings whose records a password locks.
func lockedShow(t testing.TB, password string) []byte {
	t.Helper()
	head := lockHead(password)
	key, err := lock97.Open(head, []string{password})
	if err != nil {
		t.Fatal(err)
	}
	var b []byte
	put := func(r []byte) uint32 {
		at := uint32(len(b))
		b = append(b, r...)
		return at
	}
	locked := func(number uint32, r []byte) uint32 {
		at := put(r)
		key(number).XORKeyStream(b[at:], r)
		return at
	}
	old := locked(2, box(recSlide, 0, drawn("消した名前")))
	dir := put(atom(recDirectory, 0, nums(2|1<<20, old)))
	before := put(atom(recEdit, 0, nums(0, 0, 0, dir, 1, 9, 0, 3)))
	slide := locked(2, box(recSlide, 0, drawn("見本 太郎")))
	doc := locked(1, box(recDocument, 0, box(recList, 0, atom(recPersist, 0, nums(2)))))
	session := put(box(recSession, 0))
	b = append(b[:session], atom(recSession, 0, head)...)
	b[session] = 0xF
	dir = put(atom(recDirectory, 0, nums(1|3<<20, doc, slide, session)))
	edit := put(atom(recEdit, 0, nums(0, 0, before, dir, 1, 9, 0, 3)))
	user := append(nums(0, 0, 20, tokenLocked), nums(edit)...)
	return ole.Pack(ole.Node{Nodes: []ole.Node{{Name: mainStream, Data: b}, {Name: "Current User", Data: user}, {Name: "Pictures", Data: []byte("locked")}}})
}

// lockHead is what a presentation says of a lock with a key of 128 bits.
func lockHead(password string) []byte {
	info := append(nums(4, 0, 0x6801, 0x8004, 128, 1, 0, 0), 0, 0)
	salt, verifier := []byte("0123456789abcdef"), bytes.Repeat([]byte{7}, 16)
	sum := sha1.Sum(verifier)
	secret := append(verifier, sum[:]...)
	base := sha1.Sum(append(slices.Clone(salt), wide(password)...))
	k := sha1.Sum(append(base[:], 0, 0, 0, 0))
	c, _ := rc4.NewCipher(k[:16])
	c.XORKeyStream(secret, secret)
	return slices.Concat([]byte{2, 0, 2, 0}, nums(4, uint32(len(info))), info, nums(16), salt, secret[:16], nums(20), secret[16:])
}

func TestPassword(t *testing.T) {
	b := lockedShow(t, "ひみつ")
	if got, want := readAll(t, b, "ひみつ"), []string{"1.1 見本 太郎", "0.0 消した名前 [revision]", "gap encrypted"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	if got := readAll(t, b, "chigau"); !slices.Equal(got, []string{"error encrypted"}) {
		t.Errorf("wrong password: got %q", got)
	}
	extracttest.Obey(t, Format, "x.ppt", b)
}

func FuzzRead(f *testing.F) {
	f.Add(sample())
	f.Fuzz(func(t *testing.T, b []byte) {
		ef := extracttest.File("x.ppt", b)
		if Format.Match(ef, b[:min(len(b), 4096)]) {
			_ = Format.Read(context.Background(), ef, extracttest.Discard{})
		}
	})
}
