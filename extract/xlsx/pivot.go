package xlsx

import (
	"fmt"
	"strconv"
	"strings"

	"monban/extract"
	"monban/extract/ooxml"
)

// A pivot is the copy of a table that a pivot table keeps. It stays whole
// when the sheet with the table is deleted.
type pivot struct {
	b      *book
	part   string
	fields []pivotField
	bytes  int
	row    int
	units  []extract.Unit
}

type pivotField struct {
	name  string
	items []pivotItem
}

type pivotItem struct {
	text string
	typ  extract.Type
	used bool // a record points to it
}

// pivot reads the fields, then the records, then what no record points to.
func (b *book) pivot(x *ooxml.Scanner, part string, rels []ooxml.Rel) error {
	p := &pivot{b: b, part: part}
	loc := extract.Loc{Sheet: part}
	err := b.Say(extract.Unit{Text: x.Attr("refreshedBy"), Loc: loc, Hidden: extract.PivotCache, Role: extract.Property})
	if err != nil {
		return err
	}
	p.definition(x)
	if err := p.header(); err != nil {
		return err
	}
	if records := ooxml.Of(rels, "pivotCacheRecords", ""); records != "" && b.Has(records) && !b.Done(records) {
		if err := b.Scan(records, p.records); err != nil {
			return err
		}
	}
	for i := range p.fields {
		for _, it := range p.fields[i].items {
			if it.used {
				continue
			}
			u := extract.Unit{Text: it.text, Type: it.typ, Loc: extract.Loc{Sheet: part, Col: i + 1}, Hidden: extract.PivotCache}
			if err := b.Say(u); err != nil {
				return err
			}
		}
	}
	return nil
}

func (p *pivot) definition(x *ooxml.Scanner) {
	in := false
	for {
		switch x.Next() {
		case ooxml.End:
			return
		case ooxml.Open:
			name := string(x.Name)
			switch {
			case name == "cacheField" && len(p.fields) < maxCol:
				p.fields = append(p.fields, pivotField{name: visible(x.Attr("name"))})
			case name == "sharedItems" || name == "groupItems":
				in = true
			case in && len(name) == 1 && len(p.fields) > 0:
				it := p.item(x)
				if p.bytes += len(it.text) + 40; p.bytes > maxStrings {
					x.Fail(&extract.CodeError{Code: extract.Limit, Err: fmt.Errorf("a pivot cache has more than %d bytes", maxStrings)})
					return
				}
				f := &p.fields[len(p.fields)-1]
				f.items = append(f.items, it)
			}
		case ooxml.Close:
			if name := string(x.Name); name == "sharedItems" || name == "groupItems" {
				in = false
			}
		}
	}
}

// item reads s, n, d, b, e or m.
func (p *pivot) item(x *ooxml.Scanner) pivotItem {
	it := pivotItem{text: visible(x.Attr("v"))}
	switch x.Name[0] {
	case 'n':
		it.typ = extract.Number
	case 'b':
		it.typ = extract.Bool
	case 'd':
		it.typ = extract.Date
		it.text = strings.TrimSuffix(it.text, "T00:00:00")
	}
	return it
}

// header sends the names of the fields as the first row of the table.
func (p *pivot) header() error {
	for i, f := range p.fields {
		p.add(i, pivotItem{text: f.name})
	}
	return p.flush()
}

func (p *pivot) add(col int, it pivotItem) {
	if it.text == "" {
		return
	}
	u := extract.Unit{Text: it.text, Type: it.typ, Loc: extract.Loc{Sheet: p.part, Row: p.row + 1, Col: col + 1}, Hidden: extract.PivotCache}
	if it.typ == extract.Date && len(it.text) >= 10 {
		u.Raw = it.text[:10]
	}
	p.units = append(p.units, u)
}

func (p *pivot) flush() error {
	p.row++
	if len(p.units) == 0 {
		return nil
	}
	err := p.b.To.Row(p.units)
	p.units = p.units[:0]
	return err
}

// records reads the rows.
func (p *pivot) records(x *ooxml.Scanner) error {
	col := 0
	for {
		switch x.Next() {
		case ooxml.End:
			return p.flush()
		case ooxml.Open:
			switch {
			case string(x.Name) == "r":
				col = 0
				continue
			case len(x.Name) != 1 || col >= maxCol:
				continue
			case x.Name[0] == 'x':
				i, err := strconv.Atoi(x.Attr("v"))
				if err == nil && col < len(p.fields) && i >= 0 && i < len(p.fields[col].items) {
					it := &p.fields[col].items[i]
					it.used = true
					p.add(col, *it)
				}
			default:
				p.add(col, p.item(x))
			}
			col++
		case ooxml.Close:
			if string(x.Name) == "r" {
				if err := p.flush(); err != nil {
					return err
				}
			}
		}
	}
}

// external reads the copy of cells of another workbook that formulas point to.
func (b *book) external(x *ooxml.Scanner, part string) error {
	sheet, row := "", 0
	var names []string
	var units []extract.Unit
	flush := func() error {
		if len(units) == 0 {
			return nil
		}
		err := b.To.Row(units)
		units = units[:0]
		return err
	}
	for {
		switch x.Next() {
		case ooxml.End:
			return flush()
		case ooxml.Open:
			switch string(x.Name) {
			case "sheetName", "definedName", "ddeItem", "ddeLink", "oleLink":
				t := join(x.Attr("val"), x.Attr("name"), x.Attr("ddeService"), x.Attr("ddeTopic"))
				if string(x.Name) == "sheetName" && len(names) < maxCol {
					names = append(names, visible(t))
				}
				if err := b.Say(extract.Unit{Text: t, Loc: extract.Loc{Sheet: part}, Hidden: extract.ExternalLink, Role: extract.Name}); err != nil {
					return err
				}
			case "sheetData":
				sheet = part
				if i, err := strconv.Atoi(x.Attr("sheetId")); err == nil && i >= 0 && i < len(names) {
					sheet = part + "!" + names[i]
				}
			case "row":
				if err := flush(); err != nil {
					return err
				}
				row = digits([]byte(x.Attr("r")))
			case "cell", "value":
				u := extract.Unit{Loc: extract.Loc{Sheet: sheet, Row: row}, Hidden: extract.ExternalLink}
				u.Loc.Col, _ = parseRef(x.Attr("r"))
				if t := x.Attr("t"); t == "" || t == "n" {
					u.Type = extract.Number
				}
				u.Text = visible(x.Inner())
				if u.Text != "" && len(units) < maxCol {
					units = append(units, u)
				}
			}
		}
	}
}
