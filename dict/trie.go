package dict

import (
	"slices"
	"strings"
)

// A node of a double array: the child for byte c stands at base+c, and names
// its parent in check. The child for byte 0 is the end of a term; its base is
// the negative number of the term, less one.
type node struct{ base, check int32 }

type key struct {
	text string
	term int32
}

// builder lays the trie of sorted keys into a double array.
type builder struct {
	keys  []key
	nodes []node
	// next links the free places, so that a search for room does not look at
	// the taken ones: next[i] is a place at or behind i that may be free.
	next []int32
	low  int32 // the search starts here; moves on when places fill up
	// labels and starts are stacks: the children of the nodes being laid out,
	// and the first key of each.
	labels []byte
	starts []int
}

// build makes the double array of the keys, without the second of equal ones.
func build(keys []key) []node {
	slices.SortFunc(keys, func(a, b key) int {
		if c := strings.Compare(a.text, b.text); c != 0 {
			return c
		}
		return int(a.term - b.term)
	})
	keys = slices.CompactFunc(keys, func(a, b key) bool { return a.text == b.text })
	size := 512
	for _, k := range keys {
		size += len(k.text) + 1
	}
	b := &builder{keys: keys, low: 1}
	b.grow(size) // room for all nodes, were no beginning shared
	b.take(0)
	b.nodes[0].check = -1
	if len(keys) > 0 {
		b.place(0, 0, len(keys), 0)
	}
	n := len(b.nodes)
	for n > 1 && b.nodes[n-1].check == -2 {
		n--
	}
	return slices.Clone(b.nodes[:n])
}

// place lays out the children of the node at, whose keys are keys[from:to] and
// share their first depth bytes.
func (b *builder) place(at int32, from, to, depth int) {
	// Most nodes have one child: the keys are sorted, so the first and the last
	// tell.
	for first, last := b.keys[from].text, b.keys[to-1].text; depth < len(first) && first[depth] == last[depth]; depth++ {
		c := int32(first[depth])
		p := b.free(max(b.low, c+1))
		b.nodes[at].base = p - c
		b.take(p)
		b.nodes[p].check = at
		at = p
	}
	b.fan(at, from, to, depth)
}

// fan lays out a node whose keys differ at depth, or end there.
func (b *builder) fan(at int32, from, to, depth int) {
	lo := len(b.labels)
	for i := from; i < to; i++ {
		var c byte
		if t := b.keys[i].text; depth < len(t) {
			c = t[depth]
		}
		if n := len(b.labels); n == lo || b.labels[n-1] != c {
			b.labels = append(b.labels, c)
			b.starts = append(b.starts, i)
		}
	}
	hi := len(b.labels)
	base := b.room(b.labels[lo:hi])
	b.nodes[at].base = base
	for _, c := range b.labels[lo:hi] {
		b.take(base + int32(c))
		b.nodes[base+int32(c)].check = at
	}
	for k := lo; k < hi; k++ {
		child, first, last := base+int32(b.labels[k]), b.starts[k], to
		if k+1 < hi {
			last = b.starts[k+1]
		}
		if b.labels[k] == 0 {
			b.nodes[child].base = -b.keys[first].term - 1
			continue
		}
		b.place(child, first, last, depth+1)
	}
	b.labels, b.starts = b.labels[:lo], b.starts[:lo]
}

// room returns a base at which the places of all labels are free.
func (b *builder) room(labels []byte) int32 {
	first := int32(labels[0])
	tries := 0
	for p := b.free(b.low); ; p = b.free(p + 1) {
		base := p - first
		if base > 0 && b.fits(base, labels) {
			return base
		}
		if tries++; tries == 64 && len(labels) > 1 {
			// Crowded: look further on, and do not come back.
			b.low = p - 32
		}
	}
}

func (b *builder) fits(base int32, labels []byte) bool {
	b.grow(int(base) + 256)
	for _, c := range labels {
		if b.nodes[base+int32(c)].check != -2 {
			return false
		}
	}
	return true
}

// free returns the first free place at or behind p.
func (b *builder) free(p int32) int32 {
	b.grow(int(p) + 1)
	q := p
	for b.nodes[q].check != -2 {
		q = b.next[q]
		b.grow(int(q) + 1)
	}
	for p != q { // shorten the way for the next search
		p, b.next[p] = b.next[p], q
	}
	return q
}

func (b *builder) take(p int32) {
	b.nodes[p].check = -3
	b.next[p] = p + 1
}

func (b *builder) grow(n int) {
	if n <= len(b.nodes) {
		return
	}
	n = max(n, 2*len(b.nodes))
	old := len(b.nodes)
	b.nodes = append(b.nodes, make([]node, n-old)...)
	b.next = append(b.next, make([]int32, n-old)...)
	for i := old; i < n; i++ {
		b.nodes[i].check = -2
		b.next[i] = int32(i)
	}
}
