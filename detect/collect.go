package detect

import (
	"io"

	"monban/extract"
)

// A collector is the sink of one file: it passes units to the reader, and keeps
// the findings within bounds while the totals stay complete.
type collector struct {
	reader Reader
	report *Report
	max    int

	sums [64]sum // by index of Kinds
	read bool    // some content came
}

// A sum is what is counted of the findings of one kind.
type sum struct {
	count, listed, hidden, business int
	confidence                      float64 // of all of them, added

	odds, last float64 // of the last one, and its confidence: a column repeats them
	evidence   Evidence
}

func (c *collector) Row(cells []extract.Unit) error {
	c.read = true
	c.reader.Row(cells)
	return nil
}

func (c *collector) Text(u extract.Unit) error {
	if u.Role == extract.Name && u.Hidden&extract.FileName != 0 {
		c.report.Type = u.Raw
	} else {
		c.read = true
	}
	c.reader.Text(u)
	return nil
}

func (c *collector) Gap(g extract.Gap) error {
	c.report.Gaps = append(c.report.Gaps, g)
	return nil
}

// File is never called: the walker opens nested files itself.
func (c *collector) File(string, extract.Hidden, io.Reader) error { return nil }

func (c *collector) table(t *Table) { c.report.Tables = append(c.report.Tables, *t) }

// finding takes a value that the linker found to be personal data.
func (c *collector) finding(v *Value, person int) {
	i := v.Kind.Index()
	if i < 0 {
		return
	}
	s := &c.sums[i]
	if s.last == 0 || s.odds != v.Odds || s.evidence != v.Evidence {
		s.odds, s.evidence, s.last = v.Odds, v.Evidence, Confidence(v.Odds, v.Evidence)
	}
	p := s.last
	if !v.More {
		s.count++
		s.confidence += p
		if v.Hidden.Concealed() {
			s.hidden++
		}
		if v.Business {
			s.business++
		}
	}
	if c.max > 0 && s.listed >= c.max {
		c.report.Truncated = true
		return
	}
	s.listed++
	c.report.Findings = append(c.report.Findings, Finding{
		Kind: v.Kind, Loc: v.Loc, Hidden: v.Hidden, Value: Hide(v.Kind, v.Text),
		Confidence: p, Evidence: v.Evidence, Person: person, Business: v.Business,
	})
}

// finish writes the totals.
func (c *collector) finish(people []Person) {
	r := c.report
	r.People = people
	for i := range Kinds {
		s := &c.sums[i]
		if s.count == 0 {
			continue
		}
		k := KindCount{Kind: Kinds[i].Kind, Count: s.count, Hidden: s.hidden, Confidence: s.confidence / float64(s.count), Business: s.business == s.count}
		for _, p := range people {
			if p.Kinds&(1<<i) != 0 && (k.Business || !p.Business) { // data subjects, where there are any
				k.People++
			}
		}
		r.Kinds = append(r.Kinds, k)
	}
	r.Status = Inspected
	for _, g := range r.Gaps {
		if g.Code != extract.Mismatch {
			r.Status = Partial
			if !c.read {
				r.Status = Uninspected
			}
		}
	}
}
