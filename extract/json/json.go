// Package json reads JSON and JSON Lines as tables: an array of objects is a
// table whose columns are the keys, an object alone is a table of one row.
// Objects inside objects widen the row ("address.city"); arrays of objects
// inside are tables of their own.
//
// It streams: one object is held in memory, never the array around it. What is
// damaged is told, what came before stays.
package json

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"monban/extract"
	"monban/extract/charset"
)

// Format reads JSON.
var Format = extract.Format{
	Name:  "json",
	Ext:   []string{".json", ".jsonl", ".ndjson", ".geojson"},
	Match: match,
	Read:  read,
}

// match takes what begins like JSON and goes on like it for a while.
func match(f extract.File, head []byte) bool {
	g := charset.Detect(head)
	if g.First == charset.Binary {
		return false
	}
	s, _ := charset.Decode(head, g.First)
	s = strings.TrimLeft(s, " \t\r\n\ufeff")
	if s == "" || s[0] != '{' && s[0] != '[' {
		return false
	}
	d := json.NewDecoder(strings.NewReader(s))
	n := 0
	for {
		_, err := d.Token()
		if err == nil {
			n++
			continue
		}
		cut := int64(len(head)) < f.Size && (errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF) || d.InputOffset() > int64(len(s))-16)
		return n >= 2 && (cut || errors.Is(err, io.EOF)) || n >= 8
	}
}

const (
	depthMost = 64
	keysMost  = 4096 // columns of one table
)

func read(ctx context.Context, f extract.File, to extract.Sink) error {
	head := make([]byte, min(f.Size, 64<<10))
	n, err := f.Data.ReadAt(head, 0)
	if n == 0 && err != nil && err != io.EOF {
		return err
	}
	in := charset.NewReader(io.NewSectionReader(f.Data, 0, f.Size), charset.Detect(head[:n]).First)
	br := bufio.NewReaderSize(in, 64<<10)
	if b, err := br.Peek(3); err == nil && bytes.Equal(b, []byte("\ufeff")) {
		br.Discard(3)
	}
	r := &reader{ctx: ctx, to: to, dec: json.NewDecoder(br), tables: map[string]*table{}}
	r.dec.UseNumber()
	for {
		tok, err := r.dec.Token()
		if errors.Is(err, io.EOF) {
			return r.flush()
		}
		if err == nil {
			err = r.value(tok, "", 0)
		}
		if err != nil {
			if r.failed == nil && ctx.Err() == nil {
				_ = r.flush() // what came before the damage; its error is r.failed
			}
			if r.failed != nil {
				return r.failed
			}
			if ctx.Err() != nil {
				return ctx.Err()
			}
			return fmt.Errorf("json: damaged at byte %d", r.dec.InputOffset())
		}
	}
}

// A reader is the state of one file.
type reader struct {
	ctx    context.Context
	to     extract.Sink
	dec    *json.Decoder
	tables map[string]*table
	order  []*table
	open   *table
	failed error // the sink's

	waiting int // rows, in all tables
}

// A table collects the objects at one path: their keys so far, and the rows
// that wait, so that the header is whole and tables inside each other do not
// alternate row by row.
type table struct {
	path string
	cols map[string]int
	keys []string
	sent int // keys that were sent as header
	row  int
	rows [][]extract.Unit
}

func (r *reader) keep(err error) error {
	if err != nil {
		r.failed = err
	}
	return err
}

// value reads the value that begins with tok, at path.
func (r *reader) value(tok json.Token, path string, depth int) error {
	if depth > depthMost {
		return errors.New("too deep")
	}
	switch t := tok.(type) {
	case json.Delim:
		if t == '[' {
			return r.array(path, depth)
		}
		return r.object(path, depth)
	case string:
		return r.text(path, t)
	case json.Number:
		return r.text(path, t.String())
	}
	return nil
}

func (r *reader) text(path, s string) error {
	for _, l := range strings.Split(s, "\n") {
		if strings.TrimSpace(l) == "" {
			continue
		}
		if err := r.keep(r.to.Text(extract.Unit{Text: l, Loc: extract.Loc{Sheet: path}})); err != nil {
			return err
		}
	}
	return nil
}

// array reads elements: objects are rows, anything else is text of that path.
func (r *reader) array(path string, depth int) error {
	for r.dec.More() {
		if err := r.ctx.Err(); err != nil {
			return err
		}
		tok, err := r.dec.Token()
		if err != nil {
			return err
		}
		if err := r.value(tok, path, depth+1); err != nil {
			return err
		}
	}
	_, err := r.dec.Token()
	return err
}

