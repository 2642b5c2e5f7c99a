package ja

import (
	"hash/maphash"
	"sync/atomic"
)

// A memo remembers opinions on cores of names: a text comes back to the same
// words again and again. It has one place for each hash, so that it is bounded
// and needs no lock; a later core drives out the one before.
type memo struct {
	seed  maphash.Seed
	slots []atomic.Pointer[opinion]
}

// An opinion is the answer of Namer.whole.
type opinion struct {
	core  string
	odds  float64
	known bool
}

const (
	memoSize    = 1 << 12
	memoLongest = 64 // bytes of a core that is remembered
)

func newMemo() memo {
	return memo{maphash.MakeSeed(), make([]atomic.Pointer[opinion], memoSize)}
}

// at returns the place of a core.
func (m *memo) at(core string) *atomic.Pointer[opinion] {
	return &m.slots[maphash.String(m.seed, core)%memoSize]
}
