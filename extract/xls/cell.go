package xls

import (
	"math"

	"monban/extract"
	"monban/extract/numfmt"
	"monban/extract/ole"
)

// A cell is one value of a sheet.
type cell struct {
	row, col int // from 0
	xf       int
	typ      extract.Type
	n        float64 // of a number
	s        string  // of everything else
	shared   int     // number of the shared string, -1 for others
	formula  []byte
}

// cellRow gives the row of a record that holds cells, -1 for the others.
func cellRow(rec record) int {
	switch rec.kind {
	case recLabelSST, recNumber, recRK, recMulRK, recLabel, recRString, recFormula, recBoolErr,
		0x02, 0x03, 0x04, 0x05, 0x206, 0x406:
		if len(rec.b) >= 6 {
			return u16(rec.b, 0)
		}
	}
	return -1
}

// cells decodes the record at which r just was. What continues it is read on.
func (w *book) cells(r *records, rec record, emit func(cell)) {
	b := rec.b
	c := cell{row: u16(b, 0), col: u16(b, 2), xf: u16(b, 4), shared: -1}
	body := from(b, 6)
	if w.version == 2 && rec.kind < 0x10 {
		c.xf = 0
		body = from(b, 7)
	}
	switch rec.kind {
	case recLabelSST:
		i := int(u32(b, 6))
		if len(b) < 10 || i < 0 || i >= len(w.strings) {
			w.broken = "a cell points to no string"
			return
		}
		w.used[i] = true
		c.s, c.shared = w.strings[i], i
	case recNumber, 0x03:
		if len(body) < 8 {
			return
		}
		c.typ, c.n = extract.Number, math.Float64frombits(u64(body, 0))
	case 0x02:
		c.typ, c.n = extract.Number, float64(u16(body, 0))
	case recRK:
		c.typ, c.n = extract.Number, rk(u32(b, 6))
	case recMulRK:
		for at := 4; at+8 <= len(b); at += 6 {
			c.xf, c.typ, c.n = u16(b, at), extract.Number, rk(u32(b, at+2))
			emit(c)
			c.col++
		}
		return
	case recLabel, recRString:
		c.s = w.long(r, rec, 6)
	case 0x04:
		if len(body) > 0 {
			c.s = ole.Text(body[1:1+min(int(body[0]), len(body)-1)], w.page)
		}
	case recBoolErr, 0x05:
		if len(body) < 2 {
			return
		}
		boolErr(&c, body[0], body[1] != 0)
	case recFormula, 0x206, 0x406:
		if len(body) < 8 {
			return
		}
		if w.version >= 5 {
			c.formula = from(b, 20)
		}
		w.result(r, &c, body)
	}
	emit(c)
}

// rk is a number in four bytes.
func rk(v uint32) float64 {
	var f float64
	if v&2 != 0 {
		f = float64(int32(v) >> 2)
	} else {
		f = math.Float64frombits(uint64(v&^3) << 32)
	}
	if v&1 != 0 {
		f /= 100
	}
	return f
}

func boolErr(c *cell, v byte, isErr bool) {
	switch {
	case isErr:
		c.s = errorNames[v]
	case v != 0:
		c.typ, c.s = extract.Bool, "TRUE"
	default:
		c.typ, c.s = extract.Bool, "FALSE"
	}
}

var errorNames = map[byte]string{0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A", 43: "#GETTING_DATA"}

// result reads what a formula came to when the workbook was saved.
func (w *book) result(r *records, c *cell, v []byte) {
	if u16(v, 6) != 0xFFFF {
		c.typ, c.n = extract.Number, math.Float64frombits(u64(v, 0))
		return
	}
	switch v[0] {
	case 0:
		// The text follows, behind what the formula shares with others.
		ahead := *r
		for range 4 {
			next, ok := ahead.next()
			if !ok || cellRow(next) >= 0 {
				return
			}
			if next.kind == recString || next.kind == 0x07 {
				if next.kind == 0x07 {
					c.s, _ = w.text8(next.b)
				} else {
					c.s = w.long(&ahead, next, 0)
				}
				*r = ahead
				return
			}
		}
	case 1:
		boolErr(c, v[2], false)
	case 2:
		boolErr(c, v[2], true)
	}
}

// long reads a string with a count of two bytes that may be continued.
func (w *book) long(r *records, rec record, at int) string {
	if w.version < 8 {
		s, _ := w.text16(from(rec.b, at))
		return s
	}
	if len(rec.b) < at+3 {
		return ""
	}
	if r.peek() != recContinue {
		s, _ := w.text16(rec.b[at:])
		return s
	}
	s := splitReader{segs: r.segments(rec), at: at}
	head := s.bytes(3)
	if head == nil {
		return ""
	}
	text, _ := s.chars(u16(head, 0), head[2]&1 != 0)
	return text
}

// unit says what a reader of the sheet sees of a cell.
func (w *book) unit(u *extract.Unit, c *cell) {
	var f *numfmt.Format
	if c.xf < len(w.xfs) {
		f = w.xfs[c.xf].format
		u.Hidden |= w.xfs[c.xf].hidden
	}
	switch {
	case c.typ == extract.Number:
		s := f.Number(c.n, w.date1904)
		u.Text, u.Raw, u.Type = s.Text, s.Raw, s.Type
		u.Hidden |= s.Hidden
	case c.typ == extract.Bool:
		u.Text, u.Type = c.s, extract.Bool
	default:
		s := f.Text(c.s)
		u.Text = tidy(s.Text)
		u.Hidden |= s.Hidden
	}
}
