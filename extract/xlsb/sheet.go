package xlsb

import (
	"errors"
	"math"
	"strings"

	"monban/extract"
	"monban/extract/numfmt"
	"monban/extract/ooxml"
)

const maxCol = 16384

// A sheet is one sheet while it is read.
type sheet struct {
	b       *book
	name    string
	hidden  extract.Hidden
	rels    []ooxml.Rel
	columns []bool // the hidden ones
	merges  map[[2]int][2]int
	links   []*link
	linked  map[[2]int]*link
	filters [][2]int // rows from, to
	says    []extract.Unit

	row     int
	rowWhy  extract.Hidden
	next    int // column of the next cell that does not say its own
	units   []extract.Unit
	behind  []extract.Unit
	authors []string
}

type link struct {
	row, col int
	texts    []string
	shown    string
}

// sheet reads one sheet: its name, its comments, its rows, and what hangs on
// them.
func (b *book) sheet(e sheetEntry, part string) error {
	if err := b.Say(extract.Unit{Text: e.name, Loc: extract.Loc{Sheet: e.name}, Hidden: extract.SheetName | e.hidden, Role: extract.Name}); err != nil {
		return err
	}
	if part == "" || !b.Has(part) {
		return b.To.Gap(extract.Gap{Loc: extract.Loc{Sheet: e.name}, Code: extract.Corrupt, Err: errors.New("xlsb: the part of a sheet is missing")})
	}
	rels, err := b.Relations(part)
	if err != nil {
		return err
	}
	s := &sheet{b: b, name: e.name, hidden: e.hidden, rels: rels, columns: make([]bool, maxCol), merges: map[[2]int][2]int{}, linked: map[[2]int]*link{}}
	for _, r := range rels {
		if strings.EqualFold(r.Kind, "comments") && !r.External && b.Has(r.Target) {
			if err := b.records(r.Target, s.comment); err != nil {
				return err
			}
		}
	}
	if err := b.records(part, s.beside); err != nil {
		return err
	}
	if err := b.records(part, s.cells); err != nil {
		return err
	}
	if err := s.flush(); err != nil {
		return err.err
	}
	for _, u := range s.says {
		if err := s.say(u); err != nil {
			return err
		}
	}
	shown := map[string]bool{}
	for _, l := range s.links {
		said := ooxml.Bare(l.shown)
		for _, t := range l.texts {
			if ooxml.Bare(t) == said {
				continue // a link to just what is shown hides nothing
			}
			if err := s.say(extract.Unit{Text: t, Loc: extract.Loc{Row: l.row, Col: l.col}, Hidden: extract.Hyperlink}); err != nil {
				return err
			}
		}
	}
	for _, r := range rels {
		shown[r.ID] = shown[r.ID] || strings.EqualFold(r.Kind, "hyperlink")
	}
	at := ooxml.Place{Loc: extract.Loc{Sheet: e.name}, Hidden: e.hidden}
	if err := b.Outside(part, at, rels, shown); err != nil {
		return err
	}
	var xml []ooxml.Rel
	for _, r := range rels {
		if !strings.HasSuffix(r.Target, ".bin") || strings.Contains(r.Target, "/embeddings/") {
			xml = append(xml, r)
		}
	}
	return b.Hangers(at, xml, 0)
}

func (s *sheet) say(u extract.Unit) error {
	u.Loc.Sheet = s.name
	u.Hidden |= s.hidden
	return s.b.Say(u)
}

// comment reads a record of the comments.
func (s *sheet) comment(kind int, r []byte) error {
	switch kind {
	case 632:
		text, _ := str(r)
		if len(s.authors) < 1<<16 {
			s.authors = append(s.authors, text)
		}
	case 635:
		s.row, s.next = int(u32(r, 4))+1, int(u32(r, 12))+1
		if i := int(u32(r, 0)); i < len(s.authors) && s.authors[i] != "" {
			s.says = append(s.says, extract.Unit{Text: s.authors[i], Loc: extract.Loc{Row: s.row, Col: s.next}, Hidden: extract.Comment, Role: extract.Property})
			s.authors[i] = "" // named once
		}
	case 637:
		text, _ := rich(r)
		if err := s.say(extract.Unit{Text: text, Loc: extract.Loc{Row: s.row, Col: s.next}, Hidden: extract.Comment}); err != nil {
			return &sinkError{err}
		}
	}
	return nil
}

// beside reads a record of a sheet that is no cell, before the cells are read.
func (s *sheet) beside(kind int, r []byte) error {
	switch kind {
	case 60: // columns
		if u16(r, 16)&1 != 0 || u32(r, 8) == 0 {
			for i := int(u32(r, 0)); i >= 0 && i <= min(int(u32(r, 4)), maxCol-1); i++ {
				s.columns[i] = true
			}
		}
	case 176:
		if len(s.merges) < 1<<17 && len(r) >= 16 {
			s.merges[[2]int{int(u32(r, 0)), int(u32(r, 8))}] = [2]int{int(u32(r, 4)) - int(u32(r, 0)) + 1, int(u32(r, 12)) - int(u32(r, 8)) + 1}
		}
	case 161:
		if len(s.filters) < 100 {
			s.filters = append(s.filters, [2]int{int(u32(r, 0)), int(u32(r, 4))})
		}
	case 494:
		s.link(r)
	case 479:
		rest := from(r, 2)
		for range 6 {
			var text string
			text, rest = str(rest)
			s.says = append(s.says, extract.Unit{Text: numfmt.PageText(text), Hidden: extract.HeaderFooter})
		}
	case 64, 1046: // rules for input
		for _, text := range scan(r) {
			s.says = append(s.says, extract.Unit{Text: text, Hidden: extract.Validation})
		}
		rest := from(r, 8+16*int(min(u32(r, 4), 1<<16)))
		for range 4 {
			_, rest = str(rest)
		}
		s.says = append(s.says, extract.Unit{Text: strings.ReplaceAll(words(formula(rest)), "\x00", " "), Hidden: extract.Validation})
	case 463, 165, 171, 172: // conditions, filters
		for _, text := range scan(r) {
			s.says = append(s.says, extract.Unit{Text: text, Hidden: extract.Filter})
		}
	}
	return nil
}

