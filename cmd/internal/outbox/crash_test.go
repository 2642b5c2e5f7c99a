//go:build unix

package outbox

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"
)

// The test binary is its own victim: with these variables set it watches a
// folder, and kills itself before its nth step.
const (
	victimDir  = "MONBAN_OUTBOX_VICTIM"
	victimStep = "MONBAN_OUTBOX_CRASH"
)

func TestMain(m *testing.M) {
	if dir := os.Getenv(victimDir); dir != "" {
		n, err := strconv.Atoi("0" + os.Getenv(victimStep))
		if err == nil {
			err = victim(dir, n)
		}
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// victim works until nothing is left to do. Every operation that changes
// something is a step; half of a file is one, too.
func victim(dir string, crash int) error {
	step := 0
	count := func() {
		if step++; step == crash {
			_ = syscall.Kill(os.Getpid(), syscall.SIGKILL)
			select {}
		}
	}
	f := RealFS()
	real := *f
	f.Write = func(p string, b []byte) error {
		count()
		if step+1 == crash {
			if err := os.WriteFile(p+temporary, b[:len(b)/2], 0o600); err != nil {
				return err
			}
			count()
		}
		count()
		return real.Write(p, b)
	}
	f.Copy = func(a, b string) error { count(); return real.Copy(a, b) }
	f.Mkdir = func(p string) error { count(); return real.Mkdir(p) }
	f.Rename = func(a, b string) error { count(); return real.Rename(a, b) }
	f.Replace = func(a, b string) error { count(); return real.Replace(a, b) }
	f.Remove = func(p string) error { count(); return real.Remove(p) }
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	opt := Options{Dir: dir, Check: fakeCheck, FS: f, Movers: 1, Settle: 5 * time.Millisecond, WaitLimit: 200 * time.Millisecond, Ja: true,
		Audit: func(Event) error { count(); return nil },
		Notify: func(e Event) {
			if e.What == "events-lost" {
				_ = os.WriteFile(filepath.Join(dir, lostFile), nil, 0o600) // the test sees that it is missing
			}
		}}
	b, err := Open(opt)
	if err != nil {
		return err
	}
	go func() {
		for ; ; time.Sleep(2 * time.Millisecond) {
			if _, err := os.Lstat(filepath.Join(dir, stayFile)); err != nil && done(dir) {
				cancel()
				return
			}
		}
	}()
	if err := b.Run(ctx); err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(dir, stepsFile), []byte(strconv.Itoa(step)), 0o600); err != nil {
		return err
	}
	return b.Close()
}

// Files beside the folders: how many steps there were, whether events got lost,
// and that the victim is to stay although it has nothing to do.
const (
	stepsFile = "steps"
	lostFile  = "lost"
	stayFile  = "stay"
)

// done tells whether nothing is in outbox/ and work/.
func done(dir string) bool {
	out, err := os.ReadDir(filepath.Join(dir, "outbox"))
	if err != nil {
		return false
	}
	for _, e := range out {
		if !strings.HasPrefix(e.Name(), folderPrefix) {
			return false
		}
	}
	to, err := filepath.Glob(filepath.Join(dir, "outbox", folderPrefix+"*", "*"))
	work, werr := os.ReadDir(filepath.Join(dir, "work"))
	return err == nil && werr == nil && len(to) == 0 && len(work) == 0
}

// run starts a victim and reports whether it came to its end.
func run(t *testing.T, dir string, step int) bool {
	t.Helper()
	c := exec.Command(os.Args[0])
	c.Env = append(os.Environ(), victimDir+"="+dir, victimStep+"="+strconv.Itoa(step))
	out, err := c.CombinedOutput()
	if ws, ok := c.ProcessState.Sys().(syscall.WaitStatus); ok && ws.Signaled() && ws.Signal() == syscall.SIGKILL {
		return false
	}
	if err != nil {
		t.Errorf("victim: %v\n%s", err, out)
	}
	return true
}

// stock fills an outbox, and returns what should become of each content.
func stock(t *testing.T, dir string) map[string]string {
	t.Helper()
	want := map[string]string{}
	put := func(path, content, outcome string) {
		p := filepath.Join(dir, path)
		if err := os.MkdirAll(filepath.Dir(p), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(p, []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
		want[content] = outcome
	}
	put("outbox/ok.csv", "1", "ready")
	put("outbox/名簿.csv", "2 SECRET", "held")
	put("outbox/with.csv", "3", "ready")
	put("outbox/with.csv.to", "a@example.com\n", "recipients")
	put("outbox/case/a.csv", "4", "ready")
	put("outbox/case/sub/b.csv", "5", "ready")
	put("outbox/case/_recipients.txt", "b@example.com\n", "recipients")
	put("outbox/to=c@example.com/ok.csv", "6", "ready") // meets the other ok.csv in ready/
	put("outbox/linked.csv", "7", "ready")
	if err := os.Link(filepath.Join(dir, "outbox/linked.csv"), filepath.Join(dir, "other name")); err != nil {
		t.Fatal(err)
	}
	return want
}

// settled checks the promises after everything came to its end: each file in
// one place, unchanged, the right one, with its report.
func settled(t *testing.T, what, dir string, want map[string]string) {
	t.Helper()
	files, faults, err := Inventory(dir)
	if err != nil {
		t.Error(err)
		return
	}
	for _, f := range faults {
		t.Errorf("%s: %s", what, f)
	}
	got := map[string][]string{}
	for _, p := range files {
		b, err := os.ReadFile(filepath.Join(dir, p.Folder, p.Path))
		if p.Folder == "recipients" {
			for _, o := range []string{"ready", "held"} {
				if b, err = os.ReadFile(filepath.Join(dir, o, p.Path)); err == nil {
					break
				}
			}
		}
		if err != nil {
			t.Error(err)
		}
		got[string(b)] = append(got[string(b)], p.Folder)
	}
	for content, outcome := range want {
		if g := got[content]; len(g) != 1 || g[0] != outcome {
			t.Errorf("%s: %.20q is in %v, want %s", what, content, g, outcome)
		}
	}
	if len(got) != len(want) {
		t.Errorf("%s: %d different contents of %d", what, len(got), len(want))
	}
}

// TestKillAtEveryStep kills the service before each of its steps, starts it
// again, and looks whether the promises hold. Every third time the second start
// is killed as well.
func TestKillAtEveryStep(t *testing.T) {
	dir := t.TempDir()
	stock(t, dir)
	run(t, dir, 0)
	b, err := os.ReadFile(filepath.Join(dir, stepsFile))
	if err != nil {
		t.Fatal(err)
	}
	steps, err := strconv.Atoi(string(b))
	if err != nil || steps < 50 {
		t.Fatalf("%d steps, %v", steps, err)
	}
	var kills atomic.Int64
	var wg sync.WaitGroup
	slots := make(chan struct{}, 6)
	for step := 1; step <= steps; step++ {
		dir := t.TempDir()
		want := stock(t, dir)
		slots <- struct{}{}
		wg.Go(func() {
			defer func() { <-slots }()
			if !run(t, dir, step) {
				kills.Add(1)
				if step%3 == 0 && !run(t, dir, 1+step%7) {
					kills.Add(1)
				}
				run(t, dir, 0)
			}
			settled(t, fmt.Sprintf("killed at step %d", step), dir, want)
		})
	}
	wg.Wait()
	t.Logf("%d steps, %d kills", steps, kills.Load())
	if kills.Load() < 60 {
		t.Errorf("only %d kills", kills.Load())
	}
}

// TestRealOverflow stops the service until the kernel throws events away, and
// drops files whose events are among them.
func TestRealOverflow(t *testing.T) {
	b, err := os.ReadFile("/proc/sys/fs/inotify/max_queued_events")
	if err != nil {
		t.Skip("no inotify here: ", err)
	}
	queue, err := strconv.Atoi(strings.TrimSpace(string(b)))
	if err != nil || queue > 100_000 {
		t.Skipf("a queue of %s events is too long to fill", b)
	}
	dir := t.TempDir()
	stay := filepath.Join(dir, stayFile)
	if err := os.WriteFile(stay, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	c := exec.Command(os.Args[0])
	c.Env = append(os.Environ(), victimDir+"="+dir)
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Process.Kill() }) // it ended, unless the test failed
	want := map[string]string{}
	drop := func(n int) {
		s := fmt.Sprint(n)
		if err := os.WriteFile(filepath.Join(dir, "outbox", s+".csv"), []byte(s), 0o644); err != nil {
			t.Fatal(err)
		}
		want[s] = "ready"
	}
	for end := time.Now().Add(20 * time.Second); ; time.Sleep(10 * time.Millisecond) {
		if _, err := os.Lstat(filepath.Join(dir, "outbox")); err == nil {
			break
		}
		if time.Now().After(end) {
			t.Fatal("the service does not start")
		}
	}
	drop(0)
	for end := time.Now().Add(20 * time.Second); !done(dir) && time.Now().Before(end); time.Sleep(10 * time.Millisecond) {
	}
	if err := c.Process.Signal(syscall.SIGSTOP); err != nil {
		t.Fatal(err)
	}
	drop(1)
	drop(2)
	for i := range queue + 5000 { // the same event twice in a row counts once
		if err := os.Chmod(filepath.Join(dir, "outbox", fmt.Sprint(1+i%2)+".csv"), fs.FileMode(0o600+i/2%2)); err != nil {
			t.Fatal(err)
		}
	}
	for n := range 100 {
		drop(10 + n)
	}
	if err := errors.Join(os.Remove(stay), c.Process.Signal(syscall.SIGCONT), c.Wait()); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Lstat(filepath.Join(dir, lostFile)); err != nil {
		t.Error("no event got lost: ", err)
	}
	settled(t, "after lost events", dir, want)
}
