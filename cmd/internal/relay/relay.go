// Package relay stands in front of a mail server that knows no milters: it takes
// mails by SMTP, has each looked at, and hands it on while the sender is still
// connected.
//
// It has no queue of its own, and so can lose nothing: the sender is told that
// his mail was taken only after the next server has taken it, or the caller
// has stored it. What the next server answers is what the sender hears.
//
// It does not know why a mail is stopped, and relays for known machines only.
package relay

import (
	"bytes"
	"context"
	"crypto/rand"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/mail"
	"net/netip"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/emersion/go-smtp"

	"monban/cmd/internal/submit"
)

// A Mail is what came in.
type Mail struct {
	ID      string // made here; it stands in the Received line
	From    string
	To      []string
	Subject string // as it stands in the header
	Size    int64
	Data    io.ReaderAt
}

// An Action is what happens to a mail.
type Action int

// Later is the zero value: a mail that nobody decided about is not taken.
const (
	Later   Action = iota // the sender tries again
	Forward               // to the next server
	Refuse                // for good
	Taken                 // somebody has stored it
)

// A Reply is the decision about a mail.
type Reply struct {
	Action Action
	Text   string // for the sender: ASCII, one line
	// Header are lines that stand before the mail, "Name: value".
	Header []string
	// Drop are names of headers that are taken out.
	Drop []string
	// Subject replaces the subject, when it is not "".
	Subject string
}

// A Server relays mails. Handle, Next, Clients and Log must be set.
type Server struct {
	Handle func(context.Context, *Mail) Reply
	Next   submit.Server
	// Clients are the machines that may send.
	Clients []netip.Prefix
	// Name is the name of this machine in greetings and Received lines.
	Name string
	// Dir is where mails lie while they are looked at; "" is the system's.
	Dir      string
	MostMail int64 // bytes
	MostTo   int   // recipients of a mail
	Jobs     int   // mails in hand at once
	Wait     time.Duration
	TLS      *tls.Config // nil: no STARTTLS
	Log      *slog.Logger

	busy chan struct{}
}

// hops is after how many servers a mail is going round in a circle.
const hops = 30

// Serve takes mails until ctx ends; those in hand come to their end.
func (s *Server) Serve(ctx context.Context, l net.Listener) error {
	s.busy = make(chan struct{}, max(s.Jobs, 1))
	srv := smtp.NewServer(smtp.BackendFunc(func(c *smtp.Conn) (smtp.Session, error) {
		if !s.known(c.Conn().RemoteAddr()) {
			s.Log.Warn("relay: not one of the clients", "from", c.Conn().RemoteAddr().String())
			return nil, &smtp.SMTPError{Code: 554, EnhancedCode: smtp.EnhancedCode{5, 7, 1}, Message: "not one of the machines that may send here"}
		}
		return &session{s: s, ctx: context.WithoutCancel(ctx), c: c}, nil
	}))
	srv.Domain, srv.MaxRecipients, srv.MaxMessageBytes = s.Name, s.MostTo, s.MostMail
	srv.ReadTimeout, srv.WriteTimeout = 5*time.Minute, 5*time.Minute
	srv.EnableSMTPUTF8, srv.TLSConfig = true, s.TLS
	srv.ErrorLog = slog.NewLogLogger(s.Log.Handler(), slog.LevelDebug)
	ended := make(chan struct{})
	stop := context.AfterFunc(ctx, func() {
		defer close(ended)
		soon, cancel := context.WithTimeout(context.Background(), submit.Longest)
		defer cancel()
		if srv.Shutdown(soon) != nil {
			srv.Close()
		}
	})
	err := srv.Serve(l)
	if stop() {
		return err
	}
	<-ended
	return nil
}

func (s *Server) known(a net.Addr) bool {
	ap, err := netip.ParseAddrPort(a.String())
	if err != nil {
		return false
	}
	for _, p := range s.Clients {
		if p.Contains(ap.Addr().Unmap()) {
			return true
		}
	}
	return false
}

// A session is one connection.
type session struct {
	s    *Server
	ctx  context.Context
	c    *smtp.Conn
	from string
	to   []string
	utf8 bool
}

// Reset forgets the mail that was begun.
func (x *session) Reset() { x.from, x.to, x.utf8 = "", nil, false }

// Logout ends the connection.
func (x *session) Logout() error { return nil }

// Mail begins a mail.
func (x *session) Mail(from string, o *smtp.MailOptions) error {
	x.Reset()
	x.from = from
	x.utf8 = o != nil && o.UTF8
	return nil
}

// Rcpt adds a recipient.
func (x *session) Rcpt(to string, _ *smtp.RcptOptions) error {
	x.to = append(x.to, to)
	return nil
}

func later(text string) error {
	return &smtp.SMTPError{Code: 451, EnhancedCode: smtp.EnhancedCode{4, 3, 0}, Message: text}
}

