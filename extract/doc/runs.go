package doc

import (
	"sort"

	"monban/extract"
)

// runs are stretches of a stream with a property, in order.
type runs struct {
	list []stretch
	last int // where the last answer stood
}

type stretch struct {
	from, to int
	value    uint64
}

// What is known of a paragraph.
const (
	rowEnd  = 1 << iota // it ends the row of a table
	inTable             // it stands in a table
)

// at gives the property of a place.
func (r *runs) at(pos int) uint64 {
	if len(r.list) == 0 {
		return 0
	}
	if s := r.list[r.last]; pos >= s.from && pos < s.to {
		return s.value
	}
	i := sort.Search(len(r.list), func(i int) bool { return r.list[i].to > pos })
	if i < len(r.list) && pos >= r.list[i].from {
		r.last = i
		return r.list[i].value
	}
	return 0
}

// runsOf reads the pages of properties that a list in the head leads to. Only
// stretches that say something are kept.
func (d *document) runsOf(head int, page func([]byte) []stretch) runs {
	b := part(d.table, u32(d.main, head), u32(d.main, head+4))
	n := (len(b) - 4) / 8
	var r runs
	seen := map[int]bool{}
	for i := range max(0, n) {
		number := u32(b, 4*(n+1)+4*i) & 0x3FFFFF
		if seen[number] || number*512+512 > len(d.main) {
			continue
		}
		seen[number] = true
		r.list = append(r.list, page(d.main[number*512:number*512+512])...)
	}
	sort.SliceStable(r.list, func(i, j int) bool { return r.list[i].from < r.list[j].from })
	return r
}

// charRuns reads a page of properties of characters.
func charRuns(p []byte) (out []stretch) {
	n := int(p[511])
	if 4*(n+1)+n > 511 {
		return nil
	}
	for i := range n {
		at := 2 * int(p[4*(n+1)+i])
		if at == 0 || at >= 511 {
			continue
		}
		var hidden extract.Hidden
		properties(part(p, at+1, int(p[at])), func(code, v int) {
			switch {
			case code == 0x083C && v == 1:
				hidden |= extract.HiddenText
			case code == 0x0800 && v&1 == 1: // deleted, but not for good
				hidden |= extract.Revision
			case code == 0x2A42 && v == 8, code == 0x6870 && v == 0xFFFFFF:
				hidden |= extract.WhiteText
			case code == 0x4A43 && v > 0 && v <= 4:
				hidden |= extract.SmallText
			}
		})
		if hidden != 0 {
			out = append(out, stretch{u32(p, 4*i), u32(p, 4*i+4), uint64(hidden)})
		}
	}
	return out
}

// paraRuns reads a page of properties of paragraphs.
func paraRuns(p []byte) (out []stretch) {
	n := int(p[511])
	if 4*(n+1)+13*n > 511 {
		return nil
	}
	for i := range n {
		at := 2 * int(p[4*(n+1)+13*i])
		if at == 0 || at+2 >= 511 {
			continue
		}
		size := 2*int(p[at]) - 1
		if p[at] == 0 {
			at++
			size = 2 * int(p[at])
		}
		known := uint64(0)
		properties(part(p, at+3, size-2), func(code, v int) {
			switch {
			case code == 0x2417 && v&1 == 1:
				known |= rowEnd
			case code == 0x2416 && v&1 == 1:
				known |= inTable
			}
		})
		if known != 0 {
			out = append(out, stretch{u32(p, 4*i), u32(p, 4*i+4), known})
		}
	}
	return out
}

// properties calls fn with each property of a list and its value.
func properties(b []byte, fn func(code, value int)) {
	for len(b) >= 3 {
		code := u16(b, 0)
		b = b[2:]
		size := [8]int{1, 1, 2, 4, 2, 2, 0, 3}[code>>13]
		if size == 0 {
			size = int(b[0]) + 1
			if code == 0xD608 || code == 0xD606 {
				size = u16(b, 0) + 1 // the definition of a table
			}
		}
		size = max(size, 1)
		if size > len(b) {
			return
		}
		v := 0
		for i := min(size, 4) - 1; i >= 0; i-- {
			v = v<<8 | int(b[i])
		}
		fn(code, v)
		b = b[size:]
	}
}
