//go:build unix

package outbox

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"
)

// faulty returns the real file system in which fail is asked before each
// operation that can fail, and may put an error in its place.
func faulty(fail func(op string) error) *FS {
	f := RealFS()
	real := *f
	f.Write = func(p string, b []byte) error {
		if err := fail("write"); err != nil {
			return &fs.PathError{Op: "write", Path: p, Err: err}
		}
		return real.Write(p, b)
	}
	f.Copy = func(a, b string) error {
		if err := fail("copy"); err != nil {
			return &fs.PathError{Op: "copy", Path: a, Err: err}
		}
		return real.Copy(a, b)
	}
	f.Hash = func(p string) (string, error) {
		if err := fail("hash"); err != nil {
			return "", &fs.PathError{Op: "read", Path: p, Err: err}
		}
		return real.Hash(p)
	}
	two := func(op string, do func(a, b string) error) func(a, b string) error {
		return func(a, b string) error {
			if err := fail(op); err != nil {
				return &os.LinkError{Op: op, Old: a, New: b, Err: err}
			}
			return do(a, b)
		}
	}
	one := func(op string, do func(string) error) func(string) error {
		return func(p string) error {
			if err := fail(op); err != nil {
				return &fs.PathError{Op: op, Path: p, Err: err}
			}
			return do(p)
		}
	}
	f.Rename, f.Replace = two("rename", real.Rename), two("replace", real.Replace)
	f.Mkdir, f.Remove, f.SyncDir = one("mkdir", real.Mkdir), one("remove", real.Remove), one("syncdir", real.SyncDir)
	f.ReadDir = func(p string) ([]fs.DirEntry, error) {
		if err := fail("readdir"); err != nil {
			return nil, &fs.PathError{Op: "readdir", Path: p, Err: err}
		}
		return real.ReadDir(p)
	}
	return f
}

// TestEveryOperationFailsOnce lets the nth operation fail, for every n, with
// errors of the disk. All is done in the end, by the promises.
func TestEveryOperationFailsOnce(t *testing.T) {
	errnos := []syscall.Errno{syscall.ENOSPC, syscall.EIO, syscall.EACCES, syscall.EXDEV, syscall.ENAMETOOLONG}
	var wg sync.WaitGroup
	slots := make(chan struct{}, 6)
	var failed atomic.Int64
	for n := int64(1); n <= 150; n += 2 {
		dir := t.TempDir()
		want := stock(t, dir)
		slots <- struct{}{}
		wg.Go(func() {
			defer func() { <-slots }()
			errno := errnos[n%int64(len(errnos))]
			var count atomic.Int64
			var op atomic.Value
			op.Store("none")
			opt := Options{Dir: dir, Check: fakeCheck, Settle: 5 * time.Millisecond, WaitLimit: 20 * time.Second, Interval: 50 * time.Millisecond, Ja: true, FS: faulty(func(o string) error {
				if count.Add(1) == n {
					failed.Add(1)
					op.Store(o)
					return errno
				}
				return nil
			})}
			b, err := Open(opt)
			if err != nil {
				t.Error(err)
				return
			}
			ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
			defer cancel()
			go func() {
				for ; ctx.Err() == nil && !done(dir); time.Sleep(5 * time.Millisecond) {
				}
				cancel()
			}()
			err = errors.Join(b.Run(ctx), b.Close())
			if err != nil && op.Load() != "readdir" { // of work/, at the start: the service ends and says so
				t.Errorf("operation %d, %v: %v", n, op.Load(), err)
			}
			if err != nil {
				run(t, dir, 0)
			}
			if errno == syscall.EIO || errno == syscall.EACCES {
				// A file that cannot be read, or copied, may be held.
				files, _, err := Inventory(dir)
				if err != nil {
					t.Error(err)
				}
				for _, p := range files {
					if b, err := os.ReadFile(filepath.Join(dir, p.Folder, p.Path)); err == nil && p.Folder == "held" {
						want[string(b)] = "held"
					}
				}
			}
			settled(t, fmt.Sprintf("operation %d (%v) failed with %v", n, op.Load(), errno), dir, want)
		})
	}
	wg.Wait()
	if failed.Load() < 60 {
		t.Errorf("only %d operations failed", failed.Load())
	}
}

