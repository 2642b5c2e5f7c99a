package ocr

import (
	"image"
	"image/draw"
)

// A page of A4 has 1754 pixels on its long side at 150 dpi and 3508 at 300.
const shortest, longest = 1600, 3508

// prepare makes the picture gray, on white, straight, and of a size at which
// characters are 20 to 40 pixels high: 72 dpi lose a quarter of them, 600 only
// take time.
func prepare(img image.Image) *image.Gray {
	g := Gray(img)
	switch long := max(g.Rect.Dx(), g.Rect.Dy()); {
	case long > longest:
		g = shrink(g, (long+longest-1)/longest)
	case long < shortest:
		g = double(g)
	}
	return level(g)
}

// Gray takes the brightness of a picture, without copying where it is kept by
// itself.
func Gray(img image.Image) *image.Gray {
	switch m := img.(type) {
	case *image.Gray:
		return m
	case *image.YCbCr:
		return &image.Gray{Pix: m.Y, Stride: m.YStride, Rect: m.Rect.Sub(m.Rect.Min)}
	}
	b := img.Bounds()
	full := image.NewRGBA(image.Rect(0, 0, b.Dx(), b.Dy()))
	draw.Draw(full, full.Rect, image.White, image.Point{}, draw.Src)
	draw.Draw(full, full.Rect, img, b.Min, draw.Over)
	out := image.NewGray(full.Rect)
	for i := range out.Pix {
		c := full.Pix[4*i : 4*i+3]
		out.Pix[i] = uint8((299*int(c[0]) + 587*int(c[1]) + 114*int(c[2]) + 500) / 1000)
	}
	return out
}

// shrink takes the mean of squares of by times by pixels.
func shrink(g *image.Gray, by int) *image.Gray {
	out := image.NewGray(image.Rect(0, 0, max(1, g.Rect.Dx()/by), max(1, g.Rect.Dy()/by)))
	for y := range out.Rect.Dy() {
		for x := range out.Rect.Dx() {
			sum, n := 0, 0
			for dy := range min(by, g.Rect.Dy()) {
				row := g.Pix[(y*by+dy)*g.Stride:]
				for _, c := range row[x*by : min(x*by+by, g.Rect.Dx())] {
					sum += int(c)
					n++
				}
			}
			out.Pix[y*out.Stride+x] = uint8(sum / max(1, n))
		}
	}
	return out
}

// double makes four pixels of one, smoothly.
func double(g *image.Gray) *image.Gray {
	w, h := g.Rect.Dx(), g.Rect.Dy()
	out := image.NewGray(image.Rect(0, 0, 2*w, 2*h))
	for y := range 2 * h {
		near, far := y/2, max(0, min(h-1, y/2+2*(y%2)-1))
		a, b := g.Pix[near*g.Stride:], g.Pix[far*g.Stride:]
		for x := range 2 * w {
			i, k := x/2, max(0, min(w-1, x/2+2*(x%2)-1))
			out.Pix[y*out.Stride+x] = uint8((9*int(a[i]) + 3*int(a[k]) + 3*int(b[i]) + int(b[k]) + 8) / 16)
		}
	}
	return out
}
