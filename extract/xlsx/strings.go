package xlsx

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"monban/extract"
	"monban/extract/ooxml"
)

const (
	// chunkSize is the size in which the arena of shared strings grows.
	chunkSize = 256 << 10
	// maxStrings bounds the arena: beyond it, cells that point to a string
	// that was not kept are a gap. A million names and addresses need 50 MB.
	maxStrings = 256 << 20
	// maxText bounds the text of one cell. Spreadsheet programs stop at 32,767
	// characters.
	maxText = 1 << 20
)

// sharedStrings holds the texts that cells point to: the bytes one after the
// other in large strings, and a reference of 12 bytes for each.
type sharedStrings struct {
	chunks []string
	fill   []byte // becomes the next chunk
	refs   []stringRef
	used   []uint64         // a bit for each string that a cell points to
	ruby   map[int32]string // the reading above the text, by string
	bytes  int
	tmp    []byte
}

type stringRef struct{ chunk, off, n uint32 }

func (s *sharedStrings) add(b []byte) {
	if len(s.fill)+len(b) > chunkSize {
		s.flush()
	}
	s.refs = append(s.refs, stringRef{uint32(len(s.chunks)), uint32(len(s.fill)), uint32(len(b))})
	s.fill = append(s.fill, b...)
	s.bytes += len(b) + 12
}

func (s *sharedStrings) flush() {
	if len(s.fill) > 0 {
		s.chunks = append(s.chunks, string(s.fill))
		s.fill = s.fill[:0]
	}
}

// get returns a string without copying it.
func (s *sharedStrings) get(i int) (string, bool) {
	if i < 0 || i >= len(s.refs) {
		return "", false
	}
	s.used[i/64] |= 1 << (i % 64)
	return s.at(i), true
}

func (s *sharedStrings) at(i int) string {
	r := s.refs[i]
	if r.n == 0 {
		return ""
	}
	return s.chunks[r.chunk][r.off : r.off+r.n]
}

// read takes the whole part in. What was read before an error stays.
func (s *sharedStrings) read(x *ooxml.Scanner) error {
	var text, ruby []byte
	defer func() {
		s.flush()
		s.fill, s.tmp = nil, nil
		s.used = make([]uint64, len(s.refs)/64+1)
	}()
	for {
		switch x.Next() {
		case ooxml.End:
			return x.Err
		case ooxml.Open:
			if string(x.Name) != "si" {
				continue
			}
			if text, ruby = text[:0], ruby[:0]; x.Only("<t>", "</t></si>") {
				text = x.AppendText(text)
			} else {
				text, ruby = richText(x, text, ruby)
			}
			if s.bytes+len(text) > maxStrings {
				return &extract.CodeError{Code: extract.Limit, Err: fmt.Errorf("more than %d bytes of shared strings", maxStrings)}
			}
			if len(ruby) > 0 {
				if s.ruby == nil {
					s.ruby = map[int32]string{}
				}
				s.ruby[int32(len(s.refs))] = string(ruby)
				s.bytes += len(ruby) + 64
			}
			s.tmp = appendVisible(s.tmp[:0], text)
			s.add(s.tmp)
		}
	}
}

// richText reads the content of the element whose ooxml.Open was last: <t>, and
// <t> in runs. The reading above the text (<rPh>) goes to ruby.
func richText(x *ooxml.Scanner, text, ruby []byte) ([]byte, []byte) {
	inText, inRuby := false, false
	if x.Depth > 0 && !x.Empty && (x.Leaf("<t>", "</t>") || x.Leaf(`<t xml:space="preserve">`, "</t>")) {
		text = x.AppendText(text)
	}
	for level := x.Depth - 1; x.Depth > level; {
		switch x.Next() {
		case ooxml.End:
			return text, ruby
		case ooxml.Open:
			switch string(x.Name) {
			case "t":
				inText = true
			case "rPh":
				inRuby = true
			}
		case ooxml.Close:
			switch string(x.Name) {
			case "t":
				inText = false
			case "rPh":
				inRuby = false
			}
		case ooxml.Chars:
			switch {
			case !inText:
			case inRuby:
				ruby = x.AppendText(ruby)
			default:
				text = x.AppendText(text)
			}
			if len(text)+len(ruby) > maxText {
				x.Fail(&extract.CodeError{Code: extract.Limit, Err: fmt.Errorf("a text has more than %d bytes", maxText)})
				text, ruby = text[:min(len(text), maxText)], ruby[:0]
			}
		}
	}
	return text, ruby
}

var errIndex = errors.New("a cell points to a shared string that does not exist")

// appendVisible adds src with the escapes of spreadsheet texts replaced
// (_x000D_ is a carriage return, _x005F_ an underscore) and with bytes that
// are not UTF-8 made visible as U+FFFD.
func appendVisible(dst, src []byte) []byte {
	if len(src) <= 24 && unescaped(src) {
		return append(dst, src...)
	}
	start := len(dst)
	for {
		i := bytes.Index(src, []byte("_x"))
		if i < 0 {
			dst = append(dst, src...)
			break
		}
		dst = append(dst, src[:i]...)
		src = src[i:]
		r := escaped(src)
		if r < 0 {
			dst = append(dst, '_')
			src = src[1:]
			continue
		}
		src = src[7:]
		if utf16.IsSurrogate(r) {
			// Half a character is none.
			if low := escaped(src); low >= 0 {
				if full := utf16.DecodeRune(r, low); full != utf8.RuneError {
					dst = utf8.AppendRune(dst, full)
					src = src[7:]
				}
			}
			continue
		}
		dst = utf8.AppendRune(dst, r)
	}
	if !utf8.Valid(dst[start:]) {
		dst = append(dst[:start], bytes.ToValidUTF8(dst[start:], []byte("\uFFFD"))...)
	}
	return dst
}

// unescaped reports whether b is ASCII in which nothing can be escaped, as numbers
// are.
func unescaped(b []byte) bool {
	for _, c := range b {
		if c >= utf8.RuneSelf || c == '_' {
			return false
		}
	}
	return true
}

// escaped reads _xHHHH_ at the start of b, -1 when something else stands there.
func escaped(b []byte) rune {
	if len(b) < 7 || b[0] != '_' || b[1] != 'x' || b[6] != '_' {
		return -1
	}
	r := rune(0)
	for _, c := range b[2:6] {
		d := ooxml.HexDigit(c)
		if d < 0 {
			return -1
		}
		r = r<<4 | d
	}
	return r
}

// visible is appendVisible for a string.
func visible(s string) string {
	if !strings.Contains(s, "_x") && utf8.ValidString(s) {
		return s
	}
	return string(appendVisible(nil, []byte(s)))
}
