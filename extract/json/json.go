// Package json reads JSON and JSON Lines as tables: an array of objects is a
// table whose columns are the keys, an object alone is a table of one row.
// Objects inside objects widen the row ("address.city"), and so do arrays of
// objects inside a row: their cells follow one another under names that tell of
// the array ("contacts[].value"), so that what belongs to one record stays in
// it. Objects that only wrap arrays ({"users": [...]}) keep them as tables, and
// an object whose members are objects alike ({"P1": {...}, "P2": {...}}) is a
// table of them, the keys being a column. An array of arrays is a table without
// names. Data frames have their columns as arrays, or as objects whose keys count
// the rows ({"name": {"0": ...}, "tel": {"0": ...}}).
//
// It streams: one object is held in memory, never the array around it, and of
// an array inside a row a bounded number of elements; more are rows of a table
// of their own. What is damaged is told, what came before stays.
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
	Doc: extract.Doc{
		Title: "JSON", TitleJa: "JSON",
		Reads:   "records with the path of each value; JSON Lines",
		ReadsJa: "値のパスつきのレコード。JSON Lines も",
	},
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

	// heldMost is how many values of plain arrays wait until all of an object is
	// read, of which they may be the columns: some 20 MB.
	heldMost = 200_000
)

// lines reports whether another value follows the first: JSON Lines.
func lines(br *bufio.Reader) bool {
	head, _ := br.Peek(64 << 10)
	d := json.NewDecoder(bytes.NewReader(head))
	var first, next json.RawMessage
	if d.Decode(&first) != nil {
		return false
	}
	err := d.Decode(&next)
	return err == nil || errors.Is(err, io.ErrUnexpectedEOF) && next == nil && d.More()
}

// resource reports whether the content is a single resource of FHIR: all that is in
// it is said of one patient, and what its lists hold is no table.
func resource(br *bufio.Reader) bool {
	head, _ := br.Peek(512)
	rest := bytes.TrimLeft(head, " \t\r\n{")
	rest, ok := bytes.CutPrefix(rest, []byte(`"resourceType"`))
	if !ok {
		return false
	}
	rest = bytes.TrimLeft(rest, " \t\r\n:")
	return bytes.HasPrefix(rest, []byte(`"`)) && !bytes.HasPrefix(rest, []byte(`"Bundle"`))
}

func read(ctx context.Context, f extract.File, to extract.Sink) error {
	in, err := charset.Open(f.Data, f.Size)
	if err != nil {
		return err
	}
	br := bufio.NewReaderSize(in, 64<<10)
	if b, err := br.Peek(3); err == nil && bytes.Equal(b, []byte("\ufeff")) {
		br.Discard(3)
	}
	r := &reader{ctx: ctx, to: to, dec: json.NewDecoder(br), tables: map[string]*table{}, lines: lines(br) || resource(br)}
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
	lines  bool  // JSON Lines, or a resource by itself: every object is a row

	waiting int // rows, in all tables
	held    int // values of plain arrays, in all objects that are open
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
			return r.array(path, depth, nil)
		}
		return r.object(path, depth, r.lines && depth == 0)
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

func join(path, name string) string {
	if path == "" {
		return name
	}
	return path + "." + name
}

// table finds or makes the table of a path.
func (r *reader) table(path string) *table {
	t := r.tables[path]
	if t == nil {
		t = &table{path: path, cols: map[string]int{}}
		r.tables[path] = t
		r.order = append(r.order, t)
	}
	return t
}

// row adds a row to the table of a path. Where nothing repeats, its cells are in
// the order of the columns.
func (r *reader) row(path string, fields []field) error {
	if len(fields) == 0 {
		return nil
	}
	t := r.table(showDots(path))
	path = t.path
	t.row++
	cells := make([]extract.Unit, 0, len(fields))
	nested := false
	for _, f := range fields {
		f.key = showDots(f.key)
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
		nested = nested || strings.Contains(f.key, "[].")
		if f.text != "" {
			cells = append(cells, u)
		}
	}
	if !nested {
		slices.SortStableFunc(cells, func(a, b extract.Unit) int { return a.Loc.Col - b.Loc.Col })
	}
	return r.add(t, cells)
}

// add lets a row wait for the others of its table.
func (r *reader) add(t *table, cells []extract.Unit) error {
	t.rows = append(t.rows, cells)
	r.waiting++
	if len(t.rows) < batch && r.waiting < 10*batch {
		return nil
	}
	return r.flush()
}
