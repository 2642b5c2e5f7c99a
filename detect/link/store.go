package link

import (
	"math/bits"

	"monban/detect"
)

// A store holds people as hashes, small enough for a million of them.
type store struct {
	persons []person
	entries []entry
	slots   []int32 // open hash table of entries by hash: index+1
}

// A person is what is known of one data subject.
type person struct {
	kinds, hidden detect.KindSet
	name          uint64
	first         int32 // his entries, a list through next; index+1
	table         int32 // of his last record
	business      bool
}

// An entry is one identifying value of one person.
type entry struct {
	hash   uint64
	person int32
	next   int32 // of the same person
	same   int32 // with the same hash
	kind   uint8
}

// Entries that are no kind of detect.Kinds.
const (
	asName  = 200 // the name
	asAlias = 201 // the name in kana or in Latin letters
	asBorn  = 202 // name and birth date together
)

// An identity is what a record tells about who its person is.
type identity struct {
	name, alias, born uint64
	keys              []key // values of the kinds in inTable
	table             int   // 0 when it does not come from a table
}

type key struct {
	hash uint64
	kind uint8
}

// learned is what a record adds to a person.
type learned struct {
	kinds, hidden detect.KindSet
	business      bool
}

// most is how many people of one name are compared: more cannot be told apart
// by looking longer, and a list must not take quadratic time.
const most = 500

func mix(a, b uint64) uint64 {
	hi, lo := bits.Mul64(a^0x9E3779B97F4A7C15, b|1)
	return hi ^ lo
}

// tie finds the person of an identity, or makes a new one, and adds what was
// learned. It returns his number, from 1.
func (s *store) tie(id *identity, what learned) int {
	p := s.find(id)
	if p == 0 {
		s.persons = append(s.persons, person{name: id.name, business: what.business})
		p = len(s.persons)
	}
	q := &s.persons[p-1]
	if q.name == 0 {
		q.name = id.name
	}
	q.kinds |= what.kinds
	q.hidden |= what.hidden
	q.business = q.business && what.business
	q.table = int32(id.table)
	if id.name != 0 {
		s.put(p, id.name, asName)
		if id.born != 0 {
			s.put(p, mix(id.name, id.born), asBorn)
		}
	}
	if id.alias != 0 {
		s.put(p, id.alias, asAlias)
	}
	for _, k := range id.keys {
		s.put(p, k.hash, k.kind)
	}
	return p
}

// find returns the number of the person of id, 0 when there is none yet.
func (s *store) find(id *identity) int {
	if len(s.slots) == 0 {
		return 0
	}
	for _, k := range id.keys {
		if strong&(1<<k.kind) == 0 {
			continue
		}
		if p := s.first(k.hash, func(e *entry) bool { return e.kind == k.kind }); p != 0 {
			return p
		}
	}
	if id.name != 0 && id.born != 0 {
		if p := s.first(mix(id.name, id.born), func(e *entry) bool { return e.kind == asBorn && !s.contradicts(e.person, id) }); p != 0 {
			return p
		}
	}
	for _, k := range id.keys {
		if own&(1<<k.kind) == 0 {
			continue
		}
		if p := s.first(k.hash, func(e *entry) bool { return e.kind == k.kind && s.sameName(e.person, id) && !s.apart(e.person, id) }); p != 0 {
			return p
		}
	}
	if id.name == 0 {
		return 0
	}
	return s.first(id.name, func(e *entry) bool {
		return (e.kind == asName || e.kind == asAlias) && !s.contradicts(e.person, id)
	})
}

// sameName reports whether nothing speaks against p having the name of id.
func (s *store) sameName(p int32, id *identity) bool {
	n := s.persons[p-1].name
	if n == 0 || id.name == 0 || n == id.name || n == id.alias {
		return true
	}
	for at := s.persons[p-1].first; at != 0; at = s.entries[at-1].next {
		if e := &s.entries[at-1]; (e.kind == asName || e.kind == asAlias) && e.hash == id.name {
			return true
		}
	}
	return false
}

