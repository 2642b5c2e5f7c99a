package odf

import (
	"regexp"
	"strings"

	"monban/extract"
	"monban/extract/ooxml"
)

// author names who has changed or commented, once each.
func (d *doc) author(name string, why extract.Hidden, sheet string) error {
	if key := why.String() + name; !d.authors[key] && len(d.authors) < 10_000 {
		d.authors[key] = true
		return d.Say(extract.Unit{Text: name, Loc: extract.Loc{Sheet: sheet}, Hidden: why, Role: extract.Property})
	}
	return nil
}

// annotation reads a comment: who wrote it, and its paragraphs.
func (s *story) annotation(sc scope) error {
	return s.signed(sc, extract.Comment)
}

// change reads who has changed something.
func (s *story) change(sc scope) error {
	return s.signed(sc, extract.Revision)
}

// signed reads paragraphs that somebody has signed.
func (s *story) signed(sc scope, why extract.Hidden) error {
	x := s.x
	sc.hidden |= why
	sc.para, sc.cell = nil, false
	sc.look = ooxml.Look{}
	for level := x.Depth - 1; x.Depth > level; {
		tok := x.Next()
		if tok == ooxml.End {
			return nil
		}
		if tok != ooxml.Open {
			continue
		}
		var err error
		switch string(x.Name) {
		case "creator", "creator-initials", "sender-initials":
			err = s.d.author(ooxml.Clean(x.Inner()), why, s.at(sc).Sheet)
		default:
			err = s.element(&sc)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// link reads a hyperlink. Its target is told unless it is what is shown.
func (s *story) link(sc scope) error {
	href, title := s.x.Attr("href"), s.x.Attr("title")
	from := 0
	if sc.para != nil {
		from = len(sc.para.Text)
	}
	if err := s.inside(sc); err != nil {
		return err
	}
	if sc.para != nil && from <= len(sc.para.Text) && ooxml.Bare(href) == ooxml.Bare(string(sc.para.Text[from:])) || strings.HasPrefix(href, "#") {
		href = ""
	}
	for _, t := range []string{href, title} {
		if err := s.aside(sc, t, extract.Hyperlink); err != nil {
			return err
		}
	}
	return nil
}

// hiddenField reads fields that show their text only on a condition.
func (s *story) hiddenField(sc scope) error {
	x := s.x
	texts := []string{x.Attr("string-value"), x.Attr("string-value-if-true"), x.Attr("string-value-if-false")}
	hidden := x.Attr("is-hidden") == "true"
	if string(x.Name) == "conditional-text" {
		hidden = false
	}
	if string(x.Name) == "hidden-text" {
		hidden = true
	}
	if hidden {
		sc.hidden |= extract.HiddenText
	}
	for _, t := range texts {
		if err := s.aside(sc, t, extract.HiddenText); err != nil {
			return err
		}
	}
	if string(x.Name) == "hidden-text" {
		x.Skip() // what is shown instead is the same text or none
		return nil
	}
	return s.inside(sc)
}

// alt reads what is said about a picture or a shape.
func (s *story) alt(sc scope) error {
	why := extract.AltText
	if sc.para != nil {
		return s.inside(sc) // a field with the title of the document
	}
	text := s.x.Inner()
	if s.told == nil {
		s.told = map[string]bool{}
	}
	if s.told[text] {
		return nil
	}
	if len(s.told) < 1<<16 {
		s.told[text] = true
	}
	return s.aside(sc, text, why)
}

// declared reads elements that say something in their attributes.
func (s *story) declared(sc scope) error {
	x := s.x
	attrs, why := []string{"name"}, extract.DefinedName
	switch string(x.Name) {
	case "user-field-decl", "variable-decl":
		attrs = []string{"name", "string-value", "value", "date-value"}
	case "dde-connection-decl":
		attrs, why = []string{"dde-application", "dde-topic", "dde-item"}, extract.ExternalLink
	case "named-expression":
		attrs = []string{"name", "expression"}
	case "cell-range-source", "table-source":
		attrs, why = []string{"href", "name", "table-name"}, extract.ExternalLink
	case "data-pilot-table", "data-pilot-member", "data-pilot-group":
		why = extract.PivotCache
	case "scenario":
		attrs, why = []string{"comment"}, extract.HiddenText
	case "content-validation":
		attrs, why = []string{"condition"}, extract.Validation
	case "database-display":
		attrs = []string{"database-name", "table-name", "column-name"}
	case "placeholder", "text-input":
		attrs, why = []string{"description"}, extract.FormField
	case "drop-down":
		attrs, why = []string{"name", "description"}, extract.FormField
	case "label":
		attrs, why = []string{"value"}, extract.FormField
	case "alphabetical-index-mark", "alphabetical-index-mark-start", "toc-mark", "user-index-mark":
		attrs, why = []string{"string-value", "key1", "key2"}, extract.HiddenText
	case "variable-set":
		if attrs, why = nil, extract.HiddenText; x.Attr("display") == "none" {
			attrs = []string{"string-value"}
		}
	case "image", "object", "object-ole", "plugin":
		attrs, why = nil, extract.ExternalLink
		if h := x.Attr("href"); strings.Contains(h, "://") || strings.HasPrefix(h, "../") {
			attrs = []string{"href"}
		}
	}
	for _, a := range attrs {
		v := x.Attr(a)
		switch {
		case (a == "condition" || a == "expression") && v != "":
			v = strings.Join(literals(v), " ")
		case strings.HasPrefix(v, "_"), string(x.Name) == "page" && numbered.MatchString(v):
			continue
		}
		if err := s.aside(sc, v, why); err != nil {
			return err
		}
	}
	return s.inside(sc)
}

// numbered is the name of a slide that nobody gave one.
var numbered = regexp.MustCompile(`(?i)^(p|page|slide|folie|スライド|ページ)?\s*\d+$`)

// form reads a field of a form: what it is called, what stands in it, and
// what to choose from.
func (s *story) form(sc scope) error {
	x := s.x
	told := map[string]bool{"": true}
	for _, a := range []string{"name", "label", "value", "current-value", "title", "string-value", "default-value"} {
		if string(x.Name) == "property" && a != "string-value" {
			continue
		}
		v := x.Attr(a)
		if told[v] || x.Attr("control-implementation") == "" && string(x.Name) == "text" && a == "name" && sc.para != nil {
			continue
		}
		told[v] = true
		if string(x.Name) == "property" && !ooxml.Telling([]byte(v)) {
			continue
		}
		if err := s.aside(sc, v, extract.FormField); err != nil {
			return err
		}
	}
	return s.inside(sc)
}
