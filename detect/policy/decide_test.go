package policy

import (
	"strings"
	"testing"
	"time"

	"monban/detect"
	"monban/extract"
)

// many returns n people of whom these kinds are known.
func many(n int, kinds ...detect.Kind) []detect.Person {
	out := make([]detect.Person, n)
	for i := range out {
		out[i].Kinds = detect.SetOf(kinds...)
	}
	return out
}

// result puts people into one file.
func result(people []detect.Person, gaps ...extract.Code) *detect.Result {
	f := &detect.Report{File: "dir/list.xlsx", SHA256: "ab", Status: detect.Inspected, People: people}
	for i := range people {
		f.Numbers = append(f.Numbers, i+1)
	}
	for _, g := range gaps {
		f.Gaps = append(f.Gaps, extract.Gap{Code: g})
		if g != extract.Mismatch {
			f.Status = detect.Partial
		}
	}
	return &detect.Result{Files: []*detect.Report{f}, People: people}
}

func hidden(people []detect.Person, kinds ...detect.Kind) []detect.Person {
	for i := range people {
		people[i].Hidden = detect.SetOf(kinds...)
	}
	return people
}

func business(n int) []detect.Person {
	out := many(n, detect.PersonName, detect.Phone, detect.Email)
	for i := range out {
		out[i].Business = true
	}
	return out
}

const (
	name   = detect.PersonName
	sender = "sato@example.co.jp"
	out    = "partner@example.net"
	in     = "suzuki@example.co.jp"
	free   = "someone@gmail.com"
)

// TestDefaultPolicy is the table of the documentation, row by row.
func TestDefaultPolicy(t *testing.T) {
	for _, c := range []struct {
		about string
		to    string
		r     *detect.Result
		want  Verdict
		rule  string // of the first reason
	}{
		{"nothing", out, result(nil), Pass, ""},
		{"one my number", out, result(many(1, detect.MyNumber)), Block, "my-number-outside"},
		{"special care 1", out, result(many(1, name, detect.Disability)), Hold, "special-care-outside"},
		{"special care 9", out, result(many(9, name, detect.Diagnosis)), Hold, "special-care-outside"},
		{"special care 10", out, result(many(10, name, detect.Diagnosis)), Block, "special-care-many-outside"},
		{"special care 1 to free mail", free, result(many(1, name, detect.Doctor)), Hold, "special-care-outside"},
		{"special care 2 to free mail", free, result(many(2, name, detect.Doctor)), Block, "special-care-to-individual"},
		{"licence 1", out, result(many(1, detect.DriversLicence)), Confirm, "account-outside"},
		{"bank accounts 9", out, result(many(9, name, detect.BankAccount)), Confirm, "account-outside"},
		{"passwords 10", out, result(many(10, detect.Password)), Hold, "account-many-outside"},
		{"birth date 1", out, result(many(1, name, detect.BirthDate)), Confirm, "private-outside"},
		{"addresses 99", out, result(many(99, name, detect.Address)), Confirm, "private-outside"},
		{"phones without names 100", out, result(many(100, detect.Phone)), Hold, "private-many-outside"},
		{"salaries without names 999", out, result(many(999, detect.Salary)), Hold, "private-many-outside"},
		{"careers without names 1000", out, result(many(1000, detect.Career)), Block, "private-mass-outside"},
		{"names 30", out, result(many(30, name)), Pass, ""},
		{"names 31", out, result(many(31, name, detect.Age, detect.Sex)), Confirm, "names-outside"},
		{"ages and postal codes", out, result(many(5000, detect.Age, detect.Sex, detect.PostalCode)), Pass, ""},
		{"birth dates without names", out, result(many(50, detect.BirthDate)), Pass, ""},
		{"business contacts 30", out, result(business(30)), Pass, ""},
		{"business contacts 31", out, result(business(31)), Confirm, "business-contacts-outside"},
		{"business contacts hidden", out, result(hidden(business(5), detect.Email)), Pass, ""},
		{"hidden name", out, result(hidden(many(1, name), name)), Hold, "hidden-outside"},
		{"hidden private", out, result(hidden(many(5, name, detect.Phone), detect.Phone)), Hold, "hidden-outside"},
		{"hidden special care", out, result(hidden(many(5, name, detect.Symptom), name)), Block, "hidden-outside"},
		{"hidden age of nobody", out, result(hidden(many(5, detect.Age), detect.Age)), Pass, ""},
		{"roster 1", out, result(many(1, name, detect.Roster)), Hold, "roster-outside"},
		{"roster 10", out, result(many(10, name, detect.Roster)), Block, "roster-many-outside"},
		{"look-alike, nothing", "x@gmai.com", result(nil), Confirm, "look-alike"},
		{"look-alike, private", "x@yahooo.co.jp", result(many(3, name, detect.Phone)), Hold, "look-alike-personal"},
		{"look-alike, names", "x@gmial.com", result(many(3, name)), Hold, "look-alike-personal"},
		{"encrypted", out, result(nil, extract.Encrypted), Hold, "unreadable"},
		{"corrupt", out, result(nil, extract.Corrupt), Hold, "unreadable"},
		{"limit", out, result(nil, extract.Limit), Hold, "unreadable"},
		{"timeout", out, result(nil, extract.Timeout), Hold, "unreadable"},
		{"unsupported", out, result(nil, extract.Unsupported), Confirm, "not-looked-into"},
		{"no text", out, result(nil, extract.NoText), Confirm, "not-looked-into"},
		{"mismatch", out, result(nil, extract.Mismatch), Pass, ""},
		{"inside my number", in, result(many(1, detect.MyNumber)), Confirm, "my-number-inside"},
		{"inside special care 9", in, result(many(9, name, detect.Disability)), Pass, ""},
		{"inside special care 10", in, result(many(10, name, detect.Disability)), Confirm, "special-care-inside"},
		{"inside private 999", in, result(many(999, name, detect.Phone)), Pass, ""},
		{"inside private 1000", in, result(many(1000, name, detect.Phone)), Confirm, "mass-inside"},
		{"inside hidden", in, result(hidden(many(5, name, detect.Phone), name)), Pass, ""},
		{"inside encrypted", in, result(nil, extract.Encrypted), Confirm, "unreadable-inside"},
		{"inside no text", in, result(nil, extract.NoText), Confirm, "unreadable-inside"},
		{"no recipient given", "", result(many(1, detect.MyNumber)), Block, "my-number-outside"},
	} {
		d := Default().Decide(Envelope{From: sender, To: []string{c.to}}, c.r)
		rule := ""
		if len(d.Reasons) > 0 && d.Reasons[0].Verdict == d.Verdict {
			rule = d.Reasons[0].Rule
		}
		if d.Verdict != c.want || c.rule != "" && !hasRule(d.Reasons, c.rule, c.want) {
			t.Errorf("%s: got %s (%s), want %s (%s)", c.about, d, rule, c.want, c.rule)
		}
		if d.Files[0].Verdict != c.want {
			t.Errorf("%s: the file alone is %s, want %s", c.about, d.Files[0].Verdict, c.want)
		}
		for _, r := range d.Reasons {
			if r.Text == "" || r.TextJa == "" || strings.Contains(r.Text+r.TextJa, "{") {
				t.Errorf("%s: rule %s has words %q, %q", c.about, r.Rule, r.Text, r.TextJa)
			}
		}
	}
}

