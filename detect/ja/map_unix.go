//go:build linux || darwin || freebsd || netbsd || openbsd

package ja

import (
	"errors"
	"os"
	"syscall"
)

// mapFile maps a whole file for reading.
func mapFile(name string) ([]byte, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	st, err := f.Stat()
	if err != nil {
		return nil, err
	}
	if st.Size() < int64(headLen) || st.Size() > 1<<30 {
		return nil, errors.New("not a dictionary")
	}
	return syscall.Mmap(int(f.Fd()), 0, int(st.Size()), syscall.PROT_READ, syscall.MAP_SHARED)
}

// unmap gives a mapping back that nothing points into.
func unmap(b []byte) { syscall.Munmap(b) }
