package link

import (
	"fmt"
	"strings"
	"testing"

	"monban/detect"
	"monban/extract"
)

// record builds a record from words like "person-name=山田太郎"; a leading "~"
// marks a relative's value, "?" one that is unsure without a person, "^" another
// spelling of the name.
func record(table int, words ...string) *detect.Record {
	r := &detect.Record{Table: table}
	for _, w := range words {
		if w == "org" {
			r.Org = true
			continue
		}
		v := detect.Value{Odds: 3}
		if s, ok := strings.CutPrefix(w, "~"); ok {
			w, v.Whose = s, detect.Relative
		}
		if s, ok := strings.CutPrefix(w, "?"); ok {
			w, v.Odds = s, -1
		}
		if s, ok := strings.CutPrefix(w, "^"); ok {
			w, v.Alias = s, true
		}
		if s, ok := strings.CutPrefix(w, "#"); ok {
			w, v.Hidden = s, extract.HiddenSheet
		}
		k, val, _ := strings.Cut(w, "=")
		v.Kind, v.Text, v.Key = detect.Kind(k), val, val
		r.Values = append(r.Values, v)
	}
	return r
}

func TestPeople(t *testing.T) {
	for _, c := range []struct {
		name    string
		records []*detect.Record
		want    int
	}{
		{"a row is a person", []*detect.Record{record(1, "person-name=A"), record(1, "person-name=B")}, 2},
		{"the same name twice", []*detect.Record{record(1, "person-name=A"), record(1, "person-name=A")}, 1},
		{"birth dates tell them apart", []*detect.Record{record(1, "person-name=A", "birth-date=1"), record(1, "person-name=A", "birth-date=2")}, 2},
		{"mail tells rows of one table apart", []*detect.Record{record(1, "person-name=A", "email=a@x"), record(1, "person-name=A", "email=b@x")}, 2},
		{"another mail in another table does not", []*detect.Record{record(1, "person-name=A", "email=a@x"), record(2, "person-name=A", "email=b@x")}, 1},
		{"the head of his own household", []*detect.Record{record(1, "person-name=A", "phone=1", "~person-name=A", "~phone=2")}, 1},
		{"the head of another's household", []*detect.Record{record(1, "person-name=A", "phone=1", "~person-name=B", "~phone=2")}, 2},
		{"one who orders for himself and for another", []*detect.Record{record(1, "person-name=A", "~person-name=B", "~person-name=A", "~phone=2")}, 2},
		{"my number joins whatever the name", []*detect.Record{record(1, "my-number=1", "person-name=A"), record(2, "my-number=1", "person-name=B")}, 1},
		{"a maiden name", []*detect.Record{record(1, "my-number=1", "person-name=A", "birth-date=1"), record(1, "my-number=1", "person-name=B", "birth-date=1")}, 1},
		{"a birth date mistyped", []*detect.Record{record(1, "my-number=1", "person-name=A", "birth-date=1"), record(2, "my-number=1", "person-name=A", "birth-date=2")}, 1},
		{"a number copied down", []*detect.Record{record(1, "my-number=1", "person-name=A", "birth-date=1"), record(1, "my-number=1", "person-name=B", "birth-date=2")}, 2},
		{"a number copied down, and a list by name", []*detect.Record{record(1, "my-number=1", "person-name=A", "birth-date=1"), record(1, "my-number=1", "person-name=B", "birth-date=2"),
			record(2, "my-number=1", "person-name=A"), record(2, "my-number=1", "person-name=B")}, 2},
		{"a list by number, and one with another name", []*detect.Record{record(1, "my-number=1", "person-name=A", "birth-date=1"), record(2, "my-number=1", "person-name=B")}, 1},
		{"namesakes with numbers of their own", []*detect.Record{record(1, "my-number=1", "person-name=A"), record(1, "my-number=2", "person-name=A")}, 2},
		{"namesakes in two lists", []*detect.Record{record(1, "my-number=1", "person-name=A", "birth-date=1"), record(1, "my-number=2", "person-name=A", "birth-date=2"),
			record(2, "my-number=2", "person-name=A"), record(2, "my-number=1", "person-name=A")}, 2},
		{"a birth date that stood elsewhere, then namesakes", []*detect.Record{record(1, "my-number=1", "birth-date=1"), record(2, "my-number=1", "person-name=A"),
			record(2, "person-name=A", "birth-date=2"), record(3, "person-name=A", "birth-date=3"), record(3, "person-name=A", "birth-date=1")}, 3},
		{"no birth date, then namesakes", []*detect.Record{record(1, "person-name=A"), record(1, "person-name=B", "birth-date=1"), record(2, "person-name=A", "birth-date=1")}, 2},
		{"a list of readings, after namesakes", []*detect.Record{record(1, "person-name=A", "^person-name=a", "birth-date=1"), record(1, "person-name=A", "^person-name=a", "birth-date=2"),
			record(2, "person-name=a", "birth-date=3"), record(2, "person-name=a", "birth-date=2"), record(3, "person-name=a", "birth-date=1")}, 3},
		{"a family's mail does not join names", []*detect.Record{record(1, "email=a@x", "person-name=A"), record(2, "email=a@x", "person-name=B")}, 2},
		{"a mail joins a nameless record", []*detect.Record{record(1, "email=a@x", "person-name=A"), record(2, "email=a@x", "salary=1")}, 1},
		{"salaries without names", []*detect.Record{record(1, "salary=1", "age=30"), record(1, "salary=1", "age=30")}, 2},
		{"age and sex alone are nobody", []*detect.Record{record(1, "age=30", "sex=m")}, 0},
		{"an address alone is nobody", []*detect.Record{record(1, "address=x")}, 0},
		{"a term alone is a topic", []*detect.Record{record(1, "disability=x"), record(1, "disability=y", "age=3")}, 0},
		{"phones alone", []*detect.Record{record(1, "phone=1"), record(1, "phone=2"), record(1, "phone=1")}, 2},
		{"a relative is a person of his own", []*detect.Record{record(1, "person-name=A", "insurance-policy=1", "~person-name=B", "~phone=1")}, 2},
		{"the relative of two rows is one", []*detect.Record{record(1, "person-name=A", "~person-name=C"), record(1, "person-name=B", "~person-name=C")}, 3},
		{"an office's address and disability service", []*detect.Record{record(1, "org", "phone=1", "address=x", "welfare-certificate=y")}, 0},
	} {
		var l Linker
		for _, r := range c.records {
			l.Add(r, func(*detect.Value, int) {})
		}
		if got := len(l.People()); got != c.want {
			t.Errorf("%s: %d people, want %d", c.name, got, c.want)
		}
	}
}

