package docx

import (
	"strings"

	"monban/extract"
	"monban/extract/ooxml"
)

// maxDepth bounds elements inside each other. Word itself stops far earlier.
const maxDepth = 400

// A story is one text of a document: the body, a header, the footnotes.
type story struct {
	d     *doc
	x     *ooxml.Scanner
	rels  []ooxml.Rel
	sheet string         // "" for the body
	base  extract.Hidden // of everything in it

	line   int
	tables int
	fields []*field
	seen   map[string]bool // texts of the first alternative, while the others may follow
	shown  map[string]bool // numbers of the links that were told
	told   map[string]bool // alternative texts
}

// A scope is what the elements around say about the text in them.
type scope struct {
	hidden   extract.Hidden
	look     ooxml.Look
	sheet    string // what a place is said to be in: a table when one is around
	style    string // of the paragraph
	para     *para  // nil between paragraphs
	table    *table // nil outside of tables
	fallback bool   // in an alternative that readers of today do not show
}

// read reads the part through. x is at its outermost element.
func (s *story) read() error {
	s.shown, s.told = map[string]bool{}, map[string]bool{}
	sc := scope{hidden: s.base, sheet: s.sheet}
	if s.d.painted {
		sc.look.Ground = ooxml.Unknown
	}
	if err := s.inside(sc); err != nil {
		return err
	}
	for len(s.fields) > 0 {
		if err := s.endField(sc); err != nil {
			return err
		}
	}
	return s.d.Outside(s.sheet, ooxml.Place{Loc: extract.Loc{Sheet: s.sheet}, Hidden: s.base}, s.rels, s.shown)
}

// inside reads what stands in the element whose Open was last.
func (s *story) inside(sc scope) error {
	if s.x.Depth > maxDepth {
		s.x.Skip()
		return s.d.To.Gap(extract.Gap{Loc: s.at(sc), Code: extract.Limit, Err: errDepth})
	}
	for level := s.x.Depth - 1; s.x.Depth > level; {
		switch s.x.Next() {
		case ooxml.End:
			return nil
		case ooxml.Open:
			if err := s.element(&sc); err != nil {
				return err
			}
		}
	}
	return nil
}

// element reads one element. What it says about the text that follows it on
// the same level goes into sc.
func (s *story) element(sc *scope) error {
	x := s.x
	switch string(x.Name) {
	case "p":
		return s.paragraph(*sc)
	case "pPr":
		return s.paragraphProperties(sc)
	case "r":
		in := *sc
		return s.inside(in)
	case "rPr":
		return s.runProperties(sc)
	case "t":
		return s.text(*sc, x.Inner(), 0)
	case "delText":
		return s.text(*sc, x.Inner(), extract.Revision)
	case "tab", "ptab":
		return s.mark(*sc, "\t")
	case "br", "cr":
		return s.mark(*sc, "\n")
	case "noBreakHyphen":
		return s.mark(*sc, "-")
	case "instrText", "delInstrText":
		return s.instruction(*sc, x.Inner())
	case "fldChar":
		return s.fieldChar(*sc)
	case "fldSimple":
		return s.simpleField(*sc)
	case "ffData", "sdtPr":
		return s.form(*sc)
	case "hyperlink":
		return s.link(*sc)
	case "rt":
		return s.ruby(*sc)
	case "ins", "moveTo":
		if err := s.d.author(x.Attr("author"), extract.Revision, sc.sheet); err != nil {
			return err
		}
	case "del", "moveFrom":
		if err := s.d.author(x.Attr("author"), extract.Revision, sc.sheet); err != nil {
			return err
		}
		in := *sc
		in.hidden |= extract.Revision
		return s.inside(in)
	case "rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "tblPrExChange", "tcPrChange", "trPrChange", "tblGridChange", "numberingChange":
		err := s.d.author(x.Attr("author"), extract.Revision, sc.sheet)
		x.Skip() // the look before
		return err
	case "tbl":
		return s.tableBody(*sc)
	case "tblPr":
		s.tableProperties(sc.table)
	case "tr":
		return s.tableRow(*sc)
	case "tc":
		return s.tableCell(*sc)
	case "txbxContent":
		in := scope{hidden: sc.hidden | extract.Textbox, sheet: sc.sheet, fallback: sc.fallback, look: ooxml.Look{Ground: sc.look.Ground}}
		if in.look.Ground == "" {
			in.look.Ground = ooxml.Unknown // the box may have any colour
		}
		return s.inside(in)
	case "AlternateContent":
		return s.alternatives(*sc)
	case "Choice", "wsp":
		in := *sc
		in.look.Ground = ""
		return s.inside(in)
	case "spPr":
		return s.box(sc)
	case "Fallback":
		in := *sc
		in.fallback = true
		in.para = newPara(in, sc.para)
		if err := s.inside(in); err != nil {
			return err
		}
		return s.endParagraph(in.para)
	case "docPr", "cNvPr", "shape", "rect", "oval", "roundrect", "line", "imagedata", "group", "textpath":
		return s.drawing(*sc)
	case "bookmarkStart":
		if name := x.Attr("name"); !strings.HasPrefix(name, "_") {
			return s.aside(*sc, name, extract.DefinedName)
		}
	case "attr": // of a smart tag
		if v := x.Attr("val"); ooxml.Telling([]byte(v)) {
			return s.aside(*sc, v, extract.HiddenText)
		}
	case "background":
		c := strings.ToUpper(x.Attr("color"))
		s.d.painted = c != "" && c != "AUTO" && !ooxml.Alike(c, "FFFFFF")
		if s.d.painted {
			sc.look.Ground = ooxml.Unknown
		}
	case "footnote", "endnote":
		if t := x.Attr("type"); strings.Contains(strings.ToLower(t), "separator") || strings.EqualFold(t, "continuationNotice") {
			x.Skip()
		}
	case "comment":
		if err := s.d.author(x.Attr("author"), extract.Comment, sc.sheet); err != nil {
			return err
		}
	case "docPartPr", "tblGrid", "sectPr":
		x.Skip() // no text
	}
	return nil
}

