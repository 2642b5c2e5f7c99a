package main

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"path"
	"strings"
	"sync/atomic"
	"time"

	"monban/cmd/internal/cli"
	"monban/cmd/internal/gate"
	"monban/cmd/internal/outbox"
	"monban/cmd/internal/report"
	"monban/detect"
	"monban/detect/policy"
	"monban/detect/rules"
	"monban/extract"
)

// watch holds the flags of "monban watch".
type watch struct {
	common
	dir, from, policy, layout string
	interval, waitLimit, poll time.Duration
	hooks                     cli.Strings

	lang0     cli.Lang
	passwords []string
	gate      atomic.Pointer[gate.Gate]
}

func watchCommand() command {
	w := &watch{}
	cmd := command{
		name: "watch", args: "--dir DIR",
		about:   "take what is put into DIR/outbox, and put it into DIR/ready or, with the reason, into DIR/held",
		aboutJa: "フォルダー DIR/outbox に入れられたファイルを調べ、DIR/ready か、理由を付けて DIR/held に移す",
		flags: func(fs *flag.FlagSet) {
			w.add(fs)
			fs.StringVar(&w.dir, "dir", "", "フォルダー: outbox、ready、held のあるフォルダー（なければ作る）|DIR: folder with outbox, ready and held (made when missing)")
			fs.StringVar(&w.from, "from", "", "アドレス: 差出人（社内かどうかを決める）|ADDR: the sender, whose domain is inside")
			fs.StringVar(&w.policy, "policy", "", "ファイル: 送信ルール|FILE: the policy")
			fs.StringVar(&w.layout, "ready-layout", "flat", "形: ready/名前（flat）か ready/ID/名前（by-id）|FORM: ready/NAME (flat) or ready/ID/NAME (by-id)")
			fs.DurationVar(&w.interval, "interval", 10*time.Second, "時間: フォルダー全体を見直す間隔|D: time between full scans")
			fs.DurationVar(&w.waitLimit, "wait-limit", 10*time.Minute, "時間: 書き終わらないファイルを待つ時間|D: how long to wait for a file that is not complete")
			fs.DurationVar(&w.poll, "poll", 0, "時間: 通知を使わずに見る間隔（ネットワークドライブ）|D: scan this often without events (network drives)")
			fs.Var(&w.hooks, "hook", "結果=プログラム: ready か held のあとに実行する（引数はファイルと報告）|OUTCOME=PROGRAM: run after ready or held, with the file and its report as arguments")
		},
	}
	cmd.run = func(e *env) error { return w.run(e, &cmd) }
	return cmd
}

func (w *watch) run(e *env, cmd *command) error {
	args, err := parse(e, cmd)
	if err != nil {
		return err
	}
	switch {
	case w.dir == "" || len(args) > 0:
		return cli.Usagef("monban help watch", "%s", e.lang.Of("--dir でフォルダーを指定してください", "name the folder with --dir"))
	case w.layout != "flat" && w.layout != "by-id":
		return cli.Usagef("", "--ready-layout %q: flat, by-id", w.layout)
	case w.interval < 0 || w.waitLimit < 0 || w.poll < 0:
		return cli.Usagef("", "%s", e.lang.Of("時間は0以上にしてください", "a time must not be negative"))
	}
	if err := w.check(); err != nil {
		return err
	}
	hooks := map[string][]string{}
	for _, h := range w.hooks {
		outcome, program, _ := strings.Cut(h, "=")
		if outcome != "ready" && outcome != "held" || program == "" {
			return cli.Usagef("", "--hook %q: ready=PROGRAM, held=PROGRAM", h)
		}
		hooks[outcome] = []string{program, "{file}", "{report}"}
	}
	if w.passwords, err = w.secrets(e.lang); err != nil {
		return err
	}
	w.lang0 = e.lang
	pool, err := w.pool()
	if err != nil {
		return err
	}
	defer pool.Close()
	if err := w.load(e, pool.Read); err != nil {
		return err
	}
	log := slog.New(slog.NewTextHandler(e.stderr, nil))
	box, err := outbox.Open(outbox.Options{Dir: w.dir, ByID: w.layout == "by-id", From: w.from, Jobs: w.jobs, Interval: w.interval, WaitLimit: w.waitLimit,
		Poll: w.poll, Hooks: hooks, Ja: bool(e.lang), Check: w.look, Notify: func(ev outbox.Event) { logEvent(log, ev) }})
	if err != nil {
		return err
	}
	log.Info("watching", "folder", w.dir, "policy", w.gate.Load().Policy.Name)
	stopped := e.ctx
	e.ctx = context.WithoutCancel(e.ctx) // a stop that was asked for is no interruption
	return errors.Join(box.Run(stopped), box.Close())
}

