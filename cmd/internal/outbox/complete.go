package outbox

import (
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"io/fs"
	"path/filepath"
	"strings"
	"time"
	"unicode/utf8"
)

// How long nothing may change before a file is looked at closer, where the
// system can tell whether it is open. Editors make an empty file first.
const (
	settleKnown = 50 * time.Millisecond
	settleEmpty = time.Second
)

// temporaryName tells whether programs use such a name while they write.
func temporaryName(name string) bool {
	l := strings.ToLower(name)
	if strings.HasPrefix(l, ".") || strings.HasPrefix(l, "~$") || strings.HasSuffix(l, "~") {
		return true
	}
	for _, end := range []string{".tmp", ".temp", ".part", ".partial", ".crdownload", ".download", ".filepart", ".swp", ".upload", ".uploading"} {
		if strings.HasSuffix(l, end) {
			return true
		}
	}
	return false
}

// locked tells whether an editor's lock file for name is among the names. Word
// puts ~$ in the place of up to two characters of a long name, others before
// it; LibreOffice writes .~lock.NAME#.
func locked(name string, names map[string]bool) bool {
	if names[".~lock."+name+"#"] {
		return true
	}
	rest := name
	for range 3 {
		if names["~$"+rest] {
			return true
		}
		_, n := utf8.DecodeRuneInString(rest)
		rest = rest[n:]
	}
	return false
}

// A signature tells whether a file, or a tree of files, changed.
type signature struct {
	size, mtime int64
	dev, ino    uint64
	mode        fs.FileMode
	tree        uint64
}

func sign(fi fs.FileInfo) signature {
	s := signature{size: fi.Size(), mtime: fi.ModTime().UnixNano(), mode: fi.Mode()}
	s.dev, s.ino = identity(fi)
	return s
}

// A leaf is one file of a tree. name is "" for the root itself.
type leaf struct {
	name string
	sig  signature
	fi   fs.FileInfo
}

func (l leaf) path(root string) string { return filepath.Join(root, l.name) }

var errTooMany = errors.New("outbox: too many files in the folder")

// mostFiles is how many files a dropped folder may hold.
const mostFiles = 20_000

// tree lists what is at root, and everything below it when it is a folder.
// Links are not followed. The signature is that of all of it.
func (f *FS) tree(root string) ([]leaf, signature, error) {
	fi, err := f.Lstat(root)
	if err != nil {
		return nil, signature{}, err
	}
	sig := sign(fi)
	if !fi.IsDir() {
		return []leaf{{sig: sig, fi: fi}}, sig, nil
	}
	var out []leaf
	var walk func(rel string) error
	walk = func(rel string) error {
		es, err := f.ReadDir(filepath.Join(root, rel))
		if err != nil {
			return err
		}
		for _, e := range es {
			name := filepath.Join(rel, e.Name())
			fi, err := f.Lstat(filepath.Join(root, name))
			if err != nil {
				return err
			}
			s := sign(fi)
			sig.tree = mix(sig.tree, name, s)
			if fi.IsDir() {
				err = walk(name)
			} else if len(out) == mostFiles {
				err = errTooMany
			} else {
				out = append(out, leaf{name, s, fi})
			}
			if err != nil {
				return err
			}
		}
		return nil
	}
	return out, sig, walk("")
}

// mix is FNV-1a over a name and its signature.
func mix(h uint64, name string, s signature) uint64 {
	const prime = 1099511628211
	for i := range len(name) {
		h = (h ^ uint64(name[i])) * prime
	}
	for _, v := range [...]uint64{uint64(s.size), uint64(s.mtime), s.dev, s.ino, uint64(s.mode)} {
		h = (h ^ v) * prime
	}
	return h
}

// unfinished says why the files at root are not complete, "" when they are as
// far as anybody can tell. known is false when only time can tell whether they
// are still written.
func (f *FS) unfinished(root string, leaves []leaf) (why Why, known bool) {
	known = true
	dirs := map[string]map[string]bool{}
	for _, l := range leaves {
		if l.name == "" {
			continue // its neighbours are the scan's to look at
		}
		d := filepath.Dir(l.name)
		if dirs[d] == nil {
			dirs[d] = map[string]bool{}
		}
		dirs[d][filepath.Base(l.name)] = true
	}
	for _, l := range leaves {
		if !l.fi.Mode().IsRegular() {
			continue
		}
		p := l.path(root)
		if base := filepath.Base(l.name); l.name != "" && (locked(base, dirs[filepath.Dir(l.name)]) || strings.HasPrefix(base, "~$") || strings.HasPrefix(base, ".~lock.")) {
			return Editing, known
		}
		busy, ok := f.Busy(p)
		if busy {
			return Writing, true
		}
		known = known && ok
		if cut(p, l.fi.Size()) {
			return Incomplete, known
		}
	}
	return "", known
}

// cut tells whether a file says at its beginning that something must stand at
// its end, and that is not there. What cannot be read is not cut: the check
// will tell.
func cut(path string, size int64) bool {
	f, err := open(path)
	if err != nil {
		return false
	}
	defer f.Close()
	head := make([]byte, 32)
	n, err := io.ReadFull(f, head)
	if err != nil && err != io.ErrUnexpectedEOF {
		return false
	}
	head = head[:n]
	tail := func(n int64) []byte {
		n = min(n, size)
		b := make([]byte, n)
		if m, err := f.ReadAt(b, size-n); err != nil && err != io.EOF {
			return b[:m]
		}
		return b
	}
	switch {
	case bytes.HasPrefix(head, []byte("PK\x03\x04")): // zip, and the files of Office: the directory stands at the end
		return !bytes.Contains(tail(66_000), []byte("PK\x05\x06"))
	case bytes.HasPrefix(head, []byte("%PDF-")):
		return !bytes.Contains(tail(4096), []byte("%%EOF"))
	case bytes.HasPrefix(head, []byte("7z\xbc\xaf\x27\x1c")) && len(head) == 32:
		return 32+binary.LittleEndian.Uint64(head[12:])+binary.LittleEndian.Uint64(head[20:]) > uint64(size)
	case bytes.HasPrefix(head, []byte("\x89PNG\r\n\x1a\n")):
		return !bytes.Contains(tail(4096), []byte("IEND"))
	}
	return false
}
