package ooxml

import (
	"bytes"
	"errors"
	"fmt"
	"io"

	"monban/extract"
)

// MaxText bounds one text that is put together from pieces.
const MaxText = 1 << 20

// maxTag bounds one tag with its attributes, and the piece in which running
// text is handed out.
const maxTag = 1 << 20

// A Token is what Next has moved to.
type Token uint8

// The tokens of XML.
const (
	End   Token = iota // of the input, or what cannot be read further: see Err
	Open               // <name attributes>
	Close              // </name>, also of <name/>
	Chars              // text
)

// A Scanner cuts XML into tags and text without building anything. It knows
// no document types: entities that a DTD declares are never expanded, so that
// no input grows. It is tolerant: what a reader of office files would accept
// and a strict parser would not is read as far as it goes.
//
// The slices in the fields are valid until the next call of Next.
type Scanner struct {
	r        io.Reader
	buf      []byte
	pos, end int
	eof      bool
	Err      error // the first error of r, or of the XML itself

	Name  []byte // local name of the tag: no prefix
	Attrs []byte // what stands in the tag after the name, as written
	Empty bool   // <name/>: a Close with the same name follows
	Text  []byte // Chars as written; see AppendText
	cdata bool   // text is CDATA: nothing is escaped in it
	Depth int

	pending bool // the Close of an empty tag is due
}

// NewScanner reads r, in UTF-8 or UTF-16.
func NewScanner(r io.Reader) *Scanner {
	return &Scanner{r: UTF8Reader(r), buf: make([]byte, 64<<10)}
}

// ScanBytes reads b, in UTF-8 or UTF-16, without copying it.
func ScanBytes(b []byte) *Scanner {
	r := bytes.NewReader(b)
	if len(b) > 1 && (b[0] >= 0xFE || b[0] == 0 || b[1] == 0) {
		return NewScanner(r)
	}
	b = bytes.TrimPrefix(b, []byte("\uFEFF"))
	return &Scanner{r: r, buf: b, end: len(b), eof: true}
}

// fill moves what is unread to the front and reads more. It reports whether
// anything came.
func (x *Scanner) fill() bool {
	if x.eof {
		return false
	}
	if x.pos > 0 {
		x.end = copy(x.buf, x.buf[x.pos:x.end])
		x.pos = 0
	}
	if x.end == len(x.buf) {
		x.buf = append(x.buf, make([]byte, len(x.buf))...)
	}
	for range 100 {
		n, err := x.r.Read(x.buf[x.end:])
		x.end += n
		if err != nil {
			x.eof = true
			if !errors.Is(err, io.EOF) {
				x.Fail(err)
			}
		}
		if n > 0 || x.eof {
			return n > 0
		}
	}
	x.eof = true
	x.Fail(io.ErrNoProgress)
	return false
}

// Next moves to the next tag or text.
func (x *Scanner) Next() Token {
	if x.pending {
		x.pending = false
		x.Depth--
		return Close
	}
	for {
		if x.pos == x.end && !x.fill() {
			if x.Depth > 0 {
				x.Fail(errors.New("the XML ends early"))
			}
			return End
		}
		if x.buf[x.pos] != '<' {
			return x.chars()
		}
		rest := x.buf[x.pos:x.end]
		if len(rest) > 1 && rest[1] != '!' && rest[1] != '?' {
			if k := x.tag(); k != End {
				return k
			}
			continue
		}
		for x.end-x.pos < len("<![CDATA[") && x.fill() {
		}
		rest = x.buf[x.pos:x.end]
		if len(rest) < 2 {
			x.pos = x.end
			x.Fail(errors.New("the XML ends early"))
			continue
		}
		switch {
		case rest[1] == '?':
			x.skip("?>")
		case bytes.HasPrefix(rest, []byte("<!--")):
			x.pos += 4
			x.skip("-->")
		case bytes.HasPrefix(rest, []byte("<![CDATA[")):
			x.pos += 9
			if x.charsUntilMark() {
				return Chars
			}
		case rest[1] == '!':
			x.doctype()
		default:
			if k := x.tag(); k != End {
				return k
			}
		}
	}
}

// chars hands out text up to the next tag, in pieces when it is very long.
func (x *Scanner) chars() Token {
	x.cdata = false
	from := 0
	for {
		if i := bytes.IndexByte(x.buf[x.pos+from:x.end], '<'); i >= 0 {
			x.Text = x.buf[x.pos : x.pos+from+i]
			x.pos += from + i
			return Chars
		}
		from = x.end - x.pos
		if from >= maxTag {
			// An escape must not be cut in two.
			if i := bytes.LastIndexByte(x.buf[x.end-16:x.end], '&'); i >= 0 {
				from -= 16 - i
			}
			break
		}
		if !x.fill() {
			break
		}
	}
	x.Text = x.buf[x.pos : x.pos+from]
	x.pos += from
	return Chars
}

// charsUntilMark hands out CDATA. It reports false when there is none.
func (x *Scanner) charsUntilMark() bool {
	x.cdata = true
	from := 0
	for {
		if i := bytes.Index(x.buf[x.pos+from:x.end], []byte("]]>")); i >= 0 {
			x.Text = x.buf[x.pos : x.pos+from+i]
			x.pos += from + i + 3
			return len(x.Text) > 0
		}
		from = max(0, x.end-x.pos-2)
		if x.end-x.pos > 16*maxTag {
			x.Fail(&extract.CodeError{Code: extract.Limit, Err: fmt.Errorf("a CDATA section has more than %d bytes", 16*maxTag)})
			x.Text = nil
			x.pos = x.end
			return false
		}
		if !x.fill() {
			x.Fail(errors.New("the XML ends early"))
			x.Text = x.buf[x.pos:x.end]
			x.pos = x.end
			return len(x.Text) > 0
		}
	}
}

