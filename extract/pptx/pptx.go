// Package pptx reads presentations of the kinds .pptx and .pptm.
//
// It knows where a presentation keeps text: the shapes and tables of its
// slides in their order, notes, comments, diagrams, charts, what stands on
// layouts and masters, and what on a slide hides text. What it shares with
// other packages of XML parts is in ooxml. It does not know what the text
// means, and it draws nothing: of text in the colour of its ground it tells
// only where the ground is certain.
package pptx

import (
	"context"
	"errors"
	"strings"

	"monban/extract"
	"monban/extract/ooxml"
)

// Format reads pptx and pptm presentations, shows and templates.
var Format = extract.Format{
	Name:  "pptx",
	Ext:   endings,
	Match: match,
	Read:  read,
	Doc: extract.Doc{
		Title: "PowerPoint presentation", TitleJa: "PowerPoint プレゼンテーション",
		Reads:   "slides in order, tables as rows, notes, comments, hidden slides, text under pictures and filled shapes, layouts and masters, charts with their data, SmartArt, properties, macros, pictures and embedded files",
		ReadsJa: "スライド（順番どおり）、表、ノート、コメント、非表示スライド、画像や塗りつぶした図形の下の文字、レイアウトとマスター、グラフとそのデータ、SmartArt、プロパティ、マクロ、画像と埋め込みファイル",
		Not:     "drawings of lines and letters (EMF, WMF) of document size: no-text; sound and film: unsupported",
		NotJa:   "文書ほどの大きさの線画（EMF・WMF）は no-text、音声と動画は unsupported",
		Hidden:  extract.AltText | extract.Attachment | extract.BlackBox | extract.ChartCache | extract.Comment | extract.DefinedName | extract.ExternalLink | extract.FormField | extract.HiddenSlide | extract.HiddenText | extract.Hyperlink | extract.Note | extract.OffPage | extract.Properties | extract.SmallText | extract.Textbox | extract.UnderImage | extract.WhiteText,
	},
}

var endings = []string{".pptx", ".pptm", ".ppsx", ".ppsm", ".potx", ".potm"}

func match(f extract.File, head []byte) bool {
	return ooxml.Locked(f, head, endings) || ooxml.Match(f, head, "ppt/presentation.xml", "ppt/", func(t string) bool {
		return strings.HasSuffix(t, ".main+xml") && (strings.Contains(t, "presentationml.") || strings.Contains(t, "ms-powerpoint."))
	})
}

// deck is one presentation while it is read.
type deck struct {
	ooxml.Doc
	width, height int64                      // of a slide, 0 when it is not said
	slides        []string                   // keys of the parts in order
	grounds       map[string]ground          // of layouts and masters
	places        map[string]map[string]rect // of layouts: where they put what users fill in
	solid         map[string]*solid          // of pictures
	authors       map[string]bool
	tables        int
}

func read(ctx context.Context, f extract.File, to extract.Sink) error {
	p, err := ooxml.OpenLocked(ctx, f, endings, match, to)
	if p == nil || err != nil {
		return err
	}
	d := &deck{Doc: ooxml.Doc{Package: p, Format: "pptx", Ctx: ctx, To: to}, grounds: map[string]ground{}, places: map[string]map[string]rect{}, solid: map[string]*solid{}, authors: map[string]bool{}}
	d.Known = d.known
	rels, err := d.Relations("")
	if err != nil {
		return err
	}
	main := ooxml.Of(rels, "officeDocument", "ppt/presentation.xml")
	if !d.Has(main) {
		main = "ppt/presentation.xml"
	}
	if !d.Has(main) {
		if err := d.Rest(); err != nil {
			return err
		}
		return errors.New("there is no part with the list of slides")
	}
	if rels, err = d.Relations(main); err != nil {
		return err
	}
	if err := d.Scan(main, func(x *ooxml.Scanner) error { return d.presentation(x, rels) }); err != nil {
		return err
	}
	for i, part := range d.slides {
		if i >= f.Limits.Pages {
			return d.To.Gap(extract.Gap{Code: extract.Limit, Err: errors.New("pptx: too many slides")})
		}
		if d.Done(part) {
			continue
		}
		if !d.Has(part) {
			if err := d.To.Gap(extract.Gap{Loc: extract.Loc{Page: i + 1}, Code: extract.Corrupt, Err: errors.New("pptx: the part of a slide is missing")}); err != nil {
				return err
			}
			continue
		}
		if err := d.slide(part, i+1); err != nil {
			return err
		}
	}
	if err := d.Hangers(ooxml.Place{}, rels, 0); err != nil {
		return err
	}
	return d.Rest()
}

