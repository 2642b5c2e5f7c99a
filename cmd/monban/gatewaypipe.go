package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"runtime"

	"monban/cmd/internal/audit"
	"monban/cmd/internal/cli"
	"monban/cmd/internal/conf"
	"monban/cmd/internal/gate"
	"monban/cmd/internal/metrics"
	"monban/cmd/internal/worker"
	"monban/detect/policy"
)

// Exit statuses of "monban gateway pipe" (sysexits.h). A mail server bounces on
// any other status, so there is no other.
const (
	pipePass   = 0
	pipeHold   = 69 // a second person would have to approve
	pipeReject = 77 // must not go
	pipeLater  = 75 // not known: try again
)

// pipeChild is set in the environment of the process that does the work.
const pipeChild = "MONBAN_PIPE_CHILD"

// supervisePipe runs the same command in a child. However that dies, of a
// panic, for want of memory, by a signal, the mail server hears "try again".
func supervisePipe(e *env) error {
	told := e.ctx
	e.ctx = context.WithoutCancel(e.ctx) // else the end by a signal had a status of its own
	later := func(err error) error { return &cli.Error{Status: pipeLater, Err: err} }
	program, err := os.Executable()
	if err != nil {
		return later(err)
	}
	cmd := exec.CommandContext(told, program, append([]string{"gateway"}, e.args...)...)
	cmd.Args[0] = os.Args[0]
	cmd.Stdin, cmd.Stdout, cmd.Stderr = e.stdin, e.stdout, e.stderr
	cmd.Env = append(os.Environ(), pipeChild+"=1")
	err = cmd.Run()
	var exit *exec.ExitError
	switch {
	case err == nil:
		return nil
	case errors.As(err, &exit) && (exit.ExitCode() == pipeHold || exit.ExitCode() == pipeReject || exit.ExitCode() == pipeLater):
		return &cli.Error{Status: exit.ExitCode()}
	case errors.As(err, &exit):
		return &cli.Error{Status: pipeLater} // the child said why
	}
	return later(err)
}

// pipe looks at one mail on standard input.
func (g *gateway) pipe(e *env) error {
	s, err := readSettings(e.lang, func() (*conf.Config, error) { return g.configure(e.lang) })
	if err != nil {
		return err
	}
	in := &gathered{}
	defer in.close()
	most := int64(s.conf.Gateway.MaxMessage)
	if err := in.spool(io.LimitReader(e.stdin, most+1), "mail.eml"); err != nil {
		return err
	}
	file := &in.files[0]
	if file.Size == 0 {
		return errors.New(e.lang.Of("標準入力にメールがありません", "no mail on standard input"))
	}
	cut := file.Size > most
	engine, pool, err := newEngine(worker.Options{Jobs: jobs(s.conf.Jobs), Timeout: s.conf.Timeout})
	if err != nil {
		return err
	}
	defer pool.Close()
	l := &live{engine: engine, metrics: metrics.New()}
	msg := gate.Message{Envelope: policy.Envelope{From: g.from, To: g.to, Now: e.now()}, Files: in.files}
	from, to := mailEnvelope(in.files)
	if g.from == "" {
		msg.Envelope.From = from
	}
	if len(g.to) == 0 {
		msg.Envelope.To = to
	}
	out, err := l.decide(e.ctx, s, msg, cut)
	if err != nil {
		return err
	}
	id := newRef()
	act := s.action(out.Decision.Verdict)
	if g.config != "" || g.audit != "" { // else nobody named a place for the record
		if err := appendOnce(s.conf.Audit.File, mailEntry(id, act, msg, out)); err != nil {
			return err
		}
	}
	switch act {
	case "observe", "tag":
		return nil
	case "hold":
		_, err = fmt.Fprintln(e.stdout, "5.7.1 Monban: somebody must approve this mail first. Ref "+id)
		return errors.Join(err, &cli.Error{Status: pipeHold})
	}
	_, err = fmt.Fprintln(e.stdout, "5.7.1 "+refusal(id, s.conf.Gateway.URL))
	return errors.Join(err, &cli.Error{Status: pipeReject})
}

// appendOnce writes one line of the record.
func appendOnce(path string, x audit.Entry) error {
	l, err := audit.OpenShared(path)
	if err != nil {
		return err
	}
	return errors.Join(l.Append(x), l.Close())
}

// jobs is n, or one for each processor core.
func jobs(n int) int {
	if n > 0 {
		return n
	}
	return runtime.GOMAXPROCS(0)
}
