package ja

import (
	"cmp"
	"slices"
	"unicode/utf8"

	"github.com/ikawaha/kagome-dict/dict/trie"
)

// A cell is a node of the double array of spellings: one step for a character,
// where kagome's has one for a byte, and the first reading of the word that
// ends there beside it. The search for words touches few lines of memory so.
type cell struct {
	base  int32 // of the children: a character's code further
	check int32 // the parent; free when the cell holds no node
	id    int32 // of the first reading of the word that ends here, or -1
	word  word  // that reading
}

// free is the check of a cell without a node.
const free = -1

// A char is what the search asks of a character: its code in the double array,
// 0 when no word has it, and above 16 bits its class.
type char uint32

func charOf(code, class int) char { return char(class<<16 | code) }

func (c char) code() int32  { return int32(c & 0xFFFF) }
func (c char) class() uint8 { return uint8(c >> 16) }

// step returns the cell behind a cell and a character, 0 when there is none.
func (f *flat) step(at int32, c char) int32 {
	next := f.trie[at].base + c.code()
	if uint(next) >= uint(len(f.trie)) || f.trie[next].check != at {
		return 0
	}
	return next
}

// char looks a character up.
func (f *flat) char(r rune) char {
	if uint32(r) >= bmp {
		return f.chars[0]
	}
	return f.chars[r]
}

// find returns the first reading of a spelling, -1 when it is no word.
func (f *flat) find(s string) int32 {
	at := int32(0)
	for _, r := range s {
		c := f.char(r)
		if c.code() == 0 {
			return -1
		}
		if at = f.step(at, c); at == 0 {
			return -1
		}
	}
	return f.trie[at].id
}

// A byteTrie is kagome's double array as lists of children.
type byteTrie struct {
	da    trie.DoubleArray
	from  []int32 // of the children of each cell
	child []int32
}

func newByteTrie(da trie.DoubleArray) *byteTrie {
	t := &byteTrie{da: da, from: make([]int32, len(da)+1)}
	for i := 1; i < len(da); i++ {
		if da[i].Check >= 0 {
			t.from[da[i].Check+1]++
		}
	}
	for i := range da {
		t.from[i+1] += t.from[i]
	}
	t.child = make([]int32, t.from[len(da)])
	at := slices.Clone(t.from)
	for i := 1; i < len(da); i++ {
		if p := da[i].Check; p >= 0 {
			t.child[at[p]] = int32(i)
			at[p]++
		}
	}
	return t
}

// chars calls use for every character behind a cell and the cell behind it.
// head holds the bytes of the character so far.
func (t *byteTrie) chars(cell int32, head []byte, use func(r rune, cell int32)) {
	for _, c := range t.child[t.from[cell]:t.from[cell+1]] {
		b := byte(c - t.da[cell].Base)
		if b == 0 && len(head) == 0 {
			continue // the end of a word
		}
		s := append(head, b)
		if utf8.FullRune(s) {
			r, _ := utf8.DecodeRune(s)
			use(r, c)
		} else {
			t.chars(c, s, use)
		}
	}
}

// word returns the first reading of the word that ends in a cell, or -1.
func (t *byteTrie) word(cell int32) int32 {
	at := t.da[cell].Base // the terminator is a zero byte
	if at < 0 || int(at) >= len(t.da) || t.da[at].Check != cell || t.da[at].Base > 0 {
		return -1
	}
	return -t.da[at].Base
}

// A branch is a node of the trie before it has a place.
type branch struct {
	cell     int32 // in kagome's array
	r        rune  // that leads to it
	from, to int   // its children
}

