package outbox

import (
	"errors"
	"io/fs"
	"os"
	"os/user"

	"golang.org/x/sys/windows"
)

const openFlags = 0

// errSyncReadOnly: FlushFileBuffers wants a file that is open for writing.
var errSyncReadOnly = error(windows.ERROR_ACCESS_DENIED)

// syncDir does nothing: the file system keeps its folders in its own journal.
func syncDir(string) error { return nil }

func renameNew(from, to string) error {
	a, err := windows.UTF16PtrFromString(from)
	if err != nil {
		return err
	}
	b, err := windows.UTF16PtrFromString(to)
	if err != nil {
		return err
	}
	if err := windows.MoveFileEx(a, b, windows.MOVEFILE_WRITE_THROUGH); err != nil {
		return &os.LinkError{Op: "rename", Old: from, New: to, Err: err}
	}
	return nil
}

// busy opens the file without allowing others to write: that fails while
// somebody does.
func busy(path string) (busy, known bool) {
	p, err := windows.UTF16PtrFromString(path)
	if err != nil {
		return false, false
	}
	h, err := windows.CreateFile(p, windows.GENERIC_READ, windows.FILE_SHARE_READ, nil, windows.OPEN_EXISTING, windows.FILE_FLAG_OPEN_REPARSE_POINT, 0)
	switch {
	case errors.Is(err, windows.ERROR_SHARING_VIOLATION):
		return true, true
	case err != nil:
		return false, false
	}
	return false, windows.CloseHandle(h) == nil
}

func lock(path string) (*os.File, error) {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, err
	}
	err = windows.LockFileEx(windows.Handle(f.Fd()), windows.LOCKFILE_EXCLUSIVE_LOCK|windows.LOCKFILE_FAIL_IMMEDIATELY, 0, 1, 0, &windows.Overlapped{})
	if err != nil {
		if errors.Is(err, windows.ERROR_LOCK_VIOLATION) {
			err = ErrRunning
		}
		return nil, errors.Join(err, f.Close())
	}
	return f, nil
}

// identity is not known from a FileInfo here; zeros compare as equal.
func identity(fs.FileInfo) (dev, ino uint64) { return 0, 0 }

// links is not known from a FileInfo here: every file is taken for one that
// has other names, and copied.
func links(fs.FileInfo) uint64 { return 2 }

func owner(path string, _ fs.FileInfo) string {
	sd, err := windows.GetNamedSecurityInfo(path, windows.SE_FILE_OBJECT, windows.OWNER_SECURITY_INFORMATION)
	if err != nil {
		return ""
	}
	sid, _, err := sd.Owner()
	if err != nil {
		return ""
	}
	name, domain, _, err := sid.LookupAccount("")
	if err != nil {
		return sid.String()
	}
	return domain + `\` + name
}

// adopt has nothing to do: a file inherits its rights from the folder.
func adopt(string) error { return nil }

// Self is the name of the user who runs the program; nobody speaks for others
// here.
func Self() (name string, root bool) {
	u, err := user.Current()
	if err != nil {
		return "", false
	}
	return u.Username, false
}
