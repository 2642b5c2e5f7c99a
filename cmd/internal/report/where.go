package report

import (
	"fmt"
	"path"
	"slices"
	"strconv"
	"strings"

	"monban/detect"
	"monban/extract"
)

const (
	mostTables  = 4
	mostColumns = 8
	mostPlaces  = 5
)

// places says where things stand, so that one finds them in Excel: tables by
// sheet, rows and columns, the rest one by one.
func (p *printer) places(f *detect.Report) {
	m := newMasker(f, p.in.Reveal)
	loose := p.loose(f, m)
	if len(f.Tables) == 0 && len(loose) == 0 {
		return
	}
	p.line(0, "")
	p.line(2, p.of("どこに", "Where"))
	tables := telling(f)
	shown := tables[:min(len(tables), mostTables)]
	wide := 0
	for _, t := range shown {
		wide = max(wide, width(p.tablePlace(f, t, m)))
	}
	for _, t := range shown {
		p.line(4, pad(p.tablePlace(f, t, m), min(wide, 44))+"  "+p.columns(f, t, m))
	}
	if n := len(tables) - len(shown); n > 0 {
		p.line(4, p.of(fmt.Sprintf("ほか%dつの表", n), fmt.Sprintf("and %d more tables", n)))
	}
	for _, s := range loose[:min(len(loose), mostPlaces)] {
		p.line(4, pad(s.At, 18)+"  "+s.What)
	}
	if n := len(loose) - mostPlaces; n > 0 {
		p.line(4, p.more(n, f.Truncated))
	}
}

// more says how many places are not listed: at least so many when the list of
// findings was cut.
func (p *printer) more(n int, cut bool) string {
	if cut {
		return p.of(fmt.Sprintf("ほか%dか所以上", n), fmt.Sprintf("and at least %d more places", n))
	}
	return p.of(fmt.Sprintf("ほか%dか所", n), fmt.Sprintf("and %d more places", n))
}

// telling returns the tables with personal data, that with most people first.
func telling(f *detect.Report) []*detect.Table {
	tables := make([]*detect.Table, 0, len(f.Tables))
	for i := range f.Tables {
		if len(f.Tables[i].Columns) > 0 {
			tables = append(tables, &f.Tables[i])
		}
	}
	slices.SortStableFunc(tables, func(a, b *detect.Table) int { return b.People - a.People })
	return tables
}

// A spot is a place, and what stands there.
type spot struct{ At, What string }

// tablePlace says where a table stands.
func (p *printer) tablePlace(f *detect.Report, t *detect.Table, m masker) string {
	s := p.place(f, extract.Loc{Part: t.Part, Sheet: t.Sheet, Page: t.Page}, m)
	if !t.Transposed && t.FirstRow > 0 && t.Rows > 0 {
		switch {
		case s != "" && t.Sheet == "" && t.Page == 0:
			s += p.of(" ", ", ")
		case s != "":
			s += p.of("", ", ")
		}
		last := t.FirstRow + t.Rows - 1
		switch {
		case last == t.FirstRow:
			s += p.of(fmt.Sprintf("%d行", last), fmt.Sprintf("row %d", last))
		default:
			s += p.of(fmt.Sprintf("%d〜%d行", t.FirstRow, last), fmt.Sprintf("rows %d to %d", t.FirstRow, last))
		}
	}
	if wholly(t) {
		s += p.of("（非表示）", " (hidden)")
	}
	return s
}

// wholly reports whether all of a table is hidden, because its sheet is.
func wholly(t *detect.Table) bool {
	const sheets = extract.HiddenSheet | extract.VeryHidden | extract.HiddenSlide
	if t.Hidden&sheets != 0 {
		return true
	}
	return len(t.Columns) > 0 && !slices.ContainsFunc(t.Columns, func(c detect.Column) bool { return c.Hidden&sheets == 0 })
}

// columns names the columns of a table that hold something, the weightiest
// first where there are too many.
func (p *printer) columns(f *detect.Report, t *detect.Table, m masker) string {
	list := make([]*detect.Column, 0, len(t.Columns))
	for i := range t.Columns {
		list = append(list, &t.Columns[i])
	}
	if len(list) > mostColumns {
		slices.SortStableFunc(list, func(a, b *detect.Column) int { return weight(b.Kind) - weight(a.Kind) })
		list = list[:mostColumns]
		slices.SortFunc(list, func(a, b *detect.Column) int { return a.Index - b.Index })
	}
	var out []string
	for _, c := range list {
		h := short(safe(m.header(f, t, c, p.in.Reveal)), 24)
		if h == "" {
			h = p.kind(c.Kind)
		}
		n := safe(columnName(t, c))
		switch {
		case c.Name != "":
			n, h = h, ""
		case t.Transposed:
			n = p.of(n+"行", "row "+n)
		default:
			n = p.of(n+"列", n)
		}
		s := strings.TrimSpace(n + " " + h)
		if c.Hidden.Concealed() && !wholly(t) {
			s += p.of("（非表示）", " (hidden)")
		}
		out = append(out, s)
	}
	s := p.join(out)
	if n := len(t.Columns) - len(list); n > 0 {
		s += p.of(fmt.Sprintf(" ほか%d列", n), fmt.Sprintf(" and %d more", n))
	}
	return s
}

