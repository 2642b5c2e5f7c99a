package json

import (
	"context"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"testing"

	"monban/extract"
	"monban/extract/extracttest"
)

func TestFormat(t *testing.T) { extracttest.Run(t, Format, "testdata") }

func TestMatch(t *testing.T) {
	for _, c := range []struct {
		in   string
		want bool
	}{
		{`{"a": 1}`, true},
		{`[{"a": "b"}, {"a": "c"}]`, true},
		{"{\"a\":1}\n{\"a\":2}\n", true},
		{"\ufeff {\"a\": 1}", true},
		{"[section]\nkey = value\n", false},
		{"{ not json }", false},
		{"名前,年齢\n", false},
		{"", false},
	} {
		if got := match(extract.File{Size: int64(len(c.in))}, []byte(c.in)); got != c.want {
			t.Errorf("match(%q) = %v", c.in, got)
		}
	}
}

func TestTooDeepIsToldNotFollowed(t *testing.T) {
	in := strings.Repeat(`{"a":[`, 5000)
	f := extract.File{Name: "a.json", Size: int64(len(in)), Data: strings.NewReader(in)}
	if err := read(t.Context(), f, extracttest.Discard{}); err == nil {
		t.Error("no error for an object nested 5000 times")
	}
}

// A long array under two keys is a table in its order, and none of it is lost;
// one inside a row goes on as a table of its own when it is too long.
func TestLongArrays(t *testing.T) {
	var many []string
	for i := range 3 * elementsMost {
		many = append(many, fmt.Sprintf(`{"n": %d}`, i))
	}
	list := "[" + strings.Join(many, ",") + "]"
	for in, want := range map[string]string{
		`{"data": {"members": ` + list + `}}`:    "data.members",
		`[{"id": 1, "items": ` + list + `}]`:     "items",
		`{"a": {"items": ` + list + `}, "b": 1}`: "a.items",
	} {
		c := &rows{}
		f := extract.File{Name: "a.json", Size: int64(len(in)), Data: strings.NewReader(in)}
		if err := read(t.Context(), f, c); err != nil {
			t.Fatal(err)
		}
		last, ordered := -1, true
		for _, u := range c.units {
			n, err := strconv.Atoi(u.Text)
			if err != nil || u.Loc.Sheet != want {
				continue
			}
			ordered = ordered && n > last
			last = n
		}
		if last != len(many)-1 || !ordered {
			t.Errorf("%.30s: the last of %s is %d, ordered %v", in, want, last, ordered)
		}
		seen := map[string]bool{}
		for _, u := range c.units {
			seen[u.Text] = true
		}
		for i := range many {
			if !seen[strconv.Itoa(i)] {
				t.Fatalf("%.30s: %d is lost", in, i)
			}
		}
	}
}

// rows collects the cells of rows.
type rows struct {
	extracttest.Discard
	units []extract.Unit
}

func (r *rows) Row(cells []extract.Unit) error {
	r.units = append(r.units, cells...)
	return nil
}

// Whatever stands in one value, the others are read, or something is said to be
// missing.
func FuzzRead(f *testing.F) {
	f.Add(`[{"a": 1}, {"a": "\ud83d`, "x")
	f.Add("{\"a\":\"\xff\x00\u2028\"}\n{]", "name")
	f.Fuzz(func(t *testing.T, in, word string) {
		_ = Format.Read(context.Background(), extracttest.File("x.json", []byte(in)), extracttest.Discard{}) // must not panic or hang
		value, err := json.Marshal(in)
		if err != nil || word == "" || strings.Trim(word, "abcdefghijklmnopqrstuvwxyz") != "" {
			return
		}
		s := &extracttest.Said{}
		doc := `[{"first": ` + string(value) + `, "second": {"third": ["` + word + `"]}}]`
		if err := Format.Read(context.Background(), extracttest.File("x.json", []byte(doc)), s); err == nil && s.Gaps == 0 && !strings.Contains(s.Words.String(), word+"\n") {
			t.Errorf("%q is lost in %q", word, doc)
		}
	})
}

// Values of plain arrays are not held without end: what is more goes on as rows,
// and nothing is lost.
func TestManyPlainValues(t *testing.T) {
	var b strings.Builder
	const n = heldMost + 1000
	b.WriteString(`{"meta": "x", "mails": [`)
	for i := range n {
		if i > 0 {
			b.WriteByte(',')
		}
		fmt.Fprintf(&b, `"m%d"`, i)
	}
	b.WriteString(`]}`)
	c := &rows{}
	if err := read(t.Context(), extract.File{Name: "a.json", Size: int64(b.Len()), Data: strings.NewReader(b.String())}, c); err != nil {
		t.Fatal(err)
	}
	seen, longest := 0, 0
	for _, u := range c.units {
		for _, w := range strings.Fields(u.Text) {
			if strings.HasPrefix(w, "m") && len(w) > 1 && w[1] <= '9' {
				seen++
			}
		}
		longest = max(longest, len(u.Text))
	}
	if seen != n || longest > 10*1000 {
		t.Errorf("%d of %d values, the longest cell has %d bytes", seen, n, longest)
	}
}
