package vcard

import (
	"context"
	"strings"
	"testing"
	"unicode/utf8"

	"monban/extract"
	"monban/extract/extracttest"
)

func TestFormat(t *testing.T) { extracttest.Run(t, Format, "testdata") }

func TestCalendar(t *testing.T) { extracttest.Run(t, Calendar, "testdata/calendar") }

// cells keeps what was sent, in short.
type cells struct {
	extracttest.Discard
	heads, rows []string
}

func (c *cells) Row(us []extract.Unit) error {
	var s []string
	for _, u := range us {
		s = append(s, u.Text)
	}
	if us[0].Loc.Row == 0 {
		c.heads = append(c.heads, strings.Join(s, "|"))
	} else {
		c.rows = append(c.rows, strings.Join(s, "|"))
	}
	return nil
}

func TestProperties(t *testing.T) {
	for _, tt := range []struct{ in, head, row string }{
		{"FN:a", "氏名", "a"},
		{"FN:a\r\n b", "氏名", "ab"},
		{"fn : x", "氏名", "x"},
		{"N:a;b", "姓|名", "a|b"},
		{"N:a\\;b;c", "姓|名", "a;b|c"},
		{"TEL;TYPE=work;TYPE=fax:1", "勤務先電話", "1"},
		{"TEL;TYPE=FAX:1", "FAX電話", "1"},
		{"tel;cell:1\r\ntel;cell:2", "携帯電話|携帯電話 2", "1|2"},
		{"a.b.TEL:1", "B.TEL", "1"},
		{"NOTE;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:=E8=A6=\r\n=8B", "備考", "見"},
		{"NOTE;ENCODING=BASE64:aGVsbG8=", "備考", "hello"},
		{"BDAY:19900401", "生年月日", "1990-04-01"},
		{"BDAY:--0401", "生年月日", "--0401"},
		{"EMAIL:MAILTO:a@example.jp", "メールアドレス", "a@example.jp"},
		{"ADR:;;;;;;", "", ""},
		{"X-SHOE-SIZE:25", "X-SHOE-SIZE", "25"},
		{"words without a colon", "", ""},
	} {
		c := &cells{}
		if err := Format.Read(context.Background(), extracttest.File("x.vcf", []byte("BEGIN:VCARD\r\n"+tt.in+"\r\nEND:VCARD\r\n")), c); err != nil {
			t.Errorf("%q: %v", tt.in, err)
		}
		if head, row := strings.Join(c.heads, "/"), strings.Join(c.rows, "/"); tt.head != "" && head != tt.head || tt.row != "" && row != tt.row {
			t.Errorf("%q: %q %q, want %q %q", tt.in, head, row, tt.head, tt.row)
		}
	}
}

func TestMatch(t *testing.T) {
	for in, want := range map[string]bool{
		"BEGIN:VCARD\r\n": true, "\ufeffbegin:vcard\n": true, "BEGIN:VCALENDAR\n": false, "see BEGIN:VCARD\n": false, "": false,
	} {
		if got := Format.Match(extracttest.File("x", []byte(in)), []byte(in)); got != want {
			t.Errorf("Match(%q) = %v", in, got)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add("N;CHARSET=SHIFT_JIS;ENCODING=QUOTED-PRINTABLE:=8C=A9=\r\n=96=7B", "x")
	f.Add("BEGIN:VEVENT\r\nATTENDEE;CN=\"a:b\":mailto:c", "y")
	f.Fuzz(func(t *testing.T, in, word string) {
		_ = Calendar.Read(context.Background(), extracttest.File("x.ics", []byte(in)), extracttest.Discard{}) // must not panic or hang
		for i := range len(word) {
			if word[i] < 'a' || word[i] > 'z' {
				return
			}
		}
		if word == "" || !utf8.ValidString(in) || strings.ContainsAny(in, "\x00\x1b\x0e\x0f") || strings.ContainsAny(in, "=:") {
			return
		}
		c := &cells{}
		err := Format.Read(context.Background(), extracttest.File("x.vcf", []byte("BEGIN:VCARD\r\nFN:"+word+"\r\nNOTE:"+in+"\r\nEND:VCARD\r\n")), c)
		if err == nil && !strings.Contains(strings.Join(c.rows, "/"), word) {
			t.Errorf("%q is lost: %q", word, c.rows)
		}
	})
}

func BenchmarkRead(b *testing.B) {
	in := []byte(strings.Repeat("BEGIN:VCARD\r\nVERSION:3.0\r\nN:見本;太郎;;;\r\nTEL;TYPE=CELL:090-0000-0001\r\nEND:VCARD\r\n", 2000))
	b.SetBytes(int64(len(in)))
	b.ReportAllocs()
	for b.Loop() {
		if err := Format.Read(context.Background(), extracttest.File("x.vcf", in), extracttest.Discard{}); err != nil {
			b.Fatal(err)
		}
	}
}
