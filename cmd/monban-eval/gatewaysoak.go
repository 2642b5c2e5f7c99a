package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"net/smtp"
	"net/textproto"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"monban/cmd/internal/audit"
	"monban/cmd/internal/hold"
)

// answers count what a client heard, by the first digit.
type answers map[int]int

func (a answers) String() string {
	var list []string
	for _, code := range slices.Sorted(maps.Keys(a)) {
		list = append(list, fmt.Sprintf("%dxx: %d", code, a[code]))
	}
	return strings.Join(list, ", ")
}

// send sends n copies of a mail, each on its own connection, and counts the
// answers.
func (h *house) send(door string, mail []byte, n, parallel int) (answers, time.Duration, error) {
	return h.sendEach(door, n, parallel, func(int) []byte { return mail })
}

// sendEach sends the mails of the numbers below n.
func (h *house) sendEach(door string, n, parallel int, mail func(int) []byte) (answers, time.Duration, error) {
	from := time.Now()
	numbers := feed(n)
	var wg sync.WaitGroup
	var mu sync.Mutex
	got := answers{}
	var failed error
	for range parallel {
		wg.Go(func() {
			for i := range numbers {
				code, err := sendOne(door, mail(i))
				mu.Lock()
				failed = errors.Join(failed, err)
				got[code]++
				mu.Unlock()
			}
		})
	}
	wg.Wait()
	return got, time.Since(from), failed
}

func feed(n int) chan int {
	c := make(chan int)
	go func() {
		defer close(c)
		for i := range n {
			c <- i
		}
	}()
	return c
}

// sendOne sends a mail and returns the first digit of the answer to it. An error
// is one of the conversation.
func sendOne(door string, mail []byte) (int, error) {
	c, err := smtp.Dial(door)
	if err != nil {
		return 0, err
	}
	defer c.Close()
	err = c.Mail("sato@example.co.jp")
	if err == nil {
		err = c.Rcpt("hanako@example.com")
	}
	if err == nil {
		var w io.WriteCloser
		if w, err = c.Data(); err == nil {
			if _, err := w.Write(mail); err != nil {
				return 0, err
			}
			err = w.Close()
		}
	}
	var said *textproto.Error
	switch {
	case err == nil:
		_ = c.Quit() // the mail is taken
		return 2, nil
	case errors.As(err, &said):
		return said.Code / 100, nil
	}
	return 0, err
}

// soakMail makes the mail of a number: of a hundred, 85 may go, 10 must be held
// and are stored, 5 are refused.
func soakMail(i int) []byte {
	head := fmt.Sprintf("Message-ID: <%d@example.co.jp>\n", i)
	switch k := i % 100; {
	case k < 5:
		return []byte(head + "Subject: number\n\n氏名: 佐藤花子\nマイナンバー: 123456789018\n")
	case k < 15:
		return []byte(head + fmt.Sprintf("Subject: list\nMIME-Version: 1.0\nContent-Type: text/csv; charset=utf-8\n\n氏名,生年月日,病名\n見本花子,1980年1月%d日,統合失調症\n例示太郎,1975年12月3日,糖尿病\n", 1+i%28))
	}
	return []byte(head + smallMail)
}

// soak sends very many mails, and prints what the gateway holds while it works.
// In the end each mail has left, is held, or was refused, and the record is
// whole.
func (h *house) soak(n int, out io.Writer) error {
	record, held, err := h.kept()
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "%10s %8s %10s %10s %8s\n", "mails", "mails/s", "MB itself", "MB in all", "files")
	total := answers{}
	for done := 0; done < n; {
		portion := min(max(n/20, 100), n-done)
		got, took, err := h.sendEach(h.doors[2], portion, 10, func(i int) []byte { return soakMail(done + i) })
		if err != nil {
			return err
		}
		for code, k := range got {
			total[code] += k
		}
		done += portion
		pid := h.gateway.Process.Pid
		open, _ := filepath.Glob(fmt.Sprintf("/proc/%d/fd/*", pid)) // a bad pattern is the only error
		fmt.Fprintf(out, "%10d %8.0f %10.1f %10.1f %8d\n", done, float64(portion)/took.Seconds(), float64(residentOf(pid))/1e6, float64(resident(pid))/1e6, len(open))
	}
	want := answers{}
	stored := 0
	for i := range n {
		switch k := i % 100; {
		case k < 5:
			want[5]++
		case k < 15:
			want[2]++
			stored++
		default:
			want[2]++
		}
	}
	if !maps.Equal(want, total) {
		return fmt.Errorf("answers %s, want %s", total, want)
	}
	if err := h.left(want[2] - stored); err != nil {
		return err
	}
	record2, held2, err := h.kept()
	if err != nil {
		return err
	}
	if held2-held != stored || record2-record != n {
		return fmt.Errorf("%d are held, want %d; %d lines in the record, want %d", held2-held, stored, record2-record, n)
	}
	fmt.Fprintf(out, "%d mails: %d left, %d are held, %d were refused; the record verifies\n", n, want[2]-stored, stored, want[5])
	return nil
}

// kept verifies the record, and counts its lines and the held mails.
func (h *house) kept() (lines, held int, err error) {
	f, err := os.Open(filepath.Join(h.dir, "audit.jsonl"))
	if err != nil {
		return 0, 0, err
	}
	defer f.Close()
	if err := audit.Walk(f, func(audit.Entry, string) error { lines++; return nil }); err != nil {
		return 0, 0, err
	}
	store, err := hold.Open(context.Background(), hold.Options{Source: filepath.Join(h.dir, "hold.db"), Key: make([]byte, hold.KeySize)})
	if err != nil {
		return 0, 0, err
	}
	defer store.Close()
	counts, err := store.Counts(context.Background())
	return lines, counts[hold.Held].Number, err
}
