// Package gate is the one call that every front end makes: look at a message
// and say what is to be done with it.
//
// It puts the engine, the law and the policy together and adds no
// opinion of its own, but one: a gate that cannot look does not let through.
// How files are opened, who is told and what is kept is not its business.
package gate

import (
	"context"
	"fmt"

	"monban/detect"
	"monban/detect/law"
	"monban/detect/policy"
	"monban/extract"
)

// A Message is what is about to leave.
type Message struct {
	Envelope policy.Envelope
	Files    []extract.File
}

// An Outcome is what a front end must carry out, and why.
type Outcome struct {
	Decision policy.Decision
	Result   *detect.Result
	Bases    []law.Basis
}

// A Gate is safe for concurrent use.
type Gate struct {
	Engine  *detect.Engine
	Policy  *policy.Policy
	Options detect.Options
}

// Check looks at m and decides. When the error is not nil the outcome says
// hold, for every recipient and file, and nothing of what was found.
func (g *Gate) Check(ctx context.Context, m Message) (Outcome, error) {
	r, err := g.Engine.Scan(ctx, m.Files, g.Options)
	if err == nil && len(r.Files) != len(m.Files) {
		err = fmt.Errorf("gate: %d reports for %d files", len(r.Files), len(m.Files))
	}
	if err != nil {
		return g.Held(m, notChecked), err
	}
	return Outcome{Decision: g.Policy.Decide(m.Envelope, r), Result: r, Bases: law.Bases(r, g.Policy.Administrative)}, nil
}

// notChecked is the reason to hold when Check fails.
var notChecked = policy.Reason{Rule: "not-checked",
	Text:   "the check did not come to an end, so nobody knows what is in the files",
	TextJa: "調べ終わらなかったため、中身を確かめられません"}

// Held is the outcome for a message that was not looked at: hold, for every
// recipient and file, for the reason given.
func (g *Gate) Held(m Message, why policy.Reason) Outcome {
	r := &detect.Result{}
	for _, f := range m.Files {
		r.Files = append(r.Files, &detect.Report{File: f.Name, Bytes: f.Size, Status: detect.Uninspected})
	}
	d := g.Policy.Decide(m.Envelope, r)
	d.Verdict = policy.Hold
	for i := range d.Recipients {
		d.Recipients[i].Verdict = policy.Hold
	}
	for i := range d.Files {
		d.Files[i].Verdict = policy.Hold
	}
	why.Verdict = policy.Hold
	d.Reasons = []policy.Reason{why}
	return Outcome{Decision: d, Result: r}
}
