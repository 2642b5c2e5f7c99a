package ocr

import (
	"image"
	"testing"
)

// A photograph of a telephone: unpacked, it must be made ready in little time.
func BenchmarkPrepare(b *testing.B) {
	img := image.NewYCbCr(image.Rect(0, 0, 4000, 3000), image.YCbCrSubsampleRatio420)
	b.ReportAllocs()
	for b.Loop() {
		prepare(img)
	}
}
