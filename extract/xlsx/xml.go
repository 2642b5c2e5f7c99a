package xlsx

import (
	"bytes"
	"errors"
	"fmt"
	"io"

	"monban/extract"
)

// maxTag bounds one tag with its attributes, and the piece in which running
// text is handed out.
const maxTag = 1 << 20

type tokenKind uint8

const (
	endOfInput tokenKind = iota
	openTag
	closeTag
	charData
)

// A scanner cuts XML into tags and text without building anything. It knows
// no document types: entities that a DTD declares are never expanded, so that
// no input grows. It is tolerant: what a reader of office files would accept
// and a strict parser would not is read as far as it goes.
//
// The slices in the fields are valid until the next call of next.
type scanner struct {
	r        io.Reader
	buf      []byte
	pos, end int
	eof      bool
	err      error // the first error of r, or of the XML itself

	name  []byte // local name of the tag: no prefix
	attrs []byte // what stands in the tag after the name, as written
	empty bool   // <name/>: a closeTag with the same name follows
	text  []byte // charData as written; see appendText
	cdata bool   // text is CDATA: nothing is escaped in it
	depth int

	pending bool // the closeTag of an empty tag is due
}

func newScanner(r io.Reader) *scanner {
	return &scanner{r: utf8Reader(r), buf: make([]byte, 64<<10)}
}

// fill moves what is unread to the front and reads more. It reports whether
// anything came.
func (x *scanner) fill() bool {
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
				x.fail(err)
			}
		}
		if n > 0 || x.eof {
			return n > 0
		}
	}
	x.eof = true
	x.fail(io.ErrNoProgress)
	return false
}

func (x *scanner) fail(err error) {
	if x.err == nil {
		x.err = err
	}
}

// next moves to the next tag or text.
func (x *scanner) next() tokenKind {
	if x.pending {
		x.pending = false
		x.depth--
		return closeTag
	}
	for {
		if x.pos == x.end && !x.fill() {
			if x.depth > 0 {
				x.fail(errors.New("the XML ends early"))
			}
			return endOfInput
		}
		if x.buf[x.pos] != '<' {
			return x.chars()
		}
		for x.end-x.pos < len("<![CDATA[") && x.fill() {
		}
		rest := x.buf[x.pos:x.end]
		if len(rest) < 2 {
			x.pos = x.end
			x.fail(errors.New("the XML ends early"))
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
				return charData
			}
		case rest[1] == '!':
			x.doctype()
		default:
			if k := x.tag(); k != endOfInput {
				return k
			}
		}
	}
}

// chars hands out text up to the next tag, in pieces when it is very long.
func (x *scanner) chars() tokenKind {
	x.cdata = false
	from := 0
	for {
		if i := bytes.IndexByte(x.buf[x.pos+from:x.end], '<'); i >= 0 {
			x.text = x.buf[x.pos : x.pos+from+i]
			x.pos += from + i
			return charData
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
	x.text = x.buf[x.pos : x.pos+from]
	x.pos += from
	return charData
}

// charsUntilMark hands out CDATA. It reports false when there is none.
func (x *scanner) charsUntilMark() bool {
	x.cdata = true
	from := 0
	for {
		if i := bytes.Index(x.buf[x.pos+from:x.end], []byte("]]>")); i >= 0 {
			x.text = x.buf[x.pos : x.pos+from+i]
			x.pos += from + i + 3
			return len(x.text) > 0
		}
		from = max(0, x.end-x.pos-2)
		if x.end-x.pos > 16*maxTag {
			x.fail(&extract.CodeError{Code: extract.Limit, Err: fmt.Errorf("a CDATA section has more than %d bytes", 16*maxTag)})
			x.text = nil
			x.pos = x.end
			return false
		}
		if !x.fill() {
			x.fail(errors.New("the XML ends early"))
			x.text = x.buf[x.pos:x.end]
			x.pos = x.end
			return len(x.text) > 0
		}
	}
}

// skip moves behind the next mark.
func (x *scanner) skip(mark string) {
	for {
		if i := bytes.Index(x.buf[x.pos:x.end], []byte(mark)); i >= 0 {
			x.pos += i + len(mark)
			return
		}
		x.pos = max(x.pos, x.end-len(mark)+1)
		if !x.fill() {
			x.pos = x.end
			x.fail(errors.New("the XML ends early"))
			return
		}
	}
}

// doctype moves behind a declaration and the list in brackets that it may have.
func (x *scanner) doctype() {
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
			x.fail(errors.New("the XML ends early"))
			return
		}
	}
}

// tag reads <name attributes> or </name>. It returns endOfInput when what
// stands there is not a whole tag.
func (x *scanner) tag() tokenKind {
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
			x.fail(&extract.CodeError{Code: extract.Limit, Err: fmt.Errorf("a tag has more than %d bytes", maxTag)})
			x.pos, x.eof = x.end, true
			return endOfInput
		}
		if !x.fill() {
			x.pos = x.end
			x.fail(errors.New("the XML ends early"))
			return endOfInput
		}
	}
}

// cut takes the inside of a tag apart.
func (x *scanner) cut(in []byte) tokenKind {
	x.pos += len(in) + 2
	kind := openTag
	if len(in) > 0 && in[0] == '/' {
		kind, in = closeTag, in[1:]
		if x.depth > 0 {
			x.depth--
		}
	} else if n := len(in); n > 0 && in[n-1] == '/' {
		in = in[:n-1]
		x.empty, x.pending = true, true
		x.depth++
	} else {
		x.empty = false
		x.depth++
	}
	n := 0
	colon := -1
	for n < len(in) && !space(in[n]) {
		if in[n] == ':' && colon < 0 {
			colon = n
		}
		n++
	}
	x.name, x.attrs = in[colon+1:n], in[n:]
	return kind
}

func space(c byte) bool { return c == ' ' || c == '\n' || c == '\t' || c == '\r' }

// skipElement moves behind the end of the element whose openTag was last.
func (x *scanner) skipElement() {
	for level := x.depth - 1; x.depth > level; {
		if x.next() == endOfInput {
			return
		}
	}
}
