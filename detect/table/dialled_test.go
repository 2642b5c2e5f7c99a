package table

import (
	"fmt"
	"testing"

	"monban/detect"
)

func TestUndialled(t *testing.T) {
	column := func(n int, number func(i int) int) (vals []detect.Text) {
		for i := range n {
			vals = append(vals, detect.Text{Norm: fmt.Sprint(number(i))})
		}
		return vals
	}
	for _, c := range []struct {
		name string
		vals []detect.Text
		want bool
	}{
		{"telephones", column(30, func(i int) int { return (7+i%3)*1_000_000_000 + 10_000_000 + (i*7_654_321)%89_999_999 }), true},
		{"few of them", column(9, func(i int) int { return (7+i%3)*1_000_000_000 + 10_000_000 + (i*7_654_321)%89_999_999 }), false},
		{"orders that count on", column(30, func(i int) int { return 9_012_345_678 + i }), false},
		{"orders of two shops", column(30, func(i int) int { return (7+i%2)*1_000_000_000 + 12_340_000 + i }), false},
		{"numbers of any sort", column(30, func(i int) int { return 1_234_567_890 + i*287_654_321 }), false},
		{"articles", column(30, func(i int) int { return (7+i%3)*1_000_000_000 + i }), false},
	} {
		if got := mobiles(c.vals); got != c.want {
			t.Errorf("%s: %v", c.name, got)
		}
	}
}
