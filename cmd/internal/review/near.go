package review

import (
	"cmp"
	"encoding/json"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"time"

	"monban/cmd/internal/audit"
	"monban/cmd/internal/hold"
	"monban/detect"
	"monban/detect/policy"
)

// A nearView is the near-miss report: what was stopped, over a year.
type nearView struct {
	All                    bool // of everybody, not of whoever looks
	Short                  bool // what was refused at once could not be counted
	Total, People, Stopped int  // messages, people in them, messages that were not sent in the end
	Months, Kinds, Rules   []bar
	Domains                []bar
}

// A bar is one bar of a plot.
type bar struct {
	Name  string
	More  string // what the name means, where it does not say that
	Count int
	Share int // of the longest bar, in percent
}

// nearMost bounds the messages that a report counts.
const nearMost = 1_000_000

// near shows the report: everybody's to those with the right, one's own to
// others.
func (s *Server) near(p *page, acc *Account) {
	since := monthOf(s.Now()).AddDate(0, -11, 0)
	q := hold.Query{After: since, Limit: nearMost}
	all := acc.Has(Analyst) || acc.Decides()
	if !all {
		q.Sender = acc.Addresses()
	}
	t := newTally(p)
	if err := s.Store.Walk(p.r.Context(), q, func(it *hold.Item) error { t.add(it); return nil }); err != nil {
		p.storeError(err)
		return
	}
	if s.Refused != nil {
		err := s.Refused(since, func(e audit.Entry) {
			if all || (&hold.Item{From: e.Actor}).Own(acc.Addresses()...) {
				t.refused(e)
			}
		})
		if err != nil {
			s.Log.Error("near misses: the record of refused mails", "error", err)
			t.v.Short = true
		}
	}
	v := t.view(since)
	v.All = all
	p.show(http.StatusOK, "near.html", v)
}

// A tally counts messages, one after the other.
type tally struct {
	p                             *page
	v                             nearView
	months, kinds, rules, domains map[string]int
	meaning                       map[string]string // of rules
}

func newTally(p *page) *tally {
	return &tally{p: p, months: map[string]int{}, kinds: map[string]int{}, rules: map[string]int{}, domains: map[string]int{}, meaning: map[string]string{}}
}

// message counts what all plots begin with.
func (t *tally) message(at time.Time, from string, people int, stopped bool) {
	t.v.Total++
	t.v.People += people
	if stopped {
		t.v.Stopped++
	}
	t.months[monthOf(at).Format(month)]++
	if _, d, ok := strings.Cut(from, "@"); ok {
		t.domains[strings.ToLower(d)]++
	}
}

// refused counts a message that the gateway refused at once: it is in the record
// only.
func (t *tally) refused(e audit.Entry) {
	t.message(e.Time, e.Actor, e.People, true)
	for _, k := range e.Kinds {
		t.kinds[t.p.Kind(detect.Kind(k))]++
	}
	for _, r := range strings.Fields(e.Detail["rules"]) {
		t.rules[r]++
	}
}

func (t *tally) add(it *hold.Item) {
	if it.Verdict == policy.Pass { // nothing was wrong with it after an attachment was replaced
		return
	}
	t.message(it.Created, it.From, it.People, it.State == hold.Rejected || it.State == hold.Withdrawn || it.State == hold.Expired)
	var seen seen
	if json.Unmarshal(it.Report, &seen) != nil {
		return
	}
	found := map[string]bool{}
	for _, f := range seen.Files {
		for _, k := range f.Kinds {
			if name := t.p.Kind(k.Kind); !k.Business && !found[name] {
				found[name] = true
				t.kinds[name]++
			}
		}
	}
	for _, r := range seen.Reasons {
		if !found["rule "+r.Rule] {
			found["rule "+r.Rule] = true
			t.rules[r.Rule]++
			t.meaning[r.Rule] = general(t.p.Words(r))
		}
	}
}

// The reason of one message names its number of people.
var (
	someJa = regexp.MustCompile(`[0-9,]+人`)
	someEn = regexp.MustCompile(`[0-9,]+ (people|person)`)
)

// general makes what a rule says of all messages of what it says of one.
func general(reason string) string {
	return someEn.ReplaceAllString(someJa.ReplaceAllString(reason, "○人"), "N people")
}

const month = "2006-01"

func (t *tally) view(since time.Time) nearView {
	v := t.v
	for m := since; !m.After(t.p.s.Now()); m = m.AddDate(0, 1, 0) {
		v.Months = append(v.Months, bar{Name: m.Format(t.p.T("2006年1月", "Jan 2006")), Count: t.months[m.Format(month)]})
	}
	scale(v.Months)
	v.Kinds, v.Rules, v.Domains = bars(t.kinds), bars(t.rules), bars(t.domains)
	for i, r := range v.Rules {
		v.Rules[i].More = t.meaning[r.Name]
	}
	return v
}

// bars are the ten longest.
func bars(m map[string]int) (out []bar) {
	for k, n := range m {
		out = append(out, bar{Name: k, Count: n})
	}
	slices.SortFunc(out, func(a, b bar) int { return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Name, b.Name)) })
	out = out[:min(len(out), 10)]
	scale(out)
	return out
}

func scale(bars []bar) {
	most := 1
	for _, b := range bars {
		most = max(most, b.Count)
	}
	for i := range bars {
		bars[i].Share = bars[i].Count * 100 / most
	}
}

// monthOf is the first day of the month of t, in the zone of this machine.
func monthOf(t time.Time) time.Time {
	t = t.Local()
	return time.Date(t.Year(), t.Month(), 1, 0, 0, 0, 0, t.Location())
}
