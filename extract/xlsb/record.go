package xlsb

import (
	"bufio"
	"encoding/binary"
	"errors"
	"io"
	"unicode"

	"monban/extract"
	"monban/extract/ole"
)

// maxRecord bounds one record; the longest hold a text of 32,767 characters
// with its runs.
const maxRecord = 16 << 20

var errRecord = errors.New("a record is damaged")

// sinkError carries an error of the sink out of a part, so that it is not
// taken for one of the part.
type sinkError struct{ err error }

func (e *sinkError) Error() string { return e.err.Error() }

// records calls fn with every record of a part. What is wrong with the part
// becomes a gap; the error of the sink comes back.
func (b *book) records(part string, fn func(kind int, r []byte) error) error {
	rc, err := b.Open(part)
	if err != nil {
		return b.tell(part, err)
	}
	defer rc.Close()
	in := bufio.NewReaderSize(rc, 64<<10)
	var buf []byte
	for {
		kind, size, err := header(in)
		if err == io.EOF {
			b.Ignore(part)
			return nil
		}
		if err != nil {
			return b.tell(part, err)
		}
		if cap(buf) < size {
			buf = make([]byte, size)
		}
		buf = buf[:size]
		if _, err := io.ReadFull(in, buf); err != nil {
			if err == io.EOF || err == io.ErrUnexpectedEOF {
				err = errRecord
			}
			return b.tell(part, err)
		}
		if err := fn(kind, buf); err != nil {
			if se := (*sinkError)(nil); errors.As(err, &se) {
				return se.err
			}
			return b.tell(part, err)
		}
	}
}

// tell sends the gap of a part, once.
func (b *book) tell(part string, err error) error {
	if b.told[part] {
		return b.Ctx.Err()
	}
	b.told[part] = true
	return b.Tell(part, err)
}

// header reads the kind and the size of a record, seven bits a byte.
func header(in *bufio.Reader) (kind, size int, err error) {
	c, err := in.ReadByte()
	if err != nil {
		return 0, 0, err
	}
	kind = int(c)
	if c&0x80 != 0 {
		if c, err = in.ReadByte(); err != nil {
			return 0, 0, errRecord
		}
		kind = kind&0x7F | int(c&0x7F)<<7
	}
	for i := range 4 {
		if c, err = in.ReadByte(); err != nil {
			return 0, 0, errRecord
		}
		size |= int(c&0x7F) << (7 * i)
		if c&0x80 == 0 {
			break
		}
	}
	if size > maxRecord {
		return 0, 0, &extract.CodeError{Code: extract.Limit, Err: errors.New("a record is too long")}
	}
	return kind, size, nil
}

func u16(b []byte, at int) int {
	if at < 0 || at+2 > len(b) {
		return 0
	}
	return int(binary.LittleEndian.Uint16(b[at:]))
}

func u32(b []byte, at int) uint32 {
	if at < 0 || at+4 > len(b) {
		return 0
	}
	return binary.LittleEndian.Uint32(b[at:])
}

func from(b []byte, at int) []byte {
	if at < 0 || at > len(b) {
		return nil
	}
	return b[at:]
}

// str reads a text with its length, and gives what follows. A length of
// 0xFFFFFFFF stands for none.
func str(b []byte) (string, []byte) {
	if len(b) < 4 {
		return "", nil
	}
	n := u32(b, 0)
	b = b[4:]
	if n == 0xFFFFFFFF {
		return "", b
	}
	size := int(min(int64(n)*2, int64(len(b)&^1)))
	return ole.Wide(b[:size]), b[size:]
}

// rich reads a text that may have runs and a reading above it.
func rich(b []byte) (text, reading string) {
	if len(b) < 1 {
		return "", ""
	}
	flags := b[0]
	text, rest := str(b[1:])
	if flags&1 != 0 {
		rest = from(rest, int(min(4+4*int64(u32(rest, 0)), int64(len(rest)))))
	}
	if flags&2 != 0 {
		reading, _ = str(rest)
	}
	return text, reading
}

// formula cuts out a formula that begins with its size.
func formula(b []byte) []byte {
	n := int(min(int64(u32(b, 0)), int64(max(len(b)-4, 0))))
	return from(b, 4)[:n]
}

// scan finds the texts in a record of which nothing is known: a length, and so
// many characters that can be printed.
func scan(b []byte) (out []string) {
	for at := 0; at+6 <= len(b); {
		n := int(u32(b, at))
		if n < 1 || n > 32767 || at+4+2*n > len(b) {
			at++
			continue
		}
		text := ole.Wide(b[at+4 : at+4+2*n])
		if !printable(text) || n == 1 && text[0] < 0x80 {
			at++
			continue
		}
		out = append(out, text)
		at += 4 + 2*n
	}
	return out
}

func printable(s string) bool {
	for _, r := range s {
		if r == unicode.ReplacementChar || !unicode.IsPrint(r) && r != '\n' && r != '\r' && r != '\t' && r != 0x3000 {
			return false
		}
	}
	return true
}

// tokens are the sizes of the parts of a formula, without their first byte.
var tokens = map[byte]int{
	0x01: 4, 0x02: 4, 0x1C: 1, 0x1D: 1, 0x1E: 2, 0x1F: 8, 0x20: 14, 0x21: 2, 0x22: 3, 0x23: 4, 0x24: 6, 0x25: 12,
	0x26: 6, 0x27: 6, 0x28: 6, 0x29: 2, 0x2A: 6, 0x2B: 12, 0x2C: 6, 0x2D: 12, 0x2E: 6, 0x2F: 6, 0x39: 6, 0x3A: 8, 0x3B: 14, 0x3C: 8, 0x3D: 14,
}

// words joins the texts in a formula, up to the first part that is not known.
func words(b []byte) string {
	out := ""
	for len(b) > 0 {
		token := b[0]
		b = b[1:]
		if token >= 0x03 && token <= 0x16 {
			continue // signs and gaps
		}
		if token >= 0x40 {
			token = token&0x1F | 0x20
		}
		switch size, ok := tokens[token]; {
		case token == 0x17:
			n := min(2*u16(b, 0), max(len(b)-2, 0)&^1)
			if len(b) < 2 {
				return out
			}
			if out != "" {
				out += " "
			}
			out += ole.Wide(b[2 : 2+n])
			b = b[2+n:]
		case token == 0x18:
			b = from(b, 5)
		case token == 0x19:
			size = 3
			if len(b) > 0 && b[0]&4 != 0 {
				size = 3 + 2*(u16(b, 1)+1)
			}
			b = from(b, size)
		case !ok:
			return out
		default:
			b = from(b, size)
		}
	}
	return out
}
