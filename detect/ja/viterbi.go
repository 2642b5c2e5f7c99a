package ja

import "math"

// A State holds the working memory of one goroutine.
type State struct {
	nodes  []node
	heads  []int32 // first node that ends at each character, -1 when none does
	runs   []int32 // end of the run of one class that each character is in
	pos    []int32 // byte of each character
	chars  []char
	found  []int32 // first match at each character, -1 for none
	last   []int32 // last match at each character
	match  []match
	walks  []walk
	rights []int16 // of the nodes that end where the search stands
	ways   []int64 // their costs, and in the low half how many are in front of them
	index  []int32
	gen    int32      // of the place where the search stands
	lefts  []cheapest // by left id: the cheapest way to a word with it
	ended  []ended    // by right id: its place in rights
	out    []Token
	cut    []Token // out, with words cut at dots
	honors []honor // of the text of Prose
}

// A match is a word of the dictionary that begins at a character.
type match struct {
	cell, end int32
	next      int32 // a longer one that begins there, -1 for none
}

// A walk is a character and the cell of the word that may begin there.
type walk struct{ from, cell int32 }

// A cheapest way holds for the place gen.
type cheapest struct{ gen, cost, prev int32 }

// An ended tells where in State.rights a right id stands, for the place gen.
type ended struct{ gen, at int32 }

// NewState returns the working memory for one goroutine.
func NewState() *State { return &State{} }

// A node is a word that may stand somewhere, and the cheapest way to it.
type node struct {
	start int32 // byte
	cost  int32
	prev  int32 // node before it on the cheapest way
	next  int32 // another node with the same end
	id    int32 // of the word, in words or unk
	right int16
	pos   POS
	known bool
}

// lattice appends the words of text, which starts at byte base of the whole.
// The ways are compared as kagome compares them, ties included, so that the
// result is the same.
func (t *Tokenizer) lattice(s *State, text string, base int) {
	s.nodes, s.pos, s.chars = s.nodes[:0], s.pos[:0], s.chars[:0]
	for i, r := range text {
		s.pos = append(s.pos, int32(i))
		s.chars = append(s.chars, t.char(r))
	}
	n := len(s.pos)
	s.pos = append(s.pos, int32(len(text)))
	if cap(s.heads) < n+1 {
		s.heads, s.runs = make([]int32, n+1, 2*n+2), make([]int32, n+1, 2*n+2)
	}
	s.heads, s.runs = s.heads[:n+1], s.runs[:n+1]
	for i := range s.heads {
		s.heads[i] = -1
	}
	for i := n - 1; i >= 0; i-- {
		if i+1 < n && s.chars[i+1].class() == s.chars[i].class() {
			s.runs[i] = s.runs[i+1]
		} else {
			s.runs[i] = int32(i + 1)
		}
	}
	t.matches(s, n)
	s.nodes = append(s.nodes, node{prev: -1, next: -1})
	s.heads[0] = 0
	for at := int32(0); at < int32(n); at++ {
		if s.heads[at] >= 0 {
			t.extend(s, at)
		}
	}
	best, last := int32(math.MaxInt32), int32(-1)
	for k := s.heads[n]; k >= 0; k = s.nodes[k].next {
		if c := s.nodes[k].cost + int32(t.cost[s.nodes[k].right]); c <= best {
			best, last = c, k
		}
	}
	from, end := len(s.out), base+len(text)
	for k := last; k > 0; k = s.nodes[k].prev {
		w := &s.nodes[k]
		start := base + int(w.start)
		s.out = append(s.out, Token{Start: start, End: end, ID: w.id, POS: w.pos, Known: w.known})
		end = start
	}
	for i, j := from, len(s.out)-1; i < j; i, j = i+1, j-1 {
		s.out[i], s.out[j] = s.out[j], s.out[i]
	}
}

