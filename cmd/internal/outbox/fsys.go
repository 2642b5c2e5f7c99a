package outbox

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/fsnotify/fsnotify"
)

// An FS is the file system as the box uses it: a few operations, each of them
// whole, so that a test can put a fault in the place of each.
type FS struct {
	Lstat   func(path string) (fs.FileInfo, error)
	ReadDir func(path string) ([]fs.DirEntry, error)
	// ReadFile returns a file of at most most bytes, without following a link.
	ReadFile func(path string, most int64) ([]byte, error)
	// Write makes a new file and returns when its content is on the disk. A
	// file of that name is replaced.
	Write func(path string, content []byte) error
	// Copy makes a copy that is on the disk, with the mode and the time of the
	// original.
	Copy func(from, to string) error
	// Hash makes sure that a file is on the disk and returns its SHA-256.
	Hash  func(path string) (string, error)
	Mkdir func(path string) error
	// Rename never replaces anything: it fails with fs.ErrExist.
	Rename func(from, to string) error
	// Replace renames a file over another of our own.
	Replace func(from, to string) error
	Remove  func(path string) error
	// SyncDir returns when the names in a folder are on the disk.
	SyncDir func(path string) error
	// Busy tells whether somebody has a file open for writing.
	Busy func(path string) (busy, known bool)
	// Watcher makes what wakes the scan up.
	Watcher func() (*fsnotify.Watcher, error)
}

// RealFS returns the file system of the machine.
func RealFS() *FS {
	return &FS{
		Lstat:    os.Lstat,
		ReadDir:  os.ReadDir,
		ReadFile: readFile,
		Write:    writeFile,
		Copy:     copyFile,
		Hash:     hashFile,
		Mkdir:    func(p string) error { return os.Mkdir(p, 0o755) }, // below work/, which is closed to others
		Rename:   renameNew,
		Replace:  os.Rename,
		Remove:   os.Remove,
		SyncDir:  syncDir,
		Busy:     busy,
		Watcher:  fsnotify.NewWatcher,
	}
}

// open opens a regular file for reading. It follows no link and never waits
// for the other end of a pipe.
func open(path string) (*os.File, error) {
	f, err := os.OpenFile(path, os.O_RDONLY|openFlags, 0)
	if err != nil {
		return nil, err
	}
	if fi, err := f.Stat(); err != nil || !fi.Mode().IsRegular() {
		return nil, errors.Join(err, f.Close(), &fs.PathError{Op: "open", Path: path, Err: errNotRegular})
	}
	return f, nil
}

var errNotRegular = errors.New("not a regular file")

func readFile(path string, most int64) ([]byte, error) {
	f, err := open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	b, err := io.ReadAll(io.LimitReader(f, most+1))
	if err == nil && int64(len(b)) > most {
		err = &fs.PathError{Op: "read", Path: path, Err: errors.New("too large")}
	}
	return b, err
}

// temporary is what the box adds to the name of a file that is being written.
const temporary = ".monban-tmp"

func writeFile(path string, content []byte) error {
	tmp := path + temporary
	f, err := os.OpenFile(tmp, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	_, err = f.Write(content)
	if err == nil {
		err = f.Sync()
	}
	if err = errors.Join(err, f.Close()); err != nil {
		return errors.Join(err, os.Remove(tmp))
	}
	return os.Rename(tmp, path)
}

func copyFile(from, to string) error {
	in, err := open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	fi, err := in.Stat()
	if err != nil {
		return err
	}
	out, err := os.OpenFile(to, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, fi.Mode().Perm()|0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(out, in)
	if err == nil {
		err = out.Sync()
	}
	if err = errors.Join(err, out.Close()); err != nil {
		return errors.Join(err, os.Remove(to))
	}
	return os.Chtimes(to, fi.ModTime(), fi.ModTime())
}

func hashFile(path string) (string, error) {
	f, err := open(path)
	if err != nil {
		return "", err
	}
	defer f.Close()
	if err := f.Sync(); err != nil && !errors.Is(err, errSyncReadOnly) {
		return "", err
	}
	return digest(f)
}

func digest(r io.Reader) (string, error) {
	h := sha256.New()
	if _, err := io.Copy(h, r); err != nil {
		return "", err
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}

// exists tells whether something of that name is there. An error counts as
// yes: nothing must be put over what cannot be seen.
func (f *FS) exists(path string) bool {
	_, err := f.Lstat(path)
	return !errors.Is(err, fs.ErrNotExist)
}

// move renames and makes the new name durable. The old one goes in the same
// transaction where the file system has a journal; without one, a power cut
// leaves both names, never none.
func (f *FS) move(from, to string) error {
	if err := f.Rename(from, to); err != nil {
		return err
	}
	return f.SyncDir(filepath.Dir(to))
}
