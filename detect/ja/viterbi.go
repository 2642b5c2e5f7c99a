package ja

import (
	"math"
	"slices"
)

// A State holds the working memory of one goroutine.
type State struct {
	nodes  []node  // words that may stand somewhere; those that end at one character stand together
	ways   []way   // to them
	ends   []int32 // where the nodes of each character begin
	filled []int32 // where the next one goes
	runs   []int32 // end of the run of one class that each character is in
	pos    []int32 // byte of each character
	chars  []char
	found  []int32 // first match at each character, -1 for none
	last   []int32 // last match at each character
	match  []match
	walks  []walk
	out    []Token
	cut    []Token // out, with words cut at dots
	looks  []looks // of the words of a line
	honors []honor // of a line
}

// A match is a word of the dictionary that begins at a character.
type match struct {
	cell, end int32
	next      int32 // a longer one that begins there, -1 for none
}

// A walk is a character and the cell of the word that may begin there.
type walk struct{ from, cell int32 }

// newState returns the working memory for one goroutine.
func newState() *State { return &State{} }

// A node is a word that may stand somewhere, at the end of the cheapest way to it.
type node struct {
	prev  int32 // node before it on the way
	start int32 // byte
	id    int32 // of the word, in words or unk
	pos   POS
	known bool
}

// A way leads to the end of a node. It has its cost in the upper half, then the
// number of the node, and in the lowest rightBits the right id of the node: of two
// ways the lesser is the cheaper one, and of equals that to the first node, as
// kagome has it.
type way int64

const rightBits = 11

func wayTo(cost int64, node int32, right int16) way {
	return way(cost<<32 | int64(node)<<rightBits | int64(right))
}

func (w way) cost() int64 { return int64(w >> 32) }
func (w way) node() int32 { return int32(uint32(w) >> rightBits) }
func (w way) right() int  { return int(w & (1<<rightBits - 1)) }

// lattice appends the words of text, which is valid UTF-8 and starts at byte
// base of the whole. The ways are compared as kagome compares them, ties
// included, so that the result is the same.
func (t *Tokenizer) lattice(s *State, text string, base int) {
	t.read(s, text)
	n := len(s.pos) - 1
	t.matches(s, n)
	t.room(s, n)
	s.nodes[0], s.ways[0] = node{}, wayTo(0, 0, 0)
	s.filled[0] = 1
	for at := range n {
		if s.ends[at] < s.filled[at] {
			t.extend(s, at)
		}
	}
	best := cheapest(s.before(n), t.cost)
	from, end := len(s.out), base+len(text)
	for k := best.node(); k > 0; {
		w := &s.nodes[k]
		start := base + int(w.start)
		s.out = append(s.out, Token{Start: start, End: end, ID: w.id, POS: w.pos, Known: w.known})
		end, k = start, w.prev
	}
	for i, j := from, len(s.out)-1; i < j; i, j = i+1, j-1 {
		s.out[i], s.out[j] = s.out[j], s.out[i]
	}
}

// read notes the characters of a text and where their runs end. Behind the last
// one stands a character of no word.
func (t *Tokenizer) read(s *State, text string) {
	s.pos, s.chars = s.pos[:0], s.chars[:0]
	for i, r := range text {
		s.pos = append(s.pos, int32(i))
		s.chars = append(s.chars, t.char(r))
	}
	n := len(s.pos)
	s.pos = append(s.pos, int32(len(text)))
	s.chars = append(s.chars, 0)
	s.runs = slices.Grow(s.runs[:0], n)[:n]
	end, class := int32(n), uint8(0)
	for i := n - 1; i >= 0; i-- {
		if c := s.chars[i].class(); c != class {
			end, class = int32(i+1), c
		}
		s.runs[i] = end
	}
}

