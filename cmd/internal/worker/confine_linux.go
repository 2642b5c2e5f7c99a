package worker

import (
	"os"
	"syscall"

	"golang.org/x/sys/unix"
)

// confine bounds the memory of this process. RLIMIT_DATA counts what is really
// writable; the address space says nothing about a Go program, which reserves
// far more than it uses. No core file is written: it would hold the contents.
func confine(memory int64) {
	_ = unix.Setrlimit(unix.RLIMIT_CORE, &unix.Rlimit{})
	if raceDetector {
		return // its shadow memory is many times as large
	}
	n := uint64(memory)
	_ = unix.Setrlimit(unix.RLIMIT_DATA, &unix.Rlimit{Cur: n, Max: n}) // watch does it otherwise
}

// peak is the most memory that a process held, in bytes; 0 when that is not known.
func peak(state *os.ProcessState) int64 {
	if u, ok := state.SysUsage().(*syscall.Rusage); ok {
		return u.Maxrss << 10
	}
	return 0
}
