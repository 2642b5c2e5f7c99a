package ja

import (
	"strings"
	"testing"
)

func TestCompounds(t *testing.T) {
	n := NewNamer(shared)
	for _, c := range []struct{ text, word, compound, end string }{
		{"昨日、大西米大統領が来た。", "大西", "大西米大統領", ""},
		{"次男のゾンケン・ベルク海軍中佐に会う。", "ベルク", "ゾンケン・ベルク海軍中佐", ""},
		{"ゾンケンベルク精肉店で働く。", "ゾンケンベルク", "ゾンケンベルク精肉店", ""},
		{"営業・総務の大西が来た。", "営業", "営業", ""},
		{"大西率いる営業部が来た。", "大西", "大西", ""},
		{"大西健太は、日本の歌手。", "大西", "大西健太", "歌手"},
		{"大西健太は、日本の歌手である。", "健太", "大西健太", "歌手"},
		{"大西健太は、日本の歌手である。", "日本", "日本", ""},
		{"大西健太は来た。会長は日本の歌手だった。", "大西", "大西健太", "来"},
		{"大西健太は来た。会長は日本の歌手だった。", "会長", "会長", "歌手"},
		{"大西健太は日本の歌手", "大西", "大西健太", ""},
		{"大西健太は、歌手か?", "大西", "大西健太", ""},
		{"は。", "は", "は", ""},
	} {
		var ts tagState
		toks := n.words(newState(), c.text)
		n.describe(&ts, c.text, toks)
		found := false
		for i, k := range toks {
			if k.In(c.text) != c.word || found {
				continue
			}
			found = true
			in, end := ts.compounds[i], ""
			if in.end > 0 {
				end = toks[in.end].In(c.text)
			}
			if got := c.text[toks[in.first].Start:toks[in.last].End]; got != c.compound || end != c.end {
				t.Errorf("%s: %s in %q, sentence ends with %q; want %q and %q", c.text, c.word, got, end, c.compound, c.end)
			}
		}
		if !found {
			t.Errorf("%s: no word %s", c.text, c.word)
		}
	}
}

// The scores of a word are added in lanes that hold no more than 255 features.
func TestFeaturesAreFew(t *testing.T) {
	n := NewNamer(shared)
	for _, s := range []string{"ア・", "ゾンケン・ベルク・", "アンナマリアジャン", "大西健太", "大西アンナ・", "大西健太は、", "アンナは大西の歌手。"} {
		s = strings.Repeat(s, 200)
		var ts tagState
		n.describe(&ts, s, n.words(newState(), s))
		ts.allFeatures(nameModel)
		for i := range ts.words {
			if few := ts.from[i+1] - ts.from[i]; few > 200 {
				t.Fatalf("%.30s: word %d has %d features", s, i, few)
			}
		}
	}
}
