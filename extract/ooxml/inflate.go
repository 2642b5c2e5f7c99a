package ooxml

import (
	"errors"
	"io"
	"sync"

	"github.com/klauspost/compress/flate"
)

// inflaters are kept: one needs 40 kB of tables.
var inflaters sync.Pool

// inflate unpacks what is deflated, faster than the standard library, for
// zip.Reader.RegisterDecompressor.
func inflate(r io.Reader) io.ReadCloser {
	if rc, ok := inflaters.Get().(io.ReadCloser); ok {
		if err := rc.(flate.Resetter).Reset(r, nil); err == nil {
			return &inflater{rc}
		}
	}
	return &inflater{flate.NewReader(r)}
}

// An inflater goes back to the others when it is closed.
type inflater struct{ r io.ReadCloser }

func (i *inflater) Read(b []byte) (int, error) {
	if i.r == nil {
		return 0, errors.New("read after close")
	}
	return i.r.Read(b)
}

func (i *inflater) Close() error {
	if i.r == nil {
		return nil
	}
	err := i.r.Close()
	inflaters.Put(i.r)
	i.r = nil
	return err
}
