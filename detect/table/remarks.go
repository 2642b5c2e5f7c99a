package table

import "monban/detect"

// remarks counts, for one column, the remarks in which nothing was found and
// which differ in short numbers alone: 3回目 電話済み(受付12). As with the shapes of
// codes, the rest of them is passed over after enough have said nothing.
type remarks struct {
	seen map[uint64]int8
}

const (
	remarksMost   = 2048 // remarks that are remembered
	remarkLongest = 600  // bytes of one
	saidSomething = -1
)

// of returns the hash of a remark, 0 when it has no number or a long one, which
// may be somebody's.
func (m *remarks) of(t *detect.Text) uint64 {
	if t.Chars&detect.HasDigit == 0 || len(t.Norm) > remarkLongest {
		return 0
	}
	hash, brief := detect.Zeros(t.Norm)
	if !brief {
		return 0
	}
	return hash
}

// passes reports whether remarks with a hash have said nothing often enough.
func (m *remarks) passes(hash uint64) bool { return m.seen[hash] >= enough }

// note counts a remark, and tells whether it takes a new place. One in which
// something was found ends the count.
func (m *remarks) note(hash uint64, nothing bool) (added bool) {
	if m.seen == nil {
		m.seen = map[uint64]int8{}
	}
	count, known := m.seen[hash]
	switch {
	case !known && len(m.seen) >= remarksMost, count == saidSomething:
		return false
	case !nothing:
		m.seen[hash] = saidSomething
	case count < enough:
		m.seen[hash] = count + 1
	}
	return !known
}
