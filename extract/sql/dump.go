package sql

import (
	"bufio"
	"context"
	"strings"
	"unicode/utf8"

	"monban/extract"
)

// A dump is the state of one file.
type dump struct {
	ctx    context.Context
	to     extract.Sink
	in     *bufio.Reader
	line   int
	buf    []byte
	tables map[string][]string // names of the columns, from CREATE TABLE
	notes  map[string]string   // what a column holds in the words of its comment, by "table.column"

	open  string // table of the rows that were sent last
	row   int
	cells []extract.Unit
}

func (d *dump) read() error {
	for {
		if err := d.ctx.Err(); err != nil {
			return err
		}
		t := d.next()
		var err error
		switch {
		case t.kind == end:
			return nil
		case t.kind == comment:
			err = d.text(t.text, t.line)
		case is(t, "go"): // between the batches of SQL Server
		case t.kind == word && is(t, "insert", "replace"):
			err = d.insert(t)
		case t.kind == word && is(t, "create"):
			err = d.create(t)
		case t.kind == word && is(t, "copy"):
			err = d.copy(t)
		case t.kind == word && is(t, "comment"):
			err = d.remark(t)
		default:
			err = d.other(t.line, t)
		}
		if err != nil {
			return err
		}
	}
}

func is(t token, words ...string) bool {
	for _, w := range words {
		if t.kind == word && strings.EqualFold(t.text, w) {
			return true
		}
	}
	return false
}

// other sends the rest of a statement as text.
func (d *dump) other(line int, seen ...token) error {
	var b strings.Builder
	for _, t := range seen {
		join(&b, t)
	}
	if n := len(seen); n > 0 && seen[n-1].kind == sign && seen[n-1].text == ";" {
		return d.text(b.String(), line)
	}
	for {
		t := d.next()
		if t.kind == end || t.kind == sign && t.text == ";" || is(t, "go") {
			return d.text(b.String(), line)
		}
		join(&b, t)
		if b.Len() > textMost {
			if err := d.text(b.String(), line); err != nil {
				return err
			}
			b.Reset()
			line = t.line
		}
	}
}

func join(b *strings.Builder, t token) {
	if b.Len() > 0 && t.kind != sign {
		b.WriteByte(' ')
	}
	b.WriteString(t.text)
}

func (d *dump) text(s string, line int) error {
	if s = strings.TrimSpace(s); s == "" || s == ";" {
		return nil
	}
	return d.to.Text(extract.Unit{Text: s, Loc: extract.Loc{Line: line}})
}

// name reads the name of a table without that of its schema, and returns the token
// behind it.
func (d *dump) name() (string, token) {
	name, t := d.path()
	return name[strings.LastIndexByte(name, '.')+1:], t
}

func (d *dump) path() (string, token) {
	name := ""
	for {
		t := d.next()
		switch {
		case t.kind == quoted || t.kind == word:
			if is(t, "into", "table", "if", "not", "exists", "ignore", "only", "low_priority", "delayed", "temporary", "values", "overwriting") && (name == "" || is(t, "values")) {
				if name != "" {
					return name, t
				}
				continue
			}
			if name != "" && !strings.HasSuffix(name, ".") && !strings.HasPrefix(t.text, ".") {
				return name, t
			}
			name += t.text
		case t.kind == sign && t.text == ".":
			name += "."
		default:
			return name, t
		}
	}
}

// create notes the names of the columns of a table.
func (d *dump) create(t token) error {
	what := d.next()
	if !is(what, "table") && !is(what, "temporary") {
		return d.other(t.line, t, what)
	}
	name, open := d.name()
	if open.kind != sign || open.text != "(" {
		return d.other(t.line, t, open)
	}
	var cols []string
	depth, first, line := 1, true, 0 // line is that of the last column
	var before token
	for depth > 0 {
		t := d.next()
		last := before
		before = t
		switch {
		case t.kind == end:
			return nil
		case t.kind == comment || t.kind == str: // COMMENT '…' of a column, -- behind it
			if len(cols) > 0 && (t.kind == str && is(last, "comment") || t.kind == comment && t.line == line) {
				d.noted(name, cols[len(cols)-1], t.text)
			}
			if err := d.text(t.text, t.line); err != nil {
				return err
			}
		case t.kind == sign && t.text == "(":
			depth++
		case t.kind == sign && t.text == ")":
			depth--
		case t.kind == sign && t.text == "," && depth == 1:
			first = true
		case first:
			first = false
			if t.kind == quoted || !is(t, "primary", "key", "unique", "constraint", "index", "foreign", "check", "fulltext") {
				cols = append(cols, t.text)
				line = t.line
			}
		}
	}
	d.tables[name] = cols
	return d.other(d.line)
}

// remark reads COMMENT ON COLUMN table.column IS '…'.
func (d *dump) remark(t token) error {
	seen := []token{t}
	var path []string
	for {
		t := d.next()
		switch {
		case t.kind == end || t.kind == sign && t.text == ";" || is(t, "go"):
			return d.other(seen[0].line, append(seen, token{kind: sign, text: ";"})...)
		case t.kind == str:
			if n := len(path); n >= 2 && len(seen) > 2 && is(seen[1], "on") && is(seen[2], "column") {
				d.noted(path[n-2], path[n-1], t.text)
			}
		case len(seen) > 2 && !is(t, "is") && (t.kind == word || t.kind == quoted):
			path = append(path, strings.Split(t.text, ".")...)
		}
		if seen = append(seen, t); len(seen) > remarkMost {
			return d.other(seen[0].line, seen...)
		}
	}
}

