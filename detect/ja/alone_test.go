package ja

import "testing"

// The score of a word, for which sums are kept with the words around it, must be
// that of all features that training sees, whoever's weights they are.
func TestScoresAreSumsOfFeatures(t *testing.T) {
	n := NewNamer(shared)
	other := newTagger(12)
	for b := range other.weights {
		for l := range tagLabels {
			other.setWeight(b, l, (b*(l+3))%255-127)
		}
	}
	var ts tagState
	for _, s := range append(sentences, "大西健太は、メンタルクリニックの医師である。", "アンナ・ベルクと会う。Kenan Sofuglukが勝った") {
		n.describe(&ts, s, n.words(newState(), s))
		ts.allFeatures(nameModel)
		all, from := append([]uint32(nil), ts.feats...), ts.from
		for _, tagger := range []*Tagger{shippedTagger(), other, shippedTagger()} {
			for i := range ts.words {
				got := tagger.score(&ts, i)
				var want [tagLabels]int32
				for l := range tagLabels {
					for _, f := range all[from[i]:from[i+1]] {
						want[l] += int32(tagger.weight(int(f&tagger.mask), l))
					}
				}
				if got != want {
					t.Fatalf("%s: word %d scores %v, its features %v", s, i, got, want)
				}
			}
		}
	}
}
