package ja

import (
	"strings"
	"testing"
)

// stretchesOf returns the ranges of a text in which a name is looked for.
func stretchesOf(n *Namer, s string) []string {
	var ts tagState
	toks := n.words(newState(), s)
	n.describe(&ts, s, toks)
	var out []string
	ts.stretches(func(first, last int) { out = append(out, s[toks[first].Start:toks[last-1].End]) })
	return out
}

func TestStretches(t *testing.T) {
	n := NewNamer(shared)
	for _, c := range []struct{ text, want string }{
		{"お世話になっております。", ""},
		{"ご確認いただき、ご返信ください。", ""},
		{"書類を送付しましたので、よろしくお願いいたします。", ""},
		{"昨日は大西が受付に来た。", "大西"},
		{"担当の大西健太さんと、書類を確認した。", "大西健太"},
		{"谷口ひなたが来た。", "谷口ひなた"},
		{"しかしボウスキーは帰った。", "ボウスキー"},
		{"グエン・ヴァン・アンと会った", "グエン・ヴァン・アン"},
		{"昨日マーカー・バッジが勝った", "マーカー・バッジ"},
		{"Kenan Sofuglukが勝った", "Kenan Sofugluk"},
	} {
		got := stretchesOf(n, c.text)
		if c.want == "" && len(got) > 0 || c.want != "" && !strings.Contains(strings.Join(got, "|"), c.want) {
			t.Errorf("%s: stretches %q, want %q in one of them", c.text, got, c.want)
		}
	}
}

// What is found in stretches must be what a search through all words finds, but
// for a few names, and most words must not be searched.
func TestStretchesLoseNoNames(t *testing.T) {
	n := NewNamer(shared)
	tagger := shippedTagger()
	st, ts := newState(), &tagState{}
	type name struct{ text, first, last int }
	begins := func(set map[name]bool, text, first, last int) {
		for i := first; i < last; i++ {
			if ts.out[i] != tagBPerson {
				continue
			}
			j := i + 1
			for j < last && ts.out[j] == tagIPerson {
				j++
			}
			set[name{text, i, j}] = true
		}
	}
	all, found := map[name]bool{}, map[name]bool{}
	words, searched := 0, 0
	for i, x := range nerTexts(t) {
		s, _, _ := Normalize(x.Text)
		n.describe(ts, s, n.words(st, s))
		ts.room()
		tagger.decode(ts, 0, len(ts.words), 0)
		begins(all, i, 0, len(ts.words))
		words += len(ts.words)
		ts.stretches(func(first, last int) {
			searched += last - first
			tagger.decode(ts, first, last, 0)
			begins(found, i, first, last)
		})
	}
	lost, gained := 0, 0
	for x := range all {
		if !found[x] {
			lost++
		}
	}
	for x := range found {
		if !all[x] {
			gained++
		}
	}
	t.Logf("%d names in %d words, %d words searched, %d names lost, %d others found", len(all), words, searched, lost, gained)
	if lost*60 > len(all) || gained*200 > len(all) {
		t.Errorf("%d of %d names are lost and %d others found", lost, len(all), gained)
	}
	if searched*2 > words {
		t.Errorf("%d of %d words are searched", searched, words)
	}
}
