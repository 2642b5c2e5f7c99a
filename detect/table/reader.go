// Package table reads rows: it finds headers, decides what each column holds
// from its header and a sample of its values, and hands over one record a row.
// Forms (a label beside its value), tables that stand on their side, tables in
// running text, and cells that each are somebody are records too.
//
// It knows nothing of the shape of any identifier, nor what a header means:
// detect.Senses tells. The words in it tell what a table as a whole is about, and
// whether that is anybody: animals, goods, payments to firms, a rota. It holds
// back a bounded number of rows, never a whole sheet, and asks nothing of a cell
// that takes longer the more cells there are.
package table

import (
	"hash/maphash"
	"maps"
	"slices"
	"strings"
	"time"

	"monban/detect"
	"monban/extract"
)

// hold is the number of rows that are held back to learn the columns; of very
// wide rows fewer are held, at least holdLeast, so that memory stays bounded.
const (
	hold      = 256
	holdCells = 50_000
	holdLeast = 8
	// headerMost is the length in bytes of the longest cell that is looked up as
	// a header: with an example in brackets it may be a sentence or two.
	headerMost = 2000
)

// A Reader turns the rows of one file into records. Running text, and rows that
// are no table, go to the reader of running text.
type Reader struct {
	senses *detect.Senses
	record func(*detect.Record)
	tell   func(*detect.Table)
	prose  detect.Reader

	part, sheet string
	page        int
	held        []row
	cells       int     // in the held rows
	open        []*grid // the tables being read, side by side; nil while learning
	tables      int
	labels      map[int]bool           // columns of the held rows that hold labels
	year        int                    // this year: a birth date lies some years back
	file        string                 // its name, a title of all its sheets
	title       string                 // words that stood above, and the names of file and sheet
	notes       map[int][]extract.Unit // comments, by the row that they hang on
	rec         detect.Record
	text        detect.Text
	seed        maphash.Seed   // of what columns remember
	owner       detect.Value   // whom the sheet is about, Silent; no kind when that is not known
	addressee   detect.Value   // to whom the letter goes in which the tables stand
	lines       []extract.Unit // of running text that look like rows
	bars        bool           // these lines have bars between their cells
	printed     printout       // the last table in running text
	words       words          // single cells that were no column of anything
	room        room
}

// notesMost bounds the comments that wait for their row.
const notesMost = 20_000

// New makes a Reader. record takes the records, table what was decided about
// each table when it ends.
func New(s *detect.Senses, record func(*detect.Record), table func(*detect.Table), prose detect.Reader) *Reader {
	return &Reader{senses: s, record: record, tell: table, prose: prose, year: time.Now().Year(), seed: maphash.MakeSeed()}
}

// A row is a row that is held back.
type row struct {
	cells []cell
	num   int // as in the file
	// units is set when cells of one column repeat in the row: they are in the
	// order of the file, cells are in that of the columns.
	units []extract.Unit
	// What isHeader and headings say of the row.
	header, headings once
}

// once is a question about a row, which every cell of it and of others may ask.
type once struct{ asked, is bool }

func (o *once) ask(whether func() bool) bool {
	if !o.asked {
		o.is, o.asked = whether(), true
	}
	return o.is
}

// A cell is a held cell with what is known of it as a header.
type cell struct {
	detect.Text
	col     int
	key     string
	meaning detect.Meaning
	exact   bool
	known   bool   // it means something as a header
	called  string // the name of a column that the format explains in more words
}

// at returns the cell of a column, nil when it is empty. Cells are in the order
// of their columns; a sheet may have thousands.
func (w *row) at(col int) *cell {
	i, ok := slices.BinarySearchFunc(w.cells, col, func(c cell, col int) int { return c.col - col })
	if !ok {
		return nil
	}
	return &w.cells[i]
}

