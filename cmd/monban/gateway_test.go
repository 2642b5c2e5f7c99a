package main

import (
	"bytes"
	"errors"
	"net"
	"net/mail"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"monban/cmd/internal/cli"
	"monban/cmd/internal/conf"
	"monban/cmd/internal/milter"
	"monban/detect/policy"
)

// children lists the processes that a process has started.
func children(t *testing.T, pid int) (out []int) {
	t.Helper()
	files, err := filepath.Glob("/proc/" + strconv.Itoa(pid) + "/task/*/children")
	if err != nil || len(files) == 0 {
		t.Skip("this system does not list the children of a process")
	}
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			continue // a thread that has ended
		}
		for _, s := range strings.Fields(string(b)) {
			n, err := strconv.Atoi(s)
			if err != nil {
				t.Fatal(err)
			}
			out = append(out, n)
		}
	}
	return out
}

// However the work dies, the mail server hears "try again later".
func TestPipeDies(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("finds the child by /proc")
	}
	signal := func(pid int, s os.Signal) error {
		p, err := os.FindProcess(pid)
		if err != nil {
			return err
		}
		return p.Signal(s)
	}
	for name, end := range map[string]func(parent, child int) error{
		"killed":         func(_, child int) error { return signal(child, syscall.SIGKILL) },
		"crashed":        func(_, child int) error { return signal(child, syscall.SIGABRT) },
		"told to end":    func(parent, _ int) error { return signal(parent, syscall.SIGTERM) },
		"child told to":  func(_, child int) error { return signal(child, syscall.SIGTERM) },
		"child breaking": func(_, child int) error { return signal(child, syscall.SIGQUIT) }, // as a panic: status 2
	} {
		cmd := exec.Command(os.Args[0], "gateway", "pipe")
		cmd.Args[0] = "monban"
		stdin, err := cmd.StdinPipe()
		if err != nil {
			t.Fatal(err)
		}
		var stderr bytes.Buffer
		cmd.Stderr = &stderr
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		// The Go runtime starts a process of its own, for a moment.
		var child, before []int
		for i := 0; i < 100 && (len(child) != 1 || !slices.Equal(child, before)); i++ {
			time.Sleep(100 * time.Millisecond)
			before, child = child, children(t, cmd.Process.Pid)
		}
		if len(child) != 1 {
			t.Fatalf("%s: children %v\n%s", name, child, stderr.String())
		}
		if err := end(cmd.Process.Pid, child[0]); err != nil {
			t.Fatalf("%s: %v\n%s", name, err, stderr.String())
		}
		if name == "child told to" { // it hears that when it has its mail
			stdin.Write([]byte("From: a@example.co.jp\nTo: b@example.com\n\nhello\n"))
		}
		stdin.Close()
		err = cmd.Wait()
		var exit *exec.ExitError
		if !errors.As(err, &exit) || exit.ExitCode() != pipeLater {
			t.Errorf("%s: %v\n%s", name, err, stderr.String())
		}
	}
}

func TestMailReply(t *testing.T) {
	m := &milter.Mail{ID: "4bX", Subject: "=?utf-8?B?5ZCN57C/?="}
	for _, c := range []struct {
		act     string
		action  milter.Action
		text    string
		headers string
	}{
		{"observe", milter.Accept, "", "X-Monban: hold; ref=4bX"},
		{"tag", milter.Accept, "", "X-Monban: hold; ref=4bX|Subject: [Monban: hold] =?utf-8?B?5ZCN57C/?="},
		{"hold", milter.Quarantine, "Monban: hold", "X-Monban: hold; ref=4bX"},
		{"reject", milter.Reject, "Monban stopped this mail because of personal data in it; nobody received it. Ref 4bX, help: https://x.example/", ""},
	} {
		r := mailReply(c.act, m, policy.Hold, "https://x.example/")
		var headers []string
		for _, h := range r.Set {
			headers = append(headers, h.Name+": "+h.Value)
		}
		if r.Action != c.action || r.Text != c.text || strings.Join(headers, "|") != c.headers {
			t.Errorf("%s: got %+v", c.act, r)
		}
	}
}

