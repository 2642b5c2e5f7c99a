package xlsx

import (
	"bytes"
	"io"
	"sort"
	"strings"

	"monban/extract"
	"monban/extract/ooxml"
)

// maxMerges bounds how many merged cells are remembered. Beyond it, merged
// cells are read as single ones; nothing of their text is lost.
const maxMerges = 1 << 19

// maxLinks is the number of hyperlinks that a sheet may have in spreadsheet
// programs.
const maxLinks = 66_000

// A box is a range of cells.
type box struct{ row1, col1, row2, col2 int }

// parseBox reads A1 or A1:B2.
func parseBox(ref string) (b box, ok bool) {
	first, second, two := strings.Cut(strings.ReplaceAll(ref, "$", ""), ":")
	b.col1, b.row1 = parseRef(first)
	b.col2, b.row2 = b.col1, b.row1
	if two {
		b.col2, b.row2 = parseRef(second)
	}
	return b, b.col1 > 0 && b.row1 > 0 && b.col2 >= b.col1 && b.row2 >= b.row1
}

func parseRef(ref string) (col, row int) {
	col, rest := column([]byte(ref))
	return col, digits(rest)
}

// frame is what stands behind the rows of a sheet but is needed while they
// are read.
type frame struct {
	merges  map[[2]int32][2]int32 // row, column → rows, columns
	boxes   []box                 // the same, by first row
	filters []box
	links   map[[2]int32]*link
	order   []*link
}

// readFrame looks at the end of a worksheet.
func readFrame(r io.Reader) (frame, error) {
	fr := frame{}
	end, err := behindRows(ooxml.UTF8Reader(r))
	if err != nil || end == nil {
		return fr, err
	}
	x := ooxml.NewScanner(end)
	for {
		switch x.Next() {
		case ooxml.End:
			sort.Slice(fr.boxes, func(i, j int) bool { return fr.boxes[i].row1 < fr.boxes[j].row1 })
			return fr, x.Err
		case ooxml.Open:
			switch string(x.Name) {
			case "mergeCell":
				b, ok := parseBox(x.Attr("ref"))
				if !ok || len(fr.boxes) >= maxMerges {
					continue
				}
				if fr.merges == nil {
					fr.merges = map[[2]int32][2]int32{}
				}
				fr.merges[[2]int32{int32(b.row1), int32(b.col1)}] = [2]int32{int32(b.row2 - b.row1 + 1), int32(b.col2 - b.col1 + 1)}
				fr.boxes = append(fr.boxes, b)
			case "hyperlink":
				l := &link{id: x.Attr("id"), location: x.Attr("location"), tooltip: x.Attr("tooltip"), display: x.Attr("display")}
				l.box, _ = parseBox(x.Attr("ref"))
				if len(fr.order) >= maxLinks {
					continue
				}
				if fr.links == nil {
					fr.links = map[[2]int32]*link{}
				}
				fr.links[[2]int32{int32(l.row1), int32(l.col1)}] = l
				fr.order = append(fr.order, l)
			case "autoFilter":
				if b, ok := parseBox(x.Attr("ref")); ok && len(fr.filters) < 100 {
					fr.filters = append(fr.filters, b)
				}
			}
		}
	}
}

// behindRows reads up to the end of the rows as fast as it can, and gives
// back a reader of what follows; nil when there is no end.
func behindRows(r io.Reader) (io.Reader, error) {
	const overlap = 64
	mark := []byte("sheetData")
	buf := make([]byte, 128<<10)
	n := 0
	for {
		k, err := r.Read(buf[n:])
		n += k
		b := buf[:n]
		for at := 0; ; {
			i := bytes.Index(b[at:], mark)
			if i < 0 || at+i+len(mark)+2 > n && err == nil {
				break
			}
			i += at
			at = i + len(mark)
			rest := b[at:]
			open := bytes.LastIndexByte(b[max(0, i-32):i], '<')
			closing := open >= 0 && b[max(0, i-32)+open+1] == '/' && bytes.HasPrefix(rest, []byte(">"))
			if closing || bytes.HasPrefix(rest, []byte("/>")) {
				rest = bytes.Clone(rest[bytes.IndexByte(rest, '>')+1:])
				if err != nil {
					r = extract.Broken(err)
				}
				return io.MultiReader(bytes.NewReader(rest), r), nil
			}
		}
		if err == io.EOF {
			return nil, nil
		}
		if err != nil {
			return nil, err
		}
		if n > overlap {
			n = copy(buf, b[n-overlap:])
		}
	}
}

// A sheetReader turns one worksheet into units.
type sheetReader struct {
	b       *book
	to      extract.Sink
	name    string
	hidden  extract.Hidden // of the sheet
	frame   frame
	columns *[maxCol + 1]bool // the hidden ones; nil when there are none
	units   []extract.Unit
	rel     map[string]string // external targets of the sheet, by id
	active  []box             // merged cells that reach into the current row
	next    int               // first of frame.boxes that has not begun
}

