package xlsx

import (
	"fmt"
	"path"
	"strings"

	"monban/extract"
	"monban/extract/ooxml"
)

// A place says for whom a part is read: the sheet that leads to it, and what
// hides that sheet.
type place struct {
	sheet  string
	hidden extract.Hidden
}

// say sends one text, unless it is blank.
func (b *book) say(u extract.Unit) error {
	u.Text = visible(strings.TrimSpace(u.Text))
	if u.Text == "" {
		return nil
	}
	return b.to.Text(u)
}

// hangers reads the parts that hang on a part, and those that hang on them.
func (b *book) hangers(at place, rels []rel, depth int) error {
	if depth > 8 {
		return nil
	}
	for _, r := range rels {
		if r.external || b.parts.done[r.target] || !b.parts.has(r.target) {
			continue
		}
		switch strings.ToLower(r.kind) {
		case "worksheet", "chartsheet", "dialogsheet", "xlmacrosheet", "pivottable", "customxml", "vbaproject":
			continue // read for themselves
		}
		if err := b.part(r.target, at, depth); err != nil {
			return err
		}
	}
	return nil
}

// part reads one part, whatever it is, and what hangs on it.
func (b *book) part(name string, at place, depth int) error {
	name = key(name)
	if b.parts.done[name] {
		return nil
	}
	rels, err := b.relations(name)
	if err != nil {
		return err
	}
	part := b.parts.title(name)
	dir := path.Base(path.Dir(name))
	switch ext := path.Ext(name); {
	case ext == ".xml" || ext == ".vml" || ext == ".rels":
		err = b.scan(name, func(x *ooxml.Scanner) error { return b.root(x, part, at, rels) })
	case dir == "media" || picture(ext):
		err = b.picture(name, at)
	case path.Base(name) == "vbaproject.bin":
		err = b.macros(name)
	case ext == ".sigs" || ext == ".bin" && dir != "embeddings":
		// Settings of printers and of controls, macros of the old kind: no
		// text, but it must be whole.
		err = b.scan(name, func(x *ooxml.Scanner) error { x.Drain(); return nil })
	default:
		err = b.embedded(name, at) // also what somebody has put there by hand
	}
	if err != nil {
		return err
	}
	for _, r := range rels {
		if !r.external {
			continue
		}
		why := extract.Hyperlink
		if strings.HasPrefix(r.kind, "externalLink") || r.kind == "xlExternalLinkPath" {
			why = extract.ExternalLink
		}
		if err := b.say(extract.Unit{Text: r.target, Loc: extract.Loc{Sheet: at.name(part)}, Hidden: why | at.hidden}); err != nil {
			return err
		}
	}
	return b.hangers(at, rels, depth+1)
}

// name is what a location calls the place: the sheet, or else the part.
func (at place) name(part string) string {
	if at.sheet != "" {
		return at.sheet
	}
	return part
}

// root reads a part of XML by what its outermost element is called.
func (b *book) root(x *ooxml.Scanner, part string, at place, rels []rel) error {
	for k := x.Next(); k != ooxml.Open; k = x.Next() {
		if k == ooxml.End {
			return nil
		}
	}
	loc := extract.Loc{Sheet: at.name(part)}
	switch string(x.Name) {
	case "comments":
		return b.comments(x, loc, at)
	case "ThreadedComments":
		return b.threads(x, loc, at)
	case "personList":
		return b.persons(x, loc)
	case "wsDr", "xml", "userShapes":
		return b.drawing(x, loc, at)
	case "chartSpace":
		return b.chart(x, part, at)
	case "table":
		return b.table(x, loc, at)
	case "pivotCacheDefinition":
		return b.pivot(x, part, rels)
	case "pivotCacheRecords":
		p := &pivot{b: b, part: part}
		return p.records(x)
	case "externalLink":
		return b.external(x, part)
	case "coreProperties", "Properties":
		return b.properties(x, part)
	case "styleSheet", "theme", "calcChain", "Types", "Relationships", "schema", "datastoreItem", "Signature":
		return nil // nothing a person wrote
	case "worksheet", "chartsheet", "dialogsheet", "macrosheet":
		return b.orphan(x, part)
	}
	return b.generic(x, part, at)
}

