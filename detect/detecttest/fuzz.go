package detecttest

import (
	"strings"
	"testing"

	"monban/detect"
	"monban/extract"
)

// Fuzz runs the rules on any text, under any label: no panic, and ranges that
// lie in the text.
func Fuzz(f *testing.F, rules []detect.Rule) {
	f.Helper()
	for _, r := range rules {
		for _, s := range r.Doc.Hit {
			f.Add(s, "")
		}
		f.Add(r.Doc.Miss[0], r.Doc.TitleJa)
	}
	f.Add("\xff\xe3\x81-0-1-", "電話")
	f.Fuzz(func(t *testing.T, s, label string) {
		for _, text := range []*detect.Text{Text(s), Cell(label, s), Number(label, s), rawText(s, label)} {
			for _, r := range rules {
				if err := Check(r, text); err != nil {
					t.Errorf("%v in %q under %q", err, s, label)
				}
			}
		}
	})
}

// rawText is a text that was not folded, with every class of character claimed.
func rawText(s, label string) *detect.Text {
	s = strings.ToValidUTF8(s, "\uFFFD")
	t := detect.NewText(extract.Unit{Text: s}, s, ^detect.Chars(0), nil)
	t.Label = label
	return t
}
