// Command train makes the weights with which detect/ja tags the names of
// persons in running text, and says how good they are on sentences that it kept
// back: every tenth one.
//
//	go run ./detect/ja/train ../shared/corpora/ner/ner-wikipedia-part.json
//
// The data are sentences in the JSON form of ner-wikipedia-dataset: text,
// entities with name, span in characters and type. They are not part of the
// repository; the licence of what is made from them is in
// detect/ja/data/README.md.
package main

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"log"
	"os"
	"path/filepath"

	"monban/detect/ja"
)

func main() {
	log.SetFlags(0)
	out := flag.String("o", filepath.Join("detect", "ja", "data", "tagger.bin"), "file to write; empty for none")
	rounds := flag.Int("rounds", 6, "rounds over the sentences")
	copies := flag.Int("copies", 1, "copies of each sentence with other names")
	seeds := flag.Int("seeds", 3, "models to take the mean of")
	bits := flag.Int("bits", 19, "size of the table, as a power of two")
	drop := flag.Float64("drop", 0.3, "share of features left out at random")
	fold := flag.Int("fold", 0, "which tenth is kept back; -1 keeps none")
	flag.Parse()
	if flag.NArg() != 1 {
		log.Fatal("usage: train [flags] FILE")
	}
	all, err := read(flag.Arg(0))
	if err != nil {
		log.Fatal("train: ", err)
	}
	var learn, check []ja.Labelled
	for i, s := range all {
		if i%10 == *fold {
			check = append(check, s)
		} else {
			learn = append(learn, s)
		}
	}
	n := ja.NewNamer(ja.Shared(ja.CacheDir()))
	t := ja.Train(n, learn, ja.TrainOptions{Rounds: *rounds, Copies: *copies, Seeds: *seeds, Bits: *bits, Drop: *drop})
	report(n, t, check)
	if *out == "" {
		return
	}
	var b bytes.Buffer
	if _, err := t.WriteTo(&b); err != nil {
		log.Fatal("train: ", err)
	}
	if err := os.WriteFile(*out, b.Bytes(), 0o644); err != nil {
		log.Fatal("train: ", err)
	}
	fmt.Printf("%s: %d bytes\n", *out, b.Len())
}

// kinds maps the types of the data; what is missing counts as an organisation,
// so that it is told from persons.
var kinds = map[string]ja.NameKind{"人名": ja.PersonKind, "地名": ja.PlaceKind, "施設名": ja.PlaceKind}

func read(name string) ([]ja.Labelled, error) {
	b, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	var in []struct {
		Text     string
		Entities []struct {
			Span [2]int
			Type string
		}
	}
	if err := json.Unmarshal(b, &in); err != nil {
		return nil, err
	}
	var out []ja.Labelled
	for _, x := range in {
		// From characters of the source to bytes of the source to bytes of the
		// normalised text.
		at := []int{}
		for i := range x.Text {
			at = append(at, i)
		}
		at = append(at, len(x.Text))
		norm, _, offsets := ja.Normalize(x.Text)
		l := ja.Labelled{Text: norm}
		for _, e := range x.Entities {
			if e.Span[0] < 0 || e.Span[0] >= e.Span[1] || e.Span[1] >= len(at) {
				continue
			}
			kind, ok := kinds[e.Type]
			if !ok {
				kind = ja.OrgKind
			}
			l.Names = append(l.Names, ja.LabelledName{Start: folded(offsets, at[e.Span[0]]), End: folded(offsets, at[e.Span[1]]), Kind: kind})
		}
		out = append(out, l)
	}
	return out, nil
}

func folded(offsets []int32, at int) int {
	for i, o := range offsets {
		if int(o) >= at {
			return i
		}
	}
	return at
}

// report prints how many names the tagger finds.
func report(n *ja.Namer, t *ja.Tagger, check []ja.Labelled) {
	hit, found, gold := 0, 0, 0
	for _, s := range check {
		names := map[[2]int]bool{}
		for _, g := range s.Names {
			if g.Kind == ja.PersonKind {
				names[[2]int{g.Start, g.End}] = true
				gold++
			}
		}
		t.Persons(n, s.Text, func(start, end int, odds float64) {
			found++
			if names[[2]int{start, end}] {
				hit++
			}
		})
	}
	p, r := float64(hit)/float64(found), float64(hit)/float64(gold)
	fmt.Printf("%d sentences, %d names of persons: precision %.3f, recall %.3f, F1 %.3f\n", len(check), gold, p, r, 2*p*r/(p+r))
}
