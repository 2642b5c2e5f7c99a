//go:build unix && !aix && !solaris

package audit

import (
	"errors"
	"os"

	"golang.org/x/sys/unix"
)

// appendOnly lets the file have the attribute "append only" (chattr +a).
const appendOnly = os.O_APPEND

// lock keeps others from writing to the file until it is closed.
func lock(f *os.File) error {
	for {
		err := unix.Flock(int(f.Fd()), unix.LOCK_EX|unix.LOCK_NB)
		switch {
		case errors.Is(err, unix.EINTR):
		case errors.Is(err, unix.EWOULDBLOCK):
			return ErrLocked
		default:
			return err
		}
	}
}

// syncDir makes the names in a folder last.
func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}
