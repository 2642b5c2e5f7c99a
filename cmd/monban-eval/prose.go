package main

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"monban/cmd/internal/synth"
	"monban/detect"
	"monban/detect/policy"
)

// A passage is running text with the answers in it:
//
//	== 面談記録 people=1
//	[person-name 山田花子]さんは[diagnosis うつ病]で通院している。
//
// A passage that must give something nowhere is clean, and must pass.
type passage struct {
	name   string
	text   string
	people int // -1: not said
	spans  []span
}

// clean reports whether nothing in p must be found.
func (p *passage) clean() bool {
	return !slices.ContainsFunc(p.spans, func(s span) bool { return !s.kind.optional() })
}

type span struct {
	line  int
	kind  truthKind
	text  string
	start int // in bytes of its line
}

// line returns a line of the passage, counted from 1.
func (p *passage) line(n int) string {
	lines := strings.Split(p.text, "\n")
	if n < 1 || n > len(lines) {
		return ""
	}
	return lines[n-1]
}

// prose checks running text.
func (v *eval) prose(ctx context.Context, data string) error {
	return v.eachPassage(ctx, "prose", filepath.Join(data, "eval", "prose", v.passages), func(name string, p *passage, r *detect.Result) {
		if p.clean() {
			v.prosaic.all++
			if got := outside(r); got == policy.Pass {
				v.prosaic.ok++
			} else {
				v.miss("clean prose\t%s\tgot %s", name, got)
			}
		}
		v.compareSpans(name, r.Files[0].Findings, p)
		if p.people >= 0 && !v.people["prose"].add(len(r.People), p.people, p.people) {
			v.miss("people\t%s\tgot %d, want %d", name, len(r.People), p.people)
		}
	})
}

// eachPassage scans the passages of the files that match pattern, and calls use with
// the place of each, it and what was found; the time counts as the set's.
func (v *eval) eachPassage(ctx context.Context, set, pattern string, use func(name string, p *passage, r *detect.Result)) error {
	paths, err := filepath.Glob(pattern)
	if err != nil {
		return err
	}
	for _, path := range paths {
		list, err := readPassages(path, v.seed)
		if err != nil {
			return err
		}
		for i := range list {
			p := &list[i]
			r, err := v.scan(ctx, set, synth.File{Name: "text.txt", Data: []byte(p.text)})
			if err != nil {
				return fmt.Errorf("%s: %s: %w", path, p.name, err)
			}
			use(filepath.Base(path)+": "+p.name, p, r)
		}
	}
	return nil
}

// compareSpans counts findings whose text is that of a span on the same line,
// and those that at least overlap with one.
func (v *eval) compareSpans(name string, findings []detect.Finding, t *passage) {
	exact, part := make([]bool, len(t.spans)), make([]bool, len(t.spans))
	for _, f := range findings {
		if f.Loc.Line == 0 && f.Loc.Row == 0 {
			continue // the file name
		}
		line := max(f.Loc.Line, f.Loc.Row)
		value := f.Value.Reveal()
		full, over, other := -1, -1, -1
		for i, s := range t.spans {
			if s.line != line || !s.kind.allows(f.Kind) {
				if s.line == line && touches(s.text, value) {
					other = i
				}
				continue
			}
			switch {
			case flat(s.text) == flat(value) && !exact[i]:
				full = i
			case touches(s.text, value):
				over = i
			}
		}
		switch {
		case full >= 0:
			exact[full], part[full] = true, true
			v.spans.of(t.spans[full].kind.main()).TP++
			v.overlaps.of(t.spans[full].kind.main()).TP++
			v.note(&f, true)
		case over >= 0:
			if !part[over] {
				v.overlaps.of(t.spans[over].kind.main()).TP++
				v.spans.of(f.Kind).FP++
				v.miss("span\t%s:%d\t%s: other bounds: %s, want %s", name, line, f.Kind, v.show(f.Value), v.show(detect.Hide(f.Kind, t.spans[over].text)))
			}
			part[over] = true
			v.note(&f, true)
		default:
			v.spans.of(f.Kind).FP++
			v.overlaps.of(f.Kind).FP++
			v.note(&f, false)
			want := "nothing"
			if other >= 0 {
				want = string(t.spans[other].kind)
			}
			v.miss("span\t%s:%d\tgot %s %s (%.2f), want %s", name, line, f.Kind, v.show(f.Value), f.Confidence, want)
		}
	}
	for i, s := range t.spans {
		if s.kind.optional() {
			continue
		}
		if !exact[i] {
			v.spans.of(s.kind.main()).FN++
		}
		if !part[i] {
			v.overlaps.of(s.kind.main()).FN++
			v.miss("span\t%s:%d\twant %s %s", name, s.line, s.kind, v.show(detect.Hide(s.kind.main(), s.text)))
		}
	}
}

// flat drops what two ways to cut a value may differ in.
func flat(s string) string {
	return strings.NewReplacer(" ", "", "　", "", "〒", "").Replace(s)
}

func touches(a, b string) bool {
	a, b = flat(a), flat(b)
	return strings.Contains(a, b) || strings.Contains(b, a)
}
