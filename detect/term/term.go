// Package term finds the terms of the dictionary in a text, in the sense in
// which they disclose something of a person.
//
// It knows where a term begins and ends as a word (border.go), the guards of
// the dictionary and the words that deny a term or make it a mere topic
// (sense.go), what belongs to a term: grades, doses, the names of hospitals and
// doctors (extend.go), and how people tell of symptoms in everyday words
// (complaints.tsv, told.go). It deliberately does not know whether a person is
// meant: alone a term is a topic, so that its odds without a person stay below
// one in two.
package term

import (
	"slices"
	"unicode/utf8"

	"monban/detect"
	"monban/dict"
)

// Log odds of a hit. With the weight of Dictionary they stay below 0, and
// beside a person they reach the share of such hits that were meant of the
// person in files of our own.
const (
	oddsGraded = -2.05 // with a grade, a dose, a code: hardly ever a topic
	oddsPlain  = -2.3
	oddsNamed  = -2.6 // a named hospital or doctor
	oddsStem   = -2.8 // a drug guessed by its ending
	oddsWeak   = -4.6
)

// A Finder finds terms. It is immutable and safe for concurrent use.
type Finder struct {
	matcher *dict.Matcher
	sayings sayings
	// Border, when set before first use, decides where the characters beside a
	// short term leave it open: whether it begins and ends at borders of tokens.
	Border func(norm string, start, end int) bool
}

// New returns a finder of the terms and of what is told in everyday words.
func New(terms []dict.Term) *Finder {
	all, terms := readSayings(complaintsTSV, slices.Clip(terms))
	return &Finder{matcher: dict.NewMatcher(terms), sayings: all}
}

// Find calls found for the terms in t that are used in their own sense, one at
// a place, the longest. What is denied (療育手帳なし) or a mere topic (認知症とは)
// is left out.
func (f *Finder) Find(t *detect.Text, found func(k detect.Kind, m detect.Match)) {
	const letters = detect.HasKanji | detect.HasHiragana | detect.HasKatakana | detect.HasLatin
	if t.Chars&letters == 0 {
		return
	}
	against := detect.Evidence(0)
	if t.Label != "" && foreignLabels.In(t.Label) && !accusedLabels.In(t.Label) {
		against = detect.NegativeContext
	}
	report := func(h *hit) {
		found(detect.Kind(h.term.Kind), detect.Match{Start: h.start, End: h.end, Odds: h.odds, Evidence: detect.Dictionary | against})
	}
	var hurt []detect.Match
	injuries(t, func(start, end int) {
		hurt = append(hurt, detect.Match{Start: start, End: end, Odds: oddsPlain, Evidence: detect.Dictionary | against})
	})
	var last hit // weak words bear out each other: the last one waits for the next
	f.scan(t.Norm, t.Label, false, func(h hit) {
		for i, m := range hurt {
			if h.start < m.End && m.Start < h.end {
				if h.end-h.start <= m.End-m.Start {
					return // said at greater length
				}
				hurt = slices.Delete(hurt, i, i+1)
				break
			}
		}
		if turned(t.Norm, &last, &h) {
			return
		}
		if last.term != nil {
			company(t.Norm, &last, &h)
			report(&last)
		}
		last = h
	})
	if last.term != nil {
		report(&last)
	}
	for _, m := range hurt {
		found(detect.Diagnosis, m)
	}
	allergies(t, func(start, end int) {
		found(detect.Diagnosis, detect.Match{Start: start, End: end, Odds: oddsPlain, Evidence: detect.Dictionary | against})
	})
	if t.Chars&(detect.HasKatakana|detect.HasDigit) == detect.HasKatakana|detect.HasDigit {
		products(t.Norm, func(start, end int) {
			if marketed(t.Norm, start, end) {
				return
			}
			found(detect.Medication, detect.Match{Start: start, End: end, Odds: oddsGraded, Evidence: detect.Dictionary | against})
		})
	}
	if t.Chars&detect.HasKatakana != 0 && t.Chars&detect.HasKanji != 0 {
		prescribed(t, func(start, end int) {
			found(detect.Medication, detect.Match{Start: start, End: end, Odds: oddsStem, Evidence: detect.Dictionary | against})
		})
	}
	if t.Chars&detect.HasDigit != 0 {
		classes(t, func(start, end int) {
			found(detect.HealthCheck, detect.Match{Start: start, End: end, Odds: oddsGraded, Evidence: detect.Dictionary | against})
		})
	}
	if t.Chars&detect.HasLatin != 0 && t.Chars&detect.HasDigit != 0 {
		regimens(t, func(start, end int) {
			found(detect.Medication, detect.Match{Start: start, End: end, Odds: oddsPlain, Evidence: detect.Dictionary | against})
		})
		tumours(t.Norm, func(start, end int) {
			found(detect.Diagnosis, detect.Match{Start: start, End: end, Odds: oddsGraded, Evidence: detect.Dictionary | against})
		})
		codes(t, func(start, end int) {
			found(detect.Diagnosis, detect.Match{Start: start, End: end, Odds: oddsGraded, Evidence: detect.Dictionary | against})
		})
	}
}

