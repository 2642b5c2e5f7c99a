package sql

import "strings"

// A token is one piece of a statement.
type token struct {
	kind kind
	text string
	line int
}

type kind uint8

const (
	end     kind = iota // of the file
	word                // a keyword, a name, a number, NULL
	quoted              // a name in quotes
	str                 // a string value
	sign                // one character
	comment             // with its marks taken off
)

// next reads a token. An unterminated string ends with the file.
func (d *dump) next() token {
	for {
		c, ok := d.get()
		if !ok {
			return token{kind: end, line: d.line}
		}
		line := d.line
		switch {
		case c == ' ' || c == '\t' || c == '\r' || c == '\n':
		case c == '\'':
			return token{str, d.until('\'', true), line}
		case c == '"' || c == '`':
			return token{quoted, d.until(c, false), line}
		case c == '[':
			return token{quoted, d.until(']', false), line}
		case c == '-' && d.peek() == '-' || c == '#':
			return token{comment, strings.TrimLeft(d.rest(), "-"), line}
		case c == '/' && d.peek() == '*':
			return token{comment, d.block(), line}
		case wordByte(c):
			return token{word, d.word(c), line}
		default:
			return token{sign, string(rune(c)), line}
		}
	}
}

func wordByte(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_' || c == '.' || c == '-' || c == '+' || c == '$' || c >= 0x80
}

func (d *dump) get() (byte, bool) {
	c, err := d.in.ReadByte()
	if err != nil {
		return 0, false
	}
	if c == '\n' {
		d.line++
	}
	return c, true
}

func (d *dump) peek() byte {
	b, err := d.in.Peek(1)
	if err != nil {
		return 0
	}
	return b[0]
}

// until reads up to a closing mark, which is doubled inside. escapes tells that
// a backslash takes the next character literally.
func (d *dump) until(mark byte, escapes bool) string {
	d.buf = d.buf[:0]
	for {
		c, ok := d.get()
		if !ok || len(d.buf) > valueMost {
			return string(d.buf)
		}
		switch {
		case c == mark && d.peek() == mark && mark != ']':
			d.get()
		case c == mark:
			return string(d.buf)
		case c == '\\' && escapes:
			e, ok := d.get()
			if !ok {
				return string(d.buf)
			}
			c = unescape(e)
		}
		d.buf = append(d.buf, c)
	}
}

func unescape(c byte) byte {
	switch c {
	case 'n':
		return '\n'
	case 't':
		return '\t'
	case 'r':
		return '\r'
	case '0':
		return ' '
	}
	return c
}

func (d *dump) word(c byte) string {
	d.buf = append(d.buf[:0], c)
	for wordByte(d.peek()) && len(d.buf) < valueMost {
		c, _ := d.get()
		d.buf = append(d.buf, c)
	}
	return string(d.buf)
}

// rest reads to the end of the line.
func (d *dump) rest() string {
	d.buf = d.buf[:0]
	for {
		c, ok := d.get()
		if !ok || c == '\n' || len(d.buf) > valueMost {
			return strings.TrimSuffix(string(d.buf), "\r")
		}
		d.buf = append(d.buf, c)
	}
}

// block reads a comment up to its end.
func (d *dump) block() string {
	d.get() // the star
	d.buf = d.buf[:0]
	for {
		c, ok := d.get()
		if !ok || c == '*' && d.peek() == '/' || len(d.buf) > valueMost {
			d.get()
			return strings.TrimLeft(string(d.buf), "*!0123456789 ")
		}
		d.buf = append(d.buf, c)
	}
}
