package detect

// Kinds are strings, so that a reader of the code and of machine output sees
// what they are; their index is asked for at every value, and a map of strings
// would be the dearest part of that.

// kindSlots is the size of kindTable, a power of two.
const kindSlots = 1 << 10

// kindTable has the index of each kind, plus one, at its hash. kindSeed is
// chosen so that no two kinds share a place.
var kindTable, kindSeed = func() (table [kindSlots]uint8, seed uint32) {
search:
	for seed = 1; ; seed++ {
		table = [kindSlots]uint8{}
		for i := range Kinds {
			at := &table[kindHash(Kinds[i].Kind, seed)]
			if *at != 0 {
				continue search
			}
			*at = uint8(i + 1)
		}
		return table, seed
	}
}()

// kindHash needs only a few bytes to tell the kinds apart.
func kindHash(k Kind, seed uint32) uint32 {
	n := len(k)
	if n == 0 {
		return 0
	}
	h := uint32(n)<<24 | uint32(k[0])<<16 | uint32(k[n/2])<<8 | uint32(k[n-1])
	h ^= uint32(k[n/3]) << 12
	return (h * (seed*2 + 1) * 0x9E3779B1) >> 22
}

// Index returns the place of k in Kinds, -1 when k is no reported kind.
func (k Kind) Index() int {
	if i := int(kindTable[kindHash(k, kindSeed)]) - 1; i >= 0 && Kinds[i].Kind == k {
		return i
	}
	return -1
}
