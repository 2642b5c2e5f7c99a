package ja

import (
	"io"
	"slices"

	"monban/detect"
)

// A LabelledTold is a range of bytes of a text and the kind of what it tells.
type LabelledTold struct {
	Start, End int
	Kind       detect.Kind
}

// A KindWord is a word and the kind of data that it is.
type KindWord struct {
	Word string
	Kind detect.Kind
}

// TrainTold makes what Prose tells with from sentences and what is told in them; from
// words it learns kinds as well.
func TrainTold(n *Namer, texts []string, told [][]LabelledTold, words []KindWord, o TrainOptions) io.WriterTo {
	var sentences []Labelled
	var ranges []toldRange
	for i, s := range texts {
		l := Labelled{Text: s}
		for _, t := range told[i] {
			g, ok := groupOf(t.Kind)
			if !ok {
				continue
			}
			l.Names = append(l.Names, LabelledName{t.Start, t.End, g})
			ranges = append(ranges, toldRange{s[t.Start:t.End], slices.Index(toldKinds, t.Kind)})
		}
		sentences = append(sentences, l)
	}
	for _, w := range words {
		if _, ok := groupOf(w.Kind); ok {
			ranges = append(ranges, toldRange{w.Word, slices.Index(toldKinds, w.Kind)})
		}
	}
	o.model = toldModel
	return &teller{Train(n, sentences, o), trainGate(gateSentences(n, sentences)), trainKinds(ranges)}
}

// gateSentences cuts texts into sentences for the gate.
func gateSentences(n *Namer, texts []Labelled) (set []gateSentence) {
	st := newState()
	var ts tagState
	for _, l := range texts {
		toks := n.words(st, l.Text)
		n.describe(&ts, l.Text, toks)
		ts.sentences(func(first, last int) {
			if first == last {
				return
			}
			s := gateSentence{}
			for i := first; i < last; i++ {
				b := ts.words[i].gateBuckets()
				s.buckets = append(s.buckets, b[:]...)
			}
			from, to := toks[first].Start, toks[last-1].End
			s.tells = slices.ContainsFunc(l.Names, func(w LabelledName) bool { return w.Start < to && from < w.End })
			set = append(set, s)
		})
	}
	return set
}
