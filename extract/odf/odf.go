// Package odf reads the documents of OpenDocument: text (.odt), sheets (.ods),
// slides (.odp) and drawings (.odg), as packages and as one flat XML file.
//
// All of them are written in the same words, so that one reader knows them
// all: paragraphs, tables, frames, notes, annotations, tracked changes, forms,
// and what hides text. What it shares with other packages of XML parts is in
// ooxml. It does not know what the text means, it computes no formulas, runs
// no macros, and lays nothing out.
package odf

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"io"
	"path"
	"strings"

	"monban/extract"
	"monban/extract/ooxml"
)

const mimetype = "application/vnd.oasis.opendocument."

// Formats lists the kinds of documents.
func Formats() []extract.Format {
	return []extract.Format{
		format("odt", "text", "OpenDocument text", "OpenDocument 文書", ".odt", ".ott", ".odm", ".fodt"),
		format("ods", "spreadsheet", "OpenDocument spreadsheet", "OpenDocument 表計算", ".ods", ".ots", ".fods"),
		format("odp", "presentation", "OpenDocument presentation", "OpenDocument プレゼンテーション", ".odp", ".otp", ".fodp"),
		format("odg", "graphics", "OpenDocument drawing", "OpenDocument 図形描画", ".odg", ".otg", ".fodg"),
	}
}

func format(name, kind, title, titleJa string, ext ...string) extract.Format {
	return extract.Format{
		Name: name,
		Ext:  ext,
		Doc: extract.Doc{
			Title: title, TitleJa: titleJa,
			Reads:   "paragraphs, tables as rows, cells as shown and as stored, hidden rows, columns, sheets and slides, annotations, tracked changes, notes, headers and footers, forms, caches of charts, links and pivots, properties, macros, pictures and embedded files, as a package or one flat XML file; locked ones with the password",
			ReadsJa: "段落、表（行として）、セル（表示と保存された値）、非表示の行・列・シート・スライド、注釈、変更履歴、脚注、ヘッダーとフッター、フォーム、グラフ・リンク・ピボットのキャッシュ、プロパティ、マクロ、画像と埋め込みファイル。フラット XML も。パスワードがあれば保護されたものも",
			Not:     "drawings of lines and letters of document size: no-text",
			NotJa:   "文書ほどの大きさの線画は no-text",
			Hidden:  extract.AltText | extract.Attachment | extract.ChartCache | extract.Comment | extract.DefinedName | extract.ExternalLink | extract.Filter | extract.Footnote | extract.FormField | extract.HeaderFooter | extract.HiddenColumn | extract.HiddenRow | extract.HiddenSheet | extract.HiddenSlide | extract.HiddenText | extract.Hyperlink | extract.Note | extract.NumberFormat | extract.PivotCache | extract.Properties | extract.Revision | extract.SheetName | extract.SmallText | extract.Textbox | extract.Validation | extract.WhiteText,
		},
		Match: func(f extract.File, head []byte) bool { return strings.HasPrefix(declared(f, head), mimetype+kind) },
		Read: func(ctx context.Context, f extract.File, to extract.Sink) error {
			return read(ctx, name, f, to)
		},
	}
}

// declared is the type that a file says it is of.
func declared(f extract.File, head []byte) string {
	if !bytes.HasPrefix(head, []byte("PK")) {
		if i := bytes.Index(head, []byte("<office:document")); i >= 0 && bytes.HasPrefix(bytes.TrimLeft(head, "\xef\xbb\xbf \r\n\t"), []byte("<")) {
			x := ooxml.NewScanner(bytes.NewReader(head[i:]))
			if x.Root() {
				return x.Attr("mimetype")
			}
		}
		return ""
	}
	z, err := zip.NewReader(f.Data, f.Size)
	if err != nil {
		// Cut off: the type stands at the start, as it is.
		if _, after, ok := bytes.Cut(head[:min(len(head), 256)], []byte("mimetype"+mimetype)); ok {
			return mimetype + string(after[:min(len(after), 16)])
		}
		return ""
	}
	content := false
	t := ""
	for _, e := range z.File {
		switch ooxml.Key(e.Name) {
		case "content.xml", "encrypted-package":
			content = true
		case "mimetype":
			t = start(e)
		case "meta-inf/manifest.xml":
			if t != "" {
				continue
			}
			for x := ooxml.NewScanner(strings.NewReader(start(e))); ; {
				tok := x.Next()
				if tok == ooxml.End {
					break
				}
				if tok == ooxml.Open && x.Attr("full-path") == "/" {
					t = x.Attr("media-type")
					break
				}
			}
		}
	}
	if !content {
		return ""
	}
	return strings.TrimSpace(t)
}

