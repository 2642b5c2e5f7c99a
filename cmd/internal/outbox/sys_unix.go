//go:build unix

package outbox

import (
	"errors"
	"io/fs"
	"os"
	"os/user"
	"path/filepath"
	"strconv"
	"syscall"

	"golang.org/x/sys/unix"
)

// openFlags keep an open from following a link or waiting at a pipe.
const openFlags = unix.O_NOFOLLOW | unix.O_NONBLOCK | unix.O_CLOEXEC

// errSyncReadOnly is what a system says that syncs only what is open for
// writing; here it is none of them.
var errSyncReadOnly = errors.New("outbox: cannot sync what is open for reading")

func syncDir(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}

// lock takes the lock of a folder for this process.
func lock(path string) (*os.File, error) {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR|unix.O_NOFOLLOW, 0o600)
	if err != nil {
		return nil, err
	}
	if err := unix.Flock(int(f.Fd()), unix.LOCK_EX|unix.LOCK_NB); err != nil {
		if errors.Is(err, unix.EWOULDBLOCK) {
			err = ErrRunning
		}
		return nil, errors.Join(err, f.Close())
	}
	return f, nil
}

// identity tells files apart: device and number on it.
func identity(fi fs.FileInfo) (dev, ino uint64) {
	if st, ok := fi.Sys().(*syscall.Stat_t); ok {
		return uint64(st.Dev), uint64(st.Ino)
	}
	return 0, 0
}

// links is the number of names that a file has.
func links(fi fs.FileInfo) uint64 {
	if st, ok := fi.Sys().(*syscall.Stat_t); ok {
		return uint64(st.Nlink)
	}
	return 1
}

// owner is the name of the user a file belongs to, or the number of one that
// has no name.
func owner(_ string, fi fs.FileInfo) string {
	st, ok := fi.Sys().(*syscall.Stat_t)
	if !ok {
		return ""
	}
	id := strconv.FormatUint(uint64(st.Uid), 10)
	if u, err := user.LookupId(id); err == nil {
		return u.Username
	}
	return "uid " + id
}

// adopt gives a file that root made to the owner of its folder.
func adopt(path string) error {
	if os.Geteuid() != 0 {
		return nil
	}
	fi, err := os.Stat(filepath.Dir(path))
	if err != nil {
		return err
	}
	st, ok := fi.Sys().(*syscall.Stat_t)
	if !ok {
		return nil
	}
	return os.Lchown(path, int(st.Uid), int(st.Gid))
}

// Self is the name of the user who runs the program, and whether he is root,
// who may speak for others. Behind sudo it is the user who called sudo.
func Self() (name string, root bool) {
	id := strconv.Itoa(os.Getuid())
	if s := os.Getenv("SUDO_UID"); os.Getuid() == 0 && s != "" {
		id = s
	}
	if u, err := user.LookupId(id); err == nil {
		return u.Username, os.Getuid() == 0
	}
	return "uid " + id, os.Getuid() == 0
}
