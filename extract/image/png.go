package image

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"io"
	"strings"

	"monban/extract"
	"monban/extract/charset"
)

// at reads n bytes from a place; nil when they are not there or too many.
func (p *picture) at(off int64, n int64) []byte {
	if off < 0 || n < 0 || n > maxNote || off+n > p.f.Size {
		return nil
	}
	b := make([]byte, n)
	if k, _ := p.f.Data.ReadAt(b, off); k < len(b) {
		return nil
	}
	return b
}

// readPNG goes through the chunks. tEXt and its sisters hold notes.
func readPNG(p *picture) error {
	be := binary.BigEndian
	for off, n := int64(8), 0; n < 1<<20; n++ {
		h := p.at(off, 8)
		if h == nil {
			return errCut
		}
		size := int64(be.Uint32(h))
		body := off + 8
		switch typ := string(h[4:]); typ {
		case "IHDR":
			if b := p.at(body, 8); b != nil {
				p.w, p.h = int(be.Uint32(b)), int(be.Uint32(b[4:]))
			}
		case "tEXt", "zTXt", "iTXt":
			p.pngText(typ, p.at(body, size))
		case "eXIf":
			p.exif(p.at(body, size))
		case "IEND":
			p.end = body + size + 4
			return nil
		}
		off = body + size + 4
	}
	return errCut
}

func (p *picture) pngText(typ string, b []byte) {
	key, rest, ok := bytes.Cut(b, []byte{0})
	if !ok {
		return
	}
	packed := false
	switch typ {
	case "zTXt":
		if len(rest) == 0 {
			return
		}
		packed, rest = true, rest[1:]
	case "iTXt":
		if len(rest) < 2 {
			return
		}
		packed = rest[0] == 1
		_, rest, _ = bytes.Cut(rest[2:], []byte{0}) // the language
		_, rest, _ = bytes.Cut(rest, []byte{0})     // the key in it
	}
	if packed {
		z, err := zlib.NewReader(bytes.NewReader(rest))
		if err != nil {
			return
		}
		rest, _ = io.ReadAll(io.LimitReader(z, maxNote)) // what could be unpacked counts
	}
	switch k := string(key); {
	case strings.HasPrefix(k, "XML:"), bytes.Contains(rest[:min(len(rest), 200)], []byte("<x:xmpmeta")):
		p.xmp(rest)
	case strings.HasPrefix(k, "Raw profile"):
		return // the same in hexadecimal, written by older programs; EXIF stands in eXIf too
	default:
		p.note(decode(rest))
	}
}

// decode reads a text whose charset nobody tells.
func decode(b []byte) string {
	s, _ := charset.DecodeBest(b)
	return s
}

// clean drops what is no text.
func clean(s string) string {
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		if r < ' ' && r != '\n' && r != '\t' {
			return -1
		}
		return r
	}, s))
}

// readGIF goes through the blocks: comments are blocks of their own.
func readGIF(p *picture) error {
	h := p.at(0, 13)
	if h == nil {
		return errCut
	}
	p.w, p.h = int(binary.LittleEndian.Uint16(h[6:])), int(binary.LittleEndian.Uint16(h[8:]))
	off := int64(13) + colours(h[10])
	for n := 0; n < 1<<20; n++ {
		b := p.at(off, 1)
		if b == nil {
			return errCut
		}
		switch b[0] {
		case 0x3b:
			p.end = off + 1
			return nil
		case 0x2c:
			d := p.at(off, 10)
			if d == nil {
				return errCut
			}
			off += 11 + colours(d[9])
			if _, off = p.blocks(off, false); off < 0 {
				return errCut
			}
		case 0x21:
			kind := p.at(off+1, 1)
			if kind == nil {
				return errCut
			}
			var text []byte
			if text, off = p.blocks(off+2, true); off < 0 {
				return errCut
			}
			switch {
			case kind[0] == 0xfe:
				p.note(decode(text))
			case kind[0] == 0x01 && len(text) > 12:
				p.note(decode(text[12:]))
			case kind[0] == 0xff && bytes.HasPrefix(text, []byte("XMP DataXMP")):
				p.xmp(text)
			}
		default:
			return errCut
		}
	}
	return errCut
}

// colours is the length of a table of colours.
func colours(flags byte) int64 {
	if flags&0x80 == 0 {
		return 0
	}
	return 3 << (flags&7 + 1)
}

// blocks joins the blocks from off on, and tells where they end, -1 for nowhere.
func (p *picture) blocks(off int64, keep bool) (text []byte, end int64) {
	for {
		n := p.at(off, 1)
		if n == nil {
			return nil, -1
		}
		off++
		if n[0] == 0 {
			return text, off
		}
		if keep && len(text) < maxNote {
			text = append(text, p.at(off, int64(n[0]))...)
		}
		off += int64(n[0])
	}
}

func matchBMP(f extract.File, head []byte) bool {
	if len(head) < 30 || string(head[:2]) != "BM" {
		return false
	}
	le := binary.LittleEndian
	size, info := int64(le.Uint32(head[2:])), le.Uint32(head[14:])
	return le.Uint32(head[6:]) == 0 && (size <= f.Size || size == 0) && (info == 12 || info >= 40 && info <= 124)
}

func readBMP(p *picture) error {
	b := p.at(0, 30)
	le := binary.LittleEndian
	if b == nil {
		return errCut
	}
	p.w, p.h = int(int32(le.Uint32(b[18:]))), int(int32(le.Uint32(b[22:])))
	if le.Uint32(b[14:]) == 12 {
		p.w, p.h = int(le.Uint16(b[18:])), int(le.Uint16(b[20:]))
	}
	p.h = max(p.h, -p.h)
	p.end = int64(le.Uint32(b[2:]))
	return nil
}

func matchWebP(_ extract.File, head []byte) bool {
	return len(head) >= 16 && string(head[:4]) == "RIFF" && string(head[8:12]) == "WEBP"
}

func readWebP(p *picture) error {
	le := binary.LittleEndian
	if c := p.at(0, 12); c != nil {
		p.end = int64(le.Uint32(c[4:])) + 8
	}
	for off := int64(12); off+8 <= min(p.end, p.f.Size); {
		h := p.at(off, 8)
		if h == nil {
			return errCut
		}
		size := int64(le.Uint32(h[4:]))
		switch string(h[:4]) {
		case "VP8X":
			if b := p.at(off+8, 10); b != nil {
				p.w, p.h = 1+int(le.Uint32(append(b[4:7:7], 0))), 1+int(le.Uint32(append(b[7:10:10], 0)))
			}
		case "VP8L":
			if b := p.at(off+8, 5); b != nil && p.w == 0 {
				v := le.Uint32(b[1:])
				p.w, p.h = 1+int(v&0x3fff), 1+int(v>>14&0x3fff)
			}
		case "VP8 ":
			if b := p.at(off+8, 10); b != nil && p.w == 0 {
				p.w, p.h = int(le.Uint16(b[6:])&0x3fff), int(le.Uint16(b[8:])&0x3fff)
			}
		case "EXIF":
			p.exif(bytes.TrimPrefix(p.at(off+8, size), []byte("Exif\x00\x00")))
		case "XMP ":
			p.xmp(p.at(off+8, size))
		}
		off += 8 + size + size&1
	}
	if p.end > p.f.Size {
		return errCut
	}
	return nil
}
