package ja

import (
	"strings"

	"monban/detect"
)

// faintLift is how much likelier than elsewhere a line names somebody that tells
// something of a person, as log odds.
const faintLift = 4

// Faint returns the words of a text that are likeliest the name of a person, when it is
// known that it tells of one: 篠竹 is a bamboo, and in 篠竹さんの前の部屋 hardly. ok is false
// when no words that may be one, as the caller sees it, are likelier a name than not even
// so.
func (n *Namer) Faint(norm string, may func(start, end int) bool) (best detect.Match, ok bool) {
	tagger := shippedTagger()
	if tagger == nil {
		return best, false
	}
	st := n.states.Get().(*State)
	defer n.states.Put(st)
	toks := n.words(st, norm)
	if len(toks) < 2 || n.strange(norm, toks) {
		return best, false
	}
	ts := n.tags.Get().(*tagState)
	defer n.tags.Put(ts)
	tagger.persons(n, ts, norm, toks, faintLift, func(from, to int, odds float64) {
		start, end := toks[from].Start, toks[to].End
		if (!ok || odds > best.Odds) && n.mayBeFaint(norm, start, end, toks[from:to+1]) && may(start, end) {
			best, ok = detect.Match{Start: start, End: end, Odds: odds, Key: FoldName(norm[start:end])}, true
		}
	})
	return best, ok
}

// mayBeFaint reports whether nothing that is known of the words speaks against a name.
func (n *Namer) mayBeFaint(s string, start, end int, toks []Token) bool {
	name, l := s[start:end], lists()
	k, runes, _ := scriptOf(name)
	if k == noScript || k == mixed || runes < 2 || notTitled[name] || specimen(FoldName(name)) || historic[FoldName(name)] || grounds.Begins(s[end:]) != "" || strings.HasSuffix(s[:start], "『") {
		return false
	}
	if in, _, is := l.vetoed(name); in || is {
		return false
	}
	p := prose{s: s}
	if k == kana && calledAs.Begins(s[end:]) == "" && (isHan(p.rune(end)) || isHiragana(p.rune(start)) && !p.begins(start) && !strings.HasSuffix(s[:start], "の")) {
		return false // レビー|小体型, うが|いとう|がい
	}
	if len(toks) == 1 && toks[0].Known && !personSet.has(toks[0].POS) && n.tok().Word(name)&personSet == 0 && calledAs.Begins(s[end:]) == "" {
		return false // a word and no name
	}
	return true
}
