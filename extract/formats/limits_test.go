package formats

import (
	"archive/zip"
	"bytes"
	"context"
	"fmt"
	"os"
	"reflect"
	"strings"
	"testing"
	"time"

	"monban/extract"
)

// zipped packs files, given as name, content, name, content …
func zipped(t *testing.T, files ...string) string {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for i := 0; i < len(files); i += 2 {
		f, err := w.Create(files[i])
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.Write([]byte(files[i+1])); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// document writes a PDF of objects from number 1 on; the first is the catalog.
func document(objects ...string) string {
	b, at := "%PDF-1.4\n", []int{}
	for i, o := range objects {
		at = append(at, len(b))
		b += fmt.Sprintf("%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	x := len(b)
	b += fmt.Sprintf("xref\n0 %d\n0000000000 65535 f \n", len(objects)+1)
	for _, n := range at {
		b += fmt.Sprintf("%010d 00000 n \n", n)
	}
	return b + fmt.Sprintf("trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n", len(objects)+1, x)
}

func stream(dict, data string) string {
	return fmt.Sprintf("<< %s /Length %d >>\nstream\n%s\nendstream", dict, len(data), data)
}

// Each limit is one field of extract.Limits, told with its place when it is
// hit, and explained in ARCHITECTURE.md with its default.
func TestLimits(t *testing.T) {
	page := "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 100 100] >>"
	pages := document("<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R 4 0 R 5 0 R] /Count 3 >>", page, page, page)
	form := func(next string) string {
		return stream("/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /F "+next+" 0 R >> >>", "/F Do")
	}
	forms := document("<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
		"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R /Resources << /XObject << /F 5 0 R >> >> >>", stream("", "/F Do"), form("6"), form("7"), form("5"))
	picture, err := os.ReadFile("../../testdata/pictures/photo.png")
	if err != nil {
		t.Fatal(err)
	}
	words := strings.Repeat("some words of a text\n", 50)
	for _, tt := range []struct {
		field, name, content string
		set                  func(l *extract.Limits)
		want                 string // code and place
	}{
		{"Input", "a.txt", words, func(l *extract.Limits) { l.Input = 1000 }, "limit "},
		{"Output", "a.zip", zipped(t, "1.txt", words, "2.txt", words), func(l *extract.Limits) { l.Output = 1500 }, "limit 2.txt"},
		{"Part", "a.zip", zipped(t, "1.txt", "short", "2.txt", words), func(l *extract.Limits) { l.Part = 1000 }, "limit 2.txt"},
		{"Ratio", "a.zip", zipped(t, "1.txt", strings.Repeat("0", 1<<20)), func(l *extract.Limits) { l.Ratio, l.RatioAt = 50, 1000 }, "limit 1.txt"},
		{"RatioAt", "a.zip", zipped(t, "1.txt", strings.Repeat("0", 1<<20)), func(l *extract.Limits) { l.RatioAt = 1 << 19 }, "limit 1.txt"},
		{"Entries", "a.zip", zipped(t, "1.txt", "a", "2.txt", "b", "3.txt", "c"), func(l *extract.Limits) { l.Entries = 2 }, "limit "},
		{"Depth", "a.zip", zipped(t, "b.zip", zipped(t, "c.zip", zipped(t, "d.txt", "words"))), func(l *extract.Limits) { l.Depth = 2 }, "limit b.zip!/c.zip!/d.txt"},
		{"Cells", "a.zip", zipped(t, "list.csv", strings.Repeat("a,b,c\n", 100)), func(l *extract.Limits) { l.Cells = 60 }, "limit list.csv"},
		{"Pages", "a.zip", zipped(t, "a.pdf", pages), func(l *extract.Limits) { l.Pages = 2 }, "limit a.pdf page 3"},
		{"Form", "a.pdf", forms, func(l *extract.Limits) { l.Form = 2 }, "limit  page 1"},
		{"Scans", "a.zip", zipped(t, "1.png", string(picture)), func(l *extract.Limits) { l.Scans = 0 }, "no-text 1.png"},
		{"ScanTime", "a.zip", zipped(t, "1.png", string(picture)), func(l *extract.Limits) { l.ScanTime = 0 }, "no-text 1.png"},
	} {
		l := extract.DefaultLimits()
		tt.set(&l)
		k := &counter{}
		k.places = true
		w := &extract.Walker{Formats: All(), Limits: l}
		if err := w.Walk(context.Background(), extract.File{Name: tt.name, Size: int64(len(tt.content)), Data: strings.NewReader(tt.content)}, k); err != nil {
			t.Fatal(tt.field, err)
		}
		if len(k.gaps) != 1 || k.gaps[0] != tt.want {
			t.Errorf("%s: gaps %q, want %q", tt.field, k.gaps, tt.want)
		}
		// Without the limit, nothing is told.
		k = &counter{places: true}
		w.Limits = extract.DefaultLimits()
		if tt.field == "Scans" || tt.field == "ScanTime" || tt.field == "Form" { // needs a program; a ring is never read to its end
			continue
		}
		w.Limits.Ratio = 1 << 20
		if err := w.Walk(context.Background(), extract.File{Name: tt.name, Size: int64(len(tt.content)), Data: strings.NewReader(tt.content)}, k); err != nil || len(k.gaps) > 0 {
			t.Errorf("%s: gaps %q within the limit, %v", tt.field, k.gaps, err)
		}
	}
	table, err := os.ReadFile("../../ARCHITECTURE.md")
	if err != nil {
		t.Fatal(err)
	}
	d := reflect.ValueOf(extract.DefaultLimits())
	for i := range d.NumField() {
		name, value := d.Type().Field(i).Name, d.Field(i)
		said := fmt.Sprint(value)
		switch {
		case name == "ScanTime":
			said = time.Duration(value.Int()).String()
		case value.Int() >= 1<<30:
			if value.Int()%(1<<30) == 0 {
				said = fmt.Sprintf("%d GB", value.Int()>>30)
			}
		case value.Int() >= 1<<20 && value.Int()%(1<<20) == 0:
			said = fmt.Sprintf("%d MB", value.Int()>>20)
		}
		if !strings.Contains(string(table), fmt.Sprintf("| `%s` | %s |", name, said)) {
			t.Errorf("ARCHITECTURE.md has no row | `%s` | %s |", name, said)
		}
	}
}
