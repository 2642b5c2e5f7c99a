package planted_test

import (
	"bytes"
	"strings"
	"testing"

	"monban/cmd/internal/planted"
)

func TestFiles(t *testing.T) {
	files, err := planted.Files()
	if err != nil {
		t.Fatal(err)
	}
	again, err := planted.Files()
	if err != nil {
		t.Fatal(err)
	}
	for i, f := range files {
		if !bytes.Equal(f.Data, again[i].Data) {
			t.Errorf("%s is another file each time", f.Name)
		}
		if len(f.Places) < 53 {
			t.Errorf("%s has only %d places", f.Name, len(f.Places))
		}
		seen := map[string]bool{}
		for _, p := range f.Places {
			if seen[p.Word] || p.Word == "" || strings.TrimSpace(p.Hidden) != p.Hidden {
				t.Errorf("%s: place %q twice or not well written", f.Name, p)
			}
			seen[p.Word] = true
		}
	}
	if len(files) != 5 {
		t.Errorf("%d files", len(files))
	}
}
