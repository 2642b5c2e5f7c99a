// Package ocr recognises the text on a picture with tesseract, when that
// program and its Japanese data are installed.
//
// It knows how to run the program safely: one thread, no shell, little time,
// the picture through a pipe, so that it never lies on a disk. It does not
// decode files, nor know which pictures are worth the time.
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
)

const (
	program  = "tesseract"
	patience = 10 * time.Second // for one picture
	maxText  = 1 << 20          // bytes of one picture's text
)

// ErrTimeout is the error of a picture that took too long.
var ErrTimeout = errors.New("ocr: the recognition took too long")

// Available tells whether the program is installed.
func Available() bool {
	_, err := exec.LookPath(program)
	return err == nil
}

// Lines returns the lines of text on a picture, without blank ones, in the
// order of reading.
func Lines(ctx context.Context, img image.Image) ([]string, error) {
	var in bytes.Buffer
	enc := png.Encoder{CompressionLevel: png.BestSpeed}
	if err := enc.Encode(&in, prepare(img)); err != nil {
		return nil, fmt.Errorf("ocr: %w", err)
	}
	limited, cancel := context.WithTimeout(ctx, patience)
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
		if l = strings.TrimSpace(l); l != "" {
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
