// Package link ties records to people: which rows, forms and sections speak of
// the same data subject, and which of their values are personal data at all.
//
// It knows the contract's rules for counting people, and nothing about where
// records come from. Values are compared as hashes only; it keeps no text.
package link

import (
	"math/bits"
	"slices"

	"monban/detect"
	"monban/extract"
)

var (
	// strong kinds name one person by themselves.
	strong = detect.SetOf(detect.MyNumber, detect.DriversLicence, detect.Passport, detect.ResidenceCard,
		detect.PensionNumber, detect.EmploymentInsurance, detect.ResidentRecordCode)
	// own kinds are a person's, but a family or two lists may share one: they
	// count unless the names differ.
	own = detect.SetOf(detect.Email, detect.LoginID, detect.StudentNumber, detect.EmployeeNumber, detect.PatientNumber,
		detect.CareInsurance, detect.HealthInsurance, detect.InsurancePolicy, detect.BankAccount, detect.CreditCard, detect.Phone)
	// differing are the kinds of which a person has one value: two values mean
	// two people.
	differing = strong | detect.SetOf(detect.BirthDate)
	// keyed are the kinds whose values are kept; they tell two rows of one table
	// apart.
	keyed = differing | own
	// carrying are the kinds of which one value makes a record personal data,
	// even when it names nobody.
	carrying = (detect.IdentifyingKinds | detect.AccountKinds) &^ detect.SetOf(detect.Password, detect.LoginID)
	// telling are the kinds that make a nameless record personal data two
	// together: a salary alone may be a pay scale, with an age it is somebody's.
	telling = detect.SetOf(detect.Salary, detect.Career, detect.JobOffer, detect.Family, detect.LoginID, detect.Password, detect.Address)
	aside   = detect.SetOf(detect.Age, detect.Sex, detect.Nationality)
	// contact kinds are what a business contact may consist of.
	contact = detect.SetOf(detect.PersonName, detect.Phone, detect.Email, detect.Address, detect.PostalCode)
	// office kinds say nothing about a person when an organisation stands beside.
	office = contact &^ detect.SetOf(detect.PersonName)
	// plain kinds make nobody a private person.
	plain = detect.SetOf(detect.Sex, detect.Nationality)
	// slight kinds do not make a group of values somebody's.
	slight = detect.SetOf(detect.Age, detect.Sex, detect.PostalCode, detect.Nationality)
	// vague kinds do so two together: 一身上の都合 is printed in a blank letter, too.
	vague  = detect.SetOf(detect.Career, detect.Family, detect.JobOffer)
	named  = detect.SetOf(detect.PersonName)
	born   = detect.SetOf(detect.BirthDate)
	ageSex = detect.SetOf(detect.Age, detect.Sex)
	lives  = detect.SetOf(detect.Address)
	phone  = detect.SetOf(detect.Phone)
	email  = detect.SetOf(detect.Email)
)

// keysMost is how many identifying values of one record are kept: they are
// compared with each other, and a cell may hold a list of a hundred thousand.
const keysMost = 250

// namesMost is how many names of its subject a record is searched for.
const namesMost = 8

// told is what running text adds to a special-care term that is believed beside a
// person: it has passed the guards of its senses and was tied to somebody.
// Without it such findings say .85 and are right nearly always. It changes no
// decision what is found. Fitted with monban-eval calibrate; bounded, since the
// eval set has no wrong one.
const told = 2.0

// A Linker ties the records of one file. The zero value is ready.
type Linker struct {
	store store
	id    identity
	sub   detect.Record
	sets  []detect.KindSet // of the kinds of the values being added, each asked for once
}

// Add implements detect.Linker.
func (l *Linker) Add(r *detect.Record, found func(v *detect.Value, person int)) {
	relative := false
	for i := range r.Values {
		relative = relative || r.Values[i].Whose == detect.Relative && r.Values[i].Kind == detect.PersonName
	}
	if relative {
		himself(r)
	} else { // an emergency number without a name says something of the subject only
		for i := range r.Values {
			if r.Values[i].Whose == detect.Relative {
				r.Values[i].Whose = detect.Subject
			}
		}
	}
	l.add(r, detect.Subject, found)
	l.sub.Table = r.Table
	for i := range r.Values {
		v := &r.Values[i]
		if v.Whose != detect.Relative {
			continue
		}
		if v.Kind == detect.PersonName && !v.Alias && !v.More {
			l.flush(found)
		}
		l.sub.Values = append(l.sub.Values, *v)
	}
	l.flush(found)
}

