package charset

import (
	"bytes"
	"io"
	"unicode/utf8"
)

// block is how much a Reader decodes at once. A line longer than that is
// decoded in pieces.
const block = 128 << 10

// A Reader turns a stream of bytes into UTF-8 without NULs, in bounded memory.
// A block that is not written in the expected charset is looked at again, line
// by line where needed: files joined from several sources are common.
type Reader struct {
	r    io.Reader
	now  Charset // what the text was written in so far
	wide bool    // UTF-16: never looked at again
	raw  []byte  // bytes not decoded yet
	out  []byte  // text not handed out yet
	buf  []byte  // the memory of out
	err  error   // from r, told when out is empty
	bad  int64
	high int64
	any  bool // something was decoded before
}

// Open decodes the first size bytes of data in the charset that their start is
// written in.
func Open(data io.ReaderAt, size int64) (*Reader, error) {
	head := make([]byte, min(size, sample))
	n, err := data.ReadAt(head, 0)
	if n == 0 && err != nil && err != io.EOF {
		return nil, err
	}
	return NewReader(io.NewSectionReader(data, 0, size), Detect(head[:n]).First), nil
}

// NewReader decodes r, which is expected to be written in c. For Binary it
// decides block by block.
func NewReader(r io.Reader, c Charset) *Reader {
	return &Reader{r: r, now: c, wide: c == UTF16LE || c == UTF16BE, raw: make([]byte, 0, block)}
}

// Lost is the number of places so far that no charset explains, and Lossy
// tells whether they are more than the few broken characters that programs
// leave when they cut a field in the middle.
func (d *Reader) Lost() int64 { return d.bad }

// Lossy: see Lost.
func (d *Reader) Lossy() bool { return d.bad > 0 && d.bad*50 > d.high }

// Read implements io.Reader.
func (d *Reader) Read(p []byte) (int, error) {
	for len(d.out) == 0 {
		if d.err != nil && len(d.raw) == 0 {
			return 0, d.err
		}
		d.fill()
	}
	n := copy(p, d.out)
	d.out = d.out[n:]
	return n, nil
}

// fill reads one block and decodes it up to its last line end.
func (d *Reader) fill() {
	for len(d.raw) < cap(d.raw) && d.err == nil {
		n, err := d.r.Read(d.raw[len(d.raw):cap(d.raw)])
		d.raw, d.err = d.raw[:len(d.raw)+n], err
	}
	end := len(d.raw)
	if d.err == nil {
		end = d.cut()
	}
	src := d.raw[:end]
	if !d.any {
		src = trimMark(src, d.now)
		d.any = true
	}
	d.buf = d.decode(d.buf[:0], src)
	d.out = d.buf
	d.raw = append(d.raw[:0], d.raw[end:]...)
}

// cut finds the end of the last line, or a place where no character ends up in
// two pieces.
func (d *Reader) cut() int {
	b := d.raw
	if d.wide {
		end := len(b) &^ 1
		hi := end - 2
		if d.now == UTF16LE {
			hi++
		}
		if b[hi]&0xfc == 0xd8 { // the first half of a pair
			end -= 2
		}
		return end
	}
	if i := bytes.LastIndexByte(b, '\n'); i >= 0 {
		return i + 1
	}
	if i := bytes.LastIndexByte(b, '\r'); i >= 0 {
		return i + 1
	}
	for i := len(b); i > len(b)/2; i-- {
		if c := b[i-1]; c >= 0x20 && c < 0x40 { // no second byte of CP932, EUC-JP or UTF-8
			return i
		}
	}
	return len(trimTail(b))
}

func (d *Reader) decode(dst, src []byte) []byte {
	if !d.wide && bytes.IndexByte(src, 0) >= 0 {
		src = bytes.ReplaceAll(src, []byte{0}, nil)
	}
	if !d.wide && bytes.IndexByte(src, 0x1b) < 0 && utf8.Valid(src) {
		d.high += int64(len(src)) / 4
		return append(dst, src...)
	}
	start := len(dst)
	if d.now > UTF8 && (d.now == ISO2022JP || d.wide || bytes.IndexByte(src, 0x1b) < 0) {
		out, bad := appendUTF8(dst, src, d.now)
		if bad == 0 || d.wide {
			d.told(out[start:], bad)
			return out
		}
		dst = out[:start]
	}
	if c := Detect(src).First; c > UTF8 && c != UTF16LE && c != UTF16BE {
		out, bad := appendUTF8(dst, src, c)
		if bad == 0 {
			d.now = c
			d.told(out[start:], 0)
			return out
		}
		dst = out[:start]
	}
	for len(src) > 0 {
		n := bytes.IndexByte(src, '\n') + 1
		if n == 0 {
			n = len(src)
		}
		dst = d.line(dst, src[:n])
		src = src[n:]
	}
	return dst
}

// line decodes one line of a block that is not in one charset: as it looks by
// itself, when in doubt as the lines before it.
func (d *Reader) line(dst, src []byte) []byte {
	start := len(dst)
	escape := bytes.IndexByte(src, 0x1b) >= 0
	if !escape && utf8.Valid(src) {
		d.told(src, 0)
		return append(dst, src...)
	}
	least := len(src) + 1
	best, g := d.now, Detect(src)
	if g.Second == d.now {
		g.First = d.now
	}
	for _, c := range []Charset{g.First, d.now, CP932, EUCJP} {
		if c == Binary || c == ASCII || c == UTF16LE || c == UTF16BE || escape && c == UTF8 {
			continue
		}
		out, bad := appendUTF8(dst, src, c)
		if bad < least {
			best, least = c, bad
		}
		if dst = out[:start]; bad == 0 {
			break
		}
	}
	out, bad := appendUTF8(dst, src, best)
	d.told(out[start:], bad)
	return out
}

// told counts what could be read and what not.
func (d *Reader) told(out []byte, bad int) {
	d.high += int64(len(out)) / 4
	d.bad += int64(bad)
}
