package pptx

import (
	"strings"

	"monban/extract/ooxml"
)

// A ground is what lies behind the shapes of a slide, as its layout and its
// master draw it.
type ground struct {
	color   string            // "" when it is not known
	painted bool              // pictures or coloured shapes lie there
	scheme  map[string]string // colours by their names
}

// groundOf reads the ground that a layout or a master gives to slides.
func (d *deck) groundOf(part string, depth int) (ground, error) {
	if g, ok := d.grounds[part]; ok {
		return g, nil
	}
	white := ground{color: "FFFFFF", scheme: map[string]string{"bg1": "FFFFFF", "lt1": "FFFFFF", "tx1": "000000", "dk1": "000000"}}
	if part == "" || !d.Has(part) || depth > 2 {
		return white, nil
	}
	rels, err := d.Relations(part)
	if err != nil {
		return white, err
	}
	g := white
	if above := ooxml.Of(rels, "slideMaster", ""); above != "" {
		if g, err = d.groundOf(above, depth+1); err != nil {
			return g, err
		}
	} else if theme := ooxml.Of(rels, "theme", ""); d.Has(theme) {
		if rc, err := d.Open(theme); err == nil {
			g.scheme = readScheme(ooxml.NewScanner(rc))
			rc.Close()
		}
	}
	// The names of the colours stand behind what uses them.
	d.peek(part, func(x *ooxml.Scanner) {
		switch string(x.Name) {
		case "clrMap", "overrideClrMapping":
			g.scheme = mapped(x, g.scheme)
		}
	})
	d.peek(part, func(x *ooxml.Scanner) {
		switch string(x.Name) {
		case "bg":
			g.color = d.background(x, g)
		case "pic":
			g.painted = true
		case "spPr":
			sc := scope{shape: &shape{}}
			(&reader{d: d, x: x, ground: g}).look(&sc)
			if f := sc.shape.fill; f != "" && f != "none" && f != g.color {
				g.painted = true
			}
		}
	})
	d.grounds[part] = g
	return g, nil
}

// peek shows the tags of a part. What is wrong with it is told when the part
// itself is read.
func (d *deck) peek(part string, open func(x *ooxml.Scanner)) {
	rc, err := d.Open(part)
	if err != nil {
		return
	}
	defer rc.Close()
	x := ooxml.NewScanner(rc)
	for {
		switch x.Next() {
		case ooxml.End:
			return
		case ooxml.Open:
			open(x)
		}
	}
}

// mapped gives the colours of the theme the names that slides use.
func mapped(x *ooxml.Scanner, theme map[string]string) map[string]string {
	out := map[string]string{}
	for k, v := range theme {
		out[k] = v
	}
	for _, k := range []string{"bg1", "tx1", "bg2", "tx2"} {
		if to := x.Attr(k); theme[to] != "" {
			out[k] = theme[to]
		}
	}
	return out
}

// readScheme reads the colours of a theme.
func readScheme(x *ooxml.Scanner) map[string]string {
	out := map[string]string{}
	name := ""
	for n := 0; n < 10_000; n++ {
		switch x.Next() {
		case ooxml.End:
			return out
		case ooxml.Open:
			switch t := string(x.Name); t {
			case "dk1", "lt1", "dk2", "lt2", "accent1", "accent2", "accent3", "accent4", "accent5", "accent6":
				name = t
			case "srgbClr":
				if name != "" {
					out[name] = strings.ToUpper(x.Attr("val"))
				}
			case "sysClr":
				if name != "" {
					out[name] = strings.ToUpper(x.Attr("lastClr"))
				}
			case "fontScheme", "fmtScheme":
				n = 10_000
			}
		case ooxml.Close:
			if string(x.Name) == name {
				name = ""
			}
		}
	}
	out["bg1"], out["tx1"], out["bg2"], out["tx2"] = out["lt1"], out["dk1"], out["lt2"], out["dk2"]
	return out
}

// background reads <p:bg>: its colour, "" when it is a picture or a gradient.
func (d *deck) background(x *ooxml.Scanner, g ground) string {
	color := ""
	depth := x.Depth
	for level := depth - 1; x.Depth > level; {
		switch x.Next() {
		case ooxml.End:
			return ""
		case ooxml.Open:
			switch string(x.Name) {
			case "solidFill":
				color = fillColor(x, g)
			case "bgRef":
				// Numbers up to 1001 stand for one colour.
				plain := number(x.Attr("idx")) <= 1001
				if color = fillColor(x, g); !plain {
					color = ""
				}
			}
		}
	}
	return color
}

// fillColor reads an element that holds one colour; "" when the colour is
// changed in a way that is not computed here.
func fillColor(x *ooxml.Scanner, g ground) string {
	color := ""
	for level := x.Depth - 1; x.Depth > level; {
		switch x.Next() {
		case ooxml.End:
			return ""
		case ooxml.Open:
			switch string(x.Name) {
			case "srgbClr":
				color = strings.ToUpper(x.Attr("val"))
			case "schemeClr":
				color = g.scheme[x.Attr("val")]
			case "sysClr":
				color = strings.ToUpper(x.Attr("lastClr"))
			case "prstClr":
				color = map[string]string{"white": "FFFFFF", "black": "000000"}[x.Attr("val")]
			case "alpha":
				if number(strings.TrimSuffix(x.Attr("val"), "%")) == 0 {
					color = clear
				}
			default:
				color = ""
			}
		}
	}
	return color
}

// clear is the colour of letters that nothing is drawn for.
const clear = "clear"

// look reads how a shape is drawn.
func (s *reader) look(sc *scope) {
	x := s.x
	depth := x.Depth
	for level := depth - 1; x.Depth > level; {
		switch x.Next() {
		case ooxml.End:
			return
		case ooxml.Open:
			if string(x.Name) == "xfrm" {
				s.position(sc)
				continue
			}
			if sc.shape == nil || x.Depth != depth+1 {
				continue
			}
			switch string(x.Name) {
			case "solidFill":
				if sc.shape.fill = fillColor(x, s.ground); sc.shape.fill == "" {
					sc.shape.fill = "?"
				}
			case "gradFill", "blipFill", "pattFill", "grpFill":
				sc.shape.fill = "?"
			case "noFill":
				sc.shape.fill = "none"
			}
		}
	}
}

// runLook reads the formatting of a run.
func (s *reader) runLook(sc *scope) error {
	x := s.x
	if n := x.Attr("sz"); n != "" {
		sc.small = number(n) > 0 && number(n) <= 200 // hundredths of a point
	}
	depth := x.Depth
	for level := depth - 1; x.Depth > level; {
		switch x.Next() {
		case ooxml.End:
			return nil
		case ooxml.Open:
			switch string(x.Name) {
			case "solidFill":
				if x.Depth == depth+1 {
					sc.color = fillColor(x, s.ground)
				}
			case "noFill":
				if x.Depth == depth+1 {
					sc.color = clear
				}
			case "hlinkClick", "hlinkMouseOver":
				if err := s.link(*sc); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// unseen tells letters that have the colour of what certainly lies behind
// them.
func (s *reader) unseen(sc scope) bool {
	switch {
	case sc.color == clear:
		return true
	case sc.color == "" || sc.shape == nil || sc.table != nil:
		return false
	}
	switch f := sc.shape.fill; {
	case f != "" && f != "none":
		return ooxml.Alike(sc.color, f)
	case sc.shape.style && f == "", s.ground.painted:
		return false
	}
	for _, r := range s.drawn {
		if !r.apart(sc.shape.box) {
			return false
		}
	}
	return ooxml.Alike(sc.color, s.ground.color)
}
