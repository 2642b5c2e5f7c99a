package ja

import "testing"

func TestStrange(t *testing.T) {
	n := NewNamer(shared)
	for _, c := range []struct {
		text string
		want bool
	}{
		{"鿋鿌鿍", true},
		{"丏鿌鿍鿎山", true},
		{"们说这话", true},
		{"山田太郎", false},
		{"𠮷田太郎", false},
		{"髙﨑 凜", false},
		{"邊見 譲、渡邉 薫", false},
		{"鱃谷朔弥", false},
		{"会議の资料と说明です", false}, // two of six
		{"鿋さん", false},
		{"Tanaka, 090-0000-1111", false},
		{"", false},
	} {
		st := newState()
		if got := n.strange(c.text, n.words(st, c.text)); got != c.want {
			t.Errorf("%q: %t, want %t", c.text, got, c.want)
		}
	}
}

// What a text says with honorifics is read in strange ones, too.
func TestStrangeTextsHaveNames(t *testing.T) {
	n := NewNamer(shared)
	for _, c := range []struct{ text, name string }{
		{"鿋鿌鿍鿎鿋鿌 佐藤花子様", "佐藤花子"},
		{"鿋鿌鿍鿎鿋鿌鿋鿌 佐藤 花子 鿋鿌鿍", "佐藤 花子"},
	} {
		got := found(n, c.text, "")
		if len(got) != 1 || got[0] != c.name {
			t.Errorf("%q: found %q, want %q", c.text, got, c.name)
		}
	}
}
