package main

import (
	"archive/zip"
	"bytes"
	"errors"
	"hash/crc32"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/xuri/excelize/v2"

	"monban/cmd/internal/report"
	"monban/cmd/internal/worker"
	"monban/detect/rules"
)

func TestMain(m *testing.M) {
	if worker.IsChild(os.Args) { // of a service that a test runs in this process
		worker.Serve(os.Args, rules.Walker(rules.Options{}))
	}
	testscript.Main(m, map[string]func(){"monban": main, "decide": decideAll})
}

// TestScripts runs the command as its users do. The scripts have three commands
// of their own:
//
//	status N ARGS...  runs monban and expects the exit status N; what it prints
//	                  must not hold any line of values.txt
//	json              validates the last standard output against the schema
//	mk SORT FILE ...  makes a file that cannot stand in a script
//	await FILE ...    waits until the files are there
func TestScripts(t *testing.T) {
	cache, err := os.UserCacheDir()
	if err != nil {
		cache = t.TempDir()
	}
	testscript.Run(t, testscript.Params{
		Dir: filepath.Join("..", "..", "testdata", "script"),
		Setup: func(e *testscript.Env) error {
			e.Setenv("XDG_CACHE_HOME", cache) // the mapped dictionary is made once
			e.Setenv("LC_ALL", "C")
			return nil
		},
		Condition: func(name string) (bool, error) {
			if name == "root" {
				return os.Geteuid() == 0, nil
			}
			return false, errors.New("unknown condition " + name)
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){"status": status, "json": validate, "mk": mk, "await": await},
	})
}

func status(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 1 {
		ts.Fatalf("usage: status N ARGS...")
	}
	got := 0
	err := ts.Exec("monban", args[1:]...)
	if ee := (*exec.ExitError)(nil); errors.As(err, &ee) {
		got = ee.ExitCode()
	} else {
		ts.Check(err)
	}
	if strconv.Itoa(got) != args[0] {
		ts.Fatalf("exit status %d, want %s", got, args[0])
	}
	values, err := os.ReadFile(ts.MkAbs("values.txt"))
	if err != nil || strings.Contains(strings.Join(args, " "), "--reveal") || len(args) > 1 && args[1] == "extract" {
		return
	}
	out := ts.ReadFile("stdout") + ts.ReadFile("stderr")
	for v := range strings.FieldsSeq(string(values)) {
		if strings.Contains(out, v) {
			ts.Fatalf("the output shows the value %s", v)
		}
	}
}

func validate(ts *testscript.TestScript, _ bool, _ []string) {
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(report.Schema))
	ts.Check(err)
	c := jsonschema.NewCompiler()
	ts.Check(c.AddResource("report.schema.json", doc))
	s, err := c.Compile("report.schema.json")
	ts.Check(err)
	v, err := jsonschema.UnmarshalJSON(strings.NewReader(ts.ReadFile("stdout")))
	ts.Check(err)
	ts.Check(s.Validate(v))
}

func await(ts *testscript.TestScript, neg bool, args []string) {
	for _, name := range args {
		for end := time.Now().Add(time.Minute); ; time.Sleep(10 * time.Millisecond) {
			if _, err := os.Lstat(ts.MkAbs(name)); (err == nil) != neg {
				break
			}
			if time.Now().After(end) {
				ts.Fatalf("still waiting for %s", name)
			}
		}
	}
}

func mk(ts *testscript.TestScript, _ bool, args []string) {
	if len(args) < 2 {
		ts.Fatalf("usage: mk SORT FILE ...")
	}
	to, rest := ts.MkAbs(args[1]), args[2:]
	switch args[0] {
	case "xlsx": // the lines of a CSV file as a workbook
		ts.Check(workbook(to, ts.ReadFile(rest[0])))
	case "zip": // an archive of these files
		ts.Check(archive(ts, to, rest, 0))
	case "locked": // the same, said to be encrypted
		ts.Check(archive(ts, to, rest, 1))
	case "bomb": // 1 GB of zeros
		ts.Check(bomb(to))
	case "random": // bytes without a meaning
		r := rand.New(rand.NewPCG(7, 7))
		b := make([]byte, 5000)
		for i := range b {
			b[i] = byte(r.Uint32())
		}
		ts.Check(os.WriteFile(to, b, 0o600))
	case "cut": // the first so many percent of a file
		s := ts.ReadFile(rest[0])
		percent, err := strconv.Atoi(rest[1])
		ts.Check(err)
		ts.Check(os.WriteFile(to, []byte(s[:len(s)*percent/100]), 0o600))
	case "locked-out": // a file that may not be read
		ts.Check(os.WriteFile(to, []byte("x"), 0))
	case "link": // a symbolic link
		ts.Check(os.Symlink(rest[0], to))
	default:
		ts.Fatalf("mk: unknown sort %s", args[0])
	}
}

func workbook(to, csv string) error {
	f := excelize.NewFile()
	defer f.Close()
	for r, line := range strings.Split(strings.TrimSpace(csv), "\n") {
		for c, v := range strings.Split(line, ",") {
			cell, err := excelize.CoordinatesToCellName(c+1, r+1)
			if err != nil {
				return err
			}
			if err := f.SetCellStr("Sheet1", cell, v); err != nil {
				return err
			}
		}
	}
	return f.SaveAs(to)
}

func archive(ts *testscript.TestScript, to string, names []string, flags uint16) error {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, n := range names {
		content := ts.ReadFile(n)
		size := uint64(len(content))
		w, err := z.CreateRaw(&zip.FileHeader{Name: n, Flags: flags, CRC32: crc32.ChecksumIEEE([]byte(content)), CompressedSize64: size, UncompressedSize64: size})
		if err != nil {
			return err
		}
		if _, err := io.WriteString(w, content); err != nil {
			return err
		}
	}
	if err := z.Close(); err != nil {
		return err
	}
	return os.WriteFile(to, b.Bytes(), 0o600)
}

func bomb(to string) error {
	f, err := os.Create(to)
	if err != nil {
		return err
	}
	z := zip.NewWriter(f)
	w, err := z.Create("zeros.txt")
	if err != nil {
		return err
	}
	zeros := make([]byte, 1<<20)
	for range 1024 {
		if _, err := w.Write(zeros); err != nil {
			return err
		}
	}
	return errors.Join(z.Close(), f.Close())
}

// TestVersionIsNeverEmpty: reports name the program that wrote them.
func TestVersionIsNeverEmpty(t *testing.T) {
	if v := version(); v == "" {
		t.Error("no version")
	}
}