// matches finds the words of the dictionary that begin at each character. It
// takes the first step for all of them, then the second, and so on: a step waits
// for memory, and the steps of other characters need not wait with it.
func (t *Tokenizer) matches(s *State, n int) {
	if cap(s.found) < n {
		s.found, s.last = make([]int32, n, 2*n), make([]int32, n, 2*n)
	}
	s.found, s.last = s.found[:n], s.last[:n]
	s.match, s.walks = s.match[:0], s.walks[:0]
	for i := range int32(n) {
		s.found[i] = -1
		s.walks = append(s.walks, walk{from: i})
	}
	for length := int32(0); len(s.walks) > 0; length++ {
		kept := 0
		for _, w := range s.walks {
			end := int(w.from + length)
			if end >= len(s.chars) || s.chars[end].code() == 0 {
				continue
			}
			cell := t.step(w.cell, s.chars[end])
			if cell == 0 {
				continue
			}
			s.walks[kept] = walk{w.from, cell}
			kept++
			if t.trie[cell].id < 0 {
				continue
			}
			k := int32(len(s.match))
			s.match = append(s.match, match{cell, int32(end + 1), -1})
			if s.found[w.from] < 0 {
				s.found[w.from] = k
			} else {
				s.match[s.last[w.from]].next = k
			}
			s.last[w.from] = k
		}
		s.walks = s.walks[:kept]
	}
}

// arrive lists the words that end before a character. Of those with one right
// id only the cheapest can be on the way, and of equals the last.
func (t *Tokenizer) arrive(s *State, at int32, rows int) {
	if len(s.lefts) != rows || s.gen == math.MaxInt32 {
		s.lefts, s.ended, s.gen = make([]cheapest, rows), make([]ended, rows), 0
	}
	s.gen++
	s.rights, s.ways, s.index = s.rights[:0], s.ways[:0], s.index[:0]
	for k := s.heads[at]; k >= 0; k = s.nodes[k].next {
		w := &s.nodes[k]
		e := &s.ended[w.right]
		if e.gen == s.gen {
			if int64(w.cost) > s.ways[e.at]>>32 {
				continue
			}
			s.rights[e.at] = -1
		}
		// Of equal ways the last is the best, as kagome has it: the low half
		// decides.
		*e = ended{s.gen, int32(len(s.rights))}
		s.ways = append(s.ways, int64(w.cost)<<32|int64(math.MaxInt32-len(s.rights)))
		s.rights = append(s.rights, w.right)
		s.index = append(s.index, k)
	}
	n := 0
	for j, r := range s.rights {
		if r >= 0 {
			s.rights[n], s.ways[n] = r, s.ways[j]
			n++
		}
	}
	s.rights, s.ways = s.rights[:n], s.ways[:n]
}

// extend adds all words that may start at a character which words end before.
func (t *Tokenizer) extend(s *State, at int32) {
	rows := int(t.head.Rows)
	t.arrive(s, at, rows)
	start, rights := s.pos[at], s.rights
	ways := s.ways[:len(rights)]
	add := func(w *word, id, end int32, known bool) {
		best := &s.lefts[w.left]
		if best.gen != s.gen { // words with one left id share the search
			column := t.cost[rows*int(w.left) : rows*int(w.left)+rows]
			way := int64(math.MaxInt64)
			for j, r := range rights {
				way = min(way, ways[j]+int64(column[r])<<32)
			}
			*best = cheapest{s.gen, int32(way >> 32), s.index[math.MaxInt32-int32(way)]}
		}
		head := &s.heads[end]
		s.nodes = append(s.nodes, node{
			start: start, id: id, right: w.right, pos: w.pos, known: known,
			cost: best.cost + int32(w.cost), prev: best.prev, next: *head,
		})
		*head = int32(len(s.nodes) - 1)
	}
	for k := s.found[at]; k >= 0; k = s.match[k].next {
		end, leaf := s.match[k].end, &t.trie[s.match[k].cell]
		add(&leaf.word, leaf.id, end, true)
		if more := int32(leaf.word.more); more > 0 {
			readings := t.words[leaf.id+1 : leaf.id+1+more]
			for k := range readings {
				add(&readings[k], leaf.id+1+int32(k), end, true)
			}
		}
	}
	u := &t.head.Unknown[s.chars[at].class()]
	if s.found[at] >= 0 && u.Always == 0 {
		return
	}
	end := at + 1
	if u.Group != 0 {
		end = s.runs[at]
	}
	for k := u.First; k <= u.First+u.More; k++ {
		if end-1 > at {
			add(&t.unk[k], int32(k), end-1, false)
		}
		add(&t.unk[k], int32(k), end, false)
	}
}
