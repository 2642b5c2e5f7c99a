package formats

import (
	"context"
	"testing"

	"monban/extract"
	"monban/extract/extracttest"
)

// liar is a sink that notes whether a name lied.
type liar struct {
	extracttest.Discard
	mismatch bool
}

func (s *liar) Gap(g extract.Gap) error {
	s.mismatch = s.mismatch || g.Code == extract.Mismatch
	return nil
}

// A name lies when nothing that it stands for could read the content.
func TestMismatch(t *testing.T) {
	const mail = "From: a@example.com\nTo: b@example.com\nSubject: x\nDate: Tue, 10 Jun 2025 10:21:04 +0900\n\nbody\n"
	for _, c := range []struct {
		name, content string
		want          bool
	}{
		{"a.txt", mail, false},
		{"a.log", "{\"a\": 1, \"b\": 2}\n{\"a\": 3, \"b\": 4}\n", false},
		{"a.log", "2026-01-02,a,b\n2026-01-03,c,d\n2026-01-03,c,d\n", false},
		{"a.csv", mail, true},
		{"a.pdf", mail, true},
		{"a.xlsx", "a,b,c\n1,2,3\n", true},
		{"a.txt", "PK\x03\x04\x14\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\xff\xfe", true},
		{"a.json", "<html><body>x</body></html>", true},
		{"a", mail, false},
	} {
		s := &liar{}
		w := &extract.Walker{Formats: All(), Limits: extract.DefaultLimits()}
		if err := w.Walk(context.Background(), extracttest.File(c.name, []byte(c.content)), s); err != nil {
			t.Errorf("%s: %v", c.name, err)
		}
		if s.mismatch != c.want {
			t.Errorf("%s, %.20q: mismatch %v, want %v", c.name, c.content, s.mismatch, c.want)
		}
	}
}
