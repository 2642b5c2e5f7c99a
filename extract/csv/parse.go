package csv

import (
	"bytes"
	"context"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"monban/extract"
)

// maxRow is the longest row that is kept together; a longer one comes in
// pieces. It bounds the memory of the parser, and how far a quote that nobody
// closes is followed.
const maxRow = 1 << 20

// A parser cuts UTF-8 text into rows. It holds one buffer; a row costs one
// allocation, whatever its number of cells.
type parser struct {
	dialect
	r          io.Reader
	buf        []byte
	start, end int   // the part of buf that is not consumed
	err        error // from r

	row, line int // of the row just read
	nextLine  int
	width     int            // fields of the row just read, empty ones too
	cells     []extract.Unit // its fields that are not empty
	piece     int            // fields of this row that were handed out before
	onlyWide  bool           // leave out cells of plain ASCII

	text  []byte // the cells of a row with quotes, unescaped
	marks []mark // where they are in text
	stray bool   // the row has a quote that is not closed before the next one opens
	trust int64  // no quote is followed past a line end before this offset
	base  int64  // offset of buf[0]
}

// A mark is where a cell and its stored form are in parser.text.
type mark struct{ col, from, to, raw, line int }

func newParser(r io.Reader, d dialect) *parser {
	p := &parser{dialect: d, r: r, buf: make([]byte, 64<<10), nextLine: 1}
	if d.skip > 0 {
		p.fill()
		p.start = min(d.skip, p.end)
		p.row, p.nextLine = 1, 2
	}
	return p
}

// rows sends every row to the sink.
func (p *parser) rows(ctx context.Context, to extract.Sink) error {
	for n := 0; p.next(); n++ {
		if n%1024 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		if p.onlyWide {
			p.dropASCII()
		}
		if len(p.cells) == 0 {
			continue
		}
		if err := to.Row(p.cells); err != nil {
			return err
		}
	}
	if p.err != io.EOF {
		return p.err
	}
	return nil
}

func (p *parser) dropASCII() {
	kept := p.cells[:0]
	for _, u := range p.cells {
		for i := range len(u.Text) {
			if u.Text[i] >= utf8.RuneSelf {
				kept = append(kept, u)
				break
			}
		}
	}
	p.cells = kept
}

func (p *parser) blank() bool { return len(p.cells) == 0 && p.width <= 1 }

// fill makes room and reads on. It reports whether there is more to see than
// before.
func (p *parser) fill() bool {
	if p.err != nil {
		return false
	}
	if p.start > 0 {
		p.base += int64(p.start)
		p.end = copy(p.buf, p.buf[p.start:p.end])
		p.start = 0
	} else if p.end == len(p.buf) {
		if len(p.buf) >= maxRow {
			return false
		}
		p.buf = append(p.buf, make([]byte, 3*len(p.buf))...)
	}
	had := p.end
	for p.end < len(p.buf) && p.err == nil {
		var n int
		n, p.err = p.r.Read(p.buf[p.end:])
		p.end += n
	}
	return p.end > had
}

// next reads one row into cells and width. It is false at the end.
func (p *parser) next() bool {
	if p.piece == 0 {
		p.row++
	}
	p.line = p.nextLine
	for {
		b := p.buf[p.start:p.end]
		n, size := p.lineEnd(b)
		if n < 0 {
			if p.fill() {
				continue
			}
			if len(p.buf[p.start:p.end]) == 0 {
				return false
			}
			b = p.buf[p.start:p.end]
			if p.err == nil {
				p.tooLong(b)
				return true
			}
			n, size = len(b), 0
		}
		if bytes.IndexByte(b[:n], '"') < 0 {
			p.plain(b[:n])
			p.done(n+size, 1)
			return true
		}
		used, ok := p.quoted(b, p.err != nil)
		if !ok && !p.stray && p.fill() {
			continue
		}
		switch {
		case !ok: // nobody closes the quote: it is an ordinary character
			if !p.stray {
				p.trust = p.base + int64(p.end)
			}
			used = n + size
			p.literal(b[:n])
		case used > n+size && p.swallowed(b[:n], b[n+size:used]):
			used = n + size
			p.literal(b[:n])
		default:
			p.quotedCells()
		}
		p.done(used, p.lines(b[:used]))
		return true
	}
}

