//go:build unix

package tool

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// program puts a shell script on PATH.
func program(t *testing.T, script string) {
	t.Helper()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "reader"), []byte("#!/bin/sh\n"+script), 0o755); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", dir+":/usr/bin:/bin")
}

func TestRun(t *testing.T) {
	t.Setenv("MONBAN_SECRET", "nobody's business")
	for _, tc := range []struct{ name, script, want, err string }{
		{"reads and writes", "echo \"$1 $2\"; cat", "a b\n<in>", ""},
		{"has its own environment", "echo \"$LC_ALL $MORE $MONBAN_SECRET\"", "C yes \n", ""},
		{"writes too much", "i=0; while [ $i -lt 100 ]; do echo 12345678901234567890123456789; i=$((i+1)); done", strings.Repeat("12345678901234567890123456789\n", 2), ""},
		{"does not read", "exit 0", "", ""},
		{"fails", "echo half; echo private >&2; exit 3", "", "reader: exit status 3"},
	} {
		program(t, tc.script)
		out, err := Call{Program: "reader", Args: []string{"a", "b"}, Env: []string{"MORE=yes"}, In: strings.NewReader("<in>"), Most: 60, Patience: time.Minute}.Run(context.Background())
		if string(out) != tc.want || (err != nil || tc.err != "") && (err == nil || err.Error() != tc.err) {
			t.Errorf("%s: %q, %v", tc.name, out, err)
		}
	}
}

func TestEnds(t *testing.T) {
	program(t, "sleep 600")
	if _, err := (Call{Program: "reader", Patience: 10 * time.Millisecond}).Run(context.Background()); !errors.Is(err, ErrTimeout) {
		t.Errorf("after its time: %v", err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := (Call{Program: "reader", Patience: time.Hour}).Run(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("after cancel: %v", err)
	}
	if !Has("reader") || Has("no such reader") {
		t.Error("Has")
	}
}
