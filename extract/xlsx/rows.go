package xlsx

import (
	"fmt"
	"strings"

	"monban/extract"
	"monban/extract/ooxml"
)

const (
	maxRow = 1 << 20
	maxCol = 1 << 14
	// A row that holds more than this is handed on in pieces: a workbook made
	// to harm can put any number of cells into one row.
	rowBytes = 4 << 20
)

// A cell is one cell of a row: the stored value and what is shown of it.
type cell struct {
	col      int
	typ      cellType
	style    int
	value    string // as stored, escapes resolved; of a shared string the text
	shown    string
	n        float64
	isNumber bool
	shared   int // index of the shared string, -1 for none

	valueFrom, valueTo, shownFrom, shownTo int // in rows.buf, until the row ends
}

// A formula is kept only when it carries words of its own.
type formula struct {
	col  int
	text string
}

type row struct {
	num      int
	hidden   bool
	cells    []cell
	formulas []formula
}

// rows reads the rows of one worksheet, one at a time, and keeps nothing.
type rows struct {
	x       *ooxml.Scanner
	view    *view
	strings *sharedStrings
	emit    func(*row) error

	row  row
	open bool // the row has begun
	last int  // number of the row before
	col  int  // last column in this row
	buf  []byte

	tmp, inline, reading []byte // of the cell at hand
}

// data reads from behind the ooxml.Open of sheetData to its ooxml.Close.
func (r *rows) data() error {
	x := r.x
	for level := x.Depth - 1; x.Depth > level; {
		switch x.Next() {
		case ooxml.End:
			return r.flush()
		case ooxml.Open:
			switch string(x.Name) {
			case "row":
				if err := r.flush(); err != nil {
					return err
				}
				r.begin()
			case "c":
				if err := r.cell(); err != nil {
					return err
				}
			}
		case ooxml.Close:
			if string(x.Name) == "row" {
				if err := r.flush(); err != nil {
					return err
				}
				r.open = false
			}
		}
	}
	return r.flush()
}

func (r *rows) begin() {
	num := 0
	hidden, flat := false, false
	for rest := r.x.Attrs; ; {
		n, v, more := ooxml.NextAttr(rest)
		if n == nil {
			break
		}
		switch string(n) {
		case "r":
			num = digits(v)
		case "hidden":
			hidden = ooxml.IsTrue(string(v))
		case "ht":
			flat = string(v) == "0"
		}
		rest = more
	}
	if num <= 0 {
		num = r.last + 1
	}
	r.row.num, r.row.hidden = num, hidden || flat
	r.last, r.col, r.open = num, 0, true
}

// digits is a small positive number, 0 when v is none.
func digits(v []byte) int {
	n := 0
	for _, c := range v {
		if c < '0' || c > '9' || n > 1<<30 {
			return 0
		}
		n = n*10 + int(c-'0')
	}
	return n
}

// column reads the letters of a cell reference, 0 when there are none.
func column(ref []byte) (col int, rest []byte) {
	for i, c := range ref {
		c |= 0x20
		if c < 'a' || c > 'z' || i > 3 {
			return col, ref[i:]
		}
		col = col*26 + int(c-'a') + 1
	}
	return col, nil
}

// cell reads from behind the ooxml.Open of c to its ooxml.Close.
func (r *rows) cell() error {
	x := r.x
	if !r.open {
		r.row.num, r.row.hidden = r.last+1, false
		r.last, r.col, r.open = r.row.num, 0, true
	}
	c := cell{shared: -1}
	r.col++
	for rest := x.Attrs; ; {
		n, v, more := ooxml.NextAttr(rest)
		if n == nil {
			break
		}
		if len(n) == 1 {
			switch n[0] {
			case 'r':
				if col, _ := column(v); col > 0 && col <= maxCol {
					r.col = col
				}
			case 's':
				c.style = digits(v)
			case 't':
				c.typ = typeOf(v)
			}
		}
		rest = more
	}
	c.col = r.col
	if x.Empty {
		x.Next()
		return nil
	}
	if x.Only("<v>", "</v></c>") { // nearly every cell is written so
		if r.tmp = x.AppendText(r.tmp[:0]); len(r.tmp) == 0 {
			return nil
		}
		return r.keep(&c, r.tmp)
	}
	v, inline, reading := r.tmp[:0], r.inline[:0], r.reading[:0]
	inValue, hasFormula := false, false
loop:
	for level := x.Depth - 1; ; {
		if !inValue && len(v) == 0 && x.Leaf("<v>", "</v>") {
			v = x.AppendText(v)
		}
		switch x.Next() {
		case ooxml.End:
			break loop
		case ooxml.Chars:
			if inValue {
				v = x.AppendText(v)
				if len(v) > maxText {
					x.Fail(&extract.CodeError{Code: extract.Limit, Err: fmt.Errorf("a cell has more than %d bytes", maxText)})
					v = v[:maxText]
				}
			}
		case ooxml.Open:
			switch string(x.Name) {
			case "v":
				inValue = true
			case "is":
				inline, reading = richText(x, inline, reading)
			case "f":
				hasFormula = true
				r.formula(c.col)
			}
		case ooxml.Close:
			inValue = false
			if x.Depth <= level {
				break loop
			}
		}
	}
	r.tmp, r.inline, r.reading = v, inline, reading
	if len(reading) > 0 {
		r.row.formulas = append(r.row.formulas, formula{c.col, string(reading)})
	}
	if len(inline) > 0 {
		if c.typ == inlineCell {
			v, inline = inline, v
		}
		// A second text that no program shows.
		if len(inline) > 0 && string(inline) != string(v) {
			r.row.formulas = append(r.row.formulas, formula{c.col, string(appendVisible(nil, inline))})
		}
	}
	if len(v) == 0 && !hasFormula {
		return nil
	}
	return r.keep(&c, v)
}

