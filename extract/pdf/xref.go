package pdf

import (
	"bytes"
	"context"
	"slices"
	"sort"
)

// A place says where an object is: at a byte of the file, or inside an object
// stream.
type place struct {
	at     int // byte offset; index in the stream
	stream int // number of the object stream, 0 for a plain object
	gen    int
}

// A table is the cross-reference table of a file with the trailer.
type table struct {
	ctx     context.Context
	b       []byte // the file from its header on
	objs    map[int]place
	trailer obj
	limit   int64          // bytes that one stream may unpack to
	lock    *lock          // nil when the file is not encrypted
	packs   map[int][]item // object streams that were unpacked
	streams []int          // object streams that a scan found
	roots   []obj          // catalogs that a scan found
	pages   []obj          // pages that a scan found
	starts  []int          // where objects begin, sorted
}

// maxObjects bounds object numbers: a table entry costs the library 40 bytes,
// and a file cannot hold more objects than it has bytes.
func (t *table) maxObjects() int { return min(len(t.b)*8, 1<<23) }

// readTable follows the chain of cross-reference sections from the end of the
// file. It reports whether the result can be trusted: every section was read,
// and every object stands where the table says.
func readTable(ctx context.Context, b []byte, limit int64) (*table, bool) {
	t := &table{ctx: ctx, b: b, objs: map[int]place{}, limit: limit}
	i := bytes.LastIndex(b, []byte("startxref"))
	if i < 0 {
		return t, false
	}
	l := lexer{b: b, i: i + len("startxref")}
	o, _ := l.next()
	seen := map[int]bool{}
	next := []int{o.int()}
	for len(next) > 0 {
		at := next[0]
		next = next[1:]
		if seen[at] {
			continue
		}
		seen[at] = true
		if at <= 0 || at >= len(b) || len(seen) > 10_000 {
			return t, false
		}
		d, ok := t.section(at)
		if !ok {
			return t, false
		}
		if t.trailer.kind != dict {
			t.trailer = d
		}
		for _, k := range []string{"XRefStm", "Prev"} {
			if v := d.key(k); v.kind == number {
				next = append(next, v.int())
			}
		}
	}
	for n, p := range t.objs {
		if p.stream == 0 && t.header(p.at) != n {
			return t, false
		}
	}
	return t, t.trailer.key("Root").kind == refer
}

// header gives the number of the object that starts at a byte, -1 for none.
func (t *table) header(at int) int {
	if at <= 0 || at >= len(t.b) {
		return -1
	}
	l := lexer{b: t.b[:min(len(t.b), at+64)], i: at}
	n, _ := l.next()
	l.next()
	if op, _ := l.next(); op.kind != operator || len(op.str) < 3 || op.str[:3] != "obj" || n.kind != number {
		return -1
	}
	return n.int()
}

func (t *table) add(n int, p place) {
	if _, ok := t.objs[n]; !ok && n > 0 && n < t.maxObjects() {
		t.objs[n] = p
	}
}

// section reads one table or cross-reference stream and gives its dictionary.
func (t *table) section(at int) (obj, bool) {
	l := lexer{b: t.b, i: at}
	o, _ := l.next()
	if o.kind == operator && o.str == "xref" {
		return t.plain(&l)
	}
	if t.header(at) < 0 {
		return obj{}, false
	}
	d, start := t.object(at)
	if d.key("Type").str != "XRef" || start == 0 {
		return obj{}, false
	}
	data, err := decode(t.raw(d, start), steps(d), t.limit)
	if err != nil && len(data) == 0 {
		return obj{}, false
	}
	var w [3]int
	for i, v := range d.key("W").arr {
		if i > 2 || v.int() < 0 || v.int() > 8 {
			return obj{}, false
		}
		w[i] = v.int()
	}
	index := d.key("Index").arr
	if len(index) == 0 {
		index = []obj{{kind: number}, d.key("Size")}
	}
	width := w[0] + w[1] + w[2]
	if width == 0 {
		return obj{}, false
	}
	field := func(k, def int) int {
		if k == 0 {
			return def
		}
		v := 0
		for _, c := range data[:k] {
			v = v<<8 | int(c)
		}
		data = data[k:]
		return v
	}
	for i := 0; i+1 < len(index); i += 2 {
		first, n := index[i].int(), index[i+1].int()
		for k := 0; k < n && len(data) >= width; k++ {
			typ, a, b := field(w[0], 1), field(w[1], 0), field(w[2], 0)
			switch typ {
			case 1:
				t.add(first+k, place{at: a, gen: b})
			case 2:
				t.add(first+k, place{at: b, stream: a})
			}
		}
	}
	return d, true
}

