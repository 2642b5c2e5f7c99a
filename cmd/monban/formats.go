package main

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"monban/cmd/internal/cli"
	"monban/extract"
	known "monban/extract/formats"
)

type formatDoc struct {
	Name    string   `json:"name"`
	Endings []string `json:"endings"`
	Title   string   `json:"title"`
	TitleJa string   `json:"title_ja"`
	Reads   string   `json:"reads"`
	ReadsJa string   `json:"reads_ja"`
	Not     string   `json:"not_read"`
	NotJa   string   `json:"not_read_ja"`
	Hidden  []string `json:"hidden"`
}

// runFormats is "monban kinds --formats": the documentation of the formats
// themselves, of which the tables of the README are made too.
func (k *kinds) runFormats(e *env, args []string) error {
	switch {
	case len(args) > 0:
		return cli.Usagef("monban kinds --formats", "%s", e.lang.Of("--formats に種類は指定できません", "--formats takes no kind"))
	case k.format != "text" && k.format != "json" && k.format != "markdown":
		return cli.Usagef("", "--format %q: text, json, markdown", k.format)
	}
	return write(e, "", func(w io.Writer) error {
		switch k.format {
		case "json":
			list := []formatDoc{}
			for _, f := range known.All() {
				d := f.Doc
				list = append(list, formatDoc{f.Name, append([]string{}, f.Ext...), d.Title, d.TitleJa, d.Reads, d.ReadsJa, d.Not, d.NotJa, append([]string{}, d.Hidden.Names()...)})
			}
			enc := json.NewEncoder(w)
			enc.SetEscapeHTML(false)
			enc.SetIndent("", " ")
			return enc.Encode(list)
		case "markdown":
			_, err := io.WriteString(w, formatTable(e.lang))
			return err
		}
		for _, f := range known.All() {
			if _, err := io.WriteString(w, describe(f, e.lang)); err != nil {
				return err
			}
		}
		return nil
	})
}

// describe writes one format for a terminal.
func describe(f extract.Format, lang cli.Lang) string {
	var b strings.Builder
	d := f.Doc
	fmt.Fprintf(&b, "%s  %s  %s\n", f.Name, lang.Of(d.TitleJa, d.Title), strings.Join(f.Ext, " "))
	for _, l := range [][2]string{
		{lang.Of("読む", "reads"), lang.Of(d.ReadsJa, d.Reads)},
		{lang.Of("読まない", "not"), lang.Of(d.NotJa, d.Not)},
		{lang.Of("見えない場所", "hidden"), strings.Join(d.Hidden.Names(), " ")},
	} {
		if l[1] != "" {
			fmt.Fprintf(&b, "  %s: %s\n", l[0], l[1])
		}
	}
	return b.String()
}

// formatTable is the table of the README. Formats that say the same stand in
// one line.
func formatTable(lang cli.Lang) string {
	var b strings.Builder
	fmt.Fprintf(&b, "| %s | %s | %s | %s |\n|---|---|---|---|\n", lang.Of("形式", "format"), lang.Of("読むもの", "what is read"), lang.Of("読まないもの", "what is not"), lang.Of("見えない場所の呼び名", "names of hidden places"))
	type line struct {
		names []string
		rest  string
	}
	var lines []line
	for _, f := range known.All() {
		d := f.Doc
		name := lang.Of(d.TitleJa, d.Title)
		if len(f.Ext) > 0 {
			name += " (" + strings.Join(f.Ext, " ") + ")"
		}
		rest := fmt.Sprintf(" | %s | %s | %s |\n", lang.Of(d.ReadsJa, d.Reads), lang.Of(d.NotJa, d.Not), strings.Join(d.Hidden.Names(), ", "))
		if n := len(lines); n > 0 && lines[n-1].rest == rest {
			lines[n-1].names = append(lines[n-1].names, name)
			continue
		}
		lines = append(lines, line{[]string{name}, rest})
	}
	for _, l := range lines {
		b.WriteString("| " + strings.Join(l.names, ", ") + l.rest)
	}
	return b.String()
}
