package pdf

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf16"

	lp "github.com/ledongthuc/pdf"

	"monban/extract"
)

// maxFile bounds what is held in memory. The largest office PDFs are scans of
// some 100 MB.
const maxFile = 400 << 20

// maxStream bounds one decoded stream that is read as text, tables or fonts.
const maxStream = 64 << 20

// A document is an open file.
type document struct {
	ctx     context.Context
	table   *table
	rope    *rope
	r       *lp.Reader
	limits  extract.Limits
	clean   bool // every object was written anew
	damaged bool // an object could not be read since the flag was last reset
	locked  bool // the file is encrypted, and was opened
	repair  bool // the cross-reference table had to be rebuilt
	cut     bool // the end of the file is missing: pages may be, too
	astray  bool // pages outside of the tree are read, which other programs do not find

	fonts map[string]*font
	cmaps map[string]*codeMap
}

// open reads the file and gives it to the library in a form that it takes.
func open(ctx context.Context, f extract.File) (*document, error) {
	if f.Size > maxFile {
		return nil, &extract.CodeError{Code: extract.Limit, Err: fmt.Errorf("the file has %d bytes, more than the limit of %d", f.Size, maxFile)}
	}
	b := make([]byte, f.Size)
	if n, err := f.Data.ReadAt(b, 0); n < len(b) && !errors.Is(err, io.EOF) {
		return nil, err
	} else if b = b[:n]; n == 0 {
		return nil, errors.New("the file is empty")
	}
	whole := b
	if i := bytes.Index(b[:min(len(b), 4096)], []byte("%PDF-")); i > 0 {
		b = b[i:]
	}
	d := &document{ctx: ctx, limits: f.Limits, cut: unfinished(b), fonts: map[string]*font{}, cmaps: map[string]*codeMap{}}
	t, ok := readTable(ctx, b, d.streamLimit())
	if !ok && len(whole) > len(b) {
		// Some writers count offsets from the start of the junk.
		t, ok = readTable(ctx, whole, d.streamLimit())
	}
	if ok {
		err := d.use(t, f.Passwords, false)
		if err == nil && len(d.pageTree(1)) > 0 {
			return d, nil
		}
		if ce := (*extract.CodeError)(nil); errors.As(err, &ce) {
			return nil, err
		}
	}
	d.repair = true
	d.cut = d.cut || !bytes.Contains(b[max(0, len(b)-2048):], []byte("%%EOF"))
	t = scanTable(ctx, b, d.streamLimit())
	if len(t.objs) == 0 {
		return nil, errors.New("no objects")
	}
	if err := d.use(t, f.Passwords, true); err != nil {
		return nil, err
	}
	return d, nil
}

// object is how an object begins.
var object = regexp.MustCompile(`(?:^|[\r\n ])\d{1,10} \d{1,5} obj\b`)

// unfinished tells whether objects stand behind the last end mark: a change
// was added to the file whose own end is missing.
func unfinished(b []byte) bool {
	i := bytes.LastIndex(b, []byte("%%EOF"))
	return i >= 0 && object.Match(b[i:])
}

func (d *document) streamLimit() int64 {
	if d.limits.Part > 0 {
		return min(d.limits.Part, maxStream)
	}
	return maxStream
}

// use opens a table. An encrypted file, and one that had to be mended, is
// written anew first.
func (d *document) use(t *table, passwords []string, clean bool) (err error) {
	if e := t.trailer.key("Encrypt"); e.kind != null {
		if e.kind == refer {
			e, _ = t.object(t.objs[int(e.num)].at)
		}
		if t.lock, err = unlock(e, t.trailer.key("ID"), passwords); err != nil {
			return &extract.CodeError{Code: extract.Encrypted, Err: err}
		}
		clean, d.locked = true, true
	}
	t.members()
	if d.repair {
		t.findRoot()
	}
	return d.load(t, clean)
}

// plain gives the file as the library reads it, for programs of the system: it
// is repaired and no longer encrypted.
func (d *document) plain() io.Reader { return io.NewSectionReader(d.rope, 0, int64(d.rope.size)) }

func (d *document) load(t *table, clean bool) (err error) {
	defer func() {
		if x := recover(); x != nil {
			err = errors.New("the library stopped at the object table")
		}
	}()
	rope := t.plainFile(clean)
	r, err := lp.NewReader(rope, int64(rope.size))
	if err != nil {
		return errors.New("the library refuses the object table")
	}
	d.table, d.rope, d.r, d.clean, d.damaged = t, rope, r, clean, false
	clear(d.fonts)
	return nil
}

// mend writes every object anew, for a page on which the library stopped.
// false when that was done already.
func (d *document) mend() bool {
	if d.clean {
		return false
	}
	return d.load(d.table, true) == nil
}

// A node is a value in the file. Its methods never panic; a place that the
// library cannot read is the null value, and marks the document as damaged.
type node struct {
	v lp.Value
	d *document
}

func (d *document) root() node { return node{d.r.Trailer(), d}.get("Root") }

func (n node) get(key string) (out node) {
	out.d = n.d
	defer func() {
		if recover() != nil {
			n.d.damaged = true
		}
	}()
	out.v = n.v.Key(key)
	return out
}

func (n node) at(i int) (out node) {
	out.d = n.d
	defer func() {
		if recover() != nil {
			n.d.damaged = true
		}
	}()
	out.v = n.v.Index(i)
	return out
}

// list gives the elements of an array, or the value itself as the only one.
func (n node) list() []node {
	switch n.v.Kind() {
	case lp.Null:
		return nil
	case lp.Array:
		out := make([]node, n.v.Len())
		for i := range out {
			out[i] = n.at(i)
		}
		return out
	}
	return []node{n}
}

