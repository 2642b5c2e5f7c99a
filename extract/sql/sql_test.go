package sql

import (
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
