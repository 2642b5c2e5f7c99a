package docx

import (
	"strconv"
	"strings"

	"monban/extract"
	"monban/extract/ooxml"
)

// A look is what hides text in its formatting, as far as it is said.
type look struct {
	vanish tri
	small  tri
	nofill tri
	color  string // of the letters, upper case; "" when it is not said
	ground string // behind the letters; "" when it is not said
}

// A tri is a Boolean that may not be said.
type tri int8

const (
	unsaid tri = iota
	yes
	no
)

// unknown is a ground of which only this is known: it need not be white.
const unknown = "?"

func said(b bool) tri {
	if b {
		return yes
	}
	return no
}

// over puts l on top of what is below.
func (l look) over(below look) look {
	if l.vanish == unsaid {
		l.vanish = below.vanish
	}
	if l.small == unsaid {
		l.small = below.small
	}
	if l.nofill == unsaid {
		l.nofill = below.nofill
	}
	if l.color == "" {
		l.color = below.color
	}
	if l.ground == "" {
		l.ground = below.ground
	}
	return l
}

// hides says why text of this look is not seen.
func (l look) hides() (h extract.Hidden) {
	if l.vanish == yes {
		h |= extract.HiddenText
	}
	if l.small == yes {
		h |= extract.SmallText
	}
	ground := l.ground
	if ground == "" || ground == "AUTO" {
		ground = "FFFFFF"
	}
	if l.nofill == yes || ground != unknown && ooxml.Alike(l.color, ground) {
		h |= extract.WhiteText
	}
	return h
}

// property reads one element of the formatting of a run. x is at its Open.
func (l *look) property(x *ooxml.Scanner) {
	switch string(x.Name) {
	case "vanish", "specVanish":
		l.vanish = said(on(x))
	case "sz":
		n, err := strconv.ParseFloat(x.Attr("val"), 64)
		if err == nil {
			l.small = said(n <= 4) // half points
		}
	case "w":
		if n, err := strconv.Atoi(strings.TrimSuffix(x.Attr("val"), "%")); err == nil && n <= 5 {
			l.small = yes // letters of no width
		}
	case "color":
		l.color = strings.ToUpper(x.Attr("val"))
	case "shd":
		if g := shade(x); g != "" {
			l.ground = g
		}
	case "highlight":
		if v := x.Attr("val"); v != "none" && v != "white" {
			l.ground = unknown
		}
	case "textFill":
		for level := x.Depth - 1; x.Depth > level; {
			switch x.Next() {
			case ooxml.End:
				return
			case ooxml.Open:
				if string(x.Name) == "noFill" {
					l.nofill = yes
				}
			}
		}
	}
}

// on is a switch: it is on unless its value says no.
func on(x *ooxml.Scanner) bool {
	switch x.Attr("val") {
	case "0", "false", "off", "none":
		return false
	}
	return true
}

// shade gives the colour behind text, "" when none is said.
func shade(x *ooxml.Scanner) string {
	fill := strings.ToUpper(x.Attr("fill"))
	switch x.Attr("val") {
	case "", "clear":
		if fill == "AUTO" {
			return ""
		}
		return fill
	case "nil":
		return ""
	}
	return unknown // a pattern
}

// styles are the named formats of a document.
type styles struct {
	basic look
	named map[string]style
	para  string // style of paragraphs that name none
}

type style struct {
	look
	base    string
	painted bool // a table with coloured cells
}

// of gives the look of a style with those it is built on.
func (s *styles) of(id string) (l look) {
	for range 16 {
		st, ok := s.named[id]
		if !ok {
			break
		}
		l = l.over(st.look)
		id = st.base
	}
	return l
}

// painted tells styles of tables that colour cells.
func (s *styles) painted(id string) bool {
	for range 16 {
		st, ok := s.named[id]
		if !ok || st.painted {
			return st.painted
		}
		id = st.base
	}
	return false
}

func readStyles(x *ooxml.Scanner) styles {
	s := styles{named: map[string]style{}}
	id, in := "", 0 // the style being read, and the depth of its run properties
	var st style
	for {
		switch x.Next() {
		case ooxml.End:
			return s
		case ooxml.Open:
			switch name := string(x.Name); name {
			case "style":
				id, st = x.Attr("styleId"), style{}
				if x.Attr("type") == "paragraph" && ooxml.IsTrue(x.Attr("default")) {
					s.para = id
				}
			case "basedOn":
				st.base = x.Attr("val")
			case "rPr", "pPr":
				if in == 0 {
					in = x.Depth
				}
			case "tblStylePr", "tcPr", "tblPr":
				if id != "" {
					st.painted = paints(x) || st.painted
				}
			default:
				switch {
				case in == 0 || name == "tab":
				case id == "":
					s.basic.property(x)
				default:
					st.look.property(x)
				}
			}
		case ooxml.Close:
			if in > 0 && x.Depth < in {
				in = 0
			}
			if string(x.Name) == "style" && id != "" && len(s.named) < 1<<16 {
				s.named[id] = st
				id = ""
			}
		}
	}
}

// paints reads an element through and tells whether it colours cells.
func paints(x *ooxml.Scanner) (found bool) {
	for level := x.Depth - 1; x.Depth > level; {
		switch x.Next() {
		case ooxml.End:
			return found
		case ooxml.Open:
			if string(x.Name) == "shd" {
				if g := shade(x); g != "" && !ooxml.Alike(g, "FFFFFF") {
					found = true
				}
			}
		}
	}
	return found
}
