package xml

import (
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"monban/extract"
	"monban/extract/records"
)

const (
	maxText   = 4 << 20 // bytes of one value
	maxCells  = 5000    // of one record
	maxInside = 64      // records inside one record that stay in its row
)

// A walker is the state of the second reading.
type walker struct {
	ctx    context.Context
	to     extract.Sink
	d      *xml.Decoder
	stack  []frame
	tables *records.Set
	grids  map[*shape]int // rows so far
	failed error          // the sink's
}

// A frame is an open element.
type frame struct {
	at     *shape // nil where the survey did not come
	rec    *record
	own    bool   // rec is this element's
	prefix string // of the names of values, inside a record
	name   string // of the value, where it is not that of the element
	label  string // of what is in it, where an attribute tells
	para   bool   // the text of all elements in it is one paragraph
	text   []byte
	line   int
}

// A record collects the values of one row.
type record struct {
	at    *shape
	grid  bool
	names []string
	cells []extract.Unit

	inside []*record // of lists in it
}

func (w *walker) keep(err error) error {
	if err != nil && w.failed == nil {
		w.failed = err
	}
	return err
}

func (w *walker) top() *frame { return &w.stack[len(w.stack)-1] }

func (w *walker) run() error {
	for n := 0; ; n++ {
		if n%1024 == 0 && w.ctx.Err() != nil {
			return w.ctx.Err()
		}
		tok, err := w.d.RawToken()
		if err == io.EOF {
			if len(w.stack) > 1 {
				return errors.New("the file is cut off")
			}
			return nil
		}
		if err != nil {
			line, _ := w.d.InputPos()
			return fmt.Errorf("damaged in line %d", line) // the decoder's words quote the file
		}
		switch t := tok.(type) {
		case xml.StartElement:
			err = w.start(t)
		case xml.EndElement:
			if len(w.stack) > 1 {
				err = w.close()
			}
		case xml.CharData:
			err = w.chars(t)
		case xml.Comment:
			err = w.aside(string(t), extract.HTMLComment)
		case xml.Directive:
			if strings.Contains(string(t), "ENTITY") {
				err = w.aside(string(t), extract.HTMLComment)
			}
		case xml.ProcInst:
			if t.Target != "xml" && t.Target != "xml-stylesheet" && t.Target != "mso-application" {
				err = w.aside(string(t.Inst), extract.HTMLComment)
			}
		}
		if err != nil {
			return err
		}
	}
}

func (w *walker) start(t xml.StartElement) error {
	up := w.top()
	line, _ := w.d.InputPos()
	f := frame{rec: up.rec, prefix: up.prefix, label: up.label, line: line}
	if up.at != nil {
		f.at = up.at.kids[t.Name.Local]
	}
	if len(w.stack) > maxDepth {
		return &extract.CodeError{Code: extract.Limit, Err: fmt.Errorf("xml: more than %d elements in each other", maxDepth)}
	}
	key := ""
	if f.at != nil && f.at.leaf() && f.at.text {
		key = keyOf(t)
	}
	f.name = key
	switch {
	case up.para, f.at == nil, f.at.mixed():
		f.para = true
	case key == "" && (f.at.record() || f.at.grid()) && (up.rec == nil || f.at.repeated && !up.rec.grid):
		f.rec, f.own, f.prefix = &record{at: f.at, grid: f.at.grid()}, true, ""
	case !f.at.leaf() && f.rec != nil:
		f.prefix += t.Name.Local + " "
	}
	if f.rec != nil && !f.own && key == "" && f.at != nil && f.at.labelled() {
		f.label = labelOf(t)
	}
	w.stack = append(w.stack, f)
	if f.rec != nil && !f.own && f.at != nil && f.at.paired() {
		if name, value := pairOf(t); name != "" {
			return w.value(name, value, line)
		}
	}
	for _, a := range t.Attr {
		if !told(a) || key != "" && a.Value == key {
			continue
		}
		if err := w.attr(t, a, line); err != nil {
			return err
		}
	}
	return nil
}

// attr takes an attribute. Those of cells do not count as cells: "Index" says
// where the cell stands, and what has a prefix is the form of it.
func (w *walker) attr(t xml.StartElement, a xml.Attr, line int) error {
	f := w.top()
	if f.label != "" && f.rec != nil && !f.rec.grid && len(f.rec.cells) < maxCells {
		if strings.TrimSpace(a.Value) != f.label {
			f.rec.add(f.label+" "+a.Name.Local, strings.TrimSpace(a.Value), line)
		}
		return nil
	}
	if f.rec == nil || !f.rec.grid {
		name := a.Name.Local
		if f.at != nil && f.at.leaf() && !f.own {
			name = t.Name.Local + " " + name
		}
		return w.value(name, a.Value, line)
	}
	switch n, err := strconv.Atoi(a.Value); {
	case a.Name.Local == "Index" && err == nil:
		for len(f.rec.cells) < min(n-1, maxCells) && !f.own {
			f.rec.add("", "", line)
		}
	case strings.EqualFold(a.Name.Local, "href"):
		return w.aside(a.Value, extract.Hyperlink)
	case a.Name.Space == "":
		return w.aside(a.Value, 0)
	}
	return nil
}

