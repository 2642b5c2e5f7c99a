package pptx

import (
	"archive/zip"
	"bytes"
	"image"
	_ "image/gif" // pictures that may let through what is below them
	_ "image/png"
	"io"
)

// A solid tells in which parts of a picture nothing shines through.
type solid [cells][cells]bool

const cells = 16

// solidOf looks at a picture; nil when it is not known to cover anything, such as
// a drawing.
func (d *deck) solidOf(part string) *solid {
	rc, err := d.Open(part)
	if err != nil {
		return nil
	}
	defer rc.Close()
	b, err := io.ReadAll(io.LimitReader(rc, 32<<20))
	if err != nil && err != zip.ErrChecksum {
		return nil
	}
	g := &solid{}
	for y := range g {
		for x := range g[y] {
			g[y][x] = true
		}
	}
	switch {
	case bytes.HasPrefix(b, []byte("\xff\xd8")), bytes.HasPrefix(b, []byte("BM")):
		return g
	case !bytes.HasPrefix(b, []byte("\x89PNG")) && !bytes.HasPrefix(b, []byte("GIF8")):
		return nil
	}
	c, _, err := image.DecodeConfig(bytes.NewReader(b))
	if err != nil || c.Width*c.Height > 16<<20 {
		return nil
	}
	img, _, err := image.Decode(bytes.NewReader(b))
	if err != nil {
		return nil
	}
	if o, ok := img.(interface{ Opaque() bool }); ok && o.Opaque() {
		return g
	}
	r := img.Bounds()
	for y := range r.Dy() {
		for x := range r.Dx() {
			if _, _, _, a := img.At(r.Min.X+x, r.Min.Y+y).RGBA(); a < 0xf000 {
				g[y*cells/r.Dy()][x*cells/r.Dx()] = false
			}
		}
	}
	return g
}
