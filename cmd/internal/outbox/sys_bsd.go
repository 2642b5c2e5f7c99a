//go:build unix && !linux && !darwin

package outbox

import (
	"errors"
	"io/fs"
	"os"
)

// renameNew looks before it renames; these systems do not offer both in one
// step.
func renameNew(from, to string) error {
	if _, err := os.Lstat(to); !errors.Is(err, fs.ErrNotExist) {
		return &os.LinkError{Op: "rename", Old: from, New: to, Err: errors.Join(err, fs.ErrExist)}
	}
	return os.Rename(from, to)
}

// busy is not known here: there are no leases.
func busy(string) (busy, known bool) { return false, false }
