package place

import (
	"fmt"
	"math/rand/v2"
	"regexp"
	"strings"
	"testing"

	"monban/detect"
)

// towns calls f with texts put together from what addresses and sentences have.
func towns(n int, f func(s string)) {
	pieces := strings.Fields(`0 1 12 2024 - の 第 丁目 丁 番 番地 番地の 号 号室 条 線 地割 無番地 番地なし 北 南 一 二十 〇 本町 西新宿 烏丸通 上る 下ル 東入 西入 大字 ヶ ー ・ 々 、 。 , ( A x で は から です した に 市内 区内 役所 を が 会議 𠮷 㐂 コーポ`)
	pieces = append(pieces, " ", "\xe5", "\x9c")
	r := rand.New(rand.NewPCG(1, 2))
	for range n {
		var b strings.Builder
		for range 1 + r.IntN(9) {
			b.WriteString(pieces[r.IntN(len(pieces))])
		}
		s := b.String()
		if r.IntN(20) == 0 {
			s = strings.Repeat("本", r.IntN(60)) + s
		}
		f(s)
	}
}

// TestReachesNumber holds that no pattern finds an address where reachesNumber
// sees none.
func TestReachesNumber(t *testing.T) {
	reached, missed := 0, 0
	towns(60_000, func(s string) {
		if reachesNumber(s) {
			reached++
			return
		}
		missed++
		var m detect.Match
		if match(streets, 0, 0, s, &m, 0) || match(numbered, 0, 30, s, &m, 0) || match(plain, 0, 30, s, &m, 0) || match(single, 1, 20, s, &m, 0) {
			t.Fatalf("reachesNumber(%q) is false, but %q is an address", s, s[:m.End])
		}
	})
	if reached < 1000 || missed < 1000 {
		t.Errorf("%d texts with a number, %d without: too few to tell", reached, missed)
	}
}

// TestBehindTown compares behindTown with patterns that look for the place of the
// number themselves.
func TestBehindTown(t *testing.T) {
	for _, c := range []struct {
		name        string
		re          *regexp.Regexp
		least, most int
	}{{"numbered", numbered, 0, 30}, {"plain", plain, 0, 30}, {"single", single, 1, 20}} {
		whole := regexp.MustCompile(fmt.Sprintf("^%s{%d,%d}?(?:%s)", town, c.least, c.most, strings.TrimPrefix(c.re.String(), "^")))
		found := 0
		towns(10_000, func(s string) {
			want := 0
			if loc := whole.FindStringIndex(s); loc != nil {
				want = loc[1]
				found++
			}
			if got := behindTown(c.re, c.least, c.most, s); got != want {
				t.Fatalf("behindTown(%s, %q) = %d, want %d", c.name, s, got, want)
			}
		})
		if found < 500 {
			t.Errorf("%s matches %d texts: too few to tell", c.name, found)
		}
	}
}

// TestCrossing holds that the pattern of Kyoto's crossings matches nothing in
// which crossing sees none.
func TestCrossing(t *testing.T) {
	found := 0
	towns(60_000, func(s string) {
		if len(s) > 110 {
			return
		}
		if m := streets.FindString(s); m != "" {
			found++
			if !crossing(s) {
				t.Fatalf("crossing(%q) is false, but %q has one", s, m)
			}
		}
	})
	if found < 100 {
		t.Errorf("%d crossings: too few to tell", found)
	}
}
