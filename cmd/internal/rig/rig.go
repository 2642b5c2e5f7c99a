// Package rig starts the servers between which Monban stands, each for one test
// or one measurement: a Postfix and a PostgreSQL of their own in a folder, and a
// mail server that keeps what it is given and answers as it is told.
//
// It knows how those programs are started, told to die, and stopped. It knows
// nothing of Monban, and nothing of what is tested.
package rig

import (
	"fmt"
	"math/rand/v2"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// Need skips a test without these programs. Where MONBAN_REQUIRE_EXTERNAL is 1
// the test fails: there .ci/setup has installed them.
func Need(t testing.TB, programs ...string) {
	t.Helper()
	for _, p := range programs {
		if _, err := exec.LookPath(p); err != nil {
			lacks(t, p+" is not here (.ci/setup installs it)")
		}
	}
}

// NeedRoot skips a test that needs the rights of root, as Need does.
func NeedRoot(t testing.TB, why string) {
	t.Helper()
	if os.Geteuid() != 0 {
		lacks(t, why)
	}
}

func lacks(t testing.TB, why string) {
	t.Helper()
	if os.Getenv("MONBAN_REQUIRE_EXTERNAL") == "1" {
		t.Fatal(why)
	}
	t.Skip(why)
}

// Browser returns the path of a headless Chromium, and skips the test without
// one, as Need does.
func Browser(t testing.TB) string {
	t.Helper()
	for _, name := range []string{"chromium-headless-shell", "chromium", "google-chrome"} {
		if p, err := exec.LookPath(name); err == nil {
			return p
		}
	}
	lacks(t, "no Chromium here (.ci/setup installs it)")
	return ""
}

// FreePort returns an address on loopback that nobody listens on now.
func FreePort() (string, error) {
	var err error
	for range 100 {
		var ln net.Listener
		if ln, err = net.Listen("tcp", fmt.Sprintf("127.0.0.1:%d", portsFrom+rand.IntN(portsMost))); err == nil {
			return ln.Addr().String(), ln.Close()
		}
	}
	return "", fmt.Errorf("rig: no free port: %w", err)
}

// Ports are drawn below those from which the system takes the near end of a
// connection: one of these may be gone again before the program has asked for it.
const (
	portsFrom = 20000
	portsMost = 12000
)

// port is the port of an address.
func port(address string) string {
	_, p, _ := strings.Cut(address, ":")
	return p
}

// run runs a program to its end. What it prints is in the error.
func run(program string, args ...string) (string, error) {
	b, err := exec.Command(program, args...).CombinedOutput()
	if err != nil {
		return "", fmt.Errorf("rig: %s %s: %w\n%s", filepath.Base(program), strings.Join(args, " "), err, b)
	}
	return string(b), nil
}

// until asks f again and again, for half a minute at most.
func until(what string, f func() error) error {
	var err error
	for range 300 {
		if err = f(); err == nil {
			return nil
		}
		time.Sleep(100 * time.Millisecond)
	}
	return fmt.Errorf("rig: %s: %w", what, err)
}

// newest is the program of that name in the newest of the folders that fit the
// pattern, or in the path; "" when it is nowhere.
func newest(pattern, name string) string {
	found, _ := filepath.Glob(filepath.Join(pattern, name)) // a bad pattern is the only error
	if len(found) > 0 {
		return slices.Max(found)
	}
	p, _ := exec.LookPath(name)
	return p
}
