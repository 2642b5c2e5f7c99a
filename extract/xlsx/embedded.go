package xlsx

import (
	"bytes"
	"encoding/binary"
	"errors"
	"image"
	_ "image/gif" // the headers of pictures
	_ "image/jpeg"
	_ "image/png"
	"io"
	"path"

	"monban/extract"
	"monban/extract/ooxml"
)

// embedded hands a file inside the workbook to the walker.
func (b *book) embedded(name string, at place) error {
	rc, err := b.parts.open(name)
	if err != nil {
		return b.tell(name, err)
	}
	defer rc.Close()
	b.parts.done[name] = true
	return b.to.File(path.Base(b.parts.title(name)), extract.Attachment|at.hidden, rc)
}

func picture(ext string) bool {
	switch ext {
	case ".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff", ".emf", ".wmf", ".webp":
		return true
	}
	return false
}

// picture tells of a picture that is large enough to be a scan or a
// photograph of a document: its text is not read.
func (b *book) picture(name string, at place) error {
	w, h := 0, 0
	err := b.scan(name, func(x *ooxml.Scanner) error {
		head := make([]byte, 64<<10)
		n, _ := io.ReadFull(x.Raw(), head)
		w, h = pictureSize(head[:n])
		x.Drain()
		return nil
	})
	if err != nil || !ooxml.OfDocumentSize(w, h) {
		return err // too small, or as long as only a logo or a line is
	}
	return b.to.Gap(extract.Gap{Loc: extract.Loc{Sheet: at.name(b.parts.title(name))}, Code: extract.NoText, Err: errors.New("xlsx: a picture is not read")})
}

// pictureSize reads the width and the height from the start of a picture.
func pictureSize(head []byte) (w, h int) {
	if c, _, err := image.DecodeConfig(bytes.NewReader(head)); err == nil {
		return c.Width, c.Height
	}
	le := binary.LittleEndian
	switch {
	case len(head) > 26 && string(head[:2]) == "BM":
		w, h = int(int32(le.Uint32(head[18:]))), int(int32(le.Uint32(head[22:])))
		return w, max(h, -h)
	case len(head) > 44 && le.Uint32(head) == 1 && string(head[40:44]) == " EMF":
		return int(int32(le.Uint32(head[16:])) - int32(le.Uint32(head[8:]))), int(int32(le.Uint32(head[20:])) - int32(le.Uint32(head[12:])))
	case len(head) > 30 && (string(head[:4]) == "II*\x00" || string(head[:4]) == "MM\x00*" || string(head[:4]) == "RIFF"):
		return 300, 200 // scans come in these
	}
	return 0, 0
}
