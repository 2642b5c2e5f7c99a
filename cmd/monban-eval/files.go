package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"monban/cmd/internal/synth"
	"monban/detect/policy"
)

// files checks what layouts cannot order: nested records, dumps of several
// tables. A truth lies beside the folder with the files, and what it says
// counts with the tables that have headers.
func (v *eval) files(ctx context.Context, data string) error {
	sets, err := filepath.Glob(filepath.Join(data, "eval", "files", "*.truth.json"))
	if err != nil {
		return err
	}
	for _, path := range sets {
		b, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		var t synth.Truth
		if err := json.Unmarshal(b, &t); err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
		var files []synth.File
		for _, name := range t.Files {
			b, err := os.ReadFile(filepath.Join(strings.TrimSuffix(path, ".truth.json"), name))
			if err != nil {
				return err
			}
			files = append(files, synth.File{Name: name, Data: b})
		}
		r, err := v.scan(ctx, "tables", files...)
		if err != nil {
			return fmt.Errorf("%s: %w", t.Name, err)
		}
		for i := range t.Tables { // one for each file
			v.compareColumns("header", t.Name, r.Files[i], t.Tables[i:i+1])
		}
		if !v.people["header"].add(len(r.People), t.People, t.PeopleMax) {
			v.miss("people\t%s\tgot %d, want %d", t.Name, len(r.People), t.People)
		}
		least, _ := policy.ParseVerdict(t.LeastOutside)
		got := outside(r)
		v.tableVerdicts["header"].add(boolInt(got >= least), 1, 1)
		if got < least {
			v.miss("verdict\t%s\tgot %s, want at least %s", t.Name, got, least)
		}
	}
	return nil
}
