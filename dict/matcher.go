package dict

// A Matcher finds many terms at once. It is immutable and safe for concurrent
// use.
//
// At most places of a text no term begins, so the first characters are looked
// up in bitmaps, and only where one may begin is the text followed through a
// double array.
type Matcher struct {
	terms []Term
	nodes []node
	// pairs is a hashed set of the first six bytes of the terms that begin with
	// a character of three bytes, as kanji and kana do.
	pairs [1 << 14]uint64
	// loose is the subset of pairs, by fewer bits, of the terms that do not go on
	// with another such character; triples is a set of the first three of the
	// others. Following the array costs far more than asking here first.
	loose   [1 << 10]uint64
	triples [1 << 12]uint64
	// firsts is the set of their first characters: small enough to stay near the
	// processor, and most hiragana are not in it.
	firsts [1 << 10]uint64
	// ones is the set of the first characters of those that have fewer bytes.
	ones [1 << 10]uint64
	// heads is the set of the first two bytes of all other terms, folded.
	heads [1 << 10]uint64
}

// NewMatcher makes a matcher. Terms that differ only in the case of Latin
// letters are the same: the first of them is found.
func NewMatcher(terms []Term) *Matcher {
	m := &Matcher{terms: terms}
	keys := make([]key, 0, len(terms))
	for i := range terms {
		if s := fold(terms[i].Text); s != "" {
			keys = append(keys, key{s, int32(i)})
			m.mark(s)
		}
	}
	m.nodes = build(keys)
	return m
}

// mark notes the beginning of a folded term in the bitmap where Scan looks.
func (m *Matcher) mark(s string) {
	switch {
	case s[0] < 0xE0:
		h := uint16(s[0]) << 8
		if len(s) > 1 {
			h |= uint16(s[1])
			m.heads[h>>6] |= 1 << (h & 63)
			return
		}
		for b := range 256 { // one letter: whatever follows
			h := h | uint16(b)
			m.heads[h>>6] |= 1 << (h & 63)
		}
	case len(s) < 6:
		h := short(s, 0)
		m.ones[h>>6] |= 1 << (h & 63)
		m.firsts[h>>6] |= 1 << (h & 63)
	default:
		h := short(s, 0)
		m.firsts[h>>6] |= 1 << (h & 63)
		// The text is not folded before it is looked up: set every case.
		var b [6]byte
		for mask := range 1 << 3 {
			copy(b[:], s)
			for i := 3; i < 6; i++ {
				if b[i]-'a' < 26 && mask&(1<<(i-3)) != 0 {
					b[i] -= 'a' - 'A'
				}
			}
			if mask > 0 && string(b[:]) == s[:6] {
				continue
			}
			h := hash(load6(string(b[:]), 0))
			m.pairs[h>>6] |= 1 << (h & 63)
			if len(s) < 9 || s[6] < 0xE0 {
				m.loose[h>>10] |= 1 << (h >> 4 & 63)
			} else {
				t := third(h, short(s, 6))
				m.triples[t>>6] |= 1 << (t & 63)
			}
		}
	}
}

// Scan calls found for every term in norm, overlapping ones too, in the order
// of their beginning and then of their length. Terms begin and end between
// characters, but not necessarily between words; only a term that begins with a
// Latin letter or a digit is looked for where no letter or digit stands before.
func (m *Matcher) Scan(norm string, found func(t *Term, start, end int)) {
	n := len(norm)
	for i := 0; i < n; {
		c := norm[i]
		switch {
		case c < 0xC0:
			// ASCII; the rest of a longer character begins nothing and falls
			// through the bitmap.
			if i == 0 || !alnum(norm[i-1]) || !alnum(c) {
				h := uint16(lower(c)) << 8
				if i+1 < n {
					h |= uint16(lower(norm[i+1]))
				}
				if m.heads[h>>6]&(1<<(h&63)) != 0 {
					m.follow(norm, i, found)
				}
			}
			i++
		case c < 0xE0:
			if i+1 < n {
				h := uint16(c)<<8 | uint16(norm[i+1])
				if m.heads[h>>6]&(1<<(h&63)) != 0 {
					m.follow(norm, i, found)
				}
			}
			i += 2
		case i+6 <= n:
			o := short(norm, i)
			if m.firsts[o>>6]&(1<<(o&63)) != 0 {
				p := hash(load6(norm, i))
				if m.ones[o>>6]&(1<<(o&63)) != 0 || m.pairs[p>>6]&(1<<(p&63)) != 0 && m.goesOn(norm, i, p) {
					m.follow(norm, i, found)
				}
			}
			i += 3
		case i+3 <= n:
			if o := short(norm, i); m.ones[o>>6]&(1<<(o&63)) != 0 {
				m.follow(norm, i, found)
			}
			i += 3
		default:
			return
		}
	}
}

// goesOn reports whether a term may go on behind the pair at i whose hash is p.
func (m *Matcher) goesOn(norm string, i int, p uint32) bool {
	if m.loose[p>>10]&(1<<(p>>4&63)) != 0 {
		return true
	}
	if i+9 > len(norm) || norm[i+6] < 0xE0 {
		return false
	}
	t := third(p, short(norm, i+6))
	return m.triples[t>>6]&(1<<(t&63)) != 0
}

// follow reports the terms that begin at i.
func (m *Matcher) follow(norm string, i int, found func(t *Term, start, end int)) {
	nodes := m.nodes
	at := int32(0)
	for k := i; k < len(norm); k++ {
		c := lower(norm[k])
		if c == 0 {
			return
		}
		to := nodes[at].base + int32(c)
		if uint32(to) >= uint32(len(nodes)) || nodes[to].check != at {
			return
		}
		at = to
		end := nodes[at].base
		if uint32(end) < uint32(len(nodes)) && nodes[end].check == at && nodes[end].base < 0 {
			found(&m.terms[-nodes[end].base-1], i, k+1)
		}
	}
}

// fold makes Latin letters small, and leaves all else.
func fold(s string) string {
	for i := range len(s) {
		if s[i]-'A' < 26 {
			b := []byte(s)
			for k := range b {
				b[k] = lower(b[k])
			}
			return string(b)
		}
	}
	return s
}

func lower(c byte) byte {
	if c-'A' < 26 {
		c += 'a' - 'A'
	}
	return c
}

func alnum(c byte) bool { return c-'0' < 10 || (c|0x20)-'a' < 26 }

func load6(s string, i int) uint64 {
	_ = s[i+5]
	return uint64(s[i]) | uint64(s[i+1])<<8 | uint64(s[i+2])<<16 | uint64(s[i+3])<<24 | uint64(s[i+4])<<32 | uint64(s[i+5])<<40
}

// hash has 20 bits.
func hash(a uint64) uint32 { return uint32((a * 0x9E3779B97F4A7C15) >> 44) }

// third has 18 bits.
func third(pair, r uint32) uint32 { return ((pair ^ r<<7) * 0x9E3779B1) >> 14 }

// short tells the three-byte characters apart.
func short(s string, i int) uint32 {
	return uint32(s[i]&0xF)<<12 | uint32(s[i+1]&0x3F)<<6 | uint32(s[i+2]&0x3F)
}
