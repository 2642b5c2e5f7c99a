// Package worker reads files in child processes of the same program, so that a
// file made to exhaust memory or time takes a child with it and nothing else.
//
// A Pool keeps some children and hands them one file after another. A child
// opens the file, finds out what it is, and sends every cell and line back
// over a pipe; the parent passes them to the sink. When the sink is slow, the
// pipe is full and the child waits. When a child dies, or takes too long, the
// file gets a gap that says so. The package knows nothing of formats: the
// program that uses it says in Serve how files are read.
//
// Passwords and contents go over the pipe, never into arguments, which other
// users can see.
package worker

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"runtime"
	"strconv"
	"sync"
	"sync/atomic"
	"time"

	"monban/extract"
)

// Options choose how a Pool works; the zero value of each field has a meaning.
type Options struct {
	// Program is what to start; "" means the running program.
	Program string
	// Jobs is the number of children at the same time; 0 means one per core.
	Jobs int
	// Timeout bounds the time that a child takes for one file. Time in which
	// the child waits for the sink does not count. 0 means no bound.
	Timeout time.Duration
	// Whole bounds the time for one file with the sink's share; 0 means five
	// times Timeout. It is looked at between two rows.
	Whole time.Duration
	// Memory bounds the memory of a child in bytes; 0 means 1 GB, less than 0
	// no bound.
	Memory int64
	// Limits are those of the walker; the zero value means extract.DefaultLimits.
	Limits extract.Limits
	// Files and Bytes are how much a child reads before a new one takes its
	// place; 0 means 500 files and 256 MB.
	Files int
	Bytes int64
}

// A Pool is safe for concurrent use.
type Pool struct {
	opt   Options
	slots chan struct{}

	mu     sync.Mutex
	idle   []*child
	closed bool
}

// New returns a pool; children are started when they are needed.
func New(opt Options) (*Pool, error) {
	if opt.Program == "" {
		p, err := os.Executable()
		if err != nil {
			return nil, fmt.Errorf("worker: %w", err)
		}
		opt.Program = p
	}
	if opt.Jobs <= 0 {
		opt.Jobs = runtime.GOMAXPROCS(0)
	}
	if opt.Whole <= 0 {
		opt.Whole = 5 * opt.Timeout
	}
	if opt.Memory == 0 {
		opt.Memory = 1 << 30
	}
	if opt.Limits == (extract.Limits{}) {
		opt.Limits = extract.DefaultLimits()
	}
	if opt.Timeout > 0 { // what is not a picture must be read as well
		opt.Limits.ScanTime = min(opt.Limits.ScanTime, opt.Timeout*2/3)
	}
	if opt.Files <= 0 {
		opt.Files = 500
	}
	if opt.Bytes <= 0 {
		opt.Bytes = 256 << 20
	}
	return &Pool{opt: opt, slots: make(chan struct{}, opt.Jobs)}, nil
}

// Close ends the children. Reads that are still going on come to an end with
// their own context.
func (p *Pool) Close() {
	p.mu.Lock()
	idle := p.idle
	p.idle, p.closed = nil, true
	p.mu.Unlock()
	for _, c := range idle {
		c.stop()
	}
}

// Read sends everything in f to the sink, like extract.Walker.Walk. It returns
// an error only when the sink or the context does, or when no child can be
// started; whatever is wrong with the file is a gap.
func (p *Pool) Read(ctx context.Context, f extract.File, to extract.Sink) error {
	if f.Size > p.opt.Limits.Input {
		return to.Gap(extract.Gap{Code: extract.Limit, Err: fmt.Errorf("the file has %d bytes, more than the limit of %d", f.Size, p.opt.Limits.Input)})
	}
	select {
	case p.slots <- struct{}{}:
	case <-ctx.Done():
		return ctx.Err()
	}
	defer func() { <-p.slots }()
	for {
		c, used, err := p.take()
		if err != nil {
			return err
		}
		r := &reading{pool: p, child: c, to: to, left: p.opt.Limits.Cells, bytes: 2 * p.opt.Limits.Output}
		err = r.file(ctx, f)
		switch {
		case err == nil:
			p.give(c, f.Size)
			return nil
		case ctx.Err() != nil:
			return ctx.Err()
		case r.failed != nil:
			return r.failed
		case used && r.units == 0 && !r.late.Load():
			continue // perhaps an earlier file is to blame: once more, with a new child
		}
		return to.Gap(r.gap())
	}
}

// take returns a child that waits for work, and whether it worked before.
func (p *Pool) take() (*child, bool, error) {
	p.mu.Lock()
	if n := len(p.idle); n > 0 {
		c := p.idle[n-1]
		p.idle = p.idle[:n-1]
		p.mu.Unlock()
		return c, true, nil
	}
	p.mu.Unlock()
	c, err := start(p.opt.Program, p.opt.Memory)
	return c, false, err
}

// give takes a child back that did its work.
func (p *Pool) give(c *child, n int64) {
	c.files++
	c.bytes += n
	p.mu.Lock()
	keep := !p.closed && c.files < p.opt.Files && c.bytes < p.opt.Bytes
	if keep {
		p.idle = append(p.idle, c)
	}
	p.mu.Unlock()
	if !keep {
		c.stop()
	}
}

// A child is a process that reads files.
type child struct {
	cmd    *exec.Cmd
	in     *os.File
	out    *os.File
	enc    *encoder
	dec    *decoder
	clock  *clock
	stderr first
	files  int
	bytes  int64

	mu   sync.Mutex
	dead bool
}

