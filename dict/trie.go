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
}

// build makes the double array of the keys, without the second of equal ones.
func build(keys []key) []node {
	slices.SortStableFunc(keys, func(a, b key) int { return strings.Compare(a.text, b.text) })
	keys = slices.CompactFunc(keys, func(a, b key) bool { return a.text == b.text })
	b := &builder{keys: keys, low: 1}
	b.grow(1 << 12)
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
	var labels [256]byte
	var starts [257]int
	n := 0
	for i := from; i < to; i++ {
		var c byte
		if t := b.keys[i].text; depth < len(t) {
			c = t[depth]
		}
		if n == 0 || labels[n-1] != c {
			labels[n], starts[n] = c, i
			n++
		}
	}
	starts[n] = to
	base := b.room(labels[:n])
	b.nodes[at].base = base
	for _, c := range labels[:n] {
		b.take(base + int32(c))
		b.nodes[base+int32(c)].check = at
	}
	for k, c := range labels[:n] {
		child := base + int32(c)
		if c == 0 {
			b.nodes[child].base = -b.keys[starts[k]].term - 1
			continue
		}
		b.place(child, starts[k], starts[k+1], depth+1)
	}
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
