package ja

import (
	"math"
	"math/rand/v2"
	"strings"
	"unicode/utf8"
)

// A Labelled is a sentence for training: normalised text and the names in it.
type Labelled struct {
	Text  string
	Names []LabelledName
}

// A LabelledName is a range of bytes and what it names.
type LabelledName struct {
	Start, End int
	Kind       NameKind
}

// A NameKind is what a name in a labelled text stands for.
type NameKind int

// What names stand for.
const (
	PersonKind NameKind = iota
	PlaceKind
	OrgKind
)

// TrainOptions are the settings of Train. The zero value is not useful.
type TrainOptions struct {
	Rounds int        // over all sentences
	Copies int        // of each sentence, with other names in it
	Seeds  int        // models of which the mean is taken
	Bits   int        // size of the table of weights, as a power of two
	Drop   float64    // share of features left out at random at every step
	Names  Names      // to put into the copies
	Extra  []Labelled // sentences that are not copied
	// Passages are sentences of another kind of text, which every second model learns
	// from as well: all of them would forget the first kind. With Halves every model
	// learns from one half of them.
	Passages []Labelled
	Halves   bool
	// Tilt is added to the log odds of every word to be in a name: it buys recall with
	// precision.
	Tilt  float64
	model int
}

// Names are names of persons to put into sentences: the common ones more than
// once.
type Names struct{ Family, Given, Foreign []string }

// Train makes a Tagger from labelled sentences: a conditional random field with
// hashed features, by stochastic gradients with AdaGrad's steps. It reaches two
// points of F1 more than an averaged perceptron with the same features.
//
// Names of persons are swapped for others of the lists in extra copies of the
// sentences, and features are left out at random, so that the words around a
// name count for more than the name.
func Train(n *Namer, sentences []Labelled, o TrainOptions) *Tagger {
	size := 1 << o.Bits
	sum := make([]float32, size*tagLabels)
	var stepSum [tagLabels][tagLabels]float32
	for seed := range o.Seeds {
		f := field{rng: rand.New(rand.NewPCG(uint64(seed), 11)), drop: o.Drop, w: make([]float32, size*tagLabels), g: make([]float32, size*tagLabels)}
		set := examples(n, sentences, o, f.rng)
		set = append(set, examples(n, o.passagesOf(seed), TrainOptions{Bits: o.Bits, model: o.model}, f.rng)...)
		f.run(set, o.Rounds)
		for i, v := range f.w {
			sum[i] += v / float32(o.Seeds)
		}
		for a := range tagLabels {
			for b := range tagLabels {
				stepSum[a][b] += f.step[a][b] / float32(o.Seeds)
			}
		}
	}
	t := newTagger(o.Bits)
	t.model = o.model
	for i, v := range sum {
		t.setWeight(i/tagLabels, i%tagLabels, max(-127, min(127, quantum(v))))
	}
	everywhere := int(feature(1, 0) & t.mask)
	t.setWeight(everywhere, tagO, max(-127, min(127, t.weight(everywhere, tagO)-quantum(float32(o.Tilt)))))
	for a := range tagLabels {
		for b := range tagLabels {
			t.setStep(a, b, quantum(stepSum[a][b]))
		}
	}
	return t
}

// passagesOf returns the sentences of the other kind that a model learns from.
func (o *TrainOptions) passagesOf(seed int) (out []Labelled) {
	switch {
	case o.Halves:
		for i, l := range o.Passages {
			if (i/halfRun+seed)%2 == 0 {
				out = append(out, l)
			}
		}
		return out
	case seed%2 == 1 || o.Seeds == 1:
		return o.Passages
	}
	return nil
}

// halfRun is how many sentences in a row are of the same half: those that were written
// together.
const halfRun = 10

// quantum turns a weight in log odds into whole units of 1/tagScale.
func quantum(v float32) int { return int(math.Round(float64(v) * tagScale)) }

// An example is a sentence as its features and labels.
type example struct {
	feats  [][]uint32
	labels []int8
}

