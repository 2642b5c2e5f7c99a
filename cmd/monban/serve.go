package main

import (
	"bufio"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"strings"
	"sync"
	"time"

	"monban/cmd/internal/audit"
	"monban/cmd/internal/cli"
	"monban/cmd/internal/conf"
	held "monban/cmd/internal/hold"
	"monban/cmd/internal/notice"
	"monban/cmd/internal/release"
	"monban/cmd/internal/review"
	"monban/cmd/internal/service"
	"monban/cmd/internal/sso"
)

// serve holds the flags of "monban serve".
type serve struct {
	lang, config string
	hash         bool
}

func serveCommand() command {
	s := &serve{}
	cmd := command{
		name: "serve", args: "--config FILE",
		about:   "the review pages: senders confirm and others approve held mails, which are then sent",
		aboutJa: "保留したメールの確認・承認画面と、承認されたメールの送信",
		flags: func(fs *flag.FlagSet) {
			fs.StringVar(&s.lang, "lang", "", "言語: 表示の言語（ja、en）|LANG: language of messages, ja or en")
			fs.StringVar(&s.config, "config", "", "ファイル: 設定（monban conf で見本を表示）|FILE: the configuration (monban conf prints one)")
			fs.BoolVar(&s.hash, "hash", false, "標準入力のパスワードから、serve.accounts に書くハッシュを作る|make the hash for serve.accounts from the password on standard input")
		},
	}
	cmd.run = func(e *env) error { return s.run(e, &cmd) }
	return cmd
}

func (s *serve) run(e *env, cmd *command) error {
	args, err := parse(e, cmd)
	switch {
	case err != nil:
		return err
	case len(args) > 0 || s.config == "" && !s.hash:
		return cli.Usagef("monban help serve", "%s", e.lang.Of("--config で設定を指定してください", "name a configuration with --config"))
	case s.hash:
		return printHash(e)
	}
	c, err := loadConf(s.config, e.lang)
	if err != nil {
		return err
	}
	return runPages(e, c)
}

// passwordLeast is the shortest password that is taken, in characters.
const passwordLeast = 12

func printHash(e *env) error {
	line, err := bufio.NewReader(e.stdin).ReadString('\n')
	if err != nil && line == "" {
		return cli.Usagef("", "%s", e.lang.Of("標準入力からパスワードを1行読みます", "a line with the password is expected on standard input"))
	}
	word := strings.TrimRight(line, "\r\n")
	if len([]rune(word)) < passwordLeast {
		return cli.Usagef("", e.lang.Of("パスワードは%d文字以上にしてください", "a password needs at least %d characters"), passwordLeast)
	}
	_, err = fmt.Fprintln(e.stdout, review.Hash(word))
	return err
}

// openStore opens the store of held mails that a configuration names.
func openStore(ctx context.Context, lang cli.Lang, c *conf.Config) (*held.Store, []byte, error) {
	if c.Hold.Store == "" {
		return nil, nil, cli.Usagef("monban conf", "%s", lang.Of("保留したメールの置き場所を hold.store に設定してください", "hold.store must say where held mails are kept"))
	}
	key, err := held.LoadKey(c.Hold.KeyFile)
	if err != nil {
		return nil, nil, cli.Usagef("", "hold.key_file: %w", plain(lang, err))
	}
	store, err := held.Open(ctx, held.Options{Source: c.Hold.Store, Key: key})
	if err != nil {
		return nil, nil, cli.Usagef("", "hold.store: %w", plain(lang, err))
	}
	return store, key, nil
}

// openSSO makes the login at the provider that a configuration names, nil when
// it names none.
func openSSO(lang cli.Lang, c *conf.Config) (*sso.Provider, error) {
	o := c.Serve.OIDC
	if o.Issuer == "" {
		return nil, nil
	}
	b, err := os.ReadFile(o.SecretFile)
	if err != nil {
		return nil, cli.Usagef("", "serve.oidc.client_secret_file: %w", plain(lang, err))
	}
	secret := strings.TrimSpace(string(b))
	if secret == "" || strings.ContainsAny(secret, "\r\n") {
		return nil, cli.Usagef("", "serve.oidc.client_secret_file: %s", lang.Of("1行で書いてください", "one line is expected"))
	}
	return sso.New(sso.Options{Issuer: o.Issuer, ClientID: o.ClientID, Secret: secret, Redirect: strings.TrimSuffix(c.Serve.URL, "/") + "/sso/callback",
		Claim: o.Claim, Domains: o.Domains})
}

