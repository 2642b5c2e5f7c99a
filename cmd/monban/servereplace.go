package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"time"

	"monban/cmd/internal/audit"
	"monban/cmd/internal/gate"
	held "monban/cmd/internal/hold"
	"monban/cmd/internal/milter"
	"monban/cmd/internal/report"
	"monban/cmd/internal/swap"
	"monban/detect/policy"
	"monban/extract"
)

// replace puts a file in the place of an attachment of a held mail, looks at the
// mail as the gateway did, and stores what came out: to be sent when it passes, to
// wait for a decision otherwise. It returns the new id.
func (p *pages) replace(ctx context.Context, it *held.Item, d held.Decision, n int, name string, file io.Reader) (string, error) {
	s := p.now.Load()
	f, err := os.CreateTemp(s.conf.Gateway.Spool, "monban-*")
	if err != nil {
		return "", err
	}
	defer f.Close()
	defer os.Remove(f.Name())
	body, err := p.store.Body(ctx, it.ID)
	if err != nil {
		return "", err
	}
	if err := swap.Replace(f, body, n, name, file); err != nil {
		return "", err
	}
	size, err := f.Seek(0, io.SeekCurrent)
	if err != nil {
		return "", err
	}
	m := &milter.Mail{ID: it.QueueID, From: it.From, Login: it.Login, Size: size, Data: f}
	for _, r := range it.Recipients {
		m.To = append(m.To, r.Address)
	}
	msg := gate.Message{
		Envelope: policy.Envelope{From: sender(m), To: m.To, Subject: it.Subject, Now: time.Now()},
		Files:    []extract.File{{Name: "mail.eml", Size: size, Data: f}},
	}
	out, err := p.decide(ctx, s, msg, size > int64(s.conf.Gateway.MaxMessage))
	if err != nil {
		return "", err
	}
	next, err := newItem(s, m, msg, out, p.node)
	if err != nil {
		return "", err
	}
	act := s.action(out.Decision.Verdict)
	send := out.Decision.Verdict == policy.Pass && (act == "observe" || act == "tag")
	id, err := p.store.Replace(ctx, it.ID, d, next, io.NewSectionReader(f, 0, size), send)
	if err != nil {
		return "", err
	}
	p.record(audit.Entry{Event: string(held.Replace), ID: id, Actor: d.Actor, Verdict: out.Decision.Verdict.String(), People: report.Subjects(out.Result.People),
		Detail: map[string]string{"of": it.ID, "sent": fmt.Sprint(send), "sha256": next.SHA256}})
	p.log.Info("replaced", "id", it.ID, "by", id, "verdict", out.Decision.Verdict.String(), "sent", send)
	return id, nil
}
