// Package charset finds out how Japanese text is written down and turns it
// into UTF-8: UTF-8, CP932 with its NEC, IBM and user characters, EUC-JP,
// ISO-2022-JP and UTF-16, with and without a mark, also several of them in one
// file. It also knows Windows-1252, so that a French name is not read as kanji.
//
// It does not know what the text means or which file it comes from, and it has
// no tables of its own: they are taken from golang.org/x/text when first used.
package charset

import (
	"bytes"
	"strings"
	"unicode/utf8"
)

// A Charset is a way to write text as bytes.
type Charset uint8

const (
	// Binary is the answer for bytes that are no text at all.
	Binary Charset = iota
	ASCII
	UTF8
	CP932
	EUCJP
	ISO2022JP
	UTF16LE
	UTF16BE
	Windows1252
)

var names = [...]string{"binary", "us-ascii", "utf-8", "cp932", "euc-jp", "iso-2022-jp", "utf-16le", "utf-16be", "windows-1252"}

func (c Charset) String() string { return names[c] }

// ByName finds the charset that mail and web pages call name, Binary when
// Monban does not know it.
func ByName(name string) Charset {
	s := strings.ToLower(strings.Trim(name, " \t\"'"))
	s = strings.NewReplacer("_", "-", " ", "-").Replace(s)
	switch {
	case s == "utf-8" || s == "utf8" || strings.HasPrefix(s, "unicode-1-1-utf-8"):
		return UTF8
	case s == "us-ascii" || s == "ascii" || s == "ansi-x3.4-1968" || s == "646":
		return ASCII
	case strings.HasPrefix(s, "iso-2022-jp"), s == "csiso2022jp", strings.HasPrefix(s, "cp5022"), s == "jis", s == "junet":
		return ISO2022JP
	case strings.Contains(s, "shift-jis"), strings.Contains(s, "sjis"), strings.Contains(s, "shiftjis"), s == "cp932", s == "ms932",
		s == "windows-31j", s == "cswindows31j", s == "ms-kanji", s == "windows-932", s == "932":
		return CP932
	case strings.HasPrefix(s, "euc-jp"), s == "eucjp", s == "x-euc", s == "ujis", s == "x-euc-jp", strings.HasPrefix(s, "eucjp-"), s == "cp51932", s == "cp20932":
		return EUCJP
	case s == "utf-16le", s == "unicode", s == "ucs-2le":
		return UTF16LE
	case s == "utf-16be", s == "utf-16", s == "ucs-2", s == "ucs-2be", s == "iso-10646-ucs-2":
		return UTF16BE
	case s == "iso-8859-1", s == "latin1", s == "windows-1252", s == "cp1252", s == "iso-8859-15", s == "l1":
		return Windows1252
	}
	return Binary
}

// Decode turns b, all of it written in c, into UTF-8. A mark at the start goes
// away. bad counts the places that are not valid; each gives one U+FFFD.
func Decode(b []byte, c Charset) (s string, bad int) {
	out, bad := appendUTF8(nil, trimMark(b, c), c)
	return string(out), bad
}

// DecodeBest detects how b is written, decodes it, and says which charset that
// was. Bytes that are no text are read as CP932, so that nothing is lost.
func DecodeBest(b []byte) (string, Charset) {
	g := Detect(b)
	c := g.First
	if c == Binary {
		c = CP932
	}
	s, _ := Decode(b, c)
	return s, g.First
}

func trimMark(b []byte, c Charset) []byte {
	switch c {
	case UTF8:
		return bytes.TrimPrefix(b, []byte("\xef\xbb\xbf"))
	case UTF16LE:
		return bytes.TrimPrefix(b, []byte("\xff\xfe"))
	case UTF16BE:
		return bytes.TrimPrefix(b, []byte("\xfe\xff"))
	}
	return b
}

// appendUTF8 decodes src onto dst.
func appendUTF8(dst, src []byte, c Charset) ([]byte, int) {
	switch c {
	case CP932:
		return appendCP932(dst, src)
	case EUCJP:
		return appendEUC(dst, src)
	case ISO2022JP:
		return appendJIS(dst, src)
	case UTF16LE, UTF16BE:
		return appendUTF16(dst, src, c == UTF16BE)
	case Windows1252:
		return append1252(dst, src)
	}
	if utf8.Valid(src) {
		return append(dst, src...), 0
	}
	bad := 0
	for len(src) > 0 {
		r, n := utf8.DecodeRune(src)
		if r == utf8.RuneError && n == 1 {
			bad++
			dst = utf8.AppendRune(dst, utf8.RuneError)
		} else {
			dst = append(dst, src[:n]...)
		}
		src = src[n:]
	}
	return dst, bad
}