// Row implements detect.Reader.
func (r *Reader) Row(units []extract.Unit) {
	if len(units) == 0 {
		return
	}
	r.lined()
	at := units[0].Loc
	if at.Part != r.part || at.Sheet != r.sheet {
		r.leave()
		r.enter(at)
	}
	if at.Page != r.page {
		r.learn(true) // the next page goes on with the table, or brings its own header
		r.page = at.Page
		if r.open != nil && !r.again(units) {
			if w := r.keep(units); r.otherWords(&w) {
				r.close() // the other half of a wide table
			}
		}
	}
	if at.Row == 0 { // a new table, and the names of its columns
		r.learn(true)
		r.close()
	}
	if r.open != nil {
		if !r.headerComes(units) {
			r.spread(units)
			return
		}
		if r.again(units) {
			return
		}
		r.close()
	}
	r.held = append(r.held, r.keep(units))
	r.cells += len(units)
	if len(r.held) >= hold || r.cells >= holdCells && len(r.held) >= holdLeast {
		r.learn(false)
	}
}

// Text implements detect.Reader. A line between rows ends no table: documents
// put page numbers and notes there. Text that hangs on a cell waits for its row.
func (r *Reader) Text(u extract.Unit) {
	if u.Loc.Part != r.part || u.Loc.Sheet != r.sheet {
		r.leave()
		r.enter(u.Loc)
	}
	if u.Role == extract.Name {
		if u.Hidden&extract.SheetName == 0 {
			r.file = u.Text
		} else {
			r.title += " " + u.Text
		}
	}
	if u.Role == extract.Sample {
		return
	}
	if u.Loc.Row > 0 && u.Role == extract.Property {
		return // the reading of a cell, in kana: the cell itself says more
	}
	if r.wait(u) {
		return
	}
	r.lined()
	if u.Loc.Row > 0 && len(r.notes) < notesMost {
		if r.notes == nil {
			r.notes = map[int][]extract.Unit{}
		}
		r.notes[u.Loc.Row] = append(r.notes[u.Loc.Row], u)
		return
	}
	r.addressed(&u)
	r.prose.Text(u)
}

// enter begins a sheet or a part.
func (r *Reader) enter(at extract.Loc) {
	if at.Part != r.part {
		r.addressee = detect.Value{}
	}
	r.part, r.sheet = at.Part, at.Sheet
}

// End implements detect.Reader.
func (r *Reader) End() {
	r.leave()
	r.prose.End()
}

// leave finishes a sheet or a part.
func (r *Reader) leave() {
	r.lined()
	r.learn(true)
	r.close()
	r.page = 0
	for _, row := range slices.Sorted(maps.Keys(r.notes)) {
		for _, u := range r.notes[row] {
			r.prose.Text(u)
		}
	}
	r.notes = nil
	r.title = ""
	r.owner = detect.Value{}
	r.words.forget()
}

func (r *Reader) close() {
	for _, g := range r.open {
		g.end()
	}
	r.open = nil
}

// keep copies a row, because units is valid only during the call.
func (r *Reader) keep(units []extract.Unit) row {
	out := row{cells: r.room.row(len(units)), num: units[0].Loc.Row}
	for i := range units {
		norm, chars, off := r.senses.Normalize(units[i].Text)
		if strings.TrimSpace(norm) == "" {
			continue
		}
		c := cell{col: units[i].Loc.Col}
		c.Set(units[i], norm, chars, off)
		if units[i].Type == extract.Text && len(units[i].Text) <= headerMost {
			c.key = r.senses.Key(units[i].Text)
			c.meaning, c.exact, c.known = r.meaning(units[i].Text, c.key)
			if out.num == 0 {
				r.explain(&c)
			}
		}
		out.cells = append(out.cells, c)
	}
	if !slices.IsSortedFunc(out.cells, byColumn) {
		slices.SortStableFunc(out.cells, byColumn)
	}
	for i := 1; i < len(out.cells); i++ {
		if out.cells[i].col == out.cells[i-1].col {
			out.units = slices.Clone(units)
			break
		}
	}
	return out
}

