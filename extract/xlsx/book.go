package xlsx

import (
	"bytes"
	"errors"
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
	ooxml.Doc
	cut     bool // the directory was missing
	view    view
	strings sharedStrings
	sheets  []sheetEntry
	rels    []ooxml.Rel // of the workbook part
	main    string
	onCell  func(sheet string, row int, c *cell) // every cell as it is shown; nil but in tests
}

// A sheetEntry is a line of the workbook's list of sheets.
type sheetEntry struct {
	name, id string
	hidden   extract.Hidden
}

func (b *book) read() error {
	rels, err := b.Relations("")
	if err != nil {
		return err
	}
	b.main = ooxml.Of(rels, "officeDocument", "xl/workbook.xml")
	if !b.Has(b.main) {
		b.main = "xl/workbook.xml"
	}
	if !b.Has(b.main) {
		if err := b.rest(); err != nil {
			return err
		}
		if b.cut {
			return errCut
		}
		return errNoWorkbook
	}
	if b.rels, err = b.Relations(b.main); err != nil {
		return err
	}
	var names []extract.Unit
	if err := b.Scan(b.main, func(x *ooxml.Scanner) error { names = b.workbook(x); return nil }); err != nil {
		return err
	}
	if part := ooxml.Of(b.rels, "styles", "xl/styles.xml"); b.Has(part) {
		err := b.Scan(part, func(x *ooxml.Scanner) error { b.view.styles = readStyles(x, b.view.date1904); return nil })
		if err != nil {
			return err
		}
	}
	if part := ooxml.Of(b.rels, "sharedStrings", "xl/sharedstrings.xml"); b.Has(part) {
		err := b.Scan(part, func(x *ooxml.Scanner) error { x.Fail(b.strings.read(x)); return nil })
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
		if err := b.Say(u); err != nil {
			return err
		}
	}
	if err := b.rest(); err != nil || !b.cut {
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
	if err := b.To.Text(u); err != nil {
		return err
	}
	part := ""
	for _, r := range b.rels {
		if r.ID == e.id && !r.External {
			part = r.Target
		}
	}
	if part == "" || !b.Has(part) {
		return b.To.Gap(extract.Gap{Loc: extract.Loc{Sheet: e.name}, Code: extract.Corrupt, Err: errors.New("xlsx: the part of a sheet is missing")})
	}
	s := &sheetReader{b: b, to: b.To, name: e.name, hidden: e.hidden}
	rels, err := b.Relations(part)
	if err != nil {
		return err
	}
	s.rel = map[string]string{}
	for _, r := range rels {
		if r.External {
			s.rel[r.ID] = r.Target
		}
	}
	again, err := b.firstPass(part, s)
	if err != nil {
		return err
	}
	at := ooxml.Place{Loc: extract.Loc{Sheet: e.name}, Hidden: e.hidden}
	// Comments come before the rows that they hang on: detection reads a row once.
	if err := b.Hangers(at, comments(rels), 0); err != nil {
		return err
	}
	if err := b.secondPass(part, s, again); err != nil {
		return err
	}
	return b.Hangers(at, rels, 0)
}

func comments(rels []ooxml.Rel) []ooxml.Rel {
	var out []ooxml.Rel
	for _, r := range rels {
		if strings.Contains(strings.ToLower(r.Kind), "comment") {
			out = append(out, r)
		}
	}
	return out
}

// firstPass reads the part through, which proves it whole, and takes what
// stands behind the rows. It gives back the content when that is small.
func (b *book) firstPass(part string, s *sheetReader) ([]byte, error) {
	if b.Done(part) && !b.Has(part) {
		return nil, nil
	}
	rc, err := b.Open(part)
	if err != nil {
		return nil, b.Tell(part, err)
	}
	defer rc.Close()
	var data []byte
	var r io.Reader = rc
	if size := b.Size(part); size <= smallPart {
		whole := bytes.NewBuffer(make([]byte, 0, size+bytes.MinRead))
		_, err = whole.ReadFrom(io.LimitReader(rc, smallPart+1))
		data = whole.Bytes()
		switch {
		case err != nil:
			r = io.MultiReader(bytes.NewReader(data), extract.Broken(err))
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
		return data, b.Tell(part, err)
	}
	b.Ignore(part)
	return data, nil
}

// secondPass reads the rows. Damage that the first pass told is not told twice.
func (b *book) secondPass(part string, s *sheetReader, data []byte) error {
	var x *ooxml.Scanner
	if data != nil {
		x = ooxml.ScanBytes(data)
	} else {
		rc, err := b.Open(part)
		if err != nil {
			return b.Ctx.Err()
		}
		defer rc.Close()
		x = ooxml.NewScanner(rc)
	}
	if err := s.read(x); err != nil {
		return err
	}
	if x.Err != nil {
		return b.Tell(part, x.Err)
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
