package pdf

import (
	"bytes"
	"compress/flate"
	_ "embed" // the tables below
	"encoding/binary"
	"io"
	"strings"
	"sync"
)

// The tables are made by gen.go from files of Adobe; data/LICENSE-adobe.txt
// is their licence.

//go:embed data/cmaps.bin
var cmapsBin []byte

//go:embed data/glyphs.bin
var glyphsBin []byte

// A reader takes apart the variable-length numbers of cmaps.bin. The data is
// our own, so there is no error to report: it is tested.
type reader struct{ b []byte }

func (r *reader) uint() uint32 {
	v, n := binary.Uvarint(r.b)
	r.b = r.b[n:]
	return uint32(v)
}

func (r *reader) int() int64 {
	v, n := binary.Varint(r.b)
	r.b = r.b[n:]
	return v
}

func (r *reader) string() string {
	n := r.uint()
	s := string(r.b[:n])
	r.b = r.b[n:]
	return s
}

// formTexts marks a table from CID to text.
const formTexts = 3

type tableEntry struct {
	parent string
	wmode  uint32
	form   int
	blob   []byte
}

// findTable looks a name up in the index of cmaps.bin.
func findTable(want string) (tableEntry, bool) {
	r := reader{cmapsBin}
	n := r.uint()
	blobs := r.b[n:]
	r.b = r.b[:n]
	for range r.uint() {
		name := r.string()
		e := tableEntry{parent: r.string(), wmode: r.uint(), form: int(r.uint())}
		at, size := r.uint(), r.uint()
		if name == want {
			e.blob = blobs[at : at+size]
			return e, true
		}
	}
	return tableEntry{}, false
}

func unpack(b []byte) []byte {
	out, _ := io.ReadAll(flate.NewReader(bytes.NewReader(b)))
	return out
}

// predefined gives a CMap that PDF knows by name, nil when it is none of
// Adobe-Japan1.
func (d *document) predefined(name string) *codeMap {
	if m, ok := d.cmaps[name]; ok {
		return m
	}
	d.cmaps[name] = nil // ends a circle, if there were one
	e, ok := findTable(name)
	if !ok || e.form == formTexts {
		return nil
	}
	m := &codeMap{form: e.form, vertical: e.wmode == 1, sorted: true}
	if e.parent != "" {
		m.parent = d.predefined(e.parent)
	}
	if e.form == formTable {
		m.load(unpack(e.blob))
	}
	d.cmaps[name] = m
	return m
}

func (m *codeMap) load(b []byte) {
	r := reader{b}
	for range r.uint() {
		m.space = append(m.space, codeSpan{int(r.uint()), r.uint(), r.uint()})
	}
	n := r.uint()
	m.cids = make([]cidSpan, 0, n)
	var last cidSpan
	for range n {
		k := int(r.uint())
		if k != last.n {
			last = cidSpan{codeSpan: codeSpan{n: k}}
		}
		s := cidSpan{codeSpan: codeSpan{n: k, lo: last.hi + r.uint()}}
		s.hi = s.lo + r.uint()
		s.cid = uint32(int64(last.cid) + r.int())
		m.cids = append(m.cids, s)
		last = s
		last.cid += s.hi - s.lo
	}
}

// cidTexts is the text of every CID of Adobe-Japan1.
var cidTexts = sync.OnceValue(func() []string {
	e, _ := findTable("Japan1")
	r := reader{unpack(e.blob)}
	out := make([]string, r.uint())
	last := int64(0)
	for i := range out {
		last += r.int() + 1
		if last > 0 {
			out[i] = string(rune(last))
		}
	}
	for range r.uint() {
		i := r.uint()
		out[i] = r.string()
	}
	return out
})

// glyphList is the Adobe Glyph List: the text of a glyph name.
var glyphList = sync.OnceValue(func() map[string]string {
	m := map[string]string{}
	for line := range strings.Lines(string(unpack(glyphsBin))) {
		name, text, _ := strings.Cut(strings.TrimSuffix(line, "\n"), " ")
		m[name] = text
	}
	return m
})
