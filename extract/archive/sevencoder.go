package archive

import (
	"bytes"
	"compress/bzip2"
	"compress/flate"
	"crypto/aes"
	"crypto/cipher"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"slices"
	"unicode/utf16"

	"github.com/ulikunitz/xz/lzma"

	"monban/extract"
)

const (
	coderCopy    = 0x00
	coderDelta   = 0x03
	coderLZMA2   = 0x21
	coderLZMA    = 0x030101
	coderDeflate = 0x040108
	coderBzip2   = 0x040202
	coderZstd    = 0x04f71101
	coderAES     = 0x06f10701
	coderPPMd    = 0x030401
	coderBCJ     = 0x03030103
	coderBCJ2    = 0x0303011b
	coderDefl64  = 0x040109

	maxCycles = 22 // the power of two of rounds that make a key; 7-Zip uses 19
)

var errSevenLocked = &extract.CodeError{Code: extract.Encrypted, Err: errors.New("7z: needs a password")}

// open returns the unpacked content of a folder. With several passwords it is
// read through once for each, until the checksums agree.
func (s *seven) open(fo *sevenFolder) (io.Reader, error) {
	if !slices.ContainsFunc(fo.coders, func(c sevenCoder) bool { return c.id == coderAES }) {
		return s.chain(fo, "")
	}
	for _, p := range append([]string{s.good}, s.f.Passwords...) {
		if err := s.ctx.Err(); err != nil {
			return nil, err
		}
		if p == "" {
			continue
		}
		r, err := s.chain(fo, p)
		if errors.As(err, new(*extract.CodeError)) {
			return nil, err
		}
		if err == nil && s.fits(fo, watch(s.ctx, r, s.f.Size, s.f.Limits)) {
			s.good = p
			return s.chain(fo, p)
		}
	}
	return nil, errSevenLocked
}

// fits tells whether r holds what the checksums say. A content that runs into
// a limit was decrypted well.
func (s *seven) fits(fo *sevenFolder, r io.Reader) bool {
	room := uint64(s.f.Limits.Part)
	for _, sum := range fo.sums {
		h := crc32.NewIEEE()
		n, err := io.CopyN(h, r, int64(min(sum.size, room)))
		if ce := (*extract.CodeError)(nil); errors.As(err, &ce) && ce.Code == extract.Limit || sum.size > room {
			return true
		}
		if err != nil || uint64(n) != sum.size || sum.known && h.Sum32() != sum.crc {
			return false
		}
		room -= sum.size
	}
	return true
}

// chain connects the coders of a folder: each reads what the packed streams or
// other coders give, and the output that nobody reads is the content.
func (s *seven) chain(fo *sevenFolder, password string) (io.Reader, error) {
	if len(fo.sizes) != len(fo.coders) || len(fo.at) < len(fo.packed) || len(fo.lengths) < len(fo.packed) {
		return nil, errSeven
	}
	for i := range fo.coders {
		if !slices.ContainsFunc(fo.binds, func(b sevenBind) bool { return b.out == uint64(i) }) {
			return s.output(fo, uint64(i), password, 0)
		}
	}
	return nil, errSeven // a ring
}

// output is what a coder of a folder gives.
func (s *seven) output(fo *sevenFolder, n uint64, password string, depth int) (io.Reader, error) {
	if n >= uint64(len(fo.coders)) || depth > len(fo.coders) {
		return nil, errSeven
	}
	c := fo.coders[n]
	if c.out != 1 || c.in != 1 && (c.in != 4 || c.id != coderBCJ2) {
		return nil, unknownCoder(c.id)
	}
	first := uint64(0)
	for _, before := range fo.coders[:n] {
		first += before.in
	}
	var in []io.Reader
	for i := first; i < first+c.in; i++ {
		r, err := s.input(fo, i, password, depth)
		if err != nil {
			return nil, err
		}
		in = append(in, r)
	}
	if c.id == coderBCJ2 {
		if len(in) != 4 {
			return nil, errSeven
		}
		return io.LimitReader(newBCJ2(in), int64(min(fo.sizes[n], 1<<62))), nil
	}
	r, err := s.coder(c, in[0], fo.sizes[n], password)
	if err != nil {
		return nil, err
	}
	return io.LimitReader(r, int64(min(fo.sizes[n], 1<<62))), nil
}

// input is what a coder of a folder reads.
func (s *seven) input(fo *sevenFolder, n uint64, password string, depth int) (io.Reader, error) {
	for _, b := range fo.binds {
		if b.in == n {
			return s.output(fo, b.out, password, depth+1)
		}
	}
	k := slices.Index(fo.packed, n)
	if k < 0 || fo.at[k] > uint64(s.data.Size()) || fo.lengths[k] > uint64(s.data.Size()) {
		return nil, errSeven
	}
	return io.NewSectionReader(s.data, sevenStart+int64(fo.at[k]), int64(fo.lengths[k])), nil
}

