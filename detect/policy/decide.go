package policy

import (
	"cmp"
	"fmt"
	"path"
	"slices"
	"strconv"
	"strings"
	"time"

	"monban/detect"
	"monban/extract"
)

// An Envelope says who sends to whom, and when. To holds every recipient, of
// whatever header. Without any, one outside is assumed.
type Envelope struct {
	From    string
	To      []string
	Subject string
	Now     time.Time // in the time zone of the organisation
}

// A Decision is what a policy says about a message.
type Decision struct {
	Verdict    Verdict
	Reasons    []Reason // strictest first
	Recipients []RecipientVerdict
	Files      []FileDecision // in the order of the result
}

// A Reason is a rule that had its say.
type Reason struct {
	Rule    string
	Verdict Verdict // what it led to, at the strictest recipient
	Text    string
	TextJa  string
	People  int // that the rule counted; 0 when it counts nobody
}

// A RecipientVerdict is the verdict for one recipient.
type RecipientVerdict struct {
	Recipient
	Verdict Verdict
}

// A FileDecision is the verdict for one file, as if it were sent alone.
type FileDecision struct {
	Verdict Verdict
	Reasons []Reason
}

// Decide says what may happen to a message. It has no state and does no input
// or output.
func (p *Policy) Decide(e Envelope, r *detect.Result) Decision {
	from := CleanAddress(e.From)
	rcpts := p.recipients(e.To, from)
	d := Decision{Files: make([]FileDecision, len(r.Files))}
	whole := p.scope(r.People, nil, r.Files)
	whole.message = true
	each := make([]*scope, len(r.Files))
	for i, f := range r.Files {
		each[i] = p.scope(f.People, f.Numbers, r.Files[i:i+1])
	}
	for _, rc := range rcpts {
		c := &judging{p: p, e: e, from: from, owner: r.Owner, sole: len(rcpts) == 1}
		v, reasons := c.recipient(&rc, whole)
		d.Reasons = merge(d.Reasons, reasons)
		for i := range r.Files {
			fv, freasons := c.recipient(&rc, each[i])
			d.Files[i].Verdict = max(d.Files[i].Verdict, fv)
			d.Files[i].Reasons = merge(d.Files[i].Reasons, freasons)
			if fv > v { // a rule for files of that name
				v = fv
				d.Reasons = merge(d.Reasons, freasons)
			}
		}
		n := r.Owner(rc.Address)
		rc.Subject = n > 0 && n <= len(r.People) && !r.People[n-1].Business
		d.Recipients = append(d.Recipients, RecipientVerdict{rc, v})
		d.Verdict = max(d.Verdict, v)
	}
	return d
}

func (p *Policy) recipients(to []string, from string) []Recipient {
	var out []Recipient
	seen := map[string]bool{}
	for _, s := range to {
		a := CleanAddress(s)
		if a != "" && !seen[a] {
			seen[a] = true
			out = append(out, p.recipient(a, from))
		}
	}
	if out == nil {
		out = append(out, Recipient{Assumed: true})
	}
	return out
}

// A scope is what a verdict is about: all of the message, or one file of it.
type scope struct {
	people  []detect.Person
	numbers []int // of people[i] in the message; nil when they are all of them, in order
	files   []*detect.Report
	message bool
	gaps    []extract.Code
	counted []int // people that each rule counts, whoever receives them; -1: not counted yet
}

func (p *Policy) scope(people []detect.Person, numbers []int, files []*detect.Report) *scope {
	s := &scope{people: people, numbers: numbers, files: files, counted: make([]int, len(p.rules))}
	for i := range s.counted {
		s.counted[i] = -1
	}
	s.gaps = s.problems()
	return s
}

// number is the number of people[i] in the message.
func (s *scope) number(i int) int {
	if s.numbers == nil {
		return i + 1
	}
	return s.numbers[i]
}

