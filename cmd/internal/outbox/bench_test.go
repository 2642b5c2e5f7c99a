//go:build unix

package outbox

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"syscall"
	"testing"
	"time"
)

// BenchmarkSmallFiles measures files per second through the folder, with a
// check that costs nothing: what the renames and the disk cost.
func BenchmarkSmallFiles(b *testing.B) {
	dir := b.TempDir()
	box, err := Open(Options{Dir: dir, Check: fakeCheck})
	if err != nil {
		b.Fatal(err)
	}
	for i := range b.N {
		if err := os.WriteFile(filepath.Join(dir, "outbox", fmt.Sprintf("%d.csv", i)), fmt.Appendf(nil, "file %d", i), 0o644); err != nil {
			b.Fatal(err)
		}
	}
	ctx, cancel := context.WithCancel(context.Background())
	go func() {
		for ; !done(dir); time.Sleep(20 * time.Millisecond) {
		}
		cancel()
	}()
	b.ResetTimer()
	var before, after syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &before); err != nil {
		b.Fatal(err)
	}
	if err := box.Run(ctx); err != nil {
		b.Fatal(err)
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "files/s")
	b.StopTimer()
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &after); err != nil {
		b.Fatal(err)
	}
	cpu := after.Utime.Nano() + after.Stime.Nano() - before.Utime.Nano() - before.Stime.Nano()
	b.ReportMetric(float64(cpu)/1e6/float64(b.N), "cpu-ms/file")
	if err := box.Close(); err != nil {
		b.Error(err)
	}
}
