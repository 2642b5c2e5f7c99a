package ja

import "strings"

// The tagger's best way is only searched where the name of a person can be.
// Words that no name goes over part a text into stretches, and a stretch
// without a word that could belong to a person's name is passed over: of the
// words of offices six in ten, of an encyclopedia's, which speaks of people in
// every sentence, too. This is the choice of this file, not of the weights;
// training knows nothing of it.

// Kinds of words for the search of stretches.
const (
	wordPlain = iota // part of a stretch
	wordParts        // outside of every name: particles, verbs, full stops
	wordNames        // could belong to the name of a person, or stands behind one
)

// partingSet are the parts of speech that no name goes over, when the
// dictionary has the word. の is not among them: it stands in the names of
// places, shops and works, which would look like persons without their heads.
var partingSet = joiningSet&^setOf(OfParticle) | setOf(Verb, Adverb, Adnominal, Conjunction, Adjective, BoundNoun, Pronoun)

// besideSet are the parts of speech of words that a name may hold but never
// consists of: 長, 年, 室.
var besideSet = setOf(Suffix, Counter, TimeSuffix, PlaceSuffix, Number, NumPrefix, Prefix, TimeNoun)

// plainKana are words in hiragana that are names too, so rarely that nobody is
// called so without another sign of it.
var plainKana = hashesOf("こと ため なっ なる なり なら なく なし よう ます まし ませ より その のみ あり あっ ある とき です でし する すれ さん これ それ この ところ もの また まで いる いた おり から など")

func hashesOf(words string) map[uint32]bool {
	m := map[uint32]bool{}
	for _, w := range strings.Fields(words) {
		m[hashText(w)] = true
	}
	return m
}

// stretchKind tells what a word is for the search of stretches.
func (w *tagWord) stretchKind() uint8 {
	const japanese = inHan | inHiragana | inKatakana
	pos := POS(w.pos & 0x7F)
	switch {
	case pos == Period || pos == Comma:
		return wordParts
	case w.pos&0x80 != 0: // not in the dictionary
		if w.class&japanese != 0 || w.class&inUpper != 0 && (w.class&inLower != 0 || w.runes > 3) {
			return wordNames
		}
		return wordPlain
	}
	parts := w.class&inHiragana != 0 && w.class&^(inHiragana|inHan) == 0 && partingSet.has(pos)
	switch {
	case w.full != 0, personSet.has(pos), pos == Place && w.use&UsePlace == 0 && w.class == inHan: // 矢田堀
		return wordNames
	case parts && w.plain:
		return wordParts
	case w.know != 0, (w.use|w.run)&(UseFamily|UseGiven|UseForeign) != 0:
		if !besideSet.has(pos) {
			return wordNames
		}
	case parts:
		return wordParts
	}
	return wordPlain
}

// stretches calls search for every range of words in which the name of a person
// can be.
func (ts *tagState) stretches(search func(first, last int)) {
	first, names := 0, false
	for i := range ts.words {
		w := &ts.words[i]
		switch w.stretchKind() {
		case wordParts:
			if ts.inKanaName(i) {
				continue
			}
			if names {
				search(first, i)
			}
			first, names = i+1, false
		case wordNames:
			names = true
		default:
			if d := ts.runs[i].dots; d > 0 && d < mostParts { // リンゴ・スター
				names = true
			}
			if i > first && (w.honor || w.class == inKatakana && ts.words[i-1].class == inKatakana) { // 石動|様, ボウ|スキー
				names = true
			}
		}
	}
	if names {
		search(first, len(ts.words))
	}
}

// inKanaName reports whether a word that parts stretches may belong to a name in
// hiragana all the same, which the dictionary has cut: ひな|た, あさ|ぬ|ま.
func (ts *tagState) inKanaName(i int) bool {
	if w := &ts.words[i]; w.class != inHiragana || w.runes > 3 {
		return false
	}
	for _, step := range [...]int{-1, 1} {
		for k := 1; k <= 2; k++ {
			j := i + k*step
			if j < 0 || j >= len(ts.words) || ts.words[j].class != inHiragana {
				break
			}
			if ts.words[j].stretchKind() == wordNames {
				return true
			}
		}
	}
	return false
}
