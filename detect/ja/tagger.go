package ja

import (
	"math"
	"unicode/utf8"
)

// A Tagger marks the names of persons in running text. It is a linear
// chain over the words of the tokenizer with hashed features: what the words
// around a word are, how they are written, what the lists of names know.
// Other names (places, organisations, works) are tagged too, so that a person
// must be likelier than they are; only persons are reported.
//
// The weights are trained by the command in ./train.
type Tagger struct {
	weights []uint64                    // of each bucket a byte for each label, 128 more than the weight
	step    [tagLabels][tagLabels]int32 // from label to label; never where one cannot follow
	mask    uint32
}

// never is less than any way through a text.
const never = math.MinInt32 / 4

// noWeight is a bucket that says nothing.
const noWeight = 0x8080808080808080

func newTagger(bits int) *Tagger {
	t := &Tagger{weights: make([]uint64, 1<<bits), mask: 1<<bits - 1}
	for i := range t.weights {
		t.weights[i] = noWeight
	}
	return t
}

// weight and setWeight get at the weight of a label in a bucket.
func (t *Tagger) weight(bucket, label int) int {
	return int(t.weights[bucket]>>(8*label)&0xFF) - 128
}

func (t *Tagger) setWeight(bucket, label, v int) {
	t.weights[bucket] = t.weights[bucket]&^(0xFF<<(8*label)) | uint64(v+128)<<(8*label)
}

// setStep sets the score of label b behind label a.
func (t *Tagger) setStep(a, b, v int) {
	if !follows(a, b) {
		v = never
	}
	t.step[a][b] = int32(v)
}

// The labels of words: outside, begin and inside of a person's name, of a
// place's, of an organisation's, of another.
const (
	tagO = iota
	tagBPerson
	tagIPerson
	tagBPlace
	tagIPlace
	tagBOrg
	tagIOrg
	tagLabels
	tagScale = 40 // units of a weight in one of log odds
)

// follows reports whether label b may stand behind label a.
func follows(a, b int) bool {
	return b == tagO || b%2 == 1 || a == b || a == b-1
}

// tagWord is what the features ask of a word.
type tagWord struct {
	text                    uint32 // hash of the spelling
	set                     uint32 // hash of all parts of speech that it can be
	first, last             rune
	first2, last2           uint32
	pos, class, runes, know uint8
	full                    uint8 // place in a run of words that reads as a full name
	like                    uint8 // kinds of its kanji
	honor                   bool
}

// Places in a full name.
const (
	fullBegin  = 1 // the family name is known and the given name too
	fullInside = 2
	likeBegin  = 3 // the given name only looks like one
	likeInside = 4
)

// Bits of a word's class of characters.
const (
	inHiragana = 1 << iota
	inKatakana
	inHan
	inLower
	inUpper
	inDigit
	inOther
)

// Bits of what the lists know of a word.
const (
	knowFamily       = 1 << iota // a common family name
	knowGiven                    // a given name
	knowReading                  // the kana of one of them
	knowForeign                  // a foreign name in kana
	knowFamilyToo                // the dictionary has it as a family name among others
	knowGivenToo                 // and as a given name
	knowGivenJoined              // with the next word it is a given name
	knowFamilyJoined             // with the next word it is a family name
)

// A tagState holds the working memory of one call.
type tagState struct {
	words  []tagWord
	chain  [][3]int // first, last and number of ・ of the katakana run a word is in
	feats  []uint32
	from   []int              // where the features of each word begin
	own    [][tagLabels]int32 // scores of the words
	ahead  [][tagLabels]int32 // of the best ways to them
	out    []int8
	margin []int32
}

func mix(a, b uint32) uint32 {
	h := (a ^ b*0x9E3779B1) * 0x85EBCA6B
	return h ^ h>>15
}

func hashText(s string) uint32 {
	h := uint32(2166136261)
	for i := range len(s) {
		h = (h ^ uint32(s[i])) * 16777619
	}
	return h
}

