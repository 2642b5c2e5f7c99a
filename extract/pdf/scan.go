package pdf

import (
	"bytes"
	"context"
	"slices"
	"sort"
)

// scanTable finds objects by looking for "n g obj" in the whole file: for
// files with a broken, missing or lying table. Later objects win, as they do
// in a file with updates.
func scanTable(ctx context.Context, b []byte, limit int64) *table {
	t := &table{ctx: ctx, b: b, objs: map[int]place{}, limit: limit}
	var roots []obj
	for i := 0; ; {
		k := bytes.Index(b[i:], []byte("obj"))
		if k < 0 || ctx.Err() != nil {
			break
		}
		at := i + k
		i = at + 3
		if at >= 3 && string(b[at-3:at]) == "end" {
			continue
		}
		n, gen, start, ok := backwards(b, at)
		if !ok || n <= 0 || n >= t.maxObjects() {
			continue
		}
		t.objs[n] = place{at: start, gen: gen}
	}
	for i := 0; ; {
		k := bytes.Index(b[i:], []byte("trailer"))
		if k < 0 {
			break
		}
		i += k + 7
		l := lexer{b: b, i: i}
		if d, _ := l.next(); d.kind == dict {
			t.trailer = merge(d, t.trailer)
		}
	}
	// Object streams and cross-reference streams are known by their type only.
	var numbers []int
	for n := range t.objs {
		numbers = append(numbers, n)
	}
	sort.Slice(numbers, func(i, j int) bool { return t.objs[numbers[i]].at < t.objs[numbers[j]].at })
	for _, n := range numbers {
		if ctx.Err() != nil {
			break
		}
		d, start := t.object(t.objs[n].at)
		switch d.key("Type").str {
		case "XRef":
			t.trailer = merge(d, t.trailer)
		case "Catalog":
			roots = append(roots, obj{kind: refer, num: float64(n)})
		case "Page":
			t.pages = append(t.pages, obj{kind: refer, num: float64(n)})
		case "ObjStm":
			if start > 0 {
				t.streams = append(t.streams, n)
			}
		}
	}
	t.roots = roots
	return t
}

// findRoot looks for the catalog where the trailer does not lead to it.
func (t *table) findRoot() {
	if r := t.trailer.key("Root"); r.kind == refer && t.load(int(r.num)).key("Pages").kind != null {
		return
	}
	for n, p := range t.objs {
		if p.stream != 0 && t.load(n).key("Type").str == "Catalog" {
			t.roots = append(t.roots, obj{kind: refer, num: float64(n)})
		}
	}
	for _, r := range slices.Backward(t.roots) {
		if t.load(int(r.num)).key("Pages").kind != null {
			t.trailer = merge(obj{kind: dict, arr: []obj{{kind: name, str: "Root"}, r}}, t.trailer)
			return
		}
	}
}

// load reads an object by its number, without decryption.
func (t *table) load(n int) obj {
	p, ok := t.objs[n]
	if !ok {
		return obj{}
	}
	if p.stream != 0 {
		l := lexer{b: t.member(n, p)}
		o, _ := l.next()
		return o
	}
	o, _ := t.object(p.at)
	return o
}

// merge lays one trailer over another.
func merge(top, below obj) obj {
	out := obj{kind: dict, arr: append([]obj(nil), top.arr...)}
	for i := 0; i+1 < len(below.arr); i += 2 {
		if top.key(below.arr[i].str).kind == null {
			out.arr = append(out.arr, below.arr[i], below.arr[i+1])
		}
	}
	return out
}

// backwards reads "n g " before the word obj.
func backwards(b []byte, at int) (n, gen, start int, ok bool) {
	i := at
	num := func() (int, bool) {
		for i > 0 && isSpace(b[i-1]) {
			i--
		}
		end := i
		for i > 0 && isDigit(b[i-1]) && end-i < 10 {
			i--
		}
		v := 0
		for _, c := range b[i:end] {
			v = v*10 + int(c-'0')
		}
		return v, end > i
	}
	if gen, ok = num(); !ok || i == 0 || !isSpace(b[i-1]) {
		return 0, 0, 0, false
	}
	n, ok = num()
	return n, gen, i, ok
}
