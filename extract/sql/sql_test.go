package sql

import (
	"context"
	"strings"
	"testing"
	"unicode/utf8"

	"monban/extract"
	"monban/extract/extracttest"
)

func TestFormat(t *testing.T) { extracttest.Run(t, Format, "testdata") }

func TestMatch(t *testing.T) {
	for _, c := range []struct {
		in   string
		want bool
	}{
		{"INSERT INTO users VALUES (1,'a');", true},
		{"-- dump\ninsert into `u` (`a`) values ('x');", true},
		{"CREATE TABLE IF NOT EXISTS t (a int);", true},
		{"COPY public.users (id, name) FROM stdin;\n1\ta\n\\.\n", true},
		{"How to insert into a table the values you like\n", false},
		{"SELECT * FROM users;", false},
		{"氏名,年齢\n", false},
	} {
		if got := Format.Match(extract.File{Size: int64(len(c.in))}, []byte(c.in)); got != c.want {
			t.Errorf("Match(%q) = %v", c.in, got)
		}
	}
}

// Whatever stands in one value, the others are read, or something is said to be
// missing.
func FuzzRead(f *testing.F) {
	f.Add("INSERT INTO t VALUES (1, 'it''s', E'\\n', $x$a$x$", "x")
	f.Add("COPY t (a) FROM stdin;\n\\N\t\\x41\n\\.\n/* -- '", "name")
	f.Fuzz(func(t *testing.T, in, word string) {
		_ = Format.Read(context.Background(), extracttest.File("x.sql", []byte(in)), extracttest.Discard{}) // must not panic or hang
		if word == "" || strings.Trim(word, "abcdefghijklmnopqrstuvwxyz") != "" || !utf8.ValidString(in) || strings.ContainsAny(in, "\\\x00\x1b\x0e\x0f") {
			return // a backslash means one thing to one database, and another to the next
		}
		s := &extracttest.Said{}
		dump := "INSERT INTO t (a, b) VALUES ('" + strings.ReplaceAll(in, "'", "''") + "', '" + word + "');\n"
		if err := Format.Read(context.Background(), extracttest.File("x.sql", []byte(dump)), s); err == nil && s.Gaps == 0 && !strings.Contains(s.Words.String(), word+"\n") {
			t.Errorf("%q is lost in %q", word, dump)
		}
	})
}
