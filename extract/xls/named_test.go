package xls_test

import (
	"bytes"
	"context"
	"io"
	"strings"
	"testing"

	"monban/extract"
	"monban/extract/formats"
)

type texts struct {
	kind string
	all  []string
	gaps []string
}

func (s *texts) Row(cells []extract.Unit) error {
	for _, u := range cells {
		s.all = append(s.all, u.Text)
	}
	return nil
}

func (s *texts) Text(u extract.Unit) error {
	if u.Role == extract.Name && u.Loc.Part == "" && s.kind == "" {
		s.kind = u.Raw
	}
	s.all = append(s.all, u.Text)
	return nil
}

func (s *texts) Gap(g extract.Gap) error {
	s.gaps = append(s.gaps, string(g.Code))
	return nil
}

func (s *texts) File(string, extract.Hidden, io.Reader) error { return nil }

// Programs that export lists name tables of other kinds .xls: what is in them
// is read, and that the name lies is said.
func TestOtherKindsNamedXLS(t *testing.T) {
	for _, c := range []struct{ kind, content string }{
		{"html", "<html><head><meta charset=\"utf-8\"></head><body><table><tr><td>氏名</td><td>電話</td></tr><tr><td>見本 太郎</td><td>090-0000-0001</td></tr></table></body></html>"},
		{"csv", "氏名,電話,住所\r\n見本 太郎,090-0000-0001,見本県見本市\r\n試験 花子,090-0000-0002,見本県見本市\r\n"},
		{"eml", "MIME-Version: 1.0\r\nX-Document-Type: Workbook\r\nContent-Type: multipart/related; boundary=\"b\"\r\n\r\n--b\r\nContent-Location: file:///C:/x.htm\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<table><tr><td>見本 太郎</td><td>090-0000-0001</td></tr></table>\r\n--b--\r\n"},
	} {
		w := extract.Walker{Formats: formats.All(), Limits: extract.DefaultLimits()}
		s := &texts{}
		f := extract.File{Name: "一覧.xls", Size: int64(len(c.content)), Data: bytes.NewReader([]byte(c.content))}
		if err := w.Walk(context.Background(), f, s); err != nil {
			t.Fatal(err)
		}
		got := strings.Join(s.all, "|")
		if s.kind != c.kind || !strings.Contains(got, "見本 太郎") || !strings.Contains(got, "090-0000-0001") {
			t.Errorf("%s: taken for %s, %q", c.kind, s.kind, got)
		}
		if len(s.gaps) != 1 || s.gaps[0] != "mismatch" {
			t.Errorf("%s: gaps %q", c.kind, s.gaps)
		}
	}
}
