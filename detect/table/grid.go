package table

import (
	"slices"
	"strings"

	"monban/detect"
	"monban/extract"
)

// A grid is a table whose columns are known. Rows stream through it.
type grid struct {
	r       *Reader
	cols    []*column
	byCol   map[int]*column
	number  int
	about   detect.Table
	subject bool           // it names the people its rows are about
	org     bool           // it names a company, a department or a facility in each row
	company bool           // there is a column for it
	sparse  bool           // which few rows have filled in: it speaks for those
	staffed bool           // it names staff and no other people: business contacts
	topics  bool           // and nobody else in any other way: an illness in a cell without a name is a topic
	kept    int            // cells remembered in the columns' caches
	room    int            // places that the columns' pasts may still take
	names   bool           // the format itself names the columns
	each    string         // the array in the rows whose elements are people, "" when the rows are
	last    int            // the row that was read last
	apart   bool           // each cell is a person: labels for envelopes, seats
	lanes   []int          // the columns at which the people of a row begin, when it names several
	beside  bool           // another table may stand beside it: its columns are all it has
	fold    *fold          // when its records take two rows
	waiting []extract.Unit // the upper of them
}

// grids makes the tables under a header: one, or several that stand side by
// side with an empty column between them.
func (r *Reader) grids(h head, rows []row) []*grid {
	var out []*grid
	start := 0
	n := turns(h.cols)
	if n == 0 && len(h.cols) > 4 && !h.cols[0].meaning.Personal() {
		if n = turns(h.cols[1:]); n > 0 {
			start = 1 // a room, a group: of nobody
		}
	}
	if n > 0 {
		for ; start < len(h.cols); start += n {
			out = append(out, r.grid(h.cols[start:start+n], h, rows, false))
		}
		return out
	}
	for i := 1; i <= len(h.cols); i++ {
		if i < len(h.cols) && !(h.cols[i].col > h.cols[i-1].col+1 && emptyBetween(rows, h.cols[i-1].col, h.cols[i].col) && repeats(h.cols[start:i], h.cols[i:])) {
			continue
		}
		out = append(out, r.grid(h.cols[start:i], h, rows, i == len(h.cols) && start == 0))
		start = i
	}
	return out
}

func emptyBetween(rows []row, a, b int) bool {
	for i := range rows {
		for col := a + 1; col < b; col++ {
			if rows[i].at(col) != nil {
				return false
			}
		}
	}
	return true
}

// repeats reports whether two groups of headers describe the same thing twice.
func repeats(a, b []headCol) bool {
	same, known := 0, 0
	for i := range a {
		if !a[i].known {
			continue
		}
		known++
		for j := range b {
			if a[i].text == b[j].text || b[j].known && a[i].meaning == b[j].meaning {
				same++
				break
			}
		}
	}
	return same > 0 && same*2 >= known
}

// grid decides the columns of one table. whole tells that nothing stands beside
// it, so that columns without a header belong to it too.
func (r *Reader) grid(cols []headCol, h head, rows []row, whole bool) *grid {
	g := r.newGrid()
	g.about.HeaderRows = h.nums
	g.names = h.names
	for i := range cols {
		c := &column{col: cols[i].col, header: cols[i].text, called: cols[i].called, meaning: cols[i].meaning, exact: cols[i].exact, known: cols[i].known}
		g.add(c)
	}
	g.beside = !whole
	if whole {
		g.widen(rows)
	}
	g.parts(rows)
	g.firstSecond(rows)
	for _, c := range g.cols {
		if c.lead == nil {
			r.decide(c, rows)
		}
	}
	g.shifted(rows)
	g.join(rows)
	g.survey(rows)
	if h.names {
		g.nested()
		g.references()
	}
	return g
}

func (r *Reader) newGrid() *grid {
	r.tables++
	return &grid{r: r, byCol: map[int]*column{}, room: pastAll, number: r.tables, about: detect.Table{Part: r.part, Sheet: r.sheet, Page: r.page}}
}

func (g *grid) add(c *column) {
	if g.byCol[c.col] == nil {
		g.cols = append(g.cols, c)
		g.byCol[c.col] = c
	}
}

