package detect

import "testing"

func TestHeadAndTail(t *testing.T) {
	for _, c := range []struct {
		s          string
		n          int
		head, tail string
	}{
		{"", 3, "", ""},
		{"山田", 6, "山田", "山田"},
		{"山田", 5, "山", "田"},
		{"山田", 3, "山", "田"},
		{"山田", 2, "", ""},
		{"a山b", 4, "a山", "山b"},
		{"a山b", 3, "a", "b"},
		{"山田", 0, "", ""},
		{"\x80\x80\x80", 2, "", ""}, // no character begins there
	} {
		if head, tail := Head(c.s, c.n), Tail(c.s, c.n); head != c.head || tail != c.tail {
			t.Errorf("%q, %d: got %q and %q, want %q and %q", c.s, c.n, head, tail, c.head, c.tail)
		}
	}
}
