package ooxml

import (
	"path"
	"strconv"
	"strings"

	"monban/extract"
)

// generic reads a part of which only this is known: that it is XML. All text
// comes out, and those attributes that look as if a person had written them.
func (d *Doc) generic(x *Scanner, part string, at Place) error {
	why := extract.HiddenText
	switch dir := path.Base(path.Dir(Key(part))); {
	case strings.HasPrefix(dir, "charts"):
		why = extract.ChartCache
	case strings.HasPrefix(dir, "customxml"), strings.HasPrefix(dir, "meta-inf"):
		why = extract.Properties
	case strings.HasPrefix(dir, "drawings"), strings.HasPrefix(dir, "diagrams"), strings.HasPrefix(dir, "ctrlprops"):
		why = extract.Textbox
	case strings.HasPrefix(dir, "revisions"):
		why = extract.Revision
	case strings.HasPrefix(dir, "slicer"), strings.HasPrefix(dir, "pivot"), strings.HasPrefix(dir, "timeline"):
		why = extract.PivotCache
	case strings.HasPrefix(dir, "embeddings"), strings.HasPrefix(dir, "activex"):
		why = extract.FormField
	}
	u := extract.Unit{Loc: at.In(part), Hidden: why | at.Hidden}
	var text []byte
	say := func() error {
		u.Text = string(text)
		text = text[:0]
		u.Loc.Line++
		return d.Say(u)
	}
	for {
		// Attributes of the Open at hand.
		for rest := x.Attrs; ; {
			n, v, more := NextAttr(rest)
			if n == nil {
				break
			}
			if Telling(v) {
				u.Text = string(appendUnescaped(nil, v))
				if err := d.Say(u); err != nil {
					return err
				}
			}
			rest = more
		}
	tokens:
		for {
			switch x.Next() {
			case End:
				return say()
			case Open:
				break tokens
			case Chars:
				if text = x.AppendText(text); len(text) < MaxText {
					continue
				}
			case Close:
				if n := string(x.Name); n == "r" || n == "t" {
					continue // runs of one text
				}
			}
			if err := say(); err != nil {
				return err
			}
		}
		if n := string(x.Name); n != "r" && n != "t" && n != "rPr" {
			if err := say(); err != nil {
				return err
			}
		}
	}
}

// Telling finds attributes that hold words rather than settings: letters
// beyond ASCII, a mail address, a long number, words with spaces.
func Telling(v []byte) bool {
	run, spaces := 0, 0
	for _, c := range v {
		switch {
		case c >= 0x80 || c == '@':
			return true
		case c >= '0' && c <= '9':
			if run++; run >= 10 {
				return true
			}
			continue
		case c == ' ':
			spaces++
		case c == ':' && len(v) > 7 && string(v[:4]) == "http":
			return false // a namespace
		}
		run = 0
	}
	return spaces > 1
}

// properties reads title, author, company and the like.
func (d *Doc) properties(x *Scanner, part string) error {
	u := extract.Unit{Loc: extract.Loc{Sheet: part}, Hidden: extract.Properties, Role: extract.Property}
	for {
		switch x.Next() {
		case End:
			return nil
		case Open:
			switch string(x.Name) {
			case "property":
				u.Text = x.Attr("name")
				if err := d.Say(u); err != nil {
					return err
				}
			case "TitlesOfParts", "HeadingPairs", "Application", "AppVersion", "DocSecurity", "ScaleCrop", "LinksUpToDate", "SharedDoc",
				"HyperlinksChanged", "TotalTime", "language", "created", "modified", "lastPrinted", "revision", "Pages", "Words", "Characters",
				"CharactersWithSpaces", "Lines", "Paragraphs", "Slides", "Notes", "HiddenSlides", "MMClips", "PresentationFormat":
				x.Skip() // what programs count, and titles that were told
			case "Template":
				if u.Text = x.Inner(); strings.EqualFold(u.Text, "Normal.dotm") || strings.EqualFold(u.Text, "Normal") {
					continue
				}
				if err := d.Say(u); err != nil {
					return err
				}
			}
		case Chars:
			u.Text = string(x.AppendText(nil))
			if err := d.Say(u); err != nil {
				return err
			}
		}
	}
}

// maxPoints bounds the values of one chart that are kept as a table.
const maxPoints = 100_000

// chart reads the titles of a chart and the copies of its data, which stay
// when the cells are deleted: a table of series.
func (d *Doc) chart(x *Scanner, part string, at Place) error {
	why := extract.ChartCache | at.Hidden
	var text []byte
	var points []extract.Unit
	row, total, cache := 0, 0, false
	for {
		switch x.Next() {
		case End:
			return nil
		case Open:
			switch string(x.Name) {
			case "strCache", "numCache", "multiLvlStrCache", "strLit", "numLit", "lvl":
				cache = true
			case "p":
				text = text[:0]
			case "v", "pt":
				if string(x.Name) == "pt" && cache {
					continue // the value stands in it
				}
				text = x.Value(text[:0])
				if total++; total <= maxPoints && len(text) > 0 {
					points = append(points, extract.Unit{Text: d.shown(string(text)), Loc: extract.Loc{Sheet: part, Page: at.Loc.Page, Row: row + 1, Col: len(points) + 1}, Hidden: why})
				}
				text = text[:0]
			case "t":
				text = x.Value(text)
			}
		case Close:
			switch string(x.Name) {
			case "p":
				if err := d.Say(extract.Unit{Text: string(text), Loc: at.In(part), Hidden: why}); err != nil {
					return err
				}
			case "strCache", "numCache", "multiLvlStrCache", "strLit", "numLit", "lvl":
				cache = false
				if len(points) > 0 {
					row++
					if err := d.To.Row(points); err != nil {
						return err
					}
					points = points[:0]
				}
			}
		}
	}
}

// diagram reads the texts of a drawn list or an organisation chart. They
// stand in the file twice: as its data and as it was last drawn.
func (d *Doc) diagram(x *Scanner, part string, at Place) error {
	if d.drawn == nil {
		d.drawn = map[string]bool{}
	}
	u := extract.Unit{Loc: at.In(part), Hidden: at.Hidden}
	var text []byte
	in := false
	for {
		switch x.Next() {
		case End:
			return nil
		case Open:
			switch string(x.Name) {
			case "p":
				text = text[:0]
			case "t":
				in = true // in the data a <t> also stands around paragraphs
			case "br":
				text = append(text, ' ')
			}
		case Chars:
			if in && len(text) < MaxText {
				text = x.AppendText(text)
			}
		case Close:
			if string(x.Name) != "p" {
				in = false
				continue
			}
			u.Text = Clean(string(text))
			text = text[:0]
			if key := strconv.Itoa(u.Loc.Page) + " " + u.Text; u.Text == "" || d.drawn[key] {
				continue
			} else if len(d.drawn) < 1<<16 {
				d.drawn[key] = true
			}
			if err := d.Say(u); err != nil {
				return err
			}
		}
	}
}
