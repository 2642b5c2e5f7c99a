package review

import (
	"cmp"
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"time"

	"monban/cmd/internal/hold"
	"monban/detect"
)

// A nearView is the near-miss report: what was stopped, over a year.
type nearView struct {
	Total, People, Stopped int // messages, people in them, messages that were not sent in the end
	Months, Kinds, Rules   []bar
	Domains                []bar
}

// A bar is one bar of a plot.
type bar struct {
	Name  string
	Count int
	Share int // of the longest bar, in percent
}

// nearMost bounds the messages that a report counts.
const nearMost = 100_000

// near shows the report: everybody's to those with the right, one's own to
// others.
func (s *Server) near(p *page, acc *Account) {
	since := monthOf(s.Now()).AddDate(0, -11, 0)
	q := hold.Query{After: since, Limit: nearMost}
	if !acc.Has(Analyst) && !acc.Has(Approver) {
		q.Sender = acc.Address
	}
	items, err := s.Store.List(p.r.Context(), q)
	if err != nil {
		p.storeError(err)
		return
	}
	p.show(http.StatusOK, "near.html", p.count(items, since))
}

func (p *page) count(items []*hold.Item, since time.Time) nearView {
	v := nearView{}
	months, kinds, rules, domains := map[string]int{}, map[string]int{}, map[string]int{}, map[string]int{}
	for _, it := range items {
		v.Total++
		v.People += it.People
		if it.State == hold.Rejected || it.State == hold.Withdrawn || it.State == hold.Expired {
			v.Stopped++
		}
		months[monthOf(it.Created).Format("2006-01")]++
		if _, d, ok := strings.Cut(it.From, "@"); ok {
			domains[d]++
		}
		var seen seen
		if json.Unmarshal(it.Report, &seen) != nil {
			continue
		}
		found := map[detect.Kind]bool{}
		for _, f := range seen.Files {
			for _, k := range f.Kinds {
				if !k.Business && !found[k.Kind] {
					found[k.Kind] = true
					kinds[p.Kind(k.Kind)]++
				}
			}
		}
		for _, r := range seen.Reasons {
			rules[r.Rule]++
		}
	}
	for m := since; !m.After(p.s.Now()); m = m.AddDate(0, 1, 0) {
		v.Months = append(v.Months, bar{Name: m.Format("2006-01"), Count: months[m.Format("2006-01")]})
	}
	scale(v.Months)
	v.Kinds, v.Rules, v.Domains = bars(kinds), bars(rules), bars(domains)
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