type hit struct {
	term       *dict.Term
	start, end int
	from, till int // the term itself, in front of which a name may stand
	odds       float64
}

// scan calls use for the terms of s, leftmost first and of those the longest.
// cells admits the terms that count only as a whole cell anywhere.
func (f *Finder) scan(s, label string, cells bool, use func(hit)) {
	var best hit
	flushed := 0
	flush := func() {
		flushed = best.end
		if best.term != nil && best.term.Kind != dict.Harmless {
			use(best)
		}
		best.term = nil
	}
	f.matcher.Scan(s, func(t *dict.Term, start, end int) {
		if best.term != nil && start < best.end && start != best.from {
			return // inside of what is found, or across its end
		}
		if best.term != nil && start == best.from && best.start < start && best.term.Guards.Tail && !t.Guards.Tail {
			return // けやき|心療内科を受診: the name tells more
		}
		h := hit{t, start, end, start, end, oddsPlain}
		floor := 0
		if best.term != nil && start >= best.end {
			floor = best.end
			if (t.Guards.Ending || t.Guards.Part || t.Guards.Joins) && ailing.Has(detect.Kind(best.term.Kind)) {
				floor = flushed // 糖尿病|性足病変 is one word
			}
			if t.Guards.Deed && best.term.Kind == t.Kind {
				floor = flushed // 業務上横領|で懲戒解雇
			}
		}
		if t.Kind != dict.Harmless && !f.meant(s, label, cells, floor, &h) {
			return
		}
		if best.term != nil && best.term.Opens && start >= best.end && h.start < best.end {
			if h.start = best.end + hiraganas(s[best.end:]); h.start >= start {
				return // ものが二重に見えるため|眼科 is no name
			}
		}
		if best.term != nil && h.start >= best.end {
			flush()
		}
		if best.term != nil && start == best.from && best.term.Opens != h.term.Opens && best.term.Kind != h.term.Kind {
			known := h // the dictionary knows better what it is: 片耳が聞こえない
			if h.term.Opens {
				known = best
			}
			if known.odds > oddsWeak {
				best = known
				return
			}
		}
		if h.term.Opens && best.term != nil && start == best.from && h.odds < best.odds {
			return // 物忘れ is no weaker for what follows
		}
		if best.term == nil || h.start < best.start || h.end >= best.end {
			best = h
		}
	})
	flush()
}

// nothing takes the place of a term that is denied, so that no shorter term is
// found there instead.
var nothing = dict.Term{Kind: dict.Harmless}

