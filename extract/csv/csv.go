// Package csv reads tables written as text: fields between commas, tabs,
// semicolons or bars, quoted or not, in any charset that extract/charset knows.
//
// It takes what programs and people really write, not only what RFC 4180
// allows: ragged rows, quotes that nobody closes, ="0123", bare CR as line end.
// It does not know which row is a header or what a column means, and text
// that is no table is left to extract/text.
package csv

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"path"
	"strings"

	"monban/extract"
	"monban/extract/charset"
)

// Format reads CSV and its sisters.
var Format = extract.Format{
	Name:  "csv",
	Ext:   []string{".csv", ".tsv", ".tab", ".txt", ".dat", ".prn", ".md"},
	Match: match,
	Read:  read,
	Doc: extract.Doc{
		Title: "CSV, TSV", TitleJa: "CSV・TSV",
		Reads:   "rows, in any delimiter and every Japanese charset; both readings when the charset is doubtful",
		ReadsJa: "行（区切り文字は自動、日本語の文字コードはすべて）。文字コードが疑わしいときは両方の読み方で",
	},
}

// sampleSize is how much of the file is read before the first row: charset and
// delimiter are decided on it.
const sampleSize = 64 << 10

func match(f extract.File, head []byte) bool {
	d, ok := look(head, int64(len(head)) < f.Size)
	if !ok {
		return false
	}
	switch strings.ToLower(path.Ext(f.Name)) {
	case ".csv", ".tsv", ".tab":
		// The content of a table with one column says nothing; the name decides.
		return d.table() || !d.markup
	}
	return d.table()
}

// look decodes the start of a file and votes on it. ok is false for bytes that
// are no text.
func look(head []byte, cut bool) (d dialect, ok bool) {
	g := charset.Detect(head)
	if g.First == charset.Binary {
		return dialect{}, false
	}
	text, err := io.ReadAll(charset.NewReader(bytes.NewReader(head), g.First))
	if err != nil {
		return dialect{}, false
	}
	return vote(text, cut), true
}

func read(ctx context.Context, f extract.File, to extract.Sink) error {
	head := make([]byte, min(f.Size, sampleSize))
	n, err := f.Data.ReadAt(head, 0)
	if n == 0 && err != nil && err != io.EOF {
		return err
	}
	head = head[:n]
	g := charset.Detect(head)
	d, ok := look(head, int64(n) < f.Size)
	if !ok {
		return &extract.CodeError{Code: extract.Unsupported, Err: fmt.Errorf("csv: not text")}
	}
	r := charset.NewReader(io.NewSectionReader(f.Data, 0, f.Size), g.First)
	if err := newParser(r, d).rows(ctx, to); err != nil {
		return err
	}
	if r.Lossy() {
		err := fmt.Errorf("csv: %d characters are in no known character set", r.Lost())
		if err := to.Gap(extract.Gap{Code: extract.Corrupt, Err: err}); err != nil {
			return err
		}
	}
	if g.Second == charset.Binary {
		return nil
	}
	// A close call: the other reading of whatever is not plain ASCII.
	r = charset.NewReader(io.NewSectionReader(f.Data, 0, f.Size), g.Second)
	p := newParser(r, d)
	p.onlyWide = true
	return p.rows(ctx, to)
}
