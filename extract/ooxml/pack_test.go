package ooxml_test

import (
	"archive/zip"
	"bytes"
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