// contradicts reports whether p has another value of a kind of which a person
// has only one; within one table more kinds tell two rows apart.
func (s *store) contradicts(p int32, id *identity) bool {
	apart := differing
	if id.table != 0 && int(s.persons[p-1].table) == id.table {
		apart = inTable
	}
	return s.differs(p, id, apart)
}

// apart is contradicts for a person found by a value of his own: only what
// cannot differ at all speaks against him.
func (s *store) apart(p int32, id *identity) bool { return s.differs(p, id, differing) }

func (s *store) differs(p int32, id *identity, kinds detect.KindSet) bool {
	for _, k := range id.keys {
		if kinds&(1<<k.kind) == 0 {
			continue
		}
		has, equal := false, false
		for at := s.persons[p-1].first; at != 0; at = s.entries[at-1].next {
			if e := &s.entries[at-1]; e.kind == k.kind {
				has = true
				equal = equal || e.hash == k.hash
			}
		}
		if has && !equal {
			return true
		}
	}
	return false
}

// first returns the person of the first entry with this hash that fits.
func (s *store) first(hash uint64, fits func(e *entry) bool) int {
	n := 0
	for at := s.slots[s.slot(hash)]; at != 0 && n < most; at = s.entries[at-1].same {
		if e := &s.entries[at-1]; fits(e) {
			return int(e.person)
		}
		n++
	}
	return 0
}

// put notes that person p has a value, once.
func (s *store) put(p int, hash uint64, kind uint8) {
	if len(s.entries)*4 >= len(s.slots)*3 {
		s.grow()
	}
	i := s.slot(hash)
	head := s.slots[i]
	for at, n := head, 0; at != 0 && n < most; at, n = s.entries[at-1].same, n+1 {
		if e := &s.entries[at-1]; int(e.person) == p && e.kind == kind {
			return
		}
	}
	s.entries = append(s.entries, entry{hash: hash, person: int32(p), kind: kind, same: head, next: s.persons[p-1].first})
	s.slots[i] = int32(len(s.entries))
	s.persons[p-1].first = int32(len(s.entries))
}

// slot returns the place of hash in the table: that of its newest entry, or the
// empty one where it belongs.
func (s *store) slot(hash uint64) int {
	mask := len(s.slots) - 1
	for i := int(hash>>20) & mask; ; i = (i + 1) & mask {
		if at := s.slots[i]; at == 0 || s.entries[at-1].hash == hash {
			return i
		}
	}
}

func (s *store) grow() {
	s.slots = make([]int32, max(1024, len(s.slots)*2))
	for i := range s.entries {
		s.slots[s.slot(s.entries[i].hash)] = int32(i + 1) // later entries of a hash lead to the earlier ones
	}
}

// recall writes what is known of person p into id, for comparing over files.
func (s *store) recall(p int, id *identity) learned {
	q := &s.persons[p-1]
	*id = identity{name: q.name, keys: id.keys[:0]}
	for at := q.first; at != 0; at = s.entries[at-1].next {
		switch e := &s.entries[at-1]; e.kind {
		case asName, asBorn:
		case asAlias:
			id.alias = e.hash
		default:
			if int(e.kind) == detect.BirthDate.Index() {
				id.born = e.hash
			}
			id.keys = append(id.keys, key{e.hash, e.kind})
		}
	}
	return learned{kinds: q.kinds, hidden: q.hidden, business: q.business}
}

func (s *store) people() []detect.Person {
	out := make([]detect.Person, len(s.persons))
	for i := range s.persons {
		p := &s.persons[i]
		out[i] = detect.Person{Kinds: p.kinds, Hidden: p.hidden, Business: p.business}
	}
	return out
}

// mails finds people by the hash of a mail address.
func (s *store) mails() map[uint64]int {
	out := map[uint64]int{}
	mail := uint8(detect.Email.Index())
	for i := range s.entries {
		if e := &s.entries[i]; e.kind == mail {
			out[e.hash] = int(e.person)
		}
	}
	return out
}
