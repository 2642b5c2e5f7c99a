package prose

import (
	"strings"
	"testing"

	"monban/detect"
	"monban/detect/detecttest"
	"monban/extract"
)

// A line of megabytes must not take quadratic time: what is compared within one
// text is bounded because no stage ever sees more than a piece of it, and all
// the pieces together are the line.
func TestDenseLinesAreReadInPieces(t *testing.T) {
	const size = 300_000
	for _, piece := range []string{"田中様", "氏名: 山田 太郎 ", "a]", "】", "名:", "a", "ア", " ", "田中様の件です。", "\n", "\xff"} {
		line := strings.Repeat(piece, size/len(piece))
		seen, longest, labels := 0, 0, 0
		look := func(s string) {
			longest = max(longest, len(s))
		}
		senses := detecttest.Mute(detect.HasKanji)
		senses.Key = func(s string) string { labels += len(s); look(s); return s }
		senses.Recognise = func(t *detect.Text, found func(detect.Kind, detect.Match)) {
			look(t.Norm)
			seen += len(t.Norm)
			for i := 0; i+9 <= len(t.Norm); i += 30 {
				found(detect.Phone, detect.Match{Start: i, End: i + 9})
			}
		}
		senses.Names = func(t *detect.Text, found func(detect.Kind, detect.Match)) {
			look(t.Norm)
			for i := 12; i+6 <= len(t.Norm); i += 30 {
				found(detect.PersonName, detect.Match{Start: i, End: i + 6, Odds: 3})
			}
		}
		values := 0
		r := New(senses, func(rec *detect.Record) { values += len(rec.Values) })
		r.Text(extract.Unit{Text: line, Loc: extract.Loc{Line: 1}})
		r.End()
		blank := strings.TrimSpace(piece) == ""
		switch {
		case longest > 10_000:
			t.Errorf("%q: a text of %d bytes was looked at in one piece", piece, longest)
		case seen != len(line) && !blank:
			t.Errorf("%q: %d of %d bytes were looked at", piece, seen, len(line))
		case labels > 70*len(line):
			t.Errorf("%q: %d bytes of labels were looked up in %d bytes", piece, labels, len(line))
		case values == 0 && !blank:
			t.Errorf("%q: no value came out", piece)
		}
	}
}