// describe fills in what the features need of every token.
func (n *Namer) describe(ts *tagState, s string, toks []Token) {
	ts.words, ts.chain = ts.words[:0], ts.chain[:0]
	l := lists()
	for i, k := range toks {
		text := s[k.Start:k.End]
		w := tagWord{text: hashText(text), pos: uint8(k.POS)}
		if !k.Known {
			w.pos |= 0x80
		}
		var prev rune
		w.runes = 0
		for j, r := range text {
			w.class |= classOf(r)
			if j == 0 {
				w.first = r
			}
			if w.runes == 1 {
				w.first2 = mix(uint32(w.first), uint32(r))
			}
			prev, w.last = w.last, r
			if w.runes < 255 {
				w.runes++
			}
		}
		w.last2 = mix(uint32(prev), uint32(w.last))
		if (w.class&^(inHan|inHiragana|inKatakana)) == 0 && w.runes < 12 {
			w.know = n.knows(l, s, toks, i, text, &w)
		}
		w.honor = honorWords[text]
		w.like = kanjiKinds(&w)
		ts.words = append(ts.words, w)
	}
	for i := range toks {
		n.fullName(ts, l, s, toks, i)
	}
	for i := 0; i < len(toks); {
		if ts.words[i].class != inKatakana {
			ts.chain = append(ts.chain, [3]int{-1})
			i++
			continue
		}
		j, dots := i, 0
		for j+1 < len(toks) {
			if ts.words[j+1].class == inKatakana {
				j++
			} else if j+2 < len(toks) && isDot(s[toks[j+1].Start:toks[j+1].End]) && (ts.words[j+2].class == inKatakana || ts.words[j+2].class == inUpper) {
				dots++
				j += 2
			} else {
				break
			}
		}
		for k := i; k <= j; k++ {
			ts.chain = append(ts.chain, [3]int{i, j, dots})
		}
		i = j + 1
	}
}

// kanjiKinds tells what the first and the last kanji of a word are used for.
func kanjiKinds(w *tagWord) (like uint8) {
	if w.class&inHan == 0 {
		return 0
	}
	if nameChars[w.first] {
		like |= 1
	}
	if nameChars[w.last] {
		like |= 2
	}
	if familyLast[w.last] {
		like |= 4
	}
	if givenLast[w.last] {
		like |= 8
	}
	if chineseOnly[w.first] {
		like |= 16
	}
	return like
}

// fullName marks the words from i on when they read as a full name: one or two
// words a known family name, one to three a given name.
func (n *Namer) fullName(ts *tagState, l *nameLists, s string, toks []Token, i int) {
	if ts.words[i].class&inHan == 0 || ts.words[i].full != 0 {
		return
	}
	const families = knowFamily | knowFamilyToo
	for f := 1; f <= 2 && i+f < len(toks); f++ {
		switch {
		case f == 1 && ts.words[i].know&families == 0 && !(ts.words[i].runes == 1 && chineseOnly[ts.words[i].first]):
			continue
		case f == 2 && ts.words[i].know&knowFamilyJoined == 0:
			return
		}
		for g := 3; g >= 1; g-- {
			if i+f+g > len(toks) {
				continue
			}
			given := s[toks[i+f].Start:toks[i+f+g-1].End]
			if len(given) > 12 || ts.words[i+f].class&^(inHan|inHiragana|inKatakana) != 0 || joiningSet.has(toks[i+f].POS) {
				continue
			}
			if k, _, seps := scriptOf(given); k != kanji || seps > 0 {
				continue
			}
			odds, known := n.givenOdds(given)
			var as uint8
			switch {
			case known && odds > 0.9:
				as = fullBegin
			case odds > 0.6:
				as = likeBegin
			default:
				continue
			}
			ts.words[i].full = as
			for k := i + 1; k < i+f+g; k++ {
				ts.words[k].full = as + 1
			}
			return
		}
	}
}

func isDot(s string) bool { return s == "・" || s == "=" || s == "゠" }

