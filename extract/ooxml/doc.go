package ooxml

import (
	"context"
	"errors"
	"fmt"
	"path"
	"strings"
	"unicode/utf8"

	"monban/extract"
)

// A Doc is one document while it is read.
type Doc struct {
	*Package
	Format string // in errors
	Ctx    context.Context
	To     extract.Sink

	// Known reads a part of XML by what its outermost element is called, to
	// which x has moved. It reports false for what the format does not know.
	Known func(x *Scanner, part string, at Place, rels []Rel) (bool, error)

	// Unescape undoes what a format writes in place of characters that XML
	// does not allow; nil when it has nothing of the kind.
	Unescape func(string) string

	drawn map[string]bool // texts of diagrams that were told
}

// A Place says for whom a part is read: what leads to it, and what hides that.
type Place struct {
	Loc    extract.Loc
	Hidden extract.Hidden
}

// In is the location of a part: that of what leads to it, or else its name.
func (at Place) In(part string) extract.Loc {
	if at.Loc == (extract.Loc{}) {
		return extract.Loc{Sheet: part}
	}
	return at.Loc
}

// Tell sends the gap of a part. Only an error of the sink or of the context
// comes back.
func (d *Doc) Tell(part string, err error) error {
	if err == nil {
		return nil
	}
	if cerr := d.Ctx.Err(); cerr != nil {
		return cerr
	}
	d.Ignore(part)
	g := extract.Gap{Loc: extract.Loc{Sheet: d.Title(part)}, Code: extract.Corrupt, Err: fmt.Errorf("%s: a part of the document: %w", d.Format, err)}
	if ce := (*extract.CodeError)(nil); errors.As(err, &ce) {
		g.Code = ce.Code
	}
	return d.To.Gap(g)
}

// Scan reads one part through with fn. What is wrong with the part becomes a
// gap; the error of fn, which is that of the sink, comes back.
func (d *Doc) Scan(part string, fn func(x *Scanner) error) error {
	rc, err := d.Open(part)
	if err != nil {
		return d.Tell(part, err)
	}
	defer rc.Close()
	x := NewScanner(rc)
	if err := fn(x); err != nil {
		return err
	}
	for x.Err == nil && x.Next() != End {
	}
	if x.Err != nil {
		return d.Tell(part, x.Err)
	}
	d.Ignore(part)
	return nil
}

// Relations reads the relationships of a part, none when it has none.
func (d *Doc) Relations(part string) (out []Rel, err error) {
	if !d.Has(relsOf(part)) {
		return nil, nil
	}
	err = d.Scan(relsOf(part), func(x *Scanner) error {
		out = readRels(x, part)
		return nil
	})
	return out, err
}

// Say sends one text, unless it is blank.
func (d *Doc) Say(u extract.Unit) error {
	if u.Text = d.shown(u.Text); u.Text == "" {
		return nil
	}
	return d.To.Text(u)
}

// shown is a text as a reader of the document sees it.
func (d *Doc) shown(s string) string {
	if s = Clean(s); d.Unescape != nil {
		s = d.Unescape(s)
	}
	return s
}

// Clean takes blanks off both ends, and makes bytes visible that are no text.
func Clean(s string) string {
	s = strings.TrimSpace(s)
	if !utf8.ValidString(s) {
		s = strings.ToValidUTF8(s, "\uFFFD")
	}
	return s
}

