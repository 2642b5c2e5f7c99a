package outbox

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// A Desk is where people decide about what is held. It works beside the
// service that watches the folder, and one desk works at a time.
type Desk struct {
	b    *Box
	lock *os.File
}

// Errors of decisions. Each has words for people.
var (
	ErrDesk      = errors.New("somebody else is deciding at this moment")
	ErrNotFound  = errors.New("nothing with this number is held")
	ErrAmbiguous = errors.New("more than one held item has a number that begins like this")
	ErrOwner     = errors.New("the owner of a file cannot approve it")
	ErrApprover  = errors.New("not one of those who may approve")
	ErrPeople    = errors.New("the number of people is not the one that the report shows")
	ErrBlocked   = errors.New("the verdict is block: it must not go to this recipient")
	ErrUnread    = errors.New("it was never looked at: drop it into the outbox again")
	ErrAltered   = errors.New("the content is no longer what was checked: drop it into the outbox again")
	ErrMissing   = errors.New("the file is no longer in held/")
)

// OpenDesk opens the desk of a folder that a service has made. Of opt it uses
// Dir, ByID, Audit, Hooks and FS.
func OpenDesk(opt Options) (*Desk, error) {
	if _, err := os.Stat(filepath.Join(opt.Dir, "held", reports)); err != nil {
		return nil, fmt.Errorf("outbox: %w", err)
	}
	b, err := prepare(opt)
	if err != nil {
		return nil, err
	}
	return openDesk(b)
}

func openDesk(b *Box) (*Desk, error) {
	l, err := lock(filepath.Join(b.held, reports, ".lock"))
	if errors.Is(err, ErrRunning) {
		err = ErrDesk
	}
	if err != nil {
		return nil, fmt.Errorf("outbox: %w", err)
	}
	return &Desk{b, l}, nil
}

// Close lets others decide.
func (d *Desk) Close() error { return d.lock.Close() }

// List returns the records of what is held, the oldest first. Records that
// cannot be read are in the error, beside the others.
func (d *Desk) List() ([]*Record, error) {
	es, err := d.b.fs.ReadDir(filepath.Join(d.b.held, reports))
	if err != nil {
		return nil, err
	}
	var out []*Record
	var errs []error
	for _, e := range es {
		if filepath.Ext(e.Name()) != ".json" {
			continue
		}
		r, err := d.b.fs.readRecord(filepath.Join(d.b.held, reports, e.Name()))
		if err != nil {
			errs = append(errs, err)
			continue
		}
		out = append(out, r)
	}
	slices.SortStableFunc(out, func(a, b *Record) int { return a.Taken.Compare(b.Taken) })
	return out, errors.Join(errs...)
}

// Find returns the record whose ID is id, or is the only one that begins or
// ends with it.
func (d *Desk) Find(id string) (*Record, error) {
	all, err := d.List()
	var found []*Record
	for _, r := range all {
		if r.ID == id {
			return r, nil
		}
		if len(id) >= 4 && (strings.HasPrefix(r.ID, id) || strings.HasSuffix(r.ID, id)) {
			found = append(found, r)
		}
	}
	switch {
	case len(found) == 1:
		return found[0], nil
	case len(found) > 1:
		return nil, ErrAmbiguous
	}
	return nil, errors.Join(ErrNotFound, err)
}

// Reason returns the text that stands beside a held file.
func (d *Desk) Reason(r *Record) ([]byte, error) {
	for _, p := range r.Pages {
		if strings.HasSuffix(string(p), ".txt") {
			return d.b.fs.ReadFile(filepath.Join(d.b.held, string(p)), most)
		}
	}
	return nil, fs.ErrNotExist
}

