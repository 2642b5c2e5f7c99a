package detect

import "testing"

func TestZeros(t *testing.T) {
	for _, c := range []struct {
		in, like string // of the same hash
		brief    bool
	}{
		{"", "", true},
		{"受付123", "受付987", true},
		{"123456", "000000", true},
		{"1234567", "7654321", false},
		{"1985年12月", "1985年00月", true},
		{"受付1234", "受付9876", true},
		{"12-34-567", "00-00-000", false},
		{"12-34-56", "00-00-00", true},
		{"090 1234 5601 号", "000 1234 5601 号", false},
		{"12a34b56c78", "00a00b00c00", true},
		{"7", "8", true},
	} {
		a, brief := Zeros(c.in)
		b, _ := Zeros(c.like)
		if a != b || brief != c.brief {
			t.Errorf("%q: brief %v, want %v, like %q: %v", c.in, brief, c.brief, c.like, a == b)
		}
	}
	seen := map[uint64]string{}
	for _, s := range []string{"", "0", "00", "0000", "2000", "2001", "受付1", "受付11", "付受1", "1受付", "1985", "1986", "a", "A", "1-1", "b"} {
		h, _ := Zeros(s)
		if other, ok := seen[h]; ok {
			t.Errorf("%q is like %q", s, other)
		}
		seen[h] = s
	}
}
