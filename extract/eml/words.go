package eml

import (
	"fmt"
	"regexp"
	"strings"

	"monban/extract/charset"
)

var (
	word    = regexp.MustCompile(`=\?([^?\s]+)\?([bBqQ])\?([^?]*)\?=`)
	wordGap = regexp.MustCompile(`\?=\s+=\?`)
)

// decodeAs decodes b by the name of a charset, or as it looks when the name is
// unknown or wrong.
func decodeAs(b []byte, name string) string {
	name, _, _ = strings.Cut(name, "*") // a language may follow
	c := charset.ByName(name)
	if c == charset.Binary {
		return rawText(b)
	}
	s, bad := charset.Decode(b, c)
	if bad > 0 || c <= charset.UTF8 && strings.Contains(s, "\x1b$") {
		return rawText(b)
	}
	return s
}

// rawText decodes the bytes of a header that names no charset.
func rawText(b []byte) string {
	s, _ := charset.DecodeBest(b)
	return s
}

// decodeWords decodes the =?charset?B?...?= words of a header value. Words in
// a row are joined before they are decoded: senders cut characters in two.
func decodeWords(v string) string {
	v = wordGap.ReplaceAllString(v, "?==?")
	var out strings.Builder
	var acc []byte
	name := ""
	flush := func() {
		if acc != nil {
			out.WriteString(decodeAs(acc, name))
			acc = nil
		}
	}
	pos := 0
	for _, m := range word.FindAllStringSubmatchIndex(v, -1) {
		if m[0] > pos {
			flush()
			out.WriteString(rawText([]byte(v[pos:m[0]])))
		}
		pos = m[1]
		cs, text := strings.ToLower(v[m[2]:m[3]]), v[m[6]:m[7]]
		if cs != name {
			flush()
		}
		name = cs
		if v[m[4]] == 'b' || v[m[4]] == 'B' {
			acc = append(acc, unbase64([]byte(text))...)
		} else {
			acc = append(acc, unquote([]byte(strings.ReplaceAll(text, "_", " ")))...)
		}
	}
	flush()
	out.WriteString(rawText([]byte(v[pos:])))
	return out.String()
}

// nameOf reads a file name from parameters, in all the ways that it is written:
// RFC 2231 with charset, in pieces, RFC 2047 words, raw bytes.
func nameOf(ps map[string][]string, key string) string {
	if v := ps[key+"*"]; len(v) > 0 {
		if f := strings.SplitN(v[0], "'", 3); len(f) == 3 {
			return clean(decodeAs(unpercent(f[2]), f[0]))
		}
		return clean(rawText(unpercent(v[0])))
	}
	var raw []byte
	cs := ""
	for i := range 1000 {
		if v := ps[fmt.Sprintf("%s*%d*", key, i)]; len(v) > 0 {
			s := v[0]
			if f := strings.SplitN(s, "'", 3); i == 0 && len(f) == 3 {
				cs, s = f[0], f[2]
			}
			raw = append(raw, unpercent(s)...)
		} else if v := ps[fmt.Sprintf("%s*%d", key, i)]; len(v) > 0 {
			raw = append(raw, v[0]...)
		} else {
			break
		}
	}
	if raw != nil {
		if s := string(raw); cs == "" && word.MatchString(s) {
			return clean(decodeWords(s))
		}
		return clean(decodeAs(raw, cs))
	}
	if v := ps[key]; len(v) > 0 {
		s := decodeWords(v[0])
		if strings.Contains(s, "%") && !strings.ContainsAny(s, " ") { // percent signs without the star
			if t := string(unpercent(s)); t != s && charset.Detect([]byte(t)).First == charset.UTF8 {
				s = t
			}
		}
		return clean(s)
	}
	return ""
}

// clean keeps a name on one line.
func clean(s string) string {
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f {
			return -1
		}
		return r
	}, s))
}
