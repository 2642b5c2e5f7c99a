package xlsx

import (
	"strings"

	"monban/extract"
	"monban/extract/ooxml"
)

// comments reads notes on cells and who wrote them.
func (b *book) comments(x *ooxml.Scanner, loc extract.Loc, at place) error {
	u := extract.Unit{Loc: loc, Hidden: extract.Comment | at.hidden}
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
			if err := b.say(u); err != nil {
				return err
			}
		}
	}
}

// threads reads comments of the kind that people answer.
func (b *book) threads(x *ooxml.Scanner, loc extract.Loc, at place) error {
	u := extract.Unit{Loc: loc, Hidden: extract.Comment | at.hidden}
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
				if err := b.say(u); err != nil {
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
				if err := b.say(u); err != nil {
					return err
				}
			}
		}
	}
}

// drawing reads text boxes and shapes, one paragraph a unit, in both the new
// and the old (VML) notation.
func (b *book) drawing(x *ooxml.Scanner, loc extract.Loc, at place) error {
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
				u := extract.Unit{Loc: anchor, Hidden: extract.AltText | at.hidden}
				for _, a := range []string{"descr", "title", "alt"} {
					u.Text = x.Attr(a)
					if err := b.say(u); err != nil {
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
					if err := b.say(extract.Unit{Text: line, Loc: anchor, Hidden: extract.Textbox | at.hidden}); err != nil {
						return err
					}
				}
			}
		}
	}
}

// maxPoints bounds the values of one chart that are kept as a table.
const maxPoints = 100_000

// chart reads the titles of a chart and the copies of its data, which stay
// when the cells are deleted: a table of series.
func (b *book) chart(x *ooxml.Scanner, part string, at place) error {
	loc := extract.Loc{Sheet: at.name(part)}
	var text []byte
	var points []extract.Unit
	row, total, cache := 0, 0, false
	for {
		switch x.Next() {
		case ooxml.End:
			return nil
		case ooxml.Open:
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
					points = append(points, extract.Unit{Text: visible(string(text)), Loc: extract.Loc{Sheet: part, Row: row + 1, Col: len(points) + 1}, Hidden: extract.ChartCache | at.hidden})
				}
				text = text[:0]
			case "t":
				text = x.Value(text)
			}
		case ooxml.Close:
			switch string(x.Name) {
			case "p":
				if err := b.say(extract.Unit{Text: string(text), Loc: loc, Hidden: extract.ChartCache | at.hidden}); err != nil {
					return err
				}
			case "strCache", "numCache", "multiLvlStrCache", "strLit", "numLit", "lvl":
				cache = false
				if len(points) > 0 {
					row++
					if err := b.to.Row(points); err != nil {
						return err
					}
					points = points[:0]
				}
			}
		}
	}
}

// table reads the name and the columns of a table.
func (b *book) table(x *ooxml.Scanner, loc extract.Loc, at place) error {
	u := extract.Unit{Text: join(x.Attr("displayName"), x.Attr("comment")), Loc: loc, Hidden: extract.DefinedName | at.hidden}
	if err := b.say(u); err != nil {
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
			if err := b.say(u); err != nil {
				return err
			}
		}
	}
}
