package image

import (
	"bytes"
	"encoding/binary"
	"encoding/xml"
	"fmt"
	"io"
	"strings"

	"monban/extract/charset"
	"monban/extract/ocr"
)

const (
	maxDirs    = 200 // directories of a TIFF: pages and what hangs on them
	maxEntries = 500 // of one directory

	maxTagBytes = 64 << 20 // of all values
)

// A tags is a TIFF file, or the EXIF part of another, which has its form.
type tags struct {
	at  func(off, n int64) []byte
	bo  binary.ByteOrder
	dir int // directories read
	got int64
}

// An entry is one field of a directory.
type entry struct {
	tag, typ uint16
	count    uint32
	raw      []byte
}

func newTags(at func(off, n int64) []byte) (*tags, int64) {
	h := at(0, 8)
	switch {
	case len(h) < 8:
		return nil, 0
	case string(h[:2]) == "II":
		return &tags{at: at, bo: binary.LittleEndian}, int64(binary.LittleEndian.Uint32(h[4:]))
	case string(h[:2]) == "MM":
		return &tags{at: at, bo: binary.BigEndian}, int64(binary.BigEndian.Uint32(h[4:]))
	}
	return nil, 0
}

// entries reads the directory at off, and the place of the next one.
func (t *tags) entries(off int64) (out []entry, next int64) {
	n := t.at(off, 2)
	if t.dir++; n == nil || t.dir > maxDirs || off < 8 {
		return nil, 0
	}
	count := min(int64(t.bo.Uint16(n)), maxEntries)
	for i := range count {
		b := t.at(off+2+12*i, 12)
		if b == nil {
			return out, 0
		}
		e := entry{tag: t.bo.Uint16(b), typ: t.bo.Uint16(b[2:]), count: t.bo.Uint32(b[4:])}
		sizes := [...]int64{0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8}
		if int(e.typ) < len(sizes) {
			if size := sizes[e.typ] * int64(e.count); size <= 4 {
				e.raw = b[8 : 8+size]
			} else if t.got += size; t.got <= maxTagBytes {
				e.raw = t.at(int64(t.bo.Uint32(b[8:])), size)
			}
		}
		out = append(out, e)
	}
	if b := t.at(off+2+12*count, 4); b != nil {
		next = int64(t.bo.Uint32(b))
	}
	return out, next
}

// number is the first number of a field.
func (t *tags) number(e entry) int64 {
	switch {
	case e.typ == 3 && len(e.raw) >= 2:
		return int64(t.bo.Uint16(e.raw))
	case (e.typ == 4 || e.typ == 13) && len(e.raw) >= 4:
		return int64(t.bo.Uint32(e.raw))
	}
	return 0
}

// exif reads the EXIF part of a picture: its directories all describe the
// same pixels.
func (p *picture) exif(b []byte) {
	t, off := newTags(func(off, n int64) []byte {
		if off < 0 || n < 0 || off+n > int64(len(b)) {
			return nil
		}
		return b[off : off+n]
	})
	if t == nil {
		return
	}
	for seen := map[int64]bool{}; off > 0 && !seen[off]; {
		seen[off] = true
		var es []entry
		es, off = t.entries(off)
		p.directory(t, es)
	}
}

// readTIFF reads every page's directory.
func readTIFF(p *picture) error {
	t, off := newTags(p.at)
	if t == nil {
		return errCut
	}
	for seen := map[int64]bool{}; off > 0 && !seen[off]; {
		seen[off] = true
		here := off
		var es []entry
		if es, off = t.entries(here); len(es) == 0 {
			return errCut
		}
		w, h := p.directory(t, es)
		if ocr.OfDocumentSize(w, h) && !ocr.OfDocumentSize(p.w, p.h) || p.w == 0 {
			p.w, p.h = w, h
		}
		if ocr.OfDocumentSize(w, h) {
			p.pages = append(p.pages, here)
		}
	}
	if p.w == 0 {
		return errCut
	}
	return nil
}

// page is the TIFF with the directory of one page as its first.
func (p *picture) page(i int) (*io.SectionReader, error) {
	t, _ := newTags(p.at)
	head := p.at(0, 8)
	if t == nil || head == nil {
		return nil, errCut
	}
	t.bo.PutUint32(head[4:], uint32(p.pages[i]))
	return io.NewSectionReader(&patched{r: p.f.Data, head: head}, 0, p.f.Size), nil
}

