//go:build linux

package main

import (
	"bytes"
	"context"
	"encoding/base64"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	held "monban/cmd/internal/hold"
)

// disk mounts a small disk, which fill fills up.
func disk(t *testing.T, size string) (dir string, fill func()) {
	t.Helper()
	dir = t.TempDir()
	if err := unix.Mount("none", dir, "tmpfs", 0, "size="+size); err != nil {
		t.Skip("a disk cannot be mounted here: ", err)
	}
	t.Cleanup(func() {
		if err := unix.Unmount(dir, 0); err != nil {
			t.Error(err)
		}
	})
	return dir, func() {
		t.Helper()
		f, err := os.Create(filepath.Join(dir, "filler"))
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		for _, n := range []int{4096, 1} {
			for err == nil {
				_, err = f.Write(make([]byte, n))
			}
			if !errors.Is(err, syscall.ENOSPC) {
				t.Fatal(err)
			}
			err = nil
		}
	}
}

// A disk is full, all hands are busy, a check takes longer than Postfix would
// wait: the sender tries again later, or the mail is held; nothing is lost, and
// all goes on when there is room again.
func TestPostfixScarce(t *testing.T) {
	t.Parallel() // it waits most of the time
	spool, fillSpool := disk(t, "1m")
	dir, fillStore := disk(t, "8m")
	key := make([]byte, held.KeySize)
	if err := os.WriteFile(filepath.Join(dir, "key"), []byte(base64.StdEncoding.EncodeToString(key)), 0o600); err != nil {
		t.Fatal(err)
	}
	db := filepath.Join(dir, "hold.db")
	p := newPost(t, "  spool: "+spool+"\n  scans: 1\n  queue_wait: 2s\ntimeout: 14s\nhold: {store: "+db+", key_file: "+filepath.Join(dir, "key")+"}\n")
	t.Cleanup(p.stopGateway) // before the disks are taken from it
	want, n := map[string]int{}, 0
	next := func() *letter { // one that may go
		n++
		l := letters(n)[0]
		want[l.from]++
		return l
	}
	clean, hold := next(), letters(0)[1]
	clean.text += strings.Repeat("See you there.\r\n", 10_000) // too large to stay in memory
	hear := func(l *letter, want string) {
		t.Helper()
		l.give(p.postfix.Address)
		if got := strings.ReplaceAll(l.answers[len(l.answers)-1], `"`, ""); !strings.HasPrefix(got, want) {
			t.Errorf("%s: %s, want %s", l.from, got, want)
		}
	}
	empty := func(dir string) {
		t.Helper()
		if err := os.Remove(filepath.Join(dir, "filler")); err != nil {
			t.Fatal(err)
		}
	}
	hear(next(), "250")

	fillSpool()
	hear(clean, "451 4.7.1 the mail cannot be checked now")
	empty(spool)
	hear(clean, "250")

	fillStore()
	hear(hold, "451 4.7.1 Monban could not store this mail")
	hear(next(), "250") // others need no room there
	empty(dir)
	hear(hold, "250")
	hear(hold, "250") // as if its sender had not heard
	store, err := held.Open(context.Background(), held.Options{Source: db, Key: key})
	if err != nil {
		t.Fatal(err)
	}
	items, err := store.List(context.Background(), held.Query{})
	if err = errors.Join(err, store.Close()); err != nil || len(items) != 1 || items[0].From != hold.from {
		t.Errorf("%d mails are held, %v", len(items), err)
	}

	// The children that read mails hang. Postfix would wait 12 seconds for an
	// answer, and goes on waiting because it is told that somebody is at work.
	main, err := os.ReadFile(filepath.Join(p.etc(), "main.cf"))
	if err != nil {
		t.Fatal(err)
	}
	p.write("etc/main.cf", strings.Replace(string(main), "content_timeout=25s", "content_timeout=12s", 1))
	if bytes.Equal(main, []byte(strings.Replace(string(main), "content_timeout=25s", "", 1))) {
		t.Fatal("main.cf has no such time")
	}
	p.run("postfix", "-c", p.etc(), "reload")
	hear(next(), "250") // Postfix has begun anew
	stopped := children(t, p.gateway.Process.Pid)
	for _, pid := range stopped {
		if err := syscall.Kill(pid, syscall.SIGSTOP); err != nil {
			t.Fatal(err)
		}
	}
	// There is one turn. One of two mails has it and is held in the end; the
	// other has to come again.
	slow, other := letters(1000)[0], letters(1001)[0]
	began := time.Now()
	var both sync.WaitGroup
	for _, l := range []*letter{slow, other} {
		both.Go(func() { l.give(p.postfix.Address) })
	}
	both.Wait()
	took := time.Since(began)
	if strings.HasPrefix(slow.answers[0], "4") {
		slow, other = other, slow
	}
	if slow.answers[0] != "250" || took < 13*time.Second || !strings.Contains(other.answers[0], "too many mails are being checked") {
		t.Errorf("a check that hangs: %q after %s; the other: %q", slow.answers, took, other.answers)
	}
	for _, pid := range stopped { // some may be gone
		_ = syscall.Kill(pid, syscall.SIGCONT)
	}
	want[other.from]++
	other.post(p.postfix.Address)

	for _, d := range p.arrived(len(want)) {
		if want[d.From]--; !strings.Contains(d.Data, "X-Monban: pass; ref=") {
			t.Errorf("the mail of %s was not read", d.From)
		}
	}
	for from, n := range want {
		if n != 0 {
			t.Errorf("%s: %d too few", from, n)
		}
	}
	p.audit()
	if left, err := os.ReadDir(spool); err != nil || len(left) > 0 {
		t.Errorf("%d mails were left behind in files, %v", len(left), err)
	}
}
