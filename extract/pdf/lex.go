package pdf

import (
	"bytes"
	"strconv"
)

// kind says what an obj is.
type kind uint8

const (
	null kind = iota
	boolean
	number
	text // a string object, decoded
	name
	array
	dict // arr holds key, value, key, value
	refer
	operator
)

// An obj is one PDF object or operator, read by our own tolerant lexer. The
// library's lexer stops at the first oddity; files are full of them.
type obj struct {
	kind kind
	num  float64 // number; object number of a reference; 1 for true
	str  string  // string, name without the slash, operator
	arr  []obj
}

// key finds the value of a dictionary key, the null object when absent.
func (o obj) key(k string) obj {
	if o.kind == dict {
		for i := 0; i+1 < len(o.arr); i += 2 {
			if o.arr[i].str == k {
				return o.arr[i+1]
			}
		}
	}
	return obj{}
}

func (o obj) int() int {
	if o.kind != number || o.num != o.num || o.num > 1<<52 || o.num < -(1<<52) {
		return 0
	}
	return int(o.num)
}

// A lexer walks over the bytes of objects or of a content stream. It never
// fails: what makes no sense is passed over.
type lexer struct {
	b []byte
	i int
}

// maxNesting bounds arrays and dictionaries inside each other.
const maxNesting = 64

func isSpace(c byte) bool {
	return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == 0
}

