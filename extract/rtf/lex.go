package rtf

import (
	"bufio"
	"context"
	"io"
)

// A kind of token.
type kind uint8

const (
	eof kind = iota
	open
	closing
	word // \name and its number
	char // one byte of text
	byteHex
	bytesRun // behind \bin
)

type token struct {
	kind kind
	name string
	n    int
	has  bool // a number was given
	b    byte
	run  []byte
}

// A lexer cuts a file into tokens.
type lexer struct {
	ctx context.Context
	r   *bufio.Reader
	n   int
}

const maxWord = 64

// next reads a token. Damage gives ordinary characters, never an error: only
// the file and the context have those.
func (l *lexer) next() (token, error) {
	if l.n++; l.n%4096 == 0 {
		if err := l.ctx.Err(); err != nil {
			return token{}, err
		}
	}
	for {
		c, err := l.r.ReadByte()
		switch {
		case err == io.EOF:
			return token{}, nil
		case err != nil:
			return token{}, err
		case c == '\r' || c == '\n' || c == 0:
			continue
		case c == '{':
			return token{kind: open}, nil
		case c == '}':
			return token{kind: closing}, nil
		case c == '\\':
			return l.control()
		}
		return token{kind: char, b: c}, nil
	}
}

func (l *lexer) control() (token, error) {
	c, err := l.r.ReadByte()
	if err == io.EOF {
		return token{}, nil
	}
	if err != nil {
		return token{}, err
	}
	switch {
	case c == '\'':
		b, err := l.r.Peek(2)
		if len(b) < 2 {
			return token{}, errOther(err)
		}
		hi, lo := hexValue(b[0]), hexValue(b[1])
		if hi < 0 || lo < 0 {
			return token{kind: word, name: "'"}, nil
		}
		_, _ = l.r.Discard(2) // peeked at
		return token{kind: byteHex, b: byte(hi<<4 | lo)}, nil
	case c == '\r' || c == '\n':
		return token{kind: word, name: "par"}, nil
	case c == '{' || c == '}' || c == '\\': // the second byte of a kanji at times
		return token{kind: char, b: c}, nil
	case !letter(c):
		return token{kind: word, name: string(rune(c))}, nil
	}
	name := []byte{c}
	t := token{kind: word}
	for {
		c, err = l.r.ReadByte()
		if err != nil || !letter(c) || len(name) >= maxWord {
			break
		}
		name = append(name, c)
	}
	t.name = string(name)
	minus := err == nil && c == '-'
	if minus {
		c, err = l.r.ReadByte()
	}
	for err == nil && c >= '0' && c <= '9' {
		t.has = true
		if t.n < 1<<27 {
			t.n = 10*t.n + int(c-'0')
		}
		c, err = l.r.ReadByte()
	}
	if minus {
		t.n = -t.n
	}
	if err == nil && c != ' ' {
		err = l.r.UnreadByte()
	}
	if err != nil && err != io.EOF {
		return token{}, err
	}
	if t.name == "bin" && t.n > 0 {
		t.kind = bytesRun
		t.run, err = io.ReadAll(io.LimitReader(l.r, int64(min(t.n, maxFile))))
		if err == nil {
			_, err = io.CopyN(io.Discard, l.r, int64(t.n-len(t.run)))
		}
		return t, errOther(err)
	}
	return t, nil
}

// errOther drops the end of the file, which is no error.
func errOther(err error) error {
	if err == io.EOF {
		return nil
	}
	return err
}

func letter(c byte) bool { return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' }

func hexValue(c byte) int {
	switch {
	case c >= '0' && c <= '9':
		return int(c - '0')
	case c|0x20 >= 'a' && c|0x20 <= 'f':
		return int(c|0x20-'a') + 10
	}
	return -1
}