// keep adds a cell with the stored value v to the row.
func (r *rows) keep(c *cell, v []byte) error {
	r.value(c, v)
	r.row.cells = append(r.row.cells, *c)
	if len(r.row.cells) > maxCol || len(r.buf) > rowBytes {
		return r.flush()
	}
	return nil
}

// value puts the stored and the shown form of a cell into the buffer.
func (r *rows) value(c *cell, v []byte) {
	st := r.view.style(c.style)
	if c.typ == sharedCell {
		i := digits([]byte(strings.TrimSpace(string(v))))
		s, ok := r.strings.get(i)
		if !ok {
			if len(v) > 0 {
				r.x.Fail(errIndex)
			}
			return
		}
		c.value, c.shown, c.shared = s, s, i
		if st != nil && !st.format.general && !plainText(st.format) && st.format.pickText() != nil {
			c.shown = r.view.exotic().text(st.format.code, s)
		}
		return
	}
	c.valueFrom = len(r.buf)
	r.buf = appendVisible(r.buf, v)
	c.valueTo = len(r.buf)
	v = r.buf[c.valueFrom:c.valueTo]
	c.shownFrom = c.valueTo
	switch c.typ {
	case numberCell:
		r.buf, c.n, c.isNumber = r.view.number(r.buf, st, v)
	case dateCell:
		r.buf = append(r.buf, v...)
	case boolCell:
		switch string(v) {
		case "1", "true":
			r.buf = append(r.buf, "TRUE"...)
		case "0", "false":
			r.buf = append(r.buf, "FALSE"...)
		default:
			r.buf = r.view.text(r.buf, st, c.typ, v)
		}
	case errorCell:
		r.buf = append(r.buf, v...)
	default:
		r.buf = r.view.text(r.buf, st, c.typ, v)
	}
	c.shownTo = len(r.buf)
	if string(r.buf[c.shownFrom:c.shownTo]) == string(v) {
		c.shownFrom, c.shownTo = c.valueFrom, c.valueTo
		r.buf = r.buf[:c.valueTo]
	}
}

// formula reads from behind the ooxml.Open of f to its ooxml.Close.
func (r *rows) formula(col int) {
	x := r.x
	var text []byte
	for level := x.Depth - 1; x.Depth > level; {
		switch x.Next() {
		case ooxml.End:
			return
		case ooxml.Chars:
			if len(text) < maxText {
				text = x.AppendText(text)
			}
		}
	}
	if words := literals(text); words != "" && len(r.row.formulas) < maxCol {
		r.row.formulas = append(r.row.formulas, formula{col, words})
	}
}

// literals joins the words in quotes of a formula: what is written into it
// rather than computed. Single signs and separators say nothing.
func literals(f []byte) string {
	var out []string
	s := string(f)
	for {
		i := strings.IndexByte(s, '"')
		if i < 0 {
			break
		}
		s = s[i+1:]
		end := strings.IndexByte(s, '"')
		if end < 0 {
			break
		}
		if w := strings.TrimSpace(s[:end]); len(w) > 1 {
			out = append(out, w)
		}
		s = s[end+1:]
	}
	return visible(strings.Join(out, " "))
}

// flush hands on what the row has so far.
func (r *rows) flush() error {
	if len(r.row.cells) == 0 && len(r.row.formulas) == 0 {
		return nil
	}
	all := string(r.buf)
	for i := range r.row.cells {
		c := &r.row.cells[i]
		if c.shared < 0 {
			c.value, c.shown = all[c.valueFrom:c.valueTo], all[c.shownFrom:c.shownTo]
		}
	}
	err := r.emit(&r.row)
	r.row.cells, r.row.formulas, r.buf = r.row.cells[:0], r.row.formulas[:0], r.buf[:0]
	return err
}
