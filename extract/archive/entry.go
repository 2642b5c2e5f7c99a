package archive

import (
	"compress/bzip2"
	"compress/flate"
	"errors"
	"fmt"
	"hash"
	"hash/crc32"
	"io"

	"monban/extract"
)

const (
	store     = 0
	deflate   = 8
	bzip      = 12
	aesMethod = 99

	flagEncrypted  = 1
	flagDescriptor = 8
)

// An entry is one packed file.
type entry struct {
	flags, method, time uint16
	crc                 uint32
	packed, size        int64 // size -1: not known
	extra               []byte
	data                func() io.Reader // the packed bytes, from their start
}

// open returns a reader of the unpacked bytes. It never fails by itself: what
// is wrong is told by the reader, behind the bytes that could be read.
func (e *entry) open(lim extract.Limits, passwords []string) io.Reader {
	if e.flags&flagEncrypted != 0 {
		return e.decrypt(lim, passwords)
	}
	return e.unpack(e.data(), e.method, true, lim)
}

// unpack undoes the compression of r.
func (e *entry) unpack(r io.Reader, method uint16, sum bool, lim extract.Limits) io.Reader {
	switch method {
	case store:
	case deflate:
		r = flate.NewReader(r)
	case bzip:
		r = bzip2.NewReader(r)
	default:
		return failed{&extract.CodeError{Code: extract.Unsupported, Err: fmt.Errorf("zip: compression method %d", method)}}
	}
	return &checked{r: r, e: e, sum: sum, crc: crc32.NewIEEE(), lim: lim}
}

// checked watches what comes out of an entry: how much that is, measured
// against what went in, and whether it is what was packed.
type checked struct {
	r   io.Reader
	e   *entry
	sum bool
	crc hash.Hash32
	n   int64
	lim extract.Limits
}

var errSum = errors.New("zip: the content is not what was packed")

func (c *checked) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n += int64(n)
	if c.lim.Ratio > 0 && c.n > c.lim.RatioAt && c.n/c.lim.Ratio > c.e.packed {
		return n, &extract.CodeError{Code: extract.Limit, Err: fmt.Errorf("zip: unpacks to more than %d times its size", c.lim.Ratio)}
	}
	if c.sum {
		c.crc.Write(p[:n])
	}
	switch {
	case err != io.EOF:
	case c.e.size >= 0 && c.n != c.e.size, c.sum && c.e.size >= 0 && c.crc.Sum32() != c.e.crc:
		err = errSum
	}
	return n, err
}
