package records

import (
	"fmt"
	"strings"
	"testing"

	"monban/extract"
	"monban/extract/extracttest"
)

// rows is a sink that writes rows down in short.
type rows struct {
	extracttest.Discard
	out  []string
	text int
}

func (r *rows) Row(cells []extract.Unit) error {
	s := cells[0].Loc.Sheet
	for _, u := range cells {
		s += fmt.Sprintf(" %d:%d=%s", u.Loc.Row, u.Loc.Col, u.Text)
	}
	r.out = append(r.out, s)
	return nil
}

func (r *rows) Text(extract.Unit) error { r.text++; return nil }

func cells(names ...string) (keys []string, us []extract.Unit) {
	for _, n := range names {
		k, v, _ := strings.Cut(n, "=")
		keys, us = append(keys, k), append(us, extract.Unit{Text: v})
	}
	return keys, us
}

func TestSet(t *testing.T) {
	r := &rows{}
	s := New(r)
	add := func(sheet string, fields ...string) {
		t.Helper()
		keys, us := cells(fields...)
		if err := s.Add(sheet, keys, us); err != nil {
			t.Fatal(err)
		}
	}
	add("a", "n=x", "t=1", "t=2")
	add("b", "n=other")
	add("a", "m=new", "n=y", "t= ")
	if err := s.Flush(); err != nil {
		t.Fatal(err)
	}
	want := "a 0:1=n 0:2=t 0:3=t 2 0:4=m|a 1:1=x 1:2=1 1:3=2|a 2:1=y 2:4=new|b 0:1=n|b 1:1=other"
	if got := strings.Join(r.out, "|"); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	// A column that comes late: the names are sent again, wider.
	r.out = nil
	add("a", "late=z")
	if err := s.Flush(); err != nil || len(r.out) != 2 || !strings.HasPrefix(r.out[0], "a 0:1=n") || r.out[1] != "a 3:5=z" {
		t.Errorf("late column: %q, %v", r.out, err)
	}
}

// Memory stays bounded, and nothing is lost over it.
func TestBounds(t *testing.T) {
	r := &rows{}
	s := New(r)
	for i := range 3 * waiting {
		keys, us := cells(fmt.Sprintf("k%d=v", i%10))
		if err := s.Add("t", keys, us); err != nil {
			t.Fatal(err)
		}
	}
	if len(r.out) < 2*waiting {
		t.Errorf("only %d rows sent while reading", len(r.out))
	}
	for i := range maxCols + 50 {
		keys, us := cells(fmt.Sprintf("wide%d=v", i))
		if err := s.Add("wide", keys, us); err != nil {
			t.Fatal(err)
		}
	}
	if r.text != 50 {
		t.Errorf("%d cells without a column, want 50", r.text)
	}
}

func TestFixed(t *testing.T) {
	r := &rows{}
	f := NewFixed(r, []string{"name", "sex", "drugs"})
	begin := func(name string) {
		t.Helper()
		if err := f.Begin(7); err != nil {
			t.Fatal(err)
		}
		f.Put(0, name, 7)
	}
	if err := f.Send(); err != nil || len(r.out) != 0 {
		t.Errorf("nothing was begun: %q, %v", r.out, err)
	}
	begin("x")
	f.Add(2, "a", 8)
	f.Add(2, "", 8)
	f.Add(2, "b", 9)
	if !f.Open() || !f.Has(2) || f.Has(1) {
		t.Error("the open record has a name and drugs")
	}
	begin("y")
	if err := f.Spill(1); err != nil {
		t.Fatal(err)
	}
	f.Add(2, strings.Repeat("c", full), 10)
	if err := f.Spill(1); err != nil {
		t.Fatal(err)
	}
	f.Put(1, "f", 11)
	if err := f.Send(); err != nil || f.Open() {
		t.Fatal(err)
	}
	want := " 1:1=name 1:2=sex 1:3=drugs| 2:1=x 2:3=a、b| 3:1=y 3:3=" + strings.Repeat("c", full) + "| 4:1=y 4:2=f"
	if got := strings.Join(r.out, "|"); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}
