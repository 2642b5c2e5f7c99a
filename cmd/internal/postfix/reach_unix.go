//go:build unix

package postfix

import (
	"fmt"
	"io/fs"
	"os"
	"os/user"
	"path/filepath"
	"slices"
	"strconv"
	"syscall"
)

// Reach returns an error when a user may not use a socket: its mode and those of
// the folders on the way say so. It asks nobody to try.
func Reach(path, name string) error {
	u, err := user.Lookup(name)
	if err != nil {
		return err
	}
	groups, err := u.GroupIds()
	if err != nil {
		return err
	}
	for at, need := path, fs.FileMode(2); ; at, need = filepath.Dir(at), 1 {
		fi, err := os.Stat(at)
		if err != nil {
			return err
		}
		if st, ok := fi.Sys().(*syscall.Stat_t); ok {
			shift := 0
			switch {
			case strconv.FormatUint(uint64(st.Uid), 10) == u.Uid:
				shift = 6
			case slices.Contains(groups, strconv.FormatUint(uint64(st.Gid), 10)):
				shift = 3
			}
			if fi.Mode().Perm()>>shift&need == 0 {
				return fmt.Errorf("%s: %s (user %s)", at, fi.Mode(), name)
			}
		}
		if at == filepath.Dir(at) {
			return nil
		}
	}
}
