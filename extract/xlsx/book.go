package xlsx

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"monban/extract"
	"monban/extract/ooxml"
)

// smallPart is the size up to which a worksheet is unpacked into memory once,
// instead of twice as a stream.
const smallPart = 8 << 20

// book is one workbook while it is read.
type book struct {
	ctx     context.Context
	to      extract.Sink
	parts   *parts
	view    view
	strings sharedStrings
	sheets  []sheetEntry
	rels    []rel // of the workbook part
	main    string
	onCell  func(sheet string, row int, c *cell) // every cell as it is shown; nil but in tests
}

// A sheetEntry is a line of the workbook's list of sheets.
type sheetEntry struct {
	name, id string
	hidden   extract.Hidden
}

// tell sends the gap of a part. Only an error of the sink or of the context
// comes back.
func (b *book) tell(part string, err error) error {
	if err == nil {
		return nil
	}
	if cerr := b.ctx.Err(); cerr != nil {
		return cerr
	}
	b.parts.done[key(part)] = true
	g := extract.Gap{Loc: extract.Loc{Sheet: b.parts.title(part)}, Code: extract.Corrupt, Err: fmt.Errorf("xlsx: a part of the workbook: %w", err)}
	if ce := (*extract.CodeError)(nil); errors.As(err, &ce) {
		g.Code = ce.Code
	}
	return b.to.Gap(g)
}

// scan reads one part through with fn. What is wrong with the part becomes a
// gap; the error of fn, which is that of the sink, comes back.
func (b *book) scan(part string, fn func(x *ooxml.Scanner) error) error {
	rc, err := b.parts.open(part)
	if err != nil {
		return b.tell(part, err)
	}
	defer rc.Close()
	x := ooxml.NewScanner(rc)
	if err := fn(x); err != nil {
		return err
	}
	for x.Err == nil && x.Next() != ooxml.End {
	}
	if x.Err != nil {
		return b.tell(part, x.Err)
	}
	b.parts.done[key(part)] = true
	return nil
}

// relations reads the relationships of a part, none when it has none.
func (b *book) relations(part string) (out []rel, err error) {
	if !b.parts.has(relsOf(part)) {
		return nil, nil
	}
	err = b.scan(relsOf(part), func(x *ooxml.Scanner) error {
		out = readRels(x, part)
		return nil
	})
	return out, err
}

// of gives the target of the first relationship of a kind.
func of(rels []rel, kind, otherwise string) string {
	for _, r := range rels {
		if strings.EqualFold(r.kind, kind) && !r.external {
			return r.target
		}
	}
	return otherwise
}

func (b *book) read() error {
	rels, err := b.relations("")
	if err != nil {
		return err
	}
	b.main = of(rels, "officeDocument", "xl/workbook.xml")
	if !b.parts.has(b.main) {
		b.main = "xl/workbook.xml"
	}
	if !b.parts.has(b.main) {
		if err := b.rest(); err != nil {
			return err
		}
		if b.parts.cut {
			return errCut
		}
		return errNoWorkbook
	}
	if b.rels, err = b.relations(b.main); err != nil {
		return err
	}
	var names []extract.Unit
	if err := b.scan(b.main, func(x *ooxml.Scanner) error { names = b.workbook(x); return nil }); err != nil {
		return err
	}
	if part := of(b.rels, "styles", "xl/styles.xml"); b.parts.has(part) {
		err := b.scan(part, func(x *ooxml.Scanner) error { b.view.styles = readStyles(x, b.view.date1904); return nil })
		if err != nil {
			return err
		}
	}
	if part := of(b.rels, "sharedStrings", "xl/sharedstrings.xml"); b.parts.has(part) {
		err := b.scan(part, func(x *ooxml.Scanner) error { x.Fail(b.strings.read(x)); return nil })
		if err != nil {
			return err
		}
	}
	for _, s := range b.sheets {
		if err := b.sheet(s); err != nil {
			return err
		}
	}
	for _, u := range names {
		if err := b.say(u); err != nil {
			return err
		}
	}
	if err := b.rest(); err != nil || !b.parts.cut {
		return err
	}
	return errCut
}

// workbook reads the main part: the sheets in their order, and the names.
func (b *book) workbook(x *ooxml.Scanner) (names []extract.Unit) {
	for {
		switch x.Next() {
		case ooxml.End:
			return names
		case ooxml.Open:
			switch string(x.Name) {
			case "workbookPr":
				b.view.date1904 = b.view.date1904 || x.Flag("date1904")
			case "sheet":
				s := sheetEntry{name: visible(x.Attr("name")), id: x.Attr("id")}
				switch x.Attr("state") {
				case "hidden":
					s.hidden = extract.HiddenSheet
				case "veryHidden":
					s.hidden = extract.HiddenSheet | extract.VeryHidden
				}
				if len(b.sheets) < 1<<14 {
					b.sheets = append(b.sheets, s)
				}
			case "definedName":
				names = append(names, definedName(x)...)
			case "absPath":
				names = append(names, property(x.Attr("url")))
			case "fileSharing":
				names = append(names, property(x.Attr("userName")))
			case "customWorkbookView":
				names = append(names, property(x.Attr("name")))
			}
		}
	}
}

// property is something that a program wrote into the workbook part.
func property(text string) extract.Unit {
	return extract.Unit{Text: text, Hidden: extract.Properties, Role: extract.Property}
}

