// Package extracttest is the test that every format must pass: the same units
// as before, and good manners towards its sink. It knows no format.
package extracttest

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"monban/extract"
)

var update = flag.Bool("update", false, "rewrite the .units files")

// Update tells whether the golden files are to be written anew.
func Update() bool { return *update }

// patience is how long one reading of a small broken file may take.
const patience = 10 * time.Second

// Run reads every file in dir with f and compares what comes out with the
// .units file beside it (go test -update writes them). Then it checks that f
// recognises the file, stops at the sink's error and returns exactly that,
// stops when the context ends, and survives cut and damaged files.
func Run(t *testing.T, f extract.Format, dir string) {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(dir, "*"))
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, name := range names {
		if st, err := os.Stat(name); strings.HasSuffix(name, ".units") || err != nil || st.IsDir() {
			continue
		}
		n++
		t.Run(filepath.Base(name), func(t *testing.T) {
			b, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			golden(t, name+".units", Units(t, f, filepath.Base(name), b))
			Obey(t, f, filepath.Base(name), b)
		})
	}
	if n == 0 {
		t.Fatalf("no files in %s", dir)
	}
}

// Units reads b with f and writes down every call to the sink, one a line.
func Units(t *testing.T, f extract.Format, name string, b []byte) string {
	t.Helper()
	ef := File(name, b)
	if !f.Match(ef, head(b)) {
		t.Errorf("%s: Match does not recognise it", name)
	}
	s := &sink{}
	if err := f.Read(context.Background(), ef, s); err != nil {
		fmt.Fprintf(&s.out, "error: %v\n", err)
	}
	return s.out.String()
}

// Obey checks the manners of f with the file b.
func Obey(t *testing.T, f extract.Format, name string, b []byte) {
	t.Helper()
	whole := &sink{}
	_ = f.Read(context.Background(), File(name, b), whole)

	stop := errors.New("stop")
	for k := 1; k <= whole.n; k += 1 + whole.n/8 {
		got := &sink{fail: k, err: stop}
		if err := f.Read(context.Background(), File(name, b), got); err != stop { // exactly this error, not one around it
			t.Errorf("sink failed at call %d: Read returned %v, want the sink's own error", k, err)
		}
		if got.n != k {
			t.Errorf("sink failed at call %d but was called %d times", k, got.n)
		}
	}

	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if err := f.Read(ctx, File(name, b), &sink{}); err != nil && whole.n > 0 && !errors.Is(err, context.Canceled) {
		t.Errorf("after cancel Read returned %v", err)
	}

	for i := range 16 {
		survive(t, f, name, b[:len(b)*i/16], fmt.Sprintf("cut to %d/16", i))
	}
	for i := range 24 {
		bad := bytes.Clone(b)
		if len(bad) > 0 {
			bad[(len(bad)*i/24+i*7)%len(bad)] ^= 1 << (i % 8)
		}
		survive(t, f, name, bad, fmt.Sprintf("bit flip %d", i))
	}
}

// survive reads a broken file; a panic fails the test by itself.
func survive(t *testing.T, f extract.Format, name string, b []byte, what string) {
	t.Helper()
	start := time.Now()
	ef := File(name, b)
	f.Match(ef, head(b))
	_ = f.Read(context.Background(), ef, &sink{})
	if d := time.Since(start); d > patience {
		t.Errorf("%s: %s took %v", name, what, d)
	}
}

// File makes a file to read of b.
func File(name string, b []byte) extract.File {
	return extract.File{Name: name, Size: int64(len(b)), Data: bytes.NewReader(b), Limits: extract.DefaultLimits()}
}

// Read reads a file with a format that must know it, and gives the code of what
// kept it from going on, "" when nothing did.
func Read(t testing.TB, f extract.Format, name string, b []byte, to extract.Sink, passwords ...string) extract.Code {
	t.Helper()
	file := File(name, b)
	file.Passwords = passwords
	if !f.Match(file, head(b)) {
		t.Error("not recognised")
	}
	err := f.Read(context.Background(), file, to)
	if ce := (*extract.CodeError)(nil); errors.As(err, &ce) {
		return ce.Code
	}
	if err != nil {
		return extract.Corrupt
	}
	return ""
}

func head(b []byte) []byte { return b[:min(len(b), 4096)] }

func golden(t *testing.T, name, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(name, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("units differ from %s (run with -update to accept)\ngot:\n%s\nwant:\n%s", name, got, want)
	}
}

// Printable returns what a fuzzer has made up without the characters that no line of text
// has; ends of lines stay.
func Printable(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' && r != '\n' || r == 0xFFFD || r >= 0x7F {
			return -1
		}
		return r
	}, s)
}
