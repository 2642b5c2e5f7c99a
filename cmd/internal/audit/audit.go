// Package audit keeps the record of what was decided, and by whom: one JSON
// object a line, appended and never changed, each with the SHA-256 of the line
// before it.
//
// Whoever changes, removes, inserts or swaps lines breaks the chain, and Verify
// says where. Only the end can be cut off unseen by the file alone: for that,
// note the hash that Head returns somewhere else (a log on another machine),
// and look for it later. The package knows nothing of files and verdicts, and
// writes what it is given: values of personal data must not be in an Entry.
package audit

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"time"
	"unicode/utf8"
)

// An Entry is one event. Empty fields are left out of the file.
type Entry struct {
	// Time is when it happened; the zero time means now.
	Time time.Time `json:"time"`
	// Event says what happened, in one word of machine output: "ready", "held",
	// "approved", "audit-repaired".
	Event string `json:"event"`
	// ID is the message or item that it happened to.
	ID string `json:"id,omitempty"`
	// Actor is who did it; empty means the program itself.
	Actor string `json:"actor,omitempty"`
	// Verdict is the verdict that stood at that time.
	Verdict string `json:"verdict,omitempty"`
	// People is the number of people that were found.
	People int `json:"people,omitempty"`
	// Kinds are the kinds of personal data that were found.
	Kinds []string `json:"kinds,omitempty"`
	// Detail holds whatever else belongs to the event: masked names of files,
	// rules, reasons. A text longer than 4 KB is cut.
	Detail map[string]string `json:"detail,omitempty"`
}

// line is an Entry as it stands in the file.
type line struct {
	Prev string `json:"prev"`
	Entry
}

const (
	// mostDetail bounds a text in Detail, in bytes.
	mostDetail = 4 << 10
	// mostLine bounds a line, in bytes.
	mostLine = 1 << 20
)

// start stands as "prev" in the first line.
var start = strings.Repeat("0", 2*sha256.Size)

// ErrLocked says that another process is writing to the file.
var ErrLocked = errors.New("another process is writing to it")

// A Log is a file that is being written. It is safe for concurrent use; only
// one process can have it open at a time.
type Log struct {
	mu    sync.Mutex
	path  string
	f     *os.File
	size  int64  // of what is known to be written
	prev  string // hash of the last line
	dirty bool   // what lies behind size must be cut off before going on
	// write and sync are those of f; a test makes them fail.
	write func([]byte) (int, error)
	sync  func() error
}

// Open opens the file, or makes it, readable by its owner only. A last line
// that a crash left unfinished is cut off, and what it held goes into a new
// line with the event "audit-repaired": nothing disappears. The error is
// ErrLocked when another process has the file open.
func Open(path string) (*Log, error) {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE|appendOnly, 0o600)
	if err != nil {
		return nil, fmt.Errorf("audit: %w", err)
	}
	l := &Log{path: path, f: f, write: f.Write, sync: f.Sync}
	if err := l.open(); err != nil {
		f.Close()
		return nil, fmt.Errorf("audit: %s: %w", path, err)
	}
	return l, nil
}

func (l *Log) open() error {
	if err := lock(l.f); err != nil {
		return err
	}
	fi, err := l.f.Stat()
	if err != nil {
		return err
	}
	if !fi.Mode().IsRegular() {
		return errors.New("not an ordinary file")
	}
	tail, at, err := lastLine(l.f, fi.Size())
	if err != nil {
		return err
	}
	torn := tail[bytes.LastIndexByte(tail, '\n')+1:]
	whole := bytes.TrimSuffix(tail[:len(tail)-len(torn)], []byte{'\n'})
	l.size, l.prev = at+int64(len(tail)-len(torn)), start
	if l.size > 0 {
		var x line
		if err := json.Unmarshal(whole, &x); err != nil || len(x.Prev) != len(start) {
			return errors.New("the last line is no entry of an audit log; move the file away, and find out what happened to it")
		}
		l.prev = hash(whole)
	}
	if err := syncDir(filepath.Dir(l.path)); err != nil {
		return err
	}
	if len(torn) == 0 {
		return nil
	}
	l.dirty = true
	return l.append(Entry{Event: "audit-repaired", Detail: map[string]string{
		"bytes": strconv.Itoa(len(torn)), "text": strings.ReplaceAll(string(torn), "\x00", ""),
	}})
}