// orphan reads a sheet that the list of sheets does not name.
func (b *book) orphan(x *ooxml.Scanner, part string) error {
	s := &sheetReader{b: b, to: b.to, name: part, hidden: extract.HiddenSheet | extract.VeryHidden}
	return s.read(x)
}

// generic reads a part of which only this is known: that it is XML. All text
// comes out, and those attributes that look as if a person had written them.
func (b *book) generic(x *ooxml.Scanner, part string, at place) error {
	why := extract.HiddenText
	switch dir := path.Base(path.Dir(key(part))); {
	case strings.HasPrefix(dir, "revisions"):
		why = extract.Revision
	case strings.HasPrefix(dir, "slicer"), strings.HasPrefix(dir, "pivot"), strings.HasPrefix(dir, "timeline"):
		why = extract.PivotCache
	case strings.HasPrefix(dir, "diagrams"), strings.HasPrefix(dir, "drawings"), strings.HasPrefix(dir, "ctrlprops"):
		why = extract.Textbox
	case strings.HasPrefix(dir, "charts"):
		why = extract.ChartCache
	case strings.HasPrefix(dir, "customxml"):
		why = extract.Properties
	}
	u := extract.Unit{Loc: extract.Loc{Sheet: at.name(part)}, Hidden: why | at.hidden}
	var text []byte
	say := func() error {
		u.Text = string(text)
		text = text[:0]
		u.Loc.Line++
		return b.say(u)
	}
	for {
		// Attributes of the ooxml.Open at hand.
		for rest := x.Attrs; ; {
			n, v, more := ooxml.NextAttr(rest)
			if n == nil {
				break
			}
			if telling(v) {
				u.Text = string(ooxml.AppendUnescaped(nil, v))
				if err := b.say(u); err != nil {
					return err
				}
			}
			rest = more
		}
	tokens:
		for {
			switch x.Next() {
			case ooxml.End:
				return say()
			case ooxml.Open:
				break tokens
			case ooxml.Chars:
				if text = x.AppendText(text); len(text) < maxText {
					continue
				}
			case ooxml.Close:
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

// telling finds attributes that hold words rather than settings: letters
// beyond ASCII, a mail address, a long number, words with spaces.
func telling(v []byte) bool {
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
func (b *book) properties(x *ooxml.Scanner, part string) error {
	u := extract.Unit{Loc: extract.Loc{Sheet: part}, Hidden: extract.Properties, Role: extract.Property}
	for {
		switch x.Next() {
		case ooxml.End:
			return nil
		case ooxml.Open:
			name := string(x.Name)
			switch name {
			case "property":
				u.Text = x.Attr("name")
				if err := b.say(u); err != nil {
					return err
				}
				continue
			case "TitlesOfParts", "HeadingPairs":
				x.Skip() // the names of the sheets, which were told
				continue
			case "Application", "AppVersion", "DocSecurity", "ScaleCrop", "LinksUpToDate", "SharedDoc", "HyperlinksChanged",
				"TotalTime", "created", "modified", "lastPrinted", "revision", "Template":
				x.Skip()
				continue
			}
		case ooxml.Chars:
			u.Text = string(x.AppendText(nil))
			if err := b.say(u); err != nil {
				return err
			}
		}
	}
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
		if err := b.say(u); err != nil {
			return err
		}
		if r, ok := s.ruby[int32(i)]; ok {
			u.Text = r
			if err := b.say(u); err != nil {
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
	for _, name := range b.parts.order {
		if err := b.part(name, place{}, 0); err != nil {
			return err
		}
	}
	if n := b.parts.other; n > 0 {
		if err := b.to.Gap(extract.Gap{Code: extract.Corrupt, Err: fmt.Errorf("xlsx: %d parts have two names", n)}); err != nil {
			return err
		}
	}
	for range b.parts.twice {
		g := extract.Gap{Code: extract.Corrupt, Err: fmt.Errorf("xlsx: %d parts stand in the file twice", len(b.parts.twice))}
		return b.to.Gap(g)
	}
	return nil
}
