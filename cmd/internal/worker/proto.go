package worker

import (
	"bufio"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"time"

	"monban/extract"
)

// The wire is a sequence of frames: a length, then that many bytes, of which
// the first says what follows. Numbers are unsigned varints, strings a length
// and bytes. A unit tells its place only as far as it does not follow from that
// of the unit before: most cells are a flag and their text.
const (
	frameRow  = 'R'
	frameText = 'T'
	frameGap  = 'G'
	frameEnd  = 'E'
	frameFile = 'F'
)

// Bounds of one frame. A row of more cells is cut into several; a unit longer
// than a frame becomes a gap.
const (
	maxFrame    = 32 << 20
	maxCells    = 1 << 16
	maxNote     = 400 // bytes of the text of a gap
	maxPosition = 1 << 31
)

const (
	hasRaw = 1 << iota
	newPart
	newSheet
	isHidden
	isOdd    // type, role, read from a picture, or a merged cell
	hasPlace // row, column, page and line; without it all are 0 …
	nextCell // … or the column is the next one of the same row
)

// isScanned marks the role of what was read from a picture.
const isScanned = 0x80

// An encoder writes frames.
type encoder struct {
	w    *bufio.Writer
	b    []byte      // the frame being built
	last extract.Loc // of the last unit
}

func newEncoder(w io.Writer) *encoder { return &encoder{w: bufio.NewWriterSize(w, 64<<10)} }

func (e *encoder) begin(kind byte)    { e.b = append(e.b[:0], kind) }
func (e *encoder) number(n uint64)    { e.b = binary.AppendUvarint(e.b, n) }
func (e *encoder) text(s string)      { e.number(uint64(len(s))); e.b = append(e.b, s...) }
func (e *encoder) position(n int)     { e.number(uint64(max(n, 0))) }
func (e *encoder) fits(size int) bool { return len(e.b)+size <= maxFrame }

func (e *encoder) flush() error {
	var head [binary.MaxVarintLen64]byte
	if _, err := e.w.Write(head[:binary.PutUvarint(head[:], uint64(len(e.b)))]); err != nil {
		return err
	}
	_, err := e.w.Write(e.b)
	return err
}

// size is more than a unit takes on the wire.
func size(u *extract.Unit) int {
	return len(u.Text) + len(u.Raw) + len(u.Loc.Part) + len(u.Loc.Sheet) + 100
}

func (e *encoder) unit(u *extract.Unit) {
	at := len(e.b)
	e.b = append(e.b, 0)
	var f byte
	e.text(u.Text)
	if u.Raw != "" {
		f |= hasRaw
		e.text(u.Raw)
	}
	if u.Loc.Part != e.last.Part {
		f |= newPart
		e.text(u.Loc.Part)
	}
	if u.Loc.Sheet != e.last.Sheet {
		f |= newSheet
		e.text(u.Loc.Sheet)
	}
	if u.Hidden != 0 {
		f |= isHidden
		e.number(uint64(u.Hidden))
	}
	if u.Type != 0 || u.Role != 0 || u.Cols != 0 || u.Rows != 0 || u.Scanned {
		f |= isOdd
		role := byte(u.Role)
		if u.Scanned {
			role |= isScanned
		}
		e.b = append(e.b, byte(u.Type), role)
		e.position(u.Cols)
		e.position(u.Rows)
	}
	l, was := &u.Loc, &e.last
	switch {
	case l.Row == was.Row && l.Col == was.Col+1 && l.Page == was.Page && l.Line == was.Line:
		f |= nextCell
	case l.Row != 0 || l.Col != 0 || l.Page != 0 || l.Line != 0:
		f |= hasPlace
		e.position(l.Row)
		e.position(l.Col)
		e.position(l.Page)
		e.position(l.Line)
	}
	e.last = u.Loc
	e.b[at] = f
}

var errNonsense = errors.New("worker: the reader sent nonsense")

// A decoder reads frames. It trusts nothing: what it allocates is bounded by
// what really came, and that by maxFrame.
type decoder struct {
	r     *bufio.Reader
	buf   []byte
	s     string // what is left of the frame
	bad   bool
	last  extract.Loc
	cells []extract.Unit
}

func newDecoder(r io.Reader) *decoder { return &decoder{r: bufio.NewReaderSize(r, 64<<10)} }

// next reads a frame and returns its kind. It returns io.EOF only between frames.
func (d *decoder) next() (byte, error) {
	n, err := binary.ReadUvarint(d.r)
	switch {
	case errors.Is(err, io.EOF):
		return 0, io.EOF
	case err != nil && !errors.Is(err, io.ErrUnexpectedEOF):
		return 0, errNonsense // no number at all
	case err != nil:
		return 0, err
	case n == 0 || n > maxFrame:
		return 0, errNonsense
	}
	d.buf = d.buf[:0]
	for left := int(n); left > 0; {
		step := min(left, 256<<10) // a frame grows as it comes, not as it claims
		at := len(d.buf)
		d.buf = append(d.buf, make([]byte, step)...)
		if _, err := io.ReadFull(d.r, d.buf[at:]); err != nil {
			return 0, io.ErrUnexpectedEOF
		}
		left -= step
	}
	kind := d.buf[0]
	d.s, d.bad = string(d.buf[1:]), false
	if cap(d.buf) > 1<<20 {
		d.buf = nil // one long line must not stay for the rest of a big file
	}
	return kind, nil
}

