package archive

import (
	"archive/zip"
	"encoding/binary"
	"hash/crc32"
	"strings"
	"unicode/utf8"

	"monban/extract/charset"
)

// entryNames decodes the names of all entries together: one short name alone
// says too little about its charset.
func entryNames(files []*zip.File) []string {
	raw := make([]string, len(files))
	for i, f := range files {
		raw[i] = f.Name
	}
	as := namesCharset(raw)
	out := make([]string, len(files))
	for i, f := range files {
		if s, ok := unicodeName(f); ok {
			out[i] = cleanName(s)
		} else {
			out[i] = nameIn(f.Name, as)
		}
	}
	return out
}

// namesCharset is how those names are written that are not in UTF-8.
func namesCharset(names []string) charset.Charset {
	var sample strings.Builder
	for _, s := range names {
		if !utf8.ValidString(s) && sample.Len() < 32<<10 {
			sample.WriteString(s)
			sample.WriteByte('\n')
		}
	}
	as := charset.Detect([]byte(sample.String())).First
	if as <= charset.UTF8 {
		as = charset.CP932
	}
	return as
}

func nameIn(s string, as charset.Charset) string {
	if !utf8.ValidString(s) {
		s, _ = charset.Decode([]byte(s), as)
	}
	return cleanName(s)
}

func decodeName(b []byte) string {
	s, _ := charset.DecodeBest(b)
	return cleanName(s)
}

// cleanName makes slashes of Windows' separators. It is done after decoding:
// the second byte of 表 in CP932 is a backslash.
func cleanName(s string) string {
	return strings.ReplaceAll(strings.ReplaceAll(s, `\`, "/"), "\x00", "")
}

// unicodeName reads the field in which Info-ZIP keeps the name in UTF-8; it
// holds only when it belongs to the name in the header.
func unicodeName(f *zip.File) (string, bool) {
	b, ok := extraField(f.Extra, 0x7075)
	if !ok || len(b) < 6 || b[0] != 1 || binary.LittleEndian.Uint32(b[1:]) != crc32.ChecksumIEEE([]byte(f.Name)) {
		return "", false
	}
	s := string(b[5:])
	return s, utf8.ValidString(s)
}

// extraField finds the field with the given number.
func extraField(b []byte, id uint16) ([]byte, bool) {
	for len(b) >= 4 {
		n := int(binary.LittleEndian.Uint16(b[2:]))
		if len(b) < 4+n {
			break
		}
		if binary.LittleEndian.Uint16(b) == id {
			return b[4 : 4+n], true
		}
		b = b[4+n:]
	}
	return nil, false
}