// at is where text of a scope stands.
func (s *story) at(sc scope) extract.Loc {
	switch {
	case sc.table != nil && sc.table.inCell:
		return sc.table.cell.Loc
	case sc.para != nil:
		return s.line1(sc.para)
	}
	return extract.Loc{Sheet: sc.sheet, Line: s.line}
}

// aside sends text that is not part of the line being read.
func (s *story) aside(sc scope, text string, why extract.Hidden) error {
	if sc.fallback {
		if text == "" || s.seen[text] {
			return nil
		}
		why |= extract.HiddenText
	}
	s.see(text)
	if ooxml.Clean(text) == "" {
		return nil
	}
	return s.d.Say(extract.Unit{Text: text, Loc: s.at(sc), Hidden: why | sc.hidden})
}

// see notes a text, so that the same in another alternative is not told twice.
func (s *story) see(text string) {
	if s.seen != nil && len(s.seen) < 1<<16 {
		s.seen[text] = true
	}
}

// alternatives reads the same thing in two notations: the first is told, the
// others only where they say something else.
func (s *story) alternatives(sc scope) error {
	if s.seen != nil {
		return s.inside(sc)
	}
	s.seen = map[string]bool{}
	err := s.inside(sc)
	s.seen = nil
	return err
}

// box finds the ground of a text box in the properties of its shape.
func (s *story) box(sc *scope) error {
	fill, depth := "", s.x.Depth
	for level := depth - 1; s.x.Depth > level; {
		switch s.x.Next() {
		case ooxml.End:
			return nil
		case ooxml.Open:
			switch string(s.x.Name) {
			case "solidFill":
				if s.x.Depth == depth+1 {
					fill = "solid"
				}
			case "srgbClr":
				if fill == "solid" {
					fill = strings.ToUpper(s.x.Attr("val"))
				}
			}
		}
	}
	if len(fill) == 6 {
		sc.look.Ground = fill
	} else {
		sc.look.Ground = ooxml.Unknown
	}
	return nil
}

// drawing reads what is said about a picture or a shape.
func (s *story) drawing(sc scope) error {
	texts := []string{s.x.Attr("descr"), s.x.Attr("title"), s.x.Attr("alt"), s.x.Attr("string")}
	if name := s.x.Attr("name"); pictureName(name) {
		texts = append(texts, name)
	}
	for i, t := range texts {
		if t == "" || s.told[t] {
			continue
		}
		if len(s.told) < 1<<16 {
			s.told[t] = true
		}
		why := extract.AltText
		if i == 3 {
			why = extract.Textbox // letters drawn as a picture
		}
		if err := s.aside(sc, t, why); err != nil {
			return err
		}
	}
	return nil
}

// pictureName tells names that a picture has brought with it from those that
// a program counts.
func pictureName(s string) bool {
	i := strings.LastIndexByte(s, '.')
	return i > 0 && len(s)-i <= 5 && len(s)-i >= 4
}
