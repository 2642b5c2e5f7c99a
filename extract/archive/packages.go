package archive

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"io"
	"strings"

	"monban/extract"
)

// Packages are the kinds of documents that are zip files inside and that no
// format reads yet. They are named here so that the report says what they are,
// and that nobody takes a list of XML parts for their content. A format that
// reads one of them stands before these in the list, and its line goes away.
func Packages() []extract.Format {
	var out []extract.Format
	for _, p := range packages {
		out = append(out, extract.Format{
			Name:  p.name,
			Ext:   strings.Fields(p.ext),
			Doc:   extract.Doc{Title: p.title, TitleJa: p.titleJa, Not: "all of it: unsupported", NotJa: "読みません（unsupported）"},
			Match: p.match,
			Read: func(context.Context, extract.File, extract.Sink) error {
				return &extract.CodeError{Code: extract.Unsupported, Err: errors.New("this kind of document is not read")}
			},
		})
	}
	return out
}

// A pack is a kind of document: known by a part in it, or by the type that it
// declares in its first entry.
type pack struct{ name, title, titleJa, ext, part, mimetype string }

var packages = []pack{
	{name: "xlsx", title: "damaged Excel workbook", titleJa: "壊れた Excel ブック", ext: ".xlsx .xlsm .xltx .xltm", part: "xl/workbook"},
	{name: "vsdx", title: "Visio drawing", titleJa: "Visio 図面", ext: ".vsdx", part: "visio/document"},
	{name: "odf", title: "other OpenDocument files", titleJa: "そのほかの OpenDocument", ext: ".odg .odc .odf .odb", mimetype: "application/vnd.oasis.opendocument."},
	{name: "epub", title: "electronic book", titleJa: "電子書籍", ext: ".epub", mimetype: "application/epub"},
	{name: "ooxml", title: "other Office packages", titleJa: "そのほかの Office パッケージ", part: "[Content_Types].xml"},
}

func (p pack) match(f extract.File, head []byte) bool {
	if !bytes.HasPrefix(head, []byte(sigLocal)) {
		return false
	}
	zr, err := zip.NewReader(f.Data, f.Size)
	if err != nil {
		return false
	}
	for i, zf := range zr.File {
		name := strings.TrimPrefix(strings.ReplaceAll(zf.Name, `\`, "/"), "/")
		if p.part != "" && len(name) >= len(p.part) && strings.EqualFold(name[:len(p.part)], p.part) {
			return true
		}
		if p.mimetype != "" && i == 0 && name == "mimetype" {
			return strings.HasPrefix(mimetype(zf), p.mimetype)
		}
	}
	return false
}

// mimetype is the start of the declared type.
func mimetype(zf *zip.File) string {
	r, err := zf.Open()
	if err != nil {
		return ""
	}
	defer r.Close()
	b, err := io.ReadAll(io.LimitReader(r, 128))
	if err != nil {
		return ""
	}
	return strings.TrimSpace(string(b))
}