// values gives the values of a dictionary.
func (n node) values() (out []node) {
	if n.isDict() {
		for _, k := range n.v.Keys() {
			out = append(out, n.get(k))
		}
	}
	return out
}

func (n node) isNull() bool   { return n.v.Kind() == lp.Null }
func (n node) isStream() bool { return n.v.Kind() == lp.Stream }
func (n node) isDict() bool   { k := n.v.Kind(); return k == lp.Dict || k == lp.Stream }
func (n node) isNumber() bool { k := n.v.Kind(); return k == lp.Integer || k == lp.Real }
func (n node) name() string   { return n.v.Name() }
func (n node) num() float64   { return n.v.Float64() }
func (n node) int() int       { return int(n.v.Float64()) }
func (n node) raw() string    { return n.v.RawString() }

// text decodes a text string: UTF-16, UTF-8 with a mark, or PDFDocEncoding,
// of which Japanese writers make Shift_JIS.
func (n node) text() string { return textString(n.raw()) }

func textString(s string) string {
	switch {
	case strings.HasPrefix(s, "\xfe\xff"), strings.HasPrefix(s, "\xff\xfe"):
		u := make([]uint16, 0, len(s)/2)
		for i := 2; i+1 < len(s); i += 2 {
			if s[0] == 0xfe {
				u = append(u, uint16(s[i])<<8|uint16(s[i+1]))
			} else {
				u = append(u, uint16(s[i+1])<<8|uint16(s[i]))
			}
		}
		return string(utf16.Decode(u))
	case strings.HasPrefix(s, "\xef\xbb\xbf"):
		return strings.ToValidUTF8(s[3:], "\ufffd")
	}
	return legacyString(s)
}

// id tells equal values apart from others: the reference, where the library
// shows one, else the text of the value.
func (n node) id(key string) string {
	defer func() { _ = recover() }()
	s := n.v.String()
	k := strings.Index(s, "/"+key+" ")
	if k < 0 {
		return ""
	}
	rest := s[k+len(key)+2:]
	f := strings.Fields(rest[:min(len(rest), 24)])
	if len(f) >= 3 && strings.HasPrefix(f[2], "R") {
		return f[0] + " " + f[1]
	}
	return ""
}

// data decodes a stream. What could be decoded comes with the error.
func (n node) data() ([]byte, error) {
	if !n.isStream() {
		return nil, errors.New("not a stream")
	}
	return decode(n.bytes(), n.steps(), n.d.streamLimit())
}

// bytes gives a stream as it stands in the file. The library has no way to
// it but the printed form, which ends in "@offset".
func (n node) bytes() []byte {
	defer func() { _ = recover() }()
	s := n.v.String()
	off, err := strconv.Atoi(s[strings.LastIndexByte(s, '@')+1:])
	if err != nil {
		return nil
	}
	size := -1
	if l := n.get("Length"); l.isNumber() {
		size = l.int()
	}
	return streamBytes(n.d.rope.from(off), 0, size)
}

func (n node) steps() []decodeStep {
	filters, parms := n.get("Filter"), n.get("DecodeParms")
	if filters.isNull() {
		filters = n.get("F")
	}
	if parms.isNull() {
		parms = n.get("DP")
	}
	list, with := filters.list(), parms.list()
	var out []decodeStep
	for i, f := range list {
		s := decodeStep{name: f.name(), early: 1}
		if i < len(with) {
			p := with[i]
			s.predictor, s.colors = p.get("Predictor").int(), p.get("Colors").int()
			s.bits, s.width = p.get("BitsPerComponent").int(), p.get("Columns").int()
			if e := p.get("EarlyChange"); e.isNumber() {
				s.early = e.int()
			}
			s.mixed, s.aligned, s.blackIs1 = p.get("K").int(), p.get("EncodedByteAlign").v.Bool(), p.get("BlackIs1").v.Bool()
		}
		out = append(out, s)
	}
	return out
}

// A page is one leaf of the page tree, with what it inherits.
type page struct {
	node
	resources, mediaBox, cropBox, rotate node
}

// pageTree lists the pages, up to a number of them. Loops and broken nodes
// cost that part of the tree only.
func (d *document) pageTree(most int) []page {
	var out []page
	visits := 0
	var walk func(n node, in page, depth int)
	walk = func(n node, in page, depth int) {
		visits++
		if depth > 64 || len(out) >= most || visits > 4*most+1000 || d.ctx.Err() != nil {
			return
		}
		for _, k := range []struct {
			key string
			to  *node
		}{{"Resources", &in.resources}, {"MediaBox", &in.mediaBox}, {"CropBox", &in.cropBox}, {"Rotate", &in.rotate}} {
			if v := n.get(k.key); !v.isNull() {
				*k.to = v
			}
		}
		if kids := n.get("Kids"); kids.v.Kind() == lp.Array && n.get("Type").name() != "Page" {
			for i := range kids.v.Len() {
				walk(kids.at(i), in, depth+1)
			}
		} else if n.isDict() && (n.get("Type").name() == "Page" || !n.get("Contents").isNull() || !n.get("MediaBox").isNull()) {
			in.node = n
			out = append(out, in)
		}
	}
	walk(d.root().get("Pages"), page{}, 0)
	if len(out) == 0 && d.repair {
		for _, n := range (node{d.r.Trailer(), d}).get(looseKey).list() {
			walk(n, page{}, 64)
		}
	}
	return out
}

func (n node) String() string {
	defer func() { _ = recover() }()
	return n.v.String()
}
