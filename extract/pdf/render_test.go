//go:build unix

package pdf

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"monban/extract"
	"monban/extract/extracttest"
	"monban/extract/tool"
)

// drawn is a PDF whose pictures only another program unpacks.
func drawn(t *testing.T, page, content string) []byte {
	t.Helper()
	b, err := os.ReadFile("../../testdata/pictures/letter.jp2")
	if err != nil {
		t.Fatal(err)
	}
	m := newMaker()
	m.cidFont("J", "90ms-RKSJ-H", "Japan1")
	m.objs[4] = fmt.Sprintf("/XObject << /I %d 0 R >>", m.stream("/Subtype /Image /Width 1240 /Height 1754 /BitsPerComponent 8 /ColorSpace /DeviceGray /Filter /JPXDecode", string(b)))
	m.page = page
	m.addPage(content)
	return m.bytes()
}

// What another program draws lies where the page shows it, and nothing that
// stands beside it is on it.
func TestRender(t *testing.T) {
	if !tool.Has(renderer) {
		if os.Getenv("MONBAN_REQUIRE_EXTERNAL") != "" {
			t.Fatal("pdftoppm is not installed: run .ci/setup")
		}
		t.Skip("pdftoppm is not installed")
	}
	want := scan(t)
	words := at("J", 12, 20, 810, sjis(strings.Repeat("画像の外にある文字列です。", 3))) + at("J", 12, 20, 790, sjis(strings.Repeat("画像の外にある文字列です。", 3)))
	for _, tc := range []struct{ name, page, content string }{
		{"whole", "", "q 595 0 0 842 0 0 cm /I Do Q"},
		{"a part", "", words + "q 500 0 0 707 50 20 cm /I Do Q " + words + words},
		{"turned", "/Rotate 90", "q 0 595 -842 0 842 0 cm /I Do Q"},
		{"cut out", "/CropBox [40 60 540 767]", "q 500 0 0 707 40 60 cm /I Do Q"},
		{"over the edge", "", "q 595 0 0 842 0 0 cm /I Do Q q 595 0 0 842 595 0 cm /I Do Q"},
	} {
		b := drawn(t, tc.page, tc.content)
		if tc.name == "turned" {
			b = bytes.Replace(b, []byte("[0 0 595 842]"), []byte("[0 0 842 595]"), 1)
		}
		d, err := open(context.Background(), extracttest.File("x.pdf", b))
		if err != nil {
			t.Fatal(tc.name, err)
		}
		left := &extract.Scans{Left: 1, Time: time.Minute}
		j := &job{ctx: context.Background(), d: d, scans: left}
		c := j.draw(d.pageTree(1)[0])
		if _, err := compose(c.pictures()); err == nil {
			t.Fatal("unpacked here")
		}
		got, err := j.render(1, c.view, c.pictures())
		if err != nil || got == nil {
			t.Errorf("%s: drawn %t, %v", tc.name, got != nil, err)
			continue
		}
		dx, dy := got.Rect.Dx()-want.Rect.Dx(), got.Rect.Dy()-want.Rect.Dy()
		if dx*dx > 16 || dy*dy > 16 {
			t.Errorf("%s: %v, want %v", tc.name, got.Rect, want.Rect)
		} else if off := difference(got, want); off > 4 {
			t.Errorf("%s: dots are off by %.1f in the mean", tc.name, off)
		}
		if left.Time >= time.Minute {
			t.Errorf("%s: the time is not counted", tc.name)
		}
	}
}

// What the other program draws is read even when it complains; what it says of
// fonts is no complaint of pictures.
func TestRenderComplains(t *testing.T) {
	d, err := open(context.Background(), extracttest.File("x.pdf", drawn(t, "", "q 595 0 0 842 0 0 cm /I Do Q")))
	if err != nil {
		t.Fatal(err)
	}
	for _, tc := range []struct {
		script string
		dots   bool
		err    error
	}{
		{"printf 'P5\\n2 2\\n255\\nabcd'", true, nil},
		{"printf 'P5\\n2 2\\n255\\nabcd'; echo 'Syntax Error (9): the segment is cut off' >&2", true, errPart},
		{"printf 'P5\\n2 2\\n255\\nabcd'; echo 'Syntax Error: no font for MS-Gothic' >&2", true, nil},
		{"printf 'P5\\n2 2\\n255\\naaaa'", false, nil},
		{"printf 'P5\\n2 2\\n255\\nabcd'; exit 1", false, nil},
	} {
		dir := t.TempDir()
		if err := os.WriteFile(filepath.Join(dir, renderer), []byte("#!/bin/sh\n"+tc.script), 0o755); err != nil {
			t.Fatal(err)
		}
		t.Setenv("PATH", dir+":/usr/bin:/bin")
		j := &job{ctx: context.Background(), d: d, scans: &extract.Scans{Left: 1, Time: time.Minute}}
		c := j.draw(d.pageTree(1)[0])
		got, err := j.render(1, c.view, c.pictures())
		if (got != nil) != tc.dots || !errors.Is(err, tc.err) {
			t.Errorf("%s: drawn %t, %v", tc.script, got != nil, err)
		}
	}
}

func TestPortable(t *testing.T) {
	for in, want := range map[string]bool{
		"P5\n2 2\n255\nabcd":                true,
		"P5\n2 2\n255\nabc":                 false,
		"P6\n2 2\n255\nabcd":                false,
		"P5\n-2 -2\n255\n":                  false,
		"P5\n2":                             false,
		"":                                  false,
		"P5\n99999999999999999999 9\n255\n": false,
	} {
		if g := portable([]byte(in)); (g != nil) != want || g != nil && string(g.Pix) != "abcd" {
			t.Errorf("%q: read %t", in, g != nil)
		}
	}
}
