package ja

import "slices"

// A compound is a run of nouns, with the dots between names in katakana:
// アクバル帝配下, レーガン米大統領. The noun that it ends with tells what the whole
// is, and so what a name in it can be.
//
// What a sentence is about it often says at its end: 椎名林檎は、日本の歌手。
type compound struct {
	first, last int32 // words
	topic       int32 // the は that comes first in the sentence, for the words before it
	end         int32 // the word that such a sentence ends with, but for である and the like; 0 for none
}

// partsCompounds are the parts of speech that stand in no compound.
var partsCompounds = joiningSet | setOf(Verb, Adverb, Adnominal, Conjunction, Adjective, Pronoun)

var topicWord = hashText("は")

// joinsCompound reports whether a word may stand in a compound.
func (w *tagWord) joinsCompound() bool {
	if w.class&inOther != 0 {
		return false
	}
	pos := POS(w.pos & 0x7F)
	switch {
	case w.pos&0x80 != 0: // not in the dictionary
		return true
	case w.class == inHiragana:
		return personSet.has(pos)
	}
	return !partsCompounds.has(pos)
}

// findCompounds notes the compound that each word is in, or the word alone.
func (ts *tagState) findCompounds(s string, toks []Token) {
	n := len(toks)
	ts.compounds = slices.Grow(ts.compounds[:0], n)[:n]
	for i := 0; i < n; {
		c := compound{first: int32(i), last: int32(i)}
		if ts.words[i].noun {
			j := i + 1
			for ; j < n; j++ {
				if !ts.words[j].noun && !(isDot(toks[j].In(s)) && j+1 < n && ts.words[j-1].class == inKatakana && ts.words[j+1].class&(inKatakana|inUpper) != 0) {
					break
				}
			}
			c.last = int32(j - 1)
		}
		for ; i <= int(c.last); i++ {
			ts.compounds[i] = c
		}
	}
	ts.findTopics()
}

// findTopics notes of the words that a sentence is about how it ends.
func (ts *tagState) findTopics() {
	first, topic := 0, 0
	for i := range ts.words {
		switch w := &ts.words[i]; {
		case w.text == topicWord && topic == 0:
			topic = i
		case POS(w.pos) == Period:
			if end := ts.endOf(i, topic); end > topic && topic > 0 {
				for k := first; k < topic; k++ {
					ts.compounds[k].topic, ts.compounds[k].end = int32(topic), int32(end)
				}
			}
			first, topic = i+1, 0
		}
	}
}

// endOf returns the word that a sentence ends with before its full stop, what is
// joined to it in hiragana left out: 歌手 of 歌手である, 来 of 来た. It is 0 when
// there is none.
func (ts *tagState) endOf(stop, topic int) int {
	for k := stop - 1; k > topic && k > stop-5; k-- {
		switch w := &ts.words[k]; {
		case w.class&inOther != 0:
			return 0
		case w.class != inHiragana:
			return k
		case !joiningSet.has(POS(w.pos & 0x7F)):
			return 0
		}
	}
	return 0
}
