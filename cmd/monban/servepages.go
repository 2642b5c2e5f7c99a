package main

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"monban/cmd/internal/audit"
	"monban/cmd/internal/cli"
	"monban/cmd/internal/conf"
	held "monban/cmd/internal/hold"
	"monban/cmd/internal/notice"
	"monban/cmd/internal/release"
	"monban/cmd/internal/review"
)

// pages is a running "monban serve".
type pages struct {
	*live
	lang   cli.Lang
	node   string
	store  *held.Store
	server *review.Server
	door   atomic.Pointer[door]
}

// A door is who is let in, and how the way is encrypted: what the configuration
// only names, and SIGHUP reads anew.
type door struct {
	accounts *review.Accounts
	cert     *tls.Certificate
}

// openDoor reads the files that a configuration names.
func openDoor(lang cli.Lang, c *conf.Config) (d *door, err error) {
	d = &door{}
	if d.accounts, err = loadAccounts(lang, c); err != nil {
		return nil, err
	}
	if c.Serve.TLSCert != "" {
		cert, err := tls.LoadX509KeyPair(c.Serve.TLSCert, c.Serve.TLSKey)
		if err != nil {
			return nil, cli.Usagef("", "serve.tls_cert: %w", plain(lang, err))
		}
		d.cert = &cert
	}
	return d, nil
}

// loadAccounts reads the accounts that a configuration names, nil when it names
// none.
func loadAccounts(lang cli.Lang, c *conf.Config) (*review.Accounts, error) {
	if c.Serve.Accounts == "" {
		return nil, nil
	}
	a, err := review.LoadAccounts(c.Serve.Accounts)
	if err != nil {
		return nil, cli.Usagef("", "serve.accounts: %w", plain(lang, err))
	}
	return a, nil
}

// notices tells people what became of the mails of a store; nil when the
// configuration names no sender of notices.
func notices(c *conf.Config, store *held.Store, asked func(it *held.Item, late bool) []string, log *slog.Logger) *notice.Sender {
	if c.Serve.NoticesFrom == "" {
		return nil
	}
	return &notice.Sender{Store: store, Server: c.Hold.ReleaseTo, From: c.Serve.NoticesFrom, URL: strings.TrimSuffix(c.Serve.URL, "/"), Asked: asked, Every: c.Serve.Digest, LateAfter: c.Serve.RemindAfter, Ja: c.Lang == "ja", Log: log,
		Link: func(ctx context.Context, it *held.Item, actor string) (string, error) {
			return review.Link(ctx, store, it, actor)
		}}
}

func runPages(e *env, file string) error {
	// Files that cannot be read refuse the whole configuration; those that can
	// count when all of it does.
	var read atomic.Pointer[door]
	configure := func() (*conf.Config, error) {
		c, err := loadConf(file, e.lang)
		if err != nil {
			return nil, err
		}
		d, err := openDoor(e.lang, c)
		if err != nil {
			return nil, err
		}
		read.Store(d)
		return c, nil
	}
	return runService(e, configure, func(ctx context.Context, l *live, ready func()) error {
		p := &pages{live: l, lang: e.lang, node: nodeName()}
		p.door.Store(read.Load())
		return p.run(ctx, ready, func() *door { return read.Load() })
	})
}

// run opens the pages, until ctx ends. again returns the door of the
// configuration that was read last.
func (p *pages) run(ctx context.Context, ready func(), again func() *door) (err error) {
	c := p.now.Load().conf
	var keys [][]byte
	if p.store, keys, err = openStore(ctx, p.lang, c); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, p.store.Close()) }()
	p.probe(p.store.Ping)
	provider, err := openSSO(p.lang, c)
	if err != nil {
		return err
	}
	p.server, err = review.New(review.Options{Store: p.store, Accounts: p.door.Load().accounts, Audit: p.append, Log: p.log, Origin: strings.TrimSuffix(c.Serve.URL, "/"), Secure: c.Serve.Secure(),
		Refused: p.refused, Replace: p.replace, ReplaceMost: int64(c.Gateway.MaxMessage), SSO: provider, SSOName: c.Serve.OIDC.Name, UserHeader: c.Serve.UserHeader, Proxies: c.Serve.Prefixes(), Ja: c.Lang == "ja"})
	if err != nil {
		return err
	}
	ln, err := net.Listen("tcp", c.Serve.Listen)
	if err != nil {
		return cli.Usagef("", "serve.listen: %w", plain(p.lang, err))
	}
	p.gauges()
	var wg sync.WaitGroup
	defer wg.Wait()
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	sender := &release.Sender{Store: p.store, Next: c.Hold.ReleaseTo, Node: p.node, Key: release.Key(keys[0]), Told: p.told, Log: p.log}
	wg.Go(func() { sender.Run(ctx) })
	wg.Go(func() { p.housekeeping(ctx) })
	wg.Go(func() {
		for {
			select {
			case <-ctx.Done():
				return
			case <-p.changed:
				p.door.Store(again())
				p.server.SetAccounts(p.door.Load().accounts)
			}
		}
	})
	asked := func(it *held.Item, late bool) []string { return p.door.Load().accounts.Asked(it, late) }
	if n := notices(c, p.store, asked, p.log); n != nil {
		wg.Go(func() { n.Run(ctx) })
	}
	ready()
	p.log.Info("review pages", "address", ln.Addr().String(), "url", c.Serve.URL)
	return p.listen(ctx, ln, p.server.Handler())
}

