package policy

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"go.yaml.in/yaml/v3"

	"monban/detect"
	"monban/extract"
)

// A SyntaxError says what is wrong in a policy file, and where.
type SyntaxError struct {
	File string
	Line int
	Text string
}

func (e *SyntaxError) Error() string { return fmt.Sprintf("%s:%d: %s", e.File, e.Line, e.Text) }

// maxPolicy bounds a policy file; a hundred times the default one.
const maxPolicy = 1 << 20

// Parse reads a policy file. It is strict: a field that it does not know, or a
// value that makes no sense, is a *SyntaxError with the name and the line. A
// policy that was half understood would let through what it should stop.
func Parse(name string, data []byte) (*Policy, error) {
	if len(data) > maxPolicy {
		return nil, &SyntaxError{name, 1, fmt.Sprintf("the file has more than %d bytes", maxPolicy)}
	}
	var doc yaml.Node
	dec := yaml.NewDecoder(bytes.NewReader(data))
	switch err := dec.Decode(&doc); {
	case errors.Is(err, io.EOF):
		return nil, &SyntaxError{name, 1, "the file is empty"}
	case err != nil:
		return nil, yamlError(name, err)
	}
	var more yaml.Node
	if err := dec.Decode(&more); err == nil {
		return nil, &SyntaxError{name, more.Line, "a second document"}
	} else if !errors.Is(err, io.EOF) {
		return nil, yamlError(name, err)
	}
	p := &Policy{Name: strings.TrimSuffix(path.Base(name), path.Ext(name)), actions: defaultActions}
	if err := p.read(doc.Content[0]); err != nil {
		var se *SyntaxError
		if errors.As(err, &se) {
			se.File = name
		}
		return nil, err
	}
	return p, nil
}

var yamlLine = regexp.MustCompile(`^(?:yaml: )?(?:line (\d+): )?(?s:(.*))$`)

func yamlError(name string, err error) error {
	m := yamlLine.FindStringSubmatch(err.Error())
	line, _ := strconv.Atoi(m[1])
	return &SyntaxError{name, max(line, 1), m[2]}
}

func fault(n *yaml.Node, format string, args ...any) error {
	return &SyntaxError{Line: n.Line, Text: fmt.Sprintf(format, args...)}
}

// fields calls read for every key of a mapping, which must all be known.
func fields(n *yaml.Node, what string, read map[string]func(*yaml.Node) error) error {
	if n.Kind != yaml.MappingNode {
		return fault(n, "%s must have fields", what)
	}
	seen := map[string]bool{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		k, v := n.Content[i], n.Content[i+1]
		f := read[k.Value]
		switch {
		case f == nil:
			return fault(k, "%s has no field %q", what, k.Value)
		case seen[k.Value]:
			return fault(k, "field %q stands there twice", k.Value)
		}
		seen[k.Value] = true
		if err := f(v); err != nil {
			return err
		}
	}
	return nil
}

func each(n *yaml.Node, f func(*yaml.Node) error) error {
	if n.Kind != yaml.SequenceNode {
		return fault(n, "a list is expected")
	}
	for _, c := range n.Content {
		if err := f(c); err != nil {
			return err
		}
	}
	return nil
}

func text(to *string) func(*yaml.Node) error {
	return func(n *yaml.Node) error {
		if n.Kind != yaml.ScalarNode || n.Tag == "!!null" || n.Value == "" {
			return fault(n, "a text is expected")
		}
		*to = n.Value
		return nil
	}
}

func texts(to *[]string) func(*yaml.Node) error {
	return func(n *yaml.Node) error {
		return each(n, func(c *yaml.Node) error {
			var s string
			err := text(&s)(c)
			*to = append(*to, s)
			return err
		})
	}
}

// lower reads a list of addresses and domains.
func lower(to *[]string) func(*yaml.Node) error {
	return func(n *yaml.Node) error {
		var l []string
		if err := texts(&l)(n); err != nil {
			return err
		}
		for _, s := range l {
			if strings.ContainsAny(s, " \t,;<>*") {
				return fault(n, "%q is neither an address, a domain nor a group", s)
			}
			*to = append(*to, strings.ToLower(s))
		}
		return nil
	}
}

