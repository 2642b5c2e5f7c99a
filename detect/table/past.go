package table

import (
	"hash/maphash"

	"monban/extract"
)

// A past remembers what came of the cells of one column, so that a value that
// comes again (a prefecture, a status, a family name, a date) is not judged
// anew. It keeps hashes, and of the values only the keys of those that became
// findings; it has one place for each hash, so that it is bounded, and a later
// value drives out the one before. Columns in which hardly a value comes again
// are given up.
type past struct {
	places []outcome // a power of two of them, or none
	filled int
	asked  int // since the column was looked at last
	met    int // how many of those were remembered
	sure   bool
	gone   bool // given up
}

// An outcome is what came of one text: its hash, with what came of it in the
// lowest two bits, and the key when the text is not its own.
type outcome struct {
	print uint64
	key   string
}

// What came of a cell.
const (
	unheard = iota // nobody knows
	empty          // nothing was found in it
	itself         // a value of the column's kind, and its own key
	keyed          // a value of the column's kind with another key
	cameOf  = 3    // the bits that tell
)

const (
	pastLongest = 128     // bytes of a text that is remembered
	pastFrom    = 1 << 6  // rows of a table before anything is remembered of it
	pastFirst   = 1 << 7  // places of a column
	pastMost    = 1 << 15 // of one column
	pastAll     = 1 << 17 // of all columns of a table
	pastTrial   = 1 << 10 // cells after which a column of nothing but different values is given up …
	pastTerm    = 1 << 12 // … and after which one is where too few come again
)

// printOf hashes what a cell says, 0 when it is not to be remembered: dates of a
// spreadsheet say more than their text.
func (g *grid) printOf(c *column, u *extract.Unit) uint64 {
	if c.past.gone || c.lead != nil || c.refers != "" || len(u.Text) > pastLongest || u.Type == extract.Date || g.about.Rows < pastFrom {
		return 0
	}
	return (maphash.String(g.r.seed, u.Text) ^ uint64(u.Type)*0x9E3779B97F4A7C15) &^ cameOf
}

// of tells what came of the text with a print.
func (p *past) of(print uint64) (what int, key string) {
	p.asked++
	if len(p.places) == 0 {
		return unheard, ""
	}
	o := &p.places[p.place(print)]
	if o.print&^cameOf != print {
		return unheard, ""
	}
	p.met++
	return int(o.print & cameOf), o.key
}

func (p *past) place(print uint64) int { return int(print>>32) & (len(p.places) - 1) }

// note remembers what came of the text with a print. room is how many places
// the columns of the table may still take.
func (p *past) note(print uint64, what int, key string, room *int) {
	if p.hopeless() {
		*room += len(p.places)
		*p = past{gone: true}
		return
	}
	if p.filled*2 >= len(p.places) {
		p.grow(room)
	}
	if len(p.places) == 0 {
		p.gone = true
		return
	}
	o := &p.places[p.place(print)]
	if o.print == 0 {
		p.filled++
	}
	if what != keyed {
		key = ""
	}
	*o = outcome{print | uint64(what), key}
}

// hopeless reports whether looking for values that come again costs more than
// it saves.
func (p *past) hopeless() bool {
	switch {
	case p.asked >= pastTerm:
		few := p.met*16 < p.asked
		p.asked, p.met, p.sure = 0, 0, true
		return few
	case p.asked >= pastTrial && !p.sure:
		return p.met*64 < p.asked
	}
	return false
}

// grow makes four times as many places, where there is room for them.
func (p *past) grow(room *int) {
	n := max(pastFirst, len(p.places)*4)
	if n > pastMost || n-len(p.places) > *room {
		return
	}
	*room -= n - len(p.places)
	old := p.places
	p.places, p.filled = make([]outcome, n), 0
	for _, o := range old {
		if o.print == 0 {
			continue
		}
		if at := &p.places[p.place(o.print)]; at.print == 0 {
			*at = o
			p.filled++
		}
	}
}

// kept tells which key a value has, given as what came of it.
func kept(text, key string) int {
	if key == text {
		return itself
	}
	return keyed
}
