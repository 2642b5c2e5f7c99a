package pdf

import (
	"bytes"
	"context"
	base85 "encoding/ascii85"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"os"
	"strings"
	"testing"
	"time"

	"monban/extract"
	"monban/extract/extracttest"
	"monban/extract/ocr"
)

// scan is the picture that the PDFs of these tests show.
func scan(t testing.TB) *image.Gray {
	t.Helper()
	f, err := os.Open("../../testdata/pictures/letter.png")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	img, err := png.Decode(f)
	if err != nil {
		t.Fatal(err)
	}
	return ocr.Gray(img)
}

// bits packs dots of black (0) and white (1).
func bits(g *image.Gray) string {
	var out []byte
	for y := range g.Rect.Dy() {
		line := make([]byte, (g.Rect.Dx()+7)/8)
		for x := range g.Rect.Dx() {
			if g.GrayAt(x, y).Y > 127 {
				line[x/8] |= 0x80 >> (x % 8)
			}
		}
		out = append(out, line...)
	}
	return string(out)
}

func invert(s string) string {
	b := []byte(s)
	for i := range b {
		b[i] = ^b[i]
	}
	return string(b)
}

// each repeats every byte of a picture as the samples of a dot.
func each(g *image.Gray, of func(byte) []byte) string {
	var out []byte
	for _, c := range g.Pix {
		out = append(out, of(c)...)
	}
	return string(out)
}

// inline shows a picture in the content of the page.
func inline(w, h int, dict, data string) func(*maker) string {
	return func(*maker) string {
		return fmt.Sprintf("q 595 0 0 842 0 0 cm BI /W %d /H %d %s ID %s\nEI Q", w, h, dict, data)
	}
}

func ascii85(s string) string {
	out := make([]byte, base85.MaxEncodedLen(len(s)))
	return string(out[:base85.Encode(out, []byte(s))]) + "~>"
}

