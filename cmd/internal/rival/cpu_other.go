//go:build !unix

package rival

import "time"

var started = time.Now()

// processTime is the time since the start of the process: the best that is
// known here.
func processTime() time.Duration { return time.Since(started) }
