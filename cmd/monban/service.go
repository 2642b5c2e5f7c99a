package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
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
	audit   *audit.Log
	metrics *metrics.Metrics
	engine  *detect.Engine
	now     atomic.Pointer[settings]
}

// settings are what SIGHUP reads anew, all of it or nothing.
type settings struct {
	conf      *conf.Config
	policy    *policy.Policy
	passwords []string
}

// check looks at a message with the settings of this moment, and returns them,
// so that what follows is decided by the same.
func (l *live) check(ctx context.Context, m gate.Message) (gate.Outcome, *settings, error) {
	s := l.now.Load()
	for i := range m.Files {
		m.Files[i].Passwords = s.passwords
	}
	end := l.metrics.Begin()
	g := gate.Gate{Engine: l.engine, Policy: s.policy, Options: detect.Options{MaxFindings: 100, Jobs: s.conf.Jobs}}
	out, err := g.Check(ctx, m)
	if err != nil {
		l.metrics.Error("scan")
		end("error")
		return out, s, err
	}
	end(out.Decision.Verdict.String())
	return out, s, nil
}

// runService does the work of a service under the configuration file of the
// given name ("" for the defaults). adjust puts the flags of the command into
// the configuration, each time that it is read.
func runService(e *env, file string, adjust func(*conf.Config), work func(ctx context.Context, l *live, ready func()) error) (err error) {
	first, err := readSettings(e, file, adjust)
	if err != nil {
		return err
	}
	l := &live{metrics: metrics.New()}
	l.now.Store(first)
	if l.log, err = service.NewLog(e.stderr, first.conf.Log.Format, first.conf.Log.Level); err != nil {
		return err
	}
	if l.audit, err = openAudit(e.lang, first.conf.Audit.File); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, l.audit.Close()) }()
	l.log.Info("audit", "file", first.conf.Audit.File, "head", l.audit.Head())
	defer func() { l.log.Info("stopped", "audit-head", l.audit.Head()) }()

	// The canary has a child of its own: that all others are busy is no fault.
	engine, pool, err := newEngine(worker.Options{Jobs: first.conf.Jobs, Timeout: first.conf.Timeout})
	if err != nil {
		return err
	}
	defer pool.Close()
	l.engine = engine
	bird := *engine
	cage, err := worker.New(worker.Options{Jobs: 1, Timeout: first.conf.Timeout})
	if err != nil {
		return err
	}
	defer cage.Close()
	bird.Read = cage.Read

	s := &service.Service{
		Log: l.log,
		Canary: func(ctx context.Context) error {
			err := canary(ctx, &bird)
			if err == nil {
				l.metrics.Canary(time.Now())
			}
			return err
		},
		Reload: func() error { return l.reload(e, file, adjust) },
	}
	stop, err := serveMetrics(first.conf.Metrics.Listen, l.metrics.Handler(s.Ready), l.log)
	if err != nil {
		return err
	}
	defer stop()
	return s.Run(e.ctx, func(ctx context.Context, ready func()) error { return work(ctx, l, ready) })
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

func openAudit(lang cli.Lang, path string) (*audit.Log, error) {
	l, err := audit.Open(path)
	if errors.Is(err, audit.ErrLocked) {
		return nil, cli.Usagef("", lang.Of("%s: 別の monban が使っています", "%s: another monban is using it"), path)
	}
	if err != nil {
		return nil, cli.Usagef("", "audit.file: %w", plain(lang, err))
	}
	return l, nil
}

// readSettings reads the configuration and what it names.
func readSettings(e *env, file string, adjust func(*conf.Config)) (*settings, error) {
	c, err := loadConf(file, e.lang)
	if err != nil {
		return nil, err
	}
	if adjust != nil {
		adjust(c)
	}
	s := &settings{conf: c}
	if s.policy, err = loadPolicy(c.Policy, e.lang); err != nil {
		return nil, err
	}
	if c.PasswordFile != "" {
		from := common{passwordFiles: cli.Strings{c.PasswordFile}}
		if s.passwords, err = from.secrets(e.lang); err != nil {
			return nil, err
		}
	}
	return s, nil
}

// reload takes the settings that a running service can change.
func (l *live) reload(e *env, file string, adjust func(*conf.Config)) error {
	next, err := readSettings(e, file, adjust)
	if err != nil {
		return err
	}
	if !reflect.DeepEqual(fixed(l.now.Load().conf), fixed(next.conf)) {
		l.log.Warn("some of the changes take effect at the next start: all but lang, policy, password_file, gateway.actions, gateway.url and hold")
	}
	l.now.Store(next)
	return nil
}

// fixed is a configuration without what a running service can change.
func fixed(c *conf.Config) conf.Config {
	f := *c
	f.Lang, f.Policy, f.PasswordFile, f.Gateway.Actions, f.Gateway.URL, f.Hold = "", "", "", conf.Actions{}, "", conf.Hold{}
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
