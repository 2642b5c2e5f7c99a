// Package docx reads text documents of the kinds .docx and .docm.
//
// It knows where such a document keeps text: paragraphs with their runs
// joined, tables as rows, and every place beside the page (notes, comments,
// headers, changes that were tracked, fields, forms, settings), and what in
// the document hides text. What it shares with other packages of XML parts is
// in ooxml. It does not know what the text means, and lays nothing out: pages
// are not numbered, the line of a place counts paragraphs and rows of tables.
package docx

import (
	"context"
	"errors"
	"path"
	"strings"

	"monban/extract"
	"monban/extract/ooxml"
)

// Format reads docx and docm documents and their templates.
var Format = extract.Format{
	Name:  "docx",
	Ext:   endings,
	Match: match,
	Read:  read,
	Doc: extract.Doc{
		Title: "Word document", TitleJa: "Word 文書",
		Reads:   "paragraphs with their runs joined, tables as rows, comments, tracked insertions and deletions, notes, headers and footers, text boxes, fields, form fields, properties, macros, pictures and embedded files",
		ReadsJa: "段落（文字列はつなげて読みます）、表（行として）、コメント、変更履歴（挿入と削除）、脚注、ヘッダーとフッター、テキストボックス、フィールド、フォーム、プロパティ、マクロ、画像と埋め込みファイル",
		Not:     "drawings of lines and letters (EMF, WMF) of document size: no-text; sound and film: unsupported",
		NotJa:   "文書ほどの大きさの線画（EMF・WMF）は no-text、音声と動画は unsupported",
		Hidden:  extract.AltText | extract.Attachment | extract.ChartCache | extract.Comment | extract.DefinedName | extract.ExternalLink | extract.Footnote | extract.FormField | extract.HeaderFooter | extract.HiddenRow | extract.HiddenText | extract.Hyperlink | extract.Properties | extract.Revision | extract.SmallText | extract.Textbox | extract.WhiteText,
	},
}

var endings = []string{".docx", ".docm", ".dotx", ".dotm"}

func match(f extract.File, head []byte) bool {
	return ooxml.Locked(f, head, endings) || ooxml.Match(f, head, "word/document.xml", "word/", func(t string) bool {
		return strings.HasSuffix(t, ".main+xml") && (strings.Contains(t, "wordprocessingml.") || strings.Contains(t, "ms-word."))
	})
}

// doc is one document while it is read.
type doc struct {
	ooxml.Doc
	main    string
	styles  styles
	authors map[string]bool // who was named, with the reason
	painted bool            // the page has a colour of its own
}

func read(ctx context.Context, f extract.File, to extract.Sink) error {
	p, err := ooxml.OpenLocked(ctx, f, endings, match, to)
	if p == nil || err != nil {
		return err
	}
	d := &doc{Doc: ooxml.Doc{Package: p, Format: "docx", Ctx: ctx, To: to}, authors: map[string]bool{}}
	d.Known = d.known
	rels, err := d.Relations("")
	if err != nil {
		return err
	}
	if d.main = ooxml.Of(rels, "officeDocument", "word/document.xml"); !d.Has(d.main) {
		d.main = "word/document.xml"
	}
	if !d.Has(d.main) {
		if err := d.Rest(); err != nil {
			return err
		}
		return errors.New("there is no part with the text")
	}
	if rels, err = d.Relations(d.main); err != nil {
		return err
	}
	if part := ooxml.Of(rels, "styles", "word/styles.xml"); d.Has(part) {
		if err := d.Scan(part, func(x *ooxml.Scanner) error { d.styles = readStyles(x); return nil }); err != nil {
			return err
		}
	}
	err = d.Scan(d.main, func(x *ooxml.Scanner) error {
		if !x.Root() {
			return nil
		}
		s := &story{d: d, x: x, rels: rels}
		return s.read()
	})
	if err != nil {
		return err
	}
	if err := d.Hangers(ooxml.Place{}, rels, 0); err != nil {
		return err
	}
	return d.Rest()
}

// known reads the parts that only a text document has.
func (d *doc) known(x *ooxml.Scanner, part string, at ooxml.Place, rels []ooxml.Rel) (bool, error) {
	s := &story{d: d, x: x, rels: rels, sheet: strings.TrimSuffix(path.Base(part), path.Ext(part)), base: at.Hidden}
	switch string(x.Name) {
	case "hdr", "ftr":
		s.base |= extract.HeaderFooter
	case "footnotes", "endnotes":
		s.base |= extract.Footnote
	case "comments":
		s.base |= extract.Comment
	case "glossaryDocument":
		s.sheet = "glossary"
		s.base |= extract.HiddenText
	case "document":
		s.base |= extract.HiddenText // a second text that nothing leads to
	case "people":
		return true, d.people(x)
	case "settings":
		return true, d.settings(x, part)
	case "numbering":
		return true, d.numbering(x, part)
	case "styles", "commentsEx", "commentsIds", "commentsExtensible":
		return true, nil
	default:
		return false, nil
	}
	return true, s.read()
}

// author names who has changed or commented, once each.
func (d *doc) author(name string, why extract.Hidden, sheet string) error {
	if key := why.String() + name; name != "" && !d.authors[key] && len(d.authors) < 10_000 {
		d.authors[key] = true
		return d.Say(extract.Unit{Text: name, Loc: extract.Loc{Sheet: sheet}, Hidden: why, Role: extract.Property})
	}
	return nil
}