// himself gives back to the subject of a record what it says of a relative of his
// name: who is the head of his own household, or has ordered for himself.
func himself(r *detect.Record) {
	var names []string // the few by which the subject is called
	for i := range r.Values {
		v := &r.Values[i]
		if v.Whose == detect.Subject && v.Kind == detect.PersonName && v.Key != "" && !v.Mention && len(names) < namesMost {
			names = append(names, v.Key)
		}
	}
	own := false // what stands behind that name is his as well
	for i := range r.Values {
		v := &r.Values[i]
		if v.Whose != detect.Relative {
			continue
		}
		if v.Kind == detect.PersonName && !v.More && !(v.Alias && own) {
			own = slices.Contains(names, v.Key)
		}
		if own {
			v.Whose = detect.Subject
		}
	}
}

// flush adds the relative that was gathered: a person of his own.
func (l *Linker) flush(found func(v *detect.Value, person int)) {
	if len(l.sub.Values) > 0 {
		l.add(&l.sub, detect.Relative, found)
		l.sub.Values = l.sub.Values[:0]
	}
}

// add handles the values of one person of the record.
func (l *Linker) add(r *detect.Record, whose detect.Whose, found func(v *detect.Value, person int)) {
	sets := l.sets[:0]
	for i := range r.Values {
		s := none
		if v := &r.Values[i]; v.Whose == whose {
			if k := v.Kind.Index(); k >= 0 {
				s = 1 << k
			}
		}
		sets = append(sets, s)
	}
	l.sets = sets
	business := settle(r, whose, sets)
	var kinds, hidden, copied, shown detect.KindSet
	refers := false // to a person of another table
	for i, s := range sets {
		v := &r.Values[i]
		if v.Silent && v.Whose == whose {
			refers = true
			continue
		}
		if s == none || v.Business && !business {
			continue
		}
		kinds |= s
		switch {
		case v.Hidden.Copied():
			copied |= s
		case v.Hidden.Concealed():
			hidden |= s
		default:
			shown |= s
		}
	}
	copied = unshown(r, whose, copied, shown)
	if remark(r, whose, kinds) {
		kinds = 0
	}
	person := 0
	bears := carrying
	if business {
		bears &^= phone               // a company's telephone is nobody's
		kinds &^= detect.SpecialKinds // he speaks of it at his work, also where another list makes him private
	}
	pair := (kinds&(telling|aside)).Len() > 1 && kinds&telling != 0 && !(r.Org && kinds&aside == 0)
	if kinds&bears != 0 || pair || refers && kinds&(detect.SpecialKinds|telling) != 0 || r.Group && kinds&^(slight|vague) != 0 {
		person = l.person(r, sets, learned{kinds: kinds, hidden: hidden, copied: copied, business: business})
	}
	for i := range sets {
		v := &r.Values[i]
		switch {
		case v.Whose != whose || v.Kind == "":
		case v.Silent:
			v.Kind = ""
		case person > 0 && (business || !v.Business):
			found(v, person)
		default:
			v.Kind = "" // nobody's, or an office's
		}
	}
}

// unshown returns the kinds of copied of which the record does not show the same: a
// link that says mail@example.com leads there, but not every one does.
func unshown(r *detect.Record, whose detect.Whose, copied, shown detect.KindSet) detect.KindSet {
	if copied&shown == 0 {
		return copied
	}
	const linked = 20 // a row of more links than that is looked at no longer
	left, n := copied&^shown, 0
	for i := range r.Values {
		v := &r.Values[i]
		if v.Whose != whose || !v.Hidden.Copied() || v.Kind.Index() < 0 || shown&detect.SetOf(v.Kind) == 0 {
			continue
		}
		if n++; n > linked || !slices.ContainsFunc(r.Values, func(w detect.Value) bool {
			return w.Kind == v.Kind && w.Key == v.Key && !w.Hidden.Concealed()
		}) {
			left |= detect.SetOf(v.Kind)
		}
	}
	return left
}

// none is the set of what is not looked at: values of others, and what was
// found to be no personal data.
const none detect.KindSet = 0

