package main

import (
	"cmp"
	"context"
	"crypto/rand"
	"errors"
	"flag"
	"fmt"
	"mime"
	"net"
	"os"
	"os/user"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
	"time"

	"monban/cmd/internal/audit"
	"monban/cmd/internal/cli"
	"monban/cmd/internal/conf"
	"monban/cmd/internal/gate"
	"monban/cmd/internal/milter"
	"monban/cmd/internal/release"
	"monban/cmd/internal/report"
	"monban/detect/policy"
	"monban/extract"
)

// gateway holds the flags of "monban gateway". A flag that is given counts more
// than the configuration.
type gateway struct {
	lang, config, listen, policy, audit string
	from                                string
	to                                  cli.Addresses
}

func gatewayCommand() command {
	g := &gateway{}
	cmd := command{
		name: "gateway", args: "[pipe]",
		about:   "look at outgoing mail: as a milter of Postfix or Sendmail, or at one mail on standard input (pipe)",
		aboutJa: "送信メールを調べる。Postfix・Sendmail の milter として動く。pipe は標準入力の1通を調べる",
		flags: func(fs *flag.FlagSet) {
			fs.StringVar(&g.lang, "lang", "", "言語: 表示の言語（ja、en）|LANG: language of messages, ja or en")
			fs.StringVar(&g.config, "config", "", "ファイル: 設定（monban conf で見本を表示）|FILE: the configuration (monban conf prints one)")
			fs.StringVar(&g.listen, "listen", "", "アドレス: unix:/パス か inet:127.0.0.1:ポート|ADDR: unix:/path or inet:127.0.0.1:port")
			fs.StringVar(&g.policy, "policy", "", "ファイル: 送信ルール|FILE: the policy")
			fs.StringVar(&g.audit, "audit", "", "ファイル: 判断の記録|FILE: the record of decisions")
			fs.StringVar(&g.from, "from", "", "アドレス: 差出人（pipe。指定がなければ From）|ADDR: the sender (pipe; else that of From)")
			fs.Var(&g.to, "to", "アドレス: 宛先（pipe、繰り返し可。指定がなければ To・Cc・Bcc）|ADDR: a recipient (pipe, repeatable; else those of To, Cc and Bcc)")
		},
	}
	cmd.run = func(e *env) error { return g.run(e, &cmd) }
	return cmd
}

func (g *gateway) run(e *env, cmd *command) error {
	if slices.Contains(e.args, "pipe") && e.getenv(pipeChild) == "" {
		return supervisePipe(e)
	}
	args, err := parse(e, cmd)
	switch {
	case err != nil:
		return err
	case len(args) == 1 && args[0] == "pipe":
		return g.pipe(e)
	case len(args) > 0 || g.from != "" || len(g.to) > 0:
		return cli.Usagef("monban help gateway", "%s", e.lang.Of("引数は pipe だけです。--from と --to は pipe と使います", "the only argument is pipe; --from and --to go with it"))
	}
	debug.SetGCPercent(100) // mails are small and many: they cost more to collect than to keep
	configure := func() (*conf.Config, error) { return g.configure(e.lang) }
	return runService(e, configure, func(ctx context.Context, l *live, ready func()) error {
		k, err := newKeeper(e, l.now.Load())
		if err != nil {
			return err
		}
		return errors.Join(serveMail(ctx, &mailGate{l, k}, ready), k.close())
	})
}

// serveMail opens the doors that the configuration names, until ctx ends or one
// of them breaks.
func serveMail(ctx context.Context, g *mailGate, ready func()) error {
	c := g.now.Load().conf.Gateway
	var doors []func(context.Context) error
	if c.Listen.Network != "" {
		ln, err := listen(c)
		if err != nil {
			return err
		}
		srv := &milter.Server{
			Handle: g.handle, Log: g.log, Dir: c.Spool, MostMail: int64(c.MaxMessage), MostConns: c.MaxConnections,
			Jobs: cmp.Or(c.Scans, 4*jobs(0)), Wait: c.QueueWait, Idle: c.IdleTimeout, Stall: c.MessageTimeout, Drain: c.QueueWait,
		}
		doors = append(doors, func(ctx context.Context) error { return srv.Serve(ctx, ln) })
		g.log.Info("listening", "address", c.Listen.Network+":"+ln.Addr().String())
	}
	if c.Relay.Listen != "" {
		door, err := openRelay(g, c)
		if err != nil {
			return err
		}
		doors = append(doors, door)
	}
	ready()
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	ends := make(chan error, len(doors))
	for _, d := range doors {
		go func() { ends <- d(ctx) }()
	}
	var err error
	for range doors {
		err = errors.Join(err, <-ends)
		stop()
	}
	return err
}

