package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"sync/atomic"
	"time"

	"monban/cmd/internal/audit"
	"monban/cmd/internal/cli"
	"monban/cmd/internal/conf"
	"monban/cmd/internal/gate"
	"monban/cmd/internal/metrics"
	"monban/cmd/internal/report"
	"monban/cmd/internal/service"
	"monban/cmd/internal/worker"
	"monban/detect"
	"monban/detect/policy"
	"monban/detect/rules"
	"monban/extract"
)

// live is what a service looks at messages with, for as long as it runs. What
// may change meanwhile stands in settings.
type live struct {
	log     *slog.Logger
	audit   *audit.Shared
	metrics *metrics.Metrics
	engine  *detect.Engine
	now     atomic.Pointer[settings]
	changed chan struct{} // tells that now is another
	asked   atomic.Pointer[func(context.Context) error]
}

// probe makes the check of the program itself ask f, too.
func (l *live) probe(f func(context.Context) error) { l.asked.Store(&f) }

// settings are what SIGHUP reads anew, all of it or nothing.
type settings struct {
	conf      *conf.Config
	policy    *policy.Policy
	passwords []string
}

// gate is the gate under these settings.
func (l *live) gate(s *settings) *gate.Gate {
	return &gate.Gate{Engine: l.engine, Policy: s.policy, Options: detect.Options{MaxFindings: 100, Jobs: s.conf.Jobs}}
}

// check looks at a message, and counts it.
func (l *live) check(ctx context.Context, s *settings, m gate.Message) (gate.Outcome, error) {
	for i := range m.Files {
		m.Files[i].Passwords = s.passwords
	}
	end := l.metrics.Begin()
	out, err := l.gate(s).Check(ctx, m)
	if err != nil {
		l.metrics.Error("scan")
		end("error")
		return out, err
	}
	end(out.Decision.Verdict.String())
	return out, nil
}

// runService does the work of a service under the configuration that configure
// reads, at the start and whenever it is asked to read it anew. It ends when
// the program is told to, which is no error.
func runService(e *env, configure func() (*conf.Config, error), work func(ctx context.Context, l *live, ready func()) error) (err error) {
	first, err := readSettings(e.lang, configure)
	if err != nil {
		return err
	}
	c := first.conf
	l := &live{metrics: metrics.New(), changed: make(chan struct{}, 1)}
	l.now.Store(first)
	if l.log, err = service.NewLog(e.stderr, c.Log.Format, c.Log.Level); err != nil {
		return err
	}
	if l.audit, err = openAudit(e.lang, c.Audit.File); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, l.audit.Close()) }()
	l.log.Info("audit", "file", c.Audit.File, "head", l.audit.Head())
	defer func() { l.log.Info("stopped", "audit-head", l.audit.Head()) }()

	// The canary has a child of its own: that all others are busy is no fault.
	engine, pool, err := newEngine(worker.Options{Jobs: c.Jobs, Timeout: c.Timeout})
	if err != nil {
		return err
	}
	defer pool.Close()
	l.engine = engine
	bird := *engine
	cage, err := worker.New(worker.Options{Jobs: 1, Timeout: c.Timeout})
	if err != nil {
		return err
	}
	defer cage.Close()
	bird.Read = cage.Read

	s := &service.Service{
		Log: l.log,
		Canary: func(ctx context.Context) error {
			err := canary(ctx, &bird)
			if f := l.asked.Load(); err == nil && f != nil {
				err = (*f)(ctx)
			}
			if err == nil {
				l.metrics.Canary(time.Now())
			}
			return err
		},
		Reload: func() error { return l.reload(e.lang, configure) },
	}
	stop, err := serveMetrics(c.Metrics.Listen, l.metrics.Handler(s.Ready), l.log)
	if err != nil {
		return err
	}
	defer stop()
	told := e.ctx
	e.ctx = context.WithoutCancel(e.ctx) // a stop that was asked for is no interruption
	return s.Run(told, func(ctx context.Context, ready func()) error { return work(ctx, l, ready) })
}

func newEngine(o worker.Options) (*detect.Engine, *worker.Pool, error) {
	engine, err := rules.New(rules.Options{CacheDir: cacheDir()})
	if err != nil {
		return nil, nil, err
	}
	pool, err := worker.New(o)
	if err != nil {
		return nil, nil, err
	}
	engine.Read = pool.Read
	return engine, pool, nil
}

