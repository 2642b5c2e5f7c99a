// Package planted makes files that hold a word in every place where text can
// hide, and knows what Monban must call each place. It is the measure of "we
// read everything": a place that no word is planted in is one nobody looks at.
// It knows nothing of how files are read.
package planted

import (
	"archive/zip"
	"bytes"
	"embed"
	"fmt"
	"image"
	"image/png"
	"strings"

	"golang.org/x/tools/txtar"
)

// A Place is a word of a file and what hides it: the words of the report as
// extract.Hidden prints them, "" for what an ordinary reader sees.
type Place struct {
	Word, Hidden string
}

// A File is a made file with all its places.
type File struct {
	Name   string
	Data   []byte
	Places []Place
}

// Files makes one file of each kind. They are the same each time.
func Files() ([]File, error) {
	var out []File
	for _, ext := range []string{"xlsx", "docx", "pptx"} {
		f, err := office(ext)
		if err != nil {
			return nil, fmt.Errorf("planted: %s: %w", ext, err)
		}
		out = append(out, f)
	}
	return append(out, pdfFile(), mailFile()), nil
}

// The parts of an Office file stand in an archive of texts, behind the list of
// the places.
//
//go:embed xlsx.txtar docx.txtar pptx.txtar
var texts embed.FS

func office(ext string) (File, error) {
	b, err := texts.ReadFile(ext + ".txtar")
	if err != nil {
		return File{}, err
	}
	a := txtar.Parse(b)
	f := File{Name: "places." + ext, Places: places(string(a.Comment))}
	var w bytes.Buffer
	z := zip.NewWriter(&w)
	for _, part := range a.Files {
		p, err := z.Create(part.Name)
		if err != nil {
			return File{}, err
		}
		data, err := expand(string(part.Data))
		if err != nil {
			return File{}, fmt.Errorf("%s: %w", part.Name, err)
		}
		if _, err := p.Write(data); err != nil {
			return File{}, err
		}
	}
	if err := z.Close(); err != nil {
		return File{}, err
	}
	f.Data = w.Bytes()
	return f, nil
}

// places reads lines of a word, a tab and what hides it. Other lines are
// remarks.
func places(list string) (out []Place) {
	for line := range strings.Lines(list) {
		if word, hidden, ok := strings.Cut(strings.TrimSuffix(line, "\n"), "\t"); ok {
			out = append(out, Place{word, hidden})
		}
	}
	return out
}

// Name spaces, which NS stands for in the parts, and REL.
const (
	relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	drawing   = "http://schemas.openxmlformats.org/drawingml/2006/"
	microsoft = "http://schemas.microsoft.com/office/"
)

var spaces = strings.Join([]string{
	"",
	`xmlns:r="` + relations + `"`,
	`xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"`,
	`xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"`,
	`xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"`,
	`xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"`,
	`xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"`,
	`xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"`,
	`xmlns:a="` + drawing + `main"`,
	`xmlns:c="` + drawing + `chart"`,
	`xmlns:dgm="` + drawing + `diagram"`,
	`xmlns:pic="` + drawing + `picture"`,
	`xmlns:wp="` + drawing + `wordprocessingDrawing"`,
	`xmlns:xdr="` + drawing + `spreadsheetDrawing"`,
	`xmlns:wps="` + microsoft + `word/2010/wordprocessingShape"`,
	`xmlns:w14="` + microsoft + `word/2010/wordml"`,
	`xmlns:w15="` + microsoft + `word/2012/wordml"`,
	`xmlns:p14="` + microsoft + `powerpoint/2010/main"`,
	`xmlns:p188="` + microsoft + `powerpoint/2018/8/main"`,
	`xmlns:a14="` + microsoft + `drawing/2010/main"`,
	`xmlns:dsp="` + microsoft + `drawing/2008/diagram"`,
	`xmlns:x14="` + microsoft + `spreadsheetml/2009/9/main"`,
	`xmlns:xm="` + microsoft + `excel/2006/main"`,
	`xmlns:f="http://example.jp/form"`,
	`xmlns:v="urn:schemas-microsoft-com:vml"`,
	`xmlns:o="urn:schemas-microsoft-com:office:office"`,
	`xmlns:dc="http://purl.org/dc/elements/1.1/"`,
}, " ")

// expand makes a part of its text: name spaces and relations are written out,
// "PNG 600x400" is an empty picture.
func expand(s string) ([]byte, error) {
	var w, h int
	if n, _ := fmt.Sscanf(s, "PNG %dx%d", &w, &h); n == 2 {
		var b bytes.Buffer
		err := png.Encode(&b, image.NewGray(image.Rect(0, 0, w, h)))
		return b.Bytes(), err
	}
	s = strings.ReplaceAll(s, `"REL/`, `"`+relations+`/`)
	own := ""
	for element, space := range map[string]string{
		"Types":         "http://schemas.openxmlformats.org/package/2006/content-types",
		"Relationships": "http://schemas.openxmlformats.org/package/2006/relationships",
		"Properties":    "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties",
		"workbook":      sheets, "worksheet": sheets, "sst": sheets, "styleSheet": sheets, "comments": sheets, "table": sheets,
		"pivotCacheDefinition": sheets, "pivotCacheRecords": sheets, "externalLink": sheets,
		"ThreadedComments": microsoft + "spreadsheetml/2018/threadedcomments",
		"personList":       microsoft + "spreadsheetml/2018/threadedcomments",
	} {
		if strings.HasPrefix(s, "<"+element+" NS") {
			own = ` xmlns="` + space + `"`
		}
	}
	s = strings.Replace(s, " NS", own+spaces, 1)
	if strings.HasPrefix(s, "<") {
		s = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n" + s
	}
	return []byte(s), nil
}

const sheets = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