// count returns how many people rule n counts.
func (s *scope) count(n int, c *condition) int {
	if s.counted[n] < 0 {
		s.counted[n] = 0
		for i := range s.people {
			if counts(c, &s.people[i]) {
				s.counted[n]++
			}
		}
	}
	return s.counted[n]
}

// problems lists the codes of what could not be read. A report that says that
// something is missing, but not what, is not taken for a complete one.
func (s *scope) problems() []extract.Code {
	var out []extract.Code
	for _, f := range s.files {
		told := false
		for _, g := range f.Gaps {
			out = append(out, g.Code)
			told = told || g.Code != extract.Mismatch
		}
		if !told && f.Status != detect.Inspected {
			out = append(out, extract.Corrupt)
		}
	}
	return out
}

// A judging applies the rules for one recipient.
type judging struct {
	p     *Policy
	e     Envelope
	from  string
	owner func(addr string) int
	sole  bool
}

// recipient returns the verdict for a recipient. Inside is never stricter than
// the same address outside would be, and never blocked.
func (j *judging) recipient(rc *Recipient, s *scope) (Verdict, []Reason) {
	if !rc.Inside {
		return j.apply(rc, outside, s)
	}
	v, reasons := j.apply(rc, inside, s)
	if v == Pass {
		return v, reasons
	}
	out, _ := j.apply(rc, outside, s)
	return capped(reasons, min(v, out, Hold))
}

func capped(reasons []Reason, v Verdict) (Verdict, []Reason) {
	for i := range reasons {
		reasons[i].Verdict = min(reasons[i].Verdict, v)
	}
	return v, reasons
}

func (j *judging) apply(rc *Recipient, at side, s *scope) (Verdict, []Reason) {
	verdict, reasons := Pass, []Reason{}
	off := map[string]bool{}
	for i := range j.p.exceptions {
		x := &j.p.exceptions[i]
		if !j.excepted(x, rc, s) {
			continue
		}
		re := Reason{Rule: x.name, Text: "exception until " + x.expires.Format(time.DateOnly) + ": " + x.reason,
			TextJa: "例外（" + x.expires.Format(time.DateOnly) + "まで）: " + x.reason}
		if x.expired(j.e.Now) {
			re.Text = "this exception ended on " + x.expires.Format(time.DateOnly) + " and has no effect"
			re.TextJa = "この例外は" + x.expires.Format(time.DateOnly) + "で終わり、効いていません"
		} else {
			for _, r := range x.rules {
				off[r] = true
			}
		}
		reasons = append(reasons, re)
	}
	for i := range j.p.rules {
		r := &j.p.rules[i]
		if r.to != anywhere && r.to != at || off[r.name] {
			continue
		}
		people, ok := j.holds(&r.when, rc, s, i)
		if !ok {
			continue
		}
		switch r.does {
		case atLeast:
			verdict = max(verdict, r.verdict)
		case raise:
			verdict = max(min(verdict+1, Block), r.verdict)
		case limit:
			if verdict <= r.verdict {
				continue
			}
			verdict, reasons = capped(reasons, r.verdict)
		}
		re := Reason{Rule: r.name, Verdict: r.verdict, Text: count(r.text, people, false), TextJa: count(r.textJa, people, true), People: people}
		if r.does == raise {
			re.Verdict = verdict
		}
		reasons = append(reasons, re)
	}
	return verdict, reasons
}

// count puts a number of people into the words of a rule.
func count(words string, n int, ja bool) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	switch {
	case ja:
		s += "人"
	case n == 1:
		s += " person"
	default:
		s += " people"
	}
	return strings.ReplaceAll(words, "{people}", s)
}

