package heading

import (
	"testing"

	"monban/detect"
	"monban/extract"
)

// A row of very many cells is no title of their length.
func TestTitlesOfWideRowsAreBounded(t *testing.T) {
	r := New(func(*detect.Record) {})
	r.Readers = none{}
	cells := make([]extract.Unit, 100_000)
	for i := range cells {
		cells[i].Text = "見出し"
	}
	r.Row(cells)
	if n := len(r.title); n < pagesMost || n > 2*pagesMost {
		t.Errorf("a title of %d bytes", n)
	}
}

// none reads nothing.
type none struct{}

func (none) Row([]extract.Unit) {}
func (none) Text(extract.Unit)  {}
func (none) End()               {}
