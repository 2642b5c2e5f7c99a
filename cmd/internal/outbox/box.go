// Package outbox is the watched folder: what lies in outbox/ is taken, checked,
// and appears in ready/ or in held/, once, unchanged, whatever happens between.
//
//	outbox/NAME ─► work/ID/content/NAME ─► ready/NAME or held/NAME
//	               work/ID/item.json        what was taken, for whom
//	               work/ID/report.json ─►   ready/.reports/ID.json
//
// It knows when a file is complete, in which order things are renamed so that a
// crash at any moment leaves each file in exactly one place, and what a second
// person may decide. It does not know what is in a file or what may be sent:
// the front end gives it a function that says so (Options.Check), and another
// that writes the record of what happened (Options.Audit).
//
// The folder is driven by scanning. Events of the file system only wake the
// scan up: they get lost when many come at once, when the folder is replaced,
// and on network drives always.
//
// Nothing is renamed over something else, and ready/ holds nothing whose
// report was not on the disk before. Work goes on after a crash where the
// folders say that it stopped; there is no other state.
//
// Where systems differ: Linux tells by a lease whether somebody still writes a
// file, Windows by its sharing modes; elsewhere, and on network drives, a file
// is complete when nothing changed for Options.Settle and its end is there.
// Windows has no number of a file before it is opened, so that a replaced
// outbox folder is not noticed there by its number, every file is copied once
// (it may have other names), and a folder's names are durable when its journal
// says so.
package outbox

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"
)

// Options choose how a Box works. Dir and Check must be set.
type Options struct {
	// Dir holds the folders outbox, work, ready, held and rejected; those that
	// are missing are made.
	Dir string
	// ByID puts what may go into ready/ID/NAME instead of ready/NAME.
	ByID bool
	// From is the sender of everything in the folder. Files cannot say who
	// sends them: that would make any domain an inside one.
	From string
	// To are the recipients of what names none; without any, somebody outside.
	To []string
	// Jobs is the number of messages that are checked at the same time; 0
	// means one per core. Movers is how many are on their way at all, most of
	// them waiting for the disk; 0 means 32.
	Jobs, Movers int
	// Interval is the longest time between two full scans; 0 means 10 s.
	Interval time.Duration
	// Settle is how long nothing may change where nobody can tell whether a
	// file is still open, and for a dropped folder; 0 means 2 s.
	Settle time.Duration
	// WaitLimit is how long to wait for a file that does not become complete,
	// since it last changed (and six times as long in all); 0 means 10 minutes.
	// Then it is held, and the reason says so.
	WaitLimit time.Duration
	// Poll is the time between scans without events, for network drives; 0
	// means that events are used, and polling once a second when they cannot.
	Poll time.Duration
	// Hooks are programs with arguments to start after an outcome ("ready",
	// "held"); see hook.go. HookTimeout ends them; 0 means a minute.
	Hooks       map[string][]string
	HookTimeout time.Duration
	// Expire is how long something may be held before it is rejected; 0 means
	// for ever.
	Expire time.Duration
	// Ja chooses Japanese names and words for the pages that say why.
	Ja bool
	// Check looks at a message. An error means that it could not be asked now,
	// and the message stays in work/ for another attempt.
	Check func(context.Context, Message) (Result, error)
	// Audit writes a line into the record. It is called before anything moves,
	// and nothing moves when it fails. nil records nothing.
	Audit func(Event) error
	// Notify is told what happened, for logs and counters. nil tells nobody.
	Notify func(Event)
	// FS is the file system; nil means the real one.
	FS *FS
}

// A Message is what Check looks at: a file, or all files of a dropped folder.
type Message struct {
	ID    string
	From  string
	To    []string // empty: unknown, so outside
	Files []File
	// Why is set when the message is held whatever is in it; then nothing is
	// to be opened, and only the pages are wanted.
	Why Why
}

// A File is one file of a message.
type File struct {
	Name string // below the outbox, with slashes
	Path string // where it is now
	Size int64
}

// A Result is what Check found.
type Result struct {
	Release bool // the verdict is pass
	Verdict string
	People  int
	Rules   []string
	// Shown is the message's name for logs: values in it are masked.
	Shown string
	// SHA256 of the files as they were read, in order; "" when one was not.
	SHA256 []string
	Report json.RawMessage
	// HTML and Text say to people why the message is held.
	HTML, Text []byte
}

// An Event is something that happened, without a value of anybody.
type Event struct {
	What    string // "ready", "held", "approve", "reject", "expire", "error", "events-lost", "root-replaced", "polling", "hook-failed", "gone"
	ID      string
	Shown   string
	Verdict string
	Why     Why
	People  int
	Rules   []string
	To      []string
	Files   int
	Bytes   int64
	SHA256  []string
	By      string // who decided
	As      string // the user behind By, when that is another
	Owner   string
	Took    time.Duration // from the take
	Err     error
}

