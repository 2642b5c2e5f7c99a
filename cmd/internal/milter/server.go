// Package milter is a server of the milter protocol (version 6, as Postfix and
// Sendmail speak it): it takes mails over from a mail server, one after the
// other on many connections, and gives back what is to be done with each.
//
// It knows the protocol, and what a mail server relies on: deadlines, limits,
// signs of life while an answer takes long, an orderly end. What stands in a
// mail, and what may be sent, whoever gives Handle knows. Mails are kept in
// files without a name; those of up to 64 KB, in memory. Whatever goes wrong ends
// in "try again later", never in delivery.
package milter

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"net"
	"sync"
	"time"
)

// A Server answers for mails. Handle must be set; for the rest zero means the
// value given.
type Server struct {
	// Handle looks at a mail and answers. Its context ends when the mail server
	// hangs up, or when the time to stop is over. A panic counts as Tempfail.
	Handle func(context.Context, *Mail) Reply
	// Log is told about connections that break; nil tells nobody.
	Log *slog.Logger
	// Dir is where larger mails lie while they are looked at; "" is the system's
	// folder for temporary files.
	Dir string
	// MostMail is the largest mail in bytes (100 MB). Of a larger one Handle
	// sees the start, and is told so.
	MostMail int64
	// MostConns is the number of connections at a time (500); others are closed
	// at once.
	MostConns int
	// Jobs is the number of mails that are handled at the same time (2), Wait
	// how long another one waits for its turn (1 minute) before its sender is
	// told to try again later.
	Jobs int
	Wait time.Duration
	// Idle is how long a connection may be silent between two mails (10
	// minutes), Stall how long in the middle of one (5 minutes).
	Idle, Stall time.Duration
	// Progress is the time between two signs of life (10 seconds).
	Progress time.Duration
	// Drain is how long mails that are on their way may take when the server
	// stops (30 seconds).
	Drain time.Duration

	once  sync.Once
	turns chan struct{}

	mu       sync.Mutex
	conns    map[*conn]bool
	stopping bool
}

func (s *Server) defaults() {
	set(&s.MostMail, 100<<20)
	set(&s.MostConns, 500)
	set(&s.Jobs, 2)
	set(&s.Wait, time.Minute)
	set(&s.Idle, 10*time.Minute)
	set(&s.Stall, 5*time.Minute)
	set(&s.Progress, 10*time.Second)
	set(&s.Drain, 30*time.Second)
	if s.Log == nil {
		s.Log = slog.New(slog.DiscardHandler)
	}
	s.turns = make(chan struct{}, s.Jobs)
	s.conns = map[*conn]bool{}
}

func set[T int | int64 | time.Duration](to *T, v T) {
	if *to <= 0 {
		*to = v
	}
}

// Serve answers on the listener until ctx ends, or the listener fails. Then it
// takes no new mail, ends those on their way within Drain, and returns. It
// closes the listener.
func (s *Server) Serve(ctx context.Context, ln net.Listener) error {
	s.once.Do(s.defaults)
	work, end := context.WithCancel(context.WithoutCancel(ctx))
	defer end()
	stop := context.AfterFunc(ctx, func() { ln.Close() })
	defer stop()
	var wg sync.WaitGroup
	var failed error
	for pause := time.Duration(0); ; {
		c, err := ln.Accept()
		if err != nil {
			if ctx.Err() != nil || errors.Is(err, net.ErrClosed) {
				break
			}
			// Out of file descriptors, for instance: others may give some back.
			if pause = min(max(2*pause, 5*time.Millisecond), time.Second); pause == time.Second && failed == nil {
				s.Log.Error("milter: accept", "error", err.Error())
				failed = err
			}
			select {
			case <-ctx.Done():
			case <-time.After(pause):
			}
			continue
		}
		pause, failed = 0, nil
		k := s.admit(c)
		if k == nil {
			s.Log.Warn("milter: too many connections", "limit", s.MostConns)
			c.Close()
			continue
		}
		wg.Go(func() {
			defer s.leave(k)
			err := k.talk(work)
			if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, errStopping) {
				s.Log.Warn("milter: a connection broke", "error", err.Error(), "in-mail", k.mail != nil)
			}
		})
	}
	ln.Close()
	s.drain(end, &wg)
	return nil
}

// admit makes a conn of a connection, nil when there are too many.
func (s *Server) admit(c net.Conn) *conn {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.conns) >= s.MostConns {
		return nil
	}
	k := newConn(s, c)
	s.conns[k] = true
	return k
}

func (s *Server) leave(k *conn) {
	k.close()
	s.mu.Lock()
	delete(s.conns, k)
	s.mu.Unlock()
}

// drain ends idle connections now, and the others when their mail is answered
// or their time is over.
func (s *Server) drain(end func(), wg *sync.WaitGroup) {
	s.mu.Lock()
	s.stopping = true
	for k := range s.conns {
		k.wakeIdle()
	}
	s.mu.Unlock()
	done := make(chan struct{})
	go func() { wg.Wait(); close(done) }()
	late := time.NewTimer(s.Drain)
	defer late.Stop()
	select {
	case <-done:
		return
	case <-late.C:
	}
	end() // Handle is told to give up
	s.mu.Lock()
	for k := range s.conns {
		k.net.Close()
	}
	s.mu.Unlock()
	<-done
}

func (s *Server) isStopping() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.stopping
}
