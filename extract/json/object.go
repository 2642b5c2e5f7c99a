package json

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"monban/extract"
)

const (
	elementsMost = 64 // of one array inside a row that are held
	alikeLeast   = 2  // members of an object that make a table of it
)

// A field is a value of an object, under its full key. Elements of arrays of
// objects are numbered, by the outermost array that they stand in.
type field struct {
	key, text string
	number    bool
	element   int     // from 1, 0 outside of arrays
	list      []field // of an array of plain values: each of them, blanks too
}

// array reads elements: objects are rows, arrays are rows without names,
// anything else is text of that path. names are what a plain array beside it
// said, which may name the columns.
func (r *reader) array(path string, depth int, names []string) error {
	for r.dec.More() {
		if err := r.ctx.Err(); err != nil {
			return err
		}
		tok, err := r.dec.Token()
		if err != nil {
			return err
		}
		switch tok {
		case json.Delim('{'):
			err = r.object(path, depth+1, true)
		case json.Delim('['):
			err = r.line(path, depth+1, names)
		default:
			err = r.value(tok, path, depth+1)
		}
		if err != nil {
			return err
		}
	}
	_, err := r.dec.Token()
	return err
}

// line reads an array inside an array: plain values are a row.
func (r *reader) line(path string, depth int, names []string) error {
	if depth > depthMost {
		return errors.New("too deep")
	}
	var cells []extract.Unit
	col := 0
	for r.dec.More() {
		tok, err := r.dec.Token()
		if err != nil {
			return err
		}
		if d, ok := tok.(json.Delim); ok {
			if err := r.value(d, path, depth); err != nil {
				return err
			}
			continue
		}
		if col++; col > keysMost {
			continue
		}
		f, ok := plain(tok)
		if ok && f.text != "" {
			u := extract.Unit{Text: f.text, Loc: extract.Loc{Sheet: path, Col: col}}
			if f.number {
				u.Type = extract.Number
			}
			cells = append(cells, u)
		}
	}
	if _, err := r.dec.Token(); err != nil {
		return err
	}
	if len(cells) == 0 {
		return nil
	}
	t := r.table(path)
	if t.row == 0 && len(names) == col {
		for i, n := range names {
			t.keys = append(t.keys, n)
			t.cols[n] = i + 1
		}
	}
	t.row++
	for i := range cells {
		cells[i].Loc.Row = t.row
	}
	return r.add(t, cells)
}

// plain is the field of a token that is a value by itself.
func plain(tok json.Token) (field, bool) {
	switch t := tok.(type) {
	case string:
		return field{text: t}, true
	case json.Number:
		return field{text: t.String(), number: true}, true
	case bool:
		return field{text: fmt.Sprint(t)}, true
	}
	return field{}, false
}

// object reads an object at path. As an element of an array it is a row with
// all that is in it. Else its arrays are tables, and its members, when they are
// objects alike, rows.
func (r *reader) object(path string, depth int, row bool) error {
	before := r.held
	if row {
		var fields []field
		if err := r.fields(path, "", &fields, depth, true); err != nil {
			return err
		}
		r.held = before
		return r.row(path, fields)
	}
	var own []field
	if err := r.wrapper(path, "", &own, depth); err != nil {
		return err
	}
	r.held = before
	return r.row(path, own)
}

// wrapper reads the members of an object that is no row: arrays in it are
// tables. Plain members are gathered in out, those of objects inside too,
// unless the objects are alike: then each is a row.
func (r *reader) wrapper(path, prefix string, out *[]field, depth int) error {
	if depth > depthMost {
		return errors.New("too deep")
	}
	var objects []member
	alike, many, table := true, false, false
	var names []string
	key := "" // of the column of the names, once there are many
	for r.dec.More() {
		k, err := r.dec.Token()
		if err != nil {
			return err
		}
		name, _ := k.(string)
		tok, err := r.dec.Token()
		if err != nil {
			return err
		}
		switch tok {
		case json.Delim('{'):
			m := member{name: name}
			if err := r.fields(join(path, name), "", &m.fields, depth+1, false); err != nil {
				return err
			}
			if many {
				err = r.keyed(path, key, m)
			} else if len(m.fields) > 0 {
				objects = append(objects, m)
				alike = alike && similar(objects[0].fields, m.fields)
				if alike && len(objects) == elementsMost && !indexed(objects) { // a table of many: its rows need not wait
					many, key = true, keyName(path, objects)
					if _, err := r.members(path, objects, true); err != nil {
						return err
					}
					objects = nil
				}
			}
			if err != nil {
				return err
			}
		case json.Delim('['):
			list, inner, err := r.list(join(path, name), depth+1, names)
			if err != nil {
				return err
			}
			table = table || inner
			if words := texts(list); len(words) > 0 {
				if naming(words) {
					names = words
				}
				*out = append(*out, cellOf(join(prefix, name), list))
			}
		default:
			if f, ok := plain(tok); ok {
				f.key = join(prefix, name)
				*out = append(*out, f)
			}
		}
	}
	if _, err := r.dec.Token(); err != nil {
		return err
	}
	if !table && len(objects) == 0 && abreast(*out) {
		columns := *out
		*out = nil
		return r.zip(path, columns)
	}
	if done, err := r.members(path, objects, alike); done || err != nil {
		return err
	}
	for _, o := range objects {
		if err := r.scatter(path, join(prefix, o.name), o.fields, out); err != nil {
			return err
		}
	}
	return nil
}

