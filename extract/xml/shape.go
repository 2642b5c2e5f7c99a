package xml

import (
	"context"
	"encoding/xml"
	"io"
	"strings"
)

const (
	maxDepth = 256    // elements in each other
	maxPaths = 20_000 // kinds of places, by the names on the way to them
)

// A shape is what all elements at one path have in common. The first reading
// of a file finds the shapes, the second uses them.
type shape struct {
	name     string
	path     string
	parent   *shape
	kids     map[string]*shape
	repeated bool            // there are two of them side by side
	inner    bool            // some have elements in them
	text     bool            // some have text in them
	fields   map[string]bool // the names of values in it, a few
	elements int             // how many there are
	pairs    map[string]int  // those that name their value by an attribute, by that name
	labels   map[string]int  // those that name what is in them so, by that name
}

// mixed is text with elements in it: a paragraph.
func (s *shape) mixed() bool { return s.inner && s.text }

func (s *shape) leaf() bool { return !s.inner }

// record tells whether elements of this shape are records of a table.
func (s *shape) record() bool {
	return !s.mixed() && !s.paired() && !s.labelled() && (s.inner && s.repeated || len(s.fields) >= 2)
}

// pairsMost is how many names pairs have at most: more are no names of fields.
const pairsMost = 500

// pair counts an element and the name that it gives its value.
func (s *shape) pair(t xml.StartElement) {
	s.elements++
	if label := labelOf(t); label == "" || len(s.labels) > pairsMost {
		s.labels = nil
	} else if s.labels != nil || s.elements == 1 {
		if s.labels == nil {
			s.labels = map[string]int{}
		}
		s.labels[label]++
	}
	if s.elements > 1 && s.pairs == nil || len(s.pairs) > pairsMost {
		return
	}
	key, _ := pairOf(t)
	if key == "" {
		s.pairs = nil
		return
	}
	if s.pairs == nil {
		s.pairs = map[string]int{}
	}
	s.pairs[key]++
}

// paired tells elements that each hold the name and the value of one field of
// the record around them. The names come again from record to record: of
// <person name="…" value="…"/> they do not.
func (s *shape) paired() bool {
	return s.leaf() && !s.text && s.repeated && s.parent.repeated && len(s.pairs) > 1 && len(s.pairs) <= pairsMost && s.elements*2 >= len(s.pairs)*3
}

// labelled tells elements that name by an attribute what their text or the one
// element in them says of the record around them: <item label="HbA1c" unit="%"><value>.
func (s *shape) labelled() bool {
	if s.mixed() || !s.repeated || len(s.labels) < 2 || len(s.labels) > pairsMost || s.elements*2 < len(s.labels)*3 || len(s.kids) > 1 || !s.text && s.leaf() {
		return false
	}
	for _, k := range s.kids {
		if !k.leaf() || !k.text || k.repeated {
			return false
		}
	}
	for p := s.parent; p != nil; p = p.parent {
		if p.repeated {
			return true
		}
	}
	return false
}

// labelOf is the name that an attribute gives to what is in an element, beside
// others that say more of it: a unit, a code.
func labelOf(t xml.StartElement) string {
	for _, a := range t.Attr {
		switch strings.ToLower(a.Name.Local) {
		case "key", "field", "label", "title", "item", "code", "display", "名称", "項目", "項目名", "検査名", "検査項目", "見出し":
			if s := strings.TrimSpace(a.Value); s != "" && len(s) <= 100 {
				return s
			}
		}
	}
	return ""
}

// cellNames are names that say no more than that there is a value.
var cellNames = map[string]bool{"cell": true, "td": true, "th": true, "c": true, "col": true, "column": true, "entry": true, "value": true, "data": true, "v": true, "field": true}

// grid tells records whose values all have the same name, and so are told
// apart only by their places: rows of cells.
func (s *shape) grid() bool {
	if !s.inner || !s.repeated || len(s.kids) != 1 || len(s.fields) > 1 {
		return false
	}
	for name, k := range s.kids {
		return k.repeated && cellNames[strings.ToLower(name)]
	}
	return false
}

func (s *shape) field(name string) {
	if len(s.fields) < 3 {
		if s.fields == nil {
			s.fields = map[string]bool{}
		}
		s.fields[name] = true
	}
}

