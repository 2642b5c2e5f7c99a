package archive

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"io"

	"monban/extract"
)

const (
	sigLocal  = "PK\x03\x04"
	readAhead = 4 << 10 // of flate
)

// salvage reads the entries of an archive whose directory is missing or
// damaged, by their own headers.
func salvage(ctx context.Context, f extract.File, to extract.Sink) error {
	folders := folderNames{}
	for at, n := int64(0), 0; ; n++ {
		if err := ctx.Err(); err != nil {
			return err
		}
		at = find(f.Data, at, f.Size)
		if at < 0 {
			return errors.New("the directory of the archive is damaged")
		}
		e, name, data, ok := localHeader(f, at)
		if !ok {
			at += 4
			continue
		}
		used := &counter{}
		e.data = func() io.Reader { return io.NewSectionReader(f.Data, data, e.packed) }
		if e.size < 0 {
			e.data = func() io.Reader {
				used.r, used.n = io.NewSectionReader(f.Data, data, f.Size-data), 0
				return used
			}
		}
		if err := folders.tell(name, to); err != nil {
			return err
		}
		if name != "" && name[len(name)-1] != '/' {
			if err := to.File(name, 0, e.open(f.Limits, f.Passwords)); err != nil {
				return err
			}
		}
		if e.size >= 0 {
			at = data + e.packed
		} else {
			at = data + max(0, used.n-readAhead)
		}
		at = max(at, data)
	}
}

// localHeader reads the header at an entry. Sizes behind a data descriptor are
// not known; deflated data ends by itself.
func localHeader(f extract.File, at int64) (e *entry, name string, data int64, ok bool) {
	var h [30]byte
	if _, err := f.Data.ReadAt(h[:], at); err != nil {
		return nil, "", 0, false
	}
	le := binary.LittleEndian
	nameLen, extraLen := int64(le.Uint16(h[26:])), int64(le.Uint16(h[28:]))
	b := make([]byte, nameLen+extraLen)
	if _, err := f.Data.ReadAt(b, at+30); err != nil && len(b) > 0 {
		return nil, "", 0, false
	}
	data = at + 30 + nameLen + extraLen
	e = &entry{flags: le.Uint16(h[6:]), method: le.Uint16(h[8:]), time: le.Uint16(h[10:]), crc: le.Uint32(h[14:]),
		packed: int64(le.Uint32(h[18:])), size: int64(le.Uint32(h[22:])), extra: b[nameLen:]}
	if left := f.Size - data; e.flags&flagDescriptor != 0 || e.packed > left {
		e.packed, e.size = left, -1
	}
	return e, decodeName(b[:nameLen]), data, true
}

// find is the offset of the next local header from at on, -1 for none.
func find(r io.ReaderAt, at, size int64) int64 {
	buf := make([]byte, 64<<10)
	for at < size {
		n, err := r.ReadAt(buf[:min(int64(len(buf)), size-at)], at)
		if i := bytes.Index(buf[:n], []byte(sigLocal)); i >= 0 {
			return at + int64(i)
		}
		if n < len(sigLocal) || err != nil && err != io.EOF {
			return -1
		}
		at += int64(n - len(sigLocal) + 1)
	}
	return -1
}

// A counter tells how much was read.
type counter struct {
	r io.Reader
	n int64
}

func (c *counter) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n += int64(n)
	return n, err
}
