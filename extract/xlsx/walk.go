package xlsx

import (
	"monban/extract"
	"monban/extract/ooxml"
)

// known reads a part of XML by what its outermost element is called.
func (b *book) known(x *ooxml.Scanner, part string, at ooxml.Place, rels []ooxml.Rel) (bool, error) {
	loc := at.In(part)
	switch string(x.Name) {
	case "comments":
		return true, b.comments(x, loc, at)
	case "ThreadedComments":
		return true, b.threads(x, loc, at)
	case "personList":
		return true, b.persons(x, loc)
	case "wsDr", "xml", "userShapes":
		return true, b.drawing(x, loc, at)
	case "table":
		return true, b.table(x, loc, at)
	case "pivotCacheDefinition":
		return true, b.pivot(x, part, rels)
	case "pivotCacheRecords":
		p := &pivot{b: b, part: part}
		return true, p.records(x)
	case "externalLink":
		return true, b.external(x, part)
	case "styleSheet", "calcChain":
		return true, nil // nothing a person wrote
	case "worksheet", "chartsheet", "dialogsheet", "macrosheet":
		return true, b.orphan(x, part)
	}
	return false, nil
}

// orphan reads a sheet that the list of sheets does not name.
func (b *book) orphan(x *ooxml.Scanner, part string) error {
	s := &sheetReader{b: b, to: b.To, name: part, hidden: extract.HiddenSheet | extract.VeryHidden}
	return s.read(x)
}

// unreferenced sends the shared strings that no cell points to: what was
// deleted from the sheets, or never stood there.
func (b *book) unreferenced() error {
	s := &b.strings
	for i := range s.refs {
		if s.used[i/64]&(1<<(i%64)) != 0 {
			continue
		}
		u := extract.Unit{Text: s.at(i), Loc: extract.Loc{Sheet: "xl/sharedStrings.xml", Line: i + 1}, Hidden: extract.HiddenText}
		if err := b.Say(u); err != nil {
			return err
		}
		if r, ok := s.ruby[int32(i)]; ok {
			u.Text = r
			if err := b.Say(u); err != nil {
				return err
			}
		}
	}
	return nil
}

// rest reads what no sheet leads to, so that every part was read in full.
func (b *book) rest() error {
	if err := b.unreferenced(); err != nil {
		return err
	}
	return b.Rest()
}