func TestWhatIsPersonal(t *testing.T) {
	for _, c := range []struct {
		name   string
		record *detect.Record
		want   string // kinds found, with the person
		flags  string
	}{
		{"with a person a term counts", record(1, "person-name=A", "?disability=x"), "person-name:1 disability:1", ""},
		{"without it does not", record(1, "?disability=x"), "", ""},
		{"business contact", record(1, "org", "person-name=A", "email=a@corp.example"), "person-name:1 email:1", "business"},
		{"free mail is private", record(1, "org", "person-name=A", "email=a@gmail.com"), "person-name:1 email:1", ""},
		{"private data makes it private", record(1, "org", "person-name=A", "email=a@corp.example", "birth-date=1"), "person-name:1 email:1 birth-date:1", ""},
		{"hidden", record(1, "#person-name=A", "birth-date=1"), "person-name:1 birth-date:1", "hidden"},
	} {
		var l Linker
		var got []string
		l.Add(c.record, func(v *detect.Value, p int) { got = append(got, fmt.Sprintf("%s:%d", v.Kind, p)) })
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("%s: found %q, want %q", c.name, s, c.want)
		}
		flags := ""
		for _, p := range l.People() {
			if p.Business {
				flags += "business"
			}
			if p.Hidden != 0 {
				flags += "hidden"
			}
		}
		if flags != c.flags {
			t.Errorf("%s: flags %q, want %q", c.name, flags, c.flags)
		}
	}
}

// The copy of a table that a pivot table keeps conceals only what the sheets do
// not show of the same person.
func TestCopiesOfTables(t *testing.T) {
	copied := func(h extract.Hidden, words ...string) *detect.Record {
		r := record(9, words...)
		for i := range r.Values {
			r.Values[i].Hidden = h
		}
		return r
	}
	for _, c := range []struct {
		name string
		more *detect.Record
		want string // what is hidden of the people
	}{
		{"the same", copied(extract.PivotCache, "person-name=A", "salary=1"), ""},
		{"the same in a chart", copied(extract.ChartCache, "person-name=A", "salary=1"), ""},
		{"more of the same person", copied(extract.PivotCache, "person-name=A", "salary=1", "disability=x"), "disability"},
		{"another person", copied(extract.PivotCache, "person-name=B", "salary=1"), "person-name salary"},
		{"the target of a link that says it", copied(extract.Hyperlink, "email=a@example.com"), ""},
		{"the target of another link", copied(extract.Hyperlink, "email=b@example.com"), "email"},
		{"in a cache on a hidden sheet", copied(extract.ChartCache|extract.HiddenSheet, "person-name=A", "salary=1"), "person-name salary"},
		{"on a hidden sheet", copied(extract.HiddenSheet, "person-name=A", "salary=1"), "person-name salary"},
	} {
		var l Linker
		l.Add(record(1, "person-name=A", "salary=1", "email=a@example.com"), func(*detect.Value, int) {})
		l.Add(c.more, func(*detect.Value, int) {})
		var got []string
		for _, p := range l.People() {
			for _, k := range detect.Kinds {
				if p.Hidden&detect.SetOf(k.Kind) != 0 {
					got = append(got, string(k.Kind))
				}
			}
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s: %q is hidden, want %q", c.name, got, c.want)
		}
	}
}

