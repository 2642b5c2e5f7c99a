package rival

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime/debug"
	"runtime/metrics"
	"time"

	"github.com/xuri/excelize/v2"

	"monban/extract"
	"monban/extract/formats"
)

// Excelize reads all cells of a workbook as shown, and returns their number and
// the CPU time.
func Excelize(data []byte) (cells int, cpu time.Duration, err error) {
	start := processTime()
	f, err := excelize.OpenReader(bytes.NewReader(data), excelize.Options{UnzipXMLSizeLimit: 1 << 30, UnzipSizeLimit: 4 << 30})
	if err != nil {
		return 0, 0, err
	}
	defer f.Close()
	for _, sheet := range f.GetSheetList() {
		rows, err := f.Rows(sheet)
		if err != nil {
			return 0, 0, err
		}
		for rows.Next() {
			row, err := rows.Columns()
			if err != nil {
				return 0, 0, err
			}
			for _, v := range row {
				if v != "" {
					cells++
				}
			}
		}
	}
	return cells, processTime() - start, nil
}

// A Streamed is what it took to read a file as a stream.
type Streamed struct {
	Cells  int
	CPU    time.Duration
	Peak   uint64 // bytes of memory in use by the process, at most, beyond those before
	Writes int    // files that were seen in the folder for temporary files
}

// Stream reads a file from disk, keeps nothing of it, and watches the memory
// and the folder for temporary files.
func Stream(ctx context.Context, path string) (s Streamed, err error) {
	f, err := os.Open(path)
	if err != nil {
		return s, err
	}
	defer f.Close()
	st, err := f.Stat()
	if err != nil {
		return s, err
	}
	temp, err := os.MkdirTemp("", "monban-rival-")
	if err != nil {
		return s, err
	}
	defer os.RemoveAll(temp)
	old, had := os.LookupEnv("TMPDIR")
	if err := os.Setenv("TMPDIR", temp); err != nil {
		return s, err
	}
	defer func() {
		if had {
			err = errors.Join(err, os.Setenv("TMPDIR", old))
		} else {
			err = errors.Join(err, os.Unsetenv("TMPDIR"))
		}
	}()
	debug.FreeOSMemory() // what came before does not count
	before := inUse()
	stop, done := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(done)
		for {
			s.Peak = max(s.Peak, inUse())
			if names, err := os.ReadDir(temp); err == nil {
				s.Writes = max(s.Writes, len(names))
			}
			select {
			case <-stop:
				return
			case <-time.After(10 * time.Millisecond):
			}
		}
	}()
	c := &counter{}
	w := extract.Walker{Formats: formats.All(), Limits: extract.DefaultLimits()}
	start := processTime()
	err = w.Walk(ctx, extract.File{Name: "a.xlsx", Path: path, Size: st.Size(), Data: f}, c)
	s.CPU = processTime() - start
	close(stop)
	<-done
	s.Cells, s.Peak = c.cells, s.Peak-min(before, s.Peak)
	if err == nil && c.gap != nil {
		err = fmt.Errorf("a gap: %s: %w", c.gap.Code, c.gap.Err)
	}
	return s, err
}

// inUse is the memory of objects and stacks.
func inUse() uint64 {
	s := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}, {Name: "/memory/classes/heap/stacks:bytes"}}
	metrics.Read(s)
	return s[0].Value.Uint64() + s[1].Value.Uint64()
}

// counter is a sink that counts cells.
type counter struct {
	cells int
	gap   *extract.Gap
}

func (c *counter) Row(cells []extract.Unit) error { c.cells += len(cells); return nil }
func (c *counter) Text(extract.Unit) error        { return nil }
func (c *counter) Gap(g extract.Gap) error        { c.gap = &g; return nil }

// File is never called: the walker opens nested files itself.
func (c *counter) File(string, extract.Hidden, io.Reader) error { return nil }
