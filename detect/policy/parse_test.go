package policy

import (
	"os"
	"strings"
	"testing"
)

func TestSyntaxErrors(t *testing.T) {
	const ok = "{name: a, verdict: pass, text: a, text_ja: a}"
	for _, c := range []struct{ doc, want string }{
		{"", "p.yaml:1: the file is empty"},
		{"rules: [", "p.yaml:1: did not find expected node content"},
		{"rules:\n\t- a", "p.yaml:2: found character that cannot start any token"},
		{"- a", "p.yaml:1: a policy must have fields"},
		{"name: x", "p.yaml:1: a policy without rules lets everything pass"},
		{"name: x\nrules: []", "p.yaml:2: a policy without rules lets everything pass"},
		{"rules: [" + ok + "]\n---\na: b", "p.yaml:2: a second document"},
		{"inside_domain: [a.example]\nrules: [" + ok + "]", `p.yaml:1: a policy has no field "inside_domain"`},
		{"rules: [" + ok + "]\nrules: [" + ok + "]", `p.yaml:2: field "rules" stands there twice`},
		{"rules:\n- " + ok + "\n- " + ok, `p.yaml:3: a second rule "a"`},
		{"rules:\n- {name: a, verdict: deny, text: a, text_ja: a}", `p.yaml:2: "deny" is none of block, confirm, hold, pass`},
		{"rules:\n- {name: a, verdict: pass, raise: hold, text: a, text_ja: a}", "p.yaml:2: a rule has one of verdict, raise and limit"},
		{"rules:\n- {name: a, text: a, text_ja: a}", `p.yaml:2: rule "a" has none of verdict, raise and limit`},
		{"rules:\n- {name: a, verdict: hold, text: a}", `p.yaml:2: rule "a" needs words in both languages: text and text_ja`},
		{"rules:\n- {verdict: hold, text: a, text_ja: a}", "p.yaml:2: a rule needs a name: small letters, digits and hyphens"},
		{"rules:\n- {name: a, to: inside, verdict: block, text: a, text_ja: a}", `p.yaml:2: rule "a": nothing is blocked inside`},
		{"rules:\n- name: a\n  data: [nonsense]\n  verdict: hold", `p.yaml:3: "nonsense" is neither a name in "data" nor a kind`},
		{"rules:\n- name: a\n  at_least: many\n  verdict: hold", "p.yaml:3: a number of at least 1 is expected"},
		{"rules:\n- {name: a, at_least: 5, verdict: hold, text: a, text_ja: a}", `p.yaml:2: rule "a" counts people, but "data" does not say which`},
		{"rules:\n- name: a\n  hours: 9-17\n  verdict: hold", `p.yaml:3: "9-17" is no span such as 22:00-06:00`},
		{"rules:\n- name: a\n  weekdays: [samstag]", `p.yaml:3: "samstag" is none of fri, mon, sat, sun, thu, tue, wed`},
		{"rules:\n- name: a\n  problems: [locked]", `p.yaml:3: "locked" is none of corrupt, encrypted, limit, mismatch, no-text, timeout, unsupported`},
		{"rules:\n- name: a\n  recipients: [lawyers]", `p.yaml:3: "lawyers" is neither an address, a domain nor a group`},
		{"rules:\n- name: a\n  files: [\"[\"]", `p.yaml:3: "[" is no pattern`},
		{"data: {x: [{any: [hat-size]}]}\nrules: [" + ok + "]", `p.yaml:1: "hat-size" is no kind of personal data`},
		{"data: {x: [{}]}\nrules: [" + ok + "]", "p.yaml:1: an entry without kinds fits nobody"},
		{"rules: [" + ok + "]\nexceptions:\n- {name: x, rules: [a], from: [a.example], expires: 2027-01-01}", `p.yaml:3: exception "x" needs a reason`},
		{"rules: [" + ok + "]\nexceptions:\n- {name: x, reason: r, rules: [a], from: [a.example]}", `p.yaml:3: exception "x" needs its last day: expires`},
		{"rules: [" + ok + "]\nexceptions:\n- {name: x, reason: r, rules: [b], from: [a.example], expires: 2027-01-01}", `p.yaml:3: exception "x": there is no rule "b"`},
		{"rules: [" + ok + "]\nexceptions:\n- {name: x, reason: r, rules: [a], expires: 2027-01-01}", `p.yaml:3: exception "x" is for every message`},
		{"rules: [" + ok + "]\nexceptions:\n- {name: x, expires: 31.12.2027}", `p.yaml:3: "31.12.2027" is no date such as 2027-03-31`},
		{"x: &a [*a]\nrules: *a", `p.yaml:1: a policy has no field "x"`},
	} {
		_, err := Parse("p.yaml", []byte(c.doc))
		if err == nil || err.Error() != c.want {
			t.Errorf("%q:\n got %v\nwant %s", c.doc, err, c.want)
		}
	}
}

func TestDefaultIsWhatItPrints(t *testing.T) {
	p, err := Parse("default.yaml", DefaultText)
	if err != nil {
		t.Fatal(err)
	}
	if p.Name != "default" || len(p.rules) < 20 {
		t.Errorf("got %q with %d rules", p.Name, len(p.rules))
	}
	b, err := os.ReadFile("default.yaml")
	if err != nil || string(b) != string(DefaultText) {
		t.Errorf("the embedded text is not the file: %v", err)
	}
}

// TestExampleOfAnException reads the example that stands in a comment.
func TestExampleOfAnException(t *testing.T) {
	var doc strings.Builder
	for line := range strings.Lines(string(DefaultText)) {
		switch rest, ok := strings.CutPrefix(line, "#   "); {
		case strings.HasPrefix(line, "exceptions: []"):
			doc.WriteString("\n")
		case ok && strings.HasPrefix(rest, "- name: payroll"):
			doc.WriteString("exceptions:\n  " + rest)
		case ok && strings.Contains(doc.String(), "\nexceptions:"):
			doc.WriteString("  " + rest)
		default:
			doc.WriteString(line)
		}
	}
	p, err := Parse("p.yaml", []byte(doc.String()))
	if err != nil || len(p.exceptions) != 1 {
		t.Fatalf("%v\n%s", err, doc.String())
	}
}

func FuzzParse(f *testing.F) {
	f.Add(DefaultText)
	f.Add([]byte("rules: [{name: a, verdict: pass, text: a, text_ja: a}]"))
	f.Fuzz(func(t *testing.T, b []byte) {
		p, err := Parse("p.yaml", b)
		switch {
		case err == nil && len(p.rules) == 0:
			t.Error("a policy without rules")
		case err != nil && !strings.HasPrefix(err.Error(), "p.yaml:"):
			t.Errorf("an error without its place: %v", err)
		}
	})
}
