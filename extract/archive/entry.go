package archive

import (
	"bytes"
	"compress/bzip2"
	"compress/flate"
	"encoding/binary"
	"errors"
	"fmt"
	"hash"
	"hash/crc32"
	"io"
	"math"

	"github.com/ulikunitz/xz/lzma"

	"monban/extract"
)

const (
	store      = 0
	deflate    = 8
	deflate64  = 9
	bzip       = 12
	zipLZMA    = 14
	zipXZ      = 95
	zipZstd    = 93
	zipZstdOld = 20
	aesMethod  = 99

	flagEncrypted  = 1
	flagDescriptor = 8
	flagLZMAEnd    = 2
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
	case deflate64:
		r = newInflater64(r)
	case bzip:
		r = bzip2.NewReader(r)
	case zipLZMA, zipXZ, zipZstd, zipZstdOld:
		var err error
		if r, err = e.unpackLarge(r, method); err != nil {
			return failed{err}
		}
	default:
		return failed{&extract.CodeError{Code: extract.Unsupported, Err: fmt.Errorf("zip: compression method %d", method)}}
	}
	return &checked{r: r, e: e, sum: sum, crc: crc32.NewIEEE(), lim: lim}
}

// unpackLarge undoes the methods that need a window of their own size.
func (e *entry) unpackLarge(r io.Reader, method uint16) (io.Reader, error) {
	switch method {
	case zipXZ:
		return openXZ(r)
	case zipZstd, zipZstdOld:
		return openZstd(r)
	}
	// LZMA: version, length of the properties, these (APPNOTE.TXT, 5.8.8).
	var head [9]byte
	if _, err := io.ReadFull(r, head[:]); err != nil {
		return nil, fmt.Errorf("zip: %w", err)
	}
	window := binary.LittleEndian.Uint32(head[5:])
	if e.size >= 0 {
		window = uint32(min(int64(window), e.size))
	}
	if head[2] != 5 || head[3] != 0 {
		return nil, errors.New("zip: properties of LZMA are damaged")
	}
	if window > maxWindow {
		return nil, tooWide("zip", int64(window))
	}
	size := uint64(math.MaxUint64) // up to the mark of the end
	if e.flags&flagLZMAEnd == 0 && e.size >= 0 {
		size = uint64(e.size)
	}
	classic := binary.LittleEndian.AppendUint32([]byte{head[4]}, max(window, lzma.MinDictCap))
	return lzma.NewReader(io.MultiReader(bytes.NewReader(binary.LittleEndian.AppendUint64(classic, size)), r))
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
