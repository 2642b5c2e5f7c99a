package main

import (
	"bytes"
	"context"
	"fmt"
	"path"
	"strings"
	"time"

	"monban/cmd/internal/gate"
	"monban/cmd/internal/outbox"
	"monban/cmd/internal/report"
	"monban/detect"
	"monban/detect/policy"
	"monban/extract"
)

// look is the question of the watched folder to the gate. Whatever goes wrong
// with it but the end of the service means hold.
func (s *watching) look(ctx context.Context, m outbox.Message) (outbox.Result, error) {
	now := time.Now()
	msg := gate.Message{Envelope: policy.Envelope{From: m.From, To: m.To, Now: now}}
	for _, f := range m.Files {
		msg.Files = append(msg.Files, extract.File{Name: f.Name, Folder: path.Dir("/" + f.Name)[1:], Path: f.Path, Size: f.Size, Data: onDisk(f.Path)})
	}
	var out gate.Outcome
	if m.Why != "" {
		ja, en := m.Why.Words()
		out = s.gate(s.settings).Held(msg, policy.Reason{Rule: string(m.Why), Text: en, TextJa: ja})
	} else {
		var err error
		if out, err = s.check(ctx, s.settings, msg); err != nil && ctx.Err() != nil {
			return outbox.Result{}, ctx.Err()
		}
	}
	in := report.Input{Version: version(), Policy: s.policy.Name, Envelope: msg.Envelope, Decision: out.Decision, Result: out.Result, Bases: out.Bases}
	r := outbox.Result{Release: out.Decision.Verdict == policy.Pass, Verdict: out.Decision.Verdict.String(), People: report.Subjects(out.Result.People), Shown: shown(m, out.Result)}
	for _, x := range out.Decision.Reasons {
		if x.Verdict > policy.Pass {
			r.Rules = append(r.Rules, x.Rule)
		}
	}
	for _, f := range out.Result.Files {
		r.SHA256 = append(r.SHA256, f.SHA256)
	}
	var doc, page, text bytes.Buffer
	if err := report.JSON(&doc, in); err != nil {
		return r, err
	}
	r.Report = doc.Bytes()
	if r.Release {
		return r, nil
	}
	h := report.Held{ID: m.ID, At: now}
	if m.Why != "" {
		h.Ja, h.En = m.Why.Words()
		in.Decision.Reasons = nil // the page says it once
	}
	if err := report.ReasonHTML(&page, in, h, s.ja()); err != nil {
		return r, err
	}
	if err := report.ReasonText(&text, in, h, s.ja()); err != nil {
		return r, err
	}
	r.HTML, r.Text = page.Bytes(), text.Bytes()
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
