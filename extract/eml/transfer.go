package eml

import (
	"bytes"
	"encoding/base64"
	"regexp"
)

// base64Value is the value of each base64 character, -1 for all others. It
// takes the alphabet of addresses (- and _) as well.
var base64Value = func() (t [256]int8) {
	for i := range t {
		t[i] = -1
	}
	for i, c := range []byte("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/") {
		t[c] = int8(i)
	}
	return t
}()

// unbase64 decodes whatever base64 is in b. Other characters are skipped, and
// a = in the middle starts a new piece, as after joining two encoded texts.
func unbase64(b []byte) []byte {
	out := make([]byte, 0, len(b)/4*3+3)
	var acc uint32
	n := 0
	for _, c := range b {
		v := base64Value[c]
		if v < 0 {
			if c == '=' {
				out = tail(out, acc, n)
				acc, n = 0, 0
			}
			continue
		}
		acc = acc<<6 | uint32(v)
		if n++; n == 4 {
			out = append(out, byte(acc>>16), byte(acc>>8), byte(acc))
			acc, n = 0, 0
		}
	}
	return tail(out, acc, n)
}

// tail writes the bytes of an incomplete group.
func tail(out []byte, acc uint32, n int) []byte {
	switch n {
	case 2:
		return append(out, byte(acc>>4))
	case 3:
		return append(out, byte(acc>>10), byte(acc>>2))
	}
	return out
}

// strange is the share of b, in percent, that cannot stand in base64.
func strange(b []byte) int {
	n := 0
	for _, c := range b {
		if base64Value[c] < 0 && c != '=' && c != '\r' && c != '\n' && c != ' ' && c != '\t' {
			n++
		}
	}
	return n * 100 / max(1, len(b))
}

// allBase64 tells whether b is nothing but lines of base64, although nobody
// said so.
func allBase64(b []byte) bool {
	b = bytes.TrimSpace(b)
	line, _ := cutLine(b)
	if len(b) < 120 || len(line) < 60 || len(line) > 998 || strange(b) > 0 || bytes.ContainsAny(line, " \t") {
		return false
	}
	_, err := base64.StdEncoding.DecodeString(string(bytes.Join(bytes.Fields(b), nil)))
	return err == nil
}

// sensible tells whether b, of which nobody said that it was packed, is a file or
// a text. Keys and digests that somebody pasted decode to neither.
func sensible(b []byte) bool {
	for _, magic := range [...]string{"PK", "%PDF", "\xD0\xCF\x11\xE0", "\x89PNG", "\xFF\xD8\xFF", "GIF8", "BM", "II*\x00", "MM\x00*", "RIFF", "7z\xBC\xAF", "Rar!", "\x1F\x8B", "BZh", "\xFD7zXZ", "\xFF\xFE", "\xFE\xFF", "\x78\x9F\x3E\x22"} {
		if bytes.HasPrefix(b, []byte(magic)) {
			return true
		}
	}
	head := b[:min(len(b), 4096)]
	odd := 0
	for _, c := range head {
		if c < ' ' && c != '\t' && c != '\r' && c != '\n' && c != '\f' && c != 0x1B || c == 0x7F {
			odd++
		}
	}
	return odd*100 <= len(head)
}

// unquote undoes quoted-printable.
func unquote(b []byte) []byte {
	out := make([]byte, 0, len(b))
	for i := 0; i < len(b); i++ {
		if b[i] != '=' {
			out = append(out, b[i])
			continue
		}
		if i+2 < len(b) {
			if hi, lo := hex(b[i+1]), hex(b[i+2]); hi >= 0 && lo >= 0 {
				out = append(out, byte(hi<<4|lo))
				i += 2
				continue
			}
		}
		j := i + 1
		for j < len(b) && (b[j] == ' ' || b[j] == '\t' || b[j] == '\r') {
			j++
		}
		switch {
		case j < len(b) && b[j] == '\n': // a soft line end
			i = j
		case j == len(b):
			i = j
		default:
			out = append(out, '=')
		}
	}
	return out
}

