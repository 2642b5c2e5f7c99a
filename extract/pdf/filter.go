package pdf

import (
	"bytes"
	"compress/flate"
	"compress/lzw"
	"compress/zlib"
	"errors"
	"fmt"
	"io"
)

// errTooBig is the reason why a stream is left out.
var errTooBig = errors.New("a stream unpacks to more than the limit")

// errImage marks data that only a picture decoder could unpack.
var errImage = errors.New("picture data")

// A decodeStep is one filter of a stream with its parameters.
type decodeStep struct {
	name                           string
	predictor, colors, bits, width int
	early                          int // LZW EarlyChange

	// Of facsimile: the kind of coding (K), and how its rows and dots stand.
	mixed             int
	aligned, blackIs1 bool
}

// decode undoes the filters of a stream. What could be unpacked before an
// error is returned with it: half a page is better than none. The library has
// only Flate with one predictor and ASCII85, and stops with a panic at others.
func decode(raw []byte, steps []decodeStep, limit int64) ([]byte, error) {
	for _, s := range steps {
		out, err := s.undo(raw, limit)
		if int64(len(out)) > limit {
			return nil, errTooBig
		}
		if err != nil {
			return out, err
		}
		raw = out
	}
	return raw, nil
}

func (s decodeStep) undo(raw []byte, limit int64) ([]byte, error) {
	switch s.name {
	case "FlateDecode", "Fl":
		out, err := inflate(raw, limit)
		if p, perr := s.unpredict(out); perr == nil {
			out = p
		} else if err == nil {
			err = perr
		}
		return out, err
	case "LZWDecode", "LZW":
		out, err := unLZW(raw, s.early, limit)
		if p, perr := s.unpredict(out); perr == nil {
			out = p
		} else if err == nil {
			err = perr
		}
		return out, err
	case "ASCII85Decode", "A85":
		return un85(raw), nil
	case "ASCIIHexDecode", "AHx":
		l := lexer{b: raw}
		return []byte(l.hexString()), nil
	case "RunLengthDecode", "RL":
		return unRunLength(raw, limit), nil
	case "Crypt":
		return raw, nil
	case "DCTDecode", "DCT", "JPXDecode", "CCITTFaxDecode", "CCF", "JBIG2Decode":
		return nil, errImage
	}
	return nil, fmt.Errorf("unknown filter %.20q", s.name)
}

// inflate reads zlib data, and raw deflate data where the header is broken. A
// wrong check sum or a missing end is no error: the text is there.
func inflate(raw []byte, limit int64) ([]byte, error) {
	raw = bytes.TrimLeft(raw, "\r\n")
	var zr io.Reader
	zr, err := zlib.NewReader(bytes.NewReader(raw))
	if err != nil {
		if len(raw) < 3 {
			return nil, nil
		}
		zr = flate.NewReader(bytes.NewReader(raw[2:]))
	}
	out, err := io.ReadAll(io.LimitReader(zr, limit+1))
	if errors.Is(err, zlib.ErrChecksum) || errors.Is(err, io.ErrUnexpectedEOF) && len(out) > 0 {
		err = nil
	}
	return out, err
}

func (s decodeStep) unpredict(b []byte) ([]byte, error) {
	if s.predictor < 2 {
		return b, nil
	}
	colors, bits, width := max(s.colors, 1), s.bits, max(s.width, 1)
	if bits == 0 {
		bits = 8
	}
	if colors > 64 || bits > 32 || width > 1<<24 {
		return nil, errors.New("predictor out of range")
	}
	bpp := max(1, colors*bits/8)
	row := (colors*bits*width + 7) / 8
	if s.predictor == 2 {
		if bits == 8 {
			for i := 0; i+row <= len(b); i += row {
				for k := bpp; k < row; k++ {
					b[i+k] += b[i+k-bpp]
				}
			}
		}
		return b, nil
	}
	out := make([]byte, 0, len(b))
	prev := make([]byte, row)
	for len(b) > 1 {
		t := b[0]
		line := b[1:min(len(b), row+1)]
		b = b[1+len(line):]
		for i := range line {
			var left, upLeft byte
			if i >= bpp {
				left, upLeft = line[i-bpp], prev[i-bpp]
			}
			switch t {
			case 1:
				line[i] += left
			case 2:
				line[i] += prev[i]
			case 3:
				line[i] += byte((int(left) + int(prev[i])) / 2)
			case 4:
				line[i] += paeth(left, prev[i], upLeft)
			}
		}
		copy(prev, line)
		out = append(out, line...)
	}
	return out, nil
}

