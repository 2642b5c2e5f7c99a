package image

import (
	"bytes"
	"compress/zlib"
	"context"
	"encoding/binary"
	"hash/crc32"
	stdimage "image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/image/bmp"
	"golang.org/x/image/draw"
	"golang.org/x/image/font"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"
	"golang.org/x/image/tiff"

	"monban/extract"
	"monban/extract/extracttest"
)

var (
	page  = stdimage.NewGray(stdimage.Rect(0, 0, 320, 240))
	small = stdimage.NewGray(stdimage.Rect(0, 0, 40, 30))
)

func encode(t testing.TB, enc func(*bytes.Buffer) error) []byte {
	t.Helper()
	var buf bytes.Buffer
	if err := enc(&buf); err != nil {
		t.Fatal(err)
	}
	return buf.Bytes()
}

func asPNG(t testing.TB, img stdimage.Image) []byte {
	return encode(t, func(w *bytes.Buffer) error { return png.Encode(w, img) })
}

// chunk puts one more chunk behind the header of a PNG.
func chunk(b []byte, typ, body string) []byte {
	c := binary.BigEndian.AppendUint32(nil, uint32(len(body)))
	c = append(append(c, typ...), body...)
	c = binary.BigEndian.AppendUint32(c, crc32.ChecksumIEEE(c[4:]))
	return slices.Concat(b[:33], c, b[33:])
}

// segment puts one more segment at the start of a JPEG.
func segment(b []byte, mark byte, body string) []byte {
	s := binary.BigEndian.AppendUint16([]byte{0xff, mark}, uint16(len(body)+2))
	return slices.Concat(b[:2], s, []byte(body), b[2:])
}

// A field of a hand-made EXIF directory.
type field struct {
	tag, typ uint16
	count    uint32
	value    string
}

// exifOf writes a main directory, and one with the place of the photograph.
func exifOf(main, gps []field) string {
	bo := binary.LittleEndian
	out := []byte("II*\x00\x08\x00\x00\x00")
	dir := func(fs []field, link int) {
		start := len(out)
		data := start + 2 + 12*len(fs) + 4
		b := bo.AppendUint16(nil, uint16(len(fs)))
		var values []byte
		for i, f := range fs {
			b = bo.AppendUint16(bo.AppendUint16(b, f.tag), f.typ)
			b = bo.AppendUint32(b, f.count)
			switch {
			case i == link:
				b = bo.AppendUint32(b, 0xffffffff)
			case len(f.value) <= 4:
				b = append(b, append([]byte(f.value), make([]byte, 4-len(f.value))...)...)
			default:
				b = bo.AppendUint32(b, uint32(data+len(values)))
				values = append(values, f.value...)
			}
		}
		out = append(append(append(out, b...), 0, 0, 0, 0), values...)
	}
	link := slices.IndexFunc(main, func(f field) bool { return f.tag == 0x8825 })
	dir(main, link)
	if link >= 0 {
		bo.PutUint32(out[8+2+12*link+8:], uint32(len(out)))
		dir(gps, -1)
	}
	return string(out)
}

func text(tag uint16, s string) field { return field{tag, 2, uint32(len(s) + 1), s + "\x00"} }

func degrees(tag uint16, d, m, s100 uint32) field {
	var b []byte
	for _, v := range []uint32{d, 1, m, 1, s100, 100} {
		b = binary.LittleEndian.AppendUint32(b, v)
	}
	return field{tag, 5, 3, string(b)}
}

var sampleExif = exifOf([]field{
	text(0x10e, "健康診断の結果"),
	text(0x13b, "見本太郎"),
	{0x9286, 7, 14, "UNICODE\x00" + "\x2b\x59\x90\x5b\x55\x30"},
	{0x8825, 4, 1, ""},
}, []field{text(1, "N"), degrees(2, 35, 40, 5236), text(3, "E"), degrees(4, 139, 46, 130)})

const sampleXMP = `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" dc:format="image/jpeg"><dc:creator><rdf:Seq><rdf:li>試験花子</rdf:li></rdf:Seq></dc:creator></rdf:Description></rdf:RDF></x:xmpmeta>`