// matches finds the words of the dictionary that begin at each character. It
// takes the first step for all of them, then the second, and so on: a step waits
// for memory, and the steps of other characters need not wait with it.
func (t *Tokenizer) matches(s *State, n int) {
	s.found, s.last = slices.Grow(s.found[:0], n)[:n], slices.Grow(s.last[:0], n)[:n]
	s.match, s.walks = s.match[:0], s.walks[:0]
	for i := range int32(n) {
		s.found[i] = -1
		s.walks = append(s.walks, walk{from: i})
	}
	for length := int32(0); len(s.walks) > 0; length++ {
		kept := 0
		for _, w := range s.walks {
			end := int(w.from + length)
			c := s.chars[end]
			if c.code() == 0 {
				continue
			}
			cell := t.step(w.cell, c)
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

// room makes the table of nodes: it counts how many can end at each character,
// so that those of one character stand together.
func (t *Tokenizer) room(s *State, n int) {
	s.ends = slices.Grow(s.ends[:0], n+2)[:n+2]
	clear(s.ends)
	count := s.ends[1:] // what ends at a character moves those behind it
	count[0] = 1        // the begin of the text
	for i := range s.match {
		m := &s.match[i]
		count[m.end] += 1 + int32(t.trie[m.cell].word.more)
	}
	for at := range n {
		if u, end := t.unknown(s, at); u != nil {
			count[end] += int32(u.More) + 1
			if end-1 > at {
				count[end-1] += int32(u.More) + 1
			}
		}
	}
	for i := range n {
		count[i+1] += count[i]
	}
	s.filled = append(s.filled[:0], s.ends[:n+1]...)
	all := int(count[n])
	s.nodes = slices.Grow(s.nodes[:0], all)[:all]
	s.ways = slices.Grow(s.ways[:0], all)[:all]
}

// unknown tells how words are made at a character that the dictionary does not
// have, and where the longest of them ends; nil when none are.
func (t *Tokenizer) unknown(s *State, at int) (*unknown, int) {
	u := &t.head.Unknown[s.chars[at].class()]
	switch {
	case s.found[at] >= 0 && u.Always == 0:
		return nil, 0
	case u.Group != 0:
		return u, int(s.runs[at])
	}
	return u, at + 1
}

// before returns the ways to the nodes that end at a character.
func (s *State) before(at int) []way { return s.ways[s.ends[at]:s.filled[at]] }

// cheapest returns the least of some ways with a word behind it; column are the
// costs of the word's left id. It is not inlined so that its loop, the innermost
// of all, has the registers for itself.
//
//go:noinline
func cheapest(ways []way, column []int16) way {
	best := way(math.MaxInt64)
	for i := range ways {
		w := ways[i]
		best = min(best, w+way(column[w.right()])<<32)
	}
	return best
}

// worth leaves of some ways those that may be the cheapest to a word. One is not
// when another costs less than it by more than it can ever make good.
func (t *Tokenizer) worth(ways []way) []way {
	if len(ways) < 2 {
		return ways
	}
	least := slices.Min(ways)
	if least.right() >= likely {
		return ways
	}
	over, cost, n := t.over[likely*least.right():][:likely], least.cost(), 0
	for _, w := range ways {
		ways[n] = w
		if r := w.right(); r < likely {
			n += int(uint64(w.cost()-cost-int64(over[r])-1) >> 63) // 1 when it does not cost more; no branch, as nobody can guess it
		} else {
			n++
		}
	}
	return ways[:n]
}

// extend adds all words that may start at a character which words end before.
func (t *Tokenizer) extend(s *State, at int) {
	rows := int(t.head.Rows)
	ways := t.worth(s.before(at))
	start, left, to := s.pos[at], int16(-1), way(0)
	for k := s.found[at]; k >= 0; k = s.match[k].next {
		m := &s.match[k]
		leaf := &t.trie[m.cell]
		id, w := leaf.id, &leaf.word
		for last := id + int32(w.more); ; w = &t.words[id] {
			if w.left != left { // often words follow each other that have one
				left = w.left
				to = cheapest(ways, t.cost[rows*int(left):][:rows])
			}
			s.add(to, w, start, id, m.end, true)
			if id == last {
				break
			}
			id++
		}
	}
	u, end := t.unknown(s, at)
	if u == nil {
		return
	}
	for id := u.First; id <= u.First+u.More; id++ {
		w := &t.unk[id]
		to := cheapest(ways, t.cost[rows*int(w.left):][:rows])
		if end-1 > at {
			s.add(to, w, start, int32(id), int32(end-1), false)
		}
		s.add(to, w, start, int32(id), int32(end), false)
	}
}

// add puts a word into the table, behind a way to it.
func (s *State) add(to way, w *word, start, id, end int32, known bool) {
	k := s.filled[end]
	s.filled[end] = k + 1
	s.ways[k] = wayTo(to.cost()+int64(w.cost), k, w.right)
	n := &s.nodes[k] // field by field: a copy of the whole would wait for its parts
	n.prev, n.start, n.id, n.pos, n.known = to.node(), start, id, w.pos, known
}