// holds reports whether the condition of rule n is met, and how many people it
// counted.
func (j *judging) holds(c *condition, rc *Recipient, s *scope, n int) (int, bool) {
	switch {
	case len(c.problems) > 0 && !slices.ContainsFunc(s.gaps, func(p extract.Code) bool { return slices.Contains(c.problems, p) }):
		return 0, false
	case len(c.recipient) > 0 && !slices.ContainsFunc(c.recipient, func(t trait) bool { return j.is(t, rc, s) }):
		return 0, false
	case len(c.recipients) > 0 && !j.p.matchesAddress(rc.Address, c.recipients):
		return 0, false
	case len(c.from) > 0 && !j.p.matchesAddress(j.from, c.from):
		return 0, false
	case len(c.files) > 0 && (s.message || !matchesName(path.Base(s.files[0].File), c.files)):
		return 0, false // such a rule looks at each file by itself
	case len(c.subject) > 0 && !matchesName(j.e.Subject, c.subject):
		return 0, false
	case c.hours != nil && !c.hours.has(j.e.Now):
		return 0, false
	case len(c.weekdays) > 0 && !slices.Contains(c.weekdays, j.e.Now.Weekday()):
		return 0, false
	case len(c.data) == 0:
		return 0, true
	}
	people := s.count(n, c)
	return people, people >= max(c.least, 1) && (c.most == 0 || people <= c.most)
}

func counts(c *condition, p *detect.Person) bool {
	for _, a := range c.data {
		if a.fits(p.Kinds, p.Business) && (!c.hidden || p.Hidden&(a.any|a.all) != 0) {
			return true
		}
	}
	return false
}

// is reports whether a recipient has a trait.
func (j *judging) is(t trait, rc *Recipient, s *scope) bool {
	switch t {
	case traitFreeMail:
		return rc.FreeMail
	case traitLookAlike:
		return rc.LookAlike != ""
	}
	// The number of the recipient among the people of the scope.
	own, others := false, 0
	n := j.owner(rc.Address)
	for i := range s.people {
		switch {
		case s.people[i].Business:
		case s.number(i) == n:
			own = true
		default:
			others++
		}
	}
	if t == traitSoleSubject {
		return own && others == 0 && j.sole
	}
	return own
}

// matchesName matches without regard to case. A slash is a letter like others.
func matchesName(s string, patterns []string) bool {
	flat := func(s string) string { return strings.ReplaceAll(strings.ToLower(s), "/", "\x00") }
	for _, p := range patterns {
		if ok, _ := path.Match(flat(p), flat(s)); ok {
			return true
		}
	}
	return false
}

// excepted reports whether an exception is for this recipient and these files.
// One that names files is for a message only when it names all of them.
func (j *judging) excepted(x *exception, rc *Recipient, s *scope) bool {
	if len(x.recipients) > 0 && !j.p.matchesAddress(rc.Address, x.recipients) || len(x.from) > 0 && !j.p.matchesAddress(j.from, x.from) {
		return false
	}
	for _, f := range s.files {
		if len(x.files) > 0 && !matchesName(path.Base(f.File), x.files) || len(x.sha256) > 0 && !slices.Contains(x.sha256, f.SHA256) {
			return false
		}
	}
	return true
}

// merge adds reasons to a list in which each rule stands once, with its
// strictest verdict, and keeps it in order.
func merge(list, more []Reason) []Reason {
	for _, r := range more {
		i := slices.IndexFunc(list, func(o Reason) bool { return o.Rule == r.Rule })
		switch {
		case i < 0:
			list = append(list, r)
		case list[i].Verdict < r.Verdict || list[i].Verdict == r.Verdict && list[i].People < r.People:
			list[i] = r
		}
	}
	slices.SortStableFunc(list, func(a, b Reason) int { return cmp.Compare(b.Verdict, a.Verdict) })
	return list
}

// String is for logs; it holds no personal data.
func (d Decision) String() string {
	var rules []string
	for _, r := range d.Reasons {
		rules = append(rules, r.Rule)
	}
	return fmt.Sprintf("%s (%s)", d.Verdict, strings.Join(rules, ", "))
}