func (s *sheet) link(r []byte) {
	if len(s.links) >= 1<<17 {
		return
	}
	l := &link{row: int(u32(r, 0)) + 1, col: int(u32(r, 8)) + 1}
	id, rest := str(from(r, 16))
	if target, external := ooxml.Target(s.rels, id); external {
		l.texts = append(l.texts, target)
	}
	for range 3 {
		var text string
		text, rest = str(rest)
		l.texts = append(l.texts, text)
	}
	s.links = append(s.links, l)
	s.linked[[2]int{l.row, l.col}] = l
}

// cells reads a record of cells.
func (s *sheet) cells(kind int, r []byte) error {
	if kind == 0 {
		if err := s.flush(); err != nil {
			return err
		}
		s.row, s.next, s.rowWhy = int(u32(r, 0)), 0, 0
		if len(r) > 11 && r[11]&0x10 != 0 {
			s.rowWhy = extract.HiddenRow
			for _, f := range s.filters {
				if s.row > f[0] && s.row <= f[1] {
					s.rowWhy |= extract.Filter
				}
			}
		}
		return nil
	}
	if kind > 18 && kind != 62 {
		return nil
	}
	col, style, body := s.next, u32(r, 0)&0xFFFFFF, from(r, 4)
	if kind < 12 || kind == 62 {
		col, style, body = int(u32(r, 0)), u32(r, 4)&0xFFFFFF, from(r, 8)
	}
	s.next = col + 1
	u := extract.Unit{Loc: extract.Loc{Sheet: s.name, Row: s.row + 1, Col: col + 1}, Hidden: s.hidden | s.rowWhy}
	var x xf
	if int(style) < len(s.b.xfs) {
		x = s.b.xfs[style]
	}
	text, shared := "", -1
	switch kind {
	case 2, 13, 5, 16, 9:
		if len(body) < 4 || kind != 2 && kind != 13 && len(body) < 8 {
			return errRecord
		}
		n := rk(u32(body, 0))
		if kind == 5 || kind == 16 || kind == 9 {
			n = math.Float64frombits(uint64(u32(body, 0)) | uint64(u32(body, 4))<<32)
		}
		shown := x.format.Number(n, s.b.date1904)
		u.Text, u.Raw, u.Type = shown.Text, shown.Raw, shown.Type
		u.Hidden |= shown.Hidden
	case 3, 14, 11:
		if len(body) > 0 {
			u.Text = errorNames[body[0]]
		}
	case 4, 15, 10:
		u.Type, u.Text = extract.Bool, "FALSE"
		if len(body) > 0 && body[0] != 0 {
			u.Text = "TRUE"
		}
	case 6, 17, 8:
		text, _ = str(body)
	case 62:
		text, _ = rich(body)
	case 7, 18:
		i := int(u32(body, 0))
		if len(body) < 4 || i >= len(s.b.strings) {
			return errors.New("a cell points to no string")
		}
		s.b.used[i] = true
		text, shared = s.b.strings[i], i
	}
	if text != "" {
		shown := x.format.Text(text)
		u.Text = text
		u.Hidden |= shown.Hidden
	}
	if kind >= 8 && kind <= 11 {
		s.formula(kind, body, u)
	}
	if u.Text == "" {
		return nil
	}
	u.Hidden |= x.hidden
	if col < maxCol && s.columns[col] {
		u.Hidden |= extract.HiddenColumn
	}
	if m, ok := s.merges[[2]int{s.row, col}]; ok {
		u.Rows, u.Cols = m[0], m[1]
	}
	if l := s.linked[[2]int{s.row + 1, col + 1}]; l != nil {
		l.shown = u.Text
	}
	if reading, ok := s.b.ruby[shared]; ok {
		delete(s.b.ruby, shared)
		s.behind = append(s.behind, extract.Unit{Text: reading, Loc: u.Loc, Hidden: u.Hidden, Role: extract.Property})
	}
	if s.units = append(s.units, u); len(s.units) > maxCol {
		if err := s.flush(); err != nil {
			return err
		}
	}
	return nil
}

// formula takes the words out of the formula of a cell.
func (s *sheet) formula(kind int, body []byte, u extract.Unit) {
	switch kind {
	case 8:
		_, body = str(body)
	case 9:
		body = from(body, 8)
	default:
		body = from(body, 1)
	}
	if text := words(formula(from(body, 2))); text != "" {
		s.behind = append(s.behind, extract.Unit{Text: text, Loc: u.Loc, Hidden: u.Hidden | extract.HiddenText})
	}
}

// flush sends the row.
func (s *sheet) flush() *sinkError {
	if len(s.units) > 0 {
		if err := s.b.To.Row(s.units); err != nil {
			return &sinkError{err}
		}
	}
	s.units = s.units[:0]
	for _, u := range s.behind {
		if err := s.b.Say(u); err != nil {
			return &sinkError{err}
		}
	}
	s.behind = s.behind[:0]
	return nil
}

// rk is a number in four bytes.
func rk(v uint32) float64 {
	var f float64
	if v&2 != 0 {
		f = float64(int32(v) >> 2)
	} else {
		f = math.Float64frombits(uint64(v&^3) << 32)
	}
	if v&1 != 0 {
		f /= 100
	}
	return f
}

var errorNames = map[byte]string{0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A", 43: "#GETTING_DATA"}
