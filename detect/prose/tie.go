package prose

import (
	"slices"
	"strings"

	"monban/detect"
)

// flush ties the values of the section to its people and hands over a record
// for each.
func (r *Reader) flush() {
	r.document()
	r.card = card{}
	pets := r.youth.pets
	items := r.borneOut()
	code := r.coded >= codedLeast && r.coded*3 >= r.tale.lines
	r.example, r.shows = r.example || code, r.shows && code
	items = r.tried(items)
	if r.made.looks() && !r.made.real(r.realOf(items)) {
		items = unmade(items, r.made.describes())
	}
	if r.opus.looks() && !speaksOf(items) {
		items = unworked(items)
	}
	switch {
	case len(items) == 0, r.tale.told(items):
	case subject(r.sheet):
		r.entitle(items)
	default:
		items = r.titled(items)
		if !pets && !r.example {
			items = r.faint(items)
		}
		r.tie(items)
	}
	r.items, r.doubts = r.items[:0], r.doubts[:0]
	r.org, r.heard = r.org[:0], r.heard[:0]
	r.line, r.at, r.before, r.writer, r.example, r.thou, r.letter, r.customer, r.tested = 0, 0, "", "", false, false, false, false, 0
	r.opus = opus{}
	r.tale, r.made, r.coded, r.shows, r.vita, r.studies, r.works = tale{}, made{}, 0, false, false, false, false
	r.fellow, r.flown, r.attended, r.present = 0, 0, 0, ""
	r.recent, r.named, r.party = r.recent[:0], 0, r.party[:0]
}

// document adds the identity document that the section is a picture of: as it
// looks, or as the name of the file tells.
func (r *Reader) document() {
	if r.card.length == 0 {
		return
	}
	v, ok := r.card.value()
	if p := r.promised; p.Kind != "" && p.Loc.Part == r.part {
		if !ok {
			v = p
		}
		v.Evidence |= p.Evidence
		r.promised, ok = detect.Value{}, true
	}
	if ok {
		r.items = slices.Insert(r.items, 0, item{Value: v, line: r.card.line})
	}
}

func (r *Reader) tie(items []item) {
	accounts(items)
	r.pinned(items)
	promote(items)
	holders(items)
	labelledKin(items)
	owner := make([]int, len(items)) // index of the first item that names the person; -1: nobody
	first := map[string]int{}
	for i := range items {
		owner[i] = -1
		if !items[i].subject || items[i].Whose != detect.Subject {
			continue
		}
		if f, ok := first[items[i].Key]; ok {
			owner[i] = f
			continue
		}
		first[items[i].Key] = i
		owner[i] = i
	}
	r.shortened(items, owner, first)
	speakers(items, owner)
	chatters(items, owner)
	head, several := recordOf(items, owner)
	if head < 0 && !several && r.formed.Loc.Part == r.part && r.forms == 1 {
		head = len(items)
		items, owner = append(items, item{Value: r.formed, subject: true, mention: true, formed: true, label: true}), append(owner, head)
	}
	attendants(items, owner, head)
	own := relatives(items, owner)
	spoken, names := attracting(items, owner)
	r.about(items, owner, spoken)
	colleagues(items, owner, spoken)
	places := placesOf(items, names)
	people := len(spoken)
	nearby := places // of what is told of somebody
	if people == 0 {
		if fellows := fellowsOf(items, owner); len(fellows) > 0 {
			nearby = placesOf(items, fellows)
		}
	}
	for _, i := range own {
		spoken[i] = true
	}
	for i := range items {
		if items[i].line == titleLine && owner[i] >= 0 && !items[i].staff {
			spoken[owner[i]] = true
		}
	}
	sure := people == 1 && certain(items, owner, spoken)
	give := func(i int, fits func(name int) bool) {
		if owner[i] < 0 && items[i].Whose != detect.Staff {
			alone := people == 1 && items[i].Whose == detect.Subject && (sure || items[i].label || !items[i].Kind.Special())
			at := places
			if told.Has(items[i].Kind) {
				at = nearby
			}
			if n := at.nearest(items, i, alone); n >= 0 && fits(n) {
				owner[i] = owner[n]
				items[i].away = items[i].line - items[n].line
			}
		}
	}
	for i := range items {
		if !loose(&items[i]) {
			give(i, anybody)
		}
	}
	met := metOf(items, owner)
	loosely := func(kinds detect.KindSet) {
		for i := range items {
			if loose(&items[i]) && kinds.Has(items[i].Kind) {
				give(i, func(n int) bool {
					return met.joins(&items[i], &items[n], owner[n]) || people == 1 && items[n].heads(&items[i])
				})
			}
		}
	}
	loosely(detect.SpecialKinds)
	met.ill(items, owner)
	loosely(told | detect.SetOf(detect.Hospital, detect.Doctor))
	remaining(items, owner, head)
	numbered(items, owner, names)
	thicken(items, owner)
	offeredTo(items, owner)
	r.disown(items, owner)
	var meant map[int]bool
	if !r.example {
		meant = seconded(items, owner)
	}
	said := listOwned(owner)
	mere := merely(items, owner)
	posters := r.posters(items, owner, said)
	for i := range items {
		if owner[i] != i {
			continue
		}
		r.rec.Reset()
		for j := said.first[i]; j >= 0; j = said.next[j] {
			v := items[j].Value
			switch {
			case items[j].formed:
				v.Silent = true // his name is a finding of the form
			case items[j].mention:
				continue
			case j == i || v.Kind != detect.PersonName:
			case items[j].subject && v.Whose == detect.Subject:
				v.More = true // named again: to be blacked out too, and not counted again
			case v.Mention:
				// A relative in brackets is part of what is said of the person, but
				// no name of his.
				v.Mention, v.Key = false, ""
			}
			r.rec.Values = append(r.rec.Values, v)
		}
		if items[i].Evidence&detect.Sample != 0 || r.example && r.senses.Example(items[i].Text) {
			continue // an example in a form speaks of nobody
		}
		if items[i].formed && len(r.rec.Values) == 1 {
			continue
		}
		guessed(&r.rec)
		itself := meant[i] || !mere[i] && (spoken[i] || items[i].speaker || people == 0 && (items[i].served && !r.letter || items[i].fellow && ill(items, said, i)))
		r.rec.Org = (mere[i] || !spoken[i] || r.office(items, said, i)) && !(itself && intimate(items, said, i)) && !posters[i] && !r.private(items, said, i) // at his work: a contact, unless something is said of him
		r.record(&r.rec)
	}
	if !r.shows { // what stands beside a name to test with is to test with, too
		r.strays(items, owner)
	}
}

