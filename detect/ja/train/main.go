// Command train makes the weights with which detect/ja tags the names of
// persons in running text, and says how good they are on sentences that it kept
// back: every tenth one.
//
//	npm pack sudachi && tar xzf sudachi-*.tgz
//	apt-get download mecab-jumandic-utf8 && dpkg-deb -x mecab-jumandic-utf8_*.deb .
//	set -- -passages 'testdata/told/learn/*.txt' -words package/sudachi.js -juman usr/share/mecab/dic/juman ../shared/corpora/ner/ner-wikipedia-part.json
//	go run ./detect/ja/train -lexicon "$@"
//	go run ./detect/ja/train "$@"
//
// The data are sentences in the JSON form of ner-wikipedia-dataset: text,
// entities with name, span in characters and type; the words of Sudachi's and
// JUMAN's dictionaries, of which those are kept that tell names; and the made-up
// sentences of office.txt and of the passages. Neither corpus nor dictionaries are part of the
// repository; the licences of what is made from them are in
// detect/ja/data/README.md. The lexicon is embedded, so it is written first.
//
// What sentences tell of people (told.bin) is learned from marked passages, and from the
// sentences of that corpus which tell nothing:
//
//	go run ./detect/ja/train -told 'testdata/told/learn/*.txt' -dense 'testdata/told/dense/*.txt' ../shared/corpora/ner/ner-wikipedia-part.json
//
// With -folds it writes nothing, and says how good taggers are that learned
// from the nine tenths without one part, on that part. That is what to look at
// while the features are changed: the tenth is for the last figure.
package main

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"log"
	"maps"
	"os"
	"path/filepath"
	"slices"

	"monban/detect/ja"
)

func main() {
	log.SetFlags(0)
	out := flag.String("o", filepath.Join("detect", "ja", "data"), "folder to write to; empty for none")
	rounds := flag.Int("rounds", 6, "rounds over the sentences")
	copies := flag.Int("copies", 3, "copies of each sentence with other names")
	seeds := flag.Int("seeds", 6, "models to take the mean of")
	bits := flag.Int("bits", 18, "size of the table, as a power of two")
	drop := flag.Float64("drop", 0.3, "share of features left out at random")
	words := flag.String("words", "", "dictionary of Sudachi, or the script of its npm package")
	juman := flag.String("juman", "", "folder with JUMAN's dictionary for MeCab")
	times := flag.Int("office", 12, "times that each sentence of office.txt is made")
	lexiconOnly := flag.Bool("lexicon", false, "instead of training: write the lexicon, with which the command trains once it is built again")
	folds := flag.Int("folds", 0, "instead of training for use: so many folds of the nine tenths, each tried on what the others taught")
	toldFrom := flag.String("told", "", "instead of names: learn what is told of people, from the passages in these files")
	dense := flag.String("dense", "", "with -told: files of marked lines that tell much")
	passages := flag.String("passages", "", "files of marked passages whose names are learned, too")
	flag.Parse()
	if flag.NArg() != 1 {
		log.Fatal("usage: train [flags] FILE")
	}
	all, err := read(flag.Arg(0))
	if err != nil {
		log.Fatal("train: ", err)
	}
	n := ja.NewNamer(ja.Shared(ja.CacheDir()))
	var learn, check []ja.Labelled
	for i, s := range all {
		if i%10 == 0 {
			check = append(check, s)
		} else {
			learn = append(learn, s)
		}
	}
	if *toldFrom != "" {
		o := ja.TrainOptions{Rounds: 5, Seeds: 4, Bits: 18, Drop: 0.15, Tilt: 0.5}
		if err := trainTold(n, *toldFrom, *dense, learn, *out, o); err != nil {
			log.Fatal("train: ", err)
		}
		return
	}
	if *words == "" || *juman == "" {
		log.Fatal("train: no -words or no -juman")
	}
	entries, err := readSudachi(*words)
	if err != nil {
		log.Fatal("train: ", *words, ": ", err)
	}
	lexicon := uses(entries)
	if err := addJuman(lexicon, *juman); err != nil {
		log.Fatal("train: ", err)
	}
	if *lexiconOnly {
		var b bytes.Buffer
		if err := ja.WriteLexicon(&b, lexicon); err != nil {
			log.Fatal("train: ", err)
		}
		write(filepath.Join(*out, "lexicon.bin"), b.Bytes())
		return
	}
	keys := slices.Sorted(maps.Keys(lexicon))
	o := ja.TrainOptions{Rounds: *rounds, Copies: *copies, Seeds: *seeds, Bits: *bits, Drop: *drop, Names: addNames(ja.ListedNames(), lexicon, keys)}
	o.Extra = newOffice(o.Names, lexicon, keys).sentences(*times)
	if *passages != "" {
		set, err := readNames(*passages)
		if err != nil {
			log.Fatal("train: ", err)
		}
		o.Passages = set
	}
	if *folds > 0 {
		var sum tally
		for k := range *folds {
			var most, rest []ja.Labelled
			for i, s := range learn {
				if i%*folds == k {
					rest = append(rest, s)
				} else {
					most = append(most, s)
				}
			}
			sum.add(n, ja.Train(n, most, o), rest)
		}
		fmt.Println(sum)
		return
	}
	t := ja.Train(n, learn, o)
	var sum tally
	sum.add(n, t, check)
	fmt.Println(sum)
	if *out == "" {
		return
	}
	var b bytes.Buffer
	if _, err := t.WriteTo(&b); err != nil {
		log.Fatal("train: ", err)
	}
	write(filepath.Join(*out, "tagger.bin"), b.Bytes())
}

func write(path string, b []byte) {
	if err := os.WriteFile(path, b, 0o644); err != nil {
		log.Fatal("train: ", err)
	}
	fmt.Printf("%s: %d bytes\n", path, len(b))
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

// A tally counts names found and names that are there.
type tally struct{ sentences, gold, found, exact, over, overGold int }

// add tries a tagger on sentences.
func (c *tally) add(n *ja.Namer, t *ja.Tagger, check []ja.Labelled) {
	for _, s := range check {
		c.sentences++
		hit := map[ja.LabelledName]bool{}
		for _, g := range s.Names {
			if g.Kind == ja.PersonKind {
				c.gold++
				hit[g] = false
			}
		}
		t.Persons(n, s.Text, func(start, end int, odds float64) {
			c.found++
			over := false
			for g := range hit {
				if start < g.End && g.Start < end {
					hit[g], over = true, true
				}
			}
			if over {
				c.over++
			}
			if _, ok := hit[ja.LabelledName{Start: start, End: end, Kind: ja.PersonKind}]; ok {
				c.exact++
			}
		})
		for _, ok := range hit {
			if ok {
				c.overGold++
			}
		}
	}
}

// String gives precision, recall and F1, of exact names and of those that
// overlap with one.
func (c tally) String() string {
	f := func(hit, hitGold int) string {
		p, r := float64(hit)/float64(c.found), float64(hitGold)/float64(c.gold)
		return fmt.Sprintf("precision %.3f, recall %.3f, F1 %.3f", p, r, 2*p*r/(p+r))
	}
	return fmt.Sprintf("%d sentences, %d names of persons\nexact:   %s\noverlap: %s", c.sentences, c.gold, f(c.exact, c.exact), f(c.over, c.overGold))
}
