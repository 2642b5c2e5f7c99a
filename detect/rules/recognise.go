package rules

import (
	"cmp"
	"math/bits"
	"slices"
	"sync"

	"monban/detect"
	"monban/detect/term"
)

// A recogniser runs every rule and the term scan over a text. Its cost per text
// does not grow with the rules that cannot match: a guard looks first at what the
// text has.
type recogniser struct {
	rules []detect.Rule
	guard *detect.Guard
	plain [][]detect.Rule // the rules without a check digit, by index of their kind
	terms *term.Finder

	scratch sync.Pool // of *scratch
}

type found struct {
	kind detect.Kind
	m    detect.Match
	gone bool
}

// A scratch holds the matches of one text; it is reused, so that a cell costs
// no allocation.
type scratch struct {
	all  []found
	kind detect.Kind
	add  func(detect.Match)              // of the rule of kind
	term func(detect.Kind, detect.Match) // of a term
}

func newScratch() any {
	s := &scratch{}
	s.add = func(m detect.Match) { s.all = append(s.all, found{kind: s.kind, m: m}) }
	s.term = func(k detect.Kind, m detect.Match) { s.all = append(s.all, found{kind: k, m: m}) }
	return s
}

// recognise reports what the rules and the terms find in t. Of matches that
// overlap the more certain one stands; what lies inside a public number, such
// as a corporate number, is nobody's.
func (r *recogniser) recognise(t *detect.Text, report func(detect.Kind, detect.Match)) {
	s := r.scratch.Get().(*scratch)
	defer r.scratch.Put(s)
	s.all = s.all[:0]
	for set := r.guard.Of(t); set != 0; set &= set - 1 {
		rule := &r.rules[bits.TrailingZeros64(set)]
		s.kind = rule.Kind
		rule.Find(t, s.add)
	}
	r.terms.Find(t, s.term)
	all := s.all
	slices.SortStableFunc(all, func(a, b found) int { return a.m.Start - b.m.Start })
	for i := range all {
		for j := i + 1; j < len(all) && all[j].m.Start < all[i].m.End && !all[i].gone; j++ {
			switch {
			case all[j].gone:
			case beats(&all[j], &all[i]):
				all[i].gone = true
			case beats(&all[i], &all[j]):
				all[j].gone = true
			}
		}
	}
	for i := range all {
		if !all[i].gone && all[i].kind != detect.CorporateNumber {
			report(all[i].kind, all[i].m)
		}
	}
}

// beats reports whether match a stands against b. Terms of different kinds may
// share a word (a hospital's name holds the name of a disease), so the longer
// one stands between terms.
func beats(a, b *found) bool {
	if a.kind == b.kind && a.m.Start == b.m.Start && a.m.End == b.m.End {
		return a.m.Confidence() >= b.m.Confidence()
	}
	if a.kind.Special() && b.kind.Special() {
		return a.m.End-a.m.Start > b.m.End-b.m.Start
	}
	ca, cb := a.m.Confidence(), b.m.Confidence()
	if ca == cb {
		return a.m.End-a.m.Start > b.m.End-b.m.Start
	}
	return ca > cb
}

// whole judges the sample of a column: for each rule with a check digit how
// many values pass it, for each other kind how many values wholly are of it.
func (r *recogniser) whole(sample []detect.Text) []detect.Share {
	var out []detect.Share
	for i := range r.rules {
		if rule := &r.rules[i]; rule.Chance > 0 {
			if s, ok := share(sample, rule.Kind, r.rules[i:i+1]); ok {
				s.Chance, s.Checked = rule.Chance, int(s.Of*float64(len(sample))+0.5)
				out = append(out, s)
			}
		}
	}
	for kind, rules := range r.plain {
		if s, ok := share(sample, detect.Kinds[kind].Kind, rules); ok && len(rules) > 0 {
			s.Check = 0
			out = append(out, s)
		}
	}
	values := make([]string, len(sample))
	for i := range sample {
		values[i] = sample[i].Norm
	}
	for k, of := range r.terms.Share(values) {
		out = append(out, detect.Share{Kind: k, Of: of, Odds: -1})
	}
	slices.SortStableFunc(out, func(a, b detect.Share) int {
		return cmp.Or(cmp.Compare(b.Checked, a.Checked), cmp.Compare(b.Of, a.Of), cmp.Compare(a.Kind, b.Kind))
	})
	return out
}

// share counts the values that wholly match one of the rules of a kind.
func share(sample []detect.Text, kind detect.Kind, rules []detect.Rule) (detect.Share, bool) {
	s := detect.Share{Kind: kind}
	hits := 0
	var best float64 // of one value: declared here once, as found is, because they outlive the call as far as the compiler knows
	var check, hit bool
	var t *detect.Text
	found := func(m detect.Match) {
		if !m.Whole(t) || m.Evidence&(detect.Sample|detect.CheckDigit) == detect.Sample|detect.CheckDigit {
			return // a number published for tests proves nothing of its column
		}
		if o := m.Odds + (m.Evidence &^ detect.CheckDigit).Weight(); !hit || o > best {
			best, check, hit = o, m.Evidence&detect.CheckDigit != 0, true
		}
	}
	for j := range sample {
		t = &sample[j]
		best, check, hit = 0, false, false
		for i := range rules {
			if !rules[i].Applies(t) {
				continue
			}
			rules[i].Find(t, found)
		}
		if !hit {
			continue
		}
		hits++
		s.Odds += best
		if check {
			s.Check++
		}
	}
	if hits == 0 {
		return s, false
	}
	s.Of = float64(hits) / float64(len(sample))
	s.Odds /= float64(hits)
	return s, true
}
