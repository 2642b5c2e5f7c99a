//go:build unix

package main

import (
	"context"
	"crypto/rand"
	"database/sql"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"net"
	"net/smtp"
	"net/textproto"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	held "monban/cmd/internal/hold"
)

// A wire lies between Postfix and the gateway. It lets packets pass, and cuts
// the gateway's life short at the one that it waits for.
type wire struct {
	ln   net.Listener
	to   string
	kill func()

	mu    sync.Mutex // guards what follows
	at    *trap
	fired chan struct{}
}

// A trap is a moment in the life of a mail: a packet of Postfix or of the
// gateway, before or after the other side has it.
type trap struct {
	name    string
	gateway bool // the packet is the gateway's
	packets string
	after   bool
	wait    time.Duration // and so much later
}

func newWire(t *testing.T, to string) *wire {
	t.Helper()
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { ln.Close() })
	w := &wire{ln: ln, to: to}
	go func() {
		for {
			c, err := ln.Accept()
			if err != nil {
				return
			}
			go w.join(c)
		}
	}()
	return w
}

// set arms the wire.
func (w *wire) set(at trap) <-chan struct{} {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.at, w.fired = &at, make(chan struct{})
	return w.fired
}

func (w *wire) join(c net.Conn) {
	g, err := net.Dial("tcp", w.to)
	if err != nil {
		c.Close()
		return
	}
	go w.carry(g, c, false)
	w.carry(c, g, true)
}

// carry takes packets from one side to the other.
func (w *wire) carry(to, from net.Conn, gateway bool) {
	defer to.Close()
	defer from.Close()
	for {
		var head [5]byte
		if _, err := io.ReadFull(from, head[:]); err != nil {
			return
		}
		packet := make([]byte, 4+binary.BigEndian.Uint32(head[:]))
		copy(packet, head[:])
		if _, err := io.ReadFull(from, packet[5:]); err != nil {
			return
		}
		at := w.caught(gateway, head[4])
		if at == nil || at.after {
			if _, err := to.Write(packet); err != nil {
				return
			}
		}
		if at != nil {
			time.Sleep(at.wait)
			w.kill()
			close(w.fired)
			return
		}
	}
}

// caught returns the trap when this is its packet. It is caught once.
func (w *wire) caught(gateway bool, cmd byte) *trap {
	w.mu.Lock()
	defer w.mu.Unlock()
	at := w.at
	if at == nil || at.gateway != gateway || !strings.ContainsRune(at.packets, rune(cmd)) {
		return nil
	}
	w.at = nil
	return at
}

// traps are the moments at which the gateway dies. Answers are told apart by
// what comes before: h is the header of a mail that may go or is held by
// Postfix, q holds it there, d says that the store has it, y refuses.
func traps(store bool) []trap {
	kept := "q"
	if store {
		kept = "d"
	}
	all := []trap{
		{name: "before the connection", packets: "O"},
		{name: "after the negotiation", gateway: true, packets: "O", after: true},
		{name: "at MAIL", packets: "M"},
		{name: "before the answer to MAIL", gateway: true, packets: "c"},
		{name: "at RCPT", packets: "R"},
		{name: "after RCPT", packets: "R", after: true},
		{name: "in the header", packets: "L", after: true},
		{name: "before the text", packets: "N"},
		{name: "in the text", packets: "B", after: true},
		{name: "before the end", packets: "E"},
		{name: "after the end", packets: "E", after: true},
		{name: "before the answer: refused", gateway: true, packets: "y"},
		{name: "after the answer: refused", gateway: true, packets: "y", after: true},
		{name: "before the answer: held", gateway: true, packets: kept},
		{name: "after the answer: held", gateway: true, packets: kept, after: true},
		{name: "before the answer: may go", gateway: true, packets: "a"},
		{name: "after the answer: may go", gateway: true, packets: "a", after: true},
	}
	for _, ms := range []time.Duration{3, 10, 30, 100} { // somewhere in the check, the record, the store
		all = append(all, trap{name: fmt.Sprintf("%d ms after the end", ms), packets: "E", after: true, wait: ms * time.Millisecond})
	}
	return all
}

// A letter is a mail and what must become of it.
type letter struct {
	from, text string
	code       int // of the answer in the end
	answers    []string
	lost       bool // once there was no answer
}

// letters makes a mail that may go, one that must be held, and one that is
// refused.
func letters(n int) []*letter {
	mail := func(sort, text string, code int) *letter {
		from := fmt.Sprintf("%s%d@example.co.jp", sort, n)
		return &letter{from: from, code: code, text: fmt.Sprintf("From: <%s>\r\nTo: <hanako@example.com>\r\nDate: Mon, 12 Jan 2026 10:00:00 +0900\r\nMessage-ID: <%s>\r\n", from, from) + strings.ReplaceAll(text, "\n", "\r\n")}
	}
	return []*letter{
		mail("go", "Subject: meeting\n\nSee you on Monday.\n", 250),
		mail("held", "Subject: list\nContent-Type: text/csv; charset=utf-8\n\n"+canaries[0].text, 250),
		mail("no", "Subject: number\n\n氏名: 佐藤花子\nマイナンバー: 123456789018\n", 550),
	}
}

// post sends the mail as a mail server does: again and again, until it hears
// that it was taken, or never will be.
func (l *letter) post(at string) {
	for range 1200 {
		l.give(at)
		if n := len(l.answers); n > 0 && l.answers[n-1][0] != '4' {
			return
		}
		time.Sleep(100 * time.Millisecond)
	}
}

// give offers the mail to a server once.
func (l *letter) give(at string) {
	err := smtp.SendMail(at, nil, l.from, []string{"hanako@example.com"}, []byte(l.text))
	var said *textproto.Error
	switch {
	case err == nil:
		l.answers = append(l.answers, "250")
	case errors.As(err, &said):
		l.answers = append(l.answers, said.Error())
	default: // nobody there, or nobody any more
		l.lost = true
	}
}

