package ole

import (
	"cmp"
	"encoding/binary"
	"slices"
	"strings"
	"unicode/utf16"
)

// A Node is a stream or a storage that is to be packed.
type Node struct {
	Name  string
	Data  []byte // of a stream
	Nodes []Node // of a storage; nil makes a stream
	Class [16]byte
}

// Pack makes a compound file of what stands in a storage. It is how a
// document inside another becomes a file of its own.
func Pack(root Node) []byte {
	p := &packer{}
	root.Name = "Root Entry"
	if root.Nodes == nil {
		root.Nodes = []Node{}
	}
	p.add(&root, 5)
	p.entries[0].start, p.entries[0].size = p.put(p.mini), len(p.mini)
	if len(p.mini) == 0 {
		p.entries[0].start = 0xFFFFFFFE
	}
	miniAt, miniSectors := uint32(0xFFFFFFFE), 0
	if len(p.miniFAT) > 0 {
		b := words(p.miniFAT)
		miniAt, miniSectors = p.put(b), (len(b)+511)/512
	}
	dirAt := p.put(p.directory())

	// The table holds itself, and the list of its own sectors, too.
	data := len(p.body) / 512
	tables, lists := 0, 0
	for {
		t := (data + tables + lists + 127) / 128
		l := max(0, (t-109+126)/127)
		if t == tables && l == lists {
			break
		}
		tables, lists = t, l
	}
	for range tables {
		p.fat = append(p.fat, 0xFFFFFFFD)
	}
	for range lists {
		p.fat = append(p.fat, 0xFFFFFFFC)
	}
	for len(p.fat) < tables*128 {
		p.fat = append(p.fat, 0xFFFFFFFF)
	}
	p.body = append(p.body, words(p.fat)...)
	places := make([]uint32, 109+lists*127)
	for i := range places {
		places[i] = 0xFFFFFFFF
		if i < tables {
			places[i] = uint32(data + i)
		}
	}
	for i := range lists {
		next := uint32(data + tables + i + 1)
		if i == lists-1 {
			next = 0xFFFFFFFE
		}
		p.body = append(p.body, words(append(slices.Clone(places[109+i*127:109+(i+1)*127]), next))...)
	}

	head := make([]byte, 512)
	le := binary.LittleEndian
	copy(head, Magic)
	le.PutUint16(head[24:], 0x3E)
	le.PutUint16(head[26:], 3)
	le.PutUint16(head[28:], 0xFFFE)
	le.PutUint16(head[30:], 9)
	le.PutUint16(head[32:], 6)
	le.PutUint32(head[44:], uint32(tables))
	le.PutUint32(head[48:], dirAt)
	le.PutUint32(head[56:], miniCutoff)
	le.PutUint32(head[60:], miniAt)
	le.PutUint32(head[64:], uint32(miniSectors))
	le.PutUint32(head[68:], 0xFFFFFFFE)
	if lists > 0 {
		le.PutUint32(head[68:], uint32(data+tables))
	}
	le.PutUint32(head[72:], uint32(lists))
	copy(head[76:], words(places[:109]))
	return append(head, p.body...)
}

// A packer lays out the sectors.
type packer struct {
	body    []byte
	fat     []uint32
	mini    []byte
	miniFAT []uint32
	entries []packed
}

type packed struct {
	node        *Node
	kind        byte
	start       uint32
	size        int
	left, right uint32
	child       uint32
}

func words(v []uint32) []byte {
	out := make([]byte, 0, 4*len(v))
	for _, w := range v {
		out = binary.LittleEndian.AppendUint32(out, w)
	}
	return out
}

// put writes a stream into sectors and gives the first.
func (p *packer) put(b []byte) uint32 {
	first := uint32(len(p.fat))
	for len(b) > 0 {
		n := min(len(b), 512)
		p.body = append(p.body, b[:n]...)
		p.body = append(p.body, make([]byte, 512-n)...)
		p.fat = append(p.fat, uint32(len(p.fat)+1))
		b = b[n:]
	}
	if int(first) < len(p.fat) {
		p.fat[len(p.fat)-1] = 0xFFFFFFFE
	} else {
		first = 0xFFFFFFFE
	}
	return first
}

// putMini writes a short stream.
func (p *packer) putMini(b []byte) uint32 {
	first := uint32(len(p.miniFAT))
	for len(b) > 0 {
		n := min(len(b), miniSize)
		p.mini = append(p.mini, b[:n]...)
		p.mini = append(p.mini, make([]byte, miniSize-n)...)
		p.miniFAT = append(p.miniFAT, uint32(len(p.miniFAT)+1))
		b = b[n:]
	}
	if int(first) == len(p.miniFAT) {
		return 0xFFFFFFFE
	}
	p.miniFAT[len(p.miniFAT)-1] = 0xFFFFFFFE
	return first
}

// add appends a node and what it holds, and gives its number.
func (p *packer) add(n *Node, kind byte) uint32 {
	at := len(p.entries)
	p.entries = append(p.entries, packed{node: n, kind: kind, start: 0, left: noEntry, right: noEntry, child: noEntry})
	if n.Nodes == nil {
		e := &p.entries[at]
		e.size = len(n.Data)
		if len(n.Data) >= miniCutoff {
			e.start = p.put(n.Data)
		} else {
			e.start = p.putMini(n.Data)
		}
		return uint32(at)
	}
	nodes := slices.Clone(n.Nodes)
	slices.SortStableFunc(nodes, func(a, b Node) int {
		// Shorter names stand before longer ones.
		return cmp.Or(cmp.Compare(len(utf16.Encode([]rune(a.Name))), len(utf16.Encode([]rune(b.Name)))),
			cmp.Compare(strings.ToUpper(a.Name), strings.ToUpper(b.Name)))
	})
	numbers := make([]uint32, len(nodes))
	for i := range nodes {
		k := byte(2)
		if nodes[i].Nodes != nil {
			k = 1
		}
		numbers[i] = p.add(&nodes[i], k)
	}
	p.entries[at].child = p.tree(numbers)
	return uint32(at)
}

// tree links brothers as a balanced tree and gives its top.
func (p *packer) tree(numbers []uint32) uint32 {
	if len(numbers) == 0 {
		return noEntry
	}
	mid := len(numbers) / 2
	top := numbers[mid]
	p.entries[top].left = p.tree(numbers[:mid])
	p.entries[top].right = p.tree(numbers[mid+1:])
	return top
}

func (p *packer) directory() []byte {
	var out []byte
	le := binary.LittleEndian
	for _, e := range p.entries {
		b := make([]byte, 128)
		name := utf16.Encode([]rune(e.node.Name))
		name = name[:min(len(name), 31)]
		for i, c := range name {
			le.PutUint16(b[2*i:], c)
		}
		le.PutUint16(b[64:], uint16(2*len(name)+2))
		b[66], b[67] = e.kind, 1
		le.PutUint32(b[68:], e.left)
		le.PutUint32(b[72:], e.right)
		le.PutUint32(b[76:], e.child)
		copy(b[80:], e.node.Class[:])
		le.PutUint32(b[116:], e.start)
		le.PutUint32(b[120:], uint32(e.size))
		out = append(out, b...)
	}
	return out
}