// configure reads the configuration and puts the flags over it.
func (g *gateway) configure(lang cli.Lang) (*conf.Config, error) {
	c, err := loadConf(g.config, lang)
	if err != nil {
		return nil, err
	}
	if g.listen != "" {
		if err := c.Gateway.Listen.UnmarshalText([]byte(g.listen)); err != nil {
			return nil, cli.Usagef("", "--listen %q: %w", g.listen, err)
		}
	}
	if g.policy != "" {
		c.Policy = g.policy
	}
	if g.audit != "" {
		c.Audit.File = g.audit
	}
	return c, nil
}

// listen opens the address of the gateway. A socket that a killed gateway left
// behind is taken over; one on which somebody answers is not.
func listen(c conf.Gateway) (net.Listener, error) {
	a := c.Listen
	if a.Network == "unix" {
		if probe, err := net.Dial("unix", a.Addr); err == nil {
			probe.Close()
			return nil, fmt.Errorf("gateway.listen: %s: another program answers there", a.Addr)
		}
		if fi, err := os.Lstat(a.Addr); err == nil && fi.Mode().Type() == os.ModeSocket {
			if err := os.Remove(a.Addr); err != nil {
				return nil, fmt.Errorf("gateway.listen: %w", err)
			}
		}
	}
	ln, err := net.Listen(a.Network, a.Addr)
	if err == nil && a.Network == "unix" {
		if err = admit(a.Addr, c); err != nil {
			ln.Close()
		}
	}
	if err != nil {
		return nil, fmt.Errorf("gateway.listen: %w", err)
	}
	return ln, nil
}

// admit lets the mail server use the socket.
func admit(path string, c conf.Gateway) error {
	if c.SocketGroup != "" {
		g, err := user.LookupGroup(c.SocketGroup)
		if err != nil {
			return err
		}
		id, err := strconv.Atoi(g.Gid)
		if err != nil {
			return err
		}
		if err := os.Chown(path, -1, id); err != nil {
			return err
		}
	}
	return os.Chmod(path, os.FileMode(c.SocketMode))
}

// A mailGate decides about mails.
type mailGate struct {
	*live
	keeper *keeper
}

// What the headers of a mail say, that passed through here.
const (
	verdictHeader = "X-Monban"
	tooLarge      = "too-large"
)

// handle looks at a mail of a milter. It can wait in the queue of its mail server
// when it has a name there.
func (g *mailGate) handle(ctx context.Context, m *milter.Mail) milter.Reply {
	if m.ID == "" {
		m.ID = newRef()
		return g.judge(ctx, m, "")
	}
	return g.judge(ctx, m, g.keeper.queue)
}

// judge looks at a mail and says what the mail server is to do with it. queue is
// where it waits if it must, "" for the store.
func (g *mailGate) judge(ctx context.Context, m *milter.Mail, queue string) milter.Reply {
	began := time.Now()
	switch id, ok, err := g.keeper.released(m); {
	case err != nil:
		g.log.Error("not checked", "id", m.ID, "error", err.Error())
		return milter.Reply{Text: "Monban could not check this mail; it will be tried again, ref " + m.ID}
	case ok:
		g.log.Info("released", "id", m.ID, "held", id)
		return milter.Reply{Action: milter.Accept, Set: []milter.Header{{Name: release.Header}, {Name: verdictHeader, Value: "released; ref=" + id}}}
	}
	s := g.now.Load()
	msg := gate.Message{
		Envelope: policy.Envelope{From: sender(m), To: m.To, Subject: subject(m.Subject), Now: began},
		Files:    []extract.File{{Name: "mail.eml", Size: m.Size, Data: m.Data}},
	}
	out, err := g.decide(ctx, s, msg, m.TooLarge)
	if err != nil {
		g.log.Error("not checked", "id", m.ID, "error", err.Error())
		return milter.Reply{Text: "Monban could not check this mail; it will be tried again, ref " + m.ID}
	}
	act := s.action(out.Decision.Verdict)
	if err := g.audit.Append(mailEntry(m.ID, act, msg, out)); err != nil {
		g.metrics.Error("audit")
		g.log.Error("no record of the decision, so there is none", "id", m.ID, "error", err.Error())
		return milter.Reply{Text: "Monban could not record this mail; it will be tried again, ref " + m.ID}
	}
	g.metrics.Count("monban_gateway_mails_total", "action", act)
	outside := 0
	for _, r := range out.Decision.Recipients {
		if !r.Inside {
			outside++
		}
	}
	g.log.Info("mail", "id", m.ID, "verdict", out.Decision.Verdict.String(), "action", act, "people", report.Subjects(out.Result.People), "score", out.Result.Score,
		"rules", ruleNames(out.Decision), "recipients", len(m.To), "outside", outside, "bytes", m.Size, "ms", time.Since(began).Milliseconds())
	if act != "hold" || g.keeper.store == nil || m.TooLarge && queue == "" {
		return mailReply(act, m, out.Decision.Verdict, s.conf.Gateway.URL)
	}
	id, err := g.keeper.keep(ctx, s, m, msg, out, queue)
	if err != nil {
		g.metrics.Error("hold")
		g.log.Error("not stored, so not taken", "id", m.ID, "error", err.Error())
		return milter.Reply{Text: "Monban could not store this mail; it will be tried again, ref " + m.ID}
	}
	g.log.Info("held", "id", m.ID, "held", id)
	if queue != "" {
		return mailReply(act, m, out.Decision.Verdict, s.conf.Gateway.URL)
	}
	return milter.Reply{Action: milter.Discard}
}

