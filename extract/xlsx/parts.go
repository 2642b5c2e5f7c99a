package xlsx

import (
	"archive/zip"
	"context"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"

	"monban/extract"
	"monban/extract/ooxml"
)

// parts is the package of a workbook: the zip file with its limits. Nothing is
// trusted that the directory of the zip says about sizes.
type parts struct {
	ctx   context.Context
	lim   extract.Limits
	files map[string]*zip.File // by key
	order []string             // keys in the order of the directory
	twice []string             // keys that stand in the directory more than once
	other int                  // parts that have another name where they stand
	cut   bool                 // the directory was missing
	left  int64                // of Limits.Output
	done  map[string]bool      // read to the end, or told as a gap
}

// key is the name under which a part is found: part names do not tell upper
// from lower case.
func key(name string) string {
	return strings.ToLower(strings.TrimLeft(strings.ReplaceAll(name, `\`, "/"), "/"))
}

func openParts(ctx context.Context, r io.ReaderAt, size int64, lim extract.Limits) (*parts, error) {
	z, err := zip.NewReader(r, size)
	cut := err != nil
	if cut {
		if z, err = salvage(ctx, r, size, lim); err != nil {
			return nil, err
		}
	}
	z.RegisterDecompressor(zip.Deflate, ooxml.Inflate)
	if len(z.File) > lim.Entries {
		return nil, &extract.CodeError{Code: extract.Limit, Err: fmt.Errorf("more than %d parts", lim.Entries)}
	}
	p := &parts{ctx: ctx, cut: cut, lim: lim, files: map[string]*zip.File{}, left: lim.Output, done: map[string]bool{}}
	for _, f := range z.File {
		if strings.HasSuffix(f.Name, "/") {
			continue
		}
		k := key(f.Name)
		if p.files[k] != nil {
			p.twice = append(p.twice, k)
			continue
		}
		p.files[k] = f
		p.order = append(p.order, k)
		if !cut && ooxml.Renamed(r, f) {
			p.other++
		}
	}
	return p, nil
}

func (p *parts) has(name string) bool { return p.files[key(name)] != nil }

// title is the name of a part as the file writes it.
func (p *parts) title(name string) string {
	if f := p.files[key(name)]; f != nil {
		return strings.TrimLeft(strings.ReplaceAll(f.Name, `\`, "/"), "/")
	}
	return name
}

// open starts to read a part. Reading fails when the part or the whole file
// unpacks to more than the limits allow, and when the context ends.
func (p *parts) open(name string) (io.ReadCloser, error) {
	f := p.files[key(name)]
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
	return &limited{p: p, rc: rc, packed: int64(f.CompressedSize64), again: p.done[key(name)]}, nil
}

// limited counts what a part unpacks to.
type limited struct {
	p      *parts
	rc     io.ReadCloser
	packed int64
	n      int64
	again  bool // counted before
}

func (l *limited) Read(b []byte) (int, error) {
	if err := l.p.ctx.Err(); err != nil {
		return 0, err
	}
	n, err := l.rc.Read(b)
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

// A rel is a relationship from one part to another.
type rel struct {
	id, target string // target is a key, or an address when external
	kind       string // last element of the type: "worksheet"
	external   bool
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
	return key(path.Clean(target))
}

// readRels reads the relationships of a part; none when there are none.
func readRels(x *ooxml.Scanner, part string) []rel {
	var out []rel
	for {
		switch x.Next() {
		case ooxml.End:
			return out
		case ooxml.Open:
			if string(x.Name) != "Relationship" || len(out) >= 1<<16 {
				continue
			}
			r := rel{id: x.Attr("Id"), target: x.Attr("Target"), external: strings.EqualFold(x.Attr("TargetMode"), "External")}
			typ := x.Attr("Type")
			r.kind = typ[strings.LastIndexByte(typ, '/')+1:]
			if !r.external {
				r.target = resolve(part, r.target)
			}
			out = append(out, r)
		}
	}
}

// failing is a reader that only fails.
type failing struct{ err error }

func (f failing) Read([]byte) (int, error) { return 0, f.err }
