package place

import (
	"math/rand/v2"
	"strings"
	"testing"

	"monban/detect"
)

// TestReachesNumber holds that no pattern finds an address where reachesNumber
// sees none, on texts put together from what addresses and sentences have.
func TestReachesNumber(t *testing.T) {
	pieces := strings.Fields(`0 1 12 2024 - の 第 丁目 丁 番 番地 番地の 号 号室 条 線 地割 無番地 番地なし 北 南 一 二十 〇 本町 西新宿 烏丸通 上る 下ル 東入 西入 大字 ヶ ー ・ 々 、 。 , ( A x で は から です した に 市内 区内 役所 を が 会議 𠮷 㐂 コーポ`)
	pieces = append(pieces, " ")
	r := rand.New(rand.NewPCG(1, 2))
	reached, missed := 0, 0
	for range 60_000 {
		var b strings.Builder
		for range 1 + r.IntN(9) {
			b.WriteString(pieces[r.IntN(len(pieces))])
		}
		s := b.String()
		if r.IntN(20) == 0 {
			s = strings.Repeat("本", r.IntN(60)) + s
		}
		if reachesNumber(s) {
			reached++
			continue
		}
		missed++
		var m detect.Match
		if match(streets, s, &m, 0) || match(numbered, s, &m, 0) || match(plain, s, &m, 0) || match(single, s, &m, 0) {
			t.Fatalf("reachesNumber(%q) is false, but %q is an address", s, s[:m.End])
		}
	}
	if reached < 1000 || missed < 1000 {
		t.Errorf("%d texts with a number, %d without: too few to tell", reached, missed)
	}
}
