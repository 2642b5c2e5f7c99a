package msg

import (
	"bytes"
	"context"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/encoding/japanese"

	"monban/extract"
	"monban/extract/extracttest"
	"monban/extract/ole"
)

// A keeper notes what comes in short lines.
type keeper struct {
	lines []string
	files map[string][]byte
}

func (k *keeper) Row([]extract.Unit) error { return errors.New("a mail has no rows") }
func (k *keeper) Text(u extract.Unit) error {
	s := u.Loc.Sheet + ": " + u.Text
	if u.Role == extract.Envelope {
		s = "envelope " + s
	}
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
func (k *keeper) File(name string, h extract.Hidden, r io.Reader) error {
	b, _ := io.ReadAll(r)
	k.lines = append(k.lines, fmt.Sprintf("file %s [%s]", name, h))
	if k.files == nil {
		k.files = map[string][]byte{}
	}
	k.files[name] = b
	return nil
}

func readAll(t *testing.T, b []byte) *keeper {
	t.Helper()
	f := extracttest.File("x.msg", b)
	if !Format.Match(f, b[:min(len(b), 4096)]) {
		t.Fatal("not recognised")
	}
	k := &keeper{}
	if err := Format.Read(context.Background(), f, k); err != nil {
		t.Fatal(err)
	}
	return k
}

func wide(id int, s string) ole.Node {
	var b []byte
	for _, r := range s {
		b = binary.LittleEndian.AppendUint16(b, uint16(r))
	}
	return ole.Node{Name: fmt.Sprintf("__substg1.0_%04X001F", id), Data: b}
}

func sjis(id int, s string) ole.Node {
	b, err := japanese.ShiftJIS.NewEncoder().Bytes([]byte(s))
	if err != nil {
		panic(err)
	}
	return ole.Node{Name: fmt.Sprintf("__substg1.0_%04X001E", id), Data: b}
}

func binaryOf(id int, b []byte) ole.Node {
	return ole.Node{Name: fmt.Sprintf("__substg1.0_%04X0102", id), Data: b}
}

// list is the stream of properties, with a head and numbers by their ids.
func list(head int, numbers ...uint32) ole.Node {
	b := make([]byte, head)
	if head > 8 {
		b[8], b[12], b[16], b[20] = 1, 1, 1, 1
	}
	for i := 0; i+1 < len(numbers); i += 2 {
		b = binary.LittleEndian.AppendUint32(b, numbers[i]<<16|3)
		b = append(b, 6, 0, 0, 0)
		b = binary.LittleEndian.AppendUint32(b, numbers[i+1])
		b = append(b, 0, 0, 0, 0)
	}
	return ole.Node{Name: propertyStream, Data: b}
}

func storage(name string, nodes ...ole.Node) ole.Node { return ole.Node{Name: name, Nodes: nodes} }

func sample() []byte {
	inner := storage("__substg1.0_3701000D", list(24), wide(0x0037, "中のメール"), wide(0x1000, "中の本文"))
	return ole.Pack(storage("",
		list(32, 0x3FFD, 932),
		wide(0x0037, "名簿の送付"), wide(0x0C1A, "見本 花子"), wide(0x0C1F, "hanako@example.jp"), wide(0x0E04, "見本 太郎; 試験 次郎"),
		wide(0x1000, "お世話になります。\r\n\r\n名簿を送ります。"), binaryOf(0x1013, []byte("<p>お世話になります。</p>")), wide(0x3A1C, "090-0000-0001"),
		storage("__nameid_version1.0", binaryOf(2, []byte("x"))),
		storage("__recip_version1.0_#00000000", list(8), wide(0x3001, "見本 太郎"), wide(0x39FE, "taro@example.com")),
		storage("__attach_version1.0_#00000000", list(8), wide(0x3707, "一覧表.csv"), wide(0x3704, "ICHIRA~1.CSV"), binaryOf(0x3701, []byte("氏名,電話\n"))),
		storage("__attach_version1.0_#00000001", list(8), wide(0x3001, "中のメール"), inner),
	))
}

func TestMail(t *testing.T) {
	k := readAll(t, sample())
	want := []string{
		"envelope sender: 見本 花子", "envelope sender: hanako@example.jp", "envelope to: 見本 太郎; 試験 次郎",
		"envelope recipient: 見本 太郎", "envelope recipient: taro@example.com", "subject: 名簿の送付",
		": お世話になります。", ": 名簿を送ります。", "file body.html []", "property 3a1c: 090-0000-0001 [properties]",
		"file 一覧表.csv [attachment]", "file 中のメール.msg [attachment]",
	}
	if !slices.Equal(k.lines, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(k.lines, "\n"), strings.Join(want, "\n"))
	}
	// The mail inside is a mail.
	in := readAll(t, k.files["中のメール.msg"])
	if !slices.Equal(in.lines, []string{"subject: 中のメール", ": 中の本文"}) {
		t.Errorf("inside: %q", in.lines)
	}
	extracttest.Obey(t, Format, "x.msg", sample())
}

