package main

import (
	"context"
	"fmt"
	"io"
	"sync"
	"sync/atomic"
	"time"

	"monban/extract"
)

// patience is how long a command works before it shows that it does.
const patience = time.Second

// A progress tells on a terminal how many files and bytes are done.
type progress struct {
	w         io.Writer
	files     int
	bytes     int64
	doneFiles atomic.Int64
	doneBytes atomic.Int64
	end       chan struct{}
	stopped   sync.WaitGroup
	once      sync.Once
	words     string
}

// newProgress starts to watch. Without a terminal on standard error it only
// counts.
func newProgress(e *env, quiet bool, files []extract.File) *progress {
	p := &progress{w: e.stderr, files: len(files), end: make(chan struct{}), words: e.lang.Of("\r調べています: %d/%dファイル、%d/%d MB ", "\rchecking: %d of %d files, %d of %d MB ")}
	for _, f := range files {
		p.bytes += f.Size
	}
	if quiet || !isTerminal(e.stderr) {
		return p
	}
	p.stopped.Add(1)
	go p.show()
	return p
}

func (p *progress) show() {
	defer p.stopped.Done()
	tick := time.NewTicker(patience)
	defer tick.Stop()
	shown := false
	for {
		select {
		case <-p.end:
			if shown {
				fmt.Fprint(p.w, "\r\x1b[K")
			}
			return
		case <-tick.C:
			tick.Reset(patience / 4)
			shown = true
			fmt.Fprintf(p.w, p.words, p.doneFiles.Load(), p.files, p.doneBytes.Load()>>20, p.bytes>>20)
		}
	}
}

// stop takes the line away again.
func (p *progress) stop() {
	p.once.Do(func() { close(p.end) })
	p.stopped.Wait()
}

type readFunc = func(context.Context, extract.File, extract.Sink) error

// watch counts what a reader has done.
func (p *progress) watch(read readFunc) readFunc {
	return func(ctx context.Context, f extract.File, to extract.Sink) error {
		err := read(ctx, f, to)
		p.doneFiles.Add(1)
		p.doneBytes.Add(f.Size)
		return err
	}
}
