//go:build unix

package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"monban/cmd/internal/audit"
	"monban/cmd/internal/rig"
)

// arrived waits until n mails have left, and a little longer for one too many.
func (p *post) arrived(n int) []rig.Delivery {
	p.t.Helper()
	p.sink.Wait(n)
	time.Sleep(300 * time.Millisecond)
	got := p.sink.Mails()
	if len(got) != n {
		p.t.Fatalf("%d mails arrived, want %d", len(got), n)
	}
	return got
}

// A post is a Postfix with a gateway before it and a sink behind it.
type post struct {
	t       *testing.T
	dir     string
	postfix *rig.Postfix
	sink    *rig.Sink
	gateway *exec.Cmd
	log     *serviceLog
	listen  string
	config  string
}

// freePort returns a port that nobody listens on.
func freePort(t *testing.T) string {
	t.Helper()
	at, err := rig.FreePort()
	if err != nil {
		t.Fatal(err)
	}
	_, port, _ := strings.Cut(at, ":")
	return port
}

// newPost starts all three. config is added to the gateway's configuration.
func newPost(t *testing.T, config string) *post {
	t.Helper()
	return newPostVia(t, config, func(listen string) string { return listen })
}

// newPostVia is newPost, and Postfix looks for the gateway where via says.
func newPostVia(t *testing.T, config string, via func(listen string) string) *post {
	t.Helper()
	rig.NeedRoot(t, "only root can start Postfix")
	rig.Need(t, "postfix", "swaks")
	dir, err := os.MkdirTemp("", "monban-postfix")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	if err := os.Chmod(dir, 0o755); err != nil { // Postfix is not root everywhere
		t.Fatal(err)
	}
	p := &post{t: t, dir: dir, listen: "127.0.0.1:" + freePort(t)}
	if p.sink, err = rig.NewSink(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(p.sink.Close)
	p.config = filepath.Join(dir, "monban.yaml")
	p.write("monban.yaml", "audit: {file: audit.jsonl}\ngateway:\n  listen: inet:"+p.listen+"\n  url: https://intra.example.co.jp/monban\n"+config)
	p.startGateway()
	t.Cleanup(p.stopGateway)
	lines, err := os.ReadFile(filepath.Join("..", "..", "deploy", "postfix", "main.cf"))
	if err != nil {
		t.Fatal(err)
	}
	main := strings.NewReplacer("127.0.0.1:8893", via(p.listen), "command_timeout=30s", "command_timeout=4s", "content_timeout=300s", "content_timeout=25s").Replace(string(lines))
	if p.postfix, err = rig.StartPostfix(rig.PostfixOptions{Dir: dir, Next: p.sink.Address, Main: main}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := p.postfix.Stop(); err != nil {
			t.Error(err)
		}
		if t.Failed() {
			t.Logf("gateway:\n%s\npostfix:\n%s", p.log, p.postfix.Log())
		}
	})
	return p
}

func (p *post) etc() string { return p.postfix.Etc() }

func (p *post) write(name, text string) {
	p.t.Helper()
	if err := os.WriteFile(filepath.Join(p.dir, name), []byte(text), 0o644); err != nil {
		p.t.Fatal(err)
	}
}

func (p *post) run(program string, args ...string) string {
	p.t.Helper()
	b, err := exec.Command(program, args...).CombinedOutput()
	if err != nil {
		p.t.Fatalf("%s %q: %v\n%s", program, args, err, b)
	}
	return string(b)
}

// doctor looks at the settings of Postfix as its administrator would.
func (p *post) doctor() (string, error) {
	c := exec.Command(os.Args[0], "doctor", "postfix", "--postfix-dir", p.etc(), "--config", p.config, "--lang", "en")
	c.Args[0] = "monban"
	b, err := c.CombinedOutput()
	return string(b), err
}

func (p *post) startGateway() {
	p.t.Helper()
	p.log = &serviceLog{}
	p.gateway = exec.Command(os.Args[0], "gateway", "--config", p.config)
	p.gateway.Args[0] = "monban"
	p.gateway.Stderr = p.log
	if err := p.gateway.Start(); err != nil {
		p.t.Fatal(err)
	}
	for range 1200 {
		if strings.Contains(p.log.String(), "msg=listening") {
			return
		}
		time.Sleep(100 * time.Millisecond)
	}
	p.t.Fatalf("the gateway does not start\n%s", p.log)
}

// stopGateway stops it as systemd does.
func (p *post) stopGateway() {
	p.t.Helper()
	if p.gateway == nil {
		return
	}
	if err := p.gateway.Process.Signal(os.Interrupt); err != nil {
		p.t.Error(err)
	}
	if err := p.gateway.Wait(); err != nil {
		p.t.Errorf("the gateway ended with %v\n%s", err, p.log)
	}
	p.gateway = nil
}

// send sends a mail with swaks, and returns the last answer to it.
func (p *post) send(args ...string) string {
	p.t.Helper()
	b, _ := exec.Command("swaks", append([]string{"--server", p.postfix.Address, "--from", "sato@example.co.jp", "--timeout", "240"}, args...)...).CombinedOutput()
	answer := ""
	for line := range strings.Lines(string(b)) {
		for _, mark := range []string{"<-  ", "<** "} {
			if s, ok := strings.CutPrefix(line, mark); ok && !strings.HasPrefix(s, "221") {
				answer = strings.TrimSpace(s)
			}
		}
	}
	if answer == "" {
		answer = string(b)
	}
	return answer
}

// queue returns the mails in the queues of Postfix: the name of the queue by id.
func (p *post) queue() map[string]string {
	p.t.Helper()
	all, err := p.postfix.Queued()
	if err != nil {
		p.t.Fatal(err)
	}
	out := map[string]string{}
	for _, q := range all {
		out[q.ID] = q.Queue
	}
	return out
}

// audit returns the record, which must be whole.
func (p *post) audit() (out []audit.Entry) {
	p.t.Helper()
	f, err := os.Open(filepath.Join(p.dir, "audit.jsonl"))
	if err != nil {
		p.t.Fatal(err)
	}
	defer f.Close()
	if err := audit.Walk(f, func(e audit.Entry, _ string) error { out = append(out, e); return nil }); err != nil {
		p.t.Fatal(err)
	}
	return out
}