func samples(t testing.TB) map[string][]byte {
	jpg := encode(t, func(w *bytes.Buffer) error { return jpeg.Encode(w, page, nil) })
	smallPNG := asPNG(t, small)
	var z bytes.Buffer
	zw := zlib.NewWriter(&z)
	_, _ = zw.Write([]byte("packed words")) // into memory
	_ = zw.Close()
	pal := stdimage.NewPaletted(page.Rect, color.Palette{color.Black, color.White})
	tif := encode(t, func(w *bytes.Buffer) error { return tiff.Encode(w, page, nil) })
	out := map[string][]byte{
		"logo.png":   smallPNG,
		"page.png":   asPNG(t, page),
		"notes.png":  chunk(chunk(chunk(chunk(smallPNG, "tEXt", "Author\x00\x8c\xa9\x96{\x91\xbe\x98Y"), "zTXt", "Comment\x00\x00"+z.String()), "iTXt", "Title\x00\x00\x00ja\x00題\x00名簿の写し"), "eXIf", sampleExif),
		"behind.png": append(bytes.Clone(smallPNG), "hidden words behind the picture"...),
		"padded.png": append(bytes.Clone(smallPNG), 0, 0, 0, 0),
		"cut.png":    smallPNG[:len(smallPNG)-20],
		"page.jpg":   jpg,
		"notes.jpg": segment(segment(segment(segment(jpg, 0xfe, "a comment"), 0xe1, "Exif\x00\x00"+sampleExif), 0xe1, "http://ns.adobe.com/xap/1.0/\x00"+sampleXMP),
			0xed, "Photoshop 3.0\x008BIM\x04\x04\x00\x00\x00\x00\x00\x0e\x1c\x02\x50\x00\x09\xe8\xa6\x8b\xe6\x9c\xac\xe5\xad\x90"),
		"behind.jpg": append(bytes.Clone(jpg), "PK no archive"...),
		"cut.jpg":    jpg[:len(jpg)-2],
		"page.gif":   encode(t, func(w *bytes.Buffer) error { return gif.Encode(w, pal, nil) }),
		"page.bmp":   encode(t, func(w *bytes.Buffer) error { return bmp.Encode(w, page) }),
		"page.tif":   tif,
		"page.webp":  []byte("RIFF\x26\x00\x00\x00WEBPVP8X\x0a\x00\x00\x00\x08\x00\x00\x00\x3f\x01\x00\xef\x00\x00EXIF\x08\x00\x00\x00II*\x00\x08\x00\x00\x00"),
		"photo.heic": []byte("\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic"),
	}
	g := out["page.gif"]
	out["notes.gif"] = slices.Concat(g[:len(g)-1], []byte("\x21\xfe\x05words\x00\x3b"))
	return out
}

func format(t testing.TB, name string) extract.Format {
	for _, f := range Formats() {
		if slices.Contains(f.Ext, filepath.Ext(name)) {
			return f
		}
	}
	t.Fatalf("no format for %s", name)
	return extract.Format{}
}

