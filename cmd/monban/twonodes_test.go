//go:build linux

package main

import (
	"bufio"
	"context"
	"crypto/rand"
	"encoding/base64"
	"errors"
	"io"
	"log/slog"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"monban/cmd/internal/audit"
	held "monban/cmd/internal/hold"
	"monban/cmd/internal/release"
	"monban/cmd/internal/rig"
)

// A node is a machine with a gateway, review pages, and somebody who decides.
type node struct {
	t         *testing.T
	dir       string
	relay     string
	env       []string
	processes []*exec.Cmd
	log       *serviceLog
	mu        sync.Mutex
	decided   []string // ids, as the decider heard
}

func newNode(t *testing.T, source, next string, key []byte) *node {
	t.Helper()
	n := &node{t: t, dir: t.TempDir(), relay: "127.0.0.1:" + freePort(t), log: &serviceLog{}}
	coded := base64.StdEncoding.EncodeToString(key)
	n.env = append(os.Environ(), "MONBAN_TEST_STORE="+source, "MONBAN_TEST_KEY="+coded)
	at := "127.0.0.1:" + freePort(t)
	config := "audit: {file: audit.jsonl}\ngateway: {listen: none, spool: " + t.TempDir() + ", relay: {listen: '" + n.relay + "', next: '" + next + "'}}\n" +
		"hold: {store: '" + source + "', key_file: key, release_to: '" + next + "'}\nserve: {listen: '" + at + "', url: 'http://" + at + "', accounts: accounts}\n"
	for name, text := range map[string]string{"monban.yaml": config, "key": coded, "accounts": ""} {
		if err := os.WriteFile(filepath.Join(n.dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	n.start()
	t.Cleanup(n.kill)
	return n
}

func (n *node) start() {
	n.t.Helper()
	config := filepath.Join(n.dir, "monban.yaml")
	for _, args := range [][]string{{"monban", "gateway", "--config", config}, {"monban", "serve", "--config", config}, {"decide"}} {
		c := exec.Command(os.Args[0], args[1:]...)
		c.Args[0], c.Env, c.Stderr = args[0], n.env, n.log
		if args[0] == "decide" {
			out, err := c.StdoutPipe()
			if err != nil {
				n.t.Fatal(err)
			}
			go func() {
				for s := bufio.NewScanner(out); s.Scan(); {
					n.mu.Lock()
					n.decided = append(n.decided, s.Text())
					n.mu.Unlock()
				}
			}()
		}
		if err := c.Start(); err != nil {
			n.t.Fatal(err)
		}
		n.processes = append(n.processes, c)
	}
	for range 2400 {
		if c, err := net.Dial("tcp", n.relay); err == nil {
			c.Close()
			return
		}
		time.Sleep(100 * time.Millisecond)
	}
	n.t.Fatalf("the node does not start\n%s", n.log)
}

// kill ends all of a node at once, as when the power fails.
func (n *node) kill() { n.end(os.Kill) }

func (n *node) end(how os.Signal) {
	for _, c := range n.processes {
		c.Process.Signal(how)
	}
	for _, c := range n.processes {
		c.Wait()
	}
	n.processes = nil
}

// Two nodes on one PostgreSQL: one is killed, again and again, while mails come
// in, are approved and released, and then the database is. No decision is lost
// or done twice; each mail leaves once, but for those that a killed node had
// handed over without noting it: these leave once more, under the same
// Message-ID.
func TestTwoNodes(t *testing.T) {
	t.Parallel() // it waits most of the time
	pg := rig.StartPostgres(t)
	source, err := pg.Create()
	if err != nil {
		t.Fatal(err)
	}
	sink, err := rig.NewSink()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(sink.Close)
	key := make([]byte, held.KeySize)
	rand.Read(key)
	nodes := []*node{newNode(t, source, sink.Address, key), newNode(t, source, sink.Address, key)}

	// Clients send until their mail is taken, to the one node or the other.
	const clients = 6
	stop := make(chan struct{})
	sent := make([][]*letter, clients)
	var wg sync.WaitGroup
	for i := range clients {
		wg.Go(func() {
			for k := 0; ; k++ {
				select {
				case <-stop:
					return
				default:
				}
				l := letters(i + clients*k)[k%2] // one that may go, one that must be held
				sent[i] = append(sent[i], l)
				for try := 0; len(l.answers) == 0 || l.answers[len(l.answers)-1][0] == '4'; try++ {
					if try > 2400 {
						return
					}
					if try > 0 {
						time.Sleep(50 * time.Millisecond)
					}
					l.give(nodes[(i+try)%2].relay)
				}
			}
		})
	}
	rounds := 4
	if testing.Short() || raceDetector {
		rounds = 2
	}
	stored := 0
	progress := func(more int) { // so that something happens between two faults
		t.Helper()
		stored += more
		for range 2400 {
			if sink.Count() >= stored {
				stored = sink.Count()
				return
			}
			time.Sleep(50 * time.Millisecond)
		}
		t.Errorf("only %d mails have left, and no more do\n%s\n%s", sink.Count(), nodes[0].log, nodes[1].log)
	}
	for i := range rounds {
		progress(8)
		n := nodes[i%2]
		n.kill()
		progress(4) // the other one goes on alone
		n.start()
	}
	progress(4)
	if err := pg.Crash(); err != nil {
		t.Fatal(err)
	}
	time.Sleep(300 * time.Millisecond)
	if err := pg.Start(); err != nil {
		t.Fatal(err)
	}
	progress(8)
	close(stop)
	wg.Wait()

	// What a killed node had in hand is taken up when its time is over.
	store, err := held.Open(context.Background(), held.Options{Source: source, Key: key})
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	settled := func() bool {
		c, err := store.Counts(context.Background())
		return err == nil && c[held.Held].Number+c[held.Approved].Number == 0
	}
	for i := 0; i < 2400 && !settled(); i++ {
		time.Sleep(50 * time.Millisecond)
	}
	for _, n := range nodes {
		n.end(os.Interrupt)
	}
	later, err := held.Open(context.Background(), held.Options{Source: source, Key: key, Now: func() time.Time { return time.Now().Add(2 * time.Hour) }})
	if err != nil {
		t.Fatal(err)
	}
	defer later.Close()
	s := &release.Sender{Store: later, Next: sink.Address, Node: "third", Key: release.Key(key), Log: slog.New(slog.DiscardHandler)}
	for found := true; found; {
		if found, err = s.One(context.Background()); err != nil {
			t.Fatal(err)
		}
	}

	// The sum.
	left := map[string]int{}
	for _, d := range sink.Mails() {
		left[d.From]++
		if !strings.Contains(d.Data, "Message-ID: <"+d.From+">") || !strings.Contains(d.Data, release.Header+": id=") && !strings.Contains(d.Data, "X-Monban: pass; ref=") {
			t.Errorf("the mail of %s was not read, or is another", d.From)
		}
	}
	items, err := store.List(context.Background(), held.Query{Limit: 100_000})
	if err != nil {
		t.Fatal(err)
	}
	of := map[string]*held.Item{}
	states := map[string]held.State{}
	for _, it := range items {
		if of[it.From] != nil {
			t.Errorf("the mail of %s is stored twice", it.From)
		}
		of[it.From], states[it.ID] = it, it.State
		history, err := store.Decisions(context.Background(), it.ID)
		if err != nil {
			t.Fatal(err)
		}
		var acts []held.Action
		for _, d := range history {
			acts = append(acts, d.Action)
		}
		if !slices.Equal(acts, []held.Action{held.Approve, "release"}) || it.State != held.Released {
			t.Errorf("%s is %s, with the history %v", it.ID, it.State, acts)
		}
		body, err := store.Body(context.Background(), it.ID)
		if err == nil {
			_, err = io.Copy(io.Discard, body)
		}
		if err != nil {
			t.Error(err)
		}
	}
	decided := map[string]int{}
	for _, n := range nodes {
		n.mu.Lock()
		for _, id := range n.decided {
			decided[id]++
		}
		n.mu.Unlock()
	}
	for id, k := range decided {
		if k > 1 || states[id] == "" {
			t.Errorf("%s was decided %d times, and is %q", id, k, states[id])
		}
	}
	mails, doubled := 0, 0
	for _, l := range slices.Concat(sent...) {
		mails++
		if last := l.answers[len(l.answers)-1]; last != "250" {
			t.Errorf("%s: %q", l.from, l.answers)
		}
		it, n := of[l.from], left[l.from]
		switch {
		case strings.HasPrefix(l.from, "held") != (it != nil) || n == 0:
			t.Errorf("the mail of %s left %d times; held: %v", l.from, n, it != nil)
		case n == 2 && (it != nil || len(l.answers) > 1 || l.lost): // handed over, and not noted
			doubled++
		case n != 1:
			t.Errorf("the mail of %s left %d times; the answers were %q", l.from, n, l.answers)
		}
	}
	if doubled > 3*(rounds+1) {
		t.Errorf("%d mails left twice", doubled)
	}
	lines := 0
	for _, n := range nodes {
		f, err := os.Open(filepath.Join(n.dir, "audit.jsonl"))
		if err != nil {
			t.Fatal(err)
		}
		if err := errors.Join(audit.Walk(f, func(audit.Entry, string) error { lines++; return nil }), f.Close()); err != nil {
			t.Error(err)
		}
	}
	if lines < mails {
		t.Errorf("%d lines in the records for %d mails", lines, mails)
	}
	t.Logf("%d mails, %d of them held and approved; %d left twice", mails, len(items), doubled)
}
