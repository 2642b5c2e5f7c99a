package json

import (
	"strings"
	"testing"

	"monban/extract"
	"monban/extract/extracttest"
)

func TestFormat(t *testing.T) { extracttest.Run(t, Format, "testdata") }

func TestMatch(t *testing.T) {
	for _, c := range []struct {
		in   string
		want bool
	}{
		{`{"a": 1}`, true},
		{`[{"a": "b"}, {"a": "c"}]`, true},
		{"{\"a\":1}\n{\"a\":2}\n", true},
		{"\ufeff {\"a\": 1}", true},
		{"[section]\nkey = value\n", false},
		{"{ not json }", false},
		{"名前,年齢\n", false},
		{"", false},
	} {
		if got := match(extract.File{Size: int64(len(c.in))}, []byte(c.in)); got != c.want {
			t.Errorf("match(%q) = %v", c.in, got)
		}
	}
}

func TestTooDeepIsToldNotFollowed(t *testing.T) {
	in := strings.Repeat(`{"a":[`, 5000)
	f := extract.File{Name: "a.json", Size: int64(len(in)), Data: strings.NewReader(in)}
	if err := read(t.Context(), f, extracttest.Discard{}); err == nil {
		t.Error("no error for an object nested 5000 times")
	}
}
