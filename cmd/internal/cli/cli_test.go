package cli

import (
	"errors"
	"flag"
	"fmt"
	"slices"
	"strings"
	"testing"
)

func TestParseGoesOnBehindArguments(t *testing.T) {
	for _, c := range []struct {
		args []string
		want string
		to   string
		ok   bool
	}{
		{[]string{"a", "--to", "x", "b", "-"}, "a b -", "x", true},
		{[]string{"--to=x", "a", "--", "--to", "y"}, "a --to y", "x", true},
		{[]string{"a", "--nonsense"}, "", "", false},
		{nil, "", "", true},
		{[]string{"--", "-"}, "-", "", true},
		{[]string{"a", "--to", "x,y", "--to", "z"}, "a", "x,y,z", true},
	} {
		fs := flag.NewFlagSet("t", flag.ContinueOnError)
		var to Addresses
		fs.Var(&to, "to", "")
		got, err := Parse(fs, c.args)
		if (err == nil) != c.ok || strings.Join(got, " ") != c.want || to.String() != c.to {
			t.Errorf("%q: got %q, to %q, %v", c.args, got, to.String(), err)
		}
	}
}

func TestAddresses(t *testing.T) {
	var a Addresses
	if err := a.Set(`"Yamada, Taro" <t@example.com>, b@example.com,,`); err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(a, []string{`"Yamada, Taro" <t@example.com>`, "b@example.com"}) {
		t.Errorf("got %q", a)
	}
}

func TestChooseLang(t *testing.T) {
	for _, c := range []struct {
		flag string
		env  map[string]string
		want Lang
		ok   bool
	}{
		{"ja", nil, Japanese, true},
		{"en", map[string]string{"LANG": "ja_JP.UTF-8"}, English, true},
		{"", map[string]string{"LANG": "ja_JP.UTF-8"}, Japanese, true},
		{"", map[string]string{"LANG": "ja_JP.UTF-8", "LC_ALL": "C"}, English, true},
		{"", map[string]string{"LC_MESSAGES": "ja", "LANG": "C"}, Japanese, true},
		{"", nil, English, true},
		{"de", nil, English, false},
	} {
		got, err := ChooseLang(c.flag, func(n string) string { return c.env[n] })
		if got != c.want || (err == nil) != c.ok {
			t.Errorf("%q %v: got %v, %v", c.flag, c.env, got, err)
		}
	}
}

func TestStatus(t *testing.T) {
	for _, c := range []struct {
		err  error
		want int
	}{
		{nil, OK}, {errors.New("x"), Failed}, {&Error{Status: Stopped}, Stopped}, {fmt.Errorf("x: %w", &Error{Status: Stopped}), Stopped},
	} {
		if got := Status(c.err); got != c.want {
			t.Errorf("%v: got %d, want %d", c.err, got, c.want)
		}
	}
	var b strings.Builder
	Report(&b, English, &Error{Status: Stopped})
	Report(&b, English, Usagef("do that", "this is %s", "wrong"))
	if b.String() != "monban: this is wrong\nhint: do that\n" {
		t.Errorf("got %q", b.String())
	}
}