// directory notes the texts of a directory and of those that hang on it.
func (p *picture) directory(t *tags, es []entry) (w, h int) {
	for _, e := range es {
		switch e.tag {
		case 0x100:
			w = int(t.number(e))
		case 0x101:
			h = int(t.number(e))
		case 0x112:
			p.turn = int(t.number(e))
		case 0x10d, 0x10e, 0x10f, 0x110, 0x11d, 0x131, 0x132, 0x13b, 0x13c, 0x8298, 0x9003, 0xa430, 0xa431, 0xa433, 0xa434, 0xa435, 0xc615, 0xc62f:
			if e.typ == 2 {
				p.note(decode(bytes.TrimRight(e.raw, "\x00")))
			}
		case 0x9c9b, 0x9c9c, 0x9c9d, 0x9c9e, 0x9c9f: // what Windows writes: title, comment, author, words, subject
			s, _ := charset.Decode(e.raw, charset.UTF16LE)
			p.note(s)
		case 0x9286:
			p.userComment(t, e.raw)
		case 0x2bc:
			p.xmp(e.raw)
		case 0x83bb:
			p.iptcTexts(e.raw)
		case 0x8649:
			p.iptc(append([]byte("Photoshop 3.0\x00"), e.raw...))
		case 0x8769:
			sub, _ := t.entries(t.number(e))
			p.directory(t, sub)
		case 0x8825:
			sub, _ := t.entries(t.number(e))
			p.place(t, sub)
		}
	}
	return w, h
}

// userComment begins with eight bytes that name its charset.
func (p *picture) userComment(t *tags, b []byte) {
	if len(b) < 8 {
		return
	}
	as := charset.Binary
	switch string(bytes.TrimRight(b[:8], "\x00")) {
	case "UNICODE":
		if as = charset.UTF16LE; t.bo == binary.BigEndian {
			as = charset.UTF16BE
		}
	case "JIS":
		as = charset.ISO2022JP
	default:
		p.note(decode(bytes.TrimRight(b[8:], "\x00 ")))
		return
	}
	s, _ := charset.Decode(b[8:], as)
	p.note(s)
}

// place notes where a photograph was taken.
func (p *picture) place(t *tags, es []entry) {
	var deg [2]float64
	var ref [2]string
	found := 0
	for _, e := range es {
		switch e.tag {
		case 1, 3:
			ref[e.tag/2] = string(bytes.TrimRight(e.raw, "\x00"))
		case 2, 4:
			if e.typ != 5 || len(e.raw) < 24 {
				continue
			}
			found++
			unit := 1.0
			for i := range 3 {
				num, den := t.bo.Uint32(e.raw[8*i:]), t.bo.Uint32(e.raw[8*i+4:])
				if den > 0 {
					deg[e.tag/2-1] += float64(num) / float64(den) / unit
				}
				unit *= 60
			}
		case 0x1b, 0x1c: // how it was found, and the name of the area
			p.userComment(t, e.raw)
		}
	}
	if found < 2 || deg[0] == 0 && deg[1] == 0 {
		return
	}
	if strings.HasPrefix(ref[0], "S") {
		deg[0] = -deg[0]
	}
	if strings.HasPrefix(ref[1], "W") {
		deg[1] = -deg[1]
	}
	p.note(fmt.Sprintf("GPS %.6f, %.6f", deg[0], deg[1]))
}

// xmp notes the texts of the XML that Adobe's programs write, without the
// numbers and addresses by which they find their own things.
func (p *picture) xmp(b []byte) {
	if i := bytes.IndexByte(b, '<'); i >= 0 {
		b = b[i:]
	}
	d := xml.NewDecoder(bytes.NewReader(b))
	d.Strict = false
	told := map[string]bool{}
	tell := func(s string) {
		s = strings.TrimSpace(s)
		if s == "" || told[s] || strings.Contains(s, "://") || strings.HasPrefix(s, "uuid:") || strings.HasPrefix(s, "xmp.") || strings.HasPrefix(s, "adobe:") {
			return
		}
		told[s] = true
		p.note(s)
	}
	for {
		tok, err := d.RawToken()
		if err != nil {
			return // what follows damage in a note is lost, as for every viewer
		}
		switch t := tok.(type) {
		case xml.CharData:
			tell(string(t))
		case xml.StartElement:
			for _, a := range t.Attr {
				if a.Name.Space != "xmlns" && a.Name.Local != "xmlns" && a.Name.Space != "xml" && a.Name.Space != "rdf" {
					tell(a.Value)
				}
			}
		}
	}
}

// patched is a file whose first bytes are others.
type patched struct {
	r    io.ReaderAt
	head []byte
}

func (f *patched) ReadAt(b []byte, off int64) (int, error) {
	n, err := f.r.ReadAt(b, off)
	if off < int64(len(f.head)) {
		copy(b[:n], f.head[off:])
	}
	return n, err
}
