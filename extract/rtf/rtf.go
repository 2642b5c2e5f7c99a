// Package rtf reads Rich Text Format: paragraphs, tables as rows, and what a
// reader does not see at once: hidden and deleted text, notes, comments,
// headers and footers, text boxes, field instructions, properties, pictures and
// embedded files.
//
// It knows the Japanese code page in all the ways in which programs write it.
// It does not know layout, and it hands pictures and files to the walker.
package rtf

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"monban/extract"
	"monban/extract/charset"
)

// Format reads RTF.
var Format = extract.Format{
	Name: "rtf",
	Ext:  []string{".rtf", ".doc", ".dot"},
	Match: func(_ extract.File, head []byte) bool {
		return bytes.HasPrefix(bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\ufeff")), " \t\r\n"), []byte(`{\rt`))
	},
	Read: read,
	Doc: extract.Doc{
		Title: "RTF", TitleJa: "リッチテキスト",
		Reads:   "text with tables as rows, comments, notes, headers and footers, hidden and deleted text, fields, properties, embedded files, pictures in PNG and JPEG",
		ReadsJa: "テキスト（表は行として）、コメント、脚注、ヘッダーとフッター、隠し文字と削除された文字、フィールド、プロパティ、埋め込みファイル、PNG・JPEG の画像",
		Not:     "drawings (WMF, EMF) of document size: no-text",
		NotJa:   "文書ほどの大きさの線画（WMF・EMF）は no-text",
		Hidden:  extract.AltText | extract.Attachment | extract.Comment | extract.Footnote | extract.HeaderFooter | extract.HiddenText | extract.Hyperlink | extract.Properties | extract.Revision | extract.SmallText | extract.Textbox | extract.WhiteText,
	},
}

const (
	maxDepth = 4096     // groups in each other that are kept apart
	maxText  = 1 << 20  // bytes of one paragraph
	maxFile  = 64 << 20 // bytes of one picture or object
	maxCells = 2000     // of one row
)

// A state is what holds inside of a group.
type state struct {
	dest   dest
	hidden extract.Hidden // of the place: a header, a note
	char   extract.Hidden // of the characters: hidden, deleted, tiny
	white  bool
	marked bool // on a colour of its own
	table  bool
	uc     int // characters to pass over behind \u
	cs     charset.Charset
	star   bool // after \*
	first  bool // nothing was read in the group yet
	own    bool // the group is a place of its own, such as a note
	name   string
}

// A run is text of one kind in a paragraph.
type run struct {
	hidden extract.Hidden
	text   []byte
}

// A place is what waits while a note or a header in the middle is read.
type place struct {
	runs          []run
	cells, asides []extract.Unit
	row           int
}

// A reader is the state of one file.
type reader struct {
	ctx   context.Context
	to    extract.Sink
	lex   *lexer
	stack []state
	outer []place
	deep  int // groups below those that are kept
	s     state

	doc   charset.Charset
	fonts map[int]charset.Charset
	font  int // being described
	rgb   [3]int
	white []bool // the colours
	dark  bool   // cells of this row have a background

	pending []byte // bytes of text not yet decoded
	high    rune   // first half of a pair
	skip    int    // characters to pass over
	runs    []run
	cells   []extract.Unit
	asides  []extract.Unit // hidden text in cells
	line    int
	tables  int
	row     int // of the open table, 0 outside

	text  []byte // of a destination that is not part of the page
	hexes []byte
	half  int // -1, or the first digit of a byte
	files int
	blip  string
	size  [2]int
}

func read(ctx context.Context, f extract.File, to extract.Sink) error {
	r := &reader{ctx: ctx, to: to, fonts: map[int]charset.Charset{}, half: -1,
		lex: &lexer{ctx: ctx, r: bufio.NewReaderSize(io.NewSectionReader(f.Data, 0, f.Size), 64<<10)}}
	r.s.uc = 1
	started := false
	for {
		t, err := r.lex.next()
		if err != nil {
			return err
		}
		if t.kind == eof || started && len(r.stack) == 0 {
			break
		}
		started = started || t.kind == open
		if err := r.token(t); err != nil {
			return err
		}
	}
	cut := len(r.stack) > 0 || !started
	for len(r.stack) > 0 {
		if err := r.pop(); err != nil {
			return err
		}
	}
	if err := r.paragraph(); err != nil {
		return err
	}
	if err := r.endRow(); err != nil {
		return err
	}
	if cut {
		return errors.New("the document is cut off")
	}
	return r.behind(f)
}

// behind hands over what follows the last group: no program shows it.
func (r *reader) behind(f extract.File) error {
	rest := io.MultiReader(r.lex.r)
	b := make([]byte, 512)
	for {
		n, err := rest.Read(b)
		if s := bytes.TrimLeft(b[:n], " \t\r\n\x00}"); len(s) > 0 {
			return r.to.File("(behind the document)", extract.HiddenText, io.MultiReader(bytes.NewReader(s), rest))
		}
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
	}
}

func (r *reader) token(t token) error {
	if t.kind != char && t.kind != byteHex || r.s.dest == skipped {
		r.decode()
	}
	first := r.s.first
	r.s.first = false
	switch t.kind {
	case open:
		if len(r.stack) >= maxDepth {
			r.deep++
			return nil
		}
		r.stack = append(r.stack, r.s)
		r.s.first, r.s.star, r.s.own = true, false, false
	case closing:
		return r.pop()
	case bytesRun:
		if r.s.dest.binary() && len(r.hexes)+len(t.run) <= maxFile {
			r.hexes = append(r.hexes, t.run...)
		}
	case byteHex, char:
		if r.skip > 0 {
			r.skip--
			return nil
		}
		return r.char(t.b)
	case word:
		if r.skip > 0 && characters[t.name] != "" {
			r.skip--
			return nil
		}
		r.skip = 0
		if t.name == "*" {
			r.s.star, r.s.first = true, true
			return nil
		}
		if first {
			if known, err := r.enter(t); known || err != nil {
				return err
			}
		}
		return r.word(t)
	}
	return nil
}

// char takes one byte of text.
func (r *reader) char(c byte) error {
	switch {
	case r.s.dest.binary():
		if v := hexValue(c); v >= 0 && r.half < 0 {
			r.half = v
		} else if v >= 0 {
			if len(r.hexes) < maxFile {
				r.hexes = append(r.hexes, byte(r.half<<4|v))
			}
			r.half = -1
		}
	case r.s.dest == colours:
		if c == ';' {
			r.white = append(r.white, r.rgb[0] >= 250 && r.rgb[1] >= 250 && r.rgb[2] >= 250)
			r.rgb = [3]int{}
		}
	case r.s.dest != skipped:
		r.pending = append(r.pending, c)
		if len(r.pending) > maxText {
			r.decode()
			return r.long()
		}
	}
	return nil
}

// decode turns the bytes that wait into text.
func (r *reader) decode() {
	if len(r.pending) == 0 {
		return
	}
	cs := r.s.cs
	if cs == charset.Binary {
		cs = r.doc
	}
	if cs == charset.Binary {
		cs = charset.Windows1252
		if g := charset.Detect(r.pending).First; g == charset.CP932 || g == charset.UTF8 {
			cs = g
		}
	}
	s, _ := charset.Decode(r.pending, cs)
	r.pending = r.pending[:0]
	r.write(s)
}

// write adds text to the paragraph, or to the destination that is open.
func (r *reader) write(s string) {
	switch r.s.dest {
	case page:
	case skipped, colours, fonts:
		return
	default:
		if len(r.text) < maxText {
			r.text = append(r.text, s...)
		}
		return
	}
	h := r.s.hidden | r.s.char
	if r.s.white && !r.s.marked && !(r.s.table && r.dark) {
		h |= extract.WhiteText
	}
	if n := len(r.runs); n > 0 && r.runs[n-1].hidden == h {
		r.runs[n-1].text = append(r.runs[n-1].text, s...)
		return
	}
	r.runs = append(r.runs, run{h, []byte(s)})
}

// long ends a paragraph that has become too long to keep.
func (r *reader) long() error {
	n := 0
	for _, x := range r.runs {
		n += len(x.text)
	}
	if n > maxText {
		return r.paragraph()
	}
	return nil
}

// joined takes the runs of a paragraph or cell together, those of each kind of
// hiddenness by themselves, in the order in which the kinds appear.
func (r *reader) joined() []extract.Unit {
	var out []extract.Unit
	for i, x := range r.runs {
		if x.text == nil {
			continue
		}
		var b strings.Builder
		for k := i; k < len(r.runs); k++ {
			if y := &r.runs[k]; y.hidden == x.hidden && y.text != nil {
				b.Write(y.text)
				y.text = nil
			}
		}
		if s := strings.Trim(b.String(), " \t\n"); s != "" {
			out = append(out, extract.Unit{Text: s, Hidden: x.hidden})
		}
	}
	r.runs = r.runs[:0]
	return out
}

// paragraph ends a paragraph outside of tables.
func (r *reader) paragraph() error {
	us := r.joined()
	if r.row > 0 && !r.s.table {
		if err := r.endRow(); err != nil {
			return err
		}
		r.row = 0
	}
	if len(us) == 0 {
		return nil
	}
	r.line++
	for _, u := range us {
		u.Loc.Line = r.line
		if err := r.to.Text(u); err != nil {
			return err
		}
	}
	return nil
}

// cell ends a cell. What is hidden in it is told behind its row, unless all of
// it is hidden.
func (r *reader) cell() {
	us := r.joined()
	if r.row == 0 {
		r.tables++
		r.row = 1
	}
	if len(r.cells) >= maxCells {
		return
	}
	at := extract.Loc{Sheet: fmt.Sprintf("table %d", r.tables), Row: r.row, Col: len(r.cells) + 1}
	r.line++
	at.Line = r.line
	u := extract.Unit{Loc: at}
	for i, x := range us {
		x.Loc = at
		if i == 0 || x.Hidden == 0 && u.Hidden != 0 {
			if u.Text != "" {
				r.asides = append(r.asides, u)
			}
			u = x
		} else {
			r.asides = append(r.asides, x)
		}
	}
	r.cells = append(r.cells, u)
}

func (r *reader) endRow() error {
	var row []extract.Unit
	for _, u := range r.cells {
		if u.Text != "" {
			row = append(row, u)
		}
	}
	asides := r.asides
	r.cells, r.asides = nil, nil
	if len(row) > 0 {
		if err := r.to.Row(row); err != nil {
			return err
		}
	}
	for _, u := range asides {
		if err := r.to.Text(u); err != nil {
			return err
		}
	}
	if r.row > 0 {
		r.row++
	}
	return nil
}
