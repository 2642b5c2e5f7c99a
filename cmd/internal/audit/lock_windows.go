package audit

import (
	"errors"
	"os"

	"golang.org/x/sys/windows"
)

// appendOnly is nothing here: on Windows such a file cannot be cut, and an
// unfinished line must be.
const appendOnly = 0

// lock keeps others from writing to the file until it is closed. The lock lies
// on a byte far behind the end: on Windows locked bytes cannot be read.
func lock(f *os.File) error {
	at := &windows.Overlapped{Offset: 0xffffffff, OffsetHigh: 0x7ffffffe}
	err := windows.LockFileEx(windows.Handle(f.Fd()), windows.LOCKFILE_EXCLUSIVE_LOCK|windows.LOCKFILE_FAIL_IMMEDIATELY, 0, 1, 0, at)
	if errors.Is(err, windows.ERROR_LOCK_VIOLATION) {
		return ErrLocked
	}
	return err
}

// syncDir does nothing: Windows has no call for it.
func syncDir(string) error { return nil }
