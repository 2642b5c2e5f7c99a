package charset

import (
	"sync"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/japanese"
)

// A table maps two bytes to a character; 0 means that there is none.
type table [1 << 16]uint16

// cp932Table adds the user characters F040 to F9FC, which x/text refuses, in
// the private place that Windows gives them.
var cp932Table = sync.OnceValue(func() *table {
	t := new(table)
	fill(t, japanese.ShiftJIS, 0x81, 0xfc, 0x40, 0xfc, nil)
	next := uint16(0xe000)
	for lead := 0xf0; lead <= 0xf9; lead++ {
		for trail := 0x40; trail <= 0xfc; trail++ {
			if trail != 0x7f {
				t[lead<<8|trail] = next
				next++
			}
		}
	}
	return t
})

var eucTable = sync.OnceValue(func() *table {
	t := new(table)
	fill(t, japanese.EUCJP, 0xa1, 0xfe, 0xa1, 0xfe, nil)
	return t
})

// eucTable3 holds JIS X 0212, which EUC-JP writes behind 8F.
var eucTable3 = sync.OnceValue(func() *table {
	t := new(table)
	fill(t, japanese.EUCJP, 0xa1, 0xfe, 0xa1, 0xfe, []byte{0x8f})
	return t
})

// level1 marks the kanji of the first level of JIS X 0208, from U+4E00 on.
var level1 = sync.OnceValue(func() *[0xa000 - 0x4e00]bool {
	m := new([0xa000 - 0x4e00]bool)
	for lead := 0xb0; lead <= 0xcf; lead++ {
		for _, r := range eucTable()[lead<<8|0xa1 : lead<<8|0xff] {
			if r >= 0x4e00 && r < 0xa000 {
				m[r-0x4e00] = true
			}
		}
	}
	return m
})

func fill(t *table, e encoding.Encoding, lead0, lead1, trail0, trail1 int, prefix []byte) {
	d := e.NewDecoder()
	src := append(append([]byte{}, prefix...), 0, 0)
	var dst [16]byte
	for lead := lead0; lead <= lead1; lead++ {
		for trail := trail0; trail <= trail1; trail++ {
			src[len(prefix)], src[len(prefix)+1] = byte(lead), byte(trail)
			d.Reset()
			n, used, err := d.Transform(dst[:], src, true)
			r, size := utf8.DecodeRune(dst[:n])
			if err == nil && used == len(src) && size == n && r != utf8.RuneError && r < 1<<16 {
				t[lead<<8|trail] = uint16(r)
			}
		}
	}
}

// asciiRun is the length of the start of b that is plain ASCII.
func asciiRun(b []byte) int {
	for i, c := range b {
		if c >= 0x80 {
			return i
		}
	}
	return len(b)
}

func appendCP932(dst, src []byte) ([]byte, int) {
	var t *table
	bad := 0
	for i := 0; i < len(src); {
		if n := asciiRun(src[i:]); n > 0 {
			dst = append(dst, src[i:i+n]...)
			i += n
			continue
		}
		if t == nil {
			t = cp932Table()
		}
		c := src[i]
		switch {
		case c >= 0xa1 && c <= 0xdf:
			dst = utf8.AppendRune(dst, 0xff61+rune(c-0xa1))
			i++
			continue
		case i+1 < len(src):
			if r := t[int(c)<<8|int(src[i+1])]; r != 0 {
				dst = utf8.AppendRune(dst, rune(r))
				i += 2
				continue
			}
		}
		// A lead byte whose trail is missing must not eat the line end or the comma.
		bad++
		dst = utf8.AppendRune(dst, utf8.RuneError)
		i++
	}
	return dst, bad
}

func appendEUC(dst, src []byte) ([]byte, int) {
	var t *table
	bad := 0
	for i := 0; i < len(src); {
		if n := asciiRun(src[i:]); n > 0 {
			dst = append(dst, src[i:i+n]...)
			i += n
			continue
		}
		if t == nil {
			t = eucTable()
		}
		r, n := rune(0), 1
		switch c := src[i]; {
		case c == 0x8e && i+1 < len(src) && src[i+1] >= 0xa1 && src[i+1] <= 0xdf:
			r, n = 0xff61+rune(src[i+1]-0xa1), 2
		case c == 0x8f && i+2 < len(src):
			r, n = rune(eucTable3()[int(src[i+1])<<8|int(src[i+2])]), 3
		case i+1 < len(src):
			r, n = rune(t[int(c)<<8|int(src[i+1])]), 2
		}
		if r == 0 {
			bad++
			r, n = utf8.RuneError, 1
		}
		dst = utf8.AppendRune(dst, r)
		i += n
	}
	return dst, bad
}

