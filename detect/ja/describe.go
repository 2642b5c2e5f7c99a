package ja

import "unicode/utf8"

// tagWord is what the features ask of a word.
type tagWord struct {
	looks
	text             uint32 // hash of the spelling
	set              uint32 // hash of all parts of speech that it can be
	first, last      rune
	first2, last2    uint32
	pos, class, know uint8
	full             uint8 // place in a run of words that reads as a full name
	like             uint8 // kinds of its kanji
	use              Use   // of the word in the lexicon
	run              Use   // of the longest run of words in the lexicon that it is in
	runAt            uint8 // which word of how many
	honor            bool
	gate             int16             // what it says to a gate
	plain            bool              // one of plainKana
	noun             bool              // may stand in a compound
	sums             [models]*aloneSum // what the features of the word alone add to the scores around it, by tagger; nil when it was not asked
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

func mix(a, b uint32) uint32 {
	h := (a ^ b*0x9E3779B1) * 0x85EBCA6B
	return h ^ h>>15
}

func hashText(s string) uint32 {
	return hashMore(2166136261, s)
}

// hashMore goes on with the hash of a text that s stands behind.
func hashMore(h uint32, s string) uint32 {
	for i := range len(s) {
		h = (h ^ uint32(s[i])) * 16777619
	}
	return h
}

// describe fills in what the features need of every token.
func (n *Namer) describe(ts *tagState, s string, toks []Token) {
	ts.words, ts.sums, ts.katakana = ts.words[:0], ts.sums[:0], katakanaRun{}
	l := lists()
	for _, k := range toks {
		ts.words = append(ts.words, n.word(l, k, s[k.Start:k.End]))
	}
	n.joined(ts, l, s, toks)
	for i := range toks {
		n.fullName(ts, l, s, toks, i)
	}
	ts.findRuns(s, toks)
	ts.findCompounds(s, toks)
}

// findRuns notes the runs of katakana and of kanji.
func (ts *tagState) findRuns(s string, toks []Token) {
	ts.runs = ts.runs[:0]
	for i := 0; i < len(toks); {
		r := wordRun{first: i, last: i}
		switch ts.words[i].class {
		case inHan:
			r.of = inHan
			for r.last+1 < len(toks) && ts.words[r.last+1].class == inHan {
				r.last++
			}
		case inKatakana:
			r.of = inKatakana
			for r.last+1 < len(toks) {
				if ts.words[r.last+1].class == inKatakana {
					r.last++
				} else if r.last+2 < len(toks) && isDot(s[toks[r.last+1].Start:toks[r.last+1].End]) && (ts.words[r.last+2].class == inKatakana || ts.words[r.last+2].class == inUpper) {
					r.dots++
					r.last += 2
				} else {
					break
				}
			}
		}
		for ; i <= r.last; i++ {
			ts.runs = append(ts.runs, r)
		}
	}
}

// joined asks the lexicon for runs of up to four words, and lists and dictionary
// whether a word and the next are a name together.
func (n *Namer) joined(ts *tagState, l *nameLists, s string, toks []Token) {
	const japanese = inHan | inHiragana | inKatakana
	x, names := shippedLexicon(), n.tok().names
	for i := range toks {
		w := &ts.words[i]
		if w.class&^japanese != 0 || w.class == inHiragana && w.runes < 2 && joiningSet.has(toks[i].POS) {
			continue
		}
		h := w.text
		for j := i + 1; j < len(toks) && j < i+4 && ts.words[j].class&^japanese == 0; j++ {
			h = hashMore(h, s[toks[j].Start:toks[j].End])
			if j == i+1 && w.class&inHan != 0 && (names.may(h) || l.names.may(h)) {
				w.know |= n.nameOfTwo(l, s[toks[i].Start:toks[j].End])
			}
			use := x.uses(h)
			if use == 0 {
				continue
			}
			for k := i; k <= j; k++ {
				// What began before goes on; of those that begin here the longest counts.
				if y := &ts.words[k]; y.run == 0 || k == i && y.runAt&3 == 1 || k > i && int(y.runAt>>2) == k-i {
					y.run, y.runAt = use, uint8(min(k-i, 1)+1)|uint8(j-i)<<2
				}
			}
		}
	}
}

// nameOfTwo tells what two words are together.
func (n *Namer) nameOfTwo(l *nameLists, both string) (know uint8) {
	if len(both) > 15 {
		return 0
	}
	set := n.tok().Word(both)
	if set.has(GivenName) || l.given[both] {
		know |= knowGivenJoined
	}
	if set.has(FamilyName) || l.family[both] {
		know |= knowFamilyJoined
	}
	return know
}

// kanjiKinds tells what the first and the last kanji of a word are used for.
func kanjiKinds(w *tagWord) (like uint8) {
	if w.class&inHan == 0 {
		return 0
	}
	if nameChars.Has(w.first) {
		like |= 1
	}
	if nameChars.Has(w.last) {
		like |= 2
	}
	if familyLast.Has(w.last) {
		like |= 4
	}
	if givenLast.Has(w.last) {
		like |= 8
	}
	if chineseOnly.Has(w.first) {
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
		case f == 1 && ts.words[i].know&families == 0 && !(ts.words[i].runes == 1 && chineseOnly.Has(ts.words[i].first)):
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

// digits stands for the spelling of numbers.
const digits = 0xD161

func isDot(s string) bool { return s == "・" || s == "=" || s == "゠" }

// word tells what there is to know of a word by itself. Words of the dictionary
// are asked about once.
func (n *Namer) word(l *nameLists, k Token, text string) tagWord {
	if !k.Known {
		return n.newWord(l, k, text)
	}
	at := &n.known()[k.ID]
	if w := at.Load(); w != nil {
		return *w
	}
	w := n.newWord(l, k, text)
	for i, t := range [models]*Tagger{nameModel: shippedTagger(), toldModel: shippedTold().tagger} {
		if t != nil {
			sum := t.sumAlone(&w)
			w.sums[i] = &sum
		}
	}
	at.Store(&w)
	return w
}

// newWord asks the lists and the dictionary.
func (n *Namer) newWord(l *nameLists, k Token, text string) tagWord {
	w := tagWord{text: hashText(text), pos: uint8(k.POS)}
	if !k.Known {
		w.pos |= 0x80
	}
	var prev rune
	for j, r := range text {
		w.class |= classOf(r)
		w.letters |= letterOf(r)
		if j == 0 {
			w.first, w.starts = r, startOf(r)
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
	if w.class&^(inHan|inHiragana|inKatakana) == 0 && w.runes < 12 && !(w.class == inHiragana && w.runes < 2) {
		n.alone(l, &w, text)
	}
	w.honor = honorWords[text]
	w.plain = w.class == inHiragana && plainKana[w.text]
	w.noun = w.joinsCompound()
	w.like = kanjiKinds(&w)
	if w.class&^(inHan|inHiragana|inKatakana) == 0 || w.class&^(inUpper|inLower) == 0 {
		w.use = shippedLexicon().uses(w.text)
	}
	if g := shippedTold().gate; g != nil {
		w.gate = g.of(&w)
	}
	if w.class == inDigit { // how large a number is tells nothing, how long it is may
		w.text = mix(digits, min(uint32(w.runes), 5))
	}
	return w
}

// alone asks the lists and the dictionary about a word.
func (n *Namer) alone(l *nameLists, w *tagWord, text string) {
	if l.family[text] {
		w.know |= knowFamily
	}
	if l.given[text] {
		w.know |= knowGiven
	}
	set := n.tok().Word(text)
	w.set = mix(uint32(set), uint32(set>>32))
	if w.class&inHan == 0 {
		k := text
		if w.class&inHiragana != 0 {
			k = katakana(text)
		}
		if l.familyKana[k] || l.givenKana[k] {
			w.know |= knowReading
		}
		if l.kana[k] != 0 {
			w.know |= knowForeign
		}
		return
	}
	if set.has(FamilyName) {
		w.know |= knowFamilyToo
	}
	if set.has(GivenName) {
		w.know |= knowGivenToo
	}
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
	for _, w := range nameEnds {
		if utf8.RuneCountInString(w) > 1 {
			m[w] = true
		}
	}
	return m
}()
