//go:build unix

package outbox

import (
	"archive/zip"
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"golang.org/x/sys/unix"
)

// whyOf is the reason in the record of a held file.
func (y *yard) whyOf(name string) Why {
	for _, r := range y.records("held") {
		if string(r.Name) == name {
			return r.Why
		}
	}
	return "no record"
}

func (y *yard) awaitHeld(name string, why Why) {
	y.t.Helper()
	y.await(name+" in held/", func() bool { return y.has("held/"+name) && done1(y.base, name) })
	if w := y.whyOf(name); w != why {
		y.t.Errorf("%s is held for %q, want %q", name, w, why)
	}
}

// done1 tells whether no message of that name is on its way.
func done1(base, name string) bool {
	m, err := filepath.Glob(filepath.Join(base, "work", "*", "content", name))
	return err == nil && len(m) == 0
}

func needLease(t *testing.T) {
	t.Helper()
	p := filepath.Join(t.TempDir(), "x")
	if err := os.WriteFile(p, []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, known := busy(p); !known {
		t.Skip("nobody can tell here whether a file is open")
	}
}

// TestSlowWriter: a file is not taken before its writer closes it, however
// long he takes, and then at once.
func TestSlowWriter(t *testing.T) {
	needLease(t)
	opt := quick(t)
	opt.WaitLimit = time.Minute
	y := openYard(t, opt)
	y.start()
	f, err := os.Create(filepath.Join(y.out, "slow.csv"))
	if err != nil {
		t.Fatal(err)
	}
	for range 12 {
		if _, err := f.WriteString("x"); err != nil {
			t.Fatal(err)
		}
		time.Sleep(60 * time.Millisecond)
		if !y.has("outbox/slow.csv") {
			t.Fatal("taken while it was written")
		}
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	from := time.Now()
	y.await("ready", func() bool { return y.has("ready/slow.csv") })
	if d := time.Since(from); d > 2*time.Second {
		t.Errorf("%v after it was closed", d)
	}
	if b, err := os.ReadFile(filepath.Join(y.ready, "slow.csv")); err != nil || len(b) != 12 {
		t.Errorf("%d bytes, %v", len(b), err)
	}
}

// TestOpenForever: a file that nobody closes is held for that reason.
func TestOpenForever(t *testing.T) {
	needLease(t)
	y := openYard(t, quick(t))
	f, err := os.Create(filepath.Join(y.out, "open.csv"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if _, err := f.WriteString("x"); err != nil {
		t.Fatal(err)
	}
	y.start()
	y.awaitHeld("open.csv", Writing)
}

// TestMapped: a file that is mapped for writing is being written, though it is
// closed.
func TestMapped(t *testing.T) {
	needLease(t)
	opt := quick(t)
	opt.WaitLimit = time.Minute
	y := openYard(t, opt)
	p := filepath.Join(y.out, "mapped.csv")
	f, err := os.Create(p)
	if err != nil {
		t.Fatal(err)
	}
	if err := f.Truncate(4096); err != nil {
		t.Fatal(err)
	}
	m, err := unix.Mmap(int(f.Fd()), 0, 4096, unix.PROT_READ|unix.PROT_WRITE, unix.MAP_SHARED)
	if err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	y.start()
	time.Sleep(200 * time.Millisecond)
	if !y.has("outbox/mapped.csv") {
		t.Fatal("taken while it was mapped")
	}
	copy(m, "SECRET")
	if err := unix.Munmap(m); err != nil {
		t.Fatal(err)
	}
	y.await("held", func() bool { return y.has("held/mapped.csv") })
	if w := y.whyOf("mapped.csv"); w != "" {
		t.Errorf("held for %q", w)
	}
}

func zipped(t *testing.T) string {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	w, err := z.Create("a.txt")
	if err == nil {
		_, err = w.Write(bytes.Repeat([]byte("text "), 100))
	}
	if err = errors.Join(err, z.Close()); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// TestCutOff: files that say where they end wait for their end.
func TestCutOff(t *testing.T) {
	whole := zipped(t)
	for name, content := range map[string]string{
		"a.zip": whole[:len(whole)-30],
		"b.pdf": "%PDF-1.7\n1 0 obj\n<<>>\nendobj\n",
		"c.png": "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR and more of it, but no end at all",
		"d.7z":  "7z\xbc\xaf\x27\x1c\x00\x04\x00\x00\x00\x00\x10\x27\x00\x00\x00\x00\x00\x00\x10\x27\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00 and more",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			y := openYard(t, quick(t))
			y.drop(name, content)
			y.start()
			y.awaitHeld(name, Incomplete)
		})
	}
	t.Run("finished later", func(t *testing.T) {
		t.Parallel()
		opt := quick(t)
		opt.WaitLimit = time.Minute
		y := openYard(t, opt)
		y.drop("e.zip", whole[:len(whole)-30])
		y.start()
		time.Sleep(200 * time.Millisecond)
		if !y.has("outbox/e.zip") {
			t.Fatal("taken without its end")
		}
		y.drop("e.zip", whole)
		y.await("ready", func() bool { return y.has("ready/e.zip") })
	})
}

// TestNamesThatWait: temporary names and what an editor has open wait, and are
// held in the end, with the reason.
func TestNamesThatWait(t *testing.T) {
	for _, c := range []struct {
		name, lock string
		why        Why
	}{
		{"~$報告書.docx", "", Temporary},
		{".~lock.a.ods#", "", Temporary},
		{"upload.csv.part", "", Temporary},
		{"lu6806ool2.tmp", "", Temporary},
		{"a.xlsx.crdownload", "", Temporary},
		{".hidden", "", Temporary},
		{"a.xlsx", "~$a.xlsx", Editing},
		{"報告書の案.docx", "~$書の案.docx", Editing}, // Word drops up to two characters
		{"a.ods", ".~lock.a.ods#", Editing},
		{"b.csv.to", "", Orphan},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			y := openYard(t, quick(t))
			if c.lock != "" {
				y.drop(c.lock, "user")
			}
			y.drop(c.name, "a@example.com")
			from := time.Now()
			y.start()
			time.Sleep(150 * time.Millisecond)
			if !y.has("outbox/"+c.name) && time.Since(from) < y.opt.WaitLimit {
				t.Fatal("taken at once")
			}
			y.awaitHeld(c.name, c.why)
		})
	}
}

// TestEditorCloses: when the lock file goes, the file goes on.
func TestEditorCloses(t *testing.T) {
	opt := quick(t)
	opt.WaitLimit = time.Minute
	y := openYard(t, opt)
	y.drop(".~lock.a.ods#", "user")
	y.drop("a.ods", "content")
	y.start()
	time.Sleep(150 * time.Millisecond)
	if err := os.Remove(filepath.Join(y.out, ".~lock.a.ods#")); err != nil {
		t.Fatal(err)
	}
	y.await("ready", func() bool { return y.has("ready/a.ods") })
}

// TestStrangeThings: what is no file is held, never opened, never followed.
func TestStrangeThings(t *testing.T) {
	y := openYard(t, quick(t))
	secret := filepath.Join(t.TempDir(), "elsewhere")
	err := errors.Join(os.WriteFile(secret, []byte("not yours"), 0o600),
		os.Symlink(secret, filepath.Join(y.out, "link.csv")),
		os.Symlink("/nowhere at all", filepath.Join(y.out, "dangling")),
		syscall.Mkfifo(filepath.Join(y.out, "pipe.csv"), 0o644),
		os.Mkdir(filepath.Join(y.out, "folder"), 0o755),
		os.Symlink(secret, filepath.Join(y.out, "folder", "inside.csv")),
		os.Symlink(t.TempDir(), filepath.Join(y.out, "to=a@example.com")))
	if err != nil {
		t.Fatal(err)
	}
	y.start()
	for _, name := range []string{"link.csv", "dangling", "pipe.csv", "folder", "to=a@example.com"} {
		y.awaitHeld(name, Special)
	}
	if b, err := os.ReadFile(secret); err != nil || string(b) != "not yours" {
		t.Errorf("%q, %v", b, err)
	}
}

// TestHostileNames: any name comes out as it went in.
func TestHostileNames(t *testing.T) {
	y := openYard(t, quick(t))
	names := []string{"-rf.csv", "new\nline.csv", "\x96\xbc\x95\xeb.csv", "a b;c$(d)`e`.csv", strings.Repeat("x", 251) + ".csv", strings.Repeat("名", 83) + ".csv", "report.json", "item.json", "content", "\"quoted\"<b>.csv"}
	for i, n := range names {
		y.drop(n, []string{"clean ", "SECRET "}[i%2]+n)
		y.drop("to=x@example.com/"+n, []string{"SECRET ", "clean "}[i%2]+n)
	}
	y.start()
	all := 2 * len(names)
	y.await("all done", func() bool { return y.count("ready")+y.count("held") == all && done(y.base) })
	for i, n := range names {
		b, err := os.ReadFile(filepath.Join(y.base, []string{"ready", "held"}[i%2], n))
		if err != nil || !strings.HasSuffix(string(b), n) {
			t.Errorf("%q: %q, %v", n, b, err)
		}
	}
	if _, faults, err := Inventory(y.base); err != nil || len(faults) > 0 {
		t.Error(faults, err)
	}
}

// TestUnreadable: what may not be read is held (root reads everything).
func TestUnreadable(t *testing.T) {
	opt := quick(t)
	f := RealFS()
	hash := f.Hash
	f.Hash = func(p string) (string, error) {
		if strings.HasSuffix(p, "locked.csv") {
			return "", &os.PathError{Op: "open", Path: p, Err: syscall.EACCES}
		}
		return hash(p)
	}
	opt.FS = f
	y := openYard(t, opt)
	y.start()
	y.drop("locked.csv", "x")
	y.awaitHeld("locked.csv", Unreadable)
}

// TestRestIsNotStuck: a folder rests longer than the patience for stuck files,
// and is taken all the same; what never rests is held in the end.
func TestRestIsNotStuck(t *testing.T) {
	opt := quick(t)
	opt.Settle, opt.WaitLimit = time.Second, 100*time.Millisecond
	f := RealFS()
	f.Busy = func(string) (busy, known bool) { return false, false }
	opt.FS = f
	y := openYard(t, opt)
	y.start()
	y.drop("folder/a.csv", "clean")
	y.drop("b.csv", "clean")
	y.await("both ready", func() bool { return y.count("ready") == 2 })
	stop := time.Now().Add(20 * time.Second)
	for i := 0; !y.has("held/growing.csv") && time.Now().Before(stop); i++ {
		if !y.has("outbox/growing.csv") && i > 0 {
			break
		}
		y.drop("growing.csv", strings.Repeat("x", i+1))
		time.Sleep(20 * time.Millisecond)
	}
	y.await("held", func() bool { return y.count("held") > 0 })
	if w := y.whyOf("growing.csv"); w != Writing {
		t.Errorf("held for %q", w)
	}
}
