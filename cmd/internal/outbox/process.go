package outbox

import (
	"context"
	"encoding/json"
	"errors"
	"io/fs"
	"path/filepath"
	"time"
)

// errLater: somebody still writes to a file that was taken.
var errLater = errors.New("outbox: not yet")

// process brings a message in work/ to its end, from wherever it stands.
func (b *Box) process(ctx context.Context, id string) error {
	name, err := b.name(id)
	if err != nil {
		return err
	}
	rec, err := b.decided(id)
	if err != nil {
		return err
	}
	if name == "" {
		if rec != nil && rec.placed {
			return b.finish(ctx, id, rec.Record)
		}
		// It was never taken, or somebody took it out of work/.
		if rec != nil {
			b.notify(Event{What: "gone", ID: id, Shown: rec.Shown})
		}
		return b.clear(id)
	}
	it, err := b.readItem(id)
	if err != nil {
		if !errors.Is(err, fs.ErrNotExist) && !isSyntax(err) {
			return err
		}
		it = &item{ID: id, Name: DiskName(name), Taken: time.Now(), Why: Interrupted}
	}
	if err := b.takeSidecar(it); err != nil {
		return err
	}
	var pages map[string][]byte
	if rec != nil && !b.still(id, name, rec.Record) { // decided for what it no longer is
		if err := b.takeBack(id, rec); err != nil {
			return err
		}
		rec = nil
	}
	if rec == nil {
		r, p, err := b.decide(ctx, it, name)
		if err != nil {
			return err
		}
		rec, pages = &found{Record: r}, p
	}
	if err := b.deliver(id, name, rec, pages); err != nil {
		return err
	}
	return b.finish(ctx, id, rec.Record)
}

func isSyntax(err error) bool {
	var s *json.SyntaxError
	var t *json.UnmarshalTypeError
	return errors.As(err, &s) || errors.As(err, &t)
}

// found is a record, and whether it stands in .reports already.
type found struct {
	*Record
	placed bool
}

// decided returns the record of a message in work/, nil when there is none.
func (b *Box) decided(id string) (*found, error) {
	for _, p := range []string{filepath.Join(b.dir(id), "report.json"), b.recordPath("ready", id), b.recordPath("held", id)} {
		r, err := b.fs.readRecord(p)
		switch {
		case err == nil:
			return &found{r, filepath.Dir(p) != b.dir(id)}, nil
		case errors.Is(err, errNoRecord) && filepath.Dir(p) == b.dir(id):
			// Nothing was done by it yet; it is written again.
		case !errors.Is(err, fs.ErrNotExist):
			return nil, err
		}
	}
	return nil, nil
}

// still tells whether the files are those that the record is about. For what
// is held that is asked when it is approved.
func (b *Box) still(id, name string, r *Record) bool {
	if r.Outcome == "held" {
		return true
	}
	root := filepath.Join(b.content(id), name)
	leaves, _, err := b.fs.tree(root)
	if err != nil || len(leaves) != len(r.Files) {
		return false
	}
	for i, l := range leaves {
		sum, err := b.fs.Hash(l.path(root))
		if err != nil || sum != r.Files[i].SHA256 {
			return false
		}
	}
	return true
}

// decide checks the files and returns a record and the pages for people.
func (b *Box) decide(ctx context.Context, it *item, name string) (*Record, map[string][]byte, error) {
	root := filepath.Join(b.content(it.ID), name)
	r := &Record{Schema: schema, ID: it.ID, Name: it.Name, Folder: it.Folder, Owner: it.Owner, From: b.opt.From, To: it.To, Taken: it.Taken, Why: it.Why}
	var res Result
	for try := 0; ; try++ {
		m, sig, err := b.message(it, root, r)
		if err != nil {
			return nil, nil, err
		}
		m.Why = r.Why
		if res, err = b.check(ctx, m); err != nil {
			return nil, nil, err
		}
		if r.Why != "" {
			break
		}
		_, after, err := b.fs.tree(root)
		if err == nil && after == sig && same(res.SHA256, r.Files) {
			break
		}
		if try == 2 {
			r.Why = Changed
		}
	}
	r.Decided = time.Now().Round(0)
	r.Verdict, r.People, r.Shown, r.Report, r.Rules = res.Verdict, res.People, res.Shown, res.Report, res.Rules
	r.Outcome = "held"
	if res.Release && r.Why == "" {
		r.Outcome = "ready"
		return r, nil, nil
	}
	return r, map[string][]byte{".html": res.HTML, ".txt": res.Text}, nil
}

// check asks the front end, not more often at the same time than wanted.
func (b *Box) check(ctx context.Context, m Message) (Result, error) {
	select {
	case b.checks <- struct{}{}:
	case <-ctx.Done():
		return Result{}, ctx.Err()
	}
	defer func() { <-b.checks }()
	return b.opt.Check(ctx, m)
}

// message lists the files of a message with their hashes in r.Files, and finds
// out whether they can be checked at all.
func (b *Box) message(it *item, root string, r *Record) (Message, signature, error) {
	m := Message{ID: it.ID, From: b.opt.From, To: it.To}
	leaves, sig, err := b.fs.tree(root)
	if err == nil && r.Why == "" && !special(leaves) {
		if err = b.privatise(it.ID, root, leaves); err == nil {
			leaves, sig, err = b.fs.tree(root)
		}
	}
	switch {
	case errors.Is(err, errTooMany):
		r.Why = TooMany
	case err != nil && !isLocal(err):
		return m, sig, err
	case err != nil:
		b.set(r, Unreadable)
	case special(leaves):
		b.set(r, Special)
	case r.Why == "":
		if why, _ := b.fs.unfinished(root, leaves); why == Writing {
			if !b.waited(it.ID) {
				return m, sig, errLater
			}
			r.Why = Writing
		}
	}
	r.Files = nil
	for _, l := range leaves {
		f := RecordFile{Path: DiskName(filepath.ToSlash(filepath.Join(string(it.Name), l.name))), Bytes: l.fi.Size()}
		if l.fi.Mode().IsRegular() && r.Why == "" {
			if f.SHA256, err = b.fs.Hash(l.path(root)); err != nil {
				if !isLocal(err) {
					return m, sig, err
				}
				r.Why = Unreadable
			}
		}
		r.Files = append(r.Files, f)
		m.Files = append(m.Files, File{Name: string(f.Path), Path: l.path(root), Size: f.Bytes})
	}
	return m, sig, nil
}

func (b *Box) set(r *Record, why Why) {
	if r.Why == "" {
		r.Why = why
	}
}

// waited tells whether a taken message was waited for long enough.
func (b *Box) waited(id string) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	l := b.later[id]
	return l != nil && time.Since(l.since) >= b.opt.WaitLimit
}

// same tells whether the files that were checked have the hashes from before
// the check. A file that could not be read has none; that is in the verdict.
func same(sums []string, files []RecordFile) bool {
	if len(sums) != len(files) {
		return false
	}
	for i, s := range sums {
		if s != "" && s != files[i].SHA256 {
			return false
		}
	}
	return true
}
