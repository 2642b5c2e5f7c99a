package eml

import (
	"bytes"
	"strings"
)

// A header is one field, its continuation lines joined.
type header struct {
	key   string // lower case
	name  string // as written
	value string // raw bytes
	line  int
}

// cutLine takes the first line of b, without its end.
func cutLine(b []byte) (line, rest []byte) {
	i := bytes.IndexByte(b, '\n')
	if j := bytes.IndexByte(b, '\r'); j >= 0 && (i < 0 || j < i-1) && !(i < 0 && j == len(b)-1) { // a bare CR
		return b[:j], b[j+1:]
	}
	if i < 0 {
		return bytes.TrimRight(b, "\r"), nil
	}
	return bytes.TrimRight(b[:i], "\r"), b[i+1:]
}

// headerLine splits "Name: value".
func headerLine(line []byte) (name, value string, ok bool) {
	i := bytes.IndexByte(line, ':')
	if i <= 0 || i > 200 {
		return "", "", false
	}
	n := bytes.TrimRight(line[:i], " \t")
	for _, c := range n {
		if c <= ' ' || c >= 0x7f {
			return "", "", false
		}
	}
	return string(n), strings.TrimSpace(string(line[i+1:])), len(n) > 0
}

// splitHead reads headers up to the first empty line. Lines that are none are
// stray: they are content that somebody put in the wrong place.
func splitHead(b []byte) (hs []header, body []byte, stray []string) {
	var value []byte // of the last header, to join many lines in linear time
	end := func() {
		if len(hs) > 0 && value != nil {
			hs[len(hs)-1].value = string(value)
		}
		value = nil
	}
	for n := 1; len(b) > 0; n++ {
		line, rest := cutLine(b)
		if len(line) == 0 {
			end()
			return hs, rest, stray
		}
		name, v, ok := headerLine(line)
		switch {
		case line[0] == ' ' || line[0] == '\t':
			if len(hs) == 0 {
				return nil, b, stray
			}
			if text := bytes.TrimSpace(line); len(text) > 0 {
				value = append(append(value, ' '), text...)
			}
		case ok:
			end()
			hs = append(hs, header{key: strings.ToLower(name), name: name, line: n})
			value = append([]byte{}, v...)
		case len(hs) == 0 && n <= 3 && mailish(rest[:min(len(rest), 4096)]) >= 2: // junk above the headers
			stray = append(stray, string(line))
		case len(hs) == 0, packedLine(line):
			end() // no empty line before the body
			return hs, b, stray
		case bytes.IndexByte(line, '=') > 0: // a parameter that is not indented
			value = append(append(value, "; "...), line...)
			stray = append(stray, string(line))
		default:
			stray = append(stray, string(line))
		}
		b = rest
	}
	end()
	return hs, nil, stray
}

// packedLine tells whether a line is one of base64.
func packedLine(line []byte) bool {
	if len(line) < 40 {
		return false
	}
	for _, c := range line {
		if base64Value[c] < 0 && c != '=' {
			return false
		}
	}
	return true
}

func values(hs []header, key string) (out []string) {
	for _, h := range hs {
		if h.key == key {
			out = append(out, h.value)
		}
	}
	return out
}

// maxParams is how much of a value is looked at for parameters. Of a longer
// one all is sent as text.
const maxParams = 16 << 10

// params splits a value like "text/plain; charset=utf-8". A parameter that
// stands there several times keeps all its values.
func params(v string) (typ string, ps map[string][]string) {
	ps = map[string][]string{}
	v = v[:min(len(v), maxParams)]
	typ, s, _ := strings.Cut(v, ";")
	typ = strings.ToLower(strings.TrimSpace(typ))
	if strings.Contains(typ, "=") { // the type is missing
		typ, s = "", v
	}
	if i := strings.IndexAny(typ, " \t("); i >= 0 { // a comment
		typ = typ[:i]
	}
	for s != "" {
		s = strings.TrimLeft(s, " \t;")
		i := strings.IndexByte(s, '=')
		if i < 0 {
			break
		}
		key := strings.ToLower(strings.TrimSpace(s[:i]))
		if j := strings.LastIndexAny(key, "; \t"); j >= 0 {
			key = key[j+1:]
		}
		s = strings.TrimLeft(s[i+1:], " \t")
		var val string
		if strings.HasPrefix(s, `"`) {
			val, s = quotedValue(s)
		} else {
			val, s, _ = strings.Cut(s, ";")
			val = strings.TrimSpace(val)
		}
		if len(ps) < 1000 {
			ps[key] = append(ps[key], val)
		}
	}
	return typ, ps
}

// quotedValue reads a quoted string and returns what follows the next
// semicolon. A backslash or a quote can be the second byte of a character in
// Shift_JIS or ISO-2022-JP; there it means nothing.
func quotedValue(s string) (val, rest string) {
	var b strings.Builder
	i := 1
	for ; i < len(s) && s[i] != '"'; i++ {
		c := s[i]
		if c == '\\' && i+1 < len(s) && (s[i+1] == '"' || s[i+1] == '\\') && !lead(s[i-1]) {
			i++
			c = s[i]
		} else if c == 0x1b {
			if n := strings.Index(s[i:], "\x1b("); n > 0 && i+n+3 <= len(s) {
				b.WriteString(s[i : i+n+3])
				i += n + 2
				continue
			}
		}
		b.WriteByte(c)
	}
	rest = s[min(i+1, len(s)):]
	if _, after, ok := strings.Cut(rest, ";"); ok {
		return b.String(), after
	}
	return b.String(), ""
}

// lead tells whether c can begin a character of two bytes in Shift_JIS.
func lead(c byte) bool { return c >= 0x81 && c <= 0x9f || c >= 0xe0 && c <= 0xfc }
