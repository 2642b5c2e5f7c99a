package ole

import (
	"bytes"
	"encoding/binary"
	"errors"

	"monban/extract"
)

// A Picture is one of the pictures that office programs keep beside their
// drawings (MS-ODRAW 2.2.23).
type Picture struct {
	ext    string
	data   []byte
	vector bool // a drawing of lines and letters
}

// PictureOf takes a picture out of a record of drawings. ok is false when the
// record holds none, or one that is too small to hold words.
func PictureOf(kind, instance int, b []byte) (p Picture, ok bool) {
	skip := 17 // behind one mark, or two
	if instance&1 != 0 {
		skip = 33
	}
	le := binary.LittleEndian
	if len(b) <= skip {
		return p, false
	}
	switch kind {
	case 0xF01A, 0xF01B, 0xF01C:
		size := b[skip-1:]
		const pixel = 9525
		if len(size) < 28 || le.Uint32(size[20:])/pixel < 300 || le.Uint32(size[24:])/pixel < 200 {
			return p, false
		}
		return Picture{vector: true}, true
	case 0xF01D, 0xF02A:
		return Picture{ext: ".jpg", data: b[skip:]}, true
	case 0xF01E:
		return Picture{ext: ".png", data: b[skip:]}, true
	case 0xF01F:
		if b = bitmap(b[skip:]); b == nil {
			return p, false
		}
		return Picture{ext: ".bmp", data: b}, true
	case 0xF029:
		return Picture{ext: ".tif", data: b[skip:]}, true
	}
	return p, false
}

// Say hands the picture to the sink under a name without an ending.
func (p Picture) Say(name string, to extract.Sink) error {
	if p.vector {
		return to.Gap(extract.Gap{Code: extract.NoText, Err: errors.New("a drawing is not read")})
	}
	return to.File(name+p.ext, 0, bytes.NewReader(p.data))
}

// bitmap puts before a picture of Windows the head that its files have.
func bitmap(b []byte) []byte {
	if len(b) < 40 {
		return nil
	}
	le := binary.LittleEndian
	at := 14 + int64(le.Uint32(b))
	if bits := le.Uint16(b[14:]); bits <= 8 {
		n := int64(le.Uint32(b[32:]))
		if n == 0 {
			n = 1 << bits
		}
		at += 4 * n
	}
	out := []byte("BM")
	out = le.AppendUint32(out, uint32(14+len(b)))
	out = le.AppendUint32(out, 0)
	out = le.AppendUint32(out, uint32(min(at, int64(len(b)+14))))
	return append(out, b...)
}