// openAudit opens the record, and makes its folder when it is missing.
func openAudit(lang cli.Lang, path string) (*audit.Shared, error) {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return nil, cli.Usagef("", "audit.file: %w", plain(lang, err))
	}
	l, err := audit.OpenShared(path)
	if err != nil {
		return nil, cli.Usagef("", "audit.file: %w", plain(lang, err))
	}
	return l, nil
}

// readSettings reads the configuration and what it names.
func readSettings(lang cli.Lang, configure func() (*conf.Config, error)) (*settings, error) {
	c, err := configure()
	if err != nil {
		return nil, err
	}
	s := &settings{conf: c}
	if s.policy, err = loadPolicy(c.Policy, lang); err != nil {
		return nil, err
	}
	if err := s.checkActions(lang); err != nil {
		return nil, err
	}
	if c.PasswordFile != "" {
		from := common{passwordFiles: cli.Strings{c.PasswordFile}}
		if s.passwords, err = from.secrets(lang); err != nil {
			return nil, err
		}
	}
	return s, nil
}

// reload takes the settings that a running service can change.
func (l *live) reload(lang cli.Lang, configure func() (*conf.Config, error)) error {
	next, err := readSettings(lang, configure)
	if err != nil {
		return err
	}
	if !reflect.DeepEqual(fixed(l.now.Load().conf), fixed(next.conf)) {
		l.log.Warn("some of the changes take effect at the next start: jobs, timeout, audit, log, metrics, of the gateway all but its actions and url, of hold all but times and approvers, and of serve all but accounts, certificate and remind_after (so its login at a provider and its digests, too)")
	}
	l.now.Store(next)
	select {
	case l.changed <- struct{}{}:
	default: // it has not been heard yet
	}
	return nil
}

// fixed is a configuration without what a running service can change.
func fixed(c *conf.Config) conf.Config {
	f := *c
	f.Lang, f.Policy, f.PasswordFile, f.Watch, f.Gateway.Actions, f.Gateway.URL = "", "", "", conf.Watch{}, conf.Actions{}, ""
	f.Hold.Approvers, f.Hold.Expire, f.Hold.KeepMails, f.Hold.KeepRecords = nil, 0, 0, 0
	f.Serve.Accounts, f.Serve.TLSCert, f.Serve.TLSKey, f.Serve.RemindAfter = "", "", "", 0
	return f
}

// serveMetrics serves the page for Prometheus until stop is called.
func serveMetrics(addr string, h http.Handler, log *slog.Logger) (stop func(), err error) {
	if addr == "" {
		return func() {}, nil
	}
	ln, err := net.Listen("tcp", addr)
	if err != nil {
		return nil, fmt.Errorf("metrics.listen: %w", err)
	}
	log.Info("metrics", "address", ln.Addr().String())
	srv := &http.Server{Handler: h, ReadHeaderTimeout: 5 * time.Second, WriteTimeout: 30 * time.Second, IdleTimeout: time.Minute, MaxHeaderBytes: 16 << 10}
	done := make(chan struct{})
	go func() {
		defer close(done)
		if err := srv.Serve(ln); !errors.Is(err, http.ErrServerClosed) {
			log.Error("metrics", "error", err.Error())
		}
	}()
	return func() {
		srv.Close() // whoever is reading numbers can do without the rest
		<-done
	}, nil
}

// canaries are files whose verdict is known. The people in them are made up.
var canaries = []struct {
	name, text string
	people     int
	verdict    policy.Verdict
}{
	{"canary.csv", "氏名,生年月日,病名\n見本花子,1980年1月2日,統合失調症\n例示太郎,1975年12月3日,糖尿病\n", 2, policy.Hold},
	{"clean.txt", "来週の会議は第2会議室で行います。\n", 0, policy.Pass},
}

// canary looks at files whose verdict is known, with the policy that ships.
func canary(ctx context.Context, engine *detect.Engine) error {
	for _, c := range canaries {
		g := gate.Gate{Engine: engine, Policy: policy.Default(), Options: detect.Options{Jobs: 1}}
		out, err := g.Check(ctx, gate.Message{
			Envelope: policy.Envelope{From: "canary@example.co.jp", To: []string{"canary@example.com"}, Now: time.Now()},
			Files:    []extract.File{{Name: c.name, Size: int64(len(c.text)), Data: strings.NewReader(c.text)}},
		})
		if err != nil {
			return fmt.Errorf("canary: %w", err)
		}
		if v, n := out.Decision.Verdict, report.Subjects(out.Result.People); v != c.verdict || n != c.people {
			return fmt.Errorf("canary: %s is %s with %d people, and must be %s with %d", c.name, v, n, c.verdict, c.people)
		}
	}
	return nil
}
