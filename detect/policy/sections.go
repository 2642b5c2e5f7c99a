package policy

import (
	"regexp"
	"strings"

	"go.yaml.in/yaml/v3"

	"monban/detect"
)

// read fills p from the top of a policy file. Rules are read last, because
// they refer to groups and data.
func (p *Policy) read(top *yaml.Node) error {
	var rules, exceptions *yaml.Node
	later := func(to **yaml.Node) func(*yaml.Node) error {
		return func(n *yaml.Node) error { *to = n; return nil }
	}
	err := fields(top, "a policy", map[string]func(*yaml.Node) error{
		"name":              text(&p.Name),
		"administrative":    boolean(&p.Administrative),
		"inside_domains":    lower(&p.inside),
		"known_domains":     lower(&p.known),
		"free_mail_domains": lower(&p.freeMail),
		"actions":           p.readActions,
		"groups":            p.readGroups,
		"data":              p.readData,
		"rules":             later(&rules),
		"exceptions":        later(&exceptions),
	})
	if err != nil {
		return err
	}
	for _, list := range [][]string{p.freeMail, p.known, p.inside} {
		for _, d := range list {
			if len(d) >= shortest {
				p.imitated = append(p.imitated, imitated{d, skeleton(d)})
			}
		}
	}
	if rules == nil {
		return fault(top, "a policy without rules lets everything pass")
	}
	if err := each(rules, p.readRule); err != nil {
		return err
	}
	if len(p.rules) == 0 {
		return fault(rules, "a policy without rules lets everything pass")
	}
	if exceptions == nil {
		return nil
	}
	return each(exceptions, p.readException)
}

func (p *Policy) readGroups(n *yaml.Node) error {
	p.groups = map[string][]string{}
	return named(n, "groups", func(name string, v *yaml.Node) error {
		var l []string
		if err := lower(&l)(v); err != nil {
			return err
		}
		for _, s := range l {
			if !strings.ContainsAny(s, "@.") {
				return fault(v, "%q is neither an address nor a domain", s)
			}
		}
		p.groups[name] = l
		return nil
	})
}

// named reads a mapping whose keys the policy chose itself.
func named(n *yaml.Node, what string, f func(string, *yaml.Node) error) error {
	if n.Kind != yaml.MappingNode {
		return fault(n, "%s must have names", what)
	}
	seen := map[string]bool{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		k, v := n.Content[i], n.Content[i+1]
		switch {
		case !nameForm.MatchString(k.Value):
			return fault(k, "%q is no name: small letters, digits and hyphens", k.Value)
		case seen[k.Value]:
			return fault(k, "%q stands there twice", k.Value)
		}
		seen[k.Value] = true
		if err := f(k.Value, v); err != nil {
			return err
		}
	}
	return nil
}

var nameForm = regexp.MustCompile(`^[a-z][a-z0-9-]*$`)

func (p *Policy) readData(n *yaml.Node) error {
	p.data = map[string][]alternative{}
	return named(n, "data", func(name string, v *yaml.Node) error {
		if _, ok := detect.Kind(name).Info(); ok {
			return fault(v, "%q is a kind already", name)
		}
		return each(v, func(c *yaml.Node) error {
			var a alternative
			err := fields(c, "a sort of data", map[string]func(*yaml.Node) error{
				"any": kinds(&a.any), "all": kinds(&a.all), "none": kinds(&a.none), "business": boolean(&a.business),
			})
			if err == nil && a == (alternative{}) {
				err = fault(c, "an entry without kinds fits nobody")
			}
			p.data[name] = append(p.data[name], a)
			return err
		})
	})
}

// readCounted reads the field "data": names of sorts, or kinds.
func (p *Policy) readCounted(to *[]alternative) func(*yaml.Node) error {
	return func(n *yaml.Node) error {
		return each(n, func(c *yaml.Node) error {
			if as, ok := p.data[c.Value]; ok {
				*to = append(*to, as...)
				return nil
			}
			var set detect.KindSet
			if err := kinds(&set)(&yaml.Node{Kind: yaml.SequenceNode, Content: []*yaml.Node{c}}); err != nil {
				return fault(c, "%q is neither a name in \"data\" nor a kind", c.Value)
			}
			*to = append(*to, alternative{any: set})
			return nil
		})
	}
}

