package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"path/filepath"
	"strings"
	"sync/atomic"
	"time"

	"monban/cmd/internal/audit"
	"monban/cmd/internal/cli"
	"monban/cmd/internal/conf"
	"monban/cmd/internal/outbox"
)

// watch holds the flags of "monban watch". A flag that is given counts more
// than the configuration.
type watch struct {
	lang, config, dir, from, policy, layout, audit string
	rescan, patience, poll, timeout                time.Duration
	jobs                                           int
	hooks                                          cli.Strings
}

func watchCommand() command {
	w := &watch{}
	cmd := command{
		name: "watch", args: "--dir DIR",
		about:   "take what is put into DIR/outbox, and put it into DIR/ready or, with the reason, into DIR/held",
		aboutJa: "フォルダー DIR/outbox に入れられたファイルを調べ、DIR/ready か、理由を付けて DIR/held に移す",
		flags: func(fs *flag.FlagSet) {
			fs.StringVar(&w.lang, "lang", "", "言語: 理由と表示の言語（ja、en）|LANG: language of reasons and messages, ja or en")
			fs.StringVar(&w.config, "config", "", "ファイル: 設定（monban conf で見本を表示）|FILE: the configuration (monban conf prints one)")
			fs.StringVar(&w.dir, "dir", "", "フォルダー: outbox、ready、held のあるフォルダー（なければ作る）|DIR: folder with outbox, ready and held (made when missing)")
			fs.StringVar(&w.from, "from", "", "アドレス: 差出人（社内かどうかを決める）|ADDR: the sender, whose domain is inside")
			fs.StringVar(&w.policy, "policy", "", "ファイル: 送信ルール|FILE: the policy")
			fs.StringVar(&w.audit, "audit", "", "ファイル: 判断の記録（DIR/audit.jsonl）|FILE: the record of decisions (DIR/audit.jsonl)")
			fs.StringVar(&w.layout, "ready-layout", "", "形: ready/名前（flat）か ready/ID/名前（by-id）|FORM: ready/NAME (flat) or ready/ID/NAME (by-id)")
			fs.DurationVar(&w.rescan, "rescan", 0, "時間: フォルダー全体を見直す間隔|D: time between full scans")
			fs.DurationVar(&w.patience, "patience", 0, "時間: 書き終わらないファイルを待つ時間|D: how long to wait for a file that is not complete")
			fs.DurationVar(&w.poll, "poll", 0, "時間: 通知を使わずに見る間隔（ネットワークドライブ）|D: scan this often without events (network drives)")
			fs.DurationVar(&w.timeout, "timeout", 0, "時間: 1ファイルを開いて読む時間の上限|D: time for reading one file")
			fs.IntVar(&w.jobs, "jobs", 0, "N: 同時に調べるファイルの数|N: files looked at at the same time")
			fs.Var(&w.hooks, "hook", "結果=プログラム: ready か held のあとに実行する（引数はファイルと報告）|OUTCOME=PROGRAM: run after ready or held, with the file and its report as arguments")
		},
	}
	cmd.run = func(e *env) error { return w.run(e, &cmd) }
	return cmd
}

// configure reads the configuration and puts the flags over it.
func (w *watch) configure(lang cli.Lang) (*conf.Config, error) {
	c, err := loadConf(w.config, lang)
	if err != nil {
		return nil, err
	}
	over := func(to *string, from string) {
		if from != "" {
			*to = from
		}
	}
	late := func(to *time.Duration, from time.Duration) {
		if from != 0 {
			*to = from
		}
	}
	if w.config == "" {
		// Nobody named a place for these: they belong to the folder.
		c.Audit.File = filepath.Join(w.dir, "audit.jsonl")
		c.Lang = lang.Of("ja", "en")
	}
	over(&c.Lang, w.lang)
	over(&c.Watch.Dir, w.dir)
	over(&c.Watch.From, w.from)
	over(&c.Policy, w.policy)
	over(&c.Audit.File, w.audit)
	over(&c.Watch.ReadyLayout, w.layout)
	late(&c.Watch.Rescan, w.rescan)
	late(&c.Watch.Patience, w.patience)
	late(&c.Timeout, w.timeout)
	if w.jobs > 0 {
		c.Jobs = w.jobs
	}
	if w.poll > 0 {
		c.Watch.Rescan, c.Watch.Events = w.poll, "never"
	}
	for _, h := range w.hooks {
		outcome, program, _ := strings.Cut(h, "=")
		args := []string{program, "{file}", "{report}"}
		switch {
		case program != "" && outcome == "ready":
			c.Watch.Hooks.Ready = args
		case program != "" && outcome == "held":
			c.Watch.Hooks.Held = args
		default:
			return nil, cli.Usagef("", "--hook %q: ready=PROGRAM, held=PROGRAM", h)
		}
	}
	switch {
	case c.Watch.ReadyLayout != "flat" && c.Watch.ReadyLayout != "by-id":
		return nil, cli.Usagef("", "--ready-layout %q: flat, by-id", c.Watch.ReadyLayout)
	case w.jobs < 0 || w.rescan < 0 || w.patience < 0 || w.poll < 0 || w.timeout < 0:
		return nil, cli.Usagef("", "%s", lang.Of("数や時間は0以上にしてください", "numbers and times must not be negative"))
	}
	return c, nil
}