// skip moves behind the next mark.
func (x *Scanner) skip(mark string) {
	for {
		if i := bytes.Index(x.buf[x.pos:x.end], []byte(mark)); i >= 0 {
			x.pos += i + len(mark)
			return
		}
		x.pos = max(x.pos, x.end-len(mark)+1)
		if !x.fill() {
			x.pos = x.end
			x.Fail(errors.New("the XML ends early"))
			return
		}
	}
}

// doctype moves behind a declaration and the list in brackets that it may have.
func (x *Scanner) doctype() {
	level := 0
	for {
		for i, c := range x.buf[x.pos:x.end] {
			switch c {
			case '[':
				level++
			case ']':
				level--
			case '>':
				if level <= 0 {
					x.pos += i + 1
					return
				}
			}
		}
		x.pos = x.end
		if !x.fill() {
			x.Fail(errors.New("the XML ends early"))
			return
		}
	}
}

// maxLeaf is the longest text that Leaf hands out: no limit is looked at there.
const maxLeaf = 32 << 10

// Leaf moves behind an element that is written exactly so: the opening tag,
// text without a tag in it, the closing tag. It hands the text out like Chars,
// and reports whether it could; otherwise nothing has moved. It is a short cut
// for elements that stand in a file a million times.
func (x *Scanner) Leaf(open, closing string) bool {
	b := x.buf[x.pos:x.end]
	if x.pending || !bytes.HasPrefix(b, []byte(open)) {
		return false
	}
	b = b[len(open):]
	i := bytes.IndexByte(b, '<')
	if i < 0 || i > maxLeaf || !bytes.HasPrefix(b[i:], []byte(closing)) {
		return false
	}
	x.Text, x.cdata = b[:i], false
	x.pos += len(open) + i + len(closing)
	return true
}

// Only is Leaf for an element that is all there is in the one whose Open was
// last: closing has the end tags of both, and both are left behind.
func (x *Scanner) Only(open, closing string) bool {
	if x.Depth == 0 || !x.Leaf(open, closing) {
		return false
	}
	x.Depth--
	return true
}

// tag reads <name attributes> or </name>. It returns End when what
// stands there is not a whole tag.
func (x *Scanner) tag() Token {
	var quote byte
	i := 1
	for {
		b := x.buf[x.pos:x.end]
		for ; i < len(b); i++ {
			switch c := b[i]; {
			case quote != 0:
				if c == quote {
					quote = 0
				}
			case c == '"' || c == '\'':
				quote = c
			case c == '>':
				return x.cut(b[1:i])
			}
		}
		if len(b) > maxTag {
			x.Fail(&extract.CodeError{Code: extract.Limit, Err: fmt.Errorf("a tag has more than %d bytes", maxTag)})
			x.pos, x.eof = x.end, true
			return End
		}
		if !x.fill() {
			x.pos = x.end
			x.Fail(errors.New("the XML ends early"))
			return End
		}
	}
}

// cut takes the inside of a tag apart.
func (x *Scanner) cut(in []byte) Token {
	x.pos += len(in) + 2
	kind := Open
	if len(in) > 0 && in[0] == '/' {
		kind, in = Close, in[1:]
		if x.Depth > 0 {
			x.Depth--
		}
	} else if n := len(in); n > 0 && in[n-1] == '/' {
		in = in[:n-1]
		x.Empty, x.pending = true, true
		x.Depth++
	} else {
		x.Empty = false
		x.Depth++
	}
	n := 0
	colon := -1
	for n < len(in) && !space(in[n]) {
		if in[n] == ':' && colon < 0 {
			colon = n
		}
		n++
	}
	x.Name, x.Attrs = in[colon+1:n], in[n:]
	return kind
}

func space(c byte) bool { return c == ' ' || c == '\n' || c == '\t' || c == '\r' }

// Fail notes the first error.
func (x *Scanner) Fail(err error) {
	if x.Err == nil {
		x.Err = err
	}
}

// Skip moves behind the end of the element whose Open was last.
func (x *Scanner) Skip() {
	for level := x.Depth - 1; x.Depth > level; {
		if x.Next() == End {
			return
		}
	}
}

// Value adds all text of the element whose Open was last to dst.
func (x *Scanner) Value(dst []byte) []byte {
	for level := x.Depth - 1; x.Depth > level; {
		switch x.Next() {
		case End:
			return dst
		case Chars:
			if len(dst) < MaxText {
				dst = x.AppendText(dst)
			}
		}
	}
	return dst
}

// Inner is all text of the element whose Open was last.
func (x *Scanner) Inner() string { return string(x.Value(nil)) }

// Root moves to the outermost element. It reports false when there is none.
func (x *Scanner) Root() bool {
	for {
		switch x.Next() {
		case End:
			return false
		case Open:
			return true
		}
	}
}

// head gives the first bytes of the input as it is, before any Next.
func (x *Scanner) head(n int) []byte {
	b := make([]byte, n)
	n, _ = io.ReadFull(x.r, b)
	return b[:n]
}

// Drain reads to the end without looking.
func (x *Scanner) Drain() {
	x.pos, x.end, x.Depth = 0, 0, 0
	if _, err := io.Copy(io.Discard, x.r); err != nil {
		x.Fail(err)
	}
	x.eof = true
}
