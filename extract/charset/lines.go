package charset

import (
	"bytes"
	"context"
	"io"
	"unicode"
	"unicode/utf8"
)

const (
	maxRunes = 4000      // characters of one piece
	maxLine  = 128 << 10 // bytes looked at together
)

// Lines calls each with every line of r, which is UTF-8, that is not blank,
// and its number. LF, CR LF and CR end a line. A line longer than 4,000
// characters comes in pieces, cut behind a sentence or a word where possible.
func Lines(ctx context.Context, r io.Reader, each func(line int, s string) error) error {
	buf := make([]byte, 1<<10)
	start, end, line := 0, 0, 1
	var rerr error
	for n := 0; ; n++ {
		if n%1024 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		b := buf[start:end]
		i := bytes.IndexAny(b, "\r\n")
		if rerr == nil && (i < 0 || i == len(b)-1 && b[i] == '\r') && (start > 0 || end < maxLine) {
			if start == 0 && end == len(buf) {
				buf = make([]byte, min(maxLine, 8*len(buf)))
			}
			end = copy(buf, b)
			start = 0
			for end < len(buf) && rerr == nil {
				var k int
				k, rerr = r.Read(buf[end:])
				end += k
			}
			continue
		}
		piece, used, ended := b, len(b), i >= 0
		if ended {
			piece, used = b[:i], i+1
			if b[i] == '\r' && i+1 < len(b) && b[i+1] == '\n' {
				used++
			}
		} else if rerr == nil { // longer than the buffer: the last piece waits for what follows
			piece = b[:breakAt(b[:len(b)-utf8.UTFMax])]
			used = len(piece)
		}
		for len(piece) > 0 {
			k := len(piece)
			if k > maxRunes {
				k = breakAt(first(piece, maxRunes))
			}
			if s := bytes.TrimSpace(piece[:k]); len(s) > 0 {
				if err := each(line, string(s)); err != nil {
					return err
				}
			}
			piece = piece[k:]
		}
		start += used
		if ended {
			line++
		}
		if start == end && rerr != nil {
			if rerr == io.EOF {
				return nil
			}
			return rerr
		}
	}
}

// first is the start of b that has at most n characters.
func first(b []byte, n int) []byte {
	for i := 0; i < len(b); {
		if n--; n < 0 {
			return b[:i]
		}
		_, size := utf8.DecodeRune(b[i:])
		i += size
	}
	return b
}

// breakAt is the best length to cut b at: behind the last sentence in its
// second half, else behind the last blank or comma there, else all of it.
func breakAt(b []byte) int {
	soft := 0
	for i := len(b); i > len(b)/2; {
		r, n := utf8.DecodeLastRune(b[:i])
		switch r {
		case '。', '．', '！', '？', '｡', '!', '?':
			return i
		case '、', '，', ',', ';', ' ', '\t', '\u3000':
			soft = max(soft, i)
		case utf8.RuneError: // perhaps cut in the middle
		default:
			if soft == 0 && unicode.IsSpace(r) {
				soft = i
			}
		}
		i -= n
	}
	if soft > 0 {
		return soft
	}
	for i := len(b); i > 0 && i > len(b)-utf8.UTFMax; i-- {
		if utf8.RuneStart(b[i-1]) {
			if utf8.FullRune(b[i-1:]) {
				break
			}
			return i - 1
		}
	}
	return len(b)
}
