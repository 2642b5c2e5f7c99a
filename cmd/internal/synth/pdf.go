package synth

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf16"
)

// PDF writes a sheet as a printed list on A4 pages, cells at fixed places, in a
// font that is not embedded and a predefined encoding, as printing programs of
// Japanese offices write it: UniJIS-UTF16-H, or with rksj the older 90ms-RKSJ-H.
func PDF(s *Sheet, rksj bool) []byte {
	encode, cmap := utf16Hex, "UniJIS-UTF16-H"
	if rksj {
		encode, cmap = rksjHex, "90ms-RKSJ-H"
	}
	const size, perPage, left, top, step = 9, 38, 40, 790, 19
	width := columnWidths(s)
	right := left
	for _, w := range width {
		right += w*size + 12
	}
	var pages []string
	for from := 0; from < len(s.Cells); from += perPage {
		var b strings.Builder
		b.WriteString("BT\n/F1 9 Tf\n")
		for i, line := range s.Cells[from:min(from+perPage, len(s.Cells))] {
			x := left
			for j, c := range line {
				if text := Text(c.Value); text != "" {
					fmt.Fprintf(&b, "1 0 0 1 %d %d Tm <%s> Tj\n", x, top-i*step, encode(text))
				}
				x += width[j]*size + 12
			}
		}
		b.WriteString("ET\n")
		pages = append(pages, b.String())
	}
	return pdfFile(pages, max(595, right), cmap)
}

// columnWidths is the number of full-width characters that each column needs.
// Titles above the table, which stand alone in their row, do not count.
func columnWidths(s *Sheet) []int {
	w := make([]int, s.width())
	for _, line := range s.Cells {
		filled := 0
		for _, c := range line {
			if c.Value != nil {
				filled++
			}
		}
		for j, c := range line {
			n := len([]rune(Text(c.Value)))
			if filled > 1 || j > 0 {
				w[j] = max(w[j], n)
			}
		}
	}
	return w
}

// utf16Hex writes text as hexadecimal UTF-16, without variation selectors.
func utf16Hex(text string) string {
	var b strings.Builder
	for _, r := range text {
		if r < 0xE0100 {
			for _, u := range utf16.Encode([]rune{r}) {
				fmt.Fprintf(&b, "%04X", u)
			}
		}
	}
	return b.String()
}

func rksjHex(text string) string { return fmt.Sprintf("%X", CP932([]byte(text))) }

// pdfFile puts page contents of a width into a file with one font, encoded by
// a predefined CMap.
func pdfFile(pages []string, width int, cmap string) []byte {
	var b bytes.Buffer
	var at []int
	obj := func(format string, args ...any) {
		at = append(at, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n", len(at))
		fmt.Fprintf(&b, format, args...)
		b.WriteString("\nendobj\n")
	}
	b.WriteString("%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
	var kids []string
	for i := range pages {
		kids = append(kids, fmt.Sprintf("%d 0 R", 6+2*i))
	}
	obj("<< /Type /Catalog /Pages 2 0 R >>")
	obj("<< /Type /Pages /Count %d /Kids [%s] >>", len(pages), strings.Join(kids, " "))
	obj("<< /Type /Font /Subtype /Type0 /BaseFont /MS-Gothic /Encoding /%s /DescendantFonts [4 0 R] >>", cmap)
	obj("<< /Type /Font /Subtype /CIDFontType2 /BaseFont /MS-Gothic /CIDSystemInfo << /Registry (Adobe) /Ordering (Japan1) /Supplement 2 >> /FontDescriptor 5 0 R /DW 1000 /W [1 632 500] >>")
	obj("<< /Type /FontDescriptor /FontName /MS-Gothic /Flags 4 /FontBBox [0 -137 1000 859] /ItalicAngle 0 /Ascent 859 /Descent -140 /CapHeight 769 /StemV 78 >>")
	for i, content := range pages {
		obj("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %d 842] /Resources << /Font << /F1 3 0 R >> >> /Contents %d 0 R >>", width, 7+2*i)
		obj("<< /Length %d >>\nstream\n%s\nendstream", len(content), content)
	}
	xref := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(at)+1)
	for _, n := range at {
		fmt.Fprintf(&b, "%010d 00000 n \n", n)
	}
	fmt.Fprintf(&b, "trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n", len(at)+1, xref)
	return b.Bytes()
}
