package odf

import (
	"strings"

	"monban/extract"
	"monban/extract/ooxml"
)

// meta reads title, author and the like.
func (d *doc) meta(x *ooxml.Scanner, part string) error {
	u := extract.Unit{Loc: extract.Loc{Sheet: part}, Hidden: extract.Properties, Role: extract.Property}
	for {
		switch x.Next() {
		case ooxml.End:
			return nil
		case ooxml.Open:
			texts := []string(nil)
			switch string(x.Name) {
			case "generator", "creation-date", "date", "language", "editing-cycles", "editing-duration", "document-statistic", "print-date", "hyperlink-behaviour":
				x.Skip()
			case "template", "auto-reload":
				texts = []string{x.Attr("title"), x.Attr("href")}
			case "user-defined":
				texts = []string{x.Attr("name")}
			}
			for _, u.Text = range texts {
				if err := d.Say(u); err != nil {
					return err
				}
			}
		case ooxml.Chars:
			u.Text = string(x.AppendText(nil))
			if err := d.Say(u); err != nil {
				return err
			}
		}
	}
}

// metaInside reads the same in a document that is one file.
func (s *story) metaInside(sc *scope) error {
	x := s.x
	u := extract.Unit{Loc: extract.Loc{Sheet: "meta"}, Hidden: extract.Properties | sc.hidden, Role: extract.Property}
	for level := x.Depth - 1; x.Depth > level; {
		switch x.Next() {
		case ooxml.End:
			return nil
		case ooxml.Open:
			switch string(x.Name) {
			case "generator", "creation-date", "date", "language", "editing-cycles", "editing-duration", "document-statistic", "print-date":
				x.Skip()
			}
		case ooxml.Chars:
			u.Text = string(x.AppendText(nil))
			if err := s.d.Say(u); err != nil {
				return err
			}
		}
	}
	return nil
}

// settings reads the few settings that a person wrote.
func (d *doc) settings(x *ooxml.Scanner, part string) error {
	name := ""
	for {
		switch x.Next() {
		case ooxml.End:
			return nil
		case ooxml.Open:
			name = x.Attr("name")
		case ooxml.Chars:
			switch name {
			case "PrinterName", "CurrentDatabaseDataSource", "CurrentDatabaseCommand":
			default:
				continue // how programs show the document
			}
			if err := d.Say(extract.Unit{Text: string(x.AppendText(nil)), Loc: extract.Loc{Sheet: part}, Hidden: extract.Properties, Role: extract.Property}); err != nil {
				return err
			}
		}
	}
}

// script reads the source text of macros: its comments and the words in
// quotes.
func (d *doc) script(x *ooxml.Scanner, part string) error {
	line := 1
	var text []byte
	for {
		switch x.Next() {
		case ooxml.End:
			return nil
		case ooxml.Chars:
			text = x.AppendText(text[:0])
			for i, t := range strings.Split(string(text), "\n") {
				if i > 0 {
					line++
				}
				if !strings.ContainsAny(t, `"'`) && !strings.HasPrefix(strings.TrimSpace(t), "REM ") {
					continue
				}
				if err := d.Say(extract.Unit{Text: t, Loc: extract.Loc{Sheet: part, Line: line}, Hidden: extract.HiddenText}); err != nil {
					return err
				}
			}
		}
	}
}