// start is the beginning of a part.
func start(e *zip.File) string {
	r, err := e.Open()
	if err != nil {
		return ""
	}
	defer r.Close()
	b, err := io.ReadAll(io.LimitReader(r, 4096))
	if err != nil {
		return ""
	}
	return string(b)
}

// doc is one document while it is read.
type doc struct {
	ooxml.Doc
	common  map[string]style // styles of the whole document
	authors map[string]bool
	copies  int // of repeated cells, so far
	page    string
}

func read(ctx context.Context, name string, f extract.File, to extract.Sink) error {
	d := &doc{Doc: ooxml.Doc{Format: name, Ctx: ctx, To: to}, common: map[string]style{}, authors: map[string]bool{}}
	d.Known = d.known
	head := make([]byte, 2)
	if _, err := f.Data.ReadAt(head, 0); err == nil && string(head) != "PK" {
		return d.flat(f)
	}
	var err error
	if d.Package, err = ooxml.OpenPackage(ctx, f); err != nil {
		return err
	}
	if err := d.unlock(f); err != nil {
		return err
	}
	if !d.Has("content.xml") {
		if err := d.Rest(); err != nil {
			return err
		}
		return errors.New("there is no part with the content")
	}
	for _, part := range []string{"mimetype", "layout-cache", "manifest.rdf", "thumbnails/thumbnail.png"} {
		if d.Has(part) {
			if err := d.Whole(part); err != nil {
				return err
			}
		}
	}
	for _, part := range d.Names {
		if strings.HasPrefix(part, "configurations2/") || strings.HasPrefix(path.Base(path.Dir(part)), "objectreplacements") {
			// Menus, and pictures of what is embedded.
			if err := d.Whole(part); err != nil {
				return err
			}
		}
	}
	if err := d.styles("styles.xml"); err != nil {
		return err
	}
	if err := d.Scan("content.xml", func(x *ooxml.Scanner) error { return d.story(x, "") }); err != nil {
		return err
	}
	if d.Has("styles.xml") { // headers, footers and what stands on master pages
		if err := d.Scan("styles.xml", func(x *ooxml.Scanner) error { return d.story(x, "styles.xml") }); err != nil {
			return err
		}
	}
	return d.Rest()
}

// flat reads a document that is one file of XML.
func (d *doc) flat(f extract.File) error {
	x := ooxml.NewScanner(io.NewSectionReader(f.Data, 0, f.Size))
	if err := d.story(x, ""); err != nil {
		return err
	}
	if err := d.Ctx.Err(); err != nil {
		return err
	}
	return x.Err
}

// story reads one part with text.
func (d *doc) story(x *ooxml.Scanner, sheet string) error {
	if !x.Root() {
		return nil
	}
	s := &story{d: d, x: x, sheet: sheet, styles: map[string]style{}, common: d.common}
	if err := s.inside(scope{}); err != nil {
		return err
	}
	if sheet == "" && !s.body && x.Err == nil {
		return d.To.Gap(extract.Gap{Loc: s.at(scope{}), Code: extract.Corrupt, Err: errors.New("odf: the document has no body")})
	}
	return nil
}

// known reads the parts that only these documents have.
func (d *doc) known(x *ooxml.Scanner, part string, at ooxml.Place, _ []ooxml.Rel) (bool, error) {
	dir := path.Dir(part)
	switch string(x.Name) {
	case "document-content", "document-styles", "document":
		s := &story{d: d, x: x, sheet: dir, styles: map[string]style{}}
		return true, s.inside(scope{hidden: at.Hidden | extract.Attachment})
	case "document-meta":
		return true, d.meta(x, part)
	case "document-settings":
		return true, d.settings(x, part)
	case "module":
		return true, d.script(x, part)
	case "manifest", "document-signatures", "library", "libraries":
		return true, nil
	}
	return false, nil
}
