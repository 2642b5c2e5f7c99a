package extracttest

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"monban/extract"
)

// A sink writes down its calls and fails at the fail-th.
type sink struct {
	out  strings.Builder
	n    int
	fail int
	err  error
}

func (s *sink) call() error {
	if s.n++; s.n == s.fail {
		return s.err
	}
	return nil
}

func (s *sink) Row(cells []extract.Unit) error {
	s.out.WriteString("row\n")
	for _, u := range cells {
		s.unit("  ", u)
	}
	return s.call()
}

func (s *sink) Text(u extract.Unit) error {
	s.unit("text ", u)
	return s.call()
}

func (s *sink) Gap(g extract.Gap) error {
	fmt.Fprintf(&s.out, "gap %s%s: %v\n", g.Code, where(g.Loc), g.Err)
	return s.call()
}

// File notes the start of what is nested, and how reading it ends.
func (s *sink) File(name string, hidden extract.Hidden, r io.Reader) error {
	b, err := io.ReadAll(io.LimitReader(r, 64<<20))
	fmt.Fprintf(&s.out, "file %q %d bytes", name, len(b))
	if hidden != 0 {
		fmt.Fprintf(&s.out, " hidden=%v", hidden)
	}
	if ce := (*extract.CodeError)(nil); errors.As(err, &ce) {
		fmt.Fprintf(&s.out, " %s", ce.Code)
	} else if err != nil {
		s.out.WriteString(" broken")
	}
	if len(b) > 0 {
		fmt.Fprintf(&s.out, " %q", b[:min(len(b), 60)])
	}
	s.out.WriteByte('\n')
	return s.call()
}

var types = [...]string{"", " number", " date", " bool"}
var roles = [...]string{"", " envelope", " property", " name"}

func (s *sink) unit(lead string, u extract.Unit) {
	fmt.Fprintf(&s.out, "%s%s %q", lead, strings.TrimPrefix(where(u.Loc), " "), u.Text)
	if u.Raw != "" {
		fmt.Fprintf(&s.out, " raw=%q", u.Raw)
	}
	s.out.WriteString(types[u.Type] + roles[u.Role])
	if u.Scanned {
		s.out.WriteString(" scanned")
	}
	if u.Hidden != 0 {
		fmt.Fprintf(&s.out, " hidden=%v", u.Hidden)
	}
	if u.Cols > 1 || u.Rows > 1 {
		fmt.Fprintf(&s.out, " merged=%dx%d", u.Cols, u.Rows)
	}
	s.out.WriteByte('\n')
}

// where writes the parts of a place that are set.
func where(l extract.Loc) string {
	var b strings.Builder
	if l.Part != "" {
		fmt.Fprintf(&b, " part=%q", l.Part)
	}
	if l.Sheet != "" {
		fmt.Fprintf(&b, " sheet=%q", l.Sheet)
	}
	for _, n := range []struct {
		key string
		v   int
	}{{"row", l.Row}, {"col", l.Col}, {"page", l.Page}, {"line", l.Line}} {
		if n.v != 0 {
			fmt.Fprintf(&b, " %s=%d", n.key, n.v)
		}
	}
	return b.String()
}

// Discard is a sink for benchmarks: it forgets everything.
type Discard struct{}

func (Discard) Row([]extract.Unit) error { return nil }
func (Discard) Text(extract.Unit) error  { return nil }
func (Discard) Gap(extract.Gap) error    { return nil }

func (Discard) File(_ string, _ extract.Hidden, r io.Reader) error {
	_, err := io.Copy(io.Discard, r)
	return err
}

// Said collects the words that a format sends, a line for each cell and text,
// and counts its gaps.
type Said struct {
	Discard
	Words strings.Builder
	Gaps  int
}

func (s *Said) Row(cells []extract.Unit) error {
	for i := range cells {
		s.Words.WriteString(cells[i].Text + "\n")
	}
	return nil
}

func (s *Said) Text(u extract.Unit) error { s.Words.WriteString(u.Text + "\n"); return nil }
func (s *Said) Gap(extract.Gap) error     { s.Gaps++; return nil }