// meant applies the guards of a term and completes the hit: its range grows
// over grades and names, not before floor.
func (f *Finder) meant(s, label string, cells bool, floor int, h *hit) bool {
	g := &h.term.Guards
	if g.Case && s[h.start:h.end] != h.term.Text {
		return false
	}
	switch {
	case h.term.Opens:
		return f.told(s, label, floor, h)
	case g.Tail:
		if tailed(s, floor, h) {
			return true
		}
		h.odds = oddsWeak
		return (cells || labelled(label, h.term.Kind)) && f.bordered(s, h.start, h.end, g) && !denied(s[h.end:])
	case g.Stem:
		return stemmed(s, h)
	case g.Title:
		return !cutsWord(s, h.start, h.end) && titled(s, h)
	}
	confessed := false
	if g.Deed {
		left := detect.Tail(s[floor:h.start], convictedMost)
		from := deedAt(left, false)
		if from < 0 {
			return false
		}
		h.start, confessed = h.start-len(left)+from, true
	}
	if g.Ending || g.Part || g.Joins {
		if confessed = ended(s, floor, h); !confessed && !(g.Joins || g.Borne || g.Weak || g.Cell || len(g.Near) > 0) {
			return false
		}
	}
	if k := detect.Kind(h.term.Kind); (k == detect.CriminalRecord && measures.Begins(s[h.start:h.end]) == "" || k == detect.CrimeVictim) && harmedBy(s[h.end:]) {
		if confessed = true; k == detect.CriminalRecord { // 強盗に遭い: he has not done it
			h.term = &dict.Term{Text: h.term.Text, Kind: string(detect.CrimeVictim)}
			g = &h.term.Guards
		}
	}
	switch {
	case !g.Borne:
	case h.term.Kind == string(detect.WelfareCertificate):
		confessed = served(s, h.start, h.end)
	default:
		confessed = confessed || undergone(s, h.start, h.end)
	}
	told, from := false, 0 // who did it to somebody, and where that begins
	if g.By {
		from, told = suffered(s, floor, h.start, h.end)
		confessed = confessed || told
	}
	if h.term.Kind == string(detect.HealthCheck) {
		_, found := measured(s, h.end, g.Units)
		confessed = confessed || found == ofTest || g.Valued && g.Units == nil && found == bareNumber
	}
	if n := handbook(s[h.end:]); n > 0 && g.Cell && h.term.Kind == string(detect.Disability) {
		h.term, h.end, confessed = &dict.Term{Text: h.term.Text, Kind: string(detect.DisabilityCertificate)}, h.end+n, true
		h.till = h.end
	}
	word := s
	if confessed || g.Worn && goesOn.Begins(s[h.end:]) != "" {
		word = s[:h.end] // its verb or its value ends it
	}
	if !f.bordered(word, h.start, h.end, g) {
		return false
	}
	if g.Weak && !g.Cell && !confessed && h.term.Kind == string(detect.CriminalRecord) {
		_, confessed = convicted(s, h.start, h.end) // 万引きで補導
	}
	if g.Cell && !confessed {
		switch h.term.Kind {
		case string(detect.Creed):
			confessed = professed(s, label, h.start, h.end)
		case string(detect.CriminalRecord):
			confessed = nearOneOf(s, h.start, h.end, police)
			if !confessed {
				_, confessed = convicted(s, h.start, h.end)
			}
		case string(detect.Diagnosis):
			confessed = treated(s[h.end:])
		}
	}
	if g.Cell && !cells && !confessed && !whole(s, h.start, h.end) && !labelled(label, h.term.Kind) {
		return false
	}
	// Among the samples of a column a word of three characters or more needs no
	// company; A型 and B型 are blood groups even there.
	alone := cells && long(s[h.start:h.end])
	if (len(g.Near) > 0 || g.Valued || (g.Borne || g.By) && !g.Worn && !g.Cell && !g.Weak) && !alone && !confessed && !near(s, label, h.start, h.end, g.Near) && !labelled(label, h.term.Kind) {
		return false
	}
	if g.Worn && !confessed && traded(s, h.start, h.end) {
		return false
	}
	if len(g.Not) > 0 && !(confessed && g.Worn) && near(s, label, h.start, h.end, g.Not) {
		return false
	}
	if h.term.Kind == string(detect.CrimeVictim) && unreal.Begins(s[h.end:]) != "" && passive.Ends(s[h.start:h.end]) != "" {
		h.term = &nothing
		return true
	}
	graded(s, h)
	if h.term.Kind == string(detect.Medication) && marketed(s, h.start, h.end) {
		h.term = &nothing
		return true
	}
	if unfinished(h.term) {
		h.end = inflected(s, h.end)
		h.till = h.end
		if attributive(s, h.end) {
			return false
		}
	}
	if !Held(s, h.start, h.end, h.till) || General(detect.Kind(h.term.Kind), s, h.start, h.end) {
		h.term = &nothing
		return true
	}
	if k := detect.Kind(h.term.Kind); (k == detect.DisabilityCertificate || k == detect.WelfareCertificate) && itsNumber(s[h.till:]) {
		h.term = &nothing
		return true
	}
	fit(s, floor, h)
	if told {
		h.start = from
	}
	if g.Weak && !confessed && h.odds == oddsPlain {
		h.odds = oddsWeak
		if borne(s, h) {
			h.odds = oddsPlain
		}
	}
	return true
}

