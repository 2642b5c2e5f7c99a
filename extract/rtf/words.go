package rtf

import (
	"strings"
	"unicode/utf16"

	"monban/extract"
	"monban/extract/charset"
)

// word obeys a control word that opens no destination.
func (r *reader) word(t token) error {
	on := !t.has || t.n != 0
	switch t.name {
	case "par", "line", "sect", "page", "column", "softline":
		return r.lineEnd(t.name == "line" || t.name == "softline")
	case "tab", "nestcell":
		r.write("\t")
	case "nestrow":
		r.write("\n")
	case "cell":
		if r.s.dest == page {
			r.cell()
		}
	case "row":
		if r.s.dest == page {
			r.runs = r.keepOutside()
			return r.endRow()
		}
	case "trowd":
		r.dark = false
	case "clcbpat", "clcfpat", "clshdng", "rawclcbpat":
		r.dark = r.dark || t.n != 0
	case "intbl":
		if !r.s.table {
			r.s.table = true
		}
	case "pard":
		r.s.table, r.s.marked = false, false
	case "plain":
		r.s.char, r.s.white, r.s.marked = 0, false, false
	case "v", "webhidden":
		r.set(extract.HiddenText, on)
	case "deleted":
		r.set(extract.Revision, on)
	case "fs":
		r.set(extract.SmallText, t.has && t.n <= 6)
	case "cf":
		r.s.white = t.n >= 0 && t.n < len(r.white) && r.white[t.n]
	case "highlight", "cb", "chcbpat", "cbpat", "shading", "chshdng":
		r.s.marked = t.n != 0
	case "u":
		r.unicode(t.n)
	case "uc":
		r.s.uc = max(0, min(t.n, 16))
	case "f", "deff":
		r.setFont(t)
	case "fcharset":
		if r.s.dest == fonts {
			r.fonts[r.font] = fontCharset(t.n)
		}
	case "ansicpg":
		r.doc = codePage(t.n)
	case "red":
		r.rgb[0] = t.n
	case "green":
		r.rgb[1] = t.n
	case "blue":
		r.rgb[2] = t.n
	case "pngblip", "jpegblip", "emfblip", "wmetafile", "dibitmap", "wbitmap", "macpict", "pmmetafile":
		r.blip = t.name
	case "picwgoal":
		r.size[0] = t.n
	case "pichgoal":
		r.size[1] = t.n
	default:
		if s, ok := characters[t.name]; ok {
			r.write(s)
		}
	}
	return nil
}

// characters are the words and signs that stand for one.
var characters = map[string]string{
	"~": " ", "_": "-", "emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’",
	"ldblquote": "“", "rdblquote": "”", "bullet": "•", "emspace": "　", "enspace": " ", "qmspace": " ",
}

func (r *reader) set(h extract.Hidden, on bool) {
	if on {
		r.s.char |= h
	} else {
		r.s.char &^= h
	}
}

// lineEnd ends a line: a paragraph, or a line of a cell.
func (r *reader) lineEnd(soft bool) error {
	if r.s.dest != page {
		r.write("\n")
		return nil
	}
	if r.s.table || soft {
		r.write("\n")
		return r.long()
	}
	return r.paragraph()
}

// keepOutside takes text between the last cell and the end of the row, which
// belongs to no cell, into a cell of its own.
func (r *reader) keepOutside() []run {
	for _, x := range r.runs {
		if strings.TrimSpace(string(x.text)) != "" {
			r.cell()
			break
		}
	}
	return r.runs[:0]
}

// unicode takes a character by its number; the next uc characters stand for
// it in programs that do not know it.
func (r *reader) unicode(n int) {
	c := rune(n)
	if n < 0 {
		c = rune(n + 1<<16)
	}
	r.skip = r.s.uc
	switch {
	case utf16.IsSurrogate(c) && c < 0xdc00:
		r.high = c
		return
	case utf16.IsSurrogate(c):
		c = utf16.DecodeRune(r.high, c)
	}
	r.high = 0
	if c > 0 && c <= 0x10ffff {
		r.write(string(c))
	}
}

func (r *reader) setFont(t token) {
	if r.s.dest == fonts {
		r.font = t.n
		return
	}
	r.s.cs = r.fonts[t.n]
}

// fontCharset knows the numbers of Windows; Binary leaves it to the document.
func fontCharset(n int) charset.Charset {
	if n == 128 {
		return charset.CP932
	}
	return charset.Binary
}

func codePage(n int) charset.Charset {
	switch n {
	case 932, 10001:
		return charset.CP932
	case 65001:
		return charset.UTF8
	case 51932, 20932:
		return charset.EUCJP
	case 50220, 50221, 50222:
		return charset.ISO2022JP
	}
	return charset.Binary
}
