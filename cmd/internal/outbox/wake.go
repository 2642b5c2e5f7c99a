package outbox

import (
	"errors"
	"time"

	"github.com/fsnotify/fsnotify"
)

// A watcher turns events of the file system into wake-ups. What the events say
// is of no interest.
type watcher struct {
	b      *Box
	w      *fsnotify.Watcher
	retry  time.Time // when to try again, after watching failed
	failed bool
}

// ensure watches the outbox and these folders in it.
func (w *watcher) ensure(dirs []string) {
	if w.b.opt.Poll > 0 && !w.failed || w.failed && time.Now().Before(w.retry) {
		return
	}
	err := w.add(dirs)
	if err == nil {
		if w.failed {
			w.failed, w.b.opt.Poll = false, 0
		}
		return
	}
	w.close()
	w.retry = time.Now().Add(time.Minute)
	if !w.failed {
		w.failed = true
		w.b.opt.Poll = time.Second
		w.b.notify(Event{What: "polling", Err: plain(err)})
	}
}

func (w *watcher) add(dirs []string) error {
	if w.w == nil {
		n, err := w.b.fs.Watcher()
		if err != nil {
			return err
		}
		w.w = n
		go w.drain(n)
		w.b.awake() // whatever came before the watch
	}
	have := map[string]bool{}
	for _, d := range w.w.WatchList() {
		have[d] = true
	}
	for _, d := range append([]string{w.b.out}, dirs...) {
		if have[d] {
			continue
		}
		if err := w.w.Add(d); err != nil {
			return err
		}
		w.b.awake()
	}
	return nil
}

// drain ends when the watcher is closed.
func (w *watcher) drain(n *fsnotify.Watcher) {
	for {
		select {
		case _, ok := <-n.Events:
			if !ok {
				return
			}
		case err, ok := <-n.Errors:
			if !ok {
				return
			}
			if errors.Is(err, fsnotify.ErrEventOverflow) {
				w.b.notify(Event{What: "events-lost"})
			} else {
				w.b.notify(Event{What: "error", Err: plain(err)})
			}
		}
		w.b.awake()
	}
}

func (w *watcher) close() {
	if w.w != nil {
		w.w.Close() // nothing of ours depends on how that goes
		w.w = nil
	}
}
