package ja

import "math/bits"

// A sieve is a set of hashes of hashText that may err: what it denies is not in
// the set, of the rest it lets some through. It keeps questions whose answer is
// mostly no from large tables, each look at which waits for memory.
type sieve []uint64

// newSieve returns an empty sieve of a number of bits, a power of two from 64 on.
func newSieve(size int) sieve { return make(sieve, size/64) }

// bit returns the number of the bit of a hash: its upper bits, as the lower ones
// tell the place in tables.
func (s sieve) bit(hash uint32) uint32 {
	return hash >> (32 - uint(bits.TrailingZeros(uint(len(s)*64))))
}

func (s sieve) add(hash uint32) {
	at := s.bit(hash)
	s[at/64] |= 1 << (at % 64)
}

// may reports whether the set may have a hash.
func (s sieve) may(hash uint32) bool {
	at := s.bit(hash)
	return s[at/64]&(1<<(at%64)) != 0
}
