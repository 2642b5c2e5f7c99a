package ooxml

import (
	"bytes"
	"strings"
	"testing"
)

func TestUnpackSource(t *testing.T) {
	for _, c := range []struct {
		name string
		in   []byte
		want string
	}{
		{"letters only", append([]byte{0x0E, 0xB0, 0x00}, "Attribut\x00Sub a"...), "AttributSub a"},
		{"one piece again", []byte{0x05, 0xB0, 0x08, 'a', 'b', 'c', 0x00, 0x20}, "abcabc"},
		{"a chunk as it is", append([]byte{0xFF, 0x3F}, bytes.Repeat([]byte{'x'}, 4096)...), strings.Repeat("x", 4096)},
		{"a piece before the start", []byte{0x03, 0xB0, 0x01, 0x00, 0xF0}, ""},
		{"nothing", nil, ""},
	} {
		if got := string(unpackSource(c.in)); got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
}

func FuzzUnpackSource(f *testing.F) {
	f.Add([]byte{0x05, 0xB0, 0x08, 'a', 'b', 'c', 0x00, 0x20})
	f.Fuzz(func(t *testing.T, b []byte) {
		if out := unpackSource(b); len(out) > 4100*(len(b)/2+2) {
			t.Errorf("%d bytes from %d", len(out), len(b))
		}
	})
}
