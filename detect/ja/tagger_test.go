package ja

import (
	"bytes"
	"strings"
	"testing"
)

func TestTaggerFileIsWhole(t *testing.T) {
	tagger, err := readTagger(bytes.NewReader(taggerFile))
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if _, err := tagger.WriteTo(&b); err != nil {
		t.Fatal(err)
	}
	again, err := readTagger(bytes.NewReader(b.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	if again.step != tagger.step {
		t.Error("the steps are not what was written")
	}
	for i := range tagger.mask {
		if again.weights[i] != tagger.weights[i] {
			t.Fatalf("bucket %d is not what was written", i)
		}
	}
	for _, bad := range [][]byte{nil, {1, 2, 3}, b.Bytes()[:b.Len()/2], append([]byte("x"), b.Bytes()...)} {
		if _, err := readTagger(bytes.NewReader(bad)); err == nil {
			t.Errorf("%d damaged bytes were read without an error", len(bad))
		}
	}
}

// The shipped weights must stay as good as they were on the sentences that
// training kept back: every tenth.
func TestTaggerOnSentencesKeptBack(t *testing.T) {
	n := NewNamer(shared)
	hit, found, gold := 0, 0, 0
	for i, x := range nerTexts(t) {
		if i%10 != 0 {
			continue
		}
		runes := []rune(x.Text)
		names := map[[2]int]bool{}
		for _, e := range x.Entities {
			if e.Type == "人名" {
				names[[2]int{len(string(runes[:e.Span[0]])), len(string(runes[:e.Span[1]]))}] = true
				gold++
			}
		}
		norm, _, off := Normalize(x.Text)
		n.Persons(norm, func(start, end int, _ float64) {
			if off != nil {
				start, end = int(off[start]), int(off[end])
			}
			found++
			if names[[2]int{start, end}] {
				hit++
			}
		})
	}
	p, r := float64(hit)/float64(found), float64(hit)/float64(gold)
	f1 := 2 * p * r / (p + r)
	t.Logf("%d names: precision %.3f, recall %.3f, F1 %.3f", gold, p, r, f1)
	if f1 < 0.8 {
		t.Errorf("precision %.3f, recall %.3f, F1 %.3f; want 0.80", p, r, f1)
	}
}

// Every word knows the run of kanji or of katakana and ・ that it is in.
func TestRunsOfWords(t *testing.T) {
	n := NewNamer(shared)
	for _, c := range []struct{ text, want string }{
		{"それをみた。", ""},
		{"経理部長乙坂がきた。", "経理部長乙坂"},
		{"昨日、乙坂とレナード・ワルデックをみた。", "昨日 乙坂 レナード・ワルデック"},
		{"レナード・Kと話した。", "レナード・K"},
	} {
		var ts tagState
		toks := n.words(newState(), c.text)
		n.describe(&ts, c.text, toks)
		var got []string
		for i, r := range ts.runs {
			if i < r.first || i > r.last {
				t.Errorf("%s: word %d is not in its run", c.text, i)
			}
			if r.of != 0 && r.first == i {
				got = append(got, c.text[toks[r.first].Start:toks[r.last].End])
			}
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("%s: got runs %q, want %q", c.text, s, c.want)
		}
	}
}

// Swapped names keep their places, and labels cover whole words.
func TestTrainLearns(t *testing.T) {
	n := NewNamer(shared)
	var set []Labelled
	for _, s := range []string{"本日は|佐藤|が受付に来た。", "その後、|鈴木|は帰宅した。", "昨日|高橋|に電話した。", "明日|伊藤|と会う。"} {
		p := bytes.Split([]byte(s), []byte("|"))
		set = append(set, Labelled{
			Text:  string(p[0]) + string(p[1]) + string(p[2]),
			Names: []LabelledName{{len(p[0]), len(p[0]) + len(p[1]), PersonKind}},
		})
	}
	tagger := Train(n, set, TrainOptions{Rounds: 8, Copies: 2, Seeds: 1, Bits: 14, Drop: 0.1, Names: ListedNames()})
	for _, s := range set {
		got := ""
		tagger.Persons(n, s.Text, func(start, end int, _ float64) { got += s.Text[start:end] })
		if want := s.Text[s.Names[0].Start:s.Names[0].End]; got != want {
			t.Errorf("%s: got %q, want %q", s.Text, got, want)
		}
	}
}
