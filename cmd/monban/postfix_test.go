//go:build unix

package main

import (
	"bufio"
	"encoding/json"
	"fmt"
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
)

// A sink is the mail server behind Postfix: what arrives here has left.
type sink struct {
	ln net.Listener
	mu sync.Mutex
	in []delivery
}

type delivery struct {
	from string
	to   []string
	data string
}

func newSink(t *testing.T) *sink {
	t.Helper()
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { ln.Close() })
	s := &sink{ln: ln}
	go func() {
		for {
			c, err := ln.Accept()
			if err != nil {
				return
			}
			go s.talk(c)
		}
	}()
	return s
}

func (s *sink) talk(c net.Conn) {
	defer c.Close()
	r := bufio.NewReader(c)
	var d delivery
	fmt.Fprint(c, "220 sink\r\n")
	for {
		line, err := r.ReadString('\n')
		if err != nil {
			return
		}
		word, arg, _ := strings.Cut(strings.TrimSpace(line), ":")
		addr, _, _ := strings.Cut(strings.TrimPrefix(arg, "<"), ">")
		switch strings.ToUpper(word) {
		case "MAIL FROM":
			d = delivery{from: addr}
		case "RCPT TO":
			d.to = append(d.to, addr)
		case "DATA":
			fmt.Fprint(c, "354 go\r\n")
			var b strings.Builder
			for {
				line, err := r.ReadString('\n')
				if err != nil {
					return
				}
				if line == ".\r\n" {
					break
				}
				b.WriteString(line)
			}
			d.data = b.String()
			slices.Sort(d.to) // Postfix orders them as it likes
			s.mu.Lock()
			s.in = append(s.in, d)
			s.mu.Unlock()
		case "QUIT":
			fmt.Fprint(c, "221 bye\r\n")
			return
		}
		fmt.Fprint(c, "250 ok\r\n")
	}
}

// arrived waits until n mails have arrived, and a little longer for one too
// many.
func (s *sink) arrived(t *testing.T, n int) []delivery {
	t.Helper()
	all := func() []delivery {
		s.mu.Lock()
		defer s.mu.Unlock()
		return slices.Clone(s.in)
	}
	for i := 0; i < 150 && len(all()) < n; i++ {
		time.Sleep(100 * time.Millisecond)
	}
	time.Sleep(300 * time.Millisecond)
	got := all()
	if len(got) != n {
		t.Fatalf("%d mails arrived, want %d", len(got), n)
	}
	return got
}

// A post is a Postfix with a gateway before it and a sink behind it.
type post struct {
	t       *testing.T
	dir     string
	port    string
	sink    *sink
	gateway *exec.Cmd
	log     *serviceLog
	listen  string
	config  string
}

func external(t *testing.T, programs ...string) {
	t.Helper()
	why := ""
	if os.Geteuid() != 0 {
		why = "only root can start Postfix"
	}
	for _, p := range programs {
		if _, err := exec.LookPath(p); err != nil {
			why = p + " is not here (.ci/setup installs it)"
		}
	}
	switch {
	case why == "":
	case os.Getenv("MONBAN_REQUIRE_EXTERNAL") == "1":
		t.Fatal(why)
	default:
		t.Skip(why)
	}
}

// freePort returns a port that nobody listens on.
func freePort(t *testing.T) string {
	t.Helper()
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer ln.Close()
	_, port, err := net.SplitHostPort(ln.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	return port
}

// newPost starts all three. config is added to the gateway's configuration.
func newPost(t *testing.T, config string) *post {
	t.Helper()
	external(t, "postfix", "swaks")
	dir, err := os.MkdirTemp("", "monban-postfix")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	p := &post{t: t, dir: dir, port: freePort(t), sink: newSink(t), listen: "127.0.0.1:" + freePort(t)}
	for _, d := range []string{"", "etc", "spool", "data", "log"} {
		if err := os.MkdirAll(filepath.Join(dir, d), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Chmod(dir, 0o755); err != nil { // Postfix is not root everywhere
		t.Fatal(err)
	}
	_, sinkPort, err := net.SplitHostPort(p.sink.ln.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	fill := strings.NewReplacer("@DIR@", dir, "@SINK@", sinkPort, "@PORT@", p.port, "127.0.0.1:8893", p.listen, "command_timeout=30s", "command_timeout=4s", "content_timeout=300s", "content_timeout=25s")
	read := func(path ...string) string {
		b, err := os.ReadFile(filepath.Join(path...))
		if err != nil {
			t.Fatal(err)
		}
		return fill.Replace(string(b))
	}
	p.write("etc/main.cf", read("testdata", "postfix", "main.cf")+read("..", "..", "deploy", "postfix", "main.cf"))
	p.write("etc/master.cf", read("testdata", "postfix", "master.cf"))
	for _, pattern := range []string{"/etc/postfix/dynamicmaps.cf*", "/etc/postfix/postfix-files*"} {
		files, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range files {
			p.run("cp", "-r", f, filepath.Join(dir, "etc"))
		}
	}
	p.run("chown", "postfix", filepath.Join(dir, "data"))
	p.config = filepath.Join(dir, "monban.yaml")
	p.write("monban.yaml", "audit: {file: audit.jsonl}\ngateway:\n  listen: inet:"+p.listen+"\n  url: https://intra.example.co.jp/monban\n"+config)
	p.startGateway()
	t.Cleanup(p.stopGateway)
	p.run("postfix", "-c", p.etc(), "start")
	t.Cleanup(func() {
		p.run("postfix", "-c", p.etc(), "stop")
		if t.Failed() {
			b, _ := os.ReadFile(filepath.Join(dir, "log", "mail.log"))
			t.Logf("gateway:\n%s\npostfix:\n%s", p.log, b)
		}
	})
	return p
}

func (p *post) etc() string { return filepath.Join(p.dir, "etc") }

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

func (p *post) startGateway() {
	p.t.Helper()
	p.log = &serviceLog{}
	p.gateway = exec.Command(os.Args[0], "gateway", "--config", p.config)
	p.gateway.Args[0] = "monban"
	p.gateway.Stderr = p.log
	if err := p.gateway.Start(); err != nil {
		p.t.Fatal(err)
	}
	for range 300 {
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
	b, _ := exec.Command("swaks", append([]string{"--server", "127.0.0.1", "--port", p.port, "--from", "sato@example.co.jp", "--timeout", "240"}, args...)...).CombinedOutput()
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
	out := map[string]string{}
	for line := range strings.Lines(p.run("postqueue", "-c", p.etc(), "-j")) {
		var x struct {
			Name string `json:"queue_name"`
			ID   string `json:"queue_id"`
		}
		if err := json.Unmarshal([]byte(line), &x); err != nil {
			p.t.Fatal(err)
		}
		out[x.ID] = x.Name
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