func (w *walker) chars(b []byte) error {
	f := w.top()
	if len(w.stack) == 1 {
		if s := strings.TrimSpace(string(b)); s != "" {
			return w.say(s, extract.Loc{}, 0)
		}
		return nil
	}
	if len(f.text)+len(b) > maxText {
		if err := w.flush(f); err != nil {
			return err
		}
	}
	f.text = append(f.text, b[:min(len(b), maxText)]...)
	return nil
}

// flush sends the text of an element that is too long to keep.
func (w *walker) flush(f *frame) error {
	s := strings.TrimSpace(string(f.text))
	f.text = f.text[:0]
	name := f.name
	if name == "" && f.at != nil {
		name = f.at.name
	}
	return w.value(name, s, f.line)
}

// close ends an element.
func (w *walker) close() error {
	f := *w.top()
	w.stack = w.stack[:len(w.stack)-1]
	up := w.top()
	if f.para && up.para && len(w.stack) > 1 { // goes on in the paragraph around it
		if len(up.text)+len(f.text) <= maxText {
			up.text = append(up.text, f.text...)
			return nil
		}
	}
	if s := strings.TrimSpace(string(f.text)); s != "" {
		name := f.name
		if name == "" && f.at != nil {
			name = f.at.name
		}
		switch {
		case f.label != "" && f.rec != nil && len(f.rec.cells) < maxCells:
			f.rec.add(f.label, s, f.line)
		case f.own:
			f.rec.add(name, s, f.line)
		case up.rec == nil && f.at != nil && f.at.leaf() && f.at.repeated && !f.para:
			u := extract.Unit{Text: s, Loc: extract.Loc{Line: f.line}}
			if err := w.keep(w.tables.Add(up.at.path, []string{name}, []extract.Unit{u})); err != nil {
				return err
			}
		default:
			if err := w.value(name, s, f.line); err != nil {
				return err
			}
		}
	} else if f.rec != nil && f.rec.grid && !f.own && f.at != nil && f.at.leaf() {
		f.rec.add("", "", f.line) // an empty cell keeps its place
	}
	if f.own {
		if up.rec.holds(f.rec) {
			return nil
		}
		return w.row(f.rec)
	}
	return nil
}

// holds keeps a record inside one of a table for its row: what stands in <visit> is
// said of the <patient> around it. It reports whether there was room.
func (r *record) holds(in *record) bool {
	if r == nil || r.grid || in.grid || !r.at.repeated || len(r.inside) >= maxInside || len(r.cells)+len(in.cells) > maxCells {
		return false
	}
	in.flatten()
	r.inside = append(r.inside, in)
	return true
}

// flatten adds the records inside one behind its own values, under names that tell
// of their list: visit[].day.
func (r *record) flatten() {
	for _, in := range r.inside {
		for i, u := range in.cells {
			r.names = append(r.names, in.at.name+"[]."+in.names[i])
			r.cells = append(r.cells, u)
		}
	}
	r.inside = nil
}

// value takes a value: into the open record, or as text.
func (w *walker) value(name, s string, line int) error {
	f := w.top()
	if s = strings.TrimSpace(s); s == "" {
		return nil
	}
	if f.rec != nil && len(f.rec.cells) < maxCells {
		f.rec.add(f.prefix+name, s, line)
		return nil
	}
	at := extract.Loc{Line: line}
	if f.at != nil {
		at.Sheet = f.at.path
	}
	return w.say(s, at, 0)
}

func (r *record) add(name, s string, line int) {
	r.names = append(r.names, name)
	r.cells = append(r.cells, extract.Unit{Text: s, Loc: extract.Loc{Line: line}})
}

// row sends a record.
func (w *walker) row(r *record) error {
	if !r.grid {
		if len(r.cells) == 0 { // it says nothing itself
			for _, in := range r.inside {
				if err := w.keep(w.tables.Add(in.at.path, in.names, in.cells)); err != nil {
					return err
				}
			}
			return nil
		}
		r.flatten()
		return w.keep(w.tables.Add(r.at.path, r.names, r.cells))
	}
	w.grids[r.at]++
	var row []extract.Unit
	for i, u := range r.cells {
		if u.Loc.Sheet, u.Loc.Row, u.Loc.Col = r.at.parent.path, w.grids[r.at], i+1; u.Text != "" {
			row = append(row, u)
		}
	}
	if len(row) == 0 {
		return nil
	}
	return w.keep(w.to.Row(row))
}

func (w *walker) aside(s string, h extract.Hidden) error {
	line, _ := w.d.InputPos()
	at := extract.Loc{Line: line}
	if f := w.top(); f.at != nil {
		at.Sheet = f.at.path
	}
	return w.say(s, at, h)
}

// say sends text line by line.
func (w *walker) say(s string, at extract.Loc, h extract.Hidden) error {
	for _, l := range strings.Split(s, "\n") {
		if l = strings.TrimSpace(l); l == "" {
			continue
		}
		if err := w.keep(w.to.Text(extract.Unit{Text: l, Loc: at, Hidden: h})); err != nil {
			return err
		}
	}
	return nil
}

// end sends what is open at the end of a file that is cut off, and the rows
// that wait.
func (w *walker) end() error {
	for len(w.stack) > 1 {
		if err := w.close(); err != nil {
			return err
		}
	}
	return w.keep(w.tables.Flush())
}
