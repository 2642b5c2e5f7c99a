package docx

import (
	"errors"
	"strings"

	"monban/extract"
	"monban/extract/ooxml"
)

var errDepth = errors.New("docx: elements lie too deep inside each other")

// A para is a paragraph while it is read: its text, and apart from it the
// pieces that are hidden in another way than the rest.
type para struct {
	sc     scope
	at     *para // the paragraph that this one is a piece of, for its line
	line   int   // 0 until something stands in it
	text   []byte
	hidden []piece
	last   extract.Hidden // of the run before
}

type piece struct {
	text []byte
	why  extract.Hidden
}

func newPara(sc scope, at *para) *para { return &para{sc: sc, at: at, last: sc.hidden} }

// line1 is where a paragraph stands. A paragraph gets its number when the
// first text in it is found.
func (s *story) line1(p *para) extract.Loc {
	sheet := p.sc.sheet
	for p.at != nil {
		p = p.at
	}
	if p.line == 0 {
		s.line++
		p.line = s.line
	}
	return extract.Loc{Sheet: sheet, Line: p.line}
}

func (s *story) paragraph(sc scope) error {
	p := newPara(sc, nil)
	sc.para, sc.style = p, s.d.styles.para
	if err := s.inside(sc); err != nil {
		return err
	}
	return s.endParagraph(p)
}

// paragraphProperties takes the style and the ground of a paragraph.
func (s *story) paragraphProperties(sc *scope) error {
	x := s.x
	for level := x.Depth - 1; x.Depth > level; {
		if x.Next() != ooxml.Open {
			if x.Err != nil {
				return nil
			}
			continue
		}
		switch string(x.Name) {
		case "pStyle":
			sc.style = x.Attr("val")
		case "shd":
			if g := shade(x); g != "" {
				sc.look.Ground = g
			}
		case "rPr", "sectPr": // of the mark at the end, and of the page
			x.Skip()
		case "pPrChange":
			if err := s.d.author(x.Attr("author"), extract.Revision, sc.sheet); err != nil {
				return err
			}
			x.Skip()
		}
	}
	return nil
}

// runProperties takes the look of the run being read.
func (s *story) runProperties(sc *scope) error {
	x := s.x
	direct, named := ooxml.Look{}, ""
	for level := x.Depth - 1; x.Depth > level; {
		switch x.Next() {
		case ooxml.End:
			return nil
		case ooxml.Open:
			switch string(x.Name) {
			case "rStyle":
				named = x.Attr("val")
			case "rPrChange":
				if err := s.d.author(x.Attr("author"), extract.Revision, sc.sheet); err != nil {
					return err
				}
				x.Skip()
			default:
				property(&direct, x)
			}
		}
	}
	sc.look = direct.Over(s.d.styles.of(named)).Over(sc.look)
	return nil
}

// hides is why text of a scope is not seen.
func (s *story) hides(sc scope) extract.Hidden {
	return sc.hidden | sc.look.Over(s.d.styles.of(sc.style)).Over(s.d.styles.basic).Hides()
}

// text adds words to the paragraph, or to the field that they are the code of.
func (s *story) text(sc scope, text string, why extract.Hidden) error {
	if sc.fallback {
		if s.seen[text] {
			return nil
		}
		why |= extract.HiddenText
	} else {
		s.see(text)
	}
	if s.code() != nil {
		why |= extract.HiddenText // an argument of a field, not its result
	}
	return s.add(sc, text, s.hides(sc)|why)
}

// mark adds a blank that a program shows for an element.
func (s *story) mark(sc scope, text string) error {
	if sc.para == nil || s.code() != nil || sc.fallback {
		return nil
	}
	return s.add(sc, text, sc.para.last)
}

func (s *story) add(sc scope, text string, why extract.Hidden) error {
	p := sc.para
	if p == nil { // damaged: a run outside of paragraphs
		return s.d.Say(extract.Unit{Text: text, Loc: s.at(sc), Hidden: why})
	}
	if why == p.sc.hidden {
		p.text = append(p.text, text...)
		p.last = why
		if len(p.text) > ooxml.MaxText {
			return s.send(p, p.take(), why)
		}
		return nil
	}
	n := len(p.hidden)
	if n == 0 || p.last != why || len(p.hidden[n-1].text) > ooxml.MaxText {
		if n > 1000 {
			if err := s.endPieces(p); err != nil {
				return err
			}
		}
		p.hidden = append(p.hidden, piece{why: why})
		n = len(p.hidden)
	}
	p.hidden[n-1].text = append(p.hidden[n-1].text, text...)
	p.last = why
	return nil
}

func (p *para) take() string {
	s := string(p.text)
	p.text = p.text[:0]
	return s
}

// endParagraph sends a paragraph, or adds it to the cell it stands in.
func (s *story) endParagraph(p *para) error {
	if t := p.sc.table; t != nil && t.inCell {
		t.add(p)
		return nil
	}
	if err := s.send(p, p.take(), p.sc.hidden); err != nil {
		return err
	}
	return s.endPieces(p)
}

func (s *story) endPieces(p *para) error {
	pieces := p.hidden
	p.hidden = nil
	for _, h := range pieces {
		if err := s.send(p, string(h.text), h.why); err != nil {
			return err
		}
	}
	return nil
}

// send sends a text, one unit for each of its lines.
func (s *story) send(p *para, text string, why extract.Hidden) error {
	for _, line := range strings.Split(text, "\n") {
		if ooxml.Clean(line) == "" {
			continue
		}
		at := s.line1(p)
		if t := p.sc.table; t != nil && t.inCell {
			at = t.cell.Loc
		}
		if err := s.d.Say(extract.Unit{Text: line, Loc: at, Hidden: why}); err != nil {
			return err
		}
	}
	return nil
}

// ruby reads the reading above a word: a text of its own, so that it does not
// cut the word.
func (s *story) ruby(sc scope) error {
	if sc.para == nil {
		return s.inside(sc)
	}
	in := sc
	in.para = newPara(sc, sc.para)
	in.para.sc.table = nil
	if err := s.inside(in); err != nil {
		return err
	}
	text := ooxml.Clean(in.para.take())
	if text == "" {
		return s.endPieces(in.para)
	}
	if err := s.d.Say(extract.Unit{Text: text, Loc: s.at(sc), Hidden: sc.hidden}); err != nil {
		return err
	}
	return s.endPieces(in.para)
}
