package main

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"monban/cmd/internal/audit"
	"monban/cmd/internal/cli"
	"monban/cmd/internal/conf"
	"monban/cmd/internal/gate"
	"monban/detect"
	"monban/detect/policy"
	"monban/detect/rules"
	"monban/extract"
)

// A serviceLog can be read while it is written.
type serviceLog struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *serviceLog) Write(b []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(b)
}

func (l *serviceLog) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

// serviceEnv is an env whose log can be read when the service has ended.
func serviceEnv(t *testing.T) (*env, *serviceLog, context.CancelFunc) {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	t.Cleanup(cancel)
	log := &serviceLog{}
	return &env{ctx: ctx, stderr: log, stdout: io.Discard, getenv: os.Getenv, now: time.Now}, log, cancel
}

// oneJob configures a service by a file, with one job as if by a flag.
func oneJob(file string) func() (*conf.Config, error) {
	return func() (*conf.Config, error) {
		c, err := loadConf(file, cli.English)
		if err == nil {
			c.Jobs = 1
		}
		return c, err
	}
}

func TestService(t *testing.T) {
	dir := t.TempDir()
	file, rule := filepath.Join(dir, "monban.yaml"), filepath.Join(dir, "policy.yaml")
	write := func(path, text string) {
		t.Helper()
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	base := "audit: {file: audit.jsonl}\npolicy: policy.yaml\nmetrics: {listen: \"127.0.0.1:0\"}\nlog: {format: json}\n"
	write(file, base)
	write(rule, "rules:\n- {name: all, verdict: hold, text: a, text_ja: a}\n")
	e, log, cancel := serviceEnv(t)
	text := "hello\n"
	message := gate.Message{Envelope: policy.Envelope{From: "a@example.co.jp", To: []string{"b@example.com"}},
		Files: []extract.File{{Name: "a.txt", Size: int64(len(text)), Data: strings.NewReader(text)}}}
	verdict := func(l *live) policy.Verdict {
		out, err := l.check(context.Background(), l.now.Load(), message)
		if err != nil {
			t.Fatal(err)
		}
		return out.Decision.Verdict
	}
	self, err := os.FindProcess(os.Getpid())
	if err != nil {
		t.Fatal(err)
	}
	reload := func(l *live, is func() bool) {
		t.Helper()
		if err := self.Signal(syscall.SIGHUP); err != nil {
			t.Fatal(err)
		}
		for range 300 {
			if is() {
				return
			}
			time.Sleep(10 * time.Millisecond)
		}
		t.Fatal("the settings were not read anew")
	}
	err = runService(e, oneJob(file), func(ctx context.Context, l *live, ready func()) error {
		ready()
		if v := verdict(l); v != policy.Hold || l.now.Load().conf.Jobs != 1 {
			t.Errorf("verdict %s", v)
		}
		// A broken policy is refused; the old one stays.
		write(rule, "rules: [{name: all, verdict: let-go}]\n")
		before := l.now.Load()
		if err := self.Signal(syscall.SIGHUP); err != nil {
			t.Fatal(err)
		}
		time.Sleep(100 * time.Millisecond)
		if l.now.Load() != before || verdict(l) != policy.Hold {
			t.Error("a broken policy was taken")
		}
		write(rule, "rules:\n- {name: all, verdict: confirm, text: a, text_ja: a}\n")
		reload(l, func() bool { return l.now.Load() != before })
		if v := verdict(l); v != policy.Confirm {
			t.Errorf("verdict %s after the change", v)
		}
		write(file, base+"timeout: 9s\n")
		before = l.now.Load()
		reload(l, func() bool { return l.now.Load() != before })
		if err := l.audit.Append(audit.Entry{Event: "tested"}); err != nil {
			t.Error(err)
		}
		addr := regexp.MustCompile(`127\.0\.0\.1:\d+`).FindString(log.String())
		for path, want := range map[string]string{"/readyz": "ok", "/healthz": "ok", "/metrics": `monban_messages_total{verdict="confirm"} 1`} {
			r, err := http.Get("http://" + addr + path)
			if err != nil {
				t.Fatal(err)
			}
			b, err := io.ReadAll(r.Body)
			r.Body.Close()
			if err != nil || r.StatusCode != 200 || !strings.Contains(string(b), want) {
				t.Errorf("%s: %d %v\n%s", path, r.StatusCode, err, b)
			}
		}
		select {
		case <-l.changed:
		default:
			t.Error("the work was not told of the change")
		}
		cancel()
		<-ctx.Done()
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`"msg":"ready"`, "the old one stays", "policy.yaml:1:", "take effect at the next start", `"msg":"stopped","audit-head":`} {
		if !strings.Contains(log.String(), want) {
			t.Errorf("no %s in the log\n%s", want, log)
		}
	}
	if _, err := http.Get("http://" + regexp.MustCompile(`127\.0\.0\.1:\d+`).FindString(log.String()) + "/healthz"); err == nil {
		t.Error("the page is there after the end")
	}
}

func TestServiceDoesNotStart(t *testing.T) {
	dir := t.TempDir()
	for name, c := range map[string]struct{ text, want string }{
		"slip":     {"watch: {nonsense: 1}", "slip.yaml:1:9: there is no key"},
		"policy":   {"policy: missing.yaml", "missing.yaml: no such file"},
		"password": {"password_file: missing.txt", "missing.txt: no such file"},
		"audit":    {"audit: {file: /dev/null/a.jsonl}", "audit.file"},
		"metrics":  {"audit: {file: a.jsonl}\nmetrics: {listen: \"127.0.0.1:1\"}", ""},
	} {
		if name == "metrics" && os.Geteuid() == 0 {
			continue // root may listen there
		}
		file := filepath.Join(dir, name+".yaml")
		if err := os.WriteFile(file, []byte(c.text), 0o600); err != nil {
			t.Fatal(err)
		}
		e, _, _ := serviceEnv(t)
		err := runService(e, oneJob(file), func(context.Context, *live, func()) error { return errors.New("it works") })
		if err == nil || !strings.Contains(err.Error(), c.want) || err.Error() == "it works" {
			t.Errorf("%s: got %v", name, err)
		}
	}
}

// A service that has gone blind must notice: each canary is there for that.
func TestCanary(t *testing.T) {
	engine, err := rules.New(rules.Options{CacheDir: cacheDir()})
	if err != nil {
		t.Fatal(err)
	}
	if err := canary(context.Background(), engine); err != nil {
		t.Fatal(err)
	}
	for name, harm := range map[string]func(*detect.Engine){
		"reads nothing": func(e *detect.Engine) {
			e.Read = func(context.Context, extract.File, extract.Sink) error { return nil }
		},
		"cannot read": func(e *detect.Engine) {
			e.Read = func(context.Context, extract.File, extract.Sink) error { return errors.New("no child") }
		},
		"sees ghosts":    func(e *detect.Engine) { read := e.Read; e.Read = ghosts(read) },
		"loses a person": func(e *detect.Engine) { merge := e.Merge; e.Merge = fewer(merge) },
	} {
		blind := *engine
		harm(&blind)
		if err := canary(context.Background(), &blind); err == nil {
			t.Errorf("%s: not noticed", name)
		}
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if err := canary(ctx, engine); err == nil {
		t.Error("an ended context: not noticed")
	}
}

// ghosts adds a person to the clean file.
func ghosts(read func(context.Context, extract.File, extract.Sink) error) func(context.Context, extract.File, extract.Sink) error {
	return func(ctx context.Context, f extract.File, to extract.Sink) error {
		if f.Name == "clean.txt" {
			f.Data = strings.NewReader(canaries[0].text)
			f.Size = int64(len(canaries[0].text))
		}
		return read(ctx, f, to)
	}
}

type merge = func([]*detect.Report, []detect.Linker) ([]detect.Person, func(uint64) int)

func fewer(m merge) merge {
	return func(r []*detect.Report, l []detect.Linker) ([]detect.Person, func(uint64) int) {
		people, mail := m(r, l)
		return people[:max(len(people)-1, 0)], mail
	}
}
