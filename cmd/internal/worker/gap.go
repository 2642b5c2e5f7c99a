package worker

import (
	"errors"
	"fmt"
	"strings"

	"monban/extract"
)

// gap says why a child did not come to the end of a file.
func (r *reading) gap() extract.Gap {
	said := r.child.stderr.String()
	state := r.child.cmd.ProcessState
	switch {
	case errors.Is(r.cause, errLate):
		return extract.Gap{Code: extract.Timeout, Err: fmt.Errorf("not looked at to its end within %s", r.pool.opt.Whole)}
	case r.late.Load():
		return extract.Gap{Code: extract.Timeout, Err: fmt.Errorf("not read to its end within %s", r.pool.opt.Timeout)}
	case r.big:
		return extract.Gap{Code: extract.Limit, Err: errors.New("more text came out of it than the limits allow")}
	case state.ExitCode() == exitMemory || strings.Contains(said, "out of memory") || strings.Contains(said, "cannot allocate") || starved(said, peak(state), r.pool.opt.Memory):
		return extract.Gap{Code: extract.Limit, Err: fmt.Errorf("reading it takes more than %d MB of memory", r.pool.opt.Memory>>20)}
	case strings.Contains(said, "stack exceeds"):
		return extract.Gap{Code: extract.Limit, Err: errors.New("nested too deeply")}
	case errors.Is(r.cause, errNonsense):
		return extract.Gap{Code: extract.Corrupt, Err: r.cause}
	}
	return extract.Gap{Code: extract.Corrupt, Err: errors.New("the reader of this file stopped before its end")}
}

// starved tells a child that ended at the bound of the system without saying so:
// the collector of the runtime does not look whether it got the memory that it
// asked for, and follows a pointer to nothing. A fault of a format is a panic.
func starved(said string, peak, memory int64) bool {
	fatal := strings.HasPrefix(said, "SIGSEGV") || strings.Contains(said, "fatal error: ")
	return fatal && memory > 0 && peak > memory/2
}
