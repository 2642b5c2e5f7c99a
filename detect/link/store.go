package link

import (
	"math/bits"

	"monban/detect"
)

// A store holds people as hashes of 40 bits, small enough for a million of
// them: 56 bytes a person, and 13 for each value that identifies him. Two of a
// million different values of a kind are taken for one with a chance of 1e-6.
//
// All of it is larger than any cache of a processor, so that the time goes into
// waiting for memory: a slot and an entry each hold in their spare bits what
// mostly makes it needless to look further.
type store struct {
	persons people
	entries entries
	slots   []uint32 // open hash table of entries by hash: number of the newest, and six bits of the hash
	warmed  uint32   // what warm read: nobody asks for it, but the reading must not be left out
}

// numberBits is how many bits the number of an entry or a person has where it
// is kept; the six above it hold something else. What would have a higher number
// is not kept: its people are counted, and tied to nobody.
const (
	numberBits = 26
	numberMask = 1<<numberBits - 1
)

// A person is what is known of one data subject.
type person struct {
	kinds, hidden detect.KindSet
	name, born    uint64 // 0 when nobody knows them
	aside, place  uint32 // age and sex, address: they tell rows of one table apart
	table         uint32 // of his last record
	business      bool
}

// people are chunks of persons, numbered from 1: growing never copies.
type people struct {
	n      int
	chunks []*[chunk]person
}

func (p *people) at(n int) *person { return &p.chunks[(n-1)/chunk][(n-1)%chunk] }

func (p *people) add(x person) int {
	if p.n%chunk == 0 {
		p.chunks = append(p.chunks, new([chunk]person))
	}
	p.n++
	*p.at(p.n) = x
	return p.n
}

// hashBits is how much of a hash is kept.
const hashBits = 40

// short cuts a hash to what is kept of it. 0 means no value.
func short(h uint64) uint64 { return h&(1<<hashBits-1) | 1 }

// chunk is the number of entries that are made at a time: growing never copies.
const chunk = 1 << 14

// entries are the identifying values, numbered from 1.
type entries struct {
	n      uint32
	chunks []*[chunk]entry
	rest   []*[chunk]uint8 // of the hash
}

// An entry is one value: the low half of its hash, whose it is, and the number
// of the entry before with the same hash. Above the person stands the kind of
// the value, above the number the mark of the person's birth date (see markOf)
// and, at the top, the bit unsettled.
type entry struct{ print, person, same uint32 }

// unsettled marks an entry from which on somebody of the name may be found whom
// name and birth date together do not lead to: his birth date is not known, or
// was learned elsewhere, or the name is a reading. Of a long list of people with
// their birth dates nobody is, and the many of one name need not be gone through.
const unsettled = 1 << 31

func (e entry) kind() uint8 { return uint8(e.person >> numberBits) }

func (e entry) whose() uint32 { return e.person & numberMask }

func (e entry) mark() uint32 { return e.same &^ unsettled >> numberBits }

func (e entry) before() uint32 { return e.same & numberMask }

func (e *entries) at(n uint32) *entry { return &e.chunks[(n-1)/chunk][(n-1)%chunk] }

func (e *entries) hash(n uint32) uint64 {
	return uint64(e.at(n).print) | uint64(e.rest[(n-1)/chunk][(n-1)%chunk])<<32
}

// is reports whether entry n has the hash; mostly its low half tells.
func (e *entries) is(n uint32, hash uint64) bool {
	return e.at(n).print == uint32(hash) && e.hash(n) == hash
}

func (e *entries) add(hash uint64, x entry) uint32 {
	if e.n%chunk == 0 {
		e.chunks = append(e.chunks, new([chunk]entry))
		e.rest = append(e.rest, new([chunk]uint8))
	}
	e.n++
	x.print = uint32(hash)
	*e.at(e.n) = x
	e.rest[(e.n-1)/chunk][(e.n-1)%chunk] = uint8(hash >> 32)
	return e.n
}

