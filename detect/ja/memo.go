package ja

import (
	"hash/maphash"
	"strings"
	"sync/atomic"
)

// A memo remembers opinions on cores of names and on labels: a text comes back
// to the same words again and again. It has one place for each hash, so that it
// is bounded and needs no lock; a later word drives out the one before.
type memo[T any] struct {
	seed  maphash.Seed
	slots []atomic.Pointer[remembered[T]]
}

// A remembered is what was said of a word.
type remembered[T any] struct {
	word string
	said T
}

const (
	memoSize    = 1 << 12
	memoLongest = 64 // bytes of a word that is remembered
)

func newMemo[T any]() memo[T] {
	return memo[T]{maphash.MakeSeed(), make([]atomic.Pointer[remembered[T]], memoSize)}
}

// ask returns what is remembered of a word, or what judge says, and remembers it.
func (m *memo[T]) ask(word string, judge func(string) T) T {
	at := &m.slots[maphash.String(m.seed, word)%memoSize]
	if r := at.Load(); r != nil && r.word == word {
		return r.said
	}
	said := judge(word)
	if len(word) <= memoLongest {
		at.Store(&remembered[T]{strings.Clone(word), said})
	}
	return said
}
