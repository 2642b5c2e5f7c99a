//go:build linux

package rig

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"syscall"
	"testing"
)

// A Postgres is a PostgreSQL of its own, on a socket in a folder.
type Postgres struct {
	dir, bin string
	as       *syscall.SysProcAttr
	server   *exec.Cmd
	n        int
}

// StartPostgres starts one for a test, and stops it in the end. It refuses to
// run as root, so root lends it a user.
func StartPostgres(t testing.TB) *Postgres {
	t.Helper()
	initdb := newest("/usr/lib/postgresql/*/bin", "initdb")
	if initdb == "" {
		lacks(t, "PostgreSQL is not installed (.ci/setup installs it)")
	}
	dir, err := os.MkdirTemp("", "pg") // short: the path of a socket has at most 107 bytes
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	p := &Postgres{dir: dir, bin: filepath.Dir(initdb), as: &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}}
	if err := p.lend(); err != nil {
		t.Fatal(err)
	}
	if b, err := p.command("initdb", "-D", p.data(), "-U", "monban", "-A", "trust", "-E", "UTF8", "--no-sync").CombinedOutput(); err != nil {
		t.Fatalf("initdb: %v\n%s", err, b)
	}
	if err := p.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if p.server != nil {
			p.Stop()
		}
	})
	return p
}

// lend gives the folder, and the processes, to the user postgres.
func (p *Postgres) lend() error {
	if os.Getuid() != 0 {
		return nil
	}
	u, err := user.Lookup("postgres")
	if err != nil {
		return err
	}
	uid, err := strconv.Atoi(u.Uid)
	if err != nil {
		return err
	}
	gid, err := strconv.Atoi(u.Gid)
	if err != nil {
		return err
	}
	p.as.Credential = &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}
	return os.Chown(p.dir, uid, gid)
}

func (p *Postgres) data() string { return filepath.Join(p.dir, "data") }

func (p *Postgres) command(name string, args ...string) *exec.Cmd {
	c := exec.Command(filepath.Join(p.bin, name), args...)
	c.Dir, c.SysProcAttr = p.dir, p.as
	c.Env = append(os.Environ(), "LC_ALL=C.UTF-8", "HOME="+p.dir)
	return c
}

// Start starts it, again after Stop or Crash, and waits until it answers.
func (p *Postgres) Start() error {
	p.server = p.command("postgres", "-D", p.data(), "-k", p.dir, "-c", "listen_addresses=", "-c", "fsync=off", "-c", "max_connections=60")
	if err := p.server.Start(); err != nil {
		return err
	}
	return until("PostgreSQL does not start", func() error {
		return p.command("psql", "-h", p.dir, "-U", "monban", "-d", "postgres", "-c", "SELECT 1").Run()
	})
}

// Stop ends it in good order, and all connections to it.
func (p *Postgres) Stop() error { return p.end(syscall.SIGINT) }

// Crash ends it at once; it recovers when it is started again.
func (p *Postgres) Crash() error { return p.end(syscall.SIGQUIT) }

func (p *Postgres) end(s os.Signal) error {
	err := p.server.Process.Signal(s)
	var exit *exec.ExitError
	if end := p.server.Wait(); end != nil && !errors.As(end, &exit) {
		err = errors.Join(err, end)
	}
	p.server = nil
	return err
}

// Create makes an empty database, and returns its address.
func (p *Postgres) Create() (string, error) {
	p.n++
	name := fmt.Sprintf("rig%d", p.n)
	if b, err := p.command("createdb", "-h", p.dir, "-U", "monban", name).CombinedOutput(); err != nil {
		return "", fmt.Errorf("rig: createdb: %w\n%s", err, b)
	}
	return fmt.Sprintf("postgres:///%s?host=%s&user=monban", name, p.dir), nil
}