// Approve releases a held message because by, who must not be its owner, says
// so, and names the number of people that the report shows. approvers are
// those who may; none means anybody. What changed since the check, or was
// never checked, is not released.
func (d *Desk) Approve(r *Record, by string, people int, approvers []string) error {
	switch {
	case r.Decision != nil:
		return d.carryOut(r)
	case r.Verdict == "block":
		return ErrBlocked
	case by == "" || by == r.Owner || r.Owner == "":
		return ErrOwner
	case len(approvers) > 0 && !slices.Contains(approvers, by):
		return ErrApprover
	case people != r.People:
		return ErrPeople
	}
	if err := d.unchanged(r); err != nil {
		return err
	}
	return d.decide(r, Decision{Action: "approve", By: by, Time: time.Now().Round(0), People: people})
}

// Reject moves a held message to rejected/, with the pages that say why. The
// owner may do that, too.
func (d *Desk) Reject(r *Record, by string) error {
	if r.Decision != nil {
		return d.carryOut(r)
	}
	return d.decide(r, Decision{Action: "reject", By: by, Time: time.Now().Round(0), People: r.People})
}

// Expire rejects what was held for longer than age. It never releases anything.
func (d *Desk) Expire(age time.Duration) (expired []*Record, err error) {
	all, err := d.List()
	for _, r := range all {
		if r.Decision != nil || time.Since(r.Decided) < age {
			continue
		}
		if derr := d.decide(r, Decision{Action: "expire", Time: time.Now().Round(0), People: r.People}); derr != nil {
			err = errors.Join(err, fmt.Errorf("%s: %w", r.ID, derr))
			continue
		}
		expired = append(expired, r)
	}
	return expired, err
}

// Resume carries out what was decided before a crash, and sweeps away what was
// only half written.
func (d *Desk) Resume() error {
	all, err := d.List()
	for _, outcome := range []string{"ready", "held", "rejected"} {
		// A path with a pattern in it finds nothing, and nothing is swept.
		left, _ := filepath.Glob(filepath.Join(d.b.folder(outcome), reports, "*"+temporary))
		for _, p := range left {
			if rerr := d.b.fs.Remove(p); rerr != nil && !errors.Is(rerr, fs.ErrNotExist) {
				err = errors.Join(err, rerr)
			}
		}
	}
	for _, r := range all {
		if r.Decision != nil {
			if cerr := d.carryOut(r); cerr != nil {
				err = errors.Join(err, fmt.Errorf("%s: %w", r.ID, cerr))
			}
		}
	}
	return err
}

// unchanged makes sure that what lies in held/ is what was checked, and that
// nobody can change it through another name from now on.
func (d *Desk) unchanged(r *Record) error {
	root := filepath.Join(d.b.held, string(r.Placed))
	leaves, _, err := d.b.fs.tree(root)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return ErrMissing
	case err != nil:
		return err
	case special(leaves):
		return ErrUnread
	case len(leaves) != len(r.Files):
		return ErrAltered
	}
	for i, l := range leaves {
		if r.Files[i].SHA256 == "" {
			return ErrUnread
		}
		if links(l.fi) > 1 {
			tmp := filepath.Join(d.b.held, reports, r.ID+temporary)
			if err := d.b.fs.Copy(l.path(root), tmp); err != nil {
				return err
			}
			if err := d.b.fs.Replace(tmp, l.path(root)); err != nil {
				return err
			}
		}
		if why, _ := d.b.fs.unfinished(l.path(root), []leaf{{sig: l.sig, fi: l.fi}}); why == Writing {
			return ErrAltered
		}
		sum, err := d.b.fs.Hash(l.path(root))
		if err != nil {
			return err
		}
		if sum != r.Files[i].SHA256 {
			return ErrAltered
		}
	}
	return nil
}

