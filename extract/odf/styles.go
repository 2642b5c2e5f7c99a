package odf

import (
	"strconv"
	"strings"

	"monban/extract"
	"monban/extract/ooxml"
)

// A style is what a named style says about being seen.
type style struct {
	ooxml.Look
	parent string
	off    bool // a sheet or a slide that is not shown
}

// key is the name under which a style is found: names count per family.
func styleKey(family, name string) string { return family + " " + name }

// look gives the look of a style with its parents.
func (s *story) look(family, name string) (l ooxml.Look) {
	for range 16 {
		if name == "" {
			break
		}
		st, ok := s.style(family, name)
		if !ok {
			break
		}
		l = l.Over(st.Look)
		name = st.parent
	}
	return l
}

func (s *story) style(family, name string) (style, bool) {
	st, ok := s.styles[styleKey(family, name)]
	if !ok {
		st, ok = s.common[styleKey(family, name)]
	}
	return st, ok
}

// off tells sheets and slides that their style does not show.
func (s *story) off(family, name string) bool {
	st, ok := s.style(family, name)
	return ok && st.off
}

// styles reads the styles of a part into those of the document.
func (d *doc) styles(part string) error {
	if !d.Has(part) {
		return nil
	}
	rc, err := d.Open(part)
	if err != nil {
		return nil // told when the part is read
	}
	defer rc.Close()
	for x := ooxml.NewScanner(rc); ; {
		switch x.Next() {
		case ooxml.End:
			return nil
		case ooxml.Open:
			switch string(x.Name) {
			case "style":
				readStyle(x, d.common)
			case "page-layout-properties", "drawing-page-properties":
				if c := color(x.Attr("background-color")); c != "" && !ooxml.Alike(c, "FFFFFF") {
					d.page = ooxml.Unknown
				}
				if f := x.Attr("fill"); f != "" && f != "none" {
					d.page = ooxml.Unknown
				}
			}
		}
	}
}

// readStyle reads <style:style>. x is at its Open.
func readStyle(x *ooxml.Scanner, into map[string]style) {
	key := styleKey(x.Attr("family"), x.Attr("name"))
	st := style{parent: x.Attr("parent-style-name")}
	for level := x.Depth - 1; x.Depth > level; {
		switch x.Next() {
		case ooxml.End:
			return
		case ooxml.Open:
			switch string(x.Name) {
			case "text-properties":
				if v := x.Attr("display"); v != "" {
					st.Vanish = ooxml.Said(v == "none")
				}
				if v := x.Attr("font-size"); strings.HasSuffix(v, "pt") {
					if n, err := strconv.ParseFloat(strings.TrimSuffix(v, "pt"), 64); err == nil {
						st.Small = ooxml.Said(n <= 2)
					}
				}
				if v := x.Attr("text-scale"); v != "" {
					if n, err := strconv.Atoi(strings.TrimSuffix(v, "%")); err == nil && n <= 5 {
						st.Small = ooxml.Yes
					}
				}
				st.Color = color(x.Attr("color"))
				if x.Attr("use-window-font-color") == "true" {
					st.Color = "AUTO"
				}
				if x.Attr("opacity") == "0%" && st.Color != "" && st.Color != "AUTO" {
					st.NoFill = ooxml.Yes
				}
				if c := color(x.Attr("background-color")); c != "" {
					st.Ground = c
				}
			case "table-cell-properties", "paragraph-properties":
				if c := color(x.Attr("background-color")); c != "" {
					st.Ground = c
				}
			case "graphic-properties":
				switch x.Attr("fill") {
				case "solid":
					st.Ground = color(x.Attr("fill-color"))
				case "none", "":
				default:
					st.Ground = ooxml.Unknown
				}
			case "table-properties":
				st.off = x.Attr("display") == "false"
			case "drawing-page-properties":
				st.off = x.Attr("visibility") == "hidden"
				if f := x.Attr("fill"); f != "" && f != "none" {
					st.Ground = ooxml.Unknown
				}
			case "section-properties":
				st.off = x.Attr("display") == "none"
			}
		}
	}
	if len(into) < 1<<18 {
		into[key] = st
	}
}

// color is a colour without its mark, "" when there is none.
func color(s string) string {
	s, ok := strings.CutPrefix(s, "#")
	if !ok {
		return ""
	}
	return strings.ToUpper(s)
}

// hides says why text is not seen.
func (s *story) hides(sc scope) extract.Hidden {
	l := sc.look
	if l.Ground == "" {
		l.Ground = s.d.page
	}
	return sc.hidden | l.Hides()
}
