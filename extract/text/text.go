// Package text reads running text line by line: letters, notes, logs, source,
// and every kind of text that has no format of its own yet.
//
// It does not know tables (extract/csv takes those first) nor markup, and it
// refuses bytes that are no text.
package text

import (
	"context"
	"errors"
	"fmt"
	"io"
	"unicode/utf8"

	"monban/extract"
	"monban/extract/charset"
)

// Format reads plain text. It stands last in the list: whatever is text and of
// no better known kind is read by it.
var Format = extract.Format{
	Name: "text",
	Ext: []string{".txt", ".text", ".log", ".md", ".yaml", ".yml",
		".ini", ".conf", ".tex", ".rst", ".js", ".py", ".go", ".sh", ".css",
		".sql"}, // queries are no dump
	Match: func(_ extract.File, head []byte) bool { return charset.Detect(head).First != charset.Binary },
	Read:  read,
	Doc: extract.Doc{
		Title: "text", TitleJa: "テキスト",
		Reads:   "lines, in every Japanese charset",
		ReadsJa: "行（日本語の文字コードはすべて）",
	},
}

const sampleSize = 64 << 10

func read(ctx context.Context, f extract.File, to extract.Sink) error {
	head := make([]byte, min(f.Size, sampleSize))
	n, err := f.Data.ReadAt(head, 0)
	if n == 0 && err != nil && err != io.EOF {
		return err
	}
	g := charset.Detect(head[:n])
	if g.First == charset.Binary {
		return &extract.CodeError{Code: extract.Unsupported, Err: errors.New("text: not text")}
	}
	r := charset.NewReader(io.NewSectionReader(f.Data, 0, f.Size), g.First)
	if err := charset.Lines(ctx, r, func(line int, s string) error {
		return to.Text(extract.Unit{Text: s, Loc: extract.Loc{Line: line}})
	}); err != nil {
		return err
	}
	if r.Lossy() {
		err := fmt.Errorf("text: %d characters are in no known character set", r.Lost())
		if err := to.Gap(extract.Gap{Code: extract.Corrupt, Err: err}); err != nil {
			return err
		}
	}
	if g.Second == charset.Binary {
		return nil
	}
	// A close call: the other reading of the lines that are not plain ASCII.
	r = charset.NewReader(io.NewSectionReader(f.Data, 0, f.Size), g.Second)
	return charset.Lines(ctx, r, func(line int, s string) error {
		for i := range len(s) {
			if s[i] >= utf8.RuneSelf {
				return to.Text(extract.Unit{Text: s, Loc: extract.Loc{Line: line}})
			}
		}
		return nil
	})
}
