package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"time"

	"monban/cmd/internal/sweep"
	"monban/cmd/internal/worker"
	"monban/extract"
)

var errFinds = errors.New("the sweep found faults")

// perFile bounds the time and memory that one damaged copy may take.
const (
	sweepTime   = 10 * time.Second
	sweepMemory = 1 << 30
)

// runSweep reads damaged copies of all files below the given folders and
// lists every panic, every copy that takes too long or too much memory, and
// every one that loses text without a gap.
func runSweep(ctx context.Context, args []string, out io.Writer) error {
	flags := flag.NewFlagSet("sweep", flag.ContinueOnError)
	seed := flags.Uint64("seed", 1, "seed of the damage")
	most := flags.Duration("time", 0, "stop after this time; 0 means all files")
	largest := flags.Int64("largest", 1<<30, "leave out files of more bytes")
	jobs := flags.Int("jobs", 2, "files at the same time")
	if err := flags.Parse(args); err != nil {
		return err
	}
	paths, err := sweepFiles(flags.Args(), *largest)
	if err != nil {
		return err
	}
	// In a fixed order, but mixed, so that a bounded time sees all kinds.
	rnd := rand.New(rand.NewPCG(*seed, 0))
	rnd.Shuffle(len(paths), func(i, j int) { paths[i], paths[j] = paths[j], paths[i] })
	limits := extract.DefaultLimits()
	limits.Scans = 0
	pool, err := worker.New(worker.Options{Jobs: *jobs, Timeout: sweepTime, Memory: sweepMemory, Limits: limits})
	if err != nil {
		return err
	}
	defer pool.Close()
	s := &sweepRun{sweeper: sweep.Sweeper{Read: pool.Read, Seed: *seed}, out: out, start: time.Now()}
	next := make(chan string)
	var group sync.WaitGroup
	for range *jobs {
		group.Go(func() {
			for path := range next {
				s.file(ctx, path)
			}
		})
	}
	for _, path := range paths {
		if *most > 0 && time.Since(s.start) > *most || ctx.Err() != nil {
			break
		}
		next <- path
	}
	close(next)
	group.Wait()
	fmt.Fprintf(out, "%d of %d files, %d copies, %.0f s: %d panics, %d over %v, %d over %d MB, %d silent losses\n", s.files, len(paths), s.copies, time.Since(s.start).Seconds(),
		s.faults[sweep.Panic], s.faults[sweep.Slow], sweepTime, s.faults[sweep.Memory], sweepMemory>>20, s.faults[sweep.Silent])
	switch {
	case s.err != nil:
		return s.err
	case len(paths) == 0:
		return errors.New("sweep: no files")
	case len(s.faults) > 0:
		return errFinds
	}
	return nil
}

// sweepFiles lists the files below folders, without source code.
func sweepFiles(folders []string, largest int64) (out []string, err error) {
	if len(folders) == 0 {
		folders = []string{"testdata", "extract"}
	}
	for _, folder := range folders {
		err := filepath.WalkDir(folder, func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			fi, err := d.Info()
			if err != nil {
				return err
			}
			if slices.Contains([]string{".go", ".units", ".md"}, filepath.Ext(path)) || fi.Size() == 0 || fi.Size() > largest {
				return nil
			}
			out = append(out, path)
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}

// A sweepRun adds up what the files of one run gave.
type sweepRun struct {
	sweeper sweep.Sweeper
	out     io.Writer
	start   time.Time

	mu     sync.Mutex
	files  int
	copies int
	faults map[sweep.Fault]int
	err    error
}

func (s *sweepRun) file(ctx context.Context, path string) {
	b, err := os.ReadFile(path)
	var r sweep.Result
	if err == nil {
		r, err = s.sweeper.File(ctx, filepath.Base(path), b)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if err != nil {
		s.err = err
		return
	}
	s.files++
	s.copies += r.Copies
	for _, f := range r.Finds {
		if s.faults == nil {
			s.faults = map[sweep.Fault]int{}
		}
		s.faults[f.Fault]++
		fmt.Fprintf(s.out, "%s\t%s\t%s\t%s\t%s\n", f.Fault, path, r.Type, f.Copy, f.Note)
	}
}