// naming reports whether a plain array may name columns: an index does not.
func naming(list []string) bool {
	for _, s := range list {
		if strings.Trim(s, "0123456789.-") == "" {
			return false
		}
	}
	return len(list) > 0
}

// similar reports whether two objects have mostly the same keys.
func similar(a, b []field) bool {
	keys := map[string]bool{}
	for _, f := range a {
		keys[f.key] = true
	}
	same, other := 0, 0
	for _, f := range b {
		if keys[f.key] {
			same++
		} else {
			other++
		}
	}
	return same > 0 && same >= other
}

// fields reads the members of an object that is held: those of objects inside
// it too, and behind them the elements of arrays of objects.
//
// row is false while nobody knows whether the object is a row or only wraps
// its arrays: a long one is a table then.
func (r *reader) fields(path, prefix string, out *[]field, depth int, row bool) error {
	if depth > depthMost {
		return errors.New("too deep")
	}
	var lists []field
	for r.dec.More() {
		k, err := r.dec.Token()
		if err != nil {
			return err
		}
		name, _ := k.(string)
		tok, err := r.dec.Token()
		if err != nil {
			return err
		}
		key := join(prefix, hideDots(name))
		switch tok {
		case json.Delim('{'):
			var inside []field
			if err := r.fields(join(path, name), key, &inside, depth+1, row); err != nil {
				return err
			}
			for _, f := range inside {
				if f.element > 0 {
					lists = append(lists, f)
				} else {
					*out = append(*out, f)
				}
			}
		case json.Delim('['):
			if err := r.elements(join(path, name), key, out, &lists, depth+1, row); err != nil {
				return err
			}
		default:
			if f, ok := plain(tok); ok {
				f.key = key
				*out = append(*out, f)
			}
		}
	}
	*out = append(*out, lists...)
	_, err := r.dec.Token()
	return err
}

// elements reads an array inside a row: plain values make one cell, objects go
// on with the row. What is more than a row should hold is a table of its own.
func (r *reader) elements(path, key string, out, lists *[]field, depth int, row bool) error {
	if depth > depthMost {
		return errors.New("too deep")
	}
	var list []field
	for n := 1; r.dec.More(); n++ {
		tok, err := r.dec.Token()
		if err != nil {
			return err
		}
		switch tok {
		case json.Delim('{'):
			if n > elementsMost || len(*lists) > keysMost {
				if !row { // a table: what was held comes first
					if err := r.release(path, key, lists); err != nil {
						return err
					}
				}
				if err := r.object(path, depth, true); err != nil {
					return err
				}
				continue
			}
			var inside []field
			if err := r.fields(path, "", &inside, depth+1, true); err != nil {
				return err
			}
			if f, ok := answered(inside); ok && !slices.ContainsFunc(*out, func(o field) bool { return o.key == key+"."+f.key }) {
				f.key = key + "." + f.key
				*out = append(*out, f)
				continue
			}
			if f, others, ok := reading(key, inside); ok && !slices.ContainsFunc(*out, func(o field) bool { return o.key == key+"."+f.key }) {
				f.key = key + "." + f.key
				*out = append(*out, f)
				inside = others
			}
			for _, f := range inside {
				*lists = append(*lists, field{key: key + "[]." + f.key, text: f.text, number: f.number, element: n})
			}
		case json.Delim('['):
			if err := r.line(path, depth+1, nil); err != nil {
				return err
			}
		default:
			f, _ := plain(tok)
			if list, err = r.hold(path, list, f); err != nil {
				return err
			}
		}
	}
	if len(texts(list)) > 0 {
		*out = append(*out, cellOf(key, list))
	}
	_, err := r.dec.Token()
	return err
}

// release sends the elements of an array that are held as rows of its table.
func (r *reader) release(path, key string, lists *[]field) error {
	var rest []field
	for all := *lists; len(all) > 0; {
		n := 0
		var row []field
		for n < len(all) && all[n].element == all[0].element && strings.HasPrefix(all[n].key, key+"[].") {
			f := all[n]
			f.key = strings.TrimPrefix(f.key, key+"[].")
			row = append(row, f)
			n++
		}
		if n == 0 {
			rest, all = append(rest, all[0]), all[1:]
			continue
		}
		if err := r.row(path, row); err != nil {
			return err
		}
		all = all[n:]
	}
	*lists = rest
	return nil
}

// hold adds a plain value of the array at path to those that are held. Of too many
// all go on, each a row of a table with one column.
func (r *reader) hold(path string, list []field, f field) ([]field, error) {
	list = append(list, f)
	if r.held++; r.held <= heldMost {
		return list, nil
	}
	key := path[strings.LastIndexByte(path, '.')+1:]
	for _, f := range list {
		f.key = key
		if err := r.row(path, []field{f}); err != nil {
			return nil, err
		}
	}
	r.held -= len(list)
	return list[:0], nil
}

// list reads an array inside a wrapper: objects and arrays are rows of a table,
// plain values are given back.
func (r *reader) list(path string, depth int, names []string) (list []field, table bool, err error) {
	if depth > depthMost {
		return nil, false, errors.New("too deep")
	}
	for r.dec.More() {
		tok, err := r.dec.Token()
		if err != nil {
			return nil, false, err
		}
		switch tok {
		case json.Delim('{'):
			table, err = true, r.object(path, depth, true)
		case json.Delim('['):
			table, err = true, r.line(path, depth, names)
		default:
			f, _ := plain(tok)
			list, err = r.hold(path, list, f)
		}
		if err != nil {
			return nil, false, err
		}
	}
	_, err = r.dec.Token()
	return list, table, err
}