// Entries that are no kind of detect.Kinds, above all of those.
const (
	asName  = 61 // the name
	asAlias = 62 // the name in kana or in Latin letters
	asBorn  = 63 // name and birth date together
)

// birth is the kind of birth dates, of which a person has one.
var birth = uint8(detect.BirthDate.Index())

// markOf cuts the hash of a birth date to five bits, 0 when it is not known: two
// people whose marks differ were born on different days.
func markOf(born uint64) uint32 {
	if born == 0 {
		return 0
	}
	return uint32(born*0x9E3779B97F4A7C15>>32)%31 + 1
}

// most is how many people of one name are compared: more cannot be told apart
// by looking longer, and a list must not take quadratic time.
const most = 100

// aliasMost is the number of people up to which readings are kept: a list of
// names in kana is compared with that many.
const aliasMost = 250_000

func mix(a, b uint64) uint64 {
	hi, lo := bits.Mul64(a^0x9E3779B97F4A7C15, b|1)
	return short(hi ^ lo)
}

// tie finds the person of an identity, or makes a new one, and adds what was
// learned. It returns his number, from 1.
func (s *store) tie(id *identity, what learned) int {
	s.warm(id)
	p := s.find(id)
	if p == 0 {
		p = uint32(s.persons.add(person{business: what.business}))
	}
	q := s.persons.at(int(p))
	if q.name == 0 && id.name != 0 {
		q.name = id.name
	}
	q.hidden |= what.hidden | what.copied&^q.kinds
	q.kinds |= what.kinds
	q.business = q.business && what.business
	q.table = uint32(id.table)
	if q.born == 0 {
		q.born = id.born
	}
	if id.aside != 0 {
		q.aside = uint32(id.aside)
	}
	if id.place != 0 {
		q.place = uint32(id.place)
	}
	mark := uint32(0)
	if q.kinds&born != 0 {
		mark = markOf(q.born)
	}
	if id.name != 0 {
		if mark != 0 && id.born == q.born {
			s.put(p, id.name, asName, mark)
		} else {
			s.put(p, id.name, asName, mark|unsettled>>numberBits)
		}
		if id.born != 0 {
			s.put(p, mix(id.name, id.born), asBorn, 0)
		}
	}
	if id.alias != 0 && s.persons.n < aliasMost {
		s.put(p, id.alias, asAlias, mark|unsettled>>numberBits)
	}
	for _, k := range id.keys {
		if k.kind != birth { // kept with the person
			s.put(p, k.hash, k.kind, 0)
		}
	}
	return int(p)
}

// warm reads the slots of all values of an identity at once: the processor waits
// for them together, where find and put would wait for one after the other.
func (s *store) warm(id *identity) {
	if len(s.slots) == 0 {
		return
	}
	sum := s.slots[s.home(id.name)] + s.slots[s.home(id.alias)]
	if id.name != 0 && id.born != 0 {
		sum += s.slots[s.home(mix(id.name, id.born))]
	}
	for _, k := range id.keys {
		sum += s.slots[s.home(k.hash)]
	}
	s.warmed = sum
}

// has reports whether p has this value.
func (s *store) has(p uint32, hash uint64, kind uint8) bool {
	n := 0
	for at := s.newest(hash); at != 0 && n < most; n++ {
		e := s.entries.at(at)
		if e.whose() == p && e.kind() == kind {
			return true
		}
		at = e.before()
	}
	return false
}

// first returns the person of the newest entry with this value that fits. mark
// is that of the birth date for which one is looked, 0 when any will do: fits is
// not asked about people with another.
func (s *store) first(hash uint64, kind uint8, mark uint32, fits func(p uint32) bool) uint32 {
	n := 0
	for at := s.newest(hash); at != 0 && n < most; n++ {
		e := s.entries.at(at)
		if other := mark != 0 && e.mark() != 0 && e.mark() != mark; !other && e.kind() == kind && fits(e.whose()) {
			return e.whose()
		}
		at = e.before()
	}
	return 0
}