func (d *decoder) number() uint64 {
	if d.s != "" && d.s[0] < 0x80 {
		n := uint64(d.s[0])
		d.s = d.s[1:]
		return n
	}
	var n uint64
	for i := 0; i < len(d.s) && i < binary.MaxVarintLen64; i++ {
		b := d.s[i]
		n |= uint64(b&0x7f) << (7 * i)
		if b < 0x80 {
			d.s = d.s[i+1:]
			return n
		}
	}
	d.bad, d.s = true, ""
	return 0
}

func (d *decoder) position() int {
	n := d.number()
	if n > maxPosition {
		d.bad = true
		return 0
	}
	return int(n)
}

func (d *decoder) byte() byte {
	if d.s == "" {
		d.bad = true
		return 0
	}
	b := d.s[0]
	d.s = d.s[1:]
	return b
}

func (d *decoder) text() string {
	n := d.number()
	if n > uint64(len(d.s)) {
		d.bad, d.s = true, ""
		return ""
	}
	s := d.s[:n]
	d.s = d.s[n:]
	return s
}

func (d *decoder) unit(u *extract.Unit) {
	*u = extract.Unit{}
	f := d.byte()
	u.Text = d.text()
	if f&hasRaw != 0 {
		u.Raw = d.text()
	}
	if f&newPart != 0 {
		d.last.Part = d.text()
	}
	if f&newSheet != 0 {
		d.last.Sheet = d.text()
	}
	if f&isHidden != 0 {
		u.Hidden = extract.Hidden(d.number())
	}
	if f&isOdd != 0 {
		u.Type = extract.Type(d.byte())
		role := d.byte()
		u.Role, u.Scanned = extract.Role(role&^isScanned), role&isScanned != 0
		u.Cols, u.Rows = d.position(), d.position()
		d.bad = d.bad || u.Type > extract.Bool || u.Role > extract.Sample
	}
	switch {
	case f&hasPlace != 0:
		d.last.Row, d.last.Col, d.last.Page, d.last.Line = d.position(), d.position(), d.position(), d.position()
	case f&nextCell != 0 && d.last.Col < maxPosition:
		d.last.Col++
	default:
		d.last.Row, d.last.Col, d.last.Page, d.last.Line = 0, 0, 0, 0
	}
	u.Loc = d.last
}

func (d *decoder) row() []extract.Unit {
	n := d.number()
	if n > maxCells {
		d.bad = true
		return nil
	}
	d.cells = d.cells[:0]
	for range n {
		if d.bad {
			return nil
		}
		d.cells = append(d.cells, extract.Unit{})
		d.unit(&d.cells[len(d.cells)-1])
	}
	return d.cells
}

func (d *decoder) gap() extract.Gap {
	var g extract.Gap
	g.Loc = extract.Loc{Part: d.text(), Sheet: d.text(), Row: d.position(), Col: d.position(), Page: d.position(), Line: d.position()}
	switch g.Code = extract.Code(d.text()); g.Code {
	case extract.Encrypted, extract.Corrupt, extract.Limit, extract.Timeout, extract.Unsupported, extract.NoText, extract.Mismatch:
	default:
		d.bad = true
	}
	if s := d.text(); s != "" {
		g.Err = errors.New(s)
	}
	return g
}

// done reports whether the frame was understood to its last byte.
func (d *decoder) done() error {
	if d.bad || d.s != "" {
		return errNonsense
	}
	return nil
}

func note(err error) string {
	if err == nil {
		return ""
	}
	s := err.Error()
	if len(s) > maxNote {
		s = s[:maxNote] + "…"
	}
	return s
}

// A request asks the child to read one file. The content follows the frame
// when there is no path.
type request struct {
	name, folder, path string
	size               int64
	passwords          []string
	limits             extract.Limits
}

func (e *encoder) request(r *request) error {
	e.begin(frameFile)
	e.text(r.name)
	e.text(r.folder)
	e.text(r.path)
	e.number(uint64(r.size))
	e.number(uint64(len(r.passwords)))
	for _, p := range r.passwords {
		e.text(p)
	}
	l := &r.limits
	for _, n := range []int64{l.Input, l.Output, l.Part, l.Ratio, l.RatioAt, int64(l.Entries), int64(l.Depth), l.Cells, int64(l.Pages), int64(l.Scans), int64(l.ScanTime), int64(l.Form)} {
		e.number(uint64(max(n, 0)))
	}
	if !e.fits(0) {
		return fmt.Errorf("worker: a request of %d bytes", len(e.b))
	}
	return e.flush()
}

func (d *decoder) request() (request, error) {
	r := request{name: d.text(), folder: d.text(), path: d.text(), size: int64(d.number())}
	for range d.number() {
		if d.bad {
			break
		}
		r.passwords = append(r.passwords, d.text())
	}
	n := func() int64 { return int64(d.number()) }
	l := &r.limits
	l.Input, l.Output, l.Part, l.Ratio, l.RatioAt = n(), n(), n(), n(), n()
	l.Entries, l.Depth, l.Cells, l.Pages, l.Scans = int(n()), int(n()), n(), int(n()), int(n())
	l.ScanTime, l.Form = time.Duration(n()), int(n())
	if r.size < 0 {
		d.bad = true
	}
	return r, d.done()
}
