package xls

import (
	"encoding/binary"
	"unicode/utf16"

	"monban/extract/ole"
)

// The records that are read, by the names of MS-XLS.
const (
	recFormula    = 0x06
	recEOF        = 0x0A
	recHeader     = 0x14
	recFooter     = 0x15
	recName       = 0x18
	recNote       = 0x1C
	rec1904       = 0x22
	recFilepass   = 0x2F
	recFont       = 0x31
	recContinue   = 0x3C
	recCodepage   = 0x42
	recWriteUser  = 0x5C
	recObj        = 0x5D
	recCRN        = 0x5A
	recColinfo    = 0x7D
	recBoundsheet = 0x85
	recPalette    = 0x92
	recFilterMode = 0x9B
	recMulRK      = 0xBD
	recRString    = 0xD6
	recXF         = 0xE0
	recMerged     = 0xE5
	recDrawGroup  = 0xEB
	recDrawing    = 0xEC
	recSST        = 0xFC
	recLabelSST   = 0xFD
	recSupbook    = 0x1AE
	recTXO        = 0x1B6
	recHyperlink  = 0x1B8
	recDV         = 0x1BE
	recScenario   = 0xAF
	recNumber     = 0x203
	recLabel      = 0x204
	recBoolErr    = 0x205
	recString     = 0x207
	recRow        = 0x208
	recRK         = 0x27E
	recFormat     = 0x41E
	recTip        = 0x800
	recBOF        = 0x809
	recHeadFoot   = 0x89C
	recSeriesText = 0x100D
)

// A record is one piece of the stream.
type record struct {
	kind uint16
	at   int // of its head in the stream
	b    []byte
}

// records goes through a stream.
type records struct {
	data []byte
	at   int
	cut  bool // the last record was longer than the stream
}

// next gives the next record; ok is false at the end.
func (r *records) next() (rec record, ok bool) {
	if r.at+4 > len(r.data) {
		return rec, false
	}
	le := binary.LittleEndian
	rec.kind, rec.at = le.Uint16(r.data[r.at:]), r.at
	end := r.at + 4 + int(le.Uint16(r.data[r.at+2:]))
	if end > len(r.data) {
		end = len(r.data)
		r.cut = true
	}
	rec.b = r.data[r.at+4 : end]
	r.at = end
	return rec, true
}

// peek gives the kind of the next record, 0 at the end.
func (r *records) peek() uint16 {
	if r.at+4 > len(r.data) {
		return 0
	}
	return binary.LittleEndian.Uint16(r.data[r.at:])
}

// segments gives a record with what continues it.
func (r *records) segments(rec record) [][]byte {
	out := [][]byte{rec.b}
	for r.peek() == recContinue {
		next, ok := r.next()
		if !ok {
			break
		}
		out = append(out, next.b)
	}
	return out
}