// pages is a running "monban serve".
type pages struct {
	conf  *conf.Config
	store *held.Store
	audit *audit.Shared
	log   *slog.Logger
}

func runPages(e *env, c *conf.Config) (err error) {
	p := &pages{conf: c}
	if p.log, err = service.NewLog(e.stderr, c.Log.Format, c.Log.Level); err != nil {
		return err
	}
	var key []byte
	if p.store, key, err = openStore(e.ctx, e.lang, c); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, p.store.Close()) }()
	if p.audit, err = openAudit(e.lang, c.Audit.File); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, p.audit.Close()) }()
	var accounts *review.Accounts
	if c.Serve.Accounts != "" {
		if accounts, err = review.LoadAccounts(c.Serve.Accounts); err != nil {
			return cli.Usagef("", "serve.accounts: %w", plain(e.lang, err))
		}
	}
	provider, err := openSSO(e.lang, c)
	if err != nil {
		return err
	}
	server, err := review.New(review.Options{Store: p.store, Accounts: accounts, Audit: p.audit.Append, Log: p.log, Secure: c.Serve.Secure(),
		Refused: p.refused, SSO: provider, SSOName: c.Serve.OIDC.Name, UserHeader: c.Serve.UserHeader, Proxies: c.Serve.Prefixes(), Ja: c.Lang == "ja"})
	if err != nil {
		return err
	}
	ln, err := net.Listen("tcp", c.Serve.Listen)
	if err != nil {
		return cli.Usagef("", "serve.listen: %w", plain(e.lang, err))
	}
	sender := &release.Sender{Store: p.store, Next: c.Hold.ReleaseTo, Node: nodeName(), Key: release.Key(key), Told: p.told, Log: p.log}
	s := &service.Service{Log: p.log, Canary: p.store.Ping, Reload: func() error {
		return errors.New("monban serve reads its configuration at the start only")
	}}
	told := e.ctx
	e.ctx = context.WithoutCancel(e.ctx) // a stop that was asked for is no interruption
	return s.Run(told, func(ctx context.Context, ready func()) error {
		var wg sync.WaitGroup
		defer wg.Wait()
		ctx, stop := context.WithCancel(ctx)
		defer stop()
		wg.Go(func() { sender.Run(ctx) })
		wg.Go(func() { p.housekeeping(ctx) })
		if c.Serve.NoticesFrom != "" {
			n := &notice.Sender{Store: p.store, Server: c.Hold.ReleaseTo, From: c.Serve.NoticesFrom, URL: strings.TrimSuffix(c.Serve.URL, "/"), Asked: accounts.Asked, Ja: c.Lang == "ja", Log: p.log,
				Link: func(ctx context.Context, it *held.Item, actor string) (string, error) {
					return review.Link(ctx, p.store, it, actor)
				}}
			wg.Go(func() { n.Run(ctx) })
		}
		ready()
		p.log.Info("review pages", "address", ln.Addr().String(), "url", c.Serve.URL)
		return p.listen(ctx, ln, server.Handler())
	})
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
	if p.conf.Serve.TLSCert != "" {
		err = srv.ServeTLS(ln, p.conf.Serve.TLSCert, p.conf.Serve.TLSKey)
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
		gone, err := p.store.Expire(ctx)
		for _, it := range gone {
			p.record(audit.Entry{Event: "expire", ID: it.ID, Verdict: it.Verdict.String(), People: it.People})
		}
		now := time.Now()
		if err == nil && p.conf.Serve.NoticesFrom != "" {
			err = p.store.Remind(ctx, now.Add(-p.conf.Serve.RemindAfter))
		}
		if err == nil {
			_, err = p.store.Retain(ctx, now.Add(-p.conf.Hold.KeepMails), now.Add(-p.conf.Hold.KeepRecords))
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
	f, err := os.Open(p.conf.Audit.File)
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
	if err := p.audit.Append(e); err != nil {
		p.log.Error("audit", "event", e.Event, "id", e.ID, "error", err) // the store has it in its history
	}
}
