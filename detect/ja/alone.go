package ja

// reach is how many words on both sides a word has features of its own for.
const reach = 2

// aloneFeatures appends the buckets of what a word is by itself, for the place
// from which it stands at words behind.
func (w *tagWord) aloneFeatures(fs []uint32, at int) []uint32 {
	pos, class, use := uint32(w.pos), uint32(w.class), uint32(w.use)
	switch at {
	case -2:
		return append(fs, feature(2, w.text), feature(3, pos), feature(4, class), feature(80, use))
	case -1:
		return append(fs, feature(5, w.text), feature(6, pos), feature(7, class), feature(31, uint32(w.last)))
	case 0:
		return append(fs,
			feature(1, 0),
			feature(8, w.text),
			feature(9, pos),
			feature(10, class),
			feature(25, uint32(min(w.runes, 6))<<8|class),
			feature(26, uint32(w.first)),
			feature(27, uint32(w.last)),
			feature(28, w.first2),
			feature(29, w.last2),
			feature(48, uint32(w.like)<<8|uint32(w.runes)),
			feature(51, w.set),
			feature(62, use),
			feature(63, use<<8|class),
			feature(70, mix(use, pos)),
		)
	case 1:
		return append(fs, feature(11, w.text), feature(12, pos), feature(13, class), feature(30, uint32(w.first)))
	case 2:
		return append(fs, feature(14, w.text), feature(15, pos), feature(16, class), feature(79, use))
	}
	return fs
}

// An aloneSum is what the features of a word by itself add to the scores of the
// places around it, by their distance from -reach on.
type aloneSum struct {
	of *Tagger // whose weights they are
	at [2*reach + 1]scores
}

// sumAlone adds the weights of the features that a word has by itself.
func (t *Tagger) sumAlone(w *tagWord) aloneSum {
	var room [16]uint32
	s := aloneSum{of: t}
	for i := range s.at {
		s.at[i].add(t, w.aloneFeatures(room[:0], i-reach))
	}
	return s
}

// alone returns the sums of word i, or of the edge of the text. Words of the
// dictionary have them; for others they are made once for each text.
func (t *Tagger) alone(ts *tagState, i int) *aloneSum {
	if i < 0 || i >= len(ts.words) {
		edge := &ts.edge[t.model]
		if edge.of != t {
			*edge = t.sumAlone(&edgeWord)
		}
		return edge
	}
	sum := &ts.words[i].sums[t.model]
	if *sum == nil || (*sum).of != t {
		ts.sums = append(ts.sums, t.sumAlone(&ts.words[i]))
		*sum = &ts.sums[len(ts.sums)-1]
	}
	return *sum
}
