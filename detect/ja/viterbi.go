package ja

import "math"

// A State holds the working memory of one goroutine.
type State struct {
	nodes  []node
	heads  []int32 // first node that ends at each character, -1 when none does
	runs   []int32 // end of the run of one class that each character is in
	pos    []int32 // byte of each character
	chars  []char
	rights []int16 // of the nodes that end where the search stands
	costs  []int32
	index  []int32
	gen    int32      // of the place where the search stands
	lefts  []cheapest // by left id: the cheapest way to a word with it
	ended  []ended    // by right id: its place in rights
	out    []Token
	cut    []Token // out, with words cut at dots
	honors []honor // of the text of Prose
}

// A cheapest way holds for the place gen.
type cheapest struct{ gen, cost, prev int32 }

// An ended tells where in State.rights a right id stands, for the place gen.
type ended struct{ gen, at int32 }

// NewState returns the working memory for one goroutine.
func NewState() *State { return &State{} }

// A node is a word that may stand somewhere, and the cheapest way to it.
type node struct {
	start, end int32 // bytes
	cost       int32
	prev       int32 // node before it on the cheapest way
	next       int32 // another node with the same end
	id         int32 // of the word, in words or unk
	right      int16
	pos        POS
	known      bool
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
	s.nodes = append(s.nodes, node{prev: -1, next: -1})
	s.heads[0] = 0
	for at := int32(0); at < int32(n); at++ {
		if s.heads[at] >= 0 {
			t.extend(s, text, at)
		}
	}
	best, last := int32(math.MaxInt32), int32(-1)
	for k := s.heads[n]; k >= 0; k = s.nodes[k].next {
		if c := s.nodes[k].cost + int32(t.cost[s.nodes[k].right]); c <= best {
			best, last = c, k
		}
	}
	from := len(s.out)
	for k := last; k > 0; k = s.nodes[k].prev {
		w := &s.nodes[k]
		s.out = append(s.out, Token{Start: base + int(w.start), End: base + int(w.end), ID: w.id, POS: w.pos, Known: w.known})
	}
	for i, j := from, len(s.out)-1; i < j; i, j = i+1, j-1 {
		s.out[i], s.out[j] = s.out[j], s.out[i]
	}
}

// arrive lists the words that end before a character. Of those with one right
// id only the cheapest can be on the way, and of equals the last.
func (t *Tokenizer) arrive(s *State, at int32, rows int) {
	if len(s.lefts) != rows || s.gen == math.MaxInt32 {
		s.lefts, s.ended, s.gen = make([]cheapest, rows), make([]ended, rows), 0
	}
	s.gen++
	s.rights, s.costs, s.index = s.rights[:0], s.costs[:0], s.index[:0]
	gaps := false
	for k := s.heads[at]; k >= 0; k = s.nodes[k].next {
		w := &s.nodes[k]
		e := &s.ended[w.right]
		if e.gen == s.gen {
			if w.cost > s.costs[e.at] {
				continue
			}
			s.rights[e.at], gaps = -1, true
		}
		*e = ended{s.gen, int32(len(s.rights))}
		s.rights = append(s.rights, w.right)
		s.costs = append(s.costs, w.cost)
		s.index = append(s.index, k)
	}
	if !gaps {
		return
	}
	n := 0
	for j, r := range s.rights {
		if r >= 0 {
			s.rights[n], s.costs[n], s.index[n] = r, s.costs[j], s.index[j]
			n++
		}
	}
	s.rights, s.costs, s.index = s.rights[:n], s.costs[:n], s.index[:n]
}

// extend adds all words that may start at a character which words end before.
func (t *Tokenizer) extend(s *State, text string, at int32) {
	rows := int(t.head.Rows)
	t.arrive(s, at, rows)
	add := func(w *word, id, end int32, known bool) {
		best := &s.lefts[w.left]
		if best.gen != s.gen { // words with one left id share the search
			column := t.cost[rows*int(w.left) : rows*int(w.left)+rows]
			cost, prev := int32(math.MaxInt32), int32(-1)
			costs, index := s.costs[:len(s.rights)], s.index[:len(s.rights)]
			for j, r := range s.rights {
				if c := costs[j] + int32(column[r]); c <= cost {
					cost, prev = c, index[j]
				}
			}
			*best = cheapest{s.gen, cost, prev}
		}
		s.nodes = append(s.nodes, node{
			start: s.pos[at], end: s.pos[end], id: id, right: w.right, pos: w.pos, known: known,
			cost: best.cost + int32(w.cost), prev: best.prev, next: s.heads[end],
		})
		s.heads[end] = int32(len(s.nodes) - 1)
	}
	found, node, end := false, int32(0), at
	for _, c := range s.chars[at:] {
		if c.code() == 0 {
			break
		}
		if node = t.step(node, c); node == 0 {
			break
		}
		end++
		leaf := &t.trie[node]
		if leaf.id < 0 {
			continue
		}
		found = true
		add(&leaf.word, leaf.id, end, true)
		for k := int32(1); k <= int32(leaf.word.more); k++ {
			add(&t.words[leaf.id+k], leaf.id+k, end, true)
		}
	}
	u := &t.head.Unknown[s.chars[at].class()]
	if found && u.Always == 0 {
		return
	}
	end = at + 1
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