// knows asks the lists and the dictionary.
func (n *Namer) knows(l *nameLists, s string, toks []Token, i int, text string, w *tagWord) (know uint8) {
	if w.class == inHiragana && w.runes < 2 {
		return 0
	}
	if l.family[text] {
		know |= knowFamily
	}
	if l.given[text] {
		know |= knowGiven
	}
	set := n.tok().Word(text)
	w.set = mix(uint32(set), uint32(set>>32))
	if w.class&inHan == 0 {
		k := text
		if w.class&inHiragana != 0 {
			k = katakana(text)
		}
		if l.familyKana[k] || l.givenKana[k] {
			know |= knowReading
		}
		if l.kana[k] != 0 {
			know |= knowForeign
		}
		return know
	}
	if set.has(FamilyName) {
		know |= knowFamilyToo
	}
	if set.has(GivenName) {
		know |= knowGivenToo
	}
	if i+1 < len(toks) && toks[i+1].POS != Space {
		both := s[toks[i].Start:toks[i+1].End]
		if len(both) <= 15 {
			set := n.tok().Word(both)
			if l.given[both] || set.has(GivenName) {
				know |= knowGivenJoined
			}
			if l.family[both] || set.has(FamilyName) {
				know |= knowFamilyJoined
			}
		}
	}
	return know
}

func classOf(r rune) uint8 {
	switch {
	case r >= 'ぁ' && r <= 'ゖ':
		return inHiragana
	case r >= 'ァ' && r <= 'ヺ', r == 'ー':
		return inKatakana
	case isHan(r):
		return inHan
	case r >= 'a' && r <= 'z':
		return inLower
	case r >= 'A' && r <= 'Z':
		return inUpper
	case r >= '0' && r <= '9':
		return inDigit
	case isLatin(r):
		return inLower
	}
	return inOther
}

// honorWords are words behind which a name is likely to have ended.
var honorWords = func() map[string]bool {
	m := map[string]bool{}
	for _, h := range honorifics {
		m[h.word] = true
	}
	for _, w := range namesEnd {
		if utf8.RuneCountInString(w) > 1 {
			m[w] = true
		}
	}
	return m
}()

// features lists the buckets of every word.
func (ts *tagState) features() {
	ts.feats, ts.from = ts.feats[:0], ts.from[:0]
	edge := tagWord{text: 1, pos: 0x7F, class: 0x80}
	at := func(i int) *tagWord {
		if i < 0 || i >= len(ts.words) {
			return &edge
		}
		return &ts.words[i]
	}
	for i := range ts.words {
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
		if ch := ts.chain[i]; ch[0] >= 0 {
			dots := uint32(min(ch[2], 3))
			place := uint32(0)
			if ch[0] == i {
				place |= 1
			}
			if ch[1] == i {
				place |= 2
			}
			next, prev := at(ch[1]+1), at(ch[0]-1)
			var all uint32
			runes := 0
			for k := ch[0]; k <= ch[1]; k++ {
				all |= uint32(ts.words[k].know)
				switch p := POS(ts.words[k].pos); {
				case p >= numPOS:
				case personSet.has(p):
					all |= 0x100
				case placeSet.has(p):
					all |= 0x200
				case p == Org || p == ProperNoun:
					all |= 0x400
				case p == Noun || p == VerbalNoun:
					all |= 0x800
				}
				runes += int(ts.words[k].runes)
			}
			add(dots<<2 | place)
			add(next.text)
			add(prev.text)
			add(mix(pos(next), dots))
			add(mix(pos(prev), dots))
			add(ts.words[ch[0]].text)
			add(ts.words[ch[1]].text)
			add(ts.words[ch[1]].last2)
			add(mix(ts.words[ch[0]].first2, dots))
			add(mix(all, next.text))
			add(all<<4 | dots<<2 | place)
			add(mix(next.text, dots<<2|place))
			add(mix(prev.text, next.text))
			add(mix(mix(pos(prev), pos(next)), dots))
			add(uint32(min(runes, 10))<<4 | dots<<2 | place)
		}
	}
	ts.from = append(ts.from, len(ts.feats))
}

