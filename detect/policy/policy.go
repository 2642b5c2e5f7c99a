// Package policy decides what may leave, from what the files expose and who
// sends them to whom.
//
// A policy is data: a YAML file whose rules are applied from top to bottom, for
// every recipient. The default one is default.yaml, which explains each field;
// it is embedded and can be replaced as a whole. The package knows nothing of
// files, mail or time itself: Decide is a pure function of an envelope, which
// holds the moment, and a result of detect.
package policy

import (
	_ "embed"
	"time"

	"monban/detect"
	"monban/extract"
)

// DefaultText is the default policy as a documented YAML file.
//
//go:embed default.yaml
var DefaultText []byte

// A Policy is a decoded policy file. It is immutable and safe for concurrent use.
type Policy struct {
	// Name stands in reports.
	Name string
	// Administrative tells that the organisation is an administrative organ,
	// for which other thresholds of the law hold.
	Administrative bool

	inside, freeMail, known []string
	imitated                []imitated // of all three
	groups                  map[string][]string
	data                    map[string][]alternative
	rules                   []rule
	exceptions              []exception
	actions                 [4]Action // by verdict
}

// An alternative is one way in which a person belongs to a sort of data.
type alternative struct {
	any, all, none detect.KindSet
	business       bool
}

func (a alternative) fits(kinds detect.KindSet, business bool) bool {
	return business == a.business && kinds&a.all == a.all && kinds&a.none == 0 && (a.any == 0 || kinds&a.any != 0)
}

type side uint8

const (
	anywhere side = iota
	outside
	inside
)

// A rule is one entry of the section "rules".
type rule struct {
	name         string
	to           side
	when         condition
	does         effect
	verdict      Verdict // of the effect
	text, textJa string
}

type effect uint8

const (
	noEffect effect = iota
	atLeast
	raise
	limit
)

// A condition holds when all its parts that are set do.
type condition struct {
	data             []alternative
	least, most      int
	hidden           bool
	problems         []extract.Code
	recipient        []trait
	recipients, from []string
	files, subject   []string
	hours            *hours
	weekdays         []time.Weekday
}

// A trait is something that a recipient can be.
type trait string

const (
	traitFreeMail    trait = "free-mail"
	traitSubject     trait = "subject"      // is one of the people in the files
	traitSoleSubject trait = "sole-subject" // is the only recipient and the only person
	traitLookAlike   trait = "look-alike"
)

// hours is a span of the day in minutes; it may go over midnight.
type hours struct{ from, to int }

func (h *hours) has(t time.Time) bool {
	m := t.Hour()*60 + t.Minute()
	if h.from <= h.to {
		return h.from <= m && m < h.to
	}
	return m >= h.from || m < h.to
}

// An exception is one entry of the section "exceptions": rules that do not
// count for certain messages, for a reason and until a day.
type exception struct {
	name, reason     string
	expires          time.Time // the last day, at its start, in UTC
	rules            []string
	recipients, from []string
	files            []string
	sha256           []string
}

// expired reports whether the last day is over where the message is sent.
func (x *exception) expired(now time.Time) bool {
	y, m, d := now.Date()
	return time.Date(y, m, d, 0, 0, 0, 0, time.UTC).After(x.expires)
}

// Default returns the policy of DefaultText.
func Default() *Policy {
	p, err := Parse("default.yaml", DefaultText)
	if err != nil {
		panic(err) // the embedded file is tested
	}
	return p
}
