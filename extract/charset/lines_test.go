package charset

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"testing/iotest"
	"unicode/utf8"
)

func TestLines(t *testing.T) {
	long := strings.Repeat("見本の文です。", 1000)
	for _, tt := range []struct{ in, want string }{
		{"", ""},
		{"a", "1 a"},
		{"a\n", "1 a"},
		{"a\n\nb\r\nc\rd\n", "1 a|3 b|4 c|5 d"},
		{"\r\n\r\n x \r\n", "3 x"},
		{long + "\nz", fmt.Sprintf("1 %s|1 %s|2 z", long[:3997*3], long[3997*3:])},
		{strings.Repeat("x", 5000), "1 " + strings.Repeat("x", 4000) + "|1 " + strings.Repeat("x", 1000)},
	} {
		var got []string
		err := Lines(context.Background(), iotest.HalfReader(strings.NewReader(tt.in)), func(line int, s string) error {
			got = append(got, fmt.Sprint(line, " ", s))
			return nil
		})
		if s := strings.Join(got, "|"); s != tt.want || err != nil {
			t.Errorf("Lines(%.40q, %d bytes) gives %d pieces, %.200q, error %v", tt.in, len(tt.in), len(got), s, err)
		}
	}
	stop := errors.New("stop")
	if err := Lines(context.Background(), strings.NewReader("a\nb"), func(int, string) error { return stop }); err != stop {
		t.Errorf("Lines returned %v, want the callback's error", err)
	}
	if err := Lines(context.Background(), iotest.ErrReader(stop), func(int, string) error { return nil }); err != stop {
		t.Errorf("Lines returned %v, want the reader's error", err)
	}
}

func FuzzLines(f *testing.F) {
	f.Add("a\r\nb\r\rc", 1)
	f.Add("見本。です", 70000)
	f.Fuzz(func(t *testing.T, s string, times int) {
		s = strings.ToValidUTF8(s, "?")
		s = strings.Repeat(s, 1+max(0, times)%5000)
		if len(s) > 1<<20 {
			return
		}
		var out strings.Builder
		last := 1
		err := Lines(context.Background(), strings.NewReader(s), func(line int, p string) error {
			if line < last || !utf8.ValidString(p) || utf8.RuneCountInString(p) > maxRunes || strings.ContainsAny(p, "\r\n") {
				t.Fatalf("line %d after %d: bad piece of %d bytes", line, last, len(p))
			}
			last = line
			out.WriteString(p)
			return nil
		})
		squeeze := func(s string) string { return strings.Join(strings.Fields(s), "") }
		if err != nil || squeeze(out.String()) != squeeze(s) {
			t.Fatalf("text is lost: %d of %d bytes, error %v", out.Len(), len(s), err)
		}
	})
}
