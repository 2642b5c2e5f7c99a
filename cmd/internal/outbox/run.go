package outbox

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"sync"
	"time"
)

// grace is how long messages on their way may take after the end was asked for.
// What is not done by then goes on at the next start.
const grace = 20 * time.Second

// A task is something for a mover: a message in work/, or a candidate.
type task struct {
	id string
	c  *candidate
}

// Run works until ctx ends, or until it cannot go on. First it finishes what a
// crash left in work/.
func (b *Box) Run(ctx context.Context) error {
	working, end := context.WithCancel(context.WithoutCancel(ctx))
	defer end()
	tasks := make(chan task)
	var movers sync.WaitGroup
	for range b.opt.Movers {
		movers.Go(func() {
			for t := range tasks {
				b.do(working, t)
			}
		})
	}
	err := b.feed(ctx, tasks)
	close(tasks)
	time.AfterFunc(grace, end)
	movers.Wait()
	return err
}

// feed hands out work until ctx ends.
func (b *Box) feed(ctx context.Context, tasks chan<- task) error {
	give := func(t task) bool {
		select {
		case tasks <- t:
			return true
		case <-ctx.Done():
			return false
		}
	}
	left, err := b.fs.ReadDir(b.work)
	if err != nil {
		return fmt.Errorf("outbox: %w", err)
	}
	b.mu.Lock()
	for _, e := range left {
		if e.IsDir() {
			b.later[e.Name()] = &later{since: time.Now()}
		}
	}
	b.mu.Unlock()
	w := &watcher{b: b}
	defer w.close()
	var tidied time.Time
	for pass := uint64(1); ctx.Err() == nil; pass++ {
		if time.Since(tidied) > time.Hour {
			tidied = time.Now()
			b.tidy()
		}
		if err := b.rooted(w); err != nil {
			return err
		}
		began := time.Now()
		s, err := b.scan(pass)
		took := time.Since(began)
		b.told(err)
		w.ensure(s.dirs)
		for _, id := range b.due() {
			if !give(task{id: id}) {
				return nil
			}
		}
		for i := range s.found {
			c := &s.found[i]
			b.mu.Lock()
			b.taking[c.key()] = true
			b.mu.Unlock()
			if !give(task{c: c}) {
				return nil
			}
		}
		b.sleep(ctx, s.next, took)
	}
	return nil
}

// tidy carries out what was decided before a crash, and rejects what nobody
// decided about. When somebody is deciding right now, it is his turn.
func (b *Box) tidy() {
	d, err := openDesk(b)
	if errors.Is(err, ErrDesk) {
		return
	}
	if err == nil {
		err = d.Resume()
		if b.opt.Expire > 0 {
			_, eerr := d.Expire(b.opt.Expire)
			err = errors.Join(err, eerr)
		}
		err = errors.Join(err, d.Close())
	}
	if err != nil {
		b.notify(Event{What: "error", Err: plain(err)})
	}
}

// sleep waits until something may have changed. Scans take a twentieth of the
// time at most, however many events come.
func (b *Box) sleep(ctx context.Context, next time.Time, took time.Duration) {
	rest := min(max(20*took, 5*time.Millisecond), time.Second)
	pause(ctx, rest, nil)
	d := b.opt.Interval
	if b.opt.Poll > 0 {
		d = min(d, b.opt.Poll)
	}
	if !next.IsZero() {
		d = min(d, time.Until(next))
	}
	b.mu.Lock()
	for id, l := range b.later {
		if !b.active[id] {
			d = min(d, time.Until(l.due))
		}
	}
	b.mu.Unlock()
	pause(ctx, d, b.wake)
}

func pause(ctx context.Context, d time.Duration, wake <-chan struct{}) {
	if d <= 0 {
		return
	}
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
	case <-wake:
	case <-ctx.Done():
	}
}

