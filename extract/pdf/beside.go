package pdf

import (
	"errors"
	"strings"

	"monban/extract"
)

// maxBeside bounds the values that are looked at beside the pages.
const maxBeside = 500_000

// beside sends what belongs to the document and is neither painted nor a
// property: what a screen reader says of figures, names of layers, scripts,
// the data of dynamic forms.
func (j *job) beside(pages []page) error {
	root := j.d.root()
	t := &teller{j: j, told: map[string]bool{}, left: maxBeside}
	t.structure(root.get("StructTreeRoot"))
	for _, g := range root.get("OCProperties").get("OCGs").list() {
		t.tell(g.get("Name").text(), extract.Loc{Sheet: "layers"}, extract.DefinedName)
	}
	t.labels(root.get("PageLabels"), 0)
	for _, th := range root.get("Threads").list() {
		for _, k := range []string{"Title", "Author", "Subject", "Keywords"} {
			t.tell(th.get("I").get(k).text(), extract.Loc{Sheet: "threads"}, extract.Properties)
		}
	}
	t.scripts(root.get("Names").get("JavaScript"), 0)
	t.action(root.get("OpenAction"), extract.Loc{})
	for i, p := range pages {
		if b, _ := p.get("Metadata").data(); len(b) > 0 && t.err == nil {
			t.err = j.xmp(b, extract.Loc{Sheet: "properties", Page: i + 1})
		}
	}
	if t.err == nil {
		t.err = j.dynamic(root.get("AcroForm").get("XFA"))
	}
	if t.err == nil && t.left < 0 {
		t.err = j.to.Gap(extract.Gap{Code: extract.Limit, Err: errors.New("more values beside the pages than the limit")})
	}
	return t.err
}

// A teller sends texts once each.
type teller struct {
	j    *job
	told map[string]bool
	left int
	err  error
}

func (t *teller) more() bool {
	t.left--
	if t.err == nil && t.left&0xff == 0 {
		t.err = t.j.ctx.Err()
	}
	return t.err == nil && t.left >= 0
}

func (t *teller) tell(s string, at extract.Loc, h extract.Hidden) {
	if s = strings.TrimSpace(s); s == "" || t.err != nil || t.told[s] {
		return
	}
	t.told[s] = true
	t.err = t.j.text(s, at, h, extract.Content)
}

// structure walks the tree that says what the parts of the pages are. Its
// elements can hold words of their own: for a figure, for an abbreviation, or
// in place of what is painted.
func (t *teller) structure(tree node) {
	at := extract.Loc{Sheet: "structure"}
	painted := ""
	var walk func(n node, depth int)
	walk = func(n node, depth int) {
		for _, k := range n.get("K").list() {
			if !t.more() || depth > 64 {
				return
			}
			if !k.isDict() {
				continue
			}
			for _, key := range []string{"Alt", "E", "T"} {
				t.tell(k.get(key).text(), at, extract.AltText)
			}
			if s := k.get("ActualText").text(); len(s) > 3 {
				if painted == "" {
					painted = t.j.painted.String()
				}
				if !strings.Contains(painted, squeeze(s)) {
					t.tell(s, at, extract.HiddenText)
				}
			}
			walk(k, depth+1)
		}
	}
	walk(tree, 0)
}

// labels are what viewers show for page numbers.
func (t *teller) labels(n node, depth int) {
	for i, v := range n.get("Nums").list() {
		if i%2 == 1 && t.more() {
			t.tell(v.get("P").text(), extract.Loc{Sheet: "page labels"}, extract.DefinedName)
		}
	}
	for _, k := range n.get("Kids").list() {
		if depth < 16 && t.more() {
			t.labels(k, depth+1)
		}
	}
}

func (t *teller) scripts(n node, depth int) {
	for i, v := range n.get("Names").list() {
		if i%2 == 1 && t.more() {
			t.action(v, extract.Loc{})
		}
	}
	for _, k := range n.get("Kids").list() {
		if depth < 16 && t.more() {
			t.scripts(k, depth+1)
		}
	}
}