func paeth(a, b, c byte) byte {
	p := int(a) + int(b) - int(c)
	pa, pb, pc := abs(p-int(a)), abs(p-int(b)), abs(p-int(c))
	if pa <= pb && pa <= pc {
		return a
	}
	if pb <= pc {
		return b
	}
	return c
}

func abs(x int) int {
	if x < 0 {
		return -x
	}
	return x
}

// unLZW is the LZW of PDF and TIFF: codes grow one code early unless
// EarlyChange is 0, which the standard library's reader does.
func unLZW(raw []byte, early int, limit int64) ([]byte, error) {
	if early == 0 {
		return io.ReadAll(io.LimitReader(lzw.NewReader(bytes.NewReader(raw), lzw.MSB, 8), limit+1))
	}
	var out []byte
	type entry struct{ at, n int }
	table := make([]entry, 4096)
	next, width := 258, 9
	prev := entry{}
	acc, have := 0, 0
	for _, c := range raw {
		acc, have = acc<<8|int(c), have+8
		if have < width {
			continue
		}
		have -= width
		code := acc >> have
		acc &= 1<<have - 1
		at := len(out)
		switch {
		case code == 256:
			next, width, prev = 258, 9, entry{}
			continue
		case code == 257:
			return out, nil
		case code < 256:
			out = append(out, byte(code))
		case code < next:
			e := table[code]
			out = append(out, out[e.at:e.at+e.n]...)
		case code == next && prev.n > 0:
			out = append(out, out[prev.at:prev.at+prev.n]...)
			out = append(out, out[prev.at])
		default:
			return out, errors.New("lzw: bad code")
		}
		if prev.n > 0 && next < 4096 {
			// The new entry is the previous string and one byte more, and
			// both stand side by side in the output.
			table[next] = entry{prev.at, prev.n + 1}
			next++
		}
		prev = entry{at, len(out) - at}
		for width < 12 && next+1 >= 1<<width {
			width++
		}
		if int64(len(out)) > limit {
			return out, errTooBig
		}
	}
	return out, nil
}

func un85(raw []byte) []byte {
	raw = bytes.TrimPrefix(bytes.TrimLeft(raw, " \r\n\t"), []byte("<~"))
	var out []byte
	var v uint32
	n := 0
	for _, c := range raw {
		switch {
		case c == '~':
			goto end
		case c == 'z' && n == 0:
			out = append(out, 0, 0, 0, 0)
		case c >= '!' && c <= 'u':
			v = v*85 + uint32(c-'!')
			if n++; n == 5 {
				out = append(out, byte(v>>24), byte(v>>16), byte(v>>8), byte(v))
				n, v = 0, 0
			}
		}
	}
end:
	if n > 1 {
		for k := n; k < 5; k++ {
			v = v*85 + 84
		}
		for k := range n - 1 {
			out = append(out, byte(v>>(24-8*k)))
		}
	}
	return out
}

func unRunLength(raw []byte, limit int64) []byte {
	var out []byte
	for i := 0; i < len(raw) && int64(len(out)) <= limit; {
		n := int(raw[i])
		i++
		switch {
		case n == 128:
			return out
		case n < 128:
			end := min(i+n+1, len(raw))
			out = append(out, raw[i:end]...)
			i = end
		case i < len(raw):
			out = append(out, bytes.Repeat(raw[i:i+1], 257-n)...)
			i++
		}
	}
	return out
}
