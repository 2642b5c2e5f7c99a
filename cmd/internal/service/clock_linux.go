package service

import "golang.org/x/sys/unix"

// monotonic returns the time that systemd wants with RELOADING, in µs.
func monotonic() int64 {
	var t unix.Timespec
	if unix.ClockGettime(unix.CLOCK_MONOTONIC, &t) != nil {
		return 0
	}
	return t.Nano() / 1000
}
