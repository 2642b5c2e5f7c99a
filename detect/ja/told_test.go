package ja

import (
	"bytes"
	"strings"
	"testing"

	"monban/detect"
	"monban/extract"
)

// What people tell in words that no dictionary lists is marked, as what it is; the
// same words about machines, houses and work are not.
func TestProseTells(t *testing.T) {
	n := NewNamer(shared)
	for _, c := range []struct{ text, want string }{
		{"江崎様は夜中に大声を出すことが増えています。", "symptom"},
		{"桑原さんは階段から落ちて鎖骨を折り、全治6週間。", "diagnosis"},
		{"仁科様 ひざが痛くて階段がつらい", "symptom"},
		{"会議室の画面が映らないので予備の機械を使う。", ""},
		{"見積の件、来週までにお返事をいただけると助かります。", ""},
		{"倉庫の扉が閉まらない。業者を呼ぶ。", ""},
	} {
		var got []string
		n.Prose(Prepare(extract.Unit{Text: c.text}), func(k detect.Kind, m detect.Match) {
			if k != detect.PersonName {
				got = append(got, string(k))
			}
		})
		if c.want == "" && len(got) > 0 || c.want != "" && !strings.Contains(strings.Join(got, " "), c.want) {
			t.Errorf("%s: told %v, want %q", c.text, got, c.want)
		}
	}
}

// Noise that looks like a word for an illness on and on is not told.
func TestLongRangesAreNotTold(t *testing.T) {
	n := NewNamer(shared)
	for _, piece := range []string{"ア", "統合失調症", "障害者手帳1級", "ひざが痛い"} {
		n.Prose(Prepare(extract.Unit{Text: strings.Repeat(piece, 3000/len(piece))}), func(k detect.Kind, m detect.Match) {
			if k != detect.PersonName && m.End-m.Start > toldMost {
				t.Errorf("%s…: %s of %d bytes", piece, k, m.End-m.Start)
			}
		})
	}
}

func TestTellerReadsWhatItWrote(t *testing.T) {
	a, err := readTeller(bytes.NewReader(toldFile))
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if _, err := a.WriteTo(&b); err != nil {
		t.Fatal(err)
	}
	c, err := readTeller(bytes.NewReader(b.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	if len(a.tagger.weights) != len(c.tagger.weights) || a.tagger.step != c.tagger.step {
		t.Fatal("another tagger")
	}
	for i, w := range a.tagger.weights {
		if w != c.tagger.weights[i] {
			t.Fatalf("bucket %d: another weight", i)
		}
	}
	for _, s := range []string{"右足の骨折", "夜眠れない", "血圧の薬", "洗礼を受けた", "HbA1c 8.1"} {
		for _, g := range []NameKind{bodyGroup, careGroup, lifeGroup} {
			if a.kinds.of(s, g) != c.kinds.of(s, g) {
				t.Errorf("%s: another kind", s)
			}
		}
	}
	for _, cut := range []int{0, 7, 20, len(toldFile) / 2, len(toldFile) - 9} {
		if _, err := readTeller(bytes.NewReader(toldFile[:cut])); err == nil {
			t.Errorf("%d bytes of the file are read without an error", cut)
		}
	}
}