func hasRule(rs []Reason, rule string, v Verdict) bool {
	for _, r := range rs {
		if r.Rule == rule && r.Verdict == v {
			return true
		}
	}
	return false
}

func TestRecipientHimself(t *testing.T) {
	trainee := "trainee@example.net"
	special := result(many(2, name, detect.Disability, detect.Email))
	special.Mail = only(trainee, 2)
	if d := Default().Decide(Envelope{From: sender, To: []string{trainee}}, special); d.Verdict != Block || !d.Recipients[0].Subject {
		t.Errorf("a list of two that names the recipient: %s, subject %v; want block, true", d, d.Recipients[0].Subject)
	}
	own := func(kinds ...detect.Kind) *detect.Result {
		r := result(hidden(many(1, kinds...), name))
		r.Mail = only(trainee, 1)
		return r
	}
	for _, k := range []detect.Kind{detect.MyNumber, detect.Disability, detect.Phone} {
		d := Default().Decide(Envelope{From: sender, To: []string{"Trainee <TRAINEE@example.net>"}}, own(name, detect.Email, k))
		if d.Verdict != Confirm {
			t.Errorf("own %s: %s, want confirm", k, d)
		}
		if d := Default().Decide(Envelope{From: sender, To: []string{trainee, out}}, own(name, detect.Email, k)); d.Verdict < Hold {
			t.Errorf("own %s, but to another one too: %s, want at least hold", k, d)
		}
	}
	// What could not be read may be about others.
	r := own(name, detect.Email)
	r.Files[0].Gaps = []extract.Gap{{Code: extract.Encrypted}}
	if d := Default().Decide(Envelope{From: sender, To: []string{trainee}}, r); d.Verdict != Hold {
		t.Errorf("own data and a locked part: %s, want hold", d)
	}
}