// widen adds the columns that have values and no header.
func (g *grid) widen(rows []row) {
	for i := range rows {
		for j := range rows[i].cells {
			if col := rows[i].cells[j].col; g.byCol[col] == nil && len(g.cols) < 16384 {
				g.add(&column{col: col})
			}
		}
	}
	slices.SortStableFunc(g.cols, func(a, b *column) int { return a.col - b.col })
}

// column returns the column with a number, nil when the table has none. Mostly
// they are numbered without a gap, and the map needs not be asked.
func (g *grid) column(col int) *column {
	if len(g.cols) > 0 {
		if i := col - g.cols[0].col; i >= 0 && i < len(g.cols) && g.cols[i].col == col {
			return g.cols[i]
		}
	}
	return g.byCol[col]
}

// headless makes a grid of rows with no header, when the values of some column
// say what they are. Rows with one cell are text, not a table.
//
// When more rows follow, a table of nothing personal is kept too: its rows then
// pass by cell, at the cost of looking at new shapes only, instead of being
// judged anew every few rows.
func (r *Reader) headless(rows []row, more bool) *grid {
	wide, single := 0, 0
	for i := range rows {
		switch len(rows[i].cells) {
		case 0:
		case 1:
			single++
		default:
			wide++
		}
	}
	if wide+single < 2 || wide < single && wide > 0 && wide < 3 {
		return nil
	}
	g := r.newGrid()
	g.widen(rows)
	if wide == 0 && len(g.cols) > 1 {
		return nil
	}
	typed := g.splitNames(rows)
	for _, c := range g.cols {
		if c.lead == nil {
			r.decide(c, rows)
		}
		typed = typed || c.kind != ""
	}
	if !typed && !(more && wide >= 4*single && wide >= holdLeast) {
		r.tables--
		return nil
	}
	if weekly(&rows[0]) {
		g.entitle(&rows[0])
	} else {
		g.strangeHeader(rows)
	}
	g.survey(rows)
	g.apart = g.about.HeaderRows == nil && g.cellsApart(rows)
	return g
}

// strangeHeader takes the first row for a header in words that nobody knows,
// when it stands over columns of another shape: Ngày sinh over dates.
func (g *grid) strangeHeader(rows []row) {
	w := &rows[0]
	shaped := 0
	for j := range w.cells {
		c := g.byCol[w.cells[j].col]
		if c == nil || c.kind == "" || c.kind == detect.PersonName {
			continue
		}
		if _, ok := g.r.accept(detect.Meaning{Kind: c.kind}, &w.cells[j].Text); ok {
			return
		}
		shaped++
	}
	if shaped == 0 {
		return
	}
	g.entitle(w)
}

// entitle takes a row for the header of a table.
func (g *grid) entitle(w *row) {
	for j := range w.cells {
		if c := g.byCol[w.cells[j].col]; c != nil {
			c.header = w.cells[j].Norm
		}
	}
	g.about.HeaderRows = []int{w.num}
	w.cells = nil
}

// total knows the first word of a row that sums up the rows above.
func total(s string) bool {
	switch detect.Trim(s) {
	case "合計", "計", "総計", "小計", "累計", "平均", "総合計", "合 計", "Total", "total", "TOTAL", "Sum", "件数", "人数", "Average":
		return true
	}
	return summed(s)
}

// summedLongest is the length in bytes of the longest words that are looked at.
const summedLongest = 60

// summed knows the words over which group a row sums up: 総務部計, 部門計（17名）.
func summed(s string) bool {
	if len(s) > summedLongest || !strings.Contains(s, "計") {
		return false
	}
	if i := strings.IndexAny(s, "(（"); i > 0 {
		s = s[:i]
	}
	s = strings.TrimRight(s, " 　:：")
	if !strings.HasSuffix(s, "計") {
		return false
	}
	for _, w := range [...]string{"設計", "会計", "統計", "時計", "家計", "生計", "推計", "余計"} {
		if strings.HasSuffix(s, w) {
			return false
		}
	}
	return true
}

// row reads one row into one record, or into one for each person in it.
func (g *grid) row(units []extract.Unit) {
	switch {
	case g.fold != nil:
		g.pair(units)
	case g.each != "":
		g.elements(units)
	case g.apart:
		if g.note(units) {
			return
		}
		for i := range units {
			g.single(units[i : i+1])
		}
	case len(g.lanes) > 0:
		if !g.note(units) {
			g.sideBySide(units)
		}
	default:
		g.single(units)
	}
}

