// Package dict holds Monban's word lists and finds their words in text.
//
// There are two: the words that head a column or label a value (headers.tsv),
// and the terms that disclose something of a person (all other files of data).
// The package knows how the files are written and how to find many terms at
// once. It does not know what a kind means, nor whether a term that stands in a
// text is meant there: sense control is the work of detect/term, which reads the
// guards that the files give. README.md describes the files.
package dict

import (
	"embed"
	"fmt"
	"io/fs"
	"strings"
)

//go:embed data/*.tsv
var data embed.FS

// lines calls row for each line of a data file that is neither blank nor a
// comment, with the tab-separated fields, without the blanks around them. The
// slice is valid only during the call. Errors name file and line.
func lines(fsys fs.FS, name string, row func(fields []string) error) error {
	b, err := fs.ReadFile(fsys, name)
	if err != nil {
		return fmt.Errorf("dict: %w", err)
	}
	n := 0
	var fields []string
	for line := range strings.Lines(string(b)) {
		n++
		line = strings.TrimRight(line, "\r\n")
		if line == "" || line[0] == '#' && !strings.HasPrefix(line, "#\t") {
			continue
		}
		fields = fields[:0]
		for f := range strings.SplitSeq(line, "\t") {
			fields = append(fields, strings.TrimSpace(f))
		}
		if err := row(fields); err != nil {
			return fmt.Errorf("dict: %s:%d: %w", name, n, err)
		}
	}
	return nil
}