// The gateway's own configuration goes before the policy, verdict by verdict.
func TestActions(t *testing.T) {
	p, err := policy.Parse("p.yaml", []byte("rules: [{name: a, verdict: pass, text: a, text_ja: a}]\nactions: {confirm: tag}\n"))
	if err != nil {
		t.Fatal(err)
	}
	s := &settings{conf: conf.Default(), policy: p}
	check := func(want ...string) {
		t.Helper()
		for v := policy.Pass; v <= policy.Block; v++ {
			if got := s.action(v); got != want[v] {
				t.Errorf("%s: got %s, want %s", v, got, want[v])
			}
		}
	}
	check("observe", "tag", "hold", "reject")
	s.conf.Gateway.Actions = conf.Actions{Pass: "tag", Confirm: "policy", Hold: "observe", Block: "hold"}
	check("tag", "tag", "observe", "hold")
	if got := s.action(99); got != "hold" {
		t.Errorf("a verdict that there is not: %s", got)
	}
	s.conf.Gateway.Relay.Listen = "127.0.0.1:25"
	if err := s.checkActions(cli.English); err == nil || !strings.Contains(err.Error(), "needs hold.store for the mails that it holds (verdict block)") {
		t.Errorf("a relay without a store: %v", err)
	}
	s.conf.Gateway.Actions.Block = "reject"
	if err := s.checkActions(cli.English); err != nil {
		t.Errorf("a relay that holds nothing: %v", err)
	}
}

func TestSenderAndSubject(t *testing.T) {
	for _, c := range []struct{ from, login, want string }{
		{"a@example.co.jp", "", "a@example.co.jp"}, {"a@gmail.com", "sato@example.co.jp", "sato@example.co.jp"}, {"a@example.co.jp", "sato", "a@example.co.jp"}, {"", "", ""},
	} {
		if got := sender(&milter.Mail{From: c.from, Login: c.login}); got != c.want {
			t.Errorf("%+v: got %s", c, got)
		}
	}
	for raw, want := range map[string]string{"=?utf-8?B?5ZCN57C/?=\n =?utf-8?B?5ZCN57C/?=": "名簿名簿", "plain": "plain", "=?x-none?B?AAAA?=": "=?x-none?B?AAAA?="} {
		if got := subject(raw); got != want {
			t.Errorf("%q: got %q", raw, got)
		}
	}
}

func TestListen(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("no modes of sockets")
	}
	dir, err := os.MkdirTemp("", "monban") // the path of a socket must be short
	if err != nil {
		t.Fatal(err)
	}
	defer os.RemoveAll(dir)
	path := filepath.Join(dir, "s")
	c := conf.Default().Gateway
	c.Listen = conf.Address{Network: "unix", Addr: path}
	ln, err := listen(c)
	if err != nil {
		t.Fatal(err)
	}
	if fi, err := os.Stat(path); err != nil || fi.Mode().Perm() != 0o660 {
		t.Errorf("mode %v, %v", fi.Mode(), err)
	}
	if _, err := listen(c); err == nil || !strings.Contains(err.Error(), "another program") {
		t.Errorf("a second gateway: %v", err)
	}
	ln.(*net.UnixListener).SetUnlinkOnClose(false) // as after kill -9
	ln.Close()
	again, err := listen(c)
	if err != nil {
		t.Fatal(err)
	}
	again.Close()
	if err := os.WriteFile(path, []byte("a file of somebody"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := listen(c); err == nil {
		t.Error("a file was taken for a socket")
	}
	os.Remove(path)
	c.SocketGroup = "no-such-group-here"
	if _, err := listen(c); err == nil {
		t.Error("a group that does not exist")
	}
	if _, err := net.DialTimeout("unix", path, time.Second); err == nil {
		t.Error("the socket is open although its group could not be set")
	}
}

// A mail with a line that is no header was stored, so it must be known when it
// comes back.
func TestHeaders(t *testing.T) {
	for text, want := range map[string]string{
		"X-A: 1\r\nx-a : 2\r\n more\r\nB: 3\r\n\r\nX-A: body": "1|2 more",
		"no header at all\nX-A:4":                             "4",
		" begins folded\r\nX-A:\r\n":                          "",
		"":                                                    "",
		"\nX-A: 5":                                            "",
	} {
		if got := strings.Join(headers(&milter.Mail{Size: int64(len(text)), Data: strings.NewReader(text)}, "X-A"), "|"); got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
	// Readers of mail that keep to the rules give up on such a line.
	if _, err := mail.ReadMessage(strings.NewReader("X-A: 1\r\nno header\r\n\r\n")); err == nil {
		t.Error("net/mail reads it, too")
	}
}
