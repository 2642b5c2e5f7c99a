package xls

import (
	"slices"

	"monban/extract"
	"monban/extract/ole"
)

// drawings reads a record of drawings: the descriptions of pictures, and the
// pictures themselves.
func (w *book) drawings(r *records, rec record) {
	b := rec.b
	if rec.kind == recDrawGroup {
		// Continued both by its own kind and by the common one.
		b = slices.Clone(b)
		for k := r.peek(); k == recContinue || k == recDrawGroup; k = r.peek() {
			next, ok := r.next()
			if !ok {
				break
			}
			b = append(b, next.b...)
		}
	}
	w.escher(b, 0)
}

// escher walks the tree of a drawing (MS-ODRAW).
func (w *book) escher(b []byte, depth int) {
	for len(b) >= 8 {
		version, kind, size := u16(b, 0)&0xF, u16(b, 2), int(min(u32(b, 4), 1<<30))
		body := b[8:]
		body = body[:min(size, len(body))]
		switch {
		case kind == 0xF00B || kind == 0xF122:
			w.shape(body, u16(b, 0)>>4)
		case kind >= 0xF01A && kind <= 0xF02A:
			if p, ok := ole.PictureOf(kind, u16(b, 0)>>4, body); ok && len(w.pictures) < 10_000 {
				w.pictures = append(w.pictures, p)
			}
		case kind == 0xF007:
			if len(body) > 36 { // the entry of a picture, which holds it
				w.escher(body[min(36+int(body[33]), len(body)):], depth+1)
			}
		case version == 0xF && depth < 16:
			w.escher(body, depth+1)
		}
		b = b[min(8+size, len(b)):]
	}
}

// shape reads the texts among the properties of a shape.
func (w *book) shape(b []byte, n int) {
	rest := from(b, 6*n)
	for i := 0; i < n && 6*i+6 <= len(b); i++ {
		id, v := u16(b, 6*i), int(min(u32(b, 6*i+2), 1<<24))
		if id&0x8000 == 0 {
			continue
		}
		data := rest[:min(v, len(rest))]
		rest = from(rest, len(data))
		switch id & 0x3FFF {
		case 0x381, 0x38D: // description, tip
			w.says = append(w.says, extract.Unit{Text: ole.Wide(data), Hidden: extract.AltText})
		case 0xC0: // words drawn as art
			w.says = append(w.says, extract.Unit{Text: ole.Wide(data), Hidden: extract.Textbox})
		}
	}
}
