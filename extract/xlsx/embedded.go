package xlsx

import (
	"errors"
	"io"
	"path"

	"monban/extract"
	"monban/extract/ocr"
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

// picture hands a picture to the walker that is large enough to be a scan or a
// photograph of a document. Drawings of lines and letters are not read.
func (b *book) picture(name string, at place) error {
	w, h, drawing := 0, 0, false
	err := b.scan(name, func(x *ooxml.Scanner) error {
		head := make([]byte, 64<<10)
		n, _ := io.ReadFull(x.Raw(), head)
		w, h, drawing = ooxml.PictureSize(head[:n])
		x.Drain()
		return nil
	})
	switch {
	case err != nil || !ocr.OfDocumentSize(w, h):
		return err // too small, or as long as only a logo or a line is
	case drawing:
		return b.to.Gap(extract.Gap{Loc: extract.Loc{Sheet: at.name(b.parts.title(name))}, Code: extract.NoText, Err: errors.New("xlsx: a drawing is not read")})
	}
	rc, err := b.parts.open(name)
	if err != nil {
		return b.tell(name, err)
	}
	defer rc.Close()
	return b.to.File(path.Base(b.parts.title(name)), at.hidden, rc)
}