// unpercent undoes the %XX of RFC 2231.
func unpercent(s string) []byte {
	var out []byte
	for i := 0; i < len(s); i++ {
		if s[i] == '%' && i+2 < len(s) {
			if hi, lo := hex(s[i+1]), hex(s[i+2]); hi >= 0 && lo >= 0 {
				out = append(out, byte(hi<<4|lo))
				i += 2
				continue
			}
		}
		out = append(out, s[i])
	}
	return out
}

func hex(c byte) int {
	switch {
	case c >= '0' && c <= '9':
		return int(c - '0')
	case c >= 'a' && c <= 'f':
		return int(c-'a') + 10
	case c >= 'A' && c <= 'F':
		return int(c-'A') + 10
	}
	return -1
}

// An enclosed is a file written into running text.
type enclosed struct {
	name    string
	content []byte
}

var (
	uuBegin = regexp.MustCompile(`(?m)^begin(?:-base64)? [0-7]{3,4} ([^\r\n]+)\r?$`)
	yBegin  = regexp.MustCompile(`(?m)^=ybegin [^\r\n]*?name=([^\r\n]+)\r?$`)
)

// enclosedFiles finds uuencoded and yEnc files in b.
func enclosedFiles(b []byte) (out []enclosed) {
	for rest := b; len(out) < 1000 && bytes.Contains(rest, []byte("begin")); {
		m := uuBegin.FindSubmatchIndex(rest)
		if m == nil {
			break
		}
		packed := rest[m[1]:]
		end := bytes.Index(packed, []byte("\nend"))
		if end < 0 {
			end = len(packed)
		}
		e := enclosed{name: clean(rawText(rest[m[2]:m[3]]))}
		if bytes.HasPrefix(rest[m[0]:], []byte("begin-base64")) {
			if i := bytes.Index(packed, []byte("\n====")); i >= 0 {
				end = min(end, i)
			}
			e.content = unbase64(packed[:end])
		} else {
			e.content = unuu(packed[:end])
		}
		out = append(out, e)
		rest = packed[end:]
	}
	for rest := b; len(out) < 1000 && bytes.Contains(rest, []byte("=ybegin")); {
		m := yBegin.FindSubmatchIndex(rest)
		if m == nil {
			break
		}
		packed := rest[m[1]:]
		end := bytes.Index(packed, []byte("\n=yend"))
		if end < 0 {
			end = len(packed)
		}
		out = append(out, enclosed{clean(rawText(rest[m[2]:m[3]])), unyenc(packed[:end])})
		rest = packed[end:]
	}
	return out
}

func unuu(b []byte) (out []byte) {
	for len(b) > 0 {
		var line []byte
		line, b = cutLine(b)
		if len(line) == 0 {
			continue
		}
		n := int(line[0]-' ') & 63
		at := func(i int) byte {
			if i < len(line) {
				return (line[i] - ' ') & 63
			}
			return 0
		}
		start := len(out)
		for i := 1; len(out)-start < n; i += 4 {
			out = append(out, at(i)<<2|at(i+1)>>4, at(i+1)<<4|at(i+2)>>2, at(i+2)<<6|at(i+3))
		}
		out = out[:start+n]
	}
	return out
}

func unyenc(b []byte) (out []byte) {
	for len(b) > 0 {
		var line []byte
		if i := bytes.IndexByte(b, '\n'); i >= 0 {
			line, b = bytes.TrimSuffix(b[:i], []byte{'\r'}), b[i+1:]
		} else {
			line, b = b, nil
		}
		if bytes.HasPrefix(line, []byte("=ypart ")) {
			continue
		}
		for i := 0; i < len(line); i++ {
			c := line[i]
			if c == '=' && i+1 < len(line) {
				i++
				c = line[i] - 64
			}
			out = append(out, c-42)
		}
	}
	return out
}
