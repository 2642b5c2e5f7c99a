package main

import (
	"bufio"
	"bytes"
	"context"
	"io"
	"strings"
	"time"

	"monban/cmd/internal/gate"
	held "monban/cmd/internal/hold"
	"monban/cmd/internal/milter"
	"monban/cmd/internal/release"
	"monban/cmd/internal/report"
	"monban/detect/policy"
)

// A keeper stores the mails that a gateway holds, and knows those that come back
// after a decision. The zero keeper leaves both to the mail server.
type keeper struct {
	store *held.Store
	keys  [][]byte // of stamps
	node  string
	queue string // where mails wait that have a name there; "" is the store
}

// newKeeper opens the store that the settings name, if any.
func newKeeper(e *env, s *settings) (*keeper, error) {
	if s.conf.Hold.Store == "" {
		return &keeper{}, nil
	}
	store, keys, err := openStore(e.ctx, e.lang, s.conf)
	if err != nil {
		return nil, err
	}
	for i := range keys {
		keys[i] = release.Key(keys[i])
	}
	return &keeper{store: store, keys: keys, node: nodeName(), queue: queueName(s.conf)}, nil
}

func (k *keeper) close() error {
	if k.store == nil {
		return nil
	}
	return k.store.Close()
}

// headMost bounds what is read of a mail to find a header.
const headMost = 1 << 20

// headers returns the values of the headers of a name. It steps over lines that
// are no header lines: a mail that breaks the rules can be approved, too, and
// must then be known again.
func headers(m *milter.Mail, name string) (out []string) {
	r := bufio.NewReader(io.NewSectionReader(m.Data, 0, min(m.Size, headMost)))
	mine := false
	for {
		line, err := r.ReadBytes('\n')
		text := string(bytes.TrimRight(line, "\r\n"))
		switch {
		case text == "":
			return out
		case text[0] == ' ' || text[0] == '\t':
			if mine {
				out[len(out)-1] += text
			}
		default:
			key, value, ok := strings.Cut(text, ":")
			if mine = ok && strings.EqualFold(strings.TrimSpace(key), name); mine {
				out = append(out, strings.TrimSpace(value))
			}
		}
		if err != nil {
			return out
		}
	}
}

// released reports whether m was approved: then it is not looked at again. A
// stamp that does not fit is no reason to stop a mail, and none to let it pass.
func (k *keeper) released(m *milter.Mail) (id string, ok bool, err error) {
	if k.store == nil || m.TooLarge {
		return "", false, nil
	}
	stamps := headers(m, release.Header)
	if len(stamps) != 1 {
		return "", false, nil
	}
	for _, key := range k.keys { // what was stamped before the key was changed is on its way
		if id, ok, err = release.Check(key, stamps[0], m.To, io.NewSectionReader(m.Data, 0, m.Size), time.Now()); ok || err != nil {
			break
		}
	}
	return id, ok, err
}

// keep stores a mail, or the record of one that waits in a queue, and returns its
// id there.
func (k *keeper) keep(ctx context.Context, s *settings, m *milter.Mail, msg gate.Message, out gate.Outcome, queue string) (string, error) {
	it, err := newItem(s, m, msg, out, k.node)
	if err != nil {
		return "", err
	}
	it.Queue = queue
	return k.store.Put(ctx, it, io.NewSectionReader(m.Data, 0, m.Size))
}

// newItem is what the store keeps of a mail besides its text.
func newItem(s *settings, m *milter.Mail, msg gate.Message, out gate.Outcome, node string) (*held.Item, error) {
	var masked bytes.Buffer
	in := report.Input{Version: version(), Policy: s.policy.Name, Envelope: msg.Envelope, Decision: out.Decision, Result: out.Result, Bases: out.Bases}
	if err := report.JSON(&masked, in); err != nil {
		return nil, err
	}
	it := &held.Item{Expires: time.Now().Add(s.conf.Hold.Expire), Verdict: out.Decision.Verdict, Score: out.Result.Score, People: report.Subjects(out.Result.People),
		From: m.From, Login: m.Login, Subject: msg.Envelope.Subject, QueueID: m.ID, Node: node, Report: masked.Bytes()}
	if v := headers(m, "Message-ID"); len(v) > 0 {
		it.MessageID = v[0]
	}
	for _, to := range m.To { // as the envelope writes them: that is where they go
		rc := held.Recipient{Address: to, Verdict: out.Decision.Verdict}
		for _, r := range out.Decision.Recipients {
			if r.Address == policy.CleanAddress(to) {
				rc.Inside, rc.Verdict = r.Inside, r.Verdict
			}
		}
		it.Recipients = append(it.Recipients, rc)
	}
	return it, nil
}
