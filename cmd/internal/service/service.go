// Package service is the life of a program that runs for months: it tells
// systemd what it is doing, proves again and again that it can still do its
// work, reads its configuration anew when asked, and writes its log.
//
// It knows nothing of what the work is.
package service

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/signal"
	"sync"
	"syscall"
	"time"
)

// NewLog returns a log that writes "text" or "json", from a level ("debug",
// "info", "warn", "error") on.
func NewLog(w io.Writer, format, level string) (*slog.Logger, error) {
	var l slog.Level
	if err := l.UnmarshalText([]byte(level)); err != nil {
		return nil, fmt.Errorf("service: %w", err)
	}
	o := &slog.HandlerOptions{Level: l}
	if format == "json" {
		return slog.New(slog.NewJSONHandler(w, o)), nil
	}
	return slog.New(slog.NewTextHandler(w, o)), nil
}

// A Service is the life around some work. The functions must be set.
type Service struct {
	Log *slog.Logger
	// Canary does a small piece of the work whose result is known, and returns
	// an error when the result is wrong. While it does not succeed, the
	// watchdog of systemd is not fed, and systemd starts the program again.
	Canary func(context.Context) error
	// Reload reads the configuration anew. When it returns an error, nothing
	// may have changed.
	Reload func() error
	// Every is the time between two canaries; 0 means 15 s, or a third of the
	// time that systemd's watchdog leaves when that is less.
	Every time.Duration

	mu   sync.Mutex
	last error // of the canary
	at   time.Time
}

// errStart is the state before the first canary.
var errStart = errors.New("the check of the program itself has not ended yet")

// Run does the work until ctx ends, or the work does. The canary must be right
// once before the work begins: a service that cannot see must not open its
// doors. The work calls ready as soon as it can be asked something, and must
// come to an end soon after its context ends.
func (s *Service) Run(ctx context.Context, work func(ctx context.Context, ready func()) error) error {
	every := s.every()
	if err := s.sing(ctx, 10*every); err != nil {
		return fmt.Errorf("the check of the program itself failed, so it does not start: %w", err)
	}
	hup := make(chan os.Signal, 1)
	signal.Notify(hup, syscall.SIGHUP)
	defer signal.Stop(hup)
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	var wg sync.WaitGroup
	defer wg.Wait()
	defer cancel()
	wg.Go(func() { s.watch(ctx, every) })
	wg.Go(func() {
		for {
			select {
			case <-ctx.Done():
				return
			case <-hup:
				s.reload()
			}
		}
	})
	wg.Go(func() {
		<-ctx.Done()
		s.notify("STOPPING=1")
	})
	return work(ctx, func() {
		s.Log.Info("ready")
		s.notify("READY=1")
	})
}

func (s *Service) every() time.Duration {
	every := s.Every
	if every <= 0 {
		every = 15 * time.Second
	}
	if w := watchdog(os.Getenv); w > 0 {
		every = min(every, w/3)
	}
	return every
}

// watch sings the canary, and feeds the watchdog when it did.
func (s *Service) watch(ctx context.Context, every time.Duration) {
	t := time.NewTicker(every)
	defer t.Stop()
	for {
		if s.Ready() == nil {
			s.notify("WATCHDOG=1")
		}
		select {
		case <-ctx.Done():
			return
		case <-t.C:
		}
		if err := s.sing(ctx, every); err != nil && ctx.Err() == nil {
			s.Log.Error("the check of the program itself failed", "error", err.Error())
		}
	}
}

// sing runs the canary once, for at most so long.
func (s *Service) sing(ctx context.Context, most time.Duration) error {
	ctx, cancel := context.WithTimeout(ctx, most)
	defer cancel()
	err := s.Canary(ctx)
	s.mu.Lock()
	s.last, s.at = err, time.Now()
	s.mu.Unlock()
	return err
}

// Ready returns nil when the last canary was right and is not long ago.
func (s *Service) Ready() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case s.at.IsZero():
		return errStart
	case s.last != nil:
		return s.last
	case time.Since(s.at) > 3*s.every():
		return fmt.Errorf("the last check of the program itself was %s ago", time.Since(s.at).Round(time.Second))
	}
	return nil
}

func (s *Service) reload() {
	s.notify(fmt.Sprintf("RELOADING=1\nMONOTONIC_USEC=%d", monotonic()))
	if err := s.Reload(); err != nil {
		s.Log.Error("the configuration was not read anew; the old one stays", "error", err.Error())
	} else {
		s.Log.Info("the configuration was read anew")
	}
	s.notify("READY=1")
}

func (s *Service) notify(state string) {
	if err := notify(os.Getenv("NOTIFY_SOCKET"), state); err != nil {
		s.Log.Warn("systemd cannot be told", "error", err.Error())
	}
}