// remarkMost is how many tokens of a comment on a column are looked at.
const remarkMost = 32

// notesMost is how many comments are kept, and noteMost how long one is.
const (
	notesMost = 20_000
	noteMost  = 90
)

// noted keeps what the comment of a column says that it holds: its first word, when
// that is none in Latin letters.
func (d *dump) noted(table, col, comment string) {
	comment = strings.TrimSpace(comment)
	if i := strings.IndexAny(comment, " \t\r\n:：、。,　"); i > 0 {
		comment = comment[:i]
	}
	comment = strings.ReplaceAll(comment, ".", "")
	if len(comment) == 0 || len(comment) > noteMost || len(d.notes) >= notesMost || strings.IndexFunc(comment, func(r rune) bool { return r >= utf8.RuneSelf }) < 0 {
		return
	}
	d.notes[table+"."+col] = comment
}

// insert reads the tuples of an INSERT.
func (d *dump) insert(t token) error {
	name, open := d.name()
	cols := d.tables[name]
	if open.kind == sign && open.text == "(" {
		cols = nil
		for {
			c := d.next()
			if c.kind == end {
				return nil
			}
			if c.kind == sign && c.text == ")" {
				break
			}
			if c.kind != sign {
				cols = append(cols, c.text)
			}
		}
		open = d.next()
	}
	for !is(open, "values", "value") {
		if open.kind == end || open.kind == sign && open.text == ";" || is(open, "select") {
			return d.other(t.line, t, open)
		}
		open = d.next()
	}
	for {
		t := d.next()
		switch {
		case t.kind == end || t.kind == sign && t.text == ";":
			return nil
		case t.kind == sign && t.text == "(":
			if err := d.tuple(name, cols, t.line); err != nil {
				return err
			}
		case t.kind == sign && t.text == ",":
		case is(t, "go"):
			return nil
		default:
			return d.other(t.line, t) // ON CONFLICT, ON DUPLICATE KEY …
		}
	}
}

// tuple reads the values up to the closing parenthesis.
func (d *dump) tuple(name string, cols []string, line int) error {
	if err := d.start(name, cols); err != nil {
		return err
	}
	d.cells = d.cells[:0]
	col, depth := 1, 1
	value, typ := "", extract.Text
	for depth > 0 {
		t := d.next()
		switch {
		case t.kind == end:
			depth = 0
		case t.kind == sign && t.text == "(":
			depth++
		case t.kind == sign && t.text == ")":
			depth--
		case t.kind == sign && t.text == "," && depth == 1:
			d.cell(col, value, typ, line)
			col++
			value, typ = "", extract.Text
		case t.kind == word && strings.EqualFold(t.text, "null"):
		case t.kind == str, t.kind == word, t.kind == quoted:
			if t.kind == word && (strings.HasPrefix(t.text, "_") || strings.EqualFold(t.text, "n")) {
				continue // the charset of the string behind it
			}
			if value != "" {
				value += " "
			}
			value += t.text
			if t.kind == word {
				typ = extract.Number
			}
		}
	}
	d.cell(col, value, typ, line)
	return d.send()
}

func (d *dump) cell(col int, value string, typ extract.Type, line int) {
	if value == "" {
		return
	}
	if typ == extract.Number && strings.Trim(value, "0123456789.-+eE") != "" {
		typ = extract.Text
	}
	d.cells = append(d.cells, extract.Unit{Text: value, Type: typ, Loc: extract.Loc{Sheet: d.open, Row: d.row, Col: col, Line: line}})
}

func (d *dump) send() error {
	d.row++
	if len(d.cells) == 0 {
		return nil
	}
	return d.to.Row(d.cells)
}

// start begins the rows of a table with the names of its columns. Row 0 says
// that they are names, and no row of the file.
func (d *dump) start(name string, cols []string) error {
	if name == d.open && d.row > 0 {
		return nil
	}
	d.open, d.row = name, 1
	if len(cols) == 0 {
		return nil
	}
	head := make([]extract.Unit, len(cols))
	for i, c := range cols {
		if note := d.notes[name+"."+c]; note != "" {
			c += "\n" + note
		}
		head[i] = extract.Unit{Text: c, Loc: extract.Loc{Sheet: name, Col: i + 1}}
	}
	return d.to.Row(head)
}

// copy reads a COPY block: lines of values between tabs, up to a line "\.".
func (d *dump) copy(t token) error {
	name, open := d.name()
	cols := d.tables[name]
	if open.kind == sign && open.text == "(" {
		cols = nil
		for c := d.next(); c.kind != end && !(c.kind == sign && c.text == ")"); c = d.next() {
			if c.kind != sign {
				cols = append(cols, c.text)
			}
		}
		open = d.next()
	}
	in := d.next()
	if !is(open, "from") || !is(in, "stdin") {
		return d.other(t.line, t, open, in)
	}
	for c := d.next(); c.kind != end && !(c.kind == sign && c.text == ";"); c = d.next() {
	}
	d.rest()
	if err := d.start(name, cols); err != nil {
		return err
	}
	for {
		line := d.line
		s := d.rest()
		if s == `\.` || s == "" && d.peek() == 0 {
			return nil
		}
		d.cells = d.cells[:0]
		for i, v := range strings.Split(s, "\t") {
			if v != `\N` {
				d.cell(i+1, plain.Replace(v), extract.Text, line)
			}
		}
		if err := d.send(); err != nil {
			return err
		}
	}
}

// plain undoes the escapes of a COPY block.
var plain = strings.NewReplacer(`\\`, `\`, `\t`, "\t", `\n`, "\n", `\r`, "\r")
