//go:build !linux

package service

// monotonic returns 0: there is no systemd to ask for it.
func monotonic() int64 { return 0 }
