// Monban looks at files before they leave.
//
//	monban check PATH...    how many people the files expose, what of theirs, and may they go
//	monban watch --dir DIR  take what is put into DIR/outbox to DIR/ready or DIR/held
//	monban hold list        what is held there, and the decision of a second person
//	monban gateway          look at outgoing mail as a milter, or at one mail (pipe)
//	monban extract PATH...  what Monban reads in a file
//	monban kinds [KIND]     what is detected, and how
//	monban audit verify     is the record of decisions whole
//	monban conf             the configuration of the services
//
// "monban help COMMAND" tells the flags. Exit status of check: 0 pass, 1
// confirm, hold or block, 2 the check could not run. Anything but 0 means: do
// not send.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime/debug"
	"strings"
	"syscall"
	"time"

	"monban/cmd/internal/cli"
	"monban/cmd/internal/worker"
	"monban/detect/rules"
)

// gcPercent trades a little time for memory: what lives long are hashes without
// pointers, which cost the collector nothing to keep.
const gcPercent = 25

func main() {
	debug.SetGCPercent(gcPercent)
	if worker.IsChild(os.Args) {
		worker.Serve(os.Args, rules.Walker(rules.Options{}))
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	os.Exit(run(&env{ctx: ctx, args: os.Args[1:], stdin: os.Stdin, stdout: os.Stdout, stderr: os.Stderr, getenv: os.Getenv, now: time.Now}))
}

// An env is what a command gets from outside.
type env struct {
	ctx            context.Context
	args           []string
	stdin          io.Reader
	stdout, stderr io.Writer
	getenv         func(string) string
	now            func() time.Time
	lang           cli.Lang
}

// A command is one subcommand.
type command struct {
	name           string
	args           string
	about, aboutJa string
	run            func(*env) error
	flags          func(*flag.FlagSet)
}

func commands() []command {
	return []command{checkCommand(), watchCommand(), gatewayCommand(), holdCommand(), serveCommand(), extractCommand(), kindsCommand(), auditCommand(), confCommand(), doctorCommand()}
}

// run returns the exit status.
func run(e *env) int {
	lang, err := cli.ChooseLang(langFlag(e.args), e.getenv)
	e.lang = lang
	if err == nil {
		err = dispatch(e)
	}
	if e.ctx.Err() != nil {
		err = &cli.Error{Status: cli.Failed, Err: errors.New(lang.Of("中断しました。調べ終わっていません", "interrupted; the check did not come to its end"))}
	}
	cli.Report(e.stderr, e.lang, err)
	return cli.Status(err)
}

// langFlag finds --lang before flags are parsed, so that the errors of parsing
// are in that language, too.
func langFlag(args []string) string {
	for i, a := range args {
		if v, ok := strings.CutPrefix(strings.TrimLeft(a, "-"), "lang="); ok && strings.HasPrefix(a, "-") {
			return v
		}
		if (a == "--lang" || a == "-lang") && i+1 < len(args) {
			return args[i+1]
		}
		if a == "--" {
			break
		}
	}
	return ""
}

func dispatch(e *env) error {
	if len(e.args) == 0 {
		usage(e.stderr, e.lang)
		return &cli.Error{Status: cli.Failed}
	}
	name, rest := e.args[0], e.args[1:]
	if name == "help" && len(rest) > 0 && !strings.HasPrefix(rest[0], "-") {
		name, rest = rest[0], []string{"--help"}
	}
	switch name {
	case "help", "--help", "-help", "-h":
		usage(e.stdout, e.lang)
		return nil
	case "version", "--version", "-version":
		_, err := fmt.Fprintln(e.stdout, "monban "+version())
		return err
	}
	for _, c := range commands() {
		if c.name != name {
			continue
		}
		e.args = rest
		err := c.run(e)
		if errors.Is(err, flag.ErrHelp) {
			help(e, &c)
			return nil
		}
		return err
	}
	return cli.Usagef("monban help", e.lang.Of("%q というコマンドはありません", "there is no command %q"), name)
}

func usage(w io.Writer, lang cli.Lang) {
	fmt.Fprintln(w, lang.Of("使い方: monban コマンド [フラグ] …", "usage: monban COMMAND [flags] ..."))
	fmt.Fprintln(w)
	for _, c := range commands() {
		fmt.Fprintf(w, "  %-26s %s\n", c.name+" "+c.args, lang.Of(c.aboutJa, c.about))
	}
	fmt.Fprintln(w)
	fmt.Fprintln(w, lang.Of("フラグの一覧: monban help コマンド", "flags: monban help COMMAND"))
}

// help prints a command's flags.
func help(e *env, c *command) {
	fmt.Fprintf(e.stdout, e.lang.Of("使い方: monban %s %s\n%s\n\n", "usage: monban %s %s\n%s\n\n"), c.name, c.args, e.lang.Of(c.aboutJa, c.about))
	fs := flag.NewFlagSet(c.name, flag.ContinueOnError)
	c.flags(fs)
	fs.VisitAll(func(f *flag.Flag) {
		ja, en, _ := strings.Cut(f.Usage, "|")
		arg, words, found := strings.Cut(e.lang.Of(ja, en), ": ")
		if !found {
			arg, words = "", arg
		}
		fmt.Fprintf(e.stdout, "  --%-24s %s\n", strings.TrimSpace(f.Name+" "+arg), words)
	})
}

// parse parses the flags of a command and words its errors.
func parse(e *env, c *command) ([]string, error) {
	fs := flag.NewFlagSet(c.name, flag.ContinueOnError)
	c.flags(fs)
	args, err := cli.Parse(fs, e.args)
	if err != nil && !errors.Is(err, flag.ErrHelp) {
		return nil, cli.Usagef("monban help "+c.name, "%s: %w", c.name, err)
	}
	return args, err
}

// version returns the module's version, or the commit it was built from.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown"
	}
	if v := info.Main.Version; v != "" && v != "(devel)" {
		return v
	}
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" && len(s.Value) >= 12 {
			return "devel-" + s.Value[:12]
		}
	}
	return "devel"
}
