package ooxml_test

import (
	"archive/zip"
	"bytes"
	"strings"
	"testing"

	"monban/extract/ooxml"
)

// A part whose name was changed in the directory only is noticed, with fields
// behind the name and without.
func TestRenamed(t *testing.T) {
	var w bytes.Buffer
	z := zip.NewWriter(&w)
	for _, extra := range []string{"", "\x99\x99\x04\x00abcd"} {
		p, err := z.CreateHeader(&zip.FileHeader{Name: "word/a.xml", Extra: []byte(extra)})
		if err == nil {
			_, err = p.Write([]byte("x"))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	good := w.Bytes()
	bad := bytes.Clone(good)
	for i, at := 0, len(bad); i < 2; i++ { // the directory is behind the parts
		at = bytes.LastIndex(bad[:at], []byte("word/a.xml"))
		bad[at+5] = 'b'
	}
	for _, tc := range []struct {
		data []byte
		want bool
	}{{good, false}, {bad, true}} {
		r, err := zip.NewReader(bytes.NewReader(tc.data), int64(len(tc.data)))
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range r.File {
			if got := ooxml.Renamed(bytes.NewReader(tc.data), f); got != tc.want {
				t.Errorf("%s with %d bytes of fields: %v, want %v", f.Name, len(f.Extra), got, tc.want)
			}
		}
	}
}

// The short cut for plain elements hands out what the long way does, and
// leaves everything else alone.
func TestLeaf(t *testing.T) {
	for _, tc := range []struct {
		in, text string
		ok       bool
	}{
		{"<v>12 &amp; 3</v><c/>", "12 & 3", true},
		{"<v></v>", "", true},
		{"<v>1<!-- x -->2</v>", "", false},
		{"<v a='1'>12</v>", "", false},
		{"<x:v>12</x:v>", "", false},
		{"<v>12", "", false},
		{"<v>" + strings.Repeat("1", 40<<10) + "</v>", "", false},
	} {
		x := ooxml.NewScanner(strings.NewReader("<row>" + tc.in + "</row>"))
		x.Next()
		ok := x.Leaf("<v>", "</v>")
		if ok != tc.ok || ok && string(x.AppendText(nil)) != tc.text {
			t.Errorf("%.30s: %v %q, want %v %q", tc.in, ok, x.Text, tc.ok, tc.text)
		}
		if !ok && (x.Next() != ooxml.Open || x.Depth != 2) {
			t.Errorf("%.30s: something has moved", tc.in)
		}
	}
}
