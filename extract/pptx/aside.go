package pptx

import (
	"strings"

	"monban/extract"
	"monban/extract/ooxml"
)

// comments reads comments of both kinds.
func (d *deck) comments(x *ooxml.Scanner, at ooxml.Place) error {
	u := extract.Unit{Loc: at.Loc, Hidden: extract.Comment | at.Hidden}
	var text []byte
	for {
		switch x.Next() {
		case ooxml.End:
			return nil
		case ooxml.Open:
			switch string(x.Name) {
			case "text":
				u.Text = x.Inner()
				if err := d.Say(u); err != nil {
					return err
				}
			case "p":
				text = text[:0]
			case "t":
				text = x.Value(text)
			case "br":
				text = append(text, ' ')
			}
		case ooxml.Close:
			if string(x.Name) == "p" {
				u.Text = string(text)
				text = text[:0]
				if err := d.Say(u); err != nil {
					return err
				}
			}
		}
	}
}

// people reads who has commented.
func (d *deck) people(x *ooxml.Scanner) error {
	for {
		switch x.Next() {
		case ooxml.End:
			return nil
		case ooxml.Open:
			if n := string(x.Name); n != "cmAuthor" && n != "author" {
				continue
			}
			id := x.Attr("userId")
			if p := strings.Split(id, "::"); len(p) > 2 {
				id = p[1] // service::address::number
			}
			for _, t := range []string{x.Attr("name"), id} {
				if d.authors[t] || len(d.authors) > 10_000 {
					continue
				}
				d.authors[t] = true
				if err := d.Say(extract.Unit{Text: t, Hidden: extract.Comment, Role: extract.Property}); err != nil {
					return err
				}
			}
		}
	}
}

// tags reads the values that add-ins hang on slides and shapes.
func (d *deck) tags(x *ooxml.Scanner, part string) error {
	for {
		switch x.Next() {
		case ooxml.End:
			return nil
		case ooxml.Open:
			if string(x.Name) != "tag" {
				continue
			}
			if err := d.Say(extract.Unit{Text: x.Attr("val"), Loc: extract.Loc{Sheet: part}, Hidden: extract.Properties, Role: extract.Property}); err != nil {
				return err
			}
		}
	}
}
