package main

import (
	"bufio"
	"bytes"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"monban/cmd/internal/synth"
)

// runMemory checks large files with the monban command and prints the most
// memory that it and its children held together. It reads /proc, so it works
// on Linux only.
func runMemory(args []string, out io.Writer) error {
	fs := flag.NewFlagSet("memory", flag.ContinueOnError)
	rows := fs.Int("rows", 1_000_000, "rows of the files")
	monban := fs.String("monban", "", "the command; built from this module when empty")
	if err := fs.Parse(args); err != nil {
		return err
	}
	dir, err := os.MkdirTemp("", "monban-memory-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	if err := built(monban, dir); err != nil {
		return fmt.Errorf("memory: %w", err)
	}
	fmt.Fprintf(out, "%-12s %10s %8s %8s\n", "file", "rows", "seconds", "MB")
	for _, name := range []string{"large.csv", "large.xlsx"} {
		path := filepath.Join(dir, name)
		if err := synth.WriteLarge(path, 1, *rows); err != nil {
			return err
		}
		seconds, peak, err := watch(*monban, path)
		if err != nil {
			return fmt.Errorf("memory: %s: %w", name, err)
		}
		fmt.Fprintf(out, "%-12s %10d %8.1f %8.0f\n", name, *rows, seconds, float64(peak)/1e6)
		if err := os.Remove(path); err != nil {
			return err
		}
	}
	return nil
}

// built makes sure that there is a monban command: it is built from this module
// when none was named.
func built(monban *string, dir string) error {
	if *monban != "" {
		return nil
	}
	*monban = filepath.Join(dir, "monban")
	if b, err := exec.Command("go", "build", "-o", *monban, "./cmd/monban").CombinedOutput(); err != nil {
		return fmt.Errorf("build: %w: %s", err, bytes.TrimSpace(b))
	}
	return nil
}

// watch runs a check and returns how long it took and the largest sum of the
// resident memory of the process and its children, looked at every 20 ms.
func watch(monban, path string) (seconds float64, peak int64, err error) {
	var stderr bytes.Buffer
	cmd := exec.Command(monban, "check", "--format", "json", "--max-findings", "1", path)
	cmd.Stderr = &stderr
	start := time.Now()
	if err := cmd.Start(); err != nil {
		return 0, 0, err
	}
	done := make(chan error, 1)
	go func() { done <- cmd.Wait() }()
	for {
		select {
		case err := <-done:
			// status 1 is the verdict, as wished for
			if e := (*exec.ExitError)(nil); err != nil && (!errors.As(err, &e) || e.ExitCode() != 1) {
				return 0, 0, fmt.Errorf("%w: %s", err, bytes.TrimSpace(stderr.Bytes()))
			}
			return time.Since(start).Seconds(), peak, nil
		case <-time.After(20 * time.Millisecond):
			peak = max(peak, resident(cmd.Process.Pid))
		}
	}
}

// resident sums the resident memory of a process and all below it.
func resident(pid int) int64 {
	var sum int64
	for id := range family(pid) {
		sum += residentOf(id)
	}
	return sum
}

// worked sums the processor time of a process, all below it, and those of them
// that have ended, in seconds.
func worked(pid int) float64 {
	ticks := 0
	for _, f := range family(pid) {
		for _, i := range []int{11, 12, 13, 14} { // utime stime cutime cstime
			if i < len(f) {
				n, _ := strconv.Atoi(f[i])
				ticks += n
			}
		}
	}
	return float64(ticks) / 100 // USER_HZ, on every Linux
}

// family returns a process and all below it: what /proc/ID/stat says behind the
// name.
func family(pid int) map[int][]string {
	all := map[int][]string{}
	stats, _ := filepath.Glob("/proc/[0-9]*/stat") // a bad pattern is the only error
	for _, path := range stats {
		b, err := os.ReadFile(path)
		if err != nil {
			continue // it ended
		}
		// the name in brackets may hold blanks
		id, _ := strconv.Atoi(filepath.Base(filepath.Dir(path)))
		all[id] = strings.Fields(string(b[bytes.LastIndexByte(b, ')')+1:]))
	}
	parent := func(id int) int {
		if f := all[id]; len(f) > 1 {
			n, _ := strconv.Atoi(f[1])
			return n
		}
		return 0
	}
	out := map[int][]string{}
	for id, f := range all {
		for at := id; at > 1; at = parent(at) {
			if at == pid {
				out[id] = f
				break
			}
		}
	}
	return out
}

func residentOf(pid int) int64 {
	f, err := os.Open(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		return 0
	}
	defer f.Close()
	for s := bufio.NewScanner(f); s.Scan(); {
		if rest, ok := strings.CutPrefix(s.Text(), "VmRSS:"); ok {
			kb, _ := strconv.ParseInt(strings.Fields(rest)[0], 10, 64)
			return kb * 1024
		}
	}
	return 0
}
