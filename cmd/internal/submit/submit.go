// Package submit hands one message to a mail server.
//
// It knows the conversation and its deadlines, and nothing of why the message is
// sent.
package submit

import (
	"context"
	"errors"
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

// Mail gives a message to the server at "host:port", for all the recipients or
// for none. When the server says no, the error is an *smtp.SMTPError: Refused
// tells whether for good. After any other error nobody can know whether the
// server has the message.
func Mail(ctx context.Context, server, from string, to []string, message io.Reader) error {
	ctx, cancel := context.WithTimeout(ctx, Longest-step)
	defer cancel()
	dialer := net.Dialer{Timeout: step}
	conn, err := dialer.DialContext(ctx, "tcp", server)
	if err != nil {
		return err
	}
	defer context.AfterFunc(ctx, func() { conn.Close() })()
	c := smtp.NewClient(conn)
	c.CommandTimeout, c.SubmissionTimeout = step, step
	defer c.Close()
	if err := c.Hello("localhost"); err != nil {
		return err
	}
	if err := c.Mail(from, nil); err != nil {
		return err
	}
	for _, a := range to {
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

// Refused reports whether a server has said that it will never take the message.
func Refused(err error) bool {
	var said *smtp.SMTPError
	return errors.As(err, &said) && !said.Temporary()
}
