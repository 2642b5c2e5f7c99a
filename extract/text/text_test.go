package text

import (
	"context"
	"errors"
	"io"
	"strings"
	"testing"
	"unicode/utf8"

	"monban/extract"
	"monban/extract/extracttest"
)

func TestFormat(t *testing.T) { extracttest.Run(t, Format, "testdata") }

func TestMatch(t *testing.T) {
	for in, want := range map[string]bool{
		"hello\n":                  true,
		"\x82\xa0\x82\xa2\n":       true,
		"{\"a\": 1}":               true,
		"\x00\x01\x02\x03\x04\x05": false,
		"\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR\x00\x00\x01\x00\x00\x00\x01\x00\x08\x06": false,
	} {
		if got := Format.Match(extracttest.File("x", []byte(in)), []byte(in)); got != want {
			t.Errorf("Match(%q) = %v, want %v", in, got, want)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte("a\r\nb"))
	f.Add([]byte("\x82\xa0\x82\xa2\n\xa4\xa2\n\xe3\x81\x82"))
	f.Fuzz(func(t *testing.T, b []byte) {
		err := Format.Read(context.Background(), extracttest.File("x.txt", b), lines(func(u extract.Unit) {
			if !utf8.ValidString(u.Text) || u.Text == "" || u.Loc.Line < 1 {
				t.Errorf("bad unit of %d bytes at line %d", len(u.Text), u.Loc.Line)
			}
		}))
		if err != nil && !errors.As(err, new(*extract.CodeError)) {
			t.Errorf("Read returned %v", err)
		}
	})
}

// lines is a sink for text alone.
type lines func(extract.Unit)

func (l lines) Row([]extract.Unit) error                     { return nil }
func (l lines) Text(u extract.Unit) error                    { l(u); return nil }
func (l lines) Gap(extract.Gap) error                        { return nil }
func (l lines) File(string, extract.Hidden, io.Reader) error { return nil }

func BenchmarkRead(b *testing.B) {
	in := []byte(strings.Repeat("お世話になっております。見本の件で連絡します。\n", 50_000))
	b.SetBytes(int64(len(in)))
	b.ReportAllocs()
	for b.Loop() {
		if err := Format.Read(context.Background(), extracttest.File("x.txt", in), extracttest.Discard{}); err != nil {
			b.Fatal(err)
		}
	}
}