func weight(k detect.Kind) int {
	info, _ := k.Info()
	return int(info.Class)
}

// place says where something stands, without the row of a table.
func (p *printer) place(f *detect.Report, l extract.Loc, m masker) string {
	var out []string
	if l.Part != "" {
		out = append(out, safe(m.name(l.Part)))
	}
	if l.Sheet != "" {
		name := safe(m.name(l.Sheet))
		if workbook(f.Type, l.Part) {
			out = append(out, p.of("シート「"+name+"」", `sheet "`+name+`"`))
		} else { // the table of a dump, the path of records, the part of a document
			out = append(out, p.of("「"+name+"」", `"`+name+`"`))
		}
	}
	if l.Page > 0 {
		out = append(out, p.of(strconv.Itoa(l.Page)+"ページ", "page "+strconv.Itoa(l.Page)))
	}
	switch {
	case l.Row > 0 && l.Col > 0:
		out = append(out, Letters(l.Col)+strconv.Itoa(l.Row))
	case l.Line > 0:
		out = append(out, p.of(strconv.Itoa(l.Line)+"行", "line "+strconv.Itoa(l.Line)))
	case l.Row > 0:
		out = append(out, p.of(strconv.Itoa(l.Row)+"行", "row "+strconv.Itoa(l.Row)))
	}
	if l.Part != "" && len(out) > 1 {
		return out[0] + p.of(" ", ", ") + strings.Join(out[1:], p.of("", ", "))
	}
	return strings.Join(out, p.of("", ", "))
}

// workbook reports whether a part of a file, "" for the file itself, has sheets.
func workbook(format, part string) bool {
	if part != "" {
		format = strings.TrimPrefix(strings.ToLower(path.Ext(part)), ".")
	}
	return strings.HasPrefix(format, "xl") || slices.Contains([]string{"ods", "ots", "fods"}, format)
}

// loose lists the findings outside the tables, by place.
func (p *printer) loose(f *detect.Report, m masker) []spot {
	var order []string
	at := map[string][]string{}
	subjects := Subjects(f.People)
	for i := range f.Findings {
		fi := &f.Findings[i]
		if inTable(f, fi) || fi.Business && subjects > 0 { // contacts are not what must be taken out
			continue
		}
		place := p.place(f, fi.Loc, m)
		if h := p.lang.hidden(fi.Hidden); h != "" {
			switch {
			case place == "" || !fi.Hidden.Concealed() && fi.Loc.Sheet == "":
				place = strings.TrimSpace(place + " " + h)
			default:
				place += p.of("（"+h+"）", " ("+h+")")
			}
		}
		if place == "" {
			place = p.of("本文", "text")
		}
		if at[place] == nil {
			order = append(order, place)
		}
		v := fi.Value.String()
		if p.in.Reveal {
			v = fi.Value.Reveal()
		}
		at[place] = append(at[place], p.kind(fi.Kind)+" "+short(safe(v), 40))
	}
	var out []spot
	for _, place := range order {
		l := at[place]
		s := p.join(l[:min(len(l), 4)])
		if n := len(l) - 4; n > 0 {
			s += p.of(fmt.Sprintf(" ほか%d件", n), fmt.Sprintf(" and %d more", n))
		}
		out = append(out, spot{place, s})
	}
	return out
}

// inTable reports whether a finding is told with a column of a table. A table
// of a document may go on over the next pages.
func inTable(f *detect.Report, fi *detect.Finding) bool {
	for i := range f.Tables {
		t := &f.Tables[i]
		if t.Part != fi.Loc.Part || t.Sheet != fi.Loc.Sheet || fi.Loc.Page < t.Page {
			continue
		}
		at, along := fi.Loc.Col, fi.Loc.Row
		if t.Transposed {
			at, along = along, at
		}
		if along < t.FirstRow && !t.Transposed && fi.Loc.Page == t.Page {
			continue
		}
		for _, c := range t.Columns {
			if c.Index == at {
				return true
			}
		}
	}
	return false
}
