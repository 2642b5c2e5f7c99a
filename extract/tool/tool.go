// Package tool runs programs of the system that read a part of a file better
// than this program does: one that recognises text on pictures, one that draws
// a page. All of them are optional: a format asks with Has, and says what it
// could not read without.
//
// It knows how to run them safely: no shell, the file through a pipe, so that
// neither its name nor a copy of it lies anywhere, a bound for time and for
// output, and an environment of its own. It does not know what they are for.
package tool

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"time"
)

// ErrTimeout tells that a program took longer than it may.
var ErrTimeout = errors.New("the program of the system took too long")

// A Call is one run of a program.
type Call struct {
	Program  string        // its name, to be found on PATH
	Args     []string      // nothing of the file under check may stand here
	Env      []string      // beside PATH and the locale, KEY=value
	In       io.Reader     // what it reads from its standard input
	Err      io.Writer     // hears its standard error; nil when nobody does
	Most     int           // bytes of its output that are kept
	Patience time.Duration // how long it may take
}

// Has tells whether a program is installed.
func Has(program string) bool {
	_, err := exec.LookPath(program)
	return err == nil
}

// Run gives what the program writes to its standard output, of which nothing
// beyond Most is kept. The error is that of the context, ErrTimeout, or tells
// how the program ended; it never holds text of the file.
func (c Call) Run(ctx context.Context) ([]byte, error) {
	limited, cancel := context.WithTimeout(ctx, c.Patience)
	defer cancel()
	cmd := exec.CommandContext(limited, c.Program, c.Args...)
	cmd.Env = append([]string{"LC_ALL=C", "PATH=" + os.Getenv("PATH")}, c.Env...)
	cmd.WaitDelay = time.Second
	cmd.Stdin, cmd.Stderr = c.In, c.Err
	out := &start{most: c.Most}
	cmd.Stdout = out
	err := cmd.Run()
	switch {
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case limited.Err() != nil:
		return nil, ErrTimeout
	case err != nil:
		return nil, fmt.Errorf("%s: %w", c.Program, err)
	}
	return out.kept, nil
}

// start keeps the start of what is written to it.
type start struct {
	kept []byte
	most int
}

func (s *start) Write(p []byte) (int, error) {
	s.kept = append(s.kept, p[:min(len(p), s.most-len(s.kept))]...)
	return len(p), nil
}
