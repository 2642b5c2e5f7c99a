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

// A LabelledLine is normalised text and what is told in it.
type LabelledLine struct {
	Text string
	Told []LabelledTold
}

// TrainTold makes what Prose tells with from lines of passages, and from dense ones, which
// were written to tell much: every model learns one half of these, for of all it would
// learn to tell too much. From words it learns kinds.
func TrainTold(n *Namer, lines, dense []LabelledLine, words []KindWord, o TrainOptions) io.WriterTo {
	var ranges []toldRange
	labelled := func(lines []LabelledLine) (out []Labelled) {
		for _, l := range lines {
			s := Labelled{Text: l.Text}
			for _, t := range l.Told {
				g, ok := groupOf(t.Kind)
				if !ok {
					continue
				}
				s.Names = append(s.Names, LabelledName{t.Start, t.End, g})
				ranges = append(ranges, toldRange{l.Text[t.Start:t.End], slices.Index(toldKinds, t.Kind)})
			}
			out = append(out, s)
		}
		return out
	}
	sentences := labelled(lines)
	o.model, o.Passages, o.Halves = toldModel, labelled(dense), true
	for _, w := range words {
		if _, ok := groupOf(w.Kind); ok {
			ranges = append(ranges, toldRange{w.Word, slices.Index(toldKinds, w.Kind)})
		}
	}
	return &teller{Train(n, sentences, o), trainGate(gateSentences(n, slices.Concat(sentences, o.Passages))), trainKinds(ranges)}
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