// swallowed tells whether a quote in the first line of a row hides following
// rows rather than line ends: the lines have as many fields as a row by
// themselves.
func (p *parser) swallowed(first, rest []byte) bool {
	whole := func(line []byte) bool { return bytes.Count(line, []byte{p.delim})+1 == p.dialect.width }
	if p.dialect.width < 2 || !whole(first) {
		return false
	}
	n, size := p.lineEnd(rest)
	if n < 0 {
		n, size = len(rest), 0
	}
	next := rest[min(n+size, len(rest)):]
	return p.width != p.dialect.width || whole(rest[:n]) && (p.dialect.width > 2 || len(next) > 0)
}

func (p *parser) lines(b []byte) int {
	end := byte('\n')
	if p.bareCR {
		end = '\r'
	}
	return max(1, bytes.Count(b, []byte{end}))
}

// done consumes n bytes that were the given number of lines.
func (p *parser) done(n, lines int) {
	p.start += n
	p.nextLine += lines
	p.piece = 0
}

// lineEnd finds the end of the first line of b and how many bytes end it.
func (p *parser) lineEnd(b []byte) (n, size int) {
	n = bytes.IndexByte(b, '\n')
	if p.bareCR {
		if cr := bytes.IndexByte(b, '\r'); cr >= 0 && (n < 0 || cr < n) {
			if cr+1 < len(b) && b[cr+1] == '\n' {
				return cr, 2
			}
			return cr, 1
		}
	} else if n > 0 && b[n-1] == '\r' {
		return n - 1, 2
	}
	return n, 1
}

// plain splits a row without quotes.
func (p *parser) plain(b []byte) {
	p.cells = p.cells[:0]
	p.width = 0
	s := string(bytes.TrimSuffix(b, []byte{'\r'}))
	for from, i := 0, 0; i <= len(s); i++ {
		if i < len(s) && s[i] != p.delim {
			continue
		}
		p.width++
		if text := trim(s[from:i]); text != "" {
			p.add(text, "", p.width, p.line)
		}
		from = i + 1
	}
}

// literal splits a row whose quotes mean nothing. One at the start of a field
// is an accident that would only stand in the way of the text behind it.
func (p *parser) literal(b []byte) {
	p.plain(b)
	for i := range p.cells {
		if s := p.cells[i].Text; s[0] == '"' {
			p.cells[i].Raw, p.cells[i].Text = s, strings.Trim(s, `" `)
		}
	}
	p.cells = slices.DeleteFunc(p.cells, func(u extract.Unit) bool { return u.Text == "" })
}

// trim takes away the blanks that pad a field without quotes.
func trim(s string) string {
	for len(s) > 0 && (s[0] == ' ' || s[0] == '\t') {
		s = s[1:]
	}
	for len(s) > 0 && (s[len(s)-1] == ' ' || s[len(s)-1] == '\t') {
		s = s[:len(s)-1]
	}
	return s
}

func (p *parser) add(text, raw string, col, line int) {
	if text[0] == '\'' && raw == "" {
		if bare := withoutApostrophe(text); bare != "" {
			text, raw = bare, text
		}
	}
	p.cells = append(p.cells, extract.Unit{Text: text, Raw: raw, Loc: extract.Loc{Row: p.row, Col: p.piece + col, Line: line}})
}

// withoutApostrophe takes away the marks of '0123 (a number kept as text) and
// of 'text' (the quotes of a database), "" when text is neither.
func withoutApostrophe(text string) string {
	if n := len(text); n > 2 && text[n-1] == '\'' {
		return text[1 : n-1]
	} else if n > 1 && (digit(text[1]) || text[1] == '+' || text[1] == '-') {
		return text[1:]
	}
	return ""
}

// tooLong hands out the start of a row that does not fit into the buffer.
func (p *parser) tooLong(b []byte) {
	n := bytes.LastIndexByte(b, p.delim)
	if n <= 0 {
		for n = len(b); n > len(b)-utf8.UTFMax && !utf8.RuneStart(b[n-1]); n-- {
		}
		p.plain(b[:n-1])
		p.start += n - 1
		p.piece += p.width - 1
		return
	}
	p.plain(b[:n])
	p.start += n + 1
	p.piece += p.width
}