func start(program string, memory int64) (*child, error) {
	theirIn, in, err := os.Pipe()
	if err != nil {
		return nil, fmt.Errorf("worker: %w", err)
	}
	out, theirOut, err := os.Pipe()
	if err != nil {
		return nil, errors.Join(fmt.Errorf("worker: %w", err), theirIn.Close(), in.Close())
	}
	c := &child{in: in, out: out, enc: newEncoder(in)}
	c.clock = &clock{r: out}
	c.dec = newDecoder(c.clock)
	c.cmd = exec.Command(program, argument, strconv.FormatInt(memory, 10))
	c.cmd.Stdin, c.cmd.Stdout, c.cmd.Stderr = theirIn, theirOut, &c.stderr
	c.cmd.Env = append(os.Environ(), "GOTRACEBACK=none")
	group(c.cmd)
	err = c.cmd.Start()
	err = errors.Join(err, theirIn.Close(), theirOut.Close())
	if err != nil {
		return nil, errors.Join(fmt.Errorf("worker: %w", err), in.Close(), out.Close())
	}
	return c, nil
}

// stop ends a child and waits for its end.
func (c *child) stop() {
	c.kill() // it holds nothing that it would have to finish
	c.in.Close()
	c.wait()
}

// kill ends a child, from any goroutine; after wait began it does nothing, for
// the number of the process may soon be another's.
func (c *child) kill() {
	c.mu.Lock()
	defer c.mu.Unlock()
	if !c.dead {
		kill(c.cmd)
	}
}

// wait collects a killed process. Its status is of interest only to gap.
func (c *child) wait() {
	c.mu.Lock()
	c.dead = true
	c.mu.Unlock()
	_ = c.cmd.Wait()
	c.out.Close()
}

// clock counts the time spent waiting for the child.
type clock struct {
	r     io.Reader
	timer *time.Timer // nil: no bound
	left  time.Duration
}

func (k *clock) Read(b []byte) (int, error) {
	if k.timer == nil {
		return k.r.Read(b)
	}
	k.timer.Reset(k.left)
	from := time.Now()
	n, err := k.r.Read(b)
	k.timer.Stop()
	k.left = max(k.left-time.Since(from), time.Millisecond)
	return n, err
}

// first keeps the beginning of what a dying child says. It is never shown: it
// may hold text of the file.
type first struct {
	mu sync.Mutex
	b  []byte
}

func (f *first) Write(b []byte) (int, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.b = append(f.b, b[:min(len(b), 4096-len(f.b))]...)
	return len(b), nil
}

func (f *first) String() string {
	f.mu.Lock()
	defer f.mu.Unlock()
	return string(f.b)
}

var errLate = errors.New("worker: out of time")

// A reading is one file on its way through a child.
type reading struct {
	pool   *Pool
	child  *child
	to     extract.Sink
	units  int   // frames that reached the sink
	left   int64 // cells and lines that may still come
	bytes  int64 // of text that may still come
	failed error // the sink's
	cause  error // what was wrong with the child
	late   atomic.Bool
	big    bool // more came than the limits allow
	began  time.Time
}

// file sends a request and passes the answer on. After an error the child is
// dead and collected.
func (r *reading) file(ctx context.Context, f extract.File) error {
	c := r.child
	r.began = time.Now()
	stop := context.AfterFunc(ctx, c.kill)
	defer stop()
	c.clock.timer = nil
	if d := r.pool.opt.Timeout; d > 0 {
		c.clock.left = d
		c.clock.timer = time.AfterFunc(d, func() { r.late.Store(true); c.kill() })
		defer c.clock.timer.Stop()
	}
	r.cause = r.send(f)
	if r.cause == nil {
		c.dec.last = extract.Loc{}
		r.cause = r.receive()
	}
	if r.cause != nil {
		c.stop()
	}
	return r.cause
}

func (r *reading) send(f extract.File) error {
	c := r.child
	q := &request{name: f.Name, folder: f.Folder, path: f.Path, size: f.Size, passwords: f.Passwords, limits: r.pool.opt.Limits}
	if err := c.enc.request(q); err != nil {
		return err
	}
	if f.Path == "" {
		if n, err := io.Copy(c.enc.w, io.NewSectionReader(f.Data, 0, f.Size)); err != nil || n != f.Size {
			return fmt.Errorf("worker: %d of %d bytes: %w", n, f.Size, errors.Join(err, io.ErrUnexpectedEOF))
		}
	}
	return c.enc.w.Flush()
}

func (r *reading) receive() error {
	d := r.child.dec
	for {
		kind, err := d.next()
		if err != nil {
			return err
		}
		r.bytes -= int64(len(d.s))
		cells := 1
		switch kind {
		case frameRow:
			row := d.row()
			cells = len(row)
			if err = d.done(); err == nil {
				r.failed = r.to.Row(row)
			}
		case frameText:
			var u extract.Unit
			d.unit(&u)
			if err = d.done(); err == nil {
				r.failed = r.to.Text(u)
			}
		case frameGap:
			g := d.gap()
			if err = d.done(); err == nil {
				r.failed = r.to.Gap(g)
			}
		case frameEnd:
			return d.done()
		default:
			err = errNonsense
		}
		if err != nil {
			return err
		}
		r.units++
		if r.failed != nil {
			return r.failed
		}
		// The child keeps the same limits; a hundred frames more are the gaps
		// and names that do not count there.
		if r.left -= int64(max(cells, 1)); r.left < -100_000 || r.bytes < 0 {
			r.big = true
			return errNonsense
		}
		if w := r.pool.opt.Whole; w > 0 && r.units%64 == 0 && time.Since(r.began) > w {
			r.late.Store(true)
			return errLate
		}
	}
}