// In one row a link conceals what the row does not say besides.
func TestLinksInARow(t *testing.T) {
	for target, want := range map[string]bool{"a@example.com": false, "b@example.com": true} {
		r := record(1, "email="+target, "person-name=A", "email=a@example.com")
		r.Values[0].Hidden = extract.Hyperlink
		var l Linker
		l.Add(r, func(*detect.Value, int) {})
		for _, p := range l.People() {
			if got := p.Hidden&detect.SetOf(detect.Email) != 0; got != want {
				t.Errorf("a link to %s: hidden %v, want %v", target, got, want)
			}
		}
	}
}

func TestMergeJoinsFiles(t *testing.T) {
	a, b := &Linker{}, &Linker{}
	a.Add(record(1, "person-name=A", "birth-date=1"), func(*detect.Value, int) {})
	a.Add(record(1, "person-name=B", "birth-date=2"), func(*detect.Value, int) {})
	b.Add(record(1, "person-name=B", "birth-date=2", "email=b@x"), func(*detect.Value, int) {})
	b.Add(record(1, "person-name=C"), func(*detect.Value, int) {})
	reports := []*detect.Report{{}, {Findings: []detect.Finding{{Person: 1}, {Person: 2}}}}
	people, mail := Merge(reports, []detect.Linker{a, b})
	if len(people) != 3 {
		t.Fatalf("%d people, want 3", len(people))
	}
	if got := fmt.Sprint(reports[0].Numbers, reports[1].Numbers, reports[1].Findings[0].Person, reports[1].Findings[1].Person); got != "[1 2] [2 3] 2 3" {
		t.Errorf("numbers are %s", got)
	}
	if n := mail(detect.MailKey("B@x")); n != 2 {
		t.Errorf("the mail address is number %d's, want 2", n)
	}
}

func TestMergeKeepsNamesakesOfOneFileApart(t *testing.T) {
	a, b := &Linker{}, &Linker{}
	a.Add(record(1, "person-name=A", "email=a@x"), func(*detect.Value, int) {})
	a.Add(record(1, "person-name=A", "email=b@x"), func(*detect.Value, int) {})
	b.Add(record(1, "email=b@x", "career=c"), func(*detect.Value, int) {})
	people, _ := Merge([]*detect.Report{{}, {}}, []detect.Linker{a, b})
	if len(people) != 2 {
		t.Errorf("%d people, want 2", len(people))
	}
}

// A birth date that becomes known later tells namesakes apart as well as one that
// was known when the name was noted.
func TestNamesakesAreToldApartByBirth(t *testing.T) {
	var l Linker
	person := func(values ...string) (n int) {
		l.Add(record(1, values...), func(_ *detect.Value, p int) { n = p })
		return n
	}
	without := person("person-name=A", "email=a@x")
	var got, want []int
	for i := range 70 { // more than there are marks of birth dates
		got = append(got, person("person-name=A", fmt.Sprintf("birth-date=%d", i), fmt.Sprintf("email=%d@x", i)))
		want = append(want, without+1+i)
	}
	got = append(got, person("person-name=A", "birth-date=b", "email=a@x")) // the first one, who is known now
	want = append(want, without)
	l.Add(record(2, "person-name=A", "birth-date=c"), func(_ *detect.Value, p int) { got = append(got, p) })
	want = append(want, 72, 72)
	for i := range 70 {
		l.Add(record(2, "person-name=A", fmt.Sprintf("birth-date=%d", i)), func(v *detect.Value, p int) {
			if v.Kind == detect.BirthDate {
				got, want = append(got, p), append(want, without+1+i)
			}
		})
	}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("people are %v, want %v", got, want)
	}
}

func TestKindsFitIntoEntries(t *testing.T) {
	if len(detect.Kinds) > asName {
		t.Errorf("%d kinds, want at most %d: the numbers from there on are names", len(detect.Kinds), asName)
	}
}

// A list in which every row has the same name must not take quadratic time.
func BenchmarkOneName(b *testing.B) {
	for b.Loop() {
		var l Linker
		for i := range 20_000 {
			l.Add(record(1, "person-name=A", fmt.Sprintf("email=%d@x", i)), func(*detect.Value, int) {})
		}
	}
}

func BenchmarkLink(b *testing.B) {
	rs := make([]*detect.Record, 10_000)
	for i := range rs {
		rs[i] = record(1, fmt.Sprintf("person-name=%d", i%3000), fmt.Sprintf("birth-date=%d", i%9000), fmt.Sprintf("email=%d@x", i), fmt.Sprintf("phone=%d", i))
	}
	b.ReportAllocs()
	for b.Loop() {
		var l Linker
		for _, r := range rs {
			l.Add(r, func(*detect.Value, int) {})
		}
	}
}