// due returns the messages in work/ whose next attempt has come, and marks them
// as active.
func (b *Box) due() []string {
	b.mu.Lock()
	defer b.mu.Unlock()
	var out []string
	for id, l := range b.later {
		if !b.active[id] && !time.Now().Before(l.due) {
			b.active[id] = true
			out = append(out, id)
		}
	}
	return out
}

// do is the work of a mover.
func (b *Box) do(ctx context.Context, t task) {
	id := t.id
	var err error
	if t.c != nil {
		id, err = b.take(t.c)
		if id == "" && err != nil {
			b.refuse(t.c.key(), err)
			return
		}
		b.mu.Lock()
		delete(b.taking, t.c.key())
		delete(b.refused, t.c.key())
		b.mu.Unlock()
		if id == "" {
			return
		}
	}
	if err == nil {
		err = b.process(ctx, id)
	}
	b.mu.Lock()
	delete(b.active, id)
	l := b.later[id]
	if err == nil {
		delete(b.later, id)
		b.mu.Unlock()
		return
	}
	if l == nil {
		l = &later{since: time.Now()}
		b.later[id] = l
	}
	if l.tries < 16 {
		l.tries++
	}
	wait := min(50*time.Millisecond<<l.tries, time.Minute)
	if errors.Is(err, errLater) {
		wait = min(wait, time.Second)
	}
	l.due = time.Now().Add(wait)
	b.mu.Unlock()
	if !errors.Is(err, errLater) && ctx.Err() == nil {
		b.notify(Event{What: "error", ID: id, Err: plain(err)})
	}
	b.awake()
}

// refuse leaves a candidate alone for a while, and tells why, once. A folder of
// somebody else that the service may not write to cannot be moved, for instance.
func (b *Box) refuse(key string, err error) {
	err = plain(err)
	b.mu.Lock()
	old := b.refused[key]
	b.refused[key] = err.Error()
	b.mu.Unlock()
	if old != err.Error() {
		b.notify(Event{What: "error", Err: fmt.Errorf("something in outbox/ cannot be taken: %w", err)})
	}
	time.AfterFunc(min(5*time.Second, b.opt.Interval), func() {
		b.mu.Lock()
		delete(b.taking, key)
		b.mu.Unlock()
		b.awake()
	})
}

// awake asks for a scan now.
func (b *Box) awake() {
	select {
	case b.wake <- struct{}{}:
	default: // asked for already
	}
}

// rooted compares the folders with those that were opened: a folder that was
// replaced sends no more events, and one that is gone has no lock.
func (b *Box) rooted(w *watcher) error {
	fi, err := os.Stat(b.base)
	switch {
	case errors.Is(err, fs.ErrNotExist): // moved away, and what replaces it is not there yet
		return fmt.Errorf("outbox: %s: %w", b.base, ErrReplaced)
	case err != nil:
		return fmt.Errorf("outbox: %w", err)
	}
	var ino [2]uint64
	if ino[0], ino[1] = identity(fi); ino != b.baseIno {
		return fmt.Errorf("outbox: %s: %w", b.base, ErrReplaced)
	}
	fi, err = os.Stat(b.out)
	if err != nil {
		return nil // the scan says so, and goes on when it is back
	}
	if ino[0], ino[1] = identity(fi); ino != b.outIno {
		b.outIno = ino
		w.close()
		b.notify(Event{What: "root-replaced"})
	}
	return nil
}

// told notifies of trouble with the scan, once for each trouble.
func (b *Box) told(err error) {
	s := ""
	if err != nil {
		err = plain(err)
		s = err.Error()
	}
	if s != b.trouble && err != nil {
		b.notify(Event{What: "error", Err: err})
	}
	b.trouble = s
}

// plain takes names of files out of an error: they may hold personal data.
func plain(err error) error {
	var pe *fs.PathError
	var le *os.LinkError
	switch {
	case errors.As(err, &pe):
		return fmt.Errorf("outbox: %s: %w", pe.Op, pe.Err)
	case errors.As(err, &le):
		return fmt.Errorf("outbox: %s: %w", le.Op, le.Err)
	}
	return err
}
