package outbox

import (
	"errors"
	"io/fs"
	"path/filepath"
	"strings"
	"time"
)

// A sighting is what the scan remembers of something that is not complete yet.
// Its times are read from the clock that does not jump.
type sighting struct {
	sig          signature
	first, since time.Time // when it was first seen, and first seen like this
	due          time.Time // when to look closer again
	pass         uint64
}

// A candidate is something complete, or something that was waited for long
// enough.
type candidate struct {
	folder string // below outbox/, "" at its top
	name   string
	to     []string
	why    Why
	side   string // path of the file with its recipients, "" when there is none
	sig    signature
}

// key is where it lies below outbox/.
func (c *candidate) key() string { return filepath.Join(c.folder, c.name) }

// atOnce bounds how many candidates a scan returns, so that a small file that
// comes after ten thousand others does not wait for them all to be seen again.
const atOnce = 1024

// A scan is one look at the outbox.
type scan struct {
	b     *Box
	now   time.Time
	pass  uint64
	next  time.Time // when something is worth another look
	found []candidate
	dirs  []string // folders to=…, which want a watch as well
}

// scan looks at everything in the outbox once.
func (b *Box) scan(pass uint64) (*scan, error) {
	s := &scan{b: b, now: time.Now(), pass: pass}
	fi, err := b.fs.Lstat(b.out)
	if err != nil {
		return s, err
	}
	wfi, err := b.fs.Lstat(b.work)
	if err != nil {
		return s, err
	}
	if fi.Mode()&fs.ModeSymlink == 0 { // a link was resolved when the box was opened
		dev, _ := identity(fi)
		if wdev, _ := identity(wfi); dev != wdev {
			return s, errOtherFS
		}
	}
	if err := s.folder("", nil); err != nil {
		return s, err
	}
	for k, v := range b.seen {
		if v.pass != pass {
			delete(b.seen, k)
			b.mu.Lock()
			delete(b.refused, k)
			b.mu.Unlock()
		}
	}
	return s, nil
}

var errOtherFS = errors.New("outbox: the folder outbox is on another file system now")

