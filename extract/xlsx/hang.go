package xlsx

import (
	"strings"

	"monban/extract"
	"monban/extract/ooxml"
)

// comments reads notes on cells and who wrote them.
func (b *book) comments(x *ooxml.Scanner, loc extract.Loc, at ooxml.Place) error {
	u := extract.Unit{Loc: loc, Hidden: extract.Comment | at.Hidden}
	for {
		switch x.Next() {
		case ooxml.End:
			return nil
		case ooxml.Open:
			switch string(x.Name) {
			case "author":
				u.Loc, u.Role = loc, extract.Property
				u.Text = x.Inner()
				if strings.HasPrefix(u.Text, "tc={") {
					continue // the number of a threaded comment
				}
			case "comment":
				u.Loc, u.Role = loc, extract.Content
				u.Loc.Col, u.Loc.Row = parseRef(x.Attr("ref"))
				text, _ := richText(x, nil, nil)
				u.Text = string(text)
			default:
				continue
			}
			if err := b.Say(u); err != nil {
				return err
			}
		}
	}
}

// threads reads comments of the kind that people answer.
func (b *book) threads(x *ooxml.Scanner, loc extract.Loc, at ooxml.Place) error {
	u := extract.Unit{Loc: loc, Hidden: extract.Comment | at.Hidden}
	for {
		switch x.Next() {
		case ooxml.End:
			return nil
		case ooxml.Open:
			switch string(x.Name) {
			case "threadedComment":
				u.Loc.Col, u.Loc.Row = parseRef(x.Attr("ref"))
			case "text":
				u.Text = x.Inner()
				if err := b.Say(u); err != nil {
					return err
				}
			}
		}
	}
}

// persons reads who takes part in the comments.
func (b *book) persons(x *ooxml.Scanner, loc extract.Loc) error {
	for {
		switch x.Next() {
		case ooxml.End:
			return nil
		case ooxml.Open:
			if string(x.Name) != "person" {
				continue
			}
			for _, t := range []string{x.Attr("displayName"), x.Attr("userId")} {
				if _, guid, ok := strings.Cut(t, "::"); ok && strings.Contains(guid, "::") {
					// service::address::number
					t, _, _ = strings.Cut(guid, "::")
				}
				u := extract.Unit{Text: t, Loc: loc, Hidden: extract.Comment, Role: extract.Property}
				if err := b.Say(u); err != nil {
					return err
				}
			}
		}
	}
}

// drawing reads text boxes and shapes, one paragraph a unit, in both the new
// and the old (VML) notation.
func (b *book) drawing(x *ooxml.Scanner, loc extract.Loc, at ooxml.Place) error {
	var text []byte
	anchor, field, from := loc, "", false
	box := 0 // depth of the paragraph or box in which text counts, 0 outside
	for {
		switch x.Next() {
		case ooxml.End:
			return nil
		case ooxml.Open:
			switch string(x.Name) {
			case "from":
				anchor, from = loc, true
			case "row", "col":
				if from {
					field = string(x.Name)
				}
			case "cNvPr", "shape", "imagedata":
				u := extract.Unit{Loc: anchor, Hidden: extract.AltText | at.Hidden}
				for _, a := range []string{"descr", "title", "alt"} {
					u.Text = x.Attr(a)
					if err := b.Say(u); err != nil {
						return err
					}
				}
			case "p", "textbox":
				if box == 0 {
					box = x.Depth
					text = text[:0]
				}
			case "br":
				text = append(text, '\n')
			}
		case ooxml.Chars:
			switch {
			case box > 0:
				if len(text) < maxText {
					text = x.AppendText(text)
				}
			case field == "row":
				anchor.Row = digits(x.Text) + 1
			case field == "col":
				anchor.Col = digits(x.Text) + 1
			}
		case ooxml.Close:
			field = ""
			if string(x.Name) == "from" {
				from = false
			}
			if name := string(x.Name); box > 0 && (name == "div" || name == "span") {
				text = append(text, '\n')
			}
			if box > 0 && x.Depth < box {
				box = 0
				for _, line := range strings.Split(string(text), "\n") {
					if err := b.Say(extract.Unit{Text: line, Loc: anchor, Hidden: extract.Textbox | at.Hidden}); err != nil {
						return err
					}
				}
			}
		}
	}
}

// table reads the name and the columns of a table.
func (b *book) table(x *ooxml.Scanner, loc extract.Loc, at ooxml.Place) error {
	u := extract.Unit{Text: join(x.Attr("displayName"), x.Attr("comment")), Loc: loc, Hidden: extract.DefinedName | at.Hidden}
	if err := b.Say(u); err != nil {
		return err
	}
	area, _ := parseBox(x.Attr("ref"))
	for col := 0; ; {
		switch x.Next() {
		case ooxml.End:
			return nil
		case ooxml.Open:
			switch string(x.Name) {
			case "tableColumn":
				u.Text = join(x.Attr("name"), x.Attr("totalsRowLabel"))
				u.Loc.Row, u.Loc.Col = area.row1, area.col1+col
				col++
			case "filter", "customFilter":
				u.Text = x.Attr("val")
				u.Loc.Row, u.Loc.Col = 0, 0
			case "calculatedColumnFormula":
				u.Text = literals([]byte(x.Inner()))
			default:
				continue
			}
			if err := b.Say(u); err != nil {
				return err
			}
		}
	}
}
