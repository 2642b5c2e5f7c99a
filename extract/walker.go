package extract

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path"
	"slices"
	"strings"
)

// A Walker reads files, and the files in them, with a fixed list of formats.
type Walker struct {
	Formats []Format // in order of sniffing
	Limits  Limits
}

// Walk sends everything in f, and in the files inside it, to the sink. The
// first unit of each file is its name, with the type found by sniffing as Raw.
// Walk returns an error only when the sink or the context does: whatever is
// wrong with the file is a Gap.
func (w *Walker) Walk(ctx context.Context, f File, to Sink) error {
	s := &walk{w: w, ctx: ctx, to: to, left: w.Limits, passwords: f.Passwords, scans: Scans{Left: w.Limits.Scans, Time: w.Limits.ScanTime}}
	if f.Size > w.Limits.Input {
		return to.Gap(Gap{Code: Limit, Err: fmt.Errorf("the file has %d bytes, more than the limit of %d", f.Size, w.Limits.Input)})
	}
	return s.file("", f, 0, 0)
}

// A walk is the state of one Walk: the budget that all nested files share.
type walk struct {
	w    *Walker
	ctx  context.Context
	to   Sink
	left Limits

	passwords []string
	scans     Scans
	hints     Hints
}

func readHead(f File) ([]byte, error) {
	head := make([]byte, min(f.Size, 4096))
	n, err := f.Data.ReadAt(head, 0)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	return head[:n], nil
}

func (w *Walker) format(f File, head []byte) *Format {
	for i := range w.Formats {
		if w.Formats[i].Match(f, head) {
			return &w.Formats[i]
		}
	}
	return nil
}

func (s *walk) file(part string, f File, depth int, hidden Hidden) error {
	at := Loc{Part: part}
	if depth > s.left.Depth {
		return s.to.Gap(Gap{Loc: at, Code: Limit, Err: fmt.Errorf("more than %d files inside each other", s.left.Depth)})
	}
	head, err := readHead(f)
	if err != nil {
		return s.to.Gap(Gap{Loc: at, Code: Corrupt, Err: err})
	}
	var fm *Format
	typ := "empty"
	if f.Size > 0 {
		typ = "unknown"
		if fm = s.w.format(f, head); fm != nil {
			typ = fm.Name
		}
	}
	visible := EntryName
	if depth == 0 {
		visible = FileName
		for name := range strings.SplitSeq(f.Folder, "/") {
			if name == "" {
				continue
			}
			if err := s.to.Text(Unit{Text: name, Raw: "folder", Hidden: EntryName | hidden, Role: Name}); err != nil {
				return err
			}
		}
	}
	if err := s.to.Text(Unit{Text: path.Base(f.Name), Raw: typ, Loc: at, Hidden: visible | hidden, Role: Name}); err != nil {
		return err
	}
	if f.Size == 0 {
		return nil // no content contradicts no name
	}
	if want := s.w.promised(f.Name); want != "" && !s.w.keeps(fm, f, head) {
		if err := s.to.Gap(Gap{Loc: at, Code: Mismatch, Err: fmt.Errorf("named %s, content is %s", strings.ToLower(path.Ext(f.Name)), typ)}); err != nil {
			return err
		}
	}
	if fm == nil {
		return s.to.Gap(Gap{Loc: at, Code: Unsupported, Err: errors.New("unknown kind of file")})
	}
	f.Limits, f.Scans, f.Hints = s.left, &s.scans, &s.hints
	f.Passwords = slices.Concat(s.passwords, s.hints.Words())
	if err := s.open(fm, f, &level{s: s, part: part, depth: depth, hidden: hidden}); err != nil {
		return err
	}
	for i := range s.w.Formats {
		if g := &s.w.Formats[i]; g.Also != nil && g.Name != fm.Name && g.Also(f, head, fm.Name) {
			f.Limits = s.left
			if err := s.open(g, f, &level{s: s, part: joinPart(part, "(also "+g.Name+")"), depth: depth, hidden: hidden | HiddenText}); err != nil {
				return err
			}
		}
	}
	return nil
}

// open reads f with one format, and tells what is wrong with it.
func (s *walk) open(fm *Format, f File, lv *level) error {
	err := s.read(fm, f, lv)
	if failed := lv.unpack(); failed != nil {
		err = failed
	}
	switch {
	case err == nil:
		return nil
	case lv.failed != nil:
		return lv.failed // the sink's own error: stop everything
	case s.ctx.Err() != nil:
		return s.ctx.Err()
	case errors.Is(err, errBudget):
		return nil // told when it happened
	}
	g := Gap{Loc: Loc{Part: lv.part}, Code: Corrupt, Err: fmt.Errorf("%s: %w", fm.Name, err)}
	if ce := (*CodeError)(nil); errors.As(err, &ce) {
		g.Code = ce.Code
	}
	return s.to.Gap(g)
}

// read calls the format and turns a panic in it, or in a library below it,
// into an error. This is the only recover around a whole file; formats may
// have their own around a page or a record, to keep the rest.
func (s *walk) read(fm *Format, f File, lv *level) (err error) {
	defer func() {
		if x := recover(); x != nil {
			err = fmt.Errorf("reader stopped: %.80v", x)
		}
	}()
	return fm.Read(s.ctx, f, lv)
}

