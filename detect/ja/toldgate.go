package ja

import (
	"math"
	"math/rand/v2"
)

// Most sentences tell nothing, and to look for the best labels of all their words
// costs as much as to find the names. A gate asks first, by the words of the
// sentence alone and without their order: the logarithm of the odds that it tells
// anything is the sum of what each word says.
type gate struct {
	bias    float32
	weights []int8 // in units of 1/gateScale
}

const (
	gateBits  = 15 // size of the table, as a power of two
	gateScale = 16
)

// gateBuckets are where the weights of a word are: of its spelling and of its end,
// which tells much of words that are not in the dictionary.
func (w *tagWord) gateBuckets() [3]uint32 {
	const mask = 1<<gateBits - 1
	return [3]uint32{feature(1, w.text) & mask, feature(2, uint32(w.last)) & mask, feature(3, w.first2) & mask}
}

// of returns what a word says.
func (g *gate) of(w *tagWord) int16 {
	sum := int16(0)
	for _, b := range w.gateBuckets() {
		sum += int16(g.weights[b])
	}
	return sum
}

// open reports whether words may tell something.
func (g *gate) open(words []tagWord) bool {
	sum := float32(0)
	for i := range words {
		sum += float32(words[i].gate)
	}
	return g.bias+sum/gateScale >= gateLeast
}

// sentences calls use for the words of every sentence of a text, from first to before
// last.
func (ts *tagState) sentences(use func(first, last int)) {
	first := 0
	for i := range ts.words {
		if POS(ts.words[i].pos&0x7F) == Period {
			use(first, i)
			first = i + 1
		}
	}
	use(first, len(ts.words))
}

// gateLeast are the log odds from which on a sentence is looked at.
const gateLeast = -5

// A gateSentence is a sentence for training.
type gateSentence struct {
	buckets []uint32
	tells   bool
}

// trainGate learns by stochastic gradients.
func trainGate(set []gateSentence) *gate {
	const rounds, rate, decay = 12, 0.05, 1e-5
	w, bias := make([]float32, 1<<gateBits), float32(0)
	rng := rand.New(rand.NewPCG(3, 3))
	order := rng.Perm(len(set))
	for range rounds {
		rng.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		for _, i := range order {
			s := &set[i]
			odds := bias
			for _, b := range s.buckets {
				odds += w[b]
			}
			d := -float32(1 / (1 + math.Exp(-float64(odds))))
			if s.tells {
				d++
			}
			bias += rate * d
			for _, b := range s.buckets {
				w[b] += rate*d - decay*w[b]
			}
		}
	}
	g := &gate{bias: bias, weights: make([]int8, 1<<gateBits)}
	for i, v := range w {
		g.weights[i] = int8(max(-127, min(127, math.Round(float64(v)*gateScale))))
	}
	return g
}