// definedName reads a name for a value or for cells: the words in its formula,
// and the name itself where it may be more than a label for programs.
func definedName(x *ooxml.Scanner) []extract.Unit {
	name := x.Attr("name")
	u := extract.Unit{Text: literals([]byte(x.Inner())), Hidden: extract.DefinedName}
	if u.Text == "" {
		u.Text = name
	} else if !strings.HasPrefix(name, "_xlnm") {
		n := u
		n.Text = name
		return []extract.Unit{u, n}
	}
	if strings.HasPrefix(u.Text, "_xlnm") {
		return nil
	}
	return []extract.Unit{u}
}

// sheet reads one sheet: its name, its rows, and what hangs on them.
func (b *book) sheet(e sheetEntry) error {
	u := extract.Unit{Text: e.name, Loc: extract.Loc{Sheet: e.name}, Hidden: extract.SheetName | e.hidden, Role: extract.Name}
	if err := b.to.Text(u); err != nil {
		return err
	}
	part := ""
	for _, r := range b.rels {
		if r.id == e.id && !r.external {
			part = r.target
		}
	}
	if part == "" || !b.parts.has(part) {
		return b.to.Gap(extract.Gap{Loc: extract.Loc{Sheet: e.name}, Code: extract.Corrupt, Err: errors.New("xlsx: the part of a sheet is missing")})
	}
	s := &sheetReader{b: b, to: b.to, name: e.name, hidden: e.hidden}
	rels, err := b.relations(part)
	if err != nil {
		return err
	}
	s.rel = map[string]string{}
	for _, r := range rels {
		if r.external {
			s.rel[r.id] = r.target
		}
	}
	again, err := b.firstPass(part, s)
	if err != nil {
		return err
	}
	at := place{e.name, e.hidden}
	// Comments come before the rows that they hang on: detection reads a row once.
	if err := b.hangers(at, comments(rels), 0); err != nil {
		return err
	}
	if err := b.secondPass(part, s, again); err != nil {
		return err
	}
	return b.hangers(at, rels, 0)
}

func comments(rels []rel) []rel {
	var out []rel
	for _, r := range rels {
		if strings.Contains(strings.ToLower(r.kind), "comment") {
			out = append(out, r)
		}
	}
	return out
}

// firstPass reads the part through, which proves it whole, and takes what
// stands behind the rows. It gives back the content when that is small.
func (b *book) firstPass(part string, s *sheetReader) ([]byte, error) {
	if b.parts.done[key(part)] && !b.parts.has(part) {
		return nil, nil
	}
	rc, err := b.parts.open(part)
	if err != nil {
		return nil, b.tell(part, err)
	}
	defer rc.Close()
	var data []byte
	var r io.Reader = rc
	if f := b.parts.files[key(part)]; f.UncompressedSize64 <= smallPart {
		// Room for what the file says, unless that is not to be believed.
		room := min(f.UncompressedSize64, uint64(b.parts.lim.Ratio)*f.CompressedSize64) + bytes.MinRead
		whole := bytes.NewBuffer(make([]byte, 0, room))
		_, err = whole.ReadFrom(io.LimitReader(rc, smallPart+1))
		data = whole.Bytes()
		switch {
		case err != nil:
			r = io.MultiReader(bytes.NewReader(data), failing{err})
		case len(data) <= smallPart:
			r = bytes.NewReader(data)
		default:
			r = io.MultiReader(bytes.NewReader(data), rc)
			data = nil
		}
	}
	s.frame, err = readFrame(r)
	if err == nil {
		_, err = io.Copy(io.Discard, rc)
	}
	if err != nil {
		return data, b.tell(part, err)
	}
	b.parts.done[key(part)] = true
	return data, nil
}

// secondPass reads the rows. Damage that the first pass told is not told twice.
func (b *book) secondPass(part string, s *sheetReader, data []byte) error {
	var x *ooxml.Scanner
	if data != nil {
		x = ooxml.ScanBytes(data)
	} else {
		rc, err := b.parts.open(part)
		if err != nil {
			return b.ctx.Err()
		}
		defer rc.Close()
		x = ooxml.NewScanner(rc)
	}
	if err := s.read(x); err != nil {
		return err
	}
	if x.Err != nil {
		return b.tell(part, x.Err)
	}
	return nil
}

// cell turns a cell into a unit; place and reasons of the sheet are set.
func (b *book) cell(u *extract.Unit, c *cell) {
	st := b.view.style(c.style)
	if st != nil {
		if st.white {
			u.Hidden |= extract.WhiteText
		}
		if st.small {
			u.Hidden |= extract.SmallText
		}
	}
	switch {
	case c.typ == numberCell && c.isNumber:
		b.view.unit(u, st, c.value, c.shown, c.n)
		return
	case c.typ == boolCell:
		u.Type = extract.Bool
	case c.typ == dateCell:
		if len(c.value) >= 10 && c.value[4] == '-' && c.value[7] == '-' {
			u.Type, u.Text, u.Raw = extract.Date, c.value, c.value[:10]
			return
		}
	}
	u.Text = c.shown
	if c.typ != boolCell && c.typ != errorCell && st != nil && !st.format.general {
		if sec := st.format.pickText(); sec != nil && !sec.shows {
			u.Text = c.value
			u.Hidden |= extract.NumberFormat
		}
	}
	if u.Text == "" {
		u.Text = c.value
	}
	if u.Text != c.value {
		u.Raw = c.value
	}
}