// decide writes a decision down, first into the audit, then into the record,
// and carries it out.
func (d *Desk) decide(r *Record, x Decision) error {
	fi, err := d.b.fs.Lstat(filepath.Join(d.b.held, string(r.Placed)))
	if errors.Is(err, fs.ErrNotExist) {
		if x.Action == "approve" {
			return ErrMissing
		}
		err = nil
	}
	if err != nil {
		return err
	}
	if fi != nil {
		x.Ino[0], x.Ino[1] = identity(fi)
	}
	e := Event{What: x.Action, ID: r.ID, Shown: r.Shown, Verdict: r.Verdict, Why: r.Why, People: r.People, Rules: r.Rules, To: r.To, Owner: r.Owner, By: x.By, Files: len(r.Files)}
	for _, f := range r.Files {
		e.SHA256 = append(e.SHA256, f.SHA256)
		e.Bytes += f.Bytes
	}
	if err := d.b.audit(e); err != nil {
		return fmt.Errorf("outbox: nothing is decided without its line in the audit: %w", err)
	}
	r.Decision = &x
	if err := d.put(d.b.recordPath("held", r.ID), r); err != nil {
		return err
	}
	if err := d.carryOut(r); err != nil {
		return err
	}
	d.b.notify(e)
	return nil
}

// carryOut moves what was decided about: the record, then the file, then what
// is left. Each step may have been done before a crash.
func (d *Desk) carryOut(r *Record) error {
	to := *r
	to.Outcome = "rejected"
	if r.Decision.Action == "approve" {
		to.Outcome = "ready"
	}
	from := filepath.Join(d.b.held, string(r.Placed))
	moved := false
	for !moved {
		fi, err := d.b.fs.Lstat(from)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		var ino [2]uint64
		if err == nil {
			ino[0], ino[1] = identity(fi)
		}
		if err != nil || ino != r.Decision.Ino {
			break // it went already; what has its name is something else
		}
		if to.Outcome == "ready" { // time may have passed since the decision
			if err := d.unchanged(r); err != nil {
				return err
			}
		}
		err = d.move(from, r, &to)
		if err != nil && !errors.Is(err, fs.ErrExist) {
			return err
		}
		moved = err == nil
	}
	for i, p := range r.Pages {
		var err error
		old := filepath.Join(d.b.held, string(p))
		if to.Outcome == "ready" || i >= len(to.Pages) || !moved {
			err = d.b.fs.Remove(old)
		} else {
			err = d.b.fs.Rename(old, filepath.Join(d.b.rej, string(to.Pages[i])))
		}
		if err != nil && !errors.Is(err, fs.ErrNotExist) && !errors.Is(err, fs.ErrExist) {
			return err
		}
	}
	side := func(outcome string) string {
		return strings.TrimSuffix(d.b.recordPath(outcome, r.ID), ".json") + ".to"
	}
	if err := d.b.fs.Rename(side("held"), side(to.Outcome)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if to.Outcome == "ready" && moved {
		d.b.runHook(context.Background(), &to)
	}
	if err := d.b.fs.Remove(d.b.recordPath("held", r.ID)); err != nil {
		return err
	}
	return d.b.fs.SyncDir(filepath.Join(d.b.held, reports))
}

// move puts the record in its new place and then the file.
func (d *Desk) move(from string, r, to *Record) error {
	name := filepath.Base(string(r.Name))
	release := func() {}
	switch {
	case to.Outcome == "ready" && d.b.opt.ByID:
		to.Placed, to.Pages = DiskName(filepath.Join(r.ID, name)), nil
		if err := d.b.fs.Mkdir(filepath.Join(d.b.ready, r.ID)); err != nil && !errors.Is(err, fs.ErrExist) {
			return err
		}
	default:
		var ends []string
		for _, p := range r.Pages {
			if ext := filepath.Ext(string(p)); to.Outcome == "rejected" {
				ends = append(ends, filepath.Ext(strings.TrimSuffix(string(p), ext))+ext) // .理由.html
			}
		}
		release = d.b.reserve(to, name, ends)
	}
	defer release()
	if err := d.put(d.b.recordPath(to.Outcome, r.ID), to); err != nil {
		return err
	}
	return d.b.fs.move(from, filepath.Join(d.b.folder(to.Outcome), string(to.Placed)))
}

// put writes a record that the service must be able to read, too.
func (d *Desk) put(path string, r *Record) error {
	if err := d.b.fs.putRecord(path, r); err != nil {
		return err
	}
	if err := adopt(path); err != nil {
		return err
	}
	return d.b.fs.SyncDir(filepath.Dir(path))
}
