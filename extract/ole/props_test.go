package ole

import (
	"bytes"
	"encoding/binary"
	"io"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"monban/extract"
)

// propertyStream writes one set: pairs of a number and bytes that begin with
// their type.
func propertyStream(set byte, ids []uint32, values [][]byte) []byte {
	le := binary.LittleEndian
	b := make([]byte, 28)
	le.PutUint16(b, 0xFFFE)
	le.PutUint32(b[24:], 1)
	id := make([]byte, 16)
	id[0] = set
	b = append(b, id...)
	b = le.AppendUint32(b, 48)
	sec := le.AppendUint32(nil, 0)
	sec = le.AppendUint32(sec, uint32(len(ids)))
	at := 8 + 8*len(ids)
	for i, id := range ids {
		sec = le.AppendUint32(sec, id)
		sec = le.AppendUint32(sec, uint32(at))
		at += (len(values[i]) + 3) &^ 3
	}
	for _, v := range values {
		sec = append(sec, v...)
		sec = append(sec, make([]byte, (4-len(v)%4)%4)...)
	}
	le.PutUint32(sec, uint32(len(sec)))
	return append(b, sec...)
}

func lpstr(s string) []byte {
	b := binary.LittleEndian.AppendUint32([]byte{30, 0, 0, 0}, uint32(len(s)+1))
	return append(append(b, s...), 0)
}

func lpwstr(s string) []byte {
	u := append(utf16.Encode([]rune(s)), 0)
	b := binary.LittleEndian.AppendUint32([]byte{31, 0, 0, 0}, uint32(len(u)))
	for _, c := range u {
		b = binary.LittleEndian.AppendUint16(b, c)
	}
	return b
}

func TestProperties(t *testing.T) {
	b := propertyStream(summarySet, []uint32{1, 2, 4, 7, 18, 3}, [][]byte{{2, 0, 0, 0, 0xA4, 0x03, 0, 0}, lpstr("\x8c\xa9\x96\x7b"), lpwstr("作成者"), lpstr("Normal.dot"), lpstr("Program"), {3, 0, 0, 0, 1, 0, 0, 0}})
	if got := properties(b); !slices.Equal(got, []string{"見本", "作成者"}) {
		t.Errorf("got %q", got)
	}
	dict := []byte{1, 0, 0, 0, 2, 0, 0, 0, 5, 0, 0, 0, 'o', 'w', 'n', 'e', 'r'}
	b = propertyStream(5, []uint32{0, 1, 2}, [][]byte{dict, {2, 0, 0, 0, 0xE9, 0xFD, 0, 0}, lpstr("見本 太郎")})
	if got := properties(b); !slices.Equal(got, []string{"owner", "見本 太郎"}) {
		t.Errorf("got %q", got)
	}
	for i := range b {
		for _, v := range []byte{0, 0x7F, 0xFF} {
			old := b[i]
			b[i] = v
			properties(b)
			b[i] = old
		}
		properties(b[:i])
	}
}

func TestText(t *testing.T) {
	for _, c := range []struct {
		in   string
		page int
		want string
	}{
		{"abc", 1252, "abc"}, {"\x8c\xa9\x96\x7b", 932, "見本"}, {"\x8c\xa9\x96\x7b\x91\xbe\x98\x59\x97\x6c", 1252, "見本太郎様"}, {"caf\xe9", 1252, "café"},
		{"\xcf\xf0\xe8\xe2\xe5\xf2", 1251, "Привет"}, {"\xb0\xa1", 949, "가"}, {"\xe8\xa6\x8b", 65001, "見"}, {"x", 12345, "x"}, {"\x8e", 10000, "é"},
	} {
		if got := Text([]byte(c.in), c.page); got != c.want {
			t.Errorf("%q in %d: got %q, want %q", c.in, c.page, got, c.want)
		}
	}
}

// said is a sink that counts.
type said struct{ texts, gaps int }

func (s *said) Row([]extract.Unit) error                           { return nil }
func (s *said) Text(extract.Unit) error                            { s.texts++; return nil }
func (s *said) Gap(extract.Gap) error                              { s.gaps++; return nil }
func (s *said) File(_ string, _ extract.Hidden, _ io.Reader) error { return nil }

// Properties that are cut off with the end of the file are told, and those
// before the cut are read.
func TestCutProperties(t *testing.T) {
	ids, values := []uint32{1}, [][]byte{{2, 0, 0, 0, 0xE9, 0xFD, 0, 0}}
	for i := range 200 {
		ids, values = append(ids, uint32(100+i)), append(values, lpstr(strings.Repeat("見本", 5)))
	}
	b := Pack(Node{Nodes: []Node{{Name: "\x05SummaryInformation", Data: propertyStream(summarySet, ids, values)}}})
	cut := false
	for n := len(b); n > len(b)/2; n -= 512 {
		f, err := Open(bytes.NewReader(b[:n]), int64(n))
		if err != nil {
			continue
		}
		got := &said{}
		if err := f.SayProperties(f.Root, got, 0); err != nil {
			t.Fatal(err)
		}
		if f.Root.Find("\x05SummaryInformation") != nil && got.texts < 200 {
			cut = cut || got.texts > 0
			if got.gaps == 0 && !f.Damaged {
				t.Errorf("cut to %d of %d bytes: %d texts and no gap", n, len(b), got.texts)
			}
		}
	}
	if !cut {
		t.Error("no cut went through the properties")
	}
}