// joined is a record with what continues it, end to end.
func (r *records) joined(rec record) []byte {
	if r.peek() != recContinue {
		return rec.b
	}
	var out []byte
	for _, s := range r.segments(rec) {
		out = append(out, s...)
	}
	return out
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

func u64(b []byte, at int) uint64 {
	return uint64(u32(b, at)) | uint64(u32(b, at+4))<<32
}

func from(b []byte, at int) []byte {
	if at < 0 || at > len(b) {
		return nil
	}
	return b[at:]
}

// latin decodes characters of one byte each: the first 256 of Unicode.
func latin(b []byte) string {
	plain := true
	for _, c := range b {
		if c >= 0x80 {
			plain = false
			break
		}
	}
	if plain {
		return string(b)
	}
	r := make([]rune, len(b))
	for i, c := range b {
		r[i] = rune(c)
	}
	return string(r)
}

// chars reads n characters of one or two bytes, as many as there are, and
// gives the bytes behind them.
func chars(b []byte, n int, wide bool) (string, []byte) {
	if wide {
		n = min(n, len(b)/2)
		return ole.Wide(b[:2*n]), b[2*n:]
	}
	n = min(n, len(b))
	return latin(b[:n]), b[n:]
}

// text16 reads a string of BIFF8 with a count of two bytes, or the one of the
// older versions in the code page of the workbook. Its runs are passed over.
func (w *book) text16(b []byte) (string, []byte) {
	if len(b) < 2 {
		return "", nil
	}
	n := u16(b, 0)
	if w.version < 8 {
		b = b[2:]
		n = min(n, len(b))
		return ole.Text(b[:n], w.page), b[n:]
	}
	if len(b) < 3 {
		return "", nil
	}
	return rich(b[2:], n)
}

// text8 is text16 with a count of one byte.
func (w *book) text8(b []byte) (string, []byte) {
	if len(b) < 1 {
		return "", nil
	}
	n := int(b[0])
	b = b[1:]
	if w.version < 8 {
		n = min(n, len(b))
		return ole.Text(b[:n], w.page), b[n:]
	}
	if len(b) < 1 {
		return "", nil
	}
	return rich(b, n)
}

// rich reads a string of n characters that begins with its flags.
func rich(b []byte, n int) (string, []byte) {
	flags := b[0]
	b = b[1:]
	skip := 0
	if flags&8 != 0 {
		skip += 4 * u16(b, 0)
		b = from(b, 2)
	}
	if flags&4 != 0 {
		skip += int(min(u32(b, 0), 1<<24))
		b = from(b, 4)
	}
	s, rest := chars(b, n, flags&1 != 0)
	return s, rest[min(skip, len(rest)):]
}

// A splitReader reads strings that run over the borders of records, each of
// which may begin with a new mark of how wide its characters are.
type splitReader struct {
	segs [][]byte
	seg  int
	at   int
}

func (s *splitReader) more() bool {
	for s.seg < len(s.segs) && s.at >= len(s.segs[s.seg]) {
		s.seg++
		s.at = 0
	}
	return s.seg < len(s.segs)
}

// bytes gives the next n bytes, over borders; nil when there are not so many.
func (s *splitReader) bytes(n int) []byte {
	var out []byte
	for n > 0 {
		if !s.more() {
			return nil
		}
		b := s.segs[s.seg][s.at:]
		k := min(n, len(b))
		if out == nil && k == n {
			s.at += k
			return b[:k]
		}
		out = append(out, b[:k]...)
		s.at += k
		n -= k
	}
	return out
}

func (s *splitReader) skip(n int) {
	for n > 0 && s.more() {
		k := min(n, len(s.segs[s.seg])-s.at)
		s.at += k
		n -= k
	}
}

// chars reads n characters; wide is the mark at the start of the string. ok is
// false when the stream ends before.
func (s *splitReader) chars(n int, wide bool) (text string, ok bool) {
	if s.seg < len(s.segs) {
		b := s.segs[s.seg][s.at:]
		size := n
		if wide {
			size = 2 * n
		}
		if size <= len(b) {
			s.at += size
			text, _ = chars(b[:size], n, wide)
			return text, true
		}
	}
	u := make([]uint16, 0, min(n, 1<<15))
	for len(u) < n {
		if s.seg >= len(s.segs) {
			return string(utf16.Decode(u)), false
		}
		b := s.segs[s.seg]
		if s.at >= len(b) {
			if s.seg++; s.seg >= len(s.segs) {
				return string(utf16.Decode(u)), false
			}
			s.at = 0
			if len(s.segs[s.seg]) > 0 {
				wide = s.segs[s.seg][0]&1 != 0
				s.at = 1
			}
			continue
		}
		if !wide {
			u = append(u, uint16(b[s.at]))
			s.at++
			continue
		}
		if s.at+1 >= len(b) { // half a character at the border
			s.at++
			continue
		}
		u = append(u, binary.LittleEndian.Uint16(b[s.at:]))
		s.at += 2
	}
	return string(utf16.Decode(u)), true
}