// who reads a list of addresses, domains and groups that exist.
func (p *Policy) who(to *[]string) func(*yaml.Node) error {
	return func(n *yaml.Node) error {
		if err := lower(to)(n); err != nil {
			return err
		}
		for _, s := range *to {
			if _, ok := p.groups[s]; !ok && !strings.ContainsAny(s, "@.") {
				return fault(n, "%q is neither an address, a domain nor a group", s)
			}
		}
		return nil
	}
}

func (p *Policy) readRule(n *yaml.Node) error {
	var r rule
	c := &r.when
	do := func(e effect) func(*yaml.Node) error {
		return func(v *yaml.Node) error {
			if r.does != noEffect {
				return fault(v, "a rule has one of verdict, raise and limit")
			}
			r.does = e
			return oneOf(verdictWords, &r.verdict)(v)
		}
	}
	err := fields(n, "a rule", map[string]func(*yaml.Node) error{
		"name": text(&r.name), "to": oneOf(sideWords, &r.to), "text": text(&r.text), "text_ja": text(&r.textJa),
		"data": p.readCounted(&c.data), "at_least": number(&c.least), "at_most": number(&c.most), "hidden": boolean(&c.hidden),
		"problems": someOf(problemWords, &c.problems), "recipient": someOf(traitWords, &c.recipient),
		"recipients": p.who(&c.recipients), "from": p.who(&c.from),
		"files": patterns(&c.files), "subject": patterns(&c.subject), "hours": span(&c.hours), "weekdays": someOf(weekdayWords, &c.weekdays),
		"verdict": do(atLeast), "raise": do(raise), "limit": do(limit),
	})
	switch {
	case err != nil:
		return err
	case !nameForm.MatchString(r.name):
		return fault(n, "a rule needs a name: small letters, digits and hyphens")
	case p.hasRule(r.name):
		return fault(n, "a second rule %q", r.name)
	case r.does == noEffect:
		return fault(n, "rule %q has none of verdict, raise and limit", r.name)
	case r.text == "" || r.textJa == "":
		return fault(n, "rule %q needs words in both languages: text and text_ja", r.name)
	case r.to == inside && r.does != limit && r.verdict == Block:
		return fault(n, "rule %q: nothing is blocked inside", r.name)
	case len(c.data) == 0 && (c.least > 0 || c.most > 0 || c.hidden):
		return fault(n, "rule %q counts people, but \"data\" does not say which", r.name)
	case c.most > 0 && c.most < c.least:
		return fault(n, "rule %q: at_most is less than at_least", r.name)
	}
	p.rules = append(p.rules, r)
	return nil
}

func (p *Policy) hasRule(name string) bool {
	for i := range p.rules {
		if p.rules[i].name == name {
			return true
		}
	}
	return false
}

func (p *Policy) readException(n *yaml.Node) error {
	var x exception
	err := fields(n, "an exception", map[string]func(*yaml.Node) error{
		"name": text(&x.name), "reason": text(&x.reason), "expires": day(&x.expires), "rules": texts(&x.rules),
		"recipients": p.who(&x.recipients), "from": p.who(&x.from), "files": patterns(&x.files), "sha256": texts(&x.sha256),
	})
	switch {
	case err != nil:
		return err
	case !nameForm.MatchString(x.name):
		return fault(n, "an exception needs a name: small letters, digits and hyphens")
	case strings.TrimSpace(x.reason) == "":
		return fault(n, "exception %q needs a reason", x.name)
	case x.expires.IsZero():
		return fault(n, "exception %q needs its last day: expires", x.name)
	case len(x.rules) == 0:
		return fault(n, "exception %q must name the rules that do not count", x.name)
	case len(x.recipients)+len(x.from)+len(x.files)+len(x.sha256) == 0:
		return fault(n, "exception %q is for every message", x.name)
	}
	for _, r := range x.rules {
		if !p.hasRule(r) {
			return fault(n, "exception %q: there is no rule %q", x.name, r)
		}
	}
	p.exceptions = append(p.exceptions, x)
	return nil
}
