package prose

import (
	"strings"

	"monban/detect"
)

// A line is what is read of a line of text so far. The Reader has one, whose room
// every line uses again.
type line struct {
	t     *detect.Text
	from  int    // index of its first item
	taken []span // what labels and rules have read
	terms []span // words of the dictionary are no names, unless an honorific says so

	staff    []staff // behind the labels of those who work there
	readings []span  // behind names that a label names

	shown, meant bool // it names an example in quotes, or somebody
	teacher      int  // where the last name ends that teaches or has written something
	worker       int  // where the last name ends that is at its work
	asked        bool // whether refers is known
	countsAsked  bool // whether counts is known
	counts       bool // its numbers, or those above, are of goods and orders
	nameless     bool // it tells sex and age of somebody, with or without his name
	refers       bool // it speaks of whoever was named before
	petsAsked    bool // whether pets is known
	pets         bool // it speaks of animals or figures of stories
}

// keeps reports whether the line speaks of animals, which are called as people are.
func (l *line) keeps() bool {
	if !l.petsAsked { // once a line: it may name one every few bytes
		l.petsAsked, l.pets = true, l.t.Has(pets)
	}
	return l.pets
}

// A span is a range of a line that a label has named.
type span struct{ start, end int }

// A staff is a range in which a label names somebody who does his work.
type staff struct {
	span
	doctor bool
}

// read finds what one line says.
func (r *Reader) read(t *detect.Text, names bool) {
	l := &r.now
	*l = line{t: t, from: len(r.items), taken: l.taken[:0], terms: l.terms[:0], staff: l.staff[:0], readings: l.readings[:0]}
	r.labelled(t)
	r.awaited(t)
	r.senses.Recognise(t, r.onValue)
	r.passengers(t, l.from)
	if names && t.Chars&(detect.HasKanji|detect.HasKatakana|detect.HasHiragana|detect.HasLatin) != 0 {
		if cites(t.Norm, t.Chars) {
			r.drop(l.from, func(it *item) bool { return it.Kind.Special() })
		} else {
			r.names(t, r.onName)
		}
	}
	if names {
		r.borne(t)
	}
	r.fellowships(t, l.from)
	r.descriptions()
	r.nameless()
	r.bracketed(t)
	r.badges(t)
	r.offered(t)
	r.offeredAbroad(t)
	r.applications(t)
	r.career(t)
	r.tenures(t)
	r.paid(t)
	r.worked(t)
	r.relations(t)
	r.parties(t, l.from)
	r.attendees(t, l.from)
	if l.shown && !l.meant { // source code: what stands beside the name is to test with, too
		r.items = r.items[:l.from]
		r.shows = true
	}
	if t.Chars&detect.HasAt != 0 {
		r.paired(t, l.from)
	}
	r.answered(t, l.from)
	r.exempt(t.Norm, t.Chars, l.from)
	r.beside(t, l.from)
	r.slotted(t)
	if names {
		r.givens(t)
		r.headline(t)
	}
}

