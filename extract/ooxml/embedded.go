package ooxml

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"image"
	_ "image/gif" // the headers of pictures
	_ "image/jpeg"
	_ "image/png"
	"io"
	"path"

	"monban/extract"
	"monban/extract/ocr"
	"monban/extract/ole"
)

// Embedded hands a file inside the document to the walker.
func (d *Doc) Embedded(name string, at Place, why extract.Hidden) error {
	rc, err := d.Open(name)
	if err != nil {
		return d.Tell(name, err)
	}
	defer rc.Close()
	base := path.Base(d.Title(name))
	if path.Ext(name) != ".bin" {
		d.Ignore(name)
		return d.To.File(base, why|at.Hidden, rc)
	}
	// An object of another program: the file in it, when there is one.
	data, err := io.ReadAll(io.LimitReader(rc, maxObject))
	switch {
	case err != nil:
		d.Ignore(name)
		return d.To.File(base, why|at.Hidden, io.MultiReader(bytes.NewReader(data), extract.Broken(err)))
	case len(data) == maxObject:
		d.Ignore(name)
		return d.To.File(base, why|at.Hidden, io.MultiReader(bytes.NewReader(data), rc))
	}
	d.Ignore(name)
	c, err := ole.Open(bytes.NewReader(data), int64(len(data)))
	if err != nil || !holdsFile(c.Root) {
		return d.To.File(base, why|at.Hidden, bytes.NewReader(data))
	}
	files := counter{Sink: d.To}
	if err := c.SayObject(c.Root, base, at.Hidden, &files); err != nil || files.n > 0 {
		return err
	}
	return d.To.File(base, why|at.Hidden, bytes.NewReader(data))
}

// A counter counts the files that pass.
type counter struct {
	extract.Sink
	n int
}

// File counts one.
func (c *counter) File(name string, hidden extract.Hidden, r io.Reader) error {
	c.n++
	return c.Sink.File(name, hidden, r)
}

// maxObject bounds an object that is looked into.
const maxObject = 256 << 20

func picture(ext string) bool {
	switch ext {
	case ".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff", ".emf", ".wmf", ".webp", ".jfif", ".wdp", ".svm":
		return true
	}
	return false
}

// Picture hands a picture to the walker that is large enough to be a scan or a
// photograph of a document. Drawings of lines and letters are not read.
func (d *Doc) Picture(name string, at Place) error {
	w, h, drawing := 0, 0, false
	err := d.Scan(name, func(x *Scanner) error {
		w, h, drawing = pictureSize(x.head(64 << 10))
		x.Drain()
		return nil
	})
	switch {
	case err != nil || !ocr.OfDocumentSize(w, h):
		return err
	case drawing:
		return d.To.Gap(extract.Gap{Loc: at.In(d.Title(name)), Code: extract.NoText, Err: fmt.Errorf("%s: a drawing is not read", d.Format)})
	}
	rc, err := d.Open(name)
	if err != nil {
		return d.Tell(name, err)
	}
	defer rc.Close()
	return d.To.File(path.Base(d.Title(name)), at.Hidden, rc)
}

// media tells of sounds and films, which are not looked at; whatever else lies
// among the pictures is a file.
func (d *Doc) media(name string, at Place) error {
	switch path.Ext(name) {
	case ".mp4", ".m4v", ".mov", ".avi", ".wmv", ".mpg", ".mpeg", ".mp3", ".m4a", ".wav", ".wma", ".aac", ".flac":
		if err := d.Whole(name); err != nil {
			return err
		}
		return d.To.Gap(extract.Gap{Loc: at.In(d.Title(name)), Code: extract.Unsupported, Err: errors.New(d.Format + ": a sound or a film is not read")})
	}
	return d.Embedded(name, at, 0)
}

// pictureSize reads the width and the height from the start of a picture.
// drawing tells that it is a list of strokes and letters (EMF) and no picture
// of dots.
func pictureSize(head []byte) (w, h int, drawing bool) {
	if c, _, err := image.DecodeConfig(bytes.NewReader(head)); err == nil {
		return c.Width, c.Height, false
	}
	le := binary.LittleEndian
	switch {
	case len(head) > 26 && string(head[:2]) == "BM":
		w, h = int(int32(le.Uint32(head[18:]))), int(int32(le.Uint32(head[22:])))
		return w, max(h, -h), false
	case len(head) > 44 && le.Uint32(head) == 1 && string(head[40:44]) == " EMF":
		return int(int32(le.Uint32(head[16:])) - int32(le.Uint32(head[8:]))), int(int32(le.Uint32(head[20:])) - int32(le.Uint32(head[12:]))), true
	case len(head) > 30 && (string(head[:4]) == "II*\x00" || string(head[:4]) == "MM\x00*" || string(head[:4]) == "RIFF"):
		return 300, 200, false // scans come in these; who opens them finds out
	}
	return 0, 0, false
}

// holdsFile tells objects that are a file put in as it is from those that are
// a document of another program.
func holdsFile(at *ole.Entry) bool {
	for _, name := range []string{"\x01Ole10Native", "Package", "CONTENTS"} {
		if e := at.Find(name); e != nil && !e.Storage && e.Size > 0 {
			return true
		}
	}
	return false
}