func patterns(to *[]string) func(*yaml.Node) error {
	return func(n *yaml.Node) error {
		if err := texts(to)(n); err != nil {
			return err
		}
		for _, s := range *to {
			if _, err := path.Match(s, ""); err != nil {
				return fault(n, "%q is no pattern", s)
			}
		}
		return nil
	}
}

func boolean(to *bool) func(*yaml.Node) error {
	return func(n *yaml.Node) error {
		if n.Tag != "!!bool" {
			return fault(n, "true or false is expected")
		}
		return n.Decode(to)
	}
}

func number(to *int) func(*yaml.Node) error {
	return func(n *yaml.Node) error {
		v, err := strconv.Atoi(n.Value)
		if n.Kind != yaml.ScalarNode || err != nil || v < 1 {
			return fault(n, "a number of at least 1 is expected")
		}
		*to = v
		return nil
	}
}

// oneOf reads a word of a fixed list.
func oneOf[T any](words map[string]T, to *T) func(*yaml.Node) error {
	return func(n *yaml.Node) error {
		v, ok := words[n.Value]
		if n.Kind != yaml.ScalarNode || !ok {
			var all []string
			for w := range words {
				all = append(all, w)
			}
			slices.Sort(all)
			return fault(n, "%q is none of %s", n.Value, strings.Join(all, ", "))
		}
		*to = v
		return nil
	}
}

func someOf[T any](words map[string]T, to *[]T) func(*yaml.Node) error {
	return func(n *yaml.Node) error {
		return each(n, func(c *yaml.Node) error {
			var v T
			err := oneOf(words, &v)(c)
			*to = append(*to, v)
			return err
		})
	}
}

var verdictWords = map[string]Verdict{"pass": Pass, "confirm": Confirm, "hold": Hold, "block": Block}
var sideWords = map[string]side{"outside": outside, "inside": inside, "anywhere": anywhere}
var traitWords = map[string]trait{
	"free-mail": traitFreeMail, "subject": traitSubject, "sole-subject": traitSoleSubject, "look-alike": traitLookAlike,
}
var problemWords = map[string]extract.Code{
	"encrypted": extract.Encrypted, "corrupt": extract.Corrupt, "limit": extract.Limit, "timeout": extract.Timeout,
	"unsupported": extract.Unsupported, "no-text": extract.NoText, "mismatch": extract.Mismatch,
}
var weekdayWords = map[string]time.Weekday{
	"sun": time.Sunday, "mon": time.Monday, "tue": time.Tuesday, "wed": time.Wednesday,
	"thu": time.Thursday, "fri": time.Friday, "sat": time.Saturday,
}
var classWords = map[string]detect.Class{
	"class number": detect.Number, "class special": detect.Special, "class account": detect.Account,
	"class private": detect.Private, "class naming": detect.Naming, "class plain": detect.Plain,
}

// kinds reads a list of kinds and classes.
func kinds(to *detect.KindSet) func(*yaml.Node) error {
	return func(n *yaml.Node) error {
		return each(n, func(c *yaml.Node) error {
			if cl, ok := classWords[c.Value]; ok {
				*to |= detect.ClassSet(cl)
				return nil
			}
			k := detect.Kind(c.Value)
			if _, ok := k.Info(); c.Kind != yaml.ScalarNode || !ok {
				return fault(c, "%q is no kind of personal data", c.Value)
			}
			*to |= detect.SetOf(k)
			return nil
		})
	}
}

var hoursForm = regexp.MustCompile(`^([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-4]):([0-5]\d)$`)

func span(to **hours) func(*yaml.Node) error {
	return func(n *yaml.Node) error {
		m := hoursForm.FindStringSubmatch(n.Value)
		if m == nil {
			return fault(n, "%q is no span such as 22:00-06:00", n.Value)
		}
		at := func(h, m string) int {
			a, _ := strconv.Atoi(h)
			b, _ := strconv.Atoi(m)
			return a*60 + b
		}
		*to = &hours{at(m[1], m[2]), at(m[3], m[4])}
		return nil
	}
}

func day(to *time.Time) func(*yaml.Node) error {
	return func(n *yaml.Node) error {
		t, err := time.Parse("2006-01-02", n.Value)
		if err != nil {
			return fault(n, "%q is no date such as 2027-03-31", n.Value)
		}
		*to = t
		return nil
	}
}
