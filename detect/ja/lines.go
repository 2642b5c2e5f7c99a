package ja

import (
	"hash/maphash"
	"slices"
	"sync/atomic"

	"monban/detect"
)

// A line is what Prose reads in a line before it looks for names: nothing in it
// depends on anything but the line.
type line struct {
	toks   []Token
	looks  []looks  // of the tokens
	tagged []tagged // what the tagger takes for names
	honors []honor  // in the order of the text
	told   []told   // what it tells of people
}

// read cuts a line into words and asks the tagger, which needs words around a
// name. The answer is valid until the next call with the same state.
func (n *Namer) read(st *State, s string, chars detect.Chars) line {
	l := line{toks: n.words(st, s)}
	st.honors = findHonors(st.honors[:0], s)
	st.looks = slices.Grow(st.looks[:0], len(l.toks))[:len(l.toks)]
	l.looks, l.honors = st.looks, st.honors
	tagger := shippedTagger()
	strange := n.strange(s, l.toks)
	if strange || chars&(detect.HasKanji|detect.HasKatakana) == 0 || len(l.toks) < 2 || tagger == nil {
		for i, k := range l.toks {
			l.looks[i] = looksOf(k.In(s))
			l.looks[i].family = !strange || n.mayOpen(k.In(s)) // nobody was asked
		}
		return l
	}
	ts := n.tags.Get().(*tagState)
	defer n.tags.Put(ts)
	tagger.persons(n, ts, s, l.toks, 0, func(from, to int, odds float64) {
		l.tagged = append(l.tagged, tagged{from, l.toks[from].Start, l.toks[to].End, odds})
	})
	l.told = shippedTold().tells(ts, s, l.toks)
	for i := range l.looks {
		w := &ts.words[i]
		l.looks[i] = w.looks
		l.looks[i].family = w.know&(knowFamily|knowFamilyToo|knowFamilyJoined) != 0
	}
	return l
}

// A lineMemo remembers what was read in lines: mails quote mails, forms and
// reports say the same on every page, and cutting and tagging is most of the cost
// of a line.
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

// A readLine is a line that is remembered. It is never changed.
type readLine struct {
	line
	hash uint64
	size int // bytes of the line
}

const (
	linesMost    = 1 << 10 // lines that are remembered, of up to 6 kB each
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

// put notes a line; what was read in it is remembered when it was seen before.
func (m *lineMemo) put(h uint64, s string, l line) {
	if len(s) < lineShortest || len(s) > lineLongest {
		return
	}
	if at := &m.seen[h>>32%uint64(len(m.seen))]; at.Load() != h {
		at.Store(h)
		return
	}
	l.toks, l.looks, l.honors = slices.Clone(l.toks), slices.Clone(l.looks), slices.Clone(l.honors)
	m.lines[h%linesMost].Store(&readLine{l, h, len(s)})
}
