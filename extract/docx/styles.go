package docx

import (
	"strconv"
	"strings"

	"monban/extract/ooxml"
)

// property reads one element of the formatting of a run. x is at its Open.
func property(l *ooxml.Look, x *ooxml.Scanner) {
	switch string(x.Name) {
	case "vanish", "specVanish":
		l.Vanish = ooxml.Said(on(x))
	case "sz":
		n, err := strconv.ParseFloat(x.Attr("val"), 64)
		if err == nil {
			l.Small = ooxml.Said(n <= 4) // half points
		}
	case "w":
		if n, err := strconv.Atoi(strings.TrimSuffix(x.Attr("val"), "%")); err == nil && n <= 5 {
			l.Small = ooxml.Yes // letters of no width
		}
	case "color":
		l.Color = strings.ToUpper(x.Attr("val"))
	case "shd":
		if g := shade(x); g != "" {
			l.Ground = g
		}
	case "highlight":
		if v := x.Attr("val"); v != "none" && v != "white" {
			l.Ground = ooxml.Unknown
		}
	case "textFill":
		for level := x.Depth - 1; x.Depth > level; {
			switch x.Next() {
			case ooxml.End:
				return
			case ooxml.Open:
				if string(x.Name) == "noFill" {
					l.NoFill = ooxml.Yes
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
	return ooxml.Unknown // a pattern
}

// styles are the named formats of a document.
type styles struct {
	basic ooxml.Look
	named map[string]style
	para  string // style of paragraphs that name none
}

type style struct {
	look    ooxml.Look
	base    string
	painted bool // a table with coloured cells
}

// of gives the look of a style with those it is built on.
func (s *styles) of(id string) (l ooxml.Look) {
	for range 16 {
		st, ok := s.named[id]
		if !ok {
			break
		}
		l = l.Over(st.look)
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
					property(&s.basic, x)
				default:
					property(&st.look, x)
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
