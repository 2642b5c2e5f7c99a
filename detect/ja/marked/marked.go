// Package marked reads running text in which the answers are marked:
//
//	== 面談記録 people=1
//	[person-name 山田花子]さんは[diagnosis うつ病]で通院している。
//
// It knows the form of such files (testdata/eval/README.md), and neither what the
// marks mean nor what is done with them.
package marked

import (
	"regexp"
	"strings"
)

// A Span is a marked range of a line.
type Span struct {
	Line       int // from 1
	Start, End int // in bytes of the line without marks
	Label      string
	Text       string
}

var mark = regexp.MustCompile(`\[([a-z?/-]+) ([^\]]+)\]`)

// Passages calls use with the title line and the text of every passage of a file,
// until use returns an error, which it returns.
func Passages(file string, use func(head, body string) error) error {
	for _, part := range strings.Split("\n"+file, "\n== ")[1:] {
		head, body, _ := strings.Cut(part, "\n")
		if err := use(head, body); err != nil {
			return err
		}
	}
	return nil
}

// Plain takes the marks out of a text.
func Plain(body string) (text string, spans []Span) {
	var b strings.Builder
	for i, l := range strings.Split(strings.TrimRight(body, "\n"), "\n") {
		start, from := b.Len(), 0
		for _, m := range mark.FindAllStringSubmatchIndex(l, -1) {
			b.WriteString(l[from:m[0]])
			at := b.Len() - start
			b.WriteString(l[m[4]:m[5]])
			from = m[1]
			spans = append(spans, Span{i + 1, at, b.Len() - start, l[m[2]:m[3]], l[m[4]:m[5]]})
		}
		b.WriteString(l[from:])
		b.WriteByte('\n')
	}
	return b.String(), spans
}
