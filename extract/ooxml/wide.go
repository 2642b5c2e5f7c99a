package ooxml

import (
	"bytes"
	"io"
	"unicode/utf16"
	"unicode/utf8"

	"monban/extract"
)

// UTF8Reader takes off a byte order mark and turns UTF-16 into UTF-8. Other
// encodings are not legal in a package.
func UTF8Reader(r io.Reader) io.Reader {
	head := make([]byte, 3)
	n, err := io.ReadFull(r, head)
	head = head[:n]
	if err != nil && err != io.EOF && err != io.ErrUnexpectedEOF {
		return io.MultiReader(bytes.NewReader(head), extract.Broken(err))
	}
	switch {
	case bytes.HasPrefix(head, []byte{0xEF, 0xBB, 0xBF}):
		return r
	case bytes.HasPrefix(head, []byte{0xFF, 0xFE}):
		return &utf16Reader{r: io.MultiReader(bytes.NewReader(head[2:]), r)}
	case bytes.HasPrefix(head, []byte{0xFE, 0xFF}):
		return &utf16Reader{r: io.MultiReader(bytes.NewReader(head[2:]), r), big: true}
	case bytes.HasPrefix(head, []byte{'<', 0}):
		return &utf16Reader{r: io.MultiReader(bytes.NewReader(head), r)}
	case bytes.HasPrefix(head, []byte{0, '<'}):
		return &utf16Reader{r: io.MultiReader(bytes.NewReader(head), r), big: true}
	}
	return io.MultiReader(bytes.NewReader(head), r)
}

type utf16Reader struct {
	r    io.Reader
	big  bool
	high rune // a first half of a pair that waits for the second
	out  []byte
	in   [4096]byte
	err  error
}

func (u *utf16Reader) Read(p []byte) (int, error) {
	for len(u.out) == 0 {
		if u.err != nil {
			return 0, u.err
		}
		n, err := io.ReadFull(u.r, u.in[:])
		if err == io.ErrUnexpectedEOF {
			err = io.EOF
		}
		u.err = err
		u.out = u.out[:0]
		for i := 0; i+1 < n; i += 2 {
			r := rune(u.in[i]) | rune(u.in[i+1])<<8
			if u.big {
				r = rune(u.in[i])<<8 | rune(u.in[i+1])
			}
			switch {
			case u.high != 0:
				u.out = utf8.AppendRune(u.out, utf16.DecodeRune(u.high, r))
				u.high = 0
			case r >= 0xD800 && r < 0xDC00:
				u.high = r
			default:
				u.out = utf8.AppendRune(u.out, r)
			}
		}
	}
	n := copy(p, u.out)
	u.out = u.out[n:]
	return n, nil
}
