// Package ocr recognises the text on a picture with tesseract, when that
// program and its Japanese data are installed.
//
// It knows how to run the program safely (one thread, no shell, little time,
// the picture through a pipe, so that it never lies on a disk), how to make a
// picture ready for it, what it often misreads, and which pictures are worth
// the time. It does not decode files.
package ocr

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"image/png"
	"os"
	"os/exec"
	"strings"
	"time"

	"monban/extract"
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
func Available() bool {
	_, err := exec.LookPath(program)
	return err == nil
}

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
	limited, cancel := context.WithTimeout(ctx, min(patience, left.Time))
	defer cancel()
	cmd := exec.CommandContext(limited, program, "stdin", "stdout", "-l", "jpn", "--psm", "1", "-c", "preserve_interword_spaces=1")
	cmd.Env = []string{"OMP_THREAD_LIMIT=1", "LC_ALL=C", "PATH=" + os.Getenv("PATH")}
	if dir := os.Getenv("TESSDATA_PREFIX"); dir != "" {
		cmd.Env = append(cmd.Env, "TESSDATA_PREFIX="+dir)
	}
	cmd.WaitDelay = time.Second
	cmd.Stdin = &in
	out := &capped{}
	cmd.Stdout = out
	err := cmd.Run()
	switch {
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case limited.Err() != nil:
		return nil, ErrTimeout
	case err != nil:
		return nil, fmt.Errorf("ocr: %s: %w", program, err) // an exit status: it holds no text
	}
	var lines []string
	for _, l := range strings.FieldsFunc(out.String(), func(r rune) bool { return r == '\n' || r == '\f' || r == '\r' }) {
		if l = tidy(l); l != "" {
			lines = append(lines, l)
		}
	}
	return lines, nil
}

// capped keeps the start of what is written to it.
type capped struct{ strings.Builder }

func (c *capped) Write(p []byte) (int, error) {
	c.Builder.Write(p[:min(len(p), maxText-c.Len())])
	return len(p), nil
}
