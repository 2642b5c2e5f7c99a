package xls

import (
	"strings"

	"monban/extract"
	"monban/extract/ole"
)

// tokens8 and tokens5 are the sizes of the parts of a formula, without their
// first byte, by MS-XLS 2.5.198 and for the versions before. -1 stands for
// those that tell their size.
var tokens8 = map[byte]int{
	0x01: 4, 0x02: 4, 0x17: -1, 0x18: -1, 0x19: -1, 0x1C: 1, 0x1D: 1, 0x1E: 2, 0x1F: 8,
	0x20: 7, 0x21: 2, 0x22: 3, 0x23: 4, 0x24: 4, 0x25: 8, 0x26: 6, 0x27: 6, 0x28: 6, 0x29: 2, 0x2A: 4, 0x2B: 8, 0x2C: 4, 0x2D: 8, 0x2E: 2, 0x2F: 2,
	0x39: 6, 0x3A: 6, 0x3B: 10, 0x3C: 6, 0x3D: 10,
}

var tokens5 = map[byte]int{0x23: 14, 0x24: 3, 0x25: 6, 0x2A: 3, 0x2B: 6, 0x2C: 3, 0x2D: 6, 0x39: 24, 0x3A: 17, 0x3B: 20, 0x3C: 17, 0x3D: 20}

// literals joins the texts in a formula that begins with its size.
func (w *book) literals(b []byte) string {
	n := u16(b, 0)
	b = from(b, 2)
	return w.words(b[:min(n, len(b))])
}

// words joins the texts in the parts of a formula, up to the first part that
// is not known.
func (w *book) words(b []byte) string {
	var out []string
	for len(b) > 0 {
		token := b[0]
		b = b[1:]
		if token >= 0x03 && token <= 0x16 {
			continue // signs and gaps
		}
		if token >= 0x40 {
			token = token&0x1F | 0x20
		}
		size, ok := tokens8[token]
		if w.version < 8 {
			if n, older := tokens5[token]; older {
				size = n
			}
		}
		switch {
		case !ok:
			return strings.Join(out, " ")
		case token == 0x17:
			var s string
			if len(b) == 0 {
				return strings.Join(out, " ")
			}
			if w.version == 8 {
				s, b = w.text8(b)
			} else {
				n := min(int(b[0]), len(b)-1)
				s, b = ole.Text(b[1:1+n], w.page), b[1+n:]
			}
			// A list of texts stands in one text, with zeros between.
			if s = clean(strings.ReplaceAll(s, "\x00", " ")); s != "" {
				out = append(out, s)
			}
			continue
		case token == 0x18:
			size = 5 // of natural language
		case token == 0x19:
			size = 3
			if len(b) > 0 && b[0]&4 != 0 {
				size = 3 + 2*(u16(b, 1)+1)
			}
		}
		b = from(b, size)
	}
	return strings.Join(out, " ")
}

// name reads a name for a value or for cells: the words in its formula, and
// the name itself. Names that programs give say nothing.
func (w *book) name(b []byte) {
	if w.version < 5 || len(b) < 15 {
		return
	}
	flags, n, size := u16(b, 0), int(b[3]), u16(b, 4)
	rest := b[14:]
	var text string
	if w.version == 8 {
		text, rest = chars(rest[1:], n, rest[0]&1 != 0)
	} else {
		n = min(n, len(rest))
		text, rest = ole.Text(rest[:n], w.page), rest[n:]
	}
	if flags&0x20 == 0 && text != "" && !strings.HasPrefix(text, "_xlnm") && !strings.HasPrefix(text, "_xlfn") {
		w.says = append(w.says, extract.Unit{Text: text, Hidden: extract.DefinedName})
	}
	if words := w.words(rest[:min(size, len(rest))]); words != "" {
		w.says = append(w.says, extract.Unit{Text: words, Hidden: extract.DefinedName})
	}
	// The texts for the menu and the status line, and the description.
	rest = from(rest, size)
	for _, n := range b[10:14] {
		if n == 0 || len(rest) == 0 {
			continue
		}
		var s string
		if w.version == 8 {
			s, rest = chars(rest[1:], int(n), rest[0]&1 != 0)
		} else {
			k := min(int(n), len(rest))
			s, rest = ole.Text(rest[:k], w.page), rest[k:]
		}
		w.says = append(w.says, extract.Unit{Text: s, Hidden: extract.DefinedName})
	}
}
