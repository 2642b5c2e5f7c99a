//go:build unix

package outbox

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/fsnotify/fsnotify"
)

// TestNothingIsReplaced: somebody puts a file of that name there at the last
// moment. His stays, ours gets another name.
func TestNothingIsReplaced(t *testing.T) {
	for _, outcome := range []string{"ready", "held"} {
		opt := quick(t)
		f := RealFS()
		rename := f.Rename
		var times atomic.Int64
		f.Rename = func(a, b string) error {
			if filepath.Base(filepath.Dir(b)) == outcome && times.Add(1) <= 3 {
				if err := os.WriteFile(b, []byte("his"), 0o644); err != nil {
					return err
				}
			}
			return rename(a, b)
		}
		opt.FS = f
		y := openYard(t, opt)
		content := map[string]string{"ready": "clean", "held": "SECRET"}[outcome]
		y.drop("a.csv", content)
		stop := y.start()
		y.await("done", func() bool { return y.count(outcome) == 1 })
		stop()
		r := y.records(outcome)
		if len(r) != 1 {
			t.Fatalf("%d records", len(r))
		}
		b, err := os.ReadFile(filepath.Join(y.base, outcome, string(r[0].Placed)))
		if err != nil || string(b) != content || r[0].Placed == "a.csv" {
			t.Errorf("%s: %q holds %q, %v", outcome, r[0].Placed, b, err)
		}
		his := 0
		_ = filepath.WalkDir(filepath.Join(y.base, outcome), func(p string, _ os.DirEntry, err error) error {
			if b, rerr := os.ReadFile(p); rerr == nil && string(b) == "his" {
				his++
			}
			return err
		})
		if his != 3 {
			t.Errorf("%s: %d of his 3 files are left\n%s", outcome, his, y.list())
		}
	}
}

// TestRootReplaced: the folder is moved away and made again, and is watched
// on.
func TestRootReplaced(t *testing.T) {
	opt := quick(t)
	opt.Interval = 100 * time.Millisecond
	y := openYard(t, opt)
	y.start()
	y.drop("a.csv", "1")
	y.await("first", func() bool { return y.count("ready") == 1 })
	if err := errors.Join(os.Rename(y.out, y.out+" old"), os.Mkdir(y.out, 0o755)); err != nil {
		t.Fatal(err)
	}
	y.await("noticed", func() bool { return y.count("root-replaced") == 1 })
	y.drop("b.csv", "2")
	y.await("second", func() bool { return y.count("ready") == 2 })
	// Gone for a while, as when a drive is unmounted.
	if err := os.Remove(y.out); err != nil {
		t.Fatal(err)
	}
	y.await("told", func() bool { return y.count("error")+y.count("polling") > 0 })
	if err := os.Mkdir(y.out, 0o755); err != nil {
		t.Fatal(err)
	}
	y.drop("c.csv", "3")
	y.await("third", func() bool { return y.count("ready") == 3 })
}

// TestBaseReplaced: without its lock the service must not go on.
func TestBaseReplaced(t *testing.T) {
	opt := quick(t)
	opt.Dir = filepath.Join(opt.Dir, "base")
	if err := os.Mkdir(opt.Dir, 0o755); err != nil {
		t.Fatal(err)
	}
	b, err := Open(opt)
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	done := make(chan error, 1)
	go func() { done <- b.Run(context.Background()) }()
	if err := os.WriteFile(filepath.Join(b.out, "a.csv"), []byte("1"), 0o644); err != nil {
		t.Fatal(err)
	}
	for end := time.Now().Add(10 * time.Second); !b.fs.exists(filepath.Join(b.ready, "a.csv")) && time.Now().Before(end); {
		time.Sleep(time.Millisecond)
	}
	if err := errors.Join(os.Rename(opt.Dir, opt.Dir+" old"), os.MkdirAll(filepath.Join(opt.Dir, "outbox"), 0o755)); err != nil {
		t.Fatal(err)
	}
	select {
	case err := <-done:
		if !errors.Is(err, ErrReplaced) {
			t.Errorf("Run: %v", err)
		}
	case <-time.After(10 * time.Second):
		t.Fatal("goes on without a lock")
	}
}

// TestTwoServices: the second one does not start.
func TestTwoServices(t *testing.T) {
	y := openYard(t, quick(t))
	if _, err := Open(y.opt); !errors.Is(err, ErrRunning) {
		t.Errorf("second Open: %v", err)
	}
	if err := y.Close(); err != nil {
		t.Fatal(err)
	}
	b, err := Open(y.opt)
	if err != nil {
		t.Fatal(err)
	}
	if err := b.Close(); err != nil {
		t.Error(err)
	}
}

// TestFoldersInsideEachOther is refused.
func TestFoldersInsideEachOther(t *testing.T) {
	dir := t.TempDir()
	if err := errors.Join(os.Mkdir(filepath.Join(dir, "outbox"), 0o755), os.Mkdir(filepath.Join(dir, "outbox", "r"), 0o755), os.Symlink("outbox/r", filepath.Join(dir, "ready"))); err != nil {
		t.Fatal(err)
	}
	if b, err := Open(Options{Dir: dir, Check: fakeCheck}); err == nil || !strings.Contains(err.Error(), "inside each other") {
		t.Errorf("got %v, %v", b, err)
	}
}

