package xlsx

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"monban/extract"
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

func TestMacrosOfRealWorkbooks(t *testing.T) {
	found := 0
	for _, p := range corpusWorkbooks(t) {
		if !strings.EqualFold(filepath.Ext(p), ".xlsm") {
			continue
		}
		data, err := os.ReadFile(p)
		if err != nil {
			t.Fatal(err)
		}
		k := &keeper{}
		f := extract.File{Size: int64(len(data)), Data: bytes.NewReader(data), Limits: extract.DefaultLimits()}
		if err := Format.Read(context.Background(), f, k); err != nil {
			t.Errorf("%s: %v", p, err)
		}
		for _, g := range k.gaps {
			if strings.Contains(g.Err.Error(), "macros") {
				t.Errorf("%s: %v", p, g.Err)
			}
		}
		for _, u := range k.units {
			if strings.Contains(u.Loc.Sheet, "vbaProject.bin/") {
				found++
			}
		}
	}
	if found < 100 {
		t.Errorf("%d lines of macros in all", found)
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
