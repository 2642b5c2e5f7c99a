package json

import "strings"

// A member is an object inside another one, under its name there.
type member struct {
	name   string
	fields []field
}

// members sends the objects inside an object as rows when they are a table: a
// column each, as data frames are written ({"name": {"0": …, "1": …}}), or
// objects alike under a key each. It reports whether they were one.
func (r *reader) members(path string, objects []member, alike bool) (bool, error) {
	if indexed(objects) {
		return true, r.columns(path, objects)
	}
	if !alike || len(objects) < alikeLeast {
		return false, nil
	}
	key := keyName(path, objects)
	for _, o := range objects {
		if err := r.keyed(path, key, o); err != nil {
			return true, err
		}
	}
	return true, nil
}

// keyed sends an object as a row, its key before it: the key may be whom the row
// is about, by name or number.
func (r *reader) keyed(path, key string, o member) error {
	return r.row(path, append([]field{{key: key, text: showDots(o.name)}}, o.fields...))
}

// keyName names the column of the keys of objects at a path: patient_id where
// those of patients are numbers. Words speak for themselves.
func keyName(path string, objects []member) string {
	for _, o := range objects {
		if !strings.ContainsAny(o.name, "0123456789") || strings.Contains(o.name, "@") {
			return ""
		}
	}
	last := path[strings.LastIndexByte(path, '.')+1:]
	if last == "" {
		return "id"
	}
	return strings.TrimSuffix(last, "s") + "_id"
}

// counter reports whether s counts or numbers rows: 0, 17, E0012. A word with one
// digit behind it (tel1) is the name of a field.
func counter(s string) bool {
	head := strings.TrimRight(s, "0123456789")
	digits := len(s) - len(head)
	return digits > 0 && len(head) <= 4 && (head == "" || digits >= 3)
}

// indexed reports whether objects are the columns of a data frame: the names in
// them number the rows, and their own are words.
func indexed(objects []member) bool {
	if len(objects) < 2 {
		return false
	}
	rows := map[string]bool{}
	shared := false
	for i, o := range objects {
		if counter(o.name) {
			return false
		}
		for _, f := range o.fields {
			if !counter(f.key) {
				return false
			}
			shared = shared || i > 0 && rows[f.key]
			rows[f.key] = true
		}
	}
	return shared
}

// columns sends objects as the columns of a table.
func (r *reader) columns(path string, objects []member) error {
	at := map[string]int{}
	var keys []string
	var rows [][]field
	for _, o := range objects {
		for _, f := range o.fields {
			i, ok := at[f.key]
			if !ok {
				i = len(rows)
				at[f.key], keys, rows = i, append(keys, f.key), append(rows, nil)
			}
			f.key = o.name
			rows[i] = append(rows[i], f)
		}
	}
	for i, row := range rows {
		if strings.Trim(keys[i], "0123456789") != "" { // more than the count of the rows
			row = append([]field{{key: "id", text: keys[i]}}, row...)
		}
		if err := r.row(path, row); err != nil {
			return err
		}
	}
	return nil
}

// abreast reports whether plain arrays of one length, and nothing else, are the
// members of an object: the columns of a table.
func abreast(fields []field) bool {
	for _, f := range fields {
		if len(f.list) < 2 || len(f.list) != len(fields[0].list) {
			return false
		}
	}
	return len(fields) >= 2
}

// zip sends plain arrays as the columns of a table.
func (r *reader) zip(path string, columns []field) error {
	for i := range columns[0].list {
		var row []field
		for _, c := range columns {
			v := c.list[i]
			v.key = c.key
			row = append(row, v)
		}
		if err := r.row(path, row); err != nil {
			return err
		}
	}
	return nil
}

// scatter gives up an object that turned out to be a part of its wrapper: its
// plain members widen the wrapper's row, its arrays are tables, and so are
// objects alike in it.
func (r *reader) scatter(path, prefix string, fields []field, out *[]field) error {
	if abreast(fields) {
		return r.zip(join(path, prefix), fields)
	}
	objects, fields := apart(fields)
	numbered, alike := true, true
	for _, o := range objects {
		numbered = numbered && strings.ContainsAny(o.name, "0123456789")
		alike = alike && similar(objects[0].fields, o.fields)
	}
	// billing and shipping are two sides of one thing.
	done, err := r.members(join(path, prefix), objects, alike && (numbered || len(objects) > 2))
	if err != nil {
		return err
	}
	for _, o := range objects {
		if done {
			break
		}
		if err := r.scatter(path, join(prefix, o.name), o.fields, out); err != nil {
			return err
		}
	}
	for len(fields) > 0 {
		array, _, inArray := strings.Cut(fields[0].key, "[].")
		if inArray {
			if err := r.release(join(path, join(prefix, array)), array, &fields); err != nil {
				return err
			}
			continue
		}
		f := fields[0]
		f.key = join(prefix, f.key)
		*out, fields = append(*out, f), fields[1:]
	}
	return nil
}

// hideDots keeps the dots in a name (a mail address, a version) from those that
// join names, until showDots.
func hideDots(s string) string { return strings.ReplaceAll(s, ".", "\x00") }

func showDots(s string) string { return strings.ReplaceAll(s, "\x00", ".") }

// apart parts the objects among the members of an object from the others.
func apart(fields []field) (objects []member, others []field) {
	at := map[string]int{}
	for _, f := range fields {
		name, rest, ok := strings.Cut(f.key, ".")
		if !ok || strings.HasSuffix(name, "[]") {
			others = append(others, f)
			continue
		}
		i, ok := at[name]
		if !ok {
			i = len(objects)
			at[name], objects = i, append(objects, member{name: name})
		}
		f.key = rest
		objects[i].fields = append(objects[i].fields, f)
	}
	return objects, others
}

// texts are the values of a plain array.
func texts(list []field) []string {
	var words []string
	for _, f := range list {
		if f.text != "" {
			words = append(words, f.text)
		}
	}
	return words
}

// cellOf is a plain array as one value of a row; what stood in it by place is kept.
func cellOf(key string, list []field) field {
	return field{key: key, text: strings.Join(texts(list), " "), list: list}
}
