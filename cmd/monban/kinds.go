package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"strings"

	"monban/cmd/internal/cli"
	"monban/detect"
	"monban/detect/ja"
	"monban/detect/rules"
	"monban/dict"
	"monban/extract"
)

// kinds holds the flags of "monban kinds".
type kinds struct {
	format, lang string
	formats      bool
}

func kindsCommand() command {
	k := &kinds{}
	cmd := command{
		name: "kinds", args: "[KIND]",
		about:   "what is detected, how, with examples; with --formats, what is read",
		aboutJa: "何を、どのように見つけるか（例つき）。--formats で、読めるファイルの一覧",
		flags: func(fs *flag.FlagSet) {
			fs.StringVar(&k.format, "format", "text", "形式: text、json（--formats では markdown も）|FORM: text or json, with --formats also markdown")
			fs.BoolVar(&k.formats, "formats", false, "読めるファイルの形式と、読まないもの、見えない場所の呼び名|the formats that are read, what of them is not, and how hidden places are named")
			fs.StringVar(&k.lang, "lang", "", "言語: 表示の言語（ja、en）|LANG: language of messages, ja or en")
		},
	}
	cmd.run = func(e *env) error { return k.run(e, &cmd) }
	return cmd
}

type kindDoc struct {
	Kind        detect.Kind `json:"kind"`
	Title       string      `json:"title"`
	TitleJa     string      `json:"title_ja"`
	SpecialCare bool        `json:"special_care"`
	Identifies  bool        `json:"identifies"`
	Evidence    []string    `json:"evidence"`
	Rules       []ruleDoc   `json:"rules"`
	Terms       words       `json:"terms"`
	Headers     words       `json:"headers"`

	evidence detect.Evidence
}

// words are how many entries of the dictionary there are, and some of them.
type words struct {
	Count    int      `json:"count"`
	Examples []string `json:"examples"`
}

// someWords takes examples from all over a list.
func someWords(list []string) words {
	const most = 10
	w := words{len(list), []string{}}
	for i := 0; i < len(list); i += len(list)/most + 1 {
		w.Examples = append(w.Examples, list[i])
	}
	return w
}

type ruleDoc struct {
	Name    string   `json:"name"`
	Title   string   `json:"title"`
	TitleJa string   `json:"title_ja"`
	Check   bool     `json:"check_digit"`
	Hit     []string `json:"examples"`
	Miss    []string `json:"counter_examples"`
	Source  string   `json:"source,omitempty"`
}

func (k *kinds) run(e *env, cmd *command) error {
	args, err := parse(e, cmd)
	switch {
	case err != nil:
		return err
	case k.formats:
		return k.runFormats(e, args)
	case len(args) > 1:
		return cli.Usagef("monban help kinds", "%s", e.lang.Of("種類は1つだけ指定してください", "one kind at most"))
	case k.format != "text" && k.format != "json":
		return cli.Usagef("", "--format %q: text, json", k.format)
	}
	list, err := documented()
	if err != nil {
		return err
	}
	if len(args) == 1 {
		one := list[:0]
		for _, d := range list {
			if string(d.Kind) == args[0] {
				one = append(one, d)
			}
		}
		if len(one) == 0 {
			return cli.Usagef("monban kinds", e.lang.Of("%q という種類はありません", "there is no kind %q"), args[0])
		}
		list = one
	}
	return write(e, "", func(w io.Writer) error {
		if k.format == "json" {
			enc := json.NewEncoder(w)
			enc.SetEscapeHTML(false)
			enc.SetIndent("", " ")
			return enc.Encode(list)
		}
		for _, d := range list {
			if err := d.print(w, e.lang, len(args) == 1); err != nil {
				return err
			}
		}
		return nil
	})
}

