package image

import (
	"bytes"
	"encoding/binary"
	"io"
)

// readJPEG goes through the segments up to the pixels, then looks for the end.
func readJPEG(p *picture) error {
	be := binary.BigEndian
	for off := int64(2); ; {
		h := p.at(off, 4)
		if h == nil || h[0] != 0xff {
			return errCut
		}
		mark := h[1]
		if mark == 0xff { // padding
			off++
			continue
		}
		if mark == 0xd9 {
			p.end = off + 2
			return nil
		}
		size := int64(be.Uint16(h[2:]))
		if size < 2 {
			return errCut
		}
		body := p.at(off+4, size-2)
		if body == nil {
			return errCut
		}
		switch {
		case mark >= 0xc0 && mark <= 0xcf && mark != 0xc4 && mark != 0xc8 && mark != 0xcc:
			if len(body) >= 5 {
				p.h, p.w = int(be.Uint16(body[1:])), int(be.Uint16(body[3:]))
			}
		case mark == 0xfe:
			p.note(decode(body))
		case mark == 0xe1:
			if b, ok := bytes.CutPrefix(body, []byte("Exif\x00\x00")); ok {
				p.exif(b)
			} else if i := bytes.IndexByte(body, 0); i > 0 && bytes.Contains(body[:i], []byte("ns.adobe.com/xap")) {
				p.xmp(body[i+1:])
			}
		case mark == 0xed:
			p.iptc(body)
		}
		off += 2 + size
		if mark == 0xda {
			return p.jpegEnd(off)
		}
	}
}

// jpegEnd looks for the mark of the end behind the start of the pixels. Inside
// of the pixels FF is followed by 00 or by a restart mark; the scans of a
// progressive picture have segments between them.
func (p *picture) jpegEnd(off int64) error {
	buf := make([]byte, 64<<10)
	last := byte(0)
	for off < p.f.Size {
		n, err := p.f.Data.ReadAt(buf[:min(int64(len(buf)), p.f.Size-off)], off)
		for i, c := range buf[:n] {
			if last == 0xff && c == 0xd9 {
				p.end = off + int64(i) + 1
				return nil
			}
			last = c
		}
		off += int64(n)
		if n == 0 || err != nil && err != io.EOF {
			break
		}
	}
	return errCut
}

// iptc reads the captions that news programs and Photoshop write: a list of
// resources, of which number 0404 holds the texts.
func (p *picture) iptc(b []byte) {
	b, ok := bytes.CutPrefix(b, []byte("Photoshop 3.0\x00"))
	for ok && len(b) >= 12 && string(b[:4]) == "8BIM" {
		id := binary.BigEndian.Uint16(b[4:])
		name := int(b[6]) + 1
		name += name & 1
		if len(b) < 6+name+4 {
			return
		}
		size := int(binary.BigEndian.Uint32(b[6+name:]))
		b = b[6+name+4:]
		if size < 0 || size > len(b) {
			return
		}
		if id == 0x0404 {
			p.iptcTexts(b[:size])
		}
		b = b[min(len(b), size+size&1):]
	}
}

func (p *picture) iptcTexts(b []byte) {
	for len(b) >= 5 && b[0] == 0x1c {
		n := int(binary.BigEndian.Uint16(b[3:]))
		if n > len(b)-5 {
			return
		}
		if b[1] == 2 && b[2] > 0 { // of the picture, and not the number of the version
			p.note(decode(b[5 : 5+n]))
		}
		b = b[5+n:]
	}
}
