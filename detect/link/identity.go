package link

import "monban/detect"

// An identity is what a record tells about who its person is.
type identity struct {
	name, alias, born uint64
	keys              []key // values of the kinds in keyed
	aside, place      uint64
	table             int // 0 when it does not come from a table
	// settled tells that the records of table are people told apart already: a
	// person of another file may be the same, one of this file is not.
	settled bool
}

type key struct {
	hash uint64
	kind uint8
}

// learned is what a record adds to a person.
type learned struct {
	kinds, hidden detect.KindSet
	copied        detect.KindSet // hidden in a copy of a table, unless they are known of the person already
	business      bool
}

// find returns the number of the person of id, 0 when there is none yet.
func (s *store) find(id *identity) uint32 {
	if len(s.slots) == 0 {
		return 0
	}
	for _, k := range id.keys {
		if strong&(1<<k.kind) == 0 {
			continue
		}
		if p := s.first(k.hash, k.kind, 0, func(p uint32) bool { return s.open(p, id) && s.sameName(p, id) }); p != 0 {
			return p
		}
		if p := s.first(k.hash, k.kind, 0, func(p uint32) bool { return s.open(p, id) && !s.bornElse(p, id) }); p != 0 {
			return p
		}
	}
	if id.name != 0 && id.born != 0 {
		if p := s.first(mix(id.name, id.born), asBorn, 0, func(p uint32) bool { return s.open(p, id) && !s.contradicts(p, id) }); p != 0 {
			return p
		}
	}
	for _, k := range id.keys {
		if own&(1<<k.kind) == 0 {
			continue
		}
		if p := s.first(k.hash, k.kind, 0, func(p uint32) bool { return s.open(p, id) && s.sameName(p, id) && !s.differs(p, id, differing) }); p != 0 {
			return p
		}
	}
	if id.name == 0 {
		return 0
	}
	mark := markOf(id.born)
	if mark != 0 && len(id.keys) < keysMost { // else the birth date may not be among them
		if at := s.newest(id.name); at == 0 || s.entries.at(at).same&unsettled == 0 {
			return 0
		}
	}
	fits := func(p uint32) bool { return s.open(p, id) && !s.contradicts(p, id) }
	if p := s.first(id.name, asName, mark, fits); p != 0 {
		return p
	}
	return s.first(id.name, asAlias, mark, fits)
}

// bornElse reports whether p was born on another day than id. Where the names
// differ too, a number that only one person has was mistyped, or copied down.
func (s *store) bornElse(p uint32, id *identity) bool {
	q := s.persons.at(int(p))
	return q.born != 0 && id.born != 0 && q.born != id.born
}

// open reports whether p may be the person of id at all.
func (s *store) open(p uint32, id *identity) bool {
	return !id.settled || s.persons.at(int(p)).table != uint32(id.table)
}

// sameName reports whether nothing speaks against p having the name of id.
func (s *store) sameName(p uint32, id *identity) bool {
	n := s.persons.at(int(p)).name
	return n == 0 || id.name == 0 || n == id.name || n == id.alias ||
		s.has(p, id.name, asName) || s.has(p, id.name, asAlias)
}

// contradicts reports whether p has another value of a kind of which a person
// has only one; within one table more kinds tell two rows apart.
func (s *store) contradicts(p uint32, id *identity) bool {
	q := s.persons.at(int(p))
	if id.table == 0 || q.table != uint32(id.table) {
		return s.differs(p, id, differing)
	}
	if id.aside != 0 && q.aside != 0 && q.aside != uint32(id.aside) || id.place != 0 && q.place != 0 && q.place != uint32(id.place) {
		return true
	}
	return s.differs(p, id, keyed)
}

// differs reports whether p has a value of one of kinds that is not that of id.
func (s *store) differs(p uint32, id *identity, kinds detect.KindSet) bool {
	q := s.persons.at(int(p))
	for i, k := range id.keys {
		if kinds&(1<<k.kind) == 0 || q.kinds&(1<<k.kind) == 0 {
			continue
		}
		if k.kind == birth {
			if q.born != 0 && q.born != k.hash {
				return true
			}
			continue
		}
		if s.has(p, k.hash, k.kind) {
			continue
		}
		// a record may hold several values of a kind; one that agrees is enough
		agrees := false
		for j, o := range id.keys {
			agrees = agrees || j != i && o.kind == k.kind && s.has(p, o.hash, o.kind)
		}
		if !agrees {
			return true
		}
	}
	return false
}