// action sends where an action leads, or the program that it runs.
func (t *teller) action(a node, at extract.Loc) {
	if u, ok := actionUnit(a); ok {
		at.Sheet = "actions"
		t.tell(u.Text, at, u.Hidden)
	}
}

// actionUnit is what an action holds: an address, a file, a script.
func actionUnit(a node) (extract.Unit, bool) {
	switch a.get("S").name() {
	case "URI":
		return extract.Unit{Text: a.get("URI").text(), Hidden: extract.Hyperlink}, true
	case "Launch", "GoToR", "GoToE", "SubmitForm", "ImportData":
		f := a.get("F")
		for _, k := range []string{"UF", "F"} {
			if s := f.get(k); f.isDict() && s.raw() != "" {
				f = s
			}
		}
		return extract.Unit{Text: f.text(), Hidden: extract.Hyperlink}, true
	case "JavaScript":
		js := a.get("JS")
		if js.isStream() {
			b, _ := js.data()
			return extract.Unit{Text: textString(string(b)), Hidden: extract.HiddenText}, true
		}
		return extract.Unit{Text: js.text(), Hidden: extract.HiddenText}, true
	}
	return extract.Unit{}, false
}

// dynamic sends what was filled into a form of the XFA kind, whose pages are
// often only a request to use another viewer.
func (j *job) dynamic(xfa node) error {
	parts := xfa.list()
	for i, p := range parts {
		if i > 0 && !strings.Contains(parts[i-1].raw(), "datasets") && len(parts) > 1 || !p.isStream() {
			continue
		}
		b, _ := p.data()
		s := string(b)
		if k := strings.Index(s, "<xfa:datasets"); k >= 0 {
			s = s[k:]
		}
		for s != "" {
			value, rest, _ := strings.Cut(s, "<")
			if err := j.text(entities.Replace(value), extract.Loc{Sheet: "form"}, extract.FormField, extract.Content); err != nil {
				return err
			}
			if err := j.ctx.Err(); err != nil {
				return err
			}
			_, s, _ = strings.Cut(rest, ">")
		}
	}
	return nil
}

// squeeze leaves blanks and line ends out, which a layout puts anywhere.
func squeeze(s string) string { return strings.Join(strings.Fields(s), "") }

// worded notes the words that marked content carries: those of a figure, and
// those to be read in place of what is painted.
func (in *interp) worded(props obj, res node) {
	text := func(key string) string { return textString(props.key(key).str) }
	if props.kind == name {
		n := res.get("Properties").get(props.str)
		text = func(key string) string { return n.get(key).text() }
	}
	if len(in.to.notes)+len(in.to.instead) > 10_000 {
		return
	}
	for _, key := range []string{"Alt", "E"} {
		if s := strings.TrimSpace(text(key)); s != "" {
			in.to.notes = append(in.to.notes, extract.Unit{Text: s, Hidden: extract.AltText})
		}
	}
	if s := text("ActualText"); len(s) > 3 {
		in.to.instead = append(in.to.instead, s)
	}
}

// compare makes notes of the words that stand for others than those painted.
func (c *canvas) compare() {
	if len(c.instead) == 0 {
		return
	}
	var painted strings.Builder
	for _, p := range c.pieces {
		painted.WriteString(squeeze(p.text))
	}
	for _, s := range c.instead {
		if w := squeeze(s); w != "" && !strings.Contains(painted.String(), w) {
			c.notes = append(c.notes, extract.Unit{Text: strings.TrimSpace(s), Hidden: extract.HiddenText})
		}
	}
}

// aside gives the text of the appearances that are not the one shown.
func (in *interp) aside(look node, say func(string)) {
	forms := look.values()
	if look.isStream() {
		forms = []node{look}
	}
	for _, f := range forms {
		if !f.isStream() || in.to.limit != "" {
			continue
		}
		c := &canvas{}
		other := in.d.interpret(c, identity)
		other.ops = in.ops
		other.form(f, node{d: in.d})
		in.ops = other.ops
		var b strings.Builder
		for _, p := range c.pieces {
			b.WriteString(p.text)
		}
		if b.Len() > 1 { // one letter is the shape of a tick
			say(b.String())
		}
	}
}