// A field is a value of an object, under its full key.
type field struct {
	key, text string
	number    bool
}

// object reads one row.
func (r *reader) object(path string, depth int) error {
	var fields []field
	if err := r.fields(path, "", &fields, depth); err != nil {
		return err
	}
	if len(fields) == 0 {
		return nil
	}
	t := r.tables[path]
	if t == nil {
		t = &table{path: path, cols: map[string]int{}}
		r.tables[path] = t
		r.order = append(r.order, t)
	}
	t.row++
	cells := make([]extract.Unit, 0, len(fields))
	for _, f := range fields {
		col, ok := t.cols[f.key]
		if !ok {
			if len(t.keys) >= keysMost {
				if err := r.text(path, f.text); err != nil {
					return err
				}
				continue
			}
			t.keys = append(t.keys, f.key)
			col = len(t.keys)
			t.cols[f.key] = col
		}
		u := extract.Unit{Text: f.text, Loc: extract.Loc{Sheet: path, Row: t.row, Col: col}}
		if f.number {
			u.Type = extract.Number
		}
		if f.text != "" {
			cells = append(cells, u)
		}
	}
	slices.SortStableFunc(cells, func(a, b extract.Unit) int { return a.Loc.Col - b.Loc.Col })
	t.rows = append(t.rows, cells)
	r.waiting++
	if len(t.rows) < batch && r.waiting < 10*batch {
		return nil
	}
	return r.flush()
}

// batch is the number of rows of a table that wait for each other.
const batch = 200

// flush sends the rows that wait, table by table.
func (r *reader) flush() error {
	r.waiting = 0
	for _, t := range r.order {
		if len(t.rows) == 0 {
			continue
		}
		if r.open != t || t.sent < len(t.keys) {
			if err := r.header(t); err != nil {
				return err
			}
		}
		for _, cells := range t.rows {
			if len(cells) == 0 {
				continue
			}
			if err := r.keep(r.to.Row(cells)); err != nil {
				return err
			}
		}
		t.rows = t.rows[:0]
	}
	return nil
}

// header sends the keys as the names of the columns (row 0).
func (r *reader) header(t *table) error {
	head := make([]extract.Unit, len(t.keys))
	for i, k := range t.keys {
		head[i] = extract.Unit{Text: k, Loc: extract.Loc{Sheet: t.path, Col: i + 1}}
	}
	t.sent, r.open = len(t.keys), t
	return r.keep(r.to.Row(head))
}

// fields reads the members of an object, those of objects inside it too.
func (r *reader) fields(path, prefix string, out *[]field, depth int) error {
	if depth > depthMost {
		return errors.New("too deep")
	}
	for r.dec.More() {
		k, err := r.dec.Token()
		if err != nil {
			return err
		}
		name, _ := k.(string)
		key := name
		if prefix != "" {
			key = prefix + "." + name
		}
		tok, err := r.dec.Token()
		if err != nil {
			return err
		}
		switch t := tok.(type) {
		case json.Delim:
			if t == '{' {
				err = r.fields(path, key, out, depth+1)
			} else {
				err = r.list(path, key, out, depth+1)
			}
			if err != nil {
				return err
			}
		case string:
			*out = append(*out, field{key, t, false})
		case json.Number:
			*out = append(*out, field{key, t.String(), true})
		case bool:
			*out = append(*out, field{key, fmt.Sprint(t), false})
		}
	}
	_, err := r.dec.Token()
	return err
}

// list reads an array inside an object. Plain values make one cell; objects are
// rows of a table of their own, whose path names the key.
func (r *reader) list(path, key string, out *[]field, depth int) error {
	sub := key
	if path != "" {
		sub = path + "." + key
	}
	var plain []string
	for r.dec.More() {
		tok, err := r.dec.Token()
		if err != nil {
			return err
		}
		switch t := tok.(type) {
		case string:
			plain = append(plain, t)
		case json.Number:
			plain = append(plain, t.String())
		case json.Delim:
			if err := r.value(t, sub, depth); err != nil {
				return err
			}
		}
	}
	if len(plain) > 0 {
		*out = append(*out, field{key, strings.Join(plain, " "), false})
	}
	_, err := r.dec.Token()
	return err
}
