package main

import (
	"cmp"
	"context"
	"crypto/tls"
	"fmt"
	"net"
	"os"

	"monban/cmd/internal/conf"
	"monban/cmd/internal/milter"
	"monban/cmd/internal/relay"
	"monban/cmd/internal/release"
	"monban/cmd/internal/submit"
)

// openRelay opens the door for servers that know no milters.
func openRelay(g *mailGate, c conf.Gateway) (func(context.Context) error, error) {
	host, err := os.Hostname()
	if err != nil {
		host = "localhost"
	}
	srv := &relay.Server{
		Handle: g.relay, Next: submit.Server{Address: c.Relay.Next, TLS: c.Relay.NextTLS}, Clients: c.Relay.Prefixes(), Name: host, Dir: c.Spool,
		MostMail: int64(c.MaxMessage), MostTo: relayMost, Jobs: cmp.Or(c.Scans, 4*jobs(0)), Wait: c.QueueWait, Log: g.log,
	}
	if c.Relay.TLSCert != "" {
		cert, err := tls.LoadX509KeyPair(c.Relay.TLSCert, c.Relay.TLSKey)
		if err != nil {
			return nil, fmt.Errorf("gateway.relay.tls_cert: %w", err)
		}
		srv.TLS = &tls.Config{Certificates: []tls.Certificate{cert}}
	}
	ln, err := net.Listen("tcp", c.Relay.Listen)
	if err != nil {
		return nil, fmt.Errorf("gateway.relay.listen: %w", err)
	}
	g.log.Info("relaying", "address", ln.Addr().String(), "next", c.Relay.Next)
	return func(ctx context.Context) error { return srv.Serve(ctx, ln) }, nil
}

// relayMost bounds the recipients of a mail. A client sends the others in
// another mail.
const relayMost = 1000

// relay looks at a mail of the relay as at one of a milter.
func (g *mailGate) relay(ctx context.Context, m *relay.Mail) relay.Reply {
	r := g.judge(ctx, &milter.Mail{ID: m.ID, From: m.From, To: m.To, Size: m.Size, Data: m.Data, Subject: m.Subject}, "")
	switch r.Action {
	case milter.Accept:
		out := relay.Reply{Action: relay.Forward, Drop: []string{verdictHeader, release.Header}}
		for _, h := range r.Set {
			switch {
			case h.Name == "Subject":
				out.Subject = h.Value
			case h.Value != "":
				out.Header = append(out.Header, h.Name+": "+h.Value)
			}
		}
		return out
	case milter.Discard:
		return relay.Reply{Action: relay.Taken}
	case milter.Reject:
		return relay.Reply{Action: relay.Refuse, Text: r.Text}
	}
	return relay.Reply{Text: r.Text}
}