// Part reads one part, whatever it is, and what hangs on it.
func (d *Doc) Part(name string, at Place, depth int) error {
	name = Key(name)
	if d.Done(name) {
		return nil
	}
	rels, err := d.Relations(name)
	if err != nil {
		return err
	}
	part := d.Title(name)
	dir := path.Base(path.Dir(name))
	switch ext := path.Ext(name); {
	case ext == ".xml" || ext == ".vml" || ext == ".rels":
		err = d.Scan(name, func(x *Scanner) error { return d.root(x, part, at, rels) })
	case picture(ext):
		err = d.Picture(name, at)
	case dir == "media":
		err = d.media(name, at)
	case path.Base(name) == "vbaproject.bin":
		err = d.macros(name)
	case dir == "fonts" || ext == ".odttf" || ext == ".fntdata" || ext == ".sigs" || ext == ".bin" && dir != "embeddings":
		// Fonts, settings of printers and of controls: no text, but it must be
		// whole.
		err = d.Whole(name)
	default:
		err = d.Embedded(name, at, extract.Attachment) // also what somebody has put there by hand
	}
	if err != nil {
		return err
	}
	if err := d.Outside(part, at, rels, nil); err != nil {
		return err
	}
	return d.Hangers(at, rels, depth+1)
}

// Whole makes sure that a part can be read, without looking at it.
func (d *Doc) Whole(name string) error {
	return d.Scan(name, func(x *Scanner) error { x.Drain(); return nil })
}

// Outside sends the addresses that a part points to, but for those that were
// shown, by number.
func (d *Doc) Outside(part string, at Place, rels []Rel, shown map[string]bool) error {
	for _, r := range rels {
		if !r.External || shown[r.ID] {
			continue
		}
		why := extract.Hyperlink
		if !strings.EqualFold(r.Kind, "hyperlink") {
			why = extract.ExternalLink // a template, a picture or a table that lies elsewhere
		}
		if err := d.Say(extract.Unit{Text: r.Target, Loc: at.In(part), Hidden: why | at.Hidden}); err != nil {
			return err
		}
	}
	return nil
}

// Hangers reads the parts that hang on a part, and those that hang on them.
func (d *Doc) Hangers(at Place, rels []Rel, depth int) error {
	if depth > 8 {
		return nil
	}
	for _, r := range rels {
		if r.External || d.Done(r.Target) || !d.Has(r.Target) {
			continue
		}
		switch strings.ToLower(r.Kind) {
		case "slide", "slidelayout", "slidemaster", "notesslide", "notesmaster", "handoutmaster", "customxml", "vbaproject", "glossarydocument",
			"worksheet", "chartsheet", "dialogsheet", "xlmacrosheet", "pivottable":
			continue // read for themselves
		case "afchunk":
			// A text in another format that is shown where it stands.
			if err := d.Embedded(r.Target, at, 0); err != nil {
				return err
			}
			continue
		}
		if err := d.Part(r.Target, at, depth); err != nil {
			return err
		}
	}
	return nil
}

// Rest reads what nothing leads to, so that every part was read in full.
func (d *Doc) Rest() error {
	for _, name := range d.Names {
		if err := d.Part(name, Place{}, 0); err != nil {
			return err
		}
	}
	if d.Renamed > 0 {
		if err := d.To.Gap(extract.Gap{Code: extract.Corrupt, Err: fmt.Errorf("%s: %d parts have two names", d.Format, d.Renamed)}); err != nil {
			return err
		}
	}
	if d.Twice > 0 {
		return d.To.Gap(extract.Gap{Code: extract.Corrupt, Err: fmt.Errorf("%s: %d parts stand in the file twice", d.Format, d.Twice)})
	}
	return nil
}

// root reads a part of XML by what its outermost element is called.
func (d *Doc) root(x *Scanner, part string, at Place, rels []Rel) error {
	if !x.Root() {
		return nil
	}
	if d.Known != nil {
		if known, err := d.Known(x, part, at, rels); known || err != nil {
			return err
		}
	}
	switch string(x.Name) {
	case "coreProperties", "Properties":
		return d.properties(x, part)
	case "chartSpace":
		return d.chart(x, part, at)
	case "dataModel", "drawing":
		return d.diagram(x, part, at)
	case "theme", "themeOverride", "Types", "Relationships", "schema", "datastoreItem", "Signature",
		"colorsDef", "styleDef", "layoutDef", "chartStyle", "colorStyle", "fonts", "webSettings":
		return nil // nothing a person wrote
	}
	return d.generic(x, part, at)
}
