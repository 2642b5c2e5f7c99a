package detect

import (
	"context"

	"monban/extract"
)

// An Engine holds the stages of detection. It is immutable and safe for
// concurrent use. The shipped one is assembled in detect/rules.
type Engine struct {
	// Read sends the content of a file to a sink: the Walker's Walk, or a
	// front end's worker process.
	Read func(ctx context.Context, f extract.File, to extract.Sink) error
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
	panic("not built yet")
}
