package pdf

import (
	"bytes"
	"errors"
	"fmt"
	"hash/maphash"
	"io"
	"iter"
	"slices"
	"strings"

	"monban/extract"
)

// A PDF that is saved as an update keeps what it was before: the old objects
// stay in the file, and whoever cuts the file off before the update has the old
// document. The same is true of pages that were taken out of the tree but not
// out of the file.

// maxRevisions bounds the revisions that are looked at. A file that was signed
// and filled in by many people has ten.
const maxRevisions = 50

// A revision is the file as it was before an update.
type revision struct {
	table   *table
	changed map[int]bool // numbers of the objects that are others since
}

// earlier gives the revisions before the last, the latest first. An end mark
// inside of an embedded file, or that of the first part of a linear file, gives
// nothing that opens.
func (d *document) earlier() iter.Seq[revision] {
	return func(yield func(revision) bool) {
		t := d.table
		mark := []byte("%%EOF")
		end := bytes.LastIndex(t.b, mark)
		for range 4 * maxRevisions {
			if end = bytes.LastIndex(t.b[:max(end, 0)], mark); end <= 0 || d.ctx.Err() != nil {
				return
			}
			old, ok := readTable(d.ctx, t.b[:end+len(mark)], d.streamLimit())
			if !ok {
				continue
			}
			changed := map[int]bool{}
			for n, p := range old.objs {
				if now, ok := t.objs[n]; !ok || now != p || p.stream != 0 && t.objs[p.stream] != old.objs[p.stream] {
					changed[n] = true
				}
			}
			if len(changed) > 0 && !yield(revision{old, changed}) {
				return
			}
		}
	}
}

// changed tells whether there is an earlier revision.
func (d *document) changed() bool {
	for range d.earlier() {
		return true
	}
	return false
}

// open reads the objects of an earlier revision of the file; nil when that
// cannot be done.
func (r revision) open(last *document) *document {
	d := &document{ctx: last.ctx, limits: last.limits, locked: last.locked, fonts: map[string]*font{}, cmaps: map[string]*codeMap{}}
	r.table.lock = last.table.lock
	if d.load(r.table, last.locked) != nil {
		return nil
	}
	return d
}

// history sends what stood in earlier revisions and nowhere in the last one, and
// the pages that are in the file without being in the document.
func (j *job) history(loose []obj) error {
	last, to := j.d, j.to
	s := &sieve{to: to, told: j.told}
	j.to, j.past = s, true
	defer func() { j.d, j.to, j.past = last, to, false }()
	left := last.limits.Pages
	if left <= 0 {
		left = extract.DefaultLimits().Pages
	}
	seen := 0
	for r := range last.earlier() {
		if err := j.ctx.Err(); err != nil {
			return err
		}
		if seen++; seen > maxRevisions || left <= 0 {
			return to.Gap(extract.Gap{Code: extract.Limit, Err: errors.New("more earlier revisions than the limit")})
		}
		d := r.open(last)
		if d == nil {
			continue // nobody else can open it either
		}
		j.d, j.hints, j.old, j.files = d, nil, nil, nil
		pages := d.pageTree(left)
		left -= len(pages)
		numbers := d.table.leaves()
		for k := range pages {
			if len(numbers) == len(pages) && !d.table.reaches(numbers[k], r.changed) {
				continue
			}
			if err := j.page(k, pages); err != nil {
				return err
			}
		}
		if err := j.rest(pages); err != nil {
			return err
		}
	}
	j.d, j.hints, j.old = last, nil, nil
	pages := last.loose(loose)
	for i := range pages[:min(len(pages), max(left, 0))] {
		s.loose, last.astray = true, true
		if err := j.page(i, pages); err != nil {
			return err
		}
	}
	return nil
}

// leaves lists the numbers of the page objects in the order of the tree.
func (t *table) leaves() []int {
	var out []int
	visits := 0
	var walk func(o obj, n, depth int)
	walk = func(o obj, n, depth int) {
		if visits++; depth > 64 || visits > 100_000 {
			return
		}
		kids := o.key("Kids")
		if kids.kind == refer {
			kids = t.load(int(kids.num))
		}
		if kids.kind != array || o.key("Type").str == "Page" {
			out = append(out, n)
			return
		}
		for _, k := range kids.arr {
			if k.kind == refer {
				walk(t.load(int(k.num)), int(k.num), depth+1)
			}
		}
	}
	root := t.load(int(t.trailer.key("Root").num))
	walk(t.load(int(root.key("Pages").num)), 0, 0)
	return out
}

// reaches tells whether a page uses one of the objects.
func (t *table) reaches(page int, objects map[int]bool) bool {
	seen := map[int]bool{}
	var walk func(o obj) bool
	visit := func(n int) bool {
		if objects[n] {
			return true
		}
		if seen[n] || len(seen) > 20_000 {
			return false
		}
		seen[n] = true
		return walk(t.load(n))
	}
	walk = func(o obj) bool {
		switch {
		case o.kind == refer:
			return visit(int(o.num))
		case o.kind == array:
			return slices.ContainsFunc(o.arr, walk)
		case o.kind == dict && o.key("Type").str == "Pages":
			return false // the rest of the document
		case o.kind == dict:
			for i := 0; i+1 < len(o.arr); i += 2 {
				switch o.arr[i].str {
				case "Parent", "P", "StructParents", "Dest", "A", "B":
				default:
					if walk(o.arr[i+1]) {
						return true
					}
				}
			}
		}
		return false
	}
	return visit(page)
}