func TestFormats(t *testing.T) {
	for name, b := range samples(t) {
		t.Run(name, func(t *testing.T) {
			f := format(t, name)
			got := extracttest.Units(t, f, name, b)
			golden := filepath.Join("testdata", name+".units")
			if extracttest.Update() {
				if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			if want, err := os.ReadFile(golden); err != nil || got != string(want) {
				t.Errorf("units differ from %s (%v)\ngot:\n%s\nwant:\n%s", golden, err, got, want)
			}
			extracttest.Obey(t, f, name, b)
		})
	}
}

// heard keeps the text and the gaps.
type heard struct {
	extracttest.Discard
	text []string
	gaps []extract.Code
}

func (h *heard) Text(u extract.Unit) error { h.text = append(h.text, u.Text); return nil }
func (h *heard) Gap(g extract.Gap) error   { h.gaps = append(h.gaps, g.Code); return nil }

// written draws lines of text on a white page.
func written(t testing.TB, w, h int, lines ...string) *stdimage.Gray {
	t.Helper()
	f, err := opentype.Parse(goregular.TTF)
	if err != nil {
		t.Fatal(err)
	}
	face, err := opentype.NewFace(f, &opentype.FaceOptions{Size: 36, DPI: 72})
	if err != nil {
		t.Fatal(err)
	}
	img := stdimage.NewGray(stdimage.Rect(0, 0, w, h))
	draw.Draw(img, img.Rect, stdimage.White, stdimage.Point{}, draw.Src)
	d := font.Drawer{Dst: img, Src: stdimage.Black, Face: face}
	for i, s := range lines {
		d.Dot = fixed.P(60, 90+70*i)
		d.DrawString(s)
	}
	return img
}

func TestRecognition(t *testing.T) {
	if _, err := exec.LookPath("tesseract"); err != nil {
		if os.Getenv("MONBAN_REQUIRE_EXTERNAL") != "" {
			t.Fatal("tesseract is not installed: run .ci/setup")
		}
		t.Skip("tesseract is not installed")
	}
	const number = "234567891128" // the font strikes its zeros through
	img := written(t, 900, 560, "CARD "+number, "on a card")
	turnedBack := turned(img, 8)
	jpg := encode(t, func(w *bytes.Buffer) error { return jpeg.Encode(w, turnedBack, nil) })
	for name, b := range map[string][]byte{
		"card.png": asPNG(t, img),
		"card.jpg": segment(jpg, 0xe1, "Exif\x00\x00"+exifOf([]field{{0x112, 3, 1, "\x06\x00"}}, nil)),
		"card.tif": encode(t, func(w *bytes.Buffer) error { return tiff.Encode(w, img, nil) }),
	} {
		scans := extract.Scans{Left: 1, Time: time.Minute}
		ef := extracttest.File(name, b)
		ef.Scans = &scans
		h := &heard{}
		if err := format(t, name).Read(context.Background(), ef, h); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if s := strings.ReplaceAll(strings.Join(h.text, "\n"), " ", ""); !strings.Contains(s, number) || len(h.gaps) > 0 || scans.Left != 0 {
			t.Errorf("%s: text %q, gaps %v, %d scans left; want %s", name, h.text, h.gaps, scans.Left, number)
		}
		// The budget is spent now.
		h = &heard{}
		if err := format(t, name).Read(context.Background(), ef, h); err != nil || !slices.Contains(h.gaps, extract.NoText) {
			t.Errorf("%s without budget: gaps %v, %v", name, h.gaps, err)
		}
	}
}

func TestTurned(t *testing.T) {
	img := stdimage.NewGray(stdimage.Rect(0, 0, 3, 2))
	img.SetGray(0, 0, color.Gray{Y: 255}) // top left
	for turn, want := range map[int]stdimage.Point{1: {X: 0, Y: 0}, 3: {X: 2, Y: 1}, 6: {X: 1, Y: 0}, 8: {X: 0, Y: 2}} {
		if r, _, _, _ := turned(img, turn).At(want.X, want.Y).RGBA(); r == 0 {
			t.Errorf("orientation %d: the corner is not at %v", turn, want)
		}
	}
}

func FuzzRead(f *testing.F) {
	for name, b := range samples(f) {
		f.Add(filepath.Ext(name), b)
	}
	f.Fuzz(func(t *testing.T, ext string, b []byte) {
		for _, fm := range Formats() {
			if slices.Contains(fm.Ext, ext) {
				_ = fm.Match(extracttest.File("x"+ext, b), b[:min(len(b), 4096)])
				_ = fm.Read(context.Background(), extracttest.File("x"+ext, b), extracttest.Discard{}) // must not panic or hang
			}
		}
	})
}

func BenchmarkRead(b *testing.B) {
	in := samples(b)["notes.jpg"]
	b.SetBytes(int64(len(in)))
	b.ReportAllocs()
	f := format(b, "x.jpg")
	for b.Loop() {
		if err := f.Read(context.Background(), extracttest.File("x.jpg", in), extracttest.Discard{}); err != nil {
			b.Fatal(err)
		}
	}
}