// TestOtherFileSystem is refused at the start, because nothing could be renamed.
func TestOtherFileSystem(t *testing.T) {
	shm, err := os.MkdirTemp("/dev/shm", "monban-*")
	if err != nil {
		t.Skip("no second file system: ", err)
	}
	defer os.RemoveAll(shm)
	dir := t.TempDir()
	if err := os.Symlink(shm, filepath.Join(dir, "ready")); err != nil {
		t.Fatal(err)
	}
	fi, err := os.Stat(dir)
	if err != nil {
		t.Fatal(err)
	}
	si, err := os.Stat(shm)
	if err != nil {
		t.Fatal(err)
	}
	a, _ := identity(fi)
	if b, _ := identity(si); a == b {
		t.Skip("the temporary folder is on /dev/shm as well")
	}
	if _, err := Open(Options{Dir: dir, Check: fakeCheck}); err == nil || !strings.Contains(err.Error(), "another file system") {
		t.Errorf("got %v", err)
	}
}

// TestOverflow: when events get lost, the scan sees what they were about.
func TestOverflow(t *testing.T) {
	y := openYard(t, quick(t))
	n := &fsnotify.Watcher{Events: make(chan fsnotify.Event), Errors: make(chan error)}
	go (&watcher{b: y.Box}).drain(n)
	n.Errors <- fsnotify.ErrEventOverflow
	select {
	case <-y.wake:
	case <-time.After(5 * time.Second):
		t.Error("no wake-up")
	}
	close(n.Errors)
	if y.count("events-lost") != 1 {
		t.Error("not told")
	}
}

// TestNoWatches: when the system has no watches left, the folder is polled, and
// somebody is told, once.
func TestNoWatches(t *testing.T) {
	opt := quick(t)
	opt.Interval = time.Minute
	f := RealFS()
	f.Watcher = func() (*fsnotify.Watcher, error) { return nil, syscall.EMFILE }
	opt.FS = f
	y := openYard(t, opt)
	y.start()
	y.await("told", func() bool { return y.count("polling") == 1 })
	for i := range 2 {
		y.drop(fmt.Sprint(i, ".csv"), fmt.Sprint(i))
		y.await("ready", func() bool { return y.count("ready") == i+1 })
	}
	if n := y.count("polling"); n != 1 {
		t.Errorf("told %d times", n)
	}
}

// TestManyAtOnce drops more files than one scan hands out, faster than they are
// done, with and without events.
func TestManyAtOnce(t *testing.T) {
	for _, poll := range []time.Duration{0, 50 * time.Millisecond} {
		opt := quick(t)
		opt.Poll = poll
		y := openYard(t, opt)
		stop := y.start()
		n := atOnce + 200
		if poll > 0 {
			n = 100
		}
		for i := range n {
			y.drop(fmt.Sprintf("%d.csv", i), []string{"clean", "SECRET"}[i%2]+fmt.Sprint(i))
		}
		y.await("all done", func() bool { return done(y.base) && y.count("ready")+y.count("held") == n })
		stop()
		if y.count("ready") != n/2 {
			t.Errorf("%d ready of %d", y.count("ready"), n)
		}
		if _, faults, err := Inventory(y.base); err != nil || len(faults) > 0 {
			t.Error(faults, err)
		}
	}
}

// TestIDs: the clock may stand still or go back.
func TestIDs(t *testing.T) {
	seen := map[string]bool{}
	now := time.Now()
	for i := range 2000 {
		seen[newID(now.Add(-time.Duration(i/1000)*time.Hour))] = true
	}
	if len(seen) != 2000 {
		t.Errorf("%d different IDs", len(seen))
	}
}

// TestByID puts each message into a folder of its own.
func TestByID(t *testing.T) {
	opt := quick(t)
	opt.ByID = true
	y := openYard(t, opt)
	y.drop("a.csv", "1")
	y.drop("case/b.csv", "2")
	stop := y.start()
	y.await("done", func() bool { return y.count("ready") == 2 })
	stop()
	for _, r := range y.records("ready") {
		if !y.has(filepath.Join("ready", r.ID, string(r.Name))) {
			t.Errorf("no ready/%s/%s in\n%s", r.ID, r.Name, y.list())
		}
	}
	if _, faults, err := Inventory(y.base); err != nil || len(faults) > 0 {
		t.Error(faults, err)
	}
}

