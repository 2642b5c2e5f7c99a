package ja

// The features of a place are of two kinds: those of one word near it, and those
// that join words or tell of the run that the place is in. The first are the same
// wherever the word stands as far away, so that the sums of their weights are kept
// with the words of the dictionary (alone.go).

// feature returns the bucket of the feature with a number and its value.
func feature(number, value uint32) uint32 { return mix(number*0x27D4EB2F, value) }

// edgeWord stands before and behind every text.
var edgeWord = tagWord{text: 1, pos: 0x7F, class: 0x80}

// word returns word i, and the edge where the text has none.
func (ts *tagState) word(i int) *tagWord {
	if i < 0 || i >= len(ts.words) {
		return &edgeWord
	}
	return &ts.words[i]
}

// allFeatures lists the buckets of all words: training looks at them together.
func (ts *tagState) allFeatures(model int) {
	ts.feats, ts.from = ts.feats[:0], ts.from[:0]
	for i := range ts.words {
		ts.from = append(ts.from, len(ts.feats))
		for at := -reach; at <= reach; at++ {
			ts.feats = ts.word(i+at).aloneFeatures(ts.feats, at)
		}
		ts.feats = ts.joinedFeatures(ts.feats, i)
		if model == toldModel {
			ts.feats = ts.toldFeatures(ts.feats, i)
		}
	}
	ts.from = append(ts.from, len(ts.feats))
}

// joinedFeatures appends the buckets of word i, but for those of words alone.
func (ts *tagState) joinedFeatures(fs []uint32, i int) []uint32 {
	b, w, d := ts.word(i-1), ts.word(i), ts.word(i+1)
	posB, posW, posD := uint32(b.pos), uint32(w.pos), uint32(d.pos)
	classB, classW, classD := uint32(b.class), uint32(w.class), uint32(d.class)
	know, knowB := uint32(w.know), uint32(b.know)
	use, useB, useD := uint32(w.use), uint32(b.use), uint32(d.use)
	full := uint32(w.full)<<8 | uint32(d.full)
	run := uint32(w.run)<<8 | uint32(w.runAt)
	fs = append(fs,
		feature(17, mix(posB, posW)),
		feature(18, mix(posW, posD)),
		feature(19, mix(posW, d.text)),
		feature(20, mix(b.text, posW)),
		feature(23, classB<<16|classW<<8|classD),
		feature(24, mix(mix(posB, posW), posD)),
		feature(32, know<<8|classW),
		feature(34, know<<16|knowB<<8|classB),
		feature(36, mix(know<<8|knowB, posB)),
		feature(37, mix(know, mix(posB, posD))),
		feature(44, mix(full, posW)),
		feature(52, mix(w.set, d.set)),
		feature(64, use<<8|useD),
		feature(65, use<<8|useB),
		feature(71, mix(use, know)),
		feature(73, run),
		feature(77, mix(uint32(b.last), uint32(w.first))),
		feature(78, mix(uint32(w.last), uint32(d.first))),
	)
	switch {
	case d.honor:
		fs = append(fs, feature(40, 1))
	case ts.word(i + 2).honor:
		fs = append(fs, feature(40, 2))
	}
	switch {
	case i == 0:
		fs = append(fs, feature(59, mix(1, d.text)))
	case b.class == inOther:
		fs = append(fs, feature(59, mix(mix(2, b.text), d.text)))
	}
	switch ts.runs[i].of {
	case inHan:
		fs = ts.kanjiFeatures(fs, i)
	case inKatakana:
		fs = ts.katakanaFeatures(fs, i)
	}
	return ts.compoundFeatures(fs, i)
}

// kanjiFeatures appends the buckets of a word in a run of kanji.
func (ts *tagState) kanjiFeatures(fs []uint32, i int) []uint32 {
	run, w := ts.runs[i], &ts.words[i]
	begin, rest := 0, 0 // characters; more than eight are all one
	for k := i - 1; k >= run.first && begin < 8; k-- {
		begin += int(ts.words[k].runes)
	}
	for k := i + 1; k <= run.last && rest < 8; k++ {
		rest += int(ts.words[k].runes)
	}
	place := uint32(min(begin, 3))<<4 | uint32(min(rest, 3))<<2 | uint32(min(w.runes, 3))
	runes := uint32(min(begin+int(w.runes)+rest, 8))
	whole := runes<<8 | place
	next, prev := ts.word(run.last+1), ts.word(run.first-1)
	first, last := &ts.words[run.first], &ts.words[run.last]
	return append(fs,
		feature(151, whole),
		feature(155, mix(next.text, whole)),
		feature(156, mix(prev.text, whole)),
		feature(159, mix(uint32(last.use), place)),
		feature(160, mix(uint32(first.use)<<8|uint32(first.know), place)),
	)
}