// single reads one row into one record.
func (g *grid) single(units []extract.Unit) {
	rec := &g.r.rec
	rec.Table = g.number
	rec.Reset()
	rec.Topic = g.topics
	if len(units) == 0 || total(units[0].Text) {
		return
	}
	if !g.apart && !g.beside && len(g.lanes) == 0 && g.note(units) {
		return
	}
	if g.about.FirstRow == 0 {
		g.about.FirstRow = units[0].Loc.Row
	}
	if row := units[0].Loc.Row; row == 0 || row != g.last {
		g.about.Rows++
		g.last = row
	}
	orgHere, home := false, false
	for i := range units {
		u := &units[i]
		if u.Text == "" {
			continue
		}
		c := g.column(u.Loc.Col)
		if c != nil && c.kind == detect.PersonName && summed(u.Text) {
			rec.Reset()
			return
		}
		if c == nil {
			if g.beside || len(g.cols) >= 16384 {
				continue
			}
			c = &column{col: u.Loc.Col}
			g.add(c)
		}
		orgHere = orgHere || g.org && (!g.sparse || c.firm)
		n := len(rec.Values)
		g.cell(rec, c, u, units)
		home = home || g.org && len(rec.Values) > n && c.kind == c.meaning.Kind && (c.meaning.Part == "home" || strings.HasPrefix(c.header, "自宅"))
	}
	g.paidInto(rec, units)
	g.notes(rec, units[0].Loc.Row)
	rec.Org = (rec.Org || orgHere) && !home
	if len(rec.Values) > 0 && !g.tester(units) {
		bankAlone(rec)
		switchboard(rec)
		g.paid(rec, units)
		g.party(rec, units)
		g.heir(rec)
		g.writers(rec)
		if !g.subject && (g.r.owner.Kind != "" || !g.offered()) {
			g.r.lend(rec)
		}
		if g.fold != nil {
			g.fold.back(rec.Values)
		}
		g.r.record(rec)
		g.count(rec)
	}
}

// note passes on a row that is no record: one cell in a table of several
// columns, which is no name — the title of what follows, a remark.
func (g *grid) note(units []extract.Unit) bool {
	if len(g.cols) < 3 {
		return false
	}
	first, more := lone(units)
	if first < 0 || more {
		return !more
	}
	u := &units[first]
	c := g.column(u.Loc.Col)
	if c != nil && c.kind != "" {
		norm, chars, _ := g.r.senses.Normalize(u.Text)
		if numbers.Has(c.kind) && chars&detect.HasKanji != 0 {
			return true // 100 総務部 under 社員番号
		}
		if c.kind != detect.PersonName {
			return false
		}
		if odds, _ := g.r.senses.NameCell(norm); odds > 0 {
			return false
		}
	}
	g.r.prose.Text(*u)
	return true
}

// count notes what the linker left of a record.
func (g *grid) count(rec *detect.Record) {
	any := false
	for i := range rec.Values {
		v := &rec.Values[i]
		if v.Kind == "" {
			continue
		}
		any = true
		if c := g.columnOf(v); c != nil && c.kind == v.Kind && v.Evidence&c.evidence == c.evidence {
			c.values++
			c.hidden |= v.Hidden
		}
	}
	if any {
		g.about.People++
	}
}

// end tells what was decided about the table.
func (g *grid) end() {
	if g.fold != nil {
		g.unpaired()
	}
	for _, c := range g.cols {
		if c.kind == "" || c.skip || c.values == 0 {
			continue
		}
		p := detect.Confidence(c.odds, c.evidence)
		if p < detect.Least {
			continue
		}
		col := detect.Column{Index: c.col, Header: c.header, Kind: c.kind, Confidence: p, Values: c.values, Hidden: c.hidden}
		if g.names {
			col.Name = c.header
			if c.called != "" {
				col.Name = c.called
			}
		}
		if g.fold != nil {
			col.Index = g.fold.stands(col.Index)
		}
		g.about.Columns = append(g.about.Columns, col)
	}
	if len(g.about.Columns) > 0 {
		g.r.tell(&g.about)
	}
}
