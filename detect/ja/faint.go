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
	p := prose{n: n, s: norm, l: lists()}
	tagger.persons(n, ts, norm, toks, faintLift, func(from, to int, odds float64) {
		m := detect.Match{Start: toks[from].Start, End: toks[to].End, Odds: odds}
		m.Key = FoldName(norm[m.Start:m.End])
		if (!ok || odds > best.Odds) && p.mayBeFaint(m, toks[from:to+1]) && may(m.Start, m.End) {
			best, ok = m, true
		}
	})
	return best, ok
}

// mayBeFaint reports whether nothing that is known of the words speaks against a name.
func (p *prose) mayBeFaint(m detect.Match, toks []Token) bool {
	s, start, end := p.s, m.Start, m.End
	name, called := s[start:end], calledAs.Begins(s[end:]) != ""
	k, runes, _ := scriptOf(name)
	if k == noScript || k == mixed || runes < 2 || notTitled[name] || specimen(m.Key) || specimens[m.Key] || p.source(m) || grounds.Begins(s[end:]) != "" || strings.HasSuffix(s[:start], "『") || p.figure(m) || p.around(start)&tellsPast != 0 {
		return false
	}
	if in, _, is := p.l.vetoed(name); in || is {
		return false
	}
	if called || introduced.Begins(s[end:]) != "" && p.begins(start) {
		return true
	}
	if k == kana && (isHan(p.rune(end)) || isHiragana(p.rune(start)) && (!p.begins(start) && !strings.HasSuffix(s[:start], "の") || !strings.ContainsRune("、はが", p.rune(end)))) {
		return false // レビー|小体型, うが|いとう|がい, くすりの|しおり
	}
	return len(toks) > 1 || !toks[0].Known || personSet.has(toks[0].POS) || p.n.tok().Word(name)&personSet != 0 // a word and no name
}

// introduced stand behind the name that somebody gives as his.
var introduced = detect.NewPhrases(`です。 です、 ですが と申し と名乗 と言います といいます でございます。 の件`)
