// Package xlsx reads workbooks of the kinds .xlsx and .xlsm.
//
// It knows where a workbook keeps text: the cells as they are stored and as
// they are shown, and all the other parts in which something can hide. It
// reads them as a stream, with an own scanner, and writes nothing to disk.
// It does not know what the text means, it does not compute formulas, and it
// runs no macros. The library excelize is used to show values in number
// formats that are not simple.
package xlsx

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"io"
	"strings"

	"monban/extract"
	"monban/extract/ole"
	"monban/extract/ooxml"
)

// Format reads xlsx and xlsm workbooks and their templates.
var Format = extract.Format{
	Name:  "xlsx",
	Ext:   []string{".xlsx", ".xlsm", ".xltx", ".xltm"},
	Match: match,
	Read:  read,
	Doc: extract.Doc{
		Title: "Excel workbook", TitleJa: "Excel ブック",
		Reads:   "every cell as it is shown and as it is stored, hidden rows, columns and sheets, comments, text boxes, headers and footers, names, validation, hyperlinks, pivot caches with their records, caches of links and charts, furigana, unused strings, properties, macros, pictures and embedded files; locked ones with the password",
		ReadsJa: "すべてのセル（表示と保存された値の両方）、非表示の行・列・シート、コメント、テキストボックス、ヘッダーとフッター、名前の定義、入力規則、ハイパーリンク、ピボットキャッシュ（レコードも）、外部リンクとグラフのキャッシュ、ふりがな、使われていない文字列、プロパティ、マクロ、画像と埋め込みファイル。パスワードがあれば保護されたものも",
		Not:     "drawings of lines and letters of document size: no-text; formulas are not computed, their last results are read",
		NotJa:   "文書ほどの大きさの線画は no-text。数式は計算せず、保存された結果を読みます",
		Hidden:  extract.AltText | extract.Attachment | extract.ChartCache | extract.Comment | extract.DefinedName | extract.ExternalLink | extract.Filter | extract.FormField | extract.HeaderFooter | extract.HiddenColumn | extract.HiddenRow | extract.HiddenSheet | extract.HiddenText | extract.Hyperlink | extract.NumberFormat | extract.PivotCache | extract.Properties | extract.Revision | extract.SheetName | extract.SmallText | extract.Textbox | extract.Validation | extract.VeryHidden | extract.WhiteText,
	},
}

func match(f extract.File, head []byte) bool {
	if bytes.HasPrefix(head, []byte(ole.Magic)) {
		return ooxml.Locked(f, head, nil) // of documents that no other format claims
	}
	if !bytes.HasPrefix(head, []byte("PK")) {
		return false
	}
	z, err := zip.NewReader(f.Data, f.Size)
	if err != nil {
		// Cut off: the directory at the end is missing.
		return bytes.Contains(head, []byte("[Content_Types].xml")) && bytes.Contains(head, []byte("xl/"))
	}
	types, rels := (*zip.File)(nil), (*zip.File)(nil)
	for _, e := range z.File {
		switch ooxml.Key(e.Name) {
		case "xl/workbook.xml":
			return true
		case "[content_types].xml":
			types = e
		case "_rels/.rels":
			rels = e
		}
	}
	if types == nil || rels == nil {
		return false
	}
	// A workbook may lie anywhere; the list of types tells.
	r, err := types.Open()
	if err != nil {
		return false
	}
	defer r.Close()
	x := ooxml.NewScanner(io.LimitReader(r, 1<<20))
	for {
		switch x.Next() {
		case ooxml.End:
			return false
		case ooxml.Open:
			if workbookType(x.Attr("ContentType")) {
				return true
			}
		}
	}
}

// workbookType tells the types of the main part. The binary one is none of
// ours: it does not end in +xml.
func workbookType(t string) bool {
	t = strings.ToLower(t)
	if !strings.HasSuffix(t, ".main+xml") {
		return false
	}
	return strings.Contains(t, "spreadsheetml.") || strings.Contains(t, "ms-excel.")
}

func read(ctx context.Context, f extract.File, to extract.Sink) error {
	head := make([]byte, len(ole.Magic))
	if _, err := f.Data.ReadAt(head, 0); err == nil && string(head) == ole.Magic {
		return readLocked(ctx, f, to)
	}
	b, err := open(ctx, f, to)
	if err != nil {
		return err
	}
	return b.read()
}

// open reads the directory of a workbook, or makes one for what is left of it.
func open(ctx context.Context, f extract.File, to extract.Sink) (*book, error) {
	b := &book{Doc: ooxml.Doc{Format: "xlsx", Ctx: ctx, To: to, Unescape: visible}}
	b.Known = b.known
	var err error
	b.Package, err = ooxml.OpenPackage(ctx, f)
	if ce := (*extract.CodeError)(nil); err == nil || errors.As(err, &ce) {
		return b, err
	}
	b.cut = true
	z, err := salvage(ctx, f.Data, f.Size, f.Limits)
	if err != nil {
		return nil, err
	}
	b.Package, err = ooxml.NewPackage(ctx, f, z)
	return b, err
}

var errNoWorkbook = errors.New("there is no workbook part")