// However the gateway dies, and whenever, each mail is delivered once, held
// once, or refused to its sender; none passes unread, and the record is whole.
// Without -short every moment is tried, with the HOLD queue of Postfix and with
// the store.
func TestPostfixKilled(t *testing.T) {
	for _, mode := range []string{"queue", "store"} {
		t.Run(mode, func(t *testing.T) {
			t.Parallel() // they wait most of the time
			killed(t, mode == "store")
		})
	}
}

func killed(t *testing.T, store bool) {
	spool, db, key := t.TempDir(), "", make([]byte, held.KeySize)
	config := "  spool: " + spool + "\n"
	if store {
		dir := t.TempDir()
		rand.Read(key)
		keyFile := filepath.Join(dir, "key")
		if err := os.WriteFile(keyFile, []byte(base64.StdEncoding.EncodeToString(key)), 0o600); err != nil {
			t.Fatal(err)
		}
		db = filepath.Join(dir, "hold.db")
		config += "hold: {store: " + db + ", key_file: " + keyFile + "}\n"
	}
	var w *wire
	p := newPostVia(t, config, func(listen string) string {
		w = newWire(t, listen)
		return w.ln.Addr().String()
	})
	w.kill = func() { p.gateway.Process.Kill() }
	moments := traps(store)
	if testing.Short() || raceDetector {
		moments = slices.DeleteFunc(moments, func(x trap) bool { return !strings.Contains(x.name, "answer") && !strings.Contains(x.name, "end") })
	}
	var all []*letter
	life := func(name string, ended <-chan struct{}) {
		t.Helper()
		mails := letters(len(all))
		all = append(all, mails...)
		var wg sync.WaitGroup
		for _, l := range mails {
			wg.Go(func() { l.post(p.postfix.Address) })
		}
		select {
		case <-ended:
		case <-time.After(3 * time.Minute):
			t.Fatalf("%s: that moment did not come", name)
		}
		p.gateway.Wait()
		p.startGateway()
		wg.Wait()
	}
	for _, at := range moments {
		life(at.name, w.set(at))
	}
	if store {
		life("before the transaction", beforeTransaction(t, p, db))
	}

	// The sum.
	for _, l := range all {
		last := l.answers[len(l.answers)-1]
		if !strings.HasPrefix(last, fmt.Sprint(l.code)) {
			t.Errorf("%s: the answers were %q", l.from, l.answers)
		}
		for _, a := range l.answers[:len(l.answers)-1] {
			if a[0] != '4' {
				t.Errorf("%s: the answers were %q", l.from, l.answers)
			}
		}
	}
	at := map[string][]string{} // where the mails of a sender are
	n := len(all) / 3
	for _, d := range p.sink.Wait(n) {
		at[d.From] = append(at[d.From], "delivered")
		if !strings.Contains(d.Data, "X-Monban: pass; ref=") {
			t.Errorf("the mail of %s was not read", d.From)
		}
	}
	queued, err := p.postfix.Queued()
	if err != nil {
		t.Fatal(err)
	}
	for _, q := range queued {
		at[q.Sender] = append(at[q.Sender], "held")
		if q.Queue != "hold" || store {
			t.Errorf("the mail of %s is in the queue %s", q.Sender, q.Queue)
		}
	}
	if store {
		s, err := held.Open(context.Background(), held.Options{Source: db, Key: key})
		if err != nil {
			t.Fatal(err)
		}
		defer s.Close()
		items, err := s.List(context.Background(), held.Query{Limit: 1000})
		if err != nil {
			t.Fatal(err)
		}
		for _, it := range items {
			at[it.From] = append(at[it.From], string(it.State))
			body, err := s.Body(context.Background(), it.ID)
			if err == nil {
				_, err = io.Copy(io.Discard, body)
			}
			if err != nil {
				t.Errorf("the mail of %s is not whole: %v", it.From, err)
			}
		}
	}
	recorded := map[string]bool{}
	for _, e := range p.audit() {
		recorded[e.Actor] = true
	}
	for _, l := range all {
		want := ""
		switch {
		case strings.HasPrefix(l.from, "go"):
			want = "delivered"
		case strings.HasPrefix(l.from, "held"):
			want = "held"
		}
		if got := strings.Join(at[l.from], ", "); got != want || !recorded[l.from] {
			t.Errorf("%s: %q, want %q; recorded: %v; the answers were %q", l.from, got, want, recorded[l.from], l.answers)
		}
	}
	if left, err := os.ReadDir(spool); err != nil || len(left) > 0 {
		t.Errorf("%d mails were left behind in files, %v", len(left), err)
	}
}

// beforeTransaction kills the gateway when it has recorded that a mail is held,
// and waits for its turn to write it into the store.
func beforeTransaction(t *testing.T, p *post, db string) <-chan struct{} {
	t.Helper()
	d, err := sql.Open("sqlite", "file:"+db+"?_txlock=immediate")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { d.Close() })
	tx, err := d.Begin()
	if err != nil {
		t.Fatal(err)
	}
	count := func() int {
		b, err := os.ReadFile(filepath.Join(p.dir, "audit.jsonl"))
		if err != nil {
			t.Error(err)
		}
		return strings.Count(string(b), `"mail-hold"`)
	}
	before, ended := count(), make(chan struct{})
	go func() {
		defer close(ended)
		for i := 0; i < 300 && count() == before; i++ {
			time.Sleep(50 * time.Millisecond)
		}
		p.gateway.Process.Kill()
		if err := tx.Rollback(); err != nil {
			t.Error(err)
		}
	}()
	return ended
}
