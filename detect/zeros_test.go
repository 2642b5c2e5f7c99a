package detect

import "testing"

func TestZeros(t *testing.T) {
	for _, c := range []struct {
		in, want string
		brief    bool
	}{
		{"", "", true},
		{"受付123", "受付000", true},
		{"123456", "000000", true},
		{"1234567", "0000000", false},
		{"1985年12月", "1985年00月", true},
		{"1985", "1985", true},
		{"12-34-567", "00-00-000", false},
		{"12-34-56", "00-00-00", true},
		{"090 1234 5601 号", "000 1234 5601 号", false},
		{"12a34b56c78", "00a00b00c00", true},
	} {
		if b, brief := Zeros(nil, c.in); string(b) != c.want || brief != c.brief {
			t.Errorf("%q: %q %v, want %q %v", c.in, b, brief, c.want, c.brief)
		}
	}
}