// add takes a value that a rule or a name has been found in, unless a label has
// named what stands there.
func (r *Reader) add(k detect.Kind, m detect.Match, subject, staff bool) {
	l, t := &r.now, r.now.t
	for _, s := range l.taken {
		if m.Start < s.end && s.start < m.End {
			return
		}
	}
	v := detect.Value{Kind: k, Loc: t.Loc, Hidden: t.Hidden, Text: t.Original(m.Start, m.End), Key: m.Key, Odds: m.Odds, Evidence: m.Evidence, Business: m.Business}
	if v.Key == "" && k.Identifies() {
		v.Key = t.Norm[m.Start:m.End]
	}
	it := item{Value: v, line: r.line, pos: m.Start, end: m.End, subject: subject && m.Confidence() >= detect.Least, staff: staff, whole: m.End-m.Start == len(t.Norm)}
	if staff || k == detect.PersonName && r.attended > 0 {
		if it.topic = spokenOf(t.Norm, m.Start, m.End); it.topic == 0 {
			it.topic = ailing(t.Norm, m.End)
		}
	}
	it.child = k == detect.PersonName && (strings.HasPrefix(t.Norm[m.End:], "くん") || strings.HasPrefix(t.Norm[m.End:], "ちゃん"))
	it.attends = k == detect.PersonName && r.present != "" && r.attends(t.Norm[m.Start:m.End])
	if k == detect.PersonName {
		before := t.Norm[max(0, m.Start-speechMost):m.Start]
		it.closes = strings.TrimSpace(t.Norm[m.End:]) == ""
		it.kindly = served.Begins(t.Norm[m.End:]) != ""
		it.listed = amongNames(before, t.Norm[m.End:])
		it.quoted = strings.LastIndex(before, "「") > strings.LastIndex(before, "」")
	}
	if k.Special() {
		if !l.asked { // once a line: it may hold an illness every few bytes
			l.asked, l.refers = true, refers(t)
		}
		it.refers, it.general, it.named = l.refers, general(t.Norm[m.End:]) || coined(t.Norm, m.Start, m.End), bodily.Has(k) && named(t.Norm[m.End:])
	}
	it.acts = k == detect.PersonName && acts(t.Norm[:m.Start], t.Norm[m.End:])
	it.leads = k == detect.PersonName && leads(t.Norm[:m.Start])
	it.headed = k == detect.PersonName && headed(t.Norm[:m.Start], t.Norm[m.End:])
	if landline(&v) && r.desk(t.Norm, m.Start) {
		it.Business = true
	}
	if k == detect.Email && !detect.FreeMail(v.Key) && !it.Business && r.deskNear(strings.TrimRight(detect.Tail(t.Norm[:m.Start], deskReach), "(")) {
		it.Business = true // 監査室（kansa@…）
	}
	if k == detect.Address {
		it.home = detect.Dwells(t.Norm[m.End:]) || homely(t.Norm[:m.Start]) && !organisation(t)
	}
	if signature.Has(k) {
		it.own = ownLabels.Ends(strings.TrimRight(detect.Tail(t.Norm[:m.Start], ownReach), " :TEL〒.(0123456789-")) != ""
	}
	if it.kin = subject && kin(t.Norm[:m.Start]); it.kin || subject && r.sameAs(t, m.Start, m.End, l.from) {
		it.subject, it.Mention = false, true
		if it.kin {
			it.topic = kinTopic(t.Norm, m.End)
		}
	}
	r.items = append(r.items, it)
}

// value takes what a rule or the dictionary has found.
func (r *Reader) value(k detect.Kind, m detect.Match) {
	l := &r.now
	if k == detect.Medication && strings.HasSuffix(strings.TrimRight(l.t.Norm[:m.Start], " :("), "アレルギー") {
		k = detect.Diagnosis // what somebody does not bear
	}
	r.add(k, m, k == detect.PersonName, false)
	if k == detect.Doctor || k == detect.PersonName { // 今井医師 does his work here; a name that a rule has found is found
		l.taken = append(l.taken, span{m.Start, m.End})
	} else if k.Special() {
		l.terms = append(l.terms, span{m.Start, m.End})
	}
}

// worded takes what the words of a line together have shown: a name, or what is told
// of somebody. What a rule has read there stays, unless it is a word that the dictionary
// has and does not believe by itself, of which the sentence tells the whole:
// [眼圧を下げる目薬]を一生さす.
func (r *Reader) worded(k detect.Kind, m detect.Match) {
	if k == detect.PersonName {
		r.called(m)
		return
	}
	weak := -1
	for i := r.now.from; i < len(r.items); i++ {
		it := &r.items[i]
		if it.line != r.line || m.Start >= it.end || it.pos >= m.End || it.aliasOf != "" {
			continue
		}
		if !it.Kind.Special() || detect.Believed(it.Odds, it.Evidence|detect.WithPerson) {
			it.seconded = it.seconded || m.Odds >= seconding
			return
		}
		if weak < 0 {
			weak = i
		}
	}
	n := weak
	switch {
	case weak >= 0:
		it := &r.items[weak]
		it.Kind, it.Odds, it.Evidence = k, m.Odds, m.Evidence
		it.Text, it.pos, it.end = r.now.t.Original(m.Start, m.End), m.Start, m.End
		r.now.terms = append(r.now.terms, span{m.Start, m.End})
	case m.Doubtful:
		return // nobody knows the word
	default:
		n = len(r.items)
		r.value(k, m)
	}
	if n < len(r.items) {
		r.items[n].seconded = m.Odds >= seconding
	}
}

