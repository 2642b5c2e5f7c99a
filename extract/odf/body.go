package odf

import (
	"errors"
	"strconv"
	"strings"

	"monban/extract"
	"monban/extract/ooxml"
)

// maxDepth bounds elements inside each other.
const maxDepth = 400

// A story reads one part with text.
type story struct {
	d      *doc
	x      *ooxml.Scanner
	sheet  string
	styles map[string]style
	common map[string]style

	line   int
	units  int // sent so far, beside tables
	slide  int
	tables int
	told   map[string]bool // alternative texts
	body   bool            // the element with the content was there
}

// A scope is what the elements around say about the text in them.
type scope struct {
	hidden extract.Hidden
	look   ooxml.Look
	para   *ooxml.Para
	line   int // of the paragraph around
	table  *table
	cell   bool // the text is that of the cell being read
	sheet  bool // in a spreadsheet
	model  bool // of a master page
	role   extract.Role
}

func (s *story) inside(sc scope) error {
	if s.x.Depth > maxDepth {
		s.x.Skip()
		return s.d.To.Gap(extract.Gap{Loc: s.at(sc), Code: extract.Limit, Err: errors.New("odf: elements lie too deep inside each other")})
	}
	for level := s.x.Depth - 1; s.x.Depth > level; {
		var err error
		switch s.x.Next() {
		case ooxml.End:
			return nil
		case ooxml.Open:
			if err = s.d.Ctx.Err(); err == nil {
				err = s.element(&sc)
			}
		case ooxml.Chars:
			err = s.chars(sc, s.x.AppendText(nil))
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// chars takes text. Blanks are taken together, as programs do; outside of
// paragraphs text is not shown.
func (s *story) chars(sc scope, b []byte) error {
	if sc.para == nil {
		return s.aside(sc, string(b), extract.HiddenText)
	}
	why := s.hides(sc)
	p := sc.para
	words := strings.Join(strings.FieldsFunc(string(b), blank), " ")
	if len(b) > 0 && blank(rune(b[0])) && !ends(p.Text) {
		words = " " + words
	}
	if n := len(b); words != " " && n > 0 && blank(rune(b[n-1])) && words != "" {
		words += " "
	}
	p.Add([]byte(words), why)
	if p.Full() {
		return s.flush(sc, p)
	}
	return nil
}

func blank(r rune) bool { return r == ' ' || r == '\n' || r == '\t' || r == '\r' }

// ends tells a text after which a blank says nothing.
func ends(b []byte) bool { return len(b) == 0 || b[len(b)-1] == ' ' || b[len(b)-1] == '\n' }

func (s *story) mark(sc scope, text string) {
	if sc.para != nil {
		sc.para.Add([]byte(text), sc.para.Last)
	}
}

func (s *story) element(sc *scope) error {
	x := s.x
	switch string(x.Name) {
	case "body":
		s.body = true
		return s.inside(*sc)
	case "style":
		readStyle(x, s.styles)
	case "automatic-styles", "styles":
		return s.styleList()
	case "font-face-decls", "settings", "scripts", "event-listeners", "binary-data", "tracked-changes-view-settings", "note-citation",
		"linenumbering-configuration", "notes-configuration", "sequence-decls", "forms-settings", "calculation-settings", "date", "date-string":
		x.Skip()
	case "meta":
		return s.metaInside(sc)
	case "p", "h":
		return s.paragraph(*sc)
	case "span":
		in := *sc
		in.look = s.look("text", x.Attr("style-name")).Over(sc.look)
		return s.inside(in)
	case "s":
		n, err := strconv.Atoi(x.Attr("c"))
		if err != nil || n < 1 {
			n = 1
		}
		s.mark(*sc, strings.Repeat(" ", min(n, 1000)))
	case "tab":
		s.mark(*sc, "\t")
	case "line-break":
		s.mark(*sc, "\n")
	case "a":
		return s.link(*sc)
	case "ruby-text":
		return s.aside(*sc, x.Inner(), 0)
	case "note-body":
		return s.apart(*sc, extract.Footnote)
	case "annotation":
		return s.annotation(*sc)
	case "notes":
		return s.apart(*sc, extract.Note)
	case "section":
		in := *sc
		if v := x.Attr("display"); v == "none" || v == "condition" || s.off("section", x.Attr("style-name")) {
			in.hidden |= extract.HiddenText
		}
		return s.inside(in)
	case "hidden-text", "hidden-paragraph", "conditional-text":
		return s.hiddenField(*sc)
	case "deletion":
		return s.apart(*sc, extract.Revision)
	case "change-info":
		return s.change(*sc)
	case "tracked-changes":
		return s.apart(*sc, extract.Revision)
	case "header", "footer", "header-left", "footer-left", "header-first", "footer-first":
		in := *sc
		in.hidden |= extract.HeaderFooter
		if x.Attr("display") == "false" {
			in.hidden |= extract.HiddenText
		}
		return s.inside(in)
	case "master-page", "handout-master":
		in := *sc
		in.model = true
		return s.inside(in)
	case "page":
		return s.page(*sc)
	case "table":
		return s.tableBody(*sc)
	case "text-box":
		in := *sc
		if s.slide == 0 && !sc.model {
			in.hidden |= extract.Textbox
		}
		return s.free(in)
	case "frame", "custom-shape", "rect", "ellipse", "line", "polygon", "polyline", "path", "connector", "caption", "measure", "regular-polygon", "circle":
		return s.shape(*sc)
	case "title", "desc":
		return s.alt(*sc)
	case "spreadsheet":
		in := *sc
		in.sheet = true
		return s.inside(in)
	case "user-field-decl", "variable-decl", "dde-connection-decl", "named-range", "named-expression", "database-range", "bookmark", "bookmark-start",
		"cell-range-source", "table-source", "data-pilot-table", "data-pilot-member", "data-pilot-group", "scenario", "content-validation", "label-range",
		"image", "object", "object-ole", "plugin", "reference-mark", "reference-mark-start", "placeholder", "database-display", "text-input", "drop-down", "label",
		"alphabetical-index-mark", "alphabetical-index-mark-start", "toc-mark", "user-index-mark", "variable-set", "show":
		return s.declared(*sc)
	case "text", "textarea", "listbox", "option", "combobox", "item", "checkbox", "radio", "hidden", "button", "fixed-text", "formatted-text", "file",
		"password", "value-range", "generic-control", "form", "property":
		return s.form(*sc)
	case "change-track-table-cell", "previous", "dependencies", "cut-offs":
		in := *sc
		in.hidden |= extract.Revision
		return s.free(in)
	case "help-message", "error-message":
		if err := s.aside(*sc, x.Attr("title"), extract.Validation); err != nil {
			return err
		}
		return s.apart(*sc, extract.Validation)
	}
	return nil
}

// styleList reads a list of styles.
func (s *story) styleList() error {
	x := s.x
	for level := x.Depth - 1; x.Depth > level; {
		switch x.Next() {
		case ooxml.End:
			return nil
		case ooxml.Open:
			if string(x.Name) == "style" {
				readStyle(x, s.styles)
			}
		}
	}
	return nil
}

// at is where text of a scope stands.
func (s *story) at(sc scope) extract.Loc {
	if t := sc.table; t != nil && t.inCell {
		return t.cell.Loc
	}
	at := extract.Loc{Sheet: s.sheet, Page: s.slide, Line: sc.line}
	if sc.table != nil {
		at.Sheet = sc.table.name
	}
	return at
}

// aside sends text that is not part of the paragraph being read.
func (s *story) aside(sc scope, text string, why extract.Hidden) error {
	if ooxml.Clean(text) == "" {
		return nil
	}
	s.units++
	return s.d.Say(extract.Unit{Text: text, Loc: s.at(sc), Hidden: sc.hidden | why, Role: sc.role})
}

// apart reads what stands in an element as paragraphs of their own.
func (s *story) apart(sc scope, why extract.Hidden) error {
	sc.hidden |= why
	return s.free(sc)
}

func (s *story) free(sc scope) error {
	sc.para, sc.cell = nil, false
	return s.inside(sc)
}

func (s *story) paragraph(sc scope) error {
	if sc.para != nil { // damaged, or a paragraph in a ruby
		return s.inside(sc)
	}
	p := ooxml.NewPara(sc.hidden)
	sc.para = p
	if !sc.cell { // what hangs on a paragraph stands where it does
		s.line++
		sc.line = s.line
	}
	sc.look = s.look("paragraph", s.x.Attr("style-name")).Over(sc.look)
	units := s.units
	if err := s.inside(sc); err != nil {
		return err
	}
	if err := s.flush(sc, p); err != nil {
		return err
	}
	if s.units == units && sc.line == s.line && !sc.cell {
		s.line-- // an empty one does not count
	}
	return nil
}

// flush sends a paragraph, or adds it to the cell it stands in.
func (s *story) flush(sc scope, p *ooxml.Para) error {
	pieces := p.Take()
	if sc.cell && sc.table != nil {
		sc.table.add(pieces)
		return nil
	}
	for _, h := range pieces {
		for _, line := range strings.Split(string(h.Text), "\n") {
			if ooxml.Clean(line) == "" {
				continue
			}
			sc.hidden = h.Why
			if err := s.aside(sc, line, 0); err != nil {
				return err
			}
		}
	}
	return nil
}

// page reads a slide of a presentation or a page of drawings.
func (s *story) page(sc scope) error {
	s.slide++
	s.line = 0
	if s.off("drawing-page", s.x.Attr("style-name")) {
		sc.hidden |= extract.HiddenSlide
	}
	return s.declared(sc) // it may have a name
}

// shape reads a frame or a drawn shape. Placeholders that were not filled in
// only say what to write.
func (s *story) shape(sc scope) error {
	if s.x.Attr("placeholder") == "true" {
		s.x.Skip()
		return nil
	}
	if sc.model {
		switch s.x.Attr("class") {
		case "title", "outline", "subtitle", "page-number", "notes", "date-time":
			s.x.Skip()
			return nil
		}
		if sc.hidden&extract.HeaderFooter == 0 {
			sc.hidden |= extract.Properties
			sc.role = extract.Property
		}
	}
	if v := s.x.Attr("display"); v == "none" || v == "printer" {
		sc.hidden |= extract.HiddenText
	}
	// A shape may have any colour, and lie on anything.
	sc.look = s.look("graphic", s.x.Attr("style-name"))
	if sc.look.Ground == "" {
		sc.look.Ground = ooxml.Unknown
	}
	if name := s.x.Attr("name"); strings.LastIndexByte(name, '.') > 0 && len(name)-strings.LastIndexByte(name, '.') <= 5 {
		if err := s.aside(sc, name, extract.AltText); err != nil {
			return err
		}
	}
	if string(s.x.Name) == "custom-shape" || string(s.x.Name) != "frame" {
		if s.slide == 0 && !sc.model {
			sc.hidden |= extract.Textbox
		}
	}
	return s.free(sc)
}
