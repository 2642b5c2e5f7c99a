// Package submit hands one message to a mail server.
//
// It knows the conversation and its deadlines, and nothing of why the message is
// sent.
package submit

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"time"

	"github.com/emersion/go-smtp"
)

// Longest is how long handing over a message can take at most: nobody else may
// take it up before.
const Longest = 15 * time.Minute

// step is how long the server may take for one answer.
const step = 5 * time.Minute

// A Server takes messages.
type Server struct {
	Address string // "host:port"
	// TLS is "may" (encrypt when the server offers it, whoever it is), "must"
	// (encrypt, and believe only a certificate of that host), or "none", which ""
	// is, too.
	TLS string
	// Roots are believed instead of those of the system, with "must".
	Roots *tls.Config
}

// An Envelope says from whom to whom a message goes.
type Envelope struct {
	From string // "" is the null sender
	To   []string
	UTF8 bool // the addresses or headers are not ASCII
}

// Mail gives a message to the server, for all the recipients or for none. When
// the server says no, the error is an *smtp.SMTPError: Refused tells whether for
// good. After any other error nobody can know whether the server has the
// message.
func (s Server) Mail(ctx context.Context, e Envelope, message io.Reader) error {
	ctx, cancel := context.WithTimeout(ctx, Longest-step)
	defer cancel()
	c, err := s.dial(ctx)
	if err != nil {
		return err
	}
	defer context.AfterFunc(ctx, func() { c.Close() })()
	defer c.Close()
	if err := c.Mail(e.From, &smtp.MailOptions{UTF8: e.UTF8}); err != nil {
		return err
	}
	for _, a := range e.To {
		if err := c.Rcpt(a, nil); err != nil {
			return err
		}
	}
	w, err := c.Data()
	if err != nil {
		return err
	}
	if _, err := io.Copy(w, message); err != nil {
		return err // the connection is closed before the end: the server drops the message
	}
	if err := w.Close(); err != nil {
		return err
	}
	c.Quit() // the message is taken, whatever the server says to this
	return nil
}

// dial connects, and encrypts the connection as it should be.
func (s Server) dial(ctx context.Context) (*smtp.Client, error) {
	host, _, err := net.SplitHostPort(s.Address)
	if err != nil {
		return nil, err
	}
	open := func() (net.Conn, error) {
		return (&net.Dialer{Timeout: step}).DialContext(ctx, "tcp", s.Address)
	}
	conn, err := open()
	if err != nil {
		return nil, err
	}
	c := smtp.NewClient(conn)
	c.CommandTimeout, c.SubmissionTimeout = step, step
	stop := context.AfterFunc(ctx, func() { conn.Close() })
	err = c.Hello("localhost")
	stop()
	if err != nil {
		c.Close()
		return nil, err
	}
	offers, _ := c.Extension("STARTTLS")
	switch {
	case s.TLS == "must" && !offers:
		c.Close()
		return nil, fmt.Errorf("%s does not encrypt (STARTTLS), and it must", s.Address)
	case s.TLS != "must" && (s.TLS != "may" || !offers):
		return c, nil
	}
	c.Quit()
	c.Close()
	if conn, err = open(); err != nil {
		return nil, err
	}
	cfg := &tls.Config{InsecureSkipVerify: true} // better than nothing, which is what "may" allows
	if s.TLS == "must" {
		cfg = &tls.Config{}
		if s.Roots != nil {
			cfg = s.Roots.Clone()
		}
	}
	cfg.ServerName = host
	defer context.AfterFunc(ctx, func() { conn.Close() })()
	c, err = smtp.NewClientStartTLS(conn, cfg)
	if err != nil {
		conn.Close()
		return nil, err
	}
	c.CommandTimeout, c.SubmissionTimeout = step, step
	return c, nil
}

// Refused reports whether a server has said that it will never take the message.
func Refused(err error) bool {
	var said *smtp.SMTPError
	return errors.As(err, &said) && !said.Temporary()
}

// Said returns the code and the words with which a server refused a message, for
// now or for good; ok is false for errors that are no answer.
func Said(err error) (code int, words string, ok bool) {
	var said *smtp.SMTPError
	if !errors.As(err, &said) {
		return 0, "", false
	}
	return said.Code, said.Message, true
}