// promised names the first format that the ending of a file name stands for.
func (w *Walker) promised(name string) string {
	ext := strings.ToLower(path.Ext(name))
	for i := range w.Formats {
		if ext != "" && slices.Contains(w.Formats[i].Ext, ext) {
			return w.Formats[i].Name
		}
	}
	return ""
}

func promises(fm *Format, name string) bool {
	return slices.Contains(fm.Ext, strings.ToLower(path.Ext(name)))
}

// keeps reports whether the content is what the name promises: of the format that
// reads it, or text, where the name stands for that. A mail saved as .txt is text.
func (w *Walker) keeps(fm *Format, f File, head []byte) bool {
	if fm == nil || promises(fm, f.Name) {
		return fm != nil
	}
	text := &w.Formats[len(w.Formats)-1] // whatever no other format knows
	return promises(text, f.Name) && text.Match(f, head)
}

// errBudget stops a format after a limit of the whole file was told as a Gap.
var errBudget = errors.New("extract: budget spent")

// A level is the sink given to one format for one file.
type level struct {
	s      *walk
	part   string
	depth  int
	hidden Hidden
	packed packed
	failed error // the outer sink's error, once it had one
}

func (l *level) keep(err error) error {
	if err != nil {
		l.failed = err
	}
	return err
}

func (l *level) spend(n int) error {
	if err := l.s.ctx.Err(); err != nil {
		return err
	}
	if l.s.left.Cells < 0 {
		return errBudget
	}
	if l.s.left.Cells -= int64(n); l.s.left.Cells < 0 {
		if err := l.keep(l.s.to.Gap(Gap{Loc: Loc{Part: l.part}, Code: Limit, Err: fmt.Errorf("more than %d cells and lines", l.s.w.Limits.Cells)})); err != nil {
			return err
		}
		return errBudget
	}
	return nil
}

func (l *level) Row(cells []Unit) error {
	if err := l.spend(len(cells)); err != nil {
		return err
	}
	for i := range cells {
		cells[i].Loc.Part = l.part
		cells[i].Hidden |= l.hidden
		l.unwrap(&cells[i])
	}
	return l.keep(l.s.to.Row(cells))
}

func (l *level) Text(u Unit) error {
	if err := l.spend(1); err != nil {
		return err
	}
	u.Loc.Part = l.part
	u.Hidden |= l.hidden
	l.unwrap(&u)
	return l.keep(l.s.to.Text(u))
}

func (l *level) Gap(g Gap) error {
	g.Loc.Part = l.part
	return l.keep(l.s.to.Gap(g))
}

func (l *level) File(name string, hidden Hidden, r io.Reader) error {
	if err := l.s.ctx.Err(); err != nil {
		return err
	}
	part := joinPart(l.part, name)
	at := Loc{Part: part}
	if l.s.left.Entries--; l.s.left.Entries < 0 {
		if l.s.left.Entries == -1 {
			if err := l.keep(l.s.to.Gap(Gap{Loc: Loc{Part: l.part}, Code: Limit, Err: fmt.Errorf("more than %d entries", l.s.w.Limits.Entries)})); err != nil {
				return err
			}
		}
		return errBudget
	}
	room := min(l.s.left.Part, l.s.left.Output)
	data, size, done, err := gather(r, room+1)
	defer done()
	l.s.left.Output -= size
	if size > room {
		return l.keep(l.s.to.Gap(Gap{Loc: at, Code: Limit, Err: fmt.Errorf("unpacks to more than %d bytes", room)}))
	}
	if err != nil {
		code := Corrupt
		if ce := (*CodeError)(nil); errors.As(err, &ce) {
			code = ce.Code
		}
		if err := l.keep(l.s.to.Gap(Gap{Loc: at, Code: code, Err: err})); err != nil {
			return err
		}
	}
	return l.keep(l.s.file(part, File{Name: name, Size: size, Data: data}, l.depth+1, l.hidden|hidden))
}

// inMemory is how much of a nested file is kept in memory, in bytes. A larger
// one goes to a file that has no name any more once it is open.
const inMemory = 32 << 20

// gather reads at most so many bytes of r. What was read before an error is
// there; done must be called when nobody reads it any more.
func gather(r io.Reader, most int64) (data io.ReaderAt, size int64, done func(), err error) {
	b, err := io.ReadAll(io.LimitReader(r, min(most, inMemory)))
	data, size, done = bytes.NewReader(b), int64(len(b)), func() {}
	if err != nil || size < inMemory || size == most {
		return data, size, done, err
	}
	f, err := os.CreateTemp("", "monban-*")
	if err != nil {
		return data, size, done, &CodeError{Code: Limit, Err: errors.New("there is no room to unpack it")}
	}
	os.Remove(f.Name()) // fails on systems that keep the names of open files
	done = func() { f.Close(); os.Remove(f.Name()) }
	from := &noted{r: r}
	n, err := io.Copy(f, io.MultiReader(bytes.NewReader(b), io.LimitReader(from, most-size)))
	if err != nil && from.err == nil { // it is the disk
		err = &CodeError{Code: Limit, Err: errors.New("there is no room to unpack it")}
	}
	return f, n, done, err
}

// noted remembers the error of a reader.
type noted struct {
	r   io.Reader
	err error
}

func (n *noted) Read(p []byte) (int, error) {
	k, err := n.r.Read(p)
	if err != nil && err != io.EOF {
		n.err = err
	}
	return k, err
}

func joinPart(part, name string) string {
	if part == "" {
		return name
	}
	return part + "!/" + name
}