func unknownCoder(id uint64) error {
	return &extract.CodeError{Code: extract.Unsupported, Err: fmt.Errorf("7z: compression method %x", id)}
}

// coder undoes one step. size is what comes out of it.
func (s *seven) coder(c sevenCoder, r io.Reader, size uint64, password string) (io.Reader, error) {
	switch c.id {
	case coderCopy:
		return r, nil
	case coderDeflate:
		return flate.NewReader(r), nil
	case coderDefl64:
		return newInflater64(r), nil
	case coderPPMd:
		return unppmd(c.props, r, size)
	case coderBCJ:
		return &bcj{r: r}, nil
	case coderBzip2:
		return bzip2.NewReader(r), nil
	case coderZstd:
		z, err := openZstd(r)
		if err != nil {
			return nil, err
		}
		return z, nil
	case coderDelta:
		if len(c.props) != 1 {
			return nil, errSeven
		}
		return &delta{r: r, last: make([]byte, int(c.props[0])+1)}, nil
	case coderLZMA2:
		if len(c.props) != 1 {
			return nil, errSeven
		}
		window := min(lzma2Window(c.props[0]), int64(min(size, 1<<40)))
		if window > maxWindow {
			return nil, tooWide("7z", window)
		}
		return lzma.Reader2Config{DictCap: int(max(window, lzma.MinDictCap))}.NewReader2(r)
	case coderLZMA:
		if len(c.props) != 5 {
			return nil, errSeven
		}
		window := min(uint64(binary.LittleEndian.Uint32(c.props[1:])), size)
		if window > maxWindow {
			return nil, tooWide("7z", int64(window))
		}
		head := binary.LittleEndian.AppendUint32([]byte{c.props[0]}, uint32(max(window, lzma.MinDictCap)))
		return lzma.NewReader(io.MultiReader(bytes.NewReader(binary.LittleEndian.AppendUint64(head, size)), r))
	case coderAES:
		return s.decrypt(c.props, r, password)
	}
	return nil, unknownCoder(c.id)
}

// decrypt reads AES-256 in CBC mode under a key made from the password.
func (s *seven) decrypt(props []byte, r io.Reader, password string) (io.Reader, error) {
	if len(props) < 2 {
		return nil, errSeven
	}
	salt := int(props[0]>>7) + int(props[1]>>4)
	iv := int(props[0]>>6&1) + int(props[1]&0xf)
	if len(props) < 2+salt+iv || iv > aes.BlockSize {
		return nil, errSeven
	}
	key, err := s.key(password, props[2:2+salt], uint(props[0]&0x3f))
	if err != nil {
		return nil, err
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, err
	}
	start := make([]byte, aes.BlockSize)
	copy(start, props[2+salt:2+salt+iv])
	return &cbcReader{r: r, mode: cipher.NewCBCDecrypter(block, start)}, nil
}

// key hashes salt, password and a counter 2^power times.
func (s *seven) key(password string, salt []byte, power uint) ([]byte, error) {
	var pw []byte
	for _, u := range utf16.Encode([]rune(password)) {
		pw = binary.LittleEndian.AppendUint16(pw, u)
	}
	if power == 0x3f {
		key := make([]byte, 32)
		copy(key, append(bytes.Clone(salt), pw...))
		return key, nil
	}
	if power > maxCycles {
		return nil, &extract.CodeError{Code: extract.Limit, Err: fmt.Errorf("7z: a key of 2^%d rounds", power)}
	}
	id := fmt.Sprintf("%d %x %s", power, salt, password)
	if k, ok := s.keys[id]; ok {
		return k, nil
	}
	h := sha256.New()
	buf := append(append(bytes.Clone(salt), pw...), make([]byte, 8)...)
	count := buf[len(buf)-8:]
	for i := range uint64(1) << power {
		if i%(1<<16) == 0 && s.ctx.Err() != nil {
			return nil, s.ctx.Err()
		}
		binary.LittleEndian.PutUint64(count, i)
		h.Write(buf)
	}
	s.keys[id] = h.Sum(nil)
	return s.keys[id], nil
}

// A cbcReader decrypts whole blocks; a rest shorter than one is damage.
type cbcReader struct {
	r    io.Reader
	mode cipher.BlockMode
	buf  [4096]byte
	out  []byte // decrypted, not yet read
	err  error
}

func (c *cbcReader) Read(p []byte) (int, error) {
	if len(c.out) == 0 {
		if c.err != nil {
			return 0, c.err
		}
		n, err := io.ReadFull(c.r, c.buf[:])
		if err == io.ErrUnexpectedEOF {
			err = io.EOF
		}
		n -= n % aes.BlockSize
		c.mode.CryptBlocks(c.buf[:n], c.buf[:n])
		c.out, c.err = c.buf[:n], err
		if n == 0 {
			return 0, err // never nil: a full buffer holds whole blocks
		}
	}
	n := copy(p, c.out)
	c.out = c.out[n:]
	return n, nil
}
