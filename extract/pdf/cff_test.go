package pdf

import (
	"encoding/binary"
	"fmt"
	"testing"
)

// tinyCFF is a font with two glyphs: uni5C71 at code 65, A at code 66.
func tinyCFF() string {
	b := []byte{1, 0, 4, 1, 0, 1, 1, 1, 2, 'F', 0, 1, 1, 1, 19}
	dict := len(b)
	b = append(b, make([]byte, 18)...)
	b = append(b, 0, 1, 1, 1, 8)
	b = append(b, "uni5C71"...)
	b = append(b, 0, 0) // no subroutines
	for i, part := range []struct {
		op   byte
		data []byte
	}{{16, []byte{0, 2, 65, 66}}, {15, []byte{0, 1, 135, 0, 34}}, {17, []byte{0, 3, 1, 1, 2, 3, 4, 14, 14, 14}}} {
		b[dict+6*i] = 29
		binary.BigEndian.PutUint32(b[dict+6*i+1:], uint32(len(b)))
		b[dict+6*i+5] = part.op
		b = append(b, part.data...)
	}
	return string(b)
}

func TestEncodingInsideOfAFont(t *testing.T) {
	m := newMaker()
	cff := m.stream("/Subtype /Type1C", tinyCFF())
	type1 := m.stream("", "%!PS-AdobeFont-1.0: F\n/Encoding 256 array 0 1 255 {1 index exch /.notdef put} for\ndup 65 /uni7530 put dup 66 /B put readonly def currentfile eexec \x00\x01")
	m.font("C", fmt.Sprintf("<< /Type /Font /Subtype /Type1 /BaseFont /F /FontDescriptor << /FontFile3 %d 0 R >> >>", cff))
	m.font("O", fmt.Sprintf("<< /Type /Font /Subtype /Type1 /BaseFont /G /FontDescriptor << /FontFile %d 0 R >> >>", type1))
	m.addPage(at("C", 12, 50, 700, "AB") + at("O", 12, 50, 600, "AB"))
	d, err := readAll(m.bytes())
	if got := texts(d); err != nil || got != "山A|田B" {
		t.Errorf("got %q, %v", got, err)
	}
}

func FuzzFonts(f *testing.F) {
	f.Add([]byte(tinyCFF()))
	f.Add([]byte("\x00\x01\x00\x00\x00\x01\x00\x00\x00\x00\x00\x00cmap\x00\x00\x00\x00\x00\x00\x00\x1c\x00\x00\x00\x20\x00\x00\x00\x01\x00\x03\x00\x01\x00\x00\x00\x0c\x00\x04"))
	f.Fuzz(func(_ *testing.T, b []byte) {
		builtinCFF(b)
		glyphTexts(b)
		readCMap(b, func(string) *codeMap { return nil })
	})
}
