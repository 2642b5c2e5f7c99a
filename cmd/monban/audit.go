package main

import (
	"errors"
	"flag"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"time"
	"unicode"

	"monban/cmd/internal/audit"
	"monban/cmd/internal/cli"
)

// auditFlags are the flags of "monban audit".
type auditFlags struct {
	lang, head string
}

func auditCommand() command {
	c := &auditFlags{}
	cmd := command{
		name: "audit", args: "verify|show FILE",
		about:   "verify that the record of decisions is whole, or show it",
		aboutJa: "監査記録が書き換えられていないことを確かめる（verify）、表示する（show）",
		flags: func(fs *flag.FlagSet) {
			fs.StringVar(&c.lang, "lang", "", "言語: 表示の言語（ja、en）|LANG: language of messages, ja or en")
			fs.StringVar(&c.head, "head", "", "ハッシュ: 以前に控えた末尾のハッシュ。それが記録の中にあることも確かめる|HASH: hash of the last line, as noted earlier; it must still be in the file")
		},
	}
	cmd.run = func(e *env) error { return c.run(e, &cmd) }
	return cmd
}

func (c *auditFlags) run(e *env, cmd *command) error {
	args, err := parse(e, cmd)
	if err != nil {
		return err
	}
	if len(args) != 2 || args[0] != "verify" && args[0] != "show" {
		return cli.Usagef("monban help audit", "%s", e.lang.Of("monban audit verify ファイル、または monban audit show ファイル", "monban audit verify FILE, or monban audit show FILE"))
	}
	f, err := os.Open(args[1])
	if err != nil {
		return cli.Usagef("", "%w", plain(e.lang, err))
	}
	defer f.Close()
	lines, head, noted := 0, "", c.head == ""
	err = audit.Walk(f, func(x audit.Entry, hash string) error {
		lines++
		head, noted = hash, noted || hash == c.head
		if args[0] == "show" {
			_, err := fmt.Fprintln(e.stdout, auditLine(x))
			return err
		}
		return nil
	})
	var broken *audit.BrokenError
	switch {
	case errors.As(err, &broken):
		err = fmt.Errorf(e.lang.Of("%s:%d: %s", "%s:%d: %s"), args[1], broken.Line, e.lang.Of(broken.WhyJa, broken.Why))
		return &cli.Error{Status: cli.Stopped, Err: err, Hint: e.lang.Of("控えのある場所の写しと見比べてください", "compare it with a copy kept elsewhere")}
	case err != nil:
		return fmt.Errorf("%s: %w", args[1], err)
	case !noted:
		err = fmt.Errorf(e.lang.Of("%s: 控えたハッシュの行がありません。末尾が切り取られたか、別のファイルです", "%s: no line has that hash; the end was cut off, or it is another file"), args[1])
		return &cli.Error{Status: cli.Stopped, Err: err}
	case args[0] == "show":
		return nil
	}
	_, err = fmt.Fprintf(e.stdout, e.lang.Of("%s: %d行、書き換えはありません。末尾のハッシュ: %s\n", "%s: %d lines, all in order; hash of the last line: %s\n"), args[1], lines, head)
	return err
}

// auditLine writes an entry for people, on one line.
func auditLine(x audit.Entry) string {
	out := []string{x.Time.Local().Format(time.DateTime), x.Event}
	for _, s := range []string{x.ID, x.Verdict, x.Actor} {
		if s != "" {
			out = append(out, s)
		}
	}
	if x.People > 0 {
		out = append(out, fmt.Sprintf("people=%d", x.People))
	}
	if len(x.Kinds) > 0 {
		out = append(out, "kinds="+strings.Join(x.Kinds, ","))
	}
	for _, k := range slices.Sorted(maps.Keys(x.Detail)) {
		out = append(out, fmt.Sprintf("%s=%q", k, x.Detail[k]))
	}
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.Is(unicode.Cf, r) {
			return '?'
		}
		return r
	}, strings.Join(out, "  "))
}
