package policy

import "testing"

func TestActions(t *testing.T) {
	const rules = "rules: [{name: a, verdict: pass, text: a, text_ja: a}]\n"
	for _, c := range []struct {
		doc  string
		want [4]Action // or
		err  string
	}{
		{doc: rules, want: [4]Action{Observe, Keep, Keep, Refuse}},
		{doc: rules + "actions: {}", want: [4]Action{Observe, Keep, Keep, Refuse}},
		{doc: rules + "actions: {confirm: tag}", want: [4]Action{Observe, Tag, Keep, Refuse}},
		{doc: rules + "actions: {pass: observe, confirm: observe, hold: observe, block: observe}", want: [4]Action{Observe, Observe, Observe, Observe}},
		{doc: rules + "actions:\n  block: hold\n  pass: tag", want: [4]Action{Tag, Keep, Keep, Keep}},
		{doc: rules + "actions: {block: accept}", err: `p.yaml:2: "accept" is none of observe, tag, hold, reject`},
		{doc: rules + "actions: {block: [hold]}", err: `p.yaml:2: "" is none of observe, tag, hold, reject`},
		{doc: rules + "actions:\n  stop: hold", err: `p.yaml:3: "actions" has no field "stop"`},
		{doc: rules + "actions: hold", err: `p.yaml:2: "actions" must have fields`},
		{doc: rules + "actions: {hold: tag, hold: tag}", err: `p.yaml:2: field "hold" stands there twice`},
	} {
		p, err := Parse("p.yaml", []byte(c.doc))
		if err != nil || c.err != "" {
			if err == nil || err.Error() != c.err {
				t.Errorf("%q: got %v, want %s", c.doc, err, c.err)
			}
			continue
		}
		for v, want := range c.want {
			if got := p.Action(Verdict(v)); got != want {
				t.Errorf("%q: %s is %s, want %s", c.doc, Verdict(v), got, want)
			}
		}
	}
	if got := Default().Action(99); got != Refuse {
		t.Errorf("a verdict that there is not: %s", got)
	}
}
