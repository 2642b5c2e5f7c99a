package audit

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

func TestMain(m *testing.M) {
	if path := os.Getenv("AUDIT_TEST_WRITE"); path != "" {
		writeForEver(path)
	}
	os.Exit(m.Run())
}

// writeForEver is the child that TestKill kills. It says on standard output
// which entries it was told are on the disk.
func writeForEver(path string) {
	l, err := Open(path)
	if err != nil {
		fmt.Println("error", err)
		os.Exit(1)
	}
	for i := 0; ; i++ {
		id := fmt.Sprintf("%d-%d", os.Getpid(), i)
		if err := l.Append(Entry{Event: "held", ID: id, Detail: map[string]string{"note": strings.Repeat("見本", i%700)}}); err != nil {
			fmt.Println("error", err)
			os.Exit(1)
		}
		fmt.Println(id)
	}
}

func open(t *testing.T, path string) *Log {
	t.Helper()
	l, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	return l
}

// written returns a log with n entries, closed.
func written(t *testing.T, n int) (path string, lines []string) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "audit.jsonl")
	l := open(t, path)
	for i := range n {
		e := Entry{Time: time.Date(2026, 11, 22, 9, i, 0, 0, time.UTC), Event: "held", ID: fmt.Sprint("m", i), Actor: "sato@example.co.jp",
			Verdict: "hold", People: i, Kinds: []string{"diagnosis"}, Detail: map[string]string{"rule": "special-care-outside", "file": "見*様.xlsx"}}
		if err := l.Append(e); err != nil {
			t.Fatal(err)
		}
	}
	head := l.Head()
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	b := read(t, path)
	last := ""
	if err := Walk(strings.NewReader(b), func(_ Entry, hash string) error { last = hash; return nil }); err != nil || n > 0 && last != head {
		t.Fatalf("head %s, last line %s, %v", head, last, err)
	}
	lines = strings.SplitAfter(b, "\n")
	return path, lines[:len(lines)-1]
}

