//go:build linux

package outbox

import (
	"archive/zip"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestOfficeSaves lets a real LibreOffice save into the folder: lock file,
// temporary file in many pieces, the file itself. What is taken is the whole
// file, once, and nothing of the rest.
func TestOfficeSaves(t *testing.T) {
	soffice, err := exec.LookPath("soffice")
	if err != nil {
		if os.Getenv("MONBAN_REQUIRE_EXTERNAL") == "1" {
			t.Fatal("soffice is missing; .ci/setup installs it")
		}
		t.Skip("soffice is not installed")
	}
	needLease(t)
	dir := t.TempDir()
	src := filepath.Join(dir, "表.csv")
	var b strings.Builder
	for i := range 5000 {
		fmt.Fprintf(&b, "品名%d,%d,%d,青い箱に入れる\n", i, i*7, i*i)
	}
	if err := os.WriteFile(src, []byte(b.String()), 0o644); err != nil {
		t.Fatal(err)
	}
	opt := quick(t)
	opt.WaitLimit = time.Minute
	y := openYard(t, opt)
	stop := y.start()
	want := 0
	for _, ext := range []string{"xlsx", "ods"} {
		c := exec.Command(soffice, "-env:UserInstallation=file://"+filepath.Join(dir, "profile"), "--headless", "--infilter=CSV:44,34,76", "--convert-to", ext, "--outdir", y.out, src)
		if out, err := c.CombinedOutput(); err != nil {
			t.Fatalf("soffice: %v\n%s", err, out)
		}
		want++
		y.await("ready/表."+ext, func() bool { return y.count("ready") >= want })
	}
	y.await("everything done", func() bool { return done(y.base) })
	stop()
	if y.count("ready") != want || y.count("held") > 0 {
		t.Errorf("%d ready, %d held, want %d and none\n%s", y.count("ready"), y.count("held"), want, y.list())
	}
	for _, ext := range []string{"xlsx", "ods"} {
		z, err := zip.OpenReader(filepath.Join(y.ready, "表."+ext))
		if err != nil {
			t.Errorf("%s is not whole: %v", ext, err)
			continue
		}
		if err := z.Close(); err != nil {
			t.Error(err)
		}
	}
	if _, faults, err := Inventory(y.base); err != nil || len(faults) > 0 {
		t.Error(faults, err)
	}
}
