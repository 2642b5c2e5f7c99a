package main

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"

	"monban/detect/ja"
)

// A sentence is a text with its named entities, as files of the Wikipedia
// named-entity corpus hold it. Spans count characters.
type sentence struct {
	Text     string `json:"text"`
	Entities []struct {
		Span [2]int `json:"span"`
		Type string `json:"type"`
	} `json:"entities"`
}

// persons returns the ranges of bytes of the names of persons.
func (s *sentence) persons() [][2]int {
	var at []int // of each character
	for i := range s.Text {
		at = append(at, i)
	}
	at = append(at, len(s.Text))
	var out [][2]int
	for _, e := range s.Entities {
		if a, b := e.Span[0], e.Span[1]; e.Type == "人名" && a >= 0 && a < b && b < len(at) {
			out = append(out, [2]int{at[a], at[b]})
		}
	}
	return out
}

// runNames measures person names in running text: what ja.Namer.Persons finds.
// That is the layer that knows names and nothing else. The layers above drop
// public figures on purpose, of whom such files are full, so that figures of
// the whole program on them would say how few of them it reports.
//
// With -tenth only the first text and every tenth behind it count: those that
// training keeps back of the corpus that the shipped weights come from.
func runNames(args []string, out io.Writer) error {
	fs := flag.NewFlagSet("monban-eval names", flag.ContinueOnError)
	tenth := fs.Bool("tenth", false, "count only every tenth text, from the first on")
	if err := fs.Parse(args); err != nil {
		return err
	}
	if fs.NArg() == 0 {
		return errors.New("names: no file given")
	}
	n := ja.NewNamer(ja.Shared(cacheDir()))
	var exact, overlap tally
	texts := 0
	for _, path := range fs.Args() {
		b, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		var list []sentence
		if err := json.Unmarshal(b, &list); err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
		for i := range list {
			if *tenth && i%10 != 0 {
				continue
			}
			texts++
			compareNames(n, &list[i], &exact, &overlap)
		}
	}
	fmt.Fprintf(out, "%d texts\n", texts)
	fmt.Fprintf(out, "%-8s %9s %9s %9s %7s\n", "", "precision", "recall", "F1", "n")
	for _, x := range []struct {
		name string
		in   tally
	}{{"exact", exact}, {"overlap", overlap}} {
		fmt.Fprintf(out, "%-8s %9.3f %9.3f %9.3f %7d\n", x.name, x.in.precision(), x.in.recall(), x.in.f1(), x.in.TP+x.in.FN)
	}
	return nil
}

// compareNames counts the names that are found with the right bounds, and those
// that share a character with one that is there, each only once.
func compareNames(n *ja.Namer, s *sentence, exact, overlap *tally) {
	gold := s.persons()
	full, part := make([]bool, len(gold)), make([]bool, len(gold))
	norm, _, offsets := ja.Normalize(s.Text)
	n.Persons(norm, func(start, end int, _ float64) {
		if offsets != nil {
			start, end = int(offsets[start]), int(offsets[end])
		}
		same, touch := -1, -1
		for i, g := range gold {
			switch {
			case g == [2]int{start, end} && !full[i]:
				same = i
			case start < g[1] && g[0] < end && !part[i]:
				touch = i
			}
		}
		if same >= 0 {
			touch = same
			full[same] = true
			exact.TP++
		} else {
			exact.FP++
		}
		switch {
		case touch < 0:
			overlap.FP++
		case !part[touch]:
			part[touch] = true
			overlap.TP++
		}
	})
	for i := range gold {
		if !full[i] {
			exact.FN++
		}
		if !part[i] {
			overlap.FN++
		}
	}
}