// gauges are the numbers of the store, for Prometheus.
func (p *pages) gauges() {
	for _, s := range []held.State{held.Held, held.Approved, held.Sending} {
		of := func(what func(held.Count) float64) func() float64 {
			return func() float64 {
				ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
				defer cancel()
				counts, err := p.store.Counts(ctx)
				if err != nil {
					p.log.Error("numbers of the store", "error", err)
					return -1
				}
				return what(counts[s])
			}
		}
		p.metrics.Gauge(fmt.Sprintf("monban_held_current{state=%q}", s), of(func(c held.Count) float64 { return float64(c.Number) }))
		p.metrics.Gauge(fmt.Sprintf("monban_held_oldest_seconds{state=%q}", s), of(func(c held.Count) float64 {
			if c.Number == 0 {
				return 0
			}
			return time.Since(c.Oldest).Seconds()
		}))
	}
}

// append writes a line of the record, and counts what it tells.
func (p *pages) append(e audit.Entry) error {
	err := p.audit.Append(e)
	if err != nil {
		p.metrics.Error("audit")
		return err
	}
	p.metrics.Count("monban_review_events_total", "event", e.Event)
	return nil
}

// listen answers requests until ctx ends, and then lets those in hand end.
func (p *pages) listen(ctx context.Context, ln net.Listener, h http.Handler) error {
	srv := &http.Server{Handler: h, ReadHeaderTimeout: 10 * time.Second, ReadTimeout: time.Minute, WriteTimeout: 5 * time.Minute, IdleTimeout: 2 * time.Minute,
		MaxHeaderBytes: 32 << 10, ErrorLog: slog.NewLogLogger(p.log.Handler(), slog.LevelWarn)}
	ended := make(chan struct{})
	defer context.AfterFunc(ctx, func() {
		defer close(ended)
		soon, cancel := context.WithTimeout(context.Background(), 10*time.Second)
		defer cancel()
		if err := srv.Shutdown(soon); err != nil {
			srv.Close()
		}
	})()
	var err error
	if p.door.Load().cert != nil {
		srv.TLSConfig = &tls.Config{GetCertificate: func(*tls.ClientHelloInfo) (*tls.Certificate, error) {
			if d := p.door.Load(); d.cert != nil {
				return d.cert, nil
			}
			return nil, errors.New("serve.tls_cert was taken out of the configuration; start monban serve again")
		}}
		err = srv.ServeTLS(ln, "", "")
	} else {
		err = srv.Serve(ln)
	}
	if !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	<-ended
	return nil
}

// housekeeping ends what nobody decided about, and erases what was kept long
// enough.
func (p *pages) housekeeping(ctx context.Context) {
	t := time.NewTicker(time.Minute)
	defer t.Stop()
	for {
		_, err := expireMails(ctx, p.store, p.append)
		now, c := time.Now(), p.now.Load().conf
		if err == nil && c.Serve.NoticesFrom != "" {
			err = p.store.Remind(ctx, now.Add(-c.Serve.RemindAfter))
		}
		if err == nil {
			_, err = p.store.Retain(ctx, now.Add(-c.Hold.KeepMails), now.Add(-c.Hold.KeepRecords))
		}
		if err != nil && ctx.Err() == nil {
			p.log.Error("housekeeping", "error", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-t.C:
		}
	}
}

// refused finds what the gateway refused at once, in the record that it shares
// with these pages.
func (p *pages) refused(since time.Time, each func(audit.Entry)) error {
	f, err := os.Open(p.now.Load().conf.Audit.File)
	if err != nil {
		return err
	}
	defer f.Close()
	end, err := f.Seek(0, io.SeekEnd) // what is written meanwhile does not count
	if err != nil {
		return err
	}
	return audit.Walk(io.NewSectionReader(f, 0, end), func(e audit.Entry, _ string) error {
		if e.Event == "mail-reject" && e.Time.After(since) {
			each(e)
		}
		return nil
	})
}

// told records how a delivery ended.
func (p *pages) told(d *held.Delivery, err error) {
	entry := audit.Entry{Event: "release", ID: d.Item.ID, Verdict: d.Item.Verdict.String(), People: d.Item.People,
		Detail: map[string]string{"recipients": fmt.Sprint(len(d.To)), "attempt": fmt.Sprint(d.Attempt)}}
	if err != nil {
		entry.Event = "refuse"
		entry.Detail["answer"] = err.Error()
	}
	p.record(entry)
}

func (p *pages) record(e audit.Entry) {
	if err := p.append(e); err != nil {
		p.log.Error("audit", "event", e.Event, "id", e.ID, "error", err) // the store has it in its history
	}
}
