package xlsx

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"monban/extract"
)

func TestMacrosOfRealWorkbooks(t *testing.T) {
	found := 0
	for _, p := range corpusWorkbooks(t) {
		if !strings.EqualFold(filepath.Ext(p), ".xlsm") {
			continue
		}
		data, err := os.ReadFile(p)
		if err != nil {
			t.Fatal(err)
		}
		k := &keeper{}
		f := extract.File{Size: int64(len(data)), Data: bytes.NewReader(data), Limits: extract.DefaultLimits()}
		if err := Format.Read(context.Background(), f, k); err != nil {
			t.Errorf("%s: %v", p, err)
		}
		for _, g := range k.Gaps {
			if strings.Contains(g.Err.Error(), "macros") {
				t.Errorf("%s: %v", p, g.Err)
			}
		}
		for _, u := range k.Units {
			if strings.Contains(u.Loc.Sheet, "vbaProject.bin/") {
				found++
			}
		}
	}
	if found < 100 {
		t.Errorf("%d lines of macros in all", found)
	}
}
