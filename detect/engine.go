// Package detect finds personal data in located text, and the people it is
// about.
//
// The package holds the words that all stages share (Kind, Text, Rule, Match,
// Evidence, Value, Record, Finding, Person, Report, Result, Secret) and the
// Engine, which runs the stages. What each stage knows lives in the packages
// below; how a file is opened is extract's knowledge, and what may be sent is
// policy's.
package detect

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"runtime"
	"sync"

	"monban/extract"
)

// An Engine holds the stages of detection. It is immutable and safe for
// concurrent use. The shipped one is assembled in detect/rules.
type Engine struct {
	// Read sends the content of a file to a sink: the Walker's Walk, or a
	// front end's worker process.
	Read func(ctx context.Context, f extract.File, to extract.Sink) error
	// NewReader makes the stage that turns rows and text into records.
	NewReader func(record func(*Record), table func(*Table)) Reader
	// NewLinker makes the stage that ties records to people, for one file.
	NewLinker func() Linker
	// Merge numbers the people of all files together, fills Report.Numbers and
	// the findings' Person, and tells which mail addresses are theirs.
	Merge func(files []*Report, linkers []Linker) (people []Person, mail func(key uint64) int)
	// Score weighs a finished result, and writes the scores into it.
	Score func(r *Result)
}

// Options are what a caller may choose for one scan.
type Options struct {
	// MaxFindings bounds the listed findings per kind and file; 0 lists all.
	MaxFindings int
	// Jobs is the number of files read at the same time; 0 means one per core.
	Jobs int
}

// Scan reads the files of one message and tells what they expose together. The
// error is non-nil only when the scan itself could not go on; unreadable places
// are in the reports.
func (e *Engine) Scan(ctx context.Context, files []extract.File, opt Options) (*Result, error) {
	reports := make([]*Report, len(files))
	linkers := make([]Linker, len(files))
	errs := make([]error, len(files))
	jobs := opt.Jobs
	if jobs <= 0 {
		jobs = runtime.GOMAXPROCS(0)
	}
	slots := make(chan struct{}, jobs)
	var wg sync.WaitGroup
	for i := range files {
		slots <- struct{}{}
		wg.Add(1)
		go func() {
			defer func() { <-slots; wg.Done() }()
			linkers[i] = e.NewLinker()
			reports[i], errs[i] = e.guarded(ctx, files[i], linkers[i], opt)
		}()
	}
	wg.Wait()
	for _, err := range errs {
		if err != nil {
			return nil, err
		}
	}
	r := &Result{Files: reports}
	r.People, r.Mail = e.Merge(reports, linkers)
	e.Score(r)
	return r, nil
}

// guarded is file with the engine's only recover: a fault in a rule must not
// take the other files with it, and must not let this one pass.
func (e *Engine) guarded(ctx context.Context, f extract.File, l Linker, opt Options) (r *Report, err error) {
	defer func() {
		if x := recover(); x != nil {
			r = &Report{File: f.Name, Bytes: f.Size, Status: Uninspected, People: l.People()}
			r.Gaps = []extract.Gap{{Code: extract.Corrupt, Err: fmt.Errorf("detection stopped: %.60s", fmt.Sprintf("%T", x))}}
			err = nil
		}
	}()
	return e.file(ctx, f, l, opt)
}

// file reads one file into a report.
func (e *Engine) file(ctx context.Context, f extract.File, l Linker, opt Options) (*Report, error) {
	c := &collector{report: &Report{File: f.Name, Bytes: f.Size}, max: opt.MaxFindings}
	finding := c.finding // once: the value of a method is made anew wherever it is written
	c.reader = e.NewReader(func(r *Record) { l.Add(r, finding) }, c.table)
	if err := e.Read(ctx, f, c); err != nil {
		return nil, err
	}
	c.reader.End()
	sum, err := digest(f)
	if err != nil {
		c.report.Gaps = append(c.report.Gaps, extract.Gap{Code: extract.Corrupt, Err: err})
	}
	c.report.SHA256 = sum
	c.finish(l.People())
	return c.report, nil
}

func digest(f extract.File) (string, error) {
	h := sha256.New()
	if _, err := io.Copy(h, io.NewSectionReader(f.Data, 0, f.Size)); err != nil {
		return "", err
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}