func TestStrictestRecipientDecides(t *testing.T) {
	d := Default().Decide(Envelope{From: sender, To: []string{in, out, in}}, result(many(12, name, detect.Diagnosis)))
	if d.Verdict != Block || len(d.Recipients) != 2 || d.Recipients[0].Verdict != Confirm || d.Recipients[1].Verdict != Block {
		t.Errorf("got %+v", d)
	}
}

func TestFilesAddUp(t *testing.T) {
	r := result(many(6, name, detect.Diagnosis))
	r.People = many(12, name, detect.Diagnosis)
	r.Files = append(r.Files, &detect.Report{File: "b.csv", Status: detect.Inspected, People: r.People[6:], Numbers: []int{7, 8, 9, 10, 11, 12}})
	d := Default().Decide(Envelope{From: sender, To: []string{out}}, r)
	if d.Verdict != Block || d.Files[0].Verdict != Hold || d.Files[1].Verdict != Hold {
		t.Errorf("got %s, files %v; want block of two holds", d, d.Files)
	}
}

func TestInsideOutside(t *testing.T) {
	p, err := Parse("p.yaml", []byte("inside_domains: [corp.example, gmail.com]\nfree_mail_domains: [gmail.com]\nknown_domains: [partner.example]\nrules: [{name: a, verdict: pass, text: a, text_ja: a}]"))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		from, to  string
		inside    bool
		lookAlike string
	}{
		{"a@corp.example", "b@corp.example", true, ""},
		{"a@corp.example", "b@sub.CORP.example.", true, ""},
		{"a@corp.example", "b@xcorp.example", false, "corp.example"},
		{"a@own.example", "b@own.example", true, ""},
		{"a@gmail.com", "b@gmail.com", false, ""},
		{"a@own.example", "b%elsewhere.example@own.example", false, ""},
		{"a@own.example", "nonsense", false, ""},
		{"", "b@corp.example", true, ""},
		{"a@corp.example", "b@gmail.com.evil.example", false, "gmail.com"},
		{"a@corp.example", "b@grnail.com", false, "gmail.com"},
		{"a@corp.example", "b@gmail.co", false, "gmail.com"},
		{"a@corp.example", "b@partnre.example", false, "partner.example"},
		{"a@corp.example", "b@other.example", false, ""},
		{"a@branch-a.example", "b@branch-b.example", false, ""},
		{"a@example.co.jp", "b@example.com", false, ""},
		{"a@example.jp", "b@example.co.jp", false, ""},
		{"a@example.com", "b@example.net", false, ""},
		{"a@example.com", "b@exampel.com", false, "example.com"},
		{"a@example.com", "b@exxample.com", false, "example.com"},
	} {
		got := p.recipient(CleanAddress(c.to), CleanAddress(c.from))
		if got.Inside != c.inside || got.LookAlike != c.lookAlike {
			t.Errorf("from %s to %s: inside %v, look-alike %q; want %v, %q", c.from, c.to, got.Inside, got.LookAlike, c.inside, c.lookAlike)
		}
	}
	for _, d := range []string{"example.com", "example.co.jp", "mail.example.org", "city.example.lg.jp", "cloud.com", "ymail.com", "live.com"} {
		if r := Default().recipient("x@"+d, sender); r.LookAlike != "" {
			t.Errorf("%s is taken for %s", d, r.LookAlike)
		}
	}
}