// decode finds the best labels, and for every word how much better the best
// way is than the best one with another label there, in ts.margin.
func (t *Tagger) decode(ts *tagState) []int8 {
	words := len(ts.words)
	ts.out, ts.own, ts.ahead, ts.margin = ts.out[:0], ts.own[:0], ts.ahead[:0], ts.margin[:0]
	if words == 0 {
		return nil
	}
	before := [tagLabels]int32{never, never, never, never, never, never, never}
	before[tagO] = 0
	for i := range words {
		// The weights of all labels are added at once, in lanes of 16 bits:
		// there are fewer than 255 features of at most 255.
		const lanes = 0x00FF00FF00FF00FF
		var even, odd uint64
		fs := ts.feats[ts.from[i]:ts.from[i+1]]
		for _, f := range fs {
			w := t.weights[f&t.mask]
			even += w & lanes
			odd += w >> 8 & lanes
		}
		var own, ahead [tagLabels]int32
		for l := range tagLabels {
			v := even
			if l%2 == 1 {
				v = odd
			}
			own[l] = int32(v>>(16*(l/2))&0xFFFF) - 128*int32(len(fs))
		}
		for b := range tagLabels {
			best := int32(never)
			for a := range tagLabels {
				best = max(best, before[a]+t.step[a][b])
			}
			ahead[b] = max(best, never) + own[b]
		}
		before = ahead
		ts.own, ts.ahead = append(ts.own, own), append(ts.ahead, ahead)
		ts.out, ts.margin = append(ts.out, 0), append(ts.margin, 0)
	}
	var behind [tagLabels]int32 // best way from each label of word i to the end
	for i := words - 1; i >= 0; i-- {
		if i < words-1 {
			var next [tagLabels]int32
			for a := range tagLabels {
				best := int32(never)
				for b := range tagLabels {
					best = max(best, t.step[a][b]+ts.own[i+1][b]+behind[b])
				}
				next[a] = best
			}
			behind = next
		}
		best, second, label := int32(math.MinInt32), int32(math.MinInt32), tagO
		for l := range tagLabels {
			switch v := ts.ahead[i][l] + behind[l]; {
			case v > best:
				best, second, label = v, best, l
			case v > second:
				second = v
			}
		}
		ts.out[i], ts.margin[i] = int8(label), best-second
	}
	return ts.out
}

// Persons calls found for the names of persons that the tagger alone sees in
// normalised text, famous ones and figures of novels among them; Prose weighs
// them for office files. odds is the tagger's margin.
func (n *Namer) Persons(norm string, found func(start, end int, odds float64)) {
	if t := shippedTagger(); t != nil {
		t.Persons(n, norm, found)
	}
}

// Persons calls found for the names of persons in normalised text. odds says
// how much likelier the words are a name than not, as log odds.
func (t *Tagger) Persons(n *Namer, s string, found func(start, end int, odds float64)) {
	st := n.states.Get().(*State)
	defer n.states.Put(st)
	var ts tagState
	toks := n.tok().Tokens(st, s)
	t.persons(n, &ts, s, toks, func(from, to int, odds float64) {
		found(toks[from].Start, toks[to].End, odds)
	})
}

// persons calls found with the first and the last token of each name.
func (t *Tagger) persons(n *Namer, ts *tagState, s string, toks []Token, found func(from, to int, odds float64)) {
	n.describe(ts, s, toks)
	ts.features()
	labels := t.decode(ts)
	for i := 0; i < len(labels); i++ {
		if labels[i] != tagBPerson {
			continue
		}
		j := i
		for j+1 < len(labels) && labels[j+1] == tagIPerson {
			j++
		}
		odds := math.Inf(1)
		for k := i; k <= j; k++ {
			odds = min(odds, float64(ts.margin[k])/tagScale)
		}
		found(i, j, odds)
		i = j
	}
}