// termReach is how far, in bytes, a term goes beyond what stands in it.
const termReach = 60

// near calls use for the terms around s[start:end], with the places of both in the same
// text.
func (f *Finder) near(s string, start, end int, use func(t *dict.Term, from, to, start, end int)) {
	before, behind := detect.Tail(s[:start], termReach), detect.Head(s[end:], termReach)
	part := s[start-len(before) : end+len(behind)]
	start, end = len(before), len(part)-len(behind)
	f.matcher.Scan(part, func(t *dict.Term, from, to int) { use(t, from, to, start, end) })
}

// Harmless reports whether a word that tells nothing stands in s where something from
// start to end does: システム障害, 逮捕術.
func (f *Finder) Harmless(s string, start, end int) (found bool) {
	f.near(s, start, end, func(t *dict.Term, from, to, start, end int) {
		found = found || t.Kind == dict.Harmless && from < end && start < to
	})
	return found
}

// Knows reports whether what stands in s from start to end is a term, has one in it or
// is part of one, whatever the sense of it there.
func (f *Finder) Knows(s string, start, end int) (found bool) {
	f.near(s, start, end, func(t *dict.Term, from, to, start, end int) {
		found = found || t.Kind != dict.Harmless && (from <= start && end <= to || start <= from && to <= end)
	})
	return found
}

// Held reports whether somebody may have what stands in s from start to end, of which
// the word itself ends at till: it is not denied, no mere subject, no sort of people
// and no title.
func Held(s string, start, end, till int) bool {
	what, behind := s[start:end], s[till:]
	return unneeding.Ends(what) == "" && !denied(behind) && !impersonal(s, start, end, till) && !presented(s, start, end)
}

// impersonal reports whether what stands in s from start to end, of which the word itself
// ends at till, is spoken of and nobody's: a subject, what anybody may have, a sort of
// people, a field of study, what a share of people have, a title, what customers say or
// a matter that is discussed.
func impersonal(s string, start, end, till int) bool {
	what, behind := s[start:end], s[till:]
	return topical(behind) || anybody(what, behind) || sorts(what, behind) || studied(s, start) || surveyed(s, start) || entitled(s, start, end) || voice(behind) || discussed(s, start, end, till)
}

// unneeding end what is said of a thing that is made for people, or keeps them well:
// 赤と緑の区別に頼らない, 風邪をひかない.
var unneeding = detect.NewPhrases(`を引かない をひかない にかからない に罹らない がうつらない に頼らない に頼らず に依存しない によらない を問わない を問わず`)

func long(s string) bool { return utf8.RuneCountInString(s) >= 3 }
