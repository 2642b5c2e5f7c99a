// Package sql reads dumps of databases: INSERT and REPLACE statements of any
// dialect, and the COPY blocks of PostgreSQL. Each tuple is a row; the names of
// the columns come from the statement or from CREATE TABLE.
//
// It does not know SQL as a language: every other statement, and every comment,
// is running text, so that nothing in the file is lost.
package sql

import (
	"bufio"
	"context"
	"fmt"
	"regexp"

	"monban/extract"
	"monban/extract/charset"
)

// Format reads SQL dumps.
var Format = extract.Format{
	Name: "sql",
	Ext:  []string{".sql", ".dump"},
	Match: func(_ extract.File, head []byte) bool {
		g := charset.Detect(head)
		if g.First == charset.Binary {
			return false
		}
		s, _ := charset.Decode(head, g.First)
		return statement.MatchString(s)
	},
	Read: read,
	Doc: extract.Doc{
		Title: "SQL dump", TitleJa: "SQL ダンプ",
		Reads:   "rows of INSERT and COPY with the names of their columns and what comments say of these, everything else as text",
		ReadsJa: "INSERT と COPY の行（列名と列のコメントつき）、そのほかはテキストとして",
	},
}

// statement is the start of a statement that only a dump has at the start of a
// line.
var statement = regexp.MustCompile(`(?im)^\s*(?:INSERT\s+(?:IGNORE\s+)?INTO\s+[^\s(]+\s*(?:\(|VALUES)|REPLACE\s+INTO\s+\S+\s*(?:\(|VALUES)|CREATE\s+TABLE\s+(?:IF\s+NOT\s+EXISTS\s+)?[^\s(]+\s*\(|COPY\s+\S+\s*(?:\([^)]*\)\s*)?FROM\s+stdin)`)

const (
	textMost  = 4000    // characters of other statements per line of text
	valueMost = 1 << 20 // bytes of one value; what is longer goes on as text
)

func read(ctx context.Context, f extract.File, to extract.Sink) error {
	r, err := charset.Open(f.Data, f.Size)
	if err != nil {
		return err
	}
	d := &dump{ctx: ctx, to: to, in: bufio.NewReaderSize(r, 64<<10), line: 1, tables: map[string][]string{}, notes: map[string]string{}}
	if err := d.read(); err != nil {
		return err
	}
	if r.Lossy() {
		err := fmt.Errorf("sql: %d characters are in no known character set", r.Lost())
		return to.Gap(extract.Gap{Code: extract.Corrupt, Err: err})
	}
	return nil
}
