package xlsx

import (
	"maps"
	"slices"
	"strings"

	"monban/extract"
	"monban/extract/numfmt"
	"monban/extract/ooxml"
)

// extra reads what stands in a worksheet beside its rows. x is at an ooxml.Open.
func (s *sheetReader) extra(x *ooxml.Scanner) error {
	name := string(x.Name)
	switch name {
	case "dataValidation":
		return s.validation(x)
	case "cfRule":
		return s.text(x.Attr("text"), s.loc(0, 0), extract.Validation)
	case "filter", "customFilter":
		return s.text(x.Attr("val"), s.loc(0, 0), extract.Filter)
	case "oddHeader", "oddFooter", "evenHeader", "evenFooter", "firstHeader", "firstFooter":
		return s.text(numfmt.PageText(x.Inner()), s.loc(0, 0), extract.HeaderFooter)
	case "formula":
		return s.text(literals([]byte(x.Inner())), s.loc(0, 0), extract.Validation)
	case "sparkline":
		return s.text(x.Inner(), s.loc(0, 0), extract.ChartCache)
	case "scenario":
		return s.text(join(x.Attr("name"), x.Attr("user"), x.Attr("comment")), s.loc(0, 0), extract.HiddenText)
	case "inputCells":
		col, row := parseRef(x.Attr("r"))
		return s.text(x.Attr("val"), s.loc(row, col), extract.HiddenText)
	case "protectedRange":
		return s.text(x.Attr("name"), s.loc(0, 0), extract.DefinedName)
	}
	return nil
}

// text sends one text of the sheet, when it says anything.
func (s *sheetReader) text(text string, at extract.Loc, why extract.Hidden) error {
	return s.b.Say(extract.Unit{Text: text, Loc: at, Hidden: why | s.hidden})
}

// validation reads the messages and the list of a rule for input.
func (s *sheetReader) validation(x *ooxml.Scanner) error {
	texts := []string{x.Attr("promptTitle"), x.Attr("prompt"), x.Attr("errorTitle"), x.Attr("error")}
	ref := x.Attr("sqref")
	in := ""
	var formula []byte
	for level := x.Depth - 1; x.Depth > level; {
		switch x.Next() {
		case ooxml.End:
			return nil
		case ooxml.Open:
			in = string(x.Name)
		case ooxml.Chars:
			switch in {
			case "formula1", "formula2", "f":
				formula = x.AppendText(formula)
			case "sqref":
				ref += string(x.Text)
			}
		case ooxml.Close:
			formula = append(formula, ' ')
			in = ""
		}
	}
	first, _, _ := strings.Cut(strings.TrimSpace(ref), " ")
	b, _ := parseBox(first)
	for _, t := range append(texts, literals(formula)) {
		if err := s.text(t, s.loc(b.row1, b.col1), extract.Validation); err != nil {
			return err
		}
	}
	return nil
}

// A link is a hyperlink on a cell.
type link struct {
	box
	id, location, tooltip, display string
	shown                          bool // its target is what the cell shows
}

// sees notes that a cell shows a text: a link to just that hides nothing.
func (s *sheetReader) sees(row, col int, text string) {
	l := s.frame.links[[2]int32{int32(row), int32(col)}]
	if l == nil {
		return
	}
	if target := s.rel[l.id]; target != "" && bare(target) == bare(text) {
		l.shown = true
	}
	if l.display == text {
		l.display = ""
	}
}

// bare is an address without what programs add to it.
func bare(s string) string {
	s = strings.ToLower(strings.TrimSpace(s))
	for _, p := range []string{"mailto:", "tel:", "https://", "http://"} {
		s = strings.TrimPrefix(s, p)
	}
	return strings.TrimSuffix(s, "/")
}

// links sends the hyperlinks that are more than what their cells show.
func (s *sheetReader) links() error {
	used := map[string]bool{}
	for _, l := range s.frame.order {
		at := s.loc(l.row1, l.col1)
		target := s.rel[l.id]
		if l.shown {
			target = ""
		}
		for _, t := range []string{target, l.location, l.tooltip, l.display} {
			if err := s.text(t, at, extract.Hyperlink); err != nil {
				return err
			}
		}
		used[l.id] = true
	}
	for _, id := range slices.Sorted(maps.Keys(s.rel)) {
		if used[id] {
			continue
		}
		if err := s.text(s.rel[id], s.loc(0, 0), extract.Hyperlink); err != nil {
			return err
		}
	}
	return nil
}

func join(words ...string) string {
	var out []string
	for _, w := range words {
		if w = strings.TrimSpace(w); w != "" {
			out = append(out, w)
		}
	}
	return strings.Join(out, " ")
}
