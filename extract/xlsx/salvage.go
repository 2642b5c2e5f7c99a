package xlsx

import (
	"archive/zip"
	"bufio"
	"bytes"
	"compress/flate"
	"context"
	"encoding/binary"
	"errors"
	"io"

	"monban/extract"
)

var errCut = errors.New("the file is cut off")

// salvage opens a zip file whose directory, which stands at the end, is
// missing: it walks from part to part and writes a new directory behind them.
// The last part may be cut; reading it fails where it ends.
func salvage(ctx context.Context, r io.ReaderAt, size int64, lim extract.Limits) (*zip.Reader, error) {
	le := binary.LittleEndian
	left := lim.Output
	var dir []byte
	n, at := 0, int64(0)
	for n < 1<<16-1 {
		head := make([]byte, 30)
		if _, err := r.ReadAt(head, at); err != nil || string(head[:4]) != "PK\x03\x04" {
			break
		}
		names := int64(le.Uint16(head[26:]))
		data := at + 30 + names + int64(le.Uint16(head[28:]))
		name := make([]byte, names)
		if _, err := r.ReadAt(name, at+30); err != nil || data >= size {
			break
		}
		packed, full, crc := int64(le.Uint32(head[18:])), int64(le.Uint32(head[22:])), le.Uint32(head[14:])
		next := data + packed
		if le.Uint16(head[6:])&8 != 0 { // the sizes stand behind the part
			packed, next, left = measure(ctx, r, data, size, left)
			b := make([]byte, 16)
			if k, _ := r.ReadAt(b, next); k == 16 {
				crc, full = le.Uint32(b[4:]), int64(le.Uint32(b[12:]))
				next += 16
			}
		}
		if data+packed >= size {
			packed, next = size-data, size
			full = 1<<32 - 2
		}
		entry := make([]byte, 46)
		copy(entry, "PK\x01\x02")
		copy(entry[4:], head[4:6])
		copy(entry[6:], head[4:14])
		le.PutUint16(entry[8:], le.Uint16(head[6:])&^8)
		le.PutUint32(entry[16:], crc)
		le.PutUint32(entry[20:], uint32(packed))
		le.PutUint32(entry[24:], uint32(full))
		le.PutUint16(entry[28:], uint16(names))
		le.PutUint32(entry[42:], uint32(at))
		dir = append(append(dir, entry...), name...)
		n++
		if at = next; at >= size {
			break
		}
	}
	if n == 0 || size+int64(len(dir)) >= 1<<32-1 {
		return nil, errCut
	}
	end := make([]byte, 22)
	copy(end, "PK\x05\x06")
	le.PutUint16(end[8:], uint16(n))
	le.PutUint16(end[10:], uint16(n))
	le.PutUint32(end[12:], uint32(len(dir)))
	le.PutUint32(end[16:], uint32(size))
	tail := append(dir, end...)
	return zip.NewReader(&appended{r, size, bytes.NewReader(tail)}, size+int64(len(tail)))
}

// measure unpacks a part of unknown size to find its end. left is how much
// all parts together may still unpack to.
func measure(ctx context.Context, r io.ReaderAt, from, size, left int64) (packed, next, rest int64) {
	in := io.NewSectionReader(r, from, size-from)
	buffered := bufio.NewReader(in)
	unpacked := flate.NewReader(buffered)
	for {
		n, err := io.CopyN(io.Discard, unpacked, 1<<20)
		left -= n
		if err == io.EOF {
			break
		}
		if err != nil || left < 0 || ctx.Err() != nil {
			return size - from, size, left
		}
	}
	at, err := in.Seek(0, io.SeekCurrent)
	if err != nil {
		return size - from, size, left
	}
	at -= int64(buffered.Buffered())
	return at, from + at, left
}

// appended is a file with something behind its end.
type appended struct {
	r    io.ReaderAt
	size int64
	tail *bytes.Reader
}

func (a *appended) ReadAt(p []byte, off int64) (int, error) {
	if off >= a.size {
		return a.tail.ReadAt(p, off-a.size)
	}
	if off+int64(len(p)) <= a.size {
		return a.r.ReadAt(p, off)
	}
	n, err := a.r.ReadAt(p[:a.size-off], off)
	if err != nil && !errors.Is(err, io.EOF) || int64(n) < a.size-off {
		return n, err
	}
	m, err := a.tail.ReadAt(p[n:], 0)
	return n + m, err
}
