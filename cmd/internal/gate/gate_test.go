package gate

import (
	"context"
	"errors"
	"strings"
	"testing"

	"monban/detect"
	"monban/detect/policy"
	"monban/extract"
)

// fixed is an engine whose files are all like this.
func fixed(err error, people []detect.Person) *detect.Engine {
	return &detect.Engine{
		Read:      func(context.Context, extract.File, extract.Sink) error { return err },
		NewReader: func(func(*detect.Record), func(*detect.Table)) detect.Reader { return reader{} },
		NewLinker: func() detect.Linker { return linker{} },
		Merge:     func([]*detect.Report, []detect.Linker) ([]detect.Person, func(uint64) int) { return people, nil },
		Score:     func(*detect.Result) {},
	}
}

type reader struct{}

func (reader) Row([]extract.Unit) {}
func (reader) Text(extract.Unit)  {}
func (reader) End()               {}

type linker struct{}

func (linker) Add(*detect.Record, func(*detect.Value, int)) {}
func (linker) People() []detect.Person                      { return nil }

func message() Message {
	return Message{
		Envelope: policy.Envelope{From: "a@example.co.jp", To: []string{"b@example.co.jp", "c@example.net"}},
		Files:    []extract.File{{Name: "list.csv", Data: strings.NewReader("")}},
	}
}

func TestCheck(t *testing.T) {
	g := &Gate{Engine: fixed(nil, []detect.Person{{Kinds: detect.SetOf(detect.PersonName, detect.Diagnosis)}}), Policy: policy.Default()}
	out, err := g.Check(context.Background(), message())
	if err != nil || out.Decision.Verdict != policy.Hold || len(out.Bases) != 1 || out.Bases[0].Basis != "appi-rule-7-1" {
		t.Errorf("got %s, %v, %v", out.Decision, out.Bases, err)
	}
}

func TestErrorHolds(t *testing.T) {
	cause := errors.New("no more")
	g := &Gate{Engine: fixed(cause, nil), Policy: policy.Default()}
	out, err := g.Check(context.Background(), message())
	if !errors.Is(err, cause) || out.Decision.Verdict != policy.Hold || len(out.Decision.Reasons) != 1 || len(out.Result.Files) != 1 {
		t.Errorf("got %s, %v", out.Decision, err)
	}
	for _, r := range out.Decision.Recipients {
		if r.Verdict != policy.Hold {
			t.Errorf("%s: %s", r.Address, r.Verdict)
		}
	}
}
