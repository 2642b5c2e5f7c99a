package outbox

import (
	"encoding/json"
	"errors"
	"io/fs"
	"path/filepath"
	"syscall"
	"time"
)

// take brings a candidate into a folder of its own in work/, and returns its
// ID; "" when it is no longer there. First it is written down what is to be
// taken and for whom, then one rename takes it: whatever happens between, it is
// either still in the outbox or in work/ with its notes.
func (b *Box) take(c *candidate) (string, error) {
	from := filepath.Join(b.out, c.folder, c.name)
	fi, err := b.fs.Lstat(from)
	if errors.Is(err, fs.ErrNotExist) {
		return "", nil
	}
	if err != nil {
		return "", err
	}
	now := time.Now()
	it := &item{ID: newID(now), Folder: DiskName(c.folder), Name: DiskName(c.name), To: c.to, Taken: now.Round(0), Why: c.why, Owner: owner(from, fi)}
	if len(it.To) == 0 && c.why == "" {
		it.To = b.opt.To
	}
	if c.side != "" {
		rel, err := filepath.Rel(b.out, c.side)
		if err != nil {
			return "", err
		}
		sfi, err := b.fs.Lstat(c.side)
		if err != nil {
			return "", err // it went: look again at what is there now
		}
		it.Sidecar = DiskName(rel)
		it.SidecarIno[0], it.SidecarIno[1] = identity(sfi)
	}
	notes, err := json.Marshal(it)
	if err != nil {
		return "", err
	}
	err = b.fs.Mkdir(b.dir(it.ID))
	if err == nil {
		err = b.fs.Mkdir(b.content(it.ID))
	}
	if err == nil {
		err = b.fs.Write(filepath.Join(b.dir(it.ID), "item.json"), notes)
	}
	if err == nil {
		// No sync: after a power cut the file is in either place, and both are
		// looked at when the service starts.
		err = b.fs.Rename(from, filepath.Join(b.content(it.ID), c.name))
	}
	if err != nil {
		// What was not taken leaves nothing behind. If it was taken after all
		// (network drives say so late), clear keeps it.
		rerr := b.clear(it.ID)
		switch {
		case rerr != nil:
			return it.ID, errors.Join(err, rerr)
		case errors.Is(err, fs.ErrNotExist):
			return "", nil
		}
		return "", err
	}
	return it.ID, nil
}

// takeSidecar brings the file with the recipients out of the outbox, or out of
// the dropped folder: it is not for the recipients. A later file of the same
// name stays where it is.
func (b *Box) takeSidecar(it *item) error {
	if it.Sidecar == "" {
		return nil
	}
	from := filepath.Join(b.out, string(it.Sidecar))
	if own := filepath.Join(string(it.Folder), string(it.Name)); filepath.Dir(string(it.Sidecar)) == own {
		from = filepath.Join(b.content(it.ID), string(it.Name), filepath.Base(from))
	}
	fi, err := b.fs.Lstat(from)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	var now [2]uint64
	if now[0], now[1] = identity(fi); now != it.SidecarIno {
		return nil
	}
	return b.fs.move(from, filepath.Join(b.dir(it.ID), "recipients"))
}

// clear removes the folder of a message that is no longer in it. It cannot
// remove a file that is not our own: content must be empty.
func (b *Box) clear(id string) error {
	if err := b.fs.Remove(b.content(id)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	es, err := b.fs.ReadDir(b.dir(id))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	for _, e := range es {
		if err := b.fs.Remove(filepath.Join(b.dir(id), e.Name())); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return b.fs.Remove(b.dir(id))
}

// name returns what lies in the content folder of a message; "" when there is
// nothing.
func (b *Box) name(id string) (string, error) {
	es, err := b.fs.ReadDir(b.content(id))
	if errors.Is(err, fs.ErrNotExist) || err == nil && len(es) == 0 {
		return "", nil
	}
	if err != nil {
		return "", err
	}
	return es[0].Name(), nil
}

// privatise gives files that have other names a life of their own: through
// another name, the content could change after the check.
func (b *Box) privatise(id, root string, leaves []leaf) error {
	for _, l := range leaves {
		if !l.fi.Mode().IsRegular() || links(l.fi) < 2 {
			continue
		}
		tmp := filepath.Join(b.dir(id), "copy")
		if err := b.fs.Copy(l.path(root), tmp); err != nil {
			return err
		}
		if err := b.fs.Replace(tmp, l.path(root)); err != nil {
			return err
		}
		if err := b.fs.SyncDir(filepath.Dir(l.path(root))); err != nil {
			return err
		}
	}
	return nil
}

// isLocal tells errors of one file, which is held because of them, from those
// of the disk, after which the same work may succeed later.
func isLocal(err error) bool {
	return errors.Is(err, fs.ErrPermission) || errors.Is(err, errNotRegular) || errors.Is(err, fs.ErrNotExist) || errors.Is(err, syscall.EIO)
}
