// Package detecttest holds the test that every rule runs: its own
// documentation, in the places and spellings in which text comes; and what tests
// of the stages share. It knows no rule and no file format.
package detecttest

import (
	_ "embed"
	"fmt"
	"strings"
	"sync"
	"testing"

	"monban/detect"
)

// Run checks that the rules are complete and unique, and that each finds
// exactly what its documentation promises: every Doc.Hit once, no Doc.Miss, at
// the start, in the middle and at the end of a text, beside Japanese
// punctuation, in full width, twice in one text, and from several goroutines.
func Run(t *testing.T, rules []detect.Rule) {
	t.Helper()
	names := map[string]bool{}
	for _, r := range rules {
		if names[r.Name] || r.Name == "" {
			t.Errorf("rule name %q is empty or not unique", r.Name)
		}
		names[r.Name] = true
		t.Run(r.Name, func(t *testing.T) { runRule(t, r) })
	}
}

func runRule(t *testing.T, r detect.Rule) {
	d := r.Doc
	if d.Title == "" || d.TitleJa == "" || d.Source == "" || len(d.Hit) == 0 || len(d.Miss) == 0 {
		t.Error("the documentation lacks a title, a source, a hit or a miss")
	}
	if _, ok := r.Kind.Info(); !ok && r.Kind != detect.CorporateNumber {
		t.Errorf("kind %q does not exist", r.Kind)
	}
	for _, hit := range d.Hit {
		for _, p := range places(hit) {
			if err := Check(r, Text(p.text)); err != nil {
				t.Errorf("hit %s: %q: %v", p.name, p.text, err)
			}
			if got := Find(r, Text(p.text)); len(got) != p.want {
				t.Errorf("hit %s: %q: got %d matches, want %d%s", p.name, p.text, len(got), p.want, odds(r, p.text))
			}
		}
	}
	for _, miss := range d.Miss {
		for _, p := range places(miss) {
			if err := Check(r, Text(p.text)); err != nil {
				t.Errorf("miss %s: %q: %v", p.name, p.text, err)
			}
			if got := Find(r, Text(p.text)); len(got) != 0 {
				t.Errorf("miss %s: %q: got %d matches, want none%s", p.name, p.text, len(got), odds(r, p.text))
			}
		}
	}
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			for _, hit := range d.Hit {
				if got := Find(r, Text(hit)); len(got) != 1 {
					t.Errorf("hit %q from several goroutines: got %d matches", hit, len(got))
				}
			}
		})
	}
	all.Wait()
}

func odds(r detect.Rule, s string) string {
	var b strings.Builder
	text := Text(s)
	if r.Applies(text) {
		r.Find(text, func(m detect.Match) {
			fmt.Fprintf(&b, "; %q %.2f %v", text.Norm[m.Start:m.End], m.Confidence(), m.Evidence.Codes())
		})
	}
	return b.String()
}

type placed struct {
	name, text string
	want       int
}

func places(s string) []placed {
	return []placed{
		{"alone", s, 1},
		{"at the start", s + "。以下に続きます。", 1},
		{"in the middle", "前の文です。" + s + "。次の文です。", 1},
		{"at the end", "前の文です。\n" + s, 1},
		{"in corner brackets", "「" + s + "」", 1},
		{"in round brackets", "（" + s + "）", 1},
		{"before a comma", s + "、ほか", 1},
		{"in full width", wide(s), 1},
		{"twice", s + "。\n" + s + "。", 2},
	}
}

// wide writes the ASCII characters of s in full width.
func wide(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == ' ':
			return '\u3000'
		case r > ' ' && r < 0x7f:
			return r + 0xfee0
		}
		return r
	}, s)
}

// Find returns the matches of r in t that are probable enough to be reported,
// without those that lie inside another.
func Find(r detect.Rule, t *detect.Text) []detect.Match {
	if !r.Applies(t) {
		return nil
	}
	var out []detect.Match
	r.Find(t, func(m detect.Match) {
		if m.Confidence() >= detect.Least {
			out = append(out, m)
		}
	})
	return out
}

// Check reports what is wrong with the matches of r in t: a range outside of
// the text, empty, or through the middle of a character; or that there are any in
// a text to which the rule does not apply.
func Check(r detect.Rule, t *detect.Text) error {
	var bad error
	if t.Chars&r.Needs != r.Needs {
		return nil // r counts on not being asked
	}
	applies := r.Applies(t)
	r.Find(t, func(m detect.Match) {
		if !applies {
			bad = fmt.Errorf("%s finds something where it does not apply", r.Name)
		}
		if m.Start < 0 || m.Start >= m.End || m.End > len(t.Norm) {
			bad = fmt.Errorf("%s: range %d to %d of %d bytes", r.Name, m.Start, m.End, len(t.Norm))
			return
		}
		if !starts(t.Norm, m.Start) || !starts(t.Norm, m.End) {
			bad = fmt.Errorf("%s: range %d to %d cuts a character", r.Name, m.Start, m.End)
		}
	})
	return bad
}

func starts(s string, i int) bool { return i == len(s) || s[i]&0xC0 != 0x80 }

// Clean fails for every rule that finds something in a line of text that holds
// no personal data.
func Clean(t *testing.T, rules []detect.Rule, lines []string) {
	t.Helper()
	for _, line := range lines {
		for _, r := range rules {
			if got := Find(r, Text(line)); len(got) > 0 && r.Kind != detect.CorporateNumber {
				t.Errorf("%s in clean line %q: %d matches%s", r.Name, line, len(got), odds(r, line))
			}
		}
	}
}

//go:embed testdata/clean.txt
var cleanLines string

// CleanLines are lines of business files without personal data.
func CleanLines() []string {
	var lines []string
	for line := range strings.Lines(cleanLines) {
		if line = strings.TrimRight(line, "\n"); line != "" && !strings.HasPrefix(line, "# ") {
			lines = append(lines, line)
		}
	}
	return lines
}