// documented puts the rules and the dictionary under their kinds.
func documented() ([]kindDoc, error) {
	builtin, err := dict.Builtin()
	if err != nil {
		return nil, err
	}
	headers, err := dict.Headers()
	if err != nil {
		return nil, err
	}
	terms, labels := map[string][]string{}, map[string][]string{}
	for _, t := range builtin {
		if t.Text == t.Entry {
			terms[t.Kind] = append(terms[t.Kind], t.Entry)
		}
	}
	for _, h := range headers {
		if !h.Weak {
			labels[h.Meaning] = append(labels[h.Meaning], h.Word)
		}
	}
	var out []kindDoc
	all, examples := rules.All(), rules.Examples()
	for _, info := range detect.Kinds {
		d := kindDoc{
			Kind: info.Kind, Title: info.Title, TitleJa: info.TitleJa, SpecialCare: info.Class == detect.Special, Identifies: info.Identifies,
			Rules: []ruleDoc{}, Terms: someWords(terms[string(info.Kind)]), Headers: someWords(labels[string(info.Kind)]),
		}
		if d.Headers.Count > 0 {
			d.evidence |= detect.ColumnHeader | detect.ColumnValues
		}
		if d.Terms.Count > 0 {
			d.evidence |= detect.Dictionary | detect.WithPerson | detect.Label
		}
		for _, r := range all {
			if r.Kind == info.Kind {
				d.Rules = append(d.Rules, ruleDoc{r.Name, r.Doc.Title, r.Doc.TitleJa, r.Chance > 0, r.Doc.Hit, r.Doc.Miss, r.Doc.Source})
				d.evidence |= counted(r)
			}
		}
		for _, x := range examples {
			if x.Kind == info.Kind {
				d.Rules = append(d.Rules, ruleDoc{x.As, x.Doc.Title, x.Doc.TitleJa, false, x.Doc.Hit, x.Doc.Miss, x.Doc.Source})
			}
		}
		d.Evidence = d.evidence.Codes()
		out = append(out, d)
	}
	return out, nil
}

// counted returns the reasons that a rule gives for its own examples, and for
// columns when it has a check digit.
func counted(r detect.Rule) detect.Evidence {
	var e detect.Evidence
	if r.Chance > 0 {
		e = detect.CheckDigit | detect.ColumnCheck
	}
	for _, hit := range r.Doc.Hit {
		t := ja.Prepare(extract.Unit{Text: hit})
		r.Find(t, func(m detect.Match) { e |= m.Evidence })
	}
	return e &^ (detect.NegativeContext | detect.Sample)
}

// print writes one line for a kind, or all that is known of it.
func (d *kindDoc) print(w io.Writer, lang cli.Lang, all bool) error {
	about := lang.Of(d.TitleJa, d.Title)
	if d.SpecialCare {
		about += lang.Of("（要配慮個人情報）", " (special care)")
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%-24s %s\n", d.Kind, about)
	if all {
		switch {
		case d.evidence != 0:
			fmt.Fprintf(&b, "\n  %s\n", lang.Of("根拠になること:", "What counts:"))
			for _, w := range d.evidence.Words(lang == cli.Japanese) {
				fmt.Fprintf(&b, "    - %s\n", w)
			}
		case d.Kind == detect.Roster:
			fmt.Fprintf(&b, "\n  %s\n", lang.Of("組織が登録した名簿の値と、完全に一致したものです。", "A value that is exactly one of a list that the organisation has registered."))
		default:
			fmt.Fprintf(&b, "\n  %s\n", lang.Of("ファイル名と、画像から読み取った文字から判断します。", "Decided from the name of the file and from what is read in the picture."))
		}
		if d.SpecialCare {
			fmt.Fprintln(&b, lang.Of("  特定できる人と同じ記録にあるときだけ個人情報とみなします。", "  Counted only in the record of an identifiable person."))
		}
		for _, l := range []struct {
			title string
			words words
		}{
			{lang.Of("見出し・項目名", "headers and labels"), d.Headers},
			{lang.Of("辞書の語", "terms of the dictionary"), d.Terms},
		} {
			if l.words.Count > 0 {
				fmt.Fprintf(&b, "\n  %s (%d): %s …\n", l.title, l.words.Count, strings.Join(l.words.Examples, lang.Of("、", ", ")))
			}
		}
		for _, r := range d.Rules {
			fmt.Fprintf(&b, "\n  %s: %s\n", r.Name, lang.Of(r.TitleJa, r.Title))
			if r.Check {
				fmt.Fprintln(&b, lang.Of("    検査用数字を確かめます", "    its check digit is tested"))
			}
			for _, s := range r.Hit {
				fmt.Fprintf(&b, "    %s %q\n", lang.Of("見つける:  ", "found:     "), s)
			}
			for _, s := range r.Miss {
				fmt.Fprintf(&b, "    %s %q\n", lang.Of("見つけない:", "not found: "), s)
			}
			if r.Source != "" {
				fmt.Fprintf(&b, "    %s%s\n", lang.Of("出典: ", "source: "), r.Source)
			}
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}
