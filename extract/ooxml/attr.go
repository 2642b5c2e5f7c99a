package ooxml

import (
	"bytes"
	"unicode/utf8"
)

// AppendText adds the current Chars to dst, unescaped.
func (x *Scanner) AppendText(dst []byte) []byte {
	if x.cdata {
		return appendLines(dst, x.Text)
	}
	return appendUnescaped(dst, x.Text)
}

// NextAttr takes one attribute off the front of attrs. The name is local, the
// value as written. A nil name means that there is no more.
func NextAttr(attrs []byte) (name, value, rest []byte) {
	i := 0
	for i < len(attrs) && space(attrs[i]) {
		i++
	}
	from := i
	for i < len(attrs) && attrs[i] != '=' && !space(attrs[i]) {
		if attrs[i] == ':' {
			from = i + 1
		}
		i++
	}
	name = attrs[from:i]
	for i < len(attrs) && space(attrs[i]) {
		i++
	}
	if len(name) == 0 || i >= len(attrs) || attrs[i] != '=' {
		return nil, nil, nil
	}
	i++
	for i < len(attrs) && space(attrs[i]) {
		i++
	}
	if i >= len(attrs) || attrs[i] != '"' && attrs[i] != '\'' {
		return nil, nil, nil
	}
	end := bytes.IndexByte(attrs[i+1:], attrs[i])
	if end < 0 {
		return nil, nil, nil
	}
	return name, attrs[i+1 : i+1+end], attrs[i+end+2:]
}

// Attr is the unescaped value of the attribute with this local name, "" when
// there is none.
func (x *Scanner) Attr(name string) string {
	for rest := x.Attrs; ; {
		n, v, r := NextAttr(rest)
		if n == nil {
			return ""
		}
		if string(n) == name {
			return string(appendUnescaped(nil, v))
		}
		rest = r
	}
}

// Flag is a Boolean attribute.
func (x *Scanner) Flag(name string) bool { return IsTrue(x.Attr(name)) }

func IsTrue(s string) bool { return s == "1" || s == "true" || s == "on" }

// appendLines adds src with line ends as XML has them: one \n each.
func appendLines(dst, src []byte) []byte {
	for {
		i := bytes.IndexByte(src, '\r')
		if i < 0 {
			return append(dst, src...)
		}
		dst = append(append(dst, src[:i]...), '\n')
		src = src[i+1:]
		if len(src) > 0 && src[0] == '\n' {
			src = src[1:]
		}
	}
}

// appendUnescaped adds src with the five entities of XML and the numeric
// references replaced. Any other entity stays as it is written.
func appendUnescaped(dst, src []byte) []byte {
	for {
		i := bytes.IndexByte(src, '&')
		if i < 0 {
			return appendLines(dst, src)
		}
		dst = appendLines(dst, src[:i])
		src = src[i:]
		end := bytes.IndexByte(src[:min(len(src), 16)], ';')
		r := rune(-1)
		if end > 1 {
			r = entity(src[1:end])
		}
		if r < 0 {
			dst = append(dst, '&')
			src = src[1:]
			continue
		}
		dst = utf8.AppendRune(dst, r)
		src = src[end+1:]
	}
}

func entity(name []byte) rune {
	switch string(name) {
	case "amp":
		return '&'
	case "lt":
		return '<'
	case "gt":
		return '>'
	case "quot":
		return '"'
	case "apos":
		return '\''
	}
	if name[0] != '#' || len(name) < 2 {
		return -1
	}
	base, digits := rune(10), name[1:]
	if digits[0] == 'x' || digits[0] == 'X' {
		base, digits = 16, digits[1:]
	}
	if len(digits) == 0 {
		return -1
	}
	r := rune(0)
	for _, c := range digits {
		d := HexDigit(c)
		if d < 0 || d >= base || r > utf8.MaxRune {
			return -1
		}
		r = r*base + d
	}
	if !utf8.ValidRune(r) {
		return utf8.RuneError
	}
	return r
}

// HexDigit is the value of a digit, -1 when it is none.
func HexDigit(c byte) rune {
	switch {
	case c >= '0' && c <= '9':
		return rune(c - '0')
	case c >= 'a' && c <= 'f':
		return rune(c-'a') + 10
	case c >= 'A' && c <= 'F':
		return rune(c-'A') + 10
	}
	return -1
}
