//go:build !linux

package worker

import "os"

// confine does nothing here; watch looks at the memory instead.
func confine(int64) {}

// peak is the most memory that a process held, in bytes; 0: it is not known.
func peak(*os.ProcessState) int64 { return 0 }
