// Package synth makes up people and office files that expose them, together
// with the truth about each file.
//
// Everything follows from a seed: the same seed gives the same people and the
// same files. The package knows how offices write (title rows, era dates, lost
// zeros, hidden sheets) and what each column discloses. It deliberately knows
// nothing about detection: the truth is written down when a value is made, so
// that it cannot agree with a detector by construction.
//
// Nobody in it exists. Numbers have visibly synthetic bodies, mail addresses
// stand under example domains.
package synth

import (
	"fmt"
	"math/rand/v2"
)

// A Gen makes people and values from one seed.
type Gen struct {
	seed uint64
	r    *rand.Rand
	next int
	// readings are those given out. A reader cannot tell two people of one
	// reading apart, so nobody gets one twice while the lists last.
	readings map[string]bool
}

// New returns a generator. Two generators with one seed make the same things
// in the same order.
func New(seed uint64) *Gen {
	return &Gen{seed: seed, r: rand.New(rand.NewPCG(seed, 0x6d6f6e62616e)), readings: map[string]bool{}}
}

func pick[T any](r *rand.Rand, from []T) T { return from[r.IntN(len(from))] }

// chance is true in p of a hundred cases.
func chance(r *rand.Rand, p int) bool { return r.IntN(100) < p }

// digits returns n random digits.
func digits(r *rand.Rand, n int) string {
	b := make([]byte, n)
	for i := range b {
		b[i] = byte('0' + r.IntN(10))
	}
	return string(b)
}

// letters returns n random characters of an alphabet.
func letters(r *rand.Rand, n int, alphabet string) string {
	b := make([]byte, n)
	for i := range b {
		b[i] = alphabet[r.IntN(len(alphabet))]
	}
	return string(b)
}

// Crowd makes up n people of a mix, named as in layouts.
func (g *Gen) Crowd(mix string, n int) ([]*Person, error) {
	m, ok := mixes[mix]
	if !ok {
		return nil, fmt.Errorf("synth: no mix %q", mix)
	}
	return g.People(m, n), nil
}

// Value makes one value of the vocabulary of layouts as text. tells is false
// when it tells nothing.
func (g *Gen) Value(word, arg string, p *Person) (text string, tells bool, err error) {
	make := valueOf(word)
	if make == nil {
		return "", false, fmt.Errorf("synth: no value %q", word)
	}
	v := make(Row{P: p, R: g.r}, arg)
	return Text(v), says(v), nil
}
