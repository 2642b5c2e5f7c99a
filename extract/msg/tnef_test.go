package msg

import (
	"context"
	"encoding/binary"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"golang.org/x/text/encoding/japanese"

	"monban/extract"
	"monban/extract/extracttest"
)

func attribute(level byte, id uint32, v []byte) []byte {
	le := binary.LittleEndian
	b := le.AppendUint32(le.AppendUint32([]byte{level}, id), uint32(len(v)))
	sum := uint16(0)
	for _, c := range v {
		sum += uint16(c)
	}
	return le.AppendUint16(append(b, v...), sum)
}

func prop(kind, id uint16, values ...[]byte) []byte {
	le := binary.LittleEndian
	b := le.AppendUint16(le.AppendUint16(nil, kind), id)
	if kind == 3 {
		return append(b, values[0]...)
	}
	b = le.AppendUint32(b, uint32(len(values)))
	for _, v := range values {
		b = append(le.AppendUint32(b, uint32(len(v))), v...)
		b = append(b, make([]byte, (4-len(v)%4)%4)...)
	}
	return b
}

func propList(ps ...[]byte) []byte {
	return append(binary.LittleEndian.AppendUint32(nil, uint32(len(ps))), slices.Concat(ps...)...)
}

func utf16le(s string) []byte {
	var b []byte
	for _, u := range utf16.Encode([]rune(s + "\x00")) {
		b = binary.LittleEndian.AppendUint16(b, u)
	}
	return b
}

func narrowText(t testing.TB, s string) []byte {
	t.Helper()
	b, err := japanese.ShiftJIS.NewEncoder().Bytes([]byte(s + "\x00"))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func winmail(t testing.TB) []byte {
	head := []byte(tnefMark + "\x01\x00")
	inner := append(slices.Clone(head), attribute(1, tnefBody, []byte("words of the mail inside\x00"))...)
	rtf := []byte("{\\rtf1 words in RTF}")
	packed := binary.LittleEndian.AppendUint32(nil, uint32(len(rtf)+12))
	packed = binary.LittleEndian.AppendUint32(packed, uint32(len(rtf)))
	packed = append(binary.LittleEndian.AppendUint32(append(packed, "MELA"...), 0), rtf...)
	return slices.Concat(head,
		attribute(1, tnefCodePage, []byte{0xa4, 3, 0, 0, 0, 0, 0, 0}), // 932
		attribute(1, tnefSubject, narrowText(t, "名簿の送付")),
		attribute(1, tnefBody, narrowText(t, "青葉です。\r\n名簿を送ります。")),
		attribute(1, tnefProps, propList(
			prop(3, 0x0017, []byte{1, 0, 0, 0}),
			prop(0x102, propRTF, packed),
			prop(0x102, propHTML, []byte("<p>words in HTML</p>")),
			prop(0x1F, 0x0070, utf16le("話題")),
		)),
		attribute(2, tnefAttachNew, make([]byte, 14)),
		attribute(2, tnefAttachName, narrowText(t, "MEIBO~1.CSV")),
		attribute(2, tnefAttachData, []byte("name,born\n")),
		attribute(2, tnefAttachProp, propList(prop(0x1F, propLongName, utf16le("名簿.csv")))),
		attribute(2, tnefAttachNew, make([]byte, 14)),
		attribute(2, tnefAttachProp, propList(prop(0x1E, propShow, []byte("forwarded\x00")), prop(0x0D, propObject, append(make([]byte, 16), inner...)))),
	)
}

func TestTNEF(t *testing.T) {
	b := winmail(t)
	k := &keeper{}
	if !TNEF.Match(extracttest.File("winmail.dat", b), b) {
		t.Error("not recognised")
	}
	if err := TNEF.Read(context.Background(), extracttest.File("winmail.dat", b), k); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"subject: 名簿の送付", ": 青葉です。", ": 名簿を送ります。", "property 0070: 話題 [properties]"} {
		if !slices.Contains(k.lines, want) {
			t.Errorf("%q is missing in %q", want, k.lines)
		}
	}
	for name, want := range map[string]string{"名簿.csv": "name,born\n", "body.rtf": "{\\rtf1 words in RTF}", "body.html": "words in HTML", "forwarded.tnef": "words of the mail inside"} {
		if got := string(k.files[name]); !strings.Contains(got, want) {
			t.Errorf("file %q is %q, want %q in it; files %d", name, got, want, len(k.files))
		}
	}
	extracttest.Obey(t, TNEF, "winmail.dat", b)
}

func FuzzTNEF(f *testing.F) {
	f.Add(winmail(f))
	f.Add([]byte(tnefMark))
	f.Fuzz(func(t *testing.T, b []byte) {
		in := append([]byte(tnefMark+"\x01\x00"), b...)
		got := &size{}
		_ = TNEF.Read(context.Background(), extracttest.File("winmail.dat", in), got) // must not panic or hang
		if got.n > 8*len(in)+1<<12 {
			t.Errorf("%d bytes become %d", len(in), got.n)
		}
	})
}

// size sums what comes.
type size struct {
	extracttest.Discard
	n int
}

func (s *size) Text(u extract.Unit) error { s.n += len(u.Text); return nil }