// load reads the policy and puts a gate together.
func (w *watch) load(e *env, read func(context.Context, extract.File, extract.Sink) error) error {
	p, err := loadPolicy(w.policy, e.lang)
	if err != nil {
		return err
	}
	engine, err := rules.New(rules.Options{CacheDir: cacheDir()})
	if err != nil {
		return err
	}
	engine.Read = read
	w.gate.Store(&gate.Gate{Engine: engine, Policy: p, Options: detect.Options{MaxFindings: 100}})
	return nil
}

// look is the outbox's question to the gate.
func (w *watch) look(ctx context.Context, m outbox.Message) (outbox.Result, error) {
	g := w.gate.Load()
	msg := gate.Message{Envelope: policy.Envelope{From: m.From, To: m.To, Now: time.Now()}}
	for _, f := range m.Files {
		msg.Files = append(msg.Files, extract.File{Name: f.Name, Path: f.Path, Size: f.Size, Data: onDisk(f.Path), Passwords: w.passwords})
	}
	var out gate.Outcome
	if m.Why != "" {
		ja, en := m.Why.Words()
		out = g.Held(msg, policy.Reason{Rule: string(m.Why), Text: en, TextJa: ja})
	} else {
		var err error
		if out, err = g.Check(ctx, msg); err != nil && ctx.Err() != nil {
			return outbox.Result{}, ctx.Err()
		}
	}
	in := report.Input{Version: version(), Policy: g.Policy.Name, Envelope: msg.Envelope, Decision: out.Decision, Result: out.Result, Bases: out.Bases}
	r := outbox.Result{Release: out.Decision.Verdict == policy.Pass, Verdict: out.Decision.Verdict.String(), People: report.Subjects(out.Result.People), Shown: shown(m, out.Result)}
	for _, x := range out.Decision.Reasons {
		r.Rules = append(r.Rules, x.Rule)
	}
	for _, f := range out.Result.Files {
		r.SHA256 = append(r.SHA256, f.SHA256)
	}
	var b bytes.Buffer
	if err := report.JSON(&b, in); err != nil {
		return r, err
	}
	r.Report = b.Bytes()
	if r.Release {
		return r, nil
	}
	for _, page := range []struct {
		to  *[]byte
		put func(io.Writer) error
	}{
		{&r.HTML, func(w0 io.Writer) error { return report.HTML(w0, in, bool(w.lang0)) }},
		{&r.Text, func(w0 io.Writer) error { return report.Text(w0, in, report.TextOptions{Ja: bool(w.lang0)}) }},
	} {
		var b bytes.Buffer
		if err := page.put(&b); err != nil {
			return r, err
		}
		*page.to = b.Bytes()
	}
	return r, nil
}

// shown is the name of a message for logs. The name of a file that was not
// looked at, and that of a folder, may hold anything.
func shown(m outbox.Message, r *detect.Result) string {
	switch {
	case len(m.Files) == 1 && m.Why == "" && r.Files[0].Status != detect.Uninspected && !strings.Contains(m.Files[0].Name, "/"):
		return report.Name(r.Files[0])
	case len(m.Files) == 1:
		return "*" + path.Ext(m.Files[0].Name)
	}
	return fmt.Sprintf("* (%d files)", len(m.Files))
}

// logEvent writes a line for an event. No value of anybody is in it.
func logEvent(log *slog.Logger, e outbox.Event) {
	args := []any{"id", e.ID, "name", e.Shown, "verdict", e.Verdict, "people", e.People, "rules", e.Rules, "files", e.Files, "bytes", e.Bytes, "ms", e.Took.Milliseconds()}
	switch {
	case e.What == "ready" || e.What == "held":
		if e.Why != "" {
			args = append(args, "why", string(e.Why))
		}
		log.Info(e.What, args...)
	case e.Err != nil:
		log.Error(e.What, "id", e.ID, "err", e.Err)
	default:
		log.Warn(e.What, "id", e.ID)
	}
}
