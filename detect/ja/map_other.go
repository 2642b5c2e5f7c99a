//go:build !(linux || darwin || freebsd || netbsd || openbsd)

package ja

import "os"

// mapFile reads a whole file where it cannot be mapped.
func mapFile(name string) ([]byte, error) { return os.ReadFile(name) }

func unmap([]byte) {}