// lastLine returns the last finished line with its line break, what follows
// it, and where in the file that begins.
func lastLine(f io.ReaderAt, size int64) (tail []byte, at int64, err error) {
	n := min(size, 2*mostLine)
	tail = make([]byte, n)
	if _, err := f.ReadAt(tail, size-n); err != nil && err != io.EOF {
		return nil, 0, err
	}
	end := bytes.LastIndexByte(tail, '\n')
	if end < 0 {
		if n < size {
			return nil, 0, errors.New("the file does not end with a line of an audit log")
		}
		return tail, 0, nil
	}
	begin := bytes.LastIndexByte(tail[:end], '\n') + 1
	return tail[begin:], size - n + int64(begin), nil
}

// Append writes entries and returns when they are on the disk. After an error
// nothing of them is in the file; what they tell must then not happen.
func (l *Log) Append(e ...Entry) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if err := l.append(e...); err != nil {
		return fmt.Errorf("audit: %s: %w", l.path, err)
	}
	return nil
}

func (l *Log) append(entries ...Entry) error {
	if l.f == nil {
		return os.ErrClosed
	}
	if err := l.inPlace(); err != nil {
		return err
	}
	var out []byte
	prev := l.prev
	for _, e := range entries {
		if e.Time.IsZero() {
			e.Time = time.Now()
		}
		e.Time = e.Time.UTC()
		e.Detail = cut(e.Detail)
		b, err := json.Marshal(line{prev, e})
		if err != nil {
			return err
		}
		if len(b) >= mostLine {
			return fmt.Errorf("an entry of %d bytes, more than %d", len(b), mostLine)
		}
		out = append(append(out, b...), '\n')
		prev = hash(b)
	}
	if l.dirty {
		if err := l.f.Truncate(l.size); err != nil {
			return fmt.Errorf("cannot cut off an unfinished line: %w", err)
		}
		l.dirty = false
	}
	n := 0
	_, err := l.f.Seek(l.size, io.SeekStart)
	if err == nil {
		n, err = l.write(out)
	}
	if err == nil {
		err = l.sync()
	}
	if err != nil {
		// Cut it off now, when that works: a reader must not see half a line.
		l.dirty = l.f.Truncate(l.size) != nil
		return err
	}
	l.size += int64(n)
	l.prev = prev
	return nil
}

// inPlace makes sure that the name still leads to the open file. A log that was
// moved or removed while it is written to would end unseen.
func (l *Log) inPlace() error {
	open, err := l.f.Stat()
	if err != nil {
		return err
	}
	named, err := os.Stat(l.path)
	if err != nil || !os.SameFile(open, named) {
		return errors.New("the file was moved or removed while it was in use; start the program again to begin a new one")
	}
	if open.Size() != l.size && !l.dirty {
		return fmt.Errorf("the file has %d bytes instead of %d: somebody else wrote to it or cut it", open.Size(), l.size)
	}
	return nil
}

// cut shortens long texts.
func cut(m map[string]string) map[string]string {
	out := make(map[string]string, len(m))
	for k, v := range m {
		if len(v) > mostDetail {
			n := mostDetail
			for !utf8.RuneStart(v[n]) {
				n--
			}
			v = v[:n] + "…"
		}
		out[k] = v
	}
	return out
}

// Head returns the hash of the last line. Kept elsewhere, it proves later that
// the file was not cut behind this point.
func (l *Log) Head() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.prev
}

// Close ends writing and lets others write.
func (l *Log) Close() error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.f == nil {
		return nil
	}
	err := l.f.Close()
	l.f = nil
	return err
}

func hash(b []byte) string {
	h := sha256.Sum256(b)
	return hex.EncodeToString(h[:])
}