// hide notes the columns of a <col> element that nobody sees.
func (s *sheetReader) hide(x *ooxml.Scanner) {
	if !x.Flag("hidden") && x.Attr("width") != "0" {
		return
	}
	if s.columns == nil {
		s.columns = new([maxCol + 1]bool)
	}
	for i := max(1, digits([]byte(x.Attr("min")))); i <= min(maxCol, digits([]byte(x.Attr("max")))); i++ {
		s.columns[i] = true
	}
}

func (s *sheetReader) loc(row, col int) extract.Loc {
	return extract.Loc{Sheet: s.name, Row: row, Col: col}
}

// row turns one row into units.
func (s *sheetReader) row(r *row) error {
	hidden := s.hidden
	if r.hidden {
		hidden |= extract.HiddenRow
		for _, f := range s.frame.filters {
			if r.num > f.row1 && r.num <= f.row2 {
				hidden |= extract.Filter
			}
		}
	}
	s.cover(r.num)
	s.units = s.units[:0]
	for i := range r.cells {
		c := &r.cells[i]
		if s.b.onCell != nil {
			s.b.onCell(s.name, r.num, c)
		}
		if c.value == "" && c.shown == "" {
			continue
		}
		s.units = append(s.units, extract.Unit{Loc: s.loc(r.num, c.col), Hidden: hidden})
		s.b.cell(&s.units[len(s.units)-1], c)
		u := &s.units[len(s.units)-1]
		if len(s.frame.links) > 0 {
			s.sees(r.num, c.col, u.Text)
		}
		if s.columns != nil && c.col <= maxCol && s.columns[c.col] {
			u.Hidden |= extract.HiddenColumn
		}
		if m, ok := s.frame.merges[[2]int32{int32(r.num), int32(c.col)}]; ok {
			u.Rows, u.Cols = int(m[0]), int(m[1])
		} else if s.covered(r.num, c.col) {
			u.Hidden |= extract.HiddenText
		}
	}
	if len(s.units) > 0 {
		if err := s.to.Row(s.units); err != nil {
			return err
		}
	}
	for i := range r.cells {
		if err := s.ruby(r, &r.cells[i], hidden); err != nil {
			return err
		}
	}
	for _, f := range r.formulas {
		if err := s.to.Text(extract.Unit{Text: f.text, Loc: s.loc(r.num, f.col), Hidden: hidden | extract.HiddenText}); err != nil {
			return err
		}
	}
	return nil
}

// ruby sends the reading above a text, once for each text. A reading in kana
// says nothing that the text below it does not say, so it is not hidden, and
// is marked as something that a program wrote. Anything else there is.
func (s *sheetReader) ruby(r *row, c *cell, hidden extract.Hidden) error {
	if c.shared < 0 || len(s.b.strings.ruby) == 0 {
		return nil
	}
	text, ok := s.b.strings.ruby[int32(c.shared)]
	if !ok {
		return nil
	}
	delete(s.b.strings.ruby, int32(c.shared))
	u := extract.Unit{Text: visible(text), Loc: s.loc(r.num, c.col), Hidden: hidden, Role: extract.Property}
	if !extract.Kana(text) {
		u.Hidden |= extract.HiddenText
		u.Role = extract.Content
	}
	return s.to.Text(u)
}

// cover brings the list of merged cells that reach into a row up to date.
func (s *sheetReader) cover(row int) {
	if len(s.frame.boxes) == 0 {
		return
	}
	kept := s.active[:0]
	for _, b := range s.active {
		if b.row2 >= row {
			kept = append(kept, b)
		}
	}
	s.active = kept
	for s.next < len(s.frame.boxes) && s.frame.boxes[s.next].row1 <= row {
		// More than this over one row is no table; the mark is then left out.
		if b := s.frame.boxes[s.next]; b.row2 >= row && len(s.active) < 256 {
			s.active = append(s.active, b)
		}
		s.next++
	}
}

// covered tells that a cell lies under a merged one.
func (s *sheetReader) covered(row, col int) bool {
	for _, b := range s.active {
		if row >= b.row1 && row <= b.row2 && col >= b.col1 && col <= b.col2 {
			return true
		}
	}
	return false
}

// read goes through the part: columns, rows, and what follows them.
func (s *sheetReader) read(x *ooxml.Scanner) error {
	for {
		switch x.Next() {
		case ooxml.End:
			return s.links()
		case ooxml.Open:
			switch string(x.Name) {
			case "col":
				s.hide(x)
			case "sheetData":
				r := rows{x: x, view: &s.b.view, strings: &s.b.strings, emit: s.row}
				if err := r.data(); err != nil {
					return err
				}
			default:
				if err := s.extra(x); err != nil {
					return err
				}
			}
		}
	}
}