// certain reports whether more than the look of a word makes somebody of a section
// a person: how he is called, a label, a family and a given name. A poem's 花野 is
// none of whom the whole page speaks.
func certain(items []item, owner []int, spoken map[int]bool) bool {
	for i := range items {
		if o := owner[i]; o >= 0 && spoken[o] && (items[i].label || items[i].whole || items[i].addressed || items[i].Evidence&(detect.Honorific|detect.Label|detect.NameParts) != 0) {
			return true
		}
	}
	return false
}

// office reports whether the person stands beside the name of an organisation,
// as in a signature or a list of attendees.
func (r *Reader) office(items []item, said owned, person int) bool {
	for i := said.first[person]; i >= 0; i = said.next[i] {
		if r.orgNear(items[i].line) {
			return true
		}
	}
	return false
}

// told are kinds that are said of a person, never of the office beside his name.
var told = detect.SetOf(detect.Disability, detect.DisabilityCertificate, detect.Diagnosis, detect.Symptom, detect.Medication, detect.HealthCheck,
	detect.Creed, detect.Race, detect.SocialStatus, detect.CriminalRecord, detect.CrimeVictim)

// intimate reports whether what is said of a person makes him more than a
// contact, whatever office is named beside him. A service or a hospital may be
// that office, unless a label says that he is whom the paper is about.
func intimate(items []item, said owned, person int) bool {
	for i := said.first[person]; i >= 0; i = said.next[i] {
		if v := &items[i]; (told.Has(v.Kind) || v.ails || items[person].label && v.Kind.Special()) && detect.Believed(v.Odds, v.Evidence|detect.WithPerson) {
			return true
		}
	}
	return false
}

func (r *Reader) orgNear(line int) bool {
	for _, o := range r.org {
		if o >= line-3 && o <= line+2 {
			return true
		}
	}
	return false
}

// strays hands over values that belong to no named person. Lines that follow
// each other speak of one person until a kind comes again.
func (r *Reader) strays(items []item, owner []int) {
	r.rec.Reset()
	var kinds detect.KindSet
	last := -10
	flush := func() {
		if len(r.rec.Values) > 0 {
			r.record(&r.rec)
		}
		r.rec.Reset()
		kinds = 0
	}
	for i := range items {
		if owner[i] >= 0 || items[i].Evidence&detect.Sample != 0 {
			continue
		}
		s := detect.SetOf(items[i].Kind)
		if items[i].line > last+2 || kinds&s&detect.IdentifyingKinds != 0 {
			flush()
		}
		kinds |= s
		last = items[i].line
		r.rec.Values = append(r.rec.Values, items[i].Value)
		r.rec.Org = r.rec.Org || r.orgNear(items[i].line) || landline(&items[i].Value)
	}
	flush()
}

// landline reports a telephone that stands in a building. With no name beside
// it, it is an office's.
func landline(v *detect.Value) bool {
	if v.Kind != detect.Phone || !strings.HasPrefix(v.Key, "0") {
		return false
	}
	for _, p := range []string{"090", "080", "070", "060", "050"} {
		if strings.HasPrefix(v.Key, p) {
			return false
		}
	}
	return true
}
