package policy

import (
	"strings"

	"go.yaml.in/yaml/v3"
)

// An Action is what a mail gateway does with a mail.
type Action string

// The actions, from the mildest to the strictest.
const (
	Observe Action = "observe" // deliver; log and header only
	Tag     Action = "tag"     // deliver, with the verdict before the subject
	Keep    Action = "hold"    // until somebody decides
	Refuse  Action = "reject"  // the sender is told at once
)

// defaultActions are those of a policy that does not say.
var defaultActions = [...]Action{Pass: Observe, Confirm: Keep, Hold: Keep, Block: Refuse}

// Action is what a gateway does with a mail of a verdict, unless its own
// configuration says otherwise. Of a verdict that there is not: Refuse.
func (p *Policy) Action(v Verdict) Action {
	if int(v) < len(p.actions) {
		return p.actions[v]
	}
	return Refuse
}

func (p *Policy) readActions(n *yaml.Node) error {
	read := map[string]func(*yaml.Node) error{}
	for v := range p.actions {
		read[Verdict(v).String()] = func(n *yaml.Node) error {
			switch a := Action(n.Value); a {
			case Observe, Tag, Keep, Refuse:
				p.actions[v] = a
				return nil
			}
			return fault(n, "%q is none of %s", n.Value, strings.Join([]string{string(Observe), string(Tag), string(Keep), string(Refuse)}, ", "))
		}
	}
	return fields(n, `"actions"`, read)
}