func read(t *testing.T, path string) string {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func TestEntries(t *testing.T) {
	path, _ := written(t, 3)
	if fi, err := os.Stat(path); err != nil || fi.Mode().Perm() != 0o600 {
		t.Errorf("mode %v, %v", fi.Mode(), err)
	}
	l := open(t, path) // goes on where it ended
	if err := l.Append(Entry{Event: "approved", ID: "m1", Detail: map[string]string{"long": strings.Repeat("あ", mostDetail)}}); err != nil {
		t.Fatal(err)
	}
	var got []Entry
	if err := Walk(strings.NewReader(read(t, path)), func(e Entry, _ string) error { got = append(got, e); return nil }); err != nil {
		t.Fatal(err)
	}
	if len(got) != 4 || got[2].People != 2 || got[2].Kinds[0] != "diagnosis" || got[2].Detail["file"] != "見*様.xlsx" || got[2].Time.Minute() != 2 {
		t.Fatalf("got %+v", got)
	}
	if long := got[3].Detail["long"]; len(long) > mostDetail+3 || !strings.HasSuffix(long, "あ…") || time.Since(got[3].Time) > time.Minute {
		t.Errorf("got %d bytes, time %v", len(long), got[3].Time)
	}
	stop := errors.New("enough")
	if err := Walk(strings.NewReader(read(t, path)), func(Entry, string) error { return stop }); err != stop {
		t.Errorf("got %v", err)
	}
}

// Whatever is done to a log, Verify names the first line that cannot be right.
func TestVerifyFindsTampering(t *testing.T) {
	_, lines := written(t, 5)
	for _, c := range []struct {
		name string
		file []string
		line int // 0: nothing is wrong
	}{
		{"untouched", lines, 0},
		{"empty", nil, 0},
		{"a value changed", []string{lines[0], strings.Replace(lines[1], `"people":1`, `"people":9`, 1), lines[2], lines[3], lines[4]}, 3},
		{"a space added", []string{lines[0], strings.Replace(lines[1], `,`, `, `, 1), lines[2]}, 3},
		{"the first line changed", append([]string{strings.Replace(lines[0], "held", "sent", 1)}, lines[1:]...), 2},
		{"a line removed", []string{lines[0], lines[2], lines[3]}, 2},
		{"the start removed", lines[1:], 1},
		{"a line twice", []string{lines[0], lines[1], lines[1], lines[2]}, 3},
		{"two lines swapped", []string{lines[0], lines[2], lines[1], lines[3]}, 2},
		{"a made-up line", []string{lines[0], `{"prev":"` + start + `","time":"2026-11-22T09:00:00Z","event":"approved"}` + "\n", lines[1]}, 2},
		{"a field unknown", []string{strings.Replace(lines[0], `{`, `{"x":1,`, 1)}, 1},
		{"two objects in a line", []string{strings.TrimSuffix(lines[0], "\n") + lines[1]}, 1},
		{"no JSON", []string{lines[0], "approved\n"}, 2},
		{"an empty line", []string{lines[0], "\n", lines[1]}, 2},
		{"cut in a line", []string{lines[0], lines[1][:20]}, 2},
		{"a line without end", []string{lines[0], strings.Repeat("x", 3*mostLine)}, 2},
	} {
		n, err := Verify(strings.NewReader(strings.Join(c.file, "")))
		var broken *BrokenError
		switch {
		case c.line == 0:
			if err != nil || n != len(c.file) {
				t.Errorf("%s: %d lines, %v", c.name, n, err)
			}
		case !errors.As(err, &broken) || broken.Line != c.line || n != c.line-1:
			t.Errorf("%s: %d lines right, %v; want line %d", c.name, n, err, c.line)
		}
	}
	cause := errors.New("disk")
	if _, err := Verify(io.MultiReader(strings.NewReader(lines[0]), broken{cause})); err != cause {
		t.Errorf("got %v", err)
	}
}

type broken struct{ err error }

func (b broken) Read([]byte) (int, error) { return 0, b.err }

func TestTornLineIsRepairedAndTold(t *testing.T) {
	for _, torn := range []string{`{"prev":"`, "\x00\x00\x00\x00", "x", strings.Repeat("y", 2*mostDetail)} {
		path, lines := written(t, 2)
		whole := strings.Join(lines, "")
		if err := os.WriteFile(path, []byte(whole+torn), 0o600); err != nil {
			t.Fatal(err)
		}
		l := open(t, path)
		if err := l.Append(Entry{Event: "ready"}); err != nil {
			t.Fatal(err)
		}
		var events []Entry
		if err := Walk(strings.NewReader(read(t, path)), func(e Entry, _ string) error { events = append(events, e); return nil }); err != nil {
			t.Fatalf("%.20q: %v", torn, err)
		}
		if len(events) != 4 || events[2].Event != "audit-repaired" || events[2].Detail["bytes"] != fmt.Sprint(len(torn)) || events[3].Event != "ready" {
			t.Errorf("%.20q: got %+v", torn, events)
		}
		if want := strings.Trim(torn, "\x00"); len(want) < mostDetail && events[2].Detail["text"] != want {
			t.Errorf("%.20q: kept %q", torn, events[2].Detail["text"])
		}
	}
}

func TestOpenRefusesWhatIsNoLog(t *testing.T) {
	dir := t.TempDir()
	for name, content := range map[string]string{"text": "hello\n", "json": "{}\n", "long": strings.Repeat("z", 3*mostLine)} {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := Open(path); err == nil {
			t.Errorf("%s: opened", name)
		}
		if read(t, path) != content {
			t.Errorf("%s: changed", name)
		}
	}
	if _, err := Open(dir); err == nil {
		t.Error("a folder was opened")
	}
}

func TestOneWriter(t *testing.T) {
	path, _ := written(t, 1)
	first := open(t, path)
	if _, err := Open(path); !errors.Is(err, ErrLocked) {
		t.Errorf("got %v", err)
	}
	if err := first.Close(); err != nil {
		t.Fatal(err)
	}
	if err := first.Append(Entry{Event: "x"}); err == nil {
		t.Error("written after Close")
	}
	open(t, path)
}

func TestConcurrent(t *testing.T) {
	path, _ := written(t, 0)
	l := open(t, path)
	var wg sync.WaitGroup
	for i := range 8 {
		wg.Go(func() {
			for range 10 {
				if err := l.Append(Entry{Event: "ready", ID: fmt.Sprint(i)}); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	if n, err := Verify(strings.NewReader(read(t, path))); n != 80 || err != nil {
		t.Errorf("%d lines, %v", n, err)
	}
}

// A disk that is full, or fails, leaves a log that is right, without the entry.
func TestFailingDisk(t *testing.T) {
	for _, c := range []struct {
		name string
		fail func(l *Log)
	}{
		{"half a line", func(l *Log) {
			l.write = func(b []byte) (int, error) {
				n, _ := l.f.Write(b[:len(b)/2])
				return n, syscall.ENOSPC
			}
		}},
		{"no sync", func(l *Log) { l.sync = func() error { return syscall.EIO } }},
	} {
		path, _ := written(t, 2)
		l := open(t, path)
		write, sync := l.write, l.sync
		c.fail(l)
		if err := l.Append(Entry{Event: "lost"}); err == nil {
			t.Errorf("%s: no error", c.name)
		}
		if n, err := Verify(strings.NewReader(read(t, path))); n != 2 || err != nil {
			t.Errorf("%s: %d lines, %v", c.name, n, err)
		}
		l.write, l.sync = write, sync
		if err := l.Append(Entry{Event: "found"}); err != nil {
			t.Errorf("%s: %v", c.name, err)
		}
		if n, err := Verify(strings.NewReader(read(t, path))); n != 3 || err != nil {
			t.Errorf("%s: %d lines, %v", c.name, n, err)
		}
	}
}

func TestFileTakenAway(t *testing.T) {
	for name, harm := range map[string]func(path string) error{
		"removed":  os.Remove,
		"moved":    func(p string) error { return os.Rename(p, p+".1") },
		"replaced": func(p string) error { return errors.Join(os.Remove(p), os.WriteFile(p, nil, 0o600)) },
		"cut":      func(p string) error { return os.Truncate(p, 10) },
	} {
		path, _ := written(t, 2)
		l := open(t, path)
		if err := harm(path); err != nil {
			t.Fatal(err)
		}
		if err := l.Append(Entry{Event: "held"}); err == nil {
			t.Errorf("%s: nothing noticed", name)
		}
	}
}

// TestKill kills a writer again and again: the chain must hold, and no entry
// that Append had taken may be missing.
func TestKill(t *testing.T) {
	path := filepath.Join(t.TempDir(), "audit.jsonl")
	var told []string
	for i := range 12 {
		cmd := exec.Command(os.Args[0])
		cmd.Env = append(os.Environ(), "AUDIT_TEST_WRITE="+path)
		out, err := cmd.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		time.AfterFunc(time.Duration(60+17*i)*time.Millisecond, func() { cmd.Process.Kill() })
		b, err := io.ReadAll(out)
		if err != nil {
			t.Fatal(err)
		}
		if err := cmd.Wait(); err == nil {
			t.Fatal("it ended by itself")
		}
		if i := bytes.LastIndexByte(b, '\n'); i >= 0 {
			told = append(told, strings.Fields(string(b[:i]))...)
		}
	}
	open(t, path)
	if len(told) < 12 || strings.Contains(strings.Join(told, " "), "error") {
		t.Fatalf("%d entries: %.200q", len(told), told)
	}
	have := map[string]int{}
	if err := Walk(strings.NewReader(read(t, path)), func(e Entry, _ string) error { have[e.ID]++; return nil }); err != nil {
		t.Fatal(err)
	}
	for _, id := range told {
		if have[id] != 1 {
			t.Errorf("entry %s is there %d times", id, have[id])
		}
	}
}

func FuzzVerify(f *testing.F) {
	f.Add([]byte(`{"prev":"` + start + `","time":"2026-11-22T09:00:00Z","event":"held"}` + "\n"))
	f.Add([]byte("{}\n\n\x00"))
	f.Fuzz(func(t *testing.T, b []byte) {
		n, err := Verify(bytes.NewReader(b))
		if err == nil && n != bytes.Count(b, []byte{'\n'}) {
			t.Errorf("%d lines are right of %d", n, bytes.Count(b, []byte{'\n'}))
		}
		path := filepath.Join(t.TempDir(), "a")
		if os.WriteFile(path, b, 0o600) != nil {
			return
		}
		l, oerr := Open(path)
		if oerr != nil {
			return
		}
		defer l.Close()
		var be *BrokenError
		if m, verr := Verify(bytes.NewReader([]byte(read(t, path)))); err == nil && verr != nil || verr == nil && m < n || verr != nil && !errors.As(verr, &be) {
			t.Errorf("after Open: %d lines, %v; before: %d lines, %v", m, verr, n, err)
		}
	})
}

// The head that a service notes in its log is that of the file, also when
// another process wrote meanwhile.
func TestSharedHead(t *testing.T) {
	path, _ := written(t, 2)
	a, err := OpenShared(path)
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	b, err := OpenShared(path)
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	for i, l := range []*Shared{a, b, a} {
		if err := l.Append(Entry{Event: "held"}); err != nil {
			t.Fatal(err)
		}
		last, n := "", 0
		if err := Walk(strings.NewReader(read(t, path)), func(_ Entry, hash string) error { last, n = hash, n+1; return nil }); err != nil {
			t.Fatal(err)
		}
		if l.Head() != last || n != 3+i {
			t.Errorf("head %s of %d lines, want %s of %d", l.Head(), n, last, 3+i)
		}
	}
}
