// Package ooxml reads what the document formats that are zip packages of XML
// parts have in common: the parts under one set of limits, relationships
// between them, document properties, embedded files, pictures, charts, macros,
// and any part of which nothing else is known.
//
// It does not know what a part is to a document: where paragraphs, slides and
// tables stand is known to docx, pptx and odf. It never runs anything.
package ooxml

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"

	"monban/extract"
)

// A Package is the zip file of a document. Nothing is trusted that its
// directory says about sizes.
type Package struct {
	Names   []string // keys of all parts, in the order of the directory
	Twice   int      // parts that stand in the directory more than once
	Renamed int      // parts that have another name where they stand

	// Filter, when there is one, turns what is stored of a part into its
	// content: for packages whose parts are encrypted each for itself.
	Filter func(key string, stored io.Reader) (io.Reader, error)

	ctx   context.Context
	lim   extract.Limits
	files map[string]*zip.File // by key
	left  int64                // of Limits.Output
	done  map[string]bool      // read to the end, or told as a gap
}

// Key is the name under which a part is found: part names do not tell upper
// from lower case.
func Key(name string) string {
	return strings.ToLower(strings.TrimLeft(strings.ReplaceAll(name, `\`, "/"), "/"))
}

// OpenPackage reads the directory of a package.
func OpenPackage(ctx context.Context, f extract.File) (*Package, error) {
	z, err := zip.NewReader(f.Data, f.Size)
	if err != nil {
		return nil, err
	}
	p, err := NewPackage(ctx, f, z)
	if err != nil {
		return nil, err
	}
	for _, e := range p.files {
		if Renamed(f.Data, e) {
			p.Renamed++
		}
	}
	return p, nil
}

// NewPackage is the package of a file whose directory was read. It does not
// look for parts of another name, which only OpenPackage can find.
func NewPackage(ctx context.Context, f extract.File, z *zip.Reader) (*Package, error) {
	z.RegisterDecompressor(zip.Deflate, inflate)
	if len(z.File) > f.Limits.Entries {
		return nil, &extract.CodeError{Code: extract.Limit, Err: fmt.Errorf("more than %d parts", f.Limits.Entries)}
	}
	p := &Package{ctx: ctx, lim: f.Limits, files: map[string]*zip.File{}, left: f.Limits.Output, done: map[string]bool{}}
	for _, e := range z.File {
		if strings.HasSuffix(e.Name, "/") {
			continue
		}
		k := Key(e.Name)
		if p.files[k] != nil {
			p.Twice++
			continue
		}
		p.files[k] = e
		p.Names = append(p.Names, k)
	}
	return p, nil
}

// Renamed tells whether a file of a zip has another name in the directory than
// where it stands: the name is damaged in one of the places, and what refers to
// the part by the other does not find it.
func Renamed(r io.ReaderAt, e *zip.File) bool {
	const fixed = 30 // bytes of a header without the name
	data, err := e.DataOffset()
	if err != nil {
		return false // told when it is opened
	}
	from := max(0, data-fixed-int64(len(e.Name))-1024) // fields behind the name are short
	b := make([]byte, data-from)
	if n, err := r.ReadAt(b, from); n < len(b) && err != nil {
		return false
	}
	for at := len(b) - fixed - len(e.Name); at >= 0; at-- {
		h := b[at:]
		if !bytes.HasPrefix(h, []byte("PK\x03\x04")) {
			continue
		}
		name, extra := int(h[26])|int(h[27])<<8, int(h[28])|int(h[29])<<8
		if fixed+name+extra == len(h) {
			return Key(string(h[fixed:fixed+name])) != Key(e.Name)
		}
	}
	return false
}

// Has tells whether there is a part.
func (p *Package) Has(name string) bool { return p.files[Key(name)] != nil }

// Done tells whether a part was read, or told as a gap.
func (p *Package) Done(name string) bool { return p.done[Key(name)] }

// Ignore marks a part as one that holds nothing to read.
func (p *Package) Ignore(name string) { p.done[Key(name)] = true }

// Size is the number of bytes that a part is said to unpack to, but no more
// than its packed size makes credible. It need not be true.
func (p *Package) Size(name string) uint64 {
	f := p.files[Key(name)]
	if f == nil {
		return 0
	}
	return min(f.UncompressedSize64, uint64(p.lim.Ratio)*f.CompressedSize64)
}

// Title is the name of a part as the file writes it.
func (p *Package) Title(name string) string {
	if f := p.files[Key(name)]; f != nil {
		return strings.TrimLeft(strings.ReplaceAll(f.Name, `\`, "/"), "/")
	}
	return name
}

// Open starts to read a part. Reading fails when the part or the whole file
// unpacks to more than the limits allow, and when the context ends.
func (p *Package) Open(name string) (io.ReadCloser, error) {
	f := p.files[Key(name)]
	if f == nil {
		return nil, errors.New("the part is missing")
	}
	if f.Flags&1 != 0 {
		return nil, &extract.CodeError{Code: extract.Encrypted, Err: errors.New("the part is encrypted")}
	}
	rc, err := f.Open()
	if err != nil {
		return nil, err
	}
	l := &limited{p: p, r: rc, rc: rc, packed: int64(f.CompressedSize64), again: p.done[Key(name)]}
	if p.Filter != nil {
		if l.r, err = p.Filter(Key(name), rc); err != nil {
			rc.Close()
			return nil, err
		}
	}
	return l, nil
}

// limited counts what a part unpacks to.
type limited struct {
	p      *Package
	r      io.Reader
	rc     io.Closer
	packed int64
	n      int64
	again  bool // counted before
}

func (l *limited) Read(b []byte) (int, error) {
	if err := l.p.ctx.Err(); err != nil {
		return 0, err
	}
	n, err := l.r.Read(b)
	l.n += int64(n)
	lim := &l.p.lim
	if !l.again {
		l.p.left -= int64(n)
	}
	switch {
	case l.n > lim.Part:
		err = fmt.Errorf("unpacks to more than %d bytes", lim.Part)
	case l.p.left < 0:
		err = fmt.Errorf("the parts unpack to more than %d bytes", lim.Output)
	case l.n > lim.RatioAt && l.n/lim.Ratio > l.packed:
		err = fmt.Errorf("unpacks to more than %d times its size", lim.Ratio)
	default:
		return n, err
	}
	return 0, &extract.CodeError{Code: extract.Limit, Err: err}
}

func (l *limited) Close() error { return l.rc.Close() }

// A Rel is a relationship from one part to another.
type Rel struct {
	ID, Target string // Target is a key, or an address when external
	Kind       string // last element of the type: "worksheet"
	External   bool
}

// relsOf names the part that holds the relationships of a part.
func relsOf(part string) string {
	dir, base := path.Split(part)
	return dir + "_rels/" + base + ".rels"
}

// resolve turns the target of a relationship into a key. Absolute targets
// start at the root, all others at the folder of the part.
func resolve(part, target string) string {
	target = strings.ReplaceAll(target, `\`, "/")
	if i := strings.IndexByte(target, '#'); i >= 0 {
		target = target[:i]
	}
	if !strings.HasPrefix(target, "/") {
		target = path.Join("/", path.Dir(part), target)
	}
	return Key(path.Clean(target))
}

// readRels reads the relationships of a part; none when there are none.
func readRels(x *Scanner, part string) []Rel {
	var out []Rel
	for {
		switch x.Next() {
		case End:
			return out
		case Open:
			if string(x.Name) != "Relationship" || len(out) >= 1<<16 {
				continue
			}
			r := Rel{ID: x.Attr("Id"), Target: x.Attr("Target"), External: strings.EqualFold(x.Attr("TargetMode"), "External")}
			typ := x.Attr("Type")
			r.Kind = typ[strings.LastIndexByte(typ, '/')+1:]
			if !r.External {
				r.Target = resolve(part, r.Target)
			}
			out = append(out, r)
		}
	}
}

// Of gives the target of the first relationship of a kind.
func Of(rels []Rel, kind, otherwise string) string {
	for _, r := range rels {
		if strings.EqualFold(r.Kind, kind) && !r.External {
			return r.Target
		}
	}
	return otherwise
}

// Target gives the target of the relationship with a number, "" when there is
// none, and whether it lies outside the package.
func Target(rels []Rel, id string) (target string, external bool) {
	for _, r := range rels {
		if r.ID == id && id != "" {
			return r.Target, r.External
		}
	}
	return "", false
}

// Match tells whether a file is a package with this main part, or one whose
// list of types names a type with all words of mainType. A package that was
// cut off is known by the folder that its first parts lie in.
func Match(f extract.File, head []byte, main, folder string, mainType func(string) bool) bool {
	if !bytes.HasPrefix(head, []byte("PK")) {
		return false
	}
	z, err := zip.NewReader(f.Data, f.Size)
	if err != nil {
		return bytes.Contains(head, []byte("[Content_Types].xml")) && bytes.Contains(head, []byte(folder))
	}
	var types *zip.File
	rels := false
	for _, e := range z.File {
		switch Key(e.Name) {
		case main:
			return true
		case "[content_types].xml":
			types = e
		case "_rels/.rels":
			rels = true
		}
	}
	if types == nil || !rels {
		return false
	}
	r, err := types.Open()
	if err != nil {
		return false
	}
	defer r.Close()
	for x := NewScanner(io.LimitReader(r, 1<<20)); ; {
		switch x.Next() {
		case End:
			return false
		case Open:
			if t := strings.ToLower(x.Attr("ContentType")); t != "" && mainType(t) {
				return true
			}
		}
	}
}