func isDelim(c byte) bool {
	switch c {
	case '<', '>', '(', ')', '[', ']', '{', '}', '/', '%':
		return true
	}
	return false
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

func unhex(c byte) int {
	switch {
	case isDigit(c):
		return int(c - '0')
	case c >= 'a' && c <= 'f':
		return int(c-'a') + 10
	case c >= 'A' && c <= 'F':
		return int(c-'A') + 10
	}
	return -1
}

func (l *lexer) space() {
	for l.i < len(l.b) {
		switch c := l.b[l.i]; {
		case isSpace(c):
			l.i++
		case c == '%':
			for l.i < len(l.b) && l.b[l.i] != '\n' && l.b[l.i] != '\r' {
				l.i++
			}
		default:
			return
		}
	}
}

// next reads one object or operator; false at the end of the bytes.
func (l *lexer) next() (obj, bool) { return l.value(0) }

func (l *lexer) value(depth int) (obj, bool) {
	for {
		l.space()
		if l.i >= len(l.b) {
			return obj{}, false
		}
		switch c := l.b[l.i]; c {
		case '/':
			l.i++
			return obj{kind: name, str: l.name()}, true
		case '(':
			l.i++
			return obj{kind: text, str: l.literal()}, true
		case '<':
			if l.i+1 < len(l.b) && l.b[l.i+1] == '<' {
				l.i += 2
				return l.group('>', depth)
			}
			l.i++
			return obj{kind: text, str: l.hexString()}, true
		case '[':
			l.i++
			return l.group(']', depth)
		case ']', '>', ')', '{', '}':
			l.i++ // a stray end, or the braces of a function
		default:
			return l.word(), true
		}
	}
}

// group reads the rest of an array or a dictionary. "n g R" becomes a
// reference, a missing end is taken at the end of the bytes or at an operator
// that can stand in no group.
func (l *lexer) group(end byte, depth int) (obj, bool) {
	o := obj{kind: array}
	if end == '>' {
		o.kind = dict
	}
	for {
		l.space()
		if l.i >= len(l.b) {
			break
		}
		if c := l.b[l.i]; c == ']' || c == '>' {
			if c == end {
				l.i++
				if c == '>' && l.i < len(l.b) && l.b[l.i] == '>' {
					l.i++
				}
				break
			}
			l.i++
			continue
		}
		if depth >= maxNesting {
			l.i++
			continue
		}
		at := l.i
		v, ok := l.value(depth + 1)
		if !ok {
			break
		}
		if v.kind == operator {
			n := len(o.arr)
			if v.str == "R" && n >= 2 && o.arr[n-1].kind == number && o.arr[n-2].kind == number {
				o.arr = append(o.arr[:n-2], obj{kind: refer, num: o.arr[n-2].num})
				continue
			}
			if v.str == "endobj" || v.str == "stream" || v.str == "obj" || v.str == "endstream" {
				l.i = at
				break
			}
			continue
		}
		o.arr = append(o.arr, v)
	}
	if o.kind == dict {
		o.arr = pairs(o.arr)
	}
	return o, true
}

// pairs drops what does not stand as key and value.
func pairs(in []obj) []obj {
	good := len(in)%2 == 0
	for i := 0; good && i < len(in); i += 2 {
		good = in[i].kind == name
	}
	if good {
		return in
	}
	var out []obj
	for i := 0; i+1 < len(in); {
		if in[i].kind != name {
			i++
			continue
		}
		out = append(out, in[i], in[i+1])
		i += 2
	}
	return out
}

func (l *lexer) name() string {
	start := l.i
	escaped := false
	for l.i < len(l.b) && !isSpace(l.b[l.i]) && !isDelim(l.b[l.i]) {
		escaped = escaped || l.b[l.i] == '#'
		l.i++
	}
	raw := l.b[start:l.i]
	if !escaped {
		return string(raw)
	}
	var out []byte
	for i := 0; i < len(raw); i++ {
		if raw[i] == '#' && i+2 < len(raw) {
			if h, k := unhex(raw[i+1]), unhex(raw[i+2]); h >= 0 && k >= 0 {
				out = append(out, byte(h<<4|k))
				i += 2
				continue
			}
		}
		out = append(out, raw[i])
	}
	return string(out)
}

func (l *lexer) hexString() string {
	var out []byte
	half, have := 0, false
	for l.i < len(l.b) {
		c := l.b[l.i]
		l.i++
		if c == '>' {
			break
		}
		h := unhex(c)
		if h < 0 {
			continue
		}
		if have {
			out = append(out, byte(half<<4|h))
		}
		half, have = h, !have
	}
	if have {
		out = append(out, byte(half<<4))
	}
	return string(out)
}

func (l *lexer) literal() string {
	start := l.i
	// The usual string has no escapes and no brackets: no copy byte by byte.
	for l.i < len(l.b) {
		c := l.b[l.i]
		if c == ')' {
			s := string(l.b[start:l.i])
			l.i++
			return s
		}
		if c == '\\' || c == '(' || c == '\r' {
			break
		}
		l.i++
	}
	out := append([]byte(nil), l.b[start:l.i]...)
	depth := 1
	for l.i < len(l.b) {
		c := l.b[l.i]
		l.i++
		switch c {
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 {
				return string(out)
			}
		case '\r':
			if l.i < len(l.b) && l.b[l.i] == '\n' {
				l.i++
			}
			c = '\n'
		case '\\':
			var ok bool
			if c, ok = l.escape(); !ok {
				continue
			}
		}
		out = append(out, c)
	}
	return string(out)
}

func (l *lexer) escape() (byte, bool) {
	if l.i >= len(l.b) {
		return 0, false
	}
	c := l.b[l.i]
	l.i++
	switch c {
	case 'n':
		return '\n', true
	case 'r':
		return '\r', true
	case 't':
		return '\t', true
	case 'b':
		return '\b', true
	case 'f':
		return '\f', true
	case '\r':
		if l.i < len(l.b) && l.b[l.i] == '\n' {
			l.i++
		}
		return 0, false
	case '\n':
		return 0, false
	}
	if c < '0' || c > '7' {
		return c, true
	}
	v := int(c - '0')
	for k := 0; k < 2 && l.i < len(l.b) && l.b[l.i] >= '0' && l.b[l.i] <= '7'; k++ {
		v = v<<3 | int(l.b[l.i]-'0')
		l.i++
	}
	return byte(v), true
}

// word reads a number, true, false, null or an operator.
func (l *lexer) word() obj {
	start := l.i
	for l.i < len(l.b) && !isSpace(l.b[l.i]) && !isDelim(l.b[l.i]) {
		l.i++
	}
	w := l.b[start:l.i]
	if c := w[0]; isDigit(c) || c == '-' || c == '+' || c == '.' {
		if v, ok := parseNumber(w); ok {
			return obj{kind: number, num: v}
		}
	}
	switch string(w) {
	case "true":
		return obj{kind: boolean, num: 1}
	case "false":
		return obj{kind: boolean}
	case "null":
		return obj{}
	}
	if s, ok := operators[string(w)]; ok {
		return obj{kind: operator, str: s}
	}
	return obj{kind: operator, str: string(w)}
}

// parseNumber reads what writers of PDF call a number: "--5", "1.2.3" and
// "0.00-35" are seen in the wild, and read as other viewers read them.
func parseNumber(w []byte) (float64, bool) {
	neg, v, scale, digits := false, 0.0, 0.0, false
	for i, c := range w {
		switch {
		case isDigit(c):
			digits = true
			if scale == 0 {
				v = v*10 + float64(c-'0')
			} else {
				v += float64(c-'0') * scale
				scale /= 10
			}
		case c == '.' && scale == 0:
			scale = 0.1
		case c == '-' && !digits:
			neg = true
		case c == '+' && i == 0:
		case (c == '-' || c == '.') && digits:
			goto done
		case (c == 'e' || c == 'E') && digits:
			f, err := strconv.ParseFloat(string(w), 64)
			return f, err == nil && f-f == 0
		default:
			return 0, false
		}
	}
done:
	if neg {
		v = -v
	}
	return v, digits || len(w) == 1 && w[0] != '+'
}

// operators saves a string per operator of a content stream.
var operators = func() map[string]string {
	m := map[string]string{}
	for _, f := range bytes.Fields([]byte(`b B b* B* BDC BI BMC BT BX c cm CS cs d d0 d1 Do DP EI EMC ET EX f F f* G g gs h i
		ID j J K k l m M MP n q Q re RG rg ri s S SC sc SCN scn sh T* Tc Td TD Tf Tj TJ TL Tm Tr Ts Tw Tz v w W W* y ' "
		R obj endobj stream endstream`)) {
		m[string(f)] = string(f)
	}
	return m
}()
