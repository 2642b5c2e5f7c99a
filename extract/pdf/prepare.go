package pdf

import (
	"bytes"
	"fmt"
	"io"
	"slices"
	"sort"
	"strconv"
)

// A rope is a file put together from slices, so that nothing large is copied.
type rope struct {
	parts [][]byte
	at    []int // where each part begins
	size  int
}

func (r *rope) add(b []byte) {
	if len(b) > 0 {
		r.parts, r.at = append(r.parts, b), append(r.at, r.size)
		r.size += len(b)
	}
}

// from gives the bytes of the part that holds the offset, from there on.
func (r *rope) from(off int) []byte {
	i := sort.SearchInts(r.at, off+1) - 1
	if i < 0 || off >= r.size {
		return nil
	}
	return r.parts[i][off-r.at[i]:]
}

func (r *rope) ReadAt(p []byte, off int64) (int, error) {
	n := 0
	for n < len(p) {
		b := r.from(int(off) + n)
		if len(b) == 0 {
			return n, io.EOF
		}
		n += copy(p[n:], b)
	}
	return n, nil
}

// An item is one object in an object stream: its number and its bytes.
type item struct {
	n int
	b []byte
}

// pack unpacks an object stream.
func (t *table) pack(n int) []item {
	if items, ok := t.packs[n]; ok {
		return items
	}
	if t.packs == nil {
		t.packs = map[int][]item{}
	}
	t.packs[n] = nil
	p, ok := t.objs[n]
	if !ok || p.stream != 0 || t.header(p.at) != n {
		return nil
	}
	d, start := t.object(p.at)
	if start == 0 {
		return nil
	}
	data, _ := decode(t.lock.stream(n, p.gen, d, t.raw(d, start)), steps(d), t.limit)
	first := d.key("First").int()
	if first <= 0 || first > len(data) {
		return nil
	}
	l := lexer{b: data[:first]}
	var items []item
	var ends []int
	for range min(d.key("N").int(), first) {
		num, ok1 := l.next()
		off, ok2 := l.next()
		if !ok1 || !ok2 || off.int() < 0 || off.int() >= len(data)-first {
			break
		}
		items = append(items, item{n: num.int()})
		ends = append(ends, first+off.int())
	}
	sorted := append(slices.Clone(ends), len(data))
	slices.Sort(sorted)
	for i := range items {
		k, _ := slices.BinarySearch(sorted, ends[i]+1)
		items[i].b = data[ends[i]:sorted[k]]
	}
	t.packs[n] = items
	return items
}

// members adds the objects in the object streams that a scan found. A plain
// object further down in the file is newer.
func (t *table) members() {
	for _, n := range t.streams {
		at := t.objs[n].at
		for i, it := range t.pack(n) {
			if p, ok := t.objs[it.n]; (!ok || p.stream != 0 || p.at < at) && it.n > 0 && it.n < t.maxObjects() && it.n != n {
				t.objs[it.n] = place{at: i, stream: n}
			}
		}
	}
}

// plainFile makes a file that the library reads as it is: a header that it
// knows, objects out of their streams, one table of checked offsets. clean
// writes every object anew, which undoes encryption and mends what the
// library's strict lexer would stop at.
func (t *table) plainFile(clean bool) *rope {
	r := &rope{}
	r.add([]byte("%PDF-1.7\n"))
	if !clean {
		r.add(t.b)
		r.add([]byte("\n"))
	}
	shift := len("%PDF-1.7\n")
	numbers := make([]int, 0, len(t.objs))
	for n := range t.objs {
		numbers = append(numbers, n)
	}
	slices.Sort(numbers)
	where := make([]int, len(numbers))
	var w bytes.Buffer
	flush := func() {
		r.add(bytes.Clone(w.Bytes()))
		w.Reset()
	}
	for i, n := range numbers {
		if t.ctx.Err() != nil {
			break // the reader asks the context next
		}
		p := t.objs[n]
		if !clean && p.stream == 0 {
			where[i] = p.at + shift
			continue
		}
		where[i] = r.size + w.Len()
		if p.stream != 0 {
			b := t.member(n, p)
			if b == nil {
				where[i] = 0
				continue
			}
			fmt.Fprintf(&w, "%d 0 obj\n", n)
			if clean {
				l := lexer{b: b}
				o, _ := l.next()
				write(&w, o)
			} else {
				w.Write(b)
			}
			w.WriteString("\nendobj\n")
			continue
		}
		if t.header(p.at) != n {
			where[i] = 0
			continue
		}
		o, start := t.object(p.at)
		for k := 0; k < 8 && o.kind == refer; k++ { // an object that is only a reference
			if to := t.objs[int(o.num)]; to.stream == 0 {
				o, start = t.object(to.at)
			} else {
				o = t.load(int(o.num))
			}
		}
		fmt.Fprintf(&w, "%d 0 obj\n", n)
		if start == 0 {
			write(&w, t.lock.object(n, p.gen, o))
			w.WriteString("\nendobj\n")
			continue
		}
		data := t.lock.stream(n, p.gen, o, t.raw(o, start))
		o = merge(obj{kind: dict, arr: []obj{{kind: name, str: "Length"}, {kind: number, num: float64(len(data))}}}, without(t.lock.object(n, p.gen, o), "Length"))
		write(&w, o)
		w.WriteString("\nstream\n")
		flush()
		r.add(data)
		w.WriteString("\nendstream\nendobj\n")
	}
	flush()
	t.tail(&w, numbers, where, clean, r.size)
	flush()
	return r
}

