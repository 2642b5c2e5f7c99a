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
	"bufio"
	"embed"
	"fmt"
	"io/fs"
	"strings"
)

//go:embed data/*.tsv
var data embed.FS

// lines calls row for each line of a data file that is neither blank nor a
// comment, with the tab-separated fields, without the blanks around them.
// Errors name file and line.
func lines(fsys fs.FS, name string, row func(fields []string) error) error {
	f, err := fsys.Open(name)
	if err != nil {
		return fmt.Errorf("dict: %w", err)
	}
	defer f.Close()
	sc := bufio.NewScanner(f)
	for n := 1; sc.Scan(); n++ {
		line := strings.TrimRight(sc.Text(), "\r")
		if line == "" || line[0] == '#' && !strings.HasPrefix(line, "#\t") {
			continue
		}
		fields := strings.Split(line, "\t")
		for i := range fields {
			fields[i] = strings.TrimSpace(fields[i])
		}
		if err := row(fields); err != nil {
			return fmt.Errorf("dict: %s:%d: %w", name, n, err)
		}
	}
	if err := sc.Err(); err != nil {
		return fmt.Errorf("dict: %s: %w", name, err)
	}
	return nil
}