// scans lists PDFs that show one page in many ways.
func scans(t testing.TB) map[string][]byte {
	g := scan(t)
	w, h := g.Rect.Dx(), g.Rect.Dy()
	var photo, cmyk bytes.Buffer
	if err := jpeg.Encode(&photo, g, &jpeg.Options{Quality: 60}); err != nil {
		t.Fatal(err)
	}
	colour := image.NewRGBA(g.Rect)
	for i, c := range g.Pix {
		colour.SetRGBA(i%w, i/w, color.RGBA{c, c, c, 255})
	}
	if err := jpeg.Encode(&cmyk, colour, nil); err != nil {
		t.Fatal(err)
	}
	fax, err := os.ReadFile("../../testdata/pictures/letter.g4")
	if err != nil {
		t.Fatal(err)
	}
	full := "q 595 0 0 842 0 0 cm /I Do Q"
	one := func(dict, data string) func(m *maker) string {
		return func(m *maker) string {
			m.objs[4] = fmt.Sprintf("/XObject << /I %d 0 R >>", m.stream(fmt.Sprintf("/Subtype /Image /Width %d /Height %d %s", w, h, dict), data))
			return full
		}
	}
	flate := "/Filter /FlateDecode "
	cases := map[string]func(m *maker) string{
		"gray":     one(flate+"/BitsPerComponent 8 /ColorSpace /DeviceGray", deflate(string(g.Pix))),
		"flipped":  one(flate+"/BitsPerComponent 8 /ColorSpace /DeviceGray /Decode [1 0]", deflate(invert(string(g.Pix)))),
		"bits":     one(flate+"/BitsPerComponent 1 /ColorSpace /DeviceGray", deflate(bits(g))),
		"rgb":      one(flate+"/BitsPerComponent 8 /ColorSpace /DeviceRGB", deflate(each(g, func(c byte) []byte { return []byte{c, c, c} }))),
		"cmyk":     one(flate+"/BitsPerComponent 8 /ColorSpace /DeviceCMYK", deflate(each(g, func(c byte) []byte { return []byte{0, 0, 0, ^c} }))),
		"deep":     one(flate+"/BitsPerComponent 16 /ColorSpace /CalGray", deflate(each(g, func(c byte) []byte { return []byte{c, 0} }))),
		"spot":     one(flate+"/BitsPerComponent 8 /ColorSpace [/Separation /Black /DeviceGray 9 0 R]", deflate(invert(string(g.Pix)))),
		"indexed":  one(flate+"/BitsPerComponent 1 /ColorSpace [/Indexed /DeviceRGB 1 <ffffff000000>]", deflate(invert(bits(g)))),
		"jpeg":     one("/Filter /DCTDecode /BitsPerComponent 8 /ColorSpace /DeviceGray", photo.String()),
		"ycc":      one("/Filter /DCTDecode /BitsPerComponent 8 /ColorSpace /DeviceRGB", cmyk.String()),
		"twice":    one("/Filter [/FlateDecode /DCTDecode] /BitsPerComponent 8 /ColorSpace /DeviceGray", deflate(photo.String())),
		"fax":      one(fmt.Sprintf("/Filter /CCITTFaxDecode /DecodeParms << /K -1 /Columns %d /Rows %d >> /BitsPerComponent 1 /ColorSpace /DeviceGray", w, h), string(fax)),
		"fax mask": one(fmt.Sprintf("/Filter /CCITTFaxDecode /DecodeParms << /K -1 /Columns %d /BlackIs1 true >> /ImageMask true /Decode [1 0]", w), string(fax)),
		"mask":     one(flate+"/ImageMask true", deflate(bits(g))),
		"predicted": one(fmt.Sprintf("/Filter /FlateDecode /DecodeParms << /Predictor 12 /Columns %d >> /BitsPerComponent 8 /ColorSpace /DeviceGray", w),
			deflate(each2(g))),
		"inline":         inline(w, h, "/BPC 8 /CS /G /F /Fl", deflate(string(g.Pix))),
		"inline raw":     inline(w, h, "/BitsPerComponent 1 /ColorSpace /DeviceGray", bits(g)),
		"inline mask":    inline(w, h, "/IM true /F [/A85 /Fl]", ascii85(deflate(bits(g)))),
		"inline indexed": inline(w, h, "/BPC 1 /CS [/I /RGB 1 <ffffff000000>] /F /AHx", fmt.Sprintf("%x>", invert(bits(g)))),
		"inline jpeg":    inline(w, h, "/BPC 8 /CS /G /F /DCT", photo.String()),
		"inline named": func(m *maker) string {
			m.objs[4] = "/ColorSpace << /Pale [/Separation /Black /DeviceGray 9 0 R] >>"
			return inline(w, h, "/BPC 8 /CS /Pale /D [0 1] /F /Fl", deflate(invert(string(g.Pix))))(m)
		},
		"inline fax": inline(w, h, fmt.Sprintf("/BPC 1 /CS /G /F /CCF /DP << /K -1 /Columns %d >>", w), string(fax)),
		"strips": func(m *maker) string {
			var res, draw strings.Builder
			for i := range 6 {
				a, b := h*i/6, h*(i+1)/6
				n := m.stream(fmt.Sprintf(flate+"/Subtype /Image /Width %d /Height %d /BitsPerComponent 8 /ColorSpace /DeviceGray", w, b-a), deflate(string(g.Pix[a*g.Stride:b*g.Stride])))
				fmt.Fprintf(&res, "/I%d %d 0 R ", i, n)
				fmt.Fprintf(&draw, "q 595 0 0 %f 0 %f cm /I%d Do Q ", 842*float64(b-a)/float64(h), 842-842*float64(b)/float64(h), i)
			}
			m.objs[4] = "/XObject << " + res.String() + ">>"
			return draw.String()
		},
		"layers": func(m *maker) string { // black under a mask of the letters, over a pale ground
			mask := m.stream(fmt.Sprintf(flate+"/Subtype /Image /ImageMask true /Width %d /Height %d", w, h), deflate(bits(g)))
			ink := m.stream(fmt.Sprintf(flate+"/Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceGray /Mask %d 0 R", mask), deflate("\x00"))
			ground := m.stream(flate+"/Subtype /Image /Width 600 /Height 800 /BitsPerComponent 8 /ColorSpace /DeviceGray", deflate(strings.Repeat("\xfd", 480_000)))
			m.objs[4] = fmt.Sprintf("/XObject << /G %d 0 R /I %d 0 R >>", ground, ink)
			return "q 595 0 0 842 0 0 cm /G Do Q " + full
		},
	}
	out := map[string][]byte{}
	for name, of := range cases {
		m := newMaker()
		m.addPage(of(m))
		out[name] = m.bytes()
	}
	turned := newMaker()
	content := cases["gray"](turned)
	turned.page = "/Rotate 90"
	turned.addPage(strings.Replace(content, "595 0 0 842 0 0", "0 595 -842 0 842 0", 1))
	out["turned"] = bytes.Replace(turned.bytes(), []byte("[0 0 595 842]"), []byte("[0 0 842 595]"), 1)
	return out
}

// each2 puts the mark of the predictor Up, and differences, in every row.
func each2(g *image.Gray) string {
	var out []byte
	prev := make([]byte, g.Stride)
	for y := range g.Rect.Dy() {
		line := g.Pix[y*g.Stride : (y+1)*g.Stride]
		out = append(out, 2)
		for x, c := range line {
			out = append(out, c-prev[x])
		}
		prev = line
	}
	return string(out)
}

