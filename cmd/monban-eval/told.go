package main

import (
	"context"
	"path/filepath"
	"slices"
	"strings"

	"monban/detect"
	"monban/detect/policy"
)

// A toldCount counts what is told of people in passages by others, who did not know
// the rules: testdata/told/held. Bounds and the exact kind are compared in the sets of
// eval/prose; here it counts whether the passage is stopped and its special care found.
type toldCount struct {
	stopped headcount // passages that tell special care of somebody, and are held
	passed  headcount // clean passages
	people  headcount
	spans   tally // of special care of any kind, found or at least touched
}

// told checks the passages that nothing was made with.
func (v *eval) told(ctx context.Context, data string) error {
	return v.eachPassage(ctx, "told", filepath.Join(data, "told", "held", v.passages), v.toldOf)
}

func (v *eval) toldOf(name string, p *passage, r *detect.Result) {
	verdict := outside(r)
	if p.clean() {
		if !v.heard.passed.add(int(verdict), int(policy.Pass), int(policy.Pass)) {
			v.miss("clean told\t%s\tgot %s", name, verdict)
		}
		return
	}
	subjects := 0
	for i := range r.People {
		if !r.People[i].Business {
			subjects++
		}
	}
	v.heard.people.add(subjects, p.people, p.people)
	told := false
	for _, s := range p.spans {
		if !s.care() || s.kind.optional() {
			continue
		}
		told = told || s.kind.all()&^detect.SetOf(detect.Hospital, detect.Doctor) != 0
		if slices.ContainsFunc(r.Files[0].Findings, func(f detect.Finding) bool { return s.touchedBy(f, p) }) {
			v.heard.spans.TP++
		} else {
			v.heard.spans.FN++
			v.miss("told\t%s:%d\twant %s %s", name, s.line, s.kind, v.show(detect.Hide(s.kind.main(), s.text)))
		}
	}
	for _, f := range r.Files[0].Findings {
		if f.Kind.Special() && !slices.ContainsFunc(p.spans, func(s span) bool { return s.care() && s.touchedBy(f, p) }) {
			v.heard.spans.FP++
			v.miss("told\t%s:%d\tgot %s %s (%.2f)", name, max(f.Loc.Line, f.Loc.Row), f.Kind, v.show(f.Value), f.Confidence)
		}
	}
	if told && !v.heard.stopped.add(int(verdict), int(policy.Hold), int(policy.Block)) {
		v.miss("told\t%s\tgot %s", name, verdict)
	}
}

// care reports whether a span needs special care.
func (s span) care() bool {
	for _, k := range strings.Split(string(s.kind), "/") {
		if detect.Kind(strings.TrimSuffix(k, "?")).Special() {
			return true
		}
	}
	return false
}

// touchedBy reports whether a finding of special care has characters in common with a span:
// 胸が痛くなって with 急に胸が痛く.
func (s span) touchedBy(f detect.Finding, p *passage) bool {
	value := f.Value.Reveal()
	if !f.Kind.Special() || max(f.Loc.Line, f.Loc.Row) != s.line {
		return false
	}
	if touches(s.text, value) {
		return true
	}
	line := p.line(s.line)
	for at := 0; ; {
		i := strings.Index(line[at:], value)
		if i < 0 || value == "" {
			return false
		}
		if at += i; at < s.start+len(s.text) && s.start < at+len(value) {
			return true
		}
		at += len(value)
	}
}
