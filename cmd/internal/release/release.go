// Package release sends on what people have approved: it takes messages from
// the hold store, hands them to the next mail server, and records what that
// server said.
//
// A message is recorded as released only after the server has taken it, and it
// is in one node's hands at a time. When the connection is lost after the end of
// the message, nobody can know whether it was taken: then it is sent again, with
// the same Message-ID. That is the only way in which a message can arrive twice,
// and there is none in which it is lost.
//
// The package does not decide anything, and knows no policy.
package release

import (
	"context"
	"crypto/sha256"
	"fmt"
	"io"
	"log/slog"
	"strings"
	"time"

	"monban/cmd/internal/hold"
	"monban/cmd/internal/submit"
)

// A Sender releases the messages of a store.
type Sender struct {
	Store *hold.Store
	// Next is the mail server that takes approved messages, "host:port".
	Next string
	// Node is the name of this gateway.
	Node string
	// Key signs released messages, so that no gateway holds them again.
	Key []byte
	// Told is called after each end: err is nil for a released message, and what
	// the server said for one that it will never take.
	Told func(d *hold.Delivery, err error)
	Log  *slog.Logger
}

// What a sender waits for.
const (
	idle   = 2 * time.Second // between looks at the store
	giveUp = 5 * 24 * time.Hour
)

// Run releases messages until ctx ends.
func (s *Sender) Run(ctx context.Context) {
	for ctx.Err() == nil {
		found, err := s.One(ctx)
		if err != nil && ctx.Err() == nil {
			s.Log.Error("release", "error", err)
		}
		if found && err == nil {
			continue
		}
		select {
		case <-ctx.Done():
		case <-time.After(idle):
		}
	}
}

// One releases the next message that waits, and reports whether there was one.
// The error is about the store; what the next server says goes into it.
func (s *Sender) One(ctx context.Context) (bool, error) {
	d, err := s.Store.Claim(ctx, s.Node, submit.Longest)
	if err != nil || d == nil {
		return false, err
	}
	err = s.send(ctx, d)
	log := s.Log.With("id", d.Item.ID, "attempt", d.Attempt)
	switch {
	case err == nil:
		log.Info("released", "recipients", len(d.To))
		err = s.Store.Done(ctx, d)
	case submit.Refused(err), time.Since(d.Item.Created) > giveUp && d.Attempt > 10:
		log.Warn("the next server refuses a released message", "error", err)
		return true, s.end(s.Store.Refused(ctx, d, err.Error()), d, err)
	default:
		again := time.Now().Add(delay(d.Attempt))
		log.Warn("release put off", "error", err, "until", again.Format(time.RFC3339))
		return true, s.Store.Later(ctx, d, again)
	}
	return true, s.end(err, d, nil)
}

// end tells how a delivery ended, once that is recorded.
func (s *Sender) end(recorded error, d *hold.Delivery, said error) error {
	if recorded == nil && s.Told != nil {
		s.Told(d, said)
	}
	return recorded
}

// delay is how long to wait after an attempt: from half a minute to an hour.
func delay(attempt int) time.Duration {
	return min(30*time.Second<<min(attempt-1, 10), time.Hour)
}

// send hands one message to the next server.
func (s *Sender) send(ctx context.Context, d *hold.Delivery) error {
	stamp, err := s.stamp(ctx, d)
	if err != nil {
		return err
	}
	body, err := s.Store.Body(ctx, d.Item.ID)
	if err != nil {
		return err
	}
	return submit.Server{Address: s.Next}.Mail(ctx, submit.Envelope{From: d.Item.From, To: d.To}, io.MultiReader(strings.NewReader(stamp), body))
}

// stamp makes the header line that tells the gateways that this message was
// decided about.
func (s *Sender) stamp(ctx context.Context, d *hold.Delivery) (string, error) {
	body, err := s.Store.Body(ctx, d.Item.ID)
	if err != nil {
		return "", err
	}
	sum := sha256.New()
	if err := content(sum, body); err != nil {
		return "", fmt.Errorf("release: %w", err)
	}
	return Header + ": " + sign(s.Key, d.Item.ID, time.Now(), d.To, sum.Sum(nil)) + "\r\n", nil
}
