package records

import "monban/extract"

// full is how long the lists of a record get before another row takes the rest, in bytes.
const full = 8 << 10

// A Fixed sends records that are filled line by line as rows of one table, of which the
// format knows the columns: their names first, then a row a record. Blank cells are left
// out.
type Fixed struct {
	to    extract.Sink
	names []string
	cells []extract.Unit
	row   int // rows sent
	open  bool
	size  int // of what was added to the open record
}

// NewFixed makes a table with columns of these names.
func NewFixed(to extract.Sink, names []string) *Fixed {
	return &Fixed{to: to, names: names, cells: make([]extract.Unit, len(names))}
}

// Open reports whether a record has begun and was not sent.
func (f *Fixed) Open() bool { return f.open }

// Has reports whether a column of the open record has a value.
func (f *Fixed) Has(col int) bool { return f.cells[col].Text != "" }

// Begin sends the record before and begins another one, in this line of the file.
func (f *Fixed) Begin(line int) error {
	if err := f.Send(); err != nil {
		return err
	}
	f.open = true
	if f.row > 0 {
		return nil
	}
	f.row++
	head := make([]extract.Unit, len(f.names))
	for i, s := range f.names {
		head[i] = extract.Unit{Text: s, Loc: extract.Loc{Row: f.row, Col: i + 1, Line: line}}
	}
	return f.to.Row(head)
}

// Put puts a value into a column of the open record, in the place of what it has.
func (f *Fixed) Put(col int, v string, line int) {
	if v != "" {
		f.cells[col] = extract.Unit{Text: v, Loc: extract.Loc{Col: col + 1, Line: line}}
	}
}

// Add adds a value to those that a column of the open record has.
func (f *Fixed) Add(col int, v string, line int) {
	switch {
	case v == "":
	case f.Has(col):
		f.cells[col].Text += "、" + v
	default:
		f.Put(col, v, line)
	}
	f.size += len(v)
}

// Spill sends the open record when its lists are full. It goes on in another row, which
// has its first columns, so many as are kept.
func (f *Fixed) Spill(kept int) error {
	if f.size < full {
		return nil
	}
	first := append([]extract.Unit(nil), f.cells[:kept]...)
	if err := f.Send(); err != nil {
		return err
	}
	f.open = true
	copy(f.cells, first)
	return nil
}

// Send sends the open record, if there is one.
func (f *Fixed) Send() error {
	if !f.open {
		return nil
	}
	f.row++
	row := make([]extract.Unit, 0, len(f.cells))
	for _, u := range f.cells {
		if u.Text != "" {
			u.Loc.Row = f.row
			row = append(row, u)
		}
	}
	clear(f.cells)
	f.open, f.size = false, 0
	if len(row) == 0 {
		return nil
	}
	return f.to.Row(row)
}
