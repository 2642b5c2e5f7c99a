package lock97

import (
	"bytes"
	"crypto/md5"
	"crypto/sha1"
	"encoding/binary"
	"errors"
	"slices"
	"testing"
	"unicode/utf16"

	"monban/extract"
	"monban/extract/extracttest"
	"monban/extract/ole"
)

// head97 is what Office 97 says of a lock. A cipher is its own opposite: what
// fits the hash is made with the key.
func head97(password string) []byte {
	salt, verifier := []byte("0123456789abcdef"), bytes.Repeat([]byte{7}, 16)
	sum := md5.Sum(verifier)
	b := append(verifier, sum[:]...)
	keyOf(salt, password)(0).XORKeyStream(b, b)
	return append(append([]byte{1, 0, 1, 0}, salt...), b...)
}

// head2002 is what Office 2002 says of one with a provider.
func head2002(password string, bits int) []byte {
	le := binary.LittleEndian
	info := make([]byte, 32)
	le.PutUint32(info[8:], 0x6801)
	le.PutUint32(info[12:], 0x8004)
	le.PutUint32(info[16:], uint32(bits))
	info = append(info, utf16le("Provider\x00")...)
	b := le.AppendUint32([]byte{2, 0, 2, 0, 4, 0, 0, 0}, uint32(len(info)))
	b = le.AppendUint32(append(b, info...), 16)
	salt, verifier := []byte("0123456789abcdef"), bytes.Repeat([]byte{7}, 16)
	sum := sha1.Sum(verifier)
	secret := append(verifier, sum[:]...)
	providerKeyOf(salt, password, bits)(0).XORKeyStream(secret, secret)
	return append(append(append(b, salt...), secret[:16]...), append([]byte{20, 0, 0, 0}, secret[16:]...)...)
}

func TestOpen(t *testing.T) {
	odd := head2002("himitsu", 128)
	odd[12+16] = 127 // bits
	for _, tc := range []struct {
		name      string
		head      []byte
		passwords []string
		err       error
	}{
		{"97", head97("ひみつ"), []string{"a", "ひみつ"}, nil},
		{"97, wrong", head97("ひみつ"), []string{"a", ""}, ErrPassword},
		{"97, everybody's", head97(everybodysPassword), nil, nil},
		{"2002, 40 bits", head2002("himitsu", 40), []string{"himitsu"}, nil},
		{"2002, 128 bits", head2002("himitsu", 128), []string{"x", "himitsu"}, nil},
		{"2002, wrong", head2002("himitsu", 128), []string{"x"}, ErrPassword},
		{"2002, a size that is none", odd, []string{"himitsu"}, ErrPassword},
		{"2002, cut", head2002("himitsu", 128)[:50], []string{"himitsu"}, ErrPassword},
		{"nothing", nil, nil, ErrUnknown},
		{"another", []byte{9, 0, 9, 0}, nil, ErrUnknown},
		{"97, cut", head97("a")[:20], []string{"a"}, ErrUnknown},
	} {
		key, err := Open(tc.head, tc.passwords)
		if !errors.Is(err, tc.err) || (key == nil) != (tc.err != nil) {
			t.Errorf("%s: %v", tc.name, err)
			continue
		}
		if key != nil {
			plain := bytes.Repeat([]byte("見本"), 500)
			if b := key.Decrypt(plain, 512); bytes.Equal(b, plain) || !bytes.Equal(key.Decrypt(b, 512), plain) || bytes.Equal(b[:12], b[512*3:][:12]) {
				t.Errorf("%s: blocks are not locked by themselves", tc.name)
			}
		}
	}
}

func TestOpenXor(t *testing.T) {
	for _, tc := range []struct {
		key, sum  uint16
		passwords []string
		ok        bool
	}{
		{0x2370, 0xE200, []string{"himitsu"}, true},
		{0x2370, 0xE200, []string{"himitsv", "", "a password that is longer than fifteen"}, false},
		{keyOfXor([]byte("\x94\xe9\x96\xa7")), sumOf([]byte("\x94\xe9\x96\xa7")), []string{"秘密"}, true},
	} {
		if m, err := OpenXor(tc.key, tc.sum, tc.passwords); (err == nil) != tc.ok || (m != nil) != tc.ok {
			t.Errorf("%q: %v", tc.passwords, err)
		}
	}
}

// told keeps what is said of properties.
type told struct {
	extracttest.Discard
	text []string
	gaps int
}

func (k *told) Text(u extract.Unit) error { k.text = append(k.text, u.Text); return nil }
func (k *told) Gap(extract.Gap) error     { k.gaps++; return nil }

func TestSayProperties(t *testing.T) {
	key, err := Open(head2002("himitsu", 128), []string{"himitsu"})
	if err != nil {
		t.Fatal(err)
	}
	le := binary.LittleEndian
	// A set with one property, the author.
	name := []byte("Taro Mihon\x00")
	set := append(make([]byte, 24), 1, 0, 0, 0, 0xE0)
	set = append(set, make([]byte, 15)...)
	set = le.AppendUint32(set, 48)
	for _, v := range []uint32{uint32(24 + len(name)), 1, 4, 16, 30, uint32(len(name))} {
		set = le.AppendUint32(set, v)
	}
	set = append(set, name...)
	u := utf16.Encode([]rune("\x05SummaryInformation"))
	list := []byte{1, 0, 0, 0, 8, 0, 0, 0}
	list = le.AppendUint32(list, uint32(len(set)))
	list = append(list, 3, 0, byte(len(u)), 1, 0, 0, 0, 0)
	for _, c := range append(u, 0) {
		list = le.AppendUint16(list, c)
	}
	head := le.AppendUint32(le.AppendUint32(nil, uint32(8+len(set))), uint32(len(list)))
	lock := func(b []byte, block uint32) []byte {
		out := slices.Clone(b)
		key(block).XORKeyStream(out, b)
		return out
	}
	whole := slices.Concat(lock(head, 0), lock(set, 3), lock(list, 0))
	for _, tc := range []struct {
		in   []byte
		text int
		gaps int
	}{{whole, 1, 0}, {whole[:len(whole)-3], 0, 1}, {whole[:5], 0, 1}, {bytes.Repeat([]byte{0xAA}, 300), 0, 1}} {
		b := ole.Pack(ole.Node{Nodes: []ole.Node{{Name: "encryption", Data: tc.in}, {Name: "Workbook", Data: []byte("x")}}})
		c, err := ole.Open(bytes.NewReader(b), int64(len(b)))
		if err != nil {
			t.Fatal(err)
		}
		k := &told{}
		if err := key.SayProperties(c, k); err != nil || len(k.text) != tc.text || k.gaps != tc.gaps {
			t.Errorf("%d bytes: %q, %d gaps, %v", len(tc.in), k.text, k.gaps, err)
		}
	}
}