// appendJIS knows the escapes of ISO-2022-JP and of the forms that mail
// programs send under its name: JIS X 0212, half-width kana by escape and by
// shift. A line end returns to ASCII, as every sender does.
func appendJIS(dst, src []byte) ([]byte, int) {
	const (
		ascii = iota
		kanji
		kanji2
		kana
	)
	bad, mode, before := 0, ascii, ascii
	for i := 0; i < len(src); {
		c := src[i]
		if c == 0x1b {
			if m, n := jisEscape(src[i:]); n > 0 {
				mode = m
				i += n
				continue
			}
		}
		switch {
		case c == '\n' || c == '\r':
			mode = ascii
		case c == 0x0e:
			before, mode = mode, kana
			i++
			continue
		case c == 0x0f:
			mode = before
			i++
			continue
		case c >= 0xa1 && c <= 0xdf: // 8-bit kana in a mail that promised 7 bits
			dst = utf8.AppendRune(dst, 0xff61+rune(c-0xa1))
			i++
			continue
		case mode == kana && c >= 0x21 && c <= 0x5f:
			dst = utf8.AppendRune(dst, 0xff61+rune(c-0x21))
			i++
			continue
		case (mode == kanji || mode == kanji2) && c > 0x20 && c < 0x7f && i+1 < len(src) && src[i+1] > 0x20 && src[i+1] < 0x7f:
			t := eucTable()
			if mode == kanji2 {
				t = eucTable3()
			}
			r := rune(t[int(c|0x80)<<8|int(src[i+1]|0x80)])
			if r == 0 {
				bad++
				r = utf8.RuneError
			}
			dst = utf8.AppendRune(dst, r)
			i += 2
			continue
		case c >= 0x80:
			bad++
			dst = utf8.AppendRune(dst, utf8.RuneError)
			i++
			continue
		}
		dst = append(dst, c)
		i++
	}
	return dst, bad
}

// jisEscape reads the escape at the start of b: the mode of appendJIS and the
// length of the escape, 0 when it is none.
func jisEscape(b []byte) (mode, n int) {
	switch {
	case len(b) >= 4 && b[1] == '$' && b[2] == '(' && b[3] == 'D':
		return 2, 4
	case len(b) >= 4 && b[1] == '$' && b[2] == '(' && (b[3] == 'B' || b[3] == '@' || b[3] == 'O' || b[3] == 'Q'):
		return 1, 4
	case len(b) >= 3 && b[1] == '$' && (b[2] == 'B' || b[2] == '@'):
		return 1, 3
	case len(b) >= 3 && b[1] == '(' && b[2] == 'I':
		return 3, 3
	case len(b) >= 3 && b[1] == '(' && (b[2] == 'B' || b[2] == 'J' || b[2] == 'H'):
		return 0, 3
	}
	return 0, 0
}

func appendUTF16(dst, src []byte, big bool) ([]byte, int) {
	bad := 0
	unit := func(i int) rune {
		if big {
			return rune(src[i])<<8 | rune(src[i+1])
		}
		return rune(src[i+1])<<8 | rune(src[i])
	}
	i := 0
	for ; i+1 < len(src); i += 2 {
		r := unit(i)
		if utf16.IsSurrogate(r) {
			full := rune(utf8.RuneError)
			if i+3 < len(src) {
				full = utf16.DecodeRune(r, unit(i+2))
			}
			if full == utf8.RuneError {
				bad++
			} else {
				i += 2
			}
			r = full
		}
		if r != 0 {
			dst = utf8.AppendRune(dst, r)
		}
	}
	if i < len(src) && src[i] != 0 && src[i] != '\n' {
		bad++
		dst = utf8.AppendRune(dst, utf8.RuneError)
	}
	return dst, bad
}

// high1252 are the characters of 80 to 9F; the rest of Windows-1252 is Latin-1.
var high1252 = [32]rune{'€', 0, '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', 0, 'Ž', 0,
	0, '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', 0, 'ž', 'Ÿ'}

func append1252(dst, src []byte) ([]byte, int) {
	bad := 0
	for _, c := range src {
		r := rune(c)
		if c >= 0x80 && c < 0xa0 {
			if r = high1252[c-0x80]; r == 0 {
				bad++
				r = utf8.RuneError
			}
		}
		dst = utf8.AppendRune(dst, r)
	}
	return dst, bad
}