// loosePages lists the page objects that are in the file and not in the tree.
func (t *table) loosePages() (loose []obj) {
	inTree := map[int]bool{}
	for _, n := range t.leaves() {
		inTree[n] = true
	}
	for n, p := range t.objs {
		if t.ctx.Err() != nil || len(inTree) == 0 {
			return nil
		}
		if inTree[n] || !t.mayBePage(n, p) {
			continue
		}
		if o := t.load(n); o.key("Type").str == "Page" && o.key("Contents").kind != null {
			loose = append(loose, obj{kind: refer, num: float64(n)})
		}
	}
	slices.SortFunc(loose, func(a, b obj) int { return int(a.num) - int(b.num) })
	return loose
}

// loose opens pages outside of the tree, with what they inherit.
func (d *document) loose(numbers []obj) (out []page) {
	d.table.pages = numbers
	if len(numbers) == 0 || d.load(d.table, d.clean) != nil {
		return nil
	}
	for _, n := range (node{d.r.Trailer(), d}).get(looseKey).list() {
		p := page{node: n}
		for up, k := n, 0; up.isDict() && k < 32; up, k = up.get("Parent"), k+1 {
			for key, to := range map[string]*node{"Resources": &p.resources, "MediaBox": &p.mediaBox, "CropBox": &p.cropBox, "Rotate": &p.rotate} {
				if to.isNull() {
					*to = up.get(key)
				}
			}
		}
		out = append(out, p)
	}
	return out
}

// mayBePage looks at the first bytes of an object before it is read.
func (t *table) mayBePage(n int, p place) bool {
	b := []byte(nil)
	if p.stream != 0 {
		b = t.member(n, p)
	} else if p.at < len(t.b) {
		b = t.b[p.at:min(len(t.b), t.end(p.at))]
	}
	return bytes.Contains(b[:min(len(b), 4096)], []byte("/Page"))
}

// A memory passes everything on and keeps its words.
type memory struct {
	extract.Sink
	words map[string]bool
	all   strings.Builder // without blanks
	seed  maphash.Seed
	data  map[uint64]bool // attached files and pictures
}

func newMemory(to extract.Sink) *memory {
	return &memory{Sink: to, words: map[string]bool{}, seed: maphash.MakeSeed(), data: map[uint64]bool{}}
}

// met tells whether a file or a picture was there before, and keeps it.
func (m *memory) met(b []byte) bool {
	sum := maphash.Bytes(m.seed, b)
	before := m.data[sum]
	m.data[sum] = true
	return before
}

func (m *memory) keep(s string) {
	if m.all.Len() > maxTold {
		return
	}
	for _, w := range strings.Fields(s) {
		m.words[w] = true
		m.all.WriteString(w)
	}
}

// maxTold bounds the text that earlier revisions are compared with.
const maxTold = 8 << 20

// knows tells whether all words of a text were told, perhaps as parts of others.
// When not everything could be kept, the rest may be told twice.
func (m *memory) knows(s string) bool {
	for _, w := range strings.Fields(s) {
		if !m.words[w] && !strings.Contains(m.all.String(), w) {
			return false
		}
	}
	return true
}

func (m *memory) Text(u extract.Unit) error {
	m.keep(u.Text)
	return m.Sink.Text(u)
}

func (m *memory) Row(cells []extract.Unit) error {
	for _, c := range cells {
		m.keep(c.Text)
	}
	return m.Sink.Row(cells)
}

func (m *memory) File(name string, h extract.Hidden, r io.Reader) error {
	b, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	m.met(b)
	return m.Sink.File(name, h, bytes.NewReader(b))
}

// fresh leaves pictures out that were there before.
func (m *memory) fresh(pics []pic) (out []pic) {
	for _, p := range pics {
		b := p.n.bytes()
		if p.inline != nil {
			b = p.inline.packed
		}
		if !m.met(b) {
			out = append(out, p)
		}
	}
	return out
}

// A sieve passes on what was not told yet, and says that it is of an earlier
// revision. What cannot be read there is a gap as elsewhere.
type sieve struct {
	to    extract.Sink
	told  *memory
	head  []extract.Unit // the first row of the table, until one of its rows is passed on
	row   int
	loose bool // the pages have no number
}

func (s *sieve) Text(u extract.Unit) error {
	if s.told.knows(u.Text) {
		return nil
	}
	return s.to.Text(s.mark(u))
}

func (s *sieve) Row(cells []extract.Unit) error {
	if len(cells) == 0 {
		return nil
	}
	if at := cells[0].Loc.Row; at != s.row+1 {
		s.head = slices.Clone(cells)
	}
	s.row = cells[0].Loc.Row
	if !slices.ContainsFunc(cells, func(u extract.Unit) bool { return !s.told.knows(u.Text) }) {
		return nil
	}
	if head := s.head; len(head) > 0 && head[0].Loc.Row != s.row {
		s.head = nil
		if err := s.pass(head); err != nil {
			return err
		}
	}
	return s.pass(cells)
}

func (s *sieve) pass(cells []extract.Unit) error {
	for i := range cells {
		cells[i] = s.mark(cells[i])
	}
	return s.to.Row(cells)
}

// mark says what a unit is, and keeps it: older revisions hold it too.
func (s *sieve) mark(u extract.Unit) extract.Unit {
	s.told.keep(u.Text)
	u.Hidden |= extract.Revision
	if s.loose {
		u.Loc.Page, u.Loc.Sheet = 0, "removed pages"
	}
	return u
}

func (s *sieve) Gap(g extract.Gap) error {
	g.Err = fmt.Errorf("in an earlier revision: %w", g.Err)
	return s.to.Gap(g)
}

func (s *sieve) File(name string, h extract.Hidden, r io.Reader) error {
	b, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	if s.told.met(b) {
		return nil
	}
	return s.to.File(name, h|extract.Revision, bytes.NewReader(b))
}
