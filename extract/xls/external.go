package xls

import (
	"math"

	"monban/extract"
	"monban/extract/numfmt"
)

// supbook reads the file that a workbook takes values from, and its sheets.
func (w *book) supbook(b []byte) {
	if w.version < 8 || len(b) <= 4 {
		return
	}
	n := u16(b, 0)
	text, rest := w.text16(b[2:])
	add := func(s string) {
		w.says = append(w.says, extract.Unit{Text: path(s), Hidden: extract.ExternalLink})
	}
	add(text)
	for i := 0; i < n && len(rest) > 3; i++ {
		text, rest = w.text16(rest)
		add(text)
	}
}

// path takes the marks out of the encoded name of a file.
func path(s string) string {
	out := []rune{}
	for _, r := range s {
		switch {
		case r == 3:
			out = append(out, '\\')
		case r >= ' ':
			out = append(out, r)
		}
	}
	return string(out)
}

// crn reads values that were taken from another workbook.
func (w *book) crn(b []byte) {
	if w.version < 8 || len(b) < 4 {
		return
	}
	n := int(b[0]) - int(b[1]) + 1
	b = b[4:]
	for i := 0; i < n && len(b) > 0; i++ {
		kind := b[0]
		if kind != 2 {
			if kind == 1 && len(b) >= 9 {
				w.says = append(w.says, extract.Unit{Text: numfmt.Plain(math.Float64frombits(u64(b, 1))), Type: extract.Number, Hidden: extract.ExternalLink})
			}
			b = from(b, 9)
			continue
		}
		var text string
		text, b = w.text16(b[1:])
		w.says = append(w.says, extract.Unit{Text: text, Hidden: extract.ExternalLink})
	}
}
