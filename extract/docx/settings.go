package docx

import (
	"strings"
	"unicode"

	"monban/extract"
	"monban/extract/ooxml"
)

// people reads who takes part in the comments.
func (d *doc) people(x *ooxml.Scanner) error {
	for {
		switch x.Next() {
		case ooxml.End:
			return nil
		case ooxml.Open:
			var texts []string
			switch string(x.Name) {
			case "person":
				texts = []string{x.Attr("author")}
			case "presenceInfo":
				id := x.Attr("userId")
				if p := strings.Split(id, "::"); len(p) > 2 {
					id = p[1] // service::address::number
				}
				texts = []string{id}
			}
			for _, t := range texts {
				if err := d.author(t, extract.Comment, "comments"); err != nil {
					return err
				}
			}
		}
	}
}

// settings reads the variables of a document and where its addresses come from.
func (d *doc) settings(x *ooxml.Scanner, part string) error {
	u := extract.Unit{Loc: extract.Loc{Sheet: part}, Hidden: extract.Properties}
	for {
		switch x.Next() {
		case ooxml.End:
			return nil
		case ooxml.Open:
			texts := []string(nil)
			why := extract.Properties
			switch string(x.Name) {
			case "docVar":
				texts = []string{x.Attr("name"), x.Attr("val")}
			case "connectString", "query", "udl", "table", "mappedName", "addressFieldName", "mailSubject", "name":
				texts, why = []string{x.Attr("val")}, extract.ExternalLink
			case "caption", "smartTagType", "documentProtection", "writeProtection":
				texts = []string{x.Attr("name")}
			}
			for _, t := range texts {
				u.Text, u.Hidden = t, why
				if err := d.Say(u); err != nil {
					return err
				}
			}
		}
	}
}

// numbering reads the words that stand before the paragraphs of a list.
func (d *doc) numbering(x *ooxml.Scanner, part string) error {
	told := map[string]bool{}
	for {
		switch x.Next() {
		case ooxml.End:
			return nil
		case ooxml.Open:
			if string(x.Name) != "lvlText" {
				continue
			}
			t := x.Attr("val")
			letters := 0
			for _, r := range t {
				if unicode.IsLetter(r) {
					letters++
				}
			}
			if letters < 4 || told[t] || len(told) > 1<<12 {
				continue // the counters of all programs
			}
			told[t] = true
			if err := d.Say(extract.Unit{Text: t, Loc: extract.Loc{Sheet: part}}); err != nil {
				return err
			}
		}
	}
}
