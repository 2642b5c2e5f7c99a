// Package ocr recognises the text on a picture with tesseract, when that
// program and its Japanese data are installed.
//
// It knows how to make a picture ready for the program, what it often misreads,
// and which pictures are worth the time; extract/tool runs it. It does not
// decode files.
package ocr

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"image/png"
	"os"
	"strings"
	"time"

	"monban/extract"
	"monban/extract/tool"
)

const (
	program  = "tesseract"
	patience = 20 * time.Second // for one picture
	maxText  = 1 << 20          // bytes of one picture's text
)

// Why a picture was not read.
var (
	ErrNone    = errors.New("the text on a picture is not read")
	ErrSpent   = errors.New("the text on further pictures is not read: there are more of them than the limit of pictures, or of time for them")
	ErrTimeout = errors.New("ocr: the recognition took too long")
)

// OfDocumentSize tells pictures that can be a scan or a photograph of a
// document, w by h pixels, from those that are too small, or as long as only a
// logo or a line is.
func OfDocumentSize(w, h int) bool { return w >= 300 && h >= 200 && w <= 4*h && h <= 4*w }

// Available tells whether the program is installed.
func Available() bool { return tool.Has(program) }

// Ready tells whether a picture can still be read: nil, ErrNone or ErrSpent.
// A format asks before it unpacks one.
func Ready(left *extract.Scans) error {
	switch {
	case left == nil || !Available():
		return ErrNone
	case left.Left <= 0 || left.Time <= 0:
		return ErrSpent
	}
	return nil
}

// Lines returns the lines of text on a picture, without blank ones, in the
// order of reading, and takes what that cost from the budget. The picture may
// lie on its side or upside down, and a little askew.
func Lines(ctx context.Context, left *extract.Scans, img image.Image) ([]string, error) {
	if err := Ready(left); err != nil {
		return nil, err
	}
	left.Left--
	began := time.Now()
	defer func() { left.Time -= time.Since(began) }()
	var in bytes.Buffer
	enc := png.Encoder{CompressionLevel: png.BestSpeed}
	if err := enc.Encode(&in, prepare(img)); err != nil {
		return nil, fmt.Errorf("ocr: %w", err)
	}
	var env []string
	if dir := os.Getenv("TESSDATA_PREFIX"); dir != "" {
		env = append(env, "TESSDATA_PREFIX="+dir)
	}
	out, err := tool.Call{
		Program:  program,
		Args:     []string{"stdin", "stdout", "-l", "jpn", "--psm", "1", "-c", "preserve_interword_spaces=1"},
		Env:      append(env, "OMP_THREAD_LIMIT=1"),
		In:       &in,
		Most:     maxText,
		Patience: min(patience, left.Time),
	}.Run(ctx)
	switch {
	case errors.Is(err, tool.ErrTimeout):
		return nil, ErrTimeout
	case ctx.Err() != nil:
		return nil, err
	case err != nil:
		return nil, fmt.Errorf("ocr: %w", err)
	}
	var lines []string
	for _, l := range strings.FieldsFunc(string(out), func(r rune) bool { return r == '\n' || r == '\f' || r == '\r' }) {
		if l = tidy(l); l != "" {
			lines = append(lines, l)
		}
	}
	return lines, nil
}
