package sweep_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"maps"
	"testing"

	"monban/cmd/internal/sweep"
	"monban/extract"
)

// reader reads a file in one of the ways that a sweep is to notice.
func reader(typ string, damaged func(b []byte, to extract.Sink) error) func(context.Context, extract.File, extract.Sink) error {
	var whole []byte
	return func(_ context.Context, f extract.File, to extract.Sink) error {
		b, err := io.ReadAll(io.NewSectionReader(f.Data, 0, f.Size))
		if err != nil {
			return err
		}
		if whole == nil {
			whole = b
		}
		if err := to.Text(extract.Unit{Text: f.Name, Raw: typ, Role: extract.Name}); err != nil {
			return err
		}
		if bytes.Equal(b, whole) {
			return to.Text(extract.Unit{Text: "whole text"})
		}
		return damaged(b, to)
	}
}

func gap(code extract.Code, why string) func([]byte, extract.Sink) error {
	return func(_ []byte, to extract.Sink) error {
		return to.Gap(extract.Gap{Code: code, Err: errors.New(why)})
	}
}

func TestFaults(t *testing.T) {
	half := func(_ []byte, to extract.Sink) error { return to.Text(extract.Unit{Text: "whole"}) }
	const all = sweep.Flips + sweep.Cuts
	for _, tc := range []struct {
		name, typ string
		damaged   func([]byte, extract.Sink) error
		want      map[sweep.Fault]int
	}{
		{"told", "zip", gap(extract.Corrupt, "zip: broken"), map[sweep.Fault]int{}},
		{"stopped", "pdf", gap(extract.Corrupt, "reader stopped: index out of range"), map[sweep.Fault]int{sweep.Panic: all}},
		{"died", "pdf", gap(extract.Corrupt, "the reader of this file stopped before its end"), map[sweep.Fault]int{sweep.Panic: all}},
		{"slow", "xls", gap(extract.Timeout, "not read to its end"), map[sweep.Fault]int{sweep.Slow: all}},
		{"large", "xls", gap(extract.Limit, "reading it takes more than 1024 MB of memory"), map[sweep.Fault]int{sweep.Memory: all}},
		{"silent in a package", "xlsx", half, map[sweep.Fault]int{sweep.Silent: all}},
		{"silent where only the end tells", "pdf", half, map[sweep.Fault]int{sweep.Silent: sweep.Cuts}},
		{"half of a text is a text", "csv", half, map[sweep.Fault]int{}},
		{"a lying name tells nothing", "zip", gap(extract.Mismatch, "named .zip"), map[sweep.Fault]int{sweep.Silent: all}},
	} {
		s := sweep.Sweeper{Read: reader(tc.typ, tc.damaged), Seed: 1}
		r, err := s.File(context.Background(), "a", bytes.Repeat([]byte("0123456789"), 100))
		if err != nil {
			t.Fatal(err)
		}
		got := map[sweep.Fault]int{}
		for _, f := range r.Finds {
			got[f.Fault]++
		}
		if !maps.Equal(got, tc.want) || r.Copies != all+1 || r.Type != tc.typ {
			t.Errorf("%s: %v in %d copies of %s, want %v", tc.name, got, r.Copies, r.Type, tc.want)
		}
	}
}

func TestDamage(t *testing.T) {
	data := bytes.Repeat([]byte("x"), 1000)
	for k := 1; k <= sweep.Flips+sweep.Cuts; k++ {
		a, what := sweep.Damage(data, "a", 1, k)
		b, _ := sweep.Damage(data, "a", 1, k)
		if !bytes.Equal(a, b) || bytes.Equal(a, data) || len(a) < 64 {
			t.Errorf("%s: not the same twice, or not damaged", what)
		}
		if flip := k <= sweep.Flips; flip != (len(a) == len(data)) {
			t.Errorf("%s has %d bytes", what, len(a))
		}
	}
}
