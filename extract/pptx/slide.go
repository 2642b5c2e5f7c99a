package pptx

import (
	"errors"
	"strconv"
	"strings"

	"monban/extract"
	"monban/extract/ooxml"
)

// maxDepth bounds elements inside each other.
const maxDepth = 400

// A reader reads one slide, its notes, or a model of slides.
type reader struct {
	d      *deck
	x      *ooxml.Scanner
	rels   []ooxml.Rel
	sheet  string
	page   int
	base   extract.Hidden
	model  bool // a layout or a master: what users fill in is left out
	ground ground

	line  int
	shown map[string]bool // numbers of the links that were told
	drawn []rect          // coloured shapes and pictures so far
	seen  map[string]bool // texts of the first alternative, while the others may follow

	covered []extract.Hidden // what lies above each of the shapes
	shapes  int              // shapes met so far
}

// A scope is what the elements around say about the text in them.
type scope struct {
	hidden extract.Hidden
	shape  *shape
	table  *table
	para   *para
	group  bool // positions are those of the group
	// fallback: in an alternative that programs of today do not show
	fallback bool
	small    bool
	color    string
}

// A shape is one thing on a slide.
type shape struct {
	box    rect
	fill   string // of its ground; "" when it has none of its own
	style  bool   // a style may fill it
	prompt bool   // a placeholder of a model: it tells what to write
}

type rect struct{ x, y, w, h int64 }

func (r rect) apart(o rect) bool {
	return r.w > 0 && o.w > 0 && (r.x+r.w <= o.x || o.x+o.w <= r.x || r.y+r.h <= o.y || o.y+o.h <= r.y)
}

type para struct {
	text   []byte
	why    extract.Hidden // of the text
	hidden []piece        // runs that are hidden in another way
	last   extract.Hidden
	links  []string // addresses that runs lead to
}

type piece struct {
	text []byte
	why  extract.Hidden
}

func number(s string) int64 {
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil || n > 1<<40 || n < -1<<40 {
		return 0
	}
	return n
}

// read reads a slide of the show.
func (s *reader) read() error {
	if !s.x.Root() {
		return nil
	}
	if v := s.x.Attr("show"); v == "0" || v == "false" {
		s.base |= extract.HiddenSlide
	}
	return s.inside(scope{hidden: s.base})
}

