package detect

import (
	"strings"
	"testing"

	"monban/extract"
)

func TestWords(t *testing.T) {
	w := NewWords("個人番号 番号", "phone_number tel (株)")
	for _, c := range []struct{ in, first, last string }{
		{"個人番号と番号", "個人番号", "番号"},
		{"個人番号", "個人番号", "個人番号"},
		{"Phone Number", "Phone Number", "Phone Number"},
		{"user_phone-number=1", "phone-number", "phone-number"},
		{"phoneNumber", "phoneNumber", "phoneNumber"},
		{"phonenumber", "phonenumber", "phonenumber"},
		{"hotel", "", ""},
		{"telephone", "", ""},
		{"homeTel1", "Tel", "Tel"},
		{"TEL", "TEL", "TEL"},
		{"(株)みどり", "(株)", "(株)"},
		{"", "", ""},
		{"番\xff号", "", ""},
	} {
		if a, b := w.First(c.in); c.in[a:b] != c.first {
			t.Errorf("first word of %q: got %q, want %q", c.in, c.in[a:b], c.first)
		}
		if a, b := w.Last(c.in); c.in[a:b] != c.last {
			t.Errorf("last word of %q: got %q, want %q", c.in, c.in[a:b], c.last)
		}
		text := NewText(extract.Unit{}, c.in, 0, nil)
		got := ""
		text.Each(w, func(a, b int) {
			if got == "" {
				got = c.in[a:b]
			}
		})
		if got != c.first {
			t.Errorf("first of each word of %q: got %q, want %q", c.in, got, c.first)
		}
	}
}

func TestAround(t *testing.T) {
	pos, neg := NewWords("個人番号 マイナンバー 住所"), NewWords("注文 伝票番号 勤務先住所")
	for _, c := range []struct {
		label, before, text string
		want                Evidence
	}{
		{"個人番号", "", "1", Label},
		{"伝票番号", "", "1", NegativeContext},
		{"勤務先住所", "", "1", NegativeContext},
		{"個人番号(注文時)", "", "1", Label},
		{"", "", "個人番号: 1", Label | Context},
		{"", "", "個人番号は 1", Label | Context},
		{"", "", "個人番号(12桁)=1", Label | Context},
		{"", "", "個人番号を次のように書く 1", Context},
		{"", "", "伝票番号 1", NegativeContext},
		{"", "", "個人番号を書いた伝票番号 1", Context | NegativeContext},
		{"", "", "伝票番号ではなく個人番号 1", Label | Context},
		{"", "", "個人番号を書く。ここは 1", 0},
		{"", "", "1 (マイナンバー)", Label | Context},
		{"", "", "1 が私のマイナンバーです", Context},
		{"", "", "1 個人番号: 2", 0},
		{"", "個人番号", "1", Context},
		{"", "伝票番号", "1", NegativeContext},
		{"数量", "個人番号", "1", 0},
		{"", "", "1", 0},
	} {
		text := NewText(extract.Unit{}, c.text, 0, nil)
		text.Label, text.Before = c.label, c.before
		at := strings.Index(c.text, "1")
		if strings.Contains(c.text, "12桁") {
			at = len(c.text) - 1
		}
		if got := text.Around(at, at+1, pos, neg); got != c.want {
			t.Errorf("label %q, before %q, text %q: got %v, want %v", c.label, c.before, c.text, got.Codes(), c.want.Codes())
		}
	}
}

func TestBounded(t *testing.T) {
	for _, c := range []struct {
		text string
		want bool
	}{
		{"<123>", true}, {"a<123>", false}, {"4-<123>", false}, {"-<123>", true}, {"番号-<123>", true}, {"<123>-4", false}, {"<123>-", true},
		{"<123>.", true}, {"<123>.5", false}, {"<123>.0", true}, {"0.<123>", false}, {"No<123>", true}, {"TEL<123>", true}, {"XTEL<123>", false}, {"<123>円", true}, {"<123>,456", true},
	} {
		start, end := strings.Index(c.text, "<"), strings.Index(c.text, ">")-1
		text := NewText(extract.Unit{}, strings.NewReplacer("<", "", ">", "").Replace(c.text), 0, nil)
		if got := text.Bounded(start, end); got != c.want {
			t.Errorf("%s: got %v, want %v", c.text, got, c.want)
		}
	}
}

func TestTextIsScannedAgainWhenItChanges(t *testing.T) {
	text := NewText(extract.Unit{}, "12 個人番号", 0, nil)
	w := NewWords("個人番号")
	n := 0
	count := func(int, int) { n++ }
	text.Each(w, count)
	if len(text.Digits()) != 1 || n != 1 {
		t.Fatalf("got %d runs and %d words, want 1 and 1", len(text.Digits()), n)
	}
	text.Norm = "1 2 3"
	n = 0
	text.Each(w, count)
	if len(text.Digits()) != 3 || n != 0 {
		t.Errorf("after a change: got %d runs and %d words, want 3 and 0", len(text.Digits()), n)
	}
}

// What is remembered of a heading is what would be found anew, also when the
// header of the column is changed and when another text takes its place.
func TestHeadingsRemember(t *testing.T) {
	number, account := NewWords("個人番号 番号"), NewWords("口座")
	text := NewText(extract.Unit{}, "123", HasDigit, nil)
	for range 3 {
		for _, h := range []*Heading{{Text: "口座番号"}, {Text: "個人番号(本人)"}, {Text: ""}, {Text: "備考"}} {
			for range 2 {
				for _, w := range [][2]*Words{{number, account}, {account, number}, {number, nil}} {
					text.Set(text.Unit, "123", HasDigit, nil)
					text.Label = h.Text
					want := text.Labelled(w[0], w[1])
					text.Under(h)
					if got := text.Labelled(w[0], w[1]); got != want {
						t.Errorf("%q: %t, want %t", h.Text, got, want)
					}
					text.Label = "個人番号"
					if !text.Labelled(number, account) {
						t.Errorf("the label in place of %q is not asked", h.Text)
					}
				}
			}
		}
	}
}
