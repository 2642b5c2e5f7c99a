package ja

import (
	"strings"
	"testing"
)

func TestWordsCutAtDots(t *testing.T) {
	n := NewNamer(shared)
	for _, c := range []struct{ text, want string }{
		{"指揮者のエルヴィラ・ゾンケンベルクが来た", "指揮|者|の|エルヴィラ|・|ゾンケンベルク|が|来|た"},
		{"ゾンケン・ド・ラ・ベルクと会う", "ゾンケン|・|ド|・|ラ|・|ベルク|と|会う"},
		{"ゾンケンベルク・も読む", "ゾンケンベルク|・|も|読む"},
		{"・ゾンケンベルク", "・|ゾンケンベルク"},
		{"営業・総務・経理", "営業|・|総務|・|経理"},
		{"ゾンケンベルク", "ゾンケンベルク"},
		{"・", "・"},
		{"", ""},
	} {
		var got []string
		at := 0
		for _, k := range n.words(newState(), c.text) {
			if k.Start != at || k.End <= k.Start {
				t.Errorf("%s: a word of %d to %d behind one that ends at %d", c.text, k.Start, k.End, at)
			}
			got, at = append(got, k.In(c.text)), k.End
		}
		if s := strings.Join(got, "|"); s != c.want || at != len(c.text) {
			t.Errorf("%s: cut as %s, want %s", c.text, s, c.want)
		}
	}
}

// A part that is a name of the dictionary is that also where the tokenizer took
// it for a piece of an unknown word.
func TestPartsAreLookedUp(t *testing.T) {
	n := NewNamer(shared)
	for _, s := range []string{"ロバート・ゾンケンベルク", "ゾンケンベルク・ロバート"} {
		for _, k := range n.words(newState(), s) {
			if k.In(s) == "ロバート" && !(k.Known && personSet.has(k.POS)) {
				t.Errorf("%s: ロバート is %+v", s, k)
			}
		}
	}
	k := n.tok().lookUp(Token{ID: 3, End: len("ゾンケンベルク")}, "ゾンケンベルク")
	if k.Known || k.ID != 3 {
		t.Errorf("a word that the dictionary has not became %+v", k)
	}
}
