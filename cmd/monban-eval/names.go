package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"monban/cmd/internal/synth"
	"monban/detect"
	"monban/detect/rules"
)

// A sentence is a text with its named entities, as files of the Wikipedia
// named-entity corpus hold it.
type sentence struct {
	Text     string `json:"text"`
	Entities []struct {
		Name string `json:"name"`
		Span [2]int `json:"span"`
		Type string `json:"type"`
	} `json:"entities"`
}

// runNames measures person names in running text.
func runNames(ctx context.Context, args []string, out io.Writer) error {
	if len(args) == 0 {
		return errors.New("names: no file given")
	}
	engine, err := rules.New(rules.Options{CacheDir: cacheDir()})
	if err != nil {
		return err
	}
	v := newEval(engine)
	sentences := 0
	for _, path := range args {
		b, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		var list []sentence
		if err := json.Unmarshal(b, &list); err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
		sentences += len(list)
		for i, s := range list {
			p := passage{text: s.Text}
			for _, e := range s.Entities {
				if e.Type == "人名" {
					p.spans = append(p.spans, span{1, truthKind(detect.PersonName), e.Name})
				}
			}
			r, err := v.scan(ctx, "prose", synth.File{Name: "text.txt", Data: []byte(strings.ReplaceAll(s.Text, "\n", " ") + "\n")})
			if err != nil {
				return fmt.Errorf("%s: text %d: %w", path, i+1, err)
			}
			var names []detect.Finding
			for _, f := range r.Files[0].Findings {
				if f.Kind == detect.PersonName {
					names = append(names, f)
				}
			}
			v.compareSpans(path, names, p)
		}
	}
	fmt.Fprintf(out, "%d texts\n", sentences)
	fmt.Fprintf(out, "%-8s %9s %9s %9s %7s\n", "", "precision", "recall", "F1", "n")
	for _, x := range []struct {
		name string
		in   tallies
	}{{"exact", v.spans}, {"overlap", v.overlaps}} {
		t := x.in.sum(nil)
		fmt.Fprintf(out, "%-8s %9.3f %9.3f %9.3f %7d\n", x.name, t.precision(), t.recall(), t.f1(), t.TP+t.FN)
	}
	return nil
}
