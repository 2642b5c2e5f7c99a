//go:build unix

package outbox

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"
)

// held brings files into held/ and returns a desk, and the record of each.
func held(t *testing.T, opt Options, files map[string]string) (*yard, *Desk, map[string]*Record) {
	t.Helper()
	y := openYard(t, opt)
	for name, content := range files {
		y.drop(name, content)
	}
	stop := y.start()
	y.await("all held", func() bool { return y.count("held") == len(files) })
	stop()
	d, err := OpenDesk(opt)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := d.Close(); err != nil {
			t.Error(err)
		}
	})
	all, err := d.List()
	if err != nil {
		t.Fatal(err)
	}
	by := map[string]*Record{}
	for _, r := range all {
		r.Owner = "owner" // the tests of all files belong to one user
		by[string(r.Name)] = r
	}
	return y, d, by
}

func TestApprove(t *testing.T) {
	opt := quick(t)
	var mu sync.Mutex // files are looked at side by side
	var log []Event
	opt.Audit = func(e Event) error {
		mu.Lock()
		defer mu.Unlock()
		log = append(log, e)
		return nil
	}
	y, d, by := held(t, opt, map[string]string{"a.csv": "SECRET SECRET", "open.tmp": "never looked at", "changed.csv": "SECRET"})
	// Somebody with the name of the file is there already.
	if err := os.WriteFile(filepath.Join(y.ready, "a.csv"), []byte("his"), 0o644); err != nil {
		t.Fatal(err)
	}
	a := by["a.csv"]
	for _, c := range []struct {
		by     string
		people int
		may    []string
		want   error
	}{
		{"owner", 2, nil, ErrOwner},
		{"", 2, nil, ErrOwner},
		{"boss", 1, nil, ErrPeople},
		{"boss", 2, []string{"other"}, ErrApprover},
	} {
		if err := d.Approve(a, c.by, c.people, c.may); !errors.Is(err, c.want) {
			t.Errorf("%q with %d people: %v, want %v", c.by, c.people, err, c.want)
		}
	}
	if err := d.Approve(by["open.tmp"], "boss", 0, nil); !errors.Is(err, ErrUnread) {
		t.Errorf("what was never looked at: %v", err)
	}
	if err := os.WriteFile(filepath.Join(y.held, "changed.csv"), []byte("SECRET and more"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := d.Approve(by["changed.csv"], "boss", 1, nil); !errors.Is(err, ErrAltered) {
		t.Errorf("what changed: %v", err)
	}
	blocked := *a
	blocked.Verdict = "block"
	if err := d.Approve(&blocked, "boss", 2, nil); !errors.Is(err, ErrBlocked) {
		t.Errorf("what is blocked: %v", err)
	}
	if n := len(log); n != 3 {
		t.Fatalf("%d lines in the audit before a decision, want those of 3 held files", n)
	}
	if err := d.Approve(a, "boss", 2, []string{"boss"}); err != nil {
		t.Fatal(err)
	}
	if e := log[len(log)-1]; e.What != "approve" || e.By != "boss" || e.People != 2 || e.ID != a.ID {
		t.Errorf("audit %+v", e)
	}
	if b, err := os.ReadFile(filepath.Join(y.ready, "a (2).csv")); err != nil || string(b) != "SECRET SECRET" {
		t.Errorf("%q, %v\n%s", b, err, y.list())
	}
	if y.has("held/a.csv") || y.has("held/a.csv.理由.html") || y.has("held/.reports/"+a.ID+".json") {
		t.Errorf("left in held/:\n%s", y.list())
	}
	if _, err := d.Find(a.ID); !errors.Is(err, ErrNotFound) {
		t.Errorf("approved twice? %v", err)
	}
	_, faults, err := Inventory(y.base)
	if err != nil || !slices.Equal(faults, []string{"ready: a.csv has no report"}) { // his
		t.Error(faults, err)
	}
}

func TestRejectAndExpire(t *testing.T) {
	opt := quick(t)
	y, d, by := held(t, opt, map[string]string{"a.csv": "SECRET 1", "b.csv": "SECRET 2"})
	if err := d.Reject(by["a.csv"], "owner"); err != nil {
		t.Fatal(err)
	}
	if gone, err := d.Expire(time.Hour); err != nil || len(gone) > 0 {
		t.Errorf("expired %v, %v", gone, err)
	}
	if gone, err := d.Expire(0); err != nil || len(gone) != 1 {
		t.Errorf("expired %v, %v", gone, err)
	}
	for _, p := range []string{"a.csv", "a.csv.理由.html", "a.csv.理由.txt", "b.csv", "b.csv.理由.txt"} {
		if !y.has("rejected/" + p) {
			t.Errorf("no rejected/%s in\n%s", p, y.list())
		}
	}
	if es, err := filepath.Glob(filepath.Join(y.base, "ready", "[a-z]*")); err != nil || len(es) > 0 {
		t.Errorf("released: %v, %v", es, err)
	}
	if _, faults, err := Inventory(y.base); err != nil || len(faults) > 0 {
		t.Error(faults, err)
	}
}

// TestDecisionFailsAtEveryStep lets the nth operation of an approval fail, then
// carries it out as a new start of the service does.
func TestDecisionFailsAtEveryStep(t *testing.T) {
	for _, action := range []string{"approve", "reject"} {
		failed := true
		for n := int64(1); failed; n++ {
			opt := quick(t)
			var count atomic.Int64
			failed = false
			count.Store(-1 << 30)
			opt.FS = faulty(func(string) error {
				if count.Add(1) == n {
					failed = true
					return syscall.EIO
				}
				return nil
			})
			audited := 0
			opt.Audit = func(e Event) error {
				if e.What == action {
					audited++
				}
				return nil
			}
			y, d, by := held(t, opt, map[string]string{"a.csv": "SECRET"})
			count.Store(0)
			r := by["a.csv"]
			do := func() error {
				if action == "approve" {
					return d.Approve(r, "boss", 1, nil)
				}
				return d.Reject(r, "boss")
			}
			err := do()
			count.Store(-1 << 30)
			if !failed && err != nil {
				t.Fatalf("%s, %d operations: %v", action, n, err)
			}
			if err := d.Resume(); err != nil {
				t.Fatalf("%s, operation %d: Resume: %v", action, n, err)
			}
			// Not decided: it lies in held/ as before. Decided: it is through.
			folder := map[string]string{"approve": "ready", "reject": "rejected"}[action]
			files, faults, ierr := Inventory(y.base)
			if ierr != nil || len(faults) > 0 || len(files) != 1 {
				t.Fatalf("%s, operation %d: %v %v %v\n%s", action, n, files, faults, ierr, y.list())
			}
			if got := files[0].Folder; got != folder && got != "held" || got == folder && audited == 0 {
				t.Errorf("%s, operation %d: in %s with %d lines in the audit", action, n, got, audited)
			}
			if !failed && files[0].Folder != folder {
				t.Errorf("%s: not carried out", action)
			}
		}
	}
}

// TestOneDesk: two people cannot decide at the same moment.
func TestOneDesk(t *testing.T) {
	opt := quick(t)
	_, _, _ = held(t, opt, map[string]string{"a.csv": "SECRET"})
	if _, err := OpenDesk(opt); !errors.Is(err, ErrDesk) {
		t.Errorf("second desk: %v", err)
	}
}

// TestHardLinkInHeld: another name of a held file cannot change what is
// released.
func TestHardLinkInHeld(t *testing.T) {
	opt := quick(t)
	y, d, by := held(t, opt, map[string]string{"a.csv": "SECRET"})
	other := filepath.Join(t.TempDir(), "other")
	if err := os.Link(filepath.Join(y.held, "a.csv"), other); err != nil {
		t.Skip("no hard links here: ", err)
	}
	if err := d.Approve(by["a.csv"], "boss", 1, nil); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(other, []byte("changed afterwards"), 0o644); err != nil {
		t.Fatal(err)
	}
	if b, err := os.ReadFile(filepath.Join(y.ready, "a.csv")); err != nil || string(b) != "SECRET" {
		t.Errorf("%q, %v", b, err)
	}
}

// TestSelf: behind sudo it is the caller who decides; nobody else can say who
// he is.
func TestSelf(t *testing.T) {
	name, root := Self()
	if name == "" || root != (os.Getuid() == 0) {
		t.Errorf("got %q, %v", name, root)
	}
	t.Setenv("SUDO_UID", "3999999999")
	want := "uid 3999999999"
	if !root {
		want = name
	}
	if got, _ := Self(); got != want {
		t.Errorf("with SUDO_UID: %q, want %q", got, want)
	}
}

// TestServiceExpires: at its start, and every hour, the service rejects what
// nobody decided about for too long.
func TestServiceExpires(t *testing.T) {
	opt := quick(t)
	_, d, _ := held(t, opt, map[string]string{"a.csv": "SECRET"})
	if err := d.lock.Close(); err != nil { // a desk that somebody has open is not disturbed
		t.Fatal(err)
	}
	opt.Expire = time.Nanosecond
	y := openYard(t, opt)
	y.start()
	y.await("rejected", func() bool { return y.has("rejected/a.csv") && y.count("expire") == 1 })
	// The service says what it did before it closes its desk. The lock taken
	// then is for the end of held.
	y.await("the desk free again", func() bool {
		var err error
		d.lock, err = lock(filepath.Join(y.Box.held, reports, ".lock"))
		return err == nil
	})
}