func byColumn(a, b cell) int { return a.col - b.col }

// learn reads the held rows: tables with a header, forms, tables without, and
// loose text between them. Unless the sheet or the page is over, the last table
// stays open for the rows that follow.
func (r *Reader) learn(over bool) {
	rows := r.held
	r.held, r.cells = nil, 0
	defer func() {
		r.room.empty()
		clear(rows)
		r.held = rows[:0]
	}()
	forms := r.panels(rows)
	for _, p := range forms {
		r.read(p, over || len(forms) > 1)
	}
}

// read is learn for rows that stand below each other.
func (r *Reader) read(rows []row, over bool) {
	r.labels = labelColumns(rows)
	if r.open == nil && roomed(rows) && r.blocks(rows) {
		return
	}
	for i := 0; i < len(rows); {
		h, found := head{}, false
		end := i
		for ; end < len(rows) && !found; end++ {
			h, found = r.header(rows, end, i)
		}
		if found {
			end = h.rows[0]
		}
		if end > i {
			r.loose(rows[i:end], end == len(rows) && !over)
		}
		if !found {
			return
		}
		i = r.headed(rows, h)
	}
}

// headed reads the table under header h and returns the first row behind it.
// The table stays open: it is closed when something else begins.
func (r *Reader) headed(rows []row, h head) int {
	if end := r.cards(rows, h); end > 0 {
		r.close()
		r.fill(rows[h.rows[0]:end])
		return end
	}
	first := h.rows[len(h.rows)-1] + 1
	end := len(rows)
	for k := first; k < len(rows); k++ {
		if h2, ok := r.header(rows, k, first); ok && !r.repeats(rows, k, first) {
			end = h2.rows[0]
			break
		}
		if r.formAgain(rows, first, k) {
			end = k
			break
		}
	}
	r.close()
	below := end
	if end < len(rows) && end-first > 1 && titled(&rows[end-2], &rows[end-1]) {
		below-- // the title of the next table
	}
	r.open = r.twoRows(rows, h, rows[first:below])
	r.spreadHeld(rows[first:below])
	if end < len(rows) && !r.isHeader(rows, end) {
		r.close() // a form goes on
	}
	return below
}

// loose reads rows with no header above them. more tells that rows follow.
func (r *Reader) loose(rows []row, more bool) {
	if r.open != nil && r.goesOn(rows) {
		r.spreadHeld(rows)
		return
	}
	r.close()
	if r.form(rows) || r.chosen(rows) || r.blocks(rows) {
		return
	}
	r.note(rows)
	if g := r.unknown(rows, more); g != nil {
		r.open = []*grid{g}
		r.spreadHeld(rows)
		if !more {
			r.close()
		}
		return
	}
	apart := records(rows)
	var units []extract.Unit
	for i := range rows {
		units = units[:0]
		for j := range rows[i].cells {
			units = append(units, rows[i].cells[j].Unit)
		}
		if apart {
			r.prose.Row(units)
			continue
		}
		for _, u := range units {
			r.prose.Text(u)
		}
	}
}

// records reports whether rows that are no table we know are one all the same, in
// which each row stands for itself: they are alike in the columns that they fill.
func records(rows []row) bool {
	count, most := map[int]int{}, 0
	for i := range rows {
		n := len(rows[i].cells)
		if count[n]++; count[n] > count[most] {
			most = n
		}
	}
	return most >= 4 && count[most] >= 3 && count[most]*4 >= len(rows)*3 && most*count[most] >= 20
}

// note remembers the words above a table: a title may say what its columns do
// not, as 雇用保険 over 被保険者番号.
func (r *Reader) note(rows []row) {
	for i := range rows {
		for j := range rows[i].cells {
			if len(r.title) < 400 {
				r.title += " " + rows[i].cells[j].Norm
			}
		}
	}
}
