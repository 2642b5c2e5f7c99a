package docx

import (
	"strings"

	"monban/extract"
	"monban/extract/ooxml"
)

// A field is a code and the text that a program has put there for it.
type field struct {
	code   []byte
	result bool // behind the code
	para   *para
	from   int // where the result begins in the text of the paragraph
}

// add adds to the code. It reports false when that has become too long to
// keep.
func (f *field) add(text string) bool {
	if len(f.code)+len(text) > ooxml.MaxText {
		return false
	}
	f.code = append(f.code, text...)
	return true
}

// code is the field whose code is being read, nil when there is none.
func (s *story) code() *field {
	for i := len(s.fields) - 1; i >= 0; i-- {
		if !s.fields[i].result {
			return s.fields[i]
		}
	}
	return nil
}

func (s *story) instruction(sc scope, text string) error {
	if f := s.code(); f != nil && f.add(text) {
		return nil
	}
	return s.tellCode(sc, text, "")
}

func (s *story) fieldChar(sc scope) error {
	n := len(s.fields)
	switch s.x.Attr("fldCharType") {
	case "begin":
		if n < 64 {
			s.fields = append(s.fields, &field{})
		}
	case "separate":
		if n > 0 {
			f := s.fields[n-1]
			f.result, f.para = true, sc.para
			if sc.para != nil {
				f.from = len(sc.para.text)
			}
		}
	case "end":
		if n > 0 {
			return s.endField(sc)
		}
	}
	return nil
}

func (s *story) endField(sc scope) error {
	n := len(s.fields) - 1
	f := s.fields[n]
	s.fields = s.fields[:n]
	if around := s.code(); around != nil && around.add(string(f.code)) {
		return nil // a field in the code of another
	}
	shown := ""
	if f.para != nil && f.para == sc.para && f.from <= len(f.para.text) {
		shown = string(f.para.text[f.from:])
	}
	return s.tellCode(sc, string(f.code), shown)
}

func (s *story) simpleField(sc scope) error {
	code := s.x.Attr("instr")
	from := 0
	if sc.para != nil {
		from = len(sc.para.text)
	}
	if err := s.inside(sc); err != nil {
		return err
	}
	shown := ""
	if sc.para != nil && from <= len(sc.para.text) {
		shown = string(sc.para.text[from:])
	}
	return s.tellCode(sc, code, shown)
}

// mute are the fields whose codes hold only settings.
var mute = map[string]bool{"PAGE": true, "NUMPAGES": true, "SECTIONPAGES": true, "PAGEREF": true, "TOC": true, "SEQ": true, "REF": true,
	"STYLEREF": true, "SYMBOL": true, "SECTION": true, "DATE": true, "TIME": true, "CREATEDATE": true, "SAVEDATE": true, "PRINTDATE": true,
	"FORMTEXT": true, "FORMCHECKBOX": true, "FORMDROPDOWN": true, "INDEX": true, "NOTEREF": true, "=": true, "EDITTIME": true, "NUMWORDS": true,
	"NUMCHARS": true, "EMBED": true, "ADVANCE": true, "LISTNUM": true, "AUTONUM": true}

// tellCode sends what a person may have written into the code of a field:
// the target of a link, an entry of an index, the texts to choose from.
func (s *story) tellCode(sc scope, code, shown string) error {
	words := strings.Fields(code)
	if len(words) == 0 {
		return nil
	}
	name := strings.ToUpper(words[0])
	if mute[name] {
		return nil
	}
	rest := strings.TrimSpace(strings.TrimSpace(code)[len(words[0]):])
	if name == "HYPERLINK" {
		for i, q := range quoted(rest) {
			if i == 0 && ooxml.Bare(q) == ooxml.Bare(shown) {
				continue
			}
			if err := s.aside(sc, q, extract.Hyperlink); err != nil {
				return err
			}
		}
		return nil
	}
	if text, above, ok := ooxml.FieldText(code); ok && ooxml.Clean(shown) == "" {
		if err := s.mark(sc, text); err != nil {
			return err
		}
		return s.aside(sc, above, 0)
	}
	if ooxml.Clean(shown) != "" && strings.Contains(rest, ooxml.Clean(shown)) && len(rest) < len(shown)+20 {
		return nil // it says what is seen
	}
	why := extract.HiddenText
	if strings.HasPrefix(name, "INCLUDE") || name == "LINK" || name == "DDE" || name == "DDEAUTO" || name == "DATABASE" {
		why = extract.ExternalLink
	}
	return s.aside(sc, rest, why)
}

// quoted lists the texts in quotes.
func quoted(s string) (out []string) {
	for {
		_, after, ok := strings.Cut(s, `"`)
		if !ok {
			return out
		}
		q, rest, ok := strings.Cut(after, `"`)
		if q != "" {
			out = append(out, q)
		}
		if !ok {
			return out
		}
		s = rest
	}
}

// link reads a hyperlink. Its target is told unless it is what is shown.
func (s *story) link(sc scope) error {
	id, tip, anchor := s.x.Attr("id"), s.x.Attr("tooltip"), s.x.Attr("anchor")
	from := 0
	if sc.para != nil {
		from = len(sc.para.text)
	}
	if err := s.inside(sc); err != nil {
		return err
	}
	target, external := ooxml.Target(s.rels, id)
	if external {
		s.shown[id] = true
		if sc.para != nil && from <= len(sc.para.text) && ooxml.Bare(target) == ooxml.Bare(string(sc.para.text[from:])) {
			target = ""
		}
	} else {
		target = ""
	}
	if strings.HasPrefix(anchor, "_") {
		anchor = ""
	}
	for _, t := range []string{target, tip, anchor} {
		if err := s.aside(sc, t, extract.Hyperlink); err != nil {
			return err
		}
	}
	return nil
}

// form reads what a form field says beside its content: names, help, and the
// entries to choose from.
func (s *story) form(sc scope) error {
	x := s.x
	told := map[string]bool{}
	for level := x.Depth - 1; x.Depth > level; {
		switch x.Next() {
		case ooxml.End:
			return nil
		case ooxml.Open:
			var texts []string
			switch string(x.Name) {
			case "alias", "tag", "default", "helpText", "statusText", "listEntry", "name", "entryMacro", "exitMacro":
				texts = []string{x.Attr("val")}
			case "listItem":
				texts = []string{x.Attr("displayText"), x.Attr("value")}
			case "date":
				texts = []string{x.Attr("fullDate")}
			case "docPartObj", "rPr", "placeholder":
				x.Skip()
			}
			for _, t := range texts {
				if t == "" || told[t] || len(told) > 1<<14 || t == "0" || t == "1" {
					continue
				}
				told[t] = true
				if err := s.aside(sc, t, extract.FormField); err != nil {
					return err
				}
			}
		}
	}
	return nil
}
