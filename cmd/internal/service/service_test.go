package service

import (
	"bytes"
	"context"
	"errors"
	"net"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"
)

// systemd is the other end of the notify socket.
type systemd struct {
	mu   sync.Mutex
	said []string
}

func (d *systemd) all() string {
	d.mu.Lock()
	defer d.mu.Unlock()
	return strings.Join(d.said, "|")
}

func (d *systemd) count(s string) int { return strings.Count(d.all(), s) }

func listen(t *testing.T) *systemd {
	t.Helper()
	dir, err := os.MkdirTemp("", "monban") // the path of a socket must be short
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, "s")
	c, err := net.ListenUnixgram("unixgram", &net.UnixAddr{Name: path, Net: "unixgram"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Close(); os.RemoveAll(dir) })
	t.Setenv("NOTIFY_SOCKET", path)
	d := &systemd{}
	go func() {
		b := make([]byte, 4096)
		for {
			n, err := c.Read(b)
			if err != nil {
				return
			}
			d.mu.Lock()
			d.said = append(d.said, string(b[:n]))
			d.mu.Unlock()
		}
	}()
	return d
}

func until(t *testing.T, what string, f func() bool) {
	t.Helper()
	for range 500 {
		if f() {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Fatalf("never: %s", what)
}

// lines is a log that can be read while it is written.
type lines struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *lines) Write(b []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(b)
}

func (l *lines) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

func TestLife(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("no signals and no systemd on Windows")
	}
	d, out := listen(t), &lines{}
	log, err := NewLog(out, "json", "info")
	if err != nil {
		t.Fatal(err)
	}
	var ill atomic.Bool
	var reloads atomic.Int64
	s := &Service{Log: log, Every: 10 * time.Millisecond,
		Canary: func(context.Context) error {
			if ill.Load() {
				return errors.New("canary is wrong")
			}
			return nil
		},
		Reload: func() error {
			if reloads.Add(1) == 2 {
				return errors.New("monban.yaml:3:1: slip")
			}
			return nil
		},
	}
	if s.Ready() == nil {
		t.Error("ready before the first canary")
	}
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	drained := errors.New("drained")
	go func() {
		done <- s.Run(ctx, func(ctx context.Context, ready func()) error {
			ready()
			<-ctx.Done()
			return drained
		})
	}()
	until(t, "READY", func() bool { return d.count("READY=1") == 1 })
	until(t, "WATCHDOG", func() bool { return d.count("WATCHDOG=1") > 2 })

	// A wrong canary starves the watchdog.
	ill.Store(true)
	until(t, "not ready", func() bool { return s.Ready() != nil })
	time.Sleep(20 * time.Millisecond)
	before := d.count("WATCHDOG=1")
	time.Sleep(60 * time.Millisecond)
	if n := d.count("WATCHDOG=1"); n != before {
		t.Errorf("the watchdog was fed %d times while the canary was wrong", n-before)
	}
	ill.Store(false)
	until(t, "WATCHDOG again", func() bool { return d.count("WATCHDOG=1") > before })

	for i := range 2 {
		self, err := os.FindProcess(os.Getpid())
		if err == nil {
			err = self.Signal(syscall.SIGHUP)
		}
		if err != nil {
			t.Fatal(err)
		}
		until(t, "RELOADING", func() bool { return reloads.Load() == int64(i+1) && d.count("READY=1") == i+2 })
	}
	if d.count("RELOADING=1\nMONOTONIC_USEC=") != 2 || !strings.Contains(out.String(), "the old one stays") || !strings.Contains(out.String(), "monban.yaml:3:1: slip") {
		t.Errorf("told %q, log %s", d.all(), out)
	}
	cancel()
	if err := <-done; err != drained {
		t.Errorf("got %v", err)
	}
	until(t, "STOPPING", func() bool { return d.count("STOPPING=1") == 1 })
}

func TestDoesNotStartBlind(t *testing.T) {
	log, err := NewLog(&lines{}, "text", "warn")
	if err != nil {
		t.Fatal(err)
	}
	s := &Service{Log: log, Canary: func(context.Context) error { return errors.New("sees nothing") }}
	err = s.Run(context.Background(), func(context.Context, func()) error { t.Error("work began"); return nil })
	if err == nil || !strings.Contains(err.Error(), "sees nothing") {
		t.Errorf("got %v", err)
	}
	hang := &Service{Log: log, Every: 5 * time.Millisecond, Canary: func(ctx context.Context) error { <-ctx.Done(); return ctx.Err() }}
	if err := hang.Run(context.Background(), func(context.Context, func()) error { t.Error("work began"); return nil }); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("got %v", err)
	}
}

func TestWatchdog(t *testing.T) {
	for _, c := range []struct {
		pid, usec string
		want      time.Duration
	}{
		{"", "30000000", 30 * time.Second}, {"1", "30000000", 0}, {"", "", 0}, {"", "x", 0}, {"", "-5", 0},
	} {
		got := watchdog(func(k string) string { return map[string]string{"WATCHDOG_PID": c.pid, "WATCHDOG_USEC": c.usec}[k] })
		if got != c.want {
			t.Errorf("%v: got %s", c, got)
		}
	}
}

func TestNewLog(t *testing.T) {
	for _, c := range []struct{ format, level, want string }{
		{"json", "info", `"msg":"held"`}, {"text", "warn", ""}, {"text", "debug", "msg=held"},
	} {
		var b bytes.Buffer
		l, err := NewLog(&b, c.format, c.level)
		if err != nil {
			t.Fatal(err)
		}
		l.Info("held")
		if (c.want == "") != (b.Len() == 0) || !strings.Contains(b.String(), c.want) {
			t.Errorf("%v: %s", c, b.String())
		}
	}
	if _, err := NewLog(os.Stderr, "text", "loud"); err == nil {
		t.Error("an unknown level")
	}
}
