package main

import (
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"monban/cmd/internal/cli"
	"monban/cmd/internal/conf"
)

// worstExposure is what systemd-analyze may give a unit, times ten. Only root can
// give orders to Postfix's queue, which costs the unit that does 4.
func worstExposure(unit string) string {
	if strings.Contains(unit, "monban-queue") {
		return "24"
	}
	return "20"
}

func TestUnits(t *testing.T) {
	units, err := filepath.Glob(filepath.Join("..", "..", "deploy", "systemd", "*.service"))
	if err != nil || len(units) == 0 {
		t.Fatal(units, err)
	}
	analyze, err := exec.LookPath("systemd-analyze")
	if err != nil && os.Getenv("MONBAN_REQUIRE_EXTERNAL") == "1" {
		t.Fatal("no systemd-analyze, and MONBAN_REQUIRE_EXTERNAL is 1 (.ci/setup installs it)")
	}
	for _, unit := range units {
		b, err := os.ReadFile(unit)
		if err != nil {
			t.Fatal(err)
		}
		started(t, unit, string(b))
		if analyze == "" {
			continue
		}
		if out, err := exec.Command(analyze, "security", "--offline=true", "--no-pager", "--threshold="+worstExposure(unit), unit).CombinedOutput(); err != nil {
			t.Errorf("%s: %v\n%s", unit, err, out)
		}
		// The program is not installed here; what else is wrong, systemd says.
		at := filepath.Join(t.TempDir(), filepath.Base(unit))
		if err := os.WriteFile(at, []byte(strings.ReplaceAll(string(b), "/usr/bin/monban", "/bin/true")), 0o600); err != nil {
			t.Fatal(err)
		}
		out, err := exec.Command(analyze, "verify", "--man=no", at).CombinedOutput()
		if err != nil || strings.Contains(string(out), filepath.Base(unit)) {
			t.Errorf("%s: %v\n%s", unit, err, out)
		}
	}
	if analyze == "" {
		t.Log("no systemd-analyze here: the exposure of the units was not looked at")
	}
}

// works are arguments that make a service of a command.
var works = map[string]string{"hold": "queue"}

// started makes sure that the command line of a unit is one of ours, and that
// the unit is told when the service is ready.
func started(t *testing.T, unit, text string) {
	t.Helper()
	_, rest, ok := strings.Cut(text, "\nExecStart=/usr/bin/monban ")
	if !ok || !strings.Contains(text, "\nType=notify\n") || !strings.Contains(text, "\nWatchdogSec=") {
		t.Fatalf("%s: no ExecStart, Type=notify or WatchdogSec", unit)
	}
	line, _, _ := strings.Cut(rest, "\n")
	words := strings.Fields(line)
	for _, c := range commands() {
		if c.name != words[0] {
			continue
		}
		fs := flag.NewFlagSet(c.name, flag.ContinueOnError)
		c.flags(fs)
		if args, err := cli.Parse(fs, words[1:]); err != nil || len(args) > 0 && strings.Join(args, " ") != works[c.name] {
			t.Errorf("%s: %s: %v, %v", unit, line, args, err)
		}
		return
	}
	t.Errorf("%s: there is no command %s", unit, words[0])
}

// The configuration that the units name is the one that monban conf prints,
// so its defaults must lie where the units may write.
func TestUnitsMayWrite(t *testing.T) {
	c := conf.Default()
	for _, p := range []string{c.Watch.Dir, c.Audit.File} {
		if !strings.HasPrefix(p, "/var/lib/monban/") {
			t.Errorf("%s is not below the unit's StateDirectory", p)
		}
	}
}