// Data takes the mail, has it looked at, and answers what became of it.
func (x *session) Data(r io.Reader) error {
	s := x.s
	wait := time.NewTimer(s.Wait)
	defer wait.Stop()
	select {
	case s.busy <- struct{}{}:
		defer func() { <-s.busy }()
	case <-wait.C:
		return later("busy, please try again")
	}
	f, err := os.CreateTemp(s.Dir, "monban-relay-*")
	if err != nil {
		s.Log.Error("relay: spool", "error", err)
		return later("no room for the mail, please try again")
	}
	defer f.Close()
	if err := os.Remove(f.Name()); err != nil { // gone with the file's last use, whatever happens
		s.Log.Error("relay: spool", "error", err)
		return later("no room for the mail, please try again")
	}
	m := &Mail{ID: strings.ToLower(rand.Text()[:12]), From: x.from, To: x.to, Data: f}
	if m.Size, err = io.Copy(f, r); err != nil {
		var said *smtp.SMTPError
		if errors.As(err, &said) { // too large
			return err
		}
		s.Log.Warn("relay: mail not received whole", "id", m.ID, "error", err)
		return later("the mail was not received whole, please try again")
	}
	head, body, err := x.head(m)
	if err != nil {
		return err
	}
	reply := s.look(x.ctx, m)
	switch reply.Action {
	case Forward:
		return x.forward(m, head, body, reply)
	case Taken:
		return nil
	case Refuse:
		return &smtp.SMTPError{Code: 550, EnhancedCode: smtp.EnhancedCode{5, 7, 1}, Message: line(reply.Text)}
	}
	return later(line(reply.Text))
}

// look has the mail looked at. Whatever goes wrong there, the sender tries again.
func (s *Server) look(ctx context.Context, m *Mail) (r Reply) {
	defer func() {
		if e := recover(); e != nil {
			s.Log.Error("relay: look", "id", m.ID, "error", fmt.Sprint(e))
			r = Reply{Text: "the mail could not be looked at, please try again"}
		}
	}()
	return s.Handle(ctx, m)
}

// headMost bounds the header of a mail, in bytes.
const headMost = 1 << 20

// head reads the header: the subject, and whether the mail runs in a circle. It
// returns the header's bytes and where the text begins.
func (x *session) head(m *Mail) (head []byte, body int64, err error) {
	buf := make([]byte, min(m.Size, headMost))
	if _, err := m.Data.ReadAt(buf, 0); err != nil && err != io.EOF {
		x.s.Log.Error("relay: spool", "id", m.ID, "error", err)
		return nil, 0, later("the mail could not be read, please try again")
	}
	end := bytes.Index(buf, []byte("\r\n\r\n"))
	switch {
	case end < 0 && m.Size > headMost:
		return nil, 0, &smtp.SMTPError{Code: 552, EnhancedCode: smtp.EnhancedCode{5, 3, 4}, Message: "the header is too large"}
	case end < 0:
		end = len(buf)
	default:
		end += 2 // with the end of its last line
	}
	if msg, err := mail.ReadMessage(io.MultiReader(bytes.NewReader(buf[:end]), strings.NewReader("\r\n"))); err == nil {
		m.Subject = msg.Header.Get("Subject")
	}
	n := 0
	for l := range bytes.Lines(buf[:end]) {
		if len(l) >= 9 && strings.EqualFold(string(l[:9]), "Received:") {
			n++
		}
	}
	if n >= hops {
		return nil, 0, &smtp.SMTPError{Code: 554, EnhancedCode: smtp.EnhancedCode{5, 4, 6}, Message: "the mail is going round in a circle"}
	}
	return buf[:end], int64(end), nil
}

// forward hands the mail on, and returns what the next server says.
func (x *session) forward(m *Mail, head []byte, body int64, r Reply) error {
	var top bytes.Buffer
	for _, l := range r.Header {
		top.WriteString(ascii(l) + "\r\n")
	}
	fmt.Fprintf(&top, "Received: from %s by %s (Monban) with ESMTP id %s;\r\n\t%s\r\n", line(x.c.Hostname()), x.s.Name, m.ID, time.Now().Format(time.RFC1123Z))
	head = rewrite(head, r.Drop, r.Subject)
	err := x.s.Next.Mail(x.ctx, submit.Envelope{From: m.From, To: m.To, UTF8: x.utf8},
		io.MultiReader(&top, bytes.NewReader(head), io.NewSectionReader(m.Data, body, m.Size-body)))
	code, words, said := submit.Said(err)
	switch {
	case err == nil:
		return nil
	case said:
		return &smtp.SMTPError{Code: code, EnhancedCode: smtp.EnhancedCodeNotSet, Message: line(words)}
	}
	x.s.Log.Warn("relay: the next server", "id", m.ID, "error", err)
	return later("the next server cannot be reached, please try again")
}

// rewrite takes out headers, and replaces the subject when it is not "".
func rewrite(head []byte, drop []string, subject string) []byte {
	var out []byte
	if subject != "" {
		drop = append(slices.Clone(drop), "Subject")
		out = append(out, "Subject: "+ascii(subject)+"\r\n"...)
	}
	skip := false
	for l := range bytes.Lines(head) {
		if l[0] != ' ' && l[0] != '\t' { // not the rest of the line before
			name, _, _ := bytes.Cut(l, []byte(":"))
			skip = slices.ContainsFunc(drop, func(d string) bool { return strings.EqualFold(d, string(bytes.TrimSpace(name))) })
		}
		if !skip {
			out = append(out, l...)
		}
	}
	return out
}

// ascii makes one line of ASCII: what is said to servers must not break it.
func ascii(s string) string {
	return strings.Map(func(c rune) rune {
		if c < ' ' || c > '~' {
			return ' '
		}
		return c
	}, s)
}

// line makes an answer to a client, which has at most 512 bytes.
func line(s string) string {
	s = ascii(s)
	return s[:min(len(s), 480)]
}