func (w *watch) run(e *env, cmd *command) error {
	args, err := parse(e, cmd)
	if err != nil {
		return err
	}
	if w.dir == "" && w.config == "" || len(args) > 0 {
		return cli.Usagef("monban help watch", "%s", e.lang.Of("--dir でフォルダーを、または --config で設定を指定してください", "name the folder with --dir, or a configuration with --config"))
	}
	configure := func() (*conf.Config, error) { return w.configure(e.lang) }
	return runService(e, configure, func(ctx context.Context, l *live, ready func()) error {
		for ctx.Err() == nil {
			s := &watching{live: l, settings: l.now.Load()}
			if err := s.serve(ctx, ready); err != nil {
				return err
			}
		}
		return nil
	})
}

// watching is a running watch with one configuration.
type watching struct {
	*live
	*settings
	count atomic.Int64
}

// ja tells whether pages are Japanese.
func (s *watching) ja() bool { return s.conf.Lang == "ja" }

// serve watches until ctx ends or the settings are others.
func (s *watching) serve(ctx context.Context, ready func()) (err error) {
	opt := boxOptions(s.conf)
	opt.Check, opt.Audit, opt.Notify, opt.Ja = s.look, s.record, s.event, s.ja()
	box, err := outbox.Open(opt)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, box.Close()) }()
	ctx, end := context.WithCancel(ctx)
	defer end()
	go func() {
		select {
		case <-s.changed:
			end()
		case <-ctx.Done():
		}
	}()
	s.log.Info("watching", "folder", s.conf.Watch.Dir, "policy", s.policy.Name)
	ready()
	err = box.Run(ctx)
	s.log.Info("no longer watching", "messages", s.count.Load())
	return err
}

// boxOptions are the options of a folder that its configuration gives.
func boxOptions(c *conf.Config) outbox.Options {
	o := outbox.Options{Dir: c.Watch.Dir, ByID: c.Watch.ReadyLayout == "by-id", From: c.Watch.From, To: c.Watch.To, Jobs: c.Jobs, Interval: c.Watch.Rescan,
		Settle: c.Watch.Settle, WaitLimit: c.Watch.Patience, Expire: c.Hold.Expire, Hooks: map[string][]string{"ready": c.Watch.Hooks.Ready, "held": c.Watch.Hooks.Held}}
	if c.Watch.Events == "never" {
		o.Poll = c.Watch.Rescan
	}
	return o
}

// event tells the operator. No value of anybody is in it.
func (s *watching) event(e outbox.Event) {
	s.metrics.Count("monban_outbox_events_total", "event", e.What)
	switch {
	case e.What == "ready" || e.What == "held":
		s.count.Add(1)
		args := []any{"id", e.ID, "name", e.Shown, "verdict", e.Verdict, "people", e.People, "rules", e.Rules, "files", e.Files, "bytes", e.Bytes, "ms", e.Took.Milliseconds()}
		if e.Why != "" {
			args = append(args, "why", string(e.Why))
		}
		s.log.Info(e.What, args...)
	case e.Err != nil:
		s.log.Error(e.What, "id", e.ID, "err", e.Err)
	default:
		s.log.Warn(e.What, "id", e.ID)
	}
}

// record writes the line of the audit for an event.
func (s *watching) record(e outbox.Event) error { return s.audit.Append(auditEntry(e)) }

func auditEntry(e outbox.Event) audit.Entry {
	d := map[string]string{"name": e.Shown, "files": fmt.Sprint(e.Files), "bytes": fmt.Sprint(e.Bytes)}
	for key, v := range map[string]string{"why": string(e.Why), "rules": strings.Join(e.Rules, " "), "to": strings.Join(e.To, " "), "owner": e.Owner, "as": e.As, "sha256": strings.Join(e.SHA256, " ")} {
		if v != "" {
			d[key] = v
		}
	}
	return audit.Entry{Event: e.What, ID: e.ID, Actor: e.By, Verdict: e.Verdict, People: e.People, Detail: d}
}
