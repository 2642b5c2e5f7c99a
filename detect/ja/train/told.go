package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"monban/detect"
	"monban/detect/ja"
	"monban/detect/ja/marked"
	"monban/dict"
)

// readTold reads the lines of passages with marks from files. Of kinds that are as right,
// the first counts; what may be missed is learned as well.
func readTold(pattern string) (set []ja.LabelledLine, err error) {
	err = eachLine(pattern, func(norm string, offsets []int32, spans []marked.Span) {
		l := ja.LabelledLine{Text: norm}
		for _, s := range spans {
			kind, _, _ := strings.Cut(strings.ReplaceAll(s.Label, "?", ""), "/")
			l.Told = append(l.Told, ja.LabelledTold{Start: folded(offsets, s.Start), End: folded(offsets, s.End), Kind: detect.Kind(kind)})
		}
		set = append(set, l)
	})
	return set, err
}

// eachLine calls f with each normalised line of the passages in the files of a pattern,
// where its characters stand in what was read, and the marks in it.
func eachLine(pattern string, f func(norm string, offsets []int32, spans []marked.Span)) error {
	paths, err := filepath.Glob(pattern)
	if err != nil {
		return err
	}
	if len(paths) == 0 {
		return fmt.Errorf("no passages in %s", pattern)
	}
	for _, path := range paths {
		b, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		err = marked.Passages(string(b), func(_, body string) error {
			text, spans := marked.Plain(body)
			for i, line := range strings.Split(strings.TrimRight(text, "\n"), "\n") {
				norm, _, offsets := ja.Normalize(line)
				var in []marked.Span
				for _, s := range spans {
					if s.Line == i+1 {
						in = append(in, s)
					}
				}
				f(norm, offsets, in)
			}
			return nil
		})
		if err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
	}
	return nil
}

// titled is what may stand behind the name of a doctor in a mark.
var titled = []string{"医師", "先生", "Dr.", "Dr", "ドクター", "副院長", "院長"}

// readNames reads the names of people from passages with marks: a doctor's without
// his title, and the names of hospitals, which are told from them.
func readNames(pattern string) (out []ja.Labelled, err error) {
	err = eachLine(pattern, func(norm string, offsets []int32, spans []marked.Span) {
		l := ja.Labelled{Text: norm}
		for _, s := range spans {
			l.Names = append(l.Names, nameOf(s, norm, offsets)...)
		}
		out = append(out, l)
	})
	return out, err
}

// nameOf returns the name that a mark is of, when it is of one.
func nameOf(s marked.Span, norm string, offsets []int32) []ja.LabelledName {
	n := ja.LabelledName{Start: folded(offsets, s.Start), End: folded(offsets, s.End)}
	switch kind := strings.ReplaceAll(s.Label, "?", ""); kind {
	case "person-name":
	case "doctor":
		for _, t := range titled {
			if rest, ok := strings.CutSuffix(norm[n.Start:n.End], t); ok {
				n.End = n.Start + len(strings.TrimRight(rest, " "))
				break
			}
		}
	case "hospital":
		n.Kind = ja.OrgKind
	case "address":
		n.Kind = ja.PlaceKind
	default:
		return nil
	}
	if n.Start >= n.End {
		return nil
	}
	return []ja.LabelledName{n}
}

// silent returns the sentences of an encyclopedia in which the dictionary knows nothing
// that needs special care: they speak of people, and tell no such thing.
func silent(sentences []ja.Labelled, terms []dict.Term) (out []ja.LabelledLine) {
	m := dict.NewMatcher(terms)
	for _, s := range sentences {
		tells := false
		m.Scan(s.Text, func(t *dict.Term, _, _ int) { tells = tells || t.Kind != dict.Harmless })
		if !tells {
			out = append(out, ja.LabelledLine{Text: s.Text})
		}
	}
	return out
}

// trainTold writes what Prose tells with, from the files of two patterns and the
// sentences of an encyclopedia.
func trainTold(n *ja.Namer, passages, dense string, sentences []ja.Labelled, out string, o ja.TrainOptions) error {
	lines, err := readTold(passages)
	if err != nil {
		return err
	}
	more, err := readTold(dense)
	if err != nil {
		return err
	}
	terms, err := dict.Builtin()
	if err != nil {
		return err
	}
	lines = append(lines, silent(sentences, terms)...)
	var words []ja.KindWord
	for _, t := range terms {
		words = append(words, ja.KindWord{Word: t.Text, Kind: detect.Kind(t.Kind)})
	}
	var b bytes.Buffer
	if _, err := ja.TrainTold(n, lines, more, words, o).WriteTo(&b); err != nil {
		return err
	}
	fmt.Printf("%d lines and %d dense ones\n", len(lines), len(more))
	write(filepath.Join(out, "told.bin"), b.Bytes())
	return nil
}
