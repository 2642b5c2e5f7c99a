//go:build linux

package hold

import (
	"context"
	"database/sql"
	"fmt"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"slices"
	"strconv"
	"syscall"
	"testing"
	"time"
)

// A server is a PostgreSQL of the test's own, on a socket in a folder.
type server struct {
	dir string
	n   int
}

// startPostgres starts it. It refuses to run as root, so root lends it a user.
func startPostgres(t *testing.T) *server {
	t.Helper()
	bin := postgresBin()
	if bin == "" {
		if os.Getenv("MONBAN_REQUIRE_EXTERNAL") == "1" {
			t.Fatal("PostgreSQL is not installed (.ci/setup installs it)")
		}
		t.Skip("PostgreSQL is not installed")
	}
	dir, err := os.MkdirTemp("", "pg") // short: the path of a socket has at most 107 bytes
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	as := &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	if os.Getuid() == 0 {
		u, err := user.Lookup("postgres")
		if err != nil {
			t.Fatal(err)
		}
		uid, _ := strconv.Atoi(u.Uid)
		gid, _ := strconv.Atoi(u.Gid)
		if err := os.Chown(dir, uid, gid); err != nil {
			t.Fatal(err)
		}
		as.Credential = &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}
	}
	command := func(name string, args ...string) *exec.Cmd {
		c := exec.Command(filepath.Join(bin, name), args...)
		c.Dir, c.SysProcAttr = dir, as
		c.Env = append(os.Environ(), "LC_ALL=C.UTF-8", "HOME="+dir)
		return c
	}
	data := filepath.Join(dir, "data")
	if out, err := command("initdb", "-D", data, "-U", "monban", "-A", "trust", "-E", "UTF8", "--no-sync").CombinedOutput(); err != nil {
		t.Fatalf("initdb: %v\n%s", err, out)
	}
	pg := command("postgres", "-D", data, "-k", dir, "-c", "listen_addresses=", "-c", "fsync=off", "-c", "max_connections=60")
	if err := pg.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { pg.Process.Signal(syscall.SIGINT); pg.Wait() })
	s := &server{dir: dir}
	db, err := sql.Open("pgx", s.source("postgres"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for range 100 {
		if err = db.PingContext(context.Background()); err == nil {
			return s
		}
		time.Sleep(100 * time.Millisecond)
	}
	t.Fatal("PostgreSQL did not start: ", err)
	return nil
}

func postgresBin() string {
	found, _ := filepath.Glob("/usr/lib/postgresql/*/bin/initdb")
	if len(found) > 0 {
		return filepath.Dir(slices.Max(found))
	}
	if p, err := exec.LookPath("initdb"); err == nil {
		return filepath.Dir(p)
	}
	return ""
}

func (s *server) source(name string) string {
	return fmt.Sprintf("postgres:///%s?host=%s&user=monban", name, s.dir)
}

// create makes an empty database and returns its address.
func (s *server) create(t *testing.T) string {
	t.Helper()
	s.n++
	name := fmt.Sprintf("hold%d", s.n)
	db, err := sql.Open("pgx", s.source("postgres"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.Exec("CREATE DATABASE " + name); err != nil {
		t.Fatal(err)
	}
	return s.source(name)
}
