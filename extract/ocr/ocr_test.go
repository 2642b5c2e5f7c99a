package ocr

import (
	"context"
	"errors"
	"image"
	"image/color"
	"image/draw"
	"os"
	"testing"
)

func blank(w, h int) *image.Gray {
	img := image.NewGray(image.Rect(0, 0, w, h))
	draw.Draw(img, img.Rect, image.White, image.Point{}, draw.Src)
	return img
}

func TestPrepare(t *testing.T) {
	for _, tt := range []struct{ w, h, wantW, wantH int }{
		{800, 500, 1600, 1000},   // a card
		{1240, 1754, 1240, 1754}, // A4 at 150 dpi
		{4960, 7016, 2480, 3508}, // at 600 dpi
		{10000, 1, 3333, 1},
	} {
		b := prepare(blank(tt.w, tt.h)).Bounds()
		if d := b.Dy() - tt.wantH; b.Dx() < tt.wantW-1 || b.Dx() > tt.wantW+1 || d < -1 || d > 1 {
			t.Errorf("%dx%d becomes %v, want %dx%d", tt.w, tt.h, b, tt.wantW, tt.wantH)
		}
	}
	// What shows through is white.
	clear := image.NewNRGBA(image.Rect(0, 0, 2000, 10))
	if c := prepare(clear).At(5, 5); c != (color.Gray{Y: 255}) {
		t.Errorf("transparent becomes %v", c)
	}
}

func TestLines(t *testing.T) {
	if !Available() {
		if os.Getenv("MONBAN_REQUIRE_EXTERNAL") != "" {
			t.Fatal("tesseract is not installed: run .ci/setup")
		}
		t.Skip("tesseract is not installed")
	}
	if lines, err := Lines(context.Background(), blank(600, 400)); err != nil || len(lines) > 0 {
		t.Errorf("a blank page gives %q, %v", lines, err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := Lines(ctx, blank(600, 400)); !errors.Is(err, context.Canceled) {
		t.Errorf("after cancel: %v", err)
	}
	t.Setenv("TESSDATA_PREFIX", t.TempDir()) // no data of any language
	if _, err := Lines(context.Background(), blank(600, 400)); err == nil {
		t.Error("no error without the Japanese data")
	}
}

func TestCapped(t *testing.T) {
	c := &capped{}
	for range 3 {
		if n, err := c.Write(make([]byte, maxText)); n != maxText || err != nil {
			t.Fatal(n, err)
		}
	}
	if c.Len() != maxText {
		t.Errorf("%d bytes kept", c.Len())
	}
}