func examples(n *Namer, sentences []Labelled, o TrainOptions, rng *rand.Rand) []example {
	var set []example
	st := newState()
	var ts tagState
	mask := uint32(1)<<o.Bits - 1
	add := func(s Labelled) {
		toks := n.words(st, s.Text)
		if len(toks) == 0 {
			return
		}
		n.describe(&ts, s.Text, toks)
		ts.findDeeds()
		ts.allFeatures(o.model)
		x := example{labels: goldLabels(s, toks)}
		flat := make([]uint32, len(ts.feats))
		for i, f := range ts.feats {
			flat[i] = f & mask
		}
		for i := range ts.words {
			x.feats = append(x.feats, flat[ts.from[i]:ts.from[i+1]])
		}
		set = append(set, x)
	}
	for _, s := range sentences {
		add(s)
		for range o.Copies {
			if c, ok := swapNames(s, &o.Names, rng); ok {
				add(c)
			}
		}
	}
	for _, s := range o.Extra {
		add(s)
	}
	return set
}

// A field is a conditional random field in training. Weights are in log odds.
type field struct {
	rng             *rand.Rand
	drop            float64
	w, g            []float32 // weights, and sums of squared gradients
	step, stepG     [tagLabels][tagLabels]float32
	own, ahead, beh [][tagLabels]float64 // scores of words, of ways to and from them
	kept            []uint32
	from            []int
}

const learningRate = 0.1

func (f *field) run(set []example, rounds int) {
	order := f.rng.Perm(len(set))
	var sum []float32 // of the weights after the later rounds, of which the mean is taken
	for round := range rounds {
		f.rng.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		for _, k := range order {
			f.learn(set[k])
		}
		if later := round - rounds/2; later >= 0 {
			if later == 0 {
				sum = make([]float32, len(f.w))
			}
			for i, v := range f.w {
				sum[i] += v
			}
		}
	}
	for i := range f.w {
		f.w[i] = sum[i] / float32(rounds-rounds/2)
	}
}

func logSum(v *[tagLabels]float64) float64 {
	top := v[0]
	for _, x := range v {
		top = max(top, x)
	}
	sum := 0.0
	for _, x := range v {
		sum += math.Exp(x - top)
	}
	return top + math.Log(sum)
}

// score fills in the scores of all ways through a sentence and returns the sum
// over them.
func (f *field) score(x example) (total float64) {
	const never = -1e9
	n := len(x.feats)
	for len(f.own) < n {
		f.own, f.ahead, f.beh = append(f.own, [tagLabels]float64{}), append(f.ahead, [tagLabels]float64{}), append(f.beh, [tagLabels]float64{})
	}
	f.kept, f.from = f.kept[:0], append(f.from[:0], 0)
	for i, fs := range x.feats {
		var own [tagLabels]float64
		for _, k := range fs {
			if f.drop > 0 && f.rng.Float64() < f.drop {
				continue
			}
			f.kept = append(f.kept, k)
			for l, v := range f.w[int(k)*tagLabels:][:tagLabels] {
				own[l] += float64(v)
			}
		}
		f.own[i] = own
		f.from = append(f.from, len(f.kept))
	}
	var ways [tagLabels]float64
	for b := range tagLabels {
		f.ahead[0][b] = never
		if follows(tagO, b) {
			f.ahead[0][b] = float64(f.step[tagO][b]) + f.own[0][b]
		}
		f.beh[n-1][b] = 0
	}
	for i := 1; i < n; i++ {
		for b := range tagLabels {
			for a := range tagLabels {
				ways[a] = never
				if follows(a, b) {
					ways[a] = f.ahead[i-1][a] + float64(f.step[a][b])
				}
			}
			f.ahead[i][b] = logSum(&ways) + f.own[i][b]
		}
	}
	for i := n - 2; i >= 0; i-- {
		for a := range tagLabels {
			for b := range tagLabels {
				ways[b] = never
				if follows(a, b) {
					ways[b] = f.beh[i+1][b] + float64(f.step[a][b]) + f.own[i+1][b]
				}
			}
			f.beh[i][a] = logSum(&ways)
		}
	}
	return logSum(&f.ahead[n-1])
}