// folder looks at the top of the outbox, or at a folder that names recipients.
func (s *scan) folder(rel string, to []string) error {
	es, err := s.b.fs.ReadDir(filepath.Join(s.b.out, rel))
	if err != nil {
		return err
	}
	names := make(map[string]bool, len(es))
	for _, e := range es {
		names[e.Name()] = true
	}
	for _, e := range es {
		name := e.Name()
		if addr, ok := strings.CutPrefix(name, folderPrefix); ok && rel == "" && e.IsDir() {
			if to, err := parseRecipients([]byte(addr)); err == nil {
				s.dirs = append(s.dirs, filepath.Join(s.b.out, name))
				if err := s.folder(name, to); err != nil && !errors.Is(err, fs.ErrNotExist) {
					return err
				}
				continue
			}
		}
		if err := s.entry(rel, name, to, names); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return nil
}

// entry looks at one name.
func (s *scan) entry(rel, name string, to []string, names map[string]bool) error {
	c := candidate{folder: rel, name: name, to: to}
	base, sidecar := strings.CutSuffix(name, sidecarEnd)
	sidecar = sidecar && base != ""
	if sidecar && names[base] {
		return nil // goes with its file
	}
	b := s.b
	b.mu.Lock()
	taken := b.taking[c.key()]
	b.mu.Unlock()
	if taken || len(s.found) >= atOnce {
		if g := b.seen[c.key()]; g != nil {
			g.pass = s.pass
		}
		if !taken {
			s.again(s.now)
		}
		return nil
	}
	path := filepath.Join(b.out, rel, name)
	leaves, sig, err := b.fs.tree(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	least := settle(sig, b.opt.Settle)
	side := path + sidecarEnd
	if fi, err := b.fs.Lstat(side); err == nil && names[name+sidecarEnd] { // must be complete as well
		sig.tree = mix(sig.tree, sidecarEnd, sign(fi))
		least = max(least, settle(sign(fi), b.opt.Settle))
	} else {
		side = ""
	}
	if err == nil && len(leaves) == 0 { // a new folder that somebody is about to fill
		s.again(s.now.Add(time.Second))
		return nil
	}
	broken := err // a tree that cannot be read: the signature says when it changes
	g := b.seen[c.key()]
	switch {
	case g == nil:
		g = &sighting{sig: sig, first: s.now, since: s.now}
		b.seen[c.key()] = g
	case g.sig != sig:
		g.sig, g.since, g.due = sig, s.now, time.Time{}
	}
	g.pass = s.pass
	c.sig = sig
	if s.now.Before(g.due) {
		s.again(g.due)
		return nil
	}
	quiet := s.now.Sub(g.since)
	wait := func(why Why, more time.Duration) {
		if quiet >= b.opt.WaitLimit || s.now.Sub(g.first) >= 6*b.opt.WaitLimit {
			c.why = why
			s.found = append(s.found, c)
			return
		}
		g.due = s.now.Add(min(more, b.opt.WaitLimit-quiet))
		s.again(g.due)
	}
	// What has to rest is not stuck, unless it never does.
	rest := func(least time.Duration) {
		if s.now.Sub(g.first) >= 6*b.opt.WaitLimit+least {
			c.why = Writing
			s.found = append(s.found, c)
			return
		}
		g.due = g.since.Add(least)
		s.again(g.due)
	}
	if broken != nil && !errors.Is(broken, errTooMany) {
		least = max(least, b.opt.Settle)
	}
	switch {
	case sidecar:
		wait(Orphan, time.Second)
		return nil
	case temporaryName(name):
		wait(Temporary, time.Second)
		return nil
	case quiet < least:
		rest(least)
		return nil
	case broken != nil:
		c.why = Unreadable
		if errors.Is(broken, errTooMany) {
			c.why = TooMany
		}
		s.found = append(s.found, c)
		return nil
	case special(leaves):
		c.why = Special
	case locked(name, names):
		wait(Editing, time.Second)
		return nil
	default:
		why, known := b.fs.unfinished(path, leaves)
		if side != "" && why == "" {
			var open, ok bool
			if open, ok = b.fs.Busy(side); open {
				why = Writing
			}
			known = known && ok
		}
		if why == "" && !known && quiet < b.opt.Settle {
			rest(b.opt.Settle)
			return nil
		}
		if why != "" {
			// A file that stays open gets looked at less and less often.
			wait(why, min(max(s.now.Sub(g.first)/8, 20*time.Millisecond), time.Second))
			return nil
		}
	}
	s.recipients(&c, path, side)
	s.found = append(s.found, c)
	return nil
}

// settle is how long nothing may change before anything else is asked.
func settle(sig signature, unknown time.Duration) time.Duration {
	switch {
	case sig.mode.IsDir():
		return unknown
	case sig.size == 0 && sig.mode.IsRegular():
		return min(settleEmpty, unknown)
	}
	return min(settleKnown, unknown)
}

// special tells whether anything is not an ordinary file.
func special(leaves []leaf) bool {
	for _, l := range leaves {
		if !l.fi.Mode().IsRegular() {
			return true
		}
	}
	return false
}

// recipients reads the recipients from the file beside it, or in the dropped
// folder. They count more than those of the folder it lies in.
func (s *scan) recipients(c *candidate, path, side string) {
	if side == "" && c.sig.mode.IsDir() {
		if strings.HasPrefix(c.name, folderPrefix) {
			c.why = Recipients // a folder of that name whose recipients cannot be read
		}
		if p := filepath.Join(path, insideName); s.b.fs.exists(p) {
			side = p
		}
	}
	if side == "" {
		return
	}
	c.side = side
	raw, err := s.b.fs.ReadFile(side, 1<<20)
	to, perr := parseRecipients(raw)
	if err != nil || perr != nil {
		c.why, c.to = Recipients, nil
		return
	}
	c.to = to
}

// again asks for another scan not later than t.
func (s *scan) again(t time.Time) {
	if s.next.IsZero() || t.Before(s.next) {
		s.next = t
	}
}