// looseKey is where the trailer of a mended file lists its pages.
const looseKey = "MonbanPages"

func (t *table) tail(w *bytes.Buffer, numbers, where []int, clean bool, at int) {
	w.WriteString("xref\n0 1\n0000000000 65535 f \n")
	top := 0
	for i, n := range numbers {
		if where[i] == 0 {
			continue
		}
		gen := t.objs[n].gen
		if clean || t.objs[n].stream != 0 || gen < 0 || gen > 65535 {
			gen = 0
		}
		if i == 0 || numbers[i-1]+1 != n || where[i-1] == 0 {
			k := 1
			for i+k < len(numbers) && numbers[i+k] == n+k && where[i+k] != 0 {
				k++
			}
			fmt.Fprintf(w, "%d %d\n", n, k)
		}
		fmt.Fprintf(w, "%010d %05d n \n", where[i], gen)
		top = n
	}
	fmt.Fprintf(w, "trailer\n<< /Size %d", top+1)
	for _, k := range []string{"Root", "Info"} {
		v := t.trailer.key(k)
		if v.kind != refer {
			continue
		}
		gen := 0
		if p := t.objs[int(v.num)]; !clean && p.stream == 0 {
			gen = p.gen
		}
		fmt.Fprintf(w, " /%s %d %d R", k, int(v.num), gen)
	}
	if len(t.pages) > 0 { // a key of our own, for files without a page tree
		w.WriteString(" /" + looseKey + " ")
		write(w, obj{kind: array, arr: t.pages})
	}
	fmt.Fprintf(w, " >>\nstartxref\n%d\n%%%%EOF\n", at)
}

// member gives the bytes of an object in an object stream.
func (t *table) member(n int, p place) []byte {
	items := t.pack(p.stream)
	if p.at >= 0 && p.at < len(items) && items[p.at].n == n {
		return items[p.at].b
	}
	for _, it := range items {
		if it.n == n {
			return it.b
		}
	}
	return nil
}

func without(o obj, key string) obj {
	out := obj{kind: dict}
	for i := 0; i+1 < len(o.arr); i += 2 {
		if o.arr[i].str != key {
			out.arr = append(out.arr, o.arr[i], o.arr[i+1])
		}
	}
	return out
}

// write puts an object down in the plainest form.
func write(w *bytes.Buffer, o obj) {
	switch o.kind {
	case boolean:
		w.WriteString(strconv.FormatBool(o.num != 0))
	case number:
		w.WriteString(strconv.FormatFloat(o.num, 'f', -1, 64))
	case text:
		fmt.Fprintf(w, "<%x>", o.str)
	case name:
		w.WriteByte('/')
		for i := range len(o.str) {
			if c := o.str[i]; c <= ' ' || c > '~' || c == '#' || isDelim(c) {
				fmt.Fprintf(w, "#%02x", c)
			} else {
				w.WriteByte(c)
			}
		}
	case refer:
		fmt.Fprintf(w, "%d 0 R", int(o.num))
	case array:
		w.WriteByte('[')
		for _, v := range o.arr {
			write(w, v)
			w.WriteByte(' ')
		}
		w.WriteByte(']')
	case dict:
		w.WriteString("<<")
		for i := 0; i+1 < len(o.arr); i += 2 {
			write(w, o.arr[i])
			w.WriteByte(' ')
			write(w, o.arr[i+1])
			w.WriteByte('\n')
		}
		w.WriteString(">>")
	default:
		w.WriteString("null")
	}
}
