package worker

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"runtime/debug"
	"runtime/metrics"
	"strconv"
	"time"

	"monban/extract"
)

// argument makes a program a child. The number behind it is the memory that
// the child may take, in bytes.
const argument = "__worker"

// exitMemory is the status of a child that took too much memory.
const exitMemory = 76

// IsChild reports whether this process was started by a Pool. A program that
// uses one asks first thing, before it looks at its flags.
func IsChild(args []string) bool { return len(args) == 3 && args[1] == argument }

// Serve is all that a child does: read files with the formats of w, until the
// parent is gone. It never returns.
func Serve(args []string, w *extract.Walker) {
	memory, err := strconv.ParseInt(args[2], 10, 64)
	if err != nil {
		os.Exit(2)
	}
	if memory > 0 {
		confine(memory)
		debug.SetMemoryLimit(memory * 3 / 4)
		go watch(memory, debug.SetGCPercent(seldom))
	}
	debug.SetMaxStack(64 << 20)
	if err := serve(w, os.Stdin, os.Stdout, func() { os.Exit(0) }); err != nil {
		os.Exit(1)
	}
	os.Exit(0)
}

// Most files are small, and to collect what they leave costs more than to read
// them. So garbage is collected seldom as long as there is little of it.
const (
	seldom = 400      // percent, as debug.SetGCPercent
	little = 64 << 20 // bytes
)

// watch ends a child that took more than its share, where the system does not
// do that by itself. From little memory on garbage is collected at percent.
func watch(memory int64, percent int) {
	s := []metrics.Sample{{Name: "/memory/classes/total:bytes"}, {Name: "/memory/classes/heap/released:bytes"}}
	now := false // it is collected often
	for {
		time.Sleep(50 * time.Millisecond)
		metrics.Read(s)
		held := s[0].Value.Uint64() - s[1].Value.Uint64()
		if held > uint64(memory) {
			os.Exit(exitMemory)
		}
		if often := held > little; often != now {
			if now = often; often {
				debug.SetGCPercent(percent)
			} else {
				debug.SetGCPercent(seldom)
			}
		}
	}
}

// job is a request and, where there is no path, the content.
type job struct {
	request
	data io.ReaderAt
	done func()
}

// serve answers requests one after another. gone is called when the parent
// ends, even in the middle of a file: nobody waits for it any more.
func serve(w *extract.Walker, in io.Reader, out io.Writer, gone func()) error {
	enc := newEncoder(out)
	jobs := make(chan job)
	failed := make(chan error, 1)
	go func() {
		err := receive(in, jobs)
		gone()
		failed <- err
		close(jobs)
	}()
	for j := range jobs {
		err := answer(w, j, enc)
		j.done()
		if err != nil {
			return err
		}
	}
	if err := <-failed; !errors.Is(err, io.EOF) {
		return err
	}
	return nil
}

func receive(in io.Reader, jobs chan<- job) error {
	dec := newDecoder(in)
	for {
		kind, err := dec.next()
		if err != nil {
			return err
		}
		if kind != frameFile {
			return errNonsense
		}
		r, err := dec.request()
		if err != nil {
			return err
		}
		j := job{request: r, done: func() {}}
		if r.path == "" {
			if j.data, j.done, err = spool(dec.r, r.size); err != nil {
				return err
			}
		}
		jobs <- j
	}
}

// small is how much of a file without a path is kept in memory.
const small = 8 << 20

// spool takes the content of a file from the pipe. A large one goes to a
// private file that has no name any more once it is open.
func spool(r *bufio.Reader, n int64) (io.ReaderAt, func(), error) {
	if n <= small {
		b := make([]byte, n)
		_, err := io.ReadFull(r, b)
		return bytes.NewReader(b), func() {}, err
	}
	f, err := os.CreateTemp("", "monban-*")
	if err != nil {
		return nil, nil, err
	}
	os.Remove(f.Name()) // fails on systems that keep the names of open files
	done := func() { f.Close(); os.Remove(f.Name()) }
	if _, err := io.CopyN(f, r, n); err != nil {
		done()
		return nil, nil, err
	}
	return f, done, nil
}

// answer reads one file and sends what is in it.
func answer(w *extract.Walker, j job, enc *encoder) error {
	f := extract.File{Name: j.name, Folder: j.folder, Path: j.path, Size: j.size, Data: j.data, Passwords: j.passwords}
	enc.last = extract.Loc{}
	to := &wire{enc}
	if j.path != "" {
		opened, err := os.Open(j.path)
		if err != nil {
			var pe *fs.PathError
			if errors.As(err, &pe) {
				err = pe.Err // the name is known, and may be a person's
			}
			if err := to.Gap(extract.Gap{Code: extract.Corrupt, Err: err}); err != nil {
				return err
			}
			return to.end()
		}
		defer opened.Close()
		if fi, err := opened.Stat(); err == nil {
			f.Size = fi.Size()
		}
		f.Data = opened
	}
	mine := *w
	mine.Limits = j.limits
	if err := mine.Walk(context.Background(), f, to); err != nil {
		return err // the pipe is broken
	}
	return to.end()
}

// wire is the sink of the child.
type wire struct{ *encoder }

func (w *wire) Row(cells []extract.Unit) error {
	for len(cells) > 0 {
		n := min(len(cells), maxCells)
		w.begin(frameRow)
		room := maxFrame - 16
		for i := range n {
			if room -= size(&cells[i]); room < 0 {
				n = i
				break
			}
		}
		if n == 0 {
			if err := w.tooLong(cells[0].Loc); err != nil {
				return err
			}
			cells = cells[1:]
			continue
		}
		w.number(uint64(n))
		for i := range n {
			w.unit(&cells[i])
		}
		if err := w.flush(); err != nil {
			return err
		}
		cells = cells[n:]
	}
	return nil
}

func (w *wire) Text(u extract.Unit) error {
	if size(&u) > maxFrame {
		return w.tooLong(u.Loc)
	}
	w.begin(frameText)
	w.unit(&u)
	return w.flush()
}

func (w *wire) tooLong(at extract.Loc) error {
	return w.Gap(extract.Gap{Loc: at, Code: extract.Limit, Err: errors.New("one text of more than 32 MB")})
}

func (w *wire) Gap(g extract.Gap) error {
	w.begin(frameGap)
	w.text(g.Loc.Part)
	w.text(g.Loc.Sheet)
	for _, n := range []int{g.Loc.Row, g.Loc.Col, g.Loc.Page, g.Loc.Line} {
		w.position(n)
	}
	w.text(string(g.Code))
	w.text(note(g.Err))
	return w.flush()
}

// File implements extract.Sink; the walker opens nested files itself.
func (w *wire) File(string, extract.Hidden, io.Reader) error { return nil }

func (w *wire) end() error {
	w.begin(frameEnd)
	if err := w.flush(); err != nil {
		return err
	}
	return w.w.Flush()
}