// decide is check, but a mail of which only the start is here is held.
func (l *live) decide(ctx context.Context, s *settings, msg gate.Message, cut bool) (gate.Outcome, error) {
	if !cut {
		return l.check(ctx, s, msg)
	}
	out := l.gate(s).Held(msg, policy.Reason{Rule: tooLarge, Text: "the mail is larger than what is looked at", TextJa: "メールが大きすぎるため、中身を確かめられません"})
	l.metrics.Begin()(out.Decision.Verdict.String())
	return out, nil
}

// sender is whose domain counts as inside. Who logged in is better known than
// what the envelope says.
func sender(m *milter.Mail) string {
	if strings.Contains(m.Login, "@") {
		return m.Login
	}
	return m.From
}

// subject decodes the subject for the policy's patterns.
func subject(raw string) string {
	s, err := (&mime.WordDecoder{}).DecodeHeader(strings.ReplaceAll(raw, "\n", ""))
	if err != nil {
		return raw
	}
	return s
}

// action is what is done with mails of a verdict: what the configuration of this
// gateway says, or else the policy.
func (s *settings) action(v policy.Verdict) string {
	a := s.conf.Gateway.Actions
	own := a.Block
	switch v {
	case policy.Pass:
		own = a.Pass
	case policy.Confirm:
		own = a.Confirm
	case policy.Hold:
		own = a.Hold
	}
	if own == "policy" {
		return string(s.policy.Action(v))
	}
	return own
}

// checkActions refuses settings under which mails would have to be held and
// there is no place for them: a relay has no queue.
func (s *settings) checkActions(lang cli.Lang) error {
	if s.conf.Gateway.Relay.Listen == "" || s.conf.Hold.Store != "" {
		return nil
	}
	for v := policy.Pass; v <= policy.Block; v++ {
		if s.action(v) == string(policy.Keep) {
			return cli.Usagef("monban conf", lang.Of("gateway.relay: 中継では、hold のメール（判定 %s）を置く hold.store が要ります", "gateway.relay: a relay needs hold.store for the mails that it holds (verdict %s)"), v)
		}
	}
	return nil
}

// mailReply words an action for the mail server. The recipient sees the
// headers, so they say no more than the verdict; the sender gets ASCII.
func mailReply(act string, m *milter.Mail, v policy.Verdict, url string) milter.Reply {
	set := []milter.Header{{Name: verdictHeader, Value: v.String() + "; ref=" + m.ID}}
	switch act {
	case "observe":
		return milter.Reply{Action: milter.Accept, Set: set}
	case "tag":
		return milter.Reply{Action: milter.Accept, Set: append(set, milter.Header{Name: "Subject", Value: "[Monban: " + v.String() + "] " + m.Subject})}
	case "hold":
		return milter.Reply{Action: milter.Quarantine, Text: "Monban: " + v.String(), Set: set}
	}
	return milter.Reply{Action: milter.Reject, Text: refusal(m.ID, url)}
}

// refusal says to a sender why his mail comes back. It may be quoted in a
// bounce, beside the mail: nothing of what was found stands in it.
func refusal(id, url string) string {
	s := "Monban stopped this mail because of personal data in it; nobody received it. Ref " + id
	if url != "" {
		s += ", help: " + url
	}
	return s
}

func ruleNames(d policy.Decision) (out []string) {
	for _, r := range d.Reasons {
		if r.Verdict > policy.Pass {
			out = append(out, r.Rule)
		}
	}
	return out
}

// mailEntry is the line of the audit about a mail.
func mailEntry(id, act string, m gate.Message, out gate.Outcome) audit.Entry {
	e := audit.Entry{Event: "mail-" + act, ID: id, Actor: m.Envelope.From, Verdict: out.Decision.Verdict.String(), People: report.Subjects(out.Result.People)}
	seen := map[string]bool{}
	for _, f := range out.Result.Files {
		for _, k := range f.Kinds {
			if !seen[string(k.Kind)] {
				seen[string(k.Kind)] = true
				e.Kinds = append(e.Kinds, string(k.Kind))
			}
		}
		if f.SHA256 != "" {
			e.Detail = map[string]string{"sha256": f.SHA256}
		}
	}
	if e.Detail == nil {
		e.Detail = map[string]string{}
	}
	e.Detail["to"], e.Detail["rules"] = strings.Join(m.Envelope.To, " "), strings.Join(ruleNames(out.Decision), " ")
	return e
}

// newRef returns a reference for a mail that has no queue id.
func newRef() string { return "m" + strings.ToLower(rand.Text()[:10]) }