// put notes that person p has a value, once. mark is that of his birth date,
// with the bit unsettled above it.
func (s *store) put(p uint32, hash uint64, kind uint8, mark uint32) {
	if p > numberMask || s.entries.n >= numberMask {
		return
	}
	if int(s.entries.n)*4 >= len(s.slots)*3 {
		s.grow()
	}
	if int(p) < s.persons.n && s.has(p, hash, kind) { // the newest person has nothing yet
		return
	}
	i := s.slot(hash)
	same := mark << numberBits
	if before := s.slots[i] & numberMask; before != 0 {
		same |= before | s.entries.at(before).same&unsettled
	}
	n := s.entries.add(hash, entry{person: p | uint32(kind)<<numberBits, same: same})
	s.slots[i] = n | tag(hash)
}

// tag is the part of a hash that stands in its slot, above the number.
func tag(hash uint64) uint32 { return uint32(hash>>(hashBits-32+numberBits)) << numberBits }

// newest returns the number of the newest entry of a value, 0 when there is none.
func (s *store) newest(hash uint64) uint32 { return s.slots[s.slot(hash)] & numberMask }

// slot returns the place of a value in the table: that of its newest entry, or
// the empty one where it belongs.
func (s *store) slot(hash uint64) int {
	mask, t := len(s.slots)-1, tag(hash)
	for i := s.home(hash); ; i = (i + 1) & mask {
		at := s.slots[i]
		if at == 0 || at&^numberMask == t && s.entries.is(at&numberMask, hash) {
			return i
		}
	}
}

// home is where the search for a value begins.
func (s *store) home(hash uint64) int {
	return int(hash*0x9E3779B97F4A7C15>>32) & (len(s.slots) - 1)
}

func (s *store) grow() {
	s.slots = make([]uint32, max(256, len(s.slots)*2))
	for n := uint32(1); n <= s.entries.n; n++ {
		hash := s.entries.hash(n)
		s.slots[s.slot(hash)] = n | tag(hash) // a later entry leads to the earlier ones of its hash
	}
}

// identities calls each with what is known of every person, for comparing over
// files.
func (s *store) identities(each func(p int, id *identity, what learned)) {
	start := make([]uint32, s.persons.n+2)
	for n := uint32(1); n <= s.entries.n; n++ {
		start[s.entries.at(n).whose()+1]++
	}
	for i := 1; i < len(start); i++ {
		start[i] += start[i-1]
	}
	order := make([]uint32, s.entries.n)
	next := append([]uint32(nil), start...)
	for n := uint32(1); n <= s.entries.n; n++ {
		p := s.entries.at(n).whose()
		order[next[p]] = n
		next[p]++
	}
	var id identity
	for i := range s.persons.n {
		p := i + 1
		q := s.persons.at(p)
		id = identity{name: q.name, keys: id.keys[:0]}
		for _, n := range order[start[p]:start[p+1]] {
			switch hash, kind := s.entries.hash(n), s.entries.at(n).kind(); kind {
			case asName, asBorn:
			case asAlias:
				id.alias = hash
			default:
				id.keys = append(id.keys, key{hash, kind})
			}
		}
		if id.born = q.born; id.born != 0 {
			id.keys = append(id.keys, key{id.born, birth})
		}
		each(i, &id, learned{kinds: q.kinds, hidden: q.hidden, business: q.business})
	}
}

func (s *store) people() []detect.Person {
	out := make([]detect.Person, s.persons.n)
	for i := range out {
		p := s.persons.at(i + 1)
		out[i] = detect.Person{Kinds: p.kinds, Hidden: p.hidden, Business: p.business}
	}
	return out
}

// mail returns the person of a mail address, given by its key.
func (s *store) mail(key uint64) int {
	if len(s.slots) == 0 {
		return 0
	}
	return int(s.first(short(key), uint8(detect.Email.Index()), 0, func(uint32) bool { return true }))
}