// buildTrie makes the double array of the words of kagome's, and the codes of
// their characters: the more frequent, the smaller. The words of the cells are
// left to the caller.
func buildTrie(da trie.DoubleArray) ([]cell, map[rune]int) {
	old := newByteTrie(da)
	nodes := []branch{{}}
	count := map[rune]int{}
	for i := 0; i < len(nodes); i++ {
		nodes[i].from = len(nodes)
		old.chars(nodes[i].cell, make([]byte, 0, utf8.UTFMax), func(r rune, c int32) {
			nodes = append(nodes, branch{cell: c, r: r})
			count[r]++
		})
		nodes[i].to = len(nodes)
	}
	chars := make([]rune, 0, len(count))
	for r := range count {
		chars = append(chars, r)
	}
	slices.SortFunc(chars, func(a, b rune) int {
		return cmp.Or(cmp.Compare(count[b], count[a]), cmp.Compare(a, b))
	})
	code := make(map[rune]int, len(chars))
	for i, r := range chars {
		code[r] = i + 1
	}
	p := placer{}
	p.grow(1) // the root
	place, bases := make([]int32, len(nodes)), make([]int32, len(nodes))
	var codes []int
	for _, i := range byChildren(nodes) {
		n := nodes[i]
		codes = codes[:0]
		for _, c := range nodes[n.from:n.to] {
			codes = append(codes, code[c.r])
		}
		base := p.fit(codes, slices.Min(codes))
		bases[i] = int32(base)
		for k, c := range codes {
			place[n.from+k] = int32(base + c)
			p.take(base + c)
		}
	}
	cells := make([]cell, len(p.taken))
	for i := range cells {
		cells[i] = cell{check: free, id: -1}
	}
	for i, n := range nodes {
		at := &cells[place[i]]
		at.base, at.id = bases[i], old.word(n.cell)
		for k := n.from; k < n.to; k++ {
			cells[place[k]].check = place[i]
		}
	}
	cells[0].check, cells[0].id = free-1, -1 // the root is nobody's child, and no word
	return cells, code
}

// byChildren returns the nodes that have children, those with many first: the
// single children of the others fit into the gaps that they leave.
func byChildren(nodes []branch) []int {
	var order []int
	for i, n := range nodes {
		if n.from < n.to {
			order = append(order, i)
		}
	}
	slices.SortStableFunc(order, func(a, b int) int {
		return cmp.Compare(nodes[b].to-nodes[b].from, nodes[a].to-nodes[a].from)
	})
	return order
}

// A placer finds places in the array for the children of a node.
type placer struct {
	taken      []bool
	next, last []int32 // free cells behind and before each free cell, 0 at both ends
	head, tail int32
	rove       int32 // where the search for the children of several goes on
}

// grow makes the array n cells long at least. The first is the root's.
func (p *placer) grow(n int) {
	for i := int32(len(p.taken)); int(i) < n; i++ {
		p.taken = append(p.taken, i == 0)
		p.next, p.last = append(p.next, 0), append(p.last, p.tail)
		if i == 0 {
			continue
		}
		if p.tail == 0 {
			p.head = i
		} else {
			p.next[p.tail] = i
		}
		p.tail = i
	}
}

// take marks a free cell as taken.
func (p *placer) take(i int) {
	p.taken[i] = true
	before, behind := p.last[i], p.next[i]
	if before == 0 {
		p.head = behind
	} else {
		p.next[before] = behind
	}
	if behind == 0 {
		p.tail = before
	} else {
		p.last[behind] = before
	}
	if p.rove == int32(i) {
		p.rove = behind
	}
}

// fit returns a base at which the cells of all codes are free.
func (p *placer) fit(codes []int, least int) int {
	most := slices.Max(codes)
	at, single := p.rove, len(codes) == 1
	if single || at == 0 {
		at = p.head
	}
	tried := 0
	for ; at != 0; at = p.next[at] {
		base := int(at) - least
		if base < 0 {
			continue
		}
		if p.fits(codes, base) {
			p.grow(base + most + 1)
			return base
		}
		if tried++; tried%64 == 0 && !single {
			p.rove = at // what lies before is too full for such nodes
		}
	}
	base := max(0, len(p.taken)-least)
	p.grow(base + most + 1)
	return base
}

func (p *placer) fits(codes []int, base int) bool {
	for _, c := range codes {
		if i := base + c; i < len(p.taken) && p.taken[i] {
			return false
		}
	}
	return true
}