// called takes a name.
func (r *Reader) called(m detect.Match) {
	l, s := &r.now, r.now.t.Norm
	if lettered(s[m.Start:m.End]) || setApart(s, m.Start, m.End) {
		return
	}
	if m.Evidence&(detect.Honorific|detect.Label|detect.NameParts) == 0 && thing(s, m.Start, m.End) {
		return
	}
	if m.Evidence&(detect.Honorific|detect.Label|detect.NameParts) == 0 && allKana(s[m.Start:m.End]) && l.keeps() {
		return // レオ has a coat
	}
	if invented(s[m.End:]) {
		m.Evidence |= detect.Sample
	}
	if m.Doubtful {
		// It tells nothing of the line.
	} else if m.Evidence&detect.Sample == 0 {
		l.meant = true
	} else if m.Start > 0 && (s[m.Start-1] == '"' || s[m.Start-1] == '\'') {
		l.shown = true
	}
	for _, at := range l.staff {
		if at.start > m.Start || m.End > at.end {
			continue
		}
		if at.doctor {
			r.add(detect.Doctor, doctor(s, m), false, false)
		}
		return
	}
	for _, at := range l.readings {
		if at.start <= m.Start && m.End <= at.end {
			return
		}
	}
	for _, at := range l.terms {
		if m.Evidence&(detect.Honorific|detect.Label) == 0 && m.Start < at.end && at.start < m.End {
			return
		}
	}
	if end, ok := readingOf(s, m.Start, r.items[l.from:]); ok { // of the name before it, and no other person
		m.End, m.Key = end, ""
		r.add(detect.PersonName, m, false, false)
		it := &r.items[len(r.items)-1]
		it.Key, it.Alias = "", true
		return
	}
	works, treats := role(s, m.Start, m.End, len(l.terms) > 0)
	if m.Doubtful {
		if !works && !treats {
			r.doubt(m)
		}
		return
	}
	if treats {
		r.add(detect.Doctor, doctor(s, m), false, false)
		return
	}
	addressed := addressee(s, m.Start, m.End)
	office, alone := introduces(s[:m.Start], s[m.End:])
	if (office || alone) && r.writer == "" {
		r.writer = m.Key
	}
	// Who speaks or signs may have written about himself.
	speaker := speaks(r.before, s, m.Start, m.End) || alone || r.signs(s, m.Start, m.End, m.Key)
	minutes := minuted(s, m.Start, m.End)
	works = works || office || speaker || minutes || credited(s, m.Start, m.End) || r.attended > 0 && says(s, m.Start, m.End) ||
		l.worker > 0 && l.worker < m.Start && listed(s[l.worker:m.Start]) && unaddressed(s[m.End:])
	fellow := !works && addressed || works && !(office || speaker || minutes) && fellow(s, m.Start, m.End)
	n := len(r.items)
	if lectures(s[:m.Start], s[m.End:]) || authored(s, m.Start, m.End) || l.teacher > 0 && l.teacher < m.Start && listed(s[l.teacher:m.Start]) {
		works, fellow, l.teacher = true, false, m.End
	}
	if works {
		l.worker = m.End
	}
	r.add(detect.PersonName, m, true, works || addressed)
	if n < len(r.items) {
		r.items[n].addressed, r.items[n].speaker, r.items[n].minuted, r.items[n].fellow = addressed, speaker, minutes, fellow
		if fellow {
			r.fellow = r.line
			r.items[n].crew = crewed(s, m.End)
		}
		if it := &r.items[n]; !works {
			it.themed = m.Evidence&detect.Honorific != 0 && themed(s[m.End:])
			if it.utters, it.talks = utters(s, m.Start, m.End); it.utters {
				it.topic = ailing(s, m.End)
			}
		}
		r.items[n].familiar = familiar.Begins(s[m.End:]) != ""
		r.items[n].served = addressed && served.Begins(strings.TrimLeft(s[m.End:], " ")) != ""
		r.items[n].label = l.teacher == m.End
		r.spelled(m.End, r.items[n].Key)
	}
}