// katakanaFeatures appends the buckets of a word in a run of katakana.
func (ts *tagState) katakanaFeatures(fs []uint32, i int) []uint32 {
	run := ts.runs[i]
	if ts.katakana.run != run {
		ts.katakana = ts.inKatakana(run)
	}
	in := &ts.katakana
	dots := uint32(min(run.dots, 3))
	place := dots << 2
	if run.first == i {
		place |= 1
	}
	if run.last == i {
		place |= 2
	}
	next, prev := ts.word(run.last+1), ts.word(run.first-1)
	first, last := &ts.words[run.first], &ts.words[run.last]
	posN, posP := uint32(next.pos), uint32(prev.pos)
	ends := uint32(first.use)<<8 | uint32(last.use)
	uses := in.uses<<2 | dots
	fs = append(fs,
		feature(84, place),
		feature(85, next.text),
		feature(86, prev.text),
		feature(87, mix(posN, dots)),
		feature(88, mix(posP, dots)),
		feature(91, last.last2),
		feature(97, mix(mix(posP, posN), dots)),
		feature(98, uint32(min(in.runes, 10))<<4|place),
		feature(100, uses),
		feature(103, mix(ends, posN)),
		feature(201, in.parts),
		feature(202, in.parts<<2|dots),
		feature(203, mix(in.parts, next.text)),
		feature(204, mix(in.parts, posP)),
	)
	for k := run.first; k <= run.last && k < run.first+mostParts; k++ {
		x := &ts.words[k]
		if x.class != inKatakana {
			continue
		}
		fs = append(fs, mix(partText, x.text))
		if k == run.last || ts.words[k+1].class != inKatakana {
			fs = append(fs, mix(partEnd, x.last2))
		}
	}
	return fs
}

// compoundFeatures appends the buckets of a word in a compound, and of a sentence
// that ends with a word for what its first words are.
func (ts *tagState) compoundFeatures(fs []uint32, i int) []uint32 {
	c, w := ts.compounds[i], &ts.words[i]
	know, class := uint32(w.know), uint32(w.class)
	if c.last > c.first {
		from := uint32(min(i-int(c.first), 3))
		front, head := &ts.words[c.first], &ts.words[c.last]
		is := uint32(head.use)
		if int(c.last) > i {
			fs = append(fs,
				feature(211, mix(head.text, from)),
				feature(215, mix(is, class)),
			)
		}
		if int(c.first) < i {
			fs = append(fs,
				feature(221, mix(uint32(front.use), from)),
				feature(222, mix(uint32(ts.words[i-1].use), is)),
			)
		}
	}
	if c.end > 0 {
		end := &ts.words[c.end]
		is := uint32(end.use)
		begins := uint32(0)
		if i == 0 {
			begins = 1
		}
		fs = append(fs,
			feature(231, mix(is, begins)),
			feature(232, mix(is, class)),
			feature(233, mix(end.text, begins)),
			feature(234, mix(uint32(end.last), class)),
			feature(235, mix(is, know)),
			feature(236, mix(is, uint32(min(int(c.topic)-i, 3)))),
		)
	}
	return fs
}

// Features of each part of a run in katakana begin with these. Runs of more than
// mostParts words are no names, and decode counts on few features.
const (
	partText  = 0x51ED270B
	partEnd   = 0x2545F491
	mostParts = 16
)

// A katakanaRun is what the words of a run in katakana are, taken together.
type katakanaRun struct {
	run         wordRun
	uses, parts uint32
	runes       int
}

// inKatakana looks at the words of a run.
func (ts *tagState) inKatakana(run wordRun) katakanaRun {
	in := katakanaRun{run: run}
	for k := run.first; k <= run.last; k++ {
		w := &ts.words[k]
		in.runes += int(w.runes)
		in.uses |= uint32(w.use)
		if w.class == inKatakana {
			in.parts |= partKind(w.use)
		}
	}
	return in
}

// partKind tells what a part of a name in katakana most likely is.
func partKind(use Use) uint32 {
	switch {
	case use&UseForeign != 0:
		return 1
	case use&UseGroup != 0:
		return 2
	case use&UsePlace != 0:
		return 4
	case use&UseCommon != 0:
		return 8
	case use&UseProper != 0:
		return 16
	}
	return 32
}
