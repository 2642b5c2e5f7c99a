// Package cli holds the manners of the command line: exit statuses, hints,
// the choice of language, flags that may stand behind their arguments.
//
// It knows no command. Words for people stand in both languages at the place
// where they are used: lang.Of("日本語", "English").
package cli

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"strings"
)

// Exit statuses. Anything but OK means: do not send.
const (
	OK      = 0 // the verdict is pass
	Stopped = 1 // the verdict is confirm, hold or block
	Failed  = 2 // the command could not do its work, or not all of it
)

// A Lang is the language in which the program talks to people.
type Lang bool

// The languages.
const (
	English  Lang = false
	Japanese Lang = true
)

// Of returns the text in the language.
func (l Lang) Of(ja, en string) string {
	if l == Japanese {
		return ja
	}
	return en
}

// ChooseLang returns the language of a --lang flag, or of the environment when
// the flag is empty.
func ChooseLang(flag string, getenv func(string) string) (Lang, error) {
	switch flag {
	case "ja":
		return Japanese, nil
	case "en":
		return English, nil
	case "":
		for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
			if v := getenv(name); v != "" {
				return Lang(strings.HasPrefix(strings.ToLower(v), "ja")), nil
			}
		}
		return English, nil
	}
	return English, &Error{Status: Failed, Err: fmt.Errorf("--lang %q: ja or en", flag)}
}

// An Error ends a command with a status. Hint tells what the user can do.
type Error struct {
	Status int
	Err    error
	Hint   string
}

// Error implements error; an error without words gives none.
func (e *Error) Error() string {
	if e.Err == nil {
		return ""
	}
	return e.Err.Error()
}

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Err }

// Usagef returns an error for a call that makes no sense.
func Usagef(hint, format string, args ...any) error {
	return &Error{Status: Failed, Err: fmt.Errorf(format, args...), Hint: hint}
}

// Status returns the exit status that err carries.
func Status(err error) int {
	var e *Error
	switch {
	case err == nil:
		return OK
	case errors.As(err, &e):
		return e.Status
	}
	return Failed
}

// Report prints an error and its hint. An error without words only carries a
// status.
func Report(w io.Writer, lang Lang, err error) {
	var e *Error
	if err == nil || errors.As(err, &e) && e.Err == nil {
		return
	}
	fmt.Fprintln(w, "monban: "+err.Error())
	if e != nil && e.Hint != "" {
		fmt.Fprintln(w, lang.Of("ヒント: ", "hint: ")+e.Hint)
	}
}

// Parse parses flags and returns the arguments. Unlike flag.Parse it goes on
// behind an argument, up to "--". fs must have been made with ContinueOnError.
func Parse(fs *flag.FlagSet, args []string) ([]string, error) {
	fs.SetOutput(io.Discard)
	fs.Usage = func() {}
	var out []string
	for {
		if err := fs.Parse(args); err != nil {
			return nil, err
		}
		rest := fs.Args()
		if n := len(args) - len(rest); n > 0 && args[n-1] == "--" {
			return append(out, rest...), nil
		}
		if len(rest) == 0 {
			return out, nil
		}
		out, args = append(out, rest[0]), rest[1:]
	}
}

// Strings is a flag that may be repeated.
type Strings []string

// String implements flag.Value.
func (s *Strings) String() string { return strings.Join(*s, ",") }

// Set implements flag.Value.
func (s *Strings) Set(v string) error {
	*s = append(*s, v)
	return nil
}

// Addresses is a flag that may be repeated and takes several addresses,
// separated by commas.
type Addresses []string

// String implements flag.Value.
func (a *Addresses) String() string { return strings.Join(*a, ",") }

// Set implements flag.Value.
func (a *Addresses) Set(v string) error {
	quoted, from := false, 0
	add := func(s string) {
		if s = strings.TrimSpace(s); s != "" {
			*a = append(*a, s)
		}
	}
	for i, r := range v {
		switch {
		case r == '"':
			quoted = !quoted
		case r == ',' && !quoted:
			add(v[from:i])
			from = i + 1
		}
	}
	add(v[from:])
	return nil
}
