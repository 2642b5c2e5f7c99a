package ja

import (
	"hash/maphash"
	"slices"
	"sync/atomic"
)

// A lineMemo remembers the words of lines and the names that the tagger sees in
// them: mails quote mails, forms and reports say the same on every page, and
// cutting and tagging is most of the cost of a line. Neither depends on
// anything but the line.
//
// It has one place for each hash and needs no lock. A line is remembered at the
// second sight, so that text without repetitions costs no memory. Lines are told
// apart by a hash of 64 bits with a seed that nobody outside the process knows;
// their text is not kept.
type lineMemo struct {
	seed  maphash.Seed
	seen  []atomic.Uint64
	lines []atomic.Pointer[readLine]
}

// A readLine is what tokens and tagger say of a line. It is never changed.
type readLine struct {
	hash   uint64
	size   int // bytes of the line
	toks   []Token
	tagged []tagged
	know   []uint8 // of each token; nil when the tagger was not asked
}

const (
	linesMost    = 1 << 10 // lines that are remembered, of up to 5 kB each
	lineLongest  = 600     // bytes: a paragraph
	lineShortest = 12
)

func newLineMemo() lineMemo {
	return lineMemo{maphash.MakeSeed(), make([]atomic.Uint64, 4*linesMost), make([]atomic.Pointer[readLine], linesMost)}
}

// get returns what is known of a line, or nil, and its hash for put.
func (m *lineMemo) get(s string) (*readLine, uint64) {
	if len(s) < lineShortest || len(s) > lineLongest {
		return nil, 0
	}
	h := maphash.String(m.seed, s)
	if l := m.lines[h%linesMost].Load(); l != nil && l.hash == h && l.size == len(s) {
		return l, h
	}
	return nil, h
}

// put notes a line; what it says is remembered when the line was seen before.
func (m *lineMemo) put(h uint64, p *prose) {
	if len(p.s) < lineShortest || len(p.s) > lineLongest {
		return
	}
	if at := &m.seen[h>>32%uint64(len(m.seen))]; at.Load() != h {
		at.Store(h)
		return
	}
	m.lines[h%linesMost].Store(&readLine{h, len(p.s), slices.Clone(p.toks), p.tagged, p.know})
}
