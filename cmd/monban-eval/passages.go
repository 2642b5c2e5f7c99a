package main

import (
	"fmt"
	"os"
	"regexp"
	"strconv"
	"strings"

	"monban/cmd/internal/synth"
	"monban/detect/ja/marked"
)

var slot = regexp.MustCompile(`\{(?:(\d)\.)?([a-z?/-]+)\|([a-z0-9.]+)(?::([^}]*))?\}`)

// readPassages reads a file of passages, and fills the slots of those that
// have any.
func readPassages(path string, seed uint64) ([]passage, error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var out []passage
	gen := synth.New(seed)
	err = marked.Passages(string(b), func(head, body string) error {
		p, mix, times, err := parseHead(head)
		if err != nil {
			return fmt.Errorf("%s: %q: %w", path, head, err)
		}
		for i := range times {
			text := body
			if mix != "" {
				if text, err = fill(gen, mix, body); err != nil {
					return fmt.Errorf("%s: %q: %w", path, head, err)
				}
			}
			q := p
			if times > 1 {
				q.name += " " + strconv.Itoa(i+1)
			}
			if err := q.parse(text); err != nil {
				return fmt.Errorf("%s: %q: %w", path, head, err)
			}
			out = append(out, q)
		}
		return nil
	})
	return out, err
}

func parseHead(head string) (p passage, mix string, times int, err error) {
	p.people, times = -1, 1
	for i, f := range strings.Fields(head) {
		key, value, ok := strings.Cut(f, "=")
		switch {
		case i > 0 && !ok || i == 0:
			p.name = strings.TrimSpace(p.name + " " + f)
		case key == "people":
			p.people, err = strconv.Atoi(value)
		case key == "times":
			times, err = strconv.Atoi(value)
		case key == "mix":
			mix = value
		default:
			err = fmt.Errorf("no word %q", key)
		}
		if err != nil {
			return p, "", 0, err
		}
	}
	return p, mix, times, nil
}

// fill puts values into slots, as bracketed answers.
func fill(gen *synth.Gen, mix, body string) (string, error) {
	people, err := gen.Crowd(mix, 2)
	if err != nil {
		return "", err
	}
	out := slot.ReplaceAllStringFunc(body, func(s string) string {
		m := slot.FindStringSubmatch(s)
		who := people[0]
		if m[1] == "2" {
			who = people[1]
		}
		text, tells, e := gen.Value(m[3], m[4], who)
		if e != nil {
			err = e
		}
		if !tells {
			return text
		}
		// an honorific is not part of the name
		if bare := strings.TrimSuffix(text, m[4]); m[3] == "name.honor" {
			return "[" + m[2] + " " + bare + "]" + m[4]
		}
		return "[" + m[2] + " " + text + "]"
	})
	return out, err
}

// parse takes the answers out of text.
func (p *passage) parse(text string) error {
	plain, spans := marked.Plain(text)
	for _, m := range spans {
		k := truthKind(m.Label)
		if _, ok := k.main().Info(); !ok {
			return fmt.Errorf("no kind %q", m.Label)
		}
		p.spans = append(p.spans, span{m.Line, k, m.Text, m.Start})
	}
	p.text = plain
	return nil
}
