package table

import (
	"testing"

	"monban/detect"
)

// A column of countries is where people come from, unless all of it says that they
// live in Japan, as the ends of addresses do.
func TestNations(t *testing.T) {
	for _, c := range []struct {
		header string
		values []string
		want   bool
	}{
		{"", []string{"ベトナム", "ネパール", "日本"}, true},
		{"国", []string{"日本", "日本", "日本"}, false},
		{"", []string{"日本", "Japan"}, false},
		{"NAT", []string{"JPN", "JPN"}, true},
		{"", []string{"ベトナム", "八百屋"}, false},
		{"", []string{"ベトナム"}, false},
		{"出身国・地域", []string{"ベトナム"}, true},
	} {
		vals := make([]detect.Text, len(c.values))
		for i, v := range c.values {
			vals[i].Norm = v
		}
		if got := nations(c.header, vals); got != c.want {
			t.Errorf("%q over %q: %v, want %v", c.header, c.values, got, c.want)
		}
	}
}
