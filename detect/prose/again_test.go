package prose

import (
	"fmt"
	"strings"
	"testing"

	"monban/detect"
	"monban/detect/detecttest"
	"monban/extract"
)

// againSenses find 田中 as a name, and numbers of twelve digits that begin with
// 77. They count how often they are asked.
func againSenses(asked *int) *detect.Senses {
	find := func(s, what string, length int, found func(detect.Match)) {
		if i := strings.Index(s, what); i >= 0 {
			found(detect.Match{Start: i, End: i + length, Odds: 3})
		}
	}
	senses := detecttest.Mute(detect.HasKanji | detect.HasDigit)
	senses.Recognise = func(t *detect.Text, found func(detect.Kind, detect.Match)) {
		*asked++
		find(t.Norm, "番号 77", len("番号 ")+12, func(m detect.Match) { found(detect.MyNumber, m) })
		if strings.Contains(t.Before, "生年") {
			find(t.Norm, "1985", 4, func(m detect.Match) { found(detect.BirthDate, m) })
		}
	}
	senses.Names = func(t *detect.Text, found func(detect.Kind, detect.Match)) {
		*asked++
		find(t.Norm, "田中", len("田中"), func(m detect.Match) { found(detect.PersonName, m) })
	}
	return senses
}

// Of lines that differ in their short numbers alone, names are all found, and
// nothing costs nothing; long numbers, years, and lines under other lines are
// looked at.
func TestLinesOfOneShape(t *testing.T) {
	lines := func(n int, line func(i int) string) (out []string) {
		for i := range n {
			out = append(out, line(i))
		}
		return out
	}
	for _, c := range []struct {
		what   string
		lines  []string
		values int
		most   int // questions that may be asked
	}{
		{"nothing", lines(2000, func(i int) string { return fmt.Sprint("受付", 10000+i) }), 0, 300},
		{"names", lines(2000, func(i int) string { return fmt.Sprint("田中様 ", 10000+i) }), 2000, 2300},
		{"names in turn", lines(2000, func(i int) string { return fmt.Sprint([]string{"田中様", "受付", "伝票田中"}[i%3], 10000+i) }), 1333, 2000},
		{"long numbers", append(lines(500, func(i int) string { return fmt.Sprint("番号 ", 880000000000+i) }), "番号 770000000000"), 1, 1100},
		{"long numbers in groups", append(lines(500, func(i int) string { return fmt.Sprint("番号 8800-0000-", 1000+i) }), "番号 7700-0000-00"), 1, 1100},
		{"years", append(lines(500, func(i int) string { return fmt.Sprint("生年", 2000+i%20) }), "生年1985"), 1, 1100},
		{"under another line", append(lines(500, func(i int) string { return fmt.Sprint("第1985", 10+i%90) }), "生年月日", "第198510"), 1, 400},
	} {
		asked, values := 0, 0
		r := New(againSenses(&asked), func(rec *detect.Record) {
			for i := range rec.Values {
				if rec.Values[i].Text != "" {
					values++
				}
			}
		})
		for i, l := range c.lines {
			r.Text(extract.Unit{Text: l, Loc: extract.Loc{Line: i + 1}})
		}
		r.End()
		if values != c.values {
			t.Errorf("%s: %d values, want %d", c.what, values, c.values)
		}
		if asked > c.most {
			t.Errorf("%s: %d questions, want at most %d", c.what, asked, c.most)
		}
	}
}
