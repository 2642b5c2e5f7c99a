package audit

import (
	"errors"
	"sync"
	"time"
)

// How long a Shared log keeps the file to itself while there is something to
// write, how long when there is nothing, and how long it waits for others.
const (
	keepBusy = 500 * time.Millisecond
	keepIdle = 100 * time.Millisecond
	waitMost = 20 * time.Second
)

// A Shared is a log that several processes write to: a service, and the
// commands with which people decide. It has the file only for moments. Entries
// that come at the same time reach the disk together.
type Shared struct {
	path string

	mu     sync.Mutex // guards what follows
	queue  []waiting
	busy   bool // somebody writes the queue
	log    *Log // nil while others may write
	head   string
	opened time.Time
	idle   *time.Timer
}

type waiting struct {
	entry Entry
	done  chan error
}

// OpenShared returns a log at path, which is made when it is missing. It
// reports what is wrong with the file now and not at the first entry.
func OpenShared(path string) (*Shared, error) {
	s := &Shared{path: path}
	if err := s.take(); err != nil {
		return nil, err
	}
	return s, s.Close()
}

// Append writes an entry and returns when it is on the disk, as Log.Append. It
// waits some seconds for another process that has the file, then the error is
// ErrLocked.
func (s *Shared) Append(e Entry) error {
	w := waiting{e, make(chan error, 1)}
	s.mu.Lock()
	s.queue = append(s.queue, w)
	if s.busy {
		s.mu.Unlock()
		return <-w.done
	}
	s.busy = true
	for len(s.queue) > 0 {
		q := s.queue
		s.queue = nil
		s.mu.Unlock()
		err := s.write(q)
		for _, w := range q {
			w.done <- err
		}
		s.mu.Lock()
	}
	s.busy = false
	s.idle = time.AfterFunc(keepIdle, func() { _ = s.Close() }) // nothing is waiting in it
	s.mu.Unlock()
	return <-w.done
}

// write is called by one goroutine at a time.
func (s *Shared) write(q []waiting) error {
	s.mu.Lock()
	if s.idle != nil {
		s.idle.Stop()
	}
	log, opened := s.log, s.opened
	s.mu.Unlock()
	if log != nil && time.Since(opened) > keepBusy {
		s.close()
		log = nil
		time.Sleep(10 * time.Millisecond) // whoever waits has it now
	}
	if log == nil {
		if err := s.take(); err != nil {
			return err
		}
		s.mu.Lock()
		log = s.log
		s.mu.Unlock()
	}
	entries := make([]Entry, len(q))
	for i, w := range q {
		entries[i] = w.entry
		if w.entry.Time.IsZero() {
			entries[i].Time = time.Now()
		}
	}
	err := log.Append(entries...)
	if err != nil {
		s.close() // opening it again finds out how it stands
		return err
	}
	s.mu.Lock()
	s.head = log.Head()
	s.mu.Unlock()
	return nil
}

// Head returns the hash of the last line that this process knows of; see
// Log.Head.
func (s *Shared) Head() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.head
}

// take opens the file as soon as nobody else has it.
func (s *Shared) take() error {
	for end := time.Now().Add(waitMost); ; time.Sleep(3 * time.Millisecond) {
		log, err := Open(s.path)
		if err == nil {
			s.mu.Lock()
			s.log, s.opened, s.head = log, time.Now(), log.Head()
			s.mu.Unlock()
			return nil
		}
		if !errors.Is(err, ErrLocked) || time.Now().After(end) {
			return err
		}
	}
}

func (s *Shared) close() {
	s.mu.Lock()
	log := s.log
	s.log = nil
	s.mu.Unlock()
	if log != nil {
		log.Close() // every entry was synced
	}
}

// Close gives the file back, unless an entry is being written; the log can
// still be used.
func (s *Shared) Close() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.busy || s.log == nil {
		return nil
	}
	err := s.log.Close()
	s.log = nil
	return err
}