// Texts of one byte a character are in the code page of the mail, or in the
// one that shows.
func TestCodePages(t *testing.T) {
	for _, props := range [][]uint32{{0x3FFD, 932}, {0x3FDE, 932}, {0x3FF1, 0x411}, {0x3FFD, 1252}, nil} {
		b := ole.Pack(storage("", list(32, props...), sjis(0x0037, "名簿の送付について"), sjis(0x1000, "見本太郎様のご住所です")))
		k := readAll(t, b)
		if !slices.Equal(k.lines, []string{"subject: 名簿の送付について", ": 見本太郎様のご住所です"}) {
			t.Errorf("%v: got %q", props, k.lines)
		}
	}
	b := ole.Pack(storage("", list(32, 0x3FFD, 1252), ole.Node{Name: "__substg1.0_0037001E", Data: []byte("Caf\xe9 et cr\xe8me")}))
	if k := readAll(t, b); !slices.Equal(k.lines, []string{"subject: Café et crème"}) {
		t.Errorf("got %q", k.lines)
	}
}

// The example of MS-OXRTFCP 3.1.
const packedHello = "2d0000002b0000004c5a4675f1c5c7a703000a007263706731323542320af32068656c090020627705b06c647d0a800fa0"

func TestUnpack(t *testing.T) {
	b, err := hex.DecodeString(packedHello)
	if err != nil {
		t.Fatal(err)
	}
	out, err := unpack(b)
	if want := "{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n"; string(out) != want || err != nil {
		t.Errorf("got %q, %v", out, err)
	}
	for i := range b {
		if _, err := unpack(b[:i]); err == nil && i < len(b)-4 {
			t.Errorf("cut to %d bytes it is called whole", i)
		}
	}
	plain := append([]byte{0, 0, 0, 0, 3, 0, 0, 0, 'M', 'E', 'L', 'A', 0, 0, 0, 0}, "abc"...)
	if out, err := unpack(plain); string(out) != "abc" || err != nil {
		t.Errorf("got %q, %v", out, err)
	}
	rnd := rand.New(rand.NewPCG(1, 1))
	for range 2000 {
		bad := bytes.Clone(b)
		bad[16+rnd.IntN(len(bad)-16)] ^= 1 << rnd.IntN(8)
		_, _ = unpack(bad)
	}
}

func TestHTMLInRTF(t *testing.T) {
	in := `{\rtf1\ansi\ansicpg932\fromhtml1 \deff0{\fonttbl{\f0\fnil Arial;}}{\*\htmltag64 <p>}\htmlrtf {\htmlrtf0 \'8e\'52\'93\'63 \u12371?{\*\htmltag84 <b>}x\\y\{z\}\htmlrtf }\htmlrtf0 {\*\htmltag72 </p>}{\*\mhtmltag84 <c>}}`
	got := fromHTML([]byte(in), 0)
	if !strings.Contains(got, "<p>山田 こ<b>x\\y{z}</p>") || strings.Contains(got, "Arial") || strings.Contains(got, "<c>") {
		t.Errorf("got %q", got)
	}
	packed := append([]byte{0, 0, 0, 0, byte(len(in)), byte(len(in) >> 8), 0, 0, 'M', 'E', 'L', 'A', 0, 0, 0, 0}, in...)
	k := readAll(t, ole.Pack(storage("", list(32), wide(0x0037, "件"), binaryOf(0x1009, packed))))
	if !slices.Equal(k.lines, []string{"subject: 件", "file body.html []"}) || !bytes.Contains(k.files["body.html"], []byte("山田")) {
		t.Errorf("got %q", k.lines)
	}
}

func FuzzRead(f *testing.F) {
	f.Add(sample())
	f.Fuzz(func(t *testing.T, b []byte) {
		ef := extracttest.File("x.msg", b)
		if Format.Match(ef, b[:min(len(b), 4096)]) {
			_ = Format.Read(context.Background(), ef, extracttest.Discard{})
		}
	})
}

func FuzzRTF(f *testing.F) {
	f.Add([]byte(`{\rtf1\fromhtml1{\*\htmltag64 <p>}\htmlrtf {\htmlrtf0 \'8e\'52 \u12371?}`))
	f.Fuzz(func(t *testing.T, b []byte) {
		if s := fromHTML(b, 932); len(s) > 10*len(b)+100 {
			t.Errorf("%d bytes became %d", len(b), len(s))
		}
	})
}

func BenchmarkRead(b *testing.B) {
	data := sample()
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		if err := Format.Read(context.Background(), extracttest.File("x.msg", data), extracttest.Discard{}); err != nil {
			b.Fatal(err)
		}
	}
}
