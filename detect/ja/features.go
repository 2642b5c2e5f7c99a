package ja

// features lists the buckets of the words from first to before last.
func (ts *tagState) features(first, last int) {
	ts.feats, ts.from = ts.feats[:0], ts.from[:0]
	edge := tagWord{text: 1, pos: 0x7F, class: 0x80}
	at := func(i int) *tagWord {
		if i < 0 || i >= len(ts.words) {
			return &edge
		}
		return &ts.words[i]
	}
	var in katakanaRun
	for i := first; i < last; i++ {
		ts.from = append(ts.from, len(ts.feats))
		a, b, w, d, e := at(i-2), at(i-1), at(i), at(i+1), at(i+2)
		id := uint32(0)
		add := func(v uint32) {
			id++
			ts.feats = append(ts.feats, mix(id*0x27D4EB2F, v))
		}
		add(0)
		for _, x := range [...]*tagWord{a, b, w, d, e} {
			add(x.text)
			add(uint32(x.pos))
			add(uint32(x.class))
		}
		pos := func(x *tagWord) uint32 { return uint32(x.pos) }
		add(mix(pos(b), pos(w)))
		add(mix(pos(w), pos(d)))
		add(mix(pos(w), d.text))
		add(mix(b.text, pos(w)))
		add(mix(w.text, d.text))
		add(mix(b.text, w.text))
		add(uint32(b.class)<<16 | uint32(w.class)<<8 | uint32(d.class))
		add(mix(mix(pos(b), pos(w)), pos(d)))
		add(uint32(min(w.runes, 6))<<8 | uint32(w.class))
		add(uint32(w.first))
		add(uint32(w.last))
		add(w.first2)
		add(w.last2)
		add(uint32(d.first))
		add(uint32(b.last))
		know := uint32(w.know)
		add(know<<8 | uint32(w.class))
		add(know<<16 | uint32(d.know)<<8 | uint32(d.class))
		add(know<<16 | uint32(b.know)<<8 | uint32(b.class))
		add(mix(know<<8|uint32(d.know), pos(d)))
		add(mix(know<<8|uint32(b.know), pos(b)))
		add(mix(know, mix(pos(b), pos(d))))
		add(mix(know, d.text))
		add(mix(know, b.text))
		switch {
		case d.honor:
			add(1)
		case e.honor:
			add(2)
		default:
			id++
		}
		add(mix(mix(pos(a), pos(b)), pos(w)))
		add(mix(mix(pos(w), pos(d)), pos(e)))
		full := uint32(w.full)<<8 | uint32(d.full)
		add(full<<8 | uint32(b.full))
		add(mix(full, pos(w)))
		add(mix(full, pos(d)))
		add(mix(full, d.text))
		add(mix(full, b.text))
		add(uint32(w.like)<<8 | uint32(w.runes))
		add(mix(uint32(w.like)<<16|uint32(w.know)<<8|uint32(d.like), uint32(d.know)))
		add(mix(uint32(w.like)<<8|uint32(b.know), pos(d)))
		add(w.set)
		add(mix(w.set, d.set))
		add(mix(b.set, w.set))
		add(mix(w.set, d.text))
		add(mix(w.set, b.text))
		add(mix(mix(b.set, w.set), d.set))
		add(at(i - 3).text)
		add(at(i + 3).text)
		switch {
		case i == 0:
			add(mix(1, d.text))
		case b.class == inOther:
			add(mix(mix(2, b.text), d.text))
		default:
			id++
		}
		add(mix(d.text, e.text))
		add(mix(a.text, b.text))
		use := uint32(w.use)
		add(use)
		add(use<<8 | uint32(w.class))
		add(use<<8 | uint32(d.use))
		add(use<<8 | uint32(b.use))
		add(mix(use, pos(d)))
		add(mix(use, pos(b)))
		add(mix(use, d.text))
		add(mix(use, b.text))
		add(mix(use, pos(w)))
		add(mix(use, know))
		add(mix(mix(use, pos(b)), pos(d)))
		run := uint32(w.run)<<8 | uint32(w.runAt)
		add(run)
		add(mix(run, pos(d)))
		add(mix(run, pos(w)))
		add(mix(run, uint32(d.run)<<8|uint32(d.runAt)))
		add(mix(uint32(b.last), uint32(w.first)))
		add(mix(uint32(w.last), uint32(d.first)))
		add(uint32(e.use))
		add(uint32(a.use))
		add(uint32(d.use)<<8 | uint32(e.use))
		add(uint32(a.use)<<8 | uint32(b.use))
		add(mix(use, uint32(d.use)<<8|uint32(b.use)))
		ch := ts.runs[i]
		next, prev := at(ch.last+1), at(ch.first-1)
		switch ch.of {
		case inHan:
			id = 150            // apart from those of katakana
			begin, rest := 0, 0 // characters; more than eight are all one
			for k := i - 1; k >= ch.first && begin < 8; k-- {
				begin += int(ts.words[k].runes)
			}
			for k := i + 1; k <= ch.last && rest < 8; k++ {
				rest += int(ts.words[k].runes)
			}
			place := uint32(min(begin, 3))<<4 | uint32(min(rest, 3))<<2 | uint32(min(w.runes, 3))
			runes := uint32(min(begin+int(w.runes)+rest, 8))
			whole := runes<<8 | place
			first, last := &ts.words[ch.first], &ts.words[ch.last]
			add(whole)
			add(mix(uint32(first.first), place))
			add(mix(mix(uint32(first.first), runes), place))
			add(mix(uint32(last.last), place))
			add(mix(next.text, whole))
			add(mix(prev.text, whole))
			add(mix(mix(pos(prev), pos(next)), whole))
			add(mix(last.text, place))
			add(mix(uint32(last.use), place))
			add(mix(uint32(first.use)<<8|uint32(first.know), place))
		case inKatakana:
			dots := uint32(min(ch.dots, 3))
			place := uint32(0)
			if ch.first == i {
				place |= 1
			}
			if ch.last == i {
				place |= 2
			}
			if in.run != ch {
				in = ts.inKatakana(ch)
			}
			all, uses, runes := in.all, in.uses, in.runes
			add(dots<<2 | place)
			add(next.text)
			add(prev.text)
			add(mix(pos(next), dots))
			add(mix(pos(prev), dots))
			add(ts.words[ch.first].text)
			add(ts.words[ch.last].text)
			add(ts.words[ch.last].last2)
			add(mix(ts.words[ch.first].first2, dots))
			add(mix(all, next.text))
			add(all<<4 | dots<<2 | place)
			add(mix(next.text, dots<<2|place))
			add(mix(prev.text, next.text))
			add(mix(mix(pos(prev), pos(next)), dots))
			add(uint32(min(runes, 10))<<4 | dots<<2 | place)
			ends := uint32(ts.words[ch.first].use)<<8 | uint32(ts.words[ch.last].use)
			add(mix(ends, dots))
			add(uses<<2 | dots)
			add(mix(uses<<2|dots, next.text))
			add(mix(uses<<2|dots, prev.text))
			add(mix(ends, pos(next)))
			id = 200
			for k := ch.first; k <= ch.last && k < ch.first+mostParts; k++ {
				x := &ts.words[k]
				if x.class != inKatakana {
					continue
				}
				ts.feats = append(ts.feats, mix(partText, x.text))
				if k == ch.last || ts.words[k+1].class != inKatakana {
					ts.feats = append(ts.feats, mix(partEnd, x.last2))
				}
			}
			parts := in.parts
			add(parts)
			add(parts<<2 | dots)
			add(mix(parts, next.text))
			add(mix(parts, pos(prev)))
		}
		c := ts.compounds[i]
		if c.last > c.first {
			id = 210
			from := uint32(min(i-int(c.first), 3))
			front, head := at(int(c.first)), at(int(c.last))
			is := uint32(head.use)
			if int(c.last) > i {
				rest := uint32(min(int(c.last)-i, 3))
				add(mix(head.text, from))
				add(mix(is, from<<2|rest))
				add(mix(uint32(head.last), uint32(w.class)))
				add(mix(is, know))
				add(mix(is, uint32(w.class)))
				add(mix(is, use))
			}
			id = 220
			if int(c.first) < i {
				add(mix(uint32(front.use), from))
				add(mix(uint32(b.use), is))
			}
		}
		if c.end > 0 {
			id = 230
			end := at(int(c.end))
			is := uint32(end.use)
			begins := uint32(0)
			if i == 0 {
				begins = 1
			}
			add(mix(is, begins))
			add(mix(is, uint32(w.class)))
			add(mix(end.text, begins))
			add(mix(uint32(end.last), uint32(w.class)))
			add(mix(is, know))
			add(mix(is, uint32(min(int(c.topic)-i, 3))))
		}
	}
	ts.from = append(ts.from, len(ts.feats))
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
	run              wordRun
	all, uses, parts uint32
	runes            int
}

// inKatakana looks at the words of a run.
func (ts *tagState) inKatakana(run wordRun) katakanaRun {
	in := katakanaRun{run: run}
	for k := run.first; k <= run.last; k++ {
		w := &ts.words[k]
		in.runes += int(w.runes)
		in.all |= uint32(w.know)
		in.uses |= uint32(w.use)
		switch p := POS(w.pos); {
		case p >= numPOS:
		case personSet.has(p):
			in.all |= 0x100
		case placeSet.has(p):
			in.all |= 0x200
		case p == Org || p == ProperNoun:
			in.all |= 0x400
		case p == Noun || p == VerbalNoun:
			in.all |= 0x800
		}
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