func TestOtherConditions(t *testing.T) {
	const doc = `
groups: {law: [law.example, boss@example.net]}
rules:
  - {name: night, hours: "22:00-06:00", verdict: confirm, text: t, text_ja: t}
  - {name: weekend, weekdays: [sat, sun], verdict: confirm, text: t, text_ja: t}
  - {name: group, recipients: [law], verdict: hold, text: t, text_ja: t}
  - {name: from, from: [example.org], verdict: hold, text: t, text_ja: t}
  - {name: file, files: ["給与*.xlsx"], data: [salary], at_least: 2, verdict: block, text: "{people}", text_ja: "{people}"}
  - {name: subject, subject: ["*社外秘*"], verdict: block, text: t, text_ja: t}
exceptions:
  - {name: payday, reason: agreed, expires: 2026-12-31, rules: [file], recipients: [agency.example], files: ["給与_*"]}
`
	p, err := Parse("p.yaml", []byte(doc))
	if err != nil {
		t.Fatal(err)
	}
	noon := time.Date(2026, 11, 18, 12, 0, 0, 0, time.UTC) // a Wednesday
	salaries := result(many(3, detect.Salary))
	salaries.Files[0].File = "x/給与_11月.xlsx"
	for _, c := range []struct {
		about string
		e     Envelope
		r     *detect.Result
		want  string
	}{
		{"noon", Envelope{To: []string{out}, Now: noon}, result(nil), "pass ()"},
		{"night", Envelope{To: []string{out}, Now: noon.Add(11 * time.Hour)}, result(nil), "confirm (night)"},
		{"morning", Envelope{To: []string{out}, Now: noon.Add(-7 * time.Hour)}, result(nil), "confirm (night)"},
		{"six", Envelope{To: []string{out}, Now: noon.Add(-6 * time.Hour)}, result(nil), "pass ()"},
		{"weekend", Envelope{To: []string{out}, Now: noon.AddDate(0, 0, 3)}, result(nil), "confirm (weekend)"},
		{"group", Envelope{To: []string{"a@sub.law.example"}, Now: noon}, result(nil), "hold (group)"},
		{"address", Envelope{To: []string{"boss@example.net"}, Now: noon}, result(nil), "hold (group)"},
		{"other address", Envelope{To: []string{"clerk@example.net"}, Now: noon}, result(nil), "pass ()"},
		{"from", Envelope{From: "A <a@example.org>", To: []string{out}, Now: noon}, result(nil), "hold (from)"},
		{"file", Envelope{To: []string{out}, Now: noon}, salaries, "block (file)"},
		{"other file", Envelope{To: []string{out}, Now: noon}, result(many(3, detect.Salary)), "pass ()"},
		{"exception", Envelope{To: []string{"a@agency.example"}, Now: noon}, salaries, "pass (payday)"},
		{"last day", Envelope{To: []string{"a@agency.example"}, Now: time.Date(2026, 12, 31, 21, 0, 0, 0, time.UTC)}, salaries, "pass (payday)"},
		{"expired", Envelope{To: []string{"a@agency.example"}, Now: time.Date(2027, 1, 1, 12, 0, 0, 0, time.UTC)}, salaries, "block (file, payday)"},
		{"subject", Envelope{To: []string{out}, Now: noon, Subject: "【社外秘】見積/改"}, result(nil), "block (subject)"},
	} {
		if got := p.Decide(c.e, c.r).String(); got != c.want {
			t.Errorf("%s: got %s, want %s", c.about, got, c.want)
		}
	}
}

// TestMilderInside tries people of every kind: inside is never stricter.
func TestMilderInside(t *testing.T) {
	p := Default()
	for _, k := range detect.Kinds {
		for _, n := range []int{1, 2, 10, 31, 100, 1000} {
			for _, people := range [][]detect.Person{many(n, k.Kind), many(n, name, k.Kind), hidden(many(n, name, k.Kind), k.Kind)} {
				r := result(people)
				i := p.Decide(Envelope{From: sender, To: []string{in}}, r).Verdict
				o := p.Decide(Envelope{From: sender, To: []string{out}}, r).Verdict
				if i > o || i == Block {
					t.Errorf("%d × %s: inside %s, outside %s", n, k.Kind, i, o)
				}
			}
		}
	}
}

func TestNeverPassesUnread(t *testing.T) {
	for _, s := range []detect.Status{detect.Partial, detect.Uninspected, ""} {
		r := &detect.Result{Files: []*detect.Report{{File: "a", Status: s}}}
		if d := Default().Decide(Envelope{To: []string{out}}, r); d.Verdict == Pass {
			t.Errorf("status %q without a problem passes", s)
		}
	}
}

// only is the Result.Mail of files that hold one mail address, of person n.
func only(addr string, n int) func(uint64) int {
	return func(key uint64) int {
		if key == detect.MailKey(addr) {
			return n
		}
		return 0
	}
}

// BenchmarkDecide is a large list to many recipients.
func BenchmarkDecide(b *testing.B) {
	p, r := Default(), result(many(45_576, name, detect.Phone, detect.Password))
	e := Envelope{From: sender}
	for i := range 50 {
		e.To = append(e.To, string(rune('a'+i%26))+"@"+string(rune('a'+i/26))+".example.net")
	}
	b.ReportAllocs()
	for b.Loop() {
		p.Decide(e, r)
	}
}