// TestRecipients: from the file beside it, from the folder, from inside a
// dropped folder; what cannot be read is held.
func TestRecipients(t *testing.T) {
	opt := quick(t)
	y := openYard(t, opt)
	for name, content := range map[string]string{
		"a.csv": "1", "a.csv.to": "\ufeffx@example.com\r\nY <y@example.com>, z@example.jp\n# note\n",
		"to=b@example.com,c@example.com/b.csv": "2",
		"to=b@example.com/c.csv":               "3", "to=b@example.com/c.csv.to": "d@example.com",
		"case/x.csv": "4", "case/_recipients.txt": "e@example.com",
		"plain.csv": "5",
		"bad.csv":   "6", "bad.csv.to": "everybody",
		"half.csv": "7", "half.csv.to": "f@example.com\nand some more people",
		"to=tanaka/z.csv": "8",
	} {
		y.drop(name, content)
	}
	y.start()
	y.await("all done", func() bool { return y.count("ready")+y.count("held") == 8 })
	want := map[string][]string{"a.csv": {"x@example.com", "y@example.com", "z@example.jp"}, "b.csv": {"b@example.com", "c@example.com"},
		"c.csv": {"d@example.com"}, "case": {"e@example.com"}, "plain.csv": nil}
	for _, r := range y.records("ready") {
		if to, ok := want[string(r.Name)]; !ok || !slices.Equal(to, r.To) {
			t.Errorf("%s is for %q, want %q", r.Name, r.To, to)
		}
	}
	held := y.records("held")
	if len(held) != 3 {
		t.Errorf("%d held, want 3", len(held))
	}
	for _, r := range held {
		if r.Why != Recipients || len(r.To) > 0 {
			t.Errorf("%s is held for %q, to %q", r.Name, r.Why, r.To)
		}
	}
	if y.has("ready/case/_recipients.txt") {
		t.Error("_recipients.txt is about to be sent")
	}
}

// TestHooks: arguments are filled in, no shell sees them, a failure changes
// nothing.
func TestHooks(t *testing.T) {
	opt := quick(t)
	out := filepath.Join(t.TempDir(), "out")
	script := filepath.Join(t.TempDir(), "hook")
	if err := os.WriteFile(script, []byte("#!/bin/sh\nprintf '%s|%s|%s\\n' \"$1\" \"$2\" \"$MONBAN_OUTCOME\" >>"+out+"\n"), 0o755); err != nil {
		t.Fatal(err)
	}
	opt.Hooks = map[string][]string{"ready": {script, "{file}", "x{verdict}"}, "held": {"/nonexistent/hook"}}
	y := openYard(t, opt)
	y.start()
	y.drop("a; $(rm x).csv", "1")
	y.drop("b.csv", "SECRET")
	y.await("done", func() bool { return y.count("ready") == 1 && y.count("held") == 1 && y.count("hook-failed") == 1 })
	b, err := os.ReadFile(out)
	if want := filepath.Join(y.ready, "a; $(rm x).csv") + "|xpass|ready\n"; err != nil || string(b) != want {
		t.Errorf("the hook saw %q, want %q, %v", b, want, err)
	}
}

// TestFolders: an empty folder is no message; one that is being filled is not
// taken before it rests; all in it is one message.
func TestFolders(t *testing.T) {
	opt := quick(t)
	opt.Settle = time.Second
	opt.Interval = 50 * time.Millisecond
	y := openYard(t, opt)
	y.start()
	if err := os.MkdirAll(filepath.Join(y.out, "new folder", "inner"), 0o755); err != nil {
		t.Fatal(err)
	}
	time.Sleep(1500 * time.Millisecond)
	if !y.has("outbox/new folder") {
		t.Fatal("an empty folder was taken")
	}
	for i := range 5 {
		y.drop(fmt.Sprintf("new folder/%d.csv", i), "clean")
		time.Sleep(100 * time.Millisecond)
		if !y.has("outbox/new folder") {
			t.Fatal("taken while it was filled")
		}
	}
	y.drop("new folder/inner/x.csv", "SECRET")
	y.await("held", func() bool { return y.count("held") == 1 })
	if r := y.records("held"); len(r[0].Files) != 6 || y.count("ready") > 0 {
		t.Errorf("%d files in the message, %d messages ready", len(r[0].Files), y.count("ready"))
	}
}

// TestDamagedNotes: notes that cannot be read are no reason to let go, or to
// stop.
func TestDamagedNotes(t *testing.T) {
	opt := quick(t)
	y := openYard(t, opt)
	for id, notes := range map[string]string{"no-item": "", "bad-item": "item.json", "bad-report": "report.json"} {
		dir := filepath.Join(y.work, id)
		if err := errors.Join(os.MkdirAll(filepath.Join(dir, "content"), 0o755), os.WriteFile(filepath.Join(dir, "content", id+".csv"), []byte(id), 0o644)); err != nil {
			t.Fatal(err)
		}
		if notes != "" {
			if err := os.WriteFile(filepath.Join(dir, notes), []byte("{\"half of"), 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := os.MkdirAll(filepath.Join(y.work, "empty", "content"), 0o755); err != nil {
		t.Fatal(err)
	}
	y.start()
	y.await("all held", func() bool { return y.count("held") == 3 && done(y.base) })
	for _, r := range y.records("held") {
		if r.Why != Interrupted {
			t.Errorf("%s is held for %q", r.Name, r.Why)
		}
	}
	if _, faults, err := Inventory(y.base); err != nil || len(faults) > 0 {
		t.Error(faults, err)
	}
}
