package ocr

import (
	"image"
	"math"
)

const (
	maxSkew  = 10.0 // degrees that are looked at
	skewStep = 0.5
	minSkew  = 1.0    // less does no harm
	maxInk   = 40_000 // dots looked at
)

// level turns a picture whose lines are askew. Where lines lie straight, the
// sums of the dark dots along them change most sharply from one to the next:
// the angle with the sharpest changes is that of the lines. Lines that run
// down the picture count as well: the program itself finds out whether a page
// lies on its side.
func level(g *image.Gray) *image.Gray {
	small := g
	if by := max(g.Rect.Dx(), g.Rect.Dy()) / 600; by > 1 {
		small = shrink(g, by)
	}
	dots := ink(small)
	if len(dots) < 50 {
		return g
	}
	flat, best, angle := 0.0, 0.0, 0.0
	for a := -maxSkew; a <= maxSkew; a += skewStep {
		s := sharpness(small.Rect, dots, a)
		if a == 0 {
			flat = s
		}
		if s > best {
			best, angle = s, a
		}
	}
	if math.Abs(angle) < minSkew || best < 1.15*flat {
		return g
	}
	return turn(g, angle)
}

// ink lists the dots of a picture that are clearly darker than the rest of it.
func ink(g *image.Gray) []image.Point {
	w, h := g.Rect.Dx(), g.Rect.Dy()
	sum := 0
	for y := range h {
		for _, c := range g.Pix[y*g.Stride : y*g.Stride+w] {
			sum += int(c)
		}
	}
	dark := sum/max(1, w*h) - 40
	var out []image.Point
	for y := range h {
		for x, c := range g.Pix[y*g.Stride : y*g.Stride+w] {
			if int(c) < dark {
				out = append(out, image.Pt(x, y))
			}
		}
	}
	if by := len(out)/maxInk + 1; by > 1 {
		for i := range len(out) / by {
			out[i] = out[i*by]
		}
		out = out[:len(out)/by]
	}
	return out
}

// sharpness sums the squares of the changes between the sums along lines at an
// angle, or between those across them, whichever is more.
func sharpness(size image.Rectangle, dots []image.Point, degrees float64) float64 {
	sin, cos := math.Sincos(degrees * math.Pi / 180)
	room := size.Dx() + size.Dy()
	along, across := make([]int32, 2*room+2), make([]int32, 2*room+2)
	for _, p := range dots {
		x, y := float64(p.X), float64(p.Y)
		along[room+int(math.Floor(y*cos-x*sin))]++
		across[room+int(math.Floor(x*cos+y*sin))]++
	}
	return max(changes(along), changes(across))
}

func changes(sums []int32) float64 {
	out := 0.0
	for i := 1; i < len(sums); i++ {
		d := float64(sums[i] - sums[i-1])
		out += d * d
	}
	return out
}

// turn sets lines straight that run at an angle to the rows of a picture.
func turn(g *image.Gray, degrees float64) *image.Gray {
	w, h := g.Rect.Dx(), g.Rect.Dy()
	out := image.NewGray(image.Rect(0, 0, w, h))
	sin, cos := math.Sincos(degrees * math.Pi / 180)
	cx, cy := float64(w)/2, float64(h)/2
	for y := range h {
		for x := range w {
			dx, dy := float64(x)-cx, float64(y)-cy
			out.Pix[y*out.Stride+x] = between(g, cx+dx*cos-dy*sin, cy+dx*sin+dy*cos)
		}
	}
	return out
}

// between is the brightness at a place between four dots; white outside.
func between(g *image.Gray, x, y float64) uint8 {
	fx, fy := math.Floor(x), math.Floor(y)
	i, k := int(fx), int(fy)
	if i < 0 || k < 0 || i+1 >= g.Rect.Dx() || k+1 >= g.Rect.Dy() {
		return 255
	}
	a, b := x-fx, y-fy
	p := g.Pix[k*g.Stride+i:]
	q := p[g.Stride:]
	return uint8((1-b)*((1-a)*float64(p[0])+a*float64(p[1])) + b*((1-a)*float64(q[0])+a*float64(q[1])) + 0.5)
}