func (s *reader) inside(sc scope) error {
	if s.x.Depth > maxDepth {
		s.x.Skip()
		return s.d.To.Gap(extract.Gap{Loc: s.at(sc), Code: extract.Limit, Err: errors.New("pptx: elements lie too deep inside each other")})
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

func (s *reader) element(sc *scope) error {
	x := s.x
	switch string(x.Name) {
	case "cSld":
		if !s.model { // the names of layouts come with the program
			return s.aside(*sc, x.Attr("name"), extract.DefinedName)
		}
	case "bg":
		s.ground.color = s.d.background(x, s.ground)
	case "grpSp":
		in := *sc
		in.group = true
		return s.inside(in)
	case "sp", "cxnSp", "pic", "graphicFrame":
		line, pic := string(x.Name) == "cxnSp", string(x.Name) == "pic"
		in := *sc
		in.shape = &shape{}
		if s.shapes < len(s.covered) {
			in.hidden |= s.covered[s.shapes]
		}
		s.shapes++
		if err := s.inside(in); err != nil {
			return err
		}
		if sh := in.shape; !line && (pic || sh.fill != "" && sh.fill != "none" || sh.style) && len(s.drawn) < 4096 {
			if sc.group {
				sh.box = rect{}
			}
			s.drawn = append(s.drawn, sh.box)
		}
	case "cNvPr":
		if v := x.Attr("hidden"); v == "1" || v == "true" {
			sc.hidden |= extract.HiddenText
		}
		return s.named(sc)
	case "nvSpPr", "nvPicPr", "nvGrpSpPr", "nvGraphicFramePr", "nvCxnSpPr":
		return s.head(sc)
	case "ph":
		if sc.shape != nil {
			sc.shape.prompt = s.model
		}
	case "spPr":
		s.look(sc)
	case "xfrm":
		s.position(sc)
	case "style":
		if sc.shape != nil && sc.shape.fill == "" {
			sc.shape.style = true
		}
		x.Skip()
	case "p":
		return s.paragraph(*sc)
	case "r", "fld":
		if strings.HasPrefix(x.Attr("type"), "slidenum") {
			x.Skip()
			return nil
		}
		in := *sc
		return s.inside(in)
	case "rPr":
		return s.runLook(sc)
	case "pPr", "endParaRPr", "lstStyle", "bodyPr", "txStyles", "defaultTextStyle":
		x.Skip()
	case "t":
		return s.text(*sc, x.Inner())
	case "br":
		return s.text(*sc, "\n")
	case "tab":
		return s.text(*sc, "\t")
	case "hlinkClick", "hlinkHover", "hlinkMouseOver":
		return s.link(*sc)
	case "tbl":
		return s.tableBody(*sc)
	case "tr":
		return s.tableRow(*sc)
	case "tc":
		return s.tableCell(*sc)
	case "AlternateContent":
		if s.seen == nil {
			s.seen = map[string]bool{}
			err := s.inside(*sc)
			s.seen = nil
			return err
		}
	case "Fallback": // an old drawing of the same
		in := *sc
		in.fallback = true
		return s.inside(in)
	}
	return nil
}

// head reads the name of a shape, and whether it is a placeholder, on the
// level of the shape, so that both count for all of it.
func (s *reader) head(sc *scope) error {
	for level := s.x.Depth - 1; s.x.Depth > level; {
		switch s.x.Next() {
		case ooxml.End:
			return nil
		case ooxml.Open:
			if err := s.element(sc); err != nil {
				return err
			}
		}
	}
	return nil
}

// named reads what is said about a shape.
func (s *reader) named(sc *scope) error {
	texts := []string{s.x.Attr("descr"), s.x.Attr("title")}
	if name := s.x.Attr("name"); strings.LastIndexByte(name, '.') > 0 && len(name)-strings.LastIndexByte(name, '.') <= 5 {
		texts = append(texts, name) // a picture has brought it
	}
	for _, t := range texts {
		if err := s.aside(*sc, t, extract.AltText); err != nil {
			return err
		}
	}
	return nil
}

func (s *reader) at(sc scope) extract.Loc {
	if t := sc.table; t != nil && t.inCell {
		return t.cell.Loc
	}
	return extract.Loc{Sheet: s.sheet, Page: s.page, Line: s.line}
}

func (s *reader) role() extract.Role {
	if s.model {
		return extract.Property
	}
	return extract.Content
}

func (s *reader) aside(sc scope, text string, why extract.Hidden) error {
	if sc.fallback {
		if s.seen[text] {
			return nil
		}
		why |= extract.HiddenText
	}
	s.see(text)
	return s.d.Say(extract.Unit{Text: text, Loc: s.at(sc), Hidden: sc.hidden | why, Role: s.role()})
}

// position finds shapes beside the slide.
func (s *reader) position(sc *scope) {
	x := s.x
	var r rect
	for level := x.Depth - 1; x.Depth > level; {
		switch x.Next() {
		case ooxml.End:
			return
		case ooxml.Open:
			switch string(x.Name) {
			case "off":
				r.x, r.y = number(x.Attr("x")), number(x.Attr("y"))
			case "ext":
				r.w, r.h = number(x.Attr("cx")), number(x.Attr("cy"))
			}
		}
	}
	if sc.shape == nil || sc.group {
		return
	}
	sc.shape.box = r
	if s.d.width > 0 && r.w > 0 && r.apart(rect{0, 0, s.d.width, s.d.height}) && !s.model && s.base&extract.Note == 0 {
		sc.hidden |= extract.OffPage
	}
}

// link tells the target of a link; that of a run when it is known what the
// paragraph shows.
func (s *reader) link(sc scope) error {
	id, tip := s.x.Attr("id"), s.x.Attr("tooltip")
	target, external := ooxml.Target(s.rels, id)
	if external {
		s.shown[id] = true
		if sc.para != nil && len(sc.para.links) < 1000 {
			sc.para.links = append(sc.para.links, target)
		} else if err := s.aside(sc, target, extract.Hyperlink); err != nil {
			return err
		}
	}
	return s.aside(sc, tip, extract.Hyperlink)
}

// links tells the addresses that a paragraph leads to and does not show.
func (s *reader) links(sc scope) error {
	shown := strings.ToLower(string(sc.para.text))
	last := ""
	for _, l := range sc.para.links {
		if l == last || strings.Contains(shown, ooxml.Bare(l)) {
			continue
		}
		last = l
		if err := s.aside(sc, l, extract.Hyperlink); err != nil {
			return err
		}
	}
	return nil
}

func (s *reader) paragraph(sc scope) error {
	p := &para{why: sc.hidden, last: sc.hidden}
	sc.para = p
	if t := sc.table; t == nil || !t.inCell {
		s.line++
	}
	if err := s.inside(sc); err != nil {
		return err
	}
	if err := s.links(sc); err != nil || sc.shape != nil && sc.shape.prompt {
		return err
	}
	if t := sc.table; t != nil && t.inCell {
		t.add(p)
		return nil
	}
	blank := ooxml.Clean(string(p.text)) == "" && len(p.hidden) == 0
	if blank {
		s.line--
		return nil
	}
	for i := -1; i < len(p.hidden); i++ {
		text, why := p.text, p.why
		if i >= 0 {
			text, why = p.hidden[i].text, p.hidden[i].why
		}
		for _, line := range strings.Split(string(text), "\n") {
			u := extract.Unit{Text: line, Loc: extract.Loc{Sheet: s.sheet, Page: s.page, Line: s.line}, Hidden: why, Role: s.role()}
			if err := s.d.Say(u); err != nil {
				return err
			}
		}
	}
	return nil
}

// see notes a text, so that the same in another alternative is not told twice.
func (s *reader) see(text string) {
	if s.seen != nil && len(s.seen) < 1<<16 {
		s.seen[text] = true
	}
}

// text adds words to the paragraph being read.
func (s *reader) text(sc scope, text string) error {
	p := sc.para
	if p == nil {
		return s.aside(sc, text, 0)
	}
	why := sc.hidden
	if sc.fallback {
		if s.seen[text] {
			return nil
		}
		why |= extract.HiddenText
	}
	s.see(text)
	switch {
	case text == "\n" || text == "\t":
		why = p.last
	case sc.small:
		why |= extract.SmallText
		fallthrough
	default:
		if s.unseen(sc) {
			why |= extract.WhiteText
		}
	}
	n := len(p.hidden)
	if why == p.why {
		if len(p.text) < ooxml.MaxText {
			p.text = append(p.text, text...)
		} else {
			return s.aside(sc, text, 0)
		}
	} else {
		if n == 0 || p.last != why || len(p.hidden[n-1].text) > ooxml.MaxText {
			p.hidden = append(p.hidden, piece{why: why})
			n++
		}
		p.hidden[n-1].text = append(p.hidden[n-1].text, text...)
	}
	p.last = why
	return nil
}