// presentation reads the list of slides, and what is said about the whole.
func (d *deck) presentation(x *ooxml.Scanner, rels []ooxml.Rel) error {
	for {
		switch x.Next() {
		case ooxml.End:
			return nil
		case ooxml.Open:
			switch string(x.Name) {
			case "sldSz":
				d.width, d.height = number(x.Attr("cx")), number(x.Attr("cy"))
			case "sldId":
				for _, id := range ids(x) {
					if target, external := ooxml.Target(rels, id); target != "" && !external {
						d.slides = append(d.slides, target)
					}
				}
			case "custShow", "section":
				if err := d.Say(extract.Unit{Text: x.Attr("name"), Hidden: extract.DefinedName}); err != nil {
					return err
				}
			}
		}
	}
}

// ids lists all attributes called id: a slide has a number and a relationship.
func ids(x *ooxml.Scanner) (out []string) {
	for rest := x.Attrs; ; {
		n, v, more := ooxml.NextAttr(rest)
		if n == nil {
			return out
		}
		if string(n) == "id" {
			out = append(out, string(v))
		}
		rest = more
	}
}

// slide reads one slide of the show with its notes, comments and pictures.
func (d *deck) slide(part string, page int) error {
	rels, err := d.Relations(part)
	if err != nil {
		return err
	}
	g, err := d.groundOf(ooxml.Of(rels, "slideLayout", ""), 0)
	if err != nil {
		return err
	}
	s := &reader{d: d, rels: rels, page: page, ground: g, shown: map[string]bool{}, covered: d.concealed(part, rels)}
	if err := d.Scan(part, func(x *ooxml.Scanner) error { s.x = x; return s.read() }); err != nil {
		return err
	}
	at := ooxml.Place{Loc: extract.Loc{Page: page}, Hidden: s.base}
	if err := d.Outside("", at, rels, s.shown); err != nil {
		return err
	}
	if notes := ooxml.Of(rels, "notesSlide", ""); notes != "" && d.Has(notes) {
		if err := d.Part(notes, at, 0); err != nil {
			return err
		}
	}
	return d.Hangers(at, rels, 0)
}

// known reads the parts that only a presentation has.
func (d *deck) known(x *ooxml.Scanner, part string, at ooxml.Place, rels []ooxml.Rel) (bool, error) {
	s := &reader{d: d, x: x, rels: rels, page: at.Loc.Page, base: at.Hidden, shown: map[string]bool{}, ground: ground{painted: true}}
	switch string(x.Name) {
	case "sld":
		s.sheet = part
		s.base |= extract.HiddenSlide // the show does not lead to it
	case "notes":
		s.sheet = "notes"
		s.base |= extract.Note
	case "sldLayout", "sldMaster", "notesMaster", "handoutMaster":
		s.sheet, s.model = part, true
		s.base |= extract.Properties
	case "cmLst":
		return true, d.comments(x, at)
	case "cmAuthorLst", "authorLst":
		return true, d.people(x)
	case "tagLst":
		return true, d.tags(x, part)
	case "tblStyleLst", "viewPr", "presentationPr":
		return true, nil
	default:
		return false, nil
	}
	return true, s.inside(scope{hidden: s.base})
}