// Every way to put a scan into a PDF gives the picture that a viewer shows.
func TestPictures(t *testing.T) {
	want := scan(t)
	for name, b := range scans(t) {
		d, err := open(context.Background(), extracttest.File("x.pdf", b))
		if err != nil {
			t.Fatal(name, err)
		}
		j := &job{ctx: context.Background(), d: d}
		pics := j.draw(d.pageTree(1)[0]).pictures()
		if len(pics) == 0 {
			t.Errorf("%s: no pictures", name)
			continue
		}
		got, err := compose(pics)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if dw, dh := got.Rect.Dx()-want.Rect.Dx(), got.Rect.Dy()-want.Rect.Dy(); dw*dw > 16 || dh*dh > 16 {
			t.Errorf("%s: %v, want %v", name, got.Rect, want.Rect)
			continue
		}
		if off := difference(got, want); off > 4 {
			t.Errorf("%s: dots are off by %.1f in the mean", name, off)
		}
	}
}

// difference is that of the means of squares of ten dots, so that half a dot
// to the side does not count.
func difference(a, b *image.Gray) float64 {
	sum, n := 0.0, 0
	for y := 0; y+20 < b.Rect.Dy(); y += 10 {
		for x := 0; x+20 < b.Rect.Dx(); x += 10 {
			d := 0
			for k := range 100 {
				d += int(a.GrayAt(x+k%10, y+k/10).Y) - int(b.GrayAt(x+k%10, y+k/10).Y)
			}
			sum += float64(max(d, -d)) / 100
			n++
		}
	}
	return sum / float64(n)
}

// heard keeps text and gaps.
type heard struct {
	extracttest.Discard
	text []string
	gaps []extract.Code
}

func (h *heard) Text(u extract.Unit) error { h.text = append(h.text, u.Text); return nil }
func (h *heard) Gap(g extract.Gap) error   { h.gaps = append(h.gaps, g.Code); return nil }

func TestScannedPage(t *testing.T) {
	b := scans(t)["jpeg"]
	h := &heard{}
	if err := Format.Read(context.Background(), extracttest.File("x.pdf", b), h); err != nil || len(h.gaps) != 1 || h.gaps[0] != extract.NoText {
		t.Errorf("without recognition: gaps %v, %v; want no-text", h.gaps, err)
	}
	if !ocr.Available() {
		if os.Getenv("MONBAN_REQUIRE_EXTERNAL") != "" {
			t.Fatal("tesseract is not installed: run .ci/setup")
		}
		t.Skip("tesseract is not installed")
	}
	h = &heard{}
	f := extracttest.File("x.pdf", b)
	f.Scans = &extract.Scans{Left: 1, Time: time.Minute}
	if err := Format.Read(context.Background(), f, h); err != nil || len(h.gaps) > 0 {
		t.Errorf("gaps %v, %v", h.gaps, err)
	}
	text := strings.ReplaceAll(strings.Join(h.text, "\n"), " ", "")
	for _, w := range []string{"青葉千夏", "昭和60年3月14日", "090-1234-5678"} {
		if !strings.Contains(text, w) {
			t.Errorf("%q is missing in\n%s", w, text)
		}
	}
}

// What is not unpacked is said, and a small picture beside text is nothing.
func TestPicturesLeftOut(t *testing.T) {
	page := func(dict, draw string) []byte {
		m := newMaker()
		m.font("F", "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>")
		m.objs[4] = fmt.Sprintf("/XObject << /I %d 0 R >>", m.stream("/Subtype /Image "+dict, "data"))
		m.addPage(draw)
		return m.bytes()
	}
	text := "BT /F 12 Tf 50 700 Td (" + strings.Repeat("words of the page ", 10) + ") Tj ET "
	for name, tt := range map[string]struct {
		b    []byte
		want int
	}{
		"jbig2":        {page("/Width 1240 /Height 1754 /Filter /JBIG2Decode", "q 595 0 0 842 0 0 cm /I Do Q"), 1},
		"jpeg 2000":    {page("/Width 1240 /Height 1754 /Filter /JPXDecode", "q 595 0 0 842 0 0 cm /I Do Q"), 1},
		"card":         {page("/Width 860 /Height 540 /Filter /DCTDecode", text+"q 300 0 0 190 100 100 cm /I Do Q"), 1},
		"logo":         {page("/Width 860 /Height 540 /Filter /DCTDecode", text+"q 80 0 0 50 100 100 cm /I Do Q"), 0},
		"line":         {page("/Width 2000 /Height 210 /Filter /DCTDecode", text+"q 500 0 0 52 50 100 cm /I Do Q"), 0},
		"letter paper": {page("/Width 1240 /Height 1754 /Filter /DCTDecode", "q 595 0 0 842 0 0 cm /I Do Q "+text), 0},
	} {
		h := &heard{}
		f := extracttest.File("x.pdf", tt.b)
		f.Scans = &extract.Scans{Left: 9, Time: time.Minute}
		if err := Format.Read(context.Background(), f, h); err != nil || len(h.gaps) != tt.want {
			t.Errorf("%s: gaps %v, %v; want %d", name, h.gaps, err, tt.want)
		}
	}
}