// Errors that a caller may look for.
var (
	// ErrRunning: another process works on this folder.
	ErrRunning = errors.New("another monban watch is working on this folder")
	// ErrReplaced: the folder that was opened is no longer there.
	ErrReplaced = errors.New("the folder was replaced while it was watched")
)

// A Box is a watched folder that this process has the lock of.
type Box struct {
	opt                               Options
	fs                                *FS
	base, out, work, ready, held, rej string
	lock                              *os.File
	baseIno                           [2]uint64
	outIno                            [2]uint64

	checks chan struct{} // one for each running check
	wake   chan struct{}

	mu       sync.Mutex
	reserved map[string]bool   // names in ready/ and held/ that are about to appear
	taking   map[string]bool   // names in outbox/ that a mover has
	refused  map[string]string // why names in outbox/ could not be taken
	later    map[string]*later // messages in work/ that wait for another attempt
	active   map[string]bool   // messages in work/ that a mover has

	seen    map[string]*sighting // of the scan alone
	trouble string               // what the last scan could not do
}

// A later is a message whose work could not be done.
type later struct {
	due, since time.Time
	tries      int
}

const reports = ".reports"

// Open makes the folders, takes the lock, and checks that files can be renamed
// from each folder to the next.
func Open(opt Options) (*Box, error) {
	b, err := prepare(opt)
	if err != nil {
		return nil, err
	}
	if b.lock, err = lock(filepath.Join(b.base, ".monban.lock")); err != nil {
		return nil, fmt.Errorf("outbox: %s: %w", b.base, err)
	}
	return b, nil
}

// prepare makes a box without its lock.
func prepare(opt Options) (*Box, error) {
	set(&opt.Interval, 10*time.Second)
	set(&opt.Settle, 2*time.Second)
	set(&opt.WaitLimit, 10*time.Minute)
	set(&opt.HookTimeout, time.Minute)
	set(&opt.Jobs, defaultJobs())
	set(&opt.Movers, 32)
	b := &Box{opt: opt, fs: opt.FS, checks: make(chan struct{}, opt.Jobs), wake: make(chan struct{}, 1), reserved: map[string]bool{},
		taking: map[string]bool{}, refused: map[string]string{}, later: map[string]*later{}, active: map[string]bool{}, seen: map[string]*sighting{}}
	if b.fs == nil {
		b.fs = RealFS()
	}
	return b, b.folders()
}

func set[T ~int | ~int64](v *T, to T) {
	if *v <= 0 {
		*v = to
	}
}

// folders makes and checks the folders.
func (b *Box) folders() error {
	base, err := filepath.Abs(b.opt.Dir)
	if err == nil {
		base, err = filepath.EvalSymlinks(base)
	}
	if err != nil {
		return fmt.Errorf("outbox: %w", err)
	}
	b.base = base
	b.out, b.work, b.ready, b.held, b.rej = filepath.Join(base, "outbox"), filepath.Join(base, "work"), filepath.Join(base, "ready"), filepath.Join(base, "held"), filepath.Join(base, "rejected")
	var dev uint64
	var real []string
	for i, d := range []string{b.work, b.out, b.ready, b.held, b.rej, filepath.Join(b.ready, reports), filepath.Join(b.held, reports), filepath.Join(b.rej, reports)} {
		mode := fs.FileMode(0o700)
		if d == b.out || d == b.ready {
			mode = 0o750
		}
		if err := os.Mkdir(d, mode); err != nil && !errors.Is(err, fs.ErrExist) {
			return fmt.Errorf("outbox: %w", err)
		}
		fi, err := os.Stat(d)
		if err != nil {
			return fmt.Errorf("outbox: %w", err)
		}
		if !fi.IsDir() {
			return fmt.Errorf("outbox: %s is not a folder", d)
		}
		n, ino := identity(fi)
		if i == 0 {
			dev = n
		}
		if n != dev {
			return fmt.Errorf("outbox: %s is on another file system than %s: files cannot be renamed between them", d, b.work)
		}
		if d == b.out {
			b.outIno = [2]uint64{n, ino}
		}
		p, err := filepath.EvalSymlinks(d)
		if err != nil {
			return fmt.Errorf("outbox: %w", err)
		}
		if i < 5 {
			for _, o := range real {
				if p == o || strings.HasPrefix(p, o+string(filepath.Separator)) || strings.HasPrefix(o, p+string(filepath.Separator)) {
					return fmt.Errorf("outbox: %s and %s lie inside each other", p, o)
				}
			}
			real = append(real, p)
		}
	}
	fi, err := os.Stat(base)
	if err != nil {
		return fmt.Errorf("outbox: %w", err)
	}
	b.baseIno[0], b.baseIno[1] = identity(fi)
	return nil
}

// Close gives the lock back.
func (b *Box) Close() error { return b.lock.Close() }

func (b *Box) notify(e Event) {
	if b.opt.Notify != nil {
		b.opt.Notify(e)
	}
}

func (b *Box) audit(e Event) error {
	if b.opt.Audit == nil {
		return nil
	}
	return b.opt.Audit(e)
}
