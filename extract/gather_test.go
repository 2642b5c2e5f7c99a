package extract

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"testing"
)

// endless is a reader of bytes that tell where they stand.
type endless struct{ at, end int64 }

var errEndless = errors.New("the disk has a hole")

func (e *endless) Read(p []byte) (int, error) {
	for i := range p {
		if e.at == e.end {
			return i, errEndless
		}
		p[i] = byte(e.at % 251)
		e.at++
	}
	return len(p), nil
}

// A nested file is there as far as it could be read, in memory or in a file, of
// which nothing is left.
func TestGather(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("TMPDIR", dir)
	t.Setenv("TMP", dir) // where it has another name
	const large = inMemory + 1000
	for _, c := range []struct {
		name            string
		has, most, size int64
		whole           bool // no error
	}{
		{"empty", 0, 10, 0, false}, {"small", 10, 1 << 30, 10, false}, {"cut in memory", 100, 10, 10, true},
		{"as much as memory takes", 1 << 30, inMemory, inMemory, true}, {"one more", 1 << 30, inMemory + 1, inMemory + 1, true},
		{"broken behind that", large, 1 << 30, large, false}, {"cut in the file", 1 << 30, large, large, true},
	} {
		data, size, done, err := gather(&endless{end: c.has}, c.most)
		if size != c.size || (err == nil) != c.whole || err != nil && !errors.Is(err, errEndless) {
			t.Errorf("%s: %d bytes, %v", c.name, size, err)
		}
		b := make([]byte, 1)
		for _, at := range []int64{0, size / 2, size - 1} {
			if at < 0 || at >= size {
				continue
			}
			if _, err := data.ReadAt(b, at); err != nil || b[0] != byte(at%251) {
				t.Errorf("%s: byte %d is %d, %v", c.name, at, b[0], err)
			}
		}
		if _, err := data.ReadAt(b, size); err != io.EOF {
			t.Errorf("%s: behind the end: %v", c.name, err)
		}
		done()
	}
	if left, err := os.ReadDir(dir); err != nil || len(left) > 0 {
		t.Errorf("%d files are left, %v", len(left), err)
	}
	t.Setenv("TMPDIR", filepath.Join(dir, "missing"))
	t.Setenv("TMP", filepath.Join(dir, "missing"))
	var code *CodeError
	if _, size, done, err := gather(&endless{end: 1 << 30}, large); !errors.As(err, &code) || code.Code != Limit || size != inMemory {
		t.Errorf("no room: %d bytes, %v", size, err)
	} else {
		done()
	}
}