// remark reports whether all that is left is a name in a comment: whoever wrote
// it, or was asked to look, is a colleague and no data subject.
func remark(r *detect.Record, whose detect.Whose, kinds detect.KindSet) bool {
	if kinds != named {
		return false
	}
	for i := range r.Values {
		if v := &r.Values[i]; v.Whose == whose && v.Kind != "" && v.Hidden&(extract.Comment|extract.Note|extract.Revision) == 0 {
			return false
		}
	}
	return true
}

// settle completes the evidence of a person's values, empties the Kind and the
// set of those that are no personal data, and tells whether the rest is a
// business contact.
func settle(r *detect.Record, whose detect.Whose, sets []detect.KindSet) (business bool) {
	var certain detect.KindSet
	free := false
	for i, s := range sets {
		v := &r.Values[i]
		if s == none || v.Mention || v.Business || !detect.Believed(v.Odds, v.Evidence) || r.Table != 0 && v.Evidence&detect.Sentence != 0 {
			continue // what a sentence tells in a table is somebody's only beside him
		}
		certain |= s
		free = free || s == email && r.Org && detect.FreeMail(v.Key)
	}
	identifying := detect.IdentifyingKinds
	if r.Org && !free {
		identifying &^= office
	}
	identified := certain&identifying != 0
	special := false // that a person makes sure
	for i, s := range sets {
		if s == none {
			continue
		}
		v := &r.Values[i]
		switch {
		case s&detect.SpecialKinds != 0 && !identified: // a topic, not personal data
			v.Kind, sets[i] = "", none
			continue
		case identified && s&detect.IdentifyingKinds == 0:
			v.Evidence |= detect.WithPerson
		}
		switch {
		case !detect.Believed(v.Odds, v.Evidence) || v.Mention && identified:
			v.Kind, sets[i] = "", none
		case r.Table == 0 && s&detect.SpecialKinds != 0:
			v.Odds += told
		case s&detect.SpecialKinds != 0 && v.Evidence&(detect.Dictionary|detect.Sentence) != 0 && v.Evidence&detect.ColumnHeader == 0 && !r.Topic:
			special = true
		}
	}
	business = r.Org && !free && !special && certain&^(contact|plain|detect.SpecialKinds) == 0 && (certain&detect.SpecialKinds == 0 || !identified)
	if business {
		for i, s := range sets {
			r.Values[i].Business = r.Values[i].Business || s&contact != 0
		}
	}
	return business
}

// person finds or makes the person of a record.
func (l *Linker) person(r *detect.Record, sets []detect.KindSet, what learned) int {
	id := &l.id
	full := false // the name is the one that the record is about, not a shorter one
	*id = identity{keys: id.keys[:0], table: r.Table}
	for i, s := range sets {
		v := &r.Values[i]
		if s == none || v.Key == "" {
			continue
		}
		switch h := short(detect.KeyOf(v.Kind, v.Key)); {
		case s == named && v.Alias:
			id.alias = h
		case s == named:
			if id.name == 0 || !full && !v.More {
				id.name, full = h, !v.More
			}
		case s&ageSex != 0:
			id.aside = id.aside*31 + h
		case s == lives:
			id.place = id.place*31 + h
		case s&keyed != 0:
			if s == born && id.born == 0 {
				id.born = h
			}
			if len(id.keys) < keysMost {
				id.keys = append(id.keys, key{h, uint8(bits.TrailingZeros64(uint64(s)))})
			}
		}
	}
	if id.name == 0 {
		id.name, id.alias = id.alias, 0
	}
	return l.store.tie(id, what)
}

// People implements detect.Linker.
func (l *Linker) People() []detect.Person { return l.store.people() }

// Merge numbers the people of several files together: it is the Engine's Merge.
func Merge(files []*detect.Report, linkers []detect.Linker) ([]detect.Person, func(mail uint64) int) {
	all := &store{}
	if len(files) == 1 {
		all = &linkers[0].(*Linker).store
	}
	for i, f := range files {
		one := &linkers[i].(*Linker).store
		if one == all { // they are numbered already
			return f.People, all.mail
		}
		f.Numbers = make([]int, one.persons.n)
		one.identities(func(p int, id *identity, what learned) {
			id.table, id.settled = i+1, true
			f.Numbers[p] = all.tie(id, what)
		})
		for j := range f.Findings {
			if n := f.Findings[j].Person; n > 0 {
				f.Findings[j].Person = f.Numbers[n-1]
			}
		}
	}
	return all.people(), all.mail
}