// TestFullDisk: nothing moves on while no report can be written, and all of it
// does when there is space again.
func TestFullDisk(t *testing.T) {
	var full atomic.Bool
	full.Store(true)
	opt := quick(t)
	opt.FS = faulty(func(op string) error {
		if full.Load() && op == "write" {
			return syscall.ENOSPC
		}
		return nil
	})
	y := openYard(t, opt)
	want := stock(t, y.base)
	stop := y.start()
	y.await("errors", func() bool { return y.count("error") > 3 })
	files, faults, err := Inventory(y.base)
	if err != nil || len(faults) > 0 {
		t.Error(faults, err)
	}
	for _, p := range files {
		if p.Folder != "outbox" && p.Folder != "work" {
			t.Errorf("%s/%s while the disk is full", p.Folder, p.Path)
		}
	}
	full.Store(false)
	y.await("everything done", func() bool { return done(y.base) })
	stop()
	settled(t, "after a full disk", y.base, want)
}

// TestAuditFails: nothing moves without its line.
func TestAuditFails(t *testing.T) {
	var broken atomic.Bool
	broken.Store(true)
	opt := quick(t)
	opt.Audit = func(Event) error {
		if broken.Load() {
			return syscall.ENOSPC
		}
		return nil
	}
	y := openYard(t, opt)
	want := stock(t, y.base)
	stop := y.start()
	y.await("errors", func() bool { return y.count("error") > 3 })
	if es, err := filepath.Glob(filepath.Join(y.base, "ready", "[a-z]*")); err != nil || len(es) > 0 {
		t.Errorf("%v in ready/, %v", es, err)
	}
	broken.Store(false)
	y.await("everything done", func() bool { return done(y.base) })
	stop()
	settled(t, "after a broken audit", y.base, want)
}

// TestChangedDuringCheck: what changes while it is checked is checked again,
// and what goes on changing is held.
func TestChangedDuringCheck(t *testing.T) {
	var times atomic.Int64
	opt := quick(t)
	opt.Check = func(ctx context.Context, m Message) (Result, error) {
		r, err := fakeCheck(ctx, m)
		if m.Why == "" {
			if n := times.Add(1); m.Files[0].Name == "always.csv" || n == 1 {
				if err := os.WriteFile(m.Files[0].Path, fmt.Appendf(nil, "SECRET %d", n), 0o644); err != nil {
					return r, err
				}
			}
		}
		return r, err
	}
	y := openYard(t, opt)
	y.start()
	y.drop("once.csv", "clean")
	y.await("held", func() bool { return y.count("held") == 1 })
	if r := y.records("held"); r[0].People != 1 || r[0].Why != "" {
		t.Errorf("once: %+v", r[0])
	}
	y.drop("always.csv", "clean")
	y.await("held", func() bool { return y.count("held") == 2 })
	for _, r := range y.records("held") {
		if r.Name == "always.csv" && r.Why != Changed {
			t.Errorf("always: %+v", r)
		}
	}
	if y.count("ready") > 0 {
		t.Error("something got through")
	}
}

// TestVanishing: a file that goes away between the look and the take is nobody's
// fault.
func TestVanishing(t *testing.T) {
	opt := quick(t)
	f := RealFS()
	rename := f.Rename
	var gone atomic.Int64
	f.Rename = func(a, b string) error {
		if filepath.Base(a) == "gone.csv" {
			gone.Add(1)
			if err := os.Remove(a); err != nil {
				return err
			}
		}
		return rename(a, b)
	}
	opt.FS = f
	y := openYard(t, opt)
	y.start()
	y.drop("gone.csv", "x")
	y.drop("stays.csv", "y")
	y.await("both done", func() bool { return gone.Load() == 1 && y.count("ready") == 1 })
	y.await("work/ is empty", func() bool { return done(y.base) })
	if y.count("error") > 0 {
		t.Errorf("%+v", y.log)
	}
}

// TestCannotBeTaken: what cannot be moved stays where it is; that is told once,
// and tried again.
func TestCannotBeTaken(t *testing.T) {
	opt := quick(t)
	var closed atomic.Bool
	closed.Store(true)
	f := RealFS()
	rename := f.Rename
	var tries atomic.Int64
	f.Rename = func(a, b string) error {
		if filepath.Base(a) == "theirs.csv" && closed.Load() {
			tries.Add(1)
			return &os.LinkError{Op: "rename", Old: a, New: b, Err: syscall.EACCES}
		}
		return rename(a, b)
	}
	opt.FS = f
	y := openYard(t, opt)
	y.drop("theirs.csv", "x")
	y.drop("mine.csv", "y")
	y.start()
	y.await("several tries", func() bool { return tries.Load() > 2 })
	if n := y.count("error"); n != 1 || !y.has("outbox/theirs.csv") || !y.has("ready/mine.csv") {
		t.Errorf("told %d times\n%s", n, y.list())
	}
	closed.Store(false)
	y.await("taken", func() bool { return y.has("ready/theirs.csv") })
}