// kid is the shape of the elements called name in s, nil when there are too
// many kinds.
func (s *shape) kid(name string, left *int) *shape {
	if k := s.kids[name]; k != nil {
		return k
	}
	if *left--; *left < 0 {
		return nil
	}
	if s.kids == nil {
		s.kids = map[string]*shape{}
	}
	k := &shape{name: name, path: s.path + "/" + name, parent: s}
	s.kids[name] = k
	return k
}

// survey reads a file once for its shapes. Damage ends it early: the second
// reading tells.
func survey(ctx context.Context, d *xml.Decoder) (*shape, error) {
	root := &shape{}
	type level struct {
		at   *shape
		seen map[string]bool
		key  string
		text bool
		tags []string // the names of attributes
	}
	stack := []level{{at: root}}
	left := maxPaths
	for n := 0; ; n++ {
		if n%1024 == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		tok, err := d.RawToken()
		if err != nil {
			return root, nil // io.EOF, or damage
		}
		top := &stack[len(stack)-1]
		switch t := tok.(type) {
		case xml.StartElement:
			if len(stack) > maxDepth {
				return root, nil
			}
			name := t.Name.Local
			at := top.at.kid(name, &left)
			if at == nil {
				return root, nil
			}
			top.at.inner = true
			if top.seen == nil {
				top.seen = map[string]bool{}
			}
			at.repeated = at.repeated || top.seen[name]
			top.seen[name] = true
			l := level{at: at, key: keyOf(t)}
			at.pair(t)
			for _, a := range t.Attr {
				if told(a) && len(l.tags) < 3 {
					l.tags = append(l.tags, "@"+a.Name.Local)
				}
			}
			stack = append(stack, l)
		case xml.EndElement:
			if len(stack) == 1 {
				continue
			}
			keyed := top.key != "" && top.text && top.seen == nil
			if !keyed {
				for _, tag := range top.tags {
					top.at.field(tag)
				}
				if top.text && len(top.tags) > 0 {
					top.at.field(top.at.name)
				}
			}
			if up := stack[len(stack)-2].at; keyed {
				up.field(top.key)
			} else if top.seen == nil {
				up.field(top.at.name)
			}
			stack = stack[:len(stack)-1]
		case xml.CharData:
			if len(stack) > 1 && strings.TrimSpace(string(t)) != "" {
				top.at.text, top.text = true, true
			}
		}
	}
}

// keyOf is the name that an element gives its value by an attribute, as in
// <field name="address">. It holds when nothing else but a type stands there.
func keyOf(t xml.StartElement) string {
	key := ""
	for _, a := range t.Attr {
		if !told(a) {
			continue
		}
		switch strings.ToLower(a.Name.Local) {
		case "name", "key", "field", "column", "label":
			if key != "" {
				return ""
			}
			key = a.Value
		case "type":
		default:
			return ""
		}
	}
	if len(key) > 100 {
		return ""
	}
	return strings.TrimSpace(key)
}

// pairOf is the name and the value of an element that holds both in attributes:
// <item name="address" value="…"/>. The name is empty when more stands there.
func pairOf(t xml.StartElement) (key, value string) {
	valued := false
	for _, a := range t.Attr {
		switch strings.ToLower(a.Name.Local) {
		case "name", "key", "field", "column", "label":
			if key != "" || len(a.Value) > 100 {
				return "", ""
			}
			key = strings.TrimSpace(a.Value)
		case "value", "val":
			if valued {
				return "", ""
			}
			value, valued = a.Value, true
		case "type":
		default:
			if told(a) {
				return "", ""
			}
		}
	}
	if !valued {
		return "", ""
	}
	return key, value
}

// told leaves out attributes that only serve XML itself.
func told(a xml.Attr) bool {
	return a.Name.Space != "xmlns" && a.Name.Local != "xmlns" && a.Name.Space != "xml" && a.Name.Space != "xsi" && strings.TrimSpace(a.Value) != ""
}

// newDecoder reads UTF-8, whatever the file says: it was decoded before.
func newDecoder(r io.Reader) *xml.Decoder {
	d := xml.NewDecoder(r)
	d.Strict = false
	d.Entity = xml.HTMLEntity
	d.CharsetReader = func(_ string, in io.Reader) (io.Reader, error) { return in, nil }
	return d
}
