package xlsx

import (
	"fmt"
	"strconv"
	"strings"

	"monban/extract"
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
func (b *book) pivot(x *scanner, part string, rels []rel) error {
	p := &pivot{b: b, part: part}
	loc := extract.Loc{Sheet: part}
	err := b.say(extract.Unit{Text: x.attr("refreshedBy"), Loc: loc, Hidden: extract.PivotCache, Role: extract.Property})
	if err != nil {
		return err
	}
	p.definition(x)
	if err := p.header(); err != nil {
		return err
	}
	if records := of(rels, "pivotCacheRecords", ""); records != "" && b.parts.has(records) && !b.parts.done[records] {
		if err := b.scan(records, p.records); err != nil {
			return err
		}
	}
	for i := range p.fields {
		for _, it := range p.fields[i].items {
			if it.used {
				continue
			}
			u := extract.Unit{Text: it.text, Type: it.typ, Loc: extract.Loc{Sheet: part, Col: i + 1}, Hidden: extract.PivotCache}
			if err := b.say(u); err != nil {
				return err
			}
		}
	}
	return nil
}

func (p *pivot) definition(x *scanner) {
	in := false
	for {
		switch x.next() {
		case endOfInput:
			return
		case openTag:
			name := string(x.name)
			switch {
			case name == "cacheField" && len(p.fields) < maxCol:
				p.fields = append(p.fields, pivotField{name: visible(x.attr("name"))})
			case name == "sharedItems" || name == "groupItems":
				in = true
			case in && len(name) == 1 && len(p.fields) > 0:
				it := p.item(x)
				if p.bytes += len(it.text) + 40; p.bytes > maxStrings {
					x.fail(&extract.CodeError{Code: extract.Limit, Err: fmt.Errorf("a pivot cache has more than %d bytes", maxStrings)})
					return
				}
				f := &p.fields[len(p.fields)-1]
				f.items = append(f.items, it)
			}
		case closeTag:
			if name := string(x.name); name == "sharedItems" || name == "groupItems" {
				in = false
			}
		}
	}
}

// item reads s, n, d, b, e or m.
func (p *pivot) item(x *scanner) pivotItem {
	it := pivotItem{text: visible(x.attr("v"))}
	switch x.name[0] {
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
	err := p.b.to.Row(p.units)
	p.units = p.units[:0]
	return err
}

// records reads the rows.
func (p *pivot) records(x *scanner) error {
	col := 0
	for {
		switch x.next() {
		case endOfInput:
			return p.flush()
		case openTag:
			switch {
			case string(x.name) == "r":
				col = 0
				continue
			case len(x.name) != 1 || col >= maxCol:
				continue
			case x.name[0] == 'x':
				i, err := strconv.Atoi(x.attr("v"))
				if err == nil && col < len(p.fields) && i >= 0 && i < len(p.fields[col].items) {
					it := &p.fields[col].items[i]
					it.used = true
					p.add(col, *it)
				}
			default:
				p.add(col, p.item(x))
			}
			col++
		case closeTag:
			if string(x.name) == "r" {
				if err := p.flush(); err != nil {
					return err
				}
			}
		}
	}
}

// external reads the copy of cells of another workbook that formulas point to.
func (b *book) external(x *scanner, part string) error {
	sheet, row := "", 0
	var names []string
	var units []extract.Unit
	flush := func() error {
		if len(units) == 0 {
			return nil
		}
		err := b.to.Row(units)
		units = units[:0]
		return err
	}
	for {
		switch x.next() {
		case endOfInput:
			return flush()
		case openTag:
			switch string(x.name) {
			case "sheetName", "definedName", "ddeItem", "ddeLink", "oleLink":
				t := join(x.attr("val"), x.attr("name"), x.attr("ddeService"), x.attr("ddeTopic"))
				if string(x.name) == "sheetName" && len(names) < maxCol {
					names = append(names, visible(t))
				}
				if err := b.say(extract.Unit{Text: t, Loc: extract.Loc{Sheet: part}, Hidden: extract.ExternalLink, Role: extract.Name}); err != nil {
					return err
				}
			case "sheetData":
				sheet = part
				if i, err := strconv.Atoi(x.attr("sheetId")); err == nil && i >= 0 && i < len(names) {
					sheet = part + "!" + names[i]
				}
			case "row":
				if err := flush(); err != nil {
					return err
				}
				row = digits([]byte(x.attr("r")))
			case "cell", "value":
				u := extract.Unit{Loc: extract.Loc{Sheet: sheet, Row: row}, Hidden: extract.ExternalLink}
				u.Loc.Col, _ = parseRef(x.attr("r"))
				if t := x.attr("t"); t == "" || t == "n" {
					u.Type = extract.Number
				}
				u.Text = visible(innerText(x))
				if u.Text != "" && len(units) < maxCol {
					units = append(units, u)
				}
			}
		}
	}
}
