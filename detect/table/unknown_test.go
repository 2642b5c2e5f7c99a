package table

import (
	"fmt"
	"strings"
	"testing"

	"monban/detect"
	"monban/detect/detecttest"
	"monban/extract"
)

// A long column of words is judged once, whatever numbers stand behind them;
// what comes after it is judged by itself.
func TestUnknownColumnsAreJudgedOnce(t *testing.T) {
	for _, c := range []struct {
		what   string
		cell   func(i int) string
		judged int // at most, of the 20 times that rows are held back
		least  int
		values int
	}{
		{"words", func(i int) string { return fmt.Sprint("受付", 100000+i) }, 1, 1, 0},
		{"two kinds of words", func(i int) string { return fmt.Sprint([]string{"受付", "伝票"}[i%2], i%97+100) }, 1, 1, 0},
		{"four digits", func(i int) string { return fmt.Sprint("受付", 3000+i) }, 1, 1, 0},
		{"years", func(i int) string { return fmt.Sprintf("%d年受付%d年", 1800+i%300, 1800+i/300) }, 20, 20, 0},
		{"long numbers", func(i int) string { return fmt.Sprint("受付", 1000000+i) }, 20, 20, 0},
		{"other words", func(i int) string { return "受付" + strings.Repeat("中", i%120) + strings.Repeat("済", i/120) }, 20, 20, 0},
		{"numbers behind words", func(i int) string {
			if i < hold*10 {
				return fmt.Sprint("受付", 100000+i)
			}
			return fmt.Sprint("090-0000-", 1000+i)
		}, 2, 2, hold * 10},
	} {
		judged, values := 0, 0
		senses := detecttest.Mute(detect.HasKanji | detect.HasDigit)
		senses.Whole = func(sample []detect.Text) []detect.Share {
			judged++
			if strings.HasPrefix(sample[0].Norm, "090") {
				return []detect.Share{{Kind: detect.Phone, Of: 1, Odds: 2}}
			}
			return nil
		}
		loose := 0
		r := New(senses, func(rec *detect.Record) { values += len(rec.Values) }, func(*detect.Table) {}, lines{&loose})
		for i := range hold * 20 {
			r.Row([]extract.Unit{{Text: c.cell(i), Loc: extract.Loc{Sheet: "s", Row: i + 1, Col: 1}}})
		}
		r.End()
		if judged < c.least || judged > c.judged {
			t.Errorf("%s: judged %d times, want %d to %d", c.what, judged, c.least, c.judged)
		}
		if values != c.values || loose != hold*20-c.values {
			t.Errorf("%s: %d values and %d lines, want %d values", c.what, values, loose, c.values)
		}
	}
}

// lines counts what is read as running text.
type lines struct{ n *int }

func (l lines) Row([]extract.Unit) {}
func (l lines) Text(extract.Unit)  { *l.n++ }
func (l lines) End()               {}
