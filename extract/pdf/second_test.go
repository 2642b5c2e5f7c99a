//go:build unix

package pdf

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"monban/extract"
)

// codes is a page of characters that only another reader may know.
func codes() []byte {
	m := newMaker()
	m.cidFont("J", "Identity-H", "Identity")
	m.addPage(at("J", 12, 50, 700, "\x00\x10\x00\x11"))
	return m.bytes()
}

// Another reader is asked about a page that we cannot read, and what it says is
// added; the gap stays.
func TestSecondReader(t *testing.T) {
	for _, tc := range []struct{ name, program, want string }{
		{"says something", "#!/bin/sh\nhead -c 5 >/dev/null; echo \"page $5 $7\"; printf '  \\n\\357\\277\\275\\n'", "page 1 1"},
		{"fails", "#!/bin/sh\necho half; exit 1", ""},
		{"is not there", "", ""},
	} {
		dir := t.TempDir()
		if tc.program != "" {
			if err := os.WriteFile(filepath.Join(dir, "pdftotext"), []byte(tc.program), 0o755); err != nil {
				t.Fatal(err)
			}
			dir += ":/usr/bin:/bin"
		}
		t.Setenv("PATH", dir)
		d, err := readAll(codes())
		if err != nil || len(d.gaps) != 1 || d.gaps[0].Code != extract.Corrupt {
			t.Errorf("%s: %v, %v", tc.name, d.gaps, err)
		}
		var got []string
		for _, u := range d.all {
			if u.Loc.Page == 1 && !strings.Contains(u.Text, "\uFFFD") { // our own marks of what is unknown
				got = append(got, u.Text)
			}
		}
		if strings.Join(got, "|") != tc.want {
			t.Errorf("%s: got %q, want %q", tc.name, got, tc.want)
		}
	}
}