func (t *table) plain(l *lexer) (obj, bool) {
	for {
		o, ok := l.next()
		if !ok {
			return obj{}, false
		}
		if o.kind == operator && o.str == "trailer" {
			d, _ := l.next()
			return d, d.kind == dict
		}
		n, _ := l.next()
		first := o.int()
		if o.kind != number || n.kind != number || first < 0 {
			return obj{}, false
		}
		for k := range n.int() {
			at, _ := l.next()
			gen, _ := l.next()
			typ, ok := l.next()
			if !ok || at.kind != number {
				return obj{}, false
			}
			if typ.str == "n" && at.int() > 0 {
				t.add(first+k, place{at: at.int(), gen: gen.int()})
			}
		}
	}
}

// object reads the object at a byte; start is where its stream data begins, 0
// when it has none.
func (t *table) object(at int) (o obj, start int) {
	l := lexer{b: t.b[:t.end(at)], i: at}
	l.next()
	l.next()
	l.next()
	o, _ = l.next()
	if o.kind == number { // perhaps "5 0 R"
		save := l.i
		l.next()
		if r, _ := l.next(); r.kind == operator && r.str == "R" {
			return obj{kind: refer, num: o.num}, 0
		}
		l.i = save
	}
	if o.kind != dict {
		return o, 0
	}
	l.space()
	if rest := l.b[l.i:]; bytes.HasPrefix(rest, []byte("stream")) {
		s := l.i + 6
		if s < len(l.b) && l.b[s] == '\r' {
			s++
		}
		if s < len(l.b) && l.b[s] == '\n' {
			s++
		}
		return o, s
	}
	return o, 0
}

// end is where the object at a byte must end: at the next one. Without it,
// every broken object could take the rest of the file.
func (t *table) end(at int) int {
	if len(t.starts) != len(t.objs) {
		t.starts = t.starts[:0]
		for _, p := range t.objs {
			if p.stream == 0 {
				t.starts = append(t.starts, p.at)
			} else {
				t.starts = append(t.starts, len(t.b))
			}
		}
		slices.Sort(t.starts)
	}
	i := sort.SearchInts(t.starts, at+1)
	if i == len(t.starts) {
		return len(t.b)
	}
	return min(t.starts[i], len(t.b))
}

// raw gives the bytes of a stream. A wrong length is noticed by what follows.
func (t *table) raw(d obj, start int) []byte {
	n := -1
	switch v := d.key("Length"); v.kind {
	case number:
		n = v.int()
	case refer:
		if p, ok := t.objs[int(v.num)]; ok && p.stream == 0 && t.header(p.at) == int(v.num) {
			o, _ := t.object(p.at)
			n = o.int()
		}
	}
	return streamBytes(t.b, start, n)
}

// streamBytes gives n bytes from start when "endstream" follows them, and all
// up to the next "endstream" when not.
func streamBytes(b []byte, start, n int) []byte {
	if start < 0 || start >= len(b) {
		return nil
	}
	if n >= 0 && n <= len(b)-start {
		rest := bytes.TrimLeft(b[start+n:min(len(b), start+n+16)], "\r\n\t ")
		if bytes.HasPrefix(rest, []byte("endst")) || bytes.HasPrefix(rest, []byte("endob")) {
			return b[start : start+n]
		}
	}
	end := bytes.Index(b[start:], []byte("endstream"))
	if end < 0 {
		if end = bytes.Index(b[start:], []byte("endobj")); end < 0 {
			return b[start:]
		}
	}
	return bytes.TrimSuffix(bytes.TrimSuffix(b[start:start+end], []byte("\n")), []byte("\r"))
}

// steps reads the filters of a stream dictionary without references.
func steps(d obj) []decodeStep {
	list := func(long, short string) []obj {
		v := d.key(long)
		if v.kind == null {
			v = d.key(short)
		}
		if v.kind == array {
			return v.arr
		}
		return []obj{v}
	}
	var out []decodeStep
	parms := list("DecodeParms", "DP")
	for i, f := range list("Filter", "F") {
		if f.kind != name {
			continue
		}
		s := decodeStep{name: f.str, early: 1}
		if i < len(parms) {
			p := parms[i]
			s.predictor, s.colors = p.key("Predictor").int(), p.key("Colors").int()
			s.bits, s.width = p.key("BitsPerComponent").int(), p.key("Columns").int()
			if e := p.key("EarlyChange"); e.kind == number {
				s.early = e.int()
			}
			s.mixed, s.aligned, s.blackIs1 = p.key("K").int(), p.key("EncodedByteAlign").num != 0, p.key("BlackIs1").num != 0
		}
		out = append(out, s)
	}
	return out
}
