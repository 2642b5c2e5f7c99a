// Package xml reads XML of any kind as tables and text. Elements that come
// again side by side are the records of a table whose columns are the names of
// the elements and attributes in them; what is no record is text. Records inside
// the records of a table stay in their rows ("visit[].day"), and where an attribute
// names a value (<item label="HbA1c">) it names the column. It also reads the words
// in SVG drawings.
//
// It reads a file twice, first for its shapes, and holds one record at a time.
// It knows no vocabulary but that of SVG, does not load what a file refers to,
// and does not expand entities of the file's own.
package xml

import (
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"path"
	"regexp"
	"strings"

	"monban/extract"
	"monban/extract/charset"
	"monban/extract/records"
)

// Format reads XML.
var Format = extract.Format{
	Name:  "xml",
	Ext:   []string{".xml", ".rdf", ".rss", ".atom", ".kml", ".gpx", ".plist", ".xsl", ".xslt", ".xsd", ".config"},
	Match: match,
	Read:  read,
	Doc: extract.Doc{
		Title: "XML", TitleJa: "XML",
		Reads:   "elements and attributes as records with their path, comments",
		ReadsJa: "要素と属性（パスつきのレコードとして）、コメント",
		Hidden:  extract.AltText | extract.CSS | extract.HTMLComment | extract.HiddenText | extract.Hyperlink | extract.Properties,
	},
}

var (
	start   = regexp.MustCompile(`(?s)^\s*(<\?xml[^>]*\?>)?(\s|<!--.*?-->|<\?[^>]*\?>|<!DOCTYPE[^\[>]*(\[.*?\])?\s*>)*<([\pL_][\pL\pN_.:-]*)[\s/>]`)
	doctype = regexp.MustCompile(`(?i)<!doctype\s+html`)
	// webTags begin web pages and pieces of them.
	webTags = map[string]bool{"html": true, "head": true, "body": true, "table": true, "div": true, "p": true, "span": true, "br": true, "meta": true,
		"title": true, "font": true, "style": true, "center": true, "script": true, "ul": true, "ol": true, "a": true, "b": true, "i": true, "img": true, "h1": true, "h2": true, "h3": true, "form": true, "pre": true}
)

// rootOf is the name of the first element, "" when head is no XML.
func rootOf(head []byte) (root string, declared bool) {
	g := charset.Detect(head)
	if g.First == charset.Binary {
		return "", false
	}
	s, _ := charset.Decode(head, g.First)
	m := start.FindStringSubmatch(strings.TrimPrefix(s, "\ufeff"))
	if m == nil || doctype.MatchString(s) {
		return "", false
	}
	root = m[4]
	return root[strings.LastIndexByte(root, ':')+1:], m[1] != ""
}

func match(f extract.File, head []byte) bool {
	root, declared := rootOf(head)
	switch {
	case root == "" || strings.EqualFold(root, "html"):
		return false
	case declared:
		return true
	case webTags[strings.ToLower(root)]:
		return false
	}
	switch strings.ToLower(path.Ext(f.Name)) {
	case ".xml", ".rdf", ".rss", ".atom", ".kml", ".gpx", ".plist", ".xsl", ".xslt", ".xsd", ".config":
		return true
	}
	// Without a declaration, what was read must be in order, and end what it begins.
	s, _ := charset.DecodeBest(head)
	d := xml.NewDecoder(strings.NewReader(s))
	for ends := 0; ; {
		tok, err := d.Token()
		if err != nil {
			return ends > 0 && (err == io.EOF || int64(len(head)) < f.Size && d.InputOffset() > int64(len(s))-512)
		}
		if _, ok := tok.(xml.EndElement); ok {
			ends++
		}
	}
}

var declaration = regexp.MustCompile(`^<\?xml[^>]{0,200}encoding\s*=\s*["']([A-Za-z0-9_.:-]+)`)

// open gives the file in UTF-8. The declaration is believed unless the bytes
// say otherwise.
func open(f extract.File) (*charset.Reader, error) {
	head := make([]byte, min(f.Size, 64<<10))
	n, err := f.Data.ReadAt(head, 0)
	if n == 0 && err != nil && err != io.EOF {
		return nil, err
	}
	head = head[:n]
	cs := charset.Detect(head).First
	if cs == charset.Binary {
		return nil, &extract.CodeError{Code: extract.Unsupported, Err: errors.New("xml: not text")}
	}
	if m := declaration.FindSubmatch(head); m != nil && cs != charset.UTF8 && cs != charset.UTF16LE && cs != charset.UTF16BE {
		if c := charset.ByName(string(m[1])); c != charset.Binary && c != charset.UTF16BE {
			if _, bad := charset.Decode(head, c); bad <= 1 {
				cs = c
			}
		}
	}
	return charset.NewReader(io.NewSectionReader(f.Data, 0, f.Size), cs), nil
}

// withoutMark drops the mark at the start, which the decoder takes for text.
func withoutMark(r io.Reader) io.Reader {
	var b [3]byte
	n, err := io.ReadFull(r, b[:])
	if s := b[:n]; err != nil || string(s) != "\ufeff" {
		return io.MultiReader(bytes.NewReader(s), r)
	}
	return r
}

func read(ctx context.Context, f extract.File, to extract.Sink) error {
	in, err := open(f)
	if err != nil {
		return err
	}
	root, err := survey(ctx, newDecoder(withoutMark(in)))
	if err != nil {
		return err
	}
	if in, err = open(f); err != nil {
		return err
	}
	w := &walker{ctx: ctx, to: to, d: newDecoder(withoutMark(in)), tables: records.New(to), grids: map[*shape]int{}}
	w.stack = []frame{{at: root}}
	damaged := w.run()
	if w.failed != nil {
		return w.failed
	}
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if err := w.end(); err != nil {
		return err
	}
	if damaged != nil {
		return damaged
	}
	if in.Lossy() {
		return to.Gap(extract.Gap{Code: extract.Corrupt, Err: fmt.Errorf("xml: %d characters are in no known character set", in.Lost())})
	}
	return nil
}
