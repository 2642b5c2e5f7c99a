package ja

import (
	"math"
	"slices"
)

// A Tagger marks the names of persons in running text. It is a linear
// chain over the words of the tokenizer with hashed features: what the words
// around a word are, how they are written, what the lists of names know.
// Other names (places, organisations, works) are tagged too, so that a person
// must be likelier than they are; only persons are reported.
//
// The weights are trained by the command in ./train.
type Tagger struct {
	step [tagLabels][tagLabels]int32 // from label to label; never where one cannot follow
	into [tagLabels][tagLabels]int32 // the same by the label that follows
	mask uint32                      // of the number of a bucket
	// model is what it tags: the names in a text, or what it tells of people.
	model int
	// weights has a byte for each label, 128 more than the weight, for every
	// bucket. Half of the buckets say something, and of the features of a text
	// nineteen in twenty lie in one of them: to ask first whether one does costs
	// more than the memory of the others.
	weights []uint64
}

// The models that taggers have.
const (
	nameModel = iota
	toldModel
	models
)

// never is less than any way through a text.
const never = math.MinInt32 / 4

// noWeight is a bucket that says nothing.
const noWeight = 0x8080808080808080

func newTagger(bits int) *Tagger {
	t := &Tagger{mask: 1<<bits - 1, weights: make([]uint64, 1<<bits)}
	for i := range t.weights {
		t.weights[i] = noWeight
	}
	return t
}

// weight returns the weight of a label in a bucket.
func (t *Tagger) weight(bucket, label int) int {
	return int(t.weights[bucket]>>(8*label)&0xFF) - 128
}

// setWeight sets the weight of a label in a bucket.
func (t *Tagger) setWeight(bucket, label, v int) {
	w := &t.weights[bucket]
	*w = *w&^(0xFF<<(8*label)) | uint64(v+128)<<(8*label)
}

// setStep sets the score of label b behind label a.
func (t *Tagger) setStep(a, b, v int) {
	if !follows(a, b) {
		v = never
	}
	t.step[a][b], t.into[b][a] = int32(v), int32(v)
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

// A wordRun is a run of words in katakana, with ・ between them, or in kanji: the
// first and the last of them. of is their class, 0 for a word in no run.
type wordRun struct {
	of                uint8
	first, last, dots int
}

// A tagState holds the working memory of one call.
type tagState struct {
	words     []tagWord
	runs      []wordRun // of katakana or of kanji that each word is in
	compounds []compound
	katakana  katakanaRun      // the one that was looked at last
	sums      []aloneSum       // of words that are not in the dictionary
	edge      [models]aloneSum // of edgeWord
	deeds     []int            // the verb or adjective behind each word, for toldFeatures
	feats     []uint32
	from      []int              // where the features of each word begin, for training
	own       [][tagLabels]int32 // scores of the words
	ahead     [][tagLabels]int32 // of the best ways to them
	out       []int8
	margin    []int32
}

// scores adds up weights of all labels at once, in lanes of 16 bits: there are
// fewer than 255 features of at most 255.
type scores struct{ even, odd uint64 }

// add adds the weights in buckets.
func (s *scores) add(t *Tagger, buckets []uint32) {
	const lanes = 0x00FF00FF00FF00FF
	even, odd := s.even, s.odd
	for _, b := range buckets {
		w := t.weights[b&t.mask]
		even += w & lanes
		odd += w >> 8 & lanes
	}
	s.even, s.odd = even, odd
}

// aloneCount is the number of features around a place that words have alone.
const aloneCount = 4 + 4 + 14 + 4 + 4

// score returns the scores of word i for each label.
func (t *Tagger) score(ts *tagState, i int) (own [tagLabels]int32) {
	var s scores
	for k := range 2*reach + 1 {
		a := &t.alone(ts, i+k-reach).at[k]
		s.even += a.even
		s.odd += a.odd
	}
	ts.feats = ts.joinedFeatures(ts.feats[:0], i)
	if t.model == toldModel {
		ts.feats = ts.toldFeatures(ts.feats, i)
	}
	s.add(t, ts.feats)
	least := 128 * int32(aloneCount+len(ts.feats))
	for l := range tagLabels {
		lanes := s.even
		if l%2 == 1 {
			lanes = s.odd
		}
		own[l] = int32(lanes>>(16*(l/2))&0xFFFF) - least
	}
	return own
}

// through returns the best of ways through each label, with the step that leads from
// it or to it.
func through(ways, steps *[tagLabels]int32) int32 {
	return max(never, ways[0]+steps[0], ways[1]+steps[1], ways[2]+steps[2], ways[3]+steps[3], ways[4]+steps[4], ways[5]+steps[5], ways[6]+steps[6])
}

// outside are the labels that may stand behind every other.
var outside = [...]int{tagO, tagBPerson, tagBPlace, tagBOrg}

// decode finds the best labels of the words from first to before last, and for
// each how much better the best way is than the best one with another label
// there, in ts.margin. The words on both sides are outside of every name. lift is added
// to the score of every word that may begin the name of a person.
func (t *Tagger) decode(ts *tagState, first, last int, lift int32) {
	before := [tagLabels]int32{never, never, never, never, never, never, never}
	before[tagO] = 0
	for i := first; i < last; i++ {
		ts.own[i] = t.score(ts, i)
		ts.own[i][tagBPerson] += lift
		own, ahead := &ts.own[i], &ts.ahead[i]
		for _, b := range outside {
			ahead[b] = own[b] + through(&before, &t.into[b])
			if in := b + 1; b != tagO { // only its own kind can stand before it
				ahead[in] = own[in] + max(never, before[b]+t.step[b][in], before[in]+t.step[in][in])
			}
		}
		before = *ahead
	}
	var behind [tagLabels]int32 // best way from each label of word i to the end
	if last < len(ts.words) {
		for a := range tagLabels {
			behind[a] = t.step[a][tagO]
		}
	}
	for i := last - 1; i >= first; i-- {
		if i < last-1 {
			var ways, next [tagLabels]int32
			for b := range tagLabels {
				ways[b] = ts.own[i+1][b] + behind[b]
			}
			for a := range tagLabels {
				next[a] = through(&ways, &t.step[a])
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
}

// room makes the results of decode as long as the words.
func (ts *tagState) room() {
	n := len(ts.words)
	ts.own, ts.ahead = slices.Grow(ts.own[:0], n)[:n], slices.Grow(ts.ahead[:0], n)[:n]
	ts.out, ts.margin = slices.Grow(ts.out[:0], n)[:n], slices.Grow(ts.margin[:0], n)[:n]
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
	toks := n.words(st, s)
	t.persons(n, &ts, s, toks, 0, func(from, to int, odds float64) {
		found(toks[from].Start, toks[to].End, odds)
	})
}

// persons calls found with the first and the last token of each name. lift is how much
// likelier than elsewhere the text names somebody, as log odds.
func (t *Tagger) persons(n *Namer, ts *tagState, s string, toks []Token, lift int, found func(from, to int, odds float64)) {
	n.describe(ts, s, toks)
	ts.room()
	ts.stretches(func(first, last int) {
		t.decode(ts, first, last, int32(lift*tagScale))
		for i := first; i < last; i++ {
			if ts.out[i] != tagBPerson {
				continue
			}
			j := i
			for j+1 < last && ts.out[j+1] == tagIPerson {
				j++
			}
			odds := math.Inf(1)
			for k := i; k <= j; k++ {
				odds = min(odds, float64(ts.margin[k])/tagScale)
			}
			found(i, j, odds)
			i = j
		}
	})
}
