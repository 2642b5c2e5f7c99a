package ja

import (
	"math/rand/v2"
	"unicode/utf8"

	"monban/detect"
)

// A kindModel says what kind of data a range is by its own words: a linear model
// over pieces of it.
type kindModel struct {
	kinds   []detect.Kind
	groups  []NameKind
	weights [][]int16 // by bucket, then by kind
}

// kindBits is the size of the table, as a power of two.
const kindBits = 13

// toldKinds are the kinds that are told apart.
var toldKinds = []detect.Kind{
	detect.Disability, detect.Diagnosis, detect.Symptom,
	detect.Medication, detect.HealthCheck, detect.DisabilityCertificate, detect.WelfareCertificate,
	detect.Creed, detect.Race, detect.SocialStatus, detect.CriminalRecord, detect.CrimeVictim,
}

func newKindModel() *kindModel {
	m := &kindModel{kinds: toldKinds, weights: make([][]int16, 1<<kindBits)}
	for _, k := range m.kinds {
		g, _ := groupOf(k)
		m.groups = append(m.groups, g)
	}
	return m
}

// pieces returns the buckets of a range: its characters, their pairs, its beginning
// and its end.
func pieces(s string) []uint32 {
	const mask = 1<<kindBits - 1
	out := []uint32{feature(1, 0) & mask, feature(2, hashText(s)) & mask, feature(3, uint32(min(utf8.RuneCountInString(s), 12))) & mask}
	before, class := rune(0), uint8(0)
	for i, r := range s {
		class |= classOf(r)
		out = append(out, feature(4, uint32(r))&mask, feature(5, mix(uint32(before), uint32(r)))&mask)
		if rest := s[i:]; utf8.RuneCountInString(rest) <= 4 {
			out = append(out, feature(6, hashText(rest))&mask)
		}
		if i > 0 && i < 12 {
			out = append(out, feature(7, hashText(s[:i]))&mask)
		}
		before = r
	}
	return append(out, feature(8, uint32(class))&mask)
}

// of returns the kind of a range of a group.
func (m *kindModel) of(s string, g NameKind) detect.Kind {
	sums := m.sums(pieces(s))
	best := -1
	for k := range m.kinds {
		if m.groups[k] == g && (best < 0 || sums[k] > sums[best]) {
			best = k
		}
	}
	return m.kinds[best]
}

func (m *kindModel) sums(buckets []uint32) []int {
	sums := make([]int, len(m.kinds))
	for _, b := range buckets {
		for k, v := range m.weights[b] {
			sums[k] += int(v)
		}
	}
	return sums
}

// A toldRange is a range for training and its kind.
type toldRange struct {
	text string
	kind int
}

// trainKinds learns from ranges: an averaged perceptron.
func trainKinds(ranges []toldRange) *kindModel {
	m := newKindModel()
	const rounds = 20
	sum := make([][]int, 1<<kindBits)
	for b := range m.weights {
		m.weights[b], sum[b] = make([]int16, len(m.kinds)), make([]int, len(m.kinds))
	}
	rng := rand.New(rand.NewPCG(5, 5))
	order := rng.Perm(len(ranges))
	for range rounds {
		rng.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		for _, i := range order {
			r := &ranges[i]
			buckets := pieces(r.text)
			sums := m.sums(buckets)
			best := -1
			for k := range m.kinds {
				if m.groups[k] == m.groups[r.kind] && (best < 0 || sums[k] > sums[best]) {
					best = k
				}
			}
			if best != r.kind {
				for _, b := range buckets {
					m.weights[b][r.kind]++
					m.weights[b][best]--
				}
			}
		}
		for b := range sum {
			for k, v := range m.weights[b] {
				sum[b][k] += int(v)
			}
		}
	}
	for b := range sum {
		empty := true
		for k, v := range sum[b] {
			m.weights[b][k] = int16(max(-3000, min(3000, v)))
			empty = empty && v == 0
		}
		if empty {
			m.weights[b] = nil
		}
	}
	return m
}