// learn takes one step towards the labels of a sentence.
func (f *field) learn(x example) {
	total := f.score(x)
	move := func(w, g *float32, d float32) {
		*g += d * d
		*w += learningRate * d / (1e-3 + float32(math.Sqrt(float64(*g))))
	}
	for i := range x.feats {
		var d [tagLabels]float32
		off := false
		for l := range tagLabels {
			v := -math.Exp(f.ahead[i][l] + f.beh[i][l] - total)
			if int8(l) == x.labels[i] {
				v++
			}
			d[l] = float32(v)
			off = off || math.Abs(v) > 1e-4
		}
		if off {
			for _, k := range f.kept[f.from[i]:f.from[i+1]] {
				for l := range tagLabels {
					if d[l] > 1e-4 || d[l] < -1e-4 {
						move(&f.w[int(k)*tagLabels+l], &f.g[int(k)*tagLabels+l], d[l])
					}
				}
			}
		}
		before := int8(tagO)
		if i > 0 {
			before = x.labels[i-1]
		}
		for a := range tagLabels {
			for b := range tagLabels {
				if i == 0 && a != tagO || !follows(a, b) {
					continue
				}
				way := f.beh[i][b] - total
				if i == 0 {
					way += f.ahead[0][b]
				} else {
					way += f.ahead[i-1][a] + float64(f.step[a][b]) + f.own[i][b]
				}
				v := float32(-math.Exp(way))
				if int8(a) == before && int8(b) == x.labels[i] {
					v++
				}
				move(&f.step[a][b], &f.stepG[a][b], v)
			}
		}
	}
}

// goldLabels turns names into labels of words. A word that a name covers in
// part belongs to it.
func goldLabels(s Labelled, toks []Token) []int8 {
	out := make([]int8, len(toks))
	for _, g := range s.Names {
		first := true
		for i, k := range toks {
			if k.Start < g.End && g.Start < k.End && out[i] == tagO {
				out[i] = int8(g.Kind)*2 + tagIPerson
				if first {
					out[i]--
					first = false
				}
			}
		}
	}
	return out
}

// swapNames puts other names of the same script in the place of persons'.
func swapNames(s Labelled, pool *Names, rng *rand.Rand) (Labelled, bool) {
	pick := func(from []string) string { return from[rng.IntN(len(from))] }
	var b strings.Builder
	out := Labelled{}
	at, changed := 0, false
	for _, g := range s.Names {
		if g.Start < at {
			return out, false
		}
		b.WriteString(s.Text[at:g.Start])
		name := s.Text[g.Start:g.End]
		k, runes, _ := scriptOf(name)
		if g.Kind == PersonKind {
			switch _, given, whole := strings.Cut(name, " "); {
			case k == kanji && whole && given != "":
				name, changed = pick(pool.Family)+" "+pick(pool.Given), true
			case k == kanji && runes >= 3 && runes <= 6:
				name, changed = pick(pool.Family)+pick(pool.Given), true
			case k == kanji && runes == 2 && lists().family[name]:
				name, changed = pick(pool.Family), true
			case k == kana && !strings.ContainsAny(name, " ") && name == katakana(name):
				ps := strings.Split(name, "・")
				for i := range ps {
					if utf8.RuneCountInString(ps[i]) > 1 {
						ps[i] = pick(pool.Foreign)
					}
				}
				name, changed = strings.Join(ps, "・"), true
			}
		}
		start := b.Len()
		b.WriteString(name)
		out.Names = append(out.Names, LabelledName{start, b.Len(), g.Kind})
		at = g.End
	}
	b.WriteString(s.Text[at:])
	out.Text = b.String()
	return out, changed
}

// ListedNames returns the names of the lists in ./data.
func ListedNames() Names {
	var p Names
	for _, f := range lines("family.txt") {
		p.Family = append(p.Family, f...)
	}
	for _, f := range lines("given.txt") {
		p.Given = append(p.Given, f...)
	}
	for _, f := range lines("foreign.txt") {
		for _, w := range f[2:] {
			if ks := strings.Split(w, "/"); len(ks) > 1 && utf8.RuneCountInString(ks[1]) > 2 {
				p.Foreign = append(p.Foreign, ks[1])
			}
		}
	}
	return p
}
